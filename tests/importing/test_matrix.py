"""A matrix of partners and roles, either way round, with the marks that people use."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.importing.own_files import (
    Rows,
    csv_file,
    findings,
    holdings,
    imported_rows,
    notes,
    partners,
    sheet_of,
    told,
    workbook,
)

from backbone_kg import BackboneError, import_files, validate

MATRIX: Rows = [
    ["Eastside Promise - Who does what (draft)"],
    ["x = involved, L = lead, S = support, ? = not sure"],
    [],
    [None, "Backbone team", None, "Schools", "Funders", None, None],
    ["Responsibility", "Eastside Together", "Numbers Lab", "Eastside ISD", "Rivers Fund", "Notes"],
    ["RELATIONSHIPS"],
    ["Build trust", "L", None, "S", None, "everybody"],
    ["Conflict resolution", "x"],
    ["MONEY"],
    ["Fundraising", "L", "?", None, "L", "agreed in May"],
    ["TOTAL", 3, 1, 1, 1],
]


def test_titles_groups_sections_totals_and_notes_are_neither_roles_nor_partners(
    tmp_path: Path,
) -> None:
    file = workbook(tmp_path / "own.xlsx", MATRIX, merged=["A1:F1", "B4:C4"], sheet="Who")
    imported = import_files([file])
    data = imported.partnership
    assert holdings(data) == {
        ("Eastside Together", "Build trust", "lead"),
        ("Eastside ISD", "Build trust", "support"),
        ("Eastside Together", "Resolve conflict", None),
        ("Eastside Together", "Mobilize resources", "lead"),
        ("Rivers Fund", "Mobilize resources", "lead"),
    }
    assert partners(data) == {
        "Eastside Together": "Backbone organization",
        "Numbers Lab": "Backbone organization",
        "Eastside ISD": "K-12 school district",
        "Rivers Fund": "Funder",
    }
    (about,) = sheet_of(data, "Partnership")
    assert about["Name"] == "Eastside Promise"
    assert about["Community"] is None
    assert about["Listing"] == "partial"


def test_what_has_no_place_is_told_at_its_cell_and_kept_in_notes(tmp_path: Path) -> None:
    file = workbook(tmp_path / "own.xlsx", MATRIX, merged=["A1:F1", "B4:C4"], sheet="Who")
    imported = import_files([file])
    data = imported.partnership
    assert "everybody (Who!F7)" in notes(data, "Roles", "Build trust")
    assert "Under: MONEY (Who!A9)" in notes(data, "Roles", "Mobilize resources")
    assert "In the file: “Fundraising” (Who!A10)" in notes(data, "Roles", "Mobilize resources")
    assert "Marked “?”: Fundraising (Who!C10)" in notes(data, "Partners", "Numbers Lab")
    assert told(imported, "import-mark-unknown") == ["Who!C10"]
    assert told(imported, "import-several-leads") == ["Who!E10"]
    assert told(imported, "import-total-left-out") == ["Who!A11"]
    assert {"Who!A1", "Who!A2", "Who!F7"} <= set(told(imported, "import-in-notes"))


def test_each_row_says_which_cell_it_comes_from(tmp_path: Path) -> None:
    file = workbook(tmp_path / "own.xlsx", MATRIX, merged=["B4:C4"], sheet="Who")
    rows = sheet_of(import_files([file]).partnership, "Assignments")
    origins = {(row["Partner"], row["Role"]): row["Imported from"] for row in rows}
    assert origins["Rivers Fund", "Mobilize resources"] == "own.xlsx, Who!E10"


def test_a_finding_after_the_import_points_at_the_users_own_cell(tmp_path: Path) -> None:
    data = imported_rows(tmp_path, [["Role", "Acme", "Zeta"], ["Build trust", "x", "x"]])
    found = validate(data.partnership)
    blank = [one for one in found.errors if one.column == "Type"]
    assert [one.origin for one in blank] == ["own.xlsx, Sheet1!B1", "own.xlsx, Sheet1!C1"]


def test_partners_can_stand_in_the_rows(tmp_path: Path) -> None:
    data = imported_rows(
        tmp_path,
        [
            ["Partner", "Sector", "Build trust", "Fundraising"],
            ["Numbers Lab", "University", "✓", None],
            ["SCHOOLS"],
            ["Eastside ISD", "School district", None, "✓"],
            ["Total", None, 1, 1],
        ],
    ).partnership
    assert holdings(data) == {
        ("Numbers Lab", "Build trust", None),
        ("Eastside ISD", "Mobilize resources", None),
    }
    assert partners(data)["Numbers Lab"] == "Higher education institution"


def test_without_a_word_in_the_corner_the_names_tell_which_side_is_which(tmp_path: Path) -> None:
    rows: Rows = [
        ["", "Eastside ISD", "Rivers Fund"],
        ["Build trust", "●", ""],
        ["Advance policy", "", "●"],
    ]
    turned: Rows = [list(row) for row in zip(*rows, strict=True)]
    for name, table in (("a.csv", rows), ("b.csv", turned)):
        data = import_files([csv_file(tmp_path / name, table)]).partnership
        assert holdings(data) == {
            ("Eastside ISD", "Build trust", None),
            ("Rivers Fund", "Advance policy", None),
        }


@pytest.mark.parametrize(
    ("mark", "part"),
    [
        *[("x", None), ("✓", None), ("●", None), ("Yes", None), ("1", None), ("L", "lead")],
        *[("S", "support"), ("Lead", "lead"), ("support", "support"), ("L/S", "lead")],
    ],
)
def test_a_mark_is_a_holding(tmp_path: Path, mark: str, part: str | None) -> None:
    rows: Rows = [
        ["Role", "Acme", "Zeta"],
        ["Build trust", mark, None],
        ["Advance policy", None, mark],
    ]
    data = imported_rows(tmp_path, rows).partnership
    assert holdings(data) == {("Acme", "Build trust", part), ("Zeta", "Advance policy", part)}


@pytest.mark.parametrize("mark", ["?", "Unknown", "Partial", "(x)", "x?", "TBD", "50%", "M"])
def test_what_leaves_open_whether_somebody_holds_a_role_is_no_holding(
    tmp_path: Path, mark: str
) -> None:
    rows: Rows = [
        ["Role", "Acme", "Zeta"],
        ["Build trust", "x", mark],
        ["Advance policy", "x", "x"],
    ]
    imported = imported_rows(tmp_path, rows)
    assert ("Zeta", "Build trust", None) not in holdings(imported.partnership)
    assert f"Marked “{mark}”: Build trust (Sheet1!C2)" in notes(
        imported.partnership, "Partners", "Zeta"
    )
    codes = {one.code for one in findings(imported) if one.cell == "C2"}
    assert codes & {"import-mark-unknown", "import-mark-not-taken"}


def test_no_and_zero_are_no_holdings_and_need_no_word(tmp_path: Path) -> None:
    rows: Rows = [
        ["Role", "Acme", "Zeta"],
        ["Build trust", "Yes", "No"],
        ["Advance policy", "No", "Yes"],
    ]
    imported = imported_rows(tmp_path, rows)
    assert holdings(imported.partnership) == {
        ("Acme", "Build trust", None),
        ("Zeta", "Advance policy", None),
    }
    assert told(imported, "import-mark-not-taken") == []


def test_a_legend_says_what_marks_mean(tmp_path: Path) -> None:
    rows: Rows = [
        ["Role", "Acme", "Zeta"],
        ["Build trust", "C", "P"],
        ["Advance policy", "P", "C"],
        [],
        ["C", "convenes and leads"],
        ["P", "participates"],
    ]
    data = imported_rows(tmp_path, rows).partnership
    assert holdings(data) == {
        ("Acme", "Build trust", "lead"),
        ("Zeta", "Build trust", None),
        ("Acme", "Advance policy", None),
        ("Zeta", "Advance policy", "lead"),
    }
    assert set(partners(data)) == {"Acme", "Zeta"}


def test_p_beside_s_is_primary(tmp_path: Path) -> None:
    rows: Rows = [["Role", "Acme", "Zeta"], ["Build trust", "P", "S"], ["Advance policy", "S", "P"]]
    data = imported_rows(tmp_path, rows).partnership
    assert ("Acme", "Build trust", "lead") in holdings(data)
    assert ("Zeta", "Build trust", "support") in holdings(data)


def test_numbers_are_read_together(tmp_path: Path) -> None:
    ones: Rows = [["Role", "Acme", "Zeta"], ["Build trust", 1, 0], ["Advance policy", 0, 1]]
    data = imported_rows(tmp_path, ones).partnership
    assert holdings(data) == {("Acme", "Build trust", None), ("Zeta", "Advance policy", None)}
    parts: Rows = [
        ["Role", "Acme", "Zeta"],
        ["Build trust", 0.25, 0],
        ["Advance policy", None, 0.5],
    ]
    imported = imported_rows(tmp_path, parts)
    fte = {row["Partner"]: row["FTE"] for row in sheet_of(imported.partnership, "Assignments")}
    assert fte == {"Acme": 0.25, "Zeta": 0.5}
    assert imported.proposal.map.marks["0.25"].is_question
    years: Rows = [
        ["Role", "Acme", "Zeta"],
        ["Build trust", 2014, None],
        ["Advance policy", None, 2018],
    ]
    since = {
        row["Partner"]: row["From"]
        for row in sheet_of(imported_rows(tmp_path, years).partnership, "Assignments")
    }
    assert since == {"Acme": "2014", "Zeta": "2018"}


def test_numbers_that_can_mean_anything_are_asked_about(tmp_path: Path) -> None:
    rows: Rows = [["Role", "Acme", "Zeta"], ["Build trust", 3, 1], ["Advance policy", 2, 0]]
    imported = imported_rows(tmp_path, rows)
    assert holdings(imported.partnership) == set()
    assert set(told(imported, "import-mark-not-taken")) == {"Sheet1!B2", "Sheet1!C2", "Sheet1!B3"}


def test_two_lines_of_headings_are_one_name_or_a_group(tmp_path: Path) -> None:
    names: Rows = [
        ["Responsibility", "Eastside", "Numbers", "Eastside"],
        ["", "Together", "Lab", "ISD"],
        ["Build trust", "x", "", "x"],
        ["Advance policy", "", "x", ""],
    ]
    data = import_files([csv_file(tmp_path / "a.csv", names)]).partnership
    assert set(partners(data)) == {"Eastside Together", "Numbers Lab", "Eastside ISD"}
    groups: Rows = [
        ["Responsibility", "School", "Nonprofit"],
        ["", "Acme", "Zeta"],
        ["Build trust", "x", ""],
        ["Advance policy", "", "x"],
    ]
    data = import_files([csv_file(tmp_path / "b.csv", groups)]).partnership
    assert partners(data) == {
        "Acme": "K-12 school district",
        "Zeta": "Community-based organization",
    }


def test_a_merged_function_stands_over_its_roles(tmp_path: Path) -> None:
    rows: Rows = [
        ["Function", "Capacity", "Acme", "Zeta"],
        ["Manage relationships", "Build trust", "x", None],
        [None, "Resolve conflict", None, "x"],
    ]
    file = workbook(tmp_path / "own.xlsx", rows, merged=["A2:A3"])
    data = import_files([file]).partnership
    assert holdings(data) == {("Acme", "Build trust", None), ("Zeta", "Resolve conflict", None)}
    assert "Under: Manage relationships" in notes(data, "Roles", "Resolve conflict")


def test_rows_that_say_something_of_the_partners_are_no_roles(tmp_path: Path) -> None:
    rows: Rows = [
        ["Role", "Acme", "Zeta"],
        ["Type", "University", "Nonprofit"],
        ["Joined", 2014, 2018],
        ["Build trust", "x", None],
        ["Advance policy", None, "x"],
        ["E-mail", "ann@example.org", "bob@example.org"],
    ]
    data = imported_rows(tmp_path, rows).partnership
    assert [row["Role"] for row in sheet_of(data, "Roles")] == ["Build trust", "Advance policy"]
    found = {row["Name"]: (row["Type"], row["Joined"]) for row in sheet_of(data, "Partners")}
    assert found["Acme"] == ("Higher education institution", "2014")
    assert "@" not in str([row.values() for row in sheet_of(data, "Partners")])


def test_colors_alone_are_told_as_not_readable(tmp_path: Path) -> None:
    blank: Rows = [
        ["Role", "Acme", "Zeta"],
        ["Build trust"],
        ["Resolve conflict"],
        ["Advance policy"],
    ]
    file = workbook(tmp_path / "a.xlsx", blank, colored=["B2", "C3", "B4"])
    with pytest.raises(BackboneError, match=r"Colors cannot be read.*B2.*C3"):
        import_files([file])
    some: Rows = [["Role", "Acme", "Zeta"], ["Build trust", "x"], ["Resolve conflict", None, "x"]]
    file = workbook(
        tmp_path / "b.xlsx", [*some, ["Advance policy", "x"]], colored=["C2", "B3", "C4"]
    )
    assert told(import_files([file]), "import-colors") == ["Sheet1!C2"]


def test_what_stands_behind_a_mark_is_noted(tmp_path: Path) -> None:
    rows: Rows = [
        ["Role", "Acme", "Zeta"],
        ["Build trust", "x (until May)", "x"],
        ["Policy", "x", "x"],
    ]
    data = imported_rows(tmp_path, rows).partnership
    assert ("Acme", "Build trust", None) in holdings(data)
    assert "Build trust: x (until May) (Sheet1!B2)" in notes(data, "Partners", "Acme")


def test_two_rows_that_mean_one_role_become_one_and_are_told(tmp_path: Path) -> None:
    rows: Rows = [["Role", "Acme", "Zeta"], ["Fundraising", "S", "x"], ["Raise money", "L", None]]
    imported = imported_rows(tmp_path, rows)
    assert holdings(imported.partnership) == {
        ("Acme", "Mobilize resources", "lead"),
        ("Zeta", "Mobilize resources", None),
    }
    assert told(imported, "import-roles-are-one") == ["Sheet1!A3"]


def test_several_sheets_and_files_are_one_partnership(tmp_path: Path) -> None:
    one: Rows = [["Role", "Acme", "Zeta"], ["Build trust", "x", "x"]]
    two: Rows = [["Role", "Acme", "Third"], ["Advance policy", "x", "x"]]
    file = workbook(tmp_path / "a.xlsx", one, others={"More": two, "Blank": []})
    other = csv_file(tmp_path / "b.csv", [["Role", "Zeta", "Fourth"], ["Public will", "L", "S"]])
    data = import_files([file, other]).partnership
    assert set(partners(data)) == {"Acme", "Zeta", "Third", "Fourth"}
    assert ("Fourth", "Build public will", "support") in holdings(data)


def test_a_row_without_marks_is_a_role_nobody_is_known_to_hold(tmp_path: Path) -> None:
    rows: Rows = [
        ["Role", "Acme", "Zeta"],
        ["Build trust", "x", None],
        ["Garden days"],
        ["Advance policy", "x", "x"],
    ]
    imported = imported_rows(tmp_path, rows)
    roles = [row["Role"] for row in sheet_of(imported.partnership, "Roles")]
    assert roles == ["Build trust", "Garden days", "Advance policy"]
    assert told(imported, "import-role-unmarked") == ["Sheet1!A3"]


def test_a_column_without_marks_at_either_end_is_a_role_nobody_is_known_to_hold(
    tmp_path: Path,
) -> None:
    rows: Rows = [
        ["Organization", "Garden days", "Build trust", "Advance policy", "Open doors", "Total"],
        ["Acme", None, "x", None, None, None],
        ["Zeta", None, "x", "x", None, None],
    ]
    imported = imported_rows(tmp_path, rows)
    roles = [row["Role"] for row in sheet_of(imported.partnership, "Roles")]
    assert roles == ["Garden days", "Build trust", "Advance policy", "Open doors"]
    assert told(imported, "import-role-unmarked") == ["Sheet1!B1"]
    (finding,) = [one for one in findings(imported) if one.code == "import-role-unmarked"]
    assert "E1" in finding.message


def test_rows_without_marks_that_divide_the_table_are_sections(tmp_path: Path) -> None:
    rows: Rows = [
        ["Role", "Acme", "Zeta"],
        ["People"],
        ["Build trust", "x", None],
        ["Elsewhere"],
        ["Advance policy", "x", "x"],
    ]
    imported = imported_rows(tmp_path, rows)
    roles = [row["Role"] for row in sheet_of(imported.partnership, "Roles")]
    assert roles == ["Build trust", "Advance policy"]
    assert told(imported, "import-section") == ["Sheet1!A2", "Sheet1!A4"]
    assert imported.proposal.map.tables[0].rows[2].is_question

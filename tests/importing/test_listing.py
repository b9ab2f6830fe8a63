"""Lists: a row for each partner, for each role, or for each pair of both."""

from __future__ import annotations

from pathlib import Path

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

from backbone_kg import import_files

LIST: Rows = [
    ["Organization", "Sector", "What they do for us", "Since", "Contact"],
    ["Eastside Together", "Backbone", "convening, facilitation; work plans", 2014, "x"],
    ["Peña Fund", "Foundation", "Funding / advocacy", "Fall 2016", "x"],
    ["Eastside ISD ", "School district", "data; direct services", "2015-16", "x"],
    [],
    ["TBD college partner", "Higher ed", "", "", "x"],
]


def test_several_roles_in_a_cell_are_several_holdings(tmp_path: Path) -> None:
    file = csv_file(tmp_path / "list.csv", LIST, encoding="cp1252", separator=";")
    data = import_files([file]).partnership
    assert holdings(data) == {
        ("Eastside Together", "Convene partners and bridge divisions", None),
        ("Eastside Together", "Facilitate discussion and structure group engagement", None),
        ("Eastside Together", "Design and manage work plans", None),
        ("Peña Fund", "Mobilize resources", None),
        ("Peña Fund", "Advance policy", None),
        ("Eastside ISD", "data", None),
        ("Eastside ISD", "Pilot test and provide direct services", None),
    }
    assert partners(data)["TBD college partner"] == "Higher education institution"


def test_a_season_and_a_school_year_are_asked_about_and_kept(tmp_path: Path) -> None:
    imported = import_files([csv_file(tmp_path / "list.csv", LIST)])
    joined = {r["Name"]: r["Joined"] for r in sheet_of(imported.partnership, "Partners")}
    assert joined["Eastside Together"] == "2014"
    assert joined["Peña Fund"] is None
    assert joined["Eastside ISD"] is None
    assert "Joined: Fall 2016 (D3)" in notes(imported.partnership, "Partners", "Peña Fund")
    assert told(imported, "import-value-not-taken") == ["D3", "D4"]


def test_a_kind_in_other_words_is_told_once_at_its_cell(tmp_path: Path) -> None:
    rows: Rows = [
        ["Organization", "Type", "Role"],
        ["Acme", "School district", "Build trust"],
        ["Zeta", "Qwertz", "Advance policy"],
    ]
    imported = imported_rows(tmp_path, rows)
    assert told(imported, "import-kind-read") == ["Sheet1!B2"]
    assert told(imported, "import-in-notes") == ["Sheet1!B3"]
    assert "School district" in notes(imported.partnership, "Partners", "Acme")


def test_persons_e_mail_and_phone_are_left_out_unless_asked_for(tmp_path: Path) -> None:
    rows: Rows = [
        ["First Name", "Last Name", "Organization", "Notes", "Email"],
        ["Ann", "Bee", "Acme", "call 253-555-0100", "ann@example.org"],
        ["Cy", "Dee", "Zeta", "ask cy@example.org first", "cy@example.org"],
    ]
    file = csv_file(tmp_path / "survey.csv", rows)
    imported = import_files([file])
    said = str(sheet_of(imported.partnership, "Partners"))
    assert "@" not in said
    assert "555" not in said
    assert "Ann" not in said
    assert set(told(imported, "import-contact-left-out")) == {"A1", "B1", "E1", "D2"}
    assert not any("@" in one.message for one in findings(imported))
    kept = str(sheet_of(import_files([file], contacts=True).partnership, "Partners"))
    assert "cy@example.org first" in kept


def test_a_row_for_each_pair_has_part_dates_fte_and_evidence(tmp_path: Path) -> None:
    rows: Rows = [
        ["Agency", "Responsibility", "Lead/Support", "Start", "End", "FTE", "Source"],
        ["Acme", "Build trust", "Lead", 2019, None, 0.5, "MOU"],
        ["Acme", "Advance policy", "support", "2020-06", "2021-05", None, None],
        ["Zeta", "Build trust", "Support", "March 2018", "present", "10 hrs/wk", "minutes"],
    ]
    imported = imported_rows(tmp_path, rows)
    found = sheet_of(imported.partnership, "Assignments")
    assert [list(row.values())[:7] for row in found] == [
        ["Acme", "Build trust", "lead", 0.5, "2019", None, "MOU"],
        ["Acme", "Advance policy", "support", None, "2020-06", "2021-05", None],
        ["Zeta", "Build trust", "support", None, "2018-03", None, "minutes"],
    ]
    assert "FTE: 10 hrs/wk (Sheet1!F4)" in notes(imported.partnership, "Partners", "Zeta")
    assert told(imported, "import-value-not-taken") == ["Sheet1!F4"]
    assert told(imported, "import-date-read") == ["Sheet1!D4"]


def test_a_row_for_each_role_names_who_leads_and_who_supports(tmp_path: Path) -> None:
    rows: Rows = [
        ["Function", "Lead Agency", "Supporting Partners", "Due date"],
        ["Build trust", "Acme", "Zeta; United Fund", "June"],
        ["Fundraising", "United Fund", "Acme, Zeta", None],
    ]
    data = imported_rows(tmp_path, rows).partnership
    assert holdings(data) == {
        ("Acme", "Build trust", "lead"),
        ("Zeta", "Build trust", "support"),
        ("United Fund", "Build trust", "support"),
        ("United Fund", "Mobilize resources", "lead"),
        ("Acme", "Mobilize resources", "support"),
        ("Zeta", "Mobilize resources", "support"),
    }
    assert "Due date: June (Sheet1!D2)" in notes(data, "Roles", "Build trust")


def test_names_with_commas_and_ands_stay_whole(tmp_path: Path) -> None:
    rows: Rows = [
        ["Organization", "Role"],
        ["Lim-Tex, LLC", "Interpret data and communicate results (e.g., to promote transparency "
         "and to address inequities across sub-groups)"],
        ["Boys and Girls Club", "Curate, navigate, and filter information that is external to the "
         "community"],
    ]  # fmt: skip
    data = imported_rows(tmp_path, rows).partnership
    assert {(partner, str(role)[:14]) for partner, role, _ in holdings(data)} == {
        ("Lim-Tex, LLC", "Interpret data"),
        ("Boys and Girls Club", "Curate, naviga"),
    }


def test_ditto_marks_repeat_what_stands_above(tmp_path: Path) -> None:
    rows: Rows = [["Organization", "Role"], ["Acme", "Build trust"], ['"', "Advance policy"]]
    data = imported_rows(tmp_path, rows).partnership
    assert holdings(data) == {("Acme", "Build trust", None), ("Acme", "Advance policy", None)}


def test_other_columns_are_kept_in_notes_and_told_once_each(tmp_path: Path) -> None:
    rows: Rows = [
        ["Organization", "State", "Web"],
        *([f"Club {n}", "WA", f"c{n}.org"] for n in range(9)),
    ]
    imported = imported_rows(tmp_path, rows)
    assert notes(imported.partnership, "Partners", "Club 3") == (
        "State: WA (Sheet1!B5)\nWeb: c3.org (Sheet1!C5)"
    )
    assert told(imported, "import-in-notes") == ["Sheet1!B2", "Sheet1!C2"]
    (state, _) = [one for one in findings(imported) if one.code == "import-in-notes"]
    assert "B3:B10" in state.message
    assert [one.cell for one in state.cells] == [f"B{row}" for row in range(2, 11)]
    assert {one.value for one in state.cells} == {"WA"}


def test_the_tags_of_a_hashtag_row_tell_the_columns(tmp_path: Path) -> None:
    rows: Rows = [
        ["Quién", "Qué", "Dónde"],
        ["#org", "#sector", "#adm1"],
        ["Acme", "University", "North"],
        ["Zeta", "Nonprofit", "South"],
    ]
    data = import_files([csv_file(tmp_path / "a.csv", rows)]).partnership
    assert partners(data)["Acme"] == "Higher education institution"
    assert set(partners(data)) == {"Acme", "Zeta"}


def test_a_multiple_choice_cell_holds_names_with_commas(tmp_path: Path) -> None:
    rows: Rows = [
        ["Your organization", "Which roles does your organization play? (select all)"],
        ["Acme", "Curate, navigate, and filter information that is external to the community,"
         "Build trust,Mobilize resources"],
    ]  # fmt: skip
    roles = {str(role)[:11] for _, role, _ in holdings(imported_rows(tmp_path, rows).partnership)}
    assert roles == {"Curate, nav", "Build trust", "Mobilize re"}


def test_a_merged_sector_holds_for_each_partner_beside_it(tmp_path: Path) -> None:
    rows: Rows = [
        ["Sector", "Organization", "Contribution"],
        ["School district", "Eastside ISD", "data sharing, direct services"],
        [None, "Westside ISD", "grants"],
    ]
    file = workbook(tmp_path / "own.xlsx", rows, merged=["A2:A3"])
    data = import_files([file]).partnership
    assert set(partners(data).values()) == {"K-12 school district"}
    assert ("Eastside ISD", "data sharing", None) in holdings(data)


def test_columns_that_speak_of_several_partners_are_divided(tmp_path: Path) -> None:
    rows: Rows = [
        ["Backbone function", "Lead organization", "Contributing organizations"],
        ["Guide vision and strategy", "Acme", "City of Eastside, Lim-Tex, LLC"],
        ["Mobilize funding", "Rivers Fund", "Acme"],
    ]
    imported = imported_rows(tmp_path, rows)
    names = {"Acme", "City of Eastside", "Lim-Tex, LLC", "Rivers Fund"}
    assert set(partners(imported.partnership)) == names
    assert told(imported, "import-another-framework") == ["Sheet1!A2"]
    data = imported_rows(tmp_path, rows, framework="fsg-2012-07").partnership
    assert ("Lim-Tex, LLC", "Guide vision and strategy", "support") in holdings(data)


def test_committees_are_no_roles_and_the_steering_committee_has_its_column(
    tmp_path: Path,
) -> None:
    members: Rows = [
        ["Member Organization", "Representative", "Committee(s)"],
        ["Acme", "Ann Bee", "Steering; Data"],
        ["Zeta", "Cy Dee", "Data"],
    ]
    data = imported_rows(tmp_path, members).partnership
    assert holdings(data) == set()
    assert "Committee(s): Steering; Data" in notes(data, "Partners", "Acme")
    assert "Ann" not in str(sheet_of(data, "Partners"))
    boxes: Rows = [
        ["Organization", "Steering committee?", "Build trust", "Fundraising"],
        ["Acme", "TRUE", "TRUE", "FALSE"],
        ["Zeta", "FALSE", "FALSE", "TRUE"],
    ]
    data = imported_rows(tmp_path, boxes).partnership
    steering = {row["Name"]: row["Steering committee"] for row in sheet_of(data, "Partners")}
    assert steering == {"Acme": "yes", "Zeta": "no"}
    assert len(holdings(data)) == 2


def test_a_total_under_another_column_than_the_names_is_left_out(tmp_path: Path) -> None:
    rows: Rows = [
        ["Organization", "Sector", "Role", "FTE"],
        ["Peña Fund", "Foundation", "Mobilize resources", 4],
        ["Hill Fund", "Foundation", "Advance policy", 8],
        ["", "", "Total", 12],
    ]
    imported = import_files([csv_file(tmp_path / "list.csv", rows)])
    assert len(holdings(imported.partnership)) == 2
    assert told(imported, "import-total-left-out") == ["C4"]


def test_fte_of_several_roles_in_one_row_counts_for_none_of_them(tmp_path: Path) -> None:
    rows: Rows = [
        ["Organization", "Role", "FTE"],
        ["Eastside Together", "Build trust; Advance policy", 0.5],
        ["Eastside ISD", "Build trust", 0.25],
        ["(vacant)", "Resolve conflict", ""],
    ]
    imported = import_files([csv_file(tmp_path / "list.csv", rows)])
    fte = [row["FTE"] for row in sheet_of(imported.partnership, "Assignments")]
    assert fte == [None, None, 0.25]
    assert told(imported, "import-value-not-taken") == ["C2"]
    assert "FTE: 0.5 (C2)" in notes(imported.partnership, "Partners", "Eastside Together")
    (finding,) = (one for one in findings(imported) if one.code == "import-value-not-taken")
    assert "for 2 assignments together" in finding.message
    assert list(partners(imported.partnership)) == ["Eastside Together", "Eastside ISD"]


def test_headings_that_are_marks_elsewhere_are_headings(tmp_path: Path) -> None:
    rows: Rows = [
        ["Role", "Lead", "Support", "Status"],
        ["Build trust", "United Way", "City; Eastside ISD", "active"],
        ["Advance policy", "TBD", "", ""],
    ]
    data = import_files([csv_file(tmp_path / "roles.csv", rows)]).partnership
    assert holdings(data) == {
        ("United Way", "Build trust", "lead"),
        ("City", "Build trust", "support"),
        ("Eastside ISD", "Build trust", "support"),
    }

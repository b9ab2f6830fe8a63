"""Validation of tables: one mistake makes one finding, at its cell, in the order of the file."""

from __future__ import annotations

import datetime
from pathlib import Path

import pytest
from tests.generate import (
    MISTAKES,
    Cell,
    Mistake,
    Sheets,
    good,
    headings_of,
    put,
    random_sheets,
    with_mistakes,
    workbook,
    write_csv,
    write_xlsx,
)

from backbone_kg import Finding, Findings, read, validate
from backbone_kg.base.findings import Severity
from backbone_kg.model import standard_layout

ORDER = [sheet.name for sheet in standard_layout().sheets]


def found(tmp_path: Path, sheets: Sheets, engine: str = "pyshacl") -> Findings:
    return validate(read(write_csv(tmp_path / "data", sheets)), engine=engine)


def only(findings: Findings) -> Finding:
    (finding,) = findings
    return finding


def brief(findings: Findings) -> list[tuple[str, str]]:
    return [(item.code, item.place) for item in findings]


# --- one mistake, one finding -------------------------------------------------------------------


def test_a_file_that_is_right_has_no_findings(tmp_path: Path, engine: str) -> None:
    findings = found(tmp_path, good(), engine)
    assert list(findings) == []
    assert findings.ok
    assert findings.engine == engine
    assert findings.facts == {"partners": 3, "roles": 0, "assignments": 4}


@pytest.mark.parametrize("seed", range(5))
def test_nor_has_any_other_file_that_is_right(seed: int, tmp_path: Path) -> None:
    assert list(found(tmp_path, random_sheets(seed), "shacl")) == []


@pytest.mark.parametrize("mistake", MISTAKES, ids=lambda m: f"{m.column}={m.value}")
def test_each_mistake_is_one_finding_at_its_cell(
    mistake: Mistake, tmp_path: Path, engine: str
) -> None:
    sheet, _, heading = mistake.column.partition("!")
    sheets = random_sheets(5, partners=4)
    column = sheets[sheet][0].index(heading)
    place = f"{sheet}!{'ABCDEFGH'[column]}2"
    findings = found(tmp_path, put(sheets, place, mistake.value or None), engine)
    finding = only(Findings(findings.errors))
    assert (finding.code, finding.place) == (mistake.code, place)
    assert findings.warnings == ()
    assert finding.row == 2
    assert finding.value == mistake.value
    assert finding.remedy
    if mistake.code != "formula-error":
        assert finding.column == heading


@pytest.mark.parametrize("seed", range(10))
def test_several_mistakes_are_as_many_findings(seed: int, tmp_path: Path) -> None:
    broken, expected = with_mistakes(random_sheets(seed), seed)
    path = tmp_path / ("data.xlsx" if seed % 2 else "data")
    write = write_xlsx if seed % 2 else write_csv
    findings = validate(read(write(path, broken)), engine="shacl")
    assert {(item.code, item.place) for item in findings.errors} == expected
    assert len(findings.errors) == len(expected)


def test_an_unknown_framework_is_not_also_an_unknown_role_in_each_row(
    tmp_path: Path, engine: str
) -> None:
    sheets = put(good(), "Partnership!C2", "Matematica")
    assert brief(found(tmp_path, sheets, engine)) == [("unknown-framework", "Partnership!C2")]
    assert brief(found(tmp_path, put(sheets, "Assignments!B3", "Zebra"), engine)) == [
        ("unknown-framework", "Partnership!C2"),
        ("unknown-role", "Assignments!B3"),
    ]


def test_merged_cells_above_the_headings_do_no_harm(tmp_path: Path) -> None:
    sheets = good()
    sheets["Partners"] = [["Our partners"], *sheets["Partners"]]
    book = workbook(sheets)
    book["Partners"].merge_cells("A1:D1")
    book.save(tmp_path / "data.xlsx")
    findings = validate(read(tmp_path / "data.xlsx"))
    assert brief(findings) == [
        ("heading-row-moved", "Partners"),
        ("merged-title", "Partners!A1:D1"),
    ]
    assert findings.ok


# --- names --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "name",
    [
        "Harbor Schools",
        "HARBOR SCHOOLS",
        " Harbor  Schools ",
        "Harbor\u00a0Schools",
        "harbor\tschools",
    ],
)
def test_two_partners_with_one_name_are_an_error_at_the_second(
    name: str, tmp_path: Path, engine: str
) -> None:
    sheets = put(good(), "Partners!A5", name)
    sheets = put(sheets, "Partners!B5", "K-12 school district")
    finding = only(Findings(found(tmp_path, sheets, engine).errors))
    assert (finding.code, finding.place) == ("duplicate-partner", "Partners!A5")
    assert finding.message.endswith("stands here more than once: A3, A5.")


def test_of_three_partners_with_one_name_each_but_the_first_is_a_finding(
    tmp_path: Path, engine: str
) -> None:
    sheets = good()
    sheets["Partners"] += [["harbor schools", "Consultant"], ["Harbor Schools", "Consultant"]]
    findings = found(tmp_path, sheets, engine).errors
    assert [item.place for item in findings] == ["Partners!A5", "Partners!A6"]
    assert all("A3, A5, A6" in item.message for item in findings)


def test_one_partner_can_hold_a_role_twice_at_different_times(tmp_path: Path, engine: str) -> None:
    sheets = put(good(), "Assignments!F2", "2020")
    sheets["Assignments"].append(["Riverside Foundation", "Build trust", "lead", None, "2022"])
    assert list(found(tmp_path, sheets, engine)) == []


def test_a_role_of_ones_own_is_known_once_it_stands_on_the_sheet_roles(
    tmp_path: Path, engine: str
) -> None:
    sheets = put(good(), "Assignments!B2", "Run the summer fair")
    finding = only(found(tmp_path, sheets, engine))
    assert finding.code == "unknown-role"
    assert "A role of your own must first be added to the sheet “Roles”." in finding.remedy
    sheets["Roles"] = [["Role"], ["Run the summer fair"]]
    assert list(found(tmp_path, sheets, engine)) == []


@pytest.mark.parametrize(
    ("place", "typed", "meant"),
    [
        ("Assignments!A2", "Riverside Fundation", "Riverside Foundation"),
        ("Assignments!A2", "Foundation Riverside", "Riverside Foundation"),
        ("Assignments!B2", "Bild trust", "Build trust"),
        ("Partners!B2", "Local fundation", "Local foundation"),
        ("Partnership!E2", "compleet", "complete"),
        ("Assignments!C2", "suport", "support"),
    ],
)
def test_the_near_name_is_suggested(
    place: str, typed: str, meant: str, tmp_path: Path, engine: str
) -> None:
    finding = only(found(tmp_path, put(good(), place, typed), engine))
    assert finding.place == place
    assert f"“{typed}” is not" in finding.message
    assert finding.remedy.startswith(f"Did you mean “{meant}”? ")


def test_a_name_that_is_near_to_none_gets_no_suggestion(tmp_path: Path) -> None:
    finding = only(found(tmp_path, put(good(), "Assignments!A2", "Zebra"), "shacl"))
    assert "Did you mean" not in finding.remedy
    assert finding.remedy == "Write it as on the sheet “Partners”, or add it there."


# --- values -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("place", "value", "code", "words"),
    [
        ("Partners!C2", -2, "too-small", "-2 is less than 0."),
        ("Partners!C2", 1e308, "too-large", "1E+308 is more than 10000, which cannot be meant."),
        ("Partners!C2", "two", "not-a-number", "“two” is not a number."),
        ("Partners!C2", "NaN", "not-a-number", "“NaN” is not a number."),
        ("Partners!C2", "Infinity", "not-a-number", "“Infinity” is not a number."),
        ("Partners!D2", "mostly", "not-yes-or-no", "“mostly” is neither yes nor no."),
        ("Partnership!E2", None, "missing-value", "“Listing” is blank."),
    ],
)
def test_what_is_wrong_is_said_in_words(
    place: str, value: Cell, code: str, words: str, tmp_path: Path, engine: str
) -> None:
    path = write_xlsx(tmp_path / "data.xlsx", put(good(), place, value))
    errors = validate(read(path), engine=engine).errors
    assert [(item.code, item.place) for item in errors] == [(code, place)]
    assert words in errors[0].message


@pytest.mark.parametrize(
    ("first", "last", "wrong"),
    [
        ("2019", "2019", False),
        ("2019-06", "2019", False),
        ("2019-12-31", "2019", False),
        ("2019", "2019-01-01", False),
        ("2019", "2018-12-31", True),
        ("2020-01-01", "2019", True),
        ("2019-07", "2019-06", True),
        (None, "2019", False),
        ("2019", None, False),
    ],
)
def test_a_year_begins_with_its_first_day_and_ends_with_its_last(
    first: str | None, last: str | None, wrong: bool, tmp_path: Path, engine: str
) -> None:
    sheets = put(put(good(), "Assignments!E4", first), "Assignments!F4", last)
    expected = [("ends-before-it-begins", "Assignments!F4")] if wrong else []
    assert brief(found(tmp_path, sheets, engine)) == expected


@pytest.mark.parametrize(
    ("cost", "expected"),
    [
        (85000, []),
        (60000.5, []),
        (0, []),
        (None, []),
        (-1, ["too-small"]),
        (10**13, ["too-large"]),
        ("$85,000", ["not-a-number"]),
    ],
)
def test_a_cost_is_a_number_from_0_up(
    cost: Cell, expected: list[str], tmp_path: Path, engine: str
) -> None:
    sheets = put(put(good(), "Partners!G1", "Cost per FTE"), "Partners!G2", cost)
    findings = found(tmp_path, sheets, engine)
    assert brief(findings) == [(code, "Partners!G2") for code in expected]


def test_every_required_column_is_required(tmp_path: Path, engine: str) -> None:
    sheets: Sheets = {name: [list(headings_of(name)), ["x"]] for name in ORDER}
    for name in ORDER:
        sheets[name][1] = [*([None] * (len(sheets[name][0]) - 1)), "y"]
    required = {
        (sheet.name, column.heading)
        for sheet in standard_layout().sheets
        for column in sheet.columns
        if column.required and column.default is None
    }
    missing = {
        (item.sheet, item.column)
        for item in found(tmp_path, sheets, engine)
        if item.code == "missing-value"
    }
    assert missing == required
    assert ("Assignments", "Role") in required


# --- what depends on the date -------------------------------------------------------------------


def with_a_partner_who_left() -> Sheets:
    return put(put(good(), "Partners!F3", "2024-06"), "Assignments!F4", None)


@pytest.mark.parametrize(
    ("as_of", "told"),
    [("2024-06-30", False), ("2024-07-01", True), ("2025", True), (None, True)],
)
def test_who_holds_a_role_after_leaving_is_told_for_the_date_asked(
    as_of: str | None, told: bool, tmp_path: Path, engine: str
) -> None:
    data = read(write_csv(tmp_path / "data", with_a_partner_who_left()))
    findings = validate(data, engine=engine, as_of=as_of)
    expected = [("holder-is-no-member", "Assignments!A4")] if told else []
    assert brief(findings) == expected
    assert findings.ok


def test_whoever_left_and_ended_is_no_finding(tmp_path: Path) -> None:
    sheets = put(with_a_partner_who_left(), "Assignments!F4", "2024-06")
    data = read(write_csv(tmp_path / "data", sheets))
    assert list(validate(data, as_of=datetime.date(2025, 1, 1))) == []


def test_whoever_has_not_yet_joined_is_told_with_name_and_day(tmp_path: Path) -> None:
    data = read(write_csv(tmp_path / "data", put(good(), "Partners!E3", "2025-10")))
    finding = only(validate(data))
    assert finding.severity is Severity.WARNING
    assert finding.message == (
        "“Harbor Schools” holds a role on 2025-09-30 but is not a partner then."
    )
    assert "“Joined”" in finding.remedy

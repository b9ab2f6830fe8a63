"""Partners are told apart by name and identifier; a partner may have several rows, one a time."""

from __future__ import annotations

import datetime
from decimal import Decimal
from pathlib import Path

import pytest
from tests.generate import Cell, Sheets, good, write_csv

from backbone_kg import Finding, Partnership, read, validate
from backbone_kg.base.identifier_registers import check_identifier, tidy_identifier
from backbone_kg.base.same_organization import alike_names


def data(tmp_path: Path, sheets: Sheets) -> Partnership:
    return read(write_csv(tmp_path / "data", sheets))


def found(tmp_path: Path, sheets: Sheets) -> list[Finding]:
    return list(validate(data(tmp_path, sheets), engine="shacl"))


def with_column(heading: str, *cells: str) -> Sheets:
    """Return a file with a column more on Partners, filled in the first rows."""
    sheets = good()
    for row, cell in zip(sheets["Partners"], (heading, *cells), strict=False):
        row.append(cell)
    return sheets


# --- names ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("St. Mary's Hospital", "St Mary’s Hospital"),
        ("The Mill Fund", "Mill Fund, Inc."),
        ("Boys & Girls Club", "Boys and Girls Club"),
        ("Health Department of Ohio", "Ohio Department of Health"),
        ("Mill Creek Foundation", "Mill Creek Fundation"),
        ("Harbor Health Care", "Harbor Healthcare"),
        ("Peña Center", "Pena Center"),
        ("Dept. of Health", "Department of Health"),
        ("St. John Church", "Saint John Church"),
        ("St. Mary's", "St Mary’s Hospital"),
    ],
)
def test_names_that_are_likely_one_organizations_are_told_with_the_reason(
    one: str, other: str
) -> None:
    ((first, second, why),) = alike_names([one, "Something else", other])
    assert (first, second) == (0, 2)
    assert why


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("YMCA", "YWCA"),
        ("School District 5", "School District 6"),
        ("North High School", "South High School"),
        ("Northside Library", "Southside Library"),
        ("Eastside Fund", "Westside Fund"),
        ("City of Tacoma", "City of Toledo"),
        ("Parents United", "Students United"),
        ("Mill Creek Foundation", "Mill Creek Schools"),
        ("City of Akron", "City of Akron Schools"),
    ],
)
def test_names_of_two_organizations_are_not(one: str, other: str) -> None:
    assert list(alike_names([one, other])) == []


def test_ten_thousand_names_are_compared_in_little_time() -> None:
    names = [f"Organization {chr(97 + n % 26)}{n} of the valley" for n in range(10_000)]
    first, second, _ = next(iter(alike_names([*names, "The organization a0 of the Valley"])))
    assert (first, second) == (0, 10_000)


def test_a_probable_duplicate_is_a_warning_with_both_cells(tmp_path: Path) -> None:
    sheets = good()
    sheets["Partners"].append(["Riverside Fundation", "Local foundation"])
    (finding,) = found(tmp_path, sheets)
    assert (finding.code, finding.severity) == ("probable-duplicate", "warning")
    assert [one.cell for one in finding.cells] == ["A5", "A2"]
    assert "“Riverside Foundation” (A2)" in finding.message


def test_partners_with_identifiers_of_their_own_are_told_apart(tmp_path: Path) -> None:
    sheets = with_column("Identifier", "US-EIN-12-3456789")
    row: list[Cell] = ["Riverside Fundation", "Local foundation", None, None, None, None]
    sheets["Partners"].append([*row, "US-EIN-12-3456780"])
    assert found(tmp_path, sheets) == []


@pytest.mark.parametrize("name", ["RVF", "The Riverside fund", "Riverside"])
def test_another_name_that_the_file_tells_is_read(name: str, tmp_path: Path) -> None:
    sheets = with_column("Also known as", "RVF; Riverside Fund\nRiverside")
    sheets["Assignments"][1][0] = name
    read_as = [(item.severity, item.place) for item in found(tmp_path, sheets)]
    assert read_as == [("info", "Assignments!A2")]


# --- identifiers ---------------------------------------------------------------------------------


def test_another_name_of_two_partners_is_read_as_neither(tmp_path: Path) -> None:
    sheets = with_column("Also known as", "RVP", "RVP")
    sheets["Assignments"][1][0] = "RVP"
    duplicate, unknown = found(tmp_path, sheets)
    assert (duplicate.code, duplicate.cell) == ("probable-duplicate", "A3")
    assert "“RVP” in common" in duplicate.message
    assert (unknown.code, unknown.cell) == ("unknown-partner", "A2")
    assert unknown.offers == ("Riverside Foundation", "Harbor Schools")


def test_the_name_of_one_partner_as_another_name_of_a_second_is_told(tmp_path: Path) -> None:
    (finding,) = found(tmp_path, with_column("Also known as", "Harbor Schools"))
    assert (finding.code, finding.cell) == ("probable-duplicate", "A3")


@pytest.mark.parametrize(
    ("typed", "tidy"),
    [
        ("us-ein-12-3456789", "US-EIN-12-3456789"),
        ("US-EIN-123456789", "US-EIN-12-3456789"),
        ("US-EIN-12 3456789", "US-EIN-12-3456789"),
        ("gb-coh-09506232", "GB-COH-09506232"),
        ("n/a", "n/a"),
    ],
)
def test_an_identifier_has_one_form(typed: str, tidy: str) -> None:
    assert tidy_identifier(typed) == tidy


@pytest.mark.parametrize(
    ("identifier", "suggestion"),
    [
        ("US-IEN-12-3456789", "US-EIN-12-3456789"),
        ("US-EIN-1234567", ""),
        ("US-EIN-12345678", "US-EIN-01-2345678"),
        ("US-EIN-00-1234567", ""),
        ("GB-COH-9506232", "GB-COH-09506232"),
        ("US-EIN-12-3456789; GB-CHC-123456", ""),
    ],
)
def test_an_identifier_that_its_register_cannot_have_given_is_told(
    identifier: str, suggestion: str
) -> None:
    told = check_identifier(identifier)
    assert told.wrong
    assert told.suggestion == suggestion
    assert not suggestion or not check_identifier(suggestion).wrong


@pytest.mark.parametrize("identifier", ["US-EIN-12-3456789", "GB-COH-SC123456", "ZZ-NEW-1", ""])
def test_others_are_let_pass(identifier: str) -> None:
    assert check_identifier(identifier) == ("", "")


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("47-1234567", "US-EIN-47-1234567"),
        ("EIN 471234567", "US-EIN-47-1234567"),
        ("https://ror.org/05d5mza29", "XI-ROR-05d5mza29"),
        ("n/a", "Leave it blank"),
    ],
)
def test_a_number_without_its_register_is_offered_with_it(
    typed: str, said: str, tmp_path: Path
) -> None:
    (finding,) = found(tmp_path, with_column("Identifier", typed))
    assert finding.code == "identifier-without-register"
    assert said in finding.remedy


# --- several rows, one a time --------------------------------------------------------------------


def came_back(first: tuple[str, str], second: tuple[str, str]) -> Sheets:
    sheets = good()
    sheets["Partners"][3][4:] = first
    sheets["Partners"].append([*sheets["Partners"][3][:4], *second])
    return sheets


def test_a_partner_that_left_and_came_back_has_two_rows(tmp_path: Path) -> None:
    partnership = data(tmp_path, came_back(("2020-06", "2021"), ("2023", "2026")))
    assert list(validate(partnership, engine="shacl")) == []
    alliance = partnership.roster.partners[2]
    assert len(partnership.roster.partners) == 3
    assert alliance.membership_on(datetime.date(2021, 5, 1))
    assert not alliance.membership_on(datetime.date(2022, 5, 1))
    assert alliance.membership_on(datetime.date(2024, 5, 1))
    (holding,) = [one for one in partnership.roster.holdings if one.partner == alliance.iri]
    assert len(holding.spans) == 2


@pytest.mark.parametrize("second", [("2021", "2026"), ("2020-06", "2022")])
def test_two_rows_for_the_same_time_are_one_too_many(
    second: tuple[str, str], tmp_path: Path
) -> None:
    finding = found(tmp_path, came_back(("2020-06", "2022"), second))[0]
    assert (finding.code, finding.severity) == ("duplicate-partner", "error")


def resumed(first: tuple[str, str], second: tuple[str, str]) -> Sheets:
    sheets = good()
    for begin, end in (first, second):
        row: list[Cell] = ["Harbor Schools", "Resolve conflict", "lead", 0.2, begin, end, None]
        sheets["Assignments"].append(row)
    return sheets


@pytest.mark.parametrize(
    ("first", "second"), [(("2019", "2020"), ("2022", "")), (("2019", "2020"), ("2020", ""))]
)
def test_an_assignment_that_resumed_has_two_rows(
    first: tuple[str, str], second: tuple[str, str], tmp_path: Path
) -> None:
    assert found(tmp_path, resumed(first, second)) == []


def test_rows_that_overlap_are_told_and_count_once(tmp_path: Path) -> None:
    partnership = data(tmp_path, resumed(("2019", "2024"), ("2021", "")))
    (finding,) = validate(partnership, engine="shacl")
    assert (finding.code, finding.place) == ("overlapping-assignments", "Assignments!A7")
    assert [one.cell for one in finding.cells] == ["A7", "A6"]
    (harbor,) = [one for one in partnership.roster.partners if one.name == "Harbor Schools"]
    (role,) = [one for one in partnership.roster.roles if one.label == "Resolve conflict"]
    for year in (2020, 2022, 2024, 2025):
        standing = partnership.roster.at(datetime.date(year, 7, 1))
        given = [row.fte for row in standing.holdings(role, harbor)]
        assert sum(filter(None, given)) == Decimal("0.2")


def test_a_row_whose_date_was_not_read_is_not_said_to_overlap(tmp_path: Path) -> None:
    sheets = resumed(("2015", "2016"), ("Fall 2021", ""))
    assert [one.code for one in found(tmp_path, sheets)] == ["vague-date"]

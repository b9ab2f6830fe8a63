"""Tables made of a graph say what the graph says, in the places where a person looks for it."""

import datetime
from collections.abc import Sequence
from pathlib import Path

import pytest
from tests.reading.lifting import LAYOUT, lifted
from tests.turtle import turtle

from backbone_kg import Partnership, read
from backbone_kg.base.cells import CellValue
from backbone_kg.model import standard_layout
from backbone_kg.writing import SheetTable, left_out, lower

PARTNERS = [column.heading for column in LAYOUT.sheet("Partners").shown]


def sheets_of(**sheets: Sequence[Sequence[CellValue]]) -> Partnership:
    named = {name: [list(row) for row in rows] for name, rows in sheets.items()}
    return lifted({"Partnership": [["Name"], ["Lakewood"]], **named})


def table(data: Partnership, name: str) -> SheetTable:
    return next(table for table in lower(data) if table.sheet.name == name)


def cells(data: Partnership, sheet: str, heading: str) -> list[CellValue]:
    found = table(data, sheet)
    place = found.headings.index(heading)
    return [row[place] for row in found.rows]


def partner_cell(heading: str, value: CellValue) -> CellValue:
    data = sheets_of(Partners=[["Name", heading], ["A", value]])
    (found,) = cells(data, "Partners", heading)
    return found


def test_all_columns_stand_in_the_layouts_order_even_if_the_file_lacked_them() -> None:
    data = sheets_of(Partners=[["Type", "Name"], ["Foundation", "A"]])
    assert list(table(data, "Partners").headings) == PARTNERS
    assert cells(data, "Partners", "Notes") == [None]


def test_an_optional_sheet_is_left_out_when_nothing_stands_on_it() -> None:
    data = sheets_of(Partners=[["Name"], ["A"]])
    assert [t.sheet.name for t in lower(data)] == ["Partnership", "Partners", "Assignments"]
    with_all = [t.sheet.name for t in lower(data, optional_sheets=True)]
    assert with_all == [sheet.name for sheet in standard_layout().sheets]


def test_an_unknown_column_stands_where_it_stood() -> None:
    data = sheets_of(Partners=[["Name", "Color", "Type", "", "Size"], ["A", "red", None, None, 3]])
    found = table(data, "Partners")
    assert found.headings[:6] == ("Name", "Color", "Type", "Identifier", "Size", "FTE available")
    assert found.rows[0][:5] == ("A", "red", None, None, "3")


def test_a_place_without_a_heading_stays_when_the_unknown_column_is_far_to_the_right() -> None:
    width = len(PARTNERS) + 3
    headings = ["Name", *([None] * (width - 2)), "Color"]
    row = ["A", *([None] * (width - 2)), "red"]
    found = table(sheets_of(Partners=[headings, row]), "Partners")
    assert found.headings == (*PARTNERS, "", "", "Color")


def test_of_two_columns_of_one_heading_the_known_one_stands_before_the_other() -> None:
    data = sheets_of(Partners=[["Notes", "Notes", "Name"], ["known", "kept", "A"]])
    assert table(data, "Partners").headings[:3] == ("Notes", "Notes", "Name")
    assert table(data, "Partners").rows[0][:3] == ("known", "kept", "A")


def test_rows_keep_the_order_of_the_file() -> None:
    data = sheets_of(Partners=[["Name"], ["Zoo"], ["Apt"], [None], ["Mid"]])
    assert cells(data, "Partners", "Name") == ["Zoo", "Apt", "Mid"]


def test_things_stand_as_their_names() -> None:
    data = sheets_of(
        Partners=[["Name", "Type"], ["Zoë  House", "CBO"]],
        Roles=[["Role"], ["Sing together"], ["build-trust"]],
        Assignments=[["Partner", "Role"], ["ZOË HOUSE", "sing TOGETHER"], ["Nobody", "Cook"]],
    )
    assert cells(data, "Partnership", "Framework") == [
        "Mathematica and Equal Measure: functions as capacities"
    ]
    assert cells(data, "Partners", "Type") == ["Community-based organization"]
    assert cells(data, "Roles", "Role") == ["Sing together", "Build trust"]
    assert cells(data, "Assignments", "Partner") == ["Zoë House", "Nobody"]
    assert cells(data, "Assignments", "Role") == ["Sing together", "Cook"]


@pytest.mark.parametrize(
    ("heading", "value", "expected"),
    [
        ("FTE available", "0,50", 0.5),
        ("FTE available", 2, 2),
        ("FTE available", 0, 0),
        ("FTE available", "0.12345678901234567", "0.12345678901234567"),
        ("FTE available", "0.30000000000000004", "0.30000000000000004"),
        ("FTE available", "1,500", "1,500"),
        ("Backbone", True, "yes"),
        ("Backbone", "N", "no"),
        ("Backbone", "perhaps", "perhaps"),
        ("Joined", "2019", "2019"),
        ("Joined", "June 2019", "2019-06"),
        ("Joined", datetime.date(2019, 6, 1), datetime.date(2019, 6, 1)),
        ("Joined", "3/4/21", "3/4/21"),
        ("Identifier", "007", "007"),
        ("Identifier", 7, "7"),
        ("Notes", "one\r\n two", "one\ntwo"),
    ],
)
def test_a_value_stands_as_what_it_is(heading: str, value: CellValue, expected: CellValue) -> None:
    found = partner_cell(heading, value)
    assert (found, type(found)) == (expected, type(expected))


def test_tables_carry_all_that_was_read_from_tables() -> None:
    data = sheets_of(
        Partners=[["Name", "Joined", "Color"], ["A", "soon", "red"], ["A", None, None]],
        Roles=[["Role", "Wanted"], ["Sing", "yes"], ["Sing", "perhaps"]],
        Assignments=[["Partner", "Role", "FTE"], ["A", "Sing", "x"], ["B", None, 1]],
    )
    assert left_out(data) == []


def test_an_iri_that_is_not_known_stands_as_it_is(tmp_path: Path) -> None:
    data = turtle(
        tmp_path,
        "ex:a a bkg:Partner ; skos:prefLabel 'A' ; org:classification ex:zoo .",
    )
    assert cells(data, "Partners", "Type") == ["https://example.org/zoo"]


def test_rows_come_by_position_then_by_iri(tmp_path: Path) -> None:
    data = turtle(
        tmp_path,
        "ex:a a bkg:Partner ; skos:prefLabel 'A' . ex:b a bkg:Partner ; skos:prefLabel 'B' ."
        "ex:c a bkg:Partner ; skos:prefLabel 'C' ; bkg:position 10 ."
        "ex:d a bkg:Partner ; skos:prefLabel 'D' ; bkg:position 9 .",
    )
    assert cells(data, "Partners", "Name") == ["D", "C", "A", "B"]


@pytest.mark.parametrize("place", ["1", "3", "0", "'x'", "99999999"])
def test_an_unknown_column_whose_place_is_taken_or_is_none_stands_at_the_end(
    place: str, tmp_path: Path
) -> None:
    data = turtle(
        tmp_path,
        "ex:a a bkg:Partner ; skos:prefLabel 'A' ; ex:one 'x' ; ex:two 'y' ."
        "ex:one a bkg:UnknownColumn ; rdfs:label 'One' ;"
        " bkg:sheet 'Partners' ; bkg:position 3 ."
        "ex:two a bkg:UnknownColumn ; rdfs:label 'Two' ;"
        f" bkg:sheet 'Partners' ; bkg:position {place} .",
    )
    headings = table(data, "Partners").headings
    assert (headings[-1] == "Two") == (place != "1")
    assert set(headings) == {*PARTNERS, "One", "Two"}
    assert (cells(data, "Partners", "One"), cells(data, "Partners", "Two")) == (["x"], ["y"])


@pytest.mark.parametrize("lexical", ["1e999999999", "abc", "NaN", ""])
def test_a_number_that_is_none_is_text(lexical: str, tmp_path: Path) -> None:
    data = turtle(
        tmp_path,
        f"ex:a a bkg:Partner ; skos:prefLabel 'A' ; bkg:fteAvailable '{lexical}'^^xsd:decimal .",
    )
    assert cells(data, "Partners", "FTE available") == [lexical or None]


def test_a_column_that_shows_when_filled_stands_only_where_something_is_filled_in(
    tmp_path: Path,
) -> None:
    (tmp_path / "Partnership.csv").write_text("Name,Community,Listing\nA,B,complete\n")
    (tmp_path / "Assignments.csv").write_text("Partner,Role\nOne,Build trust\n")
    (tmp_path / "Partners.csv").write_text('Name,Type,Imported from\nOne,Board,"a.csv, A2"\n')
    tables = {table.sheet.name: table for table in lower(read(tmp_path))}
    assert tables["Partners"].headings[-1] == "Imported from"
    assert tables["Partners"].rows[0][-1] == "a.csv, A2"
    assert "Imported from" not in tables["Assignments"].headings

"""What a cell of a workbook shows counts, and what cannot be seen on the screen is told."""

from __future__ import annotations

import datetime
from pathlib import Path

import openpyxl
import pytest
from openpyxl.styles import Font
from tests.generate import good, put, workbook

from backbone_kg import Findings, Partnership, read, validate
from backbone_kg.base.cells import CellValue
from backbone_kg.graph.rdflib_terms import term

DAY = datetime.date(2019, 9, 5)


def with_format(tmp_path: Path, place: str, value: CellValue, code: str) -> Partnership:
    """Return a file with one cell of a value and a number format."""
    sheet, _, cell = place.partition("!")
    book = workbook(good())
    book[sheet][cell] = value
    book[sheet][cell].number_format = code
    book.save(tmp_path / "data.xlsx")
    return read(tmp_path / "data.xlsx")


def told(data: Partnership) -> list[tuple[str, str]]:
    return [(item.code, item.place) for item in validate(data, engine="shacl")]


@pytest.mark.parametrize(
    ("code", "read_as"),
    [
        ("mmm-yy", "2019-09"),
        ("mmmm yyyy", "2019-09"),
        ("mm/yyyy", "2019-09"),
        ("[$-409]mmm\\-yy;@", "2019-09"),
        ("yyyy", "2019"),
        ("yyyy-mm-dd", "2019-09-05"),
        ("m/d/yy", "2019-09-05"),
    ],
)
def test_a_date_is_what_its_cell_shows(code: str, read_as: str, tmp_path: Path) -> None:
    data = with_format(tmp_path, "Assignments!E3", DAY, code)
    (row,) = [row for row in data.records.rows if row.tab == "Assignments" and row.row == 3]
    assert row.text(str(term("schema:startDate"))) == read_as
    shown = len(read_as) < 10
    assert told(data) == [("date-as-shown", "Assignments!E3")] * shown


@pytest.mark.parametrize("code", ["d-mmm", "mmmm", "mmmm d"])
def test_a_date_that_is_shown_without_its_year_is_asked_about(code: str, tmp_path: Path) -> None:
    data = with_format(tmp_path, "Assignments!E3", DAY, code)
    assert told(data) == [("date-without-year", "Assignments!E3")]


@pytest.mark.parametrize(
    ("code", "number", "shown"),
    [
        ('"US-EIN-"00-0000000', 12345678, "US-EIN-01-2345678"),
        ("00-0000000", 12345678, "01-2345678"),
        ("00000", 7, "00007"),
        ("000-0000", 5551234, "555-1234"),
    ],
)
def test_a_number_in_a_column_of_text_is_the_text_that_is_shown(
    code: str, number: int, shown: str, tmp_path: Path
) -> None:
    data = with_format(tmp_path, "Assignments!G3", number, code)
    (row,) = [row for row in data.records.rows if row.tab == "Assignments" and row.row == 3]
    assert row.text(str(term("bkg:evidence"))) == shown
    assert told(data) == [("number-as-shown", "Assignments!G3")]


@pytest.mark.parametrize("code", ["0.00", "0%", "#,##0", '0.0 "FTE"', "00", '0 "FTE"'])
def test_a_number_in_a_column_of_numbers_is_the_number(code: str, tmp_path: Path) -> None:
    data = with_format(tmp_path, "Assignments!D3", 1, code)
    (row,) = [row for row in data.records.rows if row.tab == "Assignments" and row.row == 3]
    assert row.text(str(term("bkg:fte"))) == "1"


def saved(tmp_path: Path, book: openpyxl.Workbook) -> Findings:
    book.save(tmp_path / "data.xlsx")
    return validate(read(tmp_path / "data.xlsx"), engine="shacl")


def test_hidden_rows_are_read_and_told_and_so_is_each_finding_in_them(tmp_path: Path) -> None:
    book = workbook(put(good(), "Assignments!A4", "Nobody"))
    for row in (3, 4, 9):
        book["Assignments"].row_dimensions[row].hidden = True
    note, finding = saved(tmp_path, book)
    assert note.message == "Rows 3 to 4 are hidden, and were read all the same."
    assert (finding.code, finding.place) == ("unknown-partner", "Assignments!A4")
    assert finding.message.endswith("Its row is hidden.")


def test_hidden_columns_with_data_are_told_and_so_is_each_finding_in_them(tmp_path: Path) -> None:
    book = workbook(put(good(), "Assignments!B4", "Nothing"))
    for column in ("B", "K"):
        book["Assignments"].column_dimensions[column].hidden = True
    note, finding = saved(tmp_path, book)
    assert note.message == "Column B is hidden, and was read all the same."
    assert (finding.code, finding.place) == ("unknown-role", "Assignments!B4")
    assert finding.message.endswith("Its column is hidden.")


def test_what_is_struck_through_is_read_and_told(tmp_path: Path) -> None:
    book = workbook(good())
    for cell in ("A3", "B3"):
        book["Assignments"][cell].font = Font(strike=True)
    (finding,) = saved(tmp_path, book)
    assert (finding.code, finding.place) == ("struck-through", "Assignments!A3")
    assert [one.cell for one in finding.cells] == ["A3", "B3"]

"""What an .ods file shows counts as in .xlsx: formats, strikes, hidden rows, columns and sheets."""

from __future__ import annotations

import datetime
from pathlib import Path

import pytest
from openpyxl.styles import Font
from tests.generate import good, put, workbook
from tests.office import converted
from tests.packages import ods_package

from backbone_kg import read, validate
from backbone_kg.reading import GridFile, read_workbook
from backbone_kg.showing.finding_page import write_example
from backbone_kg.validation import finding_page

DAY, MONTH, YEAR = "<number:day/>", '<number:month number:textual="true"/>', "<number:year/>"


def ods(tmp_path: Path, styles: str, tables: str, *, named: str = "") -> GridFile:
    (tmp_path / "a.ods").write_bytes(ods_package(tables, styles=styles, named=named))
    return read_workbook(tmp_path / "a.ods")


def cell_style(name: str, more: str = "", inner: str = "") -> str:
    return (
        f'<style:style style:name="{name}" style:family="table-cell" {more}>{inner}</style:style>'
    )


def date_style(name: str, parts: str) -> str:
    return f'<number:date-style style:name="{name}">{parts}</number:date-style>'


def day(more: str = "") -> str:
    return (
        f'<table:table-cell office:value-type="date" office:date-value="2019-09-05" {more}>'
        "<text:p>05.09.19</text:p></table:table-cell>"
    )


def text(words: str, more: str = "") -> str:
    return (
        f'<table:table-cell office:value-type="string" {more}><text:p>{words}</text:p>'
        "</table:table-cell>"
    )


def table(rows: str, more: str = "", columns: str = "") -> str:
    return f'<table:table table:name="Data" {more}>{columns}{rows}</table:table>'


def row(cells: str, more: str = "") -> str:
    return f"<table:table-row {more}>{cells}</table:table-row>"


STRUCK = cell_style("s", inner='<style:text-properties style:text-line-through-type="single"/>')
USED = 'table:style-name="s"'


@pytest.mark.parametrize(
    ("parts", "shown"),
    [
        (MONTH + YEAR, "2019-09"),
        (YEAR, "2019"),
        (DAY + MONTH, "September 5"),
        (MONTH, "September"),
        (YEAR + MONTH + DAY, datetime.date(2019, 9, 5)),
        (YEAR + "<number:hours/>", datetime.date(2019, 9, 5)),
        ("<number:quarter/>" + YEAR, datetime.date(2019, 9, 5)),
    ],
)
def test_a_date_is_what_the_style_of_its_cell_shows(
    parts: str, shown: object, tmp_path: Path
) -> None:
    styles = date_style("N1", parts) + cell_style("s", 'style:data-style-name="N1"')
    assert ods(tmp_path, styles, table(row(day(USED)))).grids[0].rows == [[shown]]


@pytest.mark.parametrize(
    ("of_cell", "of_row", "of_column"),
    [(USED, "", ""), ("", 's="s"', ""), ("", "", 's="s"'), ('table:style-name="own"', "", "")],
)
def test_a_style_is_that_of_the_cell_or_its_row_or_column_and_takes_from_its_parent(
    of_cell: str, of_row: str, of_column: str, tmp_path: Path
) -> None:
    default = "table:default-cell-style-name"
    column = f"<table:table-column {of_column.replace('s=', f'{default}=')}/>"
    rows = row(day(of_cell), of_row.replace("s=", f"{default}="))
    named = date_style("N1", YEAR) + cell_style("s", 'style:data-style-name="N1"')
    own = cell_style("own", 'style:parent-style-name="s"')
    assert ods(tmp_path, own, table(rows, columns=column), named=named).grids[0].rows == [["2019"]]


@pytest.mark.parametrize(
    ("number", "shown", "is_text"),
    [
        ("12345678", "US-EIN-01-2345678", True),
        ("712", "00712", True),
        ("1", "1 FTE", True),
        ("5", "5.00", False),
        ("1234", "1,234", False),
        ("50", "5E+01", False),
        ("-7", "-00007", False),
    ],
)
def test_a_number_shown_with_letters_or_zeros_is_that_text(
    number: str, shown: str, is_text: bool, tmp_path: Path
) -> None:
    cell = (
        f'<table:table-cell office:value-type="float" office:value="{number}">'
        f"<text:p>{shown}</text:p></table:table-cell>"
    )
    ((value,),) = ods(tmp_path, "", table(row(cell))).grids[0].rows
    assert value == float(number)
    assert getattr(value, "shown", None) == (shown if is_text else None)


def test_what_is_struck_through_or_hidden_is_told(tmp_path: Path) -> None:
    hidden = '<style:table-properties table:display="false"/>'
    styles = f'{STRUCK}<style:style style:name="h" style:family="table">{hidden}</style:style>'
    columns = (
        '<table:table-column/><table:table-column table:visibility="collapse" '
        'table:number-columns-repeated="5"/>'
    )
    rows = row(text("a", USED) + text("b")) + row(text("c"), 'table:visibility="filter"')
    notes = ods(tmp_path, styles, table(rows, 'table:style-name="h"', columns)).notes
    assert [(note.code, note.cell, note.details.get("all")) for note in notes] == [
        ("struck-through", "A1", None),
        ("hidden-rows", "", "2"),
        ("hidden-columns", "", "B"),
        ("hidden-sheet", "", None),
    ]


@pytest.mark.office
def test_what_libreoffice_saves_is_told_as_of_the_workbook_it_was_made_from(
    tmp_path: Path,
) -> None:
    book = workbook(put(good(), "Assignments!E3", datetime.date(2019, 9, 5)))
    sheet = book["Assignments"]
    sheet["E3"].number_format = "[$-409]mmm\\-yy;@"
    sheet["A4"].font = Font(strike=True)
    sheet.row_dimensions[3].hidden = True
    sheet.column_dimensions["B"].hidden = True
    book["Partners"].sheet_state = "hidden"
    book.save(tmp_path / "data.xlsx")
    drawn = finding_page("text-in-drawings").example
    assert drawn is not None
    files = [tmp_path / "data.xlsx", write_example(drawn, "before", tmp_path)]
    told, of_ods = (
        [[(e.code, e.place, e.message) for e in validate(read(f), engine="shacl")] for f in some]
        for some in (files, converted(tmp_path, "ods", *files))
    )
    assert {code for some in told for code, _, _ in some} == {
        "date-as-shown", "struck-through", "hidden-rows", "hidden-columns", "hidden-sheet",
        "text-in-drawings",
    }  # fmt: skip
    assert told == of_ods

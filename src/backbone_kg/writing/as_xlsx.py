"""The look of our workbooks: what the template and the writer share."""

from __future__ import annotations

import datetime
import math
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from copy import copy

from openpyxl import Workbook
from openpyxl.cell.cell import Cell
from openpyxl.comments import Comment
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.worksheet.header_footer import HeaderFooterItem
from openpyxl.worksheet.header_footer import _HeaderFooterPart as _FooterPart
from openpyxl.worksheet.pagebreak import Break
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from backbone_kg.base.cells import (
    LAST_COLUMN,
    LAST_ROW,
    LONGEST_TEXT,
    CellValue,
    cell_name,
    column_letters,
)
from backbone_kg.base.errors import CannotWriteError
from backbone_kg.base.formulas import is_like_formula
from backbone_kg.base.value_kinds import Kind
from backbone_kg.knowledge.concepts import Framework
from backbone_kg.knowledge.ontology import Ontology
from backbone_kg.model.sheets_and_columns import Column, Layout
from backbone_kg.reading.example_rows import example_row
from backbone_kg.reading.headings import UnknownColumn
from backbone_kg.reading.template_version import LISTS
from backbone_kg.writing.drop_downs import (
    ChoiceList,
    add_validations,
    choice_lists,
    list_of,
    rows_to_fill,
)
from backbone_kg.writing.help_texts import AUTHOR, help_on, help_on_example
from backbone_kg.writing.ooxml import NOT_IN_XML
from backbone_kg.writing.sheet_tables import SheetTable
from backbone_kg.writing.workbook_files import blank_workbook, without_times

FIRST_REAL_DATE = datetime.date(1900, 3, 1)
"""Before this day, spreadsheet programs do not agree on what a date is."""

LINE_HEIGHT, HIGHEST_ROW = 15, 409
"""In points; no row of a spreadsheet can be higher."""

LETTERS_PER_WIDTH = 1.1
"""How many letters of a text there is room for, on average, where one digit has room."""

INK, QUIET = "FF1F3A4A", "FF5B6B75"
_REQUIRED, _OPTIONAL, _UNUSED = "FFC9DDE8", "FFE9F0F4", "FFEEEEEE"
_LINE = Side(style="thin", color="FF8FA9B8")
_BELOW = Border(bottom=Side(style="thin", color="FFDDE5EA"))
_LAST = Border(bottom=_BELOW.bottom, right=Side(style="medium", color=INK))
_EXAMPLE = PatternFill("solid", fgColor="FFF4F4F4")


_ESCAPE_LIKE = re.compile("_(?=x[0-9A-Fa-f]{4}_)")


def workbook_bytes(
    tables: Sequence[SheetTable],
    layout: Layout,
    ontology: Ontology,
    framework: Framework | None,
    *,
    introduction: Callable[[Workbook], None] | None = None,
) -> bytes:
    """Return an .xlsx workbook with the look and the drop-down lists of ours.

    Parameters
    ----------
    tables
        The sheets of data.
    layout, ontology, framework
        Where the drop-down lists come from; the roles of the framework stand first.
    introduction
        Adds sheets before those of data.

    Returns
    -------
    bytes
        The same for the same data: no time of writing stands in it.

    Raises
    ------
    CannotWriteError
        If a text is too long for a cell, or has a character that no workbook can hold; or if a
        sheet is too large.
    """
    book = blank_workbook()
    if introduction is not None:
        introduction(book)
    lists = choice_lists(layout, ontology, framework)
    for table in tables:
        check_fits(table.sheet.name, len(table.rows) + 1, len(table.columns))
        sheet = book.create_sheet(table.sheet.name)
        _fill(sheet, table, lists)
        add_validations(sheet, table, tables, lists, layout)
    _add_lists(book, lists.values())
    return without_times(book)


def plain_workbook_bytes(tables: Mapping[str, Sequence[Sequence[CellValue]]]) -> bytes:
    """Return an .xlsx workbook of sheets by name, each a row of headings and rows of values.

    Raises
    ------
    CannotWriteError
        If a text is too long for a cell, or has a character that no workbook can hold; or if a
        sheet is too large.
    """
    book = blank_workbook()
    for name, rows in tables.items():
        check_fits(name, len(rows), max(map(len, rows)))
        sheet = book.create_sheet(name)
        for number, row in enumerate(rows, start=1):
            for index, value in enumerate(row):
                if value is not None:
                    put(sheet.cell(number, index + 1), value)
        for index, title in enumerate(rows[0]):
            sheet.cell(1, index + 1).font = font(bold=True)
            sheet.column_dimensions[column_letters(index)].width = max(12, len(str(title)) + 4)
        sheet.freeze_panes = "A2"
    return without_times(book)


def font(size: int = 11, *, bold: bool = False, color: str = "FF000000") -> Font:
    """Return our font; one without a name would be whatever a program takes for it."""
    return Font(name="Calibri", size=size, bold=bold, color=color)


def heading(cell: Cell, color: str = _OPTIONAL) -> None:
    """Give a cell the look of a heading."""
    cell.font = font(bold=True, color=INK)
    cell.fill = PatternFill("solid", fgColor=color)
    cell.alignment = Alignment(wrap_text=True, vertical="center")
    cell.border = Border(bottom=_LINE)


def for_print(sheet: Worksheet, *, one_page_wide: bool = True) -> None:
    """Let a sheet print in landscape, with its name and the number of the page."""
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.scale = 58
    if one_page_wide:
        sheet.page_setup.fitToWidth = 1
        sheet.page_setup.fitToHeight = 0
        sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    sheet.page_margins.left = sheet.page_margins.right = 0.5
    sheet.page_margins.top = sheet.page_margins.bottom = 0.7
    sheet.oddFooter = HeaderFooterItem(left=_FooterPart("&A"), right=_FooterPart("&P / &N"))


def check_fits(name: str, rows: int, columns: int) -> None:
    """Refuse a sheet, called so, that has more rows or columns than a workbook can hold.

    Raises
    ------
    CannotWriteError
        If it has.
    """
    for count, most, what in ((rows, LAST_ROW, "rows"), (columns, LAST_COLUMN, "columns")):
        if count > most:
            raise CannotWriteError(
                f"The sheet “{name}” has {count:,} {what}, and a workbook holds {most:,}. A "
                "folder of .csv files holds more."
            )


def put(cell: Cell, value: CellValue) -> None:
    """Put a value into a cell; a text stays a text, whatever it looks like.

    Raises
    ------
    CannotWriteError
        If a workbook cannot hold the text.
    """
    if isinstance(value, datetime.date):
        if value >= FIRST_REAL_DATE:
            cell.value = value
            cell.number_format = "yyyy-mm-dd"
            return
        value = value.isoformat()
    if not isinstance(value, str):
        cell.value = value
        return
    place = f"{cell.parent.title}!{cell.coordinate}"
    if len(value.encode("utf-16-le", "surrogatepass")) // 2 > LONGEST_TEXT:
        raise CannotWriteError(
            f"The text in {place} has {len(value):,} characters, and a workbook holds "
            f"{LONGEST_TEXT:,} in a cell. Shorten it, or write a folder of .csv files."
        )
    if NOT_IN_XML.search(value):
        raise CannotWriteError(
            f"The text in {place} has a character that a workbook cannot hold. Delete it: {value!r}"
        )
    cell.value = _ESCAPE_LIKE.sub("_x005F_", value)
    keep_as_text(cell)


def keep_as_text(cell: Cell) -> None:
    """Mark the text in a cell as text, whatever it looks like."""
    text = str(cell.value)
    cell.data_type = "s"
    # Without this mark, a spreadsheet program makes a formula or a number of the text as soon as
    # somebody edits the cell.
    cell.quotePrefix = is_like_formula(text) or text[:1] in {"+", "-"}


def _fill(sheet: Worksheet, table: SheetTable, lists: Mapping[str, ChoiceList]) -> None:
    widths: dict[int, float] = {}
    edge = max(index for index, one in enumerate(table.columns) if isinstance(one, Column))
    for index, (column, heading) in enumerate(zip(table.columns, table.headings, strict=True)):
        if column is None:
            continue
        letters = column_letters(index)
        values = [row[index] for row in table.rows]
        widths[index] = sheet.column_dimensions[letters].width = _width(column, values, lists)
        look, shape = _look(column)
        border = _LAST if index == edge else _BELOW
        # The style of the column is that of all cells that are still empty.
        sheet.column_dimensions[letters].alignment = look
        sheet.column_dimensions[letters].border = border
        sheet.column_dimensions[letters].number_format = shape
        _fill_heading(sheet, index, column, heading)
        if border is _LAST:
            sheet[cell_name(0, index)].border = Border(bottom=_LINE, right=_LAST.right)
        style = None
        for number, value in enumerate(values, start=2):
            if value is not None:
                cell = sheet[f"{letters}{number}"]
                if style is None:
                    cell.alignment = look
                    cell.border = border
                    cell.number_format = shape
                    style = copy(cell._style)
                else:  # looking up each part of a style anew takes most of the time
                    cell._style = copy(style)
                put(cell, value)
    if table.rows and table.rows[0] == example_row(table.columns):
        _show_example(sheet, table)
    for number, row in enumerate(table.rows, start=2):
        fit_height(sheet, number, [(widths[i], str(v)) for i, v in enumerate(row) if v is not None])
    _head(sheet)
    if not table.sheet.single_row:
        last = cell_name(rows_to_fill(table), len(table.columns) - 1)
        sheet.auto_filter.ref = f"A1:{last}"
    for_print(sheet)


def _show_example(sheet: Worksheet, table: SheetTable) -> None:
    """Give the example row its look, and say at its first cell where to begin and to stop."""
    for cell in sheet[2]:
        cell.font = Font(name="Calibri", size=11, italic=True, color=QUIET)
        cell.fill = _EXAMPLE
    sheet["A2"].comment = Comment(help_on_example(table.sheet), AUTHOR, height=175, width=300)


def fit_height(sheet: Worksheet, row: int, texts: Iterable[tuple[float, str]]) -> None:
    """Make a row as high as its texts need; programs do not do so by themselves on opening.

    Parameters
    ----------
    sheet
        The sheet; changed in place.
    row
        The row, from 1.
    texts
        Width of the cell, in characters, and its text.
    """
    lines = max((_lines(text, width) for width, text in texts), default=1)
    if lines > 1:
        sheet.row_dimensions[row].height = min(3 + LINE_HEIGHT * lines, HIGHEST_ROW)


def _lines(text: str, width: float) -> int:
    return sum(
        max(1, math.ceil(len(line) / (width * LETTERS_PER_WIDTH))) for line in text.split("\n")
    )


def _head(sheet: Worksheet) -> None:
    sheet.row_dimensions[1].height = 33
    sheet.freeze_panes = "A2"
    sheet.print_title_rows = "1:1"


def _fill_heading(sheet: Worksheet, index: int, column: Column | UnknownColumn, text: str) -> None:
    cell = sheet[cell_name(0, index)]
    if isinstance(column, UnknownColumn):
        put(cell, text)
        heading(cell, _UNUSED)
        return
    put(cell, f"{text} *" if column.required else text)
    heading(cell, _REQUIRED if column.required else _OPTIONAL)
    help_text = help_on(column)
    lines = sum(1 + len(line) // 42 for line in help_text.split("\n"))
    cell.comment = Comment(help_text, AUTHOR, height=24 + 17 * lines, width=300)


def _look(column: Column | UnknownColumn) -> tuple[Alignment, str]:
    """Return alignment and number format of a column's cells.

    What is to stay as it is typed (names, numbers of registers, 2019-06) is of the format "text".
    """
    kind = Kind.TEXT if isinstance(column, UnknownColumn) else column.kind
    across = "right" if kind in {Kind.NUMBER, Kind.INTEGER} else "left"
    indent = 1 if across == "right" else 0
    look = Alignment(horizontal=across, vertical="top", wrap_text=True, indent=indent)
    return look, "@" if kind in {Kind.TEXT, Kind.DATE} else "General"


def _width(
    column: Column | UnknownColumn,
    values: Sequence[CellValue],
    lists: Mapping[str, ChoiceList],
) -> float:
    if isinstance(column, UnknownColumn):
        least, most, text = 14, 46, 0
    elif column.refers_to is not None:
        chosen_from = lists.get(list_of(column))
        most = 54 if column.identifies else 40
        least, text = 26, max(map(len, chosen_from.values)) if chosen_from else 0
    elif column.kind in {Kind.TEXT, Kind.WEB_ADDRESS}:
        least, most, text = 34 if column.identifies else 20, 46, len(column.example)
    else:
        least, most, text = 12, 20, 0
    lines = (line for value in values for line in str(value or "").splitlines())
    longest = max(text, *map(len, lines), 0)
    # The heading shares its cell with the star and the button of the filter.
    return float(max(min(max(least, longest + 3), most), _longest_word(column.heading) + 6))


def _longest_word(text: str) -> int:
    return max(map(len, text.split()), default=0)


def _add_lists(book: Workbook, lists: Iterable[ChoiceList]) -> None:
    sheet = book.create_sheet(LISTS)
    texts: dict[int, list[tuple[float, str]]] = {}
    for one in lists:
        for offset, title in enumerate(one.headings):
            index = one.column + offset
            top = sheet[cell_name(0, index)]
            put(top, title)
            heading(top)
            longest = max(len(text) for text in (title, *(row[offset] for row in one.rows)))
            width = min(longest, 48) + 3
            sheet.column_dimensions[column_letters(index)].width = width
            for number, row in enumerate(one.rows, start=1):
                if not row[offset]:
                    continue
                cell = sheet[cell_name(number, index)]
                put(cell, row[offset])
                cell.alignment = Alignment(vertical="top", wrap_text=True)
                texts.setdefault(number + 1, []).append((width, row[offset]))
        gap = one.column + len(one.headings)
        sheet.column_dimensions[column_letters(gap)].width = 3
        if one.headings[1:]:
            sheet.col_breaks.append(Break(gap + 1))
    for number, in_row in texts.items():
        fit_height(sheet, number, in_row)
    _head(sheet)
    for_print(sheet, one_page_wide=False)

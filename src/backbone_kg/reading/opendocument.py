"""The sheets of an OpenDocument spreadsheet (.ods).

python-calamine reads these files too, but loses error values, merged cells, formulas without a
result and line breaks, so the same text would have to be gone through a second time. One pass over
it gives everything.
"""

from __future__ import annotations

import datetime
import io
import math
import re
from dataclasses import dataclass, field
from pathlib import Path

from lxml import etree

from backbone_kg.base.cells import (
    LAST_COLUMN,
    LAST_ROW,
    CellValue,
    FormulaError,
    ReadingNote,
    ShownDate,
    ShownNumber,
    UncalculatedFormula,
    cell_name,
)
from backbone_kg.reading.cell_looks import Looks, as_shown
from backbone_kg.reading.dates import exact_date
from backbone_kg.reading.drawings import drawing_notes
from backbone_kg.reading.grids import Grid
from backbone_kg.reading.opendocument_looks import Styles
from backbone_kg.reading.packages import careful_parser
from backbone_kg.reading.raw_files import (
    MOST_CELLS,
    clock_text,
    drop_empty_ends,
    plain_number,
    text_value,
    too_far_out,
)
from backbone_kg.reading.sheet_notes import SheetTraits, notes_of_sheet

_OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
_TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
_TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
_DRAWN = "{urn:oasis:names:tc:opendocument:xmlns:drawing:1.0}*"
_CALC_TYPE = "{urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0}value-type"

_SHEET = f"{_TABLE}table"
_COLUMN, _ROW = f"{_TABLE}table-column", f"{_TABLE}table-row"
_CELLS = (f"{_TABLE}table-cell", f"{_TABLE}covered-table-cell")
COLUMNS_REPEATED, ROWS_REPEATED = (f"{_TABLE}number-{_}-repeated" for _ in ("columns", "rows"))
_COLUMNS_SPANNED, _ROWS_SPANNED = (f"{_TABLE}number-{_}-spanned" for _ in ("columns", "rows"))
NAME = f"{_TABLE}name"
_STYLE, _DEFAULT_STYLE = f"{_TABLE}style-name", f"{_TABLE}default-cell-style-name"
_AUTOMATIC_STYLES = f"{_OFFICE}automatic-styles"
_FORMULA = f"{_TABLE}formula"
_KIND = f"{_OFFICE}value-type"
_VALUE = f"{_OFFICE}value"
_PARAGRAPH = f"{_TEXT}p"
_DURATION = re.compile(r"(-?)PT(?:(\d+)H)?(?:(\d+)M)?(?:(\d+(?:\.\d+)?)S)?")
_FORMULA_DIALECT = re.compile(r"^[a-z]+:(?==)")
_REFERENCE = re.compile(r"\[([^\]]*)\]")
_VISIBILITY = f"{_TABLE}visibility"
_HIDDEN = {"collapse", "filter"}
_WITH_TEXT = re.compile(r"[^\W\d_]|[-/]")
_MOST_SPACES = 100
"""A run of more spaces is read as one of so many: a file of some bytes can tell of billions."""


@dataclass(slots=True, kw_only=True)
class _Sheet(SheetTraits):
    """A sheet while it is read."""

    name: str
    style: str
    rows: list[list[CellValue]] = field(default_factory=list)
    cells: int = 0
    columns: list[tuple[int, int, str]] = field(default_factory=list)
    """First and last column that have a style of their own, and which."""
    width: int = 0
    """How many columns it describes before its rows."""
    drawn: str = ""
    """The first text that stands in a drawing over it."""
    formatted: int = 0
    """Up to which row it describes the looks of single cells."""


def read_opendocument(
    path: Path, content: bytes, named_styles: bytes
) -> tuple[list[Grid], list[ReadingNote]]:
    """Return the sheets of an OpenDocument spreadsheet and what there is to say about them.

    Parameters
    ----------
    path
        The workbook, for messages.
    content
        The part of it that holds the sheets, ``content.xml``, as plain XML.
    named_styles
        The part that holds the styles that have names, ``styles.xml``; b"" if there is none.

    Raises
    ------
    CannotReadError
        If a sheet is too large.
    lxml.etree.XMLSyntaxError, ValueError
        If the content is damaged.
    """
    sheets: list[_Sheet] = []
    events = etree.iterparse(
        io.BytesIO(content),
        events=("start", "end"),
        tag=(_SHEET, _COLUMN, _ROW, _AUTOMATIC_STYLES, _DRAWN),
        resolve_entities=False,
        no_network=True,
    )
    styles = Styles()
    if named_styles:
        styles.add(etree.fromstring(named_styles, careful_parser()))
    looks = styles.looks
    for event, element in events:
        if event == "start":
            if element.tag == _SHEET and _is_sheet(element):
                name, style = element.get(NAME, ""), element.get(_STYLE, "")
                sheets.append(_Sheet(name=name, style=style))
        elif element.tag == _AUTOMATIC_STYLES:
            styles.add(element)
            looks = styles.looks
        elif element.tag == _COLUMN and _is_sheet(_table_of(element)):
            _add_columns(sheets[-1], element, looks)
        elif element.tag == _ROW and _is_sheet(_table_of(element)):
            _add_row(path, sheets[-1], element, looks)
            element.clear()
        elif any(map(_is_sheet, element.iterancestors(_SHEET))) and not sheets[-1].drawn:
            texts = ("".join(map(str, one.itertext())) for one in element.iter(_PARAGRAPH))
            sheets[-1].drawn = " ".join(texts).strip()
    grids, notes = [], []
    for sheet in sheets:
        drop_empty_ends(sheet.rows)
        grids.append(Grid(sheet.name, sheet.rows))
        sheet.is_hidden = sheet.style in styles.hidden_sheets
        # Most programs describe blank rows down to the end of the sheet: nobody made those.
        if sheet.height >= LAST_ROW:
            sheet.height = sheet.formatted
        notes += notes_of_sheet(sheet.name, sheet, sheet.rows)
        notes += drawing_notes(sheet.name, [sheet.drawn])
    return grids, notes


def _table_of(row: etree._Element) -> etree._Element | None:
    return next(row.iterancestors(_SHEET), None)


def _is_sheet(table: etree._Element | None) -> bool:
    """Tell a sheet from a table inside a cell or of the tracked changes."""
    if table is None or table.tag != _SHEET:
        return False
    parent = table.getparent()
    return parent is not None and parent.tag == f"{_OFFICE}spreadsheet"


def _add_columns(sheet: _Sheet, columns: etree._Element, looks: Looks) -> None:
    first = sheet.width
    sheet.width += count_of(columns, COLUMNS_REPEATED)
    style = columns.get(_DEFAULT_STYLE, "")
    if style in looks.told:
        sheet.columns.append((first, sheet.width - 1, style))
    if columns.get(_VISIBILITY) in _HIDDEN:
        sheet.hidden_columns.append((first, sheet.width - 1))


def _style_of(sheet: _Sheet, row: etree._Element, cell: etree._Element, column: int) -> str:
    """Return the style of a cell: its own, or that of its row or column."""
    of_columns = (style for first, last, style in sheet.columns if first <= column <= last)
    return cell.get(_STYLE) or row.get(_DEFAULT_STYLE) or next(of_columns, "")


def _add_row(path: Path, sheet: _Sheet, row: etree._Element, looks: Looks) -> None:
    values: list[CellValue] = []
    struck: list[tuple[int, CellValue]] = []
    column = 0
    formatted = False
    told = looks.told
    for cell in row.iterchildren(*_CELLS):
        repeated = count_of(cell, COLUMNS_REPEATED)
        formatted = formatted or cell.get(_STYLE) is not None
        _note_merged(sheet, cell, column, repeated)
        value = _value(cell)
        if value is not None:
            if column + repeated > MOST_CELLS:
                raise too_far_out(path, sheet.name, cell_name(sheet.height, column))
            style = _style_of(sheet, row, cell, column)
            if style in told:
                value = as_shown(value, style, looks)
            values.extend([None] * (column - len(values)))
            values.extend([value] * repeated)
            if style in looks.struck:
                struck += [(column + n, value) for n in range(repeated)]
        column += repeated
    repeated = count_of(row, ROWS_REPEATED)
    first = sheet.height
    sheet.height += repeated
    if formatted and sheet.height < LAST_ROW:
        sheet.formatted = sheet.height
    if values:
        sheet.cells += (first - len(sheet.rows)) + len(values) * repeated
        if sheet.cells > MOST_CELLS:
            raise too_far_out(path, sheet.name, cell_name(sheet.height - 1, len(values) - 1))
        sheet.rows.extend([] for _ in range(first - len(sheet.rows)))
        sheet.rows.extend(list(values) for _ in range(repeated))
        if row.get(_VISIBILITY) in _HIDDEN:
            sheet.hidden += range(first + 1, first + repeated + 1)
        sheet.struck += [(first + n, at, value) for n in range(repeated) for at, value in struck]


def count_of(element: etree._Element, name: str) -> int:
    """Return how often a row, a column or a cell is there: what is named is, at least once."""
    return max(int(element.get(name, "1")), 1)


def _note_merged(sheet: _Sheet, cell: etree._Element, column: int, repeated: int) -> None:
    across, down = count_of(cell, _COLUMNS_SPANNED), count_of(cell, _ROWS_SPANNED)
    if across == down == 1:
        return
    if len(sheet.merged) > LAST_COLUMN:
        return
    for first in range(column, column + min(repeated, LAST_COLUMN), across):
        last = (sheet.height + down - 1, first + across - 1)
        sheet.merged.add(((sheet.height, first), last))


def _value(cell: etree._Element) -> CellValue:
    kind = cell.get(_KIND)
    formula = cell.get(_FORMULA)
    if kind is None and formula is None and len(cell) == 0 and not cell.text:
        return None
    paragraphs = _texts(cell)
    shown = "\n".join(paragraphs)
    if cell.get(_CALC_TYPE) == "error":
        return FormulaError(shown or "#VALUE!")
    if formula is not None:
        # Some programs keep 0 as the value of a formula that failed; only what it shows tells.
        if isinstance(text_value(shown), FormulaError):
            return FormulaError(shown)
        if not paragraphs and (kind is None or (kind == "float" and cell.get(_VALUE) is None)):
            return UncalculatedFormula(_as_shown(formula))
    return _value_of_kind(kind, cell, shown)


def _value_of_kind(kind: str | None, cell: etree._Element, shown: str) -> CellValue:
    if kind in ("float", "percentage", "currency"):
        return _number(cell.get(_VALUE, ""), shown)
    if kind == "boolean":
        said = cell.get(f"{_OFFICE}boolean-value", "")
        return said == "true" if said in {"true", "false"} else text_value(shown or said)
    if kind == "date":
        return _date(cell.get(f"{_OFFICE}date-value", ""), shown)
    if kind == "time":
        return _time(cell.get(f"{_OFFICE}time-value", ""), shown)
    return text_value(cell.get(f"{_OFFICE}string-value", shown))


def _number(raw: str, shown: str) -> CellValue:
    try:
        number = float(raw)
    except ValueError:
        return text_value(shown)
    if not math.isfinite(number):
        return text_value(shown)
    number = plain_number(number)
    return ShownNumber(number, shown) if _shows_text(number, shown) else number


def _shows_text(number: float, shown: str) -> bool:
    """Return whether a number is shown with letters, hyphens or leading zeros.

    Examples
    --------
    >>> _shows_text(712, "00712"), _shows_text(12345678, "01-2345678"), _shows_text(5, "5.00")
    (True, True, False)
    """
    digits = "".join(filter(str.isdecimal, shown))
    if not isinstance(number, int) or number < 0 or not digits or int(digits[:400]) != number:
        return False
    return len(digits) > len(str(number)) or bool(_WITH_TEXT.search(shown))


def _date(raw: str, shown: str) -> CellValue:
    try:
        moment = datetime.datetime.fromisoformat(raw).replace(tzinfo=None)
    except ValueError:
        return text_value(shown or raw)
    said = exact_date(shown)
    if said and len(said) < len(raw) and raw.startswith(said):
        return ShownDate(said, raw[: len("2019-06-30")])
    return moment.date() if moment.time() == datetime.time() else moment


def _time(raw: str, shown: str) -> CellValue:
    found = _DURATION.fullmatch(raw)
    if found is None:
        return text_value(shown or raw)
    sign, hours, minutes, seconds = found.groups(default="0")
    length = int(hours) * 3600 + int(minutes) * 60 + float(seconds)
    return clock_text(-length if sign == "-" else length)


def _texts(cell: etree._Element) -> list[str]:
    """Return the paragraphs that a cell shows: its own, those of lists and of tables in it."""
    if not (cell.text or "").strip() and all(
        child.tag == _PARAGRAPH and not (child.tail or "").strip() for child in cell
    ):
        return [_text(child) for child in cell]
    texts = [cell.text or ""]
    for child in cell:
        if isinstance(child.tag, str) and child.tag.startswith((_TEXT, _TABLE)):
            inner = child.tag == _PARAGRAPH or not len(child)
            texts += [_text(child)] if inner else _texts(child)
        texts.append(child.tail or "")
    return [text for text in texts if text.strip()]


def _text(element: etree._Element) -> str:
    if len(element) == 0:
        return element.text or ""
    pieces = [element.text or ""]
    for child in element:
        if child.tag == f"{_TEXT}s":
            pieces.append(" " * min(int(child.get(f"{_TEXT}c", "1")), _MOST_SPACES))
        elif child.tag == f"{_TEXT}tab":
            pieces.append("\t")
        elif child.tag == f"{_TEXT}line-break":
            pieces.append("\n")
        elif child.tag != f"{_OFFICE}annotation" and isinstance(child.tag, str):
            pieces.append(_text(child))
        pieces.append(child.tail or "")
    return "".join(pieces)


def _as_shown(formula: str) -> str:
    """Return a formula the way the formula bar shows it: ``of:=[.A2]+1`` as ``=A2+1``."""
    return _REFERENCE.sub(
        lambda found: re.sub(r"(^|:)\.", r"\1", found[1]), _FORMULA_DIALECT.sub("", formula)
    )

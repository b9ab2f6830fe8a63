"""Reading workbooks: Excel (.xlsx) through python-calamine, and OpenDocument (.ods).

The parts of a workbook are all checked against their checksums first, so that a damaged file is
refused and never read with altered values. What python-calamine does not tell (error values,
formulas without a result) is then looked up in the sheets that hold any.
"""

from __future__ import annotations

import datetime
import io
import posixpath
import re
import zipfile
from pathlib import Path
from typing import TypeAlias

import python_calamine
from lxml import etree

from backbone_kg.base.errors import CannotReadError
from backbone_kg.reading.cell_looks import (
    as_shown,
    cells_with_looks,
    hidden_note,
    hidden_rows,
    looks_of,
    struck_note,
)
from backbone_kg.reading.grids import (
    CellValue,
    FormulaError,
    Grid,
    GridFile,
    ReadingNote,
    UncalculatedFormula,
    cell_name,
    column_letters,
)
from backbone_kg.reading.raw_files import (
    MOST_CELLS,
    blank_row_notes,
    clock_text,
    drop_empty_ends,
    file_kind,
    merged_cell_notes,
    plain_number,
    read_bytes,
    text_value,
    too_far_out,
)

_Parts: TypeAlias = dict[str, bytes]
"""The parts of a workbook by their names in lower case."""

_CalamineValue: TypeAlias = (
    int
    | float
    | str
    | bool
    | datetime.time
    | datetime.date
    | datetime.datetime
    | datetime.timedelta
)

_LARGEST_BYTES = 2**30
_NOT_NEEDED = ("xl/media/", "xl/embeddings/", "pictures/", "thumbnails/")

_SAVE_AS = "Open it in the spreadsheet program and save it as .xlsx or .ods."
_SAVE_AGAIN = (
    "Copy or download it again; or, if it opens in the spreadsheet program, save it there again."
)
_NOT_WORKBOOKS: dict[str, tuple[str, str]] = {
    "old-excel": ("This is a workbook of the old Excel kind (.xls).", _SAVE_AS),
    "pdf": ("This is a PDF file, not a workbook.", "Give the workbook it was made from."),
    "web-page": ("This is a web page, not a workbook, whatever its name says.", _SAVE_AS),
    "markup": ("This is not an .xlsx or .ods workbook, whatever its name says.", _SAVE_AS),
    "text": (
        "This is a text file, not a workbook, whatever its name says.",
        "Open it in the spreadsheet program and save it as .xlsx or .ods; or, if it is a .csv "
        "file, put it in a folder and give the folder.",
    ),
    "binary": ("This is not a workbook, or it is damaged.", _SAVE_AS),
}
_OTHER_PACKAGES = (
    (r"xl/workbook\.bin", "This is a binary Excel workbook (.xlsb).", _SAVE_AS),
    (r"index(\.zip|/.*\.iwa)", "This is an Apple Numbers file.", "Export it to Excel (.xlsx)."),
    (r"word/.*", "This is a Word document, not a workbook.", "Give the workbook."),
    (r"ppt/.*", "This is a PowerPoint presentation, not a workbook.", "Give the workbook."),
    (
        r".*\.(xlsx|ods|csv)",
        "This is a compressed folder, not a workbook.",
        "Unpack it, and give the workbook or the folder of .csv files inside it.",
    ),
)
_PASSWORD = (
    "This workbook is protected by a password.",
    "Open it in the spreadsheet program, remove the password, and save it.",
)

_ODS_MIMETYPE = b"application/vnd.oasis.opendocument.spreadsheet"
_ROW_NUMBER = re.compile(rb"""<(?:\w+:)?row\b[^>]*?\sr\s*=\s*["'](\d+)""")
_CELL_PLACE = re.compile(
    rb"""<(?:\w+:)?c\b[^>]*?\sr\s*=\s*["']([A-Za-z]+)(\d+)["'](?![^>]*/>)(?![^>]*></)"""
)
_FORMULA_OR_ERROR = re.compile(rb"""<(?:\w+:)?f[\s/>]|\st\s*=\s*["']e["']""")
_REFERENCE = re.compile(r"([A-Za-z]+)(\d+)")


def read_workbook(path: Path) -> GridFile:
    """Read all sheets of a workbook, hidden ones too; chart sheets are left out.

    Parameters
    ----------
    path
        The workbook, .xlsx or .ods. What it is, is told by its content and not by its name.

    Returns
    -------
    GridFile
        Its sheets. Dates are dates, times of day and durations are text (``10:30:00``), whole
        numbers are integers, and a formula is its result. Notes: ``merged-cells`` and
        ``blank-rows``.

    Raises
    ------
    CannotReadError
        If it is not there, is not such a workbook, is damaged, has a password, or is too large.
    """
    data = read_bytes(path)
    kind = file_kind(data)
    if kind == "compound":
        raise CannotReadError(path, *_about_compound(data))
    if kind != "package":
        raise CannotReadError(path, *_NOT_WORKBOOKS[kind])
    try:
        return _read_package(path, data)
    except (CannotReadError, KeyboardInterrupt, SystemExit):
        raise
    # A panic in python-calamine is a BaseException. Damage can come out as nearly anything.
    except BaseException as problem:
        raise CannotReadError(
            path, "The workbook is damaged, or only a part of it is here.", _SAVE_AGAIN
        ) from problem


def _about_compound(data: bytes) -> tuple[str, str]:
    if "EncryptedPackage".encode("utf-16-le") in data:
        return _PASSWORD
    if any(name.encode("utf-16-le") in data for name in ("Workbook", "Book")):
        return _NOT_WORKBOOKS["old-excel"]
    return _NOT_WORKBOOKS["binary"]


def _read_package(path: Path, data: bytes) -> GridFile:
    parts = _parts(path, data)
    if b"encryption-data" in parts.get("meta-inf/manifest.xml", b""):
        raise CannotReadError(path, *_PASSWORD)
    if parts.get("mimetype", b"").startswith(_ODS_MIMETYPE):
        from backbone_kg.reading.opendocument import read_opendocument

        grids, notes = read_opendocument(path, parts["content.xml"])
        return GridFile(path, "ods", grids, notes)
    if "xl/workbook.xml" in parts:
        grids, notes = _read_xlsx(path, data, parts)
        return GridFile(path, "xlsx", grids, notes)
    for pattern, problem, remedy in _OTHER_PACKAGES:
        if any(re.fullmatch(pattern, name) for name in parts):
            raise CannotReadError(path, problem, remedy)
    raise CannotReadError(path, *_NOT_WORKBOOKS["binary"])


def _parts(path: Path, data: bytes) -> _Parts:
    """Read every part but the pictures; a part whose checksum is wrong raises ``BadZipFile``."""
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        entries = package.infolist()
        if any(entry.flag_bits & 1 for entry in entries):
            raise CannotReadError(path, *_PASSWORD)
        needed = [one for one in entries if not one.filename.lower().startswith(_NOT_NEEDED)]
        if sum(entry.file_size for entry in needed) > _LARGEST_BYTES:
            raise CannotReadError(
                path,
                "The workbook is too large to read: it unpacks to more than a gigabyte.",
                "Copy the sheets that are needed to a new workbook, and give that.",
            )
        return {entry.filename.lower(): package.read(entry) for entry in needed}


def _read_xlsx(path: Path, data: bytes, parts: _Parts) -> tuple[list[Grid], list[ReadingNote]]:
    grids: list[Grid] = []
    notes: list[ReadingNote] = []
    looks = looks_of(parts.get("xl/styles.xml", b""))
    with python_calamine.load_workbook(io.BytesIO(data)) as workbook:
        sheets = zip(workbook.sheets_metadata, _sheet_parts(parts), strict=True)
        for index, (about, part_name) in enumerate(sheets):
            if about.typ != python_calamine.SheetTypeEnum.WorkSheet:
                continue
            part = parts[part_name]
            height = _checked_height(path, about.name, part)
            sheet = workbook.get_sheet_by_index(index)
            rows = [
                [_value(value) for value in row] if row.count("") < len(row) else []
                for row in sheet.to_python(skip_empty_area=False)
            ]
            struck = []
            for row, column, style in cells_with_looks(part, looks):
                if row < len(rows) and column < len(rows[row]):
                    value = rows[row][column] = as_shown(rows[row][column], style, looks)
                    if style in looks.struck and value is not None:
                        struck.append((row, column, value))
            if _FORMULA_OR_ERROR.search(part):
                for (row, column), value in _errors_and_formulas(part).items():
                    _put(rows, row, column, value)
            drop_empty_ends(rows)
            grids.append(Grid(about.name, rows))
            notes += struck_note(about.name, struck)
            notes += hidden_note(about.name, hidden_rows(part), rows)
            if about.visible != python_calamine.SheetVisibleEnum.Visible and rows:
                notes.append(ReadingNote("hidden-sheet", {"sheet": about.name}, sheet=about.name))
            notes += merged_cell_notes(about.name, sheet.merged_cell_ranges or [], rows)
            notes += blank_row_notes(about.name, height - len(rows))
    return grids, notes


def _value(value: _CalamineValue) -> CellValue:
    if isinstance(value, str):
        # Nearly every cell is a text, and few can be an error value.
        return value if value and value[0] not in "#E" else text_value(value)
    if isinstance(value, float):
        return plain_number(value)
    if isinstance(value, datetime.datetime):
        return value.date() if value.time() == datetime.time() else value
    if isinstance(value, datetime.time):
        return clock_text(
            value.hour * 3600 + value.minute * 60 + value.second + value.microsecond / 1e6
        )
    if isinstance(value, datetime.timedelta):
        return clock_text(value.total_seconds())
    return value


def _put(rows: list[list[CellValue]], row: int, column: int, value: CellValue) -> None:
    rows.extend([] for _ in range(row + 1 - len(rows)))
    rows[row].extend([None] * (column + 1 - len(rows[row])))
    rows[row][column] = value


def _parsed(part: bytes) -> etree._Element:
    return etree.fromstring(part, etree.XMLParser(resolve_entities=False, no_network=True))


def _sheet_parts(parts: _Parts) -> list[str]:
    """Return the names of the parts that hold the sheets, in the order of the workbook."""
    relations = {
        relation.get("Id"): relation.get("Target", "")
        for relation in _parsed(parts["xl/_rels/workbook.xml.rels"]).iterchildren("{*}*")
    }
    names = []
    for sheet in _parsed(parts["xl/workbook.xml"]).iterfind("{*}sheets/{*}sheet"):
        # The namespace of r:id differs between the two editions of the standard.
        found = [str(value) for key, value in sheet.items() if str(key).endswith("}id")]
        target = posixpath.join("/xl", relations[found[0]])
        names.append(posixpath.normpath(target)[1:].lower())
    return names


def _checked_height(path: Path, sheet: str, part: bytes) -> int:
    """Return how many rows a sheet describes, after making sure that it fits into memory.

    python-calamine sets aside room for every cell up to the last one, and one stray cell in the
    last row and column of a sheet would end the whole program.
    """
    if b"\0" in part:
        raise ValueError("not in UTF-8")
    height = max(map(int, set(_ROW_NUMBER.findall(part))), default=0)
    places = _CELL_PLACE.findall(part)
    last_row = max(map(int, {row for _, row in places}), default=0)
    columns = {letters for letters, _ in places}
    last_column = max((_column_number(letters.decode()) for letters in columns), default=0)
    if last_row * last_column > MOST_CELLS:
        raise too_far_out(path, sheet, f"{column_letters(last_column - 1)}{last_row}")
    return height


def _column_number(letters: str) -> int:
    number = 0
    for letter in letters.upper():
        number = number * 26 + ord(letter) - ord("A") + 1
    return number


def _errors_and_formulas(part: bytes) -> dict[tuple[int, int], CellValue]:
    """Return the error values and the formulas without a result by row and column from 0."""
    found: dict[tuple[int, int], CellValue] = {}
    shared: dict[str, tuple[str, str]] = {}
    row = column = -1
    events = etree.iterparse(
        io.BytesIO(part),
        tag=("{*}row", "{*}c"),
        resolve_entities=False,
        no_network=True,
        remove_comments=True,
        remove_pis=True,
    )
    for _, element in events:
        if element.tag.endswith("row"):
            row, column = int(element.get("r", row + 2)) - 1, -1
            element.clear()
            continue
        place = _place(element, row + 1, column + 1)
        column = place[1]
        kind = element.get("t")
        children = {child.tag.rpartition("}")[2]: child for child in element}
        formula, value = children.get("f"), children.get("v")
        if kind == "e":
            found[place] = FormulaError((value is not None and value.text) or "#VALUE!")
        if formula is not None:
            text = _formula_text(formula, cell_name(*place), shared)
            # A formula whose result is empty text has an empty result, and says that it is text.
            if value is None or not (value.text or kind == "str"):
                found[place] = UncalculatedFormula(text)
    return found


def _place(cell: etree._Element, next_row: int, next_column: int) -> tuple[int, int]:
    """Return row and column of a cell; one that does not say follows upon the one before it."""
    reference = cell.get("r")
    if reference is not None:
        matched = _REFERENCE.fullmatch(reference)
        if matched is None:
            raise ValueError(f"no cell: {reference}")
        return int(matched[2]) - 1, _column_number(matched[1]) - 1
    parent = cell.getparent()
    number = None if parent is None else parent.get("r")
    return next_row if number is None else int(number) - 1, next_column


def _formula_text(formula: etree._Element, cell: str, shared: dict[str, tuple[str, str]]) -> str:
    """Return a formula as the formula bar shows it.

    Of formulas that were filled down, only the first cell holds the text; the others refer to it.
    """
    text = f"={formula.text or ''}"
    group = formula.get("si")
    if group is None:
        return text
    if formula.text:
        shared[group] = (text, cell)
        return text
    first_text, first_cell = shared.get(group, (text, cell))
    if first_cell == cell:
        return text
    from openpyxl.formula.translate import Translator

    return str(Translator(first_text, first_cell).translate_formula(cell))

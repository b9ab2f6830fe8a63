"""Reading packages: workbooks of Excel (.xlsx, by python-calamine) and OpenDocument, .zip of .csv.

The parts of a workbook are checked against their checksums first, so that a damaged file is
refused and never read with altered values. What python-calamine does not tell, or would take at
its word, comes from one pass over the XML of each sheet (:mod:`.sheet_marks`).
"""

from __future__ import annotations

import datetime
import io
import posixpath
import re
import zipfile
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from typing import TypeAlias

import python_calamine

from backbone_kg.base.cells import CellRead, CellValue, ReadingNote, cell_name
from backbone_kg.base.errors import CannotReadError
from backbone_kg.reading.cell_looks import as_shown, looks_of
from backbone_kg.reading.cell_notes import note_of_cells
from backbone_kg.reading.drawings import notes_of_drawings
from backbone_kg.reading.grids import Grid, GridFile
from backbone_kg.reading.packages import Parts, elements, packed, without_counts
from backbone_kg.reading.raw_files import (
    MOST_CELLS,
    clock_text,
    drop_empty_ends,
    file_kind,
    plain_number,
    read_bytes,
    text_value,
    too_far_out,
)
from backbone_kg.reading.sheet_marks import marks_of, shared_texts
from backbone_kg.reading.sheet_notes import notes_of_sheet

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
        r".*\.(xlsx|ods)",
        "This is a compressed folder, not a workbook.",
        "Unpack it, and give the workbook inside it.",
    ),
)
_PASSWORD = (
    "This workbook is protected by a password.",
    "Open it in the spreadsheet program, remove the password, and save it.",
)
_ARCHIVE_WITHOUT_CSV = (
    "There is no .csv file in this compressed folder.",
    "Give the file with the data itself, or a .zip of its sheets as .csv files.",
)
_ARCHIVE_PASSWORD = (
    "This compressed folder is protected by a password.",
    "Unpack it with the password, and give the folder.",
)

_ODS_MIMETYPE = b"application/vnd.oasis.opendocument.spreadsheet"
_WORKBOOK, _RELATIONS = "xl/workbook.xml", "xl/_rels/workbook.xml.rels"
_OF_WORKBOOKS = {_WORKBOOK, "mimetype"}
_STYLES, _STRINGS = "xl/styles.xml", "xl/sharedStrings.xml"
_BEGIN = (
    b'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    b'<Relationship Id="r" Target="xl/workbook.xml" Type="http://schemas.openxmlformats.org'
    b'/officeDocument/2006/relationships/officeDocument"/></Relationships>'
)
"""Where the sheets of a workbook are listed."""


def read_workbook(path: Path) -> GridFile:
    """Read all sheets of a workbook, hidden ones too, or of a compressed folder of .csv files.

    Parameters
    ----------
    path
        The workbook, .xlsx or .ods, or a .zip of .csv files. What it is, is told by its content
        and not by its name.

    Returns
    -------
    GridFile
        Its sheets. Dates are dates, times of day and durations are text (``10:30:00``), whole
        numbers are integers, and a formula is its result; chart sheets are left out. Notes:
        ``merged-cells``, ``blank-rows`` and what :mod:`.cell_looks` and :mod:`.drawings` tell.

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
    parts = Parts(path, data)
    if not _OF_WORKBOOKS & set(parts.names):
        from backbone_kg.reading.csv_archives import csv_entries, read_csv_archive

        if csv_entries(parts.entries):
            if parts.is_encrypted:
                raise CannotReadError(path, *_ARCHIVE_PASSWORD)
            return read_csv_archive(path, parts)
    if parts.has_one_twice:
        raise zipfile.BadZipFile("two parts have one name")
    if parts.is_encrypted or b"encryption-data" in parts.read("meta-inf/manifest.xml"):
        raise CannotReadError(path, *_PASSWORD)
    if parts.read("mimetype").startswith(_ODS_MIMETYPE):
        from backbone_kg.reading.opendocument import read_opendocument

        grids, notes = read_opendocument(path, parts.xml("content.xml"), parts.xml("styles.xml"))
        return GridFile(path, "ods", grids, notes)
    if _WORKBOOK.lower() in parts.names:
        grids, notes = _read_xlsx(path, parts)
        return GridFile(path, "xlsx", grids, notes)
    for pattern, problem, remedy in _OTHER_PACKAGES:
        if any(re.fullmatch(pattern, name) for name in parts.names):
            raise CannotReadError(path, problem, remedy)
    is_archive = path.suffix.lower() == ".zip"
    raise CannotReadError(path, *(_ARCHIVE_WITHOUT_CSV if is_archive else _NOT_WORKBOOKS["binary"]))


def _read_xlsx(path: Path, parts: Parts) -> tuple[list[Grid], list[ReadingNote]]:
    grids: list[Grid] = []
    notes: list[ReadingNote] = []
    names = [_WORKBOOK, _RELATIONS, _STYLES, _STRINGS]
    kept = {name: parts.xml(name.lower()) for name in names if name.lower() in parts.names}
    part_names = _sheet_parts(kept)
    kept |= {name: parts.xml(name) for name in part_names if name in parts.names}
    kept["_rels/.rels"] = _BEGIN
    if _STRINGS in kept:
        kept[_STRINGS] = without_counts(kept[_STRINGS])
    looks = _looks_of(kept.get(_STYLES, b""))
    with python_calamine.load_workbook(io.BytesIO(packed(kept))) as workbook:
        sheets = zip(workbook.sheets_metadata, part_names, strict=True)
        for index, (about, part_name) in enumerate(sheets):
            if about.typ != python_calamine.SheetTypeEnum.WorkSheet:
                continue
            marks = marks_of(kept[part_name], looks.told)
            if (marks.last_row + 1) * (marks.last_column + 1) > MOST_CELLS:
                raise too_far_out(path, about.name, cell_name(marks.last_row, marks.last_column))
            sheet = workbook.get_sheet_by_index(index)
            rows = [
                [
                    # Nearly every cell is blank or a text, and few can be an error value.
                    None if v == "" else v if type(v) is str and v[0] not in "#E" else _value(v)
                    for v in row
                ]
                if row.count("") < len(row)
                else []
                for row in sheet.to_python(skip_empty_area=False)
            ]
            for row, column, style in marks.looks:
                if row < len(rows) and column < len(rows[row]):
                    value = rows[row][column] = as_shown(rows[row][column], style, looks)
                    if style in looks.struck and value is not None:
                        marks.struck.append((row, column, value))
            for (row, column), value in marks.results.items():
                _put(rows, row, column, value)
            drop_empty_ends(rows)
            grids.append(Grid(about.name, rows))
            if sum(len(row) - row.count(None) for row in rows) != marks.filled:
                strings = kept.get(_STRINGS, b"")
                notes += _cells_not_read(about.name, kept[part_name], strings, rows)
            marks.is_hidden = about.visible != python_calamine.SheetVisibleEnum.Visible
            notes += notes_of_sheet(about.name, marks, rows)
            if b"drawing" in kept[part_name]:
                notes += notes_of_drawings(about.name, parts, part_name)
    return grids, notes


def _cells_not_read(
    sheet: str, part: bytes, strings: bytes, rows: list[list[CellValue]]
) -> list[ReadingNote]:
    """Return the note of cells that hold something in the file and nothing in what was read.

    One that stands twice counts too: only the last of them was read.
    """
    shared = shared_texts(strings) if strings else []
    lost: list[CellRead] = []
    met: dict[tuple[int, int], str] = {}
    for row, column, kind, text in marks_of(part, frozenset(), every_place=True).places:
        place, said = (row, column), text
        if kind == "s":
            number = int(text) if text.strip().isdecimal() and len(text) < 12 else len(shared)
            said = shared[number] if number < len(shared) else text
        if not said:
            continue
        if place in met:
            lost.append(CellRead(cell_name(row, column), met[place], ""))
        elif row >= len(rows) or column >= len(rows[row]) or rows[row][column] is None:
            lost.append(CellRead(cell_name(row, column), said, ""))
        met[place] = said
    return [note_of_cells("cells-not-read", sheet, "", lost)] if lost else []


def _value(value: _CalamineValue) -> CellValue:
    if isinstance(value, str):
        return text_value(value)
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


_looks_of = lru_cache(maxsize=16)(looks_of)
"""Workbooks that one program made often have the same styles."""


def _sheet_parts(parts: Mapping[str, bytes]) -> list[str]:
    """Return the names of the parts that hold the sheets, in the order of the workbook."""
    relations = {
        said.get("Id"): said.get("Target", "")
        for where, said in elements(parts[_RELATIONS])
        if where and "/" not in where
    }
    names = []
    for where, sheet in elements(parts[_WORKBOOK]):
        if where != "sheets/sheet":
            continue
        found = [value for key, value in sheet.items() if key.endswith(":id")]
        target = posixpath.join("/xl", relations[found[0]])
        names.append(posixpath.normpath(target)[1:].lower())
    return names

"""Reading a folder of .csv files: one sheet per file.

A .csv file does not say how it was written, so its encoding and its separator are worked out from
its content, and a note says what was assumed.
"""

from __future__ import annotations

import contextlib
import itertools
import unicodedata
from pathlib import Path, PurePath

from backbone_kg.base.cells import CellRead, CellValue, ReadingNote, cell_name
from backbone_kg.base.errors import CannotReadError
from backbone_kg.base.folders import SWAP, restore
from backbone_kg.base.formulas import MARK, unmarked
from backbone_kg.base.names import shortened
from backbone_kg.reading.csv_rows import first_lines_in, rows_in
from backbone_kg.reading.encodings import Decoded, decoded
from backbone_kg.reading.grids import Grid, GridFile
from backbone_kg.reading.raw_files import (
    MOST_CELLS,
    blank_row_notes,
    drop_empty_ends,
    file_kind,
    read_bytes,
    too_far_out,
    unreadable,
)

_MOST_FILES = 200
_MOST_TIMES = 5
"""How often a folder is read that changes meanwhile."""
_ROW_IN_CELLS = 5
"""A row takes as much memory and time as so many cells."""
_SAVE_UTF8 = "Open it in the spreadsheet program and save it as “CSV UTF-8”."
_NOT_CSV = {
    "package": (
        "This is a workbook or another compressed file under the name of a .csv file.",
        "Give the workbook itself (.xlsx or .ods), or save its sheets as .csv files.",
    ),
    "compound": (
        "This is an old Excel workbook or a document under the name of a .csv file.",
        "Open it in the spreadsheet program and save it as .csv.",
    ),
    "web-page": (
        "This is a web page under the name of a .csv file.",
        "Download the data again, or open it in the spreadsheet program and save it as .csv.",
    ),
    "pdf": ("This is a PDF file under the name of a .csv file.", "Give the data it was made from."),
}


def read_csv_folder(path: Path) -> GridFile:
    """Read every .csv file of a folder, sorted by name.

    Parameters
    ----------
    path
        The folder. Other files, folders inside it, and hidden files are left out.

    Returns
    -------
    GridFile
        One grid per file, named like the file without its ending. All values are text, exactly as
        they stand. Row numbers are those that a spreadsheet program shows when it opens the file:
        a quoted cell with line breaks in it is one row, a blank line is one row, and a first line
        ``sep=;``, which says what separates the cells and which Excel does not show, is none.
        Notes: ``encoding-guessed``, ``separator-guessed``, ``blank-rows`` and ``marked-text``.

    Raises
    ------
    CannotReadError
        If the folder is not there, may not be read, or holds no .csv file or two whose names
        differ only in case; or if one of its files cannot be read.
    """
    for _ in range(_MOST_TIMES):
        _settle(path)
        before = _signs(path)
        try:
            read = [read_csv_file(file) for file in csv_files(path)]
        except CannotReadError:
            if _signs(path) == before:
                raise
            continue
        # Who reads while files are replaced would mix old and new ones.
        if _signs(path) == before and SWAP not in before:
            grids = [grid for one in read for grid in one.grids]
            notes = [note for one in read for note in one.notes]
            return GridFile(path, "csv", grids, notes)
    raise CannotReadError(
        path, "The files in this folder change all the time.", "Wait until they do not."
    )


def _settle(folder: Path) -> None:
    """Let a replacement of the files end, or undo one that was cut off."""
    try:
        restore(folder)
    except OSError as problem:
        raise CannotReadError(
            folder,
            "Some files in this folder were set aside by a command that was cut off, and they "
            f"cannot be put back ({problem.strerror or problem}).",
            "Get the right to write to the folder, and read it again.",
        ) from problem


def _signs(folder: Path) -> dict[str, tuple[int, int, int]]:
    """Return by what it is seen that files of a folder were replaced or changed."""
    found = {}
    with contextlib.suppress(OSError, ValueError):
        for entry in folder.iterdir():
            if entry.suffix.lower() == ".csv" or entry.name == SWAP:
                one = entry.stat()
                found[entry.name] = (one.st_ino, one.st_size, one.st_mtime_ns)
    return found


def read_csv_file(path: Path) -> GridFile:
    """Read one .csv file, as :func:`read_csv_folder` reads each of a folder.

    Raises
    ------
    CannotReadError
        If it is not there or cannot be read.
    """
    return read_csv(path, read_bytes(path))


def read_csv(path: Path, data: bytes, *, most: int = MOST_CELLS) -> GridFile:
    """Read the bytes of a .csv file; ``path`` is for its sheet's name and for messages.

    Raises
    ------
    CannotReadError
        If they are no such file, or have more than ``most`` cells.
    """
    name = sheet_of(path)
    found = _decoded(path, data)
    rows, separator = rows_in(path, found.text, most)
    notes = _unmark(name, rows)
    height = len(rows)
    drop_empty_ends(rows)
    width = max(map(len, rows), default=0)
    if len(rows) * max(width, _ROW_IN_CELLS) > MOST_CELLS:
        raise too_far_out(path, name, cell_name(len(rows) - 1, max(width - 1, 0)))
    if found.encoding != "UTF-8":
        notes.append(_encoding_note(path, name, found, rows))
    if separator != "comma":
        notes.append(ReadingNote("separator-guessed", {"separator": separator}, sheet=name))
    notes += blank_row_notes(name, height - len(rows))
    return GridFile(path, "csv", [Grid(name, rows)], notes)


def _unmark(sheet: str, rows: list[list[CellValue]]) -> list[ReadingNote]:
    """Take away, in place, the marks that keep texts from being taken for formulas."""
    read = []
    for row, cells in enumerate(rows):
        for column, cell in enumerate(cells):
            if isinstance(cell, str) and cell.startswith(MARK):
                plain = unmarked(cell)
                if plain != cell:
                    cells[column] = plain
                    read.append(CellRead(cell_name(row, column), cell, plain))
    if not read:
        return []
    more = f" In all {len(read):,} cells." if len(read) > 1 else ""
    details = {"value": shortened(read[0].value), "read_as": shortened(read[0].read_as)}
    return [ReadingNote("marked-text", details | {"more": more}, sheet, read[0].cell, tuple(read))]


def sheet_of(path: PurePath) -> str:
    """Return the name of the sheet that a .csv file holds."""
    return unicodedata.normalize("NFC", path.stem)


def first_lines(path: Path) -> tuple[int, ...]:
    """Return in which line of a .csv file, from 1, each row begins.

    Raises
    ------
    CannotReadError
        If it is not there or cannot be read.
    """
    return first_lines_in(path, _decoded(path, read_bytes(path)).text)


def _encoding_note(
    path: Path, sheet: str, found: Decoded, rows: list[list[CellValue]]
) -> ReadingNote:
    """Return in which encoding a file was read, with the first cell for which it matters."""
    details = {"encoding": found.encoding}
    place = next(
        (
            (row, column)
            for row, cells in enumerate(rows)
            for column, cell in enumerate(cells)
            if isinstance(cell, str) and not cell.isascii()
        ),
        None,
    )
    if place is None or found.encoding == "UTF-16":
        return ReadingNote("encoding-guessed", details, sheet=sheet)
    row, column = place
    details["value"] = shortened(str(rows[row][column]))
    code = "encoding-guessed"
    if found.other:
        code = "encoding-unsure"
        others, _ = rows_in(path, found.other)
        details |= {"other": found.other_encoding, "otherwise": shortened(str(others[row][column]))}
    details["so"] = f" Cell {cell_name(row, column)} says “{details['value']}” then."
    return ReadingNote(code, details, sheet, cell_name(row, column))


def csv_files(folder: Path) -> list[Path]:
    """Return the .csv files of a folder that are its sheets, by name.

    Raises
    ------
    CannotReadError
        As :func:`read_csv_folder` does.
    """
    try:
        if not folder.exists():
            raise CannotReadError(
                folder, "There is no such folder.", "Check its name and the place it is in."
            )
        if not folder.is_dir():
            raise CannotReadError(
                folder,
                "This is a file, not a folder.",
                "Put the .csv files of one partnership into a folder and give the folder.",
            )
        files = [
            entry
            for entry in folder.iterdir()
            # What the system and the spreadsheet program leave behind is no data.
            if entry.suffix.lower() == ".csv"
            and not entry.name.startswith((".", "~$"))
            and not entry.is_dir()
        ]
    except (OSError, ValueError) as problem:
        raise unreadable(folder, problem) from problem
    if not files:
        raise CannotReadError(
            folder,
            "There is no .csv file in this folder.",
            "Save each sheet as a .csv file in it, or give a workbook (.xlsx or .ods).",
        )
    check_number_of_files(folder, len(files))
    files.sort(key=lambda file: (sheet_of(file).casefold(), file.name))
    for first, second in itertools.pairwise(files):
        if sheet_of(first).casefold() == sheet_of(second).casefold():
            raise CannotReadError(
                folder,
                f"The names of “{first.name}” and “{second.name}” differ only in case.",
                "Keep one of them, and move the other out of the folder.",
            )
    return files


def check_number_of_files(path: Path, number: int) -> None:
    """Make sure that there are not too many .csv files for the sheets of one partnership.

    Raises
    ------
    CannotReadError
        If there are.
    """
    if number > _MOST_FILES:
        raise CannotReadError(
            path,
            f"There are {number:,} .csv files in it; those of one partnership are one for each "
            "sheet.",
            "Put the files of each partnership into a folder of their own.",
        )


def _decoded(path: Path, data: bytes) -> Decoded:
    """Return the text of a file and how it was read."""
    kind = file_kind(data)
    if kind in _NOT_CSV:
        raise CannotReadError(path, *_NOT_CSV[kind])
    found = _read_as(data)
    if "\0" in found.text:
        raise CannotReadError(
            path,
            "This is not a .csv file, or it is damaged: it holds characters that no text has.",
            "Open it in the spreadsheet program and save it as .csv.",
        )
    if not found.encoding:
        raise CannotReadError(
            path, "The characters of this file are not in an encoding known here.", _SAVE_UTF8
        )
    return found


def _read_as(data: bytes) -> Decoded:
    """Return the text and in which encoding it was read; no encoding when none fits."""
    codec, name = "utf-8-sig", "UTF-8"
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        codec, name = "utf-16", "UTF-16"
    elif b"\0" in data:
        codec, name = _utf16_without_mark(data), "UTF-16"
    try:
        return Decoded(data.decode(codec), name)
    except UnicodeDecodeError:
        return decoded(data) if name == "UTF-8" else Decoded("", "")


def _utf16_without_mark(data: bytes) -> str:
    """Return the UTF-16 codec that zero bytes betray, else one that keeps the zeros.

    In UTF-16, letters of Western languages, separators and line ends have a zero as their upper
    byte and never as their lower one.
    """
    even, odd = data[::2].count(0), data[1::2].count(0)
    if len(data) % 2 == 0 and max(even, odd) * 4 >= len(data):
        if even == 0:
            return "utf-16-le"
        if odd == 0:
            return "utf-16-be"
    return "latin-1"

"""What the readers of workbooks and of csv folders share: bytes, kinds of file, rows, notes."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Literal, TypeAlias

from backbone_kg.base.cells import CellValue, FormulaError, ReadingNote
from backbone_kg.base.errors import CannotReadError

FileKind: TypeAlias = Literal[
    "package", "compound", "old-excel", "pdf", "web-page", "markup", "text", "binary"
]
"""What a file is by its first bytes, whatever its name says.

``package`` is a zip archive (.xlsx, .ods, but also .docx), ``compound`` an OLE container (.xls, and
every .xlsx with a password).
"""

MergedRange: TypeAlias = tuple[tuple[int, int], tuple[int, int]]
"""First and last cell of a merged range, each as row and column counted from 0."""

FEWEST_BLANK_ROWS_TO_MENTION = 101
MOST_CELLS = 5_000_000
"""Sheets whose used area is larger than this are refused: they would not fit into memory."""
MOST_BYTES = 2**28
"""Files larger than this are refused."""

_ERROR_VALUE = re.compile(
    r"#(?:REF!|N/A|DIV/0!|VALUE!|NAME\?|NUM!|NULL!|SPILL!|CALC!|FIELD!|BLOCKED!|CONNECT!|UNKNOWN!"
    r"|BUSY!|PYTHON!|EXTERNAL!|GETTING_DATA)|Err:\d{3}"
)
_SIGNATURES: tuple[tuple[bytes, FileKind], ...] = (
    (b"PK\x03\x04", "package"),
    (b"PK\x05\x06", "package"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "compound"),
    (b"\x09\x08", "old-excel"),
    (b"\x09\x04\x06\x00", "old-excel"),
    (b"\x09\x02\x06\x00", "old-excel"),
    (b"%PDF", "pdf"),
)
_UTF16_MARKS = (b"\xff\xfe", b"\xfe\xff")
_HEAD = 4096


def read_bytes(path: Path) -> bytes:
    """Return the content of a file.

    Parameters
    ----------
    path
        The file.

    Raises
    ------
    CannotReadError
        If it is not there, is no ordinary file, may not be read, or is empty.
    """
    try:
        if not path.exists():
            raise CannotReadError(
                path, "There is no such file.", "Check its name and the folder it is in."
            )
        if path.is_dir():
            raise CannotReadError(
                path, "This is a folder, not a file.", "Give the name of the file inside it."
            )
        if not path.is_file():
            raise CannotReadError(
                path, "This is not an ordinary file.", "Save the data as a file and give its name."
            )
        if path.stat().st_size > MOST_BYTES:
            raise CannotReadError(
                path,
                f"The file is too large: it has more than {MOST_BYTES // 2**20} MB.",
                "Split it, or keep of it what is about one partnership.",
            )
        data = path.read_bytes()
    except (OSError, ValueError) as problem:
        raise unreadable(path, problem) from problem
    if not data:
        raise CannotReadError(
            path,
            "The file is empty (0 bytes).",
            "Save it again from the spreadsheet program, or copy or download it again.",
        )
    return data


def unreadable(path: Path, problem: OSError | ValueError) -> CannotReadError:
    """Return what to tell the user when the operating system does not let a path be read."""
    if isinstance(problem, PermissionError):
        return CannotReadError(
            path,
            "You are not allowed to read this.",
            "Close it in other programs, or ask its owner to let you read it.",
        )
    reason = getattr(problem, "strerror", None) or str(problem)
    return CannotReadError(
        path, f"The computer could not read this ({reason}).", "Copy it to another place and retry."
    )


def file_kind(data: bytes) -> FileKind:
    """Return what a file is by its first bytes.

    Examples
    --------
    >>> file_kind(b"Name,Type"), file_kind(b"<!DOCTYPE html><html>")
    ('text', 'web-page')
    """
    for signature, kind in _SIGNATURES:
        if data.startswith(signature):
            return kind
    head = data[:_HEAD]
    if head.startswith(_UTF16_MARKS):
        return "text"
    if b"\0" in head:
        return "binary"
    start = head.removeprefix(b"\xef\xbb\xbf").lstrip().lower()
    if start.startswith((b"<!doctype html", b"<html", b"<table", b"<head", b"<body")):
        return "web-page"
    return "markup" if start.startswith(b"<?xml") else "text"


def text_value(text: str) -> CellValue:
    """Return the value of a cell that holds text: nothing, an error value, or the text as it is.

    Examples
    --------
    >>> text_value(""), text_value(" a "), type(text_value("#REF!")).__name__
    (None, ' a ', 'FormulaError')
    """
    if not text:
        return None
    if text[0] in "#E" and _ERROR_VALUE.fullmatch(text):
        return FormulaError(text)
    return text


def drop_empty_ends(rows: list[list[CellValue]]) -> None:
    """Drop the empty cells at the end of each row and the empty rows at the end, in place."""
    for row in rows:
        while row and row[-1] is None:
            row.pop()
    while rows and not rows[-1]:
        rows.pop()


def blank_row_notes(sheet: str, count: int) -> list[ReadingNote]:
    """Return a note on the blank rows that follow the data when they are many, else nothing."""
    if count < FEWEST_BLANK_ROWS_TO_MENTION:
        return []
    return [ReadingNote("blank-rows", {"count": str(count)}, sheet=sheet)]


def too_far_out(path: Path, sheet: str, cell: str) -> CannotReadError:
    """Return what to tell the user when a sheet is too large because of a cell far from the rest.

    Parameters
    ----------
    path
        The workbook.
    sheet
        The name of the sheet.
    cell
        The last cell of its used area, such as ``XFD1048576``.
    """
    return CannotReadError(
        path,
        f"The sheet “{sheet}” reaches as far as cell {cell}, which is too large to read.",
        "Delete the rows below and the columns to the right of the data, and save it.",
    )


def clock_text(seconds: float) -> str:
    """Return a time of day or a duration as text.

    Parameters
    ----------
    seconds
        Its length in seconds; more than a day and less than nothing are possible.

    Examples
    --------
    >>> clock_text(37800), clock_text(108000.5), clock_text(-60)
    ('10:30:00', '30:00:00.5', '-00:01:00')
    """
    milliseconds = round(abs(seconds) * 1000)
    whole, rest = divmod(milliseconds, 1000)
    fraction = f".{rest:03}".rstrip("0") if rest else ""
    sign = "-" if seconds < 0 and milliseconds else ""
    return f"{sign}{whole // 3600:02}:{whole // 60 % 60:02}:{whole % 60:02}{fraction}"


def plain_number(number: float) -> float | int:
    """Return a whole number as ``int``, as spreadsheets keep every number as a fraction.

    Examples
    --------
    >>> plain_number(3.0), plain_number(2.5)
    (3, 2.5)
    """
    # Beyond this, floats no longer tell neighboring whole numbers apart.
    return int(number) if number.is_integer() and abs(number) < 2**53 else number

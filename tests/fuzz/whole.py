"""Data files of every format without damage, each row with a mark that nothing may lose.

A mark is a word like ``zq17z`` in a cell of its own: what was read, told or written is searched for
it, without the program's own idea of rows and columns.
"""

from __future__ import annotations

import contextlib
import copy
import functools
import io
import random
import re
import tempfile
import zipfile
from collections.abc import Iterator
from html import escape
from pathlib import Path
from typing import TypeAlias

from lxml import etree
from tests.generate import Cell, Sheets, csv_bytes, random_sheets, scrambled, workbook, write_csv
from tests.packages import ods_package, saved

from backbone_kg import read, write

Files: TypeAlias = dict[str, bytes]
"""What a data file consists of: one file by its name, or those of a folder."""

FORMATS = ("xlsx", "ods", "csv", "ttl", "jsonld")
MARK = re.compile(r"zq\d+z")
_ENCODINGS = ("utf-8", "utf-8-sig", "utf-16", "cp1252")


def sheets_with_marks(rng: random.Random) -> Sheets:
    """Return the sheets of a file, at times with anything anywhere, and a mark in each row."""
    seed = rng.randrange(50)
    return copy.deepcopy(_sheets_with_marks(seed, rng.random() < 0.3))


@functools.cache
def _sheets_with_marks(seed: int, anything_anywhere: bool) -> Sheets:
    sheets = scrambled(seed) if anything_anywhere else random_sheets(seed, partners=3)
    number = 0
    for rows in sheets.values():
        width = max(map(len, rows))
        for at, row in enumerate(rows):
            row.extend([None] * (width - len(row)))
            row.append("Notes of ours" if at == 0 else f"zq{number}z")
            number += 1
    return sheets


def files_of(sheets: Sheets, form: str, rng: random.Random) -> Files:
    """Return sheets as a data file of a format."""
    wanted = (rng.choice(_ENCODINGS), rng.choice(",;\t")) if form == "csv" else ("", "")
    return _made(
        tuple((name, tuple(map(tuple, rows))) for name, rows in sheets.items()), form, *wanted
    )


@functools.lru_cache(maxsize=1000)
def _made(
    frozen: tuple[tuple[str, tuple[tuple[Cell, ...], ...]], ...],
    form: str,
    encoding: str,
    separator: str,
) -> Files:
    sheets: Sheets = {name: [list(row) for row in rows] for name, rows in frozen}
    if form == "xlsx":
        return {"data.xlsx": saved(workbook(sheets))}
    if form == "ods":
        return {"data.ods": _ods(sheets)}
    if form == "csv":
        return {f"{name}.csv": _csv(rows, encoding, separator) for name, rows in sheets.items()}
    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder, f"data.{form}")
        filled = {name: rows for name, rows in sheets.items() if any(rows)}
        write(read(write_csv(Path(folder, "data"), filled)), out)
        return {out.name: out.read_bytes()}


def _csv(rows: list[list[Cell]], encoding: str, separator: str) -> bytes:
    try:
        return csv_bytes(rows, encoding=encoding, separator=separator)
    except UnicodeEncodeError:
        return csv_bytes(rows, separator=separator)


def _ods(sheets: Sheets) -> bytes:
    tables = ""
    for name, rows in sheets.items():
        cells = ("".join(map(_ods_cell, row)) for row in rows)
        inner = "".join(f"<table:table-row>{row}</table:table-row>" for row in cells)
        tables += f'<table:table table:name="{escape(name)}">{inner}</table:table>'
    return ods_package(tables)


def _ods_cell(cell: Cell) -> str:
    if cell is None:
        return "<table:table-cell/>"
    text = f"<text:p>{escape(str(cell))}</text:p>"
    return f'<table:table-cell office:value-type="string">{text}</table:table-cell>'


# --- marks ---------------------------------------------------------------------------------------


def marks_in(files: Files) -> dict[str, str]:
    """Return the marks in cells of files, and the sheet of each; none where nothing can be read."""
    found: dict[str, str] = {}
    for name, content in files.items():
        if content.startswith(b"PK"):
            with contextlib.suppress(Exception):
                for sheet, text in _texts_of_sheets(content):
                    found.update(dict.fromkeys(MARK.findall(text), sheet))
        else:
            for encoding in ("utf-8", "utf-16"):
                marks = MARK.findall(content.decode(encoding, "replace"))
                found.update(dict.fromkeys(marks, name.removesuffix(".csv")))
    return found


def _texts_of_sheets(content: bytes) -> Iterator[tuple[str, str]]:
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        if "content.xml" in package.namelist():
            for sheet in etree.fromstring(package.read("content.xml")).iter("{*}table"):
                name = next((v for k, v in sheet.items() if str(k).endswith("}name")), "")
                cells = sheet.iter("{*}table-cell")
                yield str(name), " ".join("".join(map(str, cell.itertext())) for cell in cells)
            return
    import openpyxl

    for each in openpyxl.load_workbook(io.BytesIO(content)).worksheets:
        for row in each.iter_rows(values_only=True):
            yield each.title, " ".join(map(str, row))

"""A table that somebody changed in a way that changes nothing reads the same."""

from __future__ import annotations

import csv
import io
import random
import tempfile
from pathlib import Path

import openpyxl
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from tests.generate import Cell, Sheets
from tests.small_files import files, read_sheets

from backbone_kg import Partnership, read
from backbone_kg.model import standard_layout, without_derived

LAYOUT = standard_layout()
SEPARATORS = {",": "comma", ";": "semicolon", "\t": "tab"}
ENCODINGS = ["utf-8", "utf-8-sig", "utf-16", "cp1252", "mac_roman"]


def said(data: Partnership) -> set[object]:
    """Return what a file says, but for the order of columns, which only unknown ones keep."""
    return set(without_derived(data.graph))


def mangled(sheets: Sheets, made: random.Random) -> Sheets:
    """Return sheets in another order, with columns, headings and cells as somebody may leave them.

    Columns stand in any order and go by other headings; names of headings and yes or no have
    another case; spaces stand around texts; blank rows stand between others.
    """
    found: Sheets = {}
    for name in made.sample(sorted(sheets), len(sheets)):
        headings, *rows = sheets[name]
        order = made.sample(range(len(headings)), len(headings))
        table: list[list[Cell]] = [[_heading(name, str(headings[index]), made) for index in order]]
        for row in rows:
            table += [[None] * len(order)] * made.choice([0, 0, 1, 3])
            table.append([_spaced(row[index], made) for index in order])
        found[made.choice([name, name.upper(), f" {name} "])] = table
    return found


def _heading(sheet: str, heading: str, made: random.Random) -> str:
    column = next(c for c in LAYOUT.sheet(sheet).columns if c.heading == heading)
    said = made.choice([heading, heading, *column.other_headings])
    forms = [said.upper(), said.lower(), said.title(), f"  {said} ", f"{said} *", said]
    return made.choice(forms)


def _spaced(value: Cell, made: random.Random) -> Cell:
    if not isinstance(value, str):
        return value
    return made.choice([value, f" {value}", f"{value}\u00a0 ", value.replace(" ", "  ")])


@settings(max_examples=12)
@given(
    sheets=files(mistakes=False), seed=st.integers(0, 10**6), encoding=st.sampled_from(ENCODINGS)
)
def test_a_folder_of_csv(sheets: Sheets, seed: int, encoding: str) -> None:
    # A name or two alone can be of several encodings: the reader asks, and may guess another.
    others = [rows for name, rows in sheets.items() if name != "Partners"]
    assume(encoding.startswith("utf") or str(others).isascii())
    sheets["Partners"] += [["Nonprofit «Niñez» – École", *[None] * 4, "Consultant"]]
    made = random.Random(seed)
    with tempfile.TemporaryDirectory() as folder:
        for name, rows in mangled(sheets, made).items():
            stream = io.StringIO(newline="")
            separator, ends = made.choice(",;\t"), made.choice(["\n", "\r\n"])
            csv.writer(stream, delimiter=separator, lineterminator=ends).writerows(rows)
            text = stream.getvalue()
            if not encoding.startswith("utf") and name.strip().lower() != "partners":
                text = text.replace("\u00a0", " ")
            Path(folder, f"{name.strip()}.csv").write_bytes(text.encode(encoding))
        assert said(read(folder)) == said(read_sheets(sheets, name=Path(folder).name))


@settings(max_examples=8)
@given(sheets=files(mistakes=False), seed=st.integers(0, 10**6))
def test_a_workbook(sheets: Sheets, seed: int) -> None:
    book = openpyxl.Workbook()
    for name, rows in mangled(sheets, random.Random(seed)).items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(row)
    del book["Sheet"]
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "data.xlsx")
        book.save(path)
        assert said(read(path)) == said(read_sheets(sheets, name="data.xlsx"))

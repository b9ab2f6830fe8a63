"""Copies of a data file as people send them back, and what comes of merging them."""

from __future__ import annotations

import copy
import tempfile
from collections.abc import Sequence
from pathlib import Path

from hypothesis import strategies as st
from tests.generate import Cell, Sheets, good, put, workbook, write_csv
from tests.small_files import files

from backbone_kg import Merged, Partnership, merge
from backbone_kg.reading import text_of
from backbone_kg.writing import lower


def sent_back(folder: Path, name: str, sheets: Sheets, who: str = "") -> Path:
    """Write a workbook as a person saves it."""
    book = workbook(sheets)
    book.properties.lastModifiedBy = who
    book.save(folder / name)
    return folder / name


def changed(*edits: tuple[str, Cell], sheets: Sheets | None = None) -> Sheets:
    """Return the small partnership with some cells changed."""
    found = good() if sheets is None else sheets
    for place, value in edits:
        found = put(found, place, value)
    return found


def without(sheets: Sheets, sheet: str, *rows: int) -> Sheets:
    """Return a copy without some rows of a sheet, counted as the spreadsheet does."""
    kept = [row for number, row in enumerate(sheets[sheet], start=1) if number not in rows]
    return {**sheets, sheet: kept}


def merged(*copies: Sheets, base: Sheets | None = None) -> Merged:
    """Merge files that are called a, b, c, …, and sent."""
    with tempfile.TemporaryDirectory() as folder:
        names = [write_csv(Path(folder, "abcdefgh"[n]), one) for n, one in enumerate(copies)]
        return merge(names, None if base is None else write_csv(Path(folder, "sent"), base))


def rows(data: Partnership, sheet: str) -> list[dict[str, str]]:
    """Return the rows of a sheet, by heading; blank cells left out."""
    return [
        {title: text_of(value) for title, value in zip(table.headings, row, strict=True) if value
         is not None}
        for table in lower(data, optional_sheets=True)
        if table.sheet.name == sheet
        for row in table.rows
    ]  # fmt: skip


def all_rows(data: Partnership) -> dict[str, list[dict[str, str]]]:
    """Return the rows of all sheets."""
    return {table.sheet.name: rows(data, table.sheet.name) for table in lower(data) if table.rows}


def at_issue(found: Merged) -> set[tuple[str, str, str, frozenset[str]]]:
    """Return what is left to decide, with all that is said of it; not where and by whom."""
    return {
        (one.sheet, one.about, one.column, frozenset(claim.value for claim in one.claims))
        for one in found.conflicts
    }


_VALUES: Sequence[Cell] = (
    *(
        None,
        "yes",
        0.5,
        0.1,
        "half",
        "2012-06",
        "2015",
        "lead",
        "support",
        "Partner A",
        "Partner B",
    ),
    *("Build trust", "Run the summer fair", "Partner Z", "US-EIN-12-3456789", 2),
)


@st.composite
def edited(draw: st.DrawFn, sheets: Sheets) -> Sheets:
    """Return a copy of a file in which a person changed, added and deleted something."""
    found = copy.deepcopy(sheets)
    for _ in range(draw(st.integers(0, 4))):
        name = draw(st.sampled_from(["Partners", "Roles", "Assignments"]))
        table = found[name]
        kind = draw(st.sampled_from(["change", "change", "add", "delete", "move"]))
        if kind == "add":
            table.append([draw(st.sampled_from(_VALUES)) for _ in table[0]])
        elif len(table) > 1:
            number = draw(st.integers(1, len(table) - 1))
            if kind == "change":
                column = draw(st.integers(0, len(table[0]) - 1))
                table[number] = [*table[number]]
                table[number][column] = draw(st.sampled_from(_VALUES))
            elif kind == "delete":
                del table[number]
            else:
                table.append(table.pop(number))
    return found


@st.composite
def copies(draw: st.DrawFn, count: int = 3) -> tuple[Sheets, list[Sheets]]:
    """Return a file, and copies of it as several people filled them in."""
    base = draw(files())
    return base, [draw(edited(base)) for _ in range(count)]

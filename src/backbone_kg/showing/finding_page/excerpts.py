"""What of an example of a finding is shown: the few cells or lines that tell, and which of them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Any, TypeAlias

from backbone_kg.base.cells import cell_name, cell_position, column_letters, covers
from backbone_kg.base.names import key
from backbone_kg.base.numbers_and_lists import joined
from backbone_kg.model.shipped_layout import standard_layout
from backbone_kg.showing.finding_page.examples import AFTER, BEFORE, Example, example, map_text
from backbone_kg.validation.finding_pages import Pair

LINES_BESIDE = 2
"""Lines of a text that are shown before and after a changed one."""

FIRST = 3
"""Columns that are shown where none is of more interest than others."""

Sheets: TypeAlias = dict[str, list[list[Any]]]

_CELLS = re.compile(r"[A-Z]+\d+(:[A-Z]+\d+)?")


@dataclass(frozen=True, slots=True)
class ShownCell:
    """A cell: what stands in it, and whether it is what the example is about."""

    text: str
    marked: bool = False


@dataclass(frozen=True, slots=True)
class Excerpt:
    """A part of an example file, as a small table.

    Parameters
    ----------
    title
        The sheet; "" for lines of a text.
    columns
        Letters of the columns; none for lines of a text.
    rows
        Each with its number in the file, and its cells.
    """

    title: str
    columns: tuple[str, ...]
    rows: tuple[tuple[int, tuple[ShownCell, ...]], ...]


@dataclass(frozen=True, slots=True)
class ShownFile:
    """What is shown of one file of a pair: sentences on what no cell tells, and excerpts."""

    remarks: tuple[str, ...]
    excerpts: tuple[Excerpt, ...]


def shown_pair(pair: Pair) -> tuple[ShownFile, ShownFile]:
    """Return what is shown of the files before and after mending.

    Of sheets, those are shown that differ or hold the finding: the columns that name the rows, and
    those that differ. Before mending the cells of the finding are marked, after it what changed.
    """
    before, after = example(pair, BEFORE), example(pair, AFTER)
    if before.text:
        mine, theirs = before.text.splitlines(), after.text.splitlines()
        excerpts = [[_lines(mine, theirs)], [_lines(theirs, mine)]]
    else:
        excerpts = _tables(before.sheets, after.sheets, pair.at)
    remarks = [tuple(_remarks(one)) for one in (before, after)]
    first, second = (ShownFile(*one) for one in zip(remarks, map(tuple, excerpts), strict=True))
    return first, second


def _tables(before: Sheets, after: Sheets, at: Sequence[str]) -> list[list[Excerpt]]:
    """Return the excerpts of both files."""
    areas = _areas(at, before)
    found: list[list[Excerpt]] = [[], []]
    for name in dict.fromkeys([*before, *after]):
        mine, theirs = before.get(name), after.get(name)
        if mine == theirs and name not in areas:
            continue
        here, there = set(_changed(mine or [], theirs)), set(_changed(theirs or [], mine))
        marked = set(_in_areas(mine or [], areas.get(name, ()))) or here
        columns = {column for _, column in marked | here | there}
        for rows, cells, into in ((mine, marked, found[0]), (theirs, there, found[1])):
            if rows is not None:
                into.append(_table(name, rows, cells, columns))
    return found


def _areas(places: Sequence[str], sheets: Sheets) -> dict[str, list[str]]:
    """Return the cells that places name, by sheet; none where the sheet as a whole is meant."""
    alone = next(iter(sheets)) if len(sheets) == 1 else ""
    found: dict[str, list[str]] = {}
    for place in places:
        sheet, _, cell = place.rpartition("!")
        if _CELLS.fullmatch(cell):
            found.setdefault(sheet or alone, []).append(cell)
        else:
            found.setdefault(place, [])
    return found


def _in_areas(rows: list[list[Any]], areas: Sequence[str]) -> Iterator[tuple[int, int]]:
    for area in areas:
        yield cell_position(area.split(":")[0])
        yield from (
            (row, column)
            for row, cells in enumerate(rows)
            for column in range(len(cells))
            if covers(area, cell_name(row, column))
        )


def _table(
    name: str, rows: list[list[Any]], marked: set[tuple[int, int]], columns: set[int]
) -> Excerpt:
    """Return the rows of a sheet that are not blank, in the columns that tell, else the first."""
    width = max((len(row) for row in rows), default=0)
    shown = sorted(columns | _naming(name, rows) if columns else range(min(width, FIRST)))
    filled = {n for n, row in enumerate(rows) if any(cell not in (None, "") for cell in row)}
    return Excerpt(
        name,
        tuple(map(column_letters, shown)),
        tuple(
            (row + 1, tuple(ShownCell(_text(rows, row, c), (row, c) in marked) for c in shown))
            for row in sorted(filled | {row for row, _ in marked})
        ),
    )


def _naming(name: str, rows: list[list[Any]]) -> set[int]:
    """Return the columns that name what a row is about; the first where nothing else tells."""
    sheets = {key(sheet.name): sheet for sheet in standard_layout().sheets}
    sheet = sheets.get(key(name))
    headings = {column.heading for column in sheet.identifying} if sheet else set()
    found = {c for row in rows[:2] for c, cell in enumerate(row) if cell in headings}
    return found | {0}


def _changed(rows: list[list[Any]], others: list[list[Any]] | None) -> Iterator[tuple[int, int]]:
    """Yield the cells in which a sheet differs from another, from 0; none where it is new."""
    if others is None:
        return
    mine, theirs = [[_cells(row) for row in some] for some in (rows, others)]
    matcher = SequenceMatcher(a=mine, b=theirs, autojunk=False)
    for what, i, j, k, m in matcher.get_opcodes():
        if what == "equal":
            continue
        for row in range(i, j):
            beside = theirs[k + row - i] if j - i == m - k else ()
            for column in range(max(len(mine[row]), len(beside))):
                if _at(mine[row], column) != _at(beside, column):
                    yield row, column


def _cells(row: Iterable[Any]) -> tuple[str, ...]:
    cells = ["" if cell is None else str(cell) for cell in row]
    while cells and not cells[-1]:
        cells.pop()
    return tuple(cells)


def _at(cells: Sequence[str], column: int) -> str:
    return cells[column] if column < len(cells) else ""


def _text(rows: list[list[Any]], row: int, column: int) -> str:
    cells = rows[row] if row < len(rows) else []
    value = cells[column] if column < len(cells) else None
    return "" if value is None else str(value)


def _lines(mine: list[str], theirs: list[str]) -> Excerpt:
    """Return the lines in which a text differs from another, with some beside them."""
    matcher = SequenceMatcher(a=mine, b=theirs, autojunk=False)
    changed, near = set(), set()
    for what, i, j, _, _ in matcher.get_opcodes():
        if what != "equal":
            changed |= set(range(i, j))
            near |= set(range(max(i - LINES_BESIDE, 0), min(j + LINES_BESIDE, len(mine))))
    rows = tuple((n + 1, (ShownCell(mine[n], n in changed),)) for n in sorted(near))
    return Excerpt("", (), rows)


def _remarks(shown: Example) -> Iterator[str]:
    """Yield what is to be seen of a file and stands in no cell."""
    changes = shown.changes
    if "said" in changes:
        yield changes["said"]
    for name, rows in changes.get("sheets", {}).items():
        if rows is None and shown.pair.file != "own" and "Partnership" in shown.sheets:
            yield f"There is no sheet “{name}”."
    for old, new in changes.get("rename", {}).items():
        yield f"The sheet “{old}” is called “{new}”."
    for what, places in (("merged", changes.get("merge", ())), ("hidden", changes.get("hide", ()))):
        for place in places:
            sheet, _, part = place.partition("!")
            kind = "The cells" if ":" in part else "Row" if part.isdigit() else "Column"
            said = f"{kind} {part} of the sheet “{sheet}”" if part else f"The sheet “{sheet}”"
            yield f"{said} {'are' if ':' in part else 'is'} {what}."
    for what, places in (
        ("struck through", changes.get("strike", ())),
        ("filled with a color", changes.get("color", ())),
    ):
        if places:
            cells = joined([place.partition("!")[2] for place in places])
            yield f"{cells} {'is' if len(places) == 1 else 'are'} {what}."
    for place, code in changes.get("formats", {}).items():
        yield f"{place.partition('!')[2]} has the number format {code}."
    if "encoding" in changes:
        yield f"The files are saved in the encoding {changes['encoding']}."
    if "separator" in changes:
        yield f"The columns of the files are divided by “{changes['separator']}”."
    if "map" in changes:
        yield f"In the map:\n{map_text(changes['map']).rstrip()}"

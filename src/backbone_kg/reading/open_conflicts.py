"""The sheet of what merged files say differently and nobody has decided yet."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import TYPE_CHECKING, Final

from backbone_kg.base.cells import CellRead, CellValue, ReadingNote, cell_name
from backbone_kg.base.names import key, shortened
from backbone_kg.base.numbers_and_lists import joined
from backbone_kg.reading.cell_values import text_of
from backbone_kg.reading.grids import Grid
from backbone_kg.reading.headings import blank

if TYPE_CHECKING:
    from backbone_kg.model.conflicts import Conflict

CONFLICTS: Final = "Conflicts"
"""The name of the sheet."""

HEADINGS: Final = ("Where", "About", "Column", "Says", "Was", "File", "Cell", "Written by")
"""Its headings: one row for each thing that a file says."""

_SAYS = HEADINGS.index("Says")


def rows_of(conflicts: Sequence[Conflict]) -> list[tuple[str, ...]]:
    """Return the rows of the sheet, without its headings."""
    return [
        (one.where, one.about, one.column, claim.value, one.was, claim.file, claim.cell, claim.who)
        for one in conflicts
        for claim in one.claims
    ]


def is_conflicts_sheet(grid: Grid) -> bool:
    """Return whether a sheet is that of conflicts, by its name and headings."""
    return key(grid.name) == key(CONFLICTS) and bool(grid.rows) and _texts(grid.rows[0]) == HEADINGS


def conflicts_of(grid: Grid) -> list[tuple[int, Conflict]]:
    """Return the conflicts of the sheet, each with its first row from 1.

    Rows of one conflict that are neighbors are taken together.
    """
    from backbone_kg.model.conflicts import Claim, Conflict

    rows = [
        (number, _texts(values))
        for number, values in enumerate(grid.rows[1:], start=2)
        if not all(map(blank, values))
    ]
    found = []
    for (where, about, column, was), group in groupby(
        rows, lambda row: (row[1][0], row[1][1], row[1][2], row[1][4])
    ):
        told = list(group)
        sheet, _, cell = where.partition("!")
        claims = tuple(Claim(row[_SAYS], *row[5:8]) for _, row in told)
        found.append((told[0][0], Conflict(sheet, cell, about, column, was, claims)))
    return found


def conflict_notes(grid: Grid) -> Iterator[ReadingNote]:
    """Return a note for each conflict that stands on the sheet."""
    for number, one in conflicts_of(grid):
        cells = tuple(
            CellRead(cell_name(number - 1 + place, _SAYS), claim.value, "")
            for place, claim in enumerate(one.claims)
        )
        details = {
            "heading": one.column,
            "value": shortened(one.claims[0].value),
            "about": one.about,
            "where": one.where,
            "said": joined([claim.in_words for claim in one.claims]),
        }
        code = "open-conflict" if one.column else "open-conflict-row"
        yield ReadingNote(code, details, grid.name, cells[0].cell, cells)


def _texts(values: Sequence[CellValue]) -> tuple[str, ...]:
    texts = [text_of(value).strip() for value in values]
    return tuple(texts[: len(HEADINGS)] + [""] * (len(HEADINGS) - len(texts)))

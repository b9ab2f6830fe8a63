"""One note for the cells of a column that were read as something else than they say."""

from __future__ import annotations

from collections.abc import Sequence

from backbone_kg.base.cells import CellRead, ReadingNote
from backbone_kg.base.names import shortened
from backbone_kg.base.numbers_and_lists import joined

READINGS_SHOWN = 4
"""How many different readings a note tells in words; all stand in its list of cells."""


def note_of_cells(code: str, sheet: str, heading: str, cells: Sequence[CellRead]) -> ReadingNote:
    """Return the note of some cells, with the first of them in its words.

    Parameters
    ----------
    code
        Its message in :mod:`backbone_kg.validation.messages`.
    sheet
        The sheet they stand on, as the file calls it.
    heading
        The heading of their column; "" if they are not of one column.
    cells
        At least one.
    """
    first = cells[0]
    details = {
        "heading": heading,
        "value": shortened(first.value),
        "read_as": shortened(first.read_as),
        "count": str(len(cells)),
        "more": _and_more(cells),
    }
    return ReadingNote(code, details, sheet, first.cell, tuple(cells))


def _and_more(cells: Sequence[CellRead]) -> str:
    """Return what was read likewise: some of the other readings, and how many cells in all."""
    readings = dict.fromkeys((cell.value, cell.read_as) for cell in cells)
    likewise = [
        f"“{shortened(value)}” as “{shortened(read_as)}”" if read_as else f"“{shortened(value)}”"
        for value, read_as in list(readings)[1:READINGS_SHOWN]
    ]
    also = f" Likewise {joined(likewise)}." if likewise else ""
    return also + (f" In all {len(cells):,} cells." if len(cells) > 1 else "")

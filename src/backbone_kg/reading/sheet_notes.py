"""What is told of a sheet of a workbook beside its values, of Excel and OpenDocument alike."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field

from backbone_kg.base.cells import (
    CellRead,
    CellValue,
    ReadingNote,
    cell_name,
    column_letters,
)
from backbone_kg.base.names import shortened
from backbone_kg.base.numbers_and_lists import joined
from backbone_kg.reading.cell_values import text_of
from backbone_kg.reading.raw_files import MergedRange, blank_row_notes

_MOST_MERGED = 1000
"""How many merged ranges of a sheet are told, at most."""
_MOST_SPANS = 10
"""How many runs of hidden rows or columns a note names."""


@dataclass(slots=True)
class SheetTraits:
    """What a sheet is like beside its values.

    Parameters
    ----------
    height
        How many rows it describes, blank ones too.
    is_hidden
        Whether it is hidden itself.
    hidden
        The hidden rows, from 1.
    hidden_columns
        The first and last of columns that are hidden, from 0.
    merged
        The merged ranges, each once.
    struck
        Row and column, from 0, and value of each cell that is struck through.
    """

    height: int = 0
    is_hidden: bool = False
    hidden: list[int] = field(default_factory=list)
    hidden_columns: list[tuple[int, int]] = field(default_factory=list)
    merged: set[MergedRange] = field(default_factory=set)
    struck: list[tuple[int, int, CellValue]] = field(default_factory=list)


def notes_of_sheet(
    sheet: str, traits: SheetTraits, rows: Sequence[Sequence[CellValue]]
) -> list[ReadingNote]:
    """Return what is told of a sheet.

    Parameters
    ----------
    sheet
        Its name.
    traits
        What it is like.
    rows
        Its cells, without what is empty at the end.
    """
    notes = [*_struck(sheet, traits), *_hidden(sheet, traits, rows)]
    if traits.is_hidden and rows:
        notes.append(ReadingNote("hidden-sheet", {"sheet": sheet}, sheet=sheet))
    merged = list(_merged(sheet, traits, rows))
    # What else is merged is no less wrong.
    return [*notes, *merged[:_MOST_MERGED], *blank_row_notes(sheet, traits.height - len(rows))]


def _struck(sheet: str, traits: SheetTraits) -> Iterator[ReadingNote]:
    reads = tuple(CellRead(cell_name(row, at), text_of(v), "") for row, at, v in traits.struck)
    if reads:
        more = f" In all {len(reads):,} cells." if len(reads) > 1 else ""
        details = {"value": shortened(reads[0].value), "more": more}
        yield ReadingNote("struck-through", details, sheet, reads[0].cell, reads)


def _hidden(
    sheet: str, traits: SheetTraits, rows: Sequence[Sequence[CellValue]]
) -> Iterator[ReadingNote]:
    """Return the notes of the rows and columns that are hidden and not blank."""
    width = max(map(len, rows), default=0)
    columns = {n for a, b in traits.hidden_columns for n in range(a, min(b + 1, width))}
    told_rows = [
        n
        for n in sorted(set(traits.hidden))
        if n <= len(rows) and any(value is not None for value in rows[n - 1])
    ]
    told_columns = [
        n for n in sorted(columns) if any(n < len(row) and row[n] is not None for row in rows)
    ]
    for code, noun, told, name in (
        ("hidden-rows", "row", told_rows, str),
        ("hidden-columns", "column", told_columns, column_letters),
    ):
        if told:
            one = len(told) == 1
            details = {
                "which": f"{noun.title()}{'' if one else 's'} {joined(_spans(told, name))} "
                f"{'is' if one else 'are'}",
                "were": "was" if one else "were",
                "all": ",".join(map(name, told)),
            }
            yield ReadingNote(code, details, sheet=sheet)


def _spans(numbers: Sequence[int], name: Callable[[int], str]) -> list[str]:
    """Return what follows upon each other as one: ``["3 to 5", "9"]``."""
    spans: list[list[int]] = []
    for number in numbers:
        if spans and number == spans[-1][1] + 1:
            spans[-1][1] = number
        else:
            spans.append([number, number])
    named = [name(a) if a == b else f"{name(a)} to {name(b)}" for a, b in spans[:_MOST_SPANS]]
    return [*named, "others"] if len(spans) > _MOST_SPANS else named


def _merged(
    sheet: str, traits: SheetTraits, rows: Sequence[Sequence[CellValue]]
) -> Iterator[ReadingNote]:
    """Return a note on each merged range that begins in the used area, in reading order."""
    height, width = len(rows), max(map(len, rows), default=0)
    for first, last in sorted(traits.merged):
        if first != last and first[0] < height and first[1] < width:
            name = f"{cell_name(*first)}:{cell_name(*last)}"
            yield ReadingNote("merged-cells", {"range": name}, sheet=sheet, cell=name)

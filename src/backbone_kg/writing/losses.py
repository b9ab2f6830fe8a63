"""What of a data file would be lost if it were written in another format."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from backbone_kg.model.partnership import Partnership
from backbone_kg.writing.formats import format_of

_NOT_READ = {
    "unknown-sheet": "The sheet “{sheet}” is not part of the data file.",
    "unknown-sheet-with-rows": "The sheet “{sheet}” is not part of the data file.",
    "duplicate-sheet": "The sheet “{sheet}” has the same name as “{first}”, which stands first.",
    "extra-row": "The sheet takes one row of data; row {rows} is more than that.",
    "missing-sheet-near": "The sheet “{near}” was not read; it may be meant to be “{sheet}”.",
    "rows-above-headings": (
        "What looks like data above the headings in row {row} was not read (row {rows})."
    ),
    "cells-not-read": "“{value}” stands in {cell} and was not read.{more}",
    "unknown-key": "What “{key}”{of} says: no such key is known.{more}",
    "repeated-key": "What “{key}”{of} says the first time, “{value}”: it stands there again.",
    "missing-headings": "The sheet has no row of headings, so nothing on it was understood.",
}
"""Notes on what was not read at all, by code."""


def unconvertible(partnership: Partnership, out: str | Path = "data", to: str = "") -> list[str]:
    """Return what would be lost if a partnership were written, in plain sentences.

    Parameters
    ----------
    partnership
        What was read.
    out
        Where it is to be written. Turtle and JSON-LD carry every statement of the graph; tables
        only those that have a cell; networks only partners, roles and who holds what. Without it
        the answer is that for tables.
    to
        The name of the format, where the ending does not tell it.

    Returns
    -------
    list of str
        Empty if nothing would be lost that holds data. Looks are not spoken of: colors, comments,
        formulas behind values, and the lines above the headings do not go into the graph.
    """
    lost = format_of(Path(out), to).lost(partnership)
    return [*not_read(partnership), *_undecided(partnership), *lost]


def _undecided(partnership: Partnership) -> Iterator[str]:
    for note in partnership.notes:
        if note.code.startswith("open-conflict"):
            yield f"{note.sheet}: what is not decided of “{note.details['about']}”."


def not_read(partnership: Partnership) -> Iterator[str]:
    """Return what of a file was not read at all, in plain sentences."""
    for note in partnership.notes:
        if note.code in _NOT_READ:
            sentence = _NOT_READ[note.code].format_map(
                {"sheet": note.sheet, "cell": note.cell} | note.details
            )
            where = (
                f"{note.sheet}: " if note.sheet and "{sheet}" not in _NOT_READ[note.code] else ""
            )
            yield f"{where}{sentence}"

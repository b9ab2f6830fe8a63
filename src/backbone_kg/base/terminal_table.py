"""A table for a terminal, as wide as the window and without color."""

from __future__ import annotations

import io
from collections.abc import Collection, Iterator, Sequence
from itertools import pairwise, takewhile
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rich.console import Console

_LONG_WORD = 24
"""A longer word (an IRI) may be cut; where shorter ones would be, each row becomes a list."""
_GAP = 2
_DITTO = "″"


def table(
    headings: Sequence[str],
    rows: Sequence[Sequence[str]],
    *,
    width: int,
    numeric: Collection[int] = (),
) -> str:
    """Return a table that ends in a line break.

    Parameters
    ----------
    headings
        One for each column.
    rows
        Cells; a line break in one is kept.
    width
        Characters in a line, at least 20; a Chinese one takes two places. What is longer is broken
        into lines within its column, and then what repeats the row above in the first columns is a
        ditto mark; if the columns would become narrower than their words, each row is a list.
    numeric
        The columns, from 0, that are set to the right.

    Examples
    --------
    >>> print(table(["role", "holders"], [["Build trust", "2"]], width=40, numeric=[1]), end="")
    role         holders
    ────────────────────
    Build trust        2
    """
    from rich.box import SIMPLE_HEAD
    from rich.cells import cell_len
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    # Nothing of the surroundings counts, so that a pipe gets what a window of the width shows.
    console = Console(
        file=io.StringIO(),
        width=max(width, 20),
        color_system=None,
        force_jupyter=False,
        _environ={},
    )
    columns = list(zip(headings, *rows, strict=True))
    gaps = _GAP * (len(columns) - 1)
    words = [[min(cell_len(w), _LONG_WORD) for text in c for w in text.split()] for c in columns]
    if sum(max(column, default=0) for column in words) + gaps > console.width:
        lines = list(_list_lines(console, headings, rows))
    else:
        cells = [[line for text in column for line in text.split("\n")] for column in columns]
        room = sum(max(map(cell_len, column)) for column in cells) + gaps
        wraps = room > console.width or any("\n" in text for row in rows for text in row)
        shown = Table(
            box=SIMPLE_HEAD, show_edge=False, pad_edge=False, padding=(0, 1, 0, 0),
            header_style="", leading=1 if wraps else 0,
        )  # fmt: skip
        for n, heading in enumerate(headings):
            shown.add_column(
                Text(heading), justify="right" if n in numeric else "left", overflow="fold"
            )
        for row in _without_repetition(rows) if wraps else rows:
            shown.add_row(*map(Text, row))
        with console.capture() as captured:
            console.print(shown)
        lines = captured.get().splitlines()
    return "".join(f"{line.rstrip()}\n" for line in lines)


def _without_repetition(rows: Sequence[Sequence[str]]) -> Iterator[list[str]]:
    """Replace, from the left, what is the same as in the row above; the last column stays."""
    yield from map(list, rows[:1])
    for above, row in pairwise(rows):
        same = list(takewhile(lambda pair: pair[0] == pair[1], zip(above, row[:-1], strict=False)))
        yield [*(_DITTO if text else "" for text, _ in same), *row[len(same) :]]


def _list_lines(
    console: Console, headings: Sequence[str], rows: Sequence[Sequence[str]]
) -> Iterator[str]:
    from rich.text import Text

    for n, row in enumerate(rows):
        yield from [""] if n else []
        for heading, cell in zip(headings, row, strict=True):
            first, *others = Text(f"{heading}: {cell}").wrap(console, console.width - 4)
            yield first.plain
            yield from (f"    {line.plain}" for line in others)

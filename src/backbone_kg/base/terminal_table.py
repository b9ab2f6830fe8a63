"""A table for a terminal, as wide as the window and without color."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Iterator, Sequence
from itertools import pairwise, takewhile

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
    width = max(width, 20)
    columns = list(zip(headings, *rows, strict=True))
    room = width - _GAP * (len(columns) - 1)
    words = [[min(_places(w), _LONG_WORD) for text in c for w in text.split()] for c in columns]
    if sum(max(column, default=0) for column in words) > room:
        lines = list(_list_lines(headings, rows, width))
    else:
        wanted = [max(_places(line) for text in c for line in text.split("\n")) for c in columns]
        widths = _shared(wanted, room)
        wraps = widths != wanted or any("\n" in text for row in rows for text in row)
        lines = [*_row_lines(headings, widths, numeric, at_bottom=True)]
        lines.append("─" * (width - room + sum(widths)))
        for n, row in enumerate(_without_repetition(rows) if wraps else rows):
            lines += [""] if wraps and n else []
            lines += _row_lines(row, widths, numeric)
    return "".join(f"{line.rstrip()}\n" for line in lines)


def _places(text: str) -> int:
    """Return how many places a text takes in a terminal."""
    if text.isascii():
        return len(text)
    return sum(
        2
        if unicodedata.east_asian_width(one) in "WF"
        else unicodedata.category(one) not in ("Mn", "Me", "Cf")
        for one in text
    )


def _shared(wanted: Sequence[int], room: int) -> list[int]:
    """Return how wide columns become that want so much: the widest give way, one after another."""
    widths = [min(one, room) for one in wanted]
    while sum(widths) > room:
        widths[widths.index(max(widths))] -= 1
    return widths


def _row_lines(
    cells: Sequence[str],
    widths: Sequence[int],
    numeric: Collection[int],
    *,
    at_bottom: bool = False,
) -> Iterator[str]:
    wrapped = [[*_wrapped(cell, width)] for cell, width in zip(cells, widths, strict=True)]
    height = max(map(len, wrapped))
    for at in range(height):
        line = []
        for n, (texts, width) in enumerate(zip(wrapped, widths, strict=True)):
            place = at - (height - len(texts)) * at_bottom
            text = texts[place] if 0 <= place < len(texts) else ""
            blank = " " * (width - _places(text))
            line.append(blank + text if n in numeric else text + blank)
        yield (" " * _GAP).join(line)


def _wrapped(text: str, width: int) -> Iterator[str]:
    """Break a text into lines between its words, and within a word that is too long for one."""
    for part in text.split("\n"):
        line = ""
        for word in re.findall(r"\s*\S+\s*", part):
            bare = word.rstrip()
            if line and _places(line) + _places(bare) > width:
                yield line.rstrip()
                line = ""
            *whole, _ = pieces = list(_cut(bare, width))
            yield from whole
            line += pieces[-1] + word[len(bare) :]
        yield line.rstrip()


def _cut(word: str, width: int) -> Iterator[str]:
    """Cut a word into pieces of a width."""
    begin = used = 0
    for at, character in enumerate(word):
        places = _places(character)
        if used + places > width and used:
            yield word[begin:at]
            begin, used = at, 0
        used += places
    yield word[begin:]


def _without_repetition(rows: Sequence[Sequence[str]]) -> Iterator[list[str]]:
    """Replace, from the left, what is the same as in the row above; the last column stays."""
    yield from map(list, rows[:1])
    for above, row in pairwise(rows):
        same = list(takewhile(lambda pair: pair[0] == pair[1], zip(above, row[:-1], strict=False)))
        yield [*(_DITTO if text else "" for text, _ in same), *row[len(same) :]]


def _list_lines(
    headings: Sequence[str], rows: Sequence[Sequence[str]], width: int
) -> Iterator[str]:
    for n, row in enumerate(rows):
        yield from [""] if n else []
        for heading, cell in zip(headings, row, strict=True):
            first, *others = _wrapped(f"{heading}: {cell}", width - 4)
            yield first
            yield from (f"    {line}" for line in others)

"""Cells of a spreadsheet: what they hold, what they are called, and what a reader notes of them."""

from __future__ import annotations

import datetime
from dataclasses import dataclass, field
from typing import NamedTuple, TypeAlias

LAST_ROW, LAST_COLUMN = 1_048_576, 16_384
"""The last row and column of a spreadsheet, counted from 1."""

LONGEST_TEXT = 32_767
"""How many characters (UTF-16 units) a cell or a comment of a workbook can hold."""


class FormulaError(str):
    """The error value a spreadsheet shows in place of a result, such as ``#REF!``."""

    __slots__ = ()


class UncalculatedFormula(str):
    """A formula whose result the file does not hold, such as ``=A2+1``."""

    __slots__ = ()


class ShownDate(str):
    """A date that a spreadsheet shows without its day or its year, as it is shown.

    Parameters
    ----------
    shown
        ``2025``, ``2025-09``, or without the year ``September`` or ``September 5``.
    stored
        The day that the file holds.
    """

    __slots__ = ("stored",)
    stored: str

    def __new__(cls, shown: str, stored: str) -> ShownDate:
        """Return the text with what it stands for."""
        made = super().__new__(cls, shown)
        made.stored = stored
        return made


class ShownNumber(float):
    """A whole number that a spreadsheet shows with letters, hyphens or leading zeros.

    Parameters
    ----------
    number
        The number that the file holds.
    shown
        As it is shown, such as ``US-EIN-01-2345678``.
    """

    __slots__ = ("shown",)
    shown: str

    def __new__(cls, number: float, shown: str) -> ShownNumber:
        """Return the number with what is shown."""
        made = super().__new__(cls, number)
        made.shown = shown
        return made


CellValue: TypeAlias = str | float | int | bool | datetime.date | datetime.datetime | None
"""What a cell can hold; ``None`` is an empty cell."""


class CellRead(NamedTuple):
    """A cell that was read as something else than it says to the letter.

    Parameters
    ----------
    cell
        Its name, such as ``B7``.
    value
        The text that stands in it.
    read_as
        What it was taken for; "" if it was left out.
    """

    cell: str
    value: str
    read_as: str


@dataclass(frozen=True, slots=True)
class ReadingNote:
    """Something the reader did or met that the user should hear of.

    Parameters
    ----------
    code
        Which message in :mod:`backbone_kg.validation.messages` it is, such as
        ``encoding-guessed``.
    details
        The values that the message speaks of, by name.
    sheet
        The sheet it is about, or "" for the whole file.
    cell
        The cell or range it is about (``B7``, ``A1:C1``), or "".
    cells
        Where it is about several cells: each of them, and what it was read as.
    """

    code: str
    details: dict[str, str] = field(default_factory=dict)
    sheet: str = ""
    cell: str = ""
    cells: tuple[CellRead, ...] = ()


def column_letters(index: int) -> str:
    """Return the letters of a spreadsheet column.

    Parameters
    ----------
    index
        The column's place, from 0.

    Examples
    --------
    >>> column_letters(0), column_letters(25), column_letters(26)
    ('A', 'Z', 'AA')
    """
    letters = ""
    index += 1
    while index:
        index, rest = divmod(index - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters


def column_index(letters: str) -> int:
    """Return a column's place, from 0, by its letters, large or small.

    Examples
    --------
    >>> column_index("A"), column_index("AA")
    (0, 26)
    """
    index = 0
    for letter in letters.upper():
        index = index * 26 + ord(letter) - ord("A") + 1
    return index - 1


def cell_name(row: int, column: int) -> str:
    """Return the name of a cell from its row and column, both counted from 0.

    Examples
    --------
    >>> cell_name(6, 1)
    'B7'
    """
    return f"{column_letters(column)}{row + 1}"


def cell_position(cell: str) -> tuple[int, int]:
    """Return row and column of a cell, both from 0.

    Examples
    --------
    >>> cell_position("B7")
    (6, 1)
    """
    letters = cell.rstrip("0123456789")
    return int(cell[len(letters) :]) - 1, column_index(letters)


def covers(area: str, cell: str) -> bool:
    """Return whether a range such as ``A1:C3`` covers a cell.

    Examples
    --------
    >>> covers("A1:C3", "B2"), covers("A1:C3", "D1")
    (True, False)
    """
    first, _, last = area.partition(":")
    top, left = cell_position(first)
    bottom, right = cell_position(last or first)
    row, column = cell_position(cell)
    return top <= row <= bottom and left <= column <= right

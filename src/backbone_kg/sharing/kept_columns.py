"""What a shared copy keeps beyond what every one does: columns that the sender asks for."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from backbone_kg.base.errors import UnknownNameError
from backbone_kg.base.likely_names import did_you_mean
from backbone_kg.base.names import key, quoted
from backbone_kg.base.numbers_and_lists import joined
from backbone_kg.model.sheets_and_columns import KEPT, LEFT_OUT, Column, Layout, Sheet

DATES: Final = ("full", "year")
"""How much of the dates of partners and assignments a copy has."""


@dataclass(frozen=True, slots=True)
class Keeping:
    """What is kept.

    Parameters
    ----------
    columns
        Shapes of the columns whose texts are kept on request.
    words
        What these columns are called, as the sender is told.
    years_only
        Whether dates of partners and assignments are cut to their years.
    """

    columns: frozenset[str] = frozenset()
    words: tuple[str, ...] = ()
    years_only: bool = False

    def keeps(self, column: Column) -> bool:
        """Return whether the texts of a column are kept on request."""
        return column.shape in self.columns


def keeping(layout: Layout, keep: Iterable[str] = (), dates: str = "full") -> Keeping:
    """Return what is kept.

    Parameters
    ----------
    layout
        Whose columns they are.
    keep
        What the columns are called: by heading (``Evidence``) or by what takes the place of their
        texts (``Own role``), in any case, also in the plural.
    dates
        One of :data:`DATES`.

    Raises
    ------
    UnknownNameError
        If there is no such column, or it holds the names of organizations.
    """
    if dates not in DATES:
        raise UnknownNameError(f"Dates can be {joined(DATES, 'or')}, not {quoted(dates)}.")
    known = _columns_by_name(layout)
    columns: set[str] = set()
    words: list[str] = []
    for name in dict.fromkeys(map(key, keep)):
        word = next((w for w in known if name in {key(w), f"{key(w)}s"}), None)
        if word is None:
            there = [one.lower() for one in known]
            raise UnknownNameError(
                f"{quoted(name)} cannot be kept.{did_you_mean(name, there)} Keep "
                f"{joined(there, 'or')}."
            )
        columns |= known[word]
        words.append(word)
    return Keeping(frozenset(columns), tuple(words), dates == "year")


def called(column: Column) -> str:
    """Return what the texts of a column are called, such as ``Own role`` or ``Web address``."""
    return column.heading if column.when_shared == LEFT_OUT else column.when_shared


def _columns_by_name(layout: Layout) -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    for sheet in layout.sheets:
        for column in sheet.columns:
            if column.when_shared != KEPT and not _names_organizations(sheet, column):
                found.setdefault(called(column), set()).add(column.shape)
    return found


def _names_organizations(sheet: Sheet, column: Column) -> bool:
    naming = column.identifies and column.names_somebody and sheet.link is not None
    return naming or column.other_names

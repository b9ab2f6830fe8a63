"""Which version of the program made a workbook: a mark that stays when the workbook is edited.

It stands on the sheet of lists, which every spreadsheet program keeps; properties of a document
are lost in some.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from backbone_kg.base.cells import ReadingNote, cell_name
from backbone_kg.base.names import clean, key
from backbone_kg.base.numbers_and_lists import joined
from backbone_kg.base.version import __version__
from backbone_kg.model.sheets_and_columns import Column
from backbone_kg.reading.cell_values import text_of
from backbone_kg.reading.grids import Grid

LISTS = "Lists"
"""The sheet that holds what can be chosen; the reader takes nothing else from it."""

MADE_WITH = "Made with"
"""The heading over the mark."""

_MARK = r"backbone-kg (\d+(?:\.\d+)*)\S*"


def version_mark() -> str:
    """Return the mark that a workbook gets."""
    return f"backbone-kg {__version__}"


def version_note(
    grids: Iterable[Grid], tables: Iterable[tuple[str, Iterable[Column], Iterable[object]]]
) -> list[ReadingNote]:
    """Return what is to be told of the version that made a workbook: a note, or none.

    Parameters
    ----------
    grids
        The sheets of the file.
    tables
        Of each sheet of data its name, the columns that a workbook to fill in has, and those that
        the file has.
    """
    for grid in grids:
        if key(grid.name) == key(LISTS):
            for row, values in enumerate(grid.rows):
                for column, value in enumerate(values):
                    match = (
                        re.fullmatch(_MARK, clean(text_of(value))) if value is not None else None
                    )
                    if match:
                        return _note(match[1], tables, grid.name, cell_name(row, column))
    return []


def _note(
    made: str,
    tables: Iterable[tuple[str, Iterable[Column], Iterable[object]]],
    sheet: str,
    cell: str,
) -> list[ReadingNote]:
    details = {"value": made, "version": __version__}
    if _numbers(made) > _numbers(__version__):
        return [ReadingNote("newer-template", details, sheet, cell)]
    lacking = [
        f"“{column.heading}” ({name})"
        for name, shown, there in tables
        for found in [list(there)]
        for column in shown
        if column not in found
    ]
    if _numbers(made) == _numbers(__version__) or not lacking:
        return []
    return [ReadingNote("older-template", {**details, "headings": joined(lacking)}, sheet, cell)]


def _numbers(version: str) -> tuple[int, ...]:
    return tuple(int(part) for part in re.findall(r"\d+", version)[:3])

"""What stands on sheets that were not read and could belong to the data: figures lack it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from backbone_kg.base.cells import CellValue, ReadingNote
from backbone_kg.base.likely_names import nearest
from backbone_kg.base.names import key
from backbone_kg.base.numbers_and_lists import plural, verb
from backbone_kg.model.sheets_and_columns import Column, Sheet
from backbone_kg.reading.cell_values import text_of
from backbone_kg.reading.grids import Grid
from backbone_kg.reading.headings import UnknownColumn, blank, columns_of, heading_row

_FEW = 3
"""How many headings of a sheet tell that another holds the same, if one alone must be there."""


class NotRead(NamedTuple):
    """Rows that could belong on a sheet of the layout, and were not read.

    Parameters
    ----------
    sheet
        The sheet of the layout.
    rows
        How many cells are filled in each of them.
    """

    sheet: Sheet
    rows: tuple[int, ...]


def sheet_like(grid: Grid, sheets: Iterable[Sheet]) -> Sheet | None:
    """Return the sheet of the layout whose headings another sheet has, or None.

    It has all that must be there, and two or three in all: a list of names and notes of one's own
    is no list of partners.
    """
    most, found = 0, None
    for sheet in sheets:
        row = heading_row(grid, sheet)
        if row is None:
            continue
        known = {c for c in columns_of(grid, row, sheet, []).values() if isinstance(c, Column)}
        required = {column for column in sheet.columns if column.required}
        enough = len(known) >= (2 if len(required) > 1 else _FEW)
        if required <= known and enough and len(known) > most:
            most, found = len(known), sheet
    return found


def rows_not_read(
    grid: Grid,
    sheet: Sheet,
    columns: Mapping[int, Column | UnknownColumn],
    read: Iterable[Mapping[int, CellValue]],
) -> NotRead:
    """Return the rows of a sheet that say what no row says that was read.

    Parameters
    ----------
    grid
        The sheet that was not read.
    sheet
        The sheet of the layout that its rows could belong on.
    columns, read
        The columns, and the cells of each row, of the sheet that was read in its place; empty if
        there is none.
    """
    row = heading_row(grid, sheet)
    filled = [sum(not blank(value) for value in values) for values in grid.rows]
    if row is None:
        return NotRead(sheet, tuple(count for count in filled if count))
    theirs = {c: i for i, c in columns_of(grid, row, sheet, []).items() if isinstance(c, Column)}
    ours = {column: i for i, column in columns.items() if isinstance(column, Column)}
    both = [column for column in theirs if column in ours]
    said = {tuple(key(text_of(cells.get(ours[c]))) for c in both) for cells in read}
    found = []
    for values, count in zip(grid.rows[row + 1 :], filled[row + 1 :], strict=True):
        cells = dict(enumerate(values))
        if count and tuple(key(text_of(cells.get(theirs[c]))) for c in both) not in said:
            found.append(count)
    return NotRead(sheet, tuple(found))


def unknown_sheet_note(grid: Grid, free: Iterable[str], found: NotRead | None) -> ReadingNote:
    """Return the note of a sheet that is not part of the data file.

    Parameters
    ----------
    grid
        The sheet.
    free
        The names of the layout that no sheet of the file has.
    found
        The rows of it that could belong to the data; None if there can be none.
    """
    details = {"sheet": grid.name}
    if near := nearest(grid.name, free):
        details["did_you_mean"] = f"If it is meant to be “{near}”, rename it so. "
    if found is None or not found.rows:
        return ReadingNote("unknown-sheet", details, sheet=grid.name)
    count = len(found.rows)
    details |= {"like": found.sheet.name, "rows": plural(count, "row")}
    details["them"] = verb(count, "it", "them")
    return ReadingNote("unknown-sheet-with-rows", details, sheet=grid.name)

"""Whether a file is in the template at all, and under which names its sheets may stand."""

from __future__ import annotations

import re
from collections.abc import Iterable

from backbone_kg.base.cells import CellValue
from backbone_kg.base.likely_names import nearest
from backbone_kg.base.names import key
from backbone_kg.model.sheets_and_columns import Layout, Sheet
from backbone_kg.reading.grids import Grid
from backbone_kg.reading.headings import HEADING_ROWS_SEARCHED, heading_of

_AFTER = re.compile(r"(?: ?[-–] ?|_)(?:table|sheet) ?\d+$")
_BEFORE = re.compile(r"^.+(?: ?[-–] ?|_)")


def sheet_named(name: str, sheets: Iterable[Sheet]) -> Sheet | None:
    """Return the sheet that a file of an export stands for, or None.

    Programs name the files of a folder after the workbook and the sheet: ``Title - Partners``
    (Google Sheets), ``file_Partners``, ``Partners-Table 1`` (Numbers).

    Examples
    --------
    >>> from backbone_kg.model.shipped_layout import standard_layout
    >>> sheets = standard_layout().sheets
    >>> [sheet_named(one, sheets).name for one in ("Tacoma - Partners", "Roles-Table 1")]
    ['Partners', 'Roles']
    """
    without = _AFTER.sub("", key(name))
    for said in (without, _BEFORE.sub("", without)):
        for sheet in sheets:
            if said == key(sheet.name):
                return sheet
    return None


def near_sheet(name: str, layout: Layout) -> Sheet | None:
    """Return the sheet that a name stands for or is nearly that of, or None."""
    if known := sheet_named(name, layout.sheets):
        return known
    near = nearest(name, [sheet.name for sheet in layout.sheets])
    return layout.sheet(near) if near else None


def is_foreign(grids: Iterable[Grid], layout: Layout) -> bool:
    """Return whether a file that holds something was never in the template.

    It was if two sheets have names of the template's, or nearly so; or one has, and the heading
    that names its rows or two other ones.
    """
    filled = [grid for grid in grids if grid.rows]
    named = 0
    for grid in filled:
        sheet = near_sheet(grid.name, layout)
        if sheet is None:
            continue
        named += 1
        found = _headings(grid, sheet)
        if len(found) >= 2 or found & {column.key for column in sheet.identifying}:
            return False
    return bool(filled) and named < 2


def _headings(grid: Grid, sheet: Sheet) -> set[str]:
    """Return the most headings of a sheet that one row holds."""
    headings = {column.key for column in sheet.columns}
    rows = (_known(row, headings) for row in grid.rows[:HEADING_ROWS_SEARCHED])
    return max(rows, key=len, default=set())


def _known(row: Iterable[CellValue], headings: set[str]) -> set[str]:
    return {key(heading_of(value)) for value in row if isinstance(value, str)} & headings

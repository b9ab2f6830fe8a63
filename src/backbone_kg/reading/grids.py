"""The cells of a data file as they stand in it, before anything is made of them.

Every tabular format (xlsx, ods, a folder of csv) is read into the same few types, so that what
comes after knows nothing about file formats.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal, TypeAlias

from backbone_kg.base.cells import CellValue, ReadingNote

TableFormat: TypeAlias = Literal["xlsx", "ods", "csv"]


@dataclass(frozen=True, slots=True)
class Grid:
    """One sheet.

    Parameters
    ----------
    name
        The name of the sheet, or of the csv file without its ending.
    rows
        ``rows[0]`` is row 1 of the spreadsheet and ``rows[r][0]`` its column A. Rows can differ in
        length; empty rows at the end are left out.
    numbers
        Which row of the file each is, from 1, if they do not stand one below the other.
    """

    name: str
    rows: list[list[CellValue]]
    numbers: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class GridFile:
    """All sheets of one workbook or folder, in the order in which they stand in it."""

    path: Path
    format: TableFormat
    grids: list[Grid]
    notes: list[ReadingNote] = field(default_factory=list)

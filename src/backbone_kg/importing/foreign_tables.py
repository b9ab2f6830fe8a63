"""The tables of files that were never in the template, as text, each cell with its place."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property

from backbone_kg.base.cells import CellValue, cell_name
from backbone_kg.base.names import clean
from backbone_kg.reading.cell_values import text_of
from backbone_kg.reading.raw_files import MergedRange


@dataclass(frozen=True, eq=False)
class ForeignTable:
    """One sheet of somebody's own file.

    Parameters
    ----------
    file
        The name of the file, without its folder.
    sheet
        The name of the sheet; "" for a file that is one table.
    rows
        Its cells; rows can differ in length.
    merged
        Its merged ranges.
    row_names
        What a row is called, where the file has no cells: ``connections[3]``. By row from 0.
    """

    file: str
    sheet: str
    rows: list[list[CellValue]]
    merged: tuple[MergedRange, ...] = ()
    row_names: Mapping[int, str] = field(default_factory=dict)

    @cached_property
    def texts(self) -> list[list[str]]:
        """The cells as a person sees them, each in one line; all rows equally long."""
        width = max(map(len, self.rows), default=0)
        return [
            [*(clean(text_of(value)) for value in row), *[""] * (width - len(row))]
            for row in self.rows
        ]

    @property
    def width(self) -> int:
        """How many columns there are."""
        return len(self.texts[0]) if self.texts else 0

    @property
    def title(self) -> str:
        """What to call it in a sentence: file, and sheet if it has several."""
        return f"{self.file}, {self.sheet}" if self.sheet else self.file

    def place(self, row: int, column: int) -> str:
        """Return where a cell stands in its file, such as ``Who does what!B7``."""
        if self.row_names:
            return self.row_names.get(row, f"row {row + 1}")
        name = cell_name(row, column)
        return f"{self.sheet}!{name}" if self.sheet else name

    def value(self, row: int, column: int) -> CellValue:
        """Return what a cell holds."""
        values = self.rows[row]
        return values[column] if column < len(values) else None

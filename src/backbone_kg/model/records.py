"""What a data file says, row by row: typed values, before any graph is made of them.

Readers of tables make records of cells; of an RDF file they are made of its graph. The roster is
computed from records alone, and the graph of a file of tables is made from them when it is asked
for, without loss.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Final, NamedTuple

from backbone_kg.base.cells import CellValue
from backbone_kg.model.sheets_and_columns import Column, Sheet

THING: Final = "@id"
"""In place of a datatype: the value names a thing, and its text is an IRI."""


class Value(NamedTuple):
    """What a cell states.

    Parameters
    ----------
    text
        The lexical form, or the IRI of what is named.
    datatype
        IRI of the datatype, "" for a plain text, or :data:`THING`.
    """

    text: str
    datatype: str = ""

    @property
    def is_typed(self) -> bool:
        """Whether it was read as a number, a date or a yes or no."""
        return self.datatype not in {"", THING}


@dataclass(slots=True)
class Record:
    """One row: a thing and what is stated of it.

    Parameters
    ----------
    thing
        Its IRI.
    sheet
        The sheet of the layout that its row stands on.
    number
        Its place among the rows of the sheet, from 1; infinity if the file does not say.
    values
        By the property's IRI; of several values the first by its text.
    unknown
        The same for columns that the layout does not know.
    tab, row
        Name of the sheet in the file, and row of the spreadsheet from 1; "" and 0 in an RDF file.
    cells
        What stands in the cells, by property.
    """

    thing: str
    sheet: Sheet
    number: float
    values: dict[str, Value] = field(default_factory=dict)
    unknown: dict[str, Value] = field(default_factory=dict)
    tab: str = ""
    row: int = 0
    cells: dict[str, CellValue] = field(default_factory=dict)

    def text(self, path: str) -> str:
        """Return what is stated as text, or ""."""
        value = self.values.get(path)
        return "" if value is None else value.text

    def thing_named(self, path: str) -> str:
        """Return the IRI of the thing that is named, or "" if none is or it is not understood."""
        value = self.values.get(path)
        return value.text if value is not None and value.datatype == THING else ""

    def misfits(self) -> Iterator[Column]:
        """Return the columns whose value is not of the kind that belongs there."""
        values = self.values
        for column in self.sheet.choosy:
            if column.path in values and not _fits(column, values[column.path]):
                yield column


def _fits(column: Column, value: Value) -> bool:
    if column.refers_to is not None:
        return value.datatype == THING
    if column.choices:
        return value.text in column.choices
    return value.is_typed


class Introduced(NamedTuple):
    """A thing that a row introduces by naming it, such as a role of the partnership's own."""

    thing: str
    classes: tuple[str, ...]
    label: str


class OwnColumn(NamedTuple):
    """A column that the layout does not know; it is kept, and not used.

    ``place`` is its index in the sheet, from 0.
    """

    path: str
    heading: str
    sheet: str
    place: int


@dataclass(slots=True)
class Records:
    """All rows of a data file.

    Parameters
    ----------
    partnership
        IRI of the partnership.
    rows
        By sheet, in the order of the layout, then by their place.
    introduced
        What rows introduce by naming it.
    own_columns
        Columns that the layout does not know.
    columns
        Index of the column that states a property, by name of the sheet in the file and property.
    assignments_not_read, cells_not_read
        How many rows on Assignments, and how many cells elsewhere, no record could be made of.
    """

    partnership: str
    rows: list[Record] = field(default_factory=list)
    introduced: list[Introduced] = field(default_factory=list)
    own_columns: list[OwnColumn] = field(default_factory=list)
    columns: dict[tuple[str, str], int] = field(default_factory=dict)
    assignments_not_read: int = 0
    cells_not_read: int = 0

    def of(self, target: str) -> list[Record]:
        """Return the rows about things of a class."""
        return [record for record in self.rows if record.sheet.target == target]

    @property
    def head(self) -> Record | None:
        """The row about the partnership itself, or None if there is none."""
        return next((record for record in self.rows if record.sheet.link is None), None)


@dataclass(frozen=True, slots=True)
class Edits:
    """What is to be otherwise in a copy of a data file.

    Parameters
    ----------
    values
        New values by thing and property; each takes the place of what is stated.
    added
        Rows more.
    """

    values: Mapping[str, Mapping[str, Value]]
    added: Sequence[Record]


def edited_records(records: Records, edits: Edits) -> Records:
    """Return a copy of records with edits; what is edited stands in no cell of the file."""
    rows = [_edited(row, edits.values.get(row.thing, {})) for row in records.rows]
    return replace(records, rows=[*rows, *edits.added])


def _edited(row: Record, found: Mapping[str, Value]) -> Record:
    cells = {path: cell for path, cell in row.cells.items() if path not in found}
    return replace(row, values={**row.values, **found}, cells=cells)

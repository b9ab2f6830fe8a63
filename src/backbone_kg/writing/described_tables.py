"""The sheets as tables that other programs are told about: every column with a name of its own.

Programs that read a table by its description take neither a column without a heading nor two of the
same. Where that changes something it is told.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from backbone_kg.base.cells import CellValue
from backbone_kg.base.state_sentences import partial_listing
from backbone_kg.base.value_kinds import Kind
from backbone_kg.base.words import plural
from backbone_kg.graph.rdflib_terms import iri, term
from backbone_kg.model.partnership import Partnership
from backbone_kg.model.sheets_and_columns import Column, Layout, Sheet
from backbone_kg.writing.as_csv import csv_rows
from backbone_kg.writing.sheet_tables import SheetTable, lower
from backbone_kg.writing.without_cells import without_cell

DATES: Final = r"\d{4}(-\d{2}(-\d{2})?)?"
"""A year, a month or a day, as a regular expression."""


@dataclass(frozen=True, slots=True)
class DescribedTable:
    """A sheet without nameless columns.

    Parameters
    ----------
    sheet
        The sheet of the layout.
    names
        The heading of each column, each once.
    columns
        What each column is; None for one that the layout does not know.
    rows
        The values of each row, one for each column.
    things
        The IRI of what each row is about.
    paths
        The property that each column states.
    """

    sheet: Sheet
    names: tuple[str, ...]
    columns: tuple[Column | None, ...]
    rows: tuple[tuple[CellValue, ...], ...]
    things: tuple[str, ...]
    paths: tuple[str, ...]

    @property
    def file(self) -> str:
        """The name of its .csv file."""
        return f"{self.sheet.name}.csv"

    @property
    def csv(self) -> bytes:
        """The table as a .csv file in UTF-8: a row of headings, commas, lines ended by LF."""
        return csv_rows([self.names, *self.rows]).encode()


def described_tables(partnership: Partnership) -> list[DescribedTable]:
    """Return the tables of a partnership, as :func:`backbone_kg.writing.sheet_tables.lower`."""
    return [_described(table) for table in lower(partnership)]


def _described(table: SheetTable) -> DescribedTable:
    places = [index for index, column in enumerate(table.columns) if column is not None]
    all_headings = table.headings
    headings = [all_headings[index] for index in places]
    columns = [table.columns[index] for index in places]
    return DescribedTable(
        table.sheet,
        tuple(_each_once(headings, [isinstance(column, Column) for column in columns])),
        tuple(column if isinstance(column, Column) else None for column in columns),
        tuple(tuple(row[index] for index in places) for row in table.rows),
        table.things,
        tuple(path for index in places if (path := table.paths[index]) is not None),
    )


def _each_once(headings: list[str], known: list[bool]) -> Iterator[str]:
    taken = Counter(name for name, is_known in zip(headings, known, strict=True) if is_known)
    for name, is_known in zip(headings, known, strict=True):
        number, own = 2, name
        while not is_known and taken[own]:
            own, number = f"{name} ({number})", number + 1
        taken[own] += not is_known
        yield own


def lost_or_renamed(partnership: Partnership) -> list[str]:
    """Return what is not or otherwise in the described tables, in plain sentences."""
    said = without_cell(partnership)
    for table in lower(partnership):
        found = _described(table)
        headings = [h for h, column in zip(table.headings, table.columns, strict=True) if column]
        for before, after in zip(headings, found.names, strict=True):
            if before != after:
                said.append(
                    f"{table.sheet.name}: the second column “{before}” is called “{after}”."
                )
        nameless = len(table.columns) - len(found.columns)
        if nameless:
            said.append(
                f"{table.sheet.name}: {plural(nameless, 'blank column')} before those of its own."
            )
    return said


def bounds(layout: Layout, column: Column) -> dict[str, int | float | str]:
    """Return what the shape of a column says that its values have to be.

    Returns
    -------
    dict
        ``minimum``, ``maximum`` and ``pattern``, as far as it says so.
    """
    found: dict[str, int | float | str] = {}
    limits = layout.limits.get(column.shape, ("", ""))
    for name, limit in zip(("minimum", "maximum"), limits, strict=True):
        if limit:
            number = float(limit)
            found[name] = int(number) if number.is_integer() else number
    pattern = layout.shapes.value(iri(column.shape), term("sh:pattern"))
    if pattern is not None:
        found["pattern"] = str(pattern)
    if column.kind is Kind.DATE:
        found["pattern"] = DATES
    return found


def about(partnership: Partnership) -> list[str]:
    """Return what a receiver has to know before using the tables, in plain sentences."""
    roster = partnership.roster
    missing = roster.not_read
    said = []
    if missing.assignments:
        said.append(
            f"{plural(missing.assignments, 'assignment')} could not be read, so a role without a "
            "holder may have one."
        )
    if missing.cells:
        said.append(f"{plural(missing.cells, 'other cell')} could not be read.")
    if roster.listing != "complete":
        said.append(partial_listing())
    said.append(
        f"The data speak of {roster.as_of.isoformat()}."
        if roster.as_of
        else "The data do not say of which date they speak."
    )
    return said

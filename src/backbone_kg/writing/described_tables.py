"""The sheets as tables that other programs are told about: every column with a name of its own.

Programs that read a table by its description take neither a column without a heading nor two of the
same. Where that changes something it is told.
"""

from __future__ import annotations

from dataclasses import replace
from itertools import chain, count
from typing import Final

from backbone_kg.base.numbers_and_lists import plural
from backbone_kg.base.state_sentences import partial_listing
from backbone_kg.base.value_kinds import Kind
from backbone_kg.graph.rdflib_terms import iri, term
from backbone_kg.model.partnership import Partnership
from backbone_kg.model.sheets_and_columns import Column, Layout
from backbone_kg.reading.headings import UnknownColumn
from backbone_kg.writing.sheet_tables import SheetTable, lower
from backbone_kg.writing.without_cells import without_cell

DATES: Final = r"\d{4}(-\d{2}(-\d{2})?)?"
"""A year, a month or a day, as a regular expression."""


def described_tables(partnership: Partnership) -> list[SheetTable]:
    """Return the tables of a partnership, each column with a heading that no other has."""
    return [_described(table) for table in lower(partnership)]


def _described(table: SheetTable) -> SheetTable:
    places = [index for index, column in enumerate(table.columns) if column is not None]
    taken = {column.heading for column in table.columns if isinstance(column, Column)}
    columns: list[Column | UnknownColumn | None] = []
    for index in places:
        column, name = table.columns[index], table.headings[index]
        if not isinstance(column, Column):
            names = chain([name], (f"{name} ({number})" for number in count(2)))
            column = UnknownColumn(next(one for one in names if one not in taken))
            taken.add(column.heading)
        columns.append(column)
    return replace(
        table,
        columns=tuple(columns),
        rows=tuple(tuple(row[index] for index in places) for row in table.rows),
        paths=tuple(table.paths[index] for index in places),
    )


def lost_or_renamed(partnership: Partnership) -> list[str]:
    """Return what is not or otherwise in the described tables, in plain sentences."""
    said = without_cell(partnership)
    for table in lower(partnership):
        found = _described(table)
        headings = [h for h, column in zip(table.headings, table.columns, strict=True) if column]
        for before, after in zip(headings, found.headings, strict=True):
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

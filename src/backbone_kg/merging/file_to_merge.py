"""One of the files that are merged: its rows, and where each of their cells stands."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

from backbone_kg.base.cells import CellValue, cell_name
from backbone_kg.base.names import key
from backbone_kg.model.conflicts import Claim, Conflict
from backbone_kg.model.partnership import Partnership
from backbone_kg.model.sheets_and_columns import Column, Layout, Sheet
from backbone_kg.reading.authors import who_wrote
from backbone_kg.reading.cell_values import text_of
from backbone_kg.reading.headings import UnknownColumn
from backbone_kg.reading.open_conflicts import conflicts_of, is_conflicts_sheet
from backbone_kg.reading.raw_grids import grid_file
from backbone_kg.reading.template_sheets import sheet_named
from backbone_kg.writing.sheet_tables import SheetTable, lower


@dataclass(slots=True)
class SideRow:
    """A row of one file.

    Parameters
    ----------
    side
        Which of the files, by its place.
    position
        Its place among the rows of its sheet, from 0.
    values
        What stands in it, by column; blank cells left out. A column is known by its property, one
        of a person's own by its heading.
    cells
        Where each of its cells stands in the file, by column; "" is the row itself.
    claims
        What merged files said differently before and nobody has decided yet, by column.
    """

    side: int
    position: int
    values: dict[str, CellValue]
    cells: dict[str, str]
    claims: dict[str, tuple[Claim, ...]] = field(default_factory=dict)

    def text(self, column: str) -> str:
        """Return what stands under a column, as a text."""
        return text_of(self.values.get(column))

    @property
    def content(self) -> tuple[tuple[str, str], ...]:
        """All that stands in it, to compare rows by."""
        return tuple(sorted((column, text_of(value)) for column, value in self.values.items()))


@dataclass(slots=True)
class SideSheet:
    """A sheet of one file: the columns that it has, with their headings, and its rows."""

    columns: dict[str, Column | UnknownColumn]
    rows: list[SideRow]


@dataclass(slots=True)
class Side:
    """One of the files.

    Parameters
    ----------
    file, who
        The file as the user named it, and who wrote it.
    partnership
        What was read.
    sheets
        The sheets that it has, by name.
    unplaced
        Open conflicts of it that belong to no row that it has.
    """

    file: str
    who: str
    partnership: Partnership
    sheets: dict[str, SideSheet] = field(default_factory=dict)
    unplaced: list[Conflict] = field(default_factory=list)

    def rows(self, sheet: Sheet) -> list[SideRow]:
        """Return the rows of a sheet; none if the file does not have it."""
        return self.sheets[sheet.name].rows if sheet.name in self.sheets else []

    def claim(self, row: SideRow, column: str, value: str) -> Claim:
        """Return what this file says in a cell of a row."""
        return Claim(value, self.file, row.cells.get(column) or row.cells.get("", ""), self.who)


def side_of(partnership: Partnership, number: int) -> Side:
    """Return a file that was read as one of those that are merged."""
    path = Path(partnership.file)
    side = Side(partnership.file, who_wrote(path), partnership)
    there = _columns_there(partnership)
    for table in lower(partnership, optional_sheets=True):
        if table.sheet.name in there:
            side.sheets[table.sheet.name] = _sheet(partnership, table, there, number)
    for conflict in _open_conflicts(partnership, path):
        _place(side, conflict, partnership.layout)
    return side


def identified(sheet: Sheet, row: SideRow) -> str:
    """Return what a row is about, for people."""
    texts = [row.text(column.path) for column in sheet.identifying]
    return ", ".join(filter(None, texts))


def _columns_there(partnership: Partnership) -> dict[str, set[str] | None]:
    """Return the sheets that a file has, with the columns of each; None stands for all."""
    layout = partnership.layout
    if not partnership.is_table:
        there = {row.sheet.name for row in partnership.records.rows}
        return {sheet.name: None for sheet in layout.sheets if sheet.name in there}
    found: dict[str, set[str]] = {}
    for tab, path in partnership.records.columns:
        sheet = _sheet_called(tab, layout)
        if sheet is not None:
            found.setdefault(sheet.name, set()).add(path)
    return {**found}


def _sheet_called(tab: str, layout: Layout) -> Sheet | None:
    exact = (sheet for sheet in layout.sheets if key(sheet.name) == key(tab))
    return next(exact, None) or sheet_named(tab, layout.sheets)


def _sheet(
    partnership: Partnership, table: SheetTable, there: dict[str, set[str] | None], number: int
) -> SideSheet:
    known = there[table.sheet.name]
    names = _column_names(table.columns)
    columns = {
        name: column
        for name, column in zip(names, table.columns, strict=True)
        if column is not None
        and (isinstance(column, UnknownColumn) or known is None or name in known)
    }
    places = partnership.places
    own = [one for one in partnership.records.own_columns if one.sheet == table.sheet.name]
    own_places = dict(zip([n for n in names if n.startswith(_OWN)], own, strict=False))
    rows = []
    for position, (values, thing) in enumerate(zip(table.rows, table.things, strict=True)):
        row = SideRow(number, position, {}, {})
        place = places.of(thing)
        if place is not None:
            row.cells[""] = f"{place.sheet}!A{place.row}"
        for name, value in zip(names, values, strict=True):
            if value is not None:
                row.values[name] = value
            if place is None:
                continue
            own_place = own_places.get(name)
            if own_place is not None:
                row.cells[name] = f"{place.sheet}!{cell_name(place.row - 1, own_place.place)}"
            elif (at := places.of(thing, name)) is not None and at.cell:
                row.cells[name] = f"{at.sheet}!{at.cell}"
        rows.append(row)
    return SideSheet(columns, rows)


_OWN = "own: "


def _column_names(columns: Iterable[Column | UnknownColumn | None]) -> list[str]:
    """Return by what each column is known in every file; the second of one heading is another."""
    found: list[str] = []
    for number, column in enumerate(columns):
        if isinstance(column, Column):
            found.append(column.path)
            continue
        name = f"{_OWN}{key(column.heading)}" if column else f"no heading: {number}"
        while name in found:
            name += " again"
        found.append(name)
    return found


def _open_conflicts(partnership: Partnership, path: Path) -> list[Conflict]:
    if not any(note.code.startswith("open-conflict") for note in partnership.notes):
        return []
    sheets = filter(is_conflicts_sheet, grid_file(path).grids)
    return [one for grid in sheets for _, one in conflicts_of(grid)]


def _place(side: Side, conflict: Conflict, layout: Layout) -> None:
    """Put an open conflict at the row that it is about."""
    table = side.sheets.get(conflict.sheet)
    rows = [] if table is None else table.rows
    sheet = _sheet_called(conflict.sheet, layout)
    same = [row for row in rows if sheet and identified(sheet, row) == conflict.about]
    number = conflict.cell.lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ")
    exact = [row for row in same if row.cells.get("", "").endswith(f"!A{number}")]
    columns = {} if table is None else table.columns
    called = (name for name, one in columns.items() if one.heading == conflict.column)
    column = next(called, "")
    if (conflict.column and not column) or not same:
        side.unplaced.append(conflict)
        return
    row = (exact or same)[0]
    row.claims[column] = (*row.claims.get(column, ()), *conflict.claims)

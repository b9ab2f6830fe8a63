"""Which cell belongs to which column: sheets, heading rows and headings of a file of grids."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from backbone_kg.base.names import clean, key, nearest
from backbone_kg.model.layout import Column, Layout, Sheet
from backbone_kg.reading.grids import (
    CellValue,
    FormulaError,
    Grid,
    GridFile,
    ReadingNote,
    UncalculatedFormula,
    cell_name,
    column_letters,
)
from backbone_kg.reading.values import text_of

SKIPPED_SHEETS = {"lists", "read me", "readme"}
"""Sheets that explain and hold drop-down values; no data are read from them."""

_WITHOUT_VALUE = (FormulaError, UncalculatedFormula)

HEADING_ROWS_SEARCHED = 20
"""How many rows from the top a heading row is looked for in."""


@dataclass(frozen=True, slots=True)
class UnknownColumn:
    """A column that the layout does not know; it is kept and not used."""

    heading: str


@dataclass(frozen=True, slots=True)
class Row:
    """One row of data.

    Parameters
    ----------
    number
        Row of the spreadsheet, from 1.
    cells
        What stands in it, by index of the column from 0; empty cells are left out.
    """

    number: int
    cells: dict[int, CellValue]


@dataclass(frozen=True, slots=True)
class Table:
    """One sheet of the layout as a file has it.

    Parameters
    ----------
    sheet
        The sheet of the layout.
    name
        The sheet's name in the file.
    columns
        What each column is, by its index from 0.
    rows
        The rows of data, empty ones left out.
    heading_row
        Row of the headings, from 1.
    """

    sheet: Sheet
    name: str
    columns: dict[int, Column | UnknownColumn] = field(default_factory=dict)
    rows: list[Row] = field(default_factory=list)
    heading_row: int = 1

    def index_of(self, column: Column) -> int | None:
        """Return the index of a column of the layout, or None if the file lacks it."""
        return next((i for i, known in self.columns.items() if known == column), None)


@dataclass(frozen=True, slots=True)
class Tables:
    """All sheets of the layout that a file has, and what the reader met on the way."""

    tables: list[Table]
    notes: list[ReadingNote]

    def of(self, sheet: Sheet) -> Table | None:
        """Return the table of a sheet of the layout, or None if the file lacks it."""
        return next((table for table in self.tables if table.sheet == sheet), None)


def read_tables(file: GridFile, layout: Layout) -> Tables:
    """Find sheets, heading rows and columns.

    What is missing, unknown or repeated becomes a note; nothing is dropped without one.
    """
    notes = list(file.notes)
    tables = []
    grids: dict[str, Grid] = {}
    for grid in file.grids:
        first = grids.setdefault(key(grid.name), grid)
        if first is not grid:
            details = {"sheet": grid.name, "first": first.name}
            notes.append(ReadingNote("duplicate-sheet", details, sheet=grid.name))
    known = {key(sheet.name) for sheet in layout.sheets}
    unknown = [
        grid for name, grid in grids.items() if name not in known and name not in SKIPPED_SHEETS
    ]
    suggested: set[str | None] = set()
    for sheet in layout.sheets:
        found = grids.get(key(sheet.name))
        if found is None:
            if sheet.required:
                near = nearest(sheet.name, [other.name for other in unknown])
                code = "missing-sheet-near" if near else "missing-sheet"
                suggested.add(near)
                notes.append(ReadingNote(code, {"sheet": sheet.name, "near": near or ""}))
            continue
        tables.append(_table(found, sheet, notes))
    free = [sheet.name for sheet in layout.sheets if key(sheet.name) not in grids]
    for grid in unknown:
        if grid.rows and grid.name not in suggested:
            near = nearest(grid.name, free)
            details = {"sheet": grid.name}
            if near:
                details["did_you_mean"] = f"If it is meant to be “{near}”, rename it so. "
            notes.append(ReadingNote("unknown-sheet", details, sheet=grid.name))
    return Tables(tables, _placed(notes, tables))


def _table(grid: Grid, sheet: Sheet, notes: list[ReadingNote]) -> Table:
    headings = {column.key for column in sheet.columns}
    heading_row = _heading_row(grid, headings)
    if heading_row is None:
        notes.append(
            ReadingNote(
                "missing-headings" if grid.rows else "empty-sheet",
                {"sheet": sheet.name, "headings": ", ".join(c.heading for c in sheet.columns)},
                sheet=grid.name,
            )
        )
        return Table(sheet, grid.name)
    if heading_row > 0:
        notes.append(
            ReadingNote("heading-row-moved", {"row": str(heading_row + 1)}, sheet=grid.name)
        )
    columns = _columns(grid, heading_row, sheet, notes)
    rows = []
    for number, values in enumerate(grid.rows[heading_row + 1 :], start=heading_row + 2):
        cells = {i: value for i, value in enumerate(values) if not _blank(value)}
        for index, value in cells.items():
            if isinstance(value, _WITHOUT_VALUE):
                code = "formula-error" if isinstance(value, FormulaError) else "not-calculated"
                notes.append(
                    ReadingNote(
                        code,
                        {"value": str(value)},
                        sheet=grid.name,
                        cell=cell_name(number - 1, index),
                    )
                )
            if index not in columns:
                columns[index] = UnknownColumn(f"Column {column_letters(index)}")
                notes.append(
                    ReadingNote(
                        "missing-heading-over-data",
                        {"value": text_of(value)},
                        sheet=grid.name,
                        cell=cell_name(heading_row, index),
                    )
                )
        if cells:
            rows.append(Row(number, cells))
    if not rows and sheet.required:
        code = "empty-partnership" if sheet.single_row else "empty-sheet"
        notes.append(ReadingNote(code, {"sheet": sheet.name}, sheet=grid.name))
    if sheet.single_row and len(rows) > 1:
        notes.append(
            ReadingNote(
                "extra-row",
                {"rows": ", ".join(str(row.number) for row in rows[1:])},
                sheet=grid.name,
                cell=cell_name(rows[1].number - 1, min(rows[1].cells)),
            )
        )
    return Table(sheet, grid.name, columns, rows, heading_row + 1)


def _blank(value: CellValue) -> bool:
    return value is None or (isinstance(value, str) and not clean(value))


def _heading(value: CellValue) -> str:
    """Return a heading as the layout writes it: required ones are often marked with a star."""
    return clean(text_of(value)).strip("*: ") if value is not None else ""


def _heading_row(grid: Grid, headings: set[str]) -> int | None:
    """Return the row (from 0) that holds most headings, the first of equals, or None."""
    best, most = None, 0
    for number, values in enumerate(grid.rows[:HEADING_ROWS_SEARCHED]):
        found = len({key(_heading(value)) for value in values} & headings)
        if found > most:
            best, most = number, found
        if most == len(headings):
            break  # no row below holds more
    return best


def _columns(
    grid: Grid, row: int, sheet: Sheet, notes: list[ReadingNote]
) -> dict[int, Column | UnknownColumn]:
    by_key = {column.key: column for column in sheet.columns}
    found: dict[int, Column | UnknownColumn] = {}
    texts = {i: _heading(v) for i, v in enumerate(grid.rows[row]) if not _blank(v)}
    for index, heading in texts.items():
        column = by_key.get(key(heading))
        if column is not None and column in found.values():
            notes.append(
                ReadingNote(
                    "duplicate-heading",
                    {"heading": heading},
                    sheet=grid.name,
                    cell=cell_name(row, index),
                )
            )
            column = None
        found[index] = column or UnknownColumn(heading)
    missing = [column for column in sheet.columns if column not in found.values()]
    repeated = {
        note.cell for note in notes if note.code == "duplicate-heading" and note.sheet == grid.name
    }
    required = {column.heading for column in missing if column.required}
    misspelled: set[str] = set()
    for index, kept in found.items():
        cell = cell_name(row, index)
        if isinstance(kept, UnknownColumn) and cell not in repeated:
            near = nearest(kept.heading, [column.heading for column in missing])
            code = "unknown-heading-near" if near else "unknown-heading"
            if near in required - misspelled:
                code = "misspelled-heading"
                misspelled.add(near or "")
            known = ", ".join(f"“{column.heading}”" for column in sheet.columns)
            details = {"heading": kept.heading, "near": near or "", "known": known}
            notes.append(ReadingNote(code, details, sheet=grid.name, cell=cell))
    notes += [
        ReadingNote(
            "missing-heading",
            {"heading": column.heading, "row": str(row + 1), "description": column.description},
            sheet=grid.name,
        )
        for column in missing
        if column.required and column.heading not in misspelled
    ]
    return found


def _placed(notes: list[ReadingNote], tables: list[Table]) -> list[ReadingNote]:
    """Return the notes with merged cells told apart: above the headings they do no harm."""
    heading_row = {table.name: table.heading_row for table in tables}

    def placed() -> Iterator[ReadingNote]:
        for note in notes:
            if note.code != "merged-cells":
                yield note
            elif note.sheet in heading_row:
                last = int(note.cell.split(":")[-1].lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ"))
                harmless = last < heading_row[note.sheet]
                code = "merged-title" if harmless else "merged-cells"
                yield ReadingNote(code, note.details, note.sheet, note.cell)

    return list(placed())

"""Which cell belongs to which column: sheets, heading rows and headings of a file of grids."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from backbone_kg.base.cells import (
    CellRead,
    CellValue,
    FormulaError,
    ReadingNote,
    UncalculatedFormula,
    cell_name,
    column_letters,
)
from backbone_kg.base.likely_names import nearest
from backbone_kg.base.names import key, shortened
from backbone_kg.base.numbers_and_lists import joined
from backbone_kg.model.partnership import NOT_IN_THE_TEMPLATE
from backbone_kg.model.sheets_and_columns import Column, Layout, Sheet
from backbone_kg.reading.cell_notes import note_of_cells
from backbone_kg.reading.cell_values import text_of
from backbone_kg.reading.grids import Grid, GridFile
from backbone_kg.reading.headings import (
    UnknownColumn,
    blank,
    columns_of,
    heading_of,
    heading_row,
)
from backbone_kg.reading.open_conflicts import conflict_notes, is_conflicts_sheet
from backbone_kg.reading.rows_without_data import kind_of_row
from backbone_kg.reading.sheets_not_read import (
    NotRead,
    rows_not_read,
    sheet_like,
    unknown_sheet_note,
)
from backbone_kg.reading.table_rows import Row, data_rows
from backbone_kg.reading.template_sheets import is_foreign, sheet_named
from backbone_kg.reading.template_version import version_note

SKIPPED_SHEETS = {"lists", "read me", "readme"}
"""Sheets that explain and hold drop-down values; no data are read from them."""

_OF_SHEETS_READ = {
    "merged-cells",
    "hidden-rows",
    "hidden-columns",
    "hidden-sheet",
    "struck-through",
    "text-in-drawings",
}
"""Notes that matter only where data were read."""

MANY = 4
"""From how many merged ranges on they are told in one note, and how many rows are named."""

_WITHOUT_VALUE = (FormulaError, UncalculatedFormula)


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
    not_read
        How many cells are filled in each row that looks like data and could not be read.
    """

    sheet: Sheet
    name: str
    columns: dict[int, Column | UnknownColumn] = field(default_factory=dict)
    rows: list[Row] = field(default_factory=list)
    heading_row: int = 1
    not_read: tuple[int, ...] = ()

    def index_of(self, column: Column) -> int | None:
        """Return the index of a column of the layout, or None if the file lacks it."""
        for index, known in self.columns.items():
            if known is column or known == column:
                return index
        return None


class Tables(NamedTuple):
    """All sheets of the layout that a file has, and what the reader met on the way."""

    tables: list[Table]
    notes: list[ReadingNote]
    not_read: tuple[NotRead, ...] = ()
    """What stands on other sheets, and could belong on those of the layout."""

    def of(self, sheet: Sheet) -> Table | None:
        """Return the table of a sheet of the layout, or None if the file lacks it."""
        return next((table for table in self.tables if table.sheet == sheet), None)


def read_tables(file: GridFile, layout: Layout) -> Tables:
    """Find sheets, heading rows and columns.

    What is missing, unknown or repeated becomes a note; nothing is dropped without one.
    """
    notes = list(file.notes)
    if is_foreign(file.grids, layout):
        return Tables([], [*_placed(notes, []), ReadingNote(NOT_IN_THE_TEMPLATE)])
    by_name = {key(sheet.name): sheet for sheet in layout.sheets}
    grids, seconds = _by_name(file.grids, layout, notes)
    likely = (
        (grid, by_name.get(name) or sheet_like(grid, layout.sheets)) for name, grid in seconds
    )
    others = [(grid, like) for grid, like in likely if like is not None]
    tables = []
    unknown = [
        grid for name, grid in grids.items() if name not in by_name and name not in SKIPPED_SHEETS
    ]
    for grid in filter(is_conflicts_sheet, list(unknown)):
        unknown.remove(grid)
        notes += conflict_notes(grid)
    suggested: set[str | None] = set()
    for sheet in layout.sheets:
        found = grids.get(key(sheet.name))
        if found is None:
            if sheet.required:
                near = nearest(sheet.name, [other.name for other in unknown])
                others += [(other, sheet) for other in unknown if other.name == near][:1]
                code = "missing-sheet-near" if near else "missing-sheet"
                suggested.add(near)
                notes.append(ReadingNote(code, {"sheet": sheet.name, "near": near or ""}))
            continue
        tables.append(_table(found, sheet, notes))
    read = {table.sheet: table for table in tables}
    not_read = [_not_read(grid, sheet, read.get(sheet)) for grid, sheet in others]
    free = [sheet.name for sheet in layout.sheets if key(sheet.name) not in grids]
    for grid in unknown:
        if grid.rows and grid.name not in suggested:
            like = sheet_like(grid, layout.sheets)
            lost = _not_read(grid, like, read.get(like)) if like else None
            notes.append(unknown_sheet_note(grid, free, lost))
            not_read += [lost] if lost else []
    notes += version_note(
        file.grids, [(table.name, table.sheet.shown, table.columns.values()) for table in tables]
    )
    named = _names_referred_to(tables)
    for table in tables:
        _leave_aside(table, named.get(table.sheet.target, frozenset()), notes)
    return Tables(tables, _placed(notes, tables), tuple(not_read))


def _by_name(
    found: Iterable[Grid], layout: Layout, notes: list[ReadingNote]
) -> tuple[dict[str, Grid], list[tuple[str, Grid]]]:
    """Return the sheets of a file by the names that they go by, and those whose name is taken."""
    exact = {key(grid.name) for grid in found}
    grids: dict[str, Grid] = {}
    seconds = []
    for grid in found:
        meant = sheet_named(grid.name, layout.sheets)
        name = key(meant.name) if meant and key(meant.name) not in exact else key(grid.name)
        first = grids.setdefault(name, grid)
        if meant is not None and name != key(grid.name):
            details = {"value": grid.name, "read_as": meant.name}
            notes.append(ReadingNote("exported-name", details, sheet=grid.name))
        if first is not grid:
            details = {"sheet": grid.name, "first": first.name}
            notes.append(ReadingNote("duplicate-sheet", details, sheet=grid.name))
            seconds.append((name, grid))
    return grids, seconds


def _not_read(grid: Grid, sheet: Sheet, table: Table | None) -> NotRead:
    columns, rows = (table.columns, table.rows) if table else ({}, [])
    return rows_not_read(grid, sheet, columns, [row.cells for row in rows])


def _table(grid: Grid, sheet: Sheet, notes: list[ReadingNote]) -> Table:
    def note(code: str, row: int, index: int, **details: str) -> ReadingNote:
        return ReadingNote(code, details, grid.name, cell_name(row, index))

    row = heading_row(grid, sheet)
    if row is None:
        code = "missing-headings" if grid.rows else "empty-sheet"
        headings = ", ".join(column.heading for column in sheet.shown)
        details = {"sheet": sheet.name, "headings": headings}
        notes.append(ReadingNote(code, details, sheet=grid.name))
        filled = (sum(not blank(value) for value in values) for values in grid.rows)
        return Table(sheet, grid.name, not_read=tuple(count for count in filled if count))
    of_headings: list[ReadingNote] = []
    columns = columns_of(grid, row, sheet, of_headings)
    above: list[int] = []
    if row > 0:
        moved, above = _moved_heading(grid, row, sheet, columns)
        notes.append(moved)
    notes += of_headings
    before = len(notes)
    rows = []
    types = {type(value) for values in grid.rows for value in values}
    are_values = not any(issubclass(one, _WITHOUT_VALUE) for one in types)
    numbers = grid.numbers or range(1, len(grid.rows) + 1)
    for number, values in zip(numbers[row + 1 :], grid.rows[row + 1 :], strict=True):
        cells: dict[int, CellValue] = {
            i: value for i, value in enumerate(values) if value is not None and not blank(value)
        }
        is_plain = are_values and cells.keys() <= columns.keys()
        for index, value in () if is_plain else cells.items():
            if isinstance(value, _WITHOUT_VALUE):
                code = "formula-error" if isinstance(value, FormulaError) else "not-calculated"
                notes.append(note(code, number - 1, index, value=str(value)))
            if index not in columns:
                columns[index] = UnknownColumn(f"Column {column_letters(index)}")
                said = text_of(value)
                notes.append(note("missing-heading-over-data", row, index, value=said))
        if cells:
            rows.append(Row(number, cells))
    rows = data_rows(rows, sheet, columns, grid.name, notes)
    if not rows and sheet.required:
        code = "empty-partnership" if sheet.single_row else "empty-sheet"
        notes.append(ReadingNote(code, {"sheet": sheet.name}, sheet=grid.name))
    if sheet.single_row and len(rows) > 1:
        more = ", ".join(str(row.number) for row in rows[1:])
        second = rows[1].number - 1, min(rows[1].cells)
        # Before what is wrong in the row: of findings at one cell the first is told.
        notes.insert(before, note("extra-row", *second, rows=more))
    not_read = tuple(sum(not blank(value) for value in grid.rows[i - 1]) for i in above)
    return Table(sheet, grid.name, columns, rows, row + 1, not_read)


def _moved_heading(
    grid: Grid, row: int, sheet: Sheet, columns: Mapping[int, Column | UnknownColumn]
) -> tuple[ReadingNote, list[int]]:
    """Return where the headings are, and the rows above them that look like data, from 1.

    A title has one cell or two, and of two rows of headings both have known ones. A row of data
    fills half of the columns, or all that must be filled with something that stands below too.
    """
    known = {key(name) for c in sheet.columns for name in (c.heading, *c.other_headings)}
    headings = sum(not blank(value) for value in grid.rows[row])
    required = {i for i, c in columns.items() if isinstance(c, Column) and c.required}
    below = {i: {key(text_of(r[i])) for r in grid.rows[row + 1 :] if i < len(r)} for i in required}
    above: list[int] = []
    cells: list[CellRead] = []
    for number, values in enumerate(grid.rows[:row]):
        filled = {i: text_of(value) for i, value in enumerate(values) if not blank(value)}
        cells += [CellRead(cell_name(number, i), text, "") for i, text in filled.items()]
        is_heading = known & {key(heading_of(text)) for text in filled.values()}
        enough = len(filled) >= (headings + 1) // 2 or (
            required <= filled.keys() and any(key(filled[i]) in below[i] for i in required)
        )
        if enough and len(filled) > 1 and not is_heading:
            above.append(number + 1)
    details = {"row": str(row + 1)}
    if above:
        shown = [f"{number:,}" for number in above[:MANY]]
        others = [f"{len(above) - MANY:,} more"] if len(above) > MANY else []
        details["rows"] = joined(shown + others)
        at = f"A{above[0]}"
        return ReadingNote("rows-above-headings", details, grid.name, at, tuple(cells)), above
    said = joined([f"“{shortened(one.value)}”" for one in cells[:3]])
    more = f" and {len(cells) - 3:,} more" if len(cells) > 3 else ""
    details["above"] = f" What stands above them was passed over: {said}{more}." if cells else ""
    return ReadingNote("heading-row-moved", details, grid.name, cells=tuple(cells)), []


def _names_referred_to(tables: list[Table]) -> dict[str, frozenset[str]]:
    """Return the names that tables refer to, by the class of what they name."""
    found: dict[str, set[str]] = {}
    for table in tables:
        for index, column in table.columns.items():
            if isinstance(column, Column) and column.refers_to is not None:
                texts = {text_of(row.cells.get(index)) for row in table.rows}
                found.setdefault(column.refers_to, set()).update(map(key, texts))
    return {of: frozenset(names) for of, names in found.items()}


def _leave_aside(table: Table, named: frozenset[str], notes: list[ReadingNote]) -> None:
    """Take headings within a table, totals and remarks out of its rows, with a note of each."""
    if table.sheet.single_row:
        return
    name = next(map(table.index_of, table.sheet.identifying), None)
    required = frozenset(
        index
        for index, column in table.columns.items()
        if isinstance(column, Column) and column.required and index != name
    )
    headings = {index: column.heading for index, column in table.columns.items()}
    keys = {index: key(heading) for index, heading in headings.items()}
    texts = [text_of(row.cells[name]) for row in table.rows if name in row.cells]
    capitals = sum(map(str.isupper, texts)) * 2 > len(texts)
    left: dict[str, list[CellRead]] = {}
    for row in list(table.rows):
        first = min(row.cells)
        said = key(text_of(row.cells[first]))
        if said != keys.get(first, "") and not required.isdisjoint(row.cells):
            continue  # a row of data, as nearly all are
        cells = {index: text_of(value) for index, value in row.cells.items()}
        kind = kind_of_row(cells, headings, name, required, capitals=capitals)
        if kind and (kind == "repeated-heading" or said not in named):
            table.rows.remove(row)
            read = CellRead(cell_name(row.number - 1, first), cells[first], "")
            left.setdefault(kind, []).append(read)
    for kind, reads in left.items():
        notes.append(note_of_cells(kind, table.name, "", reads))


def _placed(notes: list[ReadingNote], tables: list[Table]) -> list[ReadingNote]:
    """Return the notes with merged cells told apart: above the headings they do no harm."""
    headings = {table.name: table.heading_row for table in tables}
    merged: dict[tuple[str, str], list[ReadingNote]] = {}
    others = []
    for note in notes:
        if note.code in _OF_SHEETS_READ and note.sheet not in headings:
            continue
        if note.code == "merged-cells":
            last = int(note.cell.split(":")[-1].lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ"))
            code = "merged-title" if last < headings[note.sheet] else "merged-cells"
            merged.setdefault((note.sheet, code), []).append(note)
        else:
            others.append(note)
    told = [one for place, ranges in merged.items() for one in _merged(*place, ranges)]
    return [*told, *others]


def _merged(sheet: str, code: str, notes: list[ReadingNote]) -> Iterator[ReadingNote]:
    """Return a note for each merged range, or one for all where they are many."""
    if len(notes) < MANY:
        yield from (ReadingNote(code, note.details, sheet, note.cell) for note in notes)
        return
    shown = [note.cell for note in notes[:MANY]]
    left = len(notes) - len(shown)
    named = joined([*shown, f"{left:,} more ranges"] if left else shown)
    cells = tuple(CellRead(note.cell, "", "") for note in notes)
    yield ReadingNote(code, {"range": named}, sheet, notes[0].cell, cells)

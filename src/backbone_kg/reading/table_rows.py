"""Which rows of a table are data: without examples, with what ditto marks stand for."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from typing import NamedTuple

from backbone_kg.base.cells import CellRead, CellValue, ReadingNote, cell_name
from backbone_kg.model.sheets_and_columns import Column, Sheet
from backbone_kg.reading.cell_notes import note_of_cells
from backbone_kg.reading.cell_values import text_of
from backbone_kg.reading.encodings import lost_letters, mended
from backbone_kg.reading.example_rows import examples_in, is_marked
from backbone_kg.reading.headings import UnknownColumn
from backbone_kg.reading.rows_without_data import is_ditto


class Row(NamedTuple):
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


def data_rows(
    rows: list[Row],
    sheet: Sheet,
    columns: dict[int, Column | UnknownColumn],
    name: str,
    notes: list[ReadingNote],
) -> list[Row]:
    """Return the rows of a table that are data, and add what is to be told of them to the notes.

    Parameters
    ----------
    rows
        All rows below the headings in which anything stands; ditto marks in them are replaced.
    sheet, columns
        What the table is.
    name
        The sheet's name in the file.
    notes
        What is told of the file.
    """
    texts = {v for row in rows for v in row.cells.values() if isinstance(v, str)}
    if any(map(is_marked, texts)):
        rows = _without_examples(rows, columns, name, notes)
    if not all(map(_is_plain, texts)):
        notes += _broken_letters(rows, name)
    if any(map(is_ditto, texts)):
        _copy_what_is_as_above(rows, sheet, name, columns, notes)
    return rows


def _without_examples(
    rows: list[Row],
    columns: dict[int, Column | UnknownColumn],
    name: str,
    notes: list[ReadingNote],
) -> list[Row]:
    """Return the rows without the template's examples, which never are data."""
    kept = []
    for row in rows:
        examples = examples_in(row.cells, columns)
        read = {
            index: CellRead(cell_name(row.number - 1, index), text_of(row.cells[index]), "")
            for index in sorted(examples)
        }
        if len(examples) == len(row.cells):
            notes.append(note_of_cells("example-row", name, "", [*read.values()][:1]))
            continue
        kept.append(Row(row.number, {i: v for i, v in row.cells.items() if i not in examples}))
        optional = []
        for index, cell in read.items():
            column = columns[index]
            if isinstance(column, Column) and column.required:
                notes.append(note_of_cells("example-left-required", name, column.heading, [cell]))
            else:
                optional.append(cell)
        if optional:
            notes.append(note_of_cells("example-left", name, "", optional))
    return kept


def _is_plain(text: str) -> bool:
    """Return whether no letter of a text can have been read wrongly."""
    return text.isascii() and "?" not in text


def _broken_letters(rows: list[Row], name: str) -> Iterator[ReadingNote]:
    """Return what texts hold that can only come of an earlier wrong reading of their letters."""
    broken: list[CellRead] = []
    lost: list[CellRead] = []
    for row in rows:
        for index, value in row.cells.items():
            if not isinstance(value, str) or _is_plain(value):
                continue
            cell = cell_name(row.number - 1, index)
            if whole := mended(value):
                broken.append(CellRead(cell, value, whole))
            elif lost_letters(value):
                lost.append(CellRead(cell, value, ""))
    if broken:
        yield note_of_cells("broken-letters", name, "", broken)
    if lost:
        yield note_of_cells("lost-letters", name, "", lost)


def _copy_what_is_as_above(
    rows: list[Row],
    sheet: Sheet,
    name: str,
    columns: dict[int, Column | UnknownColumn],
    notes: list[ReadingNote],
) -> None:
    """Put what stands above it in place of each ditto mark."""
    alone = sheet.identifying[0] if len(sheet.identifying) == 1 else None
    copied: dict[int, list[CellRead]] = {}
    for above, row in pairwise(rows):
        for index, value in row.cells.items():
            column = columns[index]
            # The name of a row of its own is not the one above it.
            if not isinstance(value, str) or column == alone or not is_ditto(value):
                continue
            if index in above.cells:
                row.cells[index] = above.cells[index]
                read = CellRead(cell_name(row.number - 1, index), value, text_of(row.cells[index]))
                copied.setdefault(index, []).append(read)
    for index, cells in copied.items():
        notes.append(note_of_cells("as-above", name, columns[index].heading, cells))

"""Which row of a sheet holds the headings, and which column each of them is."""

from __future__ import annotations

import re
from typing import NamedTuple

from backbone_kg.base.cells import CellRead, CellValue, ReadingNote, cell_name
from backbone_kg.base.likely_names import nearest
from backbone_kg.base.names import clean, key, shortened
from backbone_kg.base.numbers_and_lists import joined
from backbone_kg.model.sheets_and_columns import Column, Sheet
from backbone_kg.reading.cell_values import text_of
from backbone_kg.reading.grids import Grid

HEADING_ROWS_SEARCHED = 20
"""How many rows from the top a heading row is looked for in."""

_MANY = 20
"""Of more columns that nothing is like, one note is made."""
_SHOWN = 3
"""How many of them it names."""

_BESIDE = re.compile(r" ?\((?:required|optional|if known|if any|yes/no|y/n)\)$", re.IGNORECASE)


class UnknownColumn(NamedTuple):
    """A column that the layout does not know; it is kept and not used."""

    heading: str


def blank(value: CellValue) -> bool:
    """Return whether nothing can be seen in a cell."""
    if isinstance(value, str):
        return not ("!" <= value[:1] <= "~" or clean(value))  # most begin with a letter
    return value is None


def heading_of(value: CellValue) -> str:
    """Return a heading as the layout writes it: required ones are often marked with a star."""
    return _BESIDE.sub("", clean(text_of(value)).strip("*:? ")) if value is not None else ""


def heading_row(grid: Grid, sheet: Sheet) -> int | None:
    """Return the row (from 0) that holds most headings, the first of equals, or None.

    A heading in other words counts for less than one as the layout has it: such words can stand
    in a title too.
    """
    exact = {column.key for column in sheet.columns}
    likewise = {key(name) for column in sheet.columns for name in column.other_headings}
    best, most = None, (0, 0)
    for number, values in enumerate(grid.rows[:HEADING_ROWS_SEARCHED]):
        if (len(values), len(values)) <= most:
            continue  # it has too few cells to hold more
        keys = {key(heading_of(value)) for value in values if not blank(value)}
        found = len(keys & (exact | likewise)), len(keys & exact)
        if found > most and (found[1] or len(keys) > 1):
            best, most = number, found
        if most[1] == len(exact):
            break  # no row below holds more
    return best


def columns_of(
    grid: Grid, row: int, sheet: Sheet, notes: list[ReadingNote]
) -> dict[int, Column | UnknownColumn]:
    """Return what each column is, by its index from 0, and add what is to be told to the notes.

    A heading in other words is read as what it means unless the sheet has that heading too. One
    wrong heading makes one note.
    """
    texts = {i: heading_of(v) for i, v in enumerate(grid.rows[row]) if not blank(v)}
    found: dict[int, Column | UnknownColumn] = {}
    by_key = {column.key: column for column in sheet.columns}
    others = {key(name): column for column in sheet.columns for name in column.other_headings}
    taken: set[Column] = set()
    repeated: set[int] = set()

    def note(code: str, index: int, **details: str) -> None:
        notes.append(ReadingNote(code, details, sheet=grid.name, cell=cell_name(row, index)))

    for index, heading in texts.items():
        column = by_key.get(key(heading))
        if column is not None and column not in taken:
            found[index] = column
            taken.add(column)
        elif column is not None:
            repeated.add(index)
            note("duplicate-heading", index, heading=heading)
    for index, heading in texts.items():
        column = others.get(key(heading))
        if index not in found and column is not None and column not in taken:
            found[index] = column
            taken.add(column)
            note("heading-read-as", index, heading=heading, near=column.heading)
    unknown = {index: UnknownColumn(texts[index]) for index in texts if index not in found}
    missing = [column for column in sheet.columns if column not in taken]
    required = [column.heading for column in missing if column.required]
    asked = [index for index in unknown if index not in repeated]
    known = ", ".join(f"“{column.heading}”" for column in sheet.columns)
    alike: list[CellRead] = []
    for index in asked:
        heading = texts[index]
        near = _meant(heading, missing)
        if len(required) == len(asked) == 1:
            near = near or required[0]  # the one heading that is wrong
        code = "unknown-heading-near" if near else "unknown-heading"
        if near in required:
            code = "misspelled-heading"
            required.remove(near)
        if code == "unknown-heading" and len(asked) > _MANY:
            alike.append(CellRead(cell_name(row, index), heading, ""))
        else:
            note(code, index, heading=heading, near=near or "", known=known)
    if alike:
        said = joined([f"“{shortened(one.value)}”" for one in alike[:_SHOWN]])
        details = {"count": f"{len(alike):,}", "first": said}
        cells = tuple(alike)
        notes.append(ReadingNote("unknown-headings", details, grid.name, alike[0].cell, cells))
    notes += [
        ReadingNote(
            "missing-heading",
            {
                "heading": column.heading,
                "row": str(row + 1),
                "description": column.description,
                "unknown": _or_one_of([texts[index] for index in asked]),
            },
            sheet=grid.name,
        )
        for column in missing
        if column.heading in required
    ]
    return dict(sorted((found | unknown).items()))


def _meant(heading: str, columns: list[Column]) -> str | None:
    """Return the column whose heading, or a word that means the same, is most like a text."""
    names = {name: column.heading for column in columns for name in column.other_headings}
    names |= {column.heading: column.heading for column in columns}
    return names.get(nearest(heading, names) or "")


def _or_one_of(headings: list[str]) -> str:
    if not headings:
        return ""
    listed = ", ".join(f"“{heading}”" for heading in headings[:5])
    return f", or write it in place of the one of these that is meant: {listed}"

"""The key of shared copies as a workbook that its owner alone may read."""

from __future__ import annotations

import io
from collections.abc import Sequence
from pathlib import Path
from typing import Final, NoReturn

from backbone_kg.base.errors import CannotReadError
from backbone_kg.base.numbers_and_lists import joined
from backbone_kg.sharing.replacements import Entry

SHEET: Final = "Key"
HEADINGS: Final = ("Replacement", "Kind", "Original", "Also known as", "Identifier")
_WIDTHS: Final = (24, 20, 60, 40, 24)


def read_key(path: Path) -> tuple[Entry, ...]:
    """Return the lines of a key; none if there is no such file.

    Raises
    ------
    CannotReadError
        If it is something else than a key, or one that was changed so that it is not clear what
        stands for what.
    """
    from backbone_kg.reading.cell_values import text_of
    from backbone_kg.reading.workbooks import read_workbook

    if not path.exists():
        return ()
    if path.is_dir():
        _refuse(path, "This is a folder.")
    grids = read_workbook(path).grids
    rows = [[text_of(cell) for cell in row] for row in grids[0].rows] if grids else []
    head = tuple(rows[0]) if rows else ()
    if [grid.name for grid in grids] != [SHEET] or head != HEADINGS:
        _refuse(path, f"A key has one sheet “{SHEET}” with the columns {joined(HEADINGS)} alone.")
    entries = [Entry(*row, *[""] * (len(HEADINGS) - len(row))) for row in rows[1:] if any(row)]
    seen: set[str] = set()
    for entry in entries:
        whole = entry.kind and entry.original and entry.number
        if not whole or entry.replacement in seen:
            _refuse(path, f"The line of “{entry.replacement}” is incomplete or stands there twice.")
        seen.add(entry.replacement)
    return tuple(entries)


def _refuse(path: Path, problem: str) -> NoReturn:
    raise CannotReadError(
        path,
        f"This is not a key that share wrote. {problem}",
        "It is never replaced: give another name with --key, or bring back the key as it was.",
    )


def key_bytes(entries: Sequence[Entry]) -> bytes:
    """Return the key as an .xlsx workbook."""
    from openpyxl import Workbook

    from backbone_kg.base.cells import cell_name, column_letters
    from backbone_kg.writing.as_xlsx import for_print, heading, put

    book = Workbook()
    sheet = book.worksheets[0]
    sheet.title = SHEET
    by_kind = sorted(entries, key=lambda entry: (entry.kind, entry.number))
    rows = [
        HEADINGS,
        *((e.replacement, e.kind, e.original, e.other_names, e.identifier) for e in by_kind),
    ]
    for number, row in enumerate(rows):
        for index, text in enumerate(row):
            cell = sheet[cell_name(number, index)]
            put(cell, text or None)
            cell.number_format = "@"
            if not number:
                heading(cell)
    for index, width in enumerate(_WIDTHS):
        sheet.column_dimensions[column_letters(index)].width = width
    sheet.freeze_panes = "A2"
    for_print(sheet)
    content = io.BytesIO()
    book.save(content)
    return content.getvalue()

"""Merged data as a workbook, with a sheet of what is left to decide, and its cells colored."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from openpyxl import Workbook
from openpyxl.styles import Alignment

from backbone_kg.base.cells import cell_name, column_letters
from backbone_kg.base.errors import CannotWriteError
from backbone_kg.base.files import already_there, write_file
from backbone_kg.base.findings import Severity
from backbone_kg.model.conflicts import Conflict
from backbone_kg.model.partnership import Partnership
from backbone_kg.reading.open_conflicts import CONFLICTS, HEADINGS, rows_of
from backbone_kg.writing.annotate_xlsx import CellNote, annotate
from backbone_kg.writing.as_xlsx import fit_height, font, for_print, heading, put, workbook_bytes
from backbone_kg.writing.sheet_tables import chosen_framework, lower

_WIDTHS = (16, 34, 18, 34, 20, 26, 18, 20)
"""Of the columns of the sheet of conflicts, in characters."""


def save(data: Partnership, conflicts: Sequence[Conflict], out: Path, *, force: bool) -> None:
    """Write merged data to a workbook; see :meth:`backbone_kg.merging.Merged.save`."""
    if out.suffix.lower() != ".xlsx":
        raise CannotWriteError(f"{out}: the name of the merged workbook must end in .xlsx.")
    if out.exists() and not force:
        raise already_there(out)
    content = workbook_bytes(
        lower(data),
        data.layout,
        data.ontology,
        chosen_framework(data),
        introduction=(lambda book: _conflicts(book, conflicts)) if conflicts else None,
    )
    notes = [
        CellNote(
            sheet=one.sheet,
            cell=one.cell,
            text="Not decided: "
            + "; ".join(claim.in_words for claim in one.claims)
            + f". Write what is right here, and delete its rows on the sheet {CONFLICTS}.",
            severity=Severity.ERROR,
        )
        for one in conflicts
        if one.cell
    ]
    write_file(out, annotate(content, notes) if notes else content, force=force)


def _conflicts(book: Workbook, conflicts: Sequence[Conflict]) -> None:
    sheet = book.create_sheet(CONFLICTS)
    for index, (title, width) in enumerate(zip(HEADINGS, _WIDTHS, strict=True)):
        top = sheet[cell_name(0, index)]
        put(top, title)
        heading(top)
        sheet.column_dimensions[column_letters(index)].width = width
    for number, row in enumerate(rows_of(conflicts), start=1):
        for index, text in enumerate(row):
            if text:
                cell = sheet[cell_name(number, index)]
                put(cell, text)
                cell.font = font()
                cell.alignment = Alignment(vertical="top", wrap_text=True)
        fit_height(sheet, number + 1, list(zip(map(float, _WIDTHS), row, strict=True)))
    sheet.freeze_panes = "A2"
    sheet.print_title_rows = "1:1"
    for_print(sheet)

"""An annotated copy of a data file: each faulty cell colored, with its message in a comment."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any

from backbone_kg.base.errors import BackboneError
from backbone_kg.base.files import check_free, write_file
from backbone_kg.base.findings import Finding, Findings, Severity
from backbone_kg.reading.grids import GridFile
from backbone_kg.writing.annotate_xlsx import CellNote, annotate


def write_annotated(source: Path, findings: Findings, out: Path, *, force: bool = False) -> None:
    """Write a copy of a data file with its findings at their cells.

    Parameters
    ----------
    source
        The file that was checked. Of an ``.xlsx`` everything else is kept as it is; an ``.ods``
        file or a folder of csv becomes a plain workbook of its cells.
    findings
        What was found in it.
    out
        Where to; must end in ``.xlsx``.
    force
        Whether to replace a file that is there.

    Raises
    ------
    BackboneError
        If the source has no cells (Turtle, JSON-LD), or ``out`` cannot be written.
    """
    if out.suffix.lower() != ".xlsx":
        raise BackboneError(f"{out}: the name of the annotated copy must end in .xlsx.")
    check_free(out, force=force)
    workbook, sheets = workbook_of(source)
    notes = [
        CellNote(
            sheet=finding.sheet if finding.sheet in sheets else sheets[0],
            cell=cell.split(":")[0] or "A1",
            text=_note(finding),
            severity=finding.severity.value,
        )
        for finding in findings
        for cell in _cells(finding)
    ]
    write_file(out, annotate(workbook, notes), force=force)


def workbook_of(source: Path) -> tuple[bytes, list[str]]:
    """Return a workbook that holds the cells of a file, and the names of its sheets.

    That of an ``.xlsx`` is the file itself.

    Raises
    ------
    BackboneError
        If the file has no cells (Turtle, JSON-LD).
    """
    from backbone_kg.reading.csv_folders import read_csv_folder
    from backbone_kg.reading.workbooks import read_workbook

    suffix = source.suffix.lower()
    if suffix == ".xlsx":
        return source.read_bytes(), [grid.name for grid in read_workbook(source).grids]
    if source.is_dir() or suffix == ".ods":
        file = read_csv_folder(source) if source.is_dir() else read_workbook(source)
        return _plain_workbook(file), [grid.name for grid in file.grids]
    raise BackboneError(f"{source}: only a workbook or a folder of csv files can be annotated.")


def _plain_workbook(file: GridFile) -> bytes:
    from openpyxl import Workbook
    from openpyxl.cell import WriteOnlyCell

    from backbone_kg.writing.as_xlsx import keep_as_text

    workbook = Workbook(write_only=True)
    for grid in file.grids:
        sheet = workbook.create_sheet(grid.name)
        for row in grid.rows:
            cells = []
            for value in row:
                plain: Any = str(value) if isinstance(value, str) else value
                cell = WriteOnlyCell(sheet, plain)
                if isinstance(value, str):
                    keep_as_text(cell)
                cells.append(cell)
            sheet.append(cells)
    buffer = io.BytesIO()
    workbook.save(buffer)
    return buffer.getvalue()


def _note(finding: Finding) -> str:
    """Return what the comment says; more of it is told with and without a network."""
    more = f"More: backbone-kg explain {finding.code}, or {finding.address}"
    return " ".join(filter(None, (finding.message, finding.remedy, more)))


def _cells(finding: Finding) -> list[str]:
    """Return the cells that a finding is shown at: all of them, where something is to be done."""
    if finding.severity is Severity.INFO:
        return [finding.cell]
    return [one.cell for one in finding.cells] or [finding.cell]

"""An annotated copy of a data file: each faulty cell colored, with its message in a comment."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from itertools import count
from pathlib import Path
from typing import Any, Final

from backbone_kg.base.cells import LONGEST_TEXT
from backbone_kg.base.errors import BackboneError, CannotWriteError
from backbone_kg.base.files import check_free, write_file
from backbone_kg.base.findings import Finding, Findings, Severity
from backbone_kg.base.invisible_characters import visible
from backbone_kg.base.names import clean, key, shortened
from backbone_kg.reading.grids import GridFile
from backbone_kg.reading.raw_grids import grid_file
from backbone_kg.writing.annotate_xlsx import CellNote, annotate
from backbone_kg.writing.ooxml import NOT_IN_XML

_WITH_CELLS: Final = frozenset({".xlsx", ".xlsm", ".ods", ".zip"})
"""Endings of files of sheets; those of Excel are edited in place."""


def ending_of_copy(source: Path) -> str:
    """Return how a copy must end: Excel opens macros under their own ending alone.

    Examples
    --------
    >>> ending_of_copy(Path("partners.XLSM")), ending_of_copy(Path("partners.ods"))
    ('.xlsm', '.xlsx')
    """
    return ".xlsm" if source.suffix.lower() == ".xlsm" else ".xlsx"


def write_annotated(source: Path, findings: Findings, out: Path, *, force: bool = False) -> str:
    """Write a copy of a data file with its findings at their cells.

    Parameters
    ----------
    source
        The file that was checked. Of an ``.xlsx`` everything else is kept as it is; an ``.ods``
        file, a folder of csv or a .zip of it becomes a plain workbook of its cells.
    findings
        What was found in it.
    out
        Where to; ends as :func:`ending_of_copy` says. Macros are kept.
    force
        Whether to replace a file that is there.

    Returns
    -------
    str
        What the copy lacks, as a sentence; "" if nothing.

    Raises
    ------
    BackboneError
        If the source has no cells (Turtle, JSON-LD), no workbook can hold them, or ``out`` cannot
        be written.
    """
    ending = ending_of_copy(source)
    if out.suffix.lower() != ending:
        raise BackboneError(f"{out}: the name of the annotated copy must end in {ending}.")
    check_free(out, force=force)
    try:
        content, lacks = _annotated(source, findings)
    # What somebody's own workbook holds beside its cells may be anything; the findings are there.
    except Exception as problem:
        if isinstance(problem, BackboneError) and not isinstance(problem, CannotWriteError):
            raise
        reason = shortened(clean(str(problem)), 200)
        raise BackboneError(
            f"{source}: no annotated copy could be made of it ({reason}). What was found in it is "
            "told without one."
        ) from problem
    write_file(out, content, force=force)
    return lacks


def _annotated(source: Path, findings: Findings) -> tuple[bytes, str]:
    """Return the copy and what it lacks."""
    workbook, sheets = workbook_of(source)
    try:
        return annotate(workbook, _notes(findings, sheets)), ""
    except Exception:
        if source.suffix.lower() != ".xlsx" or source.is_dir():
            raise  # it is plain already; or one under the ending of macros would not be opened
        workbook, sheets = _plain_workbook(grid_file(source))
        lacks = (
            "A part of the workbook that is not its cells is damaged or too large, so the copy "
            "holds the cells alone, without looks, comments and pictures."
        )
        return annotate(workbook, _notes(findings, sheets)), lacks


def _notes(findings: Findings, sheets: Mapping[str, str]) -> list[CellNote]:
    first = next(iter(sheets.values()))
    return [
        CellNote(
            sheet=sheets.get(finding.sheet, first),
            cell=(cell.split(":")[0] if finding.sheet in sheets else "") or "A1",
            text=_note(finding),
            severity=finding.severity,
        )
        for finding in findings
        for cell in _cells(finding)
    ]


def workbook_of(source: Path) -> tuple[bytes, dict[str, str]]:
    """Return a workbook that holds the cells of a file, and its sheets' names by those in the file.

    That of an ``.xlsx`` or ``.xlsm`` is the file itself.

    Raises
    ------
    BackboneError
        If the file has no cells (Turtle, JSON-LD).
    """
    if not (source.is_dir() or source.suffix.lower() in _WITH_CELLS):
        raise BackboneError(f"{source}: only a workbook or a folder of csv files can be annotated.")
    file = grid_file(source)
    if file.format == "xlsx":
        return source.read_bytes(), {grid.name: grid.name for grid in file.grids}
    return _plain_workbook(file)


def _plain_workbook(file: GridFile) -> tuple[bytes, dict[str, str]]:
    from openpyxl import Workbook
    from openpyxl.cell import WriteOnlyCell

    from backbone_kg.writing.as_xlsx import check_fits, keep_as_text
    from backbone_kg.writing.workbook_files import room_for_temporary_files, without_times

    for grid in file.grids:
        check_fits(grid.name, len(grid.rows), max(map(len, grid.rows), default=0))
    workbook = Workbook(write_only=True)
    titles: dict[str, str] = {}
    with room_for_temporary_files():
        for grid in file.grids:
            titles[grid.name] = _free_title(grid.name, titles.values())
            sheet = workbook.create_sheet(titles[grid.name])
            for row in grid.rows:
                cells = []
                for value in row:
                    plain: Any = _as_shown(value) if isinstance(value, str) else value
                    cell = WriteOnlyCell(sheet, plain)
                    if isinstance(value, str):
                        keep_as_text(cell)
                    cells.append(cell)
                sheet.append(cells)
    if not titles:
        titles[""] = workbook.create_sheet("No sheet").title
    return without_times(workbook), titles


_NOT_IN_TITLES = re.compile(r"[\[\]:*?/\\]")
_LONGEST_TITLE = 31


def _free_title(name: str, taken: Iterable[str]) -> str:
    """Return a name that a sheet can have and none has yet, as near to its own as can be."""
    allowed = NOT_IN_XML.sub("", _NOT_IN_TITLES.sub("_", visible(clean(name)))).strip("'")
    others = {key(title) for title in taken}
    for number in count(1):
        end = f" ({number})" if number > 1 else ""
        title = f"{(allowed or 'Sheet')[: _LONGEST_TITLE - len(end)]}{end}"
        if key(title) not in others:
            return title
    raise AssertionError


def _as_shown(text: str) -> str:
    """Return a text as a cell can hold it: what acts unseen marked, cut to what a cell can hold."""
    shown = NOT_IN_XML.sub("", visible(text))
    return shown if len(shown) <= LONGEST_TEXT else shown[: LONGEST_TEXT - 1] + "…"


def _note(finding: Finding) -> str:
    """Return what the comment says; more of it is told with and without a network."""
    more = f"More: backbone-kg explain {finding.code}, or {finding.address}"
    return " ".join(filter(None, (finding.message, finding.remedy, more)))


def _cells(finding: Finding) -> list[str]:
    """Return the cells that a finding is shown at: all of them, where something is to be done."""
    if finding.severity is Severity.INFO:
        return [finding.cell]
    return [one.cell for one in finding.cells] or [finding.cell]

"""A mended copy of a data file: some cells say something else, all others what they said."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from backbone_kg.base.errors import BackboneError
from backbone_kg.base.files import write_file
from backbone_kg.writing.annotated_copies import workbook_of
from backbone_kg.writing.mend_xlsx import mended


def write_mended(source: Path, texts: Mapping[tuple[str, str], str], out: Path) -> None:
    """Write a copy of a data file in which some cells say something else.

    Parameters
    ----------
    source
        The file. Of an ``.xlsx`` everything else is kept as it is; an ``.ods`` file or a folder of
        csv becomes a plain workbook of its cells.
    texts
        What cells are to say, by sheet and cell; see :func:`backbone_kg.writing.mend_xlsx.mended`.
    out
        Where to; ends as :func:`backbone_kg.writing.annotated_copies.ending_of_copy` says.

    Raises
    ------
    BackboneError
        If the source has no cells (Turtle, JSON-LD), a cell cannot be mended, or ``out`` cannot be
        written.
    """
    workbook, sheets = workbook_of(source)
    try:
        inside = {(sheets.get(sheet, sheet), cell): text for (sheet, cell), text in texts.items()}
        content = mended(workbook, inside)
    except ValueError as problem:
        raise BackboneError(str(problem)) from problem
    write_file(out, content)

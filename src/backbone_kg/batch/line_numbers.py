"""In which line of which text file a finding stands, where that is known."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple

from backbone_kg.base.findings import Finding
from backbone_kg.validation.grouping import of_each_cell


class TextPlace(NamedTuple):
    """A place in a text file.

    Parameters
    ----------
    file
        The name of the file in its folder; "" where the data file is not a folder.
    line
        From 1; 0 if only the file is known.
    """

    file: str
    line: int


Places = dict[tuple[str, int], TextPlace]
"""By sheet and row (0 for the whole sheet), or by IRI and 0."""


def text_places(path: Path, findings: Iterable[Finding]) -> Places:
    """Return where the rows and things stand that findings are about.

    Parameters
    ----------
    path
        The data file.
    findings
        What was found in it.

    Returns
    -------
    dict
        Empty for formats without lines (workbooks, JSON-LD).
    """
    if path.is_dir():
        each = [one for finding in findings for one in of_each_cell(finding)]
        return _of_csv(
            path, {(one.sheet, row) for one in each if one.sheet for row in (0, one.row)}
        )
    things = {one.iri for one in findings if one.iri}
    return _of_turtle(path, things) if things and path.suffix.lower() == ".ttl" else {}


def _of_csv(folder: Path, wanted: set[tuple[str, int]]) -> Places:
    from backbone_kg.reading.csv_folders import csv_files, first_lines, sheet_of

    places: Places = {}
    for file in csv_files(folder):
        sheet = sheet_of(file)
        if (sheet, 0) in wanted:
            for row, line in enumerate((0, *first_lines(file))):
                if (sheet, row) in wanted:
                    places[sheet, row] = TextPlace(file.name, line)
    return places


def _of_turtle(path: Path, things: set[str]) -> Places:
    from backbone_kg.graph.turtle_tokens import outline

    try:
        lines = outline(path.read_text(encoding="utf-8-sig")).lines
    except (SyntaxError, ValueError):
        return {}
    return {(iri, 0): TextPlace("", line) for iri, line in lines.items() if iri in things}

"""Cells of a workbook that hold a color and nothing else: somebody's marks that cannot be read."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from lxml import etree

from backbone_kg.importing.foreign_tables import ForeignTable
from backbone_kg.importing.outlines import Outline
from backbone_kg.importing.table_statements import Origin
from backbone_kg.writing.ooxml import Package
from backbone_kg.writing.sheet_cells import position, sheet_parts

FEWEST = 3
"""Fewer colored cells without text are taken for decoration."""

_STYLES = "xl/styles.xml"
_PLAIN = frozenset(["none", "gray125", ""])


def colored_cells(path: Path, outline: Outline) -> list[Origin]:
    """Return the cells below and beside the headings that hold a color and no text.

    Parameters
    ----------
    path
        The workbook; of other kinds of files nothing is known, nor if its looks are damaged.
    outline
        The table of it that is asked about.
    """
    if path.suffix.lower() not in {".xlsx", ".xlsm"} or outline.last < 0:
        return []
    try:
        colored = list(_colored(path, outline.table))
    except ValueError:
        return []
    found = [
        Origin(outline.table, row, column)
        for row, column in colored
        if row > outline.last
        and 0 < column < outline.table.width
        and outline.headings[column]
        and row < len(outline.table.texts)
        and outline.table.texts[row][0]
        and not outline.table.texts[row][column]
    ]
    return found if len(found) >= FEWEST else []


def _colored(path: Path, table: ForeignTable) -> Iterator[tuple[int, int]]:
    package = Package(path.read_bytes())
    part = sheet_parts(package).get(table.sheet, "")
    if not package.has(_STYLES) or not package.has(part):
        return
    filled = _filled_styles(package.xml(_STYLES))
    for cell in package.xml(part).iter("{*}c") if filled else ():
        if not len(cell) and "r" in cell.attrib and int(cell.get("s", "0")) in filled:
            yield position(cell.get("r", ""))


def _filled_styles(root: etree._Element) -> set[int]:
    """Return the numbers of the cell styles that fill a cell with a color."""
    colored = {
        number
        for number, fill in enumerate(root.iterfind("{*}fills/{*}fill"))
        if any(p.get("patternType", "") not in _PLAIN for p in fill.iterfind("{*}patternFill"))
    }
    return {
        number
        for number, style in enumerate(root.iterfind("{*}cellXfs/{*}xf"))
        if int(style.get("fillId", "0")) in colored
    }

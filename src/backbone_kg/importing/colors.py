"""Cells of a workbook that hold a color and nothing else: somebody's marks that cannot be read."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from lxml import etree

from backbone_kg.base.cells import cell_position
from backbone_kg.importing.foreign_tables import ForeignTable
from backbone_kg.importing.outlines import Outline
from backbone_kg.importing.statements import Origin
from backbone_kg.writing.ooxml import Package
from backbone_kg.writing.sheet_cells import sheet_parts

FEWEST = 3
"""Fewer colored cells without text are taken for decoration."""

_EMPTY_CELL = re.compile(rb"<(?:\w+:)?c\b([^>]*?)(?:/>|></(?:\w+:)?c>)")
_PLACE, _STYLE = re.compile(rb'\br="([A-Z]+\d+)"'), re.compile(rb'\bs="(\d+)"')
_STYLES = "xl/styles.xml"
_PLAIN = frozenset(["none", "gray125", ""])


def colored_cells(path: Path, outline: Outline) -> list[Origin]:
    """Return the cells below and beside the headings that hold a color and no text.

    Parameters
    ----------
    path
        The workbook; of other kinds of files nothing is known.
    outline
        The table of it that is asked about.
    """
    if path.suffix.lower() not in {".xlsx", ".xlsm"} or outline.last < 0:
        return []
    found = [
        Origin(outline.table, row, column)
        for row, column in _colored(path, outline.table)
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
    for attributes in _EMPTY_CELL.findall(package.read(part)) if filled else ():
        place, style = _PLACE.search(attributes), _STYLE.search(attributes)
        if place and style and int(style[1]) in filled:
            yield cell_position(place[1].decode())


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

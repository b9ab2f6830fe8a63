"""The sheets of an .xlsx workbook, and their cells, found or made where the schema wants them."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable

from lxml import etree

from backbone_kg.base.cells import LAST_COLUMN, LAST_ROW, cell_name, column_index
from backbone_kg.writing.ooxml import (
    Package,
    Position,
    add_child,
    child,
    children,
    is_on,
    numbered,
)

_CELL = re.compile(r"([A-Z]{1,3})([1-9][0-9]{0,6})")


def sheet_parts(package: Package) -> dict[str, str]:
    """Return the part of each sheet by the sheet's name, in the workbook's order."""
    targets = {relation.id: relation.target for relation in package.relationships(package.workbook)}
    sheets = child(package.xml(package.workbook), "sheets")
    found = {}
    for sheet in children(sheets, "sheet") if sheets is not None else []:
        identifier = sheet.get(f"{{{package.relationship_namespace}}}id", "")
        found[sheet.get("name", "")] = targets.get(identifier, "")
    return found


def position(cell: str) -> Position:
    """Return row and column, from 0, of a cell such as ``B7``.

    Raises
    ------
    ValueError
        If that is not the name of a cell.
    """
    match = _CELL.fullmatch(cell)
    if match:
        row, column = int(match[2]) - 1, column_index(match[1])
        if row < LAST_ROW and column < LAST_COLUMN:
            return row, column
    raise ValueError(f"“{cell}” is not the name of a cell, such as B7.")


def _corners(reference: str) -> tuple[Position, Position] | None:
    """Return the first and last cell of a range such as ``A1:C3``, or None if it is none."""
    try:
        first, last = (position(corner) for corner in (*reference.split(":"), reference)[:2])
    except ValueError:
        return None
    return first, last


class SheetCells:
    """The cells of one sheet, found or made where the schema wants them."""

    def __init__(self, root: etree._Element, part: str) -> None:
        data = child(root, "sheetData")
        if data is None:
            raise ValueError(f"The sheet in {part} has no cells to write a note on.")
        self._root = root
        self._data = data
        self._rows = numbered(data, "row")
        self._cells: dict[int, list[tuple[int, etree._Element]]] = {}
        merged = child(root, "mergeCells")
        ranges = [_corners(m.get("ref", "")) for m in merged] if merged is not None else []
        self._merged = list(dict.fromkeys(corners for corners in ranges if corners))
        self._merged_in: dict[int, list[tuple[Position, Position]]] = {}

    def seen_at(self, position: Position) -> Position:
        """Return where a cell is seen: in a merged range that is its first cell."""
        row, column = position
        if row not in self._merged_in:
            self._merged_in[row] = [one for one in self._merged if one[0][0] <= row <= one[1][0]]
        for first, last in self._merged_in[row]:
            if first[1] <= column <= last[1]:
                return first
        return position

    def at(self, row: int, column: int) -> etree._Element:
        """Return the cell, made with the style that its place has if it is not there yet."""
        line = _find_or_add(self._data, self._rows, row, "row", lambda: {"r": str(row + 1)})
        if row not in self._cells:
            self._cells[row] = numbered(line, "c")

        def new() -> dict[str, str]:
            self._widen(line, row, column)
            return {"r": cell_name(row, column), "s": self._style_of_place(line, column)}

        return _find_or_add(line, self._cells[row], column, "c", new)

    def _style_of_place(self, line: etree._Element, column: int) -> str:
        if is_on(line.get("customFormat")):
            return line.get("s", "0")
        columns = child(self._root, "cols")
        for element in columns if columns is not None else ():
            if int(element.get("min", "0")) <= column + 1 <= int(element.get("max", "0")):
                return element.get("style", "0")
        return "0"

    def _widen(self, line: etree._Element, row: int, column: int) -> None:
        """Let the hints on which cells are in use take in a new one."""
        spans = re.fullmatch(r"(\d+):(\d+)", line.get("spans", ""))
        if spans:
            first, last = min(int(spans[1]), column + 1), max(int(spans[2]), column + 1)
            line.set("spans", f"{first}:{last}")
        elif "spans" in line.attrib:
            del line.attrib["spans"]
        dimension = child(self._root, "dimension")
        corners = _corners(dimension.get("ref", "")) if dimension is not None else None
        if dimension is not None and corners:
            (top, left), (bottom, right) = corners
            if not (top <= row <= bottom and left <= column <= right):
                start = cell_name(min(top, row), min(left, column))
                dimension.set("ref", f"{start}:{cell_name(max(bottom, row), max(right, column))}")


def _find_or_add(
    parent: etree._Element,
    known: list[tuple[int, etree._Element]],
    place: int,
    name: str,
    attributes: Callable[[], dict[str, str]],
) -> etree._Element:
    """Return the row or cell at a place, added to its parent and to ``known`` if need be."""
    index = bisect_left(known, place, key=lambda pair: pair[0])
    if index < len(known) and known[index][0] == place:
        return known[index][1]
    followers = frozenset(("extLst",)) if name == "c" else frozenset[str]()
    added = add_child(parent, name, attributes(), followers=followers)
    if index < len(known):
        known[index][1].addprevious(added)
    known.insert(index, (place, added))
    return added

"""A copy of a workbook in which each faulty cell is colored and says in a comment what to mend.

The package itself is edited, and only the parts that must change: a spreadsheet library would
lose what it does not know, such as charts, shapes, form controls and slicers.
"""

from __future__ import annotations

import copy
import re
from bisect import bisect_left
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Literal, TypeAlias

from lxml import etree

from backbone_kg.reading.grids import cell_name
from backbone_kg.writing.cell_comments import add_comments
from backbone_kg.writing.ooxml import (
    Package,
    Position,
    add_child,
    child,
    children,
    column_index,
    is_on,
    new_root,
    numbered,
)

NoteSeverity: TypeAlias = Literal["error", "warning", "info"]

_COLORS: dict[NoteSeverity, str] = {
    "error": "FFF4C7C3",
    "warning": "FFFFE8A3",
    "info": "FFD6E4F5",
}
"""The fill of a faulty cell: soft red, amber and blue (alpha, red, green, blue)."""

_WORDS: dict[NoteSeverity, str] = {
    "error": "MUST MEND",
    "warning": "SHOULD MEND",
    "info": "NOTE",
}
_FROM_WORST = tuple(_COLORS)

_CELL = re.compile(r"([A-Z]{1,3})([1-9][0-9]{0,6})")
_LAST_ROW, _LAST_COLUMN = 1_048_576, 16_384
_STYLES_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.styles+xml"
_STYLES_ORDER = (
    *("numFmts", "fonts", "fills", "borders", "cellStyleXfs", "cellXfs"),
    *("cellStyles", "dxfs", "tableStyles", "colors", "extLst"),
)


@dataclass(frozen=True, slots=True)
class CellNote:
    """What is to be said of one cell.

    Parameters
    ----------
    sheet
        The name of the sheet, exactly as the workbook has it.
    cell
        The cell, such as ``B7``.
    text
        What to say.
    severity
        ``error`` (must be mended), ``warning`` (should be) or ``info``.
    """

    sheet: str
    cell: str
    text: str
    severity: NoteSeverity


def annotate(workbook: bytes, notes: Sequence[CellNote], *, author: str = "backbone-kg") -> bytes:
    """Return a copy of a workbook with the faulty cells colored and commented.

    Everything else in it stays as it is: values, formulas, number formats, fonts, borders, and
    every part that knows nothing of cell styles and comments. The same input gives the same bytes.

    Parameters
    ----------
    workbook
        The bytes of an .xlsx (or .xlsm) file.
    notes
        What to say, in any order. All notes on one cell go into one comment, the worst first and
        each once; the worst gives the color. A note on a cell that a merged range hides goes to
        the cell of the range that shows. Without notes the very same bytes come back.
    author
        Whose name the comments carry.

    Returns
    -------
    bytes
        The copy.

    Raises
    ------
    ValueError
        If the bytes are no .xlsx workbook that can be read (other format, password, damage), or a
        note names a sheet that the workbook does not have, a sheet without cells, or no cell.

    Notes
    -----
    A cell that has a comment keeps it and gets the texts after it, except those it holds already:
    a copy can be annotated again. Threaded comments are left alone. Where there is one, the texts
    go after the plain text that Excel keeps beside the thread for programs that know no threads;
    they are seen in those and not in Excel itself, where the color remains. If that plain text is
    missing the cell is colored only, because a cell cannot have both a thread and a comment.

    Conditional formatting in the workbook still has the last word on the color that is seen.
    """
    package = Package(workbook)
    sheets = sheet_parts(package)
    by_sheet: dict[str, list[tuple[Position, CellNote]]] = {}
    for note in notes:
        if note.sheet not in sheets:
            known = ", ".join(f"“{name}”" for name in sheets)
            raise ValueError(f"The workbook has no sheet “{note.sheet}”. It has: {known}.")
        by_sheet.setdefault(note.sheet, []).append((_position(note.cell), note))
    if not by_sheet:
        return workbook

    styles = _Styles(package)
    for name, part in sheets.items():
        if name in by_sheet:
            _annotate_sheet(package, part, by_sheet[name], styles, author)
    styles.save()
    return package.to_bytes()


def _annotate_sheet(
    package: Package,
    part: str,
    notes: list[tuple[Position, CellNote]],
    styles: _Styles,
    author: str,
) -> None:
    root = package.xml(part)
    cells = _Cells(root, part)
    by_cell: dict[Position, list[CellNote]] = {}
    for position, note in notes:
        by_cell.setdefault(cells.seen_at(position), []).append(note)

    texts: dict[Position, list[str]] = {}
    for position in sorted(by_cell):
        found = sorted(by_cell[position], key=lambda note: _FROM_WORST.index(note.severity))
        texts[position] = [f"{_WORDS[note.severity]}: {note.text}" for note in found]
        cell = cells.at(*position)
        cell.set("s", str(styles.colored(int(cell.get("s") or 0), found[0].severity)))
    add_comments(package, part, root, texts, author)
    package.put_xml(part, root)


def sheet_parts(package: Package) -> dict[str, str]:
    """Return the part of each sheet by the sheet's name, in the workbook's order."""
    targets = {relation.id: relation.target for relation in package.relationships(package.workbook)}
    sheets = child(package.xml(package.workbook), "sheets")
    found = {}
    for sheet in children(sheets, "sheet") if sheets is not None else []:
        identifier = sheet.get(f"{{{package.relationship_namespace}}}id", "")
        found[sheet.get("name", "")] = targets.get(identifier, "")
    return found


def _position(cell: str) -> Position:
    match = _CELL.fullmatch(cell)
    if match:
        row, column = int(match[2]) - 1, column_index(match[1])
        if row < _LAST_ROW and column < _LAST_COLUMN:
            return row, column
    raise ValueError(f"“{cell}” is not the name of a cell, such as B7.")


def _corners(reference: str) -> tuple[Position, Position] | None:
    """Return the first and last cell of a range such as ``A1:C3``, or None if it is none."""
    try:
        first, last = (_position(corner) for corner in (*reference.split(":"), reference)[:2])
    except ValueError:
        return None
    return first, last


class _Cells:
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
        self._merged = [corners for corners in ranges if corners]

    def seen_at(self, position: Position) -> Position:
        """Return where a cell is seen: in a merged range that is its first cell."""
        row, column = position
        for first, last in self._merged:
            if first[0] <= row <= last[0] and first[1] <= column <= last[1]:
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


class _Styles:
    """The workbook's table of cell styles, to which colored copies are added."""

    def __init__(self, package: Package) -> None:
        self._package = package
        related = [r for r in package.relationships(package.workbook) if r.kind == "styles"]
        if related and package.has(related[0].target):
            self._part = related[0].target
            self._root = package.xml(self._part)
        else:
            if related:
                self._part = related[0].target
            else:
                self._part = "xl/styles.xml"
                if package.has(self._part):
                    self._part = package.free_name("xl/styles{}.xml")
                package.relate(package.workbook, "styles", self._part)
            package.set_content_type(self._part, _STYLES_TYPE)
            namespace = etree.QName(package.xml(package.workbook)).namespace
            self._root = new_root(namespace, "styleSheet")
        self._complete()
        self._fills = self._table("fills")
        self._formats = self._table("cellXfs")
        self._colored: dict[tuple[int, NoteSeverity], int] = {}
        self._fill_of: dict[NoteSeverity, int] = {}

    def colored(self, style: int, severity: NoteSeverity) -> int:
        """Return the index of a style that differs from the given one in its fill only."""
        if (style, severity) not in self._colored:
            self._colored[style, severity] = self._add_colored(style, severity)
        return self._colored[style, severity]

    def save(self) -> None:
        """Put the table back into the package."""
        for table, name in ((self._fills, "fill"), (self._formats, "xf")):
            table.set("count", str(len(children(table, name))))
        self._package.put_xml(self._part, self._root)

    def _add_colored(self, style: int, severity: NoteSeverity) -> int:
        formats = children(self._formats, "xf")
        original = formats[style if style < len(formats) else 0]
        fill = str(self._fill(severity))
        if original.get("fillId") == fill and is_on(original.get("applyFill")):
            return formats.index(original)
        changed = copy.deepcopy(original)
        changed.set("fillId", fill)
        changed.set("applyFill", "1")
        formats[-1].addnext(changed)
        return len(formats)

    def _fill(self, severity: NoteSeverity) -> int:
        if severity not in self._fill_of:
            fills = children(self._fills, "fill")
            same = [i for i, fill in enumerate(fills) if _is_solid(fill, _COLORS[severity])]
            if not same:
                fill = add_child(self._fills, "fill")
                pattern = add_child(fill, "patternFill", {"patternType": "solid"})
                add_child(pattern, "fgColor", {"rgb": _COLORS[severity]})
                add_child(pattern, "bgColor", {"indexed": "64"})
            self._fill_of[severity] = same[0] if same else len(fills)
        return self._fill_of[severity]

    def _table(self, name: str) -> etree._Element:
        table = child(self._root, name)
        if table is None:
            followers = _STYLES_ORDER[_STYLES_ORDER.index(name) + 1 :]
            table = add_child(self._root, name, followers=frozenset(followers))
        return table

    def _complete(self) -> None:
        """Add what a cell style refers to, where the file has none."""
        if not len(self._table("fonts")):
            font = add_child(self._table("fonts"), "font")
            add_child(font, "sz", {"val": "11"})
            add_child(font, "name", {"val": "Calibri"})
        # Programs take the first two fills to be these, whatever stands there.
        for kind in ("none", "gray125")[len(children(self._table("fills"), "fill")) :]:
            fill = add_child(self._table("fills"), "fill")
            add_child(fill, "patternFill", {"patternType": kind})
        if not len(self._table("borders")):
            border = add_child(self._table("borders"), "border")
            for side in ("left", "right", "top", "bottom", "diagonal"):
                add_child(border, side)
        plain = {"numFmtId": "0", "fontId": "0", "fillId": "0", "borderId": "0"}
        if not len(self._table("cellStyleXfs")):
            add_child(self._table("cellStyleXfs"), "xf", plain)
            if not len(self._table("cellStyles")):
                normal = {"name": "Normal", "xfId": "0", "builtinId": "0"}
                add_child(self._table("cellStyles"), "cellStyle", normal)
        if not len(self._table("cellXfs")):
            add_child(self._table("cellXfs"), "xf", {**plain, "xfId": "0"})


def _is_solid(fill: etree._Element, color: str) -> bool:
    pattern = child(fill, "patternFill")
    if pattern is None or pattern.get("patternType") != "solid":
        return False
    foreground = child(pattern, "fgColor")
    return foreground is not None and foreground.get("rgb") == color

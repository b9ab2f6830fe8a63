"""The boxes in which comments show, in the legacy drawing of one sheet of an .xlsx workbook.

The drawing is written in VML, which Excel does not always keep well-formed, so it is edited as
text. A box hangs on columns and rows, whose sizes therefore must be known.
"""

from __future__ import annotations

import math
import re
import unicodedata
from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate, chain, count

from lxml import etree

from backbone_kg.base.cells import LAST_COLUMN, LAST_ROW
from backbone_kg.writing.ooxml import Package, Position, add_child, child, is_on, numbered

_DRAWING_TYPE = "application/vnd.openxmlformats-officedocument.vmlDrawing"
_AFTER_LEGACY_DRAWING = frozenset(
    (
        *("legacyDrawingHF", "drawingHF", "picture", "oleObjects", "controls"),
        *("webPublishItems", "tableParts", "extLst"),
    )
)

# Pixels, at 96 to the inch.
_NARROWEST, _WIDEST, _PADDING = 120, 300, 16
_CHARACTER, _LINE = 7, 16

_PREFIXES = {
    "v": "urn:schemas-microsoft-com:vml",
    "o": "urn:schemas-microsoft-com:office:office",
    "x": "urn:schemas-microsoft-com:office:excel",
}
_EMPTY_DRAWING = (
    "<xml" + "".join(f' xmlns:{prefix}="{name}"' for prefix, name in _PREFIXES.items()) + ">"
    '<o:shapelayout v:ext="edit"><o:idmap v:ext="edit" data=""/></o:shapelayout></xml>'
)
_SHAPE_TYPE = (
    '<v:shapetype id="_x0000_t202"{declarations} coordsize="21600,21600" o:spt="202"'
    ' path="m,l,21600r21600,l21600,xe"><v:stroke joinstyle="miter"/>'
    '<v:path gradientshapeok="t" o:connecttype="rect"/></v:shapetype>'
)
_SHAPE = (
    '<v:shape id="_x0000_s{id}"{declarations} type="#_x0000_t202" style="position:absolute;'
    "margin-left:{left:g}pt;margin-top:{top:g}pt;width:{width:g}pt;height:{height:g}pt;"
    'z-index:1;visibility:hidden" fillcolor="#ffffe1" o:insetmode="auto">'
    '<v:fill color2="#ffffe1"/><v:shadow on="t" color="black" obscured="t"/>'
    '<v:path o:connecttype="none"/><v:textbox style="mso-direction-alt:auto">'
    '<div style="text-align:left"></div></v:textbox><x:ClientData ObjectType="Note">'
    "<x:MoveWithCells/><x:SizeWithCells/><x:Anchor>{anchor}</x:Anchor>"
    "<x:AutoFill>False</x:AutoFill><x:Row>{row}</x:Row><x:Column>{column}</x:Column>"
    "</x:ClientData></v:shape>"
)
_SHAPE_BLOCK = re.compile(r"<(\w+):shape\b[^>]*(?<!/)>.*?</\1:shape>", re.DOTALL)
_NOTE = re.compile(r"""\bObjectType=["']Note["']""")
_NOTE_ROW, _NOTE_COLUMN = re.compile(r":Row>\s*(\d+)\s*<"), re.compile(r":Column>\s*(\d+)\s*<")
_ANCHOR = re.compile(r"(:Anchor>)([-\d\s,]+)(<)")
_HEIGHT = re.compile(r"(?<![-\w])(height:\s*)([\d.]+)(pt|px)")
_SHAPE_ID = re.compile(r"_x0000_s(\d+)")
_ID_MAP = re.compile(r"""(idmap\b[^>]*?\bdata=["'])([\d,\s]*)(["'])""")
_IDS_PER_CLUSTER = 1024


def draw_boxes(
    package: Package, sheet_part: str, sheet: etree._Element, texts: Mapping[Position, str]
) -> None:
    """Give each comment a box that its text fits into.

    Parameters
    ----------
    package
        The workbook; gets the changed drawing.
    sheet_part
        The name of the sheet's part.
    sheet
        The root of that part; gets a reference to the drawing if it has none. To put it back is
        up to the caller.
    texts
        All that the comment of each cell says. A box that is there already only grows.

    Raises
    ------
    ValueError
        If the drawing is damaged.
    """
    reference = child(sheet, "legacyDrawing")
    attribute = f"{{{package.relationship_namespace}}}id"
    wanted = reference.get(attribute) if reference is not None else None
    related = [r.target for r in package.relationships(sheet_part) if r.id == wanted]
    if related and package.has(related[0]):
        part = related[0]
        drawing = package.read(part).decode("utf-8", "surrogateescape")
    else:
        part = package.free_name("xl/drawings/vmlDrawing{}.vml")
        drawing = _EMPTY_DRAWING
        if reference is None:
            reference = add_child(
                sheet,
                "legacyDrawing",
                followers=_AFTER_LEGACY_DRAWING,
                prefixes={"r": package.relationship_namespace},
            )
        reference.set(attribute, package.relate(sheet_part, "vmlDrawing", part))
        package.set_content_type(part, _DRAWING_TYPE, by_ending=True)
    others = [
        package.read(name).decode("utf-8", "surrogateescape")
        for name in package.names()
        if name.lower().endswith(".vml") and name.lower() != part.lower()
    ]
    taken = {cluster for other in others for cluster in _clusters(other)}
    drawing = _with_boxes(drawing, texts, _Layout(sheet, max(row for row, _ in texts)), taken)
    package.put(part, drawing.encode("utf-8", "surrogateescape"))


def _with_boxes(
    drawing: str, texts: Mapping[Position, str], layout: _Layout, taken: set[int]
) -> str:
    drawn: set[Position] = set()

    def enlarged(match: re.Match[str]) -> str:
        block = match[0]
        row, column = _NOTE_ROW.search(block), _NOTE_COLUMN.search(block)
        if not (_NOTE.search(block) and row and column):
            return block
        position = int(row[1]), int(column[1])
        drawn.add(position)
        return _enlarged(block, texts[position], layout) if position in texts else block

    drawing = _SHAPE_BLOCK.sub(enlarged, drawing)
    missing = [position for position in texts if position not in drawn]
    if not missing:
        return drawing
    end = re.search(r"</[\w:.-]+>\s*$", drawing)
    start = re.search(r"<[A-Za-z][^>]*>", drawing)
    if not (start and end):
        raise ValueError("The workbook is damaged: a drawing with comment boxes has no end.")

    own = _clusters(drawing)
    ids = _free_ids(drawing, own, taken)
    declarations = "".join(
        f' xmlns:{prefix}="{name}"'
        for prefix, name in _PREFIXES.items()
        if not re.search(rf"""xmlns:{prefix}=["']{name}["']""", start[0])
    )
    added = []
    if not re.search(r"""\bid=["']_x0000_t202["']""", drawing):
        added.append(_SHAPE_TYPE.format(declarations=declarations))
    used = set(own)
    for position in missing:
        number = next(ids)
        used.add(number // _IDS_PER_CLUSTER)
        box = layout.box(position, *_size(texts[position]))
        points = {name: getattr(box, name) * 0.75 for name in ("left", "top", "width", "height")}
        places = {"anchor": box.anchor, "row": position[0], "column": position[1]}
        added.append(_SHAPE.format(id=number, declarations=declarations, **points, **places))
    drawing = drawing[: end.start()] + "".join(added) + drawing[end.start() :]
    clusters = ",".join(str(cluster) for cluster in sorted(used))
    return _ID_MAP.sub(rf"\g<1>{clusters}\g<3>", drawing, count=1)


def _clusters(drawing: str) -> set[int]:
    """Return the blocks of 1024 shape numbers that a drawing has taken."""
    said = _ID_MAP.search(drawing)
    listed = {int(number) for number in re.findall(r"\d+", said[2])} if said else set()
    return listed | {int(number) // _IDS_PER_CLUSTER for number in _SHAPE_ID.findall(drawing)}


def _free_ids(drawing: str, own: set[int], taken: set[int]) -> Iterator[int]:
    used = {int(number) for number in _SHAPE_ID.findall(drawing)}
    further = count(max(own | taken, default=0) + 1)
    for cluster in chain(sorted(own - taken), further):
        start = cluster * _IDS_PER_CLUSTER
        yield from (n for n in range(start + 1, start + _IDS_PER_CLUSTER) if n not in used)


def _enlarged(block: str, text: str, layout: _Layout) -> str:
    """Let the box of a comment reach further down, if its text needs that."""
    anchor = _ANCHOR.search(block)
    numbers = [int(number) for number in re.findall(r"-?\d+", anchor[2])] if anchor else []
    if len(numbers) == 8:
        box = layout.existing_box(numbers)
        needed = _height(text, box.width)
        if box.height >= needed:
            return block
        new = layout.anchor(box.left, box.top, box.width, needed).split(", ")
        kept = [str(number) for number in numbers[:6]]
        block = _ANCHOR.sub(rf"\g<1>{', '.join(kept + new[6:])}\g<3>", block, count=1)
    else:
        needed = _height(text, _NARROWEST)
    height = _HEIGHT.search(block)
    points = needed * 0.75
    if height and float(height[2]) * (0.75 if height[3] == "px" else 1) < points:
        block = _HEIGHT.sub(rf"\g<1>{points:g}pt", block, count=1)
    return block


def _size(text: str) -> tuple[int, int]:
    """Return the width and height in pixels of a box that a text fits into, generously."""
    longest = max(_length(line) for line in text.split("\n"))
    width = min(max(longest * _CHARACTER + _PADDING, _NARROWEST), _WIDEST)
    return width, _height(text, width)


def _height(text: str, width: int) -> int:
    per_line = max((width - _PADDING) // _CHARACTER, 1)
    lines = (max(1, math.ceil(_length(line) / per_line)) for line in text.split("\n"))
    return sum(lines) * _LINE + _PADDING


def _length(line: str) -> int:
    """Count the letters of a line, those of East Asian scripts twice as they are twice as wide."""
    return sum(2 if unicodedata.east_asian_width(letter) in "WF" else 1 for letter in line)


@dataclass(frozen=True, slots=True)
class _Box:
    """Where a comment's box lies, in pixels from the corner of the sheet."""

    left: int
    top: int
    width: int
    height: int
    anchor: str = ""


class _Layout:
    """How wide the columns and how high the rows of a sheet are, in pixels."""

    def __init__(self, sheet: etree._Element, last_row: int) -> None:
        defaults = child(sheet, "sheetFormatPr")
        told = {str(k): str(v) for k, v in defaults.items()} if defaults is not None else {}
        base = float(told.get("baseColWidth", 8)) + 0.71
        width = round(float(told.get("defaultColWidth", base)) * 7)
        widths = [width] * LAST_COLUMN
        columns = child(sheet, "cols")
        # As many as there are columns describe each of them once.
        for column in list(columns)[:LAST_COLUMN] if columns is not None else ():
            own = round(float(column.get("width", width / 7)) * 7)
            first, last = int(column.get("min", 1)) - 1, int(column.get("max", 0))
            described = range(max(first, 0), min(last, LAST_COLUMN))
            shown = 0 if is_on(column.get("hidden")) else own
            widths[described.start : described.stop] = [shown] * len(described)

        height = round(float(told.get("defaultRowHeight", 15)) / 0.75)
        data = child(sheet, "sheetData")
        rows = numbered(data, "row") if data is not None else []
        length = max([last_row, *(place for place, _ in rows)]) + 500
        hidden = is_on(told.get("zeroHeight"))
        heights = [0 if hidden else height] * min(length, LAST_ROW)
        for place, row in rows:
            own = round(float(row.get("ht", height * 0.75)) / 0.75)
            if place < len(heights):
                heights[place] = 0 if is_on(row.get("hidden")) else own
        self._columns = [0, *accumulate(widths)]
        self._rows = [0, *accumulate(heights)]

    def box(self, position: Position, width: int, height: int) -> _Box:
        """Return a place for a box beside a cell, where it can be seen in full."""
        row, column = position
        left = _start(self._columns, self._columns[column + 1] + 15, width)
        top = _start(self._rows, max(self._rows[row] - 10, 2), height)
        return _Box(left, top, width, height, self.anchor(left, top, width, height))

    def anchor(self, left: int, top: int, width: int, height: int) -> str:
        """Return the corners of a box as VML has them: column, offset, row, offset, twice."""
        corners = (
            *_place(self._columns, left),
            *_place(self._rows, top),
            *_place(self._columns, left + width),
            *_place(self._rows, top + height),
        )
        return ", ".join(str(number) for number in corners)

    def existing_box(self, anchor: Sequence[int]) -> _Box:
        """Return the box between the corners that VML gives."""
        columns, rows = self._columns, self._rows
        left, right = (_edge(columns, anchor[i]) + anchor[i + 1] for i in (0, 4))
        top, bottom = (_edge(rows, anchor[i]) + anchor[i + 1] for i in (2, 6))
        return _Box(left, top, right - left, bottom - top)


def _start(edges: Sequence[int], wanted: int, length: int) -> int:
    return max(0, min(wanted, edges[-1] - length))


def _place(edges: Sequence[int], pixel: int) -> tuple[int, int]:
    index = min(bisect_right(edges, pixel) - 1, len(edges) - 2)
    return index, min(pixel, edges[-1]) - edges[index]


def _edge(edges: Sequence[int], index: int) -> int:
    return edges[min(max(index, 0), len(edges) - 1)]

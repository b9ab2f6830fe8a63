"""The strokes and words that drawings of crosswalks are made of, as SVG elements."""

from __future__ import annotations

from typing import Literal

from lxml import etree

from backbone_kg.analysis.results import RoleState
from backbone_kg.showing.pictures import style
from backbone_kg.showing.pictures.lettering import text_width

How = Literal["exact", "close", "broader", "narrower", "related"]
Point = tuple[float, float]

SVG = "http://www.w3.org/2000/svg"
DEEP = style.STATE_COLOR[RoleState.SHARED]
WEDGE = "#7fb2d6"


def add(parent: etree._Element, tag: str, attributes: dict[str, str]) -> etree._Element:
    """Put a new element at the end of another one, and return it."""
    return etree.SubElement(parent, f"{{{SVG}}}{tag}", attributes)


def write(
    parent: etree._Element,
    x: float,
    y: float,
    words: str,
    size: float,
    *,
    bold: bool = False,
    color: str = style.INK,
    css: str = "",
) -> None:
    """Write a line that keeps the width it was laid out with, whatever font shows it."""
    attributes = {"x": f"{x:.1f}", "y": f"{y:.1f}", "font-size": f"{size:g}"}
    attributes |= {"fill": color, "textLength": f"{text_width(words, size, bold):.1f}"}
    attributes["lengthAdjust"] = "spacingAndGlyphs"
    if bold:
        attributes["font-weight"] = "700"
    if css:
        attributes["class"] = css
    add(parent, "text", attributes).text = words


def connect(group: etree._Element, how: How, start: Point, end: Point) -> None:
    """Draw a line from left to right, whose form says how the right end compares with the left.

    Parameters
    ----------
    group
        Where the strokes go.
    how
        What the concept at the end is, as seen from that at the start.
    start, end
        Where it begins and ends; a wedge is 10 points wide at the broader concept.
    """
    path = f"M{_point(start)}{_curve(start, end)}"
    stroke = {"d": path, "fill": "none", "stroke": DEEP}
    if how == "exact":
        add(group, "path", stroke | {"class": "edge", "stroke-width": "5"})
        add(group, "path", stroke | {"class": "core", "stroke": style.PAPER, "stroke-width": "2"})
    elif how == "close":
        add(group, "path", stroke | {"class": "edge", "stroke-width": "1.8"})
    elif how == "related":
        dots = {"class": "dots", "stroke": style.FAINT, "stroke-width": "1.6"}
        add(group, "path", stroke | dots | {"stroke-dasharray": "1.6 3.2"})
    else:
        at_start, at_end = (0.7, 5.0) if how == "broader" else (5.0, 0.7)
        above = ((start[0], start[1] - at_start), (end[0], end[1] - at_end))
        below = ((end[0], end[1] + at_end), (start[0], start[1] + at_start))
        outline = f"M{_point(above[0])}{_curve(*above)}L{_point(below[0])}{_curve(*below)}Z"
        add(
            group,
            "path",
            {"d": outline, "class": "wedge", "fill": WEDGE, "stroke": DEEP, "stroke-width": "0.6"},
        )


def stub(group: etree._Element, start: Point, length: float) -> None:
    """Draw a line that ends at a bar: nothing is on the other side. `length` may be negative."""
    x, y = start
    path = f"M{x:.1f} {y:.1f}h{length:.1f}M{x + length:.1f} {y - 5:.1f}v10"
    pen = {"fill": "none", "stroke": style.ALARM, "stroke-width": "1.6", "class": "stub"}
    add(group, "path", {"d": path} | pen)


def _curve(start: Point, end: Point) -> str:
    middle = (start[0] + end[0]) / 2
    return f"C{_point((middle, start[1]))} {_point((middle, end[1]))} {_point(end)}"


def _point(point: Point) -> str:
    return f"{point[0]:.1f} {point[1]:.1f}"

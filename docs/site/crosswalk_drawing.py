"""The drawing of a crosswalk: two columns of concepts, and lines whose form says how they match."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

from docs.site.pens import DEEP, SVG, How, add, connect, stub, write
from docs.site.placing import followed, stacked
from lxml import etree

from backbone_kg.showing.pictures import style
from backbone_kg.showing.pictures.lettering import clean, text_width, wrap
from backbone_kg.showing.pictures.saving import FONTS

Kind = Literal["concept", "heading", "remark"]

FORMS: dict[How, str] = {
    "exact": "the same",
    "close": "nearly the same",
    "broader": "broader at the wide end",
    "narrower": "broader at the wide end",
    "related": "related",
}
"""What the form of a line means; those further up lie on those further down."""

HOW_WORDS: dict[How, str] = {
    "exact": "same as",
    "close": "close to",
    "broader": "part of the broader",
    "narrower": "broader than",
    "related": "related to",
}
"""What stands between the left concept and the right one, where the right one is so."""

END_ROOM = 11.0
"""Points between two lines that meet the same concept."""

WIDE, NARROW = 720.0, 270.0
"""Widths in points: for a page of a book or a screen, and for a phone."""
PALE = "#eef2f6"


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of a column.

    Parameters
    ----------
    name
        What links call it by.
    label
        The words.
    kind
        A concept that is compared; a heading, which is not itself compared but has concepts below
        it that are; or a remark on what is left out.
    depth
        0 for what stands by itself, 1 for what belongs to the entry above.
    alone
        Whether it is known to have no counterpart.
    """

    name: str
    label: str
    kind: Kind = "concept"
    depth: int = 0
    alone: bool = False


@dataclass(frozen=True, slots=True)
class Link:
    """A line from a concept on the left to one on the right; `how` says what the right one is."""

    left: str
    right: str
    how: How


@dataclass(frozen=True, slots=True)
class Side:
    """A column: its heading and its entries, from top to bottom."""

    title: str
    entries: tuple[Entry, ...]


@dataclass(frozen=True, slots=True)
class _Format:
    """Measures in points that depend on the width."""

    width: float

    @property
    def narrow(self) -> bool:
        return self.width < 400.0

    @property
    def column(self) -> float:
        return self.width * (0.4 if self.narrow else 0.37)

    @property
    def size(self) -> float:
        return style.SMALL if self.narrow else style.BODY

    @property
    def padding(self) -> float:
        return 4.0 if self.narrow else 7.0

    @property
    def indent(self) -> float:
        return 5.0 if self.narrow else 14.0


@dataclass(slots=True)
class _Box:
    """An entry with its place."""

    entry: Entry
    lines: list[str]
    bold: bool
    left: float
    width: float
    words: float
    height: float
    top: float = 0.0

    @property
    def middle(self) -> float:
        return self.top + self.height / 2


def draw_crosswalk(
    left: Side,
    right: Side,
    links: Sequence[Link],
    *,
    title: str,
    description: str,
    prefix: str,
    width: float = WIDE,
) -> str:
    """Return the drawing as an ``<svg>`` element to put into a web page.

    Equal input gives equal text. Lines run between the columns only, so they never cross words;
    words wrap within their column.

    Parameters
    ----------
    left, right
        The columns.
    links
        The lines.
    title, description
        What the drawing says, in words, for those who do not see it.
    prefix
        What its identifiers begin with; each drawing of a page needs its own.
    width
        Points; the height follows from what there is to show.

    Raises
    ------
    ValueError
        A link names an entry that its side does not have.
    """
    form = _Format(width)
    boxes = [_boxes(side, form, x) for side, x in _sides(left, right, form)]
    for link in links:
        for side, name in zip(boxes, (link.left, link.right), strict=True):
            if name not in side:
                raise ValueError(f"{name!r} is linked and is no entry of its side")
    for number, side in enumerate(boxes):
        ends = Counter((link.left, link.right)[number] for link in links)
        for name, count in ends.items():
            side[name].height = max(side[name].height, END_ROOM * count + 2.0)
    root = etree.Element(f"{{{SVG}}}svg", nsmap={None: SVG})  # type: ignore[dict-item]
    _caption(root, title, description, prefix)
    top = max(_head(root, side.title, x, form) for side, x in _sides(left, right, form)) + 8.0
    foot = _place(boxes[0], boxes[1], links, top)
    gutter = (form.column, width - form.column)
    _lines(root, boxes[0], boxes[1], links, gutter)
    for number, side in enumerate(boxes):
        for box in side.values():
            _entry(root, box, form, inner=gutter[number], outward=1 if number == 0 else -1)
    foot = _key(root, links, boxes, foot + 14.0, form)
    root.set("viewBox", f"-1 0 {width + 2:g} {foot:.1f}")
    root.set("font-family", FONTS)
    root.set("class", "crosswalk " + ("narrow" if form.narrow else "wide"))
    return etree.tostring(root, encoding="unicode")


def describe(left: Side, right: Side, links: Sequence[Link]) -> str:
    """Return in words what a drawing of the same shows.

    Examples
    --------
    >>> side = Side("A", (Entry("a", "Convene"), Entry("b", "Fund", alone=True)))
    >>> describe(side, Side("B", (Entry("c", "Convene people"),)), [Link("a", "c", "close")])
    'Left: A. Right: B. 1 line: 1 nearly the same. No counterpart on the right: Fund.'
    """
    counts = Counter(FORMS[link.how] for link in links)
    words = [f"{counts[form]} {form}" for form in dict.fromkeys(FORMS.values()) if counts[form]]
    text = f"Left: {left.title}. Right: {right.title}. {len(links)} line"
    text += "" if len(links) == 1 else "s"
    text += f": {', '.join(words)}." if words else "."
    for side, where in ((left, "right"), (right, "left")):
        alone = [entry.label for entry in side.entries if entry.alone]
        if alone:
            text += f" No counterpart on the {where}: {'; '.join(alone)}."
    return text


def _sides(left: Side, right: Side, form: _Format) -> Iterable[tuple[Side, float]]:
    return ((left, 0.0), (right, form.width - form.column))


def _boxes(side: Side, form: _Format, x: float) -> dict[str, _Box]:
    grouped = any(entry.depth for entry in side.entries)
    boxes = {}
    for entry in side.entries:
        bold = grouped and entry.depth == 0 and entry.kind != "remark"
        indent = form.indent if entry.depth else 0.0
        padding = form.padding if entry.kind == "concept" else 0.0
        room = form.column - indent - 2 * padding
        size = style.SMALL if entry.kind == "remark" else form.size
        lines = wrap(clean(entry.label), room, size, bold) or [""]
        words = (len(lines) + (1 if entry.alone else 0)) * size * style.LEADING
        height = words + (8.0 if entry.kind == "concept" else 2.0)
        boxes[entry.name] = _Box(
            entry, lines, bold, x + indent, form.column - indent, words, height
        )
    return boxes


def _gaps(boxes: Iterable[_Box]) -> list[float]:
    return [5.0 if box.entry.depth or box.entry.kind == "remark" else 12.0 for box in boxes]


def _place(
    left: dict[str, _Box], right: dict[str, _Box], links: Sequence[Link], top: float
) -> float:
    """Place the longer column tightly and the other one along it; return where they end."""
    columns = [list(left.values()), list(right.values())]
    reach = []
    for column in columns:
        tops = stacked([box.height for box in column], _gaps(column))
        for box, y in zip(column, tops, strict=True):
            box.top = top + y
        reach.append(column[-1].top + column[-1].height if column else top)
    foot = max(reach)
    shorter = 0 if reach[0] < reach[1] else 1
    others = (right, left)[shorter]
    wishes: list[float | None] = []
    for box in columns[shorter]:
        ends = [
            others[(link.right, link.left)[shorter]].middle
            for link in links
            if (link.left, link.right)[shorter] == box.entry.name
        ]
        wishes.append(sum(ends) / len(ends) - box.height / 2 - top if ends else None)
    tops = followed(
        [box.height for box in columns[shorter]], _gaps(columns[shorter]), wishes, foot - top
    )
    for box, y in zip(columns[shorter], tops, strict=True):
        box.top = top + y
    return foot


def _ends(
    boxes: dict[str, _Box], others: dict[str, _Box], links: Sequence[Link], side: int
) -> dict[int, float]:
    """Return the height at which each link meets its box, in the order of their other ends."""
    ends: dict[int, float] = {}
    for name, box in boxes.items():
        mine = [n for n, link in enumerate(links) if (link.left, link.right)[side] == name]
        mine.sort(key=lambda n: (others[(links[n].right, links[n].left)[side]].middle, n))
        for place, number in enumerate(mine):
            ends[number] = box.middle + END_ROOM * (place - (len(mine) - 1) / 2)
    return ends


def _lines(
    root: etree._Element,
    left: dict[str, _Box],
    right: dict[str, _Box],
    links: Sequence[Link],
    gutter: tuple[float, float],
) -> None:
    starts, ends = _ends(left, right, links, 0), _ends(right, left, links, 1)
    order = list(reversed(FORMS))
    for number in sorted(range(len(links)), key=lambda n: (order.index(links[n].how), n)):
        link = links[number]
        group = add(root, "g", {"class": f"link {link.how}", "data-how": link.how})
        one, other = left[link.left].entry.label, right[link.right].entry.label
        add(group, "title", {}).text = clean(f"“{one}” {HOW_WORDS[link.how]} “{other}”")
        connect(group, link.how, (gutter[0], starts[number]), (gutter[1], ends[number]))


def _head(root: etree._Element, title: str, x: float, form: _Format) -> float:
    size = form.size + (0.0 if form.narrow else 1.0)
    y = 0.0
    for line in wrap(clean(title), form.column, size, bold=True):
        write(root, x, y + size, line, size, bold=True, css="head", color=DEEP)
        y += size * style.LEADING
    return y + 2.0


def _entry(root: etree._Element, box: _Box, form: _Format, *, inner: float, outward: int) -> None:
    entry = box.entry
    css = f"entry {entry.kind}" + (" alone" if entry.alone else "")
    group = add(root, "g", {"class": css})
    concept = entry.kind == "concept"
    size = style.SMALL if entry.kind == "remark" else form.size
    if concept:
        frame = {"x": f"{box.left:.1f}", "y": f"{box.top:.1f}", "width": f"{box.width:.1f}"}
        frame |= {"height": f"{box.height:.1f}", "rx": "2", "fill": PALE}
        if entry.alone:
            frame |= {"fill": style.PAPER, "stroke": style.FAINT, "stroke-dasharray": "2 2"}
        add(group, "rect", frame)
    x = box.left + (form.padding if concept else 0.0)
    y = box.middle - box.words / 2
    color = style.SOFT if entry.kind == "remark" else style.INK
    for line in box.lines:
        write(group, x, y + size * 0.93, line, size, bold=box.bold, color=color)
        y += size * style.LEADING
    if entry.alone:
        write(group, x, y + size * 0.93, "no counterpart", size, color=style.ALARM, css="none")
        length = 6.0 if form.narrow else 12.0
        stub(group, (inner, box.middle), outward * length)


def _key(
    root: etree._Element,
    links: Sequence[Link],
    boxes: Sequence[dict[str, _Box]],
    y: float,
    form: _Format,
) -> float:
    """Explain the forms of line that there are; return where the drawing ends."""
    used = {FORMS[link.how]: link.how for link in sorted(links, key=lambda link: link.how)}
    group = add(root, "g", {"class": "key"})
    x, line = 0.0, y
    samples: list[tuple[How | None, str]] = [
        (used[words], words) for words in dict.fromkeys(FORMS.values()) if words in used
    ]
    if any(box.entry.alone for side in boxes for box in side.values()):
        samples.append((None, "no counterpart"))
    for how, words in samples:
        length = 34.0 + text_width(words, style.SMALL)
        if x and x + length > form.width:
            x, line = 0.0, line + 15.0
        if how is None:
            stub(group, (x + 6.0, line + 6.0), 12.0)
        else:
            sample = add(group, "g", {"class": how})
            connect(sample, how, (x, line + 6.0), (x + 26.0, line + 6.0))
        write(group, x + 32.0, line + 6 + style.SMALL * 0.365, words, style.SMALL, color=style.SOFT)
        x += length + 16.0
    return line + 15.0 if samples else y


def _caption(root: etree._Element, title: str, description: str, prefix: str) -> None:
    for tag, words in (("title", title), ("desc", description)):
        add(root, tag, {"id": f"{prefix}{tag}"}).text = clean(words)
    root.set("role", "img")
    root.set("aria-labelledby", f"{prefix}title {prefix}desc")

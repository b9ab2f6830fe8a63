"""A crosswalk as a page shows it: the drawing, and a table with a row for each of its lines."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from docs.site.crosswalk_drawing import (
    NARROW,
    WIDE,
    Entry,
    Link,
    Side,
    describe,
    draw_crosswalk,
)
from docs.site.pens import How as Line
from markupsafe import Markup

from backbone_kg.knowledge.compared import How
from backbone_kg.knowledge.concepts import Activity, Concept, Framework
from backbone_kg.knowledge.crosswalk import Crosswalk, CrosswalkRow

NOTHING: How = "no counterpart"
LINES: dict[How, Line] = {
    "same as": "exact",
    "close to": "close",
    "part of the broader": "broader",
    "broader than": "narrower",
    "related to": "related",
}
"""The line that is drawn from the one to the other."""
ALONE = ("has no counterpart", "nothing compares with")
"""What is said where there is nothing on the right, and where there is nothing on the left."""


@dataclass(frozen=True, slots=True)
class Row:
    """A row of the table; `words` say how the two compare, read from left to right."""

    source: Concept | None
    target: Concept | None
    how: str
    words: str
    comment: str


@dataclass(frozen=True, slots=True)
class Pair:
    """What a page shows of a crosswalk.

    Parameters
    ----------
    other
        The framework on the right.
    anchor
        Of the section.
    wide, narrow
        The drawing for screens and paper, and for phones.
    rows
        The drawing in words.
    remark
        How many of the rows say what.
    not_compared
        Concepts of either side that no row speaks of.
    """

    other: Framework
    anchor: str
    wide: Markup
    narrow: Markup
    rows: tuple[Row, ...]
    remark: str
    not_compared: tuple[Concept, ...]


def pair(crosswalk: Crosswalk) -> Pair:
    """Return what a page shows of a crosswalk."""
    left = side(crosswalk.source, [(row.source, row.how) for row in crosswalk.rows])
    right = side(crosswalk.target, [(row.target, row.how) for row in crosswalk.rows])
    links = [
        Link(row.source.iri, row.target.iri, LINES[row.how])
        for row in crosswalk.rows
        if row.source and row.target and row.how in LINES
    ]
    anchor = f"_to-{crosswalk.target.slug}"
    drawings = [
        draw_crosswalk(
            left,
            right,
            links,
            title=f"Crosswalk from {crosswalk.source.title} to {crosswalk.target.title}",
            description=describe(left, right, links) + " The table below says the same.",
            prefix=f"{anchor}-{name}-",
            width=width,
        )
        for name, width in (("wide", WIDE), ("narrow", NARROW))
    ]
    return Pair(
        other=crosswalk.target,
        anchor=anchor,
        wide=Markup(drawings[0]),
        narrow=Markup(drawings[1]),
        rows=tuple(_row(row) for row in crosswalk.rows),
        remark=_remark(crosswalk.rows),
        not_compared=crosswalk.not_compared,
    )


def _row(row: CrosswalkRow) -> Row:
    words = ALONE[row.source is None] if row.how == NOTHING else row.how
    return Row(row.source, row.target, LINES.get(row.how, "none"), words, row.comment)


def _remark(rows: Sequence[CrosswalkRow]) -> str:
    alone = sum(row.how == NOTHING for row in rows)
    compared = len(rows) - alone
    text = f"{compared} comparison{'' if compared == 1 else 's'}"
    return f"{text}, and {alone} without a counterpart." if alone else f"{text}."


def side(framework: Framework, compared: Sequence[tuple[Concept | None, str]]) -> Side:
    """Return a column: the concepts that are compared, with the functions that they belong to.

    What is not compared is counted in a remark below what it belongs to. Activities that are not
    compared are left out: they are examples, and nobody promises to compare them all.

    Parameters
    ----------
    framework
        Whose concepts they are.
    compared
        Each concept that a row speaks of, and how it compares.
    """
    linked = {concept.iri for concept, how in compared if concept and how != NOTHING}
    alone = {concept.iri for concept, how in compared if concept and how == NOTHING} - linked
    spoken_of = linked | alone

    def entry(concept: Concept, depth: int) -> Entry:
        return Entry(concept.iri, concept.label, depth=depth, alone=concept.iri in alone)

    entries: list[Entry] = []
    passed_over: list[str] = []
    for function in framework.functions:
        activities = [one for one in _all(function.activities) if one.iri in spoken_of]
        below = [one for one in function.capacities if one.iri in spoken_of] + activities
        head = function.concept
        if head.iri not in spoken_of and not below:
            passed_over.append("function")
            continue
        if head.iri in spoken_of:
            entries.append(entry(head, 0))
        else:
            entries.append(Entry(head.iri, head.label, kind="heading"))
        entries += [entry(one, 1) for one in below]
        rest = len(function.capacities) - len(below) + len(activities)
        if rest and below:
            entries.append(_remark_on(["capacity"] * rest, f"{head.iri}~", 1))
    for quality in framework.qualities:
        if quality.iri in spoken_of:
            entries.append(entry(quality, 0))
        else:
            passed_over.append("quality")
    entries += [entry(one, 0) for one in _all(framework.activities) if one.iri in spoken_of]
    if passed_over:
        entries.append(_remark_on(passed_over, "~", 0))
    return Side(framework.title, tuple(entries))


def _remark_on(kinds: Sequence[str], name: str, depth: int) -> Entry:
    plurals = {"function": "functions", "capacity": "capacities", "quality": "qualities"}
    parts = [
        f"{kinds.count(kind)} {kind if kinds.count(kind) == 1 else plural}"
        for kind, plural in plurals.items()
        if kind in kinds
    ]
    return Entry(name, f"not compared: {' and '.join(parts)}", kind="remark", depth=depth)


def _all(activities: Sequence[Activity]) -> Iterator[Concept]:
    for activity in activities:
        yield activity.concept
        yield from _all(activity.parts)

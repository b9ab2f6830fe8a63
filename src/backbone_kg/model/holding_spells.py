"""Spells: for how long a partner holds a role without a break, whatever rows say it."""

from __future__ import annotations

import datetime
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from operator import attrgetter
from typing import NamedTuple

from backbone_kg.model.date_spans import ALWAYS, FOREVER, Span
from backbone_kg.model.holdings import Holding
from backbone_kg.model.roster import Roster

ONE_DAY = datetime.timedelta(days=1)


class Ending(StrEnum):
    """Why a spell ends."""

    ASSIGNMENT = "its assignment ends"
    LEAVING = "it leaves the partnership"
    UNKNOWN = "no end is known"


@dataclass(frozen=True, slots=True)
class Spell:
    """A time in which one partner holds one role without a break.

    Parameters
    ----------
    partner, role
        IRIs.
    span
        When it counts: within the partner's memberships.
    begins
        Whether the file says when it begins. That a partner joined bounds when its spell counts,
        and does not say when it began.
    ending
        Why it ends.
    rows
        The rows that state it, in their order in time.
    """

    partner: str
    role: str
    span: Span
    begins: bool
    ending: Ending
    rows: tuple[Holding, ...]

    @property
    def since(self) -> str:
        """When it begins, as a date or as two days with ``/``; "" if the file does not say."""
        return self.span.since if self.begins else ""


def spells(roster: Roster) -> dict[str, tuple[Spell, ...]]:
    """Return the spells of each role by its IRI, in their order in time.

    Rows of one partner and one role that overlap or follow one another on the next day are one
    spell.
    """
    found: dict[str, list[Spell]] = {role.iri: [] for role in roster.roles}
    rows: dict[tuple[str, str], list[tuple[Span, Holding]]] = {}
    for holding in roster.holdings:
        for span in holding.spans:
            rows.setdefault((holding.partner, holding.role), []).append((span, holding))
    for (_, role), parts in rows.items():
        found[role] += _joined(sorted(parts, key=lambda part: (part[0].first, part[0].last)))
    return {
        role: tuple(sorted(some, key=lambda one: (one.span.first, one.span.last)))
        for role, some in found.items()
    }


def _joined(parts: Iterable[tuple[Span, Holding]]) -> Iterator[Spell]:
    """Return a spell for each run of rows that overlap or follow one another on the next day."""
    runs: list[list[tuple[Span, Holding]]] = []
    last = ALWAYS
    for span, row in parts:
        if runs and (last == FOREVER or span.first <= last + ONE_DAY):
            runs[-1].append((span, row))
            last = max(last, span.last)
        else:
            runs.append([(span, row)])
            last = span.last
    return map(_spell, runs)


def _spell(run: Sequence[tuple[Span, Holding]]) -> Spell:
    first, beginner = run[0]
    last, ender = max(run, key=lambda part: part[0].last)
    return Spell(
        partner=beginner.partner,
        role=beginner.role,
        span=first if first is last else Span(first.begin, last.end),
        begins=beginner.stated.begin is not None,
        ending=_ending(last, ender.stated),
        rows=tuple(row for _, row in run),
    )


def _ending(span: Span, stated: Span) -> Ending:
    if span.end is None:
        return Ending.UNKNOWN
    return Ending.ASSIGNMENT if stated.last == span.last else Ending.LEAVING


class _Sure(NamedTuple):
    """The days that a span surely has; where it may have none, it begins after it ends."""

    begins: datetime.date
    ends: datetime.date
    place: int


_BEGINS, _ENDS = attrgetter("begins"), attrgetter("ends")


def overlapping(spans: Iterable[Span]) -> Iterator[tuple[int, int]]:
    """Return which spans share a day with an earlier one, however years and months are meant.

    Parameters
    ----------
    spans
        In any order in time.

    Returns
    -------
    iterator of (int, int)
        The place of a span that overlaps one before it, and the place of that one; where it
        overlaps several, of one that begins first.

    Notes
    -----
    What overlaps a span overlaps all that contain it. So only those that no other contains are
    kept: in the order of their begins, which is that of their ends. ``n`` spans take ``n log n``
    comparisons.

    Examples
    --------
    >>> list(overlapping([Span.of("2019", "2021"), Span.of("2021", "")]))
    []
    >>> list(overlapping([Span.of("2019", "2022"), Span.of("2021", "")]))
    [(1, 0)]
    """
    kept: list[_Sure] = []
    for place, span in enumerate(spans):
        begins = span.begin.latest if span.begin else ALWAYS
        one = _Sure(begins, span.end.earliest if span.end else FOREVER, place)
        met = bisect_left(kept, one.begins, key=_ENDS)
        if met < len(kept) and kept[met].begins <= one.ends:
            yield place, kept[met].place
        container = bisect_left(kept, one.ends, key=_ENDS)
        if container == len(kept) or kept[container].begins > one.begins:
            contained = bisect_left(kept, one.begins, key=_BEGINS)
            kept[contained : bisect_right(kept, one.ends, key=_ENDS)] = [one]

"""Spells: for how long a partner holds a role without a break, whatever rows say it."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum

from backbone_kg.base.partial_dates import between
from backbone_kg.model.holdings import Holding
from backbone_kg.model.roster import Roster
from backbone_kg.model.spans import ALWAYS, FOREVER, Span

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
        return self.bound if self.begins else ""

    @property
    def bound(self) -> str:
        """When it begins, else when its partner joined; "" if that is not known either."""
        earliest, latest = self.span.begins_earliest, self.span.begins_latest
        return "" if earliest is None or latest is None else between(earliest, latest)

    @property
    def until(self) -> str:
        """Its last day, as a date or as two days with ``/``; "" if no end is known."""
        earliest, latest = self.span.ends_earliest, self.span.ends_latest
        return "" if earliest is None or latest is None else between(earliest, latest)


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
    parts = list(parts)
    while parts:
        (first, row), *parts = parts
        rows, last, ender = [row], first, row
        while parts and (last.last == FOREVER or parts[0][0].first <= last.last + ONE_DAY):
            (span, row), *parts = parts
            rows.append(row)
            if span.last > last.last:
                last, ender = span, row
        yield Spell(
            partner=rows[0].partner,
            role=rows[0].role,
            span=Span(
                first.begins_earliest, first.begins_latest, last.ends_earliest, last.ends_latest
            ),
            begins=rows[0].stated.begins_earliest is not None,
            ending=_ending(last, ender.stated),
            rows=tuple(rows),
        )


def _ending(span: Span, stated: Span) -> Ending:
    if span.ends_latest is None:
        return Ending.UNKNOWN
    return Ending.ASSIGNMENT if stated.ends_latest == span.ends_latest else Ending.LEAVING


def surely_overlap(one: Span, other: Span) -> bool:
    """Return whether two spans share a day, however their years and months are meant.

    Examples
    --------
    >>> surely_overlap(Span.of("2019", "2021"), Span.of("2021", ""))
    False
    >>> surely_overlap(Span.of("2019", "2022"), Span.of("2021", ""))
    True
    """
    return _begins_surely(one) <= _ends_surely(other) and _begins_surely(other) <= _ends_surely(one)


def _begins_surely(span: Span) -> datetime.date:
    return span.begins_latest or ALWAYS


def _ends_surely(span: Span) -> datetime.date:
    return span.ends_earliest or FOREVER

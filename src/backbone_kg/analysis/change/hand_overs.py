"""Hand-overs: a partner ends to hold a role, and another, which had not held it before, begins."""

from __future__ import annotations

import datetime
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Final

from backbone_kg.analysis.change.changes import Change, Looks
from backbone_kg.analysis.change.differences import HandOver
from backbone_kg.base.errors import BackboneError
from backbone_kg.model.date_spans import Days
from backbone_kg.model.holding_spells import Spell

WINDOW: Final = 90
"""How many days at most lie between, unless somebody asks for others."""


def check_window(window: int) -> None:
    """Refuse a window that is no number of days.

    Raises
    ------
    BackboneError
        If it is less than 0 or more than a century.
    """
    if not 0 <= window <= 36_525:
        raise BackboneError(f"A window of {window:,} days cannot be. Give 0 to 36,525 days.")


def follows(until: Days, since: Days, window: int) -> bool:
    """Return whether a begin may lie at or after an end, within a window.

    Parameters
    ----------
    until, since
        Between which days the one ends, as its last day, and the other begins.
    window
        How many days at most may lie between.

    Examples
    --------
    >>> june, july = (Days(day, day) for day in (datetime.date(2012, n, 15) for n in (6, 7)))
    >>> follows(june, july, 90), follows(july, june, 90), follows(june, july, 7)
    (True, False, False)
    """
    return until.earliest <= since.latest and since.earliest - until.latest <= datetime.timedelta(
        days=window
    )


def _hand_over(label: str, role: str, giver: str, taker: str, until: Days, since: Days) -> HandOver:
    return HandOver(
        role=label,
        role_iri=role,
        giver=giver,
        taker=taker,
        until=until.text,
        since=since.text,
        least_days=(since.earliest - until.latest).days,
        most_days=(since.latest - until.earliest).days,
    )


def hand_overs_of(
    spells: Sequence[Spell], label: str, names: Mapping[str, str], window: int
) -> Iterator[HandOver]:
    """Return the hand-overs of one role, in the order of its spells.

    Parameters
    ----------
    spells
        All spells of the role, in their order in time.
    label, names
        What the role is called, and each partner by its IRI.
    window
        How many days at most lie between.
    """
    by_partner: dict[str, list[Spell]] = {}
    begins: list[tuple[Days, str]] = []
    for spell in spells:
        since = spell.span.begin
        by_partner.setdefault(spell.partner, []).append(spell)
        if since is not None and spell.begins:
            begins.append((since, spell.partner))
    takers = [
        (since, partner)
        for since, partner in sorted(begins)
        if not _held_before(by_partner[partner], since)
    ]
    earliest = [since.earliest for since, _ in takers]
    for one in spells:
        until = one.span.end
        if until is None:
            continue
        far = min(until.latest.toordinal() + window, datetime.date.max.toordinal())
        for since, taker in takers[: bisect_right(earliest, datetime.date.fromordinal(far))]:
            if taker == one.partner or not follows(until, since, window):
                continue
            if not _can_meet(one, by_partner[taker], until, since):
                continue
            if not any(
                s.span.first <= since.latest and s.span.last > until.latest
                for s in by_partner[one.partner]
            ):
                yield _hand_over(label, one.role, names[one.partner], names[taker], until, since)


def hand_overs_between(
    looks: Looks, begun: Iterable[Change], ended: Iterable[Change], window: int
) -> Iterator[HandOver]:
    """Return which of the holdings that began follow which that ended between two dates.

    Parameters
    ----------
    looks
        The two dates. On one day nothing passes from one to another.
    begun, ended
        What began and ended between them.
    window
        How many days at most lie between.
    """
    if looks.early.day == looks.late.day:
        return
    by_role: dict[str, list[Change]] = {}
    for change in begun:
        if change.days is not None and change.stated:
            by_role.setdefault(change.role, []).append(change)
    for end in ended:
        role = looks.later.get(end.role, end.role)
        for begin in by_role.get(role, ()) if end.days is not None else ():
            taker = begin.partner
            known = looks.earlier.get(taker, ""), looks.earlier.get(role, "")
            assert end.days is not None
            assert begin.days is not None
            if (
                looks.later.get(end.partner) != taker
                and follows(end.days, begin.days, window)
                and not _held_before(looks.late.spells.get((taker, role), ()), begin.days)
                and not _held_before(looks.early.spells.get(known, ()), begin.days)
            ):
                label = looks.late.roles[role].label
                giver, named = looks.early.names[end.partner], looks.late.names[taker]
                yield _hand_over(label, role, giver, named, end.days, begin.days)


def _can_meet(giver: Spell, taker: Iterable[Spell], until: Days, since: Days) -> bool:
    """Return whether the giver may end before the taker begins, by when they began and ended.

    Who ended in January 2021 cannot have taken over in August, although “since 2021” alone would
    leave room for that. Between two dates this is so anyway: the giver holds the role at the first,
    the taker at the second.
    """
    ends = [spell.span.last for spell in taker if spell.span.first == since.earliest]
    latest_begin = min(since.latest, max(ends, default=since.latest))
    return max(until.earliest, giver.span.first) <= latest_begin


def _held_before(spells: Iterable[Spell], since: Days) -> bool:
    return any(spell.span.first < since.earliest for spell in spells)

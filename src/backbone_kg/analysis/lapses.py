"""What lapses: the next dates on which a role loses its last or a needed holder.

Of all spells of a role that are in force on the day or begin before the horizon, let each end
between e(i) and l(i), if an end is known. With the g of them that end until some l(i), the role
loses a holder between the gth smallest of the e and that l(i). That is a lapse where fewer hold it
on the next day than it needs.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Mapping
from functools import lru_cache
from itertools import groupby
from typing import Final, NamedTuple

from backbone_kg.analysis.metrics import Figure, Metric, of_all_roles
from backbone_kg.base.errors import BackboneError
from backbone_kg.base.partial_dates import between, last_day
from backbone_kg.model.date_spans import FOREVER
from backbone_kg.model.holding_spells import ONE_DAY, Ending, Spell, spells
from backbone_kg.model.holdings import Role
from backbone_kg.model.roster import DayRoster


class End(NamedTuple):
    """That a partner ends holding a role.

    Parameters
    ----------
    partner
        Its name.
    until
        Its last day: a year, a month, a day, or two days with ``/`` between which it lies.
    why
        ``its assignment ends`` or ``it leaves the partnership``.
    """

    partner: str
    until: str
    why: Ending


class Successor(NamedTuple):
    """A partner that the file names as a later holder, and since when.

    Parameters
    ----------
    partner
        Its name.
    since
        Its first day: a year, a month, a day, or two days with ``/`` between which it lies.
    """

    partner: str
    since: str


class Lapse(NamedTuple):
    """That a role loses its last or a needed holder.

    Parameters
    ----------
    role, label
        IRI and label of the role.
    earliest, latest
        Between which days, both counted in, the last day lies on which it still has them.
    until
        The same as a date: a year, a month, a day, or the two days with ``/``.
    certain
        Whether it lapses within the horizon for sure; if not, it may lapse later.
    last
        Whether nobody is known to hold it then; if not, too few do.
    holders_needed
        How many it needs, 1 or more.
    ends
        Whose holding ends on the last of these days.
    still
        Names of those that hold it then, sorted.
    successors
        Who, in the file, begins to hold it after that.
    """

    role: str
    label: str
    earliest: datetime.date
    latest: datetime.date
    until: str
    certain: bool
    last: bool
    holders_needed: int
    ends: tuple[End, ...]
    still: tuple[str, ...] = ()
    successors: tuple[Successor, ...] = ()


class Lapses(NamedTuple):
    """What lapses within a horizon, by the ends that are known.

    Parameters
    ----------
    day, horizon
        Between which days, both counted in.
    holdings, without_end
        How many pairs of a partner and a wanted role it holds there are on the day, and of how
        many of them no end is known.
    roles
        The lapses, the first first.
    """

    day: datetime.date
    horizon: datetime.date
    holdings: int
    without_end: int
    roles: tuple[Lapse, ...] = ()


def lapses_of(
    roster: DayRoster,
    *,
    horizon: str | datetime.date | None = None,
) -> Lapses:
    """Return what lapses within a horizon.

    Parameters
    ----------
    roster
        How things stand on the day.
    horizon
        The last day that is looked at; of a year or a month its last. By default a year after the
        day.

    Raises
    ------
    BackboneError
        If the horizon is no date, or lies before the day.
    """
    end = _horizon(roster.day, horizon)
    names = {partner.iri: partner.name for partner in roster.roster.partners} | roster.names
    roles = roster.wanted if roster.is_known else ()
    found = [lapse for role in roles for lapse in _of(role, roster, end, names)]
    held = [spell for some in _held(roster).values() for spell in some]
    return Lapses(
        day=roster.day,
        horizon=end,
        holdings=len(held),
        without_end=sum(spell.ending is Ending.UNKNOWN for spell in held),
        roles=tuple(sorted(found, key=lambda lapse: (lapse.latest, lapse.earliest))),
    )


def a_year_after(day: datetime.date) -> datetime.date:
    """Return the same day of the next year; of February 29 the 28th.

    Examples
    --------
    >>> a_year_after(datetime.date(2024, 2, 29))
    datetime.date(2025, 2, 28)
    """
    if day.year == datetime.MAXYEAR:
        return FOREVER
    leap = (day.month, day.day) == (2, 29)
    return day.replace(year=day.year + 1, day=28 if leap else day.day)


def _horizon(day: datetime.date, asked: str | datetime.date | None) -> datetime.date:
    if asked is None:
        return a_year_after(day)
    try:
        end = asked if isinstance(asked, datetime.date) else last_day(asked.strip())
    except ValueError:
        raise BackboneError(
            f"The horizon “{asked}” is not a date. Write a year (2027), a month (2027-09) or a day "
            "(2027-09-30)."
        ) from None
    if end < day:
        raise BackboneError(f"The horizon {end} lies before the date of the figures, {day}.")
    return end


@lru_cache(maxsize=2)
def _spells(roster: DayRoster) -> dict[str, tuple[Spell, ...]]:
    return spells(roster.roster)


@lru_cache(maxsize=2)
def _held(roster: DayRoster) -> dict[Role, tuple[Spell, ...]]:
    """Return the spells of each wanted role on the day, one for each holder."""
    found = {}
    for role in roster.wanted:
        holders = {partner.iri for partner in roster.holders(role)}
        found[role] = tuple(
            spell
            for spell in _spells(roster)[role.iri]
            if spell.partner in holders and spell.span.covers(roster.day)
        )
    return found


def _of(
    role: Role, roster: DayRoster, horizon: datetime.date, names: Mapping[str, str]
) -> Iterator[Lapse]:
    spans = _spells(roster)[role.iri]
    ending = sorted(
        (
            spell
            for spell in spans
            if spell.ending is not Ending.UNKNOWN
            and spell.span.last >= roster.day
            and spell.span.first <= horizon
        ),
        key=lambda spell: (spell.span.last, _earliest(spell), names[spell.partner]),
    )
    earliest = sorted(map(_earliest, ending))
    gone = 0
    for latest, group in groupby(ending, key=lambda spell: spell.span.last):
        enders = list(group)
        gone += len(enders)
        first = earliest[gone - 1]
        if first > horizon or latest == FOREVER:
            continue
        still = {spell.partner for spell in spans if spell.span.covers(latest + ONE_DAY)}
        lost = [spell for spell in enders if spell.partner not in still]
        if not lost or len(still) >= role.holders_needed:
            continue
        yield Lapse(
            role=role.iri,
            label=roster.labels[role.iri],
            earliest=first,
            latest=latest,
            until=between(first, latest),
            certain=latest <= horizon,
            last=not still,
            holders_needed=role.holders_needed,
            ends=tuple(End(names[s.partner], s.span.until, s.ending) for s in lost),
            still=tuple(sorted(names[partner] for partner in still)),
            successors=tuple(_successors(role, roster, latest, names)),
        )


def _earliest(spell: Spell) -> datetime.date:
    assert spell.span.end is not None
    return spell.span.end.earliest


def _successors(
    role: Role, roster: DayRoster, last: datetime.date, names: Mapping[str, str]
) -> Iterator[Successor]:
    for spell in _spells(roster)[role.iri]:
        if spell.span.first > last + ONE_DAY:
            yield Successor(names[spell.partner], spell.span.since)


def _share_that_lapses(roster: DayRoster) -> Iterator[Figure]:
    held_roles = {role.iri for role, some in _held(roster).items() if some}
    held, found = len(held_roles), lapses_of(roster)
    lapsing = len({lapse.role for lapse in found.roles if lapse.certain} & held_roles)
    unsure = any(not lapse.certain for lapse in found.roles)
    nothing_known = found.without_end == found.holdings
    value = None if nothing_known else lapsing / held
    at_least = bool(unsure or found.without_end or roster.roster.not_read.assignments)
    yield of_all_roles("lapsing-roles", roster, value, lapsing, held, at_least=at_least)


METRICS: Final = (
    Metric(
        name="lapsing-roles",
        title="Roles that lapse within a year",
        about="partnership",
        formula="wanted roles that by known ends lose their last or a needed holder within a year "
        "÷ wanted roles with a known holder; none where no end is known",
        unit="share",
        range="0 to 1",
        sentence="by the ends that are known, {value} of the held roles ({count} of {of}) lose "
        "their last or a needed holder within a year",
        measure=_share_that_lapses,
    ),
)

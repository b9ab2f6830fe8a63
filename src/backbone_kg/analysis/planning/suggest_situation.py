"""What moving work could mend: who lacks what, who has room, and what may be moved.

All FTE are whole thousandths, rounded so that nobody gets more than there is room for: what is
available is rounded down, what is taken up.
"""

from __future__ import annotations

import datetime
import statistics
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal
from typing import Final, NamedTuple

from backbone_kg.analysis.load import LoadVerdict, loads
from backbone_kg.model.date_spans import FOREVER
from backbone_kg.model.holdings import Partner, Role, fte_of
from backbone_kg.model.roster import DayRoster
from backbone_kg.model.states import RoleState

THOUSAND: Final = 1000


def up(number: Decimal) -> int:
    """Return a number in whole thousandths, rounded up."""
    return int((number * THOUSAND).to_integral_value(ROUND_CEILING))


def down(number: Decimal) -> int:
    """Return a number in whole thousandths, rounded down."""
    return int((number * THOUSAND).to_integral_value(ROUND_FLOOR))


class Each(NamedTuple):
    """What one holder more of a role is taken to give.

    Parameters
    ----------
    fte
        Whole thousandths; None if no FTE is known that it could rest on.
    basis
        ``needed``: FTE needed divided by holders needed. ``role``: the median of what the role's
        holders give. ``all``: the median of what all holders give. "": not known.
    """

    fte: int | None
    basis: str


class Held(NamedTuple):
    """A holding that may be moved: role and partner by IRI, FTE as whole thousandths, rounded.

    ``frees`` is what its partner gets rid of, ``takes`` what it takes of another.
    """

    role: str
    partner: str
    frees: int
    takes: int


@dataclass(frozen=True, slots=True)
class Receiver:
    """A partner that may be given work.

    Parameters
    ----------
    partner
        IRI.
    room
        FTE that it may be given, whole thousandths; None if its FTE available is not known.
    slots
        Roles that it may be given; None if its FTE says enough.
    """

    partner: str
    room: int | None
    slots: int | None


@dataclass(frozen=True)
class Situation:
    """What moving work could mend on a day, and within which limits.

    Parameters
    ----------
    roster
        The day.
    holders
        Who holds each role, by IRI.
    receivers
        Partners that may be given work, by IRI.
    missing
        Holders that wanted roles lack, by role, 1 or more.
    each
        What one holder more gives, by role that lacks holders.
    over
        What partners have more than their FTE, by IRI, whole thousandths.
    movable
        Holdings of these that may be handed over.
    endable
        Of the same, those that may end.
    spare_holders, spare_fte
        How many holders, and how much FTE, roles with endable holdings have more than they need.
        FTE is None where it is not known what the role needs.
    barred
        Pairs of role and partner that are not to be.
    kept, idle, leaving
        Partners that are left as they are because somebody asked for it, those whose roles have
        all ended, and those whose last day it is.
    most_roles
        More roles than that are not given to partners whose room counts roles.
    max_moves
        The most moves; None without a limit.
    """

    roster: DayRoster
    holders: Mapping[str, frozenset[str]]
    receivers: Mapping[str, Receiver]
    missing: Mapping[str, int]
    each: Mapping[str, Each]
    over: Mapping[str, int]
    movable: tuple[Held, ...]
    endable: tuple[Held, ...]
    spare_holders: Mapping[str, int]
    spare_fte: Mapping[str, int | None]
    barred: frozenset[tuple[str, str]]
    kept: frozenset[str]
    idle: frozenset[str]
    leaving: frozenset[str]
    most_roles: int
    max_moves: int | None = None

    def takers(self, role: str, fte: int | None) -> list[str]:
        """Return who may be given a role with so much FTE, as far as each alone decides that."""
        holders = self.holders[role]
        return [
            receiver.partner
            for receiver in self.receivers.values()
            if receiver.partner not in holders
            and (role, receiver.partner) not in self.barred
            and (receiver.room is None or (fte or 0) <= receiver.room)
            and receiver.slots != 0
        ]


def situation_of(
    roster: DayRoster,
    *,
    kept: Collection[str] = (),
    barred: Collection[tuple[str, str]] = (),
    allow_end: bool = False,
    include_no_evidence: bool = False,
    max_moves: int | None = None,
) -> Situation:
    """Return what moving work could mend on a day; the options as :func:`suggest` has them."""
    missing = dict(_missing(roster, include_no_evidence=include_no_evidence))
    each = _each(roster, missing)
    over = _over(roster)
    most_roles = -(-(roster.ties + sum(missing.values())) // max(1, len(roster.partners)))
    idle = frozenset(_idle(roster))
    leaving = frozenset(p.iri for p in roster.partners if last_day(roster, p) == roster.day)
    by_fte = all(one.fte is not None for one in each.values())
    receivers = {
        partner.iri: _receiver(roster, partner, most_roles, by_fte=by_fte)
        for partner in roster.partners
        if partner.iri not in {*kept, *idle, *leaving, *over}
    }
    movable = tuple(_movable(roster, over.keys() - set(kept)))
    spare_holders, spare_fte = _spare(roster)
    return Situation(
        roster=roster,
        holders={r.iri: frozenset(p.iri for p in roster.holders(r)) for r in roster.roles},
        receivers=receivers,
        missing=missing,
        each=each,
        over=over,
        movable=movable,
        endable=tuple(held for held in movable if allow_end and spare_holders[held.role]),
        spare_holders=spare_holders,
        spare_fte=spare_fte,
        barred=frozenset(barred),
        kept=frozenset(kept),
        idle=idle,
        leaving=leaving,
        most_roles=most_roles,
        max_moves=max_moves,
    )


def _missing(roster: DayRoster, *, include_no_evidence: bool) -> Iterator[tuple[str, int]]:
    for role in roster.roles:
        state = roster.state(role)
        silent = state is RoleState.NO_EVIDENCE and not include_no_evidence
        lacks = role.holders_needed - len(roster.holders(role))
        if state is not RoleState.NOT_OURS and not silent and lacks > 0:
            yield role.iri, lacks


def _given(roster: DayRoster, role: Role) -> list[Decimal]:
    """Return the FTE of the holdings of a role that say all of it."""
    whole = (whole_fte(roster, role, partner) for partner in roster.holders(role))
    return [fte for fte in whole if fte is not None]


def whole_fte(roster: DayRoster, role: Role, partner: Partner) -> Decimal | None:
    """Return the FTE of a holding; None if one of its rows gives none."""
    given = [row.fte for row in roster.holdings(role, partner)]
    return None if None in given or not given else sum(filter(None, given), Decimal())


def whole_part(roster: DayRoster, role: Role, partner: Partner) -> str:
    """Return the part that a partner has in a role; "" if its rows do not all say one."""
    parts = {row.part for row in roster.holdings(role, partner)}
    return parts.pop() if len(parts) == 1 else ""


def _each(roster: DayRoster, missing: Collection[str]) -> dict[str, Each]:
    by_role = {role.iri: _given(roster, role) for role in roster.roles}
    every = [fte for given in by_role.values() for fte in given]
    found = {}
    for role in roster.roles:
        if role.iri not in missing:
            continue
        if role.fte_needed is not None:
            one = Each(up(role.fte_needed / role.holders_needed), "needed")
        elif by_role[role.iri]:
            one = Each(up(statistics.median(by_role[role.iri])), "role")
        elif every:
            one = Each(up(statistics.median(every)), "all")
        else:
            one = Each(None, "")
        found[role.iri] = one
    return found


def _over(roster: DayRoster) -> dict[str, int]:
    carried, _ = loads(roster)
    return {
        partner.iri: up(load.fte_assigned - partner.fte_available)
        for partner in roster.partners
        if (load := carried[partner.iri]).verdict is LoadVerdict.OVERLOADED
        and load.fte_assigned is not None
        and partner.fte_available is not None
    }


def _idle(roster: DayRoster) -> Iterator[str]:
    """Return the members that held roles, all of which have ended."""
    rows: dict[str, list[bool]] = {}
    for holding in roster.roster.holdings:
        rows.setdefault(holding.partner, []).append(holding.stated.last < roster.day)
    for partner in roster.partners:
        ended = rows.get(partner.iri, [])
        if ended and all(ended):
            yield partner.iri


def last_day(roster: DayRoster, partner: Partner) -> datetime.date:
    """Return the last day on which a member is one, as far as that is known."""
    membership = partner.membership_on(roster.day)
    return FOREVER if membership is None else membership.last


def _receiver(roster: DayRoster, partner: Partner, most_roles: int, *, by_fte: bool) -> Receiver:
    roles = roster.held_by[partner.iri]
    whole = [whole_fte(roster, role, partner) for role in roles]
    known = fte_of(roster.rows_by(partner))
    available, room = partner.fte_available, None
    if available is not None:
        room = max(0, down(available - (known or 0)))
    counts_fte = by_fte and room is not None and None not in whole
    slots = None if counts_fte else max(0, most_roles - len(roles))
    return Receiver(partner.iri, room, slots)


def _movable(roster: DayRoster, givers: Collection[str]) -> Iterator[Held]:
    for role in roster.wanted:
        for partner in roster.holders(role):
            fte = whole_fte(roster, role, partner) if partner.iri in givers else None
            if fte is not None and down(fte) > 0:
                yield Held(role.iri, partner.iri, down(fte), up(fte))


def _spare(roster: DayRoster) -> tuple[dict[str, int], dict[str, int | None]]:
    holders: dict[str, int] = {}
    fte: dict[str, int | None] = {}
    for role in roster.roles:
        holders[role.iri] = max(0, len(roster.holders(role)) - role.holders_needed)
        fte[role.iri] = None
        if role.fte_needed is not None:
            known = fte_of(roster.rows_of(role))
            fte[role.iri] = max(0, down((known or Decimal()) - role.fte_needed))
    return holders, fte

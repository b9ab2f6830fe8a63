"""Resilience: what would be left with nobody if partners left, with their names."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import NamedTuple

from backbone_kg.analysis.departures import (
    HALF,
    Worst,
    departures_to_lose,
    pairs,
    worst_departures,
)
from backbone_kg.analysis.functions_at_risk import FunctionHolders, functions_at_risk
from backbone_kg.analysis.held_roles import HeldRoles, held_roles
from backbone_kg.analysis.irreplaceability import irreplaceability
from backbone_kg.analysis.keep_set import KeepSet, keep_set
from backbone_kg.analysis.least_sets.set_masks import mask_of
from backbone_kg.analysis.least_sets.smallest_union import Union
from backbone_kg.analysis.least_sets.solving import Between
from backbone_kg.analysis.random_departures import lost_at_random, random_departures
from backbone_kg.model.roster import DayRoster


class WorstDepartures(NamedTuple):
    """The departures that would leave most held roles with nobody.

    Parameters
    ----------
    departures
        How many partners leave: 1, 2 or 3.
    lost
        How many held roles would be left without a known holder.
    partners
        Who leaves; fewer, where one more would lose no role more; nobody, where none is lost. Of
        several such sets the first in the order of the file.
    roles
        The roles that are lost.
    unique
        Whether no other partners lose as many.
    average
        How many are lost on average over all partners that could leave.
    """

    departures: int
    lost: int
    partners: tuple[str, ...]
    roles: tuple[str, ...]
    unique: bool
    average: Fraction


class HangsOnTwo(NamedTuple):
    """Roles that two partners hold and nobody else.

    Parameters
    ----------
    partners
        The two.
    roles
        The roles.
    """

    partners: tuple[str, ...]
    roles: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class DeparturesToLose:
    """The fewest departures that leave more than a share of the held roles with nobody.

    Parameters
    ----------
    share
        The share, 0 to below 1.
    departures
        How many partners would have to leave.
    partners
        Such partners, at most as many as ``departures.at_most``; of several sets the first in the
        order of the file where ``unique`` is known, else an example.
    unique
        Whether no other partners do; null if that was not looked into.
    """

    share: Fraction
    departures: Between
    partners: tuple[str, ...]
    unique: bool | None


@dataclass(frozen=True, slots=True)
class NoGap:
    """The fewest partners with whom each held role keeps what it needs of its holders.

    Parameters
    ----------
    size
        How many they are.
    partners
        Such partners: an example, unless ``unique``.
    must_stay
        Those in every such set: a role of theirs has no more holders than it needs.
    could_leave
        The partners that hold roles and are not in ``partners``: all of them together could leave
        without a gap.
    unique
        True where ``partners`` are known to be the only ones; null if that was not looked into.
    """

    size: Between
    partners: tuple[str, ...]
    must_stay: tuple[str, ...]
    could_leave: tuple[str, ...]
    unique: bool | None


class FunctionAtRisk(NamedTuple):
    """How few partners a function hangs on.

    Parameters
    ----------
    function
        Its name.
    held
        How many of its roles have a known holder.
    departures
        How many partners hold any of them: if all of these left, the function would end.
    departures_to_lose_half
        How few would have to leave before more than half of its held roles has nobody.
    partners
        Who holds any of its roles.
    """

    function: str
    held: int
    departures: int
    departures_to_lose_half: Between
    partners: tuple[str, ...]


class Irreplaceability(NamedTuple):
    """How many roles a partner stands for.

    Parameters
    ----------
    partner
        Its name.
    value
        Each role that it holds, divided by how many hold it. Over all partners it adds up to the
        held roles.
    """

    partner: str
    value: Fraction


@dataclass(frozen=True, slots=True)
class Resilience:
    """What would be left with nobody if partners left, as far as the holders are known.

    Parameters
    ----------
    held
        How many wanted roles have a known holder; all figures are about these.
    empty
        How many have none: they are not lost by a departure and never counted as lost.
    active
        How many partners hold a wanted role.
    worst
        The worst one, two and three departures; none without held roles.
    pairs
        The roles that hang on exactly two partners, by these two.
    half
        How many would have to leave before more than half of the held roles has nobody; null
        without held roles, as what follows.
    no_gap
        The fewest partners with whom no gap would open.
    random_area
        Mean share of the held roles that still have a holder, taken before each departure, when
        partners leave in any order: just above 1/2 where each has one holder, to 1.
    random_half
        After how many departures in any order more than half of the held roles has nobody, on
        average.
    functions
        The functions with a held role, those that hang on fewest partners first.
    irreplaceability
        Of each partner that holds a wanted role, the largest first.
    """

    held: int
    empty: int
    active: int
    worst: tuple[WorstDepartures, ...] = ()
    pairs: tuple[HangsOnTwo, ...] = ()
    half: DeparturesToLose | None = None
    no_gap: NoGap | None = None
    random_area: Fraction | None = None
    random_half: int | None = None
    functions: tuple[FunctionAtRisk, ...] = ()
    irreplaceability: tuple[Irreplaceability, ...] = ()


def resilience(roster: DayRoster) -> Resilience:
    """Return what departures would do on a day."""
    held = held_roles(roster)
    if not held.roles:
        return Resilience(0, held.empty, 0)
    people = tuple(roster.names[partner.iri] for partner in held.partners)
    roles = tuple(roster.labels[role.iri] for role in held.roles)
    naming = _Naming(held, people, roles)
    at_random = random_departures(roster)
    values = zip(people, irreplaceability(roster), strict=True)
    return Resilience(
        held=len(roles),
        empty=held.empty,
        active=len(people),
        worst=tuple(
            naming.worst(number, worst)
            for number, worst in enumerate(worst_departures(roster), start=1)
        ),
        pairs=tuple(
            HangsOnTwo(naming.of(two), tuple(roles[n] for n in shared))
            for two, shared in pairs(held)
        ),
        half=naming.half(departures_to_lose(roster)),
        no_gap=naming.no_gap(keep_set(roster)),
        random_area=at_random.area if at_random else None,
        random_half=at_random.half if at_random else None,
        functions=tuple(map(naming.function, functions_at_risk(roster))),
        irreplaceability=tuple(
            Irreplaceability(*one) for one in sorted(values, key=lambda one: (-one[1], one[0]))
        ),
    )


class _Naming(NamedTuple):
    """Puts names to what is known by places."""

    held: HeldRoles
    people: Sequence[str]
    roles: Sequence[str]

    def of(self, places: Iterable[int]) -> tuple[str, ...]:
        return tuple(self.people[place] for place in places)

    def worst(self, number: int, worst: Worst) -> WorstDepartures:
        gone = mask_of(worst.partners)
        lost = (n for n, holders in enumerate(self.held.holders) if not holders & ~gone)
        return WorstDepartures(
            departures=number,
            lost=worst.lost,
            partners=self.of(worst.partners),
            roles=tuple(self.roles[n] for n in lost),
            unique=worst.unique,
            average=lost_at_random(self.held.degrees, len(self.people), number),
        )

    def half(self, found: Union | None) -> DeparturesToLose | None:
        if found is None:
            return None
        return DeparturesToLose(HALF, found.size, self.of(found.members), found.unique)

    def no_gap(self, found: KeepSet | None) -> NoGap | None:
        if found is None:
            return None
        return NoGap(
            size=found.size,
            partners=self.of(found.members),
            must_stay=self.of(found.must_stay),
            could_leave=self.of(sorted(set(range(len(self.people))) - set(found.members))),
            unique=True if found.members == found.must_stay else None,
        )

    def function(self, function: FunctionHolders) -> FunctionAtRisk:
        return FunctionAtRisk(
            function=function.name,
            held=function.roles,
            departures=len(function.holders),
            departures_to_lose_half=function.half.size,
            partners=self.of(function.holders),
        )

"""Resilience: what would be left with nobody if partners left, with their names."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import NamedTuple

from backbone_kg.analysis.departures import (
    DeparturesToLose,
    HangsOnTwo,
    WorstDepartures,
    departures_to_lose,
    pairs,
    worst_departures,
)
from backbone_kg.analysis.functions_at_risk import FunctionAtRisk, functions_at_risk
from backbone_kg.analysis.held_roles import held_roles
from backbone_kg.analysis.irreplaceability import irreplaceability
from backbone_kg.analysis.keep_set import NoGap, keep_set
from backbone_kg.analysis.random_departures import random_departures
from backbone_kg.model.roster import DayRoster


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
    at_random = random_departures(roster)
    values = zip(held.names, irreplaceability(roster), strict=True)
    return Resilience(
        held=len(held.roles),
        empty=held.empty,
        active=len(held.partners),
        worst=worst_departures(roster),
        pairs=pairs(held),
        half=departures_to_lose(roster),
        no_gap=keep_set(roster),
        random_area=at_random.area if at_random else None,
        random_half=at_random.half if at_random else None,
        functions=functions_at_risk(roster),
        irreplaceability=tuple(
            Irreplaceability(*one) for one in sorted(values, key=lambda one: (-one[1], one[0]))
        ),
    )

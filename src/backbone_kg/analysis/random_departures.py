"""Random departures: how many roles have a holder left when partners leave in any order."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from fractions import Fraction
from functools import lru_cache
from math import comb
from typing import Final, NamedTuple

from backbone_kg.analysis.held_roles import held_roles
from backbone_kg.analysis.metrics import Figure, Metric, of_all_roles
from backbone_kg.model.roster import DayRoster


class RandomDepartures(NamedTuple):
    """What is left, on average over all orders in which partners can leave.

    Parameters
    ----------
    area
        Mean share of the held roles that have a holder, taken before each departure: the area under
        the curve. Just above 1/2 where each role has one holder, 1 where everybody holds each.
    half
        After how many departures more than half of the held roles has nobody, on average.
    """

    area: Fraction
    half: int


@lru_cache(maxsize=2)
def random_departures(roster: DayRoster) -> RandomDepartures | None:
    """Return what random departures leave; None if no role is held.

    Notes
    -----
    No simulation: a role with d of n holders is lost with the first k departures in C(n-d, k-d) of
    C(n, k) cases. The curve follows Memmott, Waser & Price (2004), who drew it from random orders;
    its area is the idea of R in Burgos et al. (2007), who integrate a spline, so that their figures
    are near to this one and not equal.
    """
    held = held_roles(roster)
    degrees, active = held.degrees, len(held.partners)
    if not degrees:
        return None
    roles = len(held.roles)
    area = sum(
        (Fraction(count * d * (active + 1), (d + 1) * active) for d, count in degrees.items()),
        Fraction(),
    )
    low, high = 1, active  # after all departures everything is lost
    while low < high:
        middle = (low + high) // 2
        if 2 * lost_at_random(degrees, active, middle) > roles:
            high = middle
        else:
            low = middle + 1
    return RandomDepartures(area / roles, low)


def lost_at_random(degrees: Mapping[int, int], active: int, count: int) -> Fraction:
    """Return how many held roles have nobody after so many random departures, on average.

    Parameters
    ----------
    degrees
        How many roles have so many holders.
    active
        How many partners hold a role.
    count
        How many of them leave.
    """
    return sum(
        (Fraction(roles * comb(count, d), comb(active, d)) for d, roles in degrees.items()),
        Fraction(),
    )


def _area(roster: DayRoster) -> Iterator[Figure]:
    found = random_departures(roster)
    if found is not None:
        yield of_all_roles("random-departures-area", roster, float(found.area))


METRICS: Final = (
    Metric(
        name="random-departures-area",
        title="Roles still held as partners leave at random",
        about="partnership",
        formula="mean over the wanted roles with a known holder of d(n + 1) ÷ ((d + 1)n): d known "
        "holders, n partners that hold a role",
        unit="share",
        range="above 1/2 to 1",
        reference="Memmott, Waser & Price 2004, doi:10.1098/rspb.2004.2909; "
        "Burgos et al. 2007, doi:10.1016/j.jtbi.2007.07.030",
        sentence="{value} of the held roles have a known holder, on average before each departure",
        measure=_area,
    ),
)

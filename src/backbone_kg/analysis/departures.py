"""Departures: how many roles would be left with nobody if the worst one, two or three left.

And the other way round: how many would have to leave before more than a share of the held roles has
nobody, and which roles hang on exactly two partners.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache, partial
from itertools import combinations
from typing import Final, NamedTuple

from backbone_kg.analysis.held_roles import HeldRoles, held_roles
from backbone_kg.analysis.least_sets.set_masks import bits, mask_of
from backbone_kg.analysis.least_sets.smallest_union import size_if_soon_known, smallest_union
from backbone_kg.analysis.least_sets.solving import Between
from backbone_kg.analysis.metrics import Figure, Metric, of_all_roles
from backbone_kg.analysis.random_departures import lost_at_random
from backbone_kg.model.roster import DayRoster

HALF: Final = Fraction(1, 2)
MOST: Final = 3
"""How many departures the worst are sought for."""
SECONDS: Final = 4.0
"""How long a solver may take for L(θ): with 500 partners and 200 roles, 10 move a bound by one."""


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


@lru_cache(maxsize=2)
def worst_departures(roster: DayRoster) -> tuple[WorstDepartures, ...]:
    """Return the worst one, two and three departures; none if no role is held.

    Notes
    -----
    The maximum over |S| = k of |{c : N(c) ⊆ S}|. Only roles with at most k holders count, and a
    worst S in which nobody is superfluous holds one of their sets N(c): with two or three holders,
    to which the partner is added that loses most with them, or else it consists of sole holders.
    So it is exact at any size.
    """
    held = held_roles(roster)
    few = Counter(mask for mask in held.holders if mask.bit_count() <= MOST)
    found: list[WorstDepartures] = []
    for count in range(1, min(MOST, len(held.partners)) + 1):
        average = lost_at_random(held.degrees, len(held.partners), count)
        before = found[-1] if found else WorstDepartures(0, 0, (), (), unique=True, average=average)
        lost = {leaving: _lost(leaving, few) for leaving in _candidates(few, count)}
        most = max(lost.values(), default=0)
        if most <= before.lost:
            found.append(before._replace(departures=count, average=average))
            continue
        best = sorted(tuple(bits(leaving)) for leaving in lost if lost[leaving] == most)
        gone = mask_of(best[0])
        roles = (n for n, holders in enumerate(held.holders) if not holders & ~gone)
        found.append(
            WorstDepartures(
                departures=count,
                lost=most,
                partners=held.named(best[0]),
                roles=tuple(held.labels[n] for n in roles),
                unique=len(best) == 1,
                average=average,
            )
        )
    return tuple(found)


def _lost(leaving: int, few: Counter[int]) -> int:
    """Return how many roles have all their holders among at most three partners."""
    members = [1 << place for place in bits(leaving)]
    return sum(
        few[sum(some)]
        for size in range(1, len(members) + 1)
        for some in combinations(members, size)
    )


def _candidates(few: Counter[int], count: int) -> Iterator[int]:
    """Return sets of partners among which are the first and, if it is not alone, another worst."""
    alone = sorted((mask for mask in few if mask.bit_count() == 1), key=lambda m: (-few[m], m))
    # Of sole holders that lose as many, the first come first; one more shows that there are more.
    for some in combinations(alone[: count + 1], min(count, len(alone))):
        yield sum(some)
    for mask in few:
        missing = count - mask.bit_count()
        if missing == 0:
            yield mask
        elif mask.bit_count() == 2 and missing == 1:
            linked = {other & ~mask for other in few if other & mask and other.bit_count() > 1}
            strangers = [one for one in alone if not one & mask][:2]
            yield from (mask | one for one in (*linked, *strangers) if one.bit_count() == 1)


def pairs(held: HeldRoles) -> tuple[HangsOnTwo, ...]:
    """Return every {p, q} with N(c) = {p, q}, and these roles c: most roles first."""
    found: dict[tuple[int, ...], list[str]] = defaultdict(list)
    for label, mask in zip(held.labels, held.holders, strict=True):
        if mask.bit_count() == 2:
            found[tuple(bits(mask))].append(label)
    return tuple(
        HangsOnTwo(held.named(two), tuple(roles))
        for two, roles in sorted(found.items(), key=lambda pair: (-len(pair[1]), pair[0]))
    )


@lru_cache(maxsize=4)
def departures_to_lose(
    roster: DayRoster, share: Fraction = HALF, *, seconds: float = SECONDS
) -> DeparturesToLose | None:
    """Return L(θ), the fewest departures that end more than a share of the held roles.

    Parameters
    ----------
    roster
        The day. Roles that have no known holder are not lost by a departure and do not count.
    share
        θ, at least 0 and below 1: L(0) is how many have to leave for the first role to be lost.
    seconds
        How long a solver may take where nothing else proves the number.

    Returns
    -------
    DeparturesToLose or None
        None if no role is held.

    Raises
    ------
    ValueError
        If the share is not in its range.

    Notes
    -----
    min |S| with |{c : N(c) ⊆ S}| ≥ ⌊θ|H|⌋ + 1.
    """
    if not 0 <= share < 1:
        raise ValueError(f"a share from 0 to below 1, not {share}")
    held = held_roles(roster)
    if not held.roles:
        return None
    count = _more_than(share, len(held.roles))
    found = smallest_union(held.holders, count, seconds=seconds)
    return DeparturesToLose(share, found.size, held.named(found.members), found.unique)


def _more_than(share: Fraction, held: int) -> int:
    """Return the fewest roles that are more than a share of those that are held."""
    return int(share * held) + 1


def _worst(roster: DayRoster, count: int) -> Iterator[Figure]:
    held, worst = len(held_roles(roster).roles), worst_departures(roster)
    if len(worst) >= count:
        lost = worst[count - 1].lost
        yield of_all_roles(f"lost-with-{_NUMBERS[count]}", roster, lost / held, lost, held)


def _half(roster: DayRoster) -> Iterator[Figure]:
    size = _fewest(roster)
    if size is not None:
        fewest, active = size.at_least, len(held_roles(roster).partners)
        sure = size.proven and roster.roster.complete
        yield of_all_roles(
            "departures-to-lose-half", roster, fewest / active, fewest, active, at_least=not sure
        )


def _fewest(roster: DayRoster) -> Between | None:
    """Return how many L(½) is, without looking for all that are as few if that can be."""
    holders = held_roles(roster).holders
    size = size_if_soon_known(holders, _more_than(HALF, len(holders))) if holders else None
    found = departures_to_lose(roster) if size is None else None
    return size if found is None else found.departures


_NUMBERS: Final = {1: "one", 2: "two", 3: "three"}
_WEB: Final = "Memmott, Waser & Price 2004, doi:10.1098/rspb.2004.2909"

METRICS: Final = (
    *(
        Metric(
            name=f"lost-with-{said}",
            title=f"Roles lost with the worst {said} departure{'' if count == 1 else 's'}",
            about="partnership",
            formula=(
                f"most roles that would have no known holder without {said} of the partners ÷ "
                "wanted roles with a known holder"
            ),
            unit="share",
            range="0 to 1",
            reference=_WEB,
            sentence="{count} of {of} held roles would have no known holder ({value})",
            measure=partial(_worst, count=count),
        )
        for count, said in _NUMBERS.items()
    ),
    Metric(
        name="departures-to-lose-half",
        title="Departures that lose more than half",
        about="partnership",
        formula=(
            "fewest partners among whom are all known holders of more than half of the held roles "
            "÷ partners that hold a role"
        ),
        unit="share",
        range="above 0 to 1",
        reference=(
            "Dunne, Williams & Martinez 2002, doi:10.1046/j.1461-0248.2002.00354.x, "
            "there in an order and not as the worst case"
        ),
        sentence="{value} of the partners that are known to hold roles, at worst ({count} of {of})",
        measure=_half,
        costly=True,
    ),
)

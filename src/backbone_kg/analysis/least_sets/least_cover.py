"""The fewest members that meet every demand: set multicover, by branching or between bounds."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Final, TypeAlias

from backbone_kg.analysis.least_sets.set_masks import bits, classes, mask_of
from backbone_kg.analysis.least_sets.solving import SECONDS, Between, Program, Row, minimize

WORK: Final = 200_000
"""How many members branching may look at before a solver is asked: tenths of a second."""
_SLACK: Final = 1e-9
"""What a sum of shares may be wrong by, as a floating-point number."""

Demand: TypeAlias = tuple[int, int]
"""A set of members as a mask, and how many of them are wanted: from 1 to all of them."""


def least_cover(
    demands: Sequence[Demand], *, work: int = WORK, seconds: float = SECONDS
) -> tuple[Between, tuple[int, ...]]:
    """Return how few members meet all demands together, and an example of such members.

    Parameters
    ----------
    demands
        What is wanted.
    work
        How many members branching may look at.
    seconds
        How long a solver may take where branching does not prove how few they are.
    """
    search = _CoverSearch(_without_dominated(demands), work)
    best, at_least = search.best, search.at_least
    if at_least < best.bit_count():
        best, at_least = _solved(demands, best, at_least, seconds)
    return Between(at_least, best.bit_count()), tuple(bits(best))


def is_met(demands: Sequence[Demand], chosen: int) -> bool:
    """Return whether members meet all demands."""
    return all((mask & chosen).bit_count() >= wanted for mask, wanted in demands)


def _without_dominated(demands: Sequence[Demand]) -> list[Demand]:
    """Leave out members in whose place another serves as well.

    That is so where only one member is wanted of each set that the member is in, and another member
    is in all of these sets: also where the two are in the same, and the other comes first.
    """
    several = mask_of(n for n, (_, wanted) in enumerate(demands) if wanted > 1)
    dominated, largest = 0, []
    alike = classes([mask for mask, _ in demands])
    for sets in sorted(alike, key=lambda sets: (-sets.bit_count(), alike[sets])):
        if sets & several:
            largest.append(sets)
            continue
        if any(not sets & ~other for other in largest):
            dominated |= mask_of(alike[sets])
        else:
            largest.append(sets)
            dominated |= mask_of(alike[sets][1:])
    return [(mask & ~dominated, wanted) for mask, wanted in demands]


class _CoverSearch:
    """Branch and bound: a member of the set with the least choice is taken or left out.

    A branch is bounded by sharing: each member that a set still wants costs one over the most open
    sets that a member of it is in. That is a solution of the dual of the linear program.

    Attributes
    ----------
    best
        The fewest members found.
    at_least
        So many are needed.
    """

    def __init__(self, demands: list[Demand], work: int) -> None:
        # Members of the same sets can take each other's place: they are taken in their order.
        self._later: dict[int, int] = {}
        for alike in classes([mask for mask, _ in demands]).values():
            for place, member in enumerate(alike):
                self._later[1 << member] = mask_of(alike[place:])
        self.best, self._work = _greedy(demands), work
        self._size = self.best.bit_count()
        root = math.ceil(_shared(demands, _degrees(demands)) - _SLACK) if demands else 0
        finished = root == self._size or self._branch(0, demands)
        self.at_least = self._size if finished else root

    def _branch(self, chosen: int, demands: list[Demand]) -> bool:
        """Go through the covers that hold ``chosen``; return whether the work sufficed."""
        while demands:
            self._work -= sum(mask.bit_count() for mask, _ in demands)
            if self._work < 0:
                return False
            if any(mask.bit_count() < wanted for mask, wanted in demands):
                return True
            degrees = _degrees(demands)
            if chosen.bit_count() + _shared(demands, degrees) > self._size - 1 + _SLACK:
                return True
            mask, wanted = min(demands, key=lambda one: one[0].bit_count() - one[1])
            taken = max((1 << member for member in bits(mask)), key=degrees.__getitem__)
            if mask.bit_count() == wanted:
                chosen, demands = chosen | mask, _open(demands, mask)
                continue
            if not self._branch(chosen | taken, _open(demands, taken)):
                return False
            demands = [(mask & ~self._later[taken], wanted) for mask, wanted in demands]
        if chosen.bit_count() < self._size:
            self.best, self._size = chosen, chosen.bit_count()
        return True


def _open(demands: list[Demand], taken: int) -> list[Demand]:
    """Return what is still wanted once some members are taken."""
    left = [(mask & ~taken, wanted - (mask & taken).bit_count()) for mask, wanted in demands]
    return [(mask, wanted) for mask, wanted in left if wanted > 0]


def _degrees(demands: Sequence[Demand]) -> dict[int, int]:
    """Return how many sets each member is in, by its bit."""
    found: dict[int, int] = {}
    for mask, _ in demands:
        members = mask
        while members:
            lowest = members & -members
            found[lowest] = found.get(lowest, 0) + 1
            members ^= lowest
    return found


def _shared(demands: Sequence[Demand], degrees: dict[int, int]) -> float:
    """Return what all that is wanted costs, if members are shared: no cover has fewer."""
    return sum(
        wanted / max(degrees[1 << member] for member in bits(mask)) for mask, wanted in demands
    )


def _greedy(demands: list[Demand]) -> int:
    """Return a small cover: members of most open sets, less those that prove superfluous."""
    chosen, left = 0, demands
    while left:
        degrees = _degrees(left)
        taken = max(degrees, key=lambda member: (degrees[member], -member))
        chosen, left = chosen | taken, _open(left, taken)
    for member in bits(chosen):
        if is_met(demands, chosen & ~(1 << member)):
            chosen &= ~(1 << member)
    return chosen


def _solved(demands: Sequence[Demand], best: int, at_least: int, seconds: float) -> tuple[int, int]:
    """Return a smaller cover and a higher bound, if a solver finds them.

    Minimize Σ x, with Σ x ≥ wanted over the members of each set; members of the same sets are one
    variable.
    """
    alike = classes([mask for mask, _ in demands])
    rows = tuple(
        Row({x: 1 for x, sets in enumerate(alike) if sets >> n & 1}, least=wanted)
        for n, (_, wanted) in enumerate(demands)
    )
    solution = minimize(
        Program(tuple(map(len, alike.values())), rows), [1] * len(alike), seconds=seconds
    )
    if solution.values is not None:
        chosen = mask_of(
            member
            for members, count in zip(alike.values(), solution.values, strict=True)
            for member in members[:count]
        )
        if is_met(demands, chosen):
            best = min(best, chosen, key=int.bit_count)
    if solution.at_least <= best.bit_count():  # else the solver denies what was found
        at_least = max(at_least, solution.at_least)
    return best, at_least

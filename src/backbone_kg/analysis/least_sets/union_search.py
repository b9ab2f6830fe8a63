"""Branch and bound for the smallest union: quick where sets are few or small."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Final, TypeAlias

from backbone_kg.analysis.least_sets.set_masks import bits

_TOLD_APART: Final = 1_000
"""How many smallest unions are told apart."""
_STARTS: Final = 14
"""From how many sets a first union is grown, at most."""
_GREED: Final = 300_000
"""How many sets may be looked at for that, past the first union: a tenth of a second."""
_ROUNDS: Final = 6
"""How often the sharing is bent; more raise the bound by little."""
_SLACK: Final = 1e-9
"""What a sum of shares may be wrong by, as a floating-point number."""

_Set: TypeAlias = tuple[int, int, float]
"""A set as a mask, how many there are of it, and the factor by which members are shared with it."""


class UnionSearch:
    """A search for all smallest unions of ``count`` sets, or for one of them.

    A set is taken or left out; one that adds nothing is taken with what it lies in. A branch is
    bounded by sharing: every member counts one, split among the sets that it is in; no union adds
    less than the cheapest shares of as many sets as are still to be taken. Any split is a solution
    of the dual of the linear program; at the start it is bent, in a few rounds, so that the shares
    come out alike, because that raises the cheapest ones.

    Parameters
    ----------
    weights
        The sets, each as a mask, and how many there are of each.
    count
        How many of them are united, from 1 to all.
    work
        How many members may be looked at.
    ties
        Whether all smallest unions are looked for; otherwise one.
    known
        A union of so many sets that is known; 0 for none, then one is grown.

    Attributes
    ----------
    finished
        Whether the work sufficed.
    best
        The smallest union that was found.
    found
        Those of its size that were found: all that there are, if finished with ties.
    at_least
        What every union has at least.
    work
        How many more members may be looked at.
    """

    def __init__(
        self,
        weights: Mapping[int, int],
        count: int,
        *,
        work: int,
        ties: bool = True,
        known: int = 0,
    ) -> None:
        self.best = known or _small_union(weights, count)
        self.found = {self.best}
        self._size, self.work, self._ties = self.best.bit_count(), work, ties
        left, shared = _start(weights, count)
        self.at_least = max(1, math.ceil(shared - _SLACK))
        self.finished = work > 0 and self._branch(0, count, left)
        if self.finished:
            self.at_least = self._size

    def _branch(self, union: int, need: int, left: list[_Set]) -> bool:
        """Go through the unions that hold ``union``; return whether the work sufficed."""
        if need <= 0:
            self._keep(union)
            return True
        while True:
            room = self._size - union.bit_count() - (not self._ties)
            left = [one for one in left if one[0].bit_count() <= room]
            if sum(weight for _, weight, _ in left) < need:
                return True
            self.work -= sum(mask.bit_count() for mask, _, _ in left)
            if self.work < 0 or len(self.found) > _TOLD_APART:
                return False
            shares = _shares(left, need)
            cheapest, last = _cheapest(shares, need)
            if cheapest > room + _SLACK:
                return True
            # What is too dear even in place of the last of the cheapest is in none of the unions.
            fitting = [one for share, one in shares if cheapest - last + share <= room + _SLACK]
            # A large set that shares its members with many decides most.
            taken = max(shares[: len(fitting)], key=lambda one: one[1][0].bit_count() / one[0])[1][
                0
            ]
            rest = [(m & ~taken, weight, factor) for m, weight, factor in fitting if m & ~taken]
            inside = sum(weight for mask, weight, _ in fitting if not mask & ~taken)
            if not self._branch(union | taken, need - inside, rest):
                return False
            # What holds the set has been looked at, so it is left out with all that it lies in.
            left = [one for one in fitting if taken & ~one[0]]

    def _keep(self, union: int) -> None:
        size = union.bit_count()
        if size < self._size:
            self.best, self.found, self._size = union, set(), size
        if size == self._size:
            self.found.add(union)


def _small_union(weights: Mapping[int, int], count: int) -> int:
    """Return the smallest of the unions that are grown from nothing and from the smallest sets."""
    starts = min(_STARTS, _GREED // (len(weights) * count))
    smallest = sorted(weights, key=int.bit_count)[:starts]
    return min((greedy_union(weights, count, start) for start in (0, *smallest)), key=int.bit_count)


def greedy_union(weights: Mapping[int, int], count: int, start: int = 0) -> int:
    """Return a small union of ``count`` sets: each time the set is added that adds the fewest.

    Parameters
    ----------
    weights
        The sets, each as a mask, and how many there are of each; together ``count`` or more.
    count
        How many of them are united.
    start
        What the union begins with.
    """
    union, left = start, list(weights.items())
    while True:
        inside = [weight for mask, weight in left if not mask & ~union]
        count -= sum(inside)
        if count <= 0:
            return union
        left = [(mask & ~union, weight) for mask, weight in left if mask & ~union]
        union |= min(left, key=lambda one: (one[0].bit_count(), -one[1]))[0]


def _start(weights: Mapping[int, int], count: int) -> tuple[list[_Set], float]:
    """Return the sets with the factors by which members are best shared, and their bound."""
    left: list[_Set] = [(mask, weight, 1.0) for mask, weight in weights.items()]
    best, bound = left, 0.0
    for _ in range(_ROUNDS):
        shares = _shares(left, count)
        cheapest, _ = _cheapest(shares, count)
        if cheapest > bound:
            best, bound = left, cheapest
        left = [(mask, weight, factor / share) for share, (mask, weight, factor) in shares]
    return best, bound


def _shares(left: list[_Set], need: int) -> list[tuple[float, _Set]]:
    """Return the share of each set, the cheapest first.

    A member is split by the factors of its sets, but into no more than ``need`` parts, since no
    more sets than that are counted.
    """
    split: dict[int, float] = {}
    largest = 0.0
    for members, weight, factor in left:
        largest = max(largest, factor)
        for member in bits(members):
            split[member] = split.get(member, 0.0) + factor * weight
    most = need * largest
    part = {member: 1.0 / min(total, most) for member, total in split.items()}
    found = []
    for one in left:
        share = sum(map(part.__getitem__, bits(one[0])))
        found.append((share * one[2], one))
    found.sort()
    return found


def _cheapest(shares: list[tuple[float, _Set]], need: int) -> tuple[float, float]:
    """Return the cheapest shares of ``need`` sets together, and the last of them."""
    total = share = 0.0
    for share, (_, weight, _) in shares:
        total += share * min(weight, need)
        need -= weight
        if need <= 0:
            break
    return total, share

"""The envelope of the worst departures: how many roles have nobody after so many, at worst.

The worst sets are not nested: those that lose most with two departures need not hold the one that
does with one. So there is no worst order, and the envelope belongs to no sequence of departures.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from backbone_kg.analysis.least_sets.every_choice import can_be_tried, sizes_of_all
from backbone_kg.analysis.least_sets.union_search import UnionSearch, greedy_union

WORK: Final = 2_000_000
"""How many members branching may look at for all of the envelope: seconds. A tenth for one point,
so that it does not branch too deep, either.
"""


@dataclass(frozen=True, slots=True)
class Envelope:
    """The fewest departures after which so many roles have nobody.

    Parameters
    ----------
    departures
        After how many departures 1, 2, 3 … roles can have nobody, up to all of them: the fewest, or
        the fewest that were found.
    proven
        Up to how many roles it is proven that fewer departures do not suffice.
    """

    departures: tuple[int, ...]
    proven: int

    def lost(self, count: int) -> int:
        """Return how many roles have nobody after ``count`` departures, at worst, as is known."""
        return sum(fewest <= count for fewest in self.departures)


def worst_envelope(holders: Sequence[int], *, work: int = WORK) -> Envelope:
    """Return the envelope.

    Parameters
    ----------
    holders
        N(c) of each held role; bit ``i`` says whether partner ``i`` holds it.
    work
        How many members may be looked at before what is found is no longer proven. It is not
        needed where all choices can be tried.
    """
    weights = Counter(holders)
    if can_be_tried(weights):
        return Envelope(sizes_of_all(weights)[1:], len(holders))
    found: list[int] = []
    union, proven = 0, 0
    while len(found) < len(holders):
        if proven == len(found):
            given = min(work, WORK // 10)
            search = UnionSearch(weights, len(found) + 1, work=given, ties=False)
            union = search.best
            # What growing the first union took counts, too.
            work -= given - search.work + len(weights) * len(found)
            proven += _inside(weights, union) - proven if search.finished else 0
        else:
            union = greedy_union(weights, len(found) + 1, union)
        # A union that holds more sets than were asked for is a smallest one for these, too.
        found += [union.bit_count()] * (_inside(weights, union) - len(found))
    return Envelope(tuple(found), proven)


def _inside(weights: Counter[int], union: int) -> int:
    """Return how many sets lie within a union."""
    return sum(weight for mask, weight in weights.items() if not mask & ~union)

"""The smallest union of so many sets: by branching, by trying every choice, or between bounds.

Choose ``count`` of the given sets so that their union has as few members as can be (the *minimum
k-union problem*). Here a set holds the holders of one role: the union is who would have to leave
before so many roles have nobody. It is NP-hard in general; what decides here is how many different
sets there are, not how many members.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, NamedTuple

from backbone_kg.analysis.least_sets.every_choice import can_be_tried, sizes_of_all, smallest_of_all
from backbone_kg.analysis.least_sets.set_masks import bits, classes
from backbone_kg.analysis.least_sets.solving import SECONDS, Between, Program, Row, minimize
from backbone_kg.analysis.least_sets.union_search import UnionSearch, greedy_union

WORK: Final = 300_000
"""How many members branching may look at before another method is taken: tenths of a second."""

ENVELOPE_WORK: Final = 2_000_000
"""The same for all of an envelope: seconds. A tenth for one point, so that it does not branch too
deep, either."""

MOST_SOLVED: Final = 500
"""Of how many different sets a solver is asked: with 1,000, HiGHS ends a minute after its time."""


class Union(NamedTuple):
    """A smallest union, as far as it is known.

    Parameters
    ----------
    size
        How many members it has.
    members
        One such union, sorted; of several the first in order, where ``unique`` is known.
    unique
        Whether it is the only one; None if that was not looked into.
    """

    size: Between
    members: tuple[int, ...]
    unique: bool | None


def smallest_union(
    sets: Sequence[int], count: int, *, work: int = WORK, seconds: float = SECONDS
) -> Union:
    """Return the smallest union of ``count`` of the sets.

    Parameters
    ----------
    sets
        Bit ``i`` of each says whether ``i`` is a member.
    count
        From 1 to the number of sets.
    work
        How many members branching may look at.
    seconds
        How long a solver may take where nothing else proves the size; with 0, or
        with more than :data:`MOST_SOLVED` different sets, none is asked.

    Raises
    ------
    ValueError
        If there are not so many sets.
    """
    if not 1 <= count <= len(sets):
        raise ValueError(f"{count} of {len(sets)} sets")
    weights = Counter(sets)
    search = UnionSearch(weights, count, work=work)
    if search.finished:
        known = sorted(tuple(bits(union)) for union in search.found)
        size = len(known[0])
        return Union(Between(size, size), known[0], unique=len(known) == 1)
    if can_be_tried(weights):
        first, unique = smallest_of_all(weights, count)
        return Union(Between(len(first), len(first)), first, unique)
    # Which of many smallest unions is the first takes longer than how small they are.
    strict = UnionSearch(weights, count, work=work, ties=False, known=search.best)
    if strict.finished:
        size = strict.best.bit_count()
        return Union(Between(size, size), tuple(bits(strict.best)), None)
    return _between(weights, count, strict, seconds)


def size_if_soon_known(sets: Sequence[int], count: int) -> Between | None:
    """Return the size of :func:`smallest_union`, if branching finds it.

    That is sooner known than which of several it is.
    """
    search = UnionSearch(Counter(sets), count, work=WORK, ties=False)
    return Between(search.at_least, search.at_least) if search.finished else None


def _between(weights: Counter[int], count: int, search: UnionSearch, seconds: float) -> Union:
    """Return what a solver finds and proves, unless branching knows better.

    Minimize Σ x over members, with y ≤ x for every member of a set that is taken, Σ y ≥ count.
    Members that are in the same sets are one variable.
    """
    sets = list(weights)
    alike = classes(sets)
    costs = [0] * len(sets) + [len(members) for members in alike.values()]
    rows = [Row({n: weights[mask] for n, mask in enumerate(sets)}, least=count)]
    for x, owners in enumerate(alike, start=len(sets)):
        rows += [Row({x: 1, y: -1}, least=0) for y in bits(owners)]
    program = Program(
        (1,) * len(costs), tuple(rows), fractional=frozenset(range(len(sets), len(costs)))
    )
    best = search.best
    limit = seconds if len(sets) <= MOST_SOLVED else 0
    solution = minimize(program, costs, seconds=limit)
    if solution.values is not None:
        union = 0
        for mask, taken in zip(sets, solution.values, strict=False):
            union |= mask * taken
        best = min(best, union, key=int.bit_count)
    size, at_least = best.bit_count(), max(search.at_least, solution.at_least)
    if at_least > size:  # a union was found that the solver holds to be impossible
        at_least = search.at_least
    return Union(Between(at_least, size), tuple(bits(best)), None)


@dataclass(frozen=True, slots=True)
class Envelope:
    """The fewest departures after which so many roles have nobody.

    The worst sets are not nested: those that lose most with two departures need not hold the one
    that does with one. So there is no worst order, and it belongs to no sequence of departures.

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


def worst_envelope(holders: Sequence[int], *, work: int = ENVELOPE_WORK) -> Envelope:
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
            given = min(work, ENVELOPE_WORK // 10)
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

"""The smallest union: each way to it finds what trying every union finds, or says between what."""

from __future__ import annotations

from collections import Counter
from itertools import combinations
from typing import TypeAlias

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backbone_kg.analysis.least_sets import smallest_union as ways
from backbone_kg.analysis.least_sets.every_choice import sizes_of_all
from backbone_kg.analysis.least_sets.set_masks import bits, mask_of
from backbone_kg.analysis.least_sets.smallest_union import Union, smallest_union, worst_envelope
from backbone_kg.analysis.least_sets.solving import Between

Families: TypeAlias = list[int]
families = st.lists(st.integers(1, 2**7 - 1), min_size=1, max_size=9)


def every_union(sets: Families) -> dict[int, list[tuple[int, ...]]]:
    """Return all smallest unions of each number of sets."""
    found: dict[int, list[tuple[int, ...]]] = {}
    for count in range(1, len(sets) + 1):
        unions = {mask_of(m for s in some for m in bits(s)) for some in combinations(sets, count)}
        size = min(map(int.bit_count, unions))
        found[count] = sorted(tuple(bits(u)) for u in unions if u.bit_count() == size)
    return found


@given(families)
def test_branching_and_trying_every_choice_find_all_smallest_unions(sets: Families) -> None:
    for count, best in every_union(sets).items():
        size = Between(len(best[0]), len(best[0]))
        for work in (ways.WORK, 0):
            found = smallest_union(sets, count, work=work)
            assert found == Union(size, best[0], unique=len(best) == 1)


@given(families)
def test_a_solver_finds_one_of_them_or_it_is_told_between_what_they_lie(sets: Families) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(ways, "can_be_tried", lambda _: False)
        for count, best in every_union(sets).items():
            solved = smallest_union(sets, count, work=0)
            assert solved.size == Between(len(best[0]), len(best[0]))
            assert solved.members in best
            assert solved.unique is None
            found = smallest_union(sets, count, work=0, seconds=0)
            assert found.size.at_least <= len(best[0]) <= found.size.at_most
            assert len(found.members) == found.size.at_most
            assert sum(set(bits(each)) <= set(found.members) for each in sets) >= count


@given(families)
def test_the_envelope_has_the_smallest_union_of_each_number_of_sets(sets: Families) -> None:
    sizes = [len(best[0]) for best in every_union(sets).values()]
    assert sizes_of_all(Counter(sets)) == (0, *sizes)
    assert worst_envelope(sets).departures == tuple(sizes)
    assert worst_envelope(sets).proven == len(sets)


def test_the_envelope_tells_from_where_on_it_is_only_what_was_found() -> None:
    rings = [1 << n | 1 << (n + 1) % 40 | 1 << (n + 7) % 40 for n in range(40)]
    whole, part = worst_envelope(rings), worst_envelope(rings, work=5_000)
    assert 0 < part.proven < 40
    assert part.departures[: part.proven] == whole.departures[: part.proven]
    assert list(part.departures) == sorted(part.departures)
    assert part.departures[-1] == 40


def test_of_many_smallest_unions_the_first_is_found_by_trying() -> None:
    """More than can be told apart one by one: 5,200,300 of 25 members."""
    alone = [1 << n for n in range(25)]
    found = smallest_union(alone, 13)
    assert found == Union(Between(13, 13), tuple(range(13)), unique=False)


def test_of_more_sets_than_can_be_tried_the_size_is_still_proven() -> None:
    found = smallest_union([1 << n for n in range(60)], 31)
    assert found.size == Between(31, 31)
    assert found.unique is None


@pytest.mark.parametrize("count", [0, 3])
def test_it_takes_no_more_sets_than_there_are(count: int) -> None:
    with pytest.raises(ValueError, match=f"{count} of 2 sets"):
        smallest_union([1, 2], count)

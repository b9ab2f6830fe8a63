"""The fewest members that meet every demand, against trying all of them."""

from __future__ import annotations

from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backbone_kg.analysis.least_sets.least_cover import Demand, is_met, least_cover
from backbone_kg.analysis.least_sets.set_masks import mask_of
from backbone_kg.analysis.least_sets.solving import Between

masks = st.integers(1, 2**7 - 1)
demands = st.lists(
    masks.flatmap(lambda mask: st.tuples(st.just(mask), st.integers(1, mask.bit_count()))),
    max_size=8,
)


def fewest(wanted: list[Demand]) -> int:
    return next(
        count
        for count in range(8)
        for some in combinations(range(7), count)
        if is_met(wanted, mask_of(some))
    )


@given(demands)
def test_branching_and_a_solver_find_the_fewest_or_it_is_told_between_what_they_lie(
    wanted: list[Demand],
) -> None:
    least = fewest(wanted)
    for options in ({}, {"work": 0}, {"work": 0, "seconds": 0}):
        size, members = least_cover(wanted, **options)
        assert is_met(wanted, mask_of(members))
        assert size.at_least <= least <= size.at_most == len(members)
        assert size == Between(least, least) or "seconds" in options


@pytest.mark.parametrize("count", [1, 2, 3])
def test_of_members_that_serve_alike_the_first_are_taken(count: int) -> None:
    assert least_cover([(0b1110, count)])[1] == (1, 2, 3)[:count]

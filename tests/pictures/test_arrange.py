"""Nodes are put where few lines cross and none overlaps."""

from __future__ import annotations

from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backbone_kg.showing.pictures.arrange import apart, crossings, fewest_crossings

LINKS = st.dictionaries(
    st.sampled_from("abcde"),
    st.lists(st.integers(0, 6), min_size=1, max_size=4, unique=True),
    min_size=1,
)


def by_definition(order: list[str], links: dict[str, list[int]]) -> int:
    return sum(
        upper > lower
        for n, first in enumerate(order)
        for second in order[n + 1 :]
        for upper in links[first]
        for lower in links[second]
    )


@given(LINKS)
def test_crossings_are_counted_by_definition(links: dict[str, list[int]]) -> None:
    order = sorted(links)
    assert crossings(order, links) == by_definition(order, links)


@given(LINKS)
def test_the_order_is_never_worse_than_the_barycenters_alone(links: dict[str, list[int]]) -> None:
    order = fewest_crossings(links)
    means = sorted(links, key=lambda node: (sum(links[node]) / len(links[node]), node))
    assert sorted(order) == sorted(links)
    assert crossings(order, links) <= crossings(means, links)


@given(LINKS)
def test_the_same_links_give_the_same_order(links: dict[str, list[int]]) -> None:
    backwards = dict(reversed(links.items()))
    assert fewest_crossings(links) == fewest_crossings(backwards)


def test_the_order_is_the_best_of_all_for_a_small_tangle() -> None:
    links = {"a": [3, 4], "b": [0, 1], "c": [1, 4], "d": [0], "e": [2, 3]}
    best = min(crossings(order, links) for order in permutations(links))
    assert crossings(fewest_crossings(links), links) == best


@given(
    st.lists(st.tuples(st.floats(0, 500), st.floats(5, 40)), max_size=12),
    st.floats(0, 200),
)
def test_things_lie_in_the_room_in_order_and_apart(
    things: list[tuple[float, float]], spare: float
) -> None:
    wished, sizes = [t[0] for t in things], [t[1] for t in things]
    bottom = 10.0 + sum(sizes) + spare
    middles = apart(wished, sizes, 10.0, bottom)
    edge = 10.0
    for middle, size in zip(middles, sizes, strict=True):
        assert middle - size / 2 >= edge - 1e-6
        edge = middle + size / 2
    assert edge <= bottom + 1e-6


def test_what_does_not_overlap_stays_where_it_is() -> None:
    assert apart([20, 60, 90], [10, 10, 10], 0, 100) == pytest.approx([20, 60, 90])
    assert apart([50, 50], [10, 10], 0, 100) == pytest.approx([45, 55])

"""Who is better than whom when ratings are intervals: by hand, and against all completions."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backbone_kg.analysis import Answer, Interval, interval, standings, undecided


def exact(*ratings: int) -> list[Interval]:
    return [Interval(rating, rating) for rating in ratings]


@pytest.mark.parametrize(
    ("ranks", "length", "found"),
    [
        ([2], 4, (2, 2)),
        ([3, 1], 4, (1, 3)),
        ([3, None], 4, (0, 3)),
        ([], 4, (0, 3)),
        ([None], 2, (0, 1)),
        ([1], 0, (0, 1)),
    ],
)
def test_the_interval_goes_over_raters_and_a_blank_is_the_whole_scale(
    ranks: list[int | None], length: int, found: tuple[int, int]
) -> None:
    assert interval(ranks, length) == found


def test_at_least_as_good_in_all_and_better_in_one_beats() -> None:
    found = standings({"a": exact(2, 2), "b": exact(2, 1), "c": exact(1, 3), "d": exact(2, 2)})
    assert {name: one.answer for name, one in found.items()} == {
        "a": Answer.UNBEATEN,
        "b": Answer.BEATEN,
        "c": Answer.UNBEATEN,
        "d": Answer.UNBEATEN,
    }
    assert found["b"].beaten_by == ("a", "d")


def test_what_is_not_known_leaves_it_open() -> None:
    found = standings({"a": exact(1, 1), "b": [Interval(0, 3), Interval(2, 2)]})
    assert found["a"].answer is Answer.OPEN
    assert found["a"].may_be_beaten_by == ("b",)
    assert found["b"].answer is Answer.UNBEATEN
    assert undecided(exact(1, 1), [Interval(0, 3), Interval(2, 2)]) == (0,)


def test_equal_for_sure_but_perhaps_better_is_open() -> None:
    mine, theirs = exact(1, 1), [Interval(1, 2), Interval(1, 1)]
    assert standings({"a": mine, "b": theirs})["a"].answer is Answer.OPEN
    assert undecided(mine, theirs) == (0,)


def test_without_criteria_nothing_can_be_said() -> None:
    assert standings({"a": [], "b": []})["a"].answer is Answer.OPEN
    assert standings({"a": []})["a"].answer is Answer.UNBEATEN


INTERVALS = st.tuples(st.integers(0, 2), st.integers(0, 2)).map(
    lambda ends: Interval(*sorted(ends))
)
FIELDS = st.integers(1, 2).flatmap(
    lambda criteria: st.lists(
        st.lists(INTERVALS, min_size=criteria, max_size=criteria), min_size=1, max_size=3
    )
)


def completions(field: list[list[Interval]]) -> Iterator[list[tuple[int, ...]]]:
    """Yield all that the ratings may be."""
    each = [list(product(*(range(i.lo, i.hi + 1) for i in one))) for one in field]
    yield from map(list, product(*each))


@given(FIELDS)
def test_an_answer_holds_in_all_that_the_ratings_may_be(field: list[list[Interval]]) -> None:
    def is_beaten(n: int, ratings: list[tuple[int, ...]]) -> bool:
        return any(
            all(t >= m for t, m in zip(theirs, ratings[n], strict=True)) and theirs != ratings[n]
            for theirs in ratings
        )

    found = standings({str(n): one for n, one in enumerate(field)})
    for n in range(len(field)):
        beaten = [is_beaten(n, ratings) for ratings in completions(field)]
        answer = found[str(n)].answer
        if answer is Answer.BEATEN:
            assert all(beaten)
        elif answer is Answer.UNBEATEN:
            assert not any(beaten)
        else:
            assert any(beaten)


@given(FIELDS)
def test_somebody_is_not_beaten(field: list[list[Interval]]) -> None:
    found = standings({str(n): one for n, one in enumerate(field)})
    assert any(one.answer is not Answer.BEATEN for one in found.values())

"""Entries of one column stand near those of the other and never on one another."""

from __future__ import annotations

import pytest
from docs.site.placing import followed, stacked
from hypothesis import given
from hypothesis import strategies as st

SIZE = st.integers(1, 60).map(float)
COLUMN = st.lists(
    st.tuples(SIZE, SIZE, st.none() | st.integers(-100, 900).map(float)), min_size=1, max_size=12
)


@given(COLUMN)
def test_order_and_gaps_are_kept_and_nothing_leaves_the_room(
    column: list[tuple[float, float, float | None]],
) -> None:
    heights, gaps, wishes = (list(part) for part in zip(*column, strict=True))
    least = stacked(heights, gaps)[-1] + heights[-1]
    room = least + 120.0
    tops = followed(heights, gaps, wishes, room)
    assert tops[0] >= 0
    assert tops[-1] + heights[-1] <= room + 0.02
    for number in range(1, len(tops)):
        assert tops[number] >= tops[number - 1] + heights[number - 1] + gaps[number] - 0.02


@given(COLUMN, st.integers(0, 11), st.sampled_from([-1.0, 1.0]))
def test_no_entry_could_be_nearer_to_its_wish_by_itself(
    column: list[tuple[float, float, float | None]], which: int, step: float
) -> None:
    heights, gaps, wishes = (list(part) for part in zip(*column, strict=True))
    room = 2000.0
    tops = followed(heights, gaps, wishes, room)
    which %= len(tops)
    wish = wishes[which]
    if wish is None:
        return
    moved = [*tops]
    moved[which] += step
    allowed = moved[0] >= 0 and all(
        moved[n] >= moved[n - 1] + heights[n - 1] + gaps[n] for n in range(1, len(moved))
    )
    if allowed:
        assert abs(moved[which] - wish) >= abs(tops[which] - wish) - 0.6


@pytest.mark.parametrize(
    ("wishes", "tops"),
    [
        ([0.0, 50.0, 90.0], [0.0, 50.0, 90.0]),
        ([None, 50.0, 90.0], [36.0, 50.0, 90.0]),
        ([0.0, 50.0, None], [0.0, 50.0, 64.0]),
        ([None, None, None], [0.0, 14.0, 28.0]),
        ([90.0, 50.0, 0.0], [32.67, 46.67, 60.67]),
    ],
)
def test_where_entries_stand(wishes: list[float | None], tops: list[float]) -> None:
    assert followed([10.0] * 3, [4.0] * 3, wishes, 100.0) == pytest.approx(tops, abs=0.01)


def test_an_empty_column_has_no_tops() -> None:
    assert followed([], [], [], 100.0) == []

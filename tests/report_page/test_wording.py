"""Numbers are rounded, but never onto a value that would say something else."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backbone_kg.showing.report_page.wording import fte, listed, percent

SHARES = st.floats(min_value=0, max_value=20, allow_nan=False)


@given(SHARES, st.sampled_from([0, 1]))
def test_only_nothing_is_0_percent_and_only_the_whole_is_100(share: float, decimals: int) -> None:
    text = percent(share, decimals)
    assert (text == "0%") == (share == 0)
    assert (text == "100%") == (share == 1)


@given(st.floats(min_value=0.02, max_value=20), st.sampled_from([0, 1]))
def test_a_percentage_is_the_share_to_within_its_rounding(share: float, decimals: int) -> None:
    text = percent(share, decimals)
    if "than" not in text:
        assert float(text.removesuffix("%")) == pytest.approx(share * 100, abs=0.5 + 1e-6)


@given(st.floats(min_value=0, max_value=1000, allow_nan=False))
def test_fte_has_at_most_two_decimals_and_no_needless_zero(value: float) -> None:
    text = fte(value)
    if text == "less than 0.01":
        assert 0 < value < 0.01
        return
    assert float(text) == pytest.approx(value, abs=0.005 + 1e-9)
    whole, _, decimals = text.partition(".")
    assert whole.isdigit()
    assert len(decimals) <= 2
    assert not decimals.endswith("0")


@pytest.mark.parametrize(
    ("names", "text"),
    [
        ([], ""),
        (["A"], "A"),
        (["A, Inc.", "B"], "A, Inc.; B"),
        (["A", "B", "C"], "A; B; and 1 more, see table"),
    ],
)
def test_a_long_list_says_how_many_it_leaves_out(names: list[str], text: str) -> None:
    assert listed(names, limit=2) == text

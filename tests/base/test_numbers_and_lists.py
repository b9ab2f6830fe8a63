"""Counts, shares and lists are said as in a sentence, and rounding never says something else."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backbone_kg.analysis import RoleState
from backbone_kg.base.numbers_and_lists import (
    number,
    percent,
    share,
)
from backbone_kg.base.state_sentences import STATE_SENTENCES

COUNTS = st.integers(0, 5000).flatmap(lambda n: st.tuples(st.just(n), st.integers(max(n, 1), 5000)))


@given(COUNTS)
def test_only_nothing_is_0_percent_and_only_all_is_100(counts: tuple[int, int]) -> None:
    count, total = counts
    said = percent(count / total)
    assert (said == "0%") == (count == 0)
    assert (said == "100%") == (count == total)


@given(COUNTS)
def test_a_percentage_is_the_same_from_counts_fractions_and_floats(counts: tuple[int, int]) -> None:
    count, total = counts
    said = percent(count / total)
    assert percent(Fraction(count, total)) == said
    assert share(count, total) == f"{count:,} of {total:,} ({said})"


@given(COUNTS)
def test_a_percentage_is_the_nearest_and_halves_go_up(counts: tuple[int, int]) -> None:
    count, total = counts
    said = percent(count / total)
    if said == "under 1%":
        assert 0 < 200 * count < total
    elif said == "over 99%":
        assert 199 * total <= 200 * count < 200 * total
    else:
        assert int(said.removesuffix("%")) == (200 * count + total) // (2 * total)


@pytest.mark.parametrize(
    ("part", "said"),
    [
        (0.005, "1%"),
        (0.004, "under 1%"),
        (1e-12, "under 1%"),
        (0.125, "13%"),
        (0.145, "15%"),
        (0.1 + 0.2, "30%"),
        (0.994, "99%"),
        (0.995, "over 99%"),
        (0.3 / (0.1 * 3), "100%"),
        (1.004, "over 100%"),
        (1.3333, "133%"),
        (60, "6,000%"),
    ],
)
def test_shares_at_the_edges(part: float, said: str) -> None:
    assert percent(part) == said


@given(st.decimals(0, 1000, places=4))
def test_a_number_has_at_most_two_decimals_and_no_needless_zero(value: float) -> None:
    said = number(value)
    if said == "under 0.01":
        assert 0 < float(value) < 0.005
        return
    assert float(said.replace(",", "")) == pytest.approx(float(value), abs=0.005 + 1e-9)
    decimals = said.partition(".")[2]
    assert len(decimals) <= 2
    assert not decimals.endswith("0")
    assert (said == "0") == (value == 0)


def test_halves_of_a_hundredth_go_up() -> None:
    assert [number(value) for value in (0.125, 0.135, 2.675, 0.005)] == [
        *("0.13", "0.14", "2.68", "0.01"),
    ]


def test_every_state_has_its_sentence_and_no_evidence_is_not_nobody() -> None:
    assert list(STATE_SENTENCES) == list(RoleState)
    assert "nobody" not in STATE_SENTENCES[RoleState.NO_EVIDENCE]
    assert len(set(STATE_SENTENCES.values())) == len(RoleState)

"""Counts and names are said as in a sentence."""

from __future__ import annotations

import pytest

from backbone_kg.base.words import joined, plural


@pytest.mark.parametrize(
    ("names", "said"),
    [([], ""), (["a"], "a"), (["a", "b"], "a and b"), (["a", "b", "c"], "a, b and c")],
)
def test_names_are_joined_as_one_says_them(names: list[str], said: str) -> None:
    assert joined(names) == joined(tuple(names)) == said


@pytest.mark.parametrize(
    ("count", "said"), [(0, "0 roles"), (1, "1 role"), (2, "2 roles"), (1000, "1,000 roles")]
)
def test_a_count_has_its_noun(count: int, said: str) -> None:
    assert plural(count, "role") == said


def test_a_noun_may_have_a_plural_of_its_own() -> None:
    assert [plural(n, "capacity", "capacities") for n in (1, 2)] == ["1 capacity", "2 capacities"]

"""Which few together leave least: exact, as trying all of them shows."""

from __future__ import annotations

from itertools import combinations

from hypothesis import given
from hypothesis import strategies as st

from backbone_kg.analysis.least_sets.least_left import best_covers

WEIGHTS = {0: 100, 1: 100, 2: 1, 3: 1, 4: 1, 5: 1}


def weight(mask: int) -> int:
    return sum(value for bit, value in WEIGHTS.items() if mask >> bit & 1)


def test_two_that_complete_one_another_are_better_than_the_two_largest() -> None:
    covers = {"a": 0b001111, "b": 0b000111, "c": 0b110000}
    assert best_covers(covers, WEIGHTS, 1).combinations == (("a",),)
    assert best_covers(covers, WEIGHTS, 2).combinations == (("a", "c"),)
    assert best_covers(covers, WEIGHTS, 3).combinations == ()


def test_nothing_covered_is_no_combination() -> None:
    assert best_covers({"a": 0, "b": 0}, WEIGHTS, 1).combinations == ()
    assert best_covers({}, WEIGHTS, 1).combinations == ()


COVERS = st.dictionaries(st.sampled_from("abcdefg"), st.integers(0, 63), max_size=7)


@given(COVERS, st.integers(1, 3))
def test_no_other_leaves_less(covers: dict[str, int], size: int) -> None:
    def union(names: tuple[str, ...]) -> int:
        covered = 0
        for name in names:
            covered |= covers[name]
        return covered

    found = best_covers(covers, WEIGHTS, size)
    assert found.proven
    assert len(found.combinations) <= 3
    best = max((weight(union(each)) for each in combinations(covers, size)), default=0)
    for names in found.combinations:
        assert weight(union(names)) == best
        assert len(set(names)) == size
        for name in names:
            assert union(tuple(n for n in names if n != name)) != union(names)
    smaller = max((weight(union(each)) for each in combinations(covers, size - 1)), default=0)
    assert bool(found.combinations) is (best > smaller)

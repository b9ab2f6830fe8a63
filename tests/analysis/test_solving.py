"""Solving: what a solver reports is recounted, and what it does not prove is told as bounds."""

from __future__ import annotations

from itertools import product
from types import SimpleNamespace

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from backbone_kg.analysis.least_sets import solving
from backbone_kg.analysis.least_sets.solving import Between, Program, Row, Solution, minimize

PATH = Program((1, 1, 1), (Row({0: 1, 1: 1}, least=1), Row({1: 1, 2: 1}, least=1)))
"""A path of three nodes, of whose two edges each wants an end."""


def test_the_middle_of_a_path_covers_both_edges() -> None:
    assert minimize(PATH, (1, 1, 1)) == Solution((0, 1, 0), cost=1, at_least=1)


def test_costs_may_be_negative_and_variables_larger_than_one() -> None:
    assert minimize(Program((3, 5), ()), (-1, 2)) == Solution((3, 0), cost=-3, at_least=-3)


def test_what_cannot_be_has_no_solution() -> None:
    for row in (Row({0: 1}, least=2), Row({}, least=1)):
        assert minimize(Program((1,), (row,)), (1,)).values is None


def test_a_program_without_variables_costs_nothing() -> None:
    assert minimize(Program((), ()), ()) == Solution((), cost=0, at_least=0)


ANSWERS = {
    "a fraction that no rounding mends": ([0.0, 0.4, 0.0], 1.0, None, 1),
    "no solution in time": (None, 0.5, None, 1),
    "a solution that is not proven": ([1.0, 0.0, 1.0], 0.8, 2, 1),
    "a bound above its own solution": ([0.0, 1.0, 0.0], 2.0, 1, 0),
    "an optimum with a rounding error": ([1e-9, 0.9999999, 0.0], 1.0000001, 1, 1),
    "no bound": ([0.0, 1.0, 0.0], None, 1, 0),
}


@pytest.mark.parametrize(("values", "bound", "cost", "at_least"), ANSWERS.values(), ids=ANSWERS)
def test_an_answer_is_believed_as_far_as_it_can_be_counted_again(
    monkeypatch: pytest.MonkeyPatch,
    values: list[float] | None,
    bound: float | None,
    cost: int | None,
    at_least: int,
) -> None:
    answer = SimpleNamespace(x=values, mip_dual_bound=bound, status=0, fun=0.0)
    monkeypatch.setattr(solving, "_asked", lambda *_: answer)
    found = minimize(PATH, (1, 1, 1))
    assert (found.cost, found.at_least) == (cost, at_least)


small = st.integers(-3, 3)
rows = st.builds(
    Row,
    st.dictionaries(st.integers(0, 3), small, max_size=4),
    least=st.none() | small,
    most=st.none() | small,
)


@given(st.lists(rows, max_size=4), st.lists(small, min_size=4, max_size=4))
@example([Row({0: 1, 1: 3, 2: -3}, least=-1, most=-1)], [0, 0, 0, 0])
def test_it_is_what_trying_everything_finds(asked: list[Row], costs: list[int]) -> None:
    program = Program((1, 2, 1, 2), tuple(asked))
    tried = [
        sum(cost * value for cost, value in zip(costs, values, strict=True))
        for values in product(*(range(most + 1) for most in program.most))
        if all(row.keeps(values) for row in asked)
    ]
    found = minimize(program, costs)
    assert found.cost == min(tried, default=None)
    if tried:
        assert found.at_least == found.cost


def test_bounds_say_what_they_know() -> None:
    assert str(Between(1, 1)) == "1"
    assert str(Between(1200, 1300)) == "between 1,200 and 1,300"
    assert (Between(1, 1).proven, Between(1, 2).proven) == (True, False)

"""Load: FTE where it is given, Tukey's fence where it is not, and "not known" is never "fine"."""

from __future__ import annotations

import math

import networkx as nx
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.analysis.networks import network, networks

from backbone_kg.analysis.load import loads, quartile, tukey_fence
from backbone_kg.analysis.results import LoadVerdict

OVERLOADED, WITHIN, UNKNOWN = LoadVerdict
numbers = st.floats(0, 1, allow_subnormal=False)


# --- with FTE -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("available", "fte", "assigned", "complete", "load", "verdict"),
    [
        # every assignment gives its FTE
        (2.0, (0.5, 0.5), 1.0, True, 0.5, WITHIN),
        (1.0, (0.5, 0.5), 1.0, True, 1.0, WITHIN),
        (0.3, (0.1, 0.2), 0.1 + 0.2, True, 1.0, WITHIN),  # exact but for rounding
        (0.5, (0.5, 0.5), 1.0, True, 2.0, OVERLOADED),
        # one of two does: what is known is a lower bound
        (1.0, (0.5, None), 0.5, False, 0.5, UNKNOWN),
        (0.5, (1.0, None), 1.0, False, 2.0, OVERLOADED),
        # none does
        (1.0, (None, None), None, False, None, UNKNOWN),
        (None, (0.5, 0.5), 1.0, True, None, UNKNOWN),
        (None, (None, None), None, False, None, UNKNOWN),
        # nothing available
        (0.0, (0.5, 0.5), 1.0, True, math.inf, OVERLOADED),
        (0.0, (0.0, 0.0), 0.0, True, 0.0, WITHIN),
        (0.0, (0.5, None), 0.5, False, math.inf, OVERLOADED),
    ],
)
def test_the_load_of_a_partner_with_two_roles(
    available: float | None,
    fte: tuple[float | None, float | None],
    assigned: float | None,
    complete: bool,
    load: float | None,
    verdict: LoadVerdict,
) -> None:
    graph = network(
        {"A": ["r", "s"]},
        available={} if available is None else {"A": available},
        fte={
            ("A", role): given for role, given in zip("rs", fte, strict=True) if given is not None
        },
    )
    found = loads(graph)[0]["A"]
    assert found.fte_assigned == (None if assigned is None else pytest.approx(assigned))
    assert found.fte_complete is complete
    assert found.load == (None if load is None else pytest.approx(load))
    assert found.verdict is verdict
    assert found.basis == ("" if verdict is UNKNOWN else "fte")


def test_a_partner_without_roles_is_within_what_it_has() -> None:
    found = loads(network({"A": []}, available={"A": 1.0}))[0]["A"]
    assert (found.fte_assigned, found.load, found.verdict) == (0.0, 0.0, WITHIN)


def test_several_assignments_of_one_pair_are_incomplete_if_one_gives_no_fte() -> None:
    graph = network({"A": ["r"]}, available={"A": 1.0}, fte={("A", "r"): 0.5})
    graph.edges["A", "r"]["fte_complete"] = False
    assert loads(graph)[0]["A"].verdict is UNKNOWN


# --- without FTE --------------------------------------------------------------------------------


def heavy() -> nx.Graph:
    """Return four partners with one role each and one with six: shares .1 .1 .1 .1 .6."""
    light = {name: [f"role {name}"] for name in "ABCD"}
    return network({**light, "Heavy": [f"role {number}" for number in range(6)]})


def test_a_share_above_the_fence_is_an_overload() -> None:
    found, limit = loads(heavy())
    assert limit.fence == pytest.approx(0.1 + 1.5 * 0.1)
    assert limit.equal_share == pytest.approx(0.2)
    assert found["Heavy"].share == pytest.approx(0.6)
    assert found["Heavy"].verdict is OVERLOADED
    assert found["Heavy"].basis == "assignments"


def test_a_share_within_the_fence_says_nothing() -> None:
    found, _ = loads(heavy())
    assert {found[name].verdict for name in "ABCD"} == {UNKNOWN}
    assert {found[name].basis for name in "ABCD"} == {""}


def test_with_fewer_than_five_partners_no_share_is_too_large() -> None:
    graph = heavy()
    graph.remove_node("D")
    found, limit = loads(graph)
    assert limit.fence is None
    assert found["Heavy"].verdict is UNKNOWN


def test_fte_goes_before_the_fence() -> None:
    graph = heavy()
    graph.nodes["Heavy"]["fte_available"] = 10.0
    for _, _, held in graph.edges("Heavy", data=True):
        held.update(fte=0.5, fte_complete=True)
    found = loads(graph)[0]["Heavy"]
    assert (found.verdict, found.basis) == (WITHIN, "fte")


def test_a_fence_needs_fte_to_be_unknown_altogether() -> None:
    graph = heavy()
    graph.nodes["Heavy"]["fte_available"] = 10.0
    next(iter(graph["Heavy"].values())).update(fte=0.5, fte_complete=True)
    found = loads(graph)[0]["Heavy"]
    assert found.load == pytest.approx(0.05)
    assert found.verdict is UNKNOWN


def test_without_assignments_there_is_no_fence() -> None:
    found, limit = loads(network({name: [] for name in "ABCDEF"}))
    assert limit.fence is None
    assert limit.equal_share == pytest.approx(1 / 6)
    assert {load.share for load in found.values()} == {0.0}


def test_without_partners_there_is_no_equal_share() -> None:
    found, limit = loads(network({}, roles={"r": {}}))
    assert (found, limit.equal_share, limit.fence) == ({}, None, None)


# --- the fence ----------------------------------------------------------------------------------


@given(st.lists(numbers, min_size=1, max_size=40), st.floats(0, 1))
def test_quantiles_are_those_of_numpy(values: list[float], q: float) -> None:
    assert quartile(values, q) == pytest.approx(np.quantile(values, q, method="linear"), abs=1e-12)


@given(st.lists(numbers, min_size=5, max_size=40))
def test_the_fence_is_one_and_a_half_quartile_ranges_above_the_third(values: list[float]) -> None:
    first, third = np.quantile(values, [0.25, 0.75], method="linear")
    assert tukey_fence(values, 0) == pytest.approx(third + 1.5 * (third - first), abs=1e-12)


def test_a_spread_of_less_than_one_role_counts_as_one() -> None:
    # Six partners with one role each and one with two: 1/8 each, 2/8.
    light = {name: [f"role {name}"] for name in "ABCDEF"}
    found, limit = loads(network({**light, "Two": ["role 1", "role 2"]}))
    assert limit.fence == pytest.approx(1 / 8 + 1.5 / 8)
    assert found["Two"].verdict is UNKNOWN


@given(st.lists(numbers, max_size=4))
def test_there_is_no_fence_for_fewer_than_five(values: list[float]) -> None:
    assert tukey_fence(values, 0.1) is None


@given(networks())
def test_shares_add_up_to_one_and_flags_are_above_the_fence(graph: nx.Graph) -> None:
    found, limit = loads(graph)
    total = graph.number_of_edges()
    assert math.fsum(load.share for load in found.values()) == pytest.approx(1 if total else 0)
    assert sum(load.assignments for load in found.values()) == total
    for load in found.values():
        above = limit.fence is not None and load.share > limit.fence + 1e-9
        assert (load.verdict is OVERLOADED) == above

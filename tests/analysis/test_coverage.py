"""Coverage: the five states, and how many wanted roles have the holders they need."""

from __future__ import annotations

import networkx as nx
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.analysis.networks import network, networks

from backbone_kg.analysis.coverage import coverage, is_covered, role_states, state_of
from backbone_kg.analysis.results import OWN_ROLES, RoleState

SHARED, HELD, UNFILLED, NO_EVIDENCE, NOT_OURS = RoleState


@pytest.mark.parametrize(
    ("holders", "wanted", "complete", "state"),
    [
        (2, "yes", True, SHARED),
        (7, "yes", False, SHARED),
        (2, "unknown", True, SHARED),
        (1, "yes", True, HELD),
        (1, "yes", False, HELD),
        (1, "unknown", False, HELD),
        (0, "yes", True, UNFILLED),
        (0, "yes", False, NO_EVIDENCE),
        (0, "unknown", True, NO_EVIDENCE),
        (0, "unknown", False, NO_EVIDENCE),
        (0, "not ours", True, NOT_OURS),
        (1, "not ours", True, NOT_OURS),
        (2, "not ours", False, NOT_OURS),
    ],
)
def test_the_state_of_a_role(holders: int, wanted: str, complete: bool, state: RoleState) -> None:
    assert state_of(holders, wanted=wanted, complete=complete) is state


def five_states() -> nx.Graph:
    return network(
        {"A": ["shared", "held"], "B": ["shared", "two needed"]},
        roles={
            "shared": {},
            "held": {"function": "G"},
            "unfilled": {},
            "undecided": {"wanted": "unknown"},
            "left to others": {"wanted": "not ours"},
            "two needed": {"holders_needed": 2, "function": ""},
        },
    )


def test_every_state_in_a_complete_listing() -> None:
    assert role_states(five_states(), complete=True) == {
        "shared": SHARED,
        "held": HELD,
        "unfilled": UNFILLED,
        "undecided": NO_EVIDENCE,
        "left to others": NOT_OURS,
        "two needed": HELD,
    }


def test_in_a_partial_listing_a_blank_never_means_nobody() -> None:
    states = role_states(five_states(), complete=False)
    assert states["unfilled"] is NO_EVIDENCE
    assert UNFILLED not in states.values()


def test_two_holders_needed_and_one_there_is_held_but_not_covered() -> None:
    graph = five_states()
    assert not is_covered(graph, "two needed")
    graph.add_edge("A", "two needed")
    assert is_covered(graph, "two needed")


def test_a_role_that_is_not_ours_is_never_covered_and_not_counted() -> None:
    graph = network({"A": ["r"]}, roles={"r": {"wanted": "not ours"}})
    assert not is_covered(graph, "r")
    overall, _ = coverage(graph, complete=True)
    assert (overall.covered, overall.wanted, overall.share) == (0, 0, None)


def test_coverage_by_hand() -> None:
    overall, functions = coverage(five_states(), complete=True)
    # shared and held of shared, held, unfilled, undecided, two needed
    assert (overall.name, overall.covered, overall.wanted) == ("All roles", 2, 5)
    assert overall.share == pytest.approx(0.4)
    assert overall.states == {SHARED: 1, HELD: 2, UNFILLED: 1, NO_EVIDENCE: 1, NOT_OURS: 1}
    assert [(f.name, f.covered, f.wanted) for f in functions] == [
        ("F", 1, 3),
        ("G", 1, 1),
        (OWN_ROLES, 0, 1),
    ]
    assert functions[0].states == {SHARED: 1, HELD: 0, UNFILLED: 1, NO_EVIDENCE: 1, NOT_OURS: 1}


def test_without_any_role_there_is_no_share() -> None:
    overall, functions = coverage(network({"A": []}), complete=True)
    assert (overall.covered, overall.wanted, overall.share, functions) == (0, 0, None, ())


@given(networks(), st.booleans())
def test_every_role_is_in_one_state_and_in_one_function(graph: nx.Graph, complete: bool) -> None:
    overall, functions = coverage(graph, complete=complete)
    roles = [node for node, side in graph.nodes(data="bipartite") if side == 1]
    assert sum(overall.states.values()) == len(roles)
    assert overall.wanted == len(roles) - overall.states[NOT_OURS]
    assert 0 <= overall.covered <= overall.wanted
    for state in RoleState:
        assert sum(f.states[state] for f in functions) == overall.states[state]
    assert sum(f.covered for f in functions) == overall.covered
    assert sum(f.wanted for f in functions) == overall.wanted


@given(networks())
def test_with_one_holder_needed_what_has_a_holder_is_covered(graph: nx.Graph) -> None:
    for _, role in graph.nodes(data=True):
        role["holders_needed"] = 1
    overall, _ = coverage(graph, complete=False)
    assert overall.covered == overall.states[SHARED] + overall.states[HELD]

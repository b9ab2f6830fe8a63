"""Sole holders: which roles would be left with nobody, against taking each partner away."""

from __future__ import annotations

import networkx as nx
from hypothesis import given
from tests.analysis.networks import network, networks

from backbone_kg.analysis.resilience import sole_holders


def left_with_nobody(graph: nx.Graph, partner: str) -> set[str]:
    """Return the wanted roles that have a holder, and none once a partner is taken away."""
    without = graph.copy()
    without.remove_node(partner)
    return {
        role
        for role, side in graph.nodes(data="bipartite")
        if side == 1
        and graph.nodes[role]["wanted"] != "not ours"
        and graph.degree(role) > 0
        and without.degree(role) == 0
    }


def test_by_hand() -> None:
    graph = network(
        {"A": ["both", "only A", "others'"], "B": ["both"], "C": []},
        roles={"others'": {"wanted": "not ours"}, "nobody": {}},
    )
    assert sole_holders(graph) == {"A": ("only A",)}


@given(networks())
def test_it_is_what_is_lost_when_a_partner_leaves(graph: nx.Graph) -> None:
    found = sole_holders(graph)
    partners = [node for node, side in graph.nodes(data="bipartite") if side == 0]
    lost = {partner: left_with_nobody(graph, partner) for partner in partners}
    assert {partner: set(roles) for partner, roles in found.items()} == {
        partner: roles for partner, roles in lost.items() if roles
    }


@given(networks())
def test_roles_come_in_the_order_of_the_network(graph: nx.Graph) -> None:
    order = list(graph.nodes)
    for roles in sole_holders(graph).values():
        assert list(roles) == sorted(roles, key=order.index)

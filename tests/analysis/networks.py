"""Two-mode networks for tests, written as who holds what."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import networkx as nx
from hypothesis import strategies as st


def network(
    holds: Mapping[str, Sequence[str]],
    *,
    roles: Mapping[str, Mapping[str, Any]] | None = None,
    available: Mapping[str, float] | None = None,
    fte: Mapping[tuple[str, str], float] | None = None,
) -> nx.Graph:
    """Return a network as :class:`backbone_kg.model.network.Network` has it.

    Parameters
    ----------
    holds
        The roles of each partner.
    roles
        What is not as usual about a role: ``function``, ``wanted``, ``holders_needed``. Roles that
        nobody holds must be named here.
    available, fte
        FTE of partners, and of a partner in a role, where known.
    """
    graph = nx.Graph()
    for partner in holds:
        graph.add_node(
            partner,
            bipartite=0,
            name=partner,
            type="",
            fte_available=(available or {}).get(partner),
            tasks=(),
        )
    usual = {"function": "F", "wanted": "yes", "holders_needed": 1, "fte_needed": None}
    named = dict.fromkeys([*(roles or {}), *(role for held in holds.values() for role in held)])
    for role in named:
        graph.add_node(role, bipartite=1, label=role, **(usual | dict((roles or {}).get(role, {}))))
    for partner, held in holds.items():
        for role in held:
            given = (fte or {}).get((partner, role))
            graph.add_edge(
                partner, role, parts=(), fte=given, fte_complete=given is not None, evidence=()
            )
    return graph


@st.composite
def networks(draw: st.DrawFn) -> nx.Graph:
    """Return any network of up to eight partners and eight roles."""
    roles = {
        f"role {number}": {
            "function": draw(st.sampled_from(["F", "G", ""])),
            "wanted": draw(st.sampled_from(["yes", "not ours", "unknown"])),
            "holders_needed": draw(st.integers(1, 3)),
        }
        for number in range(draw(st.integers(0, 8)))
    }
    holds = {
        f"partner {number}": draw(st.lists(st.sampled_from(sorted(roles)), unique=True))
        if roles
        else []
        for number in range(draw(st.integers(0, 8)))
    }
    return network(holds, roles=roles)

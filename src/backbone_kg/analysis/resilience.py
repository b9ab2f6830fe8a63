"""Resilience: what hangs on one partner."""

from __future__ import annotations

import networkx as nx


def sole_holders(graph: nx.Graph) -> dict[str, tuple[str, ...]]:
    """Return, for each partner, the wanted roles that would be left with nobody if it left.

    Parameters
    ----------
    graph
        Two-mode network of partners and roles.

    Returns
    -------
    dict
        Roles c with d(c) = 1, by their one holder; partners without any are left out.
    """
    found: dict[str, tuple[str, ...]] = {}
    for role, side in graph.nodes(data="bipartite"):
        if side == 1 and graph.nodes[role]["wanted"] != "not ours" and graph.degree(role) == 1:
            (holder,) = graph.neighbors(role)
            found[holder] = (*found.get(holder, ()), role)
    return found

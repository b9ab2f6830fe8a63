"""Coverage: in which of the five states each role is, and how many have the holders they need."""

from __future__ import annotations

import networkx as nx

from backbone_kg.analysis.results import OWN_ROLES, Coverage, RoleState

ALL_ROLES = "All roles"


def state_of(holders: int, *, wanted: str, complete: bool) -> RoleState:
    """Return the state of a role.

    Parameters
    ----------
    holders
        How many partners hold it, 0 or more.
    wanted
        ``yes``, ``not ours`` or ``unknown``.
    complete
        Whether the listing is complete, so that a blank means nobody.

    Returns
    -------
    RoleState
        ``not ours`` whoever holds it; else ``shared`` (2 or more), ``held`` (1); with no holder
        ``unfilled`` only if it is wanted and the listing complete, else ``no evidence``.

    Examples
    --------
    >>> str(state_of(0, wanted="yes", complete=False))
    'no evidence'
    """
    if wanted == "not ours":
        return RoleState.NOT_OURS
    if holders >= 2:
        return RoleState.SHARED
    if holders == 1:
        return RoleState.HELD
    return RoleState.UNFILLED if complete and wanted == "yes" else RoleState.NO_EVIDENCE


def role_states(graph: nx.Graph, *, complete: bool) -> dict[str, RoleState]:
    """Return the state of each role of a two-mode network.

    Parameters
    ----------
    graph
        As :class:`backbone_kg.model.network.Network` has it.
    complete
        Whether the listing is complete.
    """
    return {
        role: state_of(graph.degree(role), wanted=wanted, complete=complete)
        for role, wanted in graph.nodes(data="wanted")
        if graph.nodes[role]["bipartite"] == 1
    }


def is_covered(graph: nx.Graph, role: str) -> bool:
    """Return whether a wanted role has at least as many holders as are needed: d(c) >= needed."""
    node = graph.nodes[role]
    needed: int = node["holders_needed"]
    return node["wanted"] != "not ours" and int(graph.degree(role)) >= needed


def coverage(graph: nx.Graph, *, complete: bool) -> tuple[Coverage, tuple[Coverage, ...]]:
    """Return the coverage of all roles and of each function.

    Parameters
    ----------
    graph
        Two-mode network of partners and roles.
    complete
        Whether the listing is complete.

    Returns
    -------
    Coverage
        Of all roles: covered roles / wanted roles; a role that is ``not ours`` is not wanted.
    tuple of Coverage
        The same for each function, in the framework's order.
    """
    states = role_states(graph, complete=complete)
    functions: dict[str, list[str]] = {}
    for role in states:
        functions.setdefault(graph.nodes[role]["function"] or OWN_ROLES, []).append(role)

    def of(name: str, roles: list[str]) -> Coverage:
        counted = {state: sum(states[role] is state for role in roles) for state in RoleState}
        return Coverage(
            name=name,
            covered=sum(is_covered(graph, role) for role in roles),
            wanted=len(roles) - counted[RoleState.NOT_OURS],
            states=counted,
        )

    return of(ALL_ROLES, list(states)), tuple(of(*group) for group in functions.items())

"""How often a partner lies between others in the two-mode network of partners and roles.

Written here because to import networkx takes as long as all else that an analysis does.
"""

from __future__ import annotations

from collections.abc import Sequence


def betweenness_of_partners(holders: Sequence[Sequence[int]], partners: int) -> list[float]:
    """Return the betweenness of each partner, as a share of the most that one could have.

    Parameters
    ----------
    holders
        Of each role, the places of the partners that hold it, each once; at least 2 roles.
    partners
        How many partners there are, with or without a role.

    Returns
    -------
    list of float
        By place, from 0 to 1.

    References
    ----------
    Brandes, U. (2001). A faster algorithm for betweenness centrality. Journal of Mathematical
    Sociology, 25(2): how it is counted.
    Borgatti, S. P., & Everett, M. G. (1997). Network Analysis of 2-Mode Data. Social Networks,
    19(3): the most that a node of a two-mode network can have.

    Examples
    --------
    >>> betweenness_of_partners([[0, 1], [1, 2]], 3)
    [0.0, 1.0, 0.0]
    """
    ties: list[list[int]] = [[] for _ in range(partners + len(holders))]
    for role, places in enumerate(holders, start=partners):
        for partner in places:
            ties[role].append(partner)
            ties[partner].append(role)
    found = [0.0] * len(ties)
    for start in range(len(ties)):
        _add_paths_from(start, ties, found)
    most = _most(partners, len(holders))
    # Each pair was met from either end.
    return [value / 2 / most for value in found[:partners]]


def _add_paths_from(start: int, ties: Sequence[Sequence[int]], found: list[float]) -> None:
    """Add to each node its share of the shortest paths that begin at one."""
    distance = [-1] * len(ties)
    paths = [0.0] * len(ties)
    distance[start], paths[start] = 0, 1.0
    order = [start]
    for node in order:  # grows while it is walked
        for other in ties[node]:
            if distance[other] < 0:
                distance[other] = distance[node] + 1
                order.append(other)
            if distance[other] == distance[node] + 1:
                paths[other] += paths[node]
    share = [0.0] * len(ties)
    for node in reversed(order[1:]):
        part = (1.0 + share[node]) / paths[node]
        for other in ties[node]:
            if distance[other] == distance[node] - 1:
                share[other] += paths[other] * part
        found[node] += share[node]


def _most(partners: int, roles: int) -> float:
    """Return the most pairs that can have one partner between them."""
    s, t = divmod(partners - 1, roles)
    return (roles**2 * (s + 1) ** 2 + roles * (s + 1) * (2 * t - s - 1) - t * (2 * s - t + 3)) / 2

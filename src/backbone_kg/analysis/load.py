"""Load: how much each partner carries, with FTE where it is given and by assignments where not."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import networkx as nx

from backbone_kg.analysis.results import LoadLimit, LoadVerdict

FEWEST_FOR_A_FENCE = 5
"""With fewer partners no share is called too large: quartiles of so few say nothing."""

_TOLERANCE = 1e-9


@dataclass(frozen=True, slots=True)
class Load:
    """What one partner carries.

    Parameters
    ----------
    assignments
        Roles that it holds.
    share
        ``assignments`` / assignments of all partners, 0 to 1.
    fte_assigned, fte_complete
        Sum of the FTE of its assignments (None if none is given), and whether all give one.
    load
        ``fte_assigned / fte_available``, 0 or more (infinite when something is assigned to no
        FTE at all); None when either is not known.
    verdict, basis
        What follows, and from what: ``fte``, ``assignments`` or "".
    """

    assignments: int
    share: float
    fte_assigned: float | None
    fte_complete: bool
    load: float | None
    verdict: LoadVerdict
    basis: str


def quartile(values: Sequence[float], q: float) -> float:
    """Return a quantile by linear interpolation between order statistics.

    Parameters
    ----------
    values
        At least one number, in any order.
    q
        0 to 1.

    References
    ----------
    Hyndman, R. J., & Fan, Y. (1996). Sample Quantiles in Statistical Packages. The American
    Statistician, 50(4), definition 7.

    Examples
    --------
    >>> quartile([1, 2, 3, 4], 0.75)
    3.25
    """
    ordered = sorted(values)
    place = (len(ordered) - 1) * q
    below = int(place)
    above = min(below + 1, len(ordered) - 1)
    return ordered[below] + (ordered[above] - ordered[below]) * (place - below)


def tukey_fence(shares: Sequence[float], step: float) -> float | None:
    """Return the upper fence Q3 + 1.5 max(Q3 - Q1, step); None for fewer than five values.

    Parameters
    ----------
    shares
        Share of each partner, 0 to 1.
    step
        What one role more adds to a share. Roles come whole, so a spread of less than one is not
        taken for one: where most partners hold a single role the quartiles are equal, and the
        plain fence would flag everybody who holds two.

    References
    ----------
    Tukey, J. W. (1977). Exploratory Data Analysis. Addison-Wesley. The least spread is ours.
    """
    if len(shares) < FEWEST_FOR_A_FENCE:
        return None
    lower, upper = quartile(shares, 0.25), quartile(shares, 0.75)
    return upper + 1.5 * max(upper - lower, step)


def loads(graph: nx.Graph) -> tuple[dict[str, Load], LoadLimit]:
    """Return what each partner carries, and the limit of the share of assignments.

    Parameters
    ----------
    graph
        Two-mode network of partners and roles.

    Notes
    -----
    A partner's load is the FTE assigned to it over the FTE it has; above 1 it is overloaded. If
    some of its assignments give no FTE, the load is a lower bound: above 1 it is overloaded all
    the same, below 1 nothing is known. Where there is no FTE to go by, its share of all
    assignments is held against Tukey's fence; within the fence nothing is known either, because a
    few assignments can be too many.
    """
    partners = [node for node, side in graph.nodes(data="bipartite") if side == 0]
    total = graph.number_of_edges()
    shares = {p: graph.degree(p) / total if total else 0.0 for p in partners}
    fence = tukey_fence(list(shares.values()), 1 / total) if total else None
    limit = LoadLimit(equal_share=1 / len(partners) if partners else None, fence=fence)
    return {p: _load(graph, p, shares[p], fence) for p in partners}, limit


def _load(graph: nx.Graph, partner: str, share: float, fence: float | None) -> Load:
    held = [data for _, _, data in graph.edges(partner, data=True)]
    known = [data["fte"] for data in held if data["fte"] is not None]
    available: float | None = graph.nodes[partner]["fte_available"]
    assigned = sum(known) if known else (None if held else 0.0)
    complete = all(data["fte"] is not None and data["fte_complete"] for data in held)
    load = None
    if available is not None and assigned is not None:
        load = assigned / available if available else (float("inf") if assigned else 0.0)
    verdict, basis = LoadVerdict.UNKNOWN, ""
    if load is not None and (load > 1 + _TOLERANCE or complete):
        over = load > 1 + _TOLERANCE
        verdict, basis = (LoadVerdict.OVERLOADED if over else LoadVerdict.WITHIN), "fte"
    elif load is None and fence is not None and share > fence + _TOLERANCE:
        verdict, basis = LoadVerdict.OVERLOADED, "assignments"
    return Load(len(held), share, assigned, complete, load, verdict, basis)

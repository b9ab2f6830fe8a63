"""How the roles of frameworks stand in the partnerships that want them."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Final

from backbone_kg.knowledge.ontology import standard_ontology
from backbone_kg.model.holdings import OWN_ROLES
from backbone_kg.portfolios.summaries import RoleAcross

if TYPE_CHECKING:
    import ibis

_STATES: Final = ("shared", "held", "unfilled", "no_evidence")


def counted_roles(states: ibis.Table) -> ibis.Table:
    """Return one row a role of a framework: by how many it is wanted, and in which state.

    Parameters
    ----------
    states
        One row a role of a partnership of which anything is known.
    """
    states = states.filter((states.wanted != "not ours") & (states.function != OWN_ROLES))
    return states.group_by("iri").agg(
        label=states.label.min(),
        partnerships=states.count(),
        **{name: (states.state == name.replace("_", " ")).sum() for name in _STATES},
    )


def roles_across(states: ibis.Table) -> tuple[RoleAcross, ...]:
    """Return how these roles stand, those that are most often unfilled first.

    Parameters
    ----------
    states
        As for :func:`counted_roles`.
    """
    return in_order(counted_roles(states))


def in_order(counted: ibis.Table) -> tuple[RoleAcross, ...]:
    """Return counted roles, those that are most often unfilled first.

    Parameters
    ----------
    counted
        As :func:`counted_roles` returns it.
    """
    import ibis

    told = counted.order_by(ibis.desc("unfilled"), ibis.desc("no_evidence"), "label", "iri")
    titles = _titles()
    return tuple(
        RoleAcross(role=(role := row.pop("iri")), framework=titles.get(role, ""), **row)
        for row in told.to_pyarrow().to_pylist()
    )


@cache
def _titles() -> dict[str, str]:
    """Return the title of the framework of each role."""
    return {
        str(concept.iri): framework.title
        for framework in standard_ontology().frameworks()
        for _, concept in framework.roles
    }

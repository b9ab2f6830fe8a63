"""How the holdings of an analysis are set out: roles under functions, partners by roles held."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Protocol, TypeVar

from backbone_kg.analysis.analysis_results import Analysis, Holding, PartnerLoad, RoleCoverage
from backbone_kg.base.groups import grouped

MOST_LINKS = 120
"""Past so many lines between roles and partners none can be followed."""
ONE_BY_ONE = 40
"""Partners that a picture or a map shows one by one; the rest are counted together."""


class _OfAFunction(Protocol):
    @property
    def function(self) -> str: ...


_Role = TypeVar("_Role", bound=_OfAFunction)


def by_roles(analysis: Analysis) -> tuple[list[PartnerLoad], list[PartnerLoad]]:
    """Return the partners that are shown one by one, and those that are counted together.

    All hold a role; those with most roles come first.
    """
    holding = {holding.partner for holding in analysis.holdings}
    found = [partner for partner in analysis.partners if partner.iri in holding]
    found.sort(key=lambda p: (-p.assignments, -len(p.sole_roles), p.name))
    return found[:ONE_BY_ONE], found[ONE_BY_ONE:]


def by_function(roles: Iterable[_Role]) -> dict[str, list[_Role]]:
    """Return roles under their functions, both in the order of the roles."""
    return grouped((role.function, role) for role in roles)


def by_role(analysis: Analysis) -> dict[str, list[Holding]]:
    """Return the holdings of each role, by its IRI."""
    held = grouped((holding.role, holding) for holding in analysis.holdings)
    return {role.iri: held.get(role.iri, []) for role in analysis.roles}


def covered_words(roles: Sequence[RoleCoverage]) -> str:
    """Return how many of a function's wanted roles are covered."""
    wanted = sum(role.wanted for role in roles)
    return f"covered {sum(role.covered for role in roles)} of {wanted}" if wanted else "not ours"


def near_their_roles(links: Iterable[tuple[int, str]]) -> list[str]:
    """Return the partners that hold roles, each near its roles, so that few lines cross.

    Parameters
    ----------
    links
        Place of a role, and IRI of a partner that holds it.

    Notes
    -----
    Each stands at the mean of its roles: the barycenter heuristic against crossings.
    """
    places = grouped((partner, place) for place, partner in links)
    return sorted(places, key=lambda iri: (sum(places[iri]) / len(places[iri]), iri))


def part(holding: Holding) -> str:
    """Return ``lead``, ``support`` or, when the file does not say, ``part``."""
    return next((name for name in ("lead", "support") if name in holding.parts), "part")

"""Sole holders: the roles that would be left with nobody if one partner left."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from backbone_kg.analysis.metrics import Figure, Metric, of_all_roles
from backbone_kg.model.holdings import Role
from backbone_kg.model.roster import DayRoster


def sole_roles(roster: DayRoster) -> dict[str, tuple[Role, ...]]:
    """Return the wanted roles c with d(c) = 1, by the IRI of their one holder.

    Partners without any are left out.
    """
    found: dict[str, tuple[Role, ...]] = {}
    for role in roster.wanted:
        holders = roster.holders(role)
        if len(holders) == 1:
            found[holders[0].iri] = (*found.get(holders[0].iri, ()), role)
    return found


def _share_that_hangs_on_one(roster: DayRoster) -> Iterator[Figure]:
    held = list(filter(roster.holders, roster.wanted))
    sole = sum(len(roles) for roles in sole_roles(roster).values())
    share = sole / len(held) if held else None
    yield of_all_roles("held-by-one", roster, share, sole, len(held))


def _of_each_partner(roster: DayRoster) -> Iterator[Figure]:
    sole = sole_roles(roster)
    for partner in roster.partners:
        count = len(sole.get(partner.iri, ()))
        yield Figure("sole-roles", partner.iri, partner.name, count)


METRICS: Final = (
    Metric(
        name="held-by-one",
        title="Roles that hang on one partner",
        about="partnership",
        formula="wanted roles with exactly one known holder ÷ wanted roles with a known holder",
        unit="share",
        range="0 to 1",
        sentence="{value} of the held roles hang on one partner ({count} of {of})",
        measure=_share_that_hangs_on_one,
    ),
    Metric(
        name="sole-roles",
        title="Roles that hang on the partner",
        about="partner",
        formula="wanted roles whose one known holder is the partner",
        unit="roles",
        range="0 or more",
        sentence="{label} alone holds {value} roles",
        measure=_of_each_partner,
    ),
)

"""Irreplaceability: how much of what is held hangs on a partner, shared among the holders."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from functools import lru_cache
from typing import Final

from backbone_kg.analysis.held_roles import held_roles
from backbone_kg.analysis.least_sets.set_masks import bits
from backbone_kg.analysis.metrics import Figure, Metric
from backbone_kg.model.roster import DayRoster


@lru_cache(maxsize=2)
def irreplaceability(roster: DayRoster) -> tuple[Fraction, ...]:
    """Return φ of each partner that holds a role, in the order of the file.

    Notes
    -----
    φ(p) = Σ 1/d(c) over the held roles c of p, so that Σ φ is the number of held roles: the Shapley
    value of p in the game in which a coalition is worth as many roles as have a holder in it.
    """
    held = held_roles(roster)
    # Counted by number of holders first, since adding fractions is slow.
    counts: list[dict[int, int]] = [{} for _ in held.partners]
    for holders in held.holders:
        degree = holders.bit_count()
        for place in bits(holders):
            counts[place][degree] = counts[place].get(degree, 0) + 1
    return tuple(
        sum((Fraction(count, degree) for degree, count in of.items()), Fraction()) for of in counts
    )


def _of_each_partner(roster: DayRoster) -> Iterator[Figure]:
    values = irreplaceability(roster)
    for partner, value in zip(held_roles(roster).partners, values, strict=True):
        yield Figure("irreplaceability", partner.iri, partner.name, float(value))


METRICS: Final = (
    Metric(
        name="irreplaceability",
        title="Irreplaceability",
        about="partner",
        formula="Σ 1 ÷ known holders, over the wanted roles that the partner holds",
        unit="roles",
        range="above 0; over all partners it adds up to the roles with a known holder",
        reference="Shapley 1953, doi:10.1515/9781400881970-018",
        sentence="{label} stands for {value} roles",
        measure=_of_each_partner,
    ),
)

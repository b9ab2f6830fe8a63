"""The keep-set: the fewest partners with whom no held role would be short of anybody."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from typing import Final, NamedTuple

from backbone_kg.analysis.held_roles import held_roles
from backbone_kg.analysis.least_sets.least_cover import least_cover
from backbone_kg.analysis.least_sets.set_masks import bits
from backbone_kg.analysis.least_sets.solving import Between
from backbone_kg.analysis.metrics import Figure, Metric, of_all_roles
from backbone_kg.model.roster import DayRoster

SECONDS: Final = 8.0
"""How long a solver may take: with 500 partners and 200 roles, all is done in 10."""


class KeepSet(NamedTuple):
    """A least set of partners that leaves no gap, as far as one is known.

    Parameters
    ----------
    size
        How many partners it has.
    members
        Places of the partners of one such set.
    must_stay
        Those who hold a role that has no more holders than it needs: they are in every such set.
    """

    size: Between
    members: tuple[int, ...]
    must_stay: tuple[int, ...]


@lru_cache(maxsize=2)
def keep_set(roster: DayRoster, *, seconds: float = SECONDS) -> KeepSet | None:
    """Return a least set of partners that leaves no gap; None if no role is held.

    Parameters
    ----------
    roster
        The day.
    seconds
        How long a solver may take where nothing else proves that no set is smaller.

    Notes
    -----
    The least T ⊆ A with |N(c) ∩ T| ≥ min(d(c), needed(c)) for every held role c: a set multicover.
    A role that has fewer holders than it needs keeps those that it has.
    """
    held = held_roles(roster)
    if not held.roles:
        return None
    needed = [role.holders_needed for role in held.roles]
    must = 0
    for mask, wanted in zip(held.holders, needed, strict=True):
        if mask.bit_count() <= wanted:
            must |= mask
    demands = [
        (mask & ~must, wanted - (mask & must).bit_count())
        for mask, wanted in zip(held.holders, needed, strict=True)
        if mask.bit_count() > wanted > (mask & must).bit_count()
    ]
    more, chosen = least_cover(demands, seconds=seconds)
    stay = tuple(bits(must))
    size = Between(len(stay) + more.at_least, len(stay) + more.at_most)
    return KeepSet(size, tuple(sorted((*stay, *chosen))), stay)


def _figures(roster: DayRoster) -> Iterator[Figure]:
    found = keep_set(roster)
    if found is not None:
        fewest, active = found.size.at_least, len(held_roles(roster).partners)
        bound = not found.size.proven
        yield of_all_roles("keep-set", roster, fewest / active, fewest, active, at_least=bound)


METRICS: Final = (
    Metric(
        name="keep-set",
        title="Fewest partners that leave no gap",
        about="partnership",
        formula=(
            "fewest partners with whom each held role keeps the holders that it needs, or all that "
            "are known where it has fewer ÷ partners that hold a role"
        ),
        unit="share",
        range="above 0 to 1",
        reference="constrained set multicover: Vazirani 2001, doi:10.1007/978-3-662-04565-7",
        sentence="{value} of the partners that are known to hold roles ({count} of {of})",
        measure=_figures,
        costly=True,
    ),
)

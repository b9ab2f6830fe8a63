"""The keep-set: the fewest partners with whom no held role would be short of anybody."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from backbone_kg.analysis.held_roles import held_roles
from backbone_kg.analysis.least_sets.least_cover import least_cover
from backbone_kg.analysis.least_sets.set_masks import bits
from backbone_kg.analysis.least_sets.solving import Between
from backbone_kg.analysis.metrics import Figure, Metric, of_all_roles
from backbone_kg.model.roster import DayRoster

SECONDS: Final = 8.0
"""How long a solver may take: with 500 partners and 200 roles, all is done in 10."""


@dataclass(frozen=True, slots=True)
class NoGap:
    """The fewest partners with whom each held role keeps what it needs of its holders.

    Parameters
    ----------
    size
        How many they are.
    partners
        Such partners: an example, unless ``unique``.
    must_stay
        Those in every such set: a role of theirs has no more holders than it needs.
    could_leave
        The partners that hold roles and are not in ``partners``: all of them together could leave
        without a gap.
    unique
        True where ``partners`` are known to be the only ones; null if that was not looked into.
    """

    size: Between
    partners: tuple[str, ...]
    must_stay: tuple[str, ...]
    could_leave: tuple[str, ...]
    unique: bool | None


@lru_cache(maxsize=2)
def keep_set(roster: DayRoster, *, seconds: float = SECONDS) -> NoGap | None:
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
    members = sorted((*stay, *chosen))
    return NoGap(
        size=size,
        partners=held.named(members),
        must_stay=held.named(stay),
        could_leave=held.named(sorted(set(range(len(held.partners))) - set(members))),
        unique=None if chosen else True,
    )


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

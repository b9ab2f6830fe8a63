"""The roles that somebody holds, and who: what every figure of resilience is counted from."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property, lru_cache

from backbone_kg.model.holdings import Partner, Role
from backbone_kg.model.roster import DayRoster


@dataclass(frozen=True, eq=False)
class HeldRoles:
    """H, the wanted roles with a known holder, and A, the partners that hold any of them.

    Parameters
    ----------
    partners, names
        A, in the order of the file, and what each is called; elsewhere they are told by their place
        in it.
    roles, labels
        H, in the order of the roster, and what each is called.
    holders
        N(c) of each role: bit ``i`` says whether partner ``i`` holds it.
    empty
        How many wanted roles have no known holder.
    """

    partners: tuple[Partner, ...]
    names: tuple[str, ...]
    roles: tuple[Role, ...]
    labels: tuple[str, ...]
    holders: tuple[int, ...]
    empty: int

    def named(self, places: Iterable[int]) -> tuple[str, ...]:
        """Return the names of partners by their places."""
        return tuple(self.names[place] for place in places)

    @cached_property
    def degrees(self) -> Counter[int]:
        """How many roles have so many holders, by that number."""
        return Counter(map(int.bit_count, self.holders))


@lru_cache(maxsize=2)
def held_roles(roster: DayRoster) -> HeldRoles:
    """Return who holds the wanted roles on a day."""
    held: dict[str, list[str]] = {role.iri: [] for role in roster.wanted}
    partners = []
    for partner in roster.partners:
        mine = [role.iri for role in roster.held_by[partner.iri] if role.iri in held]
        for role in mine:
            held[role].append(partner.iri)
        if mine:
            partners.append(partner)
    bit = {partner.iri: 1 << place for place, partner in enumerate(partners)}
    roles = tuple(role for role in roster.wanted if held[role.iri])
    return HeldRoles(
        partners=tuple(partners),
        names=tuple(roster.names[partner.iri] for partner in partners),
        roles=roles,
        labels=tuple(roster.labels[role.iri] for role in roles),
        holders=tuple(sum(bit[iri] for iri in held[role.iri]) for role in roles),
        empty=len(roster.wanted) - len(roles),
    )

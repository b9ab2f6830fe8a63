"""Which partners a picture draws one by one, and which it draws as one."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from backbone_kg.analysis.results import Analysis, Holding, PartnerLoad, RoleCoverage
from backbone_kg.base.words import plural
from backbone_kg.showing.pictures import style
from backbone_kg.showing.pictures.captions import holders_of
from backbone_kg.showing.pictures.lettering import clean


@dataclass(frozen=True, slots=True)
class Drawn:
    """The partners of a picture.

    Parameters
    ----------
    shown
        Those drawn one by one: they hold a role; those with most roles first.
    folded
        Those that hold a role and are drawn as one.
    folded_roles
        For the IRI of a role, how many of the folded partners hold it.
    idle
        How many partners hold no role.
    """

    shown: tuple[PartnerLoad, ...]
    folded: tuple[PartnerLoad, ...]
    folded_roles: Counter[str]
    idle: int

    @property
    def folded_name(self) -> str:
        """What the folded partners are called together."""
        return plural(len(self.folded), "more partner")

    def remarks(self) -> list[str]:
        """Return what has to be said of the partners that are not drawn one by one."""
        remarks = []
        if not self.shown:
            remarks.append("No partner is known to hold a role.")
        if self.idle:
            holds = "holds" if self.idle == 1 else "hold"
            more = "more partner" if self.shown else "partner"
            remarks.append(f"{plural(self.idle, more)} {holds} no role.")
        if self.folded:
            most = max(partner.assignments for partner in self.folded)
            remarks.append(
                f"The {len(self.shown)} partners with most roles are drawn one by one; the other "
                f"{plural(len(self.folded), 'partner')}, with at most {plural(most, 'role')} each, "
                "are counted together."
            )
        return remarks


def drawn_partners(analysis: Analysis, most: int = style.MOST_PARTNERS) -> Drawn:
    """Return the partners to draw: at most `most` of them one by one."""
    holders = holders_of(analysis)
    shown, folded = holders[:most], holders[most:]
    names = {partner.iri for partner in folded}
    roles = Counter(h.role for h in analysis.holdings if h.partner in names)
    idle = len(analysis.partners) - len(holders)
    return Drawn(tuple(shown), tuple(folded), roles, idle)


def by_function(analysis: Analysis) -> list[tuple[str, list[RoleCoverage]]]:
    """Return the roles grouped by function, both in the analysis' order."""
    groups: dict[str, list[RoleCoverage]] = {}
    for role in analysis.roles:
        groups.setdefault(clean(role.function), []).append(role)
    return list(groups.items())


def covered_words(roles: list[RoleCoverage]) -> str:
    """Return how many of a function's wanted roles are covered."""
    wanted = sum(role.wanted for role in roles)
    if not wanted:
        return "not ours"
    return f"covered {sum(role.covered for role in roles)} of {wanted}"


def part(holding: Holding) -> str:
    """Return ``lead``, ``support`` or, when the file does not say, ``part``."""
    return next((name for name in ("lead", "support") if name in holding.parts), "part")

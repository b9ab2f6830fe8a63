"""What a what-if says: how things stand and would stand, and what would change by name."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal
from typing import ClassVar, Literal

from backbone_kg.analysis.basis_of_figures import OfADay
from backbone_kg.analysis.load import LoadVerdict
from backbone_kg.analysis.metrics import Figure
from backbone_kg.base.json_form import NOT_IN_JSON
from backbone_kg.base.numbers_and_lists import share
from backbone_kg.model.partnership import Partnership
from backbone_kg.model.states import RoleState


@dataclass(frozen=True, slots=True)
class Supposition:
    """One thing that is supposed.

    Parameters
    ----------
    kind
        ``leaves``: the partner is no member any more. ``ends``: it holds the role no longer.
        ``takes``: it holds the role.
    partner, role
        Names; the role is "" if the partner leaves.
    fte
        Full-time equivalents with which it takes the role; None if not known.
    """

    kind: Literal["leaves", "ends", "takes"]
    partner: str
    role: str = ""
    fte: Decimal | None = None


@dataclass(frozen=True, slots=True)
class SoleHolder:
    """A partner without which roles would have nobody.

    Parameters
    ----------
    partner, roles
        Names.
    """

    partner: str
    roles: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Standing:
    """How a partnership stands, or would.

    Parameters
    ----------
    covered, wanted
        Wanted roles with as many holders as they need (None if nothing is known), and all wanted.
    unfilled, no_evidence
        Wanted roles known to have nobody, and those without a known holder, by name.
    short_of_holders
        Wanted roles that somebody holds, but fewer than are needed.
    overloaded, more_than_most, load_not_known
        Partners by what can be said of their load.
    sole_holders
        Partners that alone hold a wanted role, those with most such roles first.
    fte_short, fte_short_at_most
        FTE needed less FTE assigned, summed over the roles that say what they need (None if none
        does), and whether it may be less.
    """

    covered: int | None
    wanted: int
    unfilled: tuple[str, ...]
    no_evidence: tuple[str, ...]
    short_of_holders: tuple[str, ...]
    overloaded: tuple[str, ...]
    more_than_most: tuple[str, ...]
    load_not_known: tuple[str, ...]
    sole_holders: tuple[SoleHolder, ...]
    fte_short: Decimal | None
    fte_short_at_most: bool


@dataclass(frozen=True, slots=True)
class RoleEffect:
    """A role with which something would change.

    Parameters
    ----------
    iri, role
        The role.
    state_before, state_after
        One of the five states.
    holders_before, holders_after
        Names, sorted.
    holders_needed
        How many it needs.
    fte_short_before, fte_short_after
        FTE needed less FTE assigned; None if it is not known what is needed.
    """

    iri: str
    role: str
    state_before: RoleState
    state_after: RoleState
    holders_before: tuple[str, ...]
    holders_after: tuple[str, ...]
    holders_needed: int
    fte_short_before: float | None
    fte_short_after: float | None

    @property
    def wanted(self) -> bool:
        """Whether it counts in coverage."""
        return self.state_before is not RoleState.NOT_OURS

    @property
    def loses_last_holder(self) -> bool:
        """Whether somebody is known to hold it, and nobody would be."""
        return self.wanted and bool(self.holders_before) and not self.holders_after

    @property
    def falls_short(self) -> bool:
        """Whether it would lack holders that it does not lack, and somebody would still hold it."""
        return (
            self.wanted
            and 0 < len(self.holders_after) < self.holders_needed
            and len(self.holders_after) < len(self.holders_before)
        )

    @property
    def comes_to_hang_on_one(self) -> bool:
        """Whether one partner would hold it alone, and somebody else holds it now."""
        return (
            self.wanted
            and bool(self.holders_before)
            and len(self.holders_after) == 1
            and self.holders_after != self.holders_before
        )

    @property
    def comes_to_be_met(self) -> bool:
        """Whether it would have the holders it needs, and has not."""
        needed = self.holders_needed
        return self.wanted and len(self.holders_before) < needed <= len(self.holders_after)


@dataclass(frozen=True, slots=True)
class PartnerEffect:
    """A partner with which something would change.

    Parameters
    ----------
    iri, partner
        The partner.
    leaves
        Whether it would be no member any more.
    gained, lost
        Roles that it would take and give up.
    verdict_before, verdict_after
        What can be said of its load; after it has left, None.
    fte_before, fte_after
        Full-time equivalents assigned, as far as they are given; None if none are.
    fte_available
        Full-time equivalents that it has; None if not known.
    fte_complete
        Whether all that it would hold gives FTE; if not, ``fte_after`` is the least.
    """

    iri: str
    partner: str
    leaves: bool
    gained: tuple[str, ...]
    lost: tuple[str, ...]
    verdict_before: LoadVerdict
    verdict_after: LoadVerdict | None
    fte_before: float | None
    fte_after: float | None
    fte_available: float | None
    fte_complete: bool

    @property
    def fte_changes(self) -> bool:
        """Whether another FTE would be assigned to it."""
        return self.fte_before != self.fte_after


@dataclass(frozen=True, slots=True)
class FigureEffect:
    """A figure of the partnership as a whole that would change.

    Parameters
    ----------
    metric, title
        The metric's short name, and what people call it.
    before, after
        Its values.
    """

    metric: str
    title: str
    before: Figure
    after: Figure


@dataclass(frozen=True, slots=True)
class Case:
    """One supposition or several at once, and what follows.

    Parameters
    ----------
    suppositions
        What is supposed.
    after
        How the partnership would stand.
    roles, partners, figures
        What would change, by name.
    scenario
        The partnership as it would be, to be written or analyzed.
    """

    suppositions: tuple[Supposition, ...]
    after: Standing
    roles: tuple[RoleEffect, ...]
    partners: tuple[PartnerEffect, ...]
    figures: tuple[FigureEffect, ...]
    scenario: Partnership = field(repr=False, compare=False, metadata=NOT_IN_JSON)


@dataclass(frozen=True)
class WhatIf(OfADay):
    """How a partnership stands on a day, and how it would if something were otherwise.

    Parameters
    ----------
    asked
        Whether somebody said what to suppose. If not, each partner marked as backbone leaves, one
        at a time.
    before
        How the partnership stands.
    cases
        What is supposed, and what follows; none if no partner is marked as backbone.
    """

    asked: bool
    before: Standing
    cases: tuple[Case, ...]

    SCHEMA: ClassVar = "https://w3id.org/backbone-kg/schema/whatif/1"

    def _repr_html_(self) -> str:
        from backbone_kg.base.html import table

        least = "at least " if self.basis.assignments_not_read else ""

        def cells(name: str, one: Standing) -> tuple[str, ...]:
            covered = "not known" if one.covered is None else share(one.covered, one.wanted)
            without = len(one.unfilled) + len(one.no_evidence)
            return name, f"{least}{covered}", str(without), str(len(one.sole_holders))

        rows = [cells("As it is", self.before)]
        for case in self.cases:
            what = "; ".join(
                f"{each.partner} {each.kind} {each.role}".rstrip() for each in case.suppositions
            )
            rows.append(cells(what, case.after))
        return table(
            (
                "Case",
                "Covered roles",
                "Roles without a known holder",
                "Partners that roles hang on",
            ),
            rows,
            caption=f"{self.partnership}, {self.as_of}",
            numeric=(2, 3),
        )

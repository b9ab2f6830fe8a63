"""What an analysis says: typed, immutable, and all that pictures and reports are made from."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, Final

from backbone_kg.analysis.basis_of_figures import Basis, OfADay
from backbone_kg.analysis.bounds import Bounds
from backbone_kg.analysis.concentration import Concentration
from backbone_kg.analysis.coverage import Coverage
from backbone_kg.analysis.fte_needed import StaffingSummary
from backbone_kg.analysis.lapses import Lapses
from backbone_kg.analysis.load import LoadVerdict, UsualShare
from backbone_kg.analysis.metrics import Figure
from backbone_kg.analysis.resilience import Resilience
from backbone_kg.analysis.suggestions import Fit, Passage, Suggestion
from backbone_kg.base.json_form import plain
from backbone_kg.base.numbers_and_lists import share
from backbone_kg.model.holdings import OWN_ROLES
from backbone_kg.model.roster import LeftOut
from backbone_kg.model.states import RoleState

__all__ = [
    "OWN_ROLES",
    "SCHEMA",
    "Analysis",
    "Basis",
    "Coverage",
    "Figure",
    "Holding",
    "LeftOut",
    "LoadVerdict",
    "PartnerLoad",
    "Passage",
    "RoleCoverage",
    "RoleState",
    "Suggestion",
    "UsualShare",
]

SCHEMA = "https://w3id.org/backbone-kg/schema/analysis/1"
"""Identifier of the published JSON schema that :meth:`Analysis.to_dict` keeps to."""

DERIVED: Final[tuple[str, ...]] = (
    "left_out",
    "staffing",
    "lapses",
    "bounds",
    "concentration",
    "fit",
    "resilience",
)
"""Fields of :class:`Analysis` whose part of the schema follows from their type."""


@dataclass(frozen=True, slots=True)
class Holding:
    """That a partner holds a role at the date; several assignments of one pair are one holding.

    Parameters
    ----------
    partner, role
        IRIs.
    parts
        ``lead`` and ``support``, as far as the file says.
    fte
        Full-time equivalents assigned, summed; None when no assignment gives any.
    evidence
        The sources the file gives.
    since, until
        When it begins and ends, as the file has it and within the partner's membership: ``YYYY``,
        ``YYYY-MM``, ``YYYY-MM-DD``, or two days with ``/`` between which it does; "" where that is
        not known.
    """

    partner: str
    role: str
    parts: tuple[str, ...] = ()
    fte: float | None = None
    evidence: tuple[str, ...] = ()
    since: str = ""
    until: str = ""


@dataclass(frozen=True, slots=True)
class RoleCoverage:
    """One role of the partnership at the date.

    Parameters
    ----------
    iri, label
        The role; labels are unique within an analysis.
    function
        Label of the function it belongs to, or :data:`OWN_ROLES`; ``Functions``, ``Qualities`` …
        in a framework that lists these alone.
    state
        One of the five states.
    holders
        Names of the partners that hold it, sorted.
    holders_needed
        How many the partnership wants, at least 1.
    covered
        Whether it has as many holders as are needed (False for a role that is not ours).
    fte_assigned, fte_needed
        Full-time equivalents; None where the file gives none.
    fte_short, fte_short_at_most
        FTE needed less FTE assigned, 0 or more (None if it is not known what is needed), and
        whether it may be less, since a holder gives no FTE or no holder is known.
    leads
        How many partners lead it; 0 where nobody does or nobody says.
    suggestions
        Which kinds of organization the sources name as possible holders.
    """

    iri: str
    label: str
    function: str
    state: RoleState
    holders: tuple[str, ...] = ()
    holders_needed: int = 1
    covered: bool = False
    fte_assigned: float | None = None
    fte_needed: float | None = None
    fte_short: float | None = None
    fte_short_at_most: bool = False
    leads: int = 0
    suggestions: tuple[Suggestion, ...] = ()

    @property
    def wanted(self) -> bool:
        """Whether the role counts in the denominator of coverage."""
        return self.state is not RoleState.NOT_OURS

    @property
    def sole_holder(self) -> str | None:
        """The one partner on which the role hangs, or None."""
        return self.holders[0] if self.wanted and len(self.holders) == 1 else None


@dataclass(frozen=True, slots=True)
class PartnerLoad:
    """One partner at the date and what it carries.

    Parameters
    ----------
    iri, name, type
        The partner; the type is a label, or "". Names are unique within an analysis.
    roles
        Labels of the roles it holds, in the framework's order.
    assignments
        Its assignments in force (pairs of partner and role count once).
    share
        ``assignments`` / all assignments of the partnership, 0 to 1.
    fte_available, fte_assigned
        Full-time equivalents; None where the file gives none.
    fte_complete
        Whether every one of its assignments gives an FTE; if not, ``fte_assigned`` and ``load``
        are lower bounds.
    load
        ``fte_assigned`` / ``fte_available``, 0 or more; None when either is not known.
    verdict
        What follows; see :class:`LoadVerdict`.
    basis
        ``"fte"`` or ``"assignments"``: what the verdict rests on; "" when it is not known.
    sole_roles
        Labels of the roles that would be left with nobody if it left.
    tasks
        Which of ``backbone``, ``anchor entity``, ``fiscal agent`` and ``steering committee`` the
        file says it is.
    """

    iri: str
    name: str
    type: str = ""
    roles: tuple[str, ...] = ()
    assignments: int = 0
    share: float = 0.0
    fte_available: float | None = None
    fte_assigned: float | None = None
    fte_complete: bool = False
    load: float | None = None
    verdict: LoadVerdict = LoadVerdict.UNKNOWN
    basis: str = ""
    sole_roles: tuple[str, ...] = ()
    tasks: tuple[str, ...] = ()


@dataclass(frozen=True)
class Analysis(OfADay):
    """Who holds which role of a partnership at a date, what nobody does, who carries too much.

    Parameters
    ----------
    framework, framework_slug
        The framework's title and its short name.
    roles
        In the framework's order, the partnership's own at the end.
    partners
        Partners at the date, those with most roles first, then by name.
    holdings
        Who holds what at the date.
    coverage
        Of all roles.
    functions
        The same for each function, in the framework's order.
    usual_share
        What a share of assignments is held against.
    figures
        All values of all metrics; see :mod:`backbone_kg.analysis.metrics`.
    left_out
        How many of what the file says are not counted on the day, by why.
    notes
        What the file says about itself, such as that it is incomplete.
    staffing
        What the roles lack together, and who leads; None where nothing is known.
    lapses
        Which roles lose their last or a needed holder within a horizon; None if not looked into.
    bounds
        Between which counts the truth may lie; None where nothing is known or wanted.
    concentration
        How unevenly the roles are spread over the partners; None where nothing is known.
    fit
        Of each holding of a wanted role, whether a source suggests the kind of the partner.
    resilience
        What would be left with nobody if partners left; None where nothing is known.
    """

    framework: str
    framework_slug: str
    roles: tuple[RoleCoverage, ...]
    partners: tuple[PartnerLoad, ...]
    holdings: tuple[Holding, ...]
    coverage: Coverage
    functions: tuple[Coverage, ...]
    usual_share: UsualShare
    figures: tuple[Figure, ...] = ()
    left_out: LeftOut = field(default_factory=LeftOut)
    notes: str = ""
    staffing: StaffingSummary | None = None
    lapses: Lapses | None = None
    bounds: Bounds | None = None
    concentration: Concentration | None = None
    fit: tuple[Fit, ...] = ()
    resilience: Resilience | None = None

    def in_state(self, state: RoleState) -> tuple[RoleCoverage, ...]:
        """Return the roles in one of the five states."""
        return tuple(role for role in self.roles if role.state is state)

    @property
    def unfilled(self) -> tuple[RoleCoverage, ...]:
        """The roles that are known to have nobody."""
        return self.in_state(RoleState.UNFILLED)

    @property
    def overloaded(self) -> tuple[PartnerLoad, ...]:
        """The partners that carry more FTE than they have."""
        return self.with_verdict(LoadVerdict.OVERLOADED)

    def with_verdict(self, verdict: LoadVerdict) -> tuple[PartnerLoad, ...]:
        """Return the partners of which one thing can be said."""
        return tuple(p for p in self.partners if p.verdict is verdict)

    @property
    def sole_holders(self) -> tuple[PartnerLoad, ...]:
        """The partners without which a role would have nobody, those with most such roles first."""
        found = [p for p in self.partners if p.sole_roles]
        return tuple(sorted(found, key=lambda p: (-len(p.sole_roles), p.name)))

    def to_dict(self) -> dict[str, Any]:
        """Return the analysis as the published JSON schema has it.

        A load without bound (something is assigned to a partner that has no FTE at all) is null
        with the verdict ``overloaded``, since JSON has no infinity.
        """
        return {
            "schema": SCHEMA,
            "basis": {
                "caveat": self.basis.caveat,
                **plain(self.basis),
                "nothing_known": self.basis.nothing_known,
            },
            "file": self.file,
            "partnership": self.partnership,
            "community": self.community,
            "framework": {"slug": self.framework_slug, "title": self.framework},
            "as_of": self.as_of,
            "as_of_basis": self.as_of_basis,
            "listing": self.listing,
            "coverage": self.coverage.to_dict(),
            "functions": [function.to_dict() for function in self.functions],
            "usual_share": plain(self.usual_share),
            "roles": plain(self.roles),
            "partners": plain(self.partners),
            "holdings": plain(self.holdings),
            "figures": plain(self.figures),
            "notes": self.notes,
            **{name: plain(getattr(self, name)) for name in DERIVED},
            "as_framework": None,  # filled in by who reads it in another framework
        }

    def _repr_html_(self) -> str:
        from backbone_kg.base.html import table

        least = "at least " if self.basis.assignments_not_read else ""

        def covered(one: Coverage) -> str:
            return "not known" if one.covered is None else least + share(one.covered, one.wanted)

        return table(
            ("Function", "Covered roles"),
            [(one.name, covered(one)) for one in (*self.functions, self.coverage)],
            caption=f"{self.partnership}, {self.as_of}",
        )

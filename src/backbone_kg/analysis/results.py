"""What an analysis says: typed, immutable, and all that pictures and reports are made from."""

from __future__ import annotations

import html
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

SCHEMA = "https://w3id.org/backbone-kg/schema/analysis/1"
"""Identifier of the published JSON schema that :meth:`Analysis.to_dict` keeps to."""

OWN_ROLES = "The partnership's own roles"
"""The group that roles stand in that belong to no function of the framework."""


class RoleState(StrEnum):
    """The five states of a role at a date; they are never mixed up."""

    SHARED = "shared"
    """Two or more partners hold it."""
    HELD = "held"
    """One partner holds it."""
    UNFILLED = "unfilled"
    """It is known that nobody holds it."""
    NO_EVIDENCE = "no evidence"
    """The listing is partial, or does not say that the role is wanted, and names no holder."""
    NOT_OURS = "not ours"
    """The partnership does not want it filled."""


class LoadVerdict(StrEnum):
    """What can be said of how much a partner carries."""

    OVERLOADED = "overloaded"
    """More FTE is assigned than it has, or its share of assignments lies above Tukey's fence."""
    WITHIN = "within its limit"
    UNKNOWN = "not known"
    """Too little is known to say; this is not "fine"."""


@dataclass(frozen=True, slots=True)
class Passage:
    """The place in a source document that a statement rests on.

    Parameters
    ----------
    document
        Title of the document.
    locator
        Where in it, in words (``Table 1, row 2``); may be "".
    start, end
        Characters of the document's text, counted from 0, ``end`` not included.
    quote
        The words there when they are a short label, else "".
    """

    document: str
    locator: str
    start: int
    end: int
    quote: str = ""


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A kind of organization that a source names as a possible holder of a role.

    Parameters
    ----------
    type
        Label of the kind of organization.
    passage
        Where the source says so.
    partners
        Partners of that kind in this partnership at the date, by name.
    """

    type: str
    passage: Passage
    partners: tuple[str, ...] = ()


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
    """

    partner: str
    role: str
    parts: tuple[str, ...] = ()
    fte: float | None = None
    evidence: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class RoleCoverage:
    """One role of the partnership at the date.

    Parameters
    ----------
    iri, label
        The role; labels are unique within an analysis.
    function
        Label of the function it belongs to, or :data:`OWN_ROLES`; ``Functions`` or ``Qualities``
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
        Overloaded, within its limit, or not known.
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


@dataclass(frozen=True, slots=True)
class Coverage:
    """How many wanted roles have the holders they need: of one function, or of all.

    Parameters
    ----------
    name
        The function's label, or "All roles".
    covered, wanted
        Numerator and denominator: roles.
    states
        How many roles are in each of the five states (``wanted`` leaves out ``not ours``).
    """

    name: str
    covered: int
    wanted: int
    states: dict[RoleState, int] = field(default_factory=dict)

    @property
    def share(self) -> float | None:
        """``covered / wanted``, 0 to 1; None when no role is wanted."""
        return self.covered / self.wanted if self.wanted else None


@dataclass(frozen=True, slots=True)
class LoadLimit:
    """The limit of the share of assignments, by Tukey's fence.

    Parameters
    ----------
    equal_share
        1 / number of partners.
    fence
        Q3 + 1.5 max(Q3 - Q1, one role) of the shares, 0 or more; None with fewer than five
        partners or no assignment.
    """

    equal_share: float | None
    fence: float | None


@dataclass(frozen=True)
class Analysis:
    """Who holds which role of a partnership at a date, what nobody does, who carries too much.

    Parameters
    ----------
    file
        The file it was read from, as the user named it.
    partnership, community, framework
        Name, place and the framework's title.
    framework_slug
        The framework's short name.
    as_of
        The date of every figure, ``YYYY-MM-DD``, and ``as_of_basis`` where it comes from:
        ``asked``, ``file`` or ``today``.
    listing
        ``complete`` (blank means nobody) or ``partial`` (blank means no evidence found).
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
    load_limit
        What a share of assignments is held against.
    left_out
        Plain sentences about what was not counted, and why.
    notes
        What the file says about itself, such as that it is incomplete.
    """

    file: str
    partnership: str
    community: str
    framework: str
    framework_slug: str
    as_of: str
    as_of_basis: str
    listing: str
    roles: tuple[RoleCoverage, ...]
    partners: tuple[PartnerLoad, ...]
    holdings: tuple[Holding, ...]
    coverage: Coverage
    functions: tuple[Coverage, ...]
    load_limit: LoadLimit
    left_out: tuple[str, ...] = ()
    notes: str = ""

    def in_state(self, state: RoleState) -> tuple[RoleCoverage, ...]:
        """Return the roles in one of the five states."""
        return tuple(role for role in self.roles if role.state is state)

    @property
    def unfilled(self) -> tuple[RoleCoverage, ...]:
        """The roles that are known to have nobody."""
        return self.in_state(RoleState.UNFILLED)

    @property
    def overloaded(self) -> tuple[PartnerLoad, ...]:
        """The partners that carry too much."""
        return tuple(p for p in self.partners if p.verdict is LoadVerdict.OVERLOADED)

    @property
    def sole_holders(self) -> tuple[PartnerLoad, ...]:
        """The partners without which a role would have nobody, those with most such roles first."""
        found = [p for p in self.partners if p.sole_roles]
        return tuple(sorted(found, key=lambda p: (-len(p.sole_roles), p.name)))

    def to_dict(self) -> dict[str, Any]:
        """Return the analysis as the published JSON schema has it."""
        from backbone_kg.analysis.rendering import as_dict

        return as_dict(self)

    def _repr_html_(self) -> str:
        cells = "".join(
            f"<tr><td style='text-align:left'>{html.escape(c.name)}</td>"
            f"<td>{c.covered} of {c.wanted}</td></tr>"
            for c in (*self.functions, self.coverage)
        )
        return (
            f"<p><b>{html.escape(self.partnership)}</b>, {html.escape(self.as_of)}</p>"
            f"<table><thead><tr><th>Function</th><th>Covered roles</th></tr></thead>"
            f"<tbody>{cells}</tbody></table>"
        )

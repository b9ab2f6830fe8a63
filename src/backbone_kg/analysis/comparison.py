"""What a comparison of a partnership at two dates says: typed, immutable."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any, ClassVar, Literal

from backbone_kg.analysis.basis import Basis
from backbone_kg.analysis.spells import Ending
from backbone_kg.base.json_form import plain
from backbone_kg.model.states import RoleState


class Ground(StrEnum):
    """On what it rests that something differs between the two dates."""

    DATED = "dated"
    """A date in one of the files says that it changed between the two."""
    LISTED = "listed"
    """The listing is complete and has it at one of the dates alone; when it changed is not said."""
    LEARNED = "learned"
    """The later file says that it was so at the earlier date already: only knowledge changed."""
    NOT_KNOWN = "not known"
    """The other listing is partial, or not all of it was read: whether it changed is not known."""


class Reason(StrEnum):
    """Why a role or a figure is told differently at the two dates."""

    WORLD = "the world"
    """Partners or holders changed."""
    FTE = "FTE"
    """Other FTE are given."""
    EVIDENCE = "evidence"
    """What was so at both dates is known at one of them alone."""
    NOT_KNOWN = "not known"
    """Rows differ, and whether anything changed but what is known of it is open."""
    LISTING = "listing"
    """One listing is complete, the other partial."""
    WANTED = "wanted"
    """It differs which roles are wanted, or how many holders or FTE they need."""
    NOT_READ = "not read"
    """It differs what could not be read."""
    FRAMEWORK = "framework"
    """The files go by different frameworks."""


Verdict = Literal["world", "knowledge", "both", "not known"]
"""Whether the world changed, only what is known or asked of it, both, or that this is open."""


@dataclass(frozen=True, slots=True)
class Side:
    """One of the two that are compared.

    Parameters
    ----------
    file, partnership, community
        As in an analysis.
    framework_slug, framework
        Short name and title of its framework; "" if that is not known.
    as_of, as_of_basis
        The date, ``YYYY-MM-DD``, and where it comes from: ``asked``, ``file`` or ``today``.
    listing
        ``complete`` or ``partial``.
    basis
        What its figures rest on.
    partners, holdings
        How many partners there are at the date, and pairs of a partner and a role that it holds.
    """

    file: str
    partnership: str
    community: str
    framework_slug: str
    framework: str
    as_of: str
    as_of_basis: str
    listing: str
    basis: Basis
    partners: int
    holdings: int


@dataclass(frozen=True, slots=True)
class MembershipChange:
    """That a partner joined or left.

    Parameters
    ----------
    partner
        Its name.
    on
        When, as far as that is known: a year, a month, a day, two days with ``/`` between which it
        lies, or "".
    ground
        On what it rests.
    """

    partner: str
    on: str
    ground: Ground


@dataclass(frozen=True, slots=True)
class Renamed:
    """That one partner goes by two names.

    Parameters
    ----------
    before, after
        The names at the two dates.
    matched_by
        ``identifier``: it is one; ``likely name``: it likely is, and counts neither as joined nor
        as left.
    """

    before: str
    after: str
    matched_by: str


@dataclass(frozen=True, slots=True)
class HoldingChange:
    """That a partner began or ended to hold a role.

    Parameters
    ----------
    partner, role
        Its name, and the label of the role.
    role_iri
        IRI of the role.
    on
        The first or last day that it holds it, as far as that is known: a year, a month, a day, two
        days with ``/`` between which it lies, or "".
    ground
        On what it rests.
    why
        Why it ended; "" where it began, or where no end is known.
    """

    partner: str
    role: str
    role_iri: str
    on: str
    ground: Ground
    why: Ending | Literal[""] = ""


@dataclass(frozen=True, slots=True)
class HandOver:
    """That one partner ended to hold a role and another, which had not held it before, began.

    That the one came after the other does not say that it took over.

    Parameters
    ----------
    role, role_iri
        Label and IRI of the role.
    giver, taker
        Names of who held it at the first and at the second date.
    until, since
        The last day of the one that ended and the first of the one that began: a year, a month, a
        day, or two days with ``/`` between which it lies.
    least_days, most_days
        How many days lie between, at least and at most; less than 0 where they overlap.
    """

    role: str
    role_iri: str
    giver: str
    taker: str
    until: str
    since: str
    least_days: int
    most_days: int


@dataclass(frozen=True, slots=True)
class RoleSide:
    """A role at one of the dates.

    Parameters
    ----------
    state
        One of the five states.
    holders
        Names of its holders, sorted.
    holders_needed
        How many it needs, 1 or more.
    covered
        Whether it has as many.
    """

    state: RoleState
    holders: tuple[str, ...]
    holders_needed: int
    covered: bool


@dataclass(frozen=True, slots=True)
class RoleThenNow:
    """A role at both dates.

    Parameters
    ----------
    iri, label, function
        The role, and what it stands under.
    then, now
        How it stands; None where the file has no such role.
    changed
        Whether its state, holders or need differ.
    because
        Why.
    verdict
        Whether the world changed or only what is known; None if nothing did.
    """

    iri: str
    label: str
    function: str
    then: RoleSide | None
    now: RoleSide | None
    changed: bool = False
    because: tuple[Reason, ...] = ()
    verdict: Verdict | None = None


@dataclass(frozen=True, slots=True)
class FigureSide:
    """A value of a metric at one of the dates.

    Parameters
    ----------
    value, count, of, at_least
        As in :class:`backbone_kg.analysis.metrics.Figure`.
    """

    value: float | None
    count: int | None
    of: int | None
    at_least: bool


@dataclass(frozen=True, slots=True)
class FigureThenNow:
    """A figure at both dates.

    Parameters
    ----------
    metric, about
        Name of the metric, and what kind of thing it is about.
    label
        What the thing is called.
    then, now
        The values; None where there is none.
    changed
        Whether they differ.
    because
        Why.
    verdict
        Whether the world changed or only what is known; None if nothing did.
    """

    metric: str
    about: str
    label: str
    then: FigureSide | None
    now: FigureSide | None
    changed: bool = False
    because: tuple[Reason, ...] = ()
    verdict: Verdict | None = None


@dataclass(frozen=True, slots=True)
class ReadRole:
    """A role of the second file's framework, with what can be read of it from the first file.

    Parameters
    ----------
    label
        The role.
    how
        How it is read; see :class:`backbone_kg.analysis.as_framework_results.How`.
    standing, holders
        What follows for it at the first date.
    state, now_holders
        How it stands at the second date.
    """

    label: str
    how: str
    standing: str
    holders: tuple[str, ...]
    state: RoleState
    now_holders: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Crosswalk:
    """The first date read in the framework of the second.

    Parameters
    ----------
    covered, counted
        Roles with the holders they need, of those that can be read as a whole and are wanted.
    now_covered, now_wanted
        The same of the second file, which counts all its wanted roles.
    roles
        Each role of the second framework.
    lost
        Roles of the first file that cannot be read in it, each with why.
    """

    covered: int
    counted: int
    now_covered: int
    now_wanted: int
    roles: tuple[ReadRole, ...]
    lost: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Comparison:
    """A partnership at two dates, as one or two files have it.

    Parameters
    ----------
    then, now
        What is compared.
    backward
        Whether the first date is the later one: what is told as begun had then not ended yet.
    one_file
        Whether both dates are of one file.
    same_partnership
        Whether the files name one partnership: by identifier, else by name and community.
    window
        How many days at most lie between the end and the begin of a hand-over.
    joined, left, renamed, likely
        Partners that are there at one date alone, each with the ground that this rests on: not
        each did join or leave. Renamed ones are one, likely ones are so by a likely name alone.
    begun, ended
        Holdings that are there at one date alone, each with the ground that this rests on.
    handed_over
        Which of these follow one another.
    roles
        Every role of both files; none if their frameworks differ, but for own roles of one name.
    figures
        Every figure at both dates.
    crosswalk
        If the frameworks differ, the first date read in the second framework, where anybody has
        compared the two.
    """

    then: Side
    now: Side
    backward: bool
    one_file: bool
    same_partnership: bool
    window: int
    joined: tuple[MembershipChange, ...] = ()
    left: tuple[MembershipChange, ...] = ()
    renamed: tuple[Renamed, ...] = ()
    likely: tuple[Renamed, ...] = ()
    begun: tuple[HoldingChange, ...] = ()
    ended: tuple[HoldingChange, ...] = ()
    handed_over: tuple[HandOver, ...] = ()
    roles: tuple[RoleThenNow, ...] = ()
    figures: tuple[FigureThenNow, ...] = ()
    crosswalk: Crosswalk | None = None

    SCHEMA: ClassVar[str] = "https://w3id.org/backbone-kg/schema/compare/1"
    """Identifier of the published JSON schema that :meth:`to_dict` keeps to."""

    @property
    def nothing_known(self) -> bool:
        """Whether nothing is known of one of the dates, so that nothing can be compared."""
        return self.then.basis.nothing_known or self.now.basis.nothing_known

    @property
    def same_framework(self) -> bool:
        """Whether both go by one framework, so that roles can be compared one by one."""
        return self.then.framework_slug == self.now.framework_slug

    @property
    def is_empty(self) -> bool:
        """Whether both dates are known, and nothing differs."""
        changed = any(role.changed for role in self.roles) or any(f.changed for f in self.figures)
        partners = self.joined or self.left or self.renamed or self.likely
        differs = partners or self.begun or self.ended or self.crosswalk or changed
        return not (self.nothing_known or differs)

    def reversed(self) -> Comparison:
        """Return the same with the two dates exchanged; days stay what they are."""
        return replace(
            self,
            then=self.now,
            now=self.then,
            backward=not self.backward,
            joined=self.left,
            left=self.joined,
            renamed=tuple(replace(r, before=r.after, after=r.before) for r in self.renamed),
            likely=tuple(replace(r, before=r.after, after=r.before) for r in self.likely),
            begun=self.ended,
            ended=self.begun,
            handed_over=tuple(replace(h, giver=h.taker, taker=h.giver) for h in self.handed_over),
            roles=tuple(replace(role, then=role.now, now=role.then) for role in self.roles),
            figures=tuple(replace(f, then=f.now, now=f.then) for f in self.figures),
        )

    def to_dict(self) -> dict[str, Any]:
        """Return the comparison as the published JSON schema has it."""
        return {"schema": self.SCHEMA, **plain(self)}

    def _repr_html_(self) -> str:
        from backbone_kg.base.html import table

        def counts(name: str, grounds: list[Ground]) -> tuple[str, int, int, int]:
            learned, unknown = (grounds.count(g) for g in (Ground.LEARNED, Ground.NOT_KNOWN))
            return name, len(grounds) - learned - unknown, learned, unknown

        return table(
            ("At one date alone", "Changed", "Known later", "Not known"),
            [
                counts("Partners that joined", [one.ground for one in self.joined]),
                counts("Partners that left", [one.ground for one in self.left]),
                counts("Holdings that began", [one.ground for one in self.begun]),
                counts("Holdings that ended", [one.ground for one in self.ended]),
            ],
            caption=f"{self.now.partnership}: {self.then.as_of} to {self.now.as_of}",
            numeric=(1, 2, 3),
        )

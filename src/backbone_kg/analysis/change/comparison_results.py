"""What a comparison of a partnership at two dates says: typed, immutable."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import ClassVar

from backbone_kg.analysis.basis_of_figures import Basis
from backbone_kg.analysis.change.differences import (
    FigureThenNow,
    Ground,
    HandOver,
    HoldingChange,
    MembershipChange,
    Renamed,
    RoleThenNow,
)
from backbone_kg.base.json_form import Published
from backbone_kg.model.states import RoleState


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
class ReadRole:
    """A role of the second file's framework, with what can be read of it from the first file.

    Parameters
    ----------
    label
        The role.
    how
        How it is read; see :class:`backbone_kg.analysis.as_framework.as_framework_results.How`.
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
class Comparison(Published):
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

    SCHEMA: ClassVar = "https://w3id.org/backbone-kg/schema/compare/1"

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

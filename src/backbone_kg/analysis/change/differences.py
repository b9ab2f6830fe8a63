"""What can differ between two dates, and on what it rests: typed, immutable."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Literal

from backbone_kg.model.holding_spells import Ending
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
        ``identifier``: it is one; ``other name``: it is, since a file says that it is also known
        so; ``likely name``: it likely is, and counts neither as joined nor as left.
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

    @property
    def only_listed_otherwise(self) -> bool:
        """Whether all that differs is what a blank in the file means."""
        return bool(self.because) and set(self.because) <= {Reason.LISTING, Reason.NOT_READ}


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

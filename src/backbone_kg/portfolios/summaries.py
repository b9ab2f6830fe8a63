"""What is said of a whole portfolio: typed, and as the published JSON schema has it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from backbone_kg.base.json_form import Published
from backbone_kg.portfolios.building import NotKept


@dataclass(frozen=True, slots=True)
class CheckSummary:
    """What a check finds in a portfolio, by rule.

    Parameters
    ----------
    files
        How many files could be read.
    to_mend, to_look_at
        How many of them have something that must, or should, be mended.
    rules
        What is broken, worst and most often first.
    not_read
        The files that could not be read, and why.
    """

    files: int
    to_mend: int
    to_look_at: int
    rules: tuple[BrokenRule, ...]
    not_read: tuple[NotKept, ...]

    @property
    def ok(self) -> bool:
        """Whether every file could be read and nothing must be mended."""
        return not (self.to_mend or self.not_read)


@dataclass(frozen=True, slots=True)
class BrokenRule:
    """A rule that cells break.

    Parameters
    ----------
    severity
        ``error`` (must be mended), ``warning`` (should) or ``info`` (a note).
    sheet, column
        Where; "" for what is about no column.
    what
        What is wrong.
    cells, files
        In how many cells, of how many files. A cell counts once, for what explains the rest.
    """

    severity: str
    sheet: str
    column: str
    what: str
    cells: int
    files: int


@dataclass(frozen=True, slots=True)
class PortfolioSummary(Published):
    """How the partnerships of a portfolio stand.

    Parameters
    ----------
    as_of
        The date asked for, ``YYYY-MM-DD``; "" if each file is taken at its own.
    first_day, last_day
        Between which days the figures lie; "" without any.
    partnerships
        How many partnerships have a file of that day or an earlier one.
    basis
        What the figures rest on.
    coverage
        Of all, then of each group, most partnerships first.
    roles
        The roles of frameworks, those that are most often unfilled first.
    own_roles
        How many roles of partnerships' own are wanted besides, which nothing can be compared with.
    resilience
        What hangs on single partners.
    lapses
        What runs out within a year.
    organizations
        Those that are partners in several partnerships, in most first.
    change
        What changed since an earlier day; None if none was asked for.
    """

    SCHEMA: ClassVar = "https://w3id.org/backbone-kg/schema/portfolio-summary/1"

    as_of: str
    first_day: str
    last_day: str
    partnerships: int
    basis: PortfolioBasis
    coverage: tuple[GroupCoverage, ...]
    roles: tuple[RoleAcross, ...]
    own_roles: int
    resilience: ResilienceAcross
    lapses: LapsesAcross
    organizations: tuple[OrganizationAcross, ...]
    change: ChangeAcross | None = None


@dataclass(frozen=True, slots=True)
class PortfolioBasis:
    """What the figures of a portfolio rest on: numbers of partnerships, unless said otherwise.

    Parameters
    ----------
    files_not_read
        Files that could not be read.
    other_files
        Files of other dates, of which a newer one counts or which are of later days.
    partial
        Those with a partial listing, where a blank does not mean nobody.
    not_all_read
        Those with rows or cells that could not be understood.
    nothing_known
        Those of which nothing is known on the day, so that they have no figure.
    without_date
        Those whose file gives no date, so that today was taken.
    assumed
        Those with something that the file does not say and that was assumed.
    likely_one
        Those in which two partners are likely one.
    """

    files_not_read: int
    other_files: int
    partial: int
    not_all_read: int
    nothing_known: int
    without_date: int
    assumed: int
    likely_one: int


@dataclass(frozen=True, slots=True)
class GroupCoverage:
    """How many wanted roles have the holders they need, in a group of partnerships.

    Parameters
    ----------
    group
        What they have in common; "" for all.
    partnerships, known
        How many there are, and of how many the coverage is known; the rest is of these.
    covered, wanted
        Roles of all of them together.
    median
        Of the shares of each, 0 to 1; None if none is known.
    at_least
        For how many of them the share may be more.
    tenths
        How many of those that are known have under a tenth of their roles covered, from one to two
        tenths, and so on, to nine tenths and more.
    tenths_at_least
        How many of these may have more.
    """

    group: str
    partnerships: int
    known: int
    covered: int
    wanted: int
    median: float | None
    at_least: int
    tenths: tuple[int, ...] = (0,) * 10
    tenths_at_least: tuple[int, ...] = (0,) * 10


@dataclass(frozen=True, slots=True)
class RoleAcross:
    """How one role stands in the partnerships that want it, where anything is known.

    Parameters
    ----------
    role, label
        IRI and label.
    framework
        The title of its framework.
    partnerships
        How many want it.
    shared, held, unfilled, no_evidence
        In how many of them it is so. What has no evidence may be held.
    """

    role: str
    label: str
    framework: str
    partnerships: int
    shared: int
    held: int
    unfilled: int
    no_evidence: int


@dataclass(frozen=True, slots=True)
class ResilienceAcross:
    """What hangs on single partners: numbers of partnerships in which any role is held.

    Parameters
    ----------
    partnerships
        How many there are.
    one_loses_half, two_lose_half
        In how many one, or two, departures would leave more than half of the held roles with
        nobody.
    median_held_by_one
        Median share of held roles that hang on one partner, 0 to 1; None if there are none.
    overloaded, partners_overloaded
        In how many a partner has more FTE assigned than it has, and how many partners are so.
    more_than_most
        In how many a partner holds unusually many roles, where FTE does not tell.
    """

    partnerships: int
    one_loses_half: int
    two_lose_half: int
    median_held_by_one: float | None
    overloaded: int
    partners_overloaded: int
    more_than_most: int


@dataclass(frozen=True, slots=True)
class LapsesAcross:
    """What runs out within a year, by the ends that are known.

    Parameters
    ----------
    partnerships
        In how many a role is held and any end is known; the rest is of these.
    with_lapses
        In how many of them a held role loses its last or a needed holder for sure.
    lapsing, held
        How many held roles do, of how many.
    at_least
        In how many it may be more.
    without_end, holdings
        Of how many pairs of a partner and a role it holds no end is known, of how many in all
        partnerships.
    """

    partnerships: int
    with_lapses: int
    lapsing: int
    held: int
    at_least: int
    without_end: int
    holdings: int


@dataclass(frozen=True, slots=True)
class ChangeAcross:
    """What changed between two days in the partnerships that have a figure on both.

    Parameters
    ----------
    since
        The earlier day, ``YYYY-MM-DD``.
    partnerships
        How many have a figure on both days; the rest is of these.
    then_alone, now_alone
        How many have one on the earlier or on the later day alone.
    not_later
        How many are left out because their newest file speaks of no later day.
    sure, unsure
        How many cover a larger, the same or a smaller share of the wanted roles: where both
        listings are complete and all of it was read, and where either is not, so that it may be
        what is known that changed.
    then, now
        The coverage of all of them on the two days.
    roles
        How the roles of frameworks stood and stand, those now most often unfilled first.
    """

    since: str
    partnerships: int
    then_alone: int
    now_alone: int
    not_later: int
    sure: MoreOrLess
    unsure: MoreOrLess
    then: GroupCoverage
    now: GroupCoverage
    roles: tuple[RoleThenNow, ...]


@dataclass(frozen=True, slots=True)
class MoreOrLess:
    """How many partnerships cover a larger, the same or a smaller share of the wanted roles.

    Parameters
    ----------
    more, same, less
        How many do so.
    """

    more: int
    same: int
    less: int


@dataclass(frozen=True, slots=True)
class RoleThenNow:
    """How one role stood and stands in partnerships that have a figure on both days.

    Parameters
    ----------
    role, label
        IRI and label.
    then, now
        On the two days; None where none of them wants it on that day.
    """

    role: str
    label: str
    then: RoleAcross | None
    now: RoleAcross | None


@dataclass(frozen=True, slots=True)
class OrganizationAcross:
    """An organization that is a partner in several partnerships.

    Parameters
    ----------
    organization, name
        IRI, and the name it has in one of them.
    matched_by
        ``identifier``, or ``name``: then it may be several organizations of one name.
    partnerships, roles
        In how many it is a partner, and how many roles it holds in all of them.
    fte
        Full-time equivalents that it gives in all; None if none is given.
    fte_complete
        Whether each of its assignments gives them.
    """

    organization: str
    name: str
    matched_by: str
    partnerships: int
    roles: int
    fte: float | None
    fte_complete: bool

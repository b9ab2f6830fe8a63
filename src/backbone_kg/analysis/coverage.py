"""Coverage: how many of the wanted roles have the holders they need."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, Final

from backbone_kg.analysis.basis_of_figures import OfADay, on_the_day
from backbone_kg.analysis.metrics import ALL_ROLES, Figure, Metric
from backbone_kg.base.json_form import plain
from backbone_kg.base.numbers_and_lists import share
from backbone_kg.model.holdings import Role
from backbone_kg.model.partnership import Partnership
from backbone_kg.model.roster import DayRoster
from backbone_kg.model.states import RoleState


@dataclass(frozen=True, slots=True)
class Coverage:
    """How many wanted roles have the holders they need: of one function, or of all.

    Parameters
    ----------
    name
        The function's label, or "All roles".
    covered, wanted
        Numerator and denominator: roles. ``covered`` is None if nothing is known of them.
    states
        How many roles are in each of the five states (``wanted`` leaves out ``not ours``).
    """

    name: str
    covered: int | None
    wanted: int
    states: dict[RoleState, int] = field(default_factory=dict)

    @property
    def share(self) -> float | None:
        """``covered / wanted``, 0 to 1; None when no role is wanted or nothing is known."""
        return None if self.covered is None or not self.wanted else self.covered / self.wanted

    def to_dict(self) -> dict[str, Any]:
        """Return it as the published JSON schema has it."""
        return {
            "name": self.name,
            "covered": self.covered,
            "wanted": self.wanted,
            "share": self.share,
            "states": {state.value: count for state, count in self.states.items()},
        }


def coverage(roster: DayRoster) -> Coverage:
    """Return the coverage of all roles: covered / wanted; what is not ours is not wanted."""
    return _of(ALL_ROLES, roster.roles, roster)


def coverage_of_functions(roster: DayRoster) -> tuple[Coverage, ...]:
    """Return the coverage of the roles of each function, in the framework's order."""
    functions: dict[str, list[Role]] = {}
    for role in roster.roles:
        functions.setdefault(role.function, []).append(role)
    return tuple(_of(name, roles, roster) for name, roles in functions.items())


def _of(name: str, roles: Sequence[Role], roster: DayRoster) -> Coverage:
    states = [roster.state(role) for role in roles]
    counted = {state: states.count(state) for state in RoleState}
    return Coverage(
        name=name,
        covered=sum(map(roster.is_met, roles)),
        wanted=len(roles) - counted[RoleState.NOT_OURS],
        states=counted,
    )


@dataclass(frozen=True)
class CoverageOfADay(OfADay):
    """How many wanted roles have the holders they need on a day, as :func:`analyze` tells it.

    Parameters
    ----------
    coverage
        Of all roles.
    """

    coverage: Coverage

    @property
    def at_least(self) -> bool:
        """Whether it may be more: holders may be unnamed or were not read."""
        unsure = self.listing != "complete" or self.basis.assignments_not_read > 0
        covered = self.coverage.covered
        return unsure and covered is not None and covered < self.coverage.wanted

    @property
    def in_short(self) -> str:
        """The figure in a few words, with its day and what weakens it."""
        covered, wanted = self.coverage.covered, self.coverage.wanted
        if not wanted:
            return f"no role is wanted on {self.as_of}"
        if covered is None:
            return f"not known on {self.as_of}"
        least = "at least " if self.at_least else ""
        not_read = self.basis.assignments_not_read + self.basis.cells_not_read
        rests_on = [
            " (today; the file gives no date)" if self.as_of_basis == "today" else "",
            "; partial listing" if self.listing != "complete" else "",
            "; not all cells read" if not_read else "",
            "; some partners may be one" if self.basis.likely_one else "",
            "; what the file does not say was assumed" if self.basis.caveat else "",
        ]
        return f"{least}{share(covered, wanted)} on {self.as_of}{''.join(rests_on)}"

    def to_dict(self) -> dict[str, Any]:
        """Return it as the published JSON schema of findings has it."""
        return {
            "covered": self.coverage.covered,
            "wanted": self.coverage.wanted,
            "share": self.coverage.share,
            "at_least": self.at_least,
            "as_of": self.as_of,
            "as_of_basis": self.as_of_basis,
            "listing": self.listing,
            "basis": {**plain(self.basis), "nothing_known": self.basis.nothing_known},
        }


def day_coverage(
    partnership: Partnership, *, as_of: str | datetime.date | None = None
) -> CoverageOfADay:
    """Return the coverage of a partnership at a date, and nothing else of its analysis.

    Parameters
    ----------
    partnership, as_of
        As for :func:`backbone_kg.analyze`.

    Raises
    ------
    BackboneError
        If ``as_of`` is not a date, or the file was never in the template.
    """
    roster, told = on_the_day(partnership, as_of)
    overall = coverage(roster)
    return CoverageOfADay(
        **told.of_the_day,
        coverage=replace(overall, covered=None) if told.basis.nothing_known else overall,
    )


def _all_roles(roster: DayRoster) -> Iterator[Figure]:
    yield _figure("coverage", roster.roster.snapshot, coverage(roster), roster)


def _functions(roster: DayRoster) -> Iterator[Figure]:
    for each in coverage_of_functions(roster):
        yield _figure("function-coverage", each.name, each, roster)


def _figure(metric: str, about: str, found: Coverage, roster: DayRoster) -> Figure:
    # What could not be read may be one holder more.
    at_least = roster.roster.not_read.assignments > 0
    return Figure(metric, about, found.name, found.share, found.covered, found.wanted, at_least)


METRICS: Final = (
    Metric(
        name="coverage",
        title="Coverage",
        about="partnership",
        formula="roles with at least as many holders as they need ÷ wanted roles",
        unit="share",
        range="0 to 1",
        sentence="{value} of the wanted roles have the holders they need ({count} of {of})",
        measure=_all_roles,
    ),
    Metric(
        name="function-coverage",
        title="Coverage of a function",
        about="function",
        formula="roles of the function with as many holders as they need ÷ its wanted roles",
        unit="share",
        range="0 to 1",
        sentence="{label}: {value} of its roles have the holders they need ({count} of {of})",
        measure=_functions,
    ),
)

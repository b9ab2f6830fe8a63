"""Coverage: how many of the wanted roles have the holders they need."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from backbone_kg.analysis.metrics import ALL_ROLES, Figure, Metric
from backbone_kg.model.holdings import Role
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

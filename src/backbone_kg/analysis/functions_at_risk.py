"""Functions at risk: how few partners would have to leave for a function to end."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final, NamedTuple

from backbone_kg.analysis.held_roles import held_roles
from backbone_kg.analysis.least_sets.set_masks import bits
from backbone_kg.analysis.least_sets.smallest_union import smallest_union
from backbone_kg.analysis.least_sets.solving import Between
from backbone_kg.analysis.metrics import Figure, Metric
from backbone_kg.model.roster import DayRoster

_WORK: Final = 50_000
"""How many members are looked at for one function, which has few roles."""


class FunctionAtRisk(NamedTuple):
    """How few partners a function hangs on.

    Parameters
    ----------
    function
        Its name.
    held
        How many of its roles have a known holder.
    departures
        How many partners hold any of them: if all of these left, the function would end.
    departures_to_lose_half
        How few would have to leave before more than half of its held roles has nobody.
    partners
        Who holds any of its roles.
    """

    function: str
    held: int
    departures: int
    departures_to_lose_half: Between
    partners: tuple[str, ...]


def functions_at_risk(roster: DayRoster) -> tuple[FunctionAtRisk, ...]:
    """Return on whom each function hangs that has a held role: those on fewest partners first.

    Functions on as many partners keep the framework's order.
    """
    held = held_roles(roster)
    found = []
    for name, sets in _sets(roster).items():
        everybody = held.named(_members(sets))
        half = smallest_union(sets, len(sets) // 2 + 1, work=_WORK, seconds=0).size
        found.append(FunctionAtRisk(name, len(sets), len(everybody), half, everybody))
    return tuple(sorted(found, key=lambda function: function.departures))


def _sets(roster: DayRoster) -> dict[str, list[int]]:
    """Return the holders of each held role as a mask of their places, by function."""
    held = held_roles(roster)
    found: dict[str, list[int]] = {}
    for role, holders in zip(held.roles, held.holders, strict=True):
        found.setdefault(role.function, []).append(holders)
    return found


def _members(sets: Iterable[int]) -> list[int]:
    return sorted({member for mask in sets for member in bits(mask)})


def _all_holders(roster: DayRoster) -> Iterator[Figure]:
    partners = {name: len(_members(sets)) for name, sets in _sets(roster).items()}
    for name, count in sorted(partners.items(), key=lambda one: one[1]):
        yield Figure("departures-to-end", name, name, count)


METRICS: Final = (
    Metric(
        name="departures-to-end",
        title="Departures that end a function",
        about="function",
        formula="partners that hold any of its wanted roles, as far as they are known",
        unit="partners",
        range="1 or more",
        sentence="{label} would end with {value} departures",
        measure=_all_holders,
    ),
)

"""Functions at risk: how few partners would have to leave for a function to end."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from typing import Final, NamedTuple

from backbone_kg.analysis.held_roles import held_roles
from backbone_kg.analysis.least_sets.set_masks import bits
from backbone_kg.analysis.least_sets.smallest_union import Union, smallest_union
from backbone_kg.analysis.metrics import Figure, Metric
from backbone_kg.model.roster import DayRoster

_WORK: Final = 50_000
"""How many members are looked at for one function, which has few roles."""


class FunctionHolders(NamedTuple):
    """On whom the held roles of one function hang.

    Parameters
    ----------
    name
        The function.
    roles
        How many of its roles are held.
    holders
        Places of all partners that hold any of them, L_f(1): if they left, the function would end.
    sets
        Of each of its held roles the holders, as a mask of their places.
    """

    name: str
    roles: int
    holders: tuple[int, ...]
    sets: tuple[int, ...]

    @property
    def half(self) -> Union:
        """The fewest among whom are all holders of more than half of its held roles, L_f(½)."""
        return smallest_union(self.sets, self.roles // 2 + 1, work=_WORK, seconds=0)


@lru_cache(maxsize=2)
def functions_at_risk(roster: DayRoster) -> tuple[FunctionHolders, ...]:
    """Return on whom each function hangs that has a held role: those on fewest partners first.

    Functions on as many partners keep the framework's order.
    """
    held = held_roles(roster)
    masks: dict[str, list[int]] = {}
    for role, holders in zip(held.roles, held.holders, strict=True):
        masks.setdefault(role.function, []).append(holders)
    found = []
    for name, of in masks.items():
        everybody = 0
        for holders in of:
            everybody |= holders
        found.append(FunctionHolders(name, len(of), tuple(bits(everybody)), tuple(of)))
    return tuple(sorted(found, key=lambda function: len(function.holders)))


def _all_holders(roster: DayRoster) -> Iterator[Figure]:
    for function in functions_at_risk(roster):
        partners = len(function.holders)
        yield Figure("departures-to-end", function.name, function.name, partners)


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

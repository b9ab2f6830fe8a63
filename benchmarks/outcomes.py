"""What one contestant makes of one workbook, in a form in which contestants can be compared."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import TypeAlias

Figure: TypeAlias = tuple[str | int | float | None, ...]


@dataclass(frozen=True, slots=True)
class Outcome:
    """Findings and figures of one workbook.

    Parameters
    ----------
    findings
        Name of the sheet, cell, and what is wrong there.
    coverage
        For all roles and for each function: name, covered roles, wanted roles.
    states
        Label of each role and its state.
    loads
        For each partner: name, roles held, FTE assigned, load and verdict.
    sole_holders
        Partner and role, for each role that hangs on one partner.
    """

    findings: frozenset[tuple[str, str, str]]
    coverage: frozenset[Figure]
    states: frozenset[Figure]
    loads: tuple[Figure, ...]
    sole_holders: frozenset[tuple[str, str]]

    def differences(self, other: Outcome) -> list[str]:
        """Return a line for each field in which another outcome says something else."""
        found = []
        for name in self.__slots__:
            ours, theirs = set(getattr(self, name)), set(getattr(other, name))
            if getattr(self, name) != getattr(other, name):
                found.append(f"{name}: {sorted(ours ^ theirs, key=str)}")
        return found


def rounded(value: Decimal | float | None) -> float | None:
    """Return a figure without what the order of adding does to its last digits."""
    return None if value is None else round(float(value), 9)

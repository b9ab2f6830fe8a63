"""Integer programs: the one place where a solver is asked, and where its answers are recounted.

What a solver reports is taken for no more than it is: of a solution only the values count, and what
they cost, and whether they keep to every row, is counted again in whole numbers. The solver's bound
is the one thing that is believed, rounded in the safe direction; a figure whose bound it does not
meet is told as lying between the two.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final, NamedTuple

SECONDS: Final = 10.0
"""How long a solver may take by default."""

_FAILED: Final = 4
"""What scipy says of a solver that fails: what it does first made some small tasks fail."""

_DOUBT: Final = 1e-6
"""How far, for each unit of its size, a bound may lie above what it bounds: HiGHS's tolerance."""


@dataclass(frozen=True, slots=True)
class Between:
    """A whole number, or what it is known to lie between.

    Parameters
    ----------
    at_least, at_most
        Both may be reached.
    proven
        Whether they are one, so that the number is known.
    """

    at_least: int
    at_most: int
    proven: bool = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "proven", self.at_least == self.at_most)

    def __str__(self) -> str:
        if self.proven:
            return f"{self.at_least:,}"
        return f"between {self.at_least:,} and {self.at_most:,}"


class Row(NamedTuple):
    """What a program asks of some of its variables: least ≤ Σ factor · variable ≤ most.

    Parameters
    ----------
    factors
        Whole numbers, by the variable's number.
    least, most
        None where there is no such limit.
    """

    factors: Mapping[int, int]
    least: int | None = None
    most: int | None = None

    def keeps(self, values: Sequence[int]) -> bool:
        """Return whether values satisfy the row."""
        total = sum(factor * values[number] for number, factor in self.factors.items())
        return (self.least is None or total >= self.least) and (
            self.most is None or total <= self.most
        )


class Program(NamedTuple):
    """Variables from 0 to a whole number each, and the rows that they keep to.

    Parameters
    ----------
    most
        The largest value of each variable; its place is the variable's number.
    rows
        All hold together.
    fractional
        Variables that the solver may take as fractions, because they come out whole where the
        others are: that makes it faster. They are rounded before anything is counted.
    """

    most: tuple[int, ...]
    rows: tuple[Row, ...]
    fractional: frozenset[int] = frozenset()


class Solution(NamedTuple):
    """What is known of the least cost of a program.

    Parameters
    ----------
    values
        Of each variable; None if none were found that satisfy every row.
    cost
        What these cost, counted again; None without them.
    at_least
        What every solution costs at least.
    """

    values: tuple[int, ...] | None
    cost: int | None
    at_least: int


def minimize(program: Program, costs: Sequence[int], *, seconds: float = SECONDS) -> Solution:
    """Return values of the variables that cost as little as can be found.

    Parameters
    ----------
    program
        What the values satisfy.
    costs
        Whole numbers, one for each variable; the cost of a solution is Σ cost · value.
    seconds
        How long the solver may take, by the clock on the wall; it may end a little later. With 0
        it is not asked.

    Notes
    -----
    HiGHS, through :func:`scipy.optimize.milp`, and never from a start of our own: a version of it
    took a given start of cost 2 for an optimum of 1. No gap is allowed for, so that a solver that
    ends in time ends with an optimum.
    """
    lowest = sum(min(0, cost * most) for cost, most in zip(costs, program.most, strict=True))
    if any(not row.factors and not row.keeps(()) for row in program.rows):
        return Solution(None, None, lowest)
    if not program.most:
        return Solution((), 0, 0)
    if seconds <= 0:
        return Solution(None, None, lowest)
    found = _asked(program, costs, seconds)
    if found.status == _FAILED:
        found = _asked(program, costs, seconds, presolve=False)
    at_least, dual = lowest, found.mip_dual_bound
    if dual is not None and math.isfinite(dual):
        at_least = max(lowest, math.ceil(dual - _DOUBT * max(1.0, abs(dual))))
    if found.x is None:
        return Solution(None, None, at_least)
    values = tuple(round(value) for value in found.x)
    in_range = all(0 <= value <= most for value, most in zip(values, program.most, strict=True))
    if not in_range or not all(row.keeps(values) for row in program.rows):
        return Solution(None, None, at_least)
    cost = sum(each * value for each, value in zip(costs, values, strict=True))
    if cost < at_least:  # then the bound was wrong, and nothing of it is believed
        at_least = lowest
    return Solution(values, cost, at_least)


def _asked(program: Program, costs: Sequence[int], seconds: float, *, presolve: bool = True) -> Any:
    import numpy as np
    from scipy.optimize import Bounds as Limits
    from scipy.optimize import LinearConstraint, milp
    from scipy.sparse import csr_array

    rows = [row for row in program.rows if row.factors]
    # Indices of 32 bits: scipy 1.13 hands them to HiGHS as they are.
    starts = np.cumsum([0, *(len(row.factors) for row in rows)], dtype=np.int32)
    numbers = np.array([number for row in rows for number in row.factors], dtype=np.int32)
    factors = [float(factor) for row in rows for factor in row.factors.values()]
    matrix = csr_array((factors, numbers, starts), shape=(len(rows), len(program.most)))
    least = [-np.inf if row.least is None else row.least for row in rows]
    most = [np.inf if row.most is None else row.most for row in rows]
    whole = [number not in program.fractional for number in range(len(program.most))]
    return milp(
        np.array(costs, dtype=float),
        integrality=np.array(whole, dtype=int),
        bounds=Limits(0, np.array(program.most, dtype=float)),
        constraints=[LinearConstraint(matrix, least, most)] if rows else None,
        options={"time_limit": seconds, "mip_rel_gap": 0.0, "presolve": presolve},
    )

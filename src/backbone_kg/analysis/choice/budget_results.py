"""What a budget says: costs by holder and function, gaps, years ahead, and what is not known."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import ClassVar

from backbone_kg.analysis.basis_of_figures import OfADay
from backbone_kg.base import html


@dataclass(frozen=True, slots=True)
class Cost:
    """What some of the work costs in a year.

    Parameters
    ----------
    name
        Whose work it is (a partner) or what it is for (a function).
    fte
        Full-time equivalents assigned, as far as they are given; None if none are.
    fte_at_least
        Whether they may be more.
    amount
        What these cost, as far as it is known; None if nothing of it is.
    at_least
        Whether something is lacking, so that it may be more.
    """

    name: str
    fte: Decimal | None
    fte_at_least: bool
    amount: Decimal | None
    at_least: bool

    @property
    def says_something(self) -> bool:
        """Whether the amount is more than “at least nothing”."""
        return self.amount is not None and not (self.amount == 0 and self.at_least)


@dataclass(frozen=True, slots=True)
class HoldingCost:
    """What it costs in a year that a partner holds a role.

    Parameters
    ----------
    partner, role, function
        Names.
    fte
        Full-time equivalents, as far as they are given; None if none are.
    amount
        ``fte`` times what one costs the partner; None if either is not given.
    fte_given
        Whether each assignment of the two gives its FTE.
    at_least
        Whether it may cost more, since FTE or the cost per FTE is not given.
    """

    partner: str
    role: str
    function: str
    fte: Decimal | None
    amount: Decimal | None
    fte_given: bool
    at_least: bool


@dataclass(frozen=True, slots=True)
class Gap:
    """What it would cost in a year to give a role the FTE it lacks.

    Parameters
    ----------
    role, function
        Names.
    fte
        FTE needed less FTE assigned, above 0.
    at_most
        Whether less may be lacking: a holder gives no FTE, or nobody knows whether there is one.
    least, most
        ``fte`` at the lowest and at the highest cost per FTE that partners give; None if none
        gives any. With ``at_most``, ``least`` is 0.
    """

    role: str
    function: str
    fte: Decimal
    at_most: bool
    least: Decimal | None
    most: Decimal | None


@dataclass(frozen=True, slots=True)
class Year:
    """One year ahead, if everything stays as it is on the day.

    Parameters
    ----------
    number
        1 for the year that begins on the day, which has the costs that the file gives.
    amount
        What the work costs, as far as it is known; None if nothing of it is.
    gaps_least, gaps_most
        What it would cost to fill the gaps; None if there is no cost per FTE to go by.
    """

    number: int
    amount: Decimal | None
    gaps_least: Decimal | None
    gaps_most: Decimal | None


@dataclass(frozen=True, slots=True)
class Missing:
    """What the file does not give, so that no amount holds it.

    Parameters
    ----------
    currency
        Whether the currency is not given.
    cost_per_fte
        Partners that work for a role and whose cost per FTE is not given.
    fte
        Pairs of partner and role with an assignment that gives no FTE.
    fte_needed
        Roles, not left to others, for which no FTE needed is given: what they lack is not known.
    """

    currency: bool = False
    cost_per_fte: tuple[str, ...] = ()
    fte: tuple[tuple[str, str], ...] = ()
    fte_needed: tuple[str, ...] = ()


@dataclass(frozen=True)
class Budget(OfADay):
    """What the work of a partnership costs in a year, by holder and function, and in years ahead.

    Parameters
    ----------
    currency
        As the file has it; "" if it gives none.
    growth
        Of costs from year to year, in percent.
    total
        Of all work for roles that are not left to others; its name is ``Total``.
    holders
        By partner, in the order of the file; those that hold no such role are left out.
    functions
        By function, in the framework's order.
    holdings
        By pair of partner and role.
    gaps
        Roles that lack FTE.
    gaps_least, gaps_most
        What it would cost to fill all of them; None if there is no cost per FTE to go by.
    lowest_cost, highest_cost
        Of one FTE, among the partners of the date that give it; None if none does.
    years
        The years ahead.
    ending
        Assignments that count here and are known to end before the years ahead are over.
    missing
        What the file does not give.
    """

    currency: str
    growth: Decimal
    total: Cost
    holders: tuple[Cost, ...]
    functions: tuple[Cost, ...]
    holdings: tuple[HoldingCost, ...]
    gaps: tuple[Gap, ...]
    gaps_least: Decimal | None
    gaps_most: Decimal | None
    lowest_cost: Decimal | None
    highest_cost: Decimal | None
    years: tuple[Year, ...]
    ending: int
    missing: Missing

    SCHEMA: ClassVar = "https://w3id.org/backbone-kg/schema/budget/1"

    def _repr_html_(self) -> str:
        def said(number: Decimal | None, at_least: bool) -> str:
            if number is None:
                return "not known"
            return f"{'at least ' if at_least else ''}{number:,f}"

        rows = [
            (cost.name, said(cost.fte, cost.fte_at_least), said(cost.amount, cost.at_least))
            for cost in (*self.holders, self.total)
        ]
        headings = ("Holder", "FTE", f"Cost a year {self.currency}".rstrip())
        caption = f"{self.partnership} on {self.as_of}"
        return html.table(headings, rows, caption=caption, numeric=(1, 2))

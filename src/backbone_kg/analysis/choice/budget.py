"""What the work costs, what it would cost to fill the gaps, and what that comes to over years.

Amounts are exact decimals. What the file does not give is listed, never guessed: a sum that lacks
something is a lower bound and says so.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal, InvalidOperation, localcontext
from typing import Final

from backbone_kg.analysis.basis_of_figures import OfADay, on_the_day
from backbone_kg.analysis.choice.budget_results import Budget, Cost, Gap, HoldingCost, Missing, Year
from backbone_kg.analysis.fte_needed import staffing
from backbone_kg.base.errors import BackboneError
from backbone_kg.model.holdings import Partner, Role, fte_of
from backbone_kg.model.partnership import Partnership
from backbone_kg.model.roster import DayRoster

MOST_YEARS: Final = 50
"""The most years ahead."""

MOST_GROWTH: Final = 100
"""The most growth or decline in percent a year."""

_DECIMALS: Final = 4
"""The most decimals that growth in percent can have."""

_DIGITS: Final = 1000
"""More digits than the costs of the last year can have, so that no amount is rounded."""


def budget(
    partnership: Partnership,
    years: int = 3,
    growth: float | str | Decimal = 3,
    *,
    as_of: str | datetime.date | None = None,
) -> Budget:
    """Return what the work costs in a year, what the gaps would, and both in years ahead.

    Parameters
    ----------
    partnership
        As :func:`backbone_kg.read` returns it.
    years
        How many years to show, from 1 to 50; the first begins on the date and has the costs that
        the file gives.
    growth
        Of costs from one year to the next, in percent, from -100 to 100, with at most four
        decimals.
    as_of
        The date; see :func:`backbone_kg.analyze`.

    Raises
    ------
    BackboneError
        If ``as_of`` is not a date, or years or growth cannot be meant.

    Notes
    -----
    An assignment costs its FTE times the partner's cost per FTE; year n costs (1 + growth/100)ⁿ⁻¹
    times the first. A gap is the FTE needed less the FTE assigned, at the lowest and at the highest
    cost per FTE that partners give.
    """
    percent = _percent(growth)
    if not 1 <= years <= MOST_YEARS:
        raise BackboneError(f"The number of years must be from 1 to {MOST_YEARS}, not {years}.")
    with localcontext(prec=_DIGITS):
        return _Budgeting(*on_the_day(partnership, as_of)).run(years, percent)


def _percent(growth: object) -> Decimal:
    try:
        percent = Decimal(str(growth).strip().removesuffix("%"))
    except InvalidOperation:
        percent = Decimal("NaN")
    if percent.is_finite() and abs(percent) <= MOST_GROWTH and percent == round(percent, _DECIMALS):
        return percent
    raise BackboneError(
        f"“{growth}” is not a growth in percent. Write a number from -{MOST_GROWTH} to "
        f"{MOST_GROWTH} such as 2.5."
    )


class _Budgeting:
    """The facts of one day that costs are made of."""

    def __init__(self, roster: DayRoster, told: OfADay) -> None:
        self.roster, self.told = roster, told
        self.roles = () if told.basis.nothing_known else roster.wanted
        self.labels, self.names = roster.labels, roster.names
        self.pairs = [(role, partner) for role in self.roles for partner in roster.holders(role)]
        self.costs = tuple(self._cost(role, partner) for role, partner in self.pairs)
        self.more = not roster.roster.complete or told.basis.nothing_known

    def run(self, years: int, growth: Decimal) -> Budget:
        roster = self.roster
        total = _sum("Total", self.costs, more=self.more)
        known = [p.cost_per_fte for p in roster.partners if p.cost_per_fte is not None]
        gaps = tuple(self._gaps(min(known, default=None), max(known, default=None)))
        least = sum((g.least for g in gaps if g.least is not None), Decimal()) if known else None
        most = sum((g.most for g in gaps if g.most is not None), Decimal()) if known else None
        return Budget(
            **self.told.of_the_day,
            currency=roster.roster.currency,
            growth=growth,
            total=total,
            holders=self._sums(self.names, [partner.iri for _, partner in self.pairs]),
            functions=self._sums(
                {role.function: role.function for role in self.roles},
                [role.function for role, _ in self.pairs],
            ),
            holdings=self.costs,
            gaps=gaps,
            gaps_least=least,
            gaps_most=most,
            lowest_cost=min(known, default=None),
            highest_cost=max(known, default=None),
            years=tuple(
                Year(n, *(_grown(amount, growth, n) for amount in (total.amount, least, most)))
                for n in range(1, years + 1)
            ),
            ending=self._ending(years),
            missing=self._missing(),
        )

    def _cost(self, role: Role, partner: Partner) -> HoldingCost:
        rows = self.roster.holdings(role, partner)
        fte, complete = fte_of(rows), all(row.fte is not None for row in rows)
        amount = None
        if fte is not None and (partner.cost_per_fte is not None or fte == 0):
            amount = fte * (partner.cost_per_fte or 0)
        return HoldingCost(
            partner=self.names[partner.iri],
            role=self.labels[role.iri],
            function=role.function,
            fte=fte,
            amount=amount,
            fte_given=complete,
            at_least=not complete or amount is None,
        )

    def _sums(self, names: Mapping[str, str], of: Sequence[str]) -> tuple[Cost, ...]:
        """Return the costs of each of some, in their order; those without any are left out."""
        found: dict[str, list[HoldingCost]] = {one: [] for one in names}
        for one, cost in zip(of, self.costs, strict=True):
            found[one].append(cost)
        return tuple(
            _sum(names[one], costs, more=self.more) for one, costs in found.items() if costs
        )

    def _gaps(self, lowest: Decimal | None, highest: Decimal | None) -> Iterator[Gap]:
        for role in self.roles:
            found = staffing(self.roster, role)
            if not found.short:
                continue
            yield Gap(
                role=self.labels[role.iri],
                function=role.function,
                fte=found.short,
                at_most=found.at_most,
                least=_times(Decimal() if found.at_most else found.short, lowest),
                most=_times(found.short, highest),
            )

    def _missing(self) -> Missing:
        unpaid = [
            self.names[partner.iri]
            for (_, partner), cost in zip(self.pairs, self.costs, strict=True)
            if partner.cost_per_fte is None and cost.at_least
        ]
        return Missing(
            currency=not self.roster.roster.currency,
            cost_per_fte=tuple(dict.fromkeys(unpaid)),
            fte=tuple((cost.partner, cost.role) for cost in self.costs if not cost.fte_given),
            fte_needed=tuple(self.labels[r.iri] for r in self.roles if r.fte_needed is None),
        )

    def _ending(self, years: int) -> int:
        """Return how many assignments that count are known to end before the years are over."""
        day = self.roster.day
        over = day.year + years, day.month, day.day
        rows = [row for role, partner in self.pairs for row in self.roster.holdings(role, partner)]
        spans = [span for row in rows if (span := row.on(day))]
        return sum((s.last.year, s.last.month, s.last.day) < over for s in spans)


def _sum(name: str, costs: Iterable[HoldingCost], *, more: bool) -> Cost:
    """Return the costs of several holdings together; `more` if there may be others."""
    costs = tuple(costs)
    known = [cost.amount for cost in costs if cost.amount is not None]
    given = [cost.fte for cost in costs if cost.fte is not None]
    nothing = not known and (bool(costs) or more)
    return Cost(
        name=name,
        fte=sum(given, Decimal()) if given or not (costs or more) else None,
        fte_at_least=more or not all(cost.fte_given for cost in costs),
        amount=None if nothing else sum(known, Decimal()),
        at_least=more or any(cost.at_least for cost in costs),
    )


def _times(fte: Decimal, cost: Decimal | None) -> Decimal | None:
    return None if cost is None else fte * cost


def _grown(amount: Decimal | None, growth: Decimal, year: int) -> Decimal | None:
    if amount is None or year == 1:  # nothing to the power of nothing has no value
        return amount
    return amount * (1 + growth / 100) ** (year - 1)

"""A budget in words and tables: what the work costs, what the gaps would, years ahead."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from backbone_kg.analysis.choice.budget_results import Budget, Cost
from backbone_kg.base.numbers_and_lists import joined, listed, number, plural, verb
from backbone_kg.base.state_sentences import partial_listing
from backbone_kg.showing.caveats import caveats
from backbone_kg.showing.sections import Section, Table, that_say_something


def budget_sections(budget: Budget) -> tuple[Section, ...]:
    """Return what a budget says, in the order in which one asks.

    Parameters
    ----------
    budget
        What to tell.

    Returns
    -------
    tuple of Section
        What the work costs, what the gaps would, both in years ahead, and what is not known. Where
        nothing is known that they could rest on, only the first, which says so.
    """
    if budget.basis.nothing_known:
        return (Section("costs", "What does the work cost?", _weakened(budget), "Not known."),)
    years = _ahead(budget)
    return that_say_something(
        (_costs(budget), _gaps(budget), *((years,) if years else ()), _missing(budget))
    )


def _weakened(budget: Budget) -> list[str]:
    said = list(caveats(budget))
    if budget.listing == "partial":
        said.append(f"{partial_listing()} What it does not say is in no amount.")
    if budget.missing.currency:
        said.append("The file names no currency, so amounts are numbers without one.")
    unpaid, silent = budget.missing.cost_per_fte, budget.missing.fte
    lacking = [
        *([f"the cost per FTE of {plural(len(unpaid), 'partner')}"] if unpaid else []),
        *([f"the FTE of {plural(len(silent), 'holding')}"] if silent else []),
    ]
    if lacking:
        said.append(f"Not given, and so in no amount: {joined(lacking)}.")
    return said


def _costs(budget: Budget) -> Section:
    total = budget.total
    tables: tuple[Table, ...] = ()
    if not budget.holdings:
        lead = (
            f"No role is {'known to be ' if total.at_least else ''}held: there is nothing to cost."
        )
    elif not total.says_something:
        lead = (
            "What the work costs is not known: no holder gives both FTE and a cost per FTE. The "
            "cost belongs in “Cost per FTE” on the sheet Partners."
        )
    else:
        lead = (
            f"{_amount(total).capitalize()}{_currency(budget)} a year for {_fte_of(total)} FTE, at "
            "the costs that the file gives."
        )
        tables = (
            _costs_by(budget, "What each holder’s work costs in a year", "Holder", budget.holders),
            _costs_by(budget, "What the work of each function costs", "Function", budget.functions),
        )
    title = "What does the work cost?"
    return Section("costs", title, caveats=_weakened(budget), lead=lead, tables=tables)


def _costs_by(budget: Budget, caption: str, of: str, costs: tuple[Cost, ...]) -> Table:
    return Table(
        caption=caption,
        headings=(of, "FTE", f"Cost a year{_in(budget)}"),
        rows=tuple((cost.name, _fte_of(cost), _amount(cost)) for cost in costs),
        numeric=(1, 2),
    )


def _amount(cost: Cost) -> str:
    if cost.amount is None or not cost.says_something:
        return "not known"
    return f"{'at least ' if cost.at_least else ''}{money(cost.amount)}"


def _fte_of(cost: Cost) -> str:
    if cost.fte is None:
        return "not given"
    return f"{'at least ' if cost.fte_at_least else ''}{number(cost.fte)}"


def _gaps(budget: Budget) -> Section:
    title, unknown = "What would the gaps cost?", len(budget.missing.fte_needed)
    more = (
        f"For {plural(unknown, 'role')} the file gives no FTE needed: what "
        f"{verb(unknown, 'it lacks', 'they lack')} is not known."
    )
    if not budget.gaps:
        none = "No role lacks FTE, as far as FTE needed is given."
        return Section("gaps", title, lead=more if unknown else none)
    at_most = any(gap.at_most for gap in budget.gaps)
    fte = sum((gap.fte for gap in budget.gaps), Decimal())
    lead = (
        f"{plural(len(budget.gaps), 'role lacks', 'roles lack')} "
        f"{'at most ' if at_most else ''}{number(fte)} FTE"
    )
    if budget.gaps_most is None or budget.gaps_least is None:
        return Section(
            "gaps", title, lead=f"{lead}. No partner gives a cost per FTE to reckon that with.",
            tables=(_gap_table(budget),), remarks=(more if unknown else "",),
        )  # fmt: skip
    span = _range(budget.gaps_least, budget.gaps_most)
    assert budget.lowest_cost is not None
    assert budget.highest_cost is not None
    here = _range(budget.lowest_cost, budget.highest_cost)
    return Section(
        "gaps",
        title,
        lead=f"{lead}: {span}{_currency(budget)} a year, at what one FTE costs the partners here.",
        tables=(_gap_table(budget),),
        remarks=(
            f"One FTE costs the partners that say so {here}{_currency(budget)} a year. What a new "
            "position would cost is not known.",
            more if unknown else "",
        ),
    )


def _gap_table(budget: Budget) -> Table:
    return Table(
        caption="What it would cost in a year to give each role the FTE it lacks",
        headings=("Role", "FTE lacking", f"Lowest{_in(budget)}", f"Highest{_in(budget)}"),
        rows=tuple(
            (
                gap.role,
                f"{'at most ' if gap.at_most else ''}{number(gap.fte)}",
                "not known" if gap.least is None else money(gap.least),
                "not known" if gap.most is None else money(gap.most),
            )
            for gap in budget.gaps
        ),
        numeric=(1, 2, 3),
    )


def _ahead(budget: Budget) -> Section | None:
    work, gaps = budget.total.says_something, bool(budget.gaps) and budget.gaps_most is not None
    if not (work and budget.holdings) and not gaps:
        return None
    least = "at least " if budget.total.at_least else ""
    headings = ("Year", f"The work{_in(budget)}")
    rows = tuple(
        (
            f"{year.number} (from {budget.as_of})" if year.number == 1 else str(year.number),
            f"{least}{money(year.amount)}" if work and year.amount is not None else "not known",
            *(money(a) for a in (year.gaps_least, year.gaps_most) if gaps and a is not None),
        )
        for year in budget.years
    )
    ending, growth = budget.ending, budget.growth
    ends = (
        f"{plural(ending, 'assignment')} {verb(ending, 'is', 'are')} known to end before these "
        f"years are over and {verb(ending, 'counts', 'count')} in all of them."
    )
    costs = "stay as they are."
    if growth:
        costs = f"{'grow' if growth > 0 else 'fall'} by {abs(growth):f}% a year."
    return Section(
        "ahead",
        "What does that come to?",
        lead=f"If everybody goes on as on this day and costs {costs}",
        tables=(
            Table(
                caption="Years ahead",
                headings=(*headings, *(("Gaps, lowest", "Gaps, highest") if gaps else ())),
                rows=rows,
                numeric=tuple(range(1, 4 if gaps else 2)),
            ),
        ),
        remarks=(ends if ending else "",),
    )


def _missing(budget: Budget) -> Section:
    return Section("not-given", "What is not given?", items=_missing_items(budget))


def _missing_items(budget: Budget) -> Iterator[str]:
    missing = budget.missing
    if missing.currency:
        yield "Currency: not named on the sheet Partnership"
    if missing.cost_per_fte:
        yield f"Cost per FTE of {listed(missing.cost_per_fte)}"
    if missing.fte:
        yield f"FTE of {listed([f'{partner} for {role}' for partner, role in missing.fte])}"
    if missing.fte_needed:
        yield f"FTE needed for {listed(missing.fte_needed)}"


def _currency(budget: Budget) -> str:
    return f" {budget.currency}" if budget.currency else ""


def _in(budget: Budget) -> str:
    return f" ({budget.currency})" if budget.currency else ""


def _range(least: Decimal, most: Decimal) -> str:
    return money(least) if least == most else f"{money(least)} to {money(most)}"


def money(amount: Decimal) -> str:
    """Return an amount with its cents, if there are any; halves of a cent are rounded up.

    Parameters
    ----------
    amount
        0 or more.

    Examples
    --------
    >>> money(Decimal("12000")), money(Decimal("1030.505"))
    ('12,000', '1,030.51')
    """
    numerator, denominator = amount.as_integer_ratio()
    whole, cents = divmod((200 * numerator + denominator) // (2 * denominator), 100)
    return f"{whole:,}" + (f".{cents:02}" if cents else "")

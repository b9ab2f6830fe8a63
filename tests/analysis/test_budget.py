"""What the work costs: by hand, exactly, and never more than the file says."""

from __future__ import annotations

import copy
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.generate import Sheets
from tests.small_costs import file_with_costs, two_partners
from tests.small_files import MONEY, POLICY, TRUST, files, read_sheets

from backbone_kg import BackboneError, Budget, budget


def budget_of(sheets: Sheets, **asked: Any) -> Budget:
    return budget(read_sheets(sheets), **asked)


# --- by hand -------------------------------------------------------------------------------------


def test_an_assignment_costs_its_fte_times_what_one_costs_the_partner() -> None:
    found = budget_of(two_partners())
    assert [(c.partner, c.role, c.amount) for c in found.holdings] == [
        ("North", TRUST, Decimal(40_000)),
        ("South", TRUST, Decimal("12000.10")),
        ("North", POLICY, Decimal(20_000)),
    ]
    assert [(c.name, c.fte, c.amount) for c in found.holders] == [
        ("North", Decimal("0.75"), Decimal(60_000)),
        ("South", Decimal("0.2"), Decimal("12000.10")),
    ]
    assert [(c.name, c.amount) for c in found.functions] == [
        ("Manage relationships", Decimal("52000.10")),
        ("Hold partners accountable to a shared agenda", Decimal(20_000)),
    ]
    assert (found.total.amount, found.total.at_least) == (Decimal("72000.10"), False)
    assert found.currency == "USD"


def test_a_gap_costs_what_is_short_at_the_lowest_and_the_highest_cost_that_partners_give() -> None:
    found = budget_of(two_partners())
    assert [(g.role, g.fte, g.least, g.most) for g in found.gaps] == [
        (TRUST, Decimal("0.3"), Decimal("18000.15"), Decimal(24_000)),
        (MONEY, Decimal("0.5"), Decimal("30000.25"), Decimal(40_000)),
    ]
    assert (found.lowest_cost, found.highest_cost) == (Decimal("60000.50"), Decimal(80_000))
    assert (found.gaps_least, found.gaps_most) == (Decimal("48000.40"), Decimal(64_000))


def test_years_ahead_grow_exactly() -> None:
    found = budget_of(two_partners(), years=3, growth="2.5")
    total = Decimal("72000.10")
    assert [year.amount for year in found.years] == [
        total,
        total * Decimal("1.025"),
        total * Decimal("1.050625"),
    ]
    assert [year.gaps_most for year in found.years][1] == Decimal(65_600)
    far = budget_of(two_partners(), years=50, growth="0.0001").years[-1]
    assert Fraction(far.amount or 0) == Fraction(total) * Fraction("1.000001") ** 49


def test_costs_can_fall() -> None:
    assert budget_of(two_partners(), years=2, growth=-100).years[1].amount == 0


def test_what_is_known_to_end_is_counted_and_told() -> None:
    sheets = file_with_costs(
        ["North", TRUST, 1, None, "2028-12"],
        ["North", POLICY, 1, None, "2029-01-01"],
        costs={"North": "10"},
        as_of="2026-01-01",
    )
    assert budget_of(sheets, years=3).ending == 1
    assert budget_of(sheets, years=4).ending == 2
    assert budget_of(sheets, years=4).years[-1].amount is not None


# --- what is not given ---------------------------------------------------------------------------


def test_what_is_not_given_is_listed_and_the_rest_is_a_lower_bound() -> None:
    sheets = file_with_costs(
        ["North", TRUST, 0.5],
        ["North", POLICY, None],
        ["South", TRUST, 1],
        costs={"North": "100", "South": None},
        currency=None,
        roles=[[TRUST, "yes", 1, 2]],
    )
    found = budget_of(sheets)
    assert (found.total.amount, found.total.at_least) == (Decimal(50), True)
    assert [(c.name, c.amount, c.at_least) for c in found.holders] == [
        ("North", Decimal(50), True),
        ("South", None, True),
    ]
    assert found.missing.currency
    assert found.missing.cost_per_fte == ("South",)
    assert found.missing.fte == (("North", POLICY),)
    assert TRUST not in found.missing.fte_needed
    assert POLICY in found.missing.fte_needed


def test_nobody_is_paid_is_no_cost_and_blank_is_not_known() -> None:
    paid = budget_of(file_with_costs(["North", TRUST, 1], costs={"North": "0"}))
    blank = budget_of(file_with_costs(["North", TRUST, 1], costs={"North": None}))
    assert (paid.total.amount, paid.total.at_least) == (Decimal(0), False)
    assert (blank.total.amount, blank.total.at_least) == (None, True)


def test_without_a_cost_per_fte_a_gap_has_no_price() -> None:
    sheets = file_with_costs(costs={"North": None}, roles=[[TRUST, "yes", 1, 2]])
    (gap,) = budget_of(sheets).gaps
    assert (gap.fte, gap.least, gap.most) == (Decimal(2), None, None)
    assert budget_of(sheets).gaps_most is None


def test_a_role_that_may_have_a_holder_lacks_at_most_what_it_needs() -> None:
    sheets = file_with_costs(costs={"North": "10"}, roles=[[TRUST, "yes", 1, 2]], listing="partial")
    found = budget_of(sheets)
    (gap,) = found.gaps
    assert (gap.at_most, gap.least, gap.most) == (True, Decimal(0), Decimal(20))
    assert (found.total.amount, found.total.at_least) == (None, True)


def test_what_is_left_to_others_costs_nothing_here() -> None:
    sheets = file_with_costs(
        ["North", TRUST, 1], costs={"North": "10"}, roles=[[TRUST, "not ours", 1, 5]]
    )
    found = budget_of(sheets)
    assert (found.holdings, found.gaps, found.total.amount) == ((), (), Decimal(0))


def test_a_cost_that_cannot_be_meant_is_not_known() -> None:
    found = budget_of(file_with_costs(["North", TRUST, 1], costs={"North": "-5"}))
    assert (found.total.amount, found.missing.cost_per_fte) == (None, ("North",))


def test_before_all_that_is_known_there_is_no_figure() -> None:
    sheets = file_with_costs(["North", TRUST, 1, "2020"], costs={"North": "10"})
    found = budget_of(sheets, as_of="2001")
    assert found.basis.nothing_known
    assert (found.total.amount, found.gaps, found.holders) == (None, (), ())


@pytest.mark.parametrize("growth", ["many", "101", "-100.5", "nan", "2.00001", "1e999"])
def test_a_growth_that_cannot_be_meant_is_refused(growth: str) -> None:
    with pytest.raises(BackboneError, match="is not a growth in percent"):
        budget_of(two_partners(), growth=growth)


@pytest.mark.parametrize("years", [0, -1, 51])
def test_a_number_of_years_that_cannot_be_meant_is_refused(years: int) -> None:
    with pytest.raises(BackboneError, match="from 1 to 50"):
        budget_of(two_partners(), years=years)


# --- whatever the file says ----------------------------------------------------------------------


def with_costs(sheets: Sheets, costs: list[str | None]) -> Sheets:
    sheets = copy.deepcopy(sheets)
    sheets["Partners"][0].append("Cost per FTE")
    for row, cost in zip(sheets["Partners"][1:], costs, strict=False):
        row.append(cost)
    return sheets


COSTS = st.lists(st.sampled_from([None, "0", "10", "99.95"]), min_size=6, max_size=6)


@given(sheets=files(), costs=COSTS)
def test_holders_and_functions_come_to_the_same(sheets: Sheets, costs: list[str | None]) -> None:
    found = budget_of(with_costs(sheets, costs))
    for parts in (found.holders, found.functions, found.holdings):
        known = [part.amount for part in parts if part.amount is not None]
        assert sum(known, Decimal()) == (found.total.amount or 0)
        assert any(part.at_least for part in parts) <= found.total.at_least


@given(sheets=files(mistakes=False), costs=COSTS)
def test_one_more_known_cost_never_makes_the_known_part_less(
    sheets: Sheets, costs: list[str | None]
) -> None:
    fewer = budget_of(with_costs(sheets, costs)).total
    more = budget_of(with_costs(sheets, [cost or "5" for cost in costs])).total
    assert (more.amount or 0) >= (fewer.amount or 0)
    if not fewer.at_least:
        assert more == fewer


def test_a_notebook_says_at_least_where_something_is_lacking() -> None:
    sheets = file_with_costs(
        ["A & <b>", TRUST, 0.5], ["A & <b>", POLICY, None], costs={"A & <b>": "100"}
    )
    shown = budget_of(sheets)._repr_html_()
    assert "A &amp; &lt;b&gt;" in shown
    assert ">at least 50.0</td>" in shown

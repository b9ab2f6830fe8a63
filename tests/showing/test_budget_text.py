"""A budget in words: what weakens it first, then the figures, then what is not given.

All that is said of the usual budget stands in the golden file of the command.
"""

from __future__ import annotations

from decimal import Decimal

import pytest
from tests.generate import Sheets, put
from tests.small_costs import file_with_costs, two_partners
from tests.small_files import POLICY, TRUST, read_sheets

from backbone_kg import budget
from backbone_kg.base.state_sentences import partial_listing
from backbone_kg.showing.budget_text import budget_sections, money
from backbone_kg.showing.sections import Section


def sections_of(sheets: Sheets, **asked: object) -> dict[str, Section]:
    found = budget_sections(budget(read_sheets(sheets), **asked))  # type: ignore[arg-type]
    return {section.name: section for section in found}


@pytest.mark.parametrize(
    ("growth", "said"),
    [
        ("3", "costs grow by 3% a year."),
        ("-2.5", "costs fall by 2.5% a year."),
        ("0", "costs stay as they are."),
    ],
)
def test_years_ahead_say_what_they_suppose(growth: str, said: str) -> None:
    ahead = sections_of(two_partners(), growth=growth, years=2)["ahead"]
    assert ahead.lead == f"If everybody goes on as on this day and {said}"
    assert len(ahead.tables[0].rows) == 2
    assert ahead.tables[0].rows[0][:2] == ("1 (from 2026-01-01)", "72,000.10")


def test_what_is_lacking_is_said_before_every_figure() -> None:
    sheets = file_with_costs(
        ["North", TRUST, 0.5, None, "2026-12"],
        ["North", POLICY, None],
        ["South", TRUST, 1],
        costs={"North": "100", "South": None},
        currency=None,
        listing="partial",
    )
    found = sections_of(sheets)
    assert found["costs"].caveats[1:] == (
        f"{partial_listing()} What it does not say is in no amount.",
        "The file names no currency, so amounts are numbers without one.",
        "Not given, and so in no amount: the cost per FTE of 1 partner and the FTE of 1 holding.",
    )
    assert found["costs"].lead.startswith("At least 50 a year for at least 1.5 FTE")
    assert found["costs"].tables[0].rows == (
        ("North", "at least 0.5", "at least 50"),
        ("South", "at least 1", "not known"),
    )
    assert found["ahead"].tables[0].rows[1] == ("2", "at least 51.50")
    assert found["ahead"].remarks[0].startswith("1 assignment is known to end before these years")
    assert found["not-given"].items[:3] == (
        "Currency: not named on the sheet Partnership",
        "Cost per FTE of South",
        f"FTE of North for {POLICY}",
    )


def test_without_any_cost_it_says_where_it_belongs() -> None:
    found = sections_of(file_with_costs(["North", TRUST, 1], costs={"North": None}))
    assert "“Cost per FTE” on the sheet Partners" in found["costs"].lead
    assert found["costs"].tables == ()
    assert "ahead" not in found


def test_without_holders_there_is_nothing_to_cost() -> None:
    empty = sections_of(file_with_costs(costs={"North": "10"}))["costs"]
    assert empty.lead == "No role is held: there is nothing to cost."
    partial = sections_of(file_with_costs(costs={"North": "10"}, listing="partial"))["costs"]
    assert partial.lead == "No role is known to be held: there is nothing to cost."


def test_where_nothing_is_known_there_is_no_figure() -> None:
    sheets = file_with_costs(["North", TRUST, 1, "2020"], costs={"North": "10"})
    (only,) = sections_of(sheets, as_of="2001").values()
    assert only.lead == "Not known."
    assert only.caveats[0].startswith("Nothing in this file is known for 2001-12-31")
    unread = put(sheets, "Assignments!A2", "Zebra")
    (only,) = sections_of(unread).values()
    assert "could not be read" in only.caveats[0]


@pytest.mark.parametrize(
    ("amount", "said"),
    [("0", "0"), ("0.005", "0.01"), ("1234.5", "1,234.50"), ("1e30", f"{10**30:,}")],
)
def test_money_is_rounded_to_cents_and_never_beyond(amount: str, said: str) -> None:
    assert money(Decimal(amount)) == said

"""A small data file with costs, worked out by hand in the tests of what is made of it."""

from __future__ import annotations

from tests.generate import Sheets
from tests.small_files import MONEY, POLICY, TRUST, Row, file_of


def file_with_costs(
    *assignments: Row,
    costs: dict[str, str | None],
    currency: str | None = "USD",
    roles: list[Row] | None = None,
    listing: str = "complete",
    as_of: str = "2026-01-01",
) -> Sheets:
    """Return a data file whose partners cost something.

    Parameters
    ----------
    assignments
        Partner, Role, FTE, From, To, Part.
    costs
        Cost per FTE by partner; None leaves the cell blank.
    """
    sheets = file_of(
        *assignments,
        partners=[[name] for name in costs],
        roles=roles or (),
        listing=listing,
        as_of=as_of,
    )
    sheets["Partnership"][0].append("Currency")
    sheets["Partnership"][1].append(currency)
    sheets["Partners"][0].append("Cost per FTE")
    for row, cost in zip(sheets["Partners"][1:], costs.values(), strict=True):
        row.append(cost)
    return sheets


def two_partners() -> Sheets:
    """Return two partners that hold three roles, two of which lack FTE.

    North: 0.5 × 80,000 + 0.25 × 80,000 = 60,000; South: 0.2 × 60,000.50 = 12,000.10.
    Trust lacks 1 - 0.7 = 0.3 FTE, money 0.5.
    """
    return file_with_costs(
        ["North", TRUST, 0.5],
        ["North", POLICY, 0.25],
        ["South", TRUST, 0.2],
        costs={"North": "80000", "South": "60000.50"},
        roles=[[TRUST, "yes", 1, 1], [MONEY, "yes", 1, 0.5], [POLICY, "yes", 1, 0.25]],
    )

"""Partnerships to show, written as files and read again, as users have them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

from tests.generate import FRAMEWORK, ROLES, Cell
from tests.small_files import read_sheets

from backbone_kg import Analysis, Partnership
from backbone_kg.analysis import LoadVerdict

Row = tuple[Cell, ...]

NAMES = [
    "Very long name of an organization " * 6,
    "A" * 120,
    "$x^2$ & <b>bold</b> \\alpha",
    "مؤسسة التعليم في الرباط",
    "北京教育基金会",
    "शिक्षा परिषद",
    "Fundación Peña 🌍",
    "%s {0}",
]


def written(
    assignments: Iterable[Row],
    *,
    partners: Mapping[str, Cell] | None = None,
    roles: Iterable[Row] = (),
    listing: str = "complete",
    as_of: str = "2025-09",
) -> Partnership:
    """Return a partnership from rows (partner, role, part, FTE, evidence), written and read.

    Parameters
    ----------
    assignments
        Rows without the cells that are left out at the end.
    partners
        The FTE that each has; by default those of the assignments, without FTE.
    roles
        Rows (role, wanted, holders needed).
    listing, as_of
        Of the whole.
    """
    rows = [[*row, *[None] * (5 - len(row)), "2020"] for row in assignments]
    named = partners if partners is not None else {str(row[0]): None for row in rows}
    sheets: dict[str, list[list[Cell]]] = {
        "Partnership": [
            ["Name", "Community", "Framework", "As of", "Listing"],
            ["River Valley Together", "River Valley, Ohio", FRAMEWORK, as_of, listing],
        ],
        "Partners": [
            ["Name", "Type", "FTE available"],
            *([name, "Consultant", fte] for name, fte in named.items()),
        ],
        "Roles": [["Role", "Wanted", "Holders needed"], *map(list, roles)],
        "Assignments": [["Partner", "Role", "Part", "FTE", "Evidence", "From"], *rows],
    }
    return read_sheets(sheets)


def small(*, listing: str = "partial") -> Partnership:
    """Return three partners with something of everything."""
    return written(
        [
            ("Ada", "Build trust", "lead", 1.5, "https://example.org/minutes?a=1&b=2"),
            ("Bea", "Build trust", "support", 0.25, "Minutes of <May>"),
            ("Ada", "Advance policy", "", 0.5),
            ("Bea", "Mobilize resources", "lead", 0.25),
        ],
        partners={"Ada": 1, "Bea": 1, "Cleo": None},
        roles=[
            ("Mobilize resources", "yes", 2),
            ("Manage expectations", "not ours", None),
            ("Run the summer fair", "yes", None),
        ],
        listing=listing,
    )


def many(partners: int) -> Partnership:
    """Return as many partners, each with one to four roles; three roles have nobody."""
    rows: list[Row] = [
        (f"Partner {n:04}", ROLES[(n * 5 + step * 3) % 20], ("lead", "support", None)[n % 3])
        for n in range(partners)
        for step in range(1 + n % 4)
    ]
    return written(rows)


def of_verdict(analysis: Analysis, verdict: LoadVerdict, *names: str) -> Analysis:
    """Return an analysis in which partners have a verdict on their load."""
    partners = [
        replace(p, verdict=verdict) if not names or p.name in names else p
        for p in analysis.partners
    ]
    return replace(analysis, partners=tuple(partners))

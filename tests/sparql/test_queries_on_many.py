"""Questions on two small partnerships, whose answers one can work out by reading the tables."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from tests.generate import FRAMEWORK, Sheets, write_csv
from tests.sparql.asked import Graphs, Row

from backbone_kg.reading import read
from backbone_kg.sparql.library import find

RIVER: Sheets = {
    "Partnership": [
        ["Name", "Community", "Framework", "As of", "Listing"],
        ["River", "River Valley", FRAMEWORK, "2025-06", "complete"],
    ],
    "Partners": [
        [
            *("Name", "Type", "Identifier", "FTE available", "Backbone", "Anchor entity"),
            *("Joined", "Left"),
        ],
        ["Fund", "Local foundation", "US-EIN-1", 1, "yes", "no", "2019", None],
        ["School", "K-12 school district", "US-EIN-2", 0.5, "no", "yes", None, None],
        ["Club", "Community-based organization", None, None, None, None, None, "2024"],
        ["Late", "City government", None, 1, None, None, "2026", None],
    ],
    "Roles": [
        ["Role", "Wanted", "Holders needed"],
        ["Run the fair", None, None],
        ["Keep the archive", "not ours", None],
        ["Build trust", "yes", 3],
    ],
    "Assignments": [
        ["Partner", "Role", "FTE", "From", "To", "Evidence"],
        ["Fund", "Build trust", 0.5, None, None, "Minutes"],
        ["Fund", "Advance policy", 0.75, None, None, None],
        ["School", "Build trust", 0.25, None, None, "Minutes"],
        ["School", "Run the fair", 0.25, "2024-01-01", None, None],
        ["Club", "Run the fair", None, None, "2023", "Minutes"],
        ["Club", "Advance policy", None, None, None, None],
        ["Late", "Keep the archive", 2, None, None, "Plan"],
    ],
}

LAKE: Sheets = {
    "Partnership": [
        ["Name", "Community", "Framework", "As of", "Listing"],
        ["Lake", "Lakeside", "FSG, July 2012", "2025", "partial"],
    ],
    "Partners": [
        ["Name", "Type", "Identifier", "FTE available", "Backbone", "Anchor entity"],
        ["The Fund", "Local foundation", "US-EIN-1", 2, "no", "no"],
        ["Center", "Backbone organization", "US-EIN-3", None, "yes", "yes"],
    ],
    "Assignments": [
        ["Partner", "Role", "FTE", "From", "To", "Evidence"],
        ["The Fund", "Mobilize funding", 0.5, None, None, "Minutes"],
        ["The Fund", "Advance policy", None, None, None, "Minutes"],
        ["Center", "Advance policy", None, None, None, "Minutes"],
    ],
}


@cache
def both() -> Graphs:
    with TemporaryDirectory() as folder:
        return Graphs(
            *(
                read(write_csv(Path(folder) / name, sheets))
                for name, sheets in (("river", RIVER), ("lake", LAKE))
            )
        )


RIVER_DAY, LAKE_DAY = ("River", "2025-06-30"), ("Lake", "2025-12-31")
FAIR = "Run the fair"

ANSWERS: dict[str, list[Row]] = {
    "assignments-without-evidence": [
        (*RIVER_DAY, "Fund", "Advance policy"),
        (*RIVER_DAY, "School", FAIR),
    ],
    "backbone-and-anchor": [
        ("Lake", "Center", "true", "true", "", ""),
        ("River", "Fund", "true", "false", "", ""),
        ("River", "School", "false", "true", "", ""),
    ],
    "backbone-share": [(*LAKE_DAY, "1", "3", "33"), (*RIVER_DAY, "2", "4", "50")],
    "coverage": [
        # Six functions, of which nobody is known to hold four.
        (*LAKE_DAY, "2", "6", "33"),
        # 23 capacities and the fair; the archive is not ours, trust takes one holder more.
        (*RIVER_DAY, "2", "24", "8"),
    ],
    "kinds-by-function": [
        # There the functions are the roles.
        ("FSG, July 2012", "Advance policy", "Backbone organization", "1", "1"),
        ("FSG, July 2012", "Advance policy", "Local foundation", "1", "1"),
        ("FSG, July 2012", "Mobilize funding", "Local foundation", "1", "1"),
        (FRAMEWORK, "Manage relationships", "K-12 school district", "1", "1"),
        (FRAMEWORK, "Manage relationships", "Local foundation", "1", "1"),
        (FRAMEWORK, "Hold partners accountable to a shared agenda", "Local foundation", "1", "1"),
    ],
    "left-yet-holding": [
        (*RIVER_DAY, "Club", "Advance policy", "", "2024-12-31"),
        (*RIVER_DAY, "Late", "Keep the archive", "2026-01-01", ""),
    ],
    "load-across-partnerships": [("US-EIN-1", "2", "4", "1.75", "1")],
    "overloaded-partners": [(*RIVER_DAY, "Fund", "2", "1.25", "1")],
    "own-roles": [
        (*RIVER_DAY, "Keep the archive", "not ours", "0"),
        (*RIVER_DAY, FAIR, "yes", "1"),
    ],
    "partner-loads": [
        (*LAKE_DAY, "The Fund", "2", "0.5", "2", "1"),
        (*LAKE_DAY, "Center", "1", "", "", "1"),
        (*RIVER_DAY, "Fund", "2", "1.25", "1", "0"),
        (*RIVER_DAY, "School", "2", "0.5", "0.5", "0"),
    ],
    "partners-in-several-partnerships": [
        ("US-EIN-1", "2", *LAKE_DAY, "The Fund", "2", "0.5", "2"),
        ("US-EIN-1", "2", *RIVER_DAY, "Fund", "2", "1.25", "1"),
    ],
    "partners-without-a-role": [],
    "partnerships": [
        (*LAKE_DAY, "Lakeside", "FSG, July 2012", "partial", "2", "3"),
        (*RIVER_DAY, "River Valley", FRAMEWORK, "complete", "2", "4"),
    ],
    "partnerships-by-framework": [("FSG, July 2012", "1", "1"), (FRAMEWORK, "1", "1")],
    "roles-that-changed-hands": [
        ("River", FAIR, "Club", "2023-12-31", "School", "2024-01-01"),
    ],
    "shares-of-work": [
        (*LAKE_DAY, "The Fund", "2", "3", "67", "50"),
        (*LAKE_DAY, "Center", "1", "3", "33", "50"),
        (*RIVER_DAY, "Fund", "2", "4", "50", "50"),
        (*RIVER_DAY, "School", "2", "4", "50", "50"),
    ],
    "sole-holders": [
        (*LAKE_DAY, "The Fund", "Mobilize funding"),
        (*RIVER_DAY, "Fund", "Advance policy"),
        (*RIVER_DAY, "School", FAIR),
    ],
    "who-holds-what": [
        (*LAKE_DAY, "Advance policy", "Center", "Backbone organization", "", "Minutes"),
        (*LAKE_DAY, "Advance policy", "The Fund", "Local foundation", "", "Minutes"),
        (*LAKE_DAY, "Mobilize funding", "The Fund", "Local foundation", "", "Minutes"),
        (*RIVER_DAY, "Advance policy", "Fund", "Local foundation", "", ""),
        (*RIVER_DAY, "Build trust", "Fund", "Local foundation", "", "Minutes"),
        (*RIVER_DAY, "Build trust", "School", "K-12 school district", "", "Minutes"),
        (*RIVER_DAY, FAIR, "School", "K-12 school district", "", ""),
    ],
}


@pytest.mark.parametrize("name", ANSWERS)
def test_the_answer_is_the_one_that_the_tables_give(name: str) -> None:
    assert both().ask(name) == ANSWERS[name]


@pytest.mark.parametrize("name", ANSWERS)
def test_the_other_engine_says_the_same(name: str) -> None:
    assert both().ask_rdflib(find(name), {}) == ANSWERS[name]


def test_only_anchor_entities_that_are_not_the_backbone() -> None:
    rows = both().ask("backbone-and-anchor", only="anchor is not backbone")
    assert rows == [("River", "School", "false", "true", "", "")]


def test_a_lower_limit_finds_those_who_are_near_it() -> None:
    rows = both().ask("overloaded-partners", above="0.9")
    assert [row[2] for row in rows] == ["Fund", "School"]


def test_the_name_of_a_partnership_leaves_out_the_others() -> None:
    assert both().ask("coverage", partnership="RIVER") == ANSWERS["coverage"][1:]
    assert both().ask("coverage", partnership="Riv") == []


def test_a_day_is_asked_of_every_partnership() -> None:
    rows = both().ask("who-holds-what", date="2023")
    assert {row[1] for row in rows} == {"2023-12-31"}
    # The club was still there, and the school had not begun.
    assert [row[3] for row in rows if row[2] == FAIR] == ["Club"]


def test_the_roles_that_most_leave_without_a_holder_come_first() -> None:
    rows = both().ask("roles-hardest-to-fill")
    told = {row[0]: row[1:] for row in rows}
    assert told["Build trust"] == ("0", "1", "0")
    assert told["Cultivate champions"] == ("1", "1", "100")
    assert [int(row[1]) for row in rows] == sorted((int(row[1]) for row in rows), reverse=True)
    # Two capacities and functions are held; what partnerships define for themselves is left out.
    assert sum(row[1] == "0" for row in rows) == 4
    assert FAIR not in told


def test_the_network_holds_what_is_held() -> None:
    triples = both().ask("network")
    holds = "<http://www.w3.org/ns/org#holds>"
    data = "<https://w3id.org/backbone-kg/data/river"
    held = {row[0] for row in triples if row[1] == holds and row[0].startswith(data)}
    assert held == {f"{data}/partner/fund>", f"{data}/partner/school>"}
    assert sum(row[1] == holds for row in triples) == 7

"""Questions on two small partnerships, whose answers one can work out by reading the tables."""

from __future__ import annotations

from functools import cache

import pytest
from tests.generate import FRAMEWORK, Sheets
from tests.sparql.asked import Graphs, Row, graphs_of

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
    return graphs_of(river=RIVER, lake=LAKE)


RIVER_DAY, LAKE_DAY = ("River", "2025-06-30"), ("Lake", "2025-12-31")
FAIR = "Run the fair"

ANSWERS: dict[str, list[Row]] = {
    "assignments-without-evidence": [
        (*RIVER_DAY, "Fund", "Advance policy", "river"),
        (*RIVER_DAY, "School", FAIR, "river"),
    ],
    "backbone-and-anchor": [
        (*LAKE_DAY, "Center", "true", "true", "", "", "lake"),
        (*RIVER_DAY, "Fund", "true", "false", "", "", "river"),
        (*RIVER_DAY, "School", "false", "true", "", "", "river"),
    ],
    "backbone-share": [
        (*LAKE_DAY, "1", "3", "33.33", "0", "lake"),
        (*RIVER_DAY, "2", "4", "50", "0", "river"),
    ],
    "coverage": [
        # Six functions, of which nobody is known to hold four.
        (*LAKE_DAY, "2", "6", "33.33", "2025-01-01", "0", "lake"),
        # 23 capacities and the fair; the archive is not ours, trust takes one holder more.
        (*RIVER_DAY, "2", "24", "8.33", "2019-01-01", "0", "river"),
    ],
    "kinds-by-function": [
        # There the functions are the roles.
        ("FSG, July 2012", "Advance policy", "Backbone organization", "1", "1", "0"),
        ("FSG, July 2012", "Advance policy", "Local foundation", "1", "1", "0"),
        ("FSG, July 2012", "Mobilize funding", "Local foundation", "1", "1", "0"),
        (FRAMEWORK, "Manage relationships", "K-12 school district", "1", "1", "0"),
        (FRAMEWORK, "Manage relationships", "Local foundation", "1", "1", "0"),
        (
            FRAMEWORK,
            "Hold partners accountable to a shared agenda",
            "Local foundation",
            "1",
            "1",
            "0",
        ),
    ],
    "left-yet-holding": [
        (*RIVER_DAY, "Club", "Advance policy", "", "2024-12-31", "river"),
        (*RIVER_DAY, "Late", "Keep the archive", "2026-01-01", "", "river"),
    ],
    "load-across-partnerships": [
        # The club and the latecomer have no identifier.
        ("Fund", "identifier", "2", "4", "1.75", "1", "2", "0"),
    ],
    "overloaded-partners": [(*RIVER_DAY, "Fund", "2", "1.25", "1", "0", "0", "river")],
    "own-roles": [
        (*RIVER_DAY, "Keep the archive", "not ours", "0", "river"),
        (*RIVER_DAY, FAIR, "yes", "1", "river"),
    ],
    "partner-loads": [
        (*LAKE_DAY, "The Fund", "2", "0.5", "2", "1", "0", "lake"),
        (*LAKE_DAY, "Center", "1", "", "", "1", "0", "lake"),
        (*RIVER_DAY, "Fund", "2", "1.25", "1", "0", "0", "river"),
        (*RIVER_DAY, "School", "2", "0.5", "0.5", "0", "0", "river"),
    ],
    "partners-in-several-partnerships": [
        ("Fund", "identifier", "2", *LAKE_DAY, "The Fund", "2", "0.5", "2", "2", "0", "lake"),
        ("Fund", "identifier", "2", *RIVER_DAY, "Fund", "2", "1.25", "1", "2", "0", "river"),
    ],
    "partners-without-a-role": [],
    "partnerships": [
        (*LAKE_DAY, "Lakeside", "FSG, July 2012", "partial", "2", "3", "2025-01-01", "0", "lake"),
        (*RIVER_DAY, "River Valley", FRAMEWORK, "complete", "2", "4", "2019-01-01", "0", "river"),
    ],
    "partnerships-by-framework": [("FSG, July 2012", "1", "1"), (FRAMEWORK, "1", "1")],
    "roles-that-changed-hands": [
        ("River", FAIR, "Club", "2023-12-31", "School", "2024-01-01", "river"),
    ],
    "shares-of-work": [
        (*LAKE_DAY, "The Fund", "2", "3", "66.67", "50", "0", "lake"),
        (*LAKE_DAY, "Center", "1", "3", "33.33", "50", "0", "lake"),
        (*RIVER_DAY, "Fund", "2", "4", "50", "50", "0", "river"),
        (*RIVER_DAY, "School", "2", "4", "50", "50", "0", "river"),
    ],
    "sole-holders": [
        (*LAKE_DAY, "The Fund", "Mobilize funding", "0", "lake"),
        (*RIVER_DAY, "Fund", "Advance policy", "0", "river"),
        (*RIVER_DAY, "School", FAIR, "0", "river"),
    ],
    "who-holds-what": [
        (*LAKE_DAY, "Advance policy", "Center", "Backbone organization", "", "", "Minutes", "lake"),
        (*LAKE_DAY, "Advance policy", "The Fund", "Local foundation", "", "", "Minutes", "lake"),
        (*LAKE_DAY, "Mobilize funding", "The Fund", "Local foundation", "", "", "Minutes", "lake"),
        (*RIVER_DAY, "Advance policy", "Fund", "Local foundation", "", "", "", "river"),
        (*RIVER_DAY, "Build trust", "Fund", "Local foundation", "", "", "Minutes", "river"),
        (*RIVER_DAY, "Build trust", "School", "K-12 school district", "", "", "Minutes", "river"),
        (*RIVER_DAY, FAIR, "School", "K-12 school district", "", "2024-01-01", "", "river"),
    ],
}


@pytest.mark.parametrize("name", ANSWERS)
def test_the_answer_is_the_one_that_the_tables_give(name: str) -> None:
    assert both().ask(name) == ANSWERS[name]


def test_only_anchor_entities_that_are_not_the_backbone() -> None:
    rows = both().ask("backbone-and-anchor", only="anchor is not backbone")
    assert rows == [(*RIVER_DAY, "School", "false", "true", "", "", "river")]


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
    assert told["Build trust"] == ("0", "0", "1", "0")
    # The listing of River is complete, that of Lake is not: there, no evidence is not unfilled.
    assert told["Cultivate champions"] == ("1", "0", "1", "100")
    assert [row[1:3] for row in rows] == [("1", "0")] * 21 + [("0", "1")] * 4 + [("0", "0")] * 4
    # What partnerships define for themselves is left out.
    assert FAIR not in told


def test_the_network_holds_what_is_held() -> None:
    triples = both().ask("network")
    holds = "<http://www.w3.org/ns/org#holds>"
    data = "<https://w3id.org/backbone-kg/data/river--river-valley/2025-06"
    held = {row[0] for row in triples if row[1] == holds and row[0].startswith(data)}
    assert held == {f"{data}/partner/fund>", f"{data}/partner/school>"}
    assert sum(row[1] == holds for row in triples) == 7

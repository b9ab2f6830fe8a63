"""Questions on several files: of one partnership at two dates, of two of one name, and on time."""

from __future__ import annotations

from functools import cache

import pytest
from tests.generate import FRAMEWORK, Cell, Sheets
from tests.sparql.asked import Graphs, Row, graphs_of

from backbone_kg.sparql import find_query

FUND, HOUSE = "United Fund", "Hope House"
BACKBONE, FOUNDATION = "Backbone organization", "Local foundation"


def sheets(
    name: str,
    community: str,
    as_of: str | None,
    partners: list[list[Cell]],
    *assignments: list[Cell],
    listing: str = "partial",
) -> Sheets:
    return {
        "Partnership": [
            ["Name", "Community", "Framework", "As of", "Listing"],
            [name, community, FRAMEWORK, as_of, listing],
        ],
        "Partners": [["Name", "Type", "Identifier", "FTE available"], *partners],
        "Assignments": [["Partner", "Role", "FTE", "From", "To"], *assignments],
    }


def asked(of: Graphs, name: str, *chosen: str, **settings: str) -> list[Row]:
    """Return some columns of an answer."""
    places = [[column.name for column in find_query(name).columns].index(one) for one in chosen]
    return [tuple(row[place] for place in places) for row in of.ask(name, **settings)]


# --- two partnerships, each with a file of 2019 and one of 2023 -----------------------------------


def _promise(side: str, year: str) -> Sheets:
    partners: list[list[Cell]] = [
        [FUND, FOUNDATION, None, 2],
        [f"{side} Backbone", BACKBONE],
        [HOUSE, "Community-based organization"],
    ]
    rows: list[list[Cell]] = [
        [FUND, "Mobilize resources", 0.5, "2018"],
        [f"{side} Backbone", "Build trust", None, "2018"],
        [FUND, "Advance policy", 0.5, "2021"],
    ]
    return sheets(f"{side} Promise", f"{side}, Ohio", year, partners, *rows[: 3 - (year < "2021")])


@cache
def portfolio() -> Graphs:
    return graphs_of(
        **{f"{side}-{year}": _promise(side, year) for side in ("East", "West") for year in YEARS}
    )


YEARS = ("2019", "2023")


@pytest.mark.parametrize(
    ("date", "files", "covered"),
    [
        (None, "2023", "3"),
        ("2023", "2023", "3"),
        ("2030", "2023", "3"),
        ("2022", "2019", "2"),
        # What began earlier than its file speaks of counts from its own day.
        ("2018", "2019", "2"),
    ],
)
def test_each_partnership_has_one_row_from_its_newest_file_of_the_day(
    date: str | None, files: str, covered: str
) -> None:
    found = asked(
        portfolio(),
        "coverage",
        "partnership",
        "covered",
        "file",
        **({"date": date} if date else {}),
    )
    assert found == [
        ("East Promise", covered, f"East-{files}"),
        ("West Promise", covered, f"West-{files}"),
    ]


def test_all_snapshots_are_told_by_their_files() -> None:
    found = asked(portfolio(), "coverage", "as_of", "covered", "file", snapshots="all")
    assert found == [
        (f"{year}-12-31", covered, f"{side}-{year}")
        for side in ("East", "West")
        for year, covered in (("2019", "2"), ("2023", "3"))
    ]


def test_two_files_of_one_day_are_never_both_taken() -> None:
    twice = graphs_of(year=_promise("East", "2019"), month=_promise("East", "2019-12"))
    assert asked(twice, "coverage", "as_of", "file") == [("2019-12-31", "month")]


def test_counts_of_partnerships_count_no_files() -> None:
    found = asked(
        portfolio(), "roles-hardest-to-fill", "role", "unfilled", "no_evidence", "wanted_in"
    )
    told = {row[0]: row[1:] for row in found}
    assert told["Build trust"] == ("0", "0", "2")
    # The listings are partial: it is not known that nobody holds it.
    assert told["Resolve conflict"] == ("0", "2", "2")
    assert {row[-1] for row in asked(portfolio(), "kinds-by-function", "partnerships")} == {"2"}
    assert asked(portfolio(), "partnerships-by-framework", "partnerships", "files") == [("2", "4")]


@pytest.mark.parametrize(("date", "roles", "fte"), [("2023", "4", "2"), ("2019", "2", "1")])
def test_organizations_without_an_identifier_are_joined_by_name(
    date: str, roles: str, fte: str
) -> None:
    found = asked(
        portfolio(),
        "load-across-partnerships",
        *("organization", "matched_by", "partnerships", "roles", "fte_assigned", "known_by_name"),
        date=date,
    )
    assert found == [
        (FUND, "name", "2", roles, fte, "4"),
        (HOUSE, "name", "2", "0", "0", "4"),
    ]
    each = asked(
        portfolio(),
        "partners-in-several-partnerships",
        *("organization", "matched_by", "partnerships", "partnership", "file"),
        date=date,
    )
    assert each == [
        (name, "name", "2", f"{side} Promise", f"{side}-{date}")
        for name in (HOUSE, FUND)
        for side in ("East", "West")
    ]


def test_two_partnerships_of_one_name_are_two() -> None:
    def cradle(state: str) -> Sheets:
        partners: list[list[Cell]] = [
            [f"{state} Backbone", BACKBONE, f"US-EIN-{len(state)}"],
            ["Trust Fund", FOUNDATION, "US-EIN-98"],
        ]
        rows: list[list[Cell]] = [["Trust Fund", "Mobilize resources"]]
        return sheets("Cradle to Career", f"Springfield, {state}", "2024", partners, *rows)

    both = graphs_of(ohio=cradle("Ohio"), texas=cradle("Texas"))
    assert asked(both, "coverage", "covered", "file") == [("1", "ohio"), ("1", "texas")]
    found = asked(both, "partners-in-several-partnerships", "organization", "matched_by", "file")
    assert found == [
        ("Trust Fund", "identifier", "ohio"),
        ("Trust Fund", "identifier", "texas"),
    ]


# --- hand-overs -----------------------------------------------------------------------------------

TRUST, VISION = "Build trust", "Set a regional vision in collaboration with others"


def hands(*assignments: list[Cell], **settings: str) -> list[Row]:
    names = sorted({str(row[0]) for row in assignments})
    partners: list[list[Cell]] = [[name, FOUNDATION] for name in names]
    one = graphs_of(river=sheets("River", "River Bend", "2015", partners, *assignments))
    return asked(one, "roles-that-changed-hands", "role", "from", "to", **settings)


def test_a_role_changes_hands_within_a_window_and_dates_are_as_sharp_as_they_are() -> None:
    found = hands(
        ["Foundation", "Mobilize resources", None, "2006", "2011"],
        ["Staff", "Mobilize resources", None, "2011"],
        ["Council", VISION, None, "2008", "2012-06"],
        ["Table", VISION, None, "2012-07-15"],
        # Four years lie between these.
        ["Data House", TRUST, None, "2007", "2009"],
        ["Count Lab", TRUST, None, "2013"],
    )
    assert found == [("Mobilize resources", "Foundation", "Staff"), (VISION, "Council", "Table")]


@pytest.mark.parametrize(("window", "found"), [("30", 0), ("31", 1), ("", 0)])
def test_the_window_is_counted_in_days(window: str, found: int) -> None:
    rows = hands(
        ["A", TRUST, None, "2006", "2011-05-31"],
        ["B", TRUST, None, "2011-07-01"],
        window=window,
    )
    assert len(rows) == found


@pytest.mark.parametrize(
    "rows",
    [
        # B began before A may have ended.
        [["A", TRUST, None, "2006", "2011-06"], ["B", TRUST, None, "2011-05-31"]],
        # B held it before, or perhaps did.
        [
            *(["A", TRUST, None, "2006", "2011"], ["B", TRUST, None, "2012"]),
            ["B", TRUST, None, "2005", "2007"],
        ],
        [["A", TRUST, None, "2006", "2011"], ["B", TRUST, None, "2012"], ["B", TRUST]],
        # A holds it on.
        [
            *(["A", TRUST, 0.5, "2006", "2011"], ["B", TRUST, None, "2012"]),
            ["A", TRUST, 0.2, "2010", "2020"],
        ],
        # Nobody knows since when B holds it.
        [["A", TRUST, None, "2006", "2011"], ["B", TRUST]],
        [["A", TRUST, None, "2006", "2011"], ["A", TRUST, None, "2012"]],
    ],
)
def test_what_is_no_change_of_hands(rows: list[list[Cell]]) -> None:
    assert hands(*rows) == []


def test_an_older_file_tells_what_the_newest_leaves_out() -> None:
    partners: list[list[Cell]] = [["A", FOUNDATION], ["B", FOUNDATION]]
    rows: list[list[Cell]] = [["A", TRUST, None, "2006", "2011"], ["B", TRUST, None, "2012"]]
    older = sheets("River", "River Bend", "2013", partners, *rows)
    newer = sheets("River", "River Bend", "2020", partners, rows[1])
    both = graphs_of(older=older, newer=newer)
    found = asked(both, "roles-that-changed-hands", "from", "to", "file")
    assert found == [("A", "B", "older")]
    told_twice = graphs_of(
        older=older, newer=sheets("River", "River Bend", "2020", partners, *rows)
    )
    assert len(asked(told_twice, "roles-that-changed-hands", "from")) == 1


FAIR = "Run the fair"
UNTIL_2018: list[Cell] = ["Elm", FAIR, None, "2012", "2018"]
SINCE_2018: list[Cell] = ["Oak", FAIR, None, "2018-12"]
TOLD_BY_TWO_FILES: dict[str, tuple[list[list[Cell]], list[list[Cell]]]] = {
    "passed on": ([UNTIL_2018], [SINCE_2018]),
    "too late": ([UNTIL_2018], [["Oak", FAIR, None, "2019-06"]]),
    "no end is told": ([["Elm", FAIR, None, "2012"]], [SINCE_2018]),
    "one identifier": ([UNTIL_2018], [["Elms", FAIR, None, "2018-12"]]),
    "one name": ([["Oak", FAIR, None, "2012", "2018"]], [SINCE_2018]),
    "held before": ([UNTIL_2018, ["Oak", FAIR, None, "2005", "2006"]], [SINCE_2018]),
    "held on": ([UNTIL_2018], [SINCE_2018, ["Elms", FAIR, None, "2012"]]),
}


def test_one_file_tells_the_end_and_another_the_begin() -> None:
    files: dict[str, Sheets] = {}
    for name, (older, newer) in TOLD_BY_TWO_FILES.items():
        then: list[list[Cell]] = [["Elm", FOUNDATION, "US-EIN-1"], ["Oak", FOUNDATION]]
        later: list[list[Cell]] = [
            ["Elms", FOUNDATION, "US-EIN-1"],
            ["Oak", FOUNDATION, "US-EIN-2"],
        ]
        files[f"{name}, older"] = sheets(name, "Ohio", "2018", then, *older)
        files[f"{name}, newer"] = sheets(name, "Ohio", "2021", later, *newer)
    listed: Sheets = {"Roles": [["Role"], [FAIR]]}
    of_all = graphs_of(**{name: one | listed for name, one in files.items()})
    found = asked(of_all, "roles-that-changed-hands", "role", "from", "to", "file")
    assert found == [(FAIR, "Elm", "Oak", "passed on, older; passed on, newer")]


# --- what is not known ----------------------------------------------------------------------------


@cache
def undated() -> Graphs:
    partners: list[list[Cell]] = [["Staff", BACKBONE], ["Fund", FOUNDATION]]
    rows: list[list[Cell]] = [
        ["Staff", TRUST],
        ["Staff", "Advance policy"],
        ["Fund", "Mobilize resources", None, "2016"],
    ]
    return graphs_of(valley=sheets("Valley", "Valley, Texas", "2023", partners, *rows))


def test_what_has_no_begin_is_held_and_shown_as_such() -> None:
    assert asked(undated(), "who-holds-what", "role", "since") == [
        ("Advance policy", ""),
        (TRUST, ""),
        ("Mobilize resources", "2016-01-01"),
    ]


def test_before_anything_is_known_no_figure_is_given() -> None:
    found = asked(undated(), "coverage", "covered", "roles", "percent", "known_since", date="1990")
    assert found == [("", "23", "", "2016-01-01")]
    for name in ("who-holds-what", "partner-loads", "role-states", "sole-holders"):
        assert asked(undated(), name, "partnership", date="1990") == []


def test_rows_that_could_not_be_read_are_counted_beside_each_figure() -> None:
    partners: list[list[Cell]] = [["Lake Staff", BACKBONE], ["Lake Schools", FOUNDATION]]
    rows: list[list[Cell]] = [["Lak Staff", "Buidl trsut"], ["Lake Skools", "Polcy"]]
    lake = graphs_of(
        lake=sheets("Lake", "Lakeside", "2024", partners, *rows, listing="complete"),
    )
    found = asked(lake, "coverage", "covered", "roles", "percent", "not_read")
    assert found == [("", "23", "", "2")]
    assert set(asked(lake, "role-states", "state", "not_read")) == {("no evidence", "2")}
    assert asked(lake, "sole-holders", "role") == []


def test_roles_short_of_the_fte_that_they_need() -> None:
    partners: list[list[Cell]] = [["Staff", BACKBONE, None, 3], ["Schools", FOUNDATION, None, 1]]
    harbor = sheets(
        *("Harbor", "Harbor", "2024", partners),
        ["Staff", TRUST, 0.1],
        ["Schools", TRUST],
        ["Schools", "Advance policy", 1],
        ["Staff", "Advance policy", 1],
        ["Staff", VISION],
    )
    harbor["Roles"] = [["Role", "FTE needed"], [TRUST, 2], ["Advance policy", 1], [VISION, 1]]
    names = ("role", "holders", "fte_assigned", "fte_needed", "short", "without_fte")
    # Of the vision no assignment gives any FTE.
    assert asked(graphs_of(harbor=harbor), "fte-short", *names) == [
        (TRUST, "2", "0.1", "2", "1.9", "1")
    ]

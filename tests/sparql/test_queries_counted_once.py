"""What is the same counts once, and what each file says of it stays with that file."""

from __future__ import annotations

from functools import cache

import pytest
from tests.generate import Cell, Sheets, good, put
from tests.sparql.asked import Graphs, Row, graphs_of

from backbone_kg.sparql import LibraryQuery, all_queries

ON_DATA = [question for question in all_queries() if "ontology" not in question.tags]
FSG = "FSG, July 2012"


def partnership(name: str, *assignments: list[Cell], as_of: str = "2024") -> Sheets:
    """Return a partnership of two partners that others can have too."""
    return {
        "Partnership": [
            ["Name", "Community", "Framework", "As of", "Listing"],
            [name, "Here", FSG, as_of, "complete"],
        ],
        "Partners": [
            ["Name", "Type", "Identifier", "FTE available", "Left"],
            ["Alpha", "Local foundation", "US-EIN-1", 1, None],
            ["Beta", "Consultant", "US-EIN-2", None, None],
        ],
        "Assignments": [["Partner", "Role", "Part", "FTE", "From", "To"], *assignments],
    }


TWICE: list[list[Cell]] = [
    ["Alpha", "Advance policy", "lead", 0.4],
    ["Alpha", "Advance policy", "support", 0.4],
]


def graphs(*files: Sheets) -> Graphs:
    return graphs_of(**{str(number): one for number, one in enumerate(files)})


def asked(name: str, *files: Sheets, **settings: str) -> list[Row]:
    return graphs(*files).ask(name, **settings)


# --- a role that stands in two rows ---------------------------------------------------------------


def test_a_role_held_as_lead_and_as_support_is_one_role() -> None:
    files = partnership("One", *TWICE), partnership("Two", *TWICE, ["Alpha", "Build public will"])
    found = asked("load-across-partnerships", *files)
    # FTE are added up over the rows; one of the rows gives none.
    assert [(row[0], *row[2:6]) for row in found] == [
        ("Alpha", "2", "3", "1.6", "1"),
        ("Beta", "2", "0", "0", "0"),
    ]
    found = asked("partners-in-several-partnerships", *files)
    assert [row[5:8] for row in found] == [
        *[("Alpha", "1", "0.8"), ("Alpha", "2", "0.8")],
        *[("Beta", "0", "0"), ("Beta", "0", "0")],
    ]
    assert [row[6] for row in asked("partnerships", *files)] == ["1", "2"]
    assert [row[1:5] for row in asked("kinds-by-function", *files)] == [
        ("Build public will", "Local foundation", "1", "1"),
        ("Advance policy", "Local foundation", "2", "2"),
    ]
    found = asked("shares-of-work", *files)
    assert [row[2:5] for row in found if row[0] == "Two"] == [
        ("Alpha", "2", "2"),
    ]


def test_fte_that_no_assignment_gives_is_not_known() -> None:
    files = [partnership(name, ["Beta", "Advance policy"]) for name in ("One", "Two")]
    found = asked("load-across-partnerships", *files)
    assert found[0][:7] == ("Beta", "identifier", "2", "2", "", "2", "0")
    found = asked("partners-in-several-partnerships", *files)
    assert {row[5:9] for row in found} == {("Alpha", "0", "0", "1"), ("Beta", "1", "", "")}
    found = asked("partner-loads", files[0])
    assert [row[2:7] for row in found] == [
        ("Beta", "1", "", "", "1"),
        ("Alpha", "0", "0", "1", "0"),
    ]


# --- several partnerships, and several files of one -----------------------------------------------


def test_who_has_left_is_no_partner_there_any_more() -> None:
    since: list[Cell] = ["Beta", "Advance policy", None, None, "2020"]
    left = put(partnership("Two", since), "Partners!E2", "2022")
    files = partnership("One", since), left, partnership("Three", since)
    found = asked("partners-in-several-partnerships", *files)
    assert {(row[0], row[2]) for row in found} == {("Alpha", "2"), ("Beta", "3")}
    assert {row[3] for row in found if row[0] == "Alpha"} == {"One", "Three"}
    found = asked("partners-in-several-partnerships", *files[:2])
    assert {row[0] for row in found} == {"Beta"}
    found = asked("partners-in-several-partnerships", *files[:2], date="2022")
    assert {(row[0], row[2]) for row in found} == {("Alpha", "2"), ("Beta", "2")}


def test_a_role_of_its_own_is_called_as_each_file_calls_it() -> None:
    files = []
    for as_of, role in (("2024", "Translate Documents"), ("2025", "Translate documents")):
        rows: list[list[Cell]] = [
            ["Alpha", role, None, None, None, "2024"],
            ["Beta", role, None, None, "2025", None],
        ]
        one = partnership("River", *rows, as_of=as_of)
        files.append(one | {"Roles": [["Role"], [role]]})
    first, second = ("River", "2024-12-31"), ("River", "2025-12-31")
    there = [
        (*first, "Translate Documents", "Alpha"),
        (*second, "Translate documents", "Beta"),
    ]
    assert [row[:4] for row in asked("who-holds-what", *files, snapshots="all")] == there
    turned = [(*row[:2], row[3], row[2]) for row in there]
    for name in ("sole-holders", "assignments-without-evidence"):
        assert [row[:4] for row in asked(name, *files, snapshots="all")] == turned
    changed = asked("roles-that-changed-hands", *files)
    assert [row[1] for row in changed] == ["Translate Documents", "Translate documents"]
    left = [put(put(one, "Partners!E2", "2020"), "Partners!E3", "2020") for one in files]
    assert [row[:4] for row in asked("left-yet-holding", *left, snapshots="all")] == turned
    labels = [row[2] for row in asked("network", files[0]) if "role/translate" in row[0]]
    assert labels == ['"Translate Documents"']


# --- what could not be understood -----------------------------------------------------------------


def test_a_role_that_is_not_known_is_nobodys() -> None:
    unknown = partnership("One", ["Alpha", "Nonsense", None, 5])
    assert [row[2:4] for row in asked("partner-loads", unknown)] == [("Alpha", "0"), ("Beta", "0")]
    assert [row[2] for row in asked("partners-without-a-role", unknown)] == ["Alpha", "Beta"]
    assert asked("overloaded-partners", unknown) == asked("shares-of-work", unknown) == []
    assert [row[-1] for row in asked("partnerships", unknown)] == ["0"]
    assert asked("backbone-share", unknown) == []


def test_a_backbone_that_is_perhaps_one_is_not_counted() -> None:
    perhaps = put(good(), "Partners!D2", "perhaps")
    assert asked("backbone-and-anchor", perhaps) == []
    assert [row[2:5] for row in asked("backbone-share", perhaps)] == [("0", "4", "0")]


@pytest.mark.parametrize("listing", [None, "compleat"])
def test_a_listing_that_is_not_said_to_be_complete_is_no_evidence(listing: str | None) -> None:
    found = asked("role-states", put(partnership("One", *TWICE), "Partnership!E2", listing))
    assert [row[4] for row in found] == ["no evidence"] * 4 + ["held", "no evidence"]
    one = put(partnership("One", *TWICE), "Partnership!E2", listing)
    assert asked("unfilled-roles", one, state="unfilled") == []
    assert len(asked("unfilled-roles", one, state="no evidence")) == 5


@cache
def mixed() -> Graphs:
    """Return partnerships in which roles stand twice, and much cannot be understood."""
    unknown: list[list[Cell]] = [["Alpha", "Nonsense", None, 5], ["Beta", "Translate", None, "?"]]
    own = partnership("River", *unknown) | {"Roles": [["Role", "Holders needed"], ["Translate", 0]]}
    perhaps = put(put(good(), "Partners!D2", "perhaps"), "Partners!C3", -1)
    perhaps = put(perhaps, "Partners!D4", "yes")
    before = partnership("One", ["Beta", "Advance policy", None, None, None, "2019"], as_of="2020")
    full: list[list[Cell]] = [
        ["Alpha", "Advance policy", None, 2, None, "2019"],
        ["Beta", "Advance policy", None, 1, "2020"],
        ["Alpha", "Build public will", None, 3],
    ]
    left = put(partnership("Full", *full), "Partners!E3", "2022")
    left["Roles"] = [["Role", "FTE needed"], ["Build public will", 5]]
    return graphs(
        *(partnership("One", *TWICE), before, left, put(own, "Partnership!E2", None), perhaps),
    )


@pytest.mark.parametrize("question", ON_DATA, ids=lambda question: question.name)
def test_two_engines_say_the_same_of_what_cannot_be_understood(question: LibraryQuery) -> None:
    found = mixed().ask_oxigraph(question, {})
    assert found == mixed().ask_rdflib(question, {})
    assert found

"""The tables show every role, every partner and every function, and leave nothing out."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from backbone_kg.analysis.results import (
    Analysis,
    LoadVerdict,
    Passage,
    RoleState,
    Suggestion,
)
from backbone_kg.showing.report_page.tables import (
    SIGNS,
    coverage_row,
    open_groups,
    partner_rows,
    passage_rows,
    role_groups,
)

Build = Callable[..., Analysis]

FIRST = Passage("Capacities", "Table 1, row 2", 3761, 3789, "Community-based organization")
SECOND = Passage("Capacities", "", 3791, 3811)
OTHER = Passage("Starter guide", "page 4", 10, 20, "a think tank")


def suggest(kind: str, passage: Passage, *partners: str) -> Suggestion:
    return Suggestion(kind, passage, partners)


def test_each_state_has_its_own_sign() -> None:
    assert set(SIGNS) == set(RoleState)
    assert len(set(SIGNS.values())) == len(RoleState)


class TestRoles:
    def test_they_stand_under_their_function_in_the_order_of_the_analysis(
        self, build: Build
    ) -> None:
        functions = {"B": "Orchestrate", "A": "Manage", "C": "Orchestrate"}
        groups = role_groups(build({"B": ["Ada"], "A": [], "C": []}, functions=functions))
        assert [(g.function, [r.name for r in g.rows]) for g in groups] == [
            ("Orchestrate", ["B", "C"]),
            ("Manage", ["A"]),
        ]
        assert groups[0].covered == "1 of 2 roles with the holders needed"

    @pytest.mark.parametrize(
        ("state", "words"),
        [
            (RoleState.UNFILLED, "nobody"),
            (RoleState.NO_EVIDENCE, "no evidence found"),
            (RoleState.NOT_OURS, "not wanted"),
        ],
    )
    def test_a_blank_says_what_it_means(self, build: Build, state: RoleState, words: str) -> None:
        ((row,),) = (g.rows for g in role_groups(build({"A": []}, states={"A": state})))
        assert row.nobody == words
        assert row.state.word == state.value

    def test_too_few_holders_are_marked(self, build: Build) -> None:
        analysis = build({"A": ["Ada"], "B": ["Ada"], "C": []}, needed={"A": 2, "C": 2})
        ((short, enough, nobody),) = (g.rows for g in role_groups(analysis))
        assert (short.short, enough.short, nobody.short) == (True, False, False)
        assert short.needed == "2"


class TestWhoCouldTakeOpenRoles:
    def test_only_roles_without_the_holders_they_need_are_shown(self, build: Build) -> None:
        states = {"not ours": RoleState.NOT_OURS}
        held = {"covered": ["Ada"], "short": ["Ada"], "empty": [], "not ours": []}
        analysis = build(held, states=states, needed={"short": 2})
        assert [r.name for g in open_groups(analysis) for r in g.roles] == ["short", "empty"]

    def test_neighbors_with_the_same_suggestions_stand_together(self, build: Build) -> None:
        same = (suggest("Community-based organization", FIRST, "Ada"),)
        analysis = build(
            {"A": [], "B": [], "C": [], "D": []}, suggestions={"A": same, "B": same, "D": same}
        )
        groups = open_groups(analysis)
        assert [[r.name for r in g.roles] for g in groups] == [["A", "B"], ["C"], ["D"]]
        assert groups[1].suggestions == ()

    def test_a_suggestion_names_its_passage_and_the_partners(self, build: Build) -> None:
        analysis = build(
            {"A": []}, suggestions={"A": (suggest("School", FIRST), suggest("Bank", SECOND, "Ada"))}
        )
        first, second = open_groups(analysis)[0].suggestions
        assert (first.type, first.candidates, first.number) == ("School", (), 1)
        assert first.document == "Capacities"
        assert first.place == "Table 1, row 2, characters 3761–3789"
        assert second.place == "characters 3791–3811"
        assert [c.name for c in second.candidates] == ["Ada"]

    def test_what_the_data_says_of_a_candidate_stands_beside_it(self, build: Build) -> None:
        analysis = build(
            {"A": ["Ada"]},
            ["Ada", "Bea"],
            needed={"A": 2},
            suggestions={"A": (suggest("School", FIRST, "Ada", "Bea", "Gone"),)},
            loads={"Ada": {"verdict": LoadVerdict.OVERLOADED, "basis": "fte"}},
        )
        (group,) = open_groups(analysis)
        assert [(c.name, c.remark) for c in group.suggestions[0].candidates] == [
            ("Ada", "holds it already, overloaded"),
            ("Bea", ""),
            ("Gone", ""),
        ]

    def test_passages_are_numbered_once_and_listed_under_their_document(self, build: Build) -> None:
        suggestions = {
            "A": (suggest("School", FIRST), suggest("Bank", OTHER)),
            "B": (suggest("Library", FIRST), suggest("Club", SECOND)),
            "C": (suggest("Shop", Passage("Unused", "", 0, 1)),),
        }
        analysis = build({"A": [], "B": [], "C": ["Ada"]}, suggestions=suggestions)
        found = passage_rows(analysis)
        assert {d: [(p.number, p.types) for p in rows] for d, rows in found.items()} == {
            "Capacities": [(1, "School; Library"), (3, "Club")],
            "Starter guide": [(2, "Bank")],
        }


class TestPartners:
    def test_roles_that_hang_on_a_partner_are_marked(self, build: Build) -> None:
        ada, _ = partner_rows(build({"A": ["Ada"], "B": ["Ada", "Bea"]}))
        assert [(r.name, r.alone) for r in ada.roles] == [("A", True), ("B", False)]
        assert ada.alone == "1 of 2 roles"
        assert (ada.assignments, ada.share) == ("2 of 3", "66.7%")

    @pytest.mark.parametrize(
        ("load", "assigned", "available"),
        [
            ({}, "not given", ""),
            ({"fte_assigned": 0.0, "fte_complete": True}, "not given", ""),
            ({"fte_available": 1.0}, "assigned not given", "1 available"),
            (
                {"fte_assigned": 0.5, "fte_complete": True},
                "0.5 assigned, available not given",
                "",
            ),
            (
                {"fte_assigned": 0.5, "fte_available": 1.25},
                "at least 0.5 assigned",
                "1.25 available",
            ),
            (
                {"fte_assigned": 1 / 3, "fte_available": 2.0, "fte_complete": True},
                "0.33 assigned",
                "2 available",
            ),
        ],
    )
    def test_fte_says_what_is_not_given(
        self, build: Build, load: dict[str, Any], assigned: str, available: str
    ) -> None:
        (row,) = partner_rows(build({"A": ["Ada"]}, loads={"Ada": load}))
        assert (row.fte_assigned, row.fte_available) == (assigned, available)

    @pytest.mark.parametrize(
        ("verdict", "basis", "words"),
        [
            ("UNKNOWN", "", "Not known: no FTE is given."),
            ("OVERLOADED", "fte", "Overloaded: more FTE is assigned than it has."),
            (
                "OVERLOADED",
                "assignments",
                "Unusually much: its share of assignments (100%) is above the fence (31.3%).",
            ),
            ("WITHIN", "fte", "Within its limit: it has the FTE that is assigned."),
            (
                "WITHIN",
                "assignments",
                "Within its limit: its share of assignments (100%) is not above the fence "
                "(31.3%); its FTE is not known.",
            ),
        ],
    )
    def test_the_verdict_says_what_it_rests_on(
        self, build: Build, verdict: str, basis: str, words: str
    ) -> None:
        load = {"verdict": LoadVerdict[verdict], "basis": basis}
        (row,) = partner_rows(build({"A": ["Ada"]}, loads={"Ada": load}, fence=0.3125))
        assert row.verdict == words
        assert row.overloaded == (verdict == "OVERLOADED")


class TestCoverage:
    def test_every_state_is_counted_in_order(self, build: Build) -> None:
        states = {"E": RoleState.NOT_OURS, "D": RoleState.NO_EVIDENCE}
        held = {"A": ["Ada", "Bea"], "B": ["Ada"], "C": [], "D": [], "E": []}
        row = coverage_row(build(held, states=states).coverage)
        assert (row.covered, row.wanted, row.share) == (2, 4, "50%")
        assert row.states == (1, 1, 1, 1, 1)

    def test_without_wanted_roles_there_is_no_share(self, build: Build) -> None:
        assert coverage_row(build({}).coverage).share == "none wanted"

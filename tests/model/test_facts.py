"""What is derived for SPARQL: N-Triples that say what the roster says, clause by clause."""

from __future__ import annotations

import datetime
from collections.abc import Iterable

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rdflib import Graph, Literal, URIRef
from rdflib.term import Node
from tests.generate import Sheets, put
from tests.small_files import (
    FAIR,
    MONEY,
    POLICY,
    TRUST,
    file_of,
    files,
    partnership_of,
    read_sheets,
)

from backbone_kg import Partnership, analyze, query
from backbone_kg.graph.rdflib_terms import term
from backbone_kg.model import organization_of

OPEN_BEGIN, OPEN_END = datetime.date(1, 1, 1), datetime.date(9999, 12, 31)


class Facts:
    """The facts of a partnership, looked up by prefixed names."""

    def __init__(self, partnership: Partnership) -> None:
        self.graph = Graph().parse(data=partnership.facts, format="nt")

    def of_class(self, name: str) -> list[Node]:
        return sorted(self.graph.subjects(term("rdf:type"), term(name)), key=str)

    def said(self, thing: Node, *names: str) -> tuple[object, ...]:
        """Return what is said of a thing: one value of each property, or None."""
        return tuple(_python(self.graph.value(thing, term(n), any=False)) for n in names)

    def where(self, kind: str, name: str, value: object) -> Node:
        (found,) = (one for one in self.of_class(kind) if self.said(one, name) == (value,))
        return found

    def states(self, label: str) -> list[tuple[object, ...]]:
        post = self.where("bkg:DerivedPost", "skos:prefLabel", label)
        names = ("firstDay", "lastDay", "state", "holders", "isMet", "fteAssigned")
        found: Iterable[Node] = self.graph.objects(post, term("bkg:hasState"))
        return sorted(self.said(state, *(f"bkg:{n}" for n in names)) for state in found)


def _python(node: Node | None) -> object:
    value = node.toPython() if isinstance(node, Literal) else node
    return str(value) if isinstance(value, URIRef) else value


def facts_of(sheets: Sheets, name: str = "data", through: str = "") -> Facts:
    return Facts(read_sheets(sheets, name=name, through=through))


def sample() -> Sheets:
    return file_of(
        ("A", TRUST, 0.5, "2011", None, "lead"),
        ("B", TRUST, 0.25, "2012-03", "2014"),
        ("B", MONEY, None, None, "2020"),
        ("Zebra", MONEY),
        partners=[("A", 2, None, None, "US-EIN-12"), ("B", "half", "2012", "2013")],
        roles=[(TRUST, None, 2, 0.75), (POLICY, "not ours"), (FAIR, "unknown")],
        as_of="2013-02",
    )


# --- clause by clause ---------------------------------------------------------------------------


def test_a_snapshot_says_whose_it_is_of_which_day_and_how_much_was_read() -> None:
    facts = facts_of(sample(), "eastside-2023")
    (snapshot,) = facts.of_class("bkg:Snapshot")
    assert facts.said(snapshot, "skos:prefLabel", "schema:areaServed", "bkg:fileName") == (
        "River Valley Together",
        "Ohio",
        "eastside-2023",
    )
    group, framework = facts.said(snapshot, "bkg:snapshotOf", "bkg:framework")
    assert group == "https://w3id.org/backbone-kg/data/river-valley-together--ohio"
    assert str(framework).endswith("framework/mathematica")
    assert facts.said(snapshot, "bkg:asOfDay", "bkg:asOfBasis", "bkg:listing") == (
        datetime.date(2013, 2, 28),
        "file",
        "complete",
    )
    assert facts.said(
        snapshot, "bkg:knownSince", "bkg:assignmentsRead", "bkg:assignmentsNotRead"
    ) == (datetime.date(2011, 1, 1), 3, 1)


def test_an_undated_file_is_of_the_day_on_which_it_was_read() -> None:
    before = datetime.date.today()
    facts = facts_of(file_of(("A", TRUST)))
    (snapshot,) = facts.of_class("bkg:Snapshot")
    day, basis, since = facts.said(snapshot, "bkg:asOfDay", "bkg:asOfBasis", "bkg:knownSince")
    assert isinstance(day, datetime.date)
    assert before <= day <= datetime.date.today()
    assert (basis, since) == ("read", None)
    assert facts.states(TRUST)[0][:2] == (OPEN_BEGIN, OPEN_END)


def test_every_role_is_a_post_whether_the_file_lists_it_or_not() -> None:
    facts = facts_of(sample())
    posts = facts.of_class("bkg:DerivedPost")
    assert len(posts) == 24
    assert sorted(facts.said(post, "bkg:rank") for post in posts) == [(n,) for n in range(1, 25)]
    names = ["wanted", "holdersNeeded", "fteNeeded"]
    for label, expected in (
        (TRUST, ("yes", 2, 0.75)),
        (POLICY, ("not ours", 1, None)),
        (MONEY, ("yes", 1, None)),
        (FAIR, ("unknown", 1, None)),
    ):
        post = facts.where("bkg:DerivedPost", "skos:prefLabel", label)
        found = facts.said(post, *(f"bkg:{name}" for name in names))
        assert found == expected
    last = facts.where("bkg:DerivedPost", "bkg:rank", 24)
    assert facts.said(last, "skos:prefLabel", "bkg:functionName") == (
        FAIR,
        "The partnership's own roles",
    )


def test_states_follow_one_another_and_a_membership_cuts_what_is_held() -> None:
    date = datetime.date
    facts = facts_of(sample())
    assert facts.states(TRUST) == [
        (date(2011, 1, 1), date(2012, 2, 29), "held", 1, False, 0.5),
        (date(2012, 3, 1), date(2013, 12, 31), "shared", 2, True, 0.75),
        (date(2014, 1, 1), OPEN_END, "held", 1, False, 0.5),
    ]
    assert [state[2:] for state in facts.states(POLICY)] == [("not ours", 0, False, None)]
    # Zebra's row could not be read: nobody knows that there is no holder.
    assert [state[2] for state in facts.states(MONEY)] == ["no evidence", "held", "no evidence"]


def test_a_holding_says_when_it_counts_and_between_which_days_it_begins_and_ends() -> None:
    date = datetime.date
    facts = facts_of(sample())
    assert len(facts.of_class("bkg:Holding")) == 3
    first = facts.where("bkg:Holding", "bkg:part", "lead")
    names = ["firstDay", "lastDay", "beginsAtEarliest", "beginsAtLatest", "endsAtEarliest", "fte"]
    assert facts.said(first, *(f"bkg:{name}" for name in names)) == (
        *(date(2011, 1, 1), OPEN_END, date(2011, 1, 1), date(2011, 12, 31), None, 0.5),
    )
    second = facts.where("bkg:Holding", "bkg:fte", 0.25)
    assert facts.said(second, "bkg:firstDay", "bkg:lastDay", "bkg:part") == (
        *(date(2012, 3, 1), date(2013, 12, 31), None),
    )
    partner, stated = facts.said(second, "bkg:partner", "bkg:statedBy")
    assert str(partner).endswith("/partner/b")
    assert "/assignment/" in str(stated)


def test_a_begin_that_no_row_gives_is_not_known_although_its_partner_joined() -> None:
    facts = facts_of(sample())
    post = facts.where("bkg:DerivedPost", "skos:prefLabel", MONEY)
    held = facts.where("bkg:Holding", "bkg:ofPost", str(post))
    assert facts.said(held, "bkg:firstDay", "bkg:beginsAtEarliest", "bkg:beginsAtLatest") == (
        datetime.date(2012, 1, 1),
        None,
        None,
    )


def test_a_membership_and_the_organization_that_its_partner_is() -> None:
    facts = facts_of(sample())
    names = ["bkg:fteAvailable", "bkg:firstDay", "bkg:lastDay"]
    first, second = (facts.where("bkg:Membership", "skos:prefLabel", name) for name in "AB")
    assert facts.said(first, *names) == (2, datetime.date(2011, 1, 1), OPEN_END)
    assert facts.said(second, *names) == (
        *(None, datetime.date(2012, 1, 1), datetime.date(2013, 12, 31)),
    )
    for membership, matched_by in ((first, "identifier"), (second, "name")):
        (partner,) = facts.said(membership, "bkg:partner")
        (organization,) = facts.said(URIRef(str(partner)), "bkg:organization")
        node = URIRef(str(organization))
        assert facts.said(node, "bkg:matchedBy") == (matched_by,)


# --- who is who ---------------------------------------------------------------------------------


def group_and_snapshot(sheets: Sheets) -> tuple[str, str]:
    roster = read_sheets(sheets).roster
    return roster.partnership, roster.snapshot


def test_partnerships_of_one_name_in_two_communities_are_two() -> None:
    ohio, texas = sample(), put(sample(), "Partnership!B2", "Texas")
    assert group_and_snapshot(ohio)[0] != group_and_snapshot(texas)[0]


def test_an_identifier_says_that_two_files_mean_one_partnership() -> None:
    one, none = (
        put(put(sample(), "Partnership!F1", "Identifier"), "Partnership!F2", identifier)
        for identifier in ("US-EIN-12-3456789", "n/a")
    )
    renamed = put(one, "Partnership!A2", "River Valley United")
    assert group_and_snapshot(one) == group_and_snapshot(renamed)
    assert group_and_snapshot(none) == group_and_snapshot(sample())


def test_files_of_two_dates_are_two_snapshots_of_one_partnership() -> None:
    one = group_and_snapshot(sample())
    other = group_and_snapshot(put(sample(), "Partnership!D2", "2015"))
    assert one[0] == other[0]
    assert one[1] != other[1]


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        (("", "Youth Fund"), ("", "YOUTH  fund"), True),
        (("", "Youth Fund"), ("", "Youth Funds"), False),
        (("US-EIN-12-3456789", "Youth Fund"), ("us-ein-12-3456789", "The Fund"), True),
        (("US-EIN-12-3456789", "Youth Fund"), ("US-EIN-98-7654321", "Youth Fund"), False),
        (("US-EIN-12-3456789", "Youth Fund"), ("", "Youth Fund"), False),
        (("n/a", "Youth Fund"), ("unknown", "Youth Fund"), True),
        (("n/a", "Youth Fund"), ("n/a", "Harbor Schools"), False),
    ],
)
def test_an_organization_goes_by_its_identifier_else_by_its_name(
    one: tuple[str, str], other: tuple[str, str], same: bool
) -> None:
    assert (organization_of(*one) == organization_of(*other)) is same


# --- any file -----------------------------------------------------------------------------------


@given(files(), st.dates(datetime.date(2009, 12, 30), datetime.date(2016, 1, 2)))
def test_the_states_of_a_day_are_those_that_analyze_gives(
    sheets: Sheets, date: datetime.date
) -> None:
    partnership = read_sheets(sheets)
    facts, analysis = Facts(partnership), analyze(partnership, as_of=date)
    expected = {
        role.label: (role.state.value, len(role.holders), role.covered, role.fte_assigned)
        for role in analysis.roles
        if not analysis.basis.before_known
    }
    found = {}
    for role in analysis.roles:
        for first, last, state, holders, met, fte in facts.states(role.label):
            if first <= date <= last:  # type: ignore[operator]
                assigned = None if fte is None else float(fte)  # type: ignore[arg-type]
                found[role.label] = (state, holders, met, assigned)
    assert found == expected


def test_the_facts_do_not_depend_on_the_form_of_the_file() -> None:
    tables = facts_of(sample(), "data.ttl")
    assert set(facts_of(sample(), "data", through="ttl").graph) == set(tables.graph)


def test_nothing_derived_is_written_back() -> None:
    again = read_sheets(sample(), through="ttl").graph
    for name in ("Snapshot", "DerivedPost", "RoleState", "Holding", "Membership"):
        assert (None, term("rdf:type"), term(f"bkg:{name}")) not in again


def test_rows_that_overlap_give_their_fte_once_on_each_day() -> None:
    rows = (
        ("A", TRUST, 0.5, "2020", "2022"),
        ("A", TRUST, 0.7, "2022-07", "2024"),
        ("A", TRUST, 0.1, "2019", None),
    )
    data = partnership_of(*rows, as_of="2025")
    other = partnership_of(*reversed(rows), as_of="2025")
    days = ["2019-06", "2021", "2022-12-31", "2023", "2024-12-31", "2025"]
    asked = {
        day: [
            float(row["fte_assigned"]) for row in query("partner-loads", data, date=day).to_rows()
        ]
        for day in days
    }
    analyzed = {day: [p.fte_assigned for p in analyze(data, as_of=day).partners] for day in days}
    assert asked == analyzed
    for day in days:
        assert [p.fte_assigned for p in analyze(other, as_of=day).partners] == analyzed[day]
    assert [asked[day] for day in days] == [[0.1], [0.5], [0.7], [0.7], [0.7], [0.1]]

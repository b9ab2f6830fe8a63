"""The roster: who holds what on a day, in which state each role is, what the file leaves open."""

from __future__ import annotations

import dataclasses
import datetime
import itertools
from decimal import Decimal
from pathlib import Path

import networkx as nx
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.generate import ROLES, Sheets, good
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

from backbone_kg import read, write
from backbone_kg.knowledge import standard_ontology
from backbone_kg.model import (
    ALWAYS,
    FOREVER,
    OWN_ROLES,
    DayRoster,
    LeftOut,
    NotRead,
    Role,
    RoleState,
    Roster,
    Span,
    overlapping,
)

days = st.dates(datetime.date(2009, 12, 30), datetime.date(2016, 1, 2))


def day(text: str) -> datetime.date:
    return datetime.date.fromisoformat(text)


def role(roster: Roster, label: str) -> Role:
    (found,) = [role for role in roster.roles if role.label == label]
    return found


def holdings(standing: DayRoster) -> set[tuple[str, str]]:
    return {(p.name, role.label) for role in standing.roles for p in standing.holders(role)}


def held_on(date: str, *rows: tuple[str | None, ...], **rest: object) -> set[str]:
    standing = partnership_of(*rows, **rest).roster.at(day(date))
    return {name for name, _ in holdings(standing)}


# --- who, what, when ----------------------------------------------------------------------------


def test_partners_come_in_the_order_of_the_file_with_what_it_says_of_them() -> None:
    first, second, _ = read_sheets(good()).roster.partners
    assert (first.name, first.tasks) == ("Riverside Foundation", ("backbone",))
    assert first.fte_available == Decimal(2)
    assert first.kind.endswith("organization-type#local-foundation")
    assert (second.name, second.tasks) == ("Harbor Schools", ())


def test_who_holds_what_on_a_day() -> None:
    roster = read_sheets(good()).roster
    before, later, after = (roster.at(day(d)) for d in ("2019-06-01", "2025-01-01", "2027-01-01"))
    trust = {("Riverside Foundation", TRUST), ("Harbor Schools", TRUST)}
    assert holdings(before) == trust
    assert holdings(later) == trust | {("Riverside Foundation", POLICY), ("Youth Alliance", MONEY)}
    assert holdings(after) == trust | {("Riverside Foundation", POLICY)}
    assert [p.name for p in before.partners] == ["Riverside Foundation", "Harbor Schools"]
    assert before.left_out == LeftOut(not_begun=2, absent=1)
    assert later.left_out == LeftOut()
    assert after.left_out == LeftOut(ended=1, absent=1)


@pytest.mark.parametrize(
    ("begin", "end", "inside", "outside"),
    [
        ("2020", None, ["2020-01-01", "2999-01-01"], ["2019-12-31"]),
        ("2020-02", None, ["2020-02-01"], ["2020-01-31"]),
        ("2020-02-03", None, ["2020-02-03"], ["2020-02-02"]),
        (None, "2020", ["1999-01-01", "2020-12-31"], ["2021-01-01"]),
        (None, "2020-02", ["2020-02-29"], ["2020-03-01"]),
        (None, "2020-02-03", ["2020-02-03"], ["2020-02-04"]),
        ("2020", "2020", ["2020-01-01", "2020-12-31"], ["2019-12-31", "2021-01-01"]),
        ("2021", "2020", [], ["2020-06-01", "2021-06-01"]),
        ("2021-13", "last spring", ["1999-01-01", "2999-01-01"], []),
    ],
)
def test_a_year_or_a_month_counts_from_its_first_day_to_its_last(
    begin: str | None, end: str | None, inside: list[str], outside: list[str]
) -> None:
    # Somebody else has been there long before, so that something is known of every day.
    old = ("Old", POLICY, None, "1990")
    for date in inside + outside:
        assert ("A" in held_on(date, ("A", TRUST, None, begin, end), old)) is (date in inside)
        member = held_on(date, ("A", TRUST), old, partners=[("A", None, begin, end), ("Old",)])
        assert ("A" in member) is (date in inside)


def test_what_a_partner_holds_ends_with_its_membership() -> None:
    found = partnership_of(
        ("A", TRUST, None, "2010", "2020"),
        ("B", TRUST, None, "2010", "2011"),
        partners=[("A", None, "2012", "2015-06"), ("B", None, "2012")],
    ).roster
    first, second = found.holdings
    assert [(s.first, s.last) for s in first.spans] == [(day("2012-01-01"), day("2015-06-30"))]
    assert second.spans == ()
    assert found.at(day("2011-06-01")).left_out == LeftOut(not_a_member=2, absent=2)
    assert found.at(day("2016-01-01")).left_out == LeftOut(not_a_member=1, ended=1, absent=1)


def test_a_date_that_is_not_sharp_is_an_interval() -> None:
    (held,) = partnership_of(("A", TRUST, None, "2011", "2012-02")).roster.holdings
    assert held.spans[0].begin == (day("2011-01-01"), day("2011-12-31"))
    assert held.spans[0].end == (day("2012-02-01"), day("2012-02-29"))


def test_what_counts_without_a_known_begin_is_told_whenever_its_partner_joined() -> None:
    roster = partnership_of(
        ("A", TRUST), ("B", TRUST), ("B", POLICY, None, "2013"), partners=[("A",), ("B", 1, "2012")]
    ).roster
    standing = roster.at(day("2020-01-01"))
    assert (len(standing.without_begin), standing.counted) == (2, 3)


def test_nothing_is_known_before_the_first_day_that_the_file_speaks_of() -> None:
    roster = partnership_of(("A", TRUST), ("B", POLICY, None, "2016-03"), as_of="2023").roster
    assert roster.known_since == day("2016-03-01")
    before = roster.at(day("2016-02-29"))
    assert (before.is_known, before.partners, before.ties) == (False, (), 0)
    assert {before.state(each) for each in roster.roles} == {RoleState.NO_EVIDENCE}
    assert roster.at(day("2016-03-01")).ties == 2
    assert partnership_of(("A", TRUST)).roster.known_since is None


# --- states -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("holders", "wanted", "listing", "state"),
    [
        (2, "yes", "complete", "shared"),
        (3, "unknown", "partial", "shared"),
        (1, None, "partial", "held"),
        (1, "unknown", "complete", "held"),
        (0, None, "complete", "unfilled"),
        (0, "yes", "complete", "unfilled"),
        (0, "yes", "partial", "no evidence"),
        (0, "yes", "compleat", "no evidence"),
        (0, "unknown", "complete", "no evidence"),
        (0, "maybe", "complete", "no evidence"),
        (0, "not ours", "complete", "not ours"),
        (2, "not ours", "partial", "not ours"),
    ],
)
def test_the_state_of_a_role(holders: int, wanted: str | None, listing: str, state: str) -> None:
    rows = [(f"Partner {number}", TRUST) for number in range(holders)]
    roster = partnership_of(*rows, roles=[(TRUST, wanted)], listing=listing).roster
    standing = roster.at(day("2020-01-01"))
    assert standing.state(role(roster, TRUST)) == state
    assert standing.is_met(role(roster, TRUST)) is (holders > 0 and wanted != "not ours")


def test_a_blank_means_nobody_only_if_every_assignment_could_be_read() -> None:
    roster = partnership_of(
        ("Zebra", TRUST), ("A", "Buidl trsut"), ("A", POLICY, "half a day"), partners=[("A", "two")]
    ).roster
    assert roster.not_read == NotRead(assignments=2, of_assignments=3, cells=2)
    assert not roster.complete
    assert roster.at(day("2020-01-01")).state(role(roster, TRUST)) == "no evidence"


@pytest.mark.parametrize(
    ("written", "needed"),
    [("1", 1), ("3", 3), ("1000", 1000)]
    + [(wrong, 1) for wrong in ("-1", "0", "0.5", "1.5", "1001", "10001", "many", "1e308")],
)
def test_holders_needed_is_a_whole_number_from_1_to_1000_or_counts_as_1(
    written: str, needed: int
) -> None:
    for through in ("", "ttl"):
        sheets = file_of(("A", TRUST), roles=[(TRUST, None, written)])
        roster = read_sheets(sheets, through=through).roster
        assert role(roster, TRUST).holders_needed == needed
        assert roster.at(day("2020-01-01")).is_met(role(roster, TRUST)) is (needed == 1)


# --- FTE ----------------------------------------------------------------------------------------


def test_fte_is_added_up_as_it_is_written(tmp_path: Path) -> None:
    sheets = file_of(*((name, TRUST, 0.1) for name in "ABC"), roles=[(TRUST, None, 3, 0.3)])
    write(read_sheets(sheets), tmp_path / "decimals.ttl")
    text = (tmp_path / "decimals.ttl").read_text(encoding="utf-8")
    assert text.count("0.1") == 3
    doubles = text.replace("0.1", '"1.0E-1"^^xsd:double')
    (tmp_path / "doubles.ttl").write_text(
        "@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .\n" + doubles, encoding="utf-8"
    )
    for found in (read_sheets(sheets), *map(read, tmp_path.iterdir())):
        trust = role(found.roster, TRUST)
        (stretch,) = found.roster.states(trust)
        assert stretch.fte == trust.fte_needed == Decimal("0.3")


@pytest.mark.parametrize("written", ["-1", "half", "1e308", "#REF!", "10001", "NaN", "inf"])
def test_a_number_that_cannot_be_meant_is_not_known(written: str) -> None:
    sheets = file_of(("A", TRUST, written), partners=[("A", written)])
    for through in ("", "ttl"):
        roster = read_sheets(sheets, through=through).roster
        assert roster.partners[0].fte_available is None
        assert roster.holdings[0].fte is None


# --- roles --------------------------------------------------------------------------------------


def test_roles_come_in_the_order_of_the_framework_and_the_own_ones_last() -> None:
    roster = partnership_of(("A", FAIR), roles=[(FAIR,), (POLICY, "not ours", 2, 0.5)]).roster
    assert [role.label for role in roster.roles] == [*ROLES, FAIR]
    assert roster.roles[-1].function == OWN_ROLES
    policy = role(roster, POLICY)
    assert dataclasses.astuple(policy)[3:] == ("not ours", 2, Decimal("0.5"))


@pytest.mark.parametrize(
    ("slug", "group"), [("fsg-2012-07", "Functions"), ("mathematica-qualities", "Qualities")]
)
def test_roles_of_a_framework_without_capacities_stand_under_one_name(
    slug: str, group: str
) -> None:
    framework = standard_ontology().framework(slug)
    roster = partnership_of(roles=[(FAIR,)], framework=framework.title).roster
    assert [role.label for role in roster.roles] == [*(r.label for _, r in framework.roles), FAIR]
    assert {role.function for role in roster.roles} == {group, OWN_ROLES}


def test_without_a_known_framework_the_roles_that_are_named_keep_their_names() -> None:
    roster = partnership_of(("A", TRUST), ("A", FAIR), roles=[(FAIR,)], framework="Mine").roster
    assert roster.framework == ""
    assert {role.function for role in roster.roles} <= {OWN_ROLES}
    assert {FAIR} <= {role.label for role in roster.roles} <= {FAIR, TRUST}


# --- any file -----------------------------------------------------------------------------------


@given(files(), days)
def test_the_states_of_a_role_follow_without_gaps_and_say_what_holds_on_each_day(
    sheets: Sheets, date: datetime.date
) -> None:
    roster = read_sheets(sheets).roster
    standing = roster.at(date)
    for each in roster.roles:
        stretches = list(roster.states(each))
        assert stretches[0].first == (roster.known_since or datetime.date.min)
        assert stretches[-1].last == datetime.date.max
        for one, next_one in itertools.pairwise(stretches):
            assert one.last + datetime.timedelta(days=1) == next_one.first
            assert (one.holders, one.fte) != (next_one.holders, next_one.fte)
        in_force = [s for s in stretches if s.first <= date <= s.last]
        assert len(in_force) == standing.is_known
        for stretch in in_force:
            assert stretch.state is standing.state(each)
            assert stretch.holders == len(standing.holders(each))
            assert stretch.met is standing.is_met(each)


@given(files(), st.sampled_from(["ttl", "jsonld"]))
def test_a_graph_and_the_tables_that_it_was_made_of_give_one_roster(
    sheets: Sheets, through: str
) -> None:
    assert read_sheets(sheets, through=through).roster == read_sheets(sheets).roster


@given(files(), days)
def test_the_network_has_the_partners_the_roles_that_are_not_left_to_others_and_the_ties(
    sheets: Sheets, date: datetime.date
) -> None:
    roster = read_sheets(sheets).roster
    standing, graph = roster.at(date), roster.network(date)
    sides = nx.get_node_attributes(graph, "bipartite")
    ours = [role for role in roster.roles if role.wanted != "not ours"]
    assert [n for n, side in sides.items() if side == 0] == [p.iri for p in standing.partners]
    assert {n for n, side in sides.items() if side == 1} == {role.iri for role in ours}
    for each in ours:
        assert set(graph.neighbors(each.iri)) == {p.iri for p in standing.holders(each)}


# --- spans ---------------------------------------------------------------------------------------

years = st.sampled_from(["", "2011", "2012", "2013", "2012-04", "2012-05-07", "2012-11"])
some_spans = st.lists(st.builds(Span.of, years, years), max_size=12)


def share_a_day(one: Span, other: Span) -> bool:
    begins = [each.begin.latest if each.begin else ALWAYS for each in (one, other)]
    ends = [each.end.earliest if each.end else FOREVER for each in (one, other)]
    return begins[0] <= ends[1] and begins[1] <= ends[0]


@given(some_spans)
def test_a_span_that_shares_a_day_with_one_before_it_is_told_with_such_a_one(
    spans: list[Span],
) -> None:
    told = dict(overlapping(spans))
    assert all(share_a_day(spans[place], spans[before]) for place, before in told.items())
    assert all(before < place for place, before in told.items())
    assert told.keys() == {
        place
        for place, span in enumerate(spans)
        if any(share_a_day(span, before) for before in spans[:place])
    }

"""Concentration: the figures of known networks, closed forms, and what holds of any file."""

from __future__ import annotations

import datetime
from fractions import Fraction
from typing import Any

import networkx as nx
import pytest
from hypothesis import given
from tests.generate import ROLES, Sheets, random_sheets
from tests.small_files import FAIR, POLICY, TRUST, files, partnership_of, read_sheets

from backbone_kg import Analysis, analyze
from backbone_kg.analysis import Concentration, PartnerLoad


def of_network(ties: list[tuple[str, str]], partners: list[str] | None = None) -> Analysis:
    """Analyze a partnership whose roles are all its own: those of the ties."""
    roles = [(role, "not ours") for role in ROLES]
    roles += [(role, "yes") for role in dict.fromkeys(role for _, role in ties)]
    named = partners or list(dict.fromkeys(partner for partner, _ in ties))
    return analyze(partnership_of(*ties, partners=[(name,) for name in named], roles=roles))


def spread(*holdings: int) -> Concentration:
    """Return the figures of partners with so many roles each; the first role is everybody's."""
    ties = [(f"P{n}", f"Role {role}") for n, count in enumerate(holdings) for role in range(count)]
    names = [f"P{n}" for n in range(len(holdings))]
    return found(of_network(ties or [("P0", "Role 0")], names))


def found(analysis: Analysis) -> Concentration:
    assert analysis.concentration is not None
    return analysis.concentration


def names_of(analysis: Analysis) -> dict[str, PartnerLoad]:
    return {partner.iri: partner for partner in analysis.partners}


# --- known answers ------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def davis() -> Analysis:
    """Eighteen women of a town in the American South, and the fourteen events they came to."""
    graph = nx.davis_southern_women_graph()
    women = graph.graph["top"]
    return of_network([(woman, event) for woman in women for event in graph[woman]], women)


def test_the_women_of_davis(davis: Analysis) -> None:
    women = found(davis)
    assert (women.holdings, women.holders, women.partners, women.roles) == (89, 18, 18, 14)
    assert women.hhi is not None
    assert women.gini_holders is not None
    assert women.centralization is not None
    assert float(women.hhi) == pytest.approx(0.06526953667466227, abs=1e-15)
    assert float(women.gini_holders) == pytest.approx(0.23408239700374533, abs=1e-15)
    assert float(women.centralization) == pytest.approx(0.248868778280543, abs=1e-15)
    assert women.centralization_of == 17 * 13
    assert women.betweenness is not None
    names = names_of(davis)
    highest = sorted(women.betweenness, key=women.betweenness.__getitem__, reverse=True)[:3]
    assert {names[iri].name: round(women.betweenness[iri], 4) for iri in highest} == {
        "Nora Fayette": 0.1135,
        "Evelyn Jefferson": 0.0966,
        "Theresa Anderson": 0.0876,
    }


def test_with_one_more_who_holds_nothing_the_other_denominator_goes(davis: Analysis) -> None:
    ties = [(p.name, role) for p in davis.partners for role in p.roles]
    more = found(of_network(ties, [*(p.name for p in davis.partners), "Nobody"]))
    assert (more.holders, more.partners, more.centralization_of) == (18, 19, 18 * 14)
    women = found(davis)
    assert more.gini_holders == women.gini_holders
    assert more.gini_partners is not None
    assert women.gini_holders is not None
    assert more.gini_partners > women.gini_holders
    assert women.gini_partners == women.gini_holders


def test_two_of_eight_have_half() -> None:
    counts = [1000, 202, 90, 33, 332, 343, 42, 433]
    scaled = [round(count / 90) for count in counts]  # 11, 2, 1, 0, 4, 4, 0, 5
    assert spread(*scaled).hold_half == 2
    assert [spread(*c).hold_half for c in ([1], [1, 1], [1, 1, 1], [2, 1, 1])] == [1, 1, 2, 1]


@pytest.mark.parametrize("count", [2, 3, 7])
def test_equal_shares_are_as_little_concentrated_as_can_be(count: int) -> None:
    equal = spread(*[3] * count)
    assert equal.hhi == Fraction(1, count)
    assert (equal.hhi_normalized, equal.effective_number) == (Fraction(0), Fraction(count))
    nothing = {equal.gini_holders, equal.gini_partners, equal.centralization}
    assert nothing == {Fraction(0)}
    assert equal.largest_share == Fraction(1, count)
    assert len(equal.largest) == count


def test_one_partner_at_the_center_of_a_star_is_as_central_as_can_be() -> None:
    # The center holds all of three roles, each of three others holds the first alone.
    star = spread(3, 1, 1, 1)
    assert star.centralization == 1
    assert star.hhi == Fraction(9 + 3, 36)
    assert star.gini_holders == Fraction(1, 4)


def test_the_middle_of_a_chain_lies_between() -> None:
    # A holds 1; B holds 1 and 2; C holds 2.
    chain = of_network([("A", "1"), ("B", "1"), ("B", "2"), ("C", "2")])
    between = found(chain).betweenness
    assert between is not None
    told = {names_of(chain)[iri].name: value for iri, value in between.items()}
    assert (told["A"], told["C"]) == (0, 0)
    # Every path between what is left and what is right of it: more there cannot be.
    assert told["B"] == 1


# --- where there is nothing to measure ----------------------------------------------------------

RESEARCH = ("hhi", "hhi_normalized", "effective_number", "gini_holders", "gini_partners")


@pytest.mark.parametrize("rows", [[], [("A", TRUST)], [("A", TRUST), ("A", POLICY)]])
def test_with_fewer_than_two_holders_there_are_no_figures_for_research(rows: list[Any]) -> None:
    analysis = analyze(partnership_of(*rows, partners=[("A",), ("B",)]))
    few = found(analysis)
    for name in (*RESEARCH, "centralization", "centralization_of", "betweenness"):
        assert getattr(few, name) is None, name
    shares = (1, 1) if rows else (None, None)
    assert (few.largest_share, few.hold_half) == shares
    told = {figure.metric for figure in analysis.figures}
    assert not told & {"hhi", "gini-holders", "centralization", "betweenness"}
    assert ("largest-share" in told) == bool(rows)


def test_what_is_not_ours_counts_nowhere() -> None:
    rows = [("A", TRUST), ("B", TRUST), ("A", POLICY), ("A", FAIR)]
    analysis = analyze(partnership_of(*rows, roles=[(POLICY, "not ours"), (FAIR,)]))
    assert (found(analysis).holdings, found(analysis).left_out) == (3, 1)
    assert found(analysis).largest_share == Fraction(2, 3)


def test_of_a_day_before_all_that_is_known_nothing_is_said() -> None:
    early = analyze(partnership_of(("A", TRUST, None, "2020")), as_of="1990")
    assert early.concentration is None


def test_betweenness_of_a_large_network_is_left_out_and_that_is_said() -> None:
    rows = [(f"P{n}", role) for n in range(60) for role in ROLES]
    small = found(analyze(partnership_of(*rows[:300])))
    assert small.betweenness is not None
    assert small.betweenness_left_out == ""
    large = analyze(partnership_of(*rows))
    assert found(large).betweenness is None
    assert found(large).betweenness_left_out == (
        "Betweenness is computed where (partners + roles) × holdings is at most 100,000; "
        "here it is 114,540."
    )
    assert found(large).hhi == Fraction(1, 60)
    assert "betweenness" not in {figure.metric for figure in large.figures}


# --- any file -----------------------------------------------------------------------------------


@given(files())
def test_figures_keep_within_their_ranges_and_agree(sheets: Sheets) -> None:
    analysis = analyze(read_sheets(sheets))
    if analysis.concentration is None:
        return
    one = analysis.concentration
    ours = {role.iri for role in analysis.roles if role.wanted}
    assert one.holdings == sum(holding.role in ours for holding in analysis.holdings)
    assert one.holdings + one.left_out == len(analysis.holdings)
    if one.hhi is None:
        assert one.holders < 2
        return
    assert one.largest_share is not None
    assert one.hold_half is not None
    assert one.effective_number is not None
    assert one.hhi_normalized is not None
    assert one.gini_holders is not None
    assert one.gini_partners is not None
    assert Fraction(1, one.holders) <= one.hhi <= one.largest_share
    assert 1 <= one.effective_number <= one.holders
    assert 0 <= one.hhi_normalized < 1
    assert 0 <= one.gini_holders <= one.gini_partners < 1
    assert 1 <= one.hold_half <= (one.holders + 1) // 2
    assert one.centralization is None or 0 <= one.centralization <= 1
    assert all(0 <= value <= 1 for value in (one.betweenness or {}).values())


@pytest.mark.parametrize("seed", range(12))
def test_betweenness_is_that_of_networkx(seed: int) -> None:
    partnership = read_sheets(random_sheets(seed))
    analysis = analyze(partnership)
    between = found(analysis).betweenness or {}
    network = partnership.roster.network(datetime.date.fromisoformat(analysis.as_of))
    theirs = nx.bipartite.betweenness_centrality(network, list(between)) if between else {}
    assert between == pytest.approx({iri: theirs[iri] for iri in between})
    assert between or found(analysis).holders < 2

"""Resilience: who hangs on whom, against known networks, closed forms and trying everything."""

from __future__ import annotations

import math
from fractions import Fraction
from itertools import combinations
from typing import Any, TypeAlias

import networkx as nx
import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from tests.generate import ROLES, Sheets
from tests.small_files import MONEY, POLICY, TRUST, files, partnership_of, read_sheets

from backbone_kg import Analysis, Partnership, analyze
from backbone_kg.analysis import Resilience, departures_to_lose, worst_departures
from backbone_kg.analysis.least_sets.solving import Between
from backbone_kg.knowledge import standard_ontology
from backbone_kg.model import date_of

Ties: TypeAlias = list[tuple[str, str]]


def told(analysis: Analysis) -> Resilience:
    assert analysis.resilience is not None
    return analysis.resilience


def of(ties: Ties, **rest: Any) -> Partnership:
    """Return a partnership in which partners hold roles of its own."""
    roles = dict.fromkeys(role for _, role in ties)
    rest.setdefault("roles", [(role, "yes") for role in roles])
    return partnership_of(*ties, **rest)


def resilience_of(ties: Ties, **rest: Any) -> Resilience:
    return told(analyze(of(ties, **rest)))


def to_lose(partnership: Partnership, share: str) -> int:
    day, _ = date_of(partnership, None)
    found = departures_to_lose(partnership.roster.at(day), Fraction(share))
    assert found is not None
    assert found.departures.proven
    return found.departures.at_least


# --- known networks -----------------------------------------------------------------------------


@pytest.fixture(scope="module")
def davis() -> Partnership:
    """The Southern women of Davis, Gardner and Gardner (1941): women leave, events fall."""
    graph = nx.davis_southern_women_graph()
    women = [node for node, side in graph.nodes(data="bipartite") if side == 0]
    return of([(woman, event) for woman in women for event in graph[woman]])


@pytest.mark.parametrize(("share", "women"), [("0", 3), ("0.25", 6), ("0.5", 12), ("0.75", 15)])
def test_how_many_southern_women_must_leave(davis: Partnership, share: str, women: int) -> None:
    assert to_lose(davis, share) == women


def test_southern_women_without_whom_no_event_falls(davis: Partnership) -> None:
    found = told(analyze(davis))
    assert found.no_gap is not None
    assert found.no_gap.size == Between(2, 2)
    assert len(found.no_gap.could_leave) == 16
    assert float(found.random_area or 0) == pytest.approx(0.8814565945518326, abs=1e-15)


# --- closed forms -------------------------------------------------------------------------------


def star(roles: int) -> Ties:
    return [("Hub", f"Role {n}") for n in range(roles)]


def complete(partners: int, roles: int) -> Ties:
    return [(f"P{p}", f"Role {r}") for p in range(partners) for r in range(roles)]


def disjoint(pairs: int) -> Ties:
    return [(f"P{n}", f"Role {n}") for n in range(pairs)]


@pytest.mark.parametrize(("partners", "roles"), [(1, 1), (4, 3), (6, 30)])
def test_where_everybody_holds_everything_all_must_leave(partners: int, roles: int) -> None:
    found = resilience_of(complete(partners, roles))
    assert found.half is not None
    assert found.half.departures == Between(partners, partners)
    assert found.no_gap is not None
    assert found.no_gap.size == Between(1, 1)
    assert found.random_area == 1
    assert found.random_half == partners


@pytest.mark.parametrize("pairs", [1, 2, 5, 12, 40])
def test_of_disjoint_pairs_more_than_half_must_leave(pairs: int) -> None:
    found = resilience_of(disjoint(pairs))
    fewest = pairs // 2 + 1
    assert found.half is not None
    assert found.half.departures == Between(fewest, fewest)
    assert found.no_gap is not None
    assert found.no_gap.size == Between(pairs, pairs)
    assert found.no_gap.unique
    assert [one.lost for one in found.worst] == [1, 2, 3][:pairs]
    assert found.random_area == Fraction(pairs + 1, 2 * pairs)


# --- by hand ------------------------------------------------------------------------------------


def test_the_worst_departures_are_not_nested() -> None:
    found = resilience_of([("A", "a"), ("B", "b"), ("C", "b"), ("B", "c"), ("C", "c")])
    first, second, third = found.worst
    assert (first.lost, first.partners, first.roles) == (1, ("A",), ("a",))
    assert (second.lost, second.partners, second.roles) == (2, ("B", "C"), ("b", "c"))
    assert (third.lost, third.partners) == (3, ("A", "B", "C"))
    assert found.pairs[0].partners == ("B", "C")
    assert found.pairs[0].roles == ("b", "c")


def test_one_departure_more_may_lose_nothing_more() -> None:
    found = resilience_of([("A", "a"), *complete(4, 3)])
    assert [one.lost for one in found.worst] == [1, 1, 1]
    assert {one.partners for one in found.worst} == {("A",)}


def test_of_several_worst_departures_the_first_in_the_file_are_told() -> None:
    ties = [("D", "d"), ("B", "b"), ("C", "c"), ("A", "a")]
    found = resilience_of(ties, partners=[["C"], ["B"], ["A"], ["D"]])
    assert [one.partners for one in found.worst] == [("C",), ("C", "B"), ("C", "B", "A")]
    assert not any(one.unique for one in found.worst)
    assert found.half is not None
    assert (found.half.partners, found.half.unique) == (("C", "B", "A"), False)


def test_the_only_worst_departures_are_known_to_be() -> None:
    found = resilience_of([("A", "a"), ("A", "b"), ("B", "c"), ("C", "c"), ("C", "d")])
    assert [(one.partners, one.unique) for one in found.worst] == [
        (("A",), True),
        (("A", "C"), True),
        (("A", "B", "C"), True),
    ]
    assert found.half is not None
    assert (found.half.partners, found.half.unique) == (("A", "C"), True)


def test_roles_that_have_nobody_are_not_lost() -> None:
    analysis = analyze(partnership_of(("A", TRUST), ("B", POLICY)))
    found = told(analysis)
    assert (found.held, found.empty, found.active) == (2, 21, 2)
    assert [one.lost for one in found.worst] == [1, 2]


def test_what_is_not_ours_is_in_nothing() -> None:
    found = resilience_of([("A", TRUST), ("B", POLICY)], roles=[(POLICY, "not ours")])
    assert (found.held, found.active) == (1, 1)
    assert [one.partner for one in found.irreplaceability] == ["A"]


def test_a_role_keeps_the_holders_that_it_needs() -> None:
    ties = [(name, TRUST) for name in "ABCD"] + [("A", MONEY), ("B", MONEY)]
    found = resilience_of(ties, roles=[(TRUST, "yes", 3), (MONEY, "yes", 5)])
    keep = found.no_gap
    assert keep is not None
    assert keep.must_stay == ("A", "B")  # the two that Mobilize resources has, of five needed
    assert keep.size == Between(3, 3)
    assert (keep.partners, keep.could_leave) == (("A", "B", "C"), ("D",))
    assert keep.unique is None


def test_a_function_hangs_on_whoever_holds_any_of_it() -> None:
    framework = standard_ontology().framework("mathematica")
    functions: dict[str, list[str]] = {}
    for function, role in framework.roles:
        functions.setdefault(function.label, []).append(role.label)
    (first, roles), (second, others) = list(functions.items())[:2]
    found = resilience_of(
        [("A", roles[0]), ("B", roles[0]), ("B", roles[1]), ("C", roles[2]), ("A", others[0])],
        roles=[],
    )
    told_of = {one.function: one for one in found.functions}
    assert [one.function for one in found.functions] == [second, first]
    assert (told_of[first].departures, told_of[first].partners) == (3, ("A", "B", "C"))
    assert told_of[first].departures_to_lose_half == Between(2, 2)
    assert (told_of[second].departures, told_of[second].partners) == (1, ("A",))


# --- nothing to measure -------------------------------------------------------------------------


NOTHING_HELD: list[dict[str, Any]] = [
    {"partners": []},
    {"partners": [["A"]]},
    {"assignments": [("A", TRUST)], "roles": [(TRUST, "not ours")]},
]


@pytest.mark.parametrize("rest", NOTHING_HELD)
@pytest.mark.parametrize("listing", ["complete", "partial"])
def test_where_no_role_is_held_there_is_no_figure(rest: dict[str, Any], listing: str) -> None:
    given = {name: value for name, value in rest.items() if name != "assignments"}
    partnership = partnership_of(*rest.get("assignments", ()), listing=listing, **given)
    analysis = analyze(partnership)
    found = told(analysis)
    assert (found.held, found.worst, found.half, found.no_gap) == (0, (), None, None)
    names = {figure.metric for figure in analysis.figures}
    assert not names & {"departures-to-lose-half", "keep-set", "lost-with-one"}


def test_before_all_that_is_known_there_is_none_at_all() -> None:
    partnership = partnership_of(("A", TRUST, None, "2010"))
    assert analyze(partnership, as_of="2000").resilience is None


def test_a_share_is_from_nothing_to_less_than_all() -> None:
    roster = partnership_of(("A", TRUST)).roster
    day, _ = date_of(partnership_of(("A", TRUST)), None)
    for share in (Fraction(-1, 2), Fraction(1)):
        with pytest.raises(ValueError, match="a share"):
            departures_to_lose(roster.at(day), share)


# --- whatever the network -----------------------------------------------------------------------

PARTNERS = [f"Partner {letter}" for letter in "ABCDEFGHIJKL"]
networks = st.lists(
    st.tuples(st.sampled_from(PARTNERS), st.sampled_from(ROLES[:9])), min_size=1, unique=True
)


def holders_of(ties: Ties) -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    for partner, role in ties:
        found.setdefault(role, set()).add(partner)
    return found


@given(networks)
@example(star(5))
@example([("A", "a"), ("B", "a")])
@example([("A", "a"), ("B", "a"), ("B", "b"), ("C", "b")])
def test_it_is_what_trying_all_departures_finds(ties: Ties) -> None:
    """All 4,096 sets of at most twelve partners."""
    found = resilience_of(ties)
    order = list(dict.fromkeys(partner for partner, _ in ties))
    holders = holders_of(ties)
    lost = {
        leaving: sum(of <= set(leaving) for of in holders.values())
        for count in range(len(order) + 1)
        for leaving in combinations(order, count)
    }
    for worst in found.worst:
        most = max(n for leaving, n in lost.items() if len(leaving) == worst.departures)
        assert worst.lost == most
        fewest = min(len(leaving) for leaving, n in lost.items() if n >= most)
        best = [leaving for leaving, n in lost.items() if len(leaving) == fewest and n == most]
        assert (worst.partners, worst.unique) == (best[0] if most else (), len(best) == 1)
        assert set(worst.roles) == {r for r, of in holders.items() if of <= set(worst.partners)}
        every = [n for leaving, n in lost.items() if len(leaving) == worst.departures]
        assert worst.average == Fraction(sum(every), len(every))
    enough = [leaving for leaving, n in lost.items() if n > len(holders) // 2]
    fewest = min(map(len, enough))
    best = [leaving for leaving in enough if len(leaving) == fewest]
    assert found.half is not None
    assert found.half.departures == Between(fewest, fewest)
    assert (found.half.partners, found.half.unique) == (best[0], len(best) == 1)
    covers = [some for some in lost if all(of & set(some) for of in holders.values())]
    assert found.no_gap is not None
    assert found.no_gap.size == Between(*2 * [min(map(len, covers))])
    assert found.no_gap.partners in covers
    assert sorted((*found.no_gap.partners, *found.no_gap.could_leave)) == sorted(order)
    left = [
        Fraction(sum(len(holders) - n for leaving, n in lost.items() if len(leaving) == gone))
        / math.comb(len(order), gone)
        for gone in range(len(order))
    ]
    assert found.random_area == sum(left) / len(order) / len(holders)
    assert {one.partner: one.value for one in found.irreplaceability} == {
        name: sum(Fraction(1, len(of)) for of in holders.values() if name in of) for name in order
    }


@given(files())
def test_it_adds_up_for_any_file(sheets: Sheets) -> None:
    analysis = analyze(read_sheets(sheets))
    found = analysis.resilience
    if found is None:
        assert analysis.basis.nothing_known
        return
    held = [role for role in analysis.roles if role.wanted and role.holders]
    assert found.held == len(held)
    assert found.held + found.empty == analysis.coverage.wanted
    assert sum((one.value for one in found.irreplaceability), Fraction()) == found.held
    lost = [one.lost for one in found.worst]
    assert lost == sorted(lost)
    assert sum(one.held for one in found.functions) == found.held
    if found.half is not None and found.random_half is not None:
        assert found.half.departures.at_most <= found.random_half
    if found.worst:
        assert found.worst[0].lost == max(len(p.sole_roles) for p in analysis.partners)


@given(networks, st.sampled_from(PARTNERS), st.sampled_from(ROLES[:9]))
def test_a_holder_more_of_a_held_role_makes_nothing_worse(
    ties: Ties, partner: str, role: str
) -> None:
    if role not in holders_of(ties) or (partner, role) in ties:
        return
    before, after = resilience_of(ties), resilience_of([*ties, (partner, role)])
    assert all(b.lost >= a.lost for b, a in zip(before.worst, after.worst, strict=False))
    assert before.half is not None
    assert after.half is not None
    assert before.half.departures.at_least <= after.half.departures.at_least


def test_worst_departures_are_kept_for_a_day() -> None:
    roster = partnership_of(("A", TRUST)).roster
    day, _ = date_of(partnership_of(("A", TRUST)), None)
    standing = roster.at(day)
    assert worst_departures(standing) is worst_departures(standing)

"""Load: FTE proves, a share only asks, and too little known is never "fine"."""

from __future__ import annotations

import math
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.generate import ROLES, Cell, Sheets
from tests.small_files import MONEY, POLICY, TRUST, file_of, files, partnership_of, read_sheets

from backbone_kg import Analysis, analyze
from backbone_kg.analysis import LoadVerdict, PartnerLoad, fence_of

OVERLOADED, MORE_THAN_MOST, WITHIN, HOLDS_NOTHING, UNKNOWN = LoadVerdict


def partner(analysis: Analysis, name: str) -> PartnerLoad:
    (found,) = [partner for partner in analysis.partners if partner.name == name]
    return found


# --- by FTE -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("available", "fte", "assigned", "complete", "load", "verdict"),
    [
        # every assignment gives its FTE
        (2, (0.5, 0.5), 1, True, 0.5, WITHIN),
        (1, (0.5, 0.5), 1, True, 1.0, WITHIN),
        (0.3, (0.1, 0.2), 0.3, True, 1.0, WITHIN),
        (0.5, (0.5, 0.5), 1, True, 2.0, OVERLOADED),
        # one of two does: what is known is a lower bound
        (1, (0.5, None), 0.5, False, 0.5, UNKNOWN),
        (0.5, (1, None), 1, False, 2.0, OVERLOADED),
        # none does, or nobody knows what it has
        (1, (None, None), None, False, None, UNKNOWN),
        (None, (0.5, 0.5), 1, True, None, UNKNOWN),
        (None, (None, None), None, False, None, UNKNOWN),
        # it has nothing
        (0, (0.5, 0.5), 1, True, math.inf, OVERLOADED),
        (0, (0, 0), 0, True, 0.0, WITHIN),
        (0, (0.5, None), 0.5, False, math.inf, OVERLOADED),
    ],
)
def test_the_load_of_a_partner_with_two_roles(
    available: Cell,
    fte: tuple[Cell, Cell],
    assigned: float | None,
    complete: bool,
    load: float | None,
    verdict: LoadVerdict,
) -> None:
    found = partner(
        analyze(
            partnership_of(("A", TRUST, fte[0]), ("A", POLICY, fte[1]), partners=[("A", available)])
        ),
        "A",
    )
    assert (found.fte_assigned, found.fte_complete, found.load) == (assigned, complete, load)
    assert (found.verdict, found.basis) == (verdict, "" if verdict is UNKNOWN else "fte")


def test_three_times_a_tenth_of_three_tenths_is_exactly_full() -> None:
    rows = [("A", role, 0.1) for role in (TRUST, POLICY, MONEY)]
    found = partner(analyze(partnership_of(*rows, partners=[("A", 0.3)])), "A")
    assert (found.load, found.verdict) == (1.0, WITHIN)


def test_a_partner_without_roles_holds_nothing() -> None:
    analysis = analyze(partnership_of(("B", TRUST), partners=[("A", 1), ("B",)]))
    assert partner(analysis, "A").verdict is HOLDS_NOTHING


def test_several_rows_of_one_pair_are_incomplete_if_one_gives_no_fte() -> None:
    leads = ("A", TRUST, 0.5, None, None, "lead")
    supports = ("A", TRUST, None, None, None, "support")
    found = partner(analyze(partnership_of(leads, supports, partners=[("A", 1)])), "A")
    assert (found.assignments, found.fte_complete, found.verdict) == (1, False, UNKNOWN)


def test_while_a_row_could_not_be_read_nobody_is_within_its_limit_or_holds_nothing() -> None:
    rows = [("A", TRUST, 0.5), ("B", POLICY, 2), ("Zebra", TRUST)]
    analysis = analyze(partnership_of(*rows, partners=[("A", 1), ("B", 1), ("C", 1)]))
    assert {p.name: p.verdict for p in analysis.partners} == {
        **{"A": UNKNOWN, "B": OVERLOADED, "C": UNKNOWN}
    }


# --- by share -----------------------------------------------------------------------------------


def heavy(*fte: Cell, light: str = "ABCD", available: Cell = None) -> Sheets:
    """Return partners with one role each, and one with six: shares .1 .1 .1 .1 .6."""
    given = [*fte, *[None] * 6]
    rows = [(name, role) for name, role in zip(light, ROLES, strict=False)]
    six = [("Heavy", role, given[number]) for number, role in enumerate(ROLES[4:10])]
    partners = [("Heavy", available), *((name,) for name in light)]
    return file_of(*rows, *six, partners=partners)


def test_an_unusual_share_is_more_than_most_hold_and_never_overloaded() -> None:
    analysis = analyze(read_sheets(heavy()))
    assert analysis.usual_share.fence == pytest.approx(0.1 + 1.5 * 0.1)
    assert analysis.usual_share.equal_share == pytest.approx(0.2)
    found = partner(analysis, "Heavy")
    assert (found.share, found.verdict, found.basis) == (0.6, MORE_THAN_MOST, "assignments")
    assert {partner(analysis, name).verdict for name in "ABCD"} == {UNKNOWN}


def test_with_fewer_than_five_partners_no_share_is_unusual() -> None:
    analysis = analyze(read_sheets(heavy(light="ABC")))
    assert analysis.usual_share.fence is None
    assert partner(analysis, "Heavy").verdict is UNKNOWN


def test_fte_that_proves_goes_before_a_share_and_fte_that_does_not_takes_nothing_away() -> None:
    for fte, available, verdict in (
        ([0.5] * 6, 10, WITHIN),
        ([0.5] * 6, 1, OVERLOADED),
        ([2], 1, OVERLOADED),
        ([0.05], 1, MORE_THAN_MOST),
        ([0.5] * 5, 10, MORE_THAN_MOST),
        ([0.5] * 6, None, MORE_THAN_MOST),
    ):
        found = partner(analyze(read_sheets(heavy(*fte, available=available))), "Heavy")
        assert found.verdict is verdict


@pytest.mark.parametrize("fte", [None, 0.05])
def test_one_cell_of_fte_does_not_mask_a_backbone_that_holds_most(fte: Cell) -> None:
    # 23 of 32 holdings; the fence lies below the equal share, so that share decides.
    rows = [("Backbone", role, fte if not n else None) for n, role in enumerate(ROLES)]
    rows += [(f"Other {n}", role, None) for n, role in enumerate(ROLES[:9])]
    partners = [("Backbone", 1), *((f"Other {n}",) for n in range(9))]
    analysis = analyze(partnership_of(*rows, partners=partners))
    limit = analysis.usual_share
    assert limit.fence is not None
    assert limit.equal_share is not None
    assert limit.fence < limit.equal_share
    assert [p.name for p in analysis.with_verdict(MORE_THAN_MOST)] == ["Backbone"]


def test_who_holds_no_more_than_an_equal_share_is_not_asked_about() -> None:
    # Five hold two roles each and twenty hold none: the fence is far below the equal share.
    rows = [(f"P{n}", role) for n in range(5) for role in ROLES[2 * n : 2 * n + 2]]
    partners = [(f"P{n}",) for n in range(25)]
    analysis = analyze(partnership_of(*rows, partners=partners))
    assert analysis.with_verdict(MORE_THAN_MOST) == ()


def test_without_a_holding_there_is_neither_fence_nor_equal_share() -> None:
    analysis = analyze(partnership_of(partners=[(name,) for name in "ABCDEF"]))
    assert (analysis.usual_share.fence, analysis.usual_share.equal_share) == (None, None)
    assert {p.verdict for p in analysis.partners} == {HOLDS_NOTHING}


@pytest.mark.parametrize(
    ("counts", "fence"),
    [
        ([1, 1, 1, 1], None),
        ([1, 1, 1, 1, 6], Fraction(25, 100)),
        ([1, 1, 1, 1, 1, 1, 2], Fraction(25, 80)),  # a spread below one role counts as one
        ([1, 2, 3, 4, 5, 6, 7, 8], Fraction(1150, 3600)),  # quartiles 2.75 and 6.25
    ],
)
def test_the_fence_is_one_and_a_half_spreads_above_the_third_quartile(
    counts: list[int], fence: Fraction | None
) -> None:
    total = sum(counts)
    assert fence_of([Fraction(n, total) for n in counts], Fraction(1, total)) == fence


# --- any file -----------------------------------------------------------------------------------

GOODNESS = {OVERLOADED: 0, MORE_THAN_MOST: 1, UNKNOWN: 2, WITHIN: 3, HOLDS_NOTHING: 3}


@given(files(mistakes=False, dates=False), st.data())
def test_giving_one_more_fte_never_makes_a_partner_look_better_without_proof(
    sheets: Sheets, data: st.DataObject
) -> None:
    blank = [n for n, row in enumerate(sheets["Assignments"][1:], 1) if row[2] is None]
    if not blank:
        return
    chosen = data.draw(st.sampled_from(blank))
    fte = data.draw(st.sampled_from([0, 0.05, 3]))
    rows = [list(row) for row in sheets["Assignments"]]
    rows[chosen][2] = fte
    before, after = (
        analyze(read_sheets(each)) for each in (sheets, {**sheets, "Assignments": rows})
    )
    for one in before.partners:
        other = partner(after, one.name)
        proven = other.fte_complete and other.basis == "fte"
        assert GOODNESS[other.verdict] <= GOODNESS[one.verdict] or proven
        # Read the other way: taking an FTE away proves nothing against anybody.
        if other.verdict is WITHIN:
            assert one.verdict is not OVERLOADED


@given(files())
def test_shares_add_up_and_no_verdict_goes_beyond_what_it_rests_on(sheets: Sheets) -> None:
    analysis = analyze(read_sheets(sheets))
    total, limit = len(analysis.holdings), analysis.usual_share
    assert sum(p.assignments for p in analysis.partners) == total
    assert math.fsum(p.share for p in analysis.partners) == pytest.approx(1 if total else 0)
    for one in analysis.partners:
        over = one.fte_assigned is not None and one.fte_available is not None
        assert (one.verdict is OVERLOADED) == (
            over
            and Decimal(str(one.fte_assigned)) > Decimal(str(one.fte_available))
            and one.assignments > 0
        )
        if one.verdict is MORE_THAN_MOST:
            assert one.share > max(limit.fence or 1, limit.equal_share or 1)
        if one.verdict is WITHIN:
            assert one.fte_complete
            assert not analysis.basis.assignments_not_read


@st.composite
def one_with_many(draw: st.DrawFn) -> tuple[Sheets, list[int]]:
    """Return a file in which somebody may hold more than most, and which rows are its own."""
    many = draw(st.integers(4, 12))
    light = draw(st.lists(st.integers(1, 3), min_size=4, max_size=9))
    fte = st.sampled_from([None, 0, 0.05, 0.5, 2])
    rows = [("Heavy", role, draw(fte)) for role in ROLES[:many]]
    rows += [(f"P{n}", r, draw(fte)) for n, count in enumerate(light) for r in ROLES[-count:]]
    available = [draw(st.sampled_from([None, 0, 0.5, 1, 3])) for _ in range(len(light) + 1)]
    names = ["Heavy", *(f"P{n}" for n in range(len(light)))]
    return file_of(*rows, partners=list(zip(names, available, strict=True))), list(range(many))


@given(one_with_many(), st.data())
def test_a_cell_of_fte_changes_a_verdict_only_by_proof(
    file: tuple[Sheets, list[int]], data: st.DataObject
) -> None:
    sheets, own = file
    row = 1 + data.draw(st.sampled_from(own))
    filled, blank = ([list(each) for each in sheets["Assignments"]] for _ in range(2))
    filled[row][2], blank[row][2] = data.draw(st.sampled_from([0, 0.05, 0.5, 2])), None
    with_it, without = (
        partner(analyze(read_sheets({**sheets, "Assignments": rows})), "Heavy")
        for rows in (filled, blank)
    )
    # Blanking a cell proves nothing against anybody.
    if with_it.verdict is WITHIN:
        assert without.verdict in {MORE_THAN_MOST, UNKNOWN}
    # Filling one takes a question back only when all is known.
    if without.verdict is MORE_THAN_MOST and with_it.verdict is not MORE_THAN_MOST:
        assert with_it.verdict is OVERLOADED or with_it.fte_complete
    # More FTE assigned is never less of a load.
    if without.verdict is OVERLOADED:
        assert with_it.verdict is OVERLOADED

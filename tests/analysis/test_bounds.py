"""Bounds: the truth lies between two readings of silence, and so few rows change the headline."""

from __future__ import annotations

from itertools import combinations
from typing import Any

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from tests.generate import ROLES, Sheets
from tests.small_files import FAIR, MONEY, POLICY, TRUST, Row, files, partnership_of, read_sheets

from backbone_kg import Analysis, analyze
from backbone_kg.analysis import Bounds, Turn

FOUR = [TRUST, POLICY, MONEY, FAIR]
"""What is wanted here; all other roles are left to others."""


def four(*rows: Any, needed: int = 1, wanted: str = "yes", **rest: Any) -> Analysis:
    """Analyze a partnership of four roles; the last of them needs so many and is so wanted."""
    roles: list[Row] = [(role, "not ours") for role in ROLES if role not in FOUR]
    roles += [(TRUST,), (POLICY,), (MONEY,), (FAIR, wanted, needed)]
    return analyze(partnership_of(*rows, roles=roles, **rest))


def bounds(analysis: Analysis) -> Bounds:
    assert analysis.bounds is not None
    return analysis.bounds


def counts(found: Bounds) -> tuple[int, int, int, int]:
    whole, alone = found.coverage, found.held_by_one
    assert whole.of_if_empty == whole.of_if_held == 4
    return whole.if_empty, whole.if_held, alone.if_empty, alone.if_held


# --- two readings of silence --------------------------------------------------------------------


def test_a_complete_listing_leaves_nothing_open() -> None:
    found = bounds(four(("A", TRUST), ("B", TRUST), ("A", POLICY)))
    assert counts(found) == (2, 2, 1, 1)
    assert found.is_sure
    assert (found.held_by_one.of_if_empty, found.held_by_one.of_if_held) == (2, 2)


def test_in_a_partial_listing_each_silent_role_may_be_held_by_somebody_unnamed() -> None:
    found = bounds(four(("A", TRUST), ("B", TRUST), ("A", POLICY), listing="partial"))
    assert (found.silent, counts(found)) == (2, (2, 4, 1, 3))
    assert (found.held_by_one.of_if_empty, found.held_by_one.of_if_held) == (2, 4)


def test_a_role_with_fewer_known_holders_than_it_needs_may_have_more_of_them() -> None:
    rows = [("A", TRUST), ("A", POLICY), ("A", MONEY), ("A", FAIR)]
    found = bounds(four(*rows, needed=2, listing="partial"))
    assert (found.silent, counts(found)) == (1, (3, 4, 4, 4))
    assert counts(bounds(four(*rows, needed=2))) == (3, 3, 4, 4)


def test_a_role_of_which_nobody_knows_whether_it_is_wanted_is_silent_in_a_complete_listing() -> (
    None
):
    found = bounds(four(("A", TRUST), wanted="unknown"))
    assert (found.silent, counts(found)) == (1, (1, 2, 1, 2))


def test_each_row_that_was_not_read_may_be_one_holder_where_fewest_are_missing() -> None:
    rows = [("A", TRUST), ("Zebra", POLICY), ("Lion", MONEY)]
    found = bounds(four(*rows, partners=[("A",)], needed=3))
    assert (found.rows_not_read, found.silent, counts(found)) == (2, 0, (1, 3, 1, 3))
    assert not found.is_sure
    # One holder does not do where three are needed.
    covered = [("A", TRUST), ("A", POLICY), ("A", MONEY), ("Zebra", FAIR)]
    assert counts(bounds(four(*covered, partners=[("A",)], needed=3))) == (3, 3, 3, 4)


def test_functions_have_an_interval_each() -> None:
    analysis = analyze(partnership_of(("A", TRUST), roles=[(FAIR,)], listing="partial"))
    found = {each.name: each for each in bounds(analysis).functions}
    assert list(found) == [function.name for function in analysis.functions]
    for function in analysis.functions:
        each = found[function.name]
        assert (each.if_empty, each.if_held) == (function.covered, function.wanted)


def test_where_no_role_is_wanted_there_are_no_bounds() -> None:
    nothing = analyze(partnership_of(roles=[(role, "not ours") for role in ROLES]))
    assert nothing.bounds is None
    assert not any(f.metric == "coverage-if-held" for f in nothing.figures)


def test_where_nothing_is_known_there_are_none() -> None:
    assert analyze(partnership_of(("A", TRUST, None, "2020")), as_of="1990").bounds is None


# --- how few rows change the headline -----------------------------------------------------------


@pytest.mark.parametrize(
    ("rows", "if_wrong", "if_missing"),
    [
        # none of four: one row is enough for some
        ([], None, Turn(1, 1, "half or fewer")),
        # one of four: without its row none is; two more make three
        ([("A", TRUST)], Turn(1, 0, "none"), Turn(2, 3, "most")),
        # three of four, the cheapest to lose has one row
        (
            [("A", TRUST), ("B", TRUST), ("A", POLICY), ("A", MONEY), ("B", MONEY)],
            Turn(1, 2, "half or fewer"),
            Turn(1, 4, "all"),
        ),
        # all of four, each with two holders
        ([(name, role) for name in "AB" for role in FOUR], Turn(2, 3, "most"), None),
    ],
)
def test_rows_to_another_headline_by_hand(
    rows: list[Any], if_wrong: Turn | None, if_missing: Turn | None
) -> None:
    analysis = four(*rows)
    found = bounds(analysis)
    assert (found.if_wrong, found.if_missing) == (if_wrong, if_missing)
    (told,) = [f.value for f in analysis.figures if f.metric == "rows-to-another-headline"]
    assert told == min(turn.rows for turn in (if_wrong, if_missing) if turn)


def test_a_holder_goes_with_all_rows_that_name_it_and_a_role_may_need_several() -> None:
    # Two rows say that A holds Trust; Fair needs two of its three holders.
    twice = [("A", TRUST, None, None, None, part) for part in ("lead", "support")]
    fair = [(name, FAIR) for name in "ABC"]
    found = bounds(four(*twice, *fair, needed=2))
    assert found.if_wrong == Turn(4, 0, "none")
    assert bounds(four(*fair[:1], needed=3)).if_missing == Turn(1, 1, "half or fewer")


def statement_of(met: int, wanted: int) -> str:
    """Return what is said of coverage, which changes at half and at the ends."""
    if met in {0, wanted}:
        return "all" if met else "none"
    return "most" if 2 * met > wanted else "half or fewer"


# --- any file -----------------------------------------------------------------------------------


@given(files(mistakes=False, dates=False), st.data())
def test_the_truth_lies_between_the_readings_of_a_file_that_leaves_rows_out(
    sheets: Sheets, data: st.DataObject
) -> None:
    sheets["Partnership"][1][4] = "complete"
    truth = analyze(read_sheets(sheets))
    assume(not truth.basis.assignments_not_read)
    head, *rows = sheets["Assignments"]
    kept = [row for row in rows if data.draw(st.booleans())]
    sheets["Partnership"][1][4] = "partial"
    told = analyze(read_sheets({**sheets, "Assignments": [head, *kept]}))
    for one, interval in zip(
        [truth.coverage, *(f for f in truth.functions if f.wanted)],
        [bounds(told).coverage, *bounds(told).functions],
        strict=True,
    ):
        assert one.covered is not None
        assert interval.if_empty <= one.covered <= interval.if_held
    alone = sum(role.sole_holder is not None for role in truth.roles)
    assert alone <= bounds(told).held_by_one.if_held


@given(files(mistakes=False, dates=False))
def test_no_fewer_rows_change_the_headline_than_is_said(sheets: Sheets) -> None:
    head, *rows = sheets["Assignments"]
    rows = rows[:7]
    analysis = analyze(read_sheets({**sheets, "Assignments": [head, *rows]}))
    assume(not analysis.basis.assignments_not_read)
    found = bounds(analysis)

    def statement_without(gone: tuple[int, ...]) -> str:
        holders: dict[Any, set[Any]] = {}
        for number, (partner, role, *_) in enumerate(rows):
            if number not in gone:
                holders.setdefault(role, set()).add(partner)
        wanted = [role for role in analysis.roles if role.wanted]
        met = sum(len(holders.get(r.label, ())) >= r.holders_needed for r in wanted)
        return statement_of(met, len(wanted))

    assert statement_without(()) == found.statement
    least = next(
        (
            size
            for size in range(1, len(rows) + 1)
            if any(
                statement_without(gone) != found.statement
                for gone in combinations(range(len(rows)), size)
            )
        ),
        None,
    )
    assert (found.if_wrong.rows if found.if_wrong else None) == least

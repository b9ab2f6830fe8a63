"""What lapses: by known ends, with what is not known counted first."""

from __future__ import annotations

import datetime
from typing import Any

import pytest
from hypothesis import given
from tests.generate import Sheets
from tests.small_files import FAIR, MONEY, POLICY, TRUST, files, partnership_of, read_sheets

from backbone_kg import BackboneError, analyze
from backbone_kg.analysis import Lapse, Lapses
from backbone_kg.model import Ending

DAY = datetime.date(2025, 9, 30)
ONE_DAY = datetime.timedelta(days=1)


def found(*rows: Any, horizon: str | None = None, **rest: Any) -> Lapses:
    analysis = analyze(
        partnership_of(*rows, as_of="2025", **rest), as_of="2025-09-30", horizon=horizon
    )
    assert analysis.lapses is not None
    return analysis.lapses


def only(lapses: Lapses) -> Lapse:
    (lapse,) = lapses.roles
    return lapse


def test_a_role_lapses_when_the_assignment_of_its_last_holder_ends() -> None:
    lapse = only(found(("A", TRUST, None, "2020", "2026-06-30")))
    assert (lapse.label, lapse.earliest, lapse.latest) == (
        TRUST,
        datetime.date(2026, 6, 30),
        datetime.date(2026, 6, 30),
    )
    assert lapse.last
    assert lapse.certain
    assert [(end.partner, end.until, end.why) for end in lapse.ends] == [
        ("A", "2026-06-30", Ending.ASSIGNMENT)
    ]
    assert (lapse.still, lapse.successors) == ((), ())


def test_a_role_lapses_when_its_last_holder_leaves_the_partnership() -> None:
    lapse = only(found(("A", TRUST, None, "2020"), partners=[("A", None, None, "2026-03-31")]))
    assert [(end.until, end.why) for end in lapse.ends] == [("2026-03-31", Ending.LEAVING)]


@pytest.mark.parametrize(("needed", "lapsing"), [(1, False), (2, True)])
def test_a_needed_holder_is_missed_also_where_another_stays(needed: int, lapsing: bool) -> None:
    lapses = found(
        ("A", TRUST, None, None, "2026-06"), ("B", TRUST), roles=[(TRUST, "yes", needed)]
    )
    assert bool(lapses.roles) == lapsing
    if lapsing:
        lapse = only(lapses)
        assert (lapse.last, lapse.still, lapse.holders_needed) == (False, ("B",), 2)
    assert (lapses.holdings, lapses.without_end) == (2, 1)


def test_of_two_that_end_the_later_one_decides_and_dates_that_are_not_sharp_are_intervals() -> None:
    # B goes in March for sure; A in some month of 2026, perhaps before B.
    lapse = only(
        found(
            ("A", TRUST, None, None, "2026"),
            ("B", TRUST, None, None, "2026-03-31"),
            horizon="2026",
        )
    )
    assert lapse.until == "2026-03-31/2026-12-31"
    assert [end.partner for end in lapse.ends] == ["A"]


def test_what_may_end_after_the_horizon_may_lapse() -> None:
    lapse = only(found(("A", TRUST, None, None, "2026")))
    assert (lapse.until, lapse.certain) == ("2026", False)
    assert only(found(("A", TRUST, None, None, "2026"), horizon="2026")).certain


def test_two_that_end_on_one_day_are_one_lapse() -> None:
    lapse = only(
        found(
            ("B", TRUST, None, None, "2026-03"),
            ("A", TRUST, None, None, "2026-03"),
            roles=[(TRUST, "yes", 2)],
        )
    )
    assert [end.partner for end in lapse.ends] == ["A", "B"]
    assert lapse.last


def test_a_successor_in_the_file_keeps_a_role_from_lapsing() -> None:
    first = ("A", TRUST, None, None, "2026-03-31")
    assert not found(first, ("B", TRUST, None, "2026-04-01")).roles
    late = only(found(first, ("B", TRUST, None, "2026-07")))
    assert [(one.partner, one.since) for one in late.successors] == [("B", "2026-07")]


def test_a_successor_whose_own_end_is_known_lapses_in_its_turn() -> None:
    lapse = only(
        found(("A", TRUST, None, None, "2025-12-31"), ("B", TRUST, None, "2025-11", "2026-03-31"))
    )
    assert [end.partner for end in lapse.ends] == ["B"]
    assert lapse.until == "2026-03-31"


def test_the_next_row_of_the_same_holder_prolongs_its_holding() -> None:
    lapses = found(("A", TRUST, None, None, "2025-12"), ("A", TRUST, None, "2026-01", "2028"))
    assert (lapses.roles, lapses.holdings, lapses.without_end) == ((), 1, 0)


def test_roles_that_are_left_to_others_do_not_lapse() -> None:
    lapses = found(("A", TRUST, None, None, "2026"), roles=[(TRUST, "not ours")])
    assert (lapses.roles, lapses.holdings) == ((), 0)


def test_the_first_to_lapse_is_told_first() -> None:
    lapses = found(
        ("A", TRUST, None, None, "2026-06"),
        ("A", POLICY, None, None, "2025-12"),
        ("A", MONEY, None, None, "2026-03"),
        ("A", FAIR, None, None, "2029"),
    )
    assert [lapse.label for lapse in lapses.roles] == [POLICY, MONEY, TRUST]


def test_the_horizon_is_a_year_or_what_was_asked() -> None:
    rows = [("A", TRUST, None, None, "2026-10")]
    assert found(*rows).horizon == datetime.date(2026, 9, 30)
    assert not found(*rows).roles
    assert found(*rows, horizon="2026-10").roles
    with pytest.raises(BackboneError, match="horizon “soon” is not a date"):
        found(*rows, horizon="soon")
    with pytest.raises(BackboneError, match="horizon 2024-12-31 lies before"):
        found(*rows, horizon="2024")


def test_the_last_day_of_the_calendar_is_no_trouble() -> None:
    analysis = analyze(partnership_of(("A", TRUST, None, None, "9999"), as_of="2025"), as_of="9999")
    assert analysis.lapses is not None
    assert analysis.lapses.roles == ()


def test_the_figure_says_that_it_can_only_be_more_where_an_end_is_not_known() -> None:
    def figure(*rows: Any) -> tuple[float | None, int | None, int | None, bool]:
        analysis = analyze(partnership_of(*rows, as_of="2025"), as_of="2025-09-30")
        (one,) = [f for f in analysis.figures if f.metric == "lapsing-roles"]
        return one.value, one.count, one.of, one.at_least

    ends, open_ended = ("A", TRUST, None, None, "2026-06"), ("B", POLICY)
    assert figure(ends) == (1.0, 1, 1, False)
    assert figure(ends, open_ended) == (0.5, 1, 2, True)
    assert figure(open_ended)[0] is None


@given(files())
def test_lapses_are_those_that_the_roster_shows_day_by_day(sheets: Sheets) -> None:
    partnership = read_sheets(sheets)
    analysis = analyze(partnership, as_of="2012-06-20", horizon="2013-06-20")
    assert analysis.lapses is not None
    days = [datetime.date(2012, 6, 20) + n * ONE_DAY for n in range(367)]
    standing = [partnership.roster.at(day) for day in days]
    expected = set()
    for role in partnership.roster.roles:
        holders = [{p.iri for p in one.holders(role)} for one in standing]
        for n in range(366) if role.wanted != "not ours" else ():
            gone, left = holders[n] - holders[n + 1], holders[n + 1]
            if gone and len(left) < role.holders_needed:
                expected.add((role.iri, days[n], not left))
    sure = [lapse for lapse in analysis.lapses.roles if lapse.certain]
    assert {(lapse.role, lapse.latest, lapse.last) for lapse in sure} == expected
    assert all(lapse.earliest <= lapse.latest for lapse in analysis.lapses.roles)

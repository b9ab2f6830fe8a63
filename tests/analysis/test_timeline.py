"""Who held which role when: by the dates of the file, and no others."""

from __future__ import annotations

import datetime
from typing import Any

import pytest
from hypothesis import given, settings
from tests.generate import Sheets
from tests.small_files import POLICY, TRUST, files, partnership_of, read_sheets

from backbone_kg import BackboneError, compare, query, timeline
from backbone_kg.analysis import RoleTimeline, Tenure
from backbone_kg.model import Ending


def tenures(*rows: Any, **rest: Any) -> list[tuple[str, str, str]]:
    """Return who held the one role of some rows when."""
    (role,) = [r for r in timeline(partnership_of(*rows, **rest)).roles if r.tenures]
    return [(one.partner, one.since, one.until) for one in role.tenures]


def one(*rows: Any, **rest: Any) -> Tenure:
    (role,) = [r for r in timeline(partnership_of(*rows, **rest)).roles if r.tenures]
    (tenure,) = role.tenures
    return tenure


def test_holders_stand_in_the_order_of_time_with_the_dates_of_the_file() -> None:
    assert tenures(
        ("Bea", TRUST, None, "2012-07-15"), ("Ada", TRUST, None, "2008", "2012-06"), ("Cleo", TRUST)
    ) == [("Cleo", "", ""), ("Ada", "2008", "2012-06"), ("Bea", "2012-07-15", "")]


def test_dates_that_are_not_sharp_are_intervals() -> None:
    tenure = one(("Ada", TRUST, None, "2008", "2012-06"))
    assert (tenure.begins_earliest, tenure.begins_latest) == (
        datetime.date(2008, 1, 1),
        datetime.date(2008, 12, 31),
    )
    assert (tenure.ends_earliest, tenure.ends_latest) == (
        datetime.date(2012, 6, 1),
        datetime.date(2012, 6, 30),
    )


def test_unknown_ends_are_unknown_and_counted() -> None:
    found = timeline(partnership_of(("Ada", TRUST), ("Bea", POLICY, None, "2010"), as_of="2020"))
    assert (found.without_begin, found.without_end) == (1, 2)
    assert {tenure.ending for tenure in found.tenures} == {Ending.UNKNOWN}


def test_that_a_partner_joined_does_not_say_when_it_began() -> None:
    tenure = one(("Ada", TRUST), partners=[("Ada", None, "2015", "2018")])
    assert (tenure.since, tenure.not_before, tenure.until) == ("", "2015", "2018")
    assert tenure.counts_from == datetime.date(2015, 1, 1)
    assert tenure.ending is Ending.LEAVING


@pytest.mark.parametrize(
    ("second", "joined"), [("2012-01", True), ("2011-06", True), ("2012-02", False)]
)
def test_rows_that_follow_one_another_are_one_tenure(second: str, joined: bool) -> None:
    rows = [("Ada", TRUST, None, "2008", "2011"), ("Ada", TRUST, None, second, "2014")]
    assert len(tenures(*rows)) == (1 if joined else 2)
    if joined:
        assert tenures(*rows) == [("Ada", "2008", "2014")]


def test_parts_and_evidence_of_all_rows_are_kept() -> None:
    tenure = one(
        ("Ada", TRUST, None, "2008", "2011", "lead"), ("Ada", TRUST, None, "2010", None, "support")
    )
    assert tenure.parts == ("lead", "support")


def test_hand_overs_within_the_file_are_all_told_also_those_that_are_over() -> None:
    file = partnership_of(
        ("Ada", TRUST, None, "2008", "2010-03"),
        ("Bea", TRUST, None, "2010-04", "2012-03"),
        ("Cleo", TRUST, None, "2012-04"),
    )
    found = timeline(file)
    assert [(h.giver, h.taker) for h in found.handed_over] == [("Ada", "Bea"), ("Bea", "Cleo")]
    assert not timeline(file, window=0).handed_over
    # Between two dates only what is held at each of them is compared.
    assert not compare(file, start="2009", end="2013").handed_over


@pytest.mark.parametrize(
    ("giver", "taker"),
    [(("2018", "2021-08-21"), ("2021", "2021-01")), (("2020-11", "2020"), ("2020", "2020-05-02"))],
)
def test_who_ended_first_has_not_taken_over(giver: tuple[str, str], taker: tuple[str, str]) -> None:
    file = partnership_of(("Ada", TRUST, None, *giver), ("Bea", TRUST, None, *taker))
    assert ("Ada", "Bea") not in {(h.giver, h.taker) for h in timeline(file).handed_over}
    asked = query("roles-that-changed-hands", file).to_rows()
    assert ("Ada", "Bea") not in {(row["from"], row["to"]) for row in asked}


def test_states_are_those_of_the_date() -> None:
    def state(as_of: str) -> str:
        file = partnership_of(("Ada", TRUST, None, "2008", "2012"))
        roles: tuple[RoleTimeline, ...] = timeline(file, as_of=as_of).roles
        return str(next(role.state for role in roles if role.label == TRUST))

    assert (state("2010"), state("2013")) == ("held", "unfilled")


def test_a_window_or_date_that_cannot_be_is_refused() -> None:
    file = partnership_of(("Ada", TRUST))
    with pytest.raises(BackboneError, match="window of -1 days"):
        timeline(file, window=-1)
    with pytest.raises(BackboneError, match="is not a date"):
        timeline(file, as_of="soon")


@settings(max_examples=15)
@given(files(mistakes=False))
def test_hand_overs_are_those_that_the_question_finds(sheets: Sheets) -> None:
    heading, *rows = sheets["Assignments"]
    # Rows of one pair that follow one another are one tenure, and two in the question.
    sheets["Assignments"] = [heading, *{tuple(row[:2]): row for row in rows}.values()]
    file = read_sheets(sheets)
    asked = query("roles-that-changed-hands", file).to_rows()
    assert {(h.role, h.giver, h.taker) for h in timeline(file).handed_over} == {
        (str(row["role"]), str(row["from"]), str(row["to"])) for row in asked
    }


@given(files())
def test_who_holds_a_role_on_a_day_has_a_tenure_that_covers_it(sheets: Sheets) -> None:
    file = read_sheets(sheets)
    found = timeline(file)
    for day in (datetime.date(2012, 6, 15), datetime.date(2014, 1, 1)):
        standing = file.roster.at(day)
        for role, told in zip(file.roster.roles, found.roles, strict=True):
            covering = [
                t.partner_iri
                for t in told.tenures
                if (t.counts_from or day) <= day <= (t.ends_latest or day)
            ]
            holders = sorted(partner.iri for partner in standing.holders(role))
            assert sorted(covering) == holders or not standing.is_known

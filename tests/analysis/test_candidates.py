"""Candidates for the backbone: answers, differences, roles, combinations, what sources say."""

from __future__ import annotations

import copy
from random import Random
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.generate import Sheets, put, scrambled
from tests.published import as_published
from tests.small_candidates import (
    CONVENES,
    EXPERIENCE,
    NEUTRAL,
    SITE,
    choices,
    rated,
    site,
    with_candidates,
)
from tests.small_files import MONEY, POLICY, TRUST, file_of, mixed, partnership_of, read_sheets

from backbone_kg import BackboneError, Candidates, candidates
from backbone_kg.analysis import Answer, Difference
from backbone_kg.base.errors import UnknownNameError


def compared(sheets: Sheets, **asked: Any) -> Candidates:
    return candidates(read_sheets(sheets), **asked)


def difference(found: Candidates, one: str, other: str) -> Difference:
    return next(d for d in found.differences if (d.candidate, d.other) == (one, other))


# --- who is beaten -------------------------------------------------------------------------------


def test_who_is_beaten_by_whom_on_what_and_what_decides() -> None:
    found = compared(site())
    assert {one.name: str(one.answer) for one in found.candidates} == {
        "North": "unbeaten",
        "South": "beaten",
        "City": "beaten",
        "Lee": "open",
    }
    assert [(b.by, b.on) for b in found["South"].beaten_by] == [("North", (NEUTRAL,))]
    assert found["City"].beaten_by[0].on == (NEUTRAL, CONVENES, EXPERIENCE)
    assert "North" in found["Lee"].may_be_beaten_by
    deciding = {(u.candidate, u.criterion): u for u in found["Lee"].undecided}
    assert deciding["Lee", NEUTRAL].not_rated_by == ("Ben",)
    assert not deciding["Lee", EXPERIENCE].not_rated


def test_ratings_of_all_raters_are_an_interval_and_a_blank_is_the_whole_scale() -> None:
    neutral = {one.name: one.ratings[0] for one in compared(site()).candidates}
    assert (neutral["North"].lowest, neutral["North"].highest) == ("2", "3")
    assert (neutral["Lee"].lowest, neutral["Lee"].highest) == ("0", "3")
    assert (neutral["Lee"].not_rated, neutral["Lee"].not_rated_by) == (True, ("Ben",))


def test_who_rates_one_candidate_on_a_criterion_is_expected_to_rate_all() -> None:
    sheets = site()
    sheets["Ratings"] = [row for row in sheets["Ratings"] if row[:3] != ["North", NEUTRAL, "Ben"]]
    found = compared(sheets)
    assert found["North"].ratings[0].not_rated_by == ("Ben",)
    assert found["South"].answer is Answer.OPEN


def test_a_criterion_that_nobody_rates_on_is_not_known_of_anybody() -> None:
    sheets = site()
    sheets["Criteria"].append(["Roots in the community", "no, partly, yes"])
    found = compared(sheets)
    assert found.with_answer(Answer.BEATEN) == ()
    assert found["South"].answer is Answer.OPEN
    last = found["North"].ratings[3]
    assert (last.lowest, last.highest, last.not_rated) == ("no", "yes", True)


def test_one_candidate_alone_has_nobody_to_be_beaten_by() -> None:
    found = compared(site(), only=["south"])
    assert [(one.name, one.answer) for one in found.candidates] == [("South", Answer.UNBEATEN)]
    assert found.differences == ()
    assert found.not_asked_for == 3


def test_a_name_that_is_no_candidate_is_told_with_a_near_one() -> None:
    with pytest.raises(UnknownNameError, match=r"no candidate “Noth”\. Did you mean “North”"):
        compared(site(), only=["North", "Noth"])


def test_without_candidates_it_says_how_to_add_them() -> None:
    with pytest.raises(BackboneError, match=r"no candidates are named.*new OUT\.xlsx --candidates"):
        candidates(partnership_of(["North", TRUST]))
    with pytest.raises(BackboneError, match="no candidates"):
        compared(with_candidates(file_of(["North", TRUST]), [], []))


def test_a_candidate_that_is_not_compared_is_a_key_error() -> None:
    with pytest.raises(KeyError):
        compared(site(), only=["North"])["South"]


def test_without_ratings_all_is_open() -> None:
    sheets = site()
    del sheets["Ratings"]
    assert {one.answer for one in compared(sheets).candidates} == {Answer.OPEN}
    del sheets["Criteria"]
    assert {one.answer for one in compared(sheets).candidates} == {Answer.OPEN}


# --- what one has that another lacks -------------------------------------------------------------


def test_what_one_has_that_another_lacks() -> None:
    found = compared(site())
    assert [(d.candidate, d.other) for d in found.differences] == [
        ("North", "Lee"),
        ("Lee", "North"),
    ]
    more = difference(found, "North", "Lee")
    assert (more.higher, more.roles) == ((CONVENES,), (TRUST, POLICY))
    assert more.may_be_higher == (NEUTRAL, EXPERIENCE)
    assert difference(found, "Lee", "North").higher == ()


def test_all_pairs_are_compared_when_they_are_chosen() -> None:
    found = compared(site(), only=["North", "South"])
    assert found.not_compared == 0
    assert found.differences == ()  # South is beaten, and so there is no choice between them
    tie = copy.deepcopy(SITE)
    tie["South"] = {NEUTRAL: (3, 3), CONVENES: (1, 1), EXPERIENCE: (2, 2)}
    sheets = with_candidates(file_of(["North", TRUST]), [["North"], ["South"]], rated(tie)[:12])
    assert difference(compared(sheets), "South", "North").may_be_higher == (NEUTRAL,)
    assert difference(compared(sheets), "North", "South").higher == (CONVENES,)


# --- roles ---------------------------------------------------------------------------------------


def test_a_partner_holds_its_roles_and_leaves_the_others() -> None:
    north, lee = (compared(site())[name] for name in ("North", "Lee"))
    assert (north.holds, north.is_partner, north.is_member) == ((TRUST, POLICY), True, True)
    assert len(north.leaves) == 21
    assert MONEY in north.leaves_unheld
    assert (lee.holds, lee.is_partner) == ((), False)
    assert TRUST in lee.leaves
    assert TRUST not in lee.leaves_unheld


def test_a_criterion_with_the_name_of_a_role_asks_how_well_it_could_be_held() -> None:
    sheets = with_candidates(
        file_of(["North", TRUST]),
        [["North"], ["Lee"], ["Ann"], ["Zoe"]],
        [["Lee", MONEY, None, 2], ["Ann", MONEY, None, None], ["Zoe", MONEY, None, 0]],
        [(MONEY.lower(), "0 to 3")],
    )
    found = compared(sheets)
    assert found.criteria[0].is_role
    assert found["Lee"].could_hold == (MONEY,)
    assert MONEY not in found["Lee"].leaves
    assert (found["Ann"].could_hold, found["Ann"].may_hold) == ((), (MONEY,))
    assert (found["Zoe"].could_hold, found["Zoe"].may_hold) == ((), ())
    assert MONEY in found["Zoe"].leaves_unheld


def test_a_partner_that_has_left_holds_nothing() -> None:
    sheets = file_of(["North", TRUST], partners=[["North", None, None, "2020"]], as_of="2026")
    one = compared(with_candidates(sheets, [["North"]], []))["North"]
    assert (one.is_partner, one.is_member, one.holds) == (True, False, ())


def test_before_all_that_is_known_no_role_is_counted() -> None:
    sheets = file_of(["North", TRUST, None, "2020"])
    found = compared(with_candidates(sheets, [["North"], ["Lee"]], []), as_of="2001")
    assert found.basis.nothing_known
    assert (found["North"].holds, found["North"].leaves) == ((), ())


# --- together ------------------------------------------------------------------------------------


def test_combinations_leave_least_of_criteria_then_of_roles() -> None:
    sheets = with_candidates(
        file_of(["North", TRUST], ["North", POLICY], ["South", MONEY]),
        [["North"], ["South"], ["Lee"]],
        [
            *(["North", NEUTRAL, None, 3], ["North", CONVENES, None, 0]),
            *(["South", NEUTRAL, None, 0], ["South", CONVENES, None, 3]),
            *(["Lee", NEUTRAL, None, 3], ["Lee", CONVENES, None, None]),
        ],
        [(NEUTRAL, None), (CONVENES, None)],
    )
    one, two = compared(sheets).together
    assert [c.members for c in one.best] == [("North",)]
    assert one.best[0].below_top == (CONVENES,)
    assert len(one.best[0].leaves) == 21
    assert [c.members for c in two.best] == [("North", "South")]
    assert (two.best[0].below_top, two.best[0].may_be_below_top) == ((), ())
    assert len(two.best[0].leaves) == 20
    assert one.proven
    assert two.proven


def test_whether_somebody_reaches_the_top_may_not_be_known() -> None:
    (one,) = compared(site()).together  # what another covers North covers, too
    assert one.best[0].members == ("North",)
    assert one.best[0].may_be_below_top == (NEUTRAL,)
    assert one.best[0].below_top == (EXPERIENCE,)


# --- what sources say ----------------------------------------------------------------------------


def test_benefits_and_challenges_of_the_kind_stand_with_their_passages() -> None:
    found = compared(site())
    (benefit,), (challenge,) = found["South"].benefits, found["South"].challenges
    assert (benefit.label, challenge.label) == ("Roots in the community", "Low capacity")
    assert benefit.passages[0].document.startswith("Establishing the Backbone")
    assert benefit.where.startswith("Klempin")
    assert found["North"].benefits == ()
    assert [said.kind for said in found.of_several] == ["benefit", "challenge"]


def test_the_three_attributes_have_their_passage_and_tensions_bear_on_them() -> None:
    found = compared(site())
    assert [bool(criterion.passages) for criterion in found.criteria] == [True] * 3
    assert {said.label: said.criteria for said in found.tensions} == {
        "Experienced or free": (EXPERIENCE,),
        "Powerful or neutral": (NEUTRAL, CONVENES),
    }
    assert "Consider an impartial consultant" in [said.label for said in found.recommendations]


def test_a_criterion_of_ones_own_has_no_source() -> None:
    sheets = with_candidates(file_of(["North", TRUST]), [["North"]], [], [("Charm", None)])
    found = compared(sheets)
    assert (found.criteria[0].named_in, found.tensions) == ("", ())


def test_a_source_names_its_kind_for_roles_without_a_holder() -> None:
    suggested = compared(site())["South"].suggested
    assert suggested
    assert all(one.role not in {TRUST, POLICY} for one in suggested)
    assert all(one.where for one in suggested)


# --- whatever the file says ----------------------------------------------------------------------


@given(choices(), st.randoms(use_true_random=False))
def test_the_order_of_rows_does_not_matter(sheets: Sheets, rng: Random) -> None:
    one, two = compared(sheets), compared(mixed(sheets, rng))
    for candidate in one.candidates:
        other = two[candidate.name]
        assert (candidate.answer, candidate.leaves) == (other.answer, other.leaves)
        assert {b.by for b in candidate.beaten_by} == {b.by for b in other.beaten_by}
    assert [size.best and size.best[0].members for size in one.together] == [
        size.best and size.best[0].members for size in two.together
    ]


@given(sheets=choices(), data=st.data())
def test_a_rating_more_only_narrows_what_is_open(sheets: Sheets, data: st.DataObject) -> None:
    blank = [n for n, row in enumerate(sheets["Ratings"]) if row[3] is None]
    if not blank:
        return
    filled = copy.deepcopy(sheets)
    filled["Ratings"][data.draw(st.sampled_from(blank))][3] = data.draw(st.integers(0, 3))
    before, after = compared(sheets), compared(filled)
    for one in before.candidates:
        if one.answer is not Answer.OPEN:
            assert after[one.name].answer is one.answer
        assert set(one.could_hold) <= set(after[one.name].could_hold)


@given(sheets=choices())
def test_what_is_higher_for_one_is_not_for_the_other(sheets: Sheets) -> None:
    found = compared(sheets)
    for one in found.differences:
        other = difference(found, one.other, one.candidate)
        assert not set(one.higher) & {*other.higher, *other.may_be_higher, *one.may_be_higher}
        assert not set(one.roles) & set(other.roles)


@pytest.mark.parametrize("seed", range(8))
def test_whatever_the_file_says_it_keeps_to_its_published_schema(seed: int) -> None:
    sheets = scrambled(seed)
    sheets |= {name: rows for name, rows in site().items() if name in {"Candidates", "Ratings"}}
    broken = put(put(site(), "Criteria!B2", "good"), "Ratings!A2", "Nobody")
    for each in (sheets, broken, site()):
        as_published(compared(each))


def test_a_notebook_shows_answers_and_says_what_is_not_rated() -> None:
    shown = compared(put(site(), "Candidates!A5", "<Lee>"))._repr_html_()
    assert "&lt;Lee&gt;" in shown
    assert ">0 to 3 (not rated by all)</td>" in shown

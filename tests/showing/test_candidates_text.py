"""Candidates in words: what weakens a comparison first, then the answers, then their reasons.

All that is said of the usual candidates stands in the golden file of the command.
"""

from __future__ import annotations

from typing import Any

import pytest
from tests.generate import Sheets, put
from tests.small_candidates import NEUTRAL, rated, site, with_candidates
from tests.small_files import MONEY, TRUST, file_of, read_sheets

from backbone_kg import candidates
from backbone_kg.showing.candidates_text import candidates_sections
from backbone_kg.showing.sections import Section


def sections_of(sheets: Sheets, **asked: Any) -> dict[str, Section]:
    found = candidates_sections(candidates(read_sheets(sheets), **asked))
    return {section.name: section for section in found}


def many(count: int, *, rating: int = 2) -> Sheets:
    names = [f"Candidate {n:02}" for n in range(count)]
    rows = [[name, NEUTRAL, None, rating] for name in names]
    return with_candidates(
        file_of(["North", TRUST]), [[name] for name in names], rows, [(NEUTRAL, None)]
    )


def test_a_scale_that_is_not_understood_is_told() -> None:
    broken = sections_of(put(site(), "Criteria!B2", "good"))["candidates"]
    assert any("the scale is not understood, so nothing is known" in r for r in broken.remarks)
    assert broken.caveats[0].startswith("1 row or rating could not be read")
    assert broken.tables[0].rows[0][2] == "not known"


@pytest.mark.parametrize(
    ("count", "lead"),
    [
        (1, "Candidate 00 is the only candidate: there is nobody to compare with."),
        (3, "Of 3 candidates, 3 are unbeaten (Candidate 00; Candidate 01; Candidate 02)."),
        (5, "Of 5 candidates, 5 are unbeaten."),
    ],
)
def test_the_headline_names_few(count: int, lead: str) -> None:
    assert sections_of(many(count))["candidates"].lead == lead


def test_when_nothing_is_rated_it_says_so() -> None:
    sheets = site()
    del sheets["Ratings"]
    assert (
        sections_of(sheets)["candidates"].lead
        == "Whether one of 4 candidates beats another is open."
    )


def test_without_criteria_nothing_is_said_of_anybody() -> None:
    sheets = site()
    del sheets["Ratings"], sheets["Criteria"]
    found = sections_of(sheets)["candidates"]
    assert found.lead.startswith("Nothing can be said: there are no criteria")
    assert (found.items, found.tables) == ((), ())


def test_those_left_out_as_asked_are_told() -> None:
    found = sections_of(site(), only=["South", "Lee"])["candidates"]
    assert found.caveats[0] == (
        "2 other candidates of the file are left out as asked: whether they beat one of these is "
        "not told."
    )


def test_many_candidates_are_told_by_those_that_are_not_beaten() -> None:
    sheets = many(40, rating=1)
    sheets["Ratings"][40][3] = 3
    found = sections_of(sheets)
    assert found["candidates"].items[0] == "Candidate 39: unbeaten"
    assert len(found["candidates"].items) == 30
    assert found["candidates"].remarks[0].startswith("10 more candidates are not listed here")
    assert found["pairs"].lead == "All but Candidate 39 are beaten."


def test_more_than_eight_are_not_compared_two_by_two() -> None:
    found = sections_of(many(10))["pairs"]
    assert found.caveats[0].startswith("2 more candidates that are not beaten are not compared")
    assert len(found.items) == 8 * 7
    assert found.items[0] == "Candidate 00, not Candidate 01: nothing that is known"


def test_under_a_partial_listing_holders_are_the_known_ones() -> None:
    found = sections_of(put(site(), "Partnership!E2", "partial"))
    assert found["roles-left"].tables[0].headings[-1] == "Without a known holder"
    assert "without a known holder" in found["roles-left"].remarks[0]
    assert "without a known holder" in found["together"].items[0]


def test_a_role_that_may_be_held_is_a_range() -> None:
    sheets = with_candidates(
        file_of(["North", TRUST]), [["Lee"]], [["Lee", MONEY, None, None]], [(MONEY, None)]
    )
    found = sections_of(sheets)["roles-left"]
    assert found.tables[0].rows[0][3] == "0 to 1"
    assert not any("stands nowhere in the file" in remark for remark in found.remarks)


def test_where_nothing_is_known_of_roles_none_is_counted() -> None:
    sheets = with_candidates(file_of(["North", TRUST, None, "2020"]), [["North"], ["Lee"]], [])
    found = sections_of(sheets, as_of="2001")
    assert found["roles-left"].lead == "Not known."
    assert found["roles-left"].caveats[0].startswith("Nothing in this file is known for 2001")


def test_nobody_at_the_top_and_without_a_role_is_said() -> None:
    sheets = with_candidates(
        file_of(["North", TRUST]),
        [["A"], ["B"]],
        rated({"A": {NEUTRAL: (1,)}, "B": {NEUTRAL: (2,)}}),
    )
    assert sections_of(sheets)["together"].lead.startswith("No candidate is known to have")


def test_a_kind_that_is_not_known_is_told() -> None:
    unknown = sections_of(put(site(), "Candidates!B4", None))["kinds"]
    assert "Of which kind they are is not known: City." in unknown.remarks

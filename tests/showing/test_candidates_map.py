"""The candidates map: answers by sign and word, ratings by place, what is not known by form."""

from __future__ import annotations

from typing import Any

import pytest
from tests.generate import Sheets, put
from tests.showing.picture_checks import marks
from tests.small_candidates import NEUTRAL, site, with_candidates
from tests.small_files import TRUST, file_of, read_sheets

from backbone_kg import BackboneError, candidates, plot
from backbone_kg.showing.pictures import Picture, draw


def picture_of(sheets: Sheets, **asked: Any) -> Picture:
    return draw("candidates", candidates(read_sheets(sheets), **asked))


def test_each_candidate_has_its_answer_and_a_place_on_every_scale() -> None:
    found = marks(picture_of(site()))
    assert found["name"] == 4
    assert (found["sign:unbeaten"], found["sign:open"], found["sign:beaten"]) == (1, 1, 2)
    assert found["rated"] == 11
    assert found["not rated"] == found["unknown"] == 1
    assert found["raters differ"] == 4


def test_the_title_is_the_answer_and_the_words_say_what_weakens_it_first() -> None:
    picture = picture_of(site())
    assert picture.title.startswith("Of 4 candidates, 1 is unbeaten (North)")
    assert not picture.title.endswith(".")
    assert picture.description.startswith("1 of 12 ratings of a candidate")
    assert "Lee, open: Neutral reputation 0 to 3 (?), Ability to convene 2" in picture.description


def test_it_is_drawn_from_a_partnership_too() -> None:
    assert plot(read_sheets(site()), "candidates").axes
    with pytest.raises(BackboneError, match="no candidates"):
        plot(read_sheets(file_of(["North", TRUST])), "candidates")


@pytest.mark.parametrize("count", [1, 3, 30, 31, 120])
def test_past_the_thirtieth_candidates_are_counted(count: int) -> None:
    names = [f"Candidate {n:03} with a rather long name of its own" for n in range(count)]
    rows = [[name, NEUTRAL, None, n % 4] for n, name in enumerate(names)]
    sheets = with_candidates(file_of(["North", TRUST]), [[n] for n in names], rows)
    picture = picture_of(sheets)
    assert marks(picture)["name"] == min(count, 30)
    told = " ".join(text.get_text() for text in picture.texts)
    assert ("not drawn" in told) is (count > 30)


def test_a_scale_that_is_not_understood_is_a_question_mark() -> None:
    found = marks(picture_of(put(site(), "Criteria!B2", "good")))
    assert found["unknown"] == 4


def test_what_is_not_on_a_scale_of_many_ratings_has_no_ticks() -> None:
    sheets = put(site(), "Criteria!B2", "0 to 100")
    assert marks(picture_of(sheets))["rated"] == 11

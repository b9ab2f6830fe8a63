"""Scales and ratings as people write them."""

from __future__ import annotations

import pytest
from tests.generate import put
from tests.small_candidates import CONVENES, NEUTRAL, site, with_candidates
from tests.small_files import TRUST, file_of, read_sheets

from backbone_kg.model import rank_of, scale_of


@pytest.mark.parametrize(
    ("text", "scale"),
    [
        ("", ("0", "1", "2", "3")),
        ("1 to 5", ("1", "2", "3", "4", "5")),
        ("1-3", ("1", "2", "3")),
        ("1–3", ("1", "2", "3")),
        ("-1 to 1", ("-1", "0", "1")),
        ("no, partly, yes", ("no", "partly", "yes")),
        ("no ; partly;yes", ("no", "partly", "yes")),
        ("0 to 100", tuple(map(str, range(101)))),
    ],
)
def test_a_scale_is_two_numbers_or_words(text: str, scale: tuple[str, ...]) -> None:
    assert scale_of(text) == scale


@pytest.mark.parametrize(
    "text", ["good", "3 to 3", "5 to 1", "0 to 101", "no, , yes", "no, No", "1 to", "1, 2, 1"]
)
def test_what_has_no_two_ratings_in_order_is_no_scale(text: str) -> None:
    assert scale_of(text) == ()


@pytest.mark.parametrize(
    ("rating", "rank"), [("no", 0), ("Partly ", 1), ("YES", 2), ("maybe", None), ("", None)]
)
def test_a_rating_is_found_in_any_case(rating: str, rank: int | None) -> None:
    assert rank_of(rating, ("no", "partly", "yes")) == rank


@pytest.mark.parametrize("through", ["", "ttl", "jsonld"])
def test_all_is_read_from_tables_and_from_rdf_alike(through: str) -> None:
    found = read_sheets(site(), through=through).ratings
    assert [(c.name, bool(c.partner), c.kind.rpartition("#")[2]) for c in found.candidates] == [
        ("North", True, "local-foundation"),
        ("South", True, "community-based-organization"),
        ("City", False, "city-government"),
        ("Lee", False, "consultant"),
    ]
    assert len(found.criteria) == 3
    assert len(found.ratings) == 24
    assert [r.rank for r in found.ratings if r.rater == "Ben"].count(None) == 1
    assert found.not_read == 0


def test_a_file_without_the_sheets_has_no_candidates() -> None:
    found = read_sheets(file_of(["North", TRUST])).ratings
    assert (found.candidates, found.criteria, found.ratings) == ((), (), ())


@pytest.mark.parametrize(
    ("place", "value", "not_read"),
    [
        ("Ratings!D2", "9", 1),
        ("Ratings!A2", "Nobody", 1),
        ("Ratings!B2", "Charm", 1),
        ("Criteria!B2", "good", 1),
        ("Candidates!B4", "Metropolis", 1),
        ("Ratings!D2", None, 0),
    ],
)
def test_what_is_not_understood_is_counted(place: str, value: str | None, not_read: int) -> None:
    assert read_sheets(put(site(), place, value)).ratings.not_read == not_read


def test_it_does_not_weaken_the_figures_on_roles() -> None:
    roster = read_sheets(put(site(), "Ratings!A2", "Nobody")).roster
    assert (roster.not_read.assignments, roster.not_read.cells) == (0, 0)


def test_a_rating_of_words_in_another_case_is_the_same() -> None:
    sheets = with_candidates(
        file_of(["North", TRUST]),
        [["North"]],
        [["north", NEUTRAL.upper(), None, "YES"], ["North", CONVENES, None, "Partly"]],
        [(NEUTRAL, "no, partly, yes"), (CONVENES, "no, partly, yes")],
    )
    assert [rating.rank for rating in read_sheets(sheets).ratings.ratings] == [2, 1]

"""What is wrong on the sheets on candidates is one finding at its cell; what is right is none."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.generate import Cell, Sheets, put, write_csv, write_xlsx
from tests.small_candidates import site

from backbone_kg import read, validate
from backbone_kg.base.findings import Severity


def told(tmp_path: Path, sheets: Sheets, engine: str) -> list[tuple[str, str, str]]:
    found = validate(read(write_csv(tmp_path / "data", sheets)), engine=engine)
    return [(f.code, f.place, f.message) for f in found if f.severity is not Severity.INFO]


def test_a_right_file_has_nothing_to_mend(tmp_path: Path, engine: str) -> None:
    assert told(tmp_path, site(), engine) == []
    book = write_xlsx(tmp_path / "data.xlsx", site())
    assert list(validate(read(book), engine=engine)) == []


@pytest.mark.parametrize(
    ("place", "value"),
    [
        ("Ratings!D2", 0),
        ("Ratings!D2", "3"),
        ("Ratings!D2", None),
        ("Ratings!C2", None),
        ("Ratings!A2", "north"),
        ("Criteria!B2", None),
        ("Criteria!B2", "0–3"),
        ("Criteria!B2", "0, 1, 2, 3"),
        ("Candidates!B4", None),
        ("Candidates!A5", "Lee"),
    ],
)
def test_what_is_right_is_no_finding(place: str, value: Cell, tmp_path: Path, engine: str) -> None:
    assert told(tmp_path, put(site(), place, value), engine) == []


@pytest.mark.parametrize(
    ("place", "value", "code", "message"),
    [
        (
            *("Ratings!D2", 4, "rating-off-scale"),
            "“4” is not a rating of this criterion's scale.",
        ),
        (
            *("Ratings!D2", "high", "rating-off-scale"),
            "“high” is not a rating of this criterion's scale.",
        ),
        (
            *("Ratings!A2", "Nroth", "unknown-candidate"),
            "“Nroth” is not on the sheet “Candidates”.",
        ),
        (
            *("Ratings!B2", "Neutrality", "unknown-criterion"),
            "“Neutrality” is not on the sheet “Criteria”.",
        ),
        ("Ratings!A2", None, "missing-value", "“Candidate” is blank."),
        (
            *("Criteria!B4", "good", "scale-not-understood"),
            "“good” is not a scale with at least two ratings, each of them once.",
        ),
        ("Candidates!B4", "Metropolis", "unknown-type", "“Metropolis” is not a known type."),
        ("Candidates!A5", None, "missing-value", "“Name” is blank."),
    ],
)
def test_what_is_wrong_is_one_finding_at_its_cell(
    place: str, value: Cell, code: str, message: str, tmp_path: Path, engine: str
) -> None:
    sheets = site()
    if place == "Candidates!A5":  # nobody rates who has no name
        sheets["Ratings"] = [row for row in sheets["Ratings"] if row[0] != "Lee"]
    assert told(tmp_path, put(sheets, place, value), engine) == [(code, place, message)]


def test_rows_that_stand_twice_are_told_at_the_second(tmp_path: Path, engine: str) -> None:
    sheets = site()
    sheets["Candidates"].append(["NORTH", None])
    sheets["Criteria"].append(["neutral reputation", None])
    sheets["Ratings"].append(["North", "Neutral reputation", "ana", 1])
    assert told(tmp_path, sheets, engine) == [
        ("duplicate-candidate", "Candidates!A6", "“NORTH” stands here more than once: A2, A6."),
        (
            *("duplicate-criterion", "Criteria!A5"),
            "“neutral reputation” stands here more than once: A2, A5.",
        ),
        (
            *("duplicate-rating", "Ratings!A26"),
            "The same candidate, criterion and rater stand here more than once: A2, A26.",
        ),
    ]


def test_two_raters_are_no_repetition(tmp_path: Path, engine: str) -> None:
    sheets = site()
    sheets["Ratings"].append(["North", "Neutral reputation", "Cy", 1])
    assert told(tmp_path, sheets, engine) == []


def test_a_scale_that_is_not_understood_is_not_told_at_each_rating(
    tmp_path: Path, engine: str
) -> None:
    found = told(tmp_path, put(site(), "Criteria!B2", "good"), engine)
    assert [(code, place) for code, place, _ in found] == [("scale-not-understood", "Criteria!B2")]

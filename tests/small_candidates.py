"""Small data files with candidates for the backbone, and ones at random."""

from __future__ import annotations

import copy
from collections.abc import Sequence
from typing import Any

from hypothesis import strategies as st
from tests.generate import Cell, Sheets
from tests.small_files import POLICY, TRUST, file_of

NEUTRAL, CONVENES, EXPERIENCE = (
    "Neutral reputation",
    "Ability to convene",
    "Collaborative experience",
)
THREE = ((NEUTRAL, "0 to 3"), (CONVENES, "0 to 3"), (EXPERIENCE, "0 to 3"))


def with_candidates(
    sheets: Sheets,
    candidates: Sequence[Sequence[Cell]],
    ratings: Sequence[Sequence[Cell]],
    criteria: Sequence[Sequence[Cell]] = THREE,
) -> Sheets:
    """Return a data file with the sheets on candidates.

    Parameters
    ----------
    candidates
        Name, Type.
    ratings
        Candidate, Criterion, Rater, Rating.
    criteria
        Name, Scale.
    """
    padded = [[*row, *[None] * (2 - len(row))] for row in candidates]
    return {
        **copy.deepcopy(sheets),
        "Candidates": [["Name", "Type"], *padded],
        "Criteria": [["Name", "Scale"], *map(list, criteria)],
        "Ratings": [["Candidate", "Criterion", "Rater", "Rating"], *map(list, ratings)],
    }


def rated(table: dict[str, dict[str, Sequence[Cell]]]) -> list[list[Cell]]:
    """Return rows of Ratings from what each rater says of a candidate on each criterion."""
    return [
        [candidate, criterion, rater, rating]
        for candidate, by_criterion in table.items()
        for criterion, given in by_criterion.items()
        for rater, rating in zip(("Ana", "Ben", "Cy"), given, strict=False)
    ]


SITE: dict[str, dict[str, Sequence[Cell]]] = {
    "North": {NEUTRAL: (2, 3), CONVENES: (3, 3), EXPERIENCE: (2, 2)},
    "South": {NEUTRAL: (0, 1), CONVENES: (3, 3), EXPERIENCE: (2, 2)},
    "City": {NEUTRAL: (0, 1), CONVENES: (2, 2), EXPERIENCE: (1, 1)},
    "Lee": {NEUTRAL: (3, None), CONVENES: (2, 2), EXPERIENCE: (1, 3)},
}
"""North beats South (neutral 2 against 1, else equal) and City (more on all three). Of Lee, Ben
does not know how neutral it is, so that it may be 0: North may beat it."""


def site() -> Sheets:
    """Return two partners, a city government and a consultant, rated by Ana and Ben."""
    sheets = file_of(
        ["North", TRUST],
        ["North", POLICY],
        ["South", TRUST],
        partners=[
            ["North", None, None, None, None, "Local foundation"],
            ["South", None, None, None, None, "Community-based organization"],
        ],
        as_of="2026-01-01",
    )
    return with_candidates(
        sheets,
        [["North"], ["South"], ["City", "City government"], ["Lee", "Consultant"]],
        rated(SITE),
    )


@st.composite
def choices(draw: st.DrawFn, *, most: int = 6) -> Sheets:
    """Return any small choice among candidates; each rater has a row for each of them."""
    names = [f"Candidate {letter}" for letter in "ABCDEF"[: draw(st.integers(1, most))]]
    criteria = [NEUTRAL, CONVENES, TRUST][: draw(st.integers(1, 3))]
    raters = ["Ana", "Ben"][: draw(st.integers(1, 2))]
    given: Any = st.sampled_from([None, 0, 1, 2, 3])
    rows = [[n, c, r, draw(given)] for n in names for c in criteria for r in raters]
    partners = [[name] for name in names[:2]]
    sheets = file_of([names[0], TRUST], [names[0], POLICY], partners=partners)
    return with_candidates(
        sheets, [[name] for name in names], rows, [(c, "0 to 3") for c in criteria]
    )

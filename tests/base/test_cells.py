"""Names of cells and ranges, as a spreadsheet writes them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backbone_kg.base.cells import cell_name, cell_position, column_letters, covers

ROWS = st.integers(0, 1_048_575)
COLUMNS = st.integers(0, 16_383)


@pytest.mark.parametrize(
    ("index", "letters"),
    [(0, "A"), (25, "Z"), (26, "AA"), (51, "AZ"), (52, "BA"), (701, "ZZ"), (702, "AAA")],
)
def test_columns_are_lettered_as_in_a_spreadsheet(index: int, letters: str) -> None:
    assert column_letters(index) == letters


def test_the_last_cell_of_the_largest_sheet_has_its_name() -> None:
    assert cell_name(1_048_575, 16_383) == "XFD1048576"


@given(row=ROWS, column=COLUMNS)
def test_a_cell_is_found_again_by_its_name(row: int, column: int) -> None:
    assert cell_position(cell_name(row, column)) == (row, column)


@given(corners=st.tuples(ROWS, COLUMNS, ROWS, COLUMNS), row=ROWS, column=COLUMNS)
def test_a_range_covers_the_cells_between_its_corners(
    corners: tuple[int, int, int, int], row: int, column: int
) -> None:
    top, bottom = sorted(corners[::2])
    left, right = sorted(corners[1::2])
    area = f"{cell_name(top, left)}:{cell_name(bottom, right)}"
    inside = top <= row <= bottom and left <= column <= right
    assert covers(area, cell_name(row, column)) is inside
    for corner in area.split(":"):
        assert covers(area, corner)


def test_a_range_of_one_cell_covers_it_alone() -> None:
    assert covers("B7", "B7")
    assert not covers("B7", "B8")
    assert not covers("B7", "C7")

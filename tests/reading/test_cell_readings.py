"""What a cell says is remembered: whatever was read before, it is read as if it were the first."""

from __future__ import annotations

import datetime

from hypothesis import given
from hypothesis import strategies as st
from tests.reading.lifting import LAYOUT, with_column

from backbone_kg.base.cells import CellValue, FormulaError, ShownDate, ShownNumber
from backbone_kg.model import Column
from backbone_kg.reading import reader_of

COLUMNS = [column for sheet in LAYOUT.sheets for column in sheet.columns if not column.refers_to]
CELLS: list[CellValue] = [
    *(1, True, 1.0, "1", 0, False, "0", 0.5, "0,5", "yes", "x", "lead", "LEAD ", "present"),
    *("2011", 2011, "2011-12", "since 2019", datetime.date(2011, 12, 1), "May 2019", "a.org"),
    *(datetime.datetime(2011, 12, 1), datetime.datetime(2011, 12, 1, 9), FormulaError("1")),
    *("US-EIN-123456789", "us-ein-12-3456789", " A\u00a0b", "A b", "#REF!", "a" * 300),
]  # fmt: skip


@given(
    st.sampled_from(COLUMNS),
    st.lists(st.sampled_from(CELLS), min_size=1, max_size=8),
    st.booleans(),
    st.booleans(),
)
def test_a_cell_is_read_alike_the_first_time_and_later(
    column: Column, cells: list[CellValue], in_csv: bool, school_years: bool
) -> None:
    anew, kept = reader_of(column, in_csv=in_csv, school_years=school_years)
    assert [kept(cell) for cell in cells] == [anew(cell) for cell in cells]


def test_equal_numbers_and_days_that_are_shown_otherwise_are_read_as_each_is_shown() -> None:
    numbers = [ShownNumber(712, "00712"), ShownNumber(712, "0712"), 712]
    days = [ShownDate("2025", "2025-01-01"), ShownDate("2025", "2025-02-01")]
    found = with_column("Partners", "Notes", *numbers[:2])
    assert [[one.read_as for one in note.cells] for note in found.notes] == [["00712", "0712"]]
    found = with_column("Partners", "Joined", *days)
    told = [one.value for note in found.notes for one in note.cells]
    assert told == ["2025-01-01", "2025-02-01"]

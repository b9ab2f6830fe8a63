"""Whatever is damaged, commands end in an orderly way and lose no cell without a word.

``python -m tests.fuzz --count 100000`` tries as many as one has time for.
"""

from __future__ import annotations

import pytest
from tests.fuzz.damage import PLACES
from tests.fuzz.many import tried
from tests.fuzz.trying import damaged, faults_of
from tests.fuzz.whole import FORMATS, Files, marks_in

KNOWN: tuple[int, ...] = (2, 102, 200239, 200334, 300299, 312114)
"""Numbers of files that brought about a fault."""


def test_damaged_files_bring_about_no_fault() -> None:
    """One of each format and place of damage, each within limits of time and memory."""
    faults = [(item, found) for item, found in tried(range(100, 120)) if found]
    assert faults == []


@pytest.mark.parametrize("number", KNOWN)
def test_a_damaged_file_that_brought_about_a_fault_does_no_more(number: int) -> None:
    assert faults_of(damaged(number), everything=True) == []


def test_each_format_and_place_has_its_turn() -> None:
    files = [damaged(number) for number in range(20)]
    assert {(file.form, file.place) for file in files} == {
        (form, place) for form in FORMATS for place in PLACES
    }


def test_marks_are_found_in_every_kind_of_cell() -> None:
    files: Files = {"Partners.csv": 'Name;zq1z\n"a zq2z";zq3z'.encode("utf-16")}
    assert marks_in(files) == dict.fromkeys(("zq1z", "zq2z", "zq3z"), "Partners")

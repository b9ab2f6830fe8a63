"""The benchmark of the analysis measures what it says that it measures."""

from __future__ import annotations

from pathlib import Path

from benchmarks import analysis
from benchmarks.workbooks import write_workbooks

import backbone_kg
from backbone_kg.analysis import LeftOut


def test_a_made_up_partnership_is_as_large_as_it_says(tmp_path: Path) -> None:
    found = backbone_kg.analyze(backbone_kg.read(analysis.made_up(tmp_path, 40, 30, 200)))
    assert (len(found.partners), len(found.roles), len(found.holdings)) == (40, 30, 200)
    assert found.left_out == LeftOut()
    assert not found.basis.assignments_not_read


def test_it_tells_the_ratio_to_reading_and_how_it_grows(tmp_path: Path) -> None:
    lines = analysis.compare(write_workbooks(tmp_path, 2, 1), quick=True)
    assert any(line.startswith("  analyze / read: ") for line in lines)
    assert sum("× " in line for line in lines) == len(analysis.GROWTH)


def test_a_question_is_answered_in_words(tmp_path: Path) -> None:
    partnership = backbone_kg.read(analysis.made_up(tmp_path, 8, 5, 20))
    for questions in analysis.LARGE.values():
        for question in questions:
            assert question.answer(partnership.roster.at(partnership.roster.as_of))  # type: ignore[arg-type]

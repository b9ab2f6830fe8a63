"""The benchmarks compare like with like: all contestants come to the same findings and figures."""

from __future__ import annotations

import random
from dataclasses import replace
from functools import partial
from pathlib import Path

import openpyxl
import pytest
from benchmarks import batch, commands, planning
from benchmarks.contest import Contest, Sample, compete, verdict
from benchmarks.workbooks import ASSIGNMENTS, PARTNERS, is_faulty, made_up, write_workbooks

from backbone_kg.model import standard_layout

COUNT = 3


@pytest.fixture(scope="module")
def workbooks(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    return write_workbooks(tmp_path_factory.mktemp("workbooks"), COUNT, seed=7)


def test_a_workbook_has_the_size_that_is_claimed_and_uses_every_column(
    workbooks: list[Path],
) -> None:
    book = openpyxl.load_workbook(workbooks[0])
    assert book["Partners"].max_row == PARTNERS + 1
    assert book["Assignments"].max_row == ASSIGNMENTS + 1
    sheets = [sheet for sheet in standard_layout().sheets if not sheet.on_request]
    assert [sheet.name for sheet in sheets] == book.sheetnames
    for sheet in sheets:
        headings, *rows = book[sheet.name].values
        assert list(headings) == [column.heading for column in sheet.shown]
        for heading, *cells in zip(headings, *rows, strict=True):
            assert any(cell is not None for cell in cells), f"{sheet.name}: {heading}"


def test_the_seed_decides_what_a_workbook_says() -> None:
    assert made_up(random.Random("1/0"), 0) == made_up(random.Random("1/0"), 0)
    assert made_up(random.Random("1/0"), 0) != made_up(random.Random("2/0"), 0)


def test_findings_and_figures_are_those_of_the_plain_opponent(workbooks: list[Path]) -> None:
    contestants = (batch.PLAIN, "pyshacl", "shacl")
    found = {name: batch.outcomes(name, workbooks)[1] for name in contestants}
    assert batch.disagreements(found, workbooks) == []
    for number, one in enumerate(found[batch.PLAIN]):
        assert bool(one.findings) == is_faulty(number)
        assert any(name == "All roles" and wanted for name, _, wanted in one.coverage)
        assert len(one.loads) > PARTNERS / 2
        assert one.sole_holders


def test_a_difference_is_told(workbooks: list[Path]) -> None:
    paths = workbooks[:1]
    _, (one,) = batch.outcomes(batch.PLAIN, paths)
    other = replace(one, findings=frozenset({("Partners", "B2", "missing")}))
    (told,) = batch.disagreements({batch.PLAIN: [one], "other": [other]}, paths)
    assert told == "partnership-0000.xlsx, other: findings: [('Partners', 'B2', 'missing')]"


def test_the_pyshacl_command_gets_data_in_which_it_finds_what_the_engines_find(
    workbooks: list[Path],
) -> None:
    workbook = workbooks[2]
    assert is_faulty(2)
    expected = commands.results_of_command(commands.equivalent_turtle(workbook))
    assert expected > 0
    assert commands.results_of_engine(workbook, "pyshacl") == expected


def test_contestants_take_turns_and_who_begins_changes() -> None:
    order = []

    def turn(name: str, number: int) -> Sample:
        order.append((number, name))
        return Sample(2.0 if name == "slow" else 1.0, 1.0)

    contest = compete({name: partial(turn, name) for name in ("slow", "fast")}, 2)
    assert order == [(0, "slow"), (0, "fast"), (1, "fast"), (1, "slow")]
    assert contest.ratios("slow", "fast") == [2.0, 2.0]
    assert contest.cpu_ratio("slow", "fast") == 1.0


def test_a_ratio_is_that_of_all_rounds_together() -> None:
    contest = Contest({"a": [Sample(1, 1), Sample(3, 3)], "b": [Sample(1, 1), Sample(1, 1)]})
    assert contest.total_ratio("a", "b") == 2.0


def test_a_target_that_is_just_reached_is_met() -> None:
    assert verdict(0.5, at_most=0.5).endswith(": met")
    assert verdict(0.51, at_most=0.5).endswith(": MISSED")
    assert verdict(5.0, at_least=5).endswith(": met")


def test_plans_are_measured_with_what_is_proven_of_them() -> None:
    head, line, *_ = planning.compare(quick=True)
    assert head.startswith("  100 partners, 23 roles, 300 assignments, ")
    assert "holders missing 0; FTE over 0; moves " in line

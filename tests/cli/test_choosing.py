"""The commands budget and candidates, as they are printed."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from tests.cli.running import assert_prints, document_of, refused, run
from tests.generate import write_csv
from tests.small_candidates import site
from tests.small_costs import two_partners


def test_a_budget_as_people_see_it(here: Path) -> None:
    write_csv(here / "data", two_partners())
    assert_prints("budget.txt", "budget", "data", "--years", 2, "--growth", "2.5")


def test_a_budget_as_programs_see_it(here: Path) -> None:
    write_csv(here / "data", two_partners())
    document = json.loads(run("budget", "data", "--as-of", "2026-02", "--format", "json").out)
    assert document["schema"] == "https://w3id.org/backbone-kg/schema/budget/1"
    assert (document["as_of"], document["as_of_basis"]) == ("2026-02-28", "asked")
    assert document["total"]["amount"] == 72000.1
    assert [year["number"] for year in document["years"]] == [1, 2, 3]


@pytest.mark.parametrize("wrong", [["--growth", "much"], ["--years", "0"], ["--as-of", "soon"]])
def test_what_cannot_be_meant_is_refused(here: Path, wrong: list[str]) -> None:
    write_csv(here / "data", two_partners())
    assert refused("budget", "data", *wrong).startswith("backbone-kg: ")


def test_candidates_as_people_see_them(here: Path) -> None:
    write_csv(here / "data", site())
    assert_prints("candidates.txt", "candidates", "data", "--as-of", "2026-02")


def test_candidates_as_programs_see_them(here: Path) -> None:
    write_csv(here / "data", site())
    document = document_of("candidates", "data", "--only", "north", "--only", "Lee")
    assert document["schema"] == "https://w3id.org/backbone-kg/schema/candidates/1"
    assert [one["name"] for one in document["candidates"]] == ["North", "Lee"]
    assert document["not_asked_for"] == 2


def test_a_file_without_candidates_says_how_to_add_them(here: Path) -> None:
    write_csv(here / "data", two_partners())
    for arguments in (["candidates", "data"], ["plot", "candidates", "data", "-o", "out.png"]):
        told = refused(*arguments)
        assert "no candidates are named" in told
        assert "backbone-kg new OUT.xlsx --candidates" in told
    assert not (here / "out.png").exists()


def test_a_candidate_that_is_not_there_is_told(here: Path) -> None:
    write_csv(here / "data", site())
    assert "Did you mean “South”?" in refused("candidates", "data", "--only", "Souht")


def test_candidates_are_drawn(here: Path) -> None:
    write_csv(here / "data", site())
    done = run("plot", "candidates", "data", "-o", "out.svg")
    assert done.status == 0
    assert (here / "out.svg").read_text(encoding="utf-8").count("unbeaten") > 1


def test_a_new_workbook_for_candidates_is_ready_to_be_filled_in(here: Path) -> None:
    assert run("new", "out.xlsx", "--candidates").status == 0
    assert "no candidates are named" in refused("candidates", "out.xlsx")

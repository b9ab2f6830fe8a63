"""The commands budget and candidates, as they are printed."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from tests.cli.running import golden, run
from tests.generate import write_csv
from tests.small_costs import two_partners


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a folder that commands are run in."""
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_a_budget_as_people_see_it(here: Path) -> None:
    write_csv(here / "data", two_partners())
    done = run("budget", "data", "--years", 2, "--growth", "2.5")
    assert (done.status, done.err) == (0, "")
    assert done.out == golden("budget.txt", done.out)


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
    done = run("budget", "data", *wrong)
    assert (done.status, done.out) == (2, "")
    assert done.err.startswith("backbone-kg: ")

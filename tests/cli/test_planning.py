"""The commands on what could be otherwise: they tell, and write scenarios that are data files."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from tests.cli.running import EXAMPLES, assert_prints, on_disk, refused, run
from tests.generate import good, put, write_csv

TACOMA = EXAMPLES / "graduate-tacoma" / "2025-09"


@pytest.fixture
def here(with_data: Path) -> Path:
    return with_data


# --- whatif ---------------------------------------------------------------------------------------


def test_tacoma_without_its_backbone() -> None:
    assert_prints("whatif-graduate-tacoma.txt", "whatif", TACOMA)


def test_what_is_supposed_is_read_from_the_options(here: Path) -> None:
    done = run(
        *("whatif", "data", "--without", "youth alliance", "--format", "json"),
        *("--assign", "Mobilize resources=Harbor Schools:0.25"),
        *("--end", "Build trust=Harbor Schools", "--as-of", "2025-03"),
    )
    document = json.loads(done.out)
    assert (document["as_of"], document["asked"]) == ("2025-03-31", True)
    (case,) = document["cases"]
    assert [(one["kind"], one["partner"], one["fte"]) for one in case["suppositions"]] == [
        ("leaves", "Youth Alliance", None),
        ("ends", "Harbor Schools", None),
        ("takes", "Harbor Schools", 0.25),
    ]


@pytest.mark.parametrize("name", ["scenario.xlsx", "scenario.ttl", "scenario.jsonld", "scenario"])
def test_a_scenario_is_a_file_that_can_be_analyzed(name: str, here: Path) -> None:
    done = run("whatif", "data", "--without", "Riverside Foundation", "-o", name)
    assert (done.status, done.err) == (0, f"{name} written.\n")
    assert "2 of 23 roles would have the holders they need; now it is 3." in done.out
    assert "2 of 23 roles have the holders they need." in run("analyze", name).out
    assert run("validate", name).status == 0


def test_neither_the_file_asked_about_nor_another_is_replaced(here: Path) -> None:
    run("convert", "data", "data.xlsx")
    run("convert", "data", "other.xlsx")
    before = on_disk(here)
    asked = ("whatif", "data.xlsx", "--without", "Harbor Schools", "-o")
    assert "this is what is read" in refused(*asked, "data.xlsx", "--force")
    assert "--force" in refused(*asked, "other.xlsx")
    done = run("whatif", "data", "--without", "Harbor Schools", "-o", "data", "--force")
    assert done.status == 2
    assert on_disk(here) == before
    assert run(*asked, "other.xlsx", "--force").status == 0


def test_several_cases_are_not_written_as_one(here: Path) -> None:
    write_csv(here / "two", put(good(), "Partners!D3", "yes"))
    told = refused("whatif", "two", "-o", "scenario.xlsx")
    assert "a scenario file holds one case, and there are 2" in told
    assert not (here / "scenario.xlsx").exists()


def test_an_unknown_name_is_told(here: Path) -> None:
    told = refused("whatif", "data", "--without", "Harbour Schools", "-o", "scenario.xlsx")
    assert "Did you mean “Harbor Schools”?" in told
    assert not (here / "scenario.xlsx").exists()


# --- suggest --------------------------------------------------------------------------------------


def test_tacoma_with_the_roles_that_nothing_is_known_of() -> None:
    assert_prints("suggest-graduate-tacoma.txt", "suggest", TACOMA, "--include-no-evidence")


def test_what_is_asked_for_is_read_from_the_options(here: Path) -> None:
    done = run(
        *(
            "suggest",
            "data",
            "--keep",
            "youth alliance",
            "--forbid",
            "Resolve conflict=Harbor Schools",
        ),
        *("--max-moves", "2", "--allow-end", "--include-no-evidence", "--as-of", "2025-03"),
        *("--format", "json"),
    )
    document = json.loads(done.out)
    assert (document["as_of"], document["max_moves"]) == ("2025-03-31", 2)
    assert document["allow_end"]
    assert document["include_no_evidence"]
    assert len(document["moves"]) == len(document["trade_off"]) - 1 == 2
    assert {move["taker"] for move in document["moves"]} <= {
        "Harbor Schools",
        "Riverside Foundation",
    }


@pytest.mark.parametrize("name", ["applied.xlsx", "applied.ttl", "applied"])
def test_a_plan_that_is_applied_shows_what_was_promised(name: str, here: Path) -> None:
    done = run("suggest", "data", "--apply", name, "--format", "json")
    assert (done.status, done.err) == (0, f"{name} written.\n")
    plan = json.loads(done.out)
    analysis = json.loads(run("analyze", name, "--format", "json").out)
    assert plan["covered_after"] > plan["covered_before"]
    assert analysis["coverage"]["covered"] == plan["covered_after"]
    assert run("validate", name).status == 0

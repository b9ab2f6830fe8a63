"""The commands that show results, and those that write data files."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from tests.cli.running import (
    EXAMPLES,
    assert_prints,
    document_of,
    on_disk,
    printed,
    program,
    refused,
    run,
)
from tests.generate import good, put, write_csv

TACOMA = EXAMPLES / "graduate-tacoma"


@pytest.fixture
def here(with_data: Path) -> Path:
    return with_data


# --- analyze ------------------------------------------------------------------------------------


@pytest.mark.parametrize("date", ["2022-03", "2025-09"])
def test_tacoma_as_people_see_it(date: str) -> None:
    assert_prints(f"analyze-graduate-tacoma-{date}.txt", "analyze", TACOMA / date)


def test_tacoma_as_programs_see_it() -> None:
    done = program("analyze", "graduate-tacoma/2025-09", "--format", "json", cwd=EXAMPLES)
    assert (done.status, done.err) == (0, "")
    document = json.loads(done.out)
    assert document["file"] == "graduate-tacoma/2025-09"
    assert document["partnership"] == "Graduate Tacoma"
    assert document["coverage"]["wanted"] == 23


def test_another_date_can_be_asked_for(here: Path) -> None:
    document = document_of("analyze", "data", "--as-of", "2019-06")
    assert (document["as_of"], document["as_of_basis"]) == ("2019-06-30", "asked")
    assert document["left_out"]["not_begun"] == 2


def test_a_file_with_mistakes_is_analyzed_as_far_as_it_is_understood(here: Path) -> None:
    write_csv(here / "broken", put(good(), "Assignments!A2", "Zebra"))
    said = printed("analyze", "broken")
    assert "1 of 4 assignments could not be read, so what follows is incomplete" in said


def test_lines_fit_the_terminal(here: Path) -> None:
    done = run("analyze", "data", columns=50)
    items = [line for line in done.out.splitlines() if line.startswith(("  - ", "    "))]
    assert max(map(len, items)) <= 50


# --- what writes a file: says so on stderr, and replaces nothing unasked ------------------------

WRITERS = {
    "report.html": ["report", "data", "-o", "report.html"],
    "coverage.svg": ["plot", "coverage", "data", "-o", "coverage.svg"],
    "load.png": ["plot", "load", "data", "-o", "load.png"],
    "network.pdf": ["plot", "network", "data", "-o", "network.pdf"],
    "data.ttl": ["convert", "data", "data.ttl"],
    "data.xlsx": ["convert", "data", "data.xlsx"],
    "data.jsonld": ["convert", "data", "data.jsonld"],
}


@pytest.mark.parametrize("name", WRITERS)
def test_a_file_is_written_once_and_replaced_only_when_asked(name: str, here: Path) -> None:
    done = run(*WRITERS[name])
    assert (done.status, done.out) == (0, "")
    assert done.err.startswith(f"{name} written")
    before = on_disk(here)
    assert refused(*WRITERS[name]).startswith(f"backbone-kg: {name}: this is there already.")
    assert on_disk(here) == before
    (here / name).write_bytes(b"old")
    assert run(*WRITERS[name], "--force").status == 0
    assert (here / name).read_bytes() != b"old"
    assert set(on_disk(here)) == set(before)


@pytest.mark.parametrize("name", WRITERS)
def test_a_missing_folder_is_told(name: str, here: Path) -> None:
    before = on_disk(here)
    told = refused(*[f"no/{name}" if word == name else word for word in WRITERS[name]])
    assert told.startswith(f"backbone-kg: no/{name}: the folder no does not exist.")
    assert on_disk(here) == before


def test_a_new_workbook_is_valid_but_for_what_is_to_be_filled_in(here: Path) -> None:
    assert "backbone-kg validate partners.xlsx" in printed("new", "partners.xlsx")
    done = run("validate", "partners.xlsx", "--format", "json")
    assert done.status == 1
    (file,) = json.loads(done.out)["files"]
    codes = {item["code"] for item in file["findings"]}
    assert codes == {"missing-value", "empty-sheet", "example-row"}
    before = on_disk(here)
    assert run("new", "partners.xlsx").status == 2
    assert on_disk(here) == before
    assert run("new", "partners.xlsx", "--force").status == 0


def test_a_framework_that_is_not_known_is_told_with_those_that_are(here: Path) -> None:
    told = refused("new", "partners.xlsx", "--framework", "nonsense")
    assert "nonsense" in told
    assert "mathematica" in told
    assert not (here / "partners.xlsx").exists()


def test_a_report_has_the_parts_the_title_and_the_logo_that_are_asked_for(tmp_path: Path) -> None:
    logo = tmp_path / "logo.png"
    logo.write_bytes(b"\x89PNG\r\n\x1a\n")
    out = tmp_path / "report.html"
    chosen = ("--part", "partners", "--title", "Our review", "--logo", logo)
    assert run("report", TACOMA / "2025-09", "-o", out, *chosen).status == 0
    page = out.read_text()
    assert "<h1>Our review</h1>" in page
    assert 'id="partners"' in page
    assert 'id="roles"' not in page
    wrong = run("report", TACOMA / "2025-09", "-o", out, "--force", "--part", "rolls")
    assert (wrong.status, "has no part “rolls”" in wrong.err) == (2, True)
    kept = run("report", TACOMA / "2025-09", "-o", logo, "--force", "--logo", logo)
    assert kept.status == 2
    assert logo.read_bytes() == b"\x89PNG\r\n\x1a\n"

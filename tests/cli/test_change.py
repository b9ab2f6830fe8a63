"""What changes in time, at the command line."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.cli.running import EXAMPLES, assert_prints, document_of, refused, run
from tests.generate import good, put, write_csv

from backbone_kg.analysis import Ground

TACOMA = EXAMPLES / "graduate-tacoma"


def test_tacoma_then_and_now() -> None:
    assert_prints(
        *("compare-graduate-tacoma.txt", "compare", TACOMA / "2022-03", TACOMA / "2025-09")
    )


def test_one_file_at_two_dates() -> None:
    done = run("compare", TACOMA / "2025-09", "--from", "2021", "--to", "2024")
    assert done.status == 0
    assert "Collaborative Action Consortium joined (2023)." in done.out
    assert "say with --from which date of this one" in refused("compare", TACOMA / "2025-09")


@pytest.mark.parametrize("new", ["2025-09", "2022-03"])
def test_json_keeps_to_its_schema(new: str) -> None:
    document = document_of("compare", TACOMA / "2022-03", TACOMA / new)
    assert document["then"]["as_of"] == "2022-03-31"


def test_files_of_partnerships_that_are_strangers_are_refused() -> None:
    told = refused("compare", TACOMA / "2022-03", EXAMPLES / "say-yes-buffalo" / "2023")
    assert "are about different partnerships" in told


def test_a_page_is_written_once_and_replaced_only_by_force(tmp_path: Path) -> None:
    old = write_csv(tmp_path / "old", good())
    new = write_csv(tmp_path / "new", put(good(), "Partnership!D2", "2027"))
    page = tmp_path / "page.html"
    command = ("compare", old, new, "--format", "html", "-o", page)
    done = run(*command)
    assert (done.status, done.out) == (0, "")
    assert "Youth Alliance left (2026)." in page.read_text("utf-8")
    assert run(*command).status == 2
    assert run(*command, "--force").status == 0


def test_dates_and_windows_that_cannot_be_end_with_2() -> None:
    for wrong in (("--from", "then"), ("--from", "2021", "--window", "-1")):
        refused("compare", TACOMA / "2025-09", *wrong)


# --- timeline -----------------------------------------------------------------------------------


def test_who_held_what_when_in_tacoma() -> None:
    assert_prints("timeline-graduate-tacoma.txt", "timeline", TACOMA / "2025-09")


def test_a_timeline_as_json_keeps_to_its_schema() -> None:
    document = document_of("timeline", TACOMA / "2025-09")
    assert (document["without_begin"], document["without_end"]) == (10, 33)


def test_a_window_that_cannot_be_ends_with_2() -> None:
    assert run("timeline", TACOMA / "2025-09", "--window", "-1").status == 2


def test_the_page_names_every_ground() -> None:
    page = (EXAMPLES.parent / "docs" / "then-and-now.md").read_text(encoding="utf-8")
    for ground in Ground:
        assert f"| `{ground}` |" in page

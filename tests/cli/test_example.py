"""Examples to try, wherever the program is installed."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.cli.running import printed, run

from backbone_kg.base.shipped import examples

NAMES = list(examples())


def test_the_examples_are_listed() -> None:
    assert NAMES == [
        "graduate-tacoma-2022-03",
        "graduate-tacoma-2025-09",
        "say-yes-buffalo-2023",
    ]
    assert run("example").out.split() == NAMES


@pytest.mark.parametrize("name", NAMES)
def test_an_example_is_written_and_has_nothing_to_mend(name: str, tmp_path: Path) -> None:
    printed("example", name, "-o", tmp_path)
    assert run("validate", tmp_path / f"{name}.xlsx").status == 0
    again = run("example", name, "-o", tmp_path)
    assert (again.status, "--force" in again.err) == (2, True)


def test_an_unknown_name_is_told_with_those_that_are_known() -> None:
    done = run("example", "tacoma")
    assert (done.status, "graduate-tacoma-2025-09" in done.err) == (2, True)

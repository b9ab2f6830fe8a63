"""What a command writes never takes the place of what it reads."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from tests.cli.running import EXAMPLES, refused, run

TTL, CSV, XLSX = "data.ttl", "data/Partners.csv", "data.xlsx"


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    shutil.copytree(EXAMPLES / "graduate-tacoma" / "2025-09", "data")
    for name in (TTL, XLSX):
        assert run("convert", "data", name).status == 0
    return tmp_path


@pytest.mark.parametrize(
    "command",
    [
        f"validate {TTL} --output {TTL}",
        f"validate data --output {CSV}",
        f"validate {TTL} {XLSX} --output {XLSX}",
        f"validate {XLSX} --annotate {XLSX}",
        f"report {TTL} -o {TTL}",
        f"report data -o {CSV}",
        f"report {TTL} --since {XLSX} -o {XLSX}",
        f"compare {TTL} {XLSX} -o {XLSX}",
        f"plot change {TTL} --since {XLSX} -o {XLSX}",
        f"plot coverage {TTL} -o {TTL}",
        f"whatif {TTL} --without Greentrike -o {TTL}",
        f"suggest {TTL} --apply {TTL}",
        f"convert {TTL} {TTL}",
        "convert data data",
        f"import {XLSX} -o {XLSX}",
        f"share {TTL} --key key.xlsx -o {TTL}",
        f"share {XLSX} --key {XLSX} -o copy.ttl",
    ],
)
def test_the_input_is_never_replaced_also_not_with_force(command: str, here: Path) -> None:
    before = {path: path.read_bytes() for path in here.rglob("*") if path.is_file()}
    told = refused(*command.split(), "--force")
    assert "this is what is read, and what is made of it never replaces it" in told
    assert {path: path.read_bytes() for path in here.rglob("*") if path.is_file()} == before

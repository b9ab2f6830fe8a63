"""What departures would do, at the command line; the page of the documentation runs."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from tests.cli.running import EXAMPLES, run

ROOT = EXAMPLES.parent
TACOMA = EXAMPLES / "graduate-tacoma" / "2025-09"
PAGE = (ROOT / "docs" / "departures.md").read_text(encoding="utf-8")


def code(language: str) -> str:
    return "".join(re.findall(rf"```{language}\n(.*?)```", PAGE, re.DOTALL))


@pytest.fixture
def beside_the_examples(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "examples").symlink_to(EXAMPLES)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_programs_get_who_and_whether_it_is_proven() -> None:
    found = json.loads(run("analyze", TACOMA, "--format", "json").out)["resilience"]
    assert found["half"]["departures"] == {"at_least": 8, "at_most": 8, "proven": True}
    assert found["half"]["unique"] is False
    assert found["worst"][0]["partners"] == ["Tacoma Urban League"]
    total = sum(one["value"] for one in found["irreplaceability"])
    assert total == pytest.approx(found["held"])


def test_the_figures_are_in_the_graph() -> None:
    graph = run("analyze", TACOMA, "--format", "ttl").out
    for metric in ("departures-to-lose-half", "lost-with-one", "keep-set", "irreplaceability"):
        assert f"metric/{metric}" in graph or f"metric:{metric}" in graph


@pytest.mark.usefixtures("beside_the_examples")
def test_the_commands_of_the_page_run() -> None:
    for line in code("bash").splitlines():
        program, *arguments = line.split()
        assert program == "backbone-kg"
        assert run(*arguments).status == 0
    assert "at worst" in Path("departures.svg").read_text(encoding="utf-8")


@pytest.mark.usefixtures("beside_the_examples")
def test_the_python_of_the_page_runs(capsys: pytest.CaptureFixture[str]) -> None:
    exec(compile(code("python"), "departures.md", "exec"), {})
    assert "Tacoma Urban League" in capsys.readouterr().out

"""What pages of the documentation show runs: their commands, and their Python."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import pytest
from tests.cli.running import EXAMPLES, run

DOCS = EXAMPLES.parent / "docs"
SAID = {
    "then-and-now.md": "Graduate Tacoma Advocacy Network",
    "departures.md": "Tacoma Urban League",
    "checking-many.md": r"(?m)\A(^.* \| \d+ \| \d+ \| (at least )?\d+ of \d+ .*$\s*)+",
}
"""Pages, each with what its Python prints."""


def blocks(page: str, languages: str) -> str:
    text = (DOCS / page).read_text(encoding="utf-8")
    return "".join(re.findall(rf"```(?:{languages})\n(.*?)```", text, re.DOTALL))


@pytest.fixture(autouse=True)
def _beside_the_examples(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "examples").symlink_to(EXAMPLES)
    monkeypatch.chdir(tmp_path)


@pytest.mark.parametrize("page", SAID)
def test_its_commands_do_their_job(page: str) -> None:
    for line in blocks(page, "bash|sh").splitlines():
        program, *arguments = shlex.split(line)
        assert program == "backbone-kg"
        done = run(*arguments)
        assert done.status == 0, (line, done.err)


@pytest.mark.parametrize(("page", "said"), SAID.items())
def test_its_python_prints_what_it_is_about(
    page: str, said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    exec(compile(blocks(page, "python"), page, "exec"), {})
    assert re.search(said, capsys.readouterr().out)

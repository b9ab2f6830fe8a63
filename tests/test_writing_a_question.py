"""The example of “Write a question” is asked, and answered as the page says.

UPDATE_GOLDEN=1 writes the answers anew.
"""

from __future__ import annotations

import os
import re
import shlex
from pathlib import Path

import pytest
from tests.cli.running import printed

from backbone_kg.sparql import PARAMETER_TYPES, query_from_text

ROOT = Path(__file__).resolve().parent.parent
PAGE = ROOT / "docs" / "writing-a-question.md"
TEXT = PAGE.read_text(encoding="utf-8")
QUESTION = re.findall(r"```sparql\n(.*?)```", TEXT, re.DOTALL)[0]
ANSWERS = re.compile(r"```text\n\$ (.*?)\n(.*?)```", re.DOTALL)


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("examples").symlink_to(ROOT / "examples")
    Path("several-roles.rq").write_text(QUESTION, encoding="utf-8")


@pytest.mark.parametrize("number", range(len(ANSWERS.findall(TEXT))))
def test_the_question_is_answered_as_the_page_says(number: int) -> None:
    command, told = list(ANSWERS.finditer(TEXT))[number].groups()
    found = printed(*shlex.split(command)[1:], "--format", "table")
    if os.environ.get("UPDATE_GOLDEN") == "1":
        page = PAGE.read_text(encoding="utf-8")
        block = list(ANSWERS.finditer(page))[number]
        page = page[: block.start(2)] + found + page[block.end(2) :]
        PAGE.write_text(page, encoding="utf-8")
        told = found
    assert "No answers." not in found
    assert found == told


def test_python_gives_the_same_rows() -> None:
    (code,) = re.findall(r"```python\n(.*?)```", TEXT, re.DOTALL)
    names: dict[str, object] = {}
    exec(code, names)
    frame = names["frame"]
    assert list(frame.columns) == [one.name for one in query_from_text(QUESTION).columns]  # type: ignore[attr-defined]
    assert frame["roles"].min() == 1  # type: ignore[index]


def test_the_page_tells_every_type_and_part() -> None:
    told = re.findall(r"^\| (`.*?) \|", TEXT, re.MULTILINE)
    named = [name for cell in told for name in re.findall(r"`([^`]+)`", cell)]
    assert named == [
        *("summary", "description", "tags", "parameters", "columns"),
        *("name", "type", "description", "default", "allowed", "title", "of"),
        *PARAMETER_TYPES,
    ]

"""Every question of “Ask the graph” is asked, and answered as the page says.

UPDATE_GOLDEN=1 writes the answers anew.
"""

from __future__ import annotations

import os
import re
import shlex
from pathlib import Path

import pytest
from rdflib.plugins.sparql import prepareQuery
from tests.cli.running import printed

from backbone_kg.sparql import find_query

ROOT = Path(__file__).resolve().parent.parent
PAGE = ROOT / "docs" / "ask-the-graph.md"
BLOCKS = re.compile(r"```sparql\n(.*?)```\n\n```text\n\$ (.*?)\n(.*?)```", re.DOTALL)
QUESTIONS = list(BLOCKS.finditer(PAGE.read_text(encoding="utf-8")))
NAMED = re.findall(r"`(backbone-kg query [a-z-]+(?: [^`]*)?)`", PAGE.read_text(encoding="utf-8"))
"""Questions of the library that the page names, as it would have them asked."""


def answer(query: str, command: str, folder: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """Run the command of the page as in a terminal of 100 columns."""
    monkeypatch.chdir(folder)
    Path("examples").symlink_to(ROOT / "examples")
    Path("question.rq").write_text(query, encoding="utf-8")
    words = [*shlex.split(command)[1:], "--format", "table"]
    return printed(*words)


def test_there_are_ten_questions_each_with_its_answer() -> None:
    headings = re.findall(r"^## (\d+)\. .+\?$", PAGE.read_text(encoding="utf-8"), re.MULTILINE)
    assert headings == [str(number) for number in range(1, 11)]
    assert len(QUESTIONS) == len(headings)
    assert len(NAMED) > 5


@pytest.mark.parametrize("number", range(len(QUESTIONS)), ids=lambda number: f"{number + 1}")
def test_a_question_is_answered_as_the_page_says(
    number: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    query, command, told = QUESTIONS[number].groups()
    found = answer(query, command, tmp_path, monkeypatch)
    if os.environ.get("UPDATE_GOLDEN") == "1":
        page = PAGE.read_text(encoding="utf-8")
        block = list(BLOCKS.finditer(page))[number]
        PAGE.write_text(page[: block.start(3)] + found + page[block.end(3) :], encoding="utf-8")
        told = found
    assert "No answers." not in found
    assert found == told


@pytest.mark.parametrize("number", range(len(QUESTIONS)), ids=lambda number: f"{number + 1}")
def test_a_question_is_plain_sparql(number: int) -> None:
    # rdflib's parser is another one than that which answers.
    assert prepareQuery(QUESTIONS[number][1]).algebra.name == "SelectQuery"


@pytest.mark.parametrize("command", NAMED)
def test_a_question_that_the_page_names_has_an_answer(
    command: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    data = (
        "examples/graduate-tacoma/2025-09" if find_query(shlex.split(command)[2]).needs_data else ""
    )
    assert "No answers." not in answer("", f"{command} {data}", tmp_path, monkeypatch)

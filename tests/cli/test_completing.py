"""What a shell offers when Tab is pressed."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from click.testing import CliRunner

from backbone_kg import ontology, queries
from backbone_kg.base.shipped import examples
from backbone_kg.cli import main
from backbone_kg.validation import finding_codes

PAGE = Path(__file__).resolve().parents[2] / "docs" / "shell-completion.md"


def offered(line: str, shell: str = "bash") -> list[str]:
    """Return what is offered behind a line, as the script of a shell hears it."""
    words = line.split(" ")
    told = {
        "_BACKBONE_KG_COMPLETE": f"{shell}_complete",
        "COMP_WORDS": " ".join(words if shell == "bash" else words[:-1]),
        "COMP_CWORD": str(len(words) - 1) if shell == "bash" else words[-1],
    }
    done = CliRunner(env=told).invoke(main, prog_name="backbone-kg")
    assert done.exit_code == 0, done.output
    return done.stdout.splitlines()


def plain(names: object) -> list[str]:
    return [f"plain,{name}" for name in sorted(names)]  # type: ignore[call-overload]


@pytest.mark.parametrize(
    "line",
    [
        "new partners.xlsx --framework ",
        "import own.xlsx --framework ",
        "analyze 2025-09 --as-framework ",
        "analyze --literature ",
        "frameworks show ",
        "history ",
        "crosswalk ",
        "crosswalk fsg-2012-07 ",
    ],
)
def test_short_names_of_frameworks(line: str) -> None:
    assert offered(f"backbone-kg {line}") == plain(one.slug for one in ontology.frameworks())


def test_names_of_questions_findings_and_examples() -> None:
    assert offered("backbone-kg query ") == plain(one.name for one in queries())
    assert offered("backbone-kg queries ") == plain(one.name for one in queries())
    assert offered("backbone-kg explain ") == plain(finding_codes())
    assert offered("backbone-kg example ") == plain(examples())


def test_what_is_begun_narrows_it_down() -> None:
    assert offered("backbone-kg query sole") == ["plain,sole-holders"]
    assert offered("backbone-kg plot cov") == ["plain,coverage"]
    assert offered("backbone-kg va") == ["plain,validate"]


def test_a_question_of_ones_own_is_a_file() -> None:
    assert offered("backbone-kg query ./mi") == ["file,./mi"]
    assert offered("backbone-kg validate par") == ["file,par"]


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_each_line_of_the_page_gives_the_script_of_its_shell(shell: str) -> None:
    text = PAGE.read_text(encoding="utf-8")
    (source,) = re.findall(rf"_BACKBONE_KG_COMPLETE=({shell}_source) backbone-kg", text)
    done = CliRunner(env={"_BACKBONE_KG_COMPLETE": source}).invoke(main, prog_name="backbone-kg")
    assert done.exit_code == 0
    assert f"_BACKBONE_KG_COMPLETE={shell}_complete" in done.stdout


def test_fish_is_offered_the_same() -> None:
    assert offered("backbone-kg query sole", "fish") == ["plain,sole-holders"]

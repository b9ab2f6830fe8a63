"""Every example of the README and of the guides runs as it stands."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import click
import pytest
import yaml
from tests.cli.running import printed, run

from backbone_kg.cli import main

ROOT = Path(__file__).resolve().parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")
KNOWLEDGE = (ROOT / "docs" / "knowledge-base.md").read_text(encoding="utf-8")
GUIDES = [
    (ROOT / "docs" / f"{name}.md").read_text(encoding="utf-8")
    for name in ("commands", "evaluators", "researchers")
]
COMMANDS = [
    *dict.fromkeys(
        line
        for block in re.findall(
            r"```sh\n(.*?)```", "".join((README, KNOWLEDGE, *GUIDES)), re.DOTALL
        )
        for line in block.splitlines()
        if line.startswith("backbone-kg ")
    )
]
WITH_DOCUMENTS = [command for command in COMMANDS if "--documents" in command]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return one folder for all commands: some work on what an earlier one made."""
    made = tmp_path_factory.mktemp("reader")
    (made / "examples").symlink_to(ROOT / "examples")
    return made


@pytest.fixture
def _elsewhere(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(folder)


@pytest.mark.usefixtures("_elsewhere")
@pytest.mark.parametrize("command", [each for each in COMMANDS if each not in WITH_DOCUMENTS])
def test_a_command_of_the_readme_does_its_job(command: str) -> None:
    words = shlex.split(command, comments=True)[1:]
    done = run(*words)
    assert done.status == 0, done
    for name in words:
        if Path(name).suffix and not name.startswith("examples/") and "-" not in name:
            assert Path(name).stat().st_size > 0


@pytest.mark.parametrize("command", WITH_DOCUMENTS)
def test_a_command_on_the_documents_is_understood_and_misses_only_them(
    command: str, tmp_path: Path
) -> None:
    words = shlex.split(command.replace("DIR", str(tmp_path)), comments=True)[1:]
    said = printed(*words, status=2)
    assert "The text of the document is not in the folder" in said or (
        "0 of 5 documents found" in said
    )


@pytest.mark.usefixtures("_elsewhere")
def test_the_python_of_the_readme_runs(capsys: pytest.CaptureFixture[str]) -> None:
    code, knowledge = re.findall(r"```python\n(.*?)```", README, re.DOTALL)
    names: dict[str, object] = {}
    exec(compile(code, "README.md", "exec"), names)
    printed = capsys.readouterr().out.splitlines()
    assert printed[0].startswith("True {")
    assert printed[1] == "10 of 23 roles are covered"
    assert "<svg" in str(names["page"])
    exec(compile(knowledge, "README.md", "exec"), {})
    printed = capsys.readouterr().out.splitlines()
    assert printed[0] == "renamed: Provide overall strategic direction → Guide vision and strategy"
    assert printed[-1].startswith("Lead, or stay behind the scenes?")


@pytest.mark.parametrize("text", [KNOWLEDGE, GUIDES[-1]], ids=["knowledge-base", "researchers"])
def test_the_python_of_a_guide_runs(text: str) -> None:
    (code,) = re.findall(r"```python\n(.*?)```", text, re.DOTALL)
    exec(compile(code, "guide.md", "exec"), {})


def test_each_command_has_an_example() -> None:
    given = yaml.safe_load((ROOT / "docs" / "command-examples.yaml").read_text(encoding="utf-8"))
    assert set(main.list_commands(click.Context(main))) - set(given) == {"sources", "ontology"}


@pytest.mark.parametrize("link", re.findall(r"\]\(([^)#]+)\)", README))
def test_a_link_of_the_readme_leads_somewhere(link: str) -> None:
    assert link.startswith("https://") or (ROOT / link).exists()

"""``ontology check``: how it ends, and what people and programs are told."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from tests.cli.running import printed, refused, run
from tests.validation.test_ontology_check import small_folder


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return small_folder(tmp_path / "ontology")


def without(folder: Path, text: str) -> None:
    path = folder / "small.ttl"
    whole = path.read_text(encoding="utf-8")
    assert text in whole
    path.write_text(whole.replace(text, ""), encoding="utf-8")


def test_files_that_lack_nothing_end_with_0(folder: Path) -> None:
    assert printed("ontology", "check", folder).startswith("Nothing to mend. Checked: 2 files,")


def test_what_must_be_mended_is_told_with_its_line_and_ends_with_1(folder: Path) -> None:
    without(folder, '    skos:definition "Be reliable."@en ;\n')
    done = run("ontology", "check", folder)
    assert (done.status, done.err) == (1, "")
    lines = (folder / "small.ttl").read_text(encoding="utf-8").splitlines()
    line = 1 + next(n for n, text in enumerate(lines) if text.startswith("old:trust a "))
    assert f"small.ttl:{line}  not-one-definition\n" in done.out
    (told,) = json.loads(run("ontology", "check", folder, "--format", "json").out)["findings"]
    assert (told["code"], told["line"]) == ("not-one-definition", line)


def test_an_empty_name_is_no_folder() -> None:
    assert "The name of the folder is empty" in refused("ontology", "check", "")


def test_what_cannot_be_read_is_told_to_programs(folder: Path) -> None:
    (folder / "bad.ttl").write_bytes(b"# fine\n# \xff\n")
    done = run("ontology", "check", folder, "--format", "json")
    assert (done.status, done.err) == (2, "")
    assert json.loads(done.out) == {
        "ok": False,
        "error": f"{folder / 'bad.ttl'}: It is not in UTF-8, first in line 2. Save it as UTF-8.",
    }

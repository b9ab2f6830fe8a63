"""``ontology check`` and ``ontology format``: how they end, and what programs are told."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest
from tests.cli.running import run

from backbone_kg.base.shipped import ontology_dir


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return Path(shutil.copytree(ontology_dir(), tmp_path / "ontology"))


def without(folder: Path, text: str) -> None:
    path = folder / "crosswalk.sssom.tsv"
    lines = path.read_text(encoding="utf-8").splitlines(keepends=True)
    path.write_text("".join(line for line in lines if text not in line), encoding="utf-8")


def test_a_mapping_set_that_is_gone_ends_with_1(folder: Path) -> None:
    (folder / "crosswalk.sssom.tsv").unlink()
    done = run("ontology", "check", folder)
    assert (done.status, done.err) == (1, "")
    assert "  mapping-set-missing\n" in done.out


def test_a_framework_that_is_not_yet_compared_is_told_and_ends_with_0(folder: Path) -> None:
    without(folder, "framework:policylink\t")
    done = run("ontology", "check", folder)
    assert (done.status, done.err) == (0, "")
    assert "frameworks/policylink.ttl:" in done.out
    assert "  framework-not-compared (should mend)\n" in done.out


def test_without_the_documents_each_is_told_once_and_its_passages_are_not(folder: Path) -> None:
    (folder / "documents.ttl").unlink()
    done = run("ontology", "check", folder)
    told = json.loads(run("ontology", "check", folder, "--format", "json").out)["findings"]
    assert done.status == 1
    assert {item["code"] for item in told} == {"undefined-term"}
    assert 20 < len(told) < 100
    assert f"… and {len(told) - 20} more of undefined-term." in done.out
    assert "source/klempin-establishing-the-backbone" in told[0]["iri"]


@pytest.mark.parametrize("command", ["check", "format"])
def test_an_empty_name_is_no_folder(command: str) -> None:
    done = run("ontology", command, "")
    assert (done.status, done.out) == (2, "")
    assert "The name of the folder is empty" in done.err


@pytest.mark.parametrize("command", ["check", "format"])
def test_one_file_is_no_folder(command: str, folder: Path) -> None:
    done = run("ontology", command, folder / "terms.ttl")
    assert (done.status, done.out) == (2, "")
    assert done.err == (
        f"backbone-kg: {folder / 'terms.ttl'}: It is not a folder."
        " Name the folder that holds the ontology's files, not one of them.\n"
    )


def test_what_cannot_be_read_is_told_to_programs(folder: Path) -> None:
    (folder / "bad.ttl").write_bytes(b"# fine\n# \xff\n")
    done = run("ontology", "check", folder, "--format", "json")
    assert (done.status, done.err) == (2, "")
    assert json.loads(done.out) == {
        "ok": False,
        "error": f"{folder / 'bad.ttl'}: It is not in UTF-8, first in line 2. Save it as UTF-8.",
    }

"""What is printed where the console's encoding has not all characters."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.cli.running import run
from tests.generate import good, put, write_csv

from backbone_kg.cli.streams import READABLE, alike


@pytest.fixture(scope="module")
def lodz(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("data") / "lodz"
    write_csv(folder, put(good(), "Partnership!A2", "Łódź 市"))
    return folder


def printed(encoding: str, *arguments: object) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(
        [sys.executable, "-m", "backbone_kg", *map(str, arguments)],
        env={**os.environ, "PYTHONIOENCODING": encoding},
        capture_output=True,
        check=False,
    )


@pytest.mark.parametrize(
    ("encoding", "name"), [("cp1252", "Lódz ?"), ("cp437", "Lódz ?"), ("iso8859-5", "Lodz ?")]
)
def test_what_cannot_be_printed_looks_alike(encoding: str, name: str, lodz: Path) -> None:
    done = printed(encoding, "query", "coverage", lodz, "--format", "table")
    assert (done.returncode, done.stderr) == (0, b"")
    heading, rule, row, *_ = done.stdout.decode(encoding).splitlines()
    assert heading.startswith("partnership")
    assert set(rule) <= set("- ─")
    assert row.startswith(name)


@pytest.mark.parametrize(
    "arguments",
    [
        ["analyze"],
        ["validate"],
        ["validate", "--format", "json"],
        ["query", "who-holds-what"],
        ["query", "network", "--format", "ttl"],
        ["query", "partnerships", "--format", "md"],
    ],
    ids=" ".join,
)
def test_no_command_fails_for_it(arguments: list[str], lodz: Path) -> None:
    done = printed("iso8859-5", *arguments, lodz)
    assert done.returncode in {0, 1}
    assert b"Traceback" not in done.stderr
    assert done.stdout


def test_messages_are_readable_too() -> None:
    done = printed("iso8859-5", "query", "Łódź")
    assert done.returncode == 2
    assert done.stderr.startswith(b'backbone-kg: The library has no question "Lodz".')


@pytest.mark.parametrize("form", ["csv", "tsv", "json", "xml"])
def test_programs_get_every_character(form: str, lodz: Path) -> None:
    asked = ["query", "partnerships", lodz, "--format", form]
    told = printed("cp1252", *asked).stdout.decode("utf-8")
    assert "Łódź 市" in told
    assert told.split() == run(*asked).out.split()


def test_documents_for_programs_hold_every_character(lodz: Path) -> None:
    folder = lodz.with_name("łódź")
    if not folder.exists():
        folder.symlink_to(lodz)
    told = json.loads(printed("cp1252", "validate", folder, "--format", "json").stdout)
    assert json.dumps(told, ensure_ascii=False).count("łódź")


@given(st.text())
def test_every_text_has_one_in_ascii(text: str) -> None:
    assert alike(text).isascii()
    assert text.encode("ascii", READABLE).decode() == "".join(
        one if one.isascii() else alike(one) for one in text
    )
    text.encode("utf-8", READABLE)

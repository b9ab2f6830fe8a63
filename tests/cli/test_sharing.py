"""The command share: what it tells whoever gives a copy away, and what programs get."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from tests.cli.running import golden, on_disk, refused, run
from tests.generate import good, put, write_csv
from tests.published import keeping_to_its_schema

from backbone_kg.sharing import Entry, key_bytes


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a folder with a file and the key of an earlier copy, so that numbers are known."""
    monkeypatch.chdir(tmp_path)
    sheets = put(put(good(), "Partners!G1", "Contact"), "Partners!G3", "Ann Example")
    sheets = put(sheets, "Assignments!A4", "Harbour School Board")
    write_csv(tmp_path / "data", sheets)
    named = [
        ("Partner 04", "Partner", "Riverside Foundation"),
        ("Partner 02", "Partner", "Harbor Schools"),
        ("Partner 09", "Partner", "Youth Alliance"),
    ]
    (tmp_path / "key.xlsx").write_bytes(key_bytes([Entry(*one) for one in named]))
    return tmp_path


def test_the_sender_is_told_who_can_be_recognized_and_what_changes(here: Path) -> None:
    done = run(
        *[
            "share",
            "data",
            "-o",
            "copy.xlsx",
            "--key",
            "key.xlsx",
            "--keep",
            "evidence",
            "--dates",
            "year",
        ]
    )
    assert done.status == 0
    assert done.err == "copy.xlsx written. The key is key.xlsx: do not give it away.\n"
    assert done.out == golden("share.txt", done.out)


def test_programs_get_the_same_without_a_name(here: Path) -> None:
    done = run(*["share", "data", "-o", "copy.ttl", "--key", "key.xlsx", "--format", "json"])
    document = json.loads(done.out)
    keeping_to_its_schema(document)
    assert not re.search("river|harbo|youth|contact|ann |copy|key", done.out, re.IGNORECASE)
    assert document["recognition"]["recognizable"][0]["partner"] == "Partner 04"
    assert document["left_out"] == [{"sheet": "Partners", "heading": "", "cells": 1}]


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ("share data -o copy.ttl", "Missing option '--key'"),
        ("share data -o copy.ttl --key key.xlsx --keep nots", "Did you mean “note”?"),
        ("share data -o data --key key.xlsx --force", "this is what is read"),
        ("share data -o copy.ttl --key data/Partners.csv", "must end in .xlsx"),
        ("share none -o copy.ttl --key key.xlsx", "There is no such file or folder"),
    ],
)
def test_what_cannot_be_done_is_told_and_nothing_is_written(
    arguments: str, message: str, here: Path
) -> None:
    before = on_disk(here)
    assert message in refused(*arguments.split())
    assert on_disk(here) == before

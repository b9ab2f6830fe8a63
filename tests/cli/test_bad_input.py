"""Bad input: where and what to do, an honest exit status, and nothing changed on disk."""

from __future__ import annotations

import io
import json
from collections.abc import Callable
from pathlib import Path

import pytest
from msoffcrypto.format.ooxml import OOXMLFile  # type: ignore[import-untyped]  # has none
from tests.cli.running import Done, on_disk, program, refused, run
from tests.generate import good, workbook, write_csv
from tests.packages import saved

Make = Callable[[Path], Path]
"""Writes a file into a folder and returns its path."""


def file_of(name: str, content: bytes) -> Make:
    def make(folder: Path) -> Path:
        path = folder / name
        path.write_bytes(content)
        return path

    return make


def validated(path: Path, engine: str, *more: str) -> Done:
    """Validate a file and make sure that nothing on disk has changed, nor any traceback printed."""
    folder = path.parent if path.parent.name != "data" else path.parents[1]
    before = on_disk(folder)
    done = run("validate", path, "--engine", engine, *more)
    assert on_disk(folder) == before
    assert "Traceback" not in done.out + done.err
    return done


# --- what cannot be read: exit status 2 ---------------------------------------------------------


def without(name: str) -> Make:
    return lambda folder: folder / name


def with_password() -> bytes:
    encrypted = io.BytesIO()
    OOXMLFile(io.BytesIO(saved(workbook(good())))).encrypt("secret", encrypted)
    return encrypted.getvalue()


def empty_folder(folder: Path) -> Path:
    (folder / "data").mkdir()
    return folder / "data"


def with_empty_sheet_file(folder: Path) -> Path:
    path = write_csv(folder / "data", good())
    (path / "Partners.csv").write_bytes(b"")
    return path


def with_remote_context(folder: Path) -> Path:
    document = {"@context": "https://schema.org/", "@id": "https://example.org/p"}
    return file_of("data.jsonld", json.dumps(document).encode())(folder)


def with_hidden_remote_context(folder: Path) -> Path:
    own = "https://w3id.org/backbone-kg/context.jsonld"
    inner = {"@context": [{"@import": "https://example.org/context"}]}
    document = {"@context": own, "@graph": [{"id": "https://example.org/p", "notes": inner}]}
    return file_of("data.jsonld", json.dumps(document).encode())(folder)


BAD_TURTLE = b"@prefix ex: <https://example.org/> .\nex:a ex:b ex:c .\nex:a ex:b ,, ex:c .\n"

UNREADABLE: dict[str, tuple[Make, list[str]]] = {
    "missing file": (without("no.xlsx"), ["There is no such file or folder.", "Check the name."]),
    "missing folder": (without("no"), ["There is no such file or folder."]),
    "empty workbook": (
        file_of("data.xlsx", b""),
        ["The file is empty (0 bytes).", "Save it again"],
    ),
    "empty turtle": (file_of("data.ttl", b" \n"), ["The file is empty."]),
    "empty folder": (
        empty_folder,
        ["There is no .csv file in this folder.", "Save each sheet as a .csv file"],
    ),
    "empty csv file": (with_empty_sheet_file, ["Partners.csv: The file is empty (0 bytes)."]),
    "text named xlsx": (
        file_of("data.xlsx", b"Name,Type\nA,B\n"),
        ["This is a text file, not a workbook", "save it as .xlsx or .ods"],
    ),
    "page named xlsx": (file_of("data.xlsx", b"<html></html>"), ["This is a web page"]),
    "pdf named xlsx": (file_of("data.xlsx", b"%PDF-1.7"), ["This is a PDF file"]),
    "truncated xlsx": (
        file_of("data.xlsx", saved(workbook(good()))[:3000]),
        ["The workbook is damaged, or only a part of it is here.", "Copy or download it again"],
    ),
    "xlsx with a password": (
        file_of("data.xlsx", with_password()),
        ["This workbook is protected by a password.", "remove the password"],
    ),
    "turtle with a mistake": (
        file_of("data.ttl", BAD_TURTLE),
        ["It is not Turtle: line 3, column 11:", "Mend it there"],
    ),
    "turtle with an unknown prefix": (
        file_of("data.ttl", b"\n  ex:a ex:b ex:c ."),
        ["It is not Turtle: line 2, column 3:", "ex:"],
    ),
    "json-ld with a mistake": (
        file_of("data.jsonld", b'{"@context":\n {}, }'),
        ["It is not JSON: line 2, column "],
    ),
    "json-ld nested too deeply": (
        file_of("data.jsonld", b"[" * 100_000),
        ["Its brackets are nested too deeply."],
    ),
    "json-ld with a remote context": (
        with_remote_context,
        ["It takes its context from https://schema.org/", "nothing is fetched from the network",
         "Put the context itself into the file; that of a data file is https://w3id.org/backbone-kg/context.jsonld."],
    ),
    "json-ld with a hidden remote context": (
        with_hidden_remote_context,
        ["It takes its context from https://example.org/context"],
    ),
    "unknown kind of file": (
        file_of("data.docx", b"x"),
        ["This kind of file is not known.", "Use .xlsx, .xlsm, .ods, a folder of .csv files"],
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", UNREADABLE)
def test_what_cannot_be_read_is_told_with_its_name(name: str, tmp_path: Path) -> None:
    make, words = UNREADABLE[name]
    path = make(tmp_path)
    done = validated(path, "pyshacl")
    assert done.status == 2
    assert done.out == ""
    assert done.err.startswith(f"backbone-kg: {path}")
    assert done.err.count("\n") == 1
    for word in words:
        assert word in done.err
    told = validated(path, "shacl", "--format", "json")
    assert (told.status, told.err) == (2, "")
    document = json.loads(told.out)
    assert (document["ok"], document["files"]) == (False, [])
    (unreadable,) = document["unreadable"]
    assert f"backbone-kg: {unreadable['file']}: {unreadable['reason']}\n" == done.err


@pytest.mark.parametrize("verb", ["analyze", "report", "plot", "convert"])
@pytest.mark.parametrize("name", ["missing file", "truncated xlsx", "turtle with a mistake"])
def test_every_verb_says_the_same_of_what_cannot_be_read(
    verb: str, name: str, tmp_path: Path
) -> None:
    make, words = UNREADABLE[name]
    path = make(tmp_path)
    before = on_disk(tmp_path)
    arguments: dict[str, list[object]] = {
        "analyze": [path],
        "report": [path, "-o", tmp_path / "out.html"],
        "plot": ["load", path, "-o", tmp_path / "out.svg"],
        "convert": [path, tmp_path / "out.jsonld"],
    }
    assert all(word in refused(verb, *arguments[verb]) for word in words)
    assert on_disk(tmp_path) == before


def test_as_a_program_of_its_own_no_traceback_is_seen(tmp_path: Path) -> None:
    make, words = UNREADABLE["turtle with a mistake"]
    path = make(tmp_path)
    done = program("validate", path, cwd=tmp_path)
    assert (done.status, done.out) == (2, "")
    assert all(word in done.err for word in words)
    assert done.err.count("\n") == 1

"""Bad input: where and what to do, an honest exit status, and nothing changed on disk."""

from __future__ import annotations

import io
import json
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import openpyxl
import pytest
from msoffcrypto.format.ooxml import OOXMLFile  # type: ignore[import-untyped]  # has none
from openpyxl.styles import Font
from tests.cli.running import Done, on_disk, program, refused, run
from tests.generate import Cell, Sheets, good, put, workbook, write_csv, write_xlsx
from tests.packages import saved

ENGINES = ["pyshacl", "shacl"]
Make = Callable[[Path], Path]
"""Writes a file into a folder and returns its path."""


def csv_with(place: str, value: Cell) -> Make:
    return lambda folder: write_csv(folder / "data", put(good(), place, value))


def xlsx_with(place: str, value: Cell) -> Make:
    return lambda folder: write_xlsx(folder / "data.xlsx", put(good(), place, value))


def file_of(name: str, content: bytes) -> Make:
    def make(folder: Path) -> Path:
        path = folder / name
        path.write_bytes(content)
        return path

    return make


def edited(change: Callable[[openpyxl.Workbook], object]) -> Make:
    def make(folder: Path) -> Path:
        book = workbook(good())
        change(book)
        book.save(folder / "data.xlsx")
        return folder / "data.xlsx"

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


# --- what must be mended: exit status 1 ---------------------------------------------------------


@dataclass(frozen=True)
class Told:
    """A finding as it must be told: its code, its place, and words of its message and remedy."""

    code: str
    place: str
    words: tuple[str, ...]


def error_cell(book: openpyxl.Workbook) -> None:
    book["Assignments"]["D3"] = "#REF!"
    book["Assignments"]["D3"].data_type = "e"


WRONG: dict[str, tuple[Make, Told]] = {
    "unknown partner": (
        csv_with("Assignments!A3", "Riverside Fundation"),
        Told("unknown-partner", "Assignments!A3",
             ("“Riverside Fundation” is not on the sheet “Partners”.",
              "Did you mean “Riverside Foundation”?", "or add it there")),
    ),
    "formula error in a workbook": (
        edited(error_cell),
        Told("formula-error", "Assignments!D3",
             ("The formula in this cell has no result: it shows #REF!.", "Mend the formula")),
    ),
    "formula that was never calculated": (
        xlsx_with("Assignments!D3", "=0.1+0.1"),
        Told("not-calculated", "Assignments!D3", ("=0.1+0.1", "Open and save the file")),
    ),
    "merged cells": (
        edited(lambda book: book["Assignments"].merge_cells("A2:A3")),
        Told("merged-cells", "Assignments!A2:A3", ("The cells A2:A3 are merged", "Unmerge them")),
    ),
}  # fmt: skip
"""What each kind of finding says is tested with its page; these come in each their own way."""


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize("name", WRONG)
def test_what_is_wrong_is_told_at_its_cell(name: str, engine: str, tmp_path: Path) -> None:
    make, expected = WRONG[name]
    path = make(tmp_path)
    done = validated(path, engine, "--format", "json")
    assert (done.status, done.err) == (1, "")
    (file,) = json.loads(done.out)["files"]
    (item,) = [item for item in file["findings"] if item["severity"] != "info"]
    assert (item["code"], f"{item['sheet']}!{item['cell']}") == (expected.code, expected.place)
    assert all(word in f"{item['message']} {item['remedy']}" for word in expected.words)
    people = validated(path, engine)
    assert (people.status, people.err) == (1, "")
    sheet, _, cell = expected.place.partition("!")
    assert people.out.startswith(f"{path}\n")
    assert f"\n  {sheet}\n" in people.out
    assert f"\n    {cell} " in people.out
    assert all(word in " ".join(people.out.split()) for word in expected.words)


def test_a_program_of_its_own_says_so_too(tmp_path: Path) -> None:
    make, expected = WRONG["merged cells"]
    path = make(tmp_path)
    done = program("validate", path.name, cwd=tmp_path)
    assert (done.status, done.err) == (1, "")
    assert done.out.startswith(f"{path.name}\n")
    assert expected.words[0].split(".")[0] in " ".join(done.out.split())


# --- what is forgiven: exit status 0 and a note -------------------------------------------------


def with_accents() -> Sheets:
    sheets = put(good(), "Partners!A4", "Alianza Peña")
    return put(sheets, "Assignments!A5", "Alianza Peña")


def encoded(encoding: str) -> Make:
    return lambda folder: write_csv(folder / "data", with_accents(), encoding=encoding)


def separated(separator: str) -> Make:
    return lambda folder: write_csv(folder / "data", good(), separator=separator)


def with_blank_rows(book: openpyxl.Workbook) -> None:
    book["Assignments"]["A100005"].font = Font(bold=True)


FORGIVEN: dict[str, tuple[Make, list[tuple[str, str, str]]]] = {
    "UTF-16": (
        encoded("utf-16"),
        [("encoding-guessed", sheet, "read as UTF-16") for sheet in good()],
    ),
    "Windows-1252": (
        encoded("cp1252"),
        [("encoding-guessed", s, "as Windows-1252") for s in ("Partners!A4", "Assignments!A5")],
    ),
    "tabs": (
        separated("\t"),
        [("separator-guessed", sheet, "divided by a tab") for sheet in good()],
    ),
    "blank rows of a workbook": (
        edited(with_blank_rows),
        [("blank-rows", "Assignments", "100000 blank rows at the end")],
    ),
    "stray spaces": (
        csv_with("Assignments!A3", " Riverside\u00a0Foundation "),
        [("stray-spaces", "Assignments!A3", "“Riverside Foundation” were passed over.")],
    ),
}


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize("name", FORGIVEN)
def test_what_is_safe_is_forgiven_and_told(name: str, engine: str, tmp_path: Path) -> None:
    make, expected = FORGIVEN[name]
    done = validated(make(tmp_path), engine, "--format", "json", "--strict")
    assert (done.status, done.err) == (0, "")
    (file,) = json.loads(done.out)["files"]
    assert file["read"] == {"partners": 3, "roles": 0, "assignments": 4}
    found = file["findings"]
    places = ["!".join(filter(None, (item["sheet"], item["cell"]))) for item in found]
    assert [(item["code"], place) for item, place in zip(found, places, strict=True)] == [
        (code, place) for code, place, _ in expected
    ]
    for item, (_, _, words) in zip(found, expected, strict=True):
        assert item["severity"] == "info"
        assert words in item["message"]


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize(("strict", "status"), [((), 0), (("--strict",), 1)])
def test_an_unknown_heading_is_a_warning(
    strict: tuple[str, ...], status: int, engine: str, tmp_path: Path
) -> None:
    path = csv_with("Partners!G1", "Favorite color")(tmp_path)
    done = validated(path, engine, *strict)
    assert done.status == status
    assert done.out == (
        f"{path}\n"
        "\n"
        "  Partners\n"
        "    G1  should mend  The column “Favorite color” is not known; it was kept but not used.\n"
        "                     Leave it if you only want to keep it here. [unknown-heading]\n"
        "\n"
        "  1 should be mended. Read: 3 partners, 4 assignments.\n"
        "\n"
        "Why what is named in brackets matters and how to mend it: backbone-kg explain "
        "unknown-heading (the\n"
        "same as https://w3id.org/backbone-kg/findings/unknown-heading)\n"
    )

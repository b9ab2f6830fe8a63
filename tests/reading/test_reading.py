"""A path is read as what it is, and a wrong one is refused with the way out."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.generate import write_csv
from tests.reading.test_workbooks import ods_of, ods_value, row_of
from tests.small_files import file_of, read_sheets

from backbone_kg import Ontology, read, write
from backbone_kg.base.errors import CannotReadError
from backbone_kg.base.progress import watched
from backbone_kg.base.shipped import ontology_dir
from backbone_kg.graph.rdflib_terms import PARTNER
from backbone_kg.knowledge import standard_ontology
from backbone_kg.model import layout_from, standard_layout
from backbone_kg.reading import FORMATS

SHEETS = file_of(["Harbor Schools", "Build trust"], ["Riverside Fund", "Mobilize resources"])
KINDS = {
    "data": "csv",
    "folder.xlsx": "csv",
    "data.xlsx": "xlsx",
    "DATA.XLSX": "xlsx",
    "data.ods": "ods",
    "data.ttl": "ttl",
    "data.TTL": "ttl",
    "data.jsonld": "jsonld",
}


def made(path: Path) -> Path:
    """Write a data file of the kind that its name stands for."""
    if KINDS[path.name] == "ods":
        rows = {n: [row_of(*map(ods_value, row)) for row in rows] for n, rows in SHEETS.items()}
        path.write_bytes(ods_of(rows))
        return path
    if KINDS[path.name] == "csv":
        path.mkdir()
    write(read_sheets(SHEETS), path)
    return path


@pytest.mark.parametrize("name", KINDS)
def test_a_path_is_read_as_what_it_is(tmp_path: Path, name: str) -> None:
    found = read(made(tmp_path / name))
    assert (found.format, found.file) == (KINDS[name], str(tmp_path / name))
    assert (found.name, found.count(PARTNER)) == ("River Valley Together", 2)
    assert bool(found.places.rows) is (KINDS[name] in {"csv", "xlsx", "ods"})


def test_a_path_may_be_a_text_as_the_user_typed_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made(tmp_path / "data")
    monkeypatch.chdir(tmp_path)
    assert read("data").file == "data"


def test_by_default_it_is_read_with_what_ships_with_this_version(tmp_path: Path) -> None:
    found = read(made(tmp_path / "data"))
    assert found.layout is standard_layout()
    assert found.ontology is standard_ontology()


@pytest.mark.parametrize("name", ["data", "data.xlsx", "data.ttl", "data.jsonld"])
def test_another_layout_and_ontology_can_be_given(tmp_path: Path, name: str) -> None:
    layout = layout_from(ontology_dir() / "shapes" / "partnership.ttl")
    ontology = Ontology(standard_ontology().graph)
    found = read(made(tmp_path / name), layout=layout, ontology=ontology)
    assert found.layout is layout
    assert found.ontology is ontology


@pytest.mark.parametrize(
    ("name", "problem", "remedy"),
    [
        ("nowhere.xlsx", "There is no such file or folder.", "Check the name."),
        ("Partners.csv", "This is one csv file.", "Name the folder that holds all of them."),
        ("Partners.CSV", "This is one csv file.", "Name the folder that holds all of them."),
        ("data.docx", "This kind of file is not known.", f"Use {FORMATS}."),
        ("data", "This kind of file is not known.", f"Use {FORMATS}."),
        ("data.yaml", "This kind of file is not known.", f"Use {FORMATS}."),
    ],
)
def test_a_wrong_path_is_refused_with_the_reason_and_the_way_out(
    tmp_path: Path, name: str, problem: str, remedy: str
) -> None:
    path = tmp_path / name
    if not name.startswith("nowhere"):
        path.write_text("Name\nA\n", encoding="utf-8")
    with pytest.raises(CannotReadError) as caught:
        read(path)
    assert (caught.value.path, caught.value.problem) == (str(path), problem)
    assert caught.value.remedy == remedy
    assert str(caught.value) == f"{path}: {problem} {remedy}"


@pytest.mark.parametrize("name", ["data.xlsx", "data.ods", "data.xls", "data.ttl", "data.jsonld"])
@pytest.mark.parametrize("content", [b"", b"{ Name\nA\n", b"\0\1\2"])
def test_a_file_that_is_not_what_its_name_says_is_refused_with_the_way_out(
    tmp_path: Path, name: str, content: bytes
) -> None:
    path = tmp_path / name
    path.write_bytes(content)
    with pytest.raises(CannotReadError) as caught:
        read(path)
    assert caught.value.path == str(path)
    assert caught.value.problem.endswith(".")
    assert caught.value.remedy.endswith(".")


def test_every_format_that_the_refusal_names_can_be_read() -> None:
    folder = "a folder of .csv files (or a .zip of them)"  # tests/reading/test_csv_archives.py
    readable = {Path(name).suffix.lower() or folder for name in KINDS}
    readable.add(".xlsm")  # tests/writing/test_macro_workbooks.py
    for part in FORMATS.replace(" or ", ", ").split(", "):
        assert part in readable


def test_who_watches_is_told_how_many_rows_are_read(tmp_path: Path) -> None:
    rows = [[f"Partner {number}"] for number in range(1200)]
    sheets = [*file_of(partners=rows).items()][:2]
    file = write_csv(tmp_path / "data", dict(sheets))
    seen: list[tuple[int, int]] = []
    with watched(lambda done, total: seen.append((done, total))):
        read(file)
    assert seen == [(1, 1201), (501, 1201), (1001, 1201), (1201, 1201)]

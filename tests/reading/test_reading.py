"""A path is read as what it is, and a wrong one is refused with the way out."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import odf.opendocument
import odf.table
import odf.text
import openpyxl
import pytest

from backbone_kg import Ontology, read
from backbone_kg.base.errors import CannotReadError
from backbone_kg.base.shipped import ontology_dir
from backbone_kg.base.watching import watched
from backbone_kg.graph.terms import PARTNER
from backbone_kg.knowledge import standard_ontology
from backbone_kg.model import layout_from, standard_layout
from backbone_kg.reading import FORMATS

# odfpy makes its functions on the fly, without types.
table: Any = odf.table
text: Any = odf.text
new_spreadsheet: Any = odf.opendocument.OpenDocumentSpreadsheet

SHEETS = {
    "Partnership": [["Name", "Framework"], ["River Valley", "Mathematica"]],
    "Partners": [["Name"], ["Harbor Schools"], ["Riverside Fund"]],
}
TURTLE = """
@prefix bkg: <https://w3id.org/backbone-kg/ontology#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
<https://example.org/p> a bkg:Partnership ; skos:prefLabel "River Valley" .
<https://example.org/p/1> a bkg:Partner . <https://example.org/p/2> a bkg:Partner .
"""
JSON_LD = """{"@graph": [
  {"@id": "https://example.org/p",
   "@type": "https://w3id.org/backbone-kg/ontology#Partnership",
   "http://www.w3.org/2004/02/skos/core#prefLabel": "River Valley"},
  {"@id": "https://example.org/p/1", "@type": "https://w3id.org/backbone-kg/ontology#Partner"},
  {"@id": "https://example.org/p/2", "@type": "https://w3id.org/backbone-kg/ontology#Partner"}
]}"""


def csv_folder(path: Path) -> None:
    path.mkdir()
    for name, rows in SHEETS.items():
        lines = [",".join(row) for row in rows]
        (path / f"{name}.csv").write_text("\n".join(lines), encoding="utf-8")


def xlsx(path: Path) -> None:
    book = openpyxl.Workbook()
    book.remove(book.worksheets[0])
    for name, rows in SHEETS.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(row)
    book.save(path)


def ods(path: Path) -> None:
    book = new_spreadsheet()
    for name, rows in SHEETS.items():
        sheet = table.Table(name=name)
        for row in rows:
            line = table.TableRow()
            for value in row:
                cell = table.TableCell(valuetype="string")
                cell.addElement(text.P(text=value))
                line.addElement(cell)
            sheet.addElement(line)
        book.spreadsheet.addElement(sheet)
    book.save(str(path))


def turtle(path: Path) -> None:
    path.write_text(TURTLE, encoding="utf-8")


def json_ld(path: Path) -> None:
    path.write_text(JSON_LD, encoding="utf-8")


KINDS: dict[str, tuple[Callable[[Path], None], str]] = {
    "data": (csv_folder, "csv"),
    "folder.xlsx": (csv_folder, "csv"),
    "data.xlsx": (xlsx, "xlsx"),
    "DATA.XLSX": (xlsx, "xlsx"),
    "data.ods": (ods, "ods"),
    "data.ttl": (turtle, "ttl"),
    "data.TTL": (turtle, "ttl"),
    "data.jsonld": (json_ld, "jsonld"),
}


@pytest.mark.parametrize("name", KINDS)
def test_a_path_is_read_as_what_it_is(tmp_path: Path, name: str) -> None:
    write, kind = KINDS[name]
    write(tmp_path / name)
    found = read(tmp_path / name)
    assert (found.format, found.file) == (kind, str(tmp_path / name))
    assert (found.name, found.count(PARTNER)) == ("River Valley", 2)
    assert bool(found.places.rows) is (kind in {"csv", "xlsx", "ods"})


def test_a_path_may_be_a_text_as_the_user_typed_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    csv_folder(tmp_path / "data")
    monkeypatch.chdir(tmp_path)
    assert read("data").file == "data"


def test_by_default_it_is_read_with_what_ships_with_this_version(tmp_path: Path) -> None:
    csv_folder(tmp_path / "data")
    found = read(tmp_path / "data")
    assert found.layout is standard_layout()
    assert found.ontology is standard_ontology()


@pytest.mark.parametrize("name", ["data", "data.xlsx", "data.ttl", "data.jsonld"])
def test_another_layout_and_ontology_can_be_given(tmp_path: Path, name: str) -> None:
    KINDS[name][0](tmp_path / name)
    layout = layout_from(ontology_dir() / "shapes" / "partnership.ttl")
    ontology = Ontology(standard_ontology().graph)
    found = read(tmp_path / name, layout=layout, ontology=ontology)
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
    csv_folder(tmp_path / "data")
    rows = [f"Partner {number}" for number in range(1200)]
    (tmp_path / "data" / "Partners.csv").write_text("\n".join(["Name", *rows]), encoding="utf-8")
    seen: list[tuple[int, int]] = []
    with watched(lambda done, total: seen.append((done, total))):
        read(tmp_path / "data")
    assert seen == [(1, 1201), (501, 1201), (1001, 1201), (1201, 1201)]

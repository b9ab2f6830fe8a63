"""What a spreadsheet program makes of texts that look like formulas: texts."""

from __future__ import annotations

import csv
from pathlib import Path

import openpyxl
import pytest
from tests.cli.running import run
from tests.office import CSV_WITH_FORMULAS, converted
from tests.small_files import Row, file_of, read_sheets

from backbone_kg import Partnership, read, validate, write
from backbone_kg.model import without_derived
from backbone_kg.writing import write_annotated

EVIL = [
    *("=1+1", "+1+1", "-1+1", "@SUM(1)", "＝1+1", '=HYPERLINK("http://x.org","x")', "'=1+1"),
    *("- a\n- b", "=cmd|'/C calc'!A0", '"=1+1', "Acme;=1+1;", "Acme\t=1+1", "-5"),
]


@pytest.fixture
def data() -> Partnership:
    rows: list[Row] = [[name, f"={name}", -1] for name in EVIL]
    return read_sheets(file_of(*rows))


def test_they_are_read_back_as_what_they_were(data: Partnership, tmp_path: Path) -> None:
    for name in ("folder", "data.xlsx"):
        write(data, tmp_path / name)
        again = read(tmp_path / name)
        assert set(without_derived(again.graph)) == set(without_derived(data.graph))
    (note,) = {n.code for n in read(tmp_path / "folder").notes if n.code == "marked-text"}
    assert note


def test_a_number_stays_a_number(data: Partnership, tmp_path: Path) -> None:
    write(data, tmp_path / "folder")
    with (tmp_path / "folder" / "Assignments.csv").open(encoding="utf-8", newline="") as stream:
        assert stream.readline() == "sep=,\n", "cut at semicolons, a text would hold a formula"
        rows = list(csv.DictReader(stream))
    assert {row["FTE"] for row in rows} == {"-1"}
    assert (rows[0]["Partner"], rows[0]["Role"]) == ("'=1+1", "'==1+1")


def test_answers_in_csv_hold_none_unless_they_are_to_be_exact(tmp_path: Path) -> None:
    (tmp_path / "q.rq").write_text('SELECT ("=1+1" AS ?a) (-1 AS ?b) {}', encoding="utf-8")
    plain, exact = (run("query", tmp_path / "q.rq", *more).out for more in ((), ("--exact",)))
    assert plain.splitlines() == ["a,b", "'=1+1,-1"]
    assert exact.splitlines() == ["a,b", "=1+1,-1"]


@pytest.mark.office
def test_libreoffice_evaluates_nothing(data: Partnership, tmp_path: Path) -> None:
    control = tmp_path / "control.csv"
    control.write_text("a\n=1+1\n", encoding="utf-8")
    write(data, tmp_path / "folder")
    sheets = sorted((tmp_path / "folder").iterdir())
    read_as = converted(tmp_path, "xlsx", control, *sheets, infilter=CSV_WITH_FORMULAS)
    assert formulas(read_as[0]) == ["=1+1"], "such a cell of csv would be evaluated"
    write(data, tmp_path / "data.xlsx")
    write_annotated(tmp_path / "folder", validate(data), tmp_path / "annotated.xlsx")
    read_as += converted(
        tmp_path / "folder", "xlsx", tmp_path / "data.xlsx", tmp_path / "annotated.xlsx"
    )
    for path in read_as[1:]:
        assert formulas(path) == [], path


def formulas(workbook: Path) -> list[object]:
    book = openpyxl.load_workbook(workbook)
    cells = (cell for sheet in book for row in sheet.iter_rows() for cell in row)
    return [cell.value for cell in cells if cell.data_type == "f"]

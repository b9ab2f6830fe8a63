"""Tables of many partnerships are read as their files would be, each row told where it stands."""

from __future__ import annotations

import csv
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from tests.generate import Sheets, good, put, random_sheets, with_mistakes, write_csv

from backbone_kg import portfolio, read, validate
from backbone_kg.base.errors import CannotReadError
from backbone_kg.cli import main
from backbone_kg.portfolios import build

pa = pytest.importorskip("pyarrow", reason="portfolios need an extra install")


def many(count: int = 3) -> dict[str, Sheets]:
    """Return partnerships by name, every other one with mistakes."""
    found = {}
    for seed in range(count):
        sheets = put(random_sheets(seed), "Partnership!A2", f"Partnership {seed}")
        found[f"one/{seed} #"] = with_mistakes(sheets, seed)[0] if seed % 2 else sheets
    return found


def long(all_sheets: Mapping[str, Sheets]) -> dict[str, list[list[Any]]]:
    """Return one table a sheet, with the column File at its end."""
    tables: dict[str, list[list[Any]]] = {}
    for whose, sheets in all_sheets.items():
        for name, (headings, *rows) in sheets.items():
            table = tables.setdefault(name, [[*headings, "File"]])
            place = {heading: i for i, heading in enumerate(table[0])}
            for new in (h for h in headings if h not in place):
                place[new] = len(table[0])
                table[0].append(new)
            for row in rows:
                filled: list[Any] = [None] * len(table[0])
                for heading, value in zip(headings, row, strict=False):
                    filled[place[heading]] = value
                filled[place["File"]] = whose
                table.append(filled)
    return tables


def write_tables(folder: Path, tables: Mapping[str, list[list[Any]]], form: str) -> Path:
    folder.mkdir()
    for name, rows in tables.items():
        texts = [[None if cell is None else str(cell) for cell in row] for row in rows]
        if form == "csv":
            with (folder / f"{name}.csv").open("w", newline="", encoding="utf-8") as stream:
                csv.writer(stream).writerows(texts)
        else:
            import pyarrow.parquet as pq

            width = len(texts[0])
            columns = list(zip(*([*r, *[None] * (width - len(r))] for r in texts[1:]), strict=True))
            pq.write_table(
                pa.table(dict(zip(texts[0], map(list, columns), strict=True))),
                folder / f"{name}.parquet",
            )
    return folder


def figures(folder: Path) -> list[dict[str, Any]]:
    told = portfolio(folder).on("2026").coverage
    rows = told.select("partnership", "covered", "wanted", "share", "at_least").to_pyarrow()
    return sorted(rows.to_pylist(), key=lambda row: str(row["partnership"]))


def results(folder: Path) -> list[tuple[Any, ...]]:
    opened = portfolio(folder)
    found = opened.results.join(opened.files.select("file", "partnership"), "file")
    names = ("partnership", "sheet", "shape", "component", "severity")
    return sorted(tuple(str(row[n]) for n in names) for row in found.to_pyarrow().to_pylist())


@pytest.fixture(scope="module")
def of_files(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the portfolio of the files of many partnerships."""
    folder = tmp_path_factory.mktemp("files")
    (folder / "files").mkdir()
    for number, one in enumerate(many().values()):
        write_csv(folder / "files" / str(number), one)
    build(folder / "files", output=folder / "p", jobs=1)
    return folder / "p"


@pytest.mark.parametrize("form", ["csv", "parquet"])
def test_a_portfolio_of_tables_is_that_of_the_files(
    form: str, of_files: Path, tmp_path: Path
) -> None:
    exported = write_tables(tmp_path / "exported", long(many()), form)
    made = build(output=tmp_path / "p", tables=[exported], jobs=1)
    assert (made.files, made.not_kept) == (len(many()), ())
    assert results(of_files)
    assert results(tmp_path / "p") == results(of_files)
    assert figures(tmp_path / "p") == figures(of_files)


def test_a_finding_names_the_row_of_the_table(tmp_path: Path) -> None:
    sheets = {
        "harbor": put(good(), "Partnership!A2", "Harbor"),
        "hills": put(put(good(), "Partnership!A2", "Hills"), "Partners!C2", "many"),
    }
    exported = write_tables(tmp_path / "exported", long(sheets), "csv")
    row = len(good()["Partners"]) + 1
    (found,) = validate(read(f"{exported}#hills"))
    assert (found.place, found.value) == (f"Partners!C{row}", "many")
    words = ["portfolio", "build", "--tables", str(exported), "-o", str(tmp_path / "p")]
    done = CliRunner().invoke(main, [*words, "--jobs", "1"])
    assert done.exit_code == 0, done.output
    words = ["portfolio", "validate", str(tmp_path / "p"), "--format", "csv"]
    told = CliRunner().invoke(main, words).output
    assert "exported#hills,error" in told
    assert f"Partners!C{row}" in told


def test_again_reads_only_whose_rows_changed(tmp_path: Path) -> None:
    sheets = many()
    exported = write_tables(tmp_path / "exported", long(sheets), "csv")
    build(output=tmp_path / "p", tables=[exported], jobs=1)
    table = long(sheets)["Partners"]
    table[-1][0] = "Another name"
    with (exported / "Partners.csv").open("w", newline="", encoding="utf-8") as stream:
        csv.writer(stream).writerows(table)
    made = build(output=tmp_path / "p", tables=[exported], jobs=1)
    assert (made.read, made.unchanged, made.removed) == (1, 2, 0)


def test_rows_of_nobody_are_told_and_stop_no_other(tmp_path: Path) -> None:
    tables = long(many(2))
    tables["Partners"][2][tables["Partners"][0].index("File")] = ""
    exported = write_tables(tmp_path / "exported", tables, "csv")
    made = build(output=tmp_path / "p", tables=[exported], jobs=1)
    assert made.files == 2
    (nobody,) = made.not_kept
    assert (
        "Of 1 row it is not said whose they are, the first in Partners.csv, row 3" in nobody.problem
    )


@pytest.mark.parametrize(
    ("content", "told"),
    [
        ("Name,Community\nHarbor,Ohio\n", "0 columns called “File”"),
        ("File,File,Name\na,a,Harbor\n", "2 columns called “File”"),
    ],
)
def test_what_is_no_such_table_is_told(content: str, told: str, tmp_path: Path) -> None:
    (tmp_path / "Partnership.csv").write_text(content, "utf-8")
    with pytest.raises(CannotReadError, match=told):
        build(output=tmp_path / "p", tables=[tmp_path])


def test_a_folder_without_tables_and_a_name_without_rows_are_told(tmp_path: Path) -> None:
    with pytest.raises(CannotReadError, match="no table in this folder"):
        build(output=tmp_path / "p", tables=[tmp_path])
    exported = write_tables(tmp_path / "exported", long(many(1)), "csv")
    with pytest.raises(CannotReadError, match="No row of these tables"):
        read(f"{exported}#nobody")

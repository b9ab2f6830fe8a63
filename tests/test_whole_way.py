"""The whole way of a person who has never seen the project, with the real program."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

import openpyxl
import pytest
from openpyxl.worksheet.worksheet import Worksheet
from tests.programs import CHROMIUM, PDFTOTEXT


def backbone_kg(folder: Path, *words: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "backbone_kg", *words],
        cwd=folder,
        check=False,
        capture_output=True,
        text=True,
    )


def fill_in(path: Path) -> None:
    """Fill in a fresh workbook: one partnership, four partners, five assignments, two mistakes."""
    book = openpyxl.load_workbook(path)
    write(book["Partnership"], [{"Name": "River City", "Community": "River City, Ohio"}])
    write(book["Partnership"], [{"As of": "2026-03", "Listing": "complete"}])
    write(
        book["Partners"],
        [
            {"Name": "River Fund", "Type": "Local foundation", "FTE available": 1},
            {"Name": "River Schools", "Type": "K-12 school district", "FTE available": 0.5},
            {"Name": "Neighbors First", "Type": "Community-based organization"},
            {"Name": "Bridge Office", "Type": "Backbone organization", "FTE available": "two"},
        ],
    )
    write(
        book["Assignments"],
        [
            {"Partner": "Bridge Office", "Role": "Build trust", "FTE": 0.5, "From": "2024"},
            {"Partner": "Bridge Office", "Role": "Convene partners and bridge divisions"},
            {"Partner": "River Fund", "Role": "Mobilize resources", "FTE": 0.5},
            {"Partner": "River Schols", "Role": "Advance policy", "FTE": 0.8},
            {"Partner": "Neighbors First", "Role": "Build trust"},
        ],
    )
    book.save(path)


def write(sheet: Worksheet, rows: Sequence[Mapping[str, str | float]]) -> None:
    columns = {str(cell.value).rstrip(" *"): place for place, cell in enumerate(sheet[1], start=1)}
    for number, row in enumerate(rows, start=2):
        for heading, value in row.items():
            sheet.cell(number, columns[heading], value)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("way")
    assert backbone_kg(folder, "new", "river.xlsx").returncode == 0
    fill_in(folder / "river.xlsx")
    return folder


@pytest.fixture(scope="module")
def report(folder: Path) -> Path:
    """Return the report of the mended workbook."""
    book = openpyxl.load_workbook(folder / "river.xlsx")
    cells = {cell.value: cell for row in book["Partners"].iter_rows() for cell in row}
    cells["two"].value = 2
    cells = {cell.value: cell for row in book["Assignments"].iter_rows() for cell in row}
    cells["River Schols"].value = "River Schools"
    book.save(folder / "mended.xlsx")
    checked = backbone_kg(folder, "validate", "mended.xlsx")
    assert checked.returncode == 0, checked.stdout
    made = backbone_kg(folder, "report", "mended.xlsx", "-o", "report.html")
    assert made.returncode == 0, made.stderr
    return folder / "report.html"


def test_a_fresh_workbook_says_only_that_nothing_is_filled_in(tmp_path: Path) -> None:
    backbone_kg(tmp_path, "new", "fresh.xlsx")
    checked = backbone_kg(tmp_path, "validate", "fresh.xlsx")
    assert checked.returncode == 1
    assert "Traceback" not in checked.stderr


def test_both_mistakes_are_told_at_their_cells(folder: Path) -> None:
    checked = backbone_kg(folder, "validate", "river.xlsx")
    assert checked.returncode == 1
    assert "2 must be mended" in checked.stdout
    partners, assignments = checked.stdout.split("  Assignments\n")
    assert "D5  must mend    “two” is not a number." in partners
    assert "A5  must mend    “River Schols” is not on the sheet “Partners”." in assignments
    assert "Did you mean “River Schools”?" in assignments


def test_the_annotated_copy_shows_them_where_they_are(folder: Path) -> None:
    backbone_kg(folder, "validate", "river.xlsx", "--annotate", "checked.xlsx")
    book = openpyxl.load_workbook(folder / "checked.xlsx")
    comment = book["Assignments"]["A5"].comment
    assert comment is not None
    assert "MUST MEND: “River Schols” is not on the sheet “Partners”." in comment.text
    assert book["Assignments"]["A5"].fill.fgColor.rgb == "FFF4C7C3"
    assert book["Assignments"]["A4"].fill.fgColor.rgb != "FFF4C7C3"


def test_the_report_answers_the_three_questions(report: Path) -> None:
    page = report.read_text(encoding="utf-8")
    for words in ("River City", "What is nobody doing?", "4 of 23 roles", "River Schools"):
        assert words in page


@pytest.mark.browser
def test_a_browser_without_network_prints_the_report(report: Path, tmp_path: Path) -> None:
    printed = tmp_path / "report.pdf"
    subprocess.run(
        [
            str(CHROMIUM.path),
            "--headless",
            "--no-sandbox",
            "--disable-gpu",
            "--disable-background-networking",
            "--disable-component-update",
            "--disable-sync",
            "--no-first-run",
            "--host-resolver-rules=MAP * ~NOTFOUND",
            f"--user-data-dir={tmp_path / 'profile'}",
            "--no-pdf-header-footer",
            f"--print-to-pdf={printed}",
            report.as_uri(),
        ],
        check=True,
        capture_output=True,
        timeout=120,
    )
    text = subprocess.run(
        [str(PDFTOTEXT.path), "-raw", str(printed), "-"], check=True, capture_output=True, text=True
    ).stdout
    first_page = " ".join(text.split("\f")[0].split())
    assert "River City" in first_page
    assert "What is nobody doing?" in first_page
    assert "What hangs on one partner?" in first_page

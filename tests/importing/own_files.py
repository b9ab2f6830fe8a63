"""Files as people have them, made small, and what an import makes of them."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Sequence
from pathlib import Path

from openpyxl.styles import PatternFill
from tests import generate

from backbone_kg import Finding, Partnership, import_files
from backbone_kg.base.cells import CellValue
from backbone_kg.importing import Imported
from backbone_kg.validation import explain_note
from backbone_kg.writing import lower

Rows = Sequence[Sequence[CellValue]]
COLLECT = "Interpret data and communicate results"


def workbook(
    path: Path,
    rows: Rows,
    *,
    merged: Iterable[str] = (),
    colored: Iterable[str] = (),
    sheet: str = "Sheet1",
    others: dict[str, Rows] | None = None,
) -> Path:
    sheets = {sheet: rows, **(others or {})}
    book = generate.workbook({name: [list(row) for row in some] for name, some in sheets.items()})
    first = book[sheet]
    for area in merged:
        first.merge_cells(area)
    for cell in colored:
        first[cell].fill = PatternFill("solid", fgColor="FFFF0000")
    book.save(path)
    return path


def csv_file(path: Path, rows: Rows, *, encoding: str = "utf-8", separator: str = ",") -> Path:
    with path.open("w", newline="", encoding=encoding) as file:
        csv.writer(file, delimiter=separator).writerows(rows)
    return path


def sheet_of(data: Partnership, name: str) -> list[dict[str, CellValue]]:
    """Return the rows of a sheet of the data file, each by its headings."""
    (table,) = (table for table in lower(data, optional_sheets=True) if table.sheet.name == name)
    return [dict(zip(table.headings, row, strict=True)) for row in table.rows]


def holdings(data: Partnership) -> set[tuple[CellValue, ...]]:
    """Return who holds what, with the part."""
    rows = sheet_of(data, "Assignments")
    return {(row["Partner"], row["Role"], row["Part"]) for row in rows}


def partners(data: Partnership) -> dict[CellValue, CellValue]:
    """Return the partners with their types."""
    return {row["Name"]: row["Type"] for row in sheet_of(data, "Partners")}


def notes(data: Partnership, sheet: str, name: str) -> str:
    """Return the notes on a partner or role."""
    first = "Role" if sheet == "Roles" else "Name"
    (found,) = (row for row in sheet_of(data, sheet) if row[first] == name)
    return str(found["Notes"] or "")


def findings(imported: Imported) -> list[Finding]:
    return [explain_note(one, file) for file, some in imported.notes.items() for one in some]


def told(imported: Imported, code: str) -> list[str]:
    """Return the cells at which something is told."""
    return [one.place for one in findings(imported) if one.code == code]


def imported_rows(tmp_path: Path, rows: Rows, **options: object) -> Imported:
    return import_files([workbook(tmp_path / "own.xlsx", rows)], **options)  # type: ignore[arg-type]

"""A large matrix of partners and roles imported, next to reading what it says from the template."""

from __future__ import annotations

import random
import tempfile
from pathlib import Path

import openpyxl

import backbone_kg
from benchmarks.contest import compete, ratio_line, timed, times_line, verdict

CELLS = "openpyxl: read the cells, and no more"
READ = "read the same from the template"
IMPORT = "import: propose and read"
TARGET = 3.0
ROLES, PARTNERS = 500, 200
SHARE = 0.1
"""How many of the cells hold a mark."""


def write_matrix(path: Path, seed: int) -> Path:
    """Write a workbook with a made-up matrix."""
    made = random.Random(seed)
    book = openpyxl.Workbook(write_only=True)
    sheet = book.create_sheet("Who does what")
    sheet.append(["Task", *(f"Partner organization {number}" for number in range(PARTNERS))])
    for number in range(ROLES):
        marks = [made.choice("xLS") if made.random() < SHARE else None for _ in range(PARTNERS)]
        sheet.append([f"Task {number} of the plan", *marks])
    book.save(path)
    return path


def compare(rounds: int = 3, seed: int = 1) -> list[str]:
    """Import a matrix, read what came of it, and read its cells with openpyxl, in turns.

    Returns
    -------
    list of str
        Lines to print.
    """
    with tempfile.TemporaryDirectory() as folder:
        matrix, written = write_matrix(Path(folder, "matrix.xlsx"), seed), Path(folder, "out.xlsx")
        imported = backbone_kg.import_files([matrix]).partnership
        backbone_kg.write(imported, written)
        if set(backbone_kg.read(written).graph) != set(imported.graph):
            raise RuntimeError("what was imported and what was read again differ")
        contest = compete(
            {
                CELLS: lambda _: timed(lambda: _cells(matrix)),
                READ: lambda _: timed(lambda: backbone_kg.read(written)),
                IMPORT: lambda _: timed(lambda: backbone_kg.import_files([matrix])),
            },
            rounds,
        )
    ratio = contest.total_ratio(IMPORT, READ)
    return [
        f"  {ROLES} roles × {PARTNERS} partners",
        *(times_line(contest, name) for name in (CELLS, READ, IMPORT)),
        ratio_line(
            "import / read",
            ratio,
            contest.ratios(IMPORT, READ),
            contest.cpu_ratio(IMPORT, READ),
            verdict(ratio, at_most=TARGET),
        ),
    ]


def _cells(path: Path) -> None:
    book = openpyxl.load_workbook(path, read_only=True, data_only=True)
    for row in book.worksheets[0].iter_rows(values_only=True):
        tuple(row)

"""A large workbook read: next to openpyxl's read-only mode, and in how much memory."""

from __future__ import annotations

import random
import subprocess
import sys
import tempfile
from pathlib import Path

import openpyxl

import backbone_kg
from backbone_kg.knowledge.ontology import standard_ontology
from backbone_kg.reading.workbooks import read_workbook
from benchmarks.contest import compete, ratio_line, timed, times_line, verdict

OPENPYXL = "openpyxl, read-only: the cells"
CELLS = "the cells, with all that is told of them"
READ = "the data file, ready to be asked"
ROWS = 50_000
TARGET = 5.0
LINEAR = 1.25
"""How much more memory a row may take in a workbook five times as long."""

_MEMORY = """
import sys
from pathlib import Path
import backbone_kg
backbone_kg.read(sys.argv[1])
# What getrusage tells may be that of the process from which this one was made.
lines = Path("/proc/self/status").read_text().splitlines()
print(next(line.split()[1] for line in lines if line.startswith("VmHWM")))
"""


def write_large(path: Path, rows: int, seed: int = 1) -> Path:
    """Write a workbook of a tenth of the rows on Partners and the others on Assignments."""
    made = random.Random(seed)
    roles = [role.label for _, role in standard_ontology().framework("mathematica").roles]
    kinds = [kind.label for kind in standard_ontology().organization_types]
    names = [f"Partner organization {number}" for number in range(rows // 10)]
    sheets: dict[str, list[list[object]]] = {
        "Partnership": [
            ["Name", "Community", "Framework", "As of", "Listing"],
            ["River Valley", "Ohio", "mathematica", "2025-09", "complete"],
        ],
        "Partners": [["Name", "Type", "FTE available", "Backbone", "Joined", "Notes"]],
        "Assignments": [["Partner", "Role", "Part", "FTE", "From", "Evidence"]],
    }
    sheets["Partners"] += [
        [name, made.choice(kinds), made.randint(0, 9) / 2, "no", "2019-06", f"Note {name}"]
        for name in names
    ]
    sheets["Assignments"] += [
        [
            made.choice(names),
            made.choice(roles),
            made.choice(["lead", "support"]),
            made.randint(0, 4) / 4,
            f"20{made.randint(10, 24)}-{made.randint(1, 12):02}",
            f"https://example.org/{number}",
        ]
        for number in range(rows - len(names))
    ]
    book = openpyxl.Workbook(write_only=True)
    for title, lines in sheets.items():
        sheet = book.create_sheet(title)
        for line in lines:
            sheet.append(line)
    book.save(path)
    return path


def compare(rows: int = ROWS, rounds: int = 3) -> list[str]:
    """Read a workbook in turns, and tell in how much memory it and a shorter one are read.

    Returns
    -------
    list of str
        Lines to print.
    """
    with tempfile.TemporaryDirectory() as folder:
        large = write_large(Path(folder, "large.xlsx"), rows)
        contest = compete(
            {
                OPENPYXL: lambda _: timed(lambda: _openpyxl(large)),
                CELLS: lambda _: timed(lambda: read_workbook(large)),
                READ: lambda _: timed(lambda: backbone_kg.read(large)),
            },
            rounds,
        )
        files = [
            large if size == rows else write_large(Path(folder, f"{size}.xlsx"), size)
            for size in (rows // 50, rows // 5, rows)
        ]
        nothing, some, much = map(_memory, files)
    ratio = contest.total_ratio(OPENPYXL, CELLS)
    row = (some - nothing) / (rows // 5 - rows // 50), (much - nothing) / (rows - rows // 50)
    return [
        f"  {rows:,} rows",
        *(times_line(contest, name) for name in (OPENPYXL, CELLS, READ)),
        ratio_line(
            "openpyxl / the cells",
            ratio,
            contest.ratios(OPENPYXL, CELLS),
            contest.cpu_ratio(OPENPYXL, CELLS),
            verdict(ratio, at_least=TARGET),
        ),
        f"  memory: {much:,.0f} MB at most for {rows:,} rows; a row takes "
        f"{row[0] * 1024:.1f} kB of {rows // 5:,} and {row[1] * 1024:.1f} kB of {rows:,}; "
        f"{verdict(row[1] / row[0], at_most=LINEAR)}",
    ]


def _openpyxl(path: Path) -> None:
    book = openpyxl.load_workbook(path, read_only=True, data_only=True)
    for sheet in book.worksheets:
        for row in sheet.iter_rows(values_only=True):
            tuple(row)


def _memory(path: Path) -> float:
    """Return the most memory, in MB, that a process takes to read a data file."""
    command = [sys.executable, "-c", _MEMORY, str(path)]
    return int(subprocess.run(command, capture_output=True, check=True).stdout) / 1024

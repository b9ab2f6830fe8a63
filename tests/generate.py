"""Small partnerships for tests: one that is right, ones made at random, and mistakes to put in.

A file is a dict of sheets; a sheet is a list of rows, the headings first, so that row 1 of a list
is row 2 of the spreadsheet. ``put`` changes one cell by the name that findings use for it.
"""

from __future__ import annotations

import copy
import csv
import datetime
import io
import random
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TypeAlias

import openpyxl

from backbone_kg.base.cells import cell_name, cell_position
from backbone_kg.knowledge import standard_ontology
from backbone_kg.model import standard_layout

Cell: TypeAlias = str | int | float | datetime.date | None
Sheets: TypeAlias = dict[str, list[list[Cell]]]

FRAMEWORK = "Mathematica and Equal Measure: functions as capacities"
ROLES = [role.label for _, role in standard_ontology().framework("mathematica").roles]
OWN_ROLES = ["Run the summer fair", "Keep the archive", "Welcome newcomers"]
TYPES = [kind.label for kind in standard_ontology().organization_types]


def good() -> Sheets:
    """Return a small partnership in which there is nothing to mend."""
    return {
        "Partnership": [
            ["Name", "Community", "Framework", "As of", "Listing"],
            ["River Valley Together", "River Valley, Ohio", FRAMEWORK, "2025-09", "complete"],
        ],
        "Partners": [
            ["Name", "Type", "FTE available", "Backbone", "Joined", "Left"],
            ["Riverside Foundation", "Local foundation", 2, "yes", "2019", None],
            ["Harbor Schools", "K-12 school district", 1, "no", None, None],
            ["Youth Alliance", "Community-based organization", 0.5, None, "2020-06", "2026"],
        ],
        "Assignments": [
            ["Partner", "Role", "Part", "FTE", "From", "To", "Evidence"],
            ["Riverside Foundation", "Build trust", "lead", 0.5, "2019", None, "Minutes"],
            ["Riverside Foundation", "Advance policy", None, 0.25, "2020-01", None, None],
            ["Harbor Schools", "Build trust", "support", 0.2, None, None, None],
            ["Youth Alliance", "Mobilize resources", "lead", 0.5, "2020-06", "2026", None],
        ],
    }


def put(sheets: Sheets, place: str, value: Cell) -> Sheets:
    """Return a copy with one cell (``Assignments!B7``) changed; rows are added where needed."""
    changed = copy.deepcopy(sheets)
    sheet, _, cell = place.partition("!")
    row, column = cell_position(cell)
    rows = changed[sheet]
    rows.extend([] for _ in range(row + 1 - len(rows)))
    rows[row].extend([None] * (column + 1 - len(rows[row])))
    rows[row][column] = value
    return changed


def csv_bytes(
    rows: list[list[Cell]], *, encoding: str = "utf-8", separator: str = ",", width: int = 0
) -> bytes:
    text = io.StringIO(newline="")
    writer = csv.writer(text, delimiter=separator, lineterminator="\r\n")
    for row in rows:
        padded = [*row, *[None] * (width - len(row))]
        writer.writerow(["" if value is None else value for value in padded])
    return text.getvalue().encode(encoding)


def write_csv(
    folder: Path, sheets: Sheets, *, encoding: str = "utf-8", separator: str = ","
) -> Path:
    """Write a folder of csv files and return it."""
    folder.mkdir(exist_ok=True)
    for name, rows in sheets.items():
        content = csv_bytes(rows, encoding=encoding, separator=separator)
        (folder / f"{name}.csv").write_bytes(content)
    return folder


def workbook(sheets: Sheets) -> openpyxl.Workbook:
    book = openpyxl.Workbook()
    book.remove(book.worksheets[0])
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(row)
    return book


def write_xlsx(path: Path, sheets: Sheets) -> Path:
    """Write a workbook and return its path."""
    workbook(sheets).save(path)
    return path


# --- at random ----------------------------------------------------------------------------------


def random_sheets(seed: int, *, partners: int = 0) -> Sheets:
    """Return a partnership made at random in which there is nothing to mend.

    No two rows of Assignments have the same partner and role, and no partner ever leaves, so that
    a mistake in one cell has no effect elsewhere.
    """
    rng = random.Random(seed)
    names = [f"Partner {number}" for number in range(1, (partners or rng.randint(1, 9)) + 1)]
    own = OWN_ROLES[: rng.randint(0, 3)]
    partner_rows: list[list[Cell]] = [
        [
            name,
            rng.choice(TYPES),
            rng.choice([None, f"US-EIN-3{rng.randint(0, 9)}-{rng.randint(10**6, 10**7 - 1)}"]),
            rng.choice([None, 0, 0.5, 1, 2.25]),
            rng.choice([None, "yes", "no"]),
            rng.choice([None, "2001", "2001-02", "2001-02-03"]),
        ]
        for name in names
    ]
    role_rows: list[list[Cell]] = [
        [
            role,
            rng.choice([None, "yes", "not ours", "unknown"]),
            rng.choice([None, 1, 2, 3]),
            rng.choice([None, 0.5, 1]),
        ]
        for role in [*rng.sample(ROLES, rng.randint(0, 4)), *own]
    ]
    sheets: Sheets = {
        "Partnership": [
            good()["Partnership"][0],
            [
                f"Partnership {seed}",
                "A town",
                FRAMEWORK,
                rng.choice([None, "2025", "2025-09", "2025-09-30"]),
                rng.choice(["complete", "partial"]),
            ],
        ],
        "Partners": [
            ["Name", "Type", "Identifier", "FTE available", "Backbone", "Joined"],
            *partner_rows,
        ],
        "Roles": [
            ["Role", "Wanted", "Holders needed", "FTE needed"],
            *role_rows,
        ],
        "Assignments": [["Partner", "Role", "Part", "FTE", "From", "To"]],
    }
    pairs = [(name, role) for name in names for role in [*ROLES, *own]]
    for name, role in rng.sample(pairs, rng.randint(1, min(20, len(pairs)))):
        sheets["Assignments"].append(
            [
                name,
                role,
                rng.choice([None, "lead", "support"]),
                rng.choice([None, 0.1, 0.5, 1]),
                rng.choice([None, "2010", "2010-11", "2010-11-12"]),
                rng.choice([None, "2030", "2030-11", "2030-11-12"]),
            ]
        )
    if len(sheets["Roles"]) == 1:
        del sheets["Roles"]
    return sheets


@dataclass(frozen=True)
class Mistake:
    """Something wrong to write into a column, and the finding it must make at its cell."""

    column: str
    value: str
    code: str


_DATES = [
    ("3/4/21", "ambiguous-date"),
    ("2021-02-30", "impossible-date"),
    ("2021-13", "impossible-date"),
    ("last spring", "not-a-date"),
]
_NUMBERS = [
    ("-0.5", "too-small"),
    ("1e308", "too-large"),
    ("10001", "too-large"),
    ("half a day", "time-share"),
    ("1,500", "not-a-number"),
]
MISTAKES = [
    Mistake("Partnership!Framework", "Mathematics", "unknown-framework"),
    Mistake("Partnership!Listing", "compleat", "not-in-list"),
    Mistake("Partnership!Community", "", "missing-value"),
    Mistake("Partners!Type", "Local fundation", "unknown-type"),
    Mistake("Partners!Type", "", "missing-value"),
    Mistake("Partners!Backbone", "perhaps", "not-yes-or-no"),
    Mistake("Roles!Wanted", "maybe", "not-in-list"),
    Mistake("Roles!Holders needed", "0", "too-small"),
    Mistake("Roles!Holders needed", "1001", "too-large"),
    Mistake("Roles!Holders needed", "1.5", "not-a-whole-number"),
    Mistake("Assignments!Partner", "Nobody we know", "unknown-partner"),
    Mistake("Assignments!Partner", "", "missing-value"),
    Mistake("Assignments!Role", "Built trust", "unknown-role"),
    Mistake("Assignments!Role", "", "missing-value"),
    Mistake("Assignments!Part", "boss", "not-in-list"),
    *(
        Mistake(column, value, code)
        for column in ("Partners!Joined", "Assignments!From", "Assignments!To")
        for value, code in _DATES
    ),
    *(
        Mistake(column, value, code)
        for column in ("Partners!FTE available", "Roles!FTE needed", "Assignments!FTE")
        for value, code in _NUMBERS
    ),
    *(
        Mistake(column, value, "formula-error")
        for column in ("Partners!Type", "Assignments!Role", "Assignments!FTE", "Assignments!From")
        for value in ("#REF!", "#N/A")
    ),
]


def with_mistakes(sheets: Sheets, seed: int, most: int = 6) -> tuple[Sheets, set[tuple[str, str]]]:
    """Return a copy with mistakes in different rows, and the code and place of each."""
    rng = random.Random(seed)
    expected: set[tuple[str, str]] = set()
    taken: set[tuple[str, int]] = set()
    for mistake in rng.sample(MISTAKES, rng.randint(1, most)):
        sheet, _, heading = mistake.column.partition("!")
        free = [n for n in range(1, len(sheets.get(sheet, []))) if (sheet, n) not in taken]
        if not free:
            continue
        row = rng.choice(free)
        taken.add((sheet, row))
        place = f"{sheet}!{cell_name(row, sheets[sheet][0].index(heading))}"
        sheets = put(sheets, place, mistake.value or None)
        expected.add((mistake.code, place))
    return sheets, expected


def headings_of(sheet: str) -> list[str]:
    """Return all headings of a sheet, in their order."""
    return [column.heading for column in standard_layout().sheet(sheet).columns]


def scrambled(seed: int) -> Sheets:
    """Return a file with anything anywhere: for what must hold whatever the file says."""
    rng = random.Random(seed)
    values: list[Callable[[], Cell]] = [
        lambda: None,
        lambda: rng.choice(ROLES),
        lambda: rng.choice(TYPES),
        lambda: f"Partner {rng.randint(1, 3)}",
        lambda: rng.choice(MISTAKES).value or None,
        lambda: rng.choice(["yes", "lead", "2019", "0.5", "complete", "US-EIN-12", "not ours"]),
        lambda: rng.choice([" ", "?", "<b>", "“x”", "{value}", "%s", "#REF!", "Err:502", "0"]),
        lambda: "long " * 40,
    ]
    sheets: Sheets = {}
    on_candidates = ("Candidates", "Criteria", "Ratings")
    for name in ("Partnership", "Partners", "Roles", "Assignments", "Extra", *on_candidates):
        if rng.random() < 0.1:
            continue
        headings: list[Cell] = (
            [*headings_of(name), "Favorite color"] if name != "Extra" else ["Name"]
        )
        kept = [heading for heading in headings if rng.random() < 0.9]
        sheets[name] = [kept]
        for _ in range(rng.randint(0, 6)):
            sheets[name].append([rng.choice(values)() for _ in kept])
    return sheets

"""Made-up workbooks to measure with: plausible, seeded, a third of them with mistakes."""

from __future__ import annotations

import csv
import datetime
import random
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import TypeAlias

import openpyxl

from backbone_kg.knowledge.ontology import standard_ontology
from backbone_kg.model.shipped_layout import standard_layout

PARTNERS = 30
ASSIGNMENTS = 80
POSTS = 8

Cell: TypeAlias = str | int | float | datetime.date | None
Sheets: TypeAlias = dict[str, list[list[Cell]]]
"""By the name of the sheet, its rows of data; the headings are those of the layout."""

_PLACES = (
    ("North", "South", "East", "West", "Upper", "Lower", "Old", "New", "Great", "Fort"),
    ("river", "lake", "harbor", "prairie", "cedar", "mill", "stone", "maple", "eagle", "clear"),
    ("ton", "ville", "field", "side", "view", "port", "dale", "wood", "ford", "haven"),
)
_KINDS = (
    "Schools",
    "Community Foundation",
    "United Way",
    "Youth Alliance",
    "Community College",
    "Health Department",
    "Family Center",
    "Chamber of Commerce",
    "Public Library",
    "Housing Authority",
)
_OWN_ROLES = ("Host the summer institute", "Translate for families", "Keep the shared calendar")
_STRUCTURES = ("A single nonprofit", "Several organizations", "A city department")
_PREFIXES = (20, 26, 27, 45, 46, 47, 81, 82, 83, 84)
"""Two figures that tax numbers of the United States begin with."""

_MONTHS = tuple(f"{number:02}" for number in range(1, 13))


def is_faulty(number: int) -> bool:
    """Return whether the workbook of a number carries mistakes: each third does."""
    return number % 3 == 2


def write_workbooks(folder: Path, count: int, seed: int) -> list[Path]:
    """Write workbooks of 30 partners and 80 assignments each.

    Parameters
    ----------
    folder
        Where to.
    count
        How many.
    seed
        The same seed makes the same contents.

    Returns
    -------
    list of Path
        The workbooks, in their order.
    """
    paths = []
    for number in range(count):
        rng = random.Random(f"{seed}/{number}")
        sheets = made_up(rng, number)
        if is_faulty(number):
            add_mistakes(sheets, rng)
        path = folder / f"partnership-{number:04}.xlsx"
        _save(sheets, path)
        paths.append(path)
    return paths


def role_names(count: int) -> tuple[list[str], list[str]]:
    """Return names of so many roles: those of the framework, and own ones past these."""
    labels = [role.label for _, role in standard_ontology().framework("mathematica").roles][:count]
    return labels, [f"Role {number} of its own" for number in range(count - len(labels))]


def write_folder(folder: Path, sheets: Mapping[str, Sequence[Sequence[object]]]) -> Path:
    """Write a partnership as a folder of csv files, headings and all, and return the folder."""
    for sheet, rows in sheets.items():
        with (folder / f"{sheet}.csv").open("w", encoding="utf-8", newline="") as file:
            csv.writer(file).writerows(rows)
    return folder


def _save(sheets: Sheets, path: Path) -> None:
    book = openpyxl.Workbook()
    book.remove(book.worksheets[0])
    for sheet in (sheet for sheet in standard_layout().sheets if not sheet.on_request):
        page = book.create_sheet(sheet.name)
        page.append([column.heading for column in sheet.shown])
        for row in sheets[sheet.name]:
            page.append(row)
    book.save(path)


def made_up(rng: random.Random, number: int) -> Sheets:
    """Return a partnership with nothing to mend; every column of its sheets is used."""
    ontology = standard_ontology()
    framework = ontology.framework("mathematica")
    roles = [role.label for _, role in framework.roles] + list(_OWN_ROLES)
    types = [kind.label for kind in ontology.organization_types]
    places = [_place(rng) for _ in range(6)]
    names = sorted({f"{place} {kind}" for place in places for kind in _KINDS})
    numbers = rng.sample(range(1_000_000, 10_000_000), PARTNERS)
    partners = [
        _partner(rng, name, number, types)
        for name, number in zip(rng.sample(names, PARTNERS), numbers, strict=True)
    ]
    posts = list(_OWN_ROLES) + rng.sample(roles[: -len(_OWN_ROLES)], POSTS - len(_OWN_ROLES))
    pairs = [(partner, role) for partner in partners for role in roles]
    assignments = [_assignment(rng, *pair) for pair in rng.sample(pairs, ASSIGNMENTS)]
    return {
        "Partnership": [
            [
                f"Made-up Partnership {number}",
                f"{places[0]}, Ohio",
                framework.title,
                "2025-09",
                rng.choice(["complete", "partial"]),
                rng.choice(_STRUCTURES),
                f"https://partnership-{number}.example.org",
                f"US-EIN-20-{number:07}",
                "USD",
                "Collected at the partner meeting.",
            ]
        ],
        "Partners": partners,
        "Roles": [_post(rng, role) for role in posts],
        "Assignments": assignments,
    }


def _place(rng: random.Random) -> str:
    first, second, third = map(rng.choice, _PLACES)
    return f"{first} {second.capitalize()}{third}"


def _date(rng: random.Random, first: int, last: int) -> Cell:
    """Return a date of these years in one of the ways that people write one."""
    year, month = rng.randint(first, last), rng.choice(_MONTHS)
    day = datetime.date(year, int(month), rng.randint(1, 28))
    ways: list[Cell] = [year, str(year), f"{year}-{month}", day.isoformat(), day]
    return rng.choice(ways)


def _mostly(rng: random.Random, value: Cell) -> Cell:
    return value if rng.random() < 0.8 else None


def _partner(rng: random.Random, name: str, number: int, types: list[str]) -> list[Cell]:
    left: list[Cell] = ["2024-06", 2024]
    return [
        name,
        rng.choice(types),
        _mostly(rng, f"US-EIN-{rng.choice(_PREFIXES)}-{number}"),
        _mostly(rng, rng.choice([0.25, 0.5, 1, 1.5, 2, 4])),
        _mostly(rng, rng.choice([60000, 72500, 81000.5])),
        rng.choice(["yes", "no", "no", "no"]),
        rng.choice(["no", "no", "no", None]),
        rng.choice(["no", "no", "yes", None]),
        rng.choice(["yes", "no", None]),
        _mostly(rng, _date(rng, 2012, 2019)),
        rng.choice(left) if rng.random() < 0.2 else None,
        f"Site {rng.randint(1000, 9999)} of {name}" if rng.random() < 0.2 else None,
        "Stands for several sites." if rng.random() < 0.2 else None,
    ]


def _post(rng: random.Random, role: str) -> list[Cell]:
    return [
        role,
        rng.choice(["yes", "yes", "yes", "not ours", "unknown"]),
        _mostly(rng, rng.choice([1, 2, 3])),
        _mostly(rng, rng.choice([0.25, 0.5, 1])),
        "Decided at the yearly retreat." if rng.random() < 0.3 else None,
    ]


def _assignment(rng: random.Random, partner: list[Cell], role: str) -> list[Cell]:
    has_left = partner[10] is not None
    return [
        partner[0],
        role,
        _mostly(rng, rng.choice(["lead", "support"])),
        _mostly(rng, rng.choice([0.1, 0.2, 0.25, 0.5])),
        _mostly(rng, _date(rng, 2020, 2022)),
        _date(rng, 2023, 2023) if has_left or rng.random() < 0.15 else None,
        _mostly(rng, f"Minutes of {rng.randint(1, 28)} March {rng.randint(2020, 2025)}"),
    ]


# --- mistakes ----------------------------------------------------------------------------------


def add_mistakes(sheets: Sheets, rng: random.Random) -> None:
    """Put two to eight mistakes into a partnership, each in a row of its own."""
    free = {name: list(range(len(rows))) for name, rows in sheets.items()}

    def row(sheet: str) -> list[Cell]:
        return sheets[sheet][free[sheet].pop(rng.randrange(len(free[sheet])))]

    for mistake in rng.sample(_MISTAKES, rng.randint(2, 8)):
        mistake(row)


_Rows: TypeAlias = Callable[[str], list[Cell]]
"""Gives a row of a sheet that carries no mistake yet."""


def _wrong(sheet: str, column: int, value: Cell) -> Callable[[_Rows], None]:
    def put(row: _Rows) -> None:
        row(sheet)[column] = value

    return put


def _repeat_partner(row: _Rows) -> None:
    first, second = row("Partners"), row("Partners")
    second[0] = first[0]


def _repeat_assignment(row: _Rows) -> None:
    first, second = row("Assignments"), row("Assignments")
    second[:6] = first[:6]


def _end_before_begin(row: _Rows) -> None:
    row("Assignments")[4:6] = ["2024-05", "2021"]


def _misspell_partner(row: _Rows) -> None:
    changed = row("Assignments")
    changed[0] = f"{str(changed[0])[:-3]}xx"


_MISTAKES: list[Callable[[_Rows], None]] = [
    _repeat_partner,
    _repeat_assignment,
    _end_before_begin,
    _misspell_partner,
    _wrong("Partnership", 1, None),
    _wrong("Partners", 1, "Local fundation"),
    _wrong("Partners", 1, None),
    _wrong("Partners", 2, "12-3456789"),
    _wrong("Partners", 3, "plenty"),
    _wrong("Partners", 3, -1),
    _wrong("Partners", 4, -1),
    _wrong("Partners", 5, "perhaps"),
    _wrong("Partners", 9, "last spring"),
    _wrong("Partners", 10, "2020"),
    _wrong("Partners", 10, "2009"),
    _wrong("Roles", 1, "maybe"),
    _wrong("Roles", 2, 0),
    _wrong("Assignments", 1, "Built trust"),
    _wrong("Assignments", 1, None),
    _wrong("Assignments", 2, "treasurer"),
    _wrong("Assignments", 3, "some"),
    _wrong("Assignments", 3, -2),
    _wrong("Assignments", 4, "2021-02-30"),
    _wrong("Assignments", 5, "13/13/2024"),
]

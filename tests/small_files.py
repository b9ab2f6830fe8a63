"""Small data files for tests of what is computed: written by their assignments, and at random."""

from __future__ import annotations

import tempfile
from collections.abc import Sequence
from pathlib import Path
from random import Random
from typing import Any

from hypothesis import strategies as st
from tests.generate import FRAMEWORK, ROLES, TYPES, Cell, Sheets, write_csv

from backbone_kg import Partnership, read, write

TRUST, POLICY, MONEY = "Build trust", "Advance policy", "Mobilize resources"
FAIR = "Run the summer fair"

Row = Sequence[Cell]


def file_of(
    *assignments: Row,
    partners: Sequence[Row] = (),
    roles: Sequence[Row] = (),
    listing: str = "complete",
    framework: str = FRAMEWORK,
    as_of: str | None = None,
) -> Sheets:
    """Return a data file.

    Parameters
    ----------
    assignments
        Partner, Role, FTE, From, To, Part; what is missing at the end is blank.
    partners
        Name, FTE available, Joined, Left, Identifier, Type; those of the assignments by default.
    roles
        Role, Wanted, Holders needed, FTE needed.
    """
    names = dict.fromkeys(row[0] for row in assignments)
    rows = [[*row, *[None] * (6 - len(row))] for row in partners or [[name] for name in names]]
    return {
        "Partnership": [
            ["Name", "Community", "Framework", "As of", "Listing"],
            ["River Valley Together", "Ohio", framework, as_of, listing],
        ],
        "Partners": [
            ["Name", "FTE available", "Joined", "Left", "Identifier", "Type"],
            *([*row[:5], row[5] or "Consultant"] for row in rows),
        ],
        "Roles": [["Role", "Wanted", "Holders needed", "FTE needed"], *map(list, roles)],
        "Assignments": [
            ["Partner", "Role", "FTE", "From", "To", "Part"],
            *map(list, assignments),
        ],
    }


def read_sheets(sheets: Sheets, *, name: str = "data", through: str = "") -> Partnership:
    """Read a data file from csv; ``through`` ``ttl`` or ``jsonld``, from what is written of it."""
    with tempfile.TemporaryDirectory() as folder:
        found = read(write_csv(Path(folder) / name, sheets))
        if through:
            write(found, Path(folder) / f"{name}.{through}")
            found = read(Path(folder) / f"{name}.{through}")
    return found


def partnership_of(*assignments: Row, **rest: Any) -> Partnership:
    """Read what :func:`file_of` returns."""
    return read_sheets(file_of(*assignments, **rest))


_NAMES = [f"Partner {letter}" for letter in "ABCDEF"]
_ROLES = [*ROLES[:4], FAIR]
_DATES = ["2010", "2012-06", "2012-06-15", "2013-02", "2015"]
_FTE = [0, 0.1, 0.5, 1]


@st.composite
def files(draw: st.DrawFn, *, mistakes: bool = True, dates: bool = True) -> Sheets:
    """Return any small file; with mistakes, some cells cannot be understood."""

    def cell(values: Sequence[Cell], wrong: str = "") -> Cell:
        choices = [None, *values, *([wrong] if mistakes and wrong else [])]
        return draw(st.sampled_from(choices))

    def date() -> Cell:
        return cell(_DATES, "last spring") if dates else None

    partners = [
        [name, cell(_FTE, "half"), date(), date(), cell(["US-EIN-12"]), cell(TYPES[:3])]
        for name in draw(st.lists(st.sampled_from(_NAMES), unique=True))
    ]
    roles = [
        [role, cell(["yes", "not ours", "unknown"], "maybe"), cell([1, 2, 3], "0"), cell(_FTE)]
        for role in draw(st.lists(st.sampled_from(_ROLES), unique=True))
    ]
    who = [str(partner[0]) for partner in partners] + (["Zebra"] if mistakes else [])
    what = _ROLES + (["Built trsut"] if mistakes else [])
    pairs = st.tuples(st.sampled_from(who or ["Zebra"]), st.sampled_from(what))
    rows = [
        [partner, role, cell(_FTE, "half"), date(), date(), cell(["lead", "support"], "boss")]
        for partner, role in draw(st.lists(pairs, max_size=12 if who else 0))
    ]
    return file_of(
        *rows,
        partners=partners,
        roles=roles,
        listing=draw(st.sampled_from(["complete", "partial"])),
        as_of=draw(st.sampled_from([None, "2012", "2014-03"])),
    )


def renamed(name: Cell) -> Cell:
    """Return another name for “Partner A” and the like; they sort the other way round."""
    known = isinstance(name, str) and name.startswith("Partner ")
    return f"Member {999 - ord(str(name)[-1])}" if known else name


def mixed(sheets: Sheets, rng: Random) -> Sheets:
    """Return a file with its rows in another order and its partners under other names."""
    return {
        name: [rows[0], *(list(map(renamed, row)) for row in rng.sample(rows[1:], len(rows) - 1))]
        for name, rows in sheets.items()
    }

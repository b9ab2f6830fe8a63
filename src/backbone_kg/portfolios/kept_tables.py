"""The tables that a portfolio keeps, and what their columns are."""

from __future__ import annotations

from typing import Final

from backbone_kg.model.sheets_and_columns import Layout
from backbone_kg.portfolios.columns import Field, sheet_tables


def _fields(told: str) -> tuple[Field, ...]:
    """Return the fields of a table after the number of the file: names, each with its type."""
    return tuple(Field(*each.split()) for each in f"file integer, {told}".split(", "))


FILES: Final = _fields(
    "path text, sha256 text, problem text, remedy text, partnership text, snapshot text, "
    "name text, community text, framework text, listing text, "
    "as_of date, known_since date, read_on date, "
    "assignments integer, assignments_not_read integer, cells_not_read integer, "
    "caveat text, checked_by_engine text, sheets text"
)
"""One row a file, read or not. ``problem`` and ``remedy`` say why not; ``checked_by_engine`` why
its rules are not checked by columns; ``sheets`` where its columns stand, as JSON."""

ROSTER: Final[dict[str, tuple[Field, ...]]] = {
    "partners": _fields(
        "partner integer, iri text, name text, kind text, "
        "organization text, organization_key integer, matched_by text, "
        "fte_available number, backbone yes-no, steering_committee yes-no"
    ),
    "memberships": _fields("partner integer, first date, last date"),
    "roles": _fields(
        "role integer, iri text, label text, function text, "
        "wanted text, holders_needed integer, fte_needed number"
    ),
    "assignments": _fields(
        "assignment integer, partner integer, role integer, part text, fte number, evidence text, "
        "begin_known yes-no, spans integer, repeats yes-no, first date, last date"
    ),
    "clipped": _fields("partner integer, first date, last date"),
    "spells": _fields("role integer, partner integer, first date, last date, ends_earliest date"),
    "likely_one": _fields("partner integer, other integer"),
}
"""What follows from records, whatever the day. Rows of a file stand together, and its partners and
roles in the order of their numbers from 0, which are unique within a file alone. Who has the same
``organization`` has the same ``organization_key``; hardly anybody else does. An assignment
has a row for each of its ``spans`` of days on which it counts, within the membership of its
partner; where that is not all that its row states, ``clipped`` has what is stated. One ``repeats``
if another row gives its FTE, too: the same partner, role and part. ``spells`` has the
times in which a partner holds a role without a break, whatever rows say it; without
``ends_earliest`` no end is known."""

TOLD: Final = _fields("code text, severity text, sheet text, cell text, message text, remedy text")
"""Findings that come from no shape."""

RESULTS: Final = _fields("sheet text, row integer, shape text, component text, severity text")
"""What breaks a rule, in files that an engine checked while they were read. Of a file of statements
``row`` is the place of the thing among those of its sheet."""


def tables(layout: Layout) -> dict[str, tuple[Field, ...]]:
    """Return all tables of a portfolio by name, with their fields."""
    return {
        "files": FILES,
        **{table.name: table.fields for table in sheet_tables(layout)},
        **ROSTER,
        "told": TOLD,
        "results": RESULTS,
    }

"""The tables that a portfolio keeps, and what their columns are."""

from __future__ import annotations

from typing import Final

from backbone_kg.model.sheets_and_columns import Layout
from backbone_kg.portfolios.columns import Field, sheet_tables

_FILE: Final = Field("file", "integer")

FILES: Final = (
    _FILE,
    Field("path", "text"),
    Field("sha256", "text"),
    Field("problem", "text"),
    Field("remedy", "text"),
    Field("partnership", "text"),
    Field("snapshot", "text"),
    Field("name", "text"),
    Field("community", "text"),
    Field("framework", "text"),
    Field("listing", "text"),
    Field("as_of", "date"),
    Field("known_since", "date"),
    Field("read_on", "date"),
    Field("assignments", "integer"),
    Field("assignments_not_read", "integer"),
    Field("cells_not_read", "integer"),
    Field("caveat", "text"),
    Field("checked_by_engine", "text"),
    Field("sheets", "text"),
)
"""One row a file, read or not. ``problem`` and ``remedy`` say why not; ``checked_by_engine`` why
its rules are not checked by columns; ``sheets`` where its columns stand, as JSON."""

ROSTER: Final[dict[str, tuple[Field, ...]]] = {
    "partners": (
        _FILE,
        Field("partner", "integer"),
        Field("iri", "text"),
        Field("name", "text"),
        Field("kind", "text"),
        Field("organization", "text"),
        Field("organization_key", "integer"),
        Field("matched_by", "text"),
        Field("fte_available", "number"),
        Field("backbone", "yes-no"),
        Field("steering_committee", "yes-no"),
    ),
    "memberships": (
        _FILE,
        Field("partner", "integer"),
        Field("first", "date"),
        Field("last", "date"),
    ),
    "roles": (
        _FILE,
        Field("role", "integer"),
        Field("iri", "text"),
        Field("label", "text"),
        Field("function", "text"),
        Field("wanted", "text"),
        Field("holders_needed", "integer"),
        Field("fte_needed", "number"),
    ),
    "assignments": (
        _FILE,
        Field("assignment", "integer"),
        Field("partner", "integer"),
        Field("role", "integer"),
        Field("part", "text"),
        Field("fte", "number"),
        Field("evidence", "text"),
        Field("begin_known", "yes-no"),
        Field("spans", "integer"),
        Field("repeats", "yes-no"),
        Field("first", "date"),
        Field("last", "date"),
    ),
    "clipped": (
        _FILE,
        Field("partner", "integer"),
        Field("first", "date"),
        Field("last", "date"),
    ),
    "spells": (
        _FILE,
        Field("role", "integer"),
        Field("partner", "integer"),
        Field("first", "date"),
        Field("last", "date"),
        Field("ends_earliest", "date"),
    ),
    "likely_one": (_FILE, Field("partner", "integer"), Field("other", "integer")),
}
"""What follows from records, whatever the day. Rows of a file stand together, and its partners and
roles in the order of their numbers from 0, which are unique within a file alone. Who has the same
``organization`` has the same ``organization_key``; hardly anybody else does. An assignment
has a row for each of its ``spans`` of days on which it counts, within the membership of its
partner; where that is not all that its row states, ``clipped`` has what is stated. One ``repeats``
if another row gives its FTE, too: the same partner, role and part. ``spells`` has the
times in which a partner holds a role without a break, whatever rows say it; without
``ends_earliest`` no end is known."""

TOLD: Final = (
    _FILE,
    Field("code", "text"),
    Field("severity", "text"),
    Field("sheet", "text"),
    Field("cell", "text"),
    Field("message", "text"),
    Field("remedy", "text"),
)
"""Findings that come from no shape."""

RESULTS: Final = (
    _FILE,
    Field("sheet", "text"),
    Field("row", "integer"),
    Field("shape", "text"),
    Field("component", "text"),
    Field("severity", "text"),
)
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

"""Whether partners of a file are told apart: by name, and by identifiers that can be real ones.

Comparing rows in pairs, and numbers with the rules of registers, is beyond shapes.
"""

from __future__ import annotations

from collections.abc import Iterator

from backbone_kg.base.cells import CellRead
from backbone_kg.base.findings import Finding
from backbone_kg.base.names import clean, key, shortened
from backbone_kg.base.registers import check_identifier
from backbone_kg.graph.namespaces import PARTNER
from backbone_kg.model import properties
from backbone_kg.model.duplicates import likely_duplicates
from backbone_kg.model.identity import is_identifier
from backbone_kg.model.partnership import Partnership
from backbone_kg.model.records import Record
from backbone_kg.validation.messages import CONTENT, fill


def who_is_who(partnership: Partnership) -> Iterator[Finding]:
    """Return what is to be said of names and identifiers of partners."""
    rows = [row for row in partnership.records.of(PARTNER) if row.text(properties.NAME)]
    yield from _shared_identifiers(partnership, rows)
    yield from _forms_of_identifiers(partnership, rows)
    yield from _probable_duplicates(partnership, rows)


def _identifier(row: Record) -> str:
    text = clean(row.text(properties.IDENTIFIER))
    return key(text) if is_identifier(text) else ""


def _shared_identifiers(partnership: Partnership, rows: list[Record]) -> Iterator[Finding]:
    first_of: dict[str, Record] = {}
    for row in rows:
        identifier = _identifier(row)
        first = first_of.setdefault(identifier, row) if identifier else row
        if first is not row and key(first.text(properties.NAME)) != key(row.text(properties.NAME)):
            others = _where(partnership, first, properties.IDENTIFIER)
            details = {"other": shortened(first.text(properties.NAME)), "where": others}
            yield _finding(partnership, row, "shared-identifier", properties.IDENTIFIER, details)


def _forms_of_identifiers(partnership: Partnership, rows: list[Record]) -> Iterator[Finding]:
    for row in rows:
        told = check_identifier(clean(row.text(properties.IDENTIFIER)))
        if told.wrong:
            meant = f"Did you mean {told.suggestion}? " if told.suggestion else ""
            details = {"what": told.wrong, "did_you_mean": meant}
            yield _finding(partnership, row, "identifier-form", properties.IDENTIFIER, details)


def _probable_duplicates(partnership: Partnership, rows: list[Record]) -> Iterator[Finding]:
    row_of = {row.thing: row for row in rows}
    named = [partner for partner in partnership.roster.partners if partner.iri in row_of]
    for first, second, why in likely_duplicates(named):
        one, other = row_of[first.iri], row_of[second.iri]
        details = {
            "other": shortened(one.text(properties.NAME)),
            "where": _where(partnership, one, properties.NAME),
            "why": why,
        }
        cells = tuple(
            CellRead(place.cell, row.text(properties.NAME), "")
            for row in (other, one)
            if (place := partnership.places.of(row.thing, properties.NAME))
        )
        yield _finding(partnership, other, "probable-duplicate", properties.NAME, details, cells)


def _where(partnership: Partnership, row: Record, path: str) -> str:
    place = partnership.places.of(row.thing, path)
    return place.cell if place else f"<{row.thing}>"


def _finding(
    partnership: Partnership,
    row: Record,
    code: str,
    path: str,
    details: dict[str, str],
    cells: tuple[CellRead, ...] = (),
) -> Finding:
    place = partnership.places.of(row.thing, path)
    column = next((c.heading for c in row.sheet.columns if str(c.path) == path), "")
    value = row.text(path)
    message = CONTENT[code]
    details = {"value": shortened(value), **details}
    return Finding(
        code=code,
        severity=message.severity,
        message=fill(message.text, details),
        remedy=fill(message.remedy, details),
        file=partnership.file,
        sheet=place.sheet if place else "",
        cell=place.cell if place else "",
        row=place.row if place else 0,
        column=column,
        value=value,
        iri=row.thing,
        cells=cells,
    )

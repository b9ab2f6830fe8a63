"""Whether partners of a file are told apart: by name, and by identifiers that can be real ones.

Comparing rows in pairs, and numbers with the rules of registers, is beyond shapes.
"""

from __future__ import annotations

from collections.abc import Iterator

from backbone_kg.base.findings import Finding
from backbone_kg.base.identifier_registers import check_identifier
from backbone_kg.base.names import clean, key, shortened
from backbone_kg.graph.namespaces import PARTNER
from backbone_kg.model import properties
from backbone_kg.model.duplicates import likely_duplicates
from backbone_kg.model.identity import is_identifier
from backbone_kg.model.partnership import Partnership
from backbone_kg.model.records import Record
from backbone_kg.validation.row_findings import cell_or_thing, row_finding


def who_is_who(partnership: Partnership) -> Iterator[Finding]:
    """Return what is to be said of names and identifiers of partners."""
    rows = [row for row in partnership.records.of(PARTNER) if row.text(properties.NAME)]
    yield from _shared_identifiers(partnership, rows)
    yield from _forms_of_identifiers(partnership, rows)
    yield from _probable_duplicates(partnership, rows)


def _shared_identifiers(partnership: Partnership, rows: list[Record]) -> Iterator[Finding]:
    first_of: dict[str, Record] = {}
    for row in rows:
        identifier = clean(row.text(properties.IDENTIFIER))
        first = first_of.setdefault(key(identifier), row) if is_identifier(identifier) else row
        if first is not row and key(first.text(properties.NAME)) != key(row.text(properties.NAME)):
            others = cell_or_thing(partnership, first, properties.IDENTIFIER)
            details = {"other": shortened(first.text(properties.NAME)), "where": others}
            yield row_finding(partnership, row, "shared-identifier", properties.IDENTIFIER, details)


def _forms_of_identifiers(partnership: Partnership, rows: list[Record]) -> Iterator[Finding]:
    for row in rows:
        told = check_identifier(clean(row.text(properties.IDENTIFIER)))
        if told.wrong:
            meant = f"Did you mean {told.suggestion}? " if told.suggestion else ""
            details = {"what": told.wrong, "did_you_mean": meant}
            yield row_finding(partnership, row, "identifier-form", properties.IDENTIFIER, details)


def _probable_duplicates(partnership: Partnership, rows: list[Record]) -> Iterator[Finding]:
    row_of = {row.thing: row for row in rows}
    named = [partner for partner in partnership.roster.partners if partner.iri in row_of]
    for first, second, why in likely_duplicates(named):
        one, other = row_of[first.iri], row_of[second.iri]
        details = {
            "other": shortened(one.text(properties.NAME)),
            "where": cell_or_thing(partnership, one, properties.NAME),
            "why": why,
        }
        code, path = "probable-duplicate", properties.NAME
        yield row_finding(partnership, other, code, path, details, beside=one)

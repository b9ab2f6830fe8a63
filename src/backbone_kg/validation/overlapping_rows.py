"""Rows about one partner, or one partner in one role, whose times overlap."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from backbone_kg.base.findings import Finding
from backbone_kg.base.names import key
from backbone_kg.base.value_kinds import Kind
from backbone_kg.graph.namespaces import ASSIGNMENT, PARTNER
from backbone_kg.model import properties
from backbone_kg.model.date_spans import Span
from backbone_kg.model.holding_spells import overlapping
from backbone_kg.model.partnership import Partnership
from backbone_kg.model.records import Record
from backbone_kg.model.roster_from_records import membership_of
from backbone_kg.validation.row_findings import cell_or_thing, row_finding


def overlapping_rows(partnership: Partnership) -> Iterator[Finding]:
    """Return a finding for each row that says again what another says of the same time.

    Rows with equal dates are a finding of the shapes.
    """
    rows = [
        row
        for row in partnership.records.of(PARTNER)
        if row.text(properties.NAME) and not has_unread_dates(row)
    ]
    partners = ((key(row.text(properties.NAME)), row.thing, membership_of(row)) for row in rows)
    records = {row.thing: row for row in partnership.records.rows}
    for first, second in _overlaps(partners):
        yield _told(partnership, "overlapping-memberships", records[first], records[second])
    unread = {row.thing for row in partnership.records.of(ASSIGNMENT) if has_unread_dates(row)}
    holdings = [one for one in partnership.roster.holdings if one.assignment not in unread]
    roles = (((one.partner, one.role, one.part), one.assignment, one.stated) for one in holdings)
    names = {partner.iri: partner.name for partner in partnership.roster.partners}
    for first, second in _overlaps(roles):
        row = records[second]
        name = names.get(named := row.text(properties.PARTNER), named)
        yield _told(partnership, "overlapping-assignments", records[first], row, name)


def has_unread_dates(row: Record) -> bool:
    """Return whether a date of a row was not read, which is a finding: when it is, is not known."""
    return any(
        column.kind is Kind.DATE
        and column.path in row.values
        and not row.values[column.path].is_typed
        for column in row.sheet.columns
    )


def _overlaps(rows: Iterable[tuple[object, str, Span]]) -> Iterator[tuple[str, str]]:
    """Return a row before it, and each row of other dates that overlaps that one."""
    first: dict[object, dict[Span, str]] = {}
    for group, thing, span in rows:
        first.setdefault(group, {}).setdefault(span, thing)
    for group in first.values():
        if len(group) < 2:
            continue
        things = list(group.values())
        for place, before in overlapping(group):
            yield things[before], things[place]


def _told(
    partnership: Partnership, code: str, first: Record, second: Record, name: str = ""
) -> Finding:
    path = properties.PARTNER if name else properties.NAME
    where = cell_or_thing(partnership, first, path)
    return row_finding(partnership, second, code, path, {"where": where}, value=name, beside=first)

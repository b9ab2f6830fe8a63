"""The check that depends on the date: who holds a role without being a partner then."""

from __future__ import annotations

import datetime
from collections.abc import Iterator

from backbone_kg.base.findings import Finding
from backbone_kg.model import properties
from backbone_kg.model.partnership import Partnership
from backbone_kg.validation.overlapping_rows import has_unread_dates
from backbone_kg.validation.row_findings import row_finding


def holders_who_are_not_members(partnership: Partnership, day: datetime.date) -> Iterator[Finding]:
    """Return a finding for each assignment in force at a date whose partner is no member then.

    SHACL compares values of one thing, not dates of two with a date that the user asks for, so
    this check is not a shape.
    """
    partners = {partner.iri: partner for partner in partnership.roster.partners}
    rows = {row.thing: row for row in partnership.records.rows}
    # When something was whose dates were not read, which is a finding, is not known.
    unread = {row.thing for row in rows.values() if has_unread_dates(row)}
    for holding in partnership.roster.holdings:
        partner = partners[holding.partner]
        if not holding.stated.covers(day) or partner.membership_on(day):
            continue
        if any(span.last < span.first for span in partner.memberships):
            continue  # which is a finding of its own
        if holding.assignment in unread or partner.iri in unread:
            continue
        row, details = rows[holding.assignment], {"day": day.isoformat()}
        yield row_finding(
            partnership, row, "holder-is-no-member", properties.PARTNER, details, value=partner.name
        )

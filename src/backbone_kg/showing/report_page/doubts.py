"""Which findings weaken what is said of a partner or a role, so that they stand beside it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from backbone_kg.base.findings import Finding, Severity
from backbone_kg.graph.namespaces import ASSIGNMENT, PARTNER, POST
from backbone_kg.model import properties
from backbone_kg.model.partnership import Partnership
from backbone_kg.model.records import Record


def doubts(partnership: Partnership, findings: Iterable[Finding]) -> dict[str, list[Finding]]:
    """Return the findings that weaken what is said of partners and roles.

    Parameters
    ----------
    partnership
        Whose.
    findings
        Of its check; remarks weaken nothing.

    Returns
    -------
    dict
        By the IRI of a partner or a role: the findings on its own row, and on those of its
        assignments.
    """
    rows = {(record.tab, record.row): record for record in partnership.records.rows if record.row}
    things = {record.thing: record for record in partnership.records.rows}
    found: dict[str, list[Finding]] = {}
    for finding in findings:
        record = rows.get((finding.sheet, finding.row)) or things.get(finding.iri)
        if record is not None and finding.severity is not Severity.INFO:
            for subject in dict.fromkeys(_about(record)):
                found.setdefault(subject, []).append(finding)
    return found


def _about(record: Record) -> Iterator[str]:
    if record.sheet.target == PARTNER:
        yield record.thing
    if record.sheet.target in {ASSIGNMENT, POST}:
        yield from filter(None, map(record.thing_named, (properties.PARTNER, properties.ROLE)))

"""Findings in an imported file point at the cell of the user's own file, too."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from backbone_kg.base.findings import Finding
from backbone_kg.model.partnership import Partnership
from backbone_kg.model.properties import IMPORTED_FROM


def with_origins(findings: Iterable[Finding], partnership: Partnership) -> list[Finding]:
    """Return findings with the cell that their row was imported from, where it was."""
    if not partnership.is_table:
        return list(findings)
    origins = {
        (row.tab, row.row): row.values[IMPORTED_FROM].text
        for row in partnership.records.rows
        if IMPORTED_FROM in row.values
    }
    return [
        replace(one, origin=origins[one.sheet, one.row]) if (one.sheet, one.row) in origins else one
        for one in findings
    ]

"""What roles lack of the FTE they need, and where several partners lead."""

from __future__ import annotations

from collections.abc import Iterator

from backbone_kg.analysis.results import Analysis
from backbone_kg.base.words import number
from backbone_kg.showing.sections import Section


def section(analysis: Analysis) -> Section | None:
    """Return what is short; None if nothing is known to be."""
    items = tuple(_items(analysis))
    return Section("staffing", "What is short?", items=items) if items else None


def _items(analysis: Analysis) -> Iterator[str]:
    for role in analysis.roles:
        if role.fte_short:
            most = "at most " if role.fte_short_at_most else ""
            short, needed = number(role.fte_short), number(role.fte_needed or 0)
            yield f"{role.label}: {most}{short} FTE short of {needed}"
        if role.leads > 1:
            yield f"{role.label}: {role.leads} partners lead it"

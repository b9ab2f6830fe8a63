"""How the roles are spread over the partners: who holds most, and how many hold half."""

from __future__ import annotations

from collections.abc import Iterator

from backbone_kg.analysis.analysis_results import Analysis
from backbone_kg.analysis.concentration import Concentration
from backbone_kg.base.names import shortened
from backbone_kg.base.numbers_and_lists import joined, out_of, percent, plural, verb
from backbone_kg.showing.answers import known
from backbone_kg.showing.caveats import of_the_known
from backbone_kg.showing.sections import Section

NAMED = 3
"""Partners that hold as many as any other: more of them are counted, not named."""


def section(analysis: Analysis) -> Section | None:
    """Return how the roles are spread; None if no role is held."""
    found = analysis.concentration
    if found is None or not found.holdings:
        return None
    return Section(
        "concentration",
        "How is the work spread?",
        caveats=of_the_known(analysis),
        lead=f"{largest(analysis, found)}. {half(found)}".strip(),
        remarks=tuple(left_out(found)),
    )


def largest(analysis: Analysis, found: Concentration) -> str:
    """Say who holds most, and how much beside an equal share, without a full stop."""
    names = _largest(analysis, found)
    if not names:
        return "No holder is known" if known(analysis) else "No role is held"
    if found.holders == 1:
        roles = plural(found.holdings, f"{known(analysis)}holding")
        return f"{names[0]} alone has {'the' if found.holdings == 1 else 'all'} {roles}"
    most = out_of(found.largest_count, found.holdings, f"{known(analysis)}holding")
    most = f"{most} ({percent(found.largest_count / found.holdings)})"
    equal = f"; an equal share would be {percent(1 / found.holders)}"
    if len(names) == found.holders:
        return f"The {found.holders:,} partners that hold a role have equal shares: {most} each"
    if len(names) > NAMED:
        return f"{len(names):,} partners hold most: {most} each{equal}"
    if len(names) > 1:
        return f"{joined(names)} hold most: {most} each{equal}"
    return f"{names[0]} holds most: {most}{equal}"


def half(found: Concentration) -> str:
    """Say how many partners together have half; "" where one has all."""
    if found.hold_half is None or found.holders == 1:
        return ""
    if found.hold_half == 1:
        return "One partner has half of all holdings or more."
    return f"{out_of(found.hold_half, found.holders, 'holder')} together have half of all holdings."


def _largest(analysis: Analysis, found: Concentration) -> list[str]:
    largest = set(found.largest)
    return [shortened(p.name, 120) for p in analysis.partners if p.iri in largest]


def left_out(found: Concentration) -> Iterator[str]:
    """Say how many holdings count nowhere, if there are such."""
    if found.left_out:
        yield (
            f"{plural(found.left_out, 'holding')} of roles that are not ours "
            f"{verb(found.left_out, 'is', 'are')} not counted."
        )

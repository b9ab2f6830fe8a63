"""How the roles are spread over the partners: who holds most, and how many hold half."""

from __future__ import annotations

from collections.abc import Iterator

from backbone_kg.analysis.concentration import Concentration
from backbone_kg.analysis.results import Analysis
from backbone_kg.base.names import shortened
from backbone_kg.base.words import joined, out_of, percent, plural, verb
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
        lead=_lead(analysis, found),
        remarks=tuple(_remarks(found)),
    )


def _lead(analysis: Analysis, found: Concentration) -> str:
    names = _largest(analysis, found)
    most = out_of(found.largest_count, found.holdings, "holding")
    if found.holders == 1:
        return f"{names[0]} holds all that is held: {plural(found.holdings, 'role')}."
    most = f"{most} ({percent(found.largest_count / found.holdings)})"
    equal = f"; an equal share would be {percent(1 / found.holders)}"
    if len(names) == found.holders:
        said = f"The {found.holders:,} partners that hold a role have equal shares: {most} each"
    elif len(names) > NAMED:
        said = f"{len(names):,} partners hold most: {most} each{equal}"
    elif len(names) > 1:
        said = f"{joined(names)} hold most: {most} each{equal}"
    else:
        said = f"{names[0]} holds most: {most}{equal}"
    if found.hold_half == 1:
        return f"{said}. One partner has half of them or more."
    half = out_of(found.hold_half or 0, found.holders, "holder")
    return f"{said}. {half} together have half of them."


def _largest(analysis: Analysis, found: Concentration) -> list[str]:
    largest = set(found.largest)
    return [shortened(p.name, 120) for p in analysis.partners if p.iri in largest]


def _remarks(found: Concentration) -> Iterator[str]:
    if found.left_out:
        yield (
            f"{plural(found.left_out, 'holding')} of roles that are not ours "
            f"{verb(found.left_out, 'is', 'are')} not counted."
        )

"""What an analysis answers beyond the three questions: one module a topic, one section each."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from backbone_kg.analysis.analysis_results import Analysis
from backbone_kg.showing.sections import Section
from backbone_kg.showing.topics import bounds, concentration, fit, lapses, resilience, staffing

TOPICS: Final[tuple[Callable[[Analysis], Section | None], ...]] = (
    bounds.section,
    concentration.section,
    staffing.section,
    lapses.section,
    resilience.section,
    fit.section,
)
"""What says each topic, in the order in which texts and reports have them; None says nothing."""


def topics(analysis: Analysis) -> tuple[Section, ...]:
    """Return the sections of an analysis; none where nothing is known that they could rest on."""
    if analysis.basis.nothing_known:
        return ()
    return tuple(found for topic in TOPICS if (found := topic(analysis)) is not None)

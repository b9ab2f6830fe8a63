"""What an analysis says of one topic."""

from __future__ import annotations

from backbone_kg import Analysis
from backbone_kg.showing.sections import Section
from backbone_kg.showing.topics import topics


def topic(name: str, analysis: Analysis) -> Section | None:
    """Return the section of a topic; None if nothing is said of it."""
    return next((section for section in topics(analysis) if section.name == name), None)

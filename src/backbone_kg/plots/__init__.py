"""Pictures of an analysis: the coverage map, the load bars and the network.

Each is made from an :class:`~backbone_kg.analysis.results.Analysis` alone, says its answer in its
title, is told apart without color, and has a text alternative.
"""

from __future__ import annotations

from collections.abc import Callable

from backbone_kg.analysis.results import Analysis
from backbone_kg.plots.coverage_map import coverage
from backbone_kg.plots.load_bars import load
from backbone_kg.plots.network_map import network
from backbone_kg.plots.page import Picture
from backbone_kg.plots.saving import save, svg
from backbone_kg.plots.text import describe, headline

KINDS: dict[str, Callable[[Analysis], Picture]] = {
    "coverage": coverage,
    "load": load,
    "network": network,
}
"""The pictures by name."""

__all__ = ["KINDS", "Picture", "coverage", "describe", "headline", "load", "network", "save", "svg"]

"""Pictures of an analysis: the coverage map, the load bars and the network.

Each is made from an :class:`~backbone_kg.analysis.results.Analysis` alone, says its answer in its
title, is told apart without color, and has a text alternative.
"""

from __future__ import annotations

from collections.abc import Callable

from backbone_kg.analysis.results import Analysis
from backbone_kg.showing.pictures.canvas import Picture
from backbone_kg.showing.pictures.captions import describe, headline
from backbone_kg.showing.pictures.coverage_map import coverage
from backbone_kg.showing.pictures.load_bars import load
from backbone_kg.showing.pictures.network_map import network
from backbone_kg.showing.pictures.saving import save, svg

KINDS: dict[str, Callable[[Analysis], Picture]] = {
    "coverage": coverage,
    "load": load,
    "network": network,
}
"""The pictures by name."""

__all__ = ["KINDS", "Picture", "coverage", "describe", "headline", "load", "network", "save", "svg"]

"""Pictures of an analysis: the coverage map, the load bars and the network.

Each is made from an :class:`~backbone_kg.analysis.results.Analysis` alone, says its answer in its
title, is told apart without color, and has a text alternative.
"""

from __future__ import annotations

from collections.abc import Callable

from backbone_kg.analysis.results import Analysis
from backbone_kg.base.errors import UnknownNameError
from backbone_kg.base.words import joined
from backbone_kg.showing.pictures import style
from backbone_kg.showing.pictures.coverage_map import coverage
from backbone_kg.showing.pictures.load_bars import load
from backbone_kg.showing.pictures.network_map import network
from backbone_kg.showing.pictures.picture import Picture
from backbone_kg.showing.pictures.saving import save, svg
from backbone_kg.showing.pictures.sheet import all_text

KINDS: dict[str, Callable[[Analysis], Picture]] = {
    "coverage": coverage,
    "load": load,
    "network": network,
}
"""What draws each picture, by its name; to be called by :func:`draw`."""

__all__ = ["KINDS", "Picture", "draw", "save", "svg"]


def draw(kind: str, analysis: Analysis) -> Picture:
    """Return a picture of an analysis.

    Parameters
    ----------
    kind
        ``coverage``, ``load`` or ``network``.
    analysis
        What is drawn.

    Raises
    ------
    UnknownNameError
        If there is no such kind of picture.
    """
    if kind not in KINDS:
        raise UnknownNameError(f"There is no picture “{kind}”. There are: {joined([*KINDS])}.")
    fonts, _ = style.fonts_for(all_text(analysis))
    with style.settings(fonts):
        return KINDS[kind](analysis)

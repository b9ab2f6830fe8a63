"""Pictures of results: the coverage map, the load bars, the network, and more.

Each is made from one kind of result alone, says its answer in its title, is told apart without
color, and has a text alternative.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable
from typing import Any, Final, NamedTuple

from backbone_kg.analysis import analyze
from backbone_kg.analysis.change.comparison import Comparison
from backbone_kg.analysis.change.timeline import Timeline, timeline
from backbone_kg.analysis.choice.candidates import candidates
from backbone_kg.analysis.choice.candidates_results import Candidates
from backbone_kg.analysis.results import Analysis
from backbone_kg.base.errors import UnknownNameError
from backbone_kg.base.words import joined
from backbone_kg.model.partnership import Partnership
from backbone_kg.showing.pictures import style
from backbone_kg.showing.pictures.candidates_map import all_names as candidates_names
from backbone_kg.showing.pictures.candidates_map import candidates_picture
from backbone_kg.showing.pictures.change_map import all_names as change_names
from backbone_kg.showing.pictures.change_map import change
from backbone_kg.showing.pictures.coverage_map import coverage
from backbone_kg.showing.pictures.departure_curve import names as departure_names
from backbone_kg.showing.pictures.departure_curve import resilience
from backbone_kg.showing.pictures.load_bars import load
from backbone_kg.showing.pictures.network_map import network
from backbone_kg.showing.pictures.panels import role_panels, spread_panels
from backbone_kg.showing.pictures.picture import Picture
from backbone_kg.showing.pictures.saving import save, svg
from backbone_kg.showing.pictures.share_bars import share_bars
from backbone_kg.showing.pictures.sheet import all_text
from backbone_kg.showing.pictures.timeline_bars import all_names as timeline_names
from backbone_kg.showing.pictures.timeline_bars import timeline as timeline_bars


class Kind(NamedTuple):
    """A kind of picture, and which result it is made from.

    Parameters
    ----------
    result
        The type of the result.
    draw
        Makes the picture.
    names
        Returns every name that the picture may show, to find the fonts for them.
    compute
        Returns the result of a partnership at a date (keyword ``as_of``); None if one partnership
        is not enough.
    """

    result: type
    draw: Callable[[Any], Picture]
    names: Callable[[Any], str]
    compute: Callable[..., Any] | None


KINDS: Final[dict[str, Kind]] = {
    "coverage": Kind(Analysis, coverage, all_text, analyze),
    "load": Kind(Analysis, load, all_text, analyze),
    "network": Kind(Analysis, network, all_text, analyze),
    "share": Kind(Analysis, share_bars, all_text, analyze),
    "resilience": Kind(Analysis, resilience, departure_names, analyze),
    "timeline": Kind(Timeline, timeline_bars, timeline_names, timeline),
    "change": Kind(Comparison, change, change_names, None),
    "candidates": Kind(Candidates, candidates_picture, candidates_names, candidates),
}
"""The kinds of pictures by name; to be drawn by :func:`draw`."""


def draw(kind: str, result: Any) -> Picture:
    """Return a picture of a result.

    Parameters
    ----------
    kind
        A key of :data:`KINDS`.
    result
        What is drawn, such as an analysis.

    Raises
    ------
    UnknownNameError
        If there is no such kind of picture, or none of such a result.
    """
    made = _kind(kind)
    if not isinstance(result, made.result):
        fitting = [name for name, other in KINDS.items() if isinstance(result, other.result)]
        raise UnknownNameError(
            f"There is no picture “{kind}” of {_a(type(result))}, only of {_a(made.result)}."
            + (f" There are: {joined(fitting)}." if fitting else "")
        )
    fonts, _ = style.fonts_for(made.names(result))
    with style.settings(fonts):
        return made.draw(result)


def result_of(
    partnership: Partnership, kind: str, *, as_of: str | datetime.date | None = None
) -> Any:
    """Return the result of a partnership that a kind of picture is made from.

    Raises
    ------
    UnknownNameError
        If there is no such kind of picture, or one partnership is not enough for it.
    """
    made = _kind(kind)
    if made.compute is None:
        raise UnknownNameError(f"The picture “{kind}” is made from {_a(made.result)}.")
    return made.compute(partnership, as_of=as_of)


def _kind(name: str) -> Kind:
    if name not in KINDS:
        raise UnknownNameError(f"There is no picture “{name}”. There are: {joined([*KINDS])}.")
    return KINDS[name]


def _a(kind: type) -> str:
    return f"{'an' if kind.__name__[0] in 'AEIOU' else 'a'} {kind.__name__}"

"""Pictures of results: the coverage map, the load bars, the network, and more.

Each is made from one kind of result alone, says its answer in its title, is told apart without
color, and has a text alternative.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable
from typing import Any, Final, NamedTuple

from backbone_kg.analysis import analyze
from backbone_kg.analysis.analysis_results import Analysis
from backbone_kg.analysis.change.comparison_results import Comparison
from backbone_kg.analysis.change.timeline import Timeline, timeline
from backbone_kg.analysis.choice.candidates import candidates
from backbone_kg.analysis.choice.candidates_results import Candidates
from backbone_kg.base.errors import UnknownNameError
from backbone_kg.base.numbers_and_lists import joined
from backbone_kg.model.partnership import Partnership
from backbone_kg.showing.pictures import style
from backbone_kg.showing.pictures.candidates_map import candidates_picture
from backbone_kg.showing.pictures.change_map import change
from backbone_kg.showing.pictures.coverage_map import coverage
from backbone_kg.showing.pictures.departure_curve import resilience
from backbone_kg.showing.pictures.load_bars import load
from backbone_kg.showing.pictures.network_map import network
from backbone_kg.showing.pictures.panels import role_panels, spread_panels
from backbone_kg.showing.pictures.picture import Picture, save, svg
from backbone_kg.showing.pictures.share_bars import share_bars
from backbone_kg.showing.pictures.timeline_bars import timeline as timeline_bars


class Kind(NamedTuple):
    """A kind of picture, and which result it is made from.

    Parameters
    ----------
    result
        The type of the result.
    draw
        Makes the picture.
    compute
        Returns the result of a partnership at a date (keyword ``as_of``); None if one partnership
        is not enough.
    """

    result: type
    draw: Callable[[Any], Picture]
    compute: Callable[..., Any] | None


KINDS: Final[dict[str, Kind]] = {
    "coverage": Kind(Analysis, coverage, analyze),
    "load": Kind(Analysis, load, analyze),
    "network": Kind(Analysis, network, analyze),
    "share": Kind(Analysis, share_bars, analyze),
    "resilience": Kind(Analysis, resilience, analyze),
    "timeline": Kind(Timeline, timeline_bars, timeline),
    "change": Kind(Comparison, change, None),
    "candidates": Kind(Candidates, candidates_picture, candidates),
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

    Returns
    -------
    Picture
        A matplotlib figure, 10 inches wide or, where many columns ask for it, wider; as high as its
        content.

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
    with style.settings():
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

"""A picture and the report of a partnership."""

from __future__ import annotations

import datetime
from typing import TYPE_CHECKING

from backbone_kg import __version__
from backbone_kg.analysis import analyze
from backbone_kg.analysis.results import Analysis
from backbone_kg.base.errors import UnknownNameError
from backbone_kg.model.partnership import Partnership

if TYPE_CHECKING:
    from matplotlib.figure import Figure


def plot(
    subject: Partnership | Analysis,
    kind: str = "coverage",
    *,
    as_of: str | datetime.date | None = None,
) -> Figure:
    """Return a picture of a partnership.

    Parameters
    ----------
    subject
        A partnership, or an analysis of one.
    kind
        ``coverage`` (who holds which role), ``load`` (who carries how much) or ``network`` (roles
        and partners, with what hangs on one partner).
    as_of
        The date, when ``subject`` is a partnership; see :func:`backbone_kg.analyze`.

    Returns
    -------
    matplotlib.figure.Figure
        Shows itself in a notebook; ``backbone_kg.plots.save`` writes it with its text alternative.

    Raises
    ------
    UnknownNameError
        If there is no such kind of picture.
    """
    from backbone_kg import plots

    if kind not in plots.KINDS:
        raise UnknownNameError(
            f"There is no picture “{kind}”. There are: {', '.join(plots.KINDS)}."
        )
    analysis = subject if isinstance(subject, Analysis) else analyze(subject, as_of=as_of)
    return plots.KINDS[kind](analysis)


def report(partnership: Partnership, *, as_of: str | datetime.date | None = None) -> str:
    """Return the report of a partnership as one self-contained HTML page.

    Parameters
    ----------
    partnership
        As :func:`backbone_kg.read` returns it.
    as_of
        The date; see :func:`backbone_kg.analyze`.
    """
    from backbone_kg import plots
    from backbone_kg.reports import Picture, SourceDocument, report_html
    from backbone_kg.validation import validate

    analysis = analyze(partnership, as_of=as_of)
    pictures = []
    for kind, draw in plots.KINDS.items():
        title, description = plots.headline(kind, analysis), plots.describe(kind, analysis)
        svg = plots.svg(draw(analysis), title=title, description=description, prefix=kind)
        pictures.append(Picture(kind=kind, title=title, svg=svg, description=description))
    sources = [
        SourceDocument(title=framework.document.title, citation=framework.document.citation)
        for framework in partnership.ontology.frameworks()
        if framework.document is not None and framework.slug == analysis.framework_slug
    ]
    return report_html(
        analysis, validate(partnership), pictures, sources=sources, version=__version__
    )

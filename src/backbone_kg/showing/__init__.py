"""Results for people: text for a terminal, pictures, the report, pages of the docs."""

from __future__ import annotations

import datetime
from collections.abc import Collection
from typing import TYPE_CHECKING

from backbone_kg.base.errors import BackboneError
from backbone_kg.base.version import __version__
from backbone_kg.showing.picture_kinds import PictureKind

if TYPE_CHECKING:
    from matplotlib.figure import Figure

    from backbone_kg.analysis.analysis_results import Analysis
    from backbone_kg.analysis.change.comparison_results import Comparison
    from backbone_kg.analysis.change.timeline import Timeline
    from backbone_kg.analysis.choice.candidates_results import Candidates
    from backbone_kg.model.partnership import Partnership


def plot(
    subject: Partnership | Analysis | Candidates | Comparison | Timeline,
    kind: PictureKind | None = None,
    *,
    as_of: str | datetime.date | None = None,
) -> Figure:
    """Return a picture of a partnership.

    Parameters
    ----------
    subject
        A partnership, or a result about one.
    kind
        Of a partnership or an analysis ``coverage`` (who holds which role; the default), ``load``
        (who carries how much), ``network`` (roles and partners, with what hangs on one partner),
        ``resilience`` (how many roles are left if partners leave), ``share`` (how the work is
        spread); of a partnership or a timeline ``timeline``; of a comparison ``change``; of a
        partnership or of compared candidates ``candidates``.
    as_of
        The date, when ``subject`` is a partnership; see :func:`backbone_kg.analyze`.

    Returns
    -------
    matplotlib.figure.Figure
        Shows itself in a notebook; ``backbone_kg.showing.pictures.save`` writes it with its text
        alternative.

    Raises
    ------
    UnknownNameError
        If there is no such kind of picture, or none of such a result.
    """
    from backbone_kg.model.partnership import Partnership
    from backbone_kg.showing import pictures

    if isinstance(subject, Partnership):
        kind = kind or "coverage"
        return pictures.draw(kind, pictures.result_of(subject, kind, as_of=as_of))
    fitting = (name for name, made in pictures.KINDS.items() if isinstance(subject, made.result))
    return pictures.draw(kind or next(fitting, "coverage"), subject)


def report(
    partnership: Partnership,
    *,
    as_of: str | datetime.date | None = None,
    since: Partnership | None = None,
    parts: Collection[str] | None = None,
    title: str = "",
    logo: bytes | None = None,
) -> str:
    """Return the report of a partnership as one self-contained HTML page.

    Parameters
    ----------
    partnership
        As :func:`backbone_kg.read` returns it.
    as_of
        The date; see :func:`backbone_kg.analyze`.
    since
        An earlier file of the partnership: the report then tells what changed.
    parts
        Which parts it has, of :data:`backbone_kg.showing.report_page.PARTS`; by default all. What
        they rest on is always there.
    title
        A title of one's own, in place of the partnership's name.
    logo
        A picture (PNG, JPEG, GIF, WebP or SVG, up to 1 MB) to stand at the top.

    Raises
    ------
    BackboneError
        If ``as_of`` is not a date, ``since`` is of a later date than the report, there is no such
        part, or the logo is no such picture.
    """
    from backbone_kg.analysis import analyze
    from backbone_kg.analysis.planning.suggest import suggest
    from backbone_kg.showing import pictures
    from backbone_kg.showing.compare_text import sections as change_sections
    from backbone_kg.showing.report_page import report_html
    from backbone_kg.showing.report_page.choices import check_parts, data_address
    from backbone_kg.showing.report_page.doubts import doubts
    from backbone_kg.showing.suggest_text import sections as proposals
    from backbone_kg.validation import validate

    check_parts(parts or ())
    picture = "" if logo is None else data_address(logo)
    analysis = analyze(partnership, as_of=as_of)
    # The check asks who was a member at a date: at that of the figures.
    findings = validate(partnership, as_of=analysis.as_of)
    citations = {
        framework.document.title: framework.document.citation
        for framework in partnership.ontology.frameworks()
        if framework.document is not None and framework.slug == analysis.framework_slug
    }
    change = None if since is None else _change(since, partnership, analysis.as_of)
    return report_html(
        analysis,
        findings,
        pictures.draw("network", analysis),
        proposals=proposals(suggest(partnership, as_of=analysis.as_of)),
        change=() if change is None else change_sections(change),
        doubts=doubts(partnership, findings),
        citations=citations,
        parts=parts,
        title=title,
        logo=picture,
        version=__version__,
    )


def _change(since: Partnership, partnership: Partnership, as_of: str) -> Comparison:
    from backbone_kg.analysis.change.compare import compare

    found = compare(since, partnership, end=as_of)
    if found.backward:
        raise BackboneError(
            f"{since.file} is of {found.then.as_of}, later than the report ({as_of}): name the "
            "earlier file after --since, and the later one as the file to report on."
        )
    return found

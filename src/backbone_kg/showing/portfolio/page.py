"""A page on the partnerships of a portfolio, to read or to print."""

from __future__ import annotations

from backbone_kg.base.errors import BackboneError
from backbone_kg.base.version import __version__
from backbone_kg.base.visible import visible
from backbone_kg.base.words import plural
from backbone_kg.portfolios.summaries import CheckSummary, PortfolioSummary
from backbone_kg.showing.portfolio.discretion import OPEN, Discretion
from backbone_kg.showing.portfolio.summary_text import dates, summary_sections
from backbone_kg.showing.sections import as_html, environment, styles


def summary_page(
    summary: PortfolioSummary, check: CheckSummary, *, title: str, discretion: Discretion = OPEN
) -> str:
    """Return how the partnerships of a portfolio stand as a page to read or to print.

    The page fetches nothing and runs nothing. The same input gives the same text.

    Parameters
    ----------
    summary, check
        What to tell.
    title
        What the portfolio is called.
    discretion
        What is left out.

    Raises
    ------
    BackboneError
        If the portfolio has too few partnerships to tell anything of them.
    """
    if discretion.hides(summary.partnerships):
        raise BackboneError(
            f"There are {plural(summary.partnerships, 'partnership')}: nothing is told of fewer "
            f"than {discretion.fewest:,}."
        )
    first, *rest = summary_sections(summary, discretion)
    counted = f"{check.to_mend:,} of {plural(check.files, 'file')} must be mended"
    return visible(
        environment()
        .get_template("page.html.j2")
        .render(
            name=title,
            kicker="Many partnerships",
            facts=[("Date", dates(summary)), ("Check", counted)],
            first=as_html([first]),
            picture="",
            rest=as_html(rest),
            css=styles(),
            version=__version__,
        )
    )

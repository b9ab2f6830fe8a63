"""A page on the partnerships of a portfolio, to read or to print."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from backbone_kg.base.errors import BackboneError
from backbone_kg.base.numbers_and_lists import plural
from backbone_kg.portfolios.summaries import CheckSummary, PortfolioSummary
from backbone_kg.showing.hidden_names import OPEN, Discretion
from backbone_kg.showing.pictures import Picture, svg
from backbone_kg.showing.pictures.panels import role_panels, spread_panels
from backbone_kg.showing.portfolio.summary_text import dates, summary_sections
from backbone_kg.showing.sections import as_page


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
    told = summary_sections(summary, discretion)
    counted = f"{check.to_mend:,} of {plural(check.files, 'file')} must be mended"
    drawn = enumerate(_pictures(summary, (" ".join(told[0].caveats),), discretion))
    return as_page(
        name=title,
        kicker="Many partnerships",
        facts=[("Date", dates(summary)), ("Check", counted)],
        sections=told,
        pictures=[svg(one, prefix=f"panels-{number}-") for number, one in drawn],
    )


def _pictures(
    summary: PortfolioSummary, caveats: tuple[str, ...], discretion: Discretion
) -> Iterator[Picture]:
    everything, *groups = summary.coverage or (None,)
    shown = discretion.kept(groups, lambda one: one.partnerships)
    if everything is not None:
        whole = replace(everything, group="All partnerships")
        spread = spread_panels(
            [whole, *shown],
            title="How many partnerships have how many of their roles filled",
            above=caveats,
            discretion=discretion,
        )
        if spread:
            yield spread
    if (change := summary.change) is not None and not discretion.hides(change.partnerships):
        then_now = spread_panels(
            [replace(change.then, group=f"On {change.since}"), replace(change.now, group="Later")],
            title=f"The partnerships that have a figure on {change.since} and later",
            above=caveats,
            discretion=discretion,
        )
        if then_now:
            yield then_now
    roles = role_panels(
        summary.roles,
        title="Which roles are most often unfilled, by framework",
        above=caveats,
        discretion=discretion,
    )
    if roles:
        yield roles

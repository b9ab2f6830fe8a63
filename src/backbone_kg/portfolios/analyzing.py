"""What is said of all partnerships of a portfolio together."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

import numpy as np

from backbone_kg.base.errors import BackboneError, UnknownNameError
from backbone_kg.knowledge.ontology import standard_ontology
from backbone_kg.portfolios.change_across_files import change_across
from backbone_kg.portfolios.figures_of_day import Figures
from backbone_kg.portfolios.group_coverage import GROUPS, coverage_of_groups
from backbone_kg.portfolios.ibis_tables import rows_in
from backbone_kg.portfolios.opened_portfolio import Portfolio
from backbone_kg.portfolios.part_summary import PartSummary, keys_of_part, tables_of_part
from backbone_kg.portfolios.partnership_standing import Numbers, distinct, numbers_of
from backbone_kg.portfolios.roles_across import in_order
from backbone_kg.portfolios.summaries import (
    GroupCoverage,
    LapsesAcross,
    OrganizationAcross,
    PortfolioBasis,
    PortfolioSummary,
    ResilienceAcross,
)

if TYPE_CHECKING:
    import pyarrow as pa


def analyze_portfolio(
    portfolio: Portfolio,
    *,
    date: str | None = None,
    by: str | None = None,
    since: str | None = None,
) -> PortfolioSummary:
    """Return how the partnerships of a portfolio stand.

    Parameters
    ----------
    portfolio
        Which.
    date
        As for :meth:`Portfolio.on`.
    by
        One of :data:`GROUPS`: coverage is also told for each group.
    since
        An earlier day: what changed since then is told, too.

    Raises
    ------
    BackboneError
        If ``date`` or ``since`` is not a date, or the earlier day is not before the later.
    UnknownNameError
        If there is no such group.
    """
    if by is not None and by not in GROUPS:
        raise UnknownNameError(f"There are no groups by “{by}”. There are: {', '.join(GROUPS)}.")
    figures = portfolio.on(date)
    then = None if since is None else portfolio.on(since)
    if then and then.day and figures.day and then.day >= figures.day:
        raise BackboneError(f"The earlier day, {then.day}, is not before {figures.day}.")
    task = partial(tables_of_part, by=by, several=_in_several(figures))
    found = PartSummary.of_parts(list(figures.each_part(task)))
    return PortfolioSummary(
        as_of="" if figures.day is None else figures.day.isoformat(),
        first_day=min(found.days).isoformat() if found.days else "",
        last_day=max(found.days).isoformat() if found.days else "",
        partnerships=found.counts["partnerships"],
        basis=_basis(found.counts, dated=figures.day is not None),
        coverage=(
            *_coverage(found.tables["coverage"], ""),
            *(_coverage(found.tables["coverage"], by) if by else ()),
        ),
        roles=in_order(found.tables["roles"]),
        own_roles=found.counts["own_roles"],
        resilience=_resilience(found),
        lapses=_lapses(found.tables["lapses"]),
        organizations=_organizations(found.tables["organizations"]),
        change=None if then is None else change_across(then, figures),
    )


def _in_several(figures: Figures) -> Numbers:
    """Return the keys of organizations that more than one partner of the files that count is.

    Notes
    -----
    So the names of the many that are in one partnership alone are never gathered, but eight bytes
    of each.
    """
    found = figures.each_part(keys_of_part)
    keys = [numbers_of(tables["keys"]["organization_key"]) for tables in found]
    every = np.concatenate(keys)
    every.sort()
    return distinct(every[1:][every[1:] == every[:-1]])


def _basis(counts: Counter[str], *, dated: bool) -> PortfolioBasis:
    return PortfolioBasis(
        files_not_read=counts["files_not_read"],
        other_files=counts["files"] - counts["files_not_read"] - counts["partnerships"],
        partial=counts["partial"],
        not_all_read=counts["not_all_read"],
        nothing_known=counts["nothing_known"],
        without_date=0 if dated else counts["without_date"],
        assumed=counts["assumed"],
        likely_one=counts["likely_one"],
    )


def _coverage(rows: pa.Table, by: str) -> tuple[GroupCoverage, ...]:
    import ibis

    found = ibis.memtable(rows)
    if not by:
        found = found.mutate(group=ibis.literal(""))
    ontology = standard_ontology()
    titles = {str(each.concept.iri): each.title for each in ontology.frameworks()}
    titles |= {str(each.iri): each.label for each in ontology.organization_types}
    blank = {"": "", "kind": "no known backbone organization"}.get(by, "not given")
    return tuple(
        replace(each, group=titles.get(each.group, each.group) or blank)
        for each in coverage_of_groups(found)
    )


def _lapses(rows: pa.Table) -> LapsesAcross:
    import ibis

    found = ibis.memtable(rows)
    known = found.lapsing.notnull()
    (told,) = rows_in(
        found.aggregate(
            partnerships=known.sum(),
            with_lapses=(found.lapsing > 0).sum(),
            lapsing=found.lapsing.sum(),
            held=found.held.sum(where=known),
            at_least=(known & found.lapsing_at_least).sum(),
            without_end=found.without_end.sum(),
            holdings=found.holdings.sum(),
        )
    )
    return LapsesAcross(**{name: int(value or 0) for name, value in told.items()})


def _resilience(found: PartSummary) -> ResilienceAcross:
    import ibis

    lost = ibis.memtable(found.tables["resilience"])
    (counted,) = rows_in(
        lost.aggregate(
            partnerships=lost.count(),
            one_loses_half=(lost.lost_with_one * 2 > lost.held).sum(),
            two_lose_half=(lost.lost_with_two * 2 > lost.held).sum(),
            median=(lost.held_by_one / lost.held).quantile(0.5),
        )
    )
    return ResilienceAcross(
        partnerships=counted["partnerships"],
        one_loses_half=counted["one_loses_half"] or 0,
        two_lose_half=counted["two_lose_half"] or 0,
        median_held_by_one=counted["median"],
        overloaded=found.counts["overloaded"],
        partners_overloaded=found.counts["partners_overloaded"],
        more_than_most=found.counts["more_than_most"],
    )


def _organizations(rows: pa.Table) -> tuple[OrganizationAcross, ...]:
    import ibis

    found = ibis.memtable(rows)
    told = found.group_by("organization").agg(
        name=found.name.min(),
        matched_by=found.matched_by.min(),
        partnerships=found.file.nunique(),
        roles=found.roles.sum(),
        fte=found.fte.sum(),
        fte_complete=found.fte_complete.all(),
    )
    told = told.filter(told.partnerships > 1)
    told = told.order_by(ibis.desc("partnerships"), ibis.desc("roles"), "organization")
    return tuple(
        OrganizationAcross(**{**row, "fte": None if row["fte"] is None else float(row["fte"])})
        for row in rows_in(told)
    )

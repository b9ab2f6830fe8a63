"""What is said of all partnerships of a portfolio together."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any, Final

from backbone_kg.analysis.load import LoadVerdict
from backbone_kg.base.errors import BackboneError, UnknownNameError
from backbone_kg.knowledge.ontology import standard_ontology
from backbone_kg.model.holdings import OWN_ROLES
from backbone_kg.portfolios.change import change_across
from backbone_kg.portfolios.figures import Figures
from backbone_kg.portfolios.group_coverage import GROUPS, coverage_of_groups, grouped
from backbone_kg.portfolios.opened import Portfolio
from backbone_kg.portfolios.roles_across import counted_roles, in_order
from backbone_kg.portfolios.summaries import (
    GroupCoverage,
    LapsesAcross,
    OrganizationAcross,
    PortfolioBasis,
    PortfolioSummary,
    ResilienceAcross,
)
from backbone_kg.portfolios.tables import number


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
    days = figures.snapshots
    first, last = _row(days.aggregate(first=days.day.min(), last=days.day.max())).values()
    found = _gathered(figures, by)
    return PortfolioSummary(
        as_of="" if figures.day is None else figures.day.isoformat(),
        first_day=first.isoformat() if first else "",
        last_day=last.isoformat() if last else "",
        partnerships=number(days.count()),
        basis=_basis(portfolio, figures, found),
        coverage=(
            *_coverage(found.table("coverage"), ""),
            *(_coverage(found.table("coverage"), by) if by else ()),
        ),
        roles=in_order(_together(found.table("roles"))),
        own_roles=found.counts["own_roles"],
        resilience=_resilience(found),
        lapses=_lapses(found.table("lapses")),
        organizations=_organizations(found.table("organizations")),
        change=None if then is None else change_across(then, figures),
    )


def _rows(table: Any) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = table.to_pyarrow().to_pylist()
    return found


def _row(table: Any) -> dict[str, Any]:
    return _rows(table)[0]


@dataclass(frozen=True, slots=True)
class _Gathered:
    """What the parts of a portfolio come to: small tables by name, and numbers that add up."""

    tables: dict[str, list[Any]]
    counts: Counter[str]

    def table(self, name: str) -> Any:
        """Return the rows of all parts."""
        import ibis
        import pyarrow as pa

        return ibis.memtable(pa.concat_tables(self.tables[name]))


def _gathered(figures: Figures, by: str | None) -> _Gathered:
    """Return what each part comes to, one after the other."""
    found = _Gathered(defaultdict(list), Counter())
    for part in figures.by_part():
        for name, table in (
            ("coverage", _coverage_of_each(part, by)),
            ("roles", counted_roles(_of_known(part, part.states))),
            ("lapses", _of_known(part, part.lapsing)),
            ("resilience", _resilience_of_each(part)),
            ("organizations", _organizations_of(part)),
        ):
            found.tables[name].append(table.to_pyarrow())
        loads = part.loads
        over = loads.filter(loads.verdict == LoadVerdict.OVERLOADED.value)
        most = loads.filter(loads.verdict == LoadVerdict.MORE_THAN_MOST.value)
        found.counts.update(
            own_roles=number(_own_roles(part).count()),
            likely_one=number(part.likely_one.file.nunique()),
            overloaded=number(over.file.nunique()),
            partners_overloaded=number(over.count()),
            more_than_most=number(most.file.nunique()),
        )
    return found


def _basis(portfolio: Portfolio, figures: Figures, found: _Gathered) -> PortfolioBasis:
    import ibis

    of = figures.snapshots
    counted = _row(
        of.aggregate(
            partial=(of.listing != "complete").sum(),
            not_all_read=((of.assignments_not_read > 0) | (of.cells_not_read > 0)).sum(),
            nothing_known=of.nothing_known.sum(),
            without_date=of.as_of.isnull().sum() if figures.day is None else ibis.literal(0),
            assumed=(of.caveat != "").sum(),
        )
    )
    files = portfolio.files
    read = number(files.filter(files.problem.isnull()).count())
    return PortfolioBasis(
        files_not_read=number(files.count()) - read,
        other_files=read - number(of.count()),
        likely_one=found.counts["likely_one"],
        **{name: int(value or 0) for name, value in counted.items()},
    )


def _coverage_of_each(figures: Figures, by: str | None) -> Any:
    import ibis

    found = figures.coverage.mutate(group=ibis.literal(""))
    if by is not None:
        backbones = figures.partners.filter(figures.partners.backbone)
        found = grouped(figures.coverage, backbones.semi_join(figures.members, _PARTNER), by)
    return found.select("group", "covered", "wanted", "share", "at_least")


_PARTNER: Final = ["file", "partner"]


def _coverage(found: Any, by: str) -> tuple[GroupCoverage, ...]:
    import ibis

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


def _of_known(figures: Figures, table: Any) -> Any:
    """Return the rows of partnerships of which anything is known."""
    known = figures.snapshots.filter(~figures.snapshots.nothing_known)
    return table.semi_join(known, "file")


def _own_roles(figures: Figures) -> Any:
    states = _of_known(figures, figures.states)
    return states.filter((states.wanted != "not ours") & (states.function == OWN_ROLES))


def _together(counted: Any) -> Any:
    """Return the counts of roles of all parts, one row a role."""
    counts = {name: counted[name].sum() for name in counted.columns[2:]}
    return counted.group_by("iri").agg(label=counted.label.min(), **counts)


def _lapses(found: Any) -> LapsesAcross:
    known = found.lapsing.notnull()
    told = _row(
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


def _resilience_of_each(figures: Figures) -> Any:
    import ibis

    known = figures.snapshots.filter(~figures.snapshots.nothing_known)
    lost = figures.worst_departures.semi_join(known, "file")
    alone = figures.sole_roles.group_by("file").agg(alone=ibis._.count())
    lost = lost.left_join(alone, "file").drop("file_right")
    alone_of_each = lost.alone.fill_null(0)
    return lost.select("held", "lost_with_one", "lost_with_two", alone=alone_of_each)


def _resilience(found: _Gathered) -> ResilienceAcross:
    lost = found.table("resilience")
    counted = _row(
        lost.aggregate(
            partnerships=lost.count(),
            one_loses_half=(lost.lost_with_one * 2 > lost.held).sum(),
            two_lose_half=(lost.lost_with_two * 2 > lost.held).sum(),
            median=(lost.alone / lost.held).quantile(0.5),
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


def _organizations_of(figures: Figures) -> Any:
    named = figures.partners.select("file", "partner", "organization", "name", "matched_by")
    loads = figures.loads.join(named, ["file", "partner"])
    return loads.group_by("organization").agg(
        name=loads.name.min(),
        matched_by=loads.matched_by.min(),
        partnerships=loads.file.nunique(),
        roles=loads.roles.sum(),
        fte=loads.fte_assigned.sum(where=loads.roles > 0),
        fte_complete=loads.fte_complete.all(),
    )


def _organizations(found: Any) -> tuple[OrganizationAcross, ...]:
    import ibis

    told = found.group_by("organization").agg(
        name=found.name.min(),
        matched_by=found.matched_by.min(),
        partnerships=found.partnerships.sum(),
        roles=found.roles.sum(),
        fte=found.fte.sum(),
        fte_complete=found.fte_complete.all(),
    )
    told = told.filter(told.partnerships > 1)
    told = told.order_by(ibis.desc("partnerships"), ibis.desc("roles"), "organization")
    return tuple(OrganizationAcross(**{**row, "fte": _number(row["fte"])}) for row in _rows(told))


def _number(value: Decimal | None) -> float | None:
    return None if value is None else float(value)

"""Analysis: who holds which role at a date, what nobody does, who carries too much."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from typing import TYPE_CHECKING

from backbone_kg.analysis.analysis_results import (
    Analysis,
    Holding,
    PartnerLoad,
    RoleCoverage,
    UsualShare,
)
from backbone_kg.analysis.basis_of_figures import caveat_of, of_a_day
from backbone_kg.analysis.bounds import bounds
from backbone_kg.analysis.concentration import concentration
from backbone_kg.analysis.coverage import coverage, coverage_of_functions
from backbone_kg.analysis.fte_needed import staffing_summary, staffings
from backbone_kg.analysis.lapses import lapses_of
from backbone_kg.analysis.load import loads
from backbone_kg.analysis.metrics import figures
from backbone_kg.analysis.resilience import resilience
from backbone_kg.analysis.sole_holders import sole_roles
from backbone_kg.analysis.suggestions import fits, suggestions
from backbone_kg.base.lazy_package import face
from backbone_kg.knowledge.concepts import Framework
from backbone_kg.knowledge.ontology import Ontology
from backbone_kg.model.holdings import fte_of
from backbone_kg.model.partnership import Partnership, date_of
from backbone_kg.model.roster import DayRoster
from backbone_kg.model.roster_from_records import framework_of

if TYPE_CHECKING:
    from backbone_kg.analysis.analysis_results import (
        OWN_ROLES,
        SCHEMA,
        Basis,
        Coverage,
        LeftOut,
        LoadVerdict,
        RoleState,
    )
    from backbone_kg.analysis.as_framework import STRENGTH, framework_reading, read_through
    from backbone_kg.analysis.as_framework.as_framework_results import (
        FrameworkReading,
        How,
        RoleReading,
        Standing,
        Why,
    )
    from backbone_kg.analysis.basis_of_figures import LikelyOnePartner
    from backbone_kg.analysis.bounds import Bounds, Turn
    from backbone_kg.analysis.change.differences import Ground, Reason
    from backbone_kg.analysis.change.matching_partners import MatchedBy, matches
    from backbone_kg.analysis.change.timeline import RoleTimeline, Tenure
    from backbone_kg.analysis.choice.candidates_results import Difference
    from backbone_kg.analysis.choice.dominance import (
        Answer,
        Interval,
        interval,
        standings,
        undecided,
    )
    from backbone_kg.analysis.concentration import Concentration
    from backbone_kg.analysis.coverage import day_coverage
    from backbone_kg.analysis.departures import departures_to_lose, worst_departures
    from backbone_kg.analysis.lapses import Lapse, Lapses
    from backbone_kg.analysis.literature import literature_on
    from backbone_kg.analysis.load import fence_of
    from backbone_kg.analysis.metrics import Figure, all_metrics
    from backbone_kg.analysis.planning.suggest_results import Short
    from backbone_kg.analysis.resilience import Resilience
    from backbone_kg.analysis.suggestions import Fit, FitVerdict

__getattr__, __dir__ = face(__name__)


def analyze(
    partnership: Partnership,
    *,
    as_of: str | datetime.date | None = None,
    horizon: str | datetime.date | None = None,
) -> Analysis:
    """Return who holds which role of a partnership at a date, and what follows from it.

    Parameters
    ----------
    partnership
        As :func:`backbone_kg.read` returns it. What could not be understood is left out, and the
        result says so.
    as_of
        The date of every figure, as ``YYYY``, ``YYYY-MM`` or ``YYYY-MM-DD``; a year or month means
        its last day. By default the file's own "As of", else today.
    horizon
        Until when to look for what lapses; by default a year after that date.

    Raises
    ------
    BackboneError
        If ``as_of`` or ``horizon`` is not a date, or the horizon lies before the date.
    """
    day, whence = date_of(partnership, as_of)
    return analysis_of(
        partnership.roster.at(day),
        partnership.ontology,
        file=partnership.file,
        framework=framework_of(partnership.records, partnership.ontology),
        whence=whence,
        horizon=horizon,
        caveat=caveat_of(partnership),
    )


def analysis_of(
    roster: DayRoster,
    ontology: Ontology,
    *,
    file: str,
    framework: Framework | None,
    whence: str,
    horizon: str | datetime.date | None = None,
    caveat: str = "",
) -> Analysis:
    """Return what follows from a roster on a day.

    Parameters
    ----------
    roster, ontology
        Who holds what, and what the sources claim.
    file, framework, whence
        Where the roster is from, whose roles it has, and where the date comes from.
    horizon
        Until when to look for what lapses; by default a year after the day.
    caveat
        What has to be said before all else.

    Raises
    ------
    BackboneError
        If ``horizon`` is not a date, or lies before the day.
    """
    told = of_a_day(file, roster, whence, caveat)
    basis = told.basis
    overall, functions = coverage(roster), coverage_of_functions(roster)
    if basis.nothing_known:
        overall, *rest = (replace(each, covered=None) for each in (overall, *functions))
        functions = tuple(rest)
    partners, limit = _partners(roster, ontology)
    return Analysis(
        **told.of_the_day,
        framework=framework.title if framework else "",
        framework_slug=framework.slug if framework else "",
        roles=_roles(roster, ontology),
        partners=partners,
        holdings=tuple(_holdings(roster)),
        coverage=overall,
        functions=functions,
        usual_share=limit,
        figures=figures(roster),
        lapses=lapses_of(roster, horizon=horizon),
        left_out=roster.left_out,
        notes=roster.roster.notes,
        bounds=None if basis.nothing_known else bounds(roster),
        fit=() if basis.nothing_known else fits(roster, ontology),
        concentration=None if basis.nothing_known else concentration(roster),
        staffing=None if basis.nothing_known else staffing_summary(roster),
        resilience=None if basis.nothing_known else resilience(roster),
    )


def _roles(roster: DayRoster, ontology: Ontology) -> tuple[RoleCoverage, ...]:
    suggested = suggestions(roster, ontology)
    found = []
    for role in roster.roles:
        staff = staffings(roster)[role.iri]
        found.append(
            RoleCoverage(
                iri=role.iri,
                label=roster.labels[role.iri],
                function=role.function,
                state=roster.state(role),
                holders=tuple(sorted(roster.names[p.iri] for p in roster.holders(role))),
                holders_needed=role.holders_needed,
                covered=roster.is_met(role),
                fte_assigned=_float(staff.assigned),
                fte_needed=_float(role.fte_needed),
                fte_short=_float(staff.short),
                fte_short_at_most=staff.short is not None and staff.at_most,
                leads=staff.leads,
                suggestions=suggested.get(role.iri, ()),
            )
        )
    return tuple(found)


def _partners(roster: DayRoster, ontology: Ontology) -> tuple[tuple[PartnerLoad, ...], UsualShare]:
    labels = roster.labels
    kinds = {str(kind.iri): kind.label for kind in ontology.organization_types}
    carried, limit = loads(roster)
    sole = sole_roles(roster)
    found = []
    for partner in roster.partners:
        load = carried[partner.iri]
        found.append(
            PartnerLoad(
                iri=partner.iri,
                name=roster.names[partner.iri],
                type=kinds.get(partner.kind, ""),
                roles=tuple(labels[role.iri] for role in roster.held_by[partner.iri]),
                assignments=load.roles,
                share=float(load.share),
                fte_available=_float(partner.fte_available),
                fte_assigned=_float(load.fte_assigned),
                fte_complete=load.fte_complete,
                load=load.load,
                verdict=load.verdict,
                basis=load.basis,
                sole_roles=tuple(labels[role.iri] for role in sole.get(partner.iri, ())),
                tasks=partner.tasks,
            )
        )
    return tuple(sorted(found, key=lambda load: (-load.assignments, load.name))), limit


def _holdings(roster: DayRoster) -> Iterator[Holding]:
    for role in roster.roles:
        for partner in sorted(roster.holders(role), key=lambda partner: partner.iri):
            rows = roster.holdings(role, partner)
            spans = [span for row in rows if (span := row.on(roster.day))]
            first = min(spans, key=lambda span: span.first)
            last = max(spans, key=lambda span: span.last)
            yield Holding(
                partner=partner.iri,
                role=role.iri,
                parts=tuple(sorted({row.part for row in rows} - {""})),
                fte=_float(fte_of(rows)),
                evidence=tuple(dict.fromkeys(row.evidence for row in rows if row.evidence)),
                since=first.since,
                until=last.until,
            )


def _float(number: Decimal | None) -> float | None:
    return None if number is None else float(number)

"""Every figure of an analysis as an observation in RDF, so that a question can rank by it."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from decimal import Decimal
from typing import Final

from backbone_kg.analysis.metrics import Figure, Metric, all_metrics, figures
from backbone_kg.graph.namespaces import PREFIXES
from backbone_kg.graph.ntriples_terms import named, quoted
from backbone_kg.model.roster import DayRoster, Roster

_XSD: Final = PREFIXES["xsd"]


def observations(roster: Roster, day: datetime.date) -> bytes:
    """Return all figures of a day as N-Triples, each a ``dqv:QualityMeasurement``.

    What their metrics are is in :func:`metric_definitions`.

    Parameters
    ----------
    roster
        The partnership.
    day
        The day of the figures.

    Notes
    -----
    A figure tells its metric (``dqv:isMeasurementOf``), the file's snapshot (``dqv:computedOn``),
    what it is about (``bkg:measures``, or ``bkg:functionName``), its day (``bkg:onDay``), its value
    (``dqv:value``; none if it is not known), its counts (``bkg:count``, ``bkg:countedOf``) and
    whether it can only be more (``bkg:isAtLeast``).
    """
    return "".join(_lines(roster.at(day))).encode()


def metric_definitions() -> bytes:
    """Return what the metrics are, as N-Triples, each a ``dqv:Metric``: the same for all files."""
    return "".join(line for metric in all_metrics() for line in _metric(metric)).encode()


def _lines(standing: DayRoster) -> Iterator[str]:
    snapshot, day = standing.roster.snapshot, standing.day
    by_name = {metric.name: metric for metric in all_metrics()}
    for number, figure in enumerate(figures(standing), start=1):
        subject = f"<{snapshot}/figure/{day}/{number}>"
        for predicate, value in _figure(figure, by_name[figure.metric], snapshot, day):
            yield f"{subject} {predicate} {value} .\n"


def _metric(metric: Metric) -> Iterator[str]:
    for predicate, value in (
        (named("rdf:type"), named("dqv:Metric")),
        (named("skos:prefLabel"), quoted(metric.title)),
        (named("skos:notation"), quoted(metric.name)),
        (named("skos:definition"), quoted(metric.formula)),
        (named("bkg:unit"), quoted(metric.unit)),
    ):
        yield f"<{metric.iri}> {predicate} {value} .\n"


def _figure(
    figure: Figure, metric: Metric, snapshot: str, day: datetime.date
) -> Iterator[tuple[str, str]]:
    yield named("rdf:type"), named("dqv:QualityMeasurement")
    yield named("dqv:isMeasurementOf"), f"<{metric.iri}>"
    yield named("dqv:computedOn"), f"<{snapshot}>"
    yield named("bkg:onDay"), f'"{day}"^^<{_XSD}date>'
    yield named("skos:prefLabel"), quoted(figure.label)
    if metric.about == "function":
        yield named("bkg:functionName"), quoted(figure.about)
    else:
        yield named("bkg:measures"), f"<{figure.about}>"
    if figure.value is not None:
        yield named("dqv:value"), f'"{Decimal(repr(figure.value)):f}"^^<{_XSD}decimal>'
    if figure.count is not None:
        yield named("bkg:count"), f'"{figure.count}"^^<{_XSD}integer>'
    if figure.of is not None:
        yield named("bkg:countedOf"), f'"{figure.of}"^^<{_XSD}integer>'
    if figure.at_least:
        yield named("bkg:isAtLeast"), f'"true"^^<{_XSD}boolean>'

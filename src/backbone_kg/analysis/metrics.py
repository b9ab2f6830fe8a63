"""What a metric is, and which there are: each is defined once, in a module of this room.

That one definition feeds the result, the JSON schema, the texts, the report, the page of metrics in
the documentation, and the observations in the graph.
"""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cache
from typing import Final, Literal, NamedTuple

from backbone_kg.graph.namespaces import PROJECT
from backbone_kg.model.roster import DayRoster

METRICS_IRI: Final = f"{PROJECT}metric/"

ALL_ROLES: Final = "All roles"
"""What a figure of the partnership as a whole is called."""
About = Literal["partnership", "function", "role", "partner"]


@dataclass(frozen=True, slots=True)
class Figure:
    """One value of a metric.

    Parameters
    ----------
    metric
        Name of the metric.
    about
        IRI of what it is about; of a function its name.
    label
        What that is called.
    value
        The figure; None when it is not known or there is nothing to measure.
    count, of
        The counts that it is made of, such as 3 of 23; None where it is not a share.
    at_least
        Whether it can only be more, since something that adds to it is not known.
    """

    metric: str
    about: str
    label: str
    value: float | None
    count: int | None = None
    of: int | None = None
    at_least: bool = False


def of_all_roles(
    metric: str,
    roster: DayRoster,
    value: float | None,
    count: int | None = None,
    of: int | None = None,
    *,
    at_least: bool = False,
) -> Figure:
    """Return the one value of a metric that is about the partnership and all its roles."""
    return Figure(metric, roster.roster.snapshot, ALL_ROLES, value, count, of, at_least)


class Metric(NamedTuple):
    """A figure that an analysis gives, and all that is to be said of it.

    Parameters
    ----------
    name
        Its short name, as the end of an IRI.
    title
        What people call it.
    about
        What one value of it is about.
    formula
        How it is computed.
    unit
        What it is measured in.
    range
        Between which values it lies.
    sentence
        What one value says, with ``{label}``, ``{value}``, ``{count}`` and ``{of}``.
    measure
        Gives its values on a day.
    reference
        Where it is from; "" if it is plain counting.
    told
        Whether texts and reports say its values among others; else they have an answer of their
        own or are for researchers, who find them in JSON and the graph.
    costly
        Whether a large partnership takes seconds, so that it is not measured more often than need
        be.
    """

    name: str
    title: str
    about: About
    formula: str
    unit: str
    range: str
    sentence: str
    measure: Callable[[DayRoster], Iterable[Figure]]
    reference: str = ""
    told: bool = True
    costly: bool = False

    @property
    def iri(self) -> str:
        """Its IRI."""
        return METRICS_IRI + self.name


@cache
def all_metrics() -> tuple[Metric, ...]:
    """Return all metrics: those that the modules of this room define, by module and place."""
    package = importlib.import_module("backbone_kg.analysis")
    found: list[Metric] = []
    modules = (info.name for info in pkgutil.iter_modules(package.__path__) if not info.ispkg)
    for module in sorted(modules):
        defined = importlib.import_module(f"backbone_kg.analysis.{module}")
        found += getattr(defined, "METRICS", ())
    return tuple(found)


def figures(roster: DayRoster) -> tuple[Figure, ...]:
    """Return all values of all metrics on a day; none if nothing is known of the day.

    Nothing is known before the first day that the file speaks of, nor if not one of its assignments
    could be read.
    """
    if not roster.is_known or roster.roster.not_read.every_assignment:
        return ()
    return tuple(figure for metric in all_metrics() for figure in metric.measure(roster))

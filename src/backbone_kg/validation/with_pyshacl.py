"""pySHACL, the reference: complete, and written in Python."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from rdflib import Graph, URIRef
from rdflib.term import Node

from backbone_kg.graph.namespaces import local_name
from backbone_kg.graph.rdflib_terms import term
from backbone_kg.graph.triples import new_graph
from backbone_kg.graph.turtle import rdflib_kept_quiet
from backbone_kg.model.partnership import Partnership
from backbone_kg.model.record_graphs import value_of
from backbone_kg.validation.engine_results import Result

_SHAPES: dict[bytes, Graph] = {}
"""The shapes of layouts as they are validated with, by their source."""


def pyshacl_results(partnership: Partnership) -> list[Result]:
    """Return all that pySHACL finds in the graph of a partnership, in no particular order."""
    import pyshacl

    layout = partnership.layout
    if layout.source not in _SHAPES:
        _SHAPES[layout.source] = with_direct_targets(layout.shapes)
    data = partnership.graph
    vocabulary = [tuple(map(URIRef, each)) for each in partnership.ontology.vocabulary]
    added = [(s, p, o) for s, p, o in vocabulary if (s, p, o) not in data]
    try:
        for triple in added:
            data.add(triple)
        with rdflib_kept_quiet():
            _, report, _ = pyshacl.validate(
                data,
                shacl_graph=_SHAPES[layout.source],
                inference="none",
                advanced=False,
                inplace=True,
            )
    finally:
        for triple in added:
            data.remove(triple)
    return [
        Result(
            str(found.focus),
            str(found.shape),
            found.component,
            None if found.value is None else value_of(found.value),
            found.severity,
            found.message,
        )
        for found in results_of(report)
    ]


@dataclass(frozen=True, slots=True)
class ReportedResult:
    """A result as a report in RDF has it; see :class:`Result`."""

    focus: Node
    shape: Node
    component: str
    value: Node | None
    severity: str
    message: str


def results_of(report: Graph) -> Iterator[ReportedResult]:
    """Return the results of a SHACL validation report."""
    for node in report.objects(None, term("sh:result")):
        values = dict(report.predicate_objects(node))
        yield ReportedResult(
            focus=values[term("sh:focusNode")],
            shape=values.get(term("sh:sourceShape"), URIRef("")),
            component=local_name(str(values[term("sh:sourceConstraintComponent")])),
            value=values.get(term("sh:value")),
            severity=local_name(str(values[term("sh:resultSeverity")])),
            message=str(values.get(term("sh:resultMessage"), "")),
        )


def with_direct_targets(shapes: Graph) -> Graph:
    """Return shapes in which each property shape targets the class of its node shape itself.

    pySHACL visits a node shape's property shapes once for every focus node, but a shape with a
    target of its own once for all of them, which is several times faster. Results are the same:
    a property shape reports itself, its own severity and the same focus nodes either way.
    """
    direct = new_graph()
    for triple in shapes:
        direct.add(triple)
    target_class, has_property = term("sh:targetClass"), term("sh:property")
    for node, target in shapes.subject_objects(target_class):
        for shape in shapes.objects(node, has_property):
            direct.remove((node, has_property, shape))
            direct.add((shape, target_class, target))
    return direct

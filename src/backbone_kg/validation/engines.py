"""SHACL engines behind one small protocol: data and shapes in, results out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Protocol

from rdflib import Graph, Literal, URIRef
from rdflib.term import Node

from backbone_kg.base.errors import UnknownNameError
from backbone_kg.base.value_kinds import Kind
from backbone_kg.graph.namespaces import local_name, term
from backbone_kg.graph.ntriples import n_triples, written
from backbone_kg.graph.triples import new_graph
from backbone_kg.knowledge.ontology import Ontology
from backbone_kg.model.partnership import Partnership


@dataclass(frozen=True, slots=True)
class Result:
    """One validation result, as SHACL defines it.

    Parameters
    ----------
    focus
        The node that does not conform.
    shape
        The shape that says so.
    component
        Local name of the constraint component, such as ``MinCountConstraintComponent``.
    value
        The value that does not conform; None for a missing one.
    severity
        Local name of the severity: ``Violation``, ``Warning`` or ``Info``.
    message
        The engine's own words.
    """

    focus: Node
    shape: Node
    component: str
    value: Node | None
    severity: str
    message: str


class Engine(Protocol):
    """Something that validates a partnership's graph against the shapes of its layout."""

    name: str

    def run(self, partnership: Partnership) -> list[Result]:
        """Return all results, in no particular order."""
        ...


def results_of(report: Graph) -> Iterator[Result]:
    """Return the results of a SHACL validation report."""
    for node in report.objects(None, term("sh:result")):
        values = dict(report.predicate_objects(node))
        yield Result(
            focus=values[term("sh:focusNode")],
            shape=values.get(term("sh:sourceShape"), URIRef("")),
            component=local_name(values[term("sh:sourceConstraintComponent")]),
            value=values.get(term("sh:value")),
            severity=local_name(values[term("sh:resultSeverity")]),
            message=str(values.get(term("sh:resultMessage"), "")),
        )


class PySHACL:
    """pySHACL, the reference: complete, and written in Python."""

    name = "pyshacl"

    def __init__(self) -> None:
        self._shapes: dict[bytes, Graph] = {}

    def run(self, partnership: Partnership) -> list[Result]:
        """Return all results, in no particular order."""
        import pyshacl

        layout = partnership.layout
        shapes = self._shapes.get(layout.source)
        if shapes is None:
            shapes = self._shapes[layout.source] = with_direct_targets(layout.shapes)
        data = partnership.graph
        added = [triple for triple in partnership.ontology.vocabulary if triple not in data]
        try:
            for triple in added:
                data.add(triple)
            _, report, _ = pyshacl.validate(
                data, shacl_graph=shapes, inference="none", advanced=False, inplace=True
            )
        finally:
            for triple in added:
                data.remove(triple)
        return list(results_of(report))


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


class Shifty:
    """shifty, written in Rust: many times faster; an optional install."""

    name = "shifty"

    def __init__(self) -> None:
        self._prepared: dict[bytes, Any] = {}
        self._vocabularies: dict[int, tuple[Ontology, bytes]] = {}

    def run(self, partnership: Partnership) -> list[Result]:
        """Return all results, in no particular order."""
        try:
            import shifty
        except ImportError:
            raise UnknownNameError(
                "The engine shifty is not installed. "
                'Install it with: pip install "backbone-kg[fast]"'
            ) from None
        source = partnership.layout.source
        prepared = self._prepared.get(source)
        if prepared is None:
            prepared = self._prepared[source] = shifty.PreparedValidator(source)
        data = by_subject(partnership.graph) + self._vocabulary(partnership.ontology)
        options: dict[str, Any] = {"infer": False, "graph_mode": "data"}
        # To ask first whether there is anything to report takes half as long as the report.
        if not has_misfits(partnership) and prepared.validate_algebra(data, **options).conforms:
            return []
        _, report, _ = prepared.validate(data, **options)
        return list(results_of(report))

    def _vocabulary(self, ontology: Ontology) -> bytes:
        known = self._vocabularies.get(id(ontology))
        if known is None or known[0] is not ontology:
            known = (ontology, n_triples(ontology.vocabulary))
            self._vocabularies[id(ontology)] = known
        return known[1]


def has_misfits(partnership: Partnership) -> bool:
    """Return whether a text stands where a name, number, date or the like must: a sure finding."""
    columns = [column for sheet in partnership.layout.sheets for column in sheet.columns]
    return any(
        isinstance(value, Literal) and value.datatype is None
        for path in {c.path for c in columns if c.refers_to or c.kind not in {None, Kind.TEXT}}
        for value in partnership.graph.objects(None, path)
    )


def by_subject(triples: Iterable[tuple[Node, Node, Node]]) -> bytes:
    """Return triples as Turtle that names the subject of neighbors once: half of N-Triples."""
    predicates: dict[Node, str] = {}
    parts: list[str] = []
    last: Node | None = None
    for subject, predicate, value in triples:
        if predicate not in predicates:
            predicates[predicate] = written(predicate)
        if subject is last:
            parts.append(" ;\n")
        else:
            parts.append(f" .\n{written(subject)} " if parts else f"{written(subject)} ")
            last = subject
        parts.append(f"{predicates[predicate]} {written(value)}")
    return "".join((*parts, " .\n" if parts else "")).encode()


@lru_cache(maxsize=8)
def engine(name: str) -> Engine:
    """Return an engine by its name.

    Raises
    ------
    UnknownNameError
        If there is none of this name.
    """
    engines: dict[str, type[Engine]] = {"pyshacl": PySHACL, "shifty": Shifty}
    if name not in engines:
        raise UnknownNameError(f"There is no engine “{name}”. There are: {', '.join(engines)}.")
    return engines[name]()

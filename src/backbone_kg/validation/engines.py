"""SHACL engines behind one small protocol: data and shapes in, results out."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from functools import lru_cache
from typing import Any, Final, Protocol

from rdflib import BNode, Graph, Literal, URIRef
from rdflib.term import Node

from backbone_kg.base.errors import UnknownNameError
from backbone_kg.graph.namespaces import local_name, term
from backbone_kg.graph.ntriples import n_triples
from backbone_kg.graph.triples import new_graph
from backbone_kg.graph.turtle import literal
from backbone_kg.knowledge.ontology import Ontology
from backbone_kg.model.partnership import Partnership

_NUMBERS: Final = frozenset({term("xsd:decimal"), term("xsd:integer")})
_SURELY_HELD: Final = 18
"""So many characters of a number are held by every engine."""


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


class Shacl:
    """shacl, written in Rust: many times faster; an optional install."""

    name = "shacl"

    def __init__(self) -> None:
        self._shapes: dict[bytes, Any] = {}
        self._vocabularies: dict[int, tuple[Ontology, bytes]] = {}

    def run(self, partnership: Partnership) -> list[Result]:
        """Return all results, in no particular order."""
        try:
            import shacl
        except ImportError:
            raise UnknownNameError(
                "The engine shacl is not installed. "
                'Install it with: pip install "backbone-kg[fast]"'
            ) from None
        source = partnership.layout.source
        shapes = self._shapes.get(source)
        if shapes is None:
            shapes = self._shapes[source] = shacl.Shapes.from_turtle(source.decode())
        data = n_triples(partnership.graph) + self._vocabulary(partnership.ontology)
        report = shapes.validate_text(data.decode(), format="ntriples")
        results = [
            Result(
                focus=_node(found.focus_node),
                shape=_node(found.source_shape or "_:"),
                component=found.component,
                value=None if found.value is None else _node(found.value, found.value_plain),
                severity=found.severity,
                message=found.message or "",
            )
            for found in report.results
        ]
        if any(_is_beyond_its_numbers(result.value) for result in results):
            return engine("pyshacl").run(partnership)
        return results

    def _vocabulary(self, ontology: Ontology) -> bytes:
        known = self._vocabularies.get(id(ontology))
        if known is None or known[0] is not ontology:
            known = (ontology, n_triples(ontology.vocabulary))
            self._vocabularies[id(ontology)] = known
        return known[1]


def _node(written: str, lexical: str | None = None) -> Node:
    """Return a node that is written as in N-Triples; of a literal the lexical form is told."""
    if written.startswith("<"):
        return URIRef(written[1:-1])
    if written.startswith("_:"):
        return BNode(written[2:])
    mark = written[written.rindex('"') + 1 :]
    language = mark[1:] if mark.startswith("@") else None
    return literal(lexical or "", mark[3:-1] if mark.startswith("^^") else None, language)


def _is_beyond_its_numbers(value: Node | None) -> bool:
    """Return whether shacl takes for no number at all what the reference takes for one.

    It holds 18 decimal places, 1.7 × 10²⁰ before them, and no exponent.
    """
    if not isinstance(value, Literal) or value.datatype not in _NUMBERS:
        return False
    if len(value) <= _SURELY_HELD and value.lstrip("+-").replace(".", "", 1).isdecimal():
        return False
    try:
        Decimal(value)
    except InvalidOperation:
        return False
    return True


@lru_cache(maxsize=8)
def engine(name: str) -> Engine:
    """Return an engine by its name.

    Raises
    ------
    UnknownNameError
        If there is none of this name.
    """
    engines: dict[str, type[Engine]] = {"pyshacl": PySHACL, "shacl": Shacl}
    if name not in engines:
        raise UnknownNameError(f"There is no engine “{name}”. There are: {', '.join(engines)}.")
    return engines[name]()

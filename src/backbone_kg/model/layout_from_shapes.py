"""The layout of a data file, read from its shapes in Turtle."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

from rdflib import Graph, URIRef
from rdflib.collection import Collection
from rdflib.term import Node

from backbone_kg.base.errors import BackboneError
from backbone_kg.base.findings import Severity
from backbone_kg.base.value_kinds import Kind
from backbone_kg.graph.rdflib_terms import ALT_LABEL, iri, term
from backbone_kg.graph.turtle import read_turtle
from backbone_kg.model.sheets_and_columns import LEFT_OUT, Check, Column, Layout, Sheet

_DATATYPES = {
    term("xsd:string"): Kind.TEXT,
    term("xsd:decimal"): Kind.NUMBER,
    term("xsd:integer"): Kind.INTEGER,
    term("xsd:boolean"): Kind.YES_NO,
    term("xsd:anyURI"): Kind.WEB_ADDRESS,
    term("xsd:date"): Kind.DATE,
    term("xsd:gYearMonth"): Kind.DATE,
    term("xsd:gYear"): Kind.DATE,
}


_SEVERITIES = {"Warning": Severity.WARNING, "Info": Severity.INFO}


def _text(graph: Graph, subject: Node, predicate: str) -> str:
    value = graph.value(subject, term(predicate))
    return "" if value is None else str(value)


def _flag(graph: Graph, subject: Node, predicate: str) -> bool:
    return _text(graph, subject, predicate) in {"true", "1"}


def _iri(graph: Graph, subject: Node, predicate: str) -> str | None:
    value = graph.value(subject, term(predicate))
    return str(value) if isinstance(value, URIRef) else None


def _kind(graph: Graph, shape: Node) -> Kind:
    datatype = graph.value(shape, term("sh:datatype"))
    alternatives = graph.value(shape, term("sh:or"))
    if datatype is None and alternatives is not None:
        first = next(iter(Collection(graph, alternatives)))
        datatype = graph.value(first, term("sh:datatype"))
    if datatype is None:
        return Kind.TEXT
    try:
        return _DATATYPES[iri(datatype)]
    except KeyError:
        raise BackboneError(
            f"The shape {shape} asks for the datatype {datatype}, which no cell can be read as. "
            f"Use one of: {', '.join(sorted(str(known) for known in _DATATYPES))}."
        ) from None


def _column(graph: Graph, shape: Node) -> Column:
    if not isinstance(shape, URIRef):
        raise BackboneError(
            f"The column “{_text(graph, shape, 'sh:name')}” has no IRI of its own; give it one "
            "instead of writing it in brackets."
        )
    path = graph.value(shape, term("sh:path"))
    if not isinstance(path, URIRef):
        raise BackboneError(
            f"The column {shape} needs a single property as its sh:path; give a check that has "
            "a longer path no sh:name."
        )
    choices = graph.value(shape, term("sh:in"))
    refers_to = _iri(graph, shape, "sh:class")
    return Column(
        shape=str(shape),
        path=str(path),
        heading=_text(graph, shape, "sh:name"),
        description=_text(graph, shape, "sh:description"),
        example=_text(graph, shape, "bkg:example"),
        kind=None if refers_to or choices else _kind(graph, shape),
        refers_to=refers_to,
        choices=tuple(str(choice) for choice in Collection(graph, choices)) if choices else (),
        required=_text(graph, shape, "sh:minCount") not in {"", "0"},
        identifies=_flag(graph, shape, "bkg:identifiesRow"),
        distinguishes=_flag(graph, shape, "bkg:distinguishesRow"),
        introduces=_iri(graph, shape, "bkg:introducesClass"),
        default=_iri(graph, shape, "sh:defaultValue"),
        day_bound=_iri(graph, shape, "bkg:dayBound"),
        other_names=_flag(graph, shape, "bkg:namesRow"),
        other_headings=tuple(sorted(map(str, graph.objects(shape, ALT_LABEL)))),
        shown_when_filled=_flag(graph, shape, "bkg:shownWhenFilled"),
        # A column that does not say so may hold names.
        when_shared=_text(graph, shape, "bkg:whenShared").rstrip(" 0123456789") or LEFT_OUT,
        kept_form=_text(graph, shape, "bkg:keptForm"),
        names_somebody=_flag(graph, shape, "bkg:namesSomebody"),
    )


def _order(graph: Graph, shape: Node) -> tuple[float, str]:
    return float(_text(graph, shape, "sh:order") or "inf"), str(shape)


def _sheet(graph: Graph, shape: URIRef) -> Sheet:
    columns = [
        _column(graph, column)
        for column in sorted(
            graph.objects(shape, term("sh:property")), key=lambda node: _order(graph, node)
        )
        if _text(graph, column, "sh:name")
    ]
    target = _iri(graph, shape, "sh:targetClass")
    if target is None:
        raise BackboneError(f"The sheet {shape} needs a sh:targetClass.")
    for what, values in (
        ("heading (sh:name)", [column.key for column in columns]),
        ("property (sh:path)", [column.path for column in columns]),
    ):
        for value, count in Counter(values).items():
            if count > 1:
                raise BackboneError(
                    f"Two columns of the sheet {shape} have the same {what}, “{value}”; "
                    "give each its own."
                )
    return Sheet(
        shape=str(shape),
        target=target,
        name=_text(graph, shape, "sh:name"),
        description=_text(graph, shape, "sh:description"),
        columns=tuple(columns),
        required=_flag(graph, shape, "bkg:sheetRequired"),
        single_row=_flag(graph, shape, "bkg:singleRow"),
        link=_iri(graph, shape, "bkg:linksToPartnership"),
        on_request=_flag(graph, shape, "bkg:onRequest"),
        starts_with=_iri(graph, shape, "bkg:startsWithQualitiesOf"),
    )


def layout_from(path: Path) -> Layout:
    """Read sheets, columns and checks from a file of shapes.

    Raises
    ------
    BackboneError
        If the file is missing or does not say what a layout needs.
    """
    try:
        source = path.read_bytes()
        graph = read_turtle(path)
    except (OSError, SyntaxError) as error:
        raise BackboneError(f"The shapes cannot be read from {path}: {error}") from error
    nodes = [
        node
        for node in graph.subjects(term("rdf:type"), term("sh:NodeShape"))
        if _text(graph, node, "sh:name")
    ]
    sheets = tuple(
        _sheet(graph, iri(node)) for node in sorted(nodes, key=lambda node: _order(graph, node))
    )
    checks = {
        str(shape): Check(
            shape=str(shape),
            column=_iri(graph, shape, "bkg:onColumn"),
            code=_text(graph, shape, "bkg:code"),
            message=_text(graph, shape, "sh:message"),
            remedy=_text(graph, shape, "bkg:remedy"),
            severity=_SEVERITIES.get(
                _text(graph, shape, "sh:severity").rpartition("#")[2], Severity.ERROR
            ),
        )
        for shape in graph.subjects(term("rdf:type"), term("sh:PropertyShape"))
    }
    limits = {
        str(shape): (_text(graph, shape, "sh:minInclusive"), _text(graph, shape, "sh:maxInclusive"))
        for bound in ("sh:minInclusive", "sh:maxInclusive")
        for shape in graph.subjects(term(bound))
    }
    return Layout(sheets=sheets, checks=checks, limits=limits, source=source)

"""Statements and records of a file to rdflib graphs, and back."""

from __future__ import annotations

from collections.abc import Iterable

from rdflib import Graph, Literal, URIRef
from rdflib.term import Node

from backbone_kg.graph.order import by_position, node_order, position_of
from backbone_kg.graph.rdflib_terms import PARTNERSHIP, PREF_LABEL, TYPE
from backbone_kg.graph.triples import new_graph
from backbone_kg.graph.turtle import literal
from backbone_kg.model.records import THING, Edits, Introduced, Record, Records, Value
from backbone_kg.model.sheets_and_columns import Layout, Sheet
from backbone_kg.model.statements import Statement, Statements, statements_of_row


def node_of(value: Value) -> Node:
    """Return a value as rdflib has it."""
    if value.datatype == THING:
        return URIRef(value.text)
    return literal(value.text, value.datatype)


def value_of(node: Node) -> Value:
    """Return a node of rdflib as a value; in which language a text is, is left out."""
    if isinstance(node, Literal):
        return Value(str(node), str(node.datatype or ""))
    return Value(str(node), THING)


def add_statements(graph: Graph, statements: Iterable[Statement]) -> None:
    """Add statements to a graph."""
    nodes: dict[str, URIRef] = {}

    def iri(text: str) -> URIRef:
        found = nodes.get(text)
        if found is None:
            found = nodes[text] = URIRef(text)
        return found

    for thing, path, (text, datatype) in statements:
        value = iri(text) if datatype == THING else literal(text, datatype)
        # The graph itself would ask of each of the three whether it is a term.
        triple = iri(thing), iri(path), value
        graph.store.add(triple, graph)


def graph_of(statements: Iterable[Statement]) -> Graph:
    """Return statements as a graph."""
    graph = new_graph()
    add_statements(graph, statements)
    return graph


def statements_in(graph: Graph) -> Statements:
    """Return what a graph states."""
    return Statements((str(thing), str(path), value_of(value)) for thing, path, value in graph)


def edited_graph(graph: Graph, partnership: str, edits: Edits) -> Graph:
    """Return a copy of the graph of an RDF file with edits; all else in it stays."""
    copy = new_graph()
    for triple in graph:
        copy.add(triple)
    for thing, values in edits.values.items():
        for path, value in values.items():
            copy.remove((URIRef(thing), URIRef(path), None))
            add_statements(copy, [(thing, path, value)])
    for record in edits.added:
        add_statements(copy, statements_of_row(record, partnership))
    return copy


def records_of(graph: Graph, partnership: str, layout: Layout) -> Records:
    """Return what a graph says of a partnership as records.

    Of several values of one property the first by its text is taken; things that belong to
    another partnership are left out.
    """
    found, owner = Records(partnership), URIRef(partnership)
    for sheet in layout.sheets:
        things = by_position(graph, graph.subjects(TYPE, URIRef(sheet.target)))
        if sheet.link is None:
            things = [thing for thing in things if thing == owner]
        for thing in things:
            if sheet.link is not None and not _belongs(graph, thing, URIRef(sheet.link), owner):
                continue
            found.rows.append(_record(graph, thing, sheet))
        for column in sheet.columns:
            if column.introduces is not None:
                found.introduced += _introduced(graph, URIRef(column.introduces))
    return found


def _belongs(graph: Graph, thing: Node, link: URIRef, partnership: URIRef) -> bool:
    owners = set(graph.objects(thing, link))
    return partnership in owners or not any((o, TYPE, PARTNERSHIP) in graph for o in owners)


def _record(graph: Graph, thing: Node, sheet: Sheet) -> Record:
    stated: dict[str, list[Node]] = {}
    for path, node in graph.predicate_objects(thing):
        stated.setdefault(str(path), []).append(node)
    values = {
        column.path: value_of(min(stated[column.path], key=node_order))
        for column in sheet.columns
        if column.path in stated
    }
    return Record(str(thing), sheet, position_of(graph, thing), values)


def _introduced(graph: Graph, introduces: URIRef) -> Iterable[Introduced]:
    for thing in sorted(graph.subjects(TYPE, introduces), key=str):
        classes = tuple(sorted(map(str, graph.objects(thing, TYPE))))
        label = min(map(str, graph.objects(thing, PREF_LABEL)), default="")
        yield Introduced(str(thing), classes, label)

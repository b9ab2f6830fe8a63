"""Partnership data as Turtle or JSON-LD: read without ever reaching the network."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from rdflib import Graph, URIRef
from rdflib.term import Node

from backbone_kg.base.errors import CannotReadError
from backbone_kg.base.names import nearest
from backbone_kg.graph.namespaces import (
    DATA,
    LABEL,
    PARTNERSHIP,
    POSITION,
    SHEET,
    TYPE,
    UNKNOWN_COLUMN,
    local_name,
)
from backbone_kg.graph.turtle import graph_from_quads
from backbone_kg.knowledge.ontology import Ontology
from backbone_kg.model.derive import DERIVED
from backbone_kg.model.layout import Layout
from backbone_kg.model.partnership import Partnership
from backbone_kg.reading.grids import ReadingNote

CONTEXT_ADDRESS = "https://w3id.org/backbone-kg/context.jsonld"
"""The one context that may be named by its address: a copy of it ships with the program."""


def read_rdf(path: Path, layout: Layout, ontology: Ontology) -> Partnership:
    """Read a partnership from a ``.ttl`` or ``.jsonld`` file.

    Raises
    ------
    CannotReadError
        If the file is missing, empty, not of its format (with line and column), or would have to
        fetch a context from the network.
    """
    try:
        content = path.read_bytes()
    except OSError as error:
        raise CannotReadError(path, f"It cannot be read ({error.strerror}).") from error
    if not content.strip():
        raise CannotReadError(path, "The file is empty.", "Choose the file that holds your data.")
    kind = path.suffix.lower().lstrip(".")
    graph = _parse_turtle(path, content) if kind == "ttl" else _parse_json_ld(path, content, layout)
    found = sorted(node for node in graph.subjects(TYPE, PARTNERSHIP) if isinstance(node, URIRef))
    notes = []
    if not found:
        notes.append(ReadingNote("no-partnership"))
    elif len(found) > 1:
        listed = ", ".join(f"<{node}>" for node in found)
        notes.append(ReadingNote("several-partnerships", {"listed": listed}))
    notes += _unknown_properties(graph, layout)
    return Partnership(
        file=str(path),
        format=kind,
        iri=found[0] if found else URIRef(DATA + "unnamed"),
        layout=layout,
        ontology=ontology,
        content=graph,
        notes=notes,
    )


def _parse_turtle(path: Path, content: bytes) -> Graph:
    import pyoxigraph as ox

    try:
        return graph_from_quads(_named(path, ox.parse(input=content, format=ox.RdfFormat.TURTLE)))
    except (SyntaxError, ValueError) as error:
        raise CannotReadError(
            path, f"It is not Turtle: {_where(error)}.", "Mend it there and try again."
        ) from error


def _named(path: Path, quads: Iterable[Any]) -> Iterator[Any]:
    """Give each blank node a name, in the order of the file: findings need a name to speak of."""
    import pyoxigraph as ox

    names: dict[Any, Any] = {}

    def name(node: Any) -> Any:
        if isinstance(node, ox.BlankNode):
            return names.setdefault(node, ox.NamedNode(f"{DATA}unnamed/{len(names) + 1}"))
        return node

    for quad in quads:
        if isinstance(quad.object, ox.Triple):
            raise CannotReadError(
                path, "It makes a statement about a statement.", "Leave such statements out."
            )
        yield ox.Quad(name(quad.subject), quad.predicate, name(quad.object))


def _where(error: Exception) -> str:
    """Return what a parser says, with line and column in front."""
    text = str(error).removeprefix("Parser error at ").rstrip(".")
    line, column = getattr(error, "lineno", None), getattr(error, "offset", None)
    if line is None:
        return text
    said = text.partition(": ")[2] if text.startswith("line ") else text
    return f"line {line}, column {column}: {said}"


def _parse_json_ld(path: Path, content: bytes, layout: Layout) -> Graph:
    import pyoxigraph as ox

    from backbone_kg.model.jsonld_context import context_of

    try:
        document = json.loads(content)
    except RecursionError:
        raise CannotReadError(
            path, "Its brackets are nested too deeply.", "Write it with fewer levels."
        ) from None
    except ValueError as error:
        at = (
            f"line {error.lineno}, column {error.colno}: {error.msg}"
            if isinstance(error, json.JSONDecodeError)
            else str(error)
        )
        raise CannotReadError(
            path, f"It is not JSON: {at}.", "Mend it there and try again."
        ) from error
    document = _with_own_context(document, context_of(layout))
    address = _remote_context(document)
    if address is not None:
        raise CannotReadError(
            path,
            f"It takes its context from {address}, and nothing is fetched from the network.",
            "Put the context itself into the file.",
        )
    try:
        quads = ox.parse(input=json.dumps(document).encode(), format=ox.RdfFormat.JSON_LD)
        return graph_from_quads(_named(path, quads))
    except (SyntaxError, ValueError) as error:
        raise CannotReadError(
            path, f"It is not JSON-LD: {_where(error)}.", "Mend it and try again."
        ) from error


def _with_own_context(document: Any, own: dict[str, Any]) -> Any:
    """Return the document with the address of our own context replaced by the context."""
    if isinstance(document, list):
        return [_with_own_context(part, own) for part in document]
    if not isinstance(document, dict):
        return document
    result = {}
    for name, value in document.items():
        if name != "@context":
            result[name] = _with_own_context(value, own)
        elif isinstance(value, list):
            result[name] = [own if part == CONTEXT_ADDRESS else part for part in value]
        else:
            result[name] = own if value == CONTEXT_ADDRESS else value
    return result


def _remote_context(document: Any) -> str | None:
    """Return the address of a context that would have to be fetched, or None."""
    if isinstance(document, list):
        return next(filter(None, map(_remote_context, document)), None)
    if not isinstance(document, dict):
        return None
    for name, value in document.items():
        if name == "@import":
            return str(value)
        if name == "@context":
            for part in value if isinstance(value, list) else [value]:
                if isinstance(part, str):
                    return part
        address = _remote_context(value)
        if address is not None:
            return address
    return None


def _unknown_properties(graph: Graph, layout: Layout) -> list[ReadingNote]:
    """Return a note for each property of a row's thing that no column states."""
    known_columns = set(graph.subjects(TYPE, UNKNOWN_COLUMN))
    notes = []
    for sheet in layout.sheets:
        paths: dict[Node, str] = {column.path: column.heading for column in sheet.columns}
        expected = {*paths, TYPE, POSITION, sheet.link, *DERIVED}
        names = {local_name(path): path for path in paths}
        for thing in sorted(graph.subjects(TYPE, sheet.target), key=str):
            for predicate in sorted(set(graph.predicates(thing)) - expected, key=str):
                if predicate in known_columns:
                    continue
                near = nearest(local_name(predicate), names)
                details = {
                    "property": f"<{predicate}>",
                    "thing": f"<{thing}>",
                    "suggestion": f" Did you mean <{names[near]}>?" if near else "",
                }
                notes.append(ReadingNote("unknown-property", details))
        for column in sorted(known_columns, key=str):
            of = graph.value(column, SHEET)
            if str(of) == sheet.name:
                heading = str(graph.value(column, LABEL) or "")
                notes.append(_unknown_heading(heading, sheet.name))
    return notes


def _unknown_heading(heading: str, sheet: str) -> ReadingNote:
    details = {"heading": heading, "near": "", "known": ""}
    return ReadingNote("unknown-heading", details, sheet=sheet)

"""Partnership data as Turtle or JSON-LD: read without ever reaching the network."""

from __future__ import annotations

import codecs
import json
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from rdflib import Graph, Literal, URIRef

from backbone_kg.base.cells import ReadingNote
from backbone_kg.base.errors import CannotReadError
from backbone_kg.base.names import shortened
from backbone_kg.base.value_kinds import Kind
from backbone_kg.graph.namespaces import DATA, NO_ADDRESS, PREFIXES, PROJECT, UNNAMED
from backbone_kg.graph.rdflib_terms import PARTNERSHIP, TYPE, term
from backbone_kg.graph.turtle import graph_from_quads, literal
from backbone_kg.knowledge.ontology import Ontology
from backbone_kg.model import properties
from backbone_kg.model.partnership import Partnership
from backbone_kg.model.record_graphs import statements_in
from backbone_kg.model.sheets_and_columns import Layout
from backbone_kg.reading.cell_results import Trouble
from backbone_kg.reading.cell_values import parse
from backbone_kg.reading.json_ld import json_ld_document
from backbone_kg.reading.raw_files import read_bytes
from backbone_kg.reading.unused_statements import NOT_USED, unused_statements

_OURS = sorted(
    (one for one in {PROJECT, *PREFIXES.values()} if one == PROJECT or not one.startswith(PROJECT)),
    key=len,
)
_OTHER_SCHEME = {
    f"{'http' if scheme == 'https' else 'https'}:{rest}": f"{scheme}:{rest}"
    for scheme, _, rest in (namespace.partition(":") for namespace in _OURS)
}
"""Namespaces with the other scheme, http for https, by what is written."""
_READ_AS = {str(term("org:role")): properties.ROLE}
"""Properties of other programs' files, with that which says the same here."""
_XSD_OTHERWISE = PREFIXES["xsd"].replace("http:", "https:", 1)
_MARKUP = {f"{PREFIXES['rdf']}{name}" for name in ("HTML", "XMLLiteral")}
_MOST_MARKUP = 10_000
_DATES = {term(f"xsd:{name}") for name in ("date", "gYearMonth", "gYear")}


def read_rdf(path: Path, layout: Layout, ontology: Ontology) -> Partnership:
    """Read a partnership from a ``.ttl`` or ``.jsonld`` file.

    Raises
    ------
    CannotReadError
        If the file is missing, empty, not of its format (with line and column), or would have to
        fetch a context from the network.
    """
    content = read_bytes(path)
    if not content.strip():
        raise CannotReadError(path, "The file is empty.", "Choose the file that holds your data.")
    kind = path.suffix.lower().lstrip(".")
    return rdf_partnership(path, content.removeprefix(codecs.BOM_UTF8), kind, layout, ontology)


def rdf_partnership(
    path: Path, content: bytes, kind: str, layout: Layout, ontology: Ontology
) -> Partnership:
    """Return the partnership that statements speak of.

    Parameters
    ----------
    path
        What they are called, for messages.
    content
        The statements, in UTF-8.
    kind
        ``ttl`` or ``jsonld``.
    layout, ontology
        What they are read with.

    Raises
    ------
    CannotReadError
        As :func:`read_rdf` does.
    """
    notes: list[ReadingNote] = []
    if kind != "ttl":
        document, passed_over = json_ld_document(path, content, layout)
        content, notes = json.dumps(document).encode(), [*passed_over]
    graph = _parsed(path, content, kind, notes)
    notes += _without_languages(graph, layout)
    notes += _impossible_dates(graph, layout)
    found = sorted(node for node in graph.subjects(TYPE, PARTNERSHIP) if isinstance(node, URIRef))
    no_type = any(note.details.get("near") in {"type", "@type"} for note in notes)
    if not found and not no_type:
        notes.append(ReadingNote("no-partnership"))
    elif len(found) > 1:
        listed = ", ".join(f"<{node}>" for node in found)
        notes.append(ReadingNote("several-partnerships", {"listed": listed}))
    unused = unused_statements(statements_in(graph), layout, ontology)
    notes += (
        note
        for note in unused
        # A misspelled "type" is told as the key that it is.
        if not (no_type and note.code == "thing-without-class")
    )
    return Partnership(
        file=str(path),
        format=kind,
        iri=str(found[0]) if found else f"{DATA}unnamed",
        layout=layout,
        ontology=ontology,
        content=graph,
        notes=notes,
        unread=(note.details["like"] for note in unused if note.code in NOT_USED),
    )


def _parsed(path: Path, content: bytes, kind: str, notes: list[ReadingNote]) -> Graph:
    """Return what Turtle or JSON-LD says as a graph."""
    import pyoxigraph as ox

    turtle = kind == "ttl"
    form = ox.RdfFormat.TURTLE if turtle else ox.RdfFormat.JSON_LD
    try:
        quads = ox.parse(input=content, format=form, base_iri=None if turtle else NO_ADDRESS)
        return graph_from_quads(_named(path, quads, notes))
    except MemoryError as error:  # Oxigraph's parsers take no longer ones
        raise CannotReadError(path, "A text in it is longer than 16 MB.", "Shorten it.") from error
    except (SyntaxError, ValueError) as error:
        name, again = ("Turtle", "there and") if turtle else ("JSON-LD", "and")
        raise CannotReadError(
            path, f"It is not {name}: {_where(error)}.", f"Mend it {again} try again."
        ) from error


def _named(path: Path, quads: Iterable[Any], notes: list[ReadingNote]) -> Iterator[Any]:
    """Give each blank node a name, in the order of the file: findings need a name to speak of.

    Namespaces that are written with http for https, or the other way round, are put right.
    """
    import pyoxigraph as ox

    names: dict[Any, Any] = {}
    put_right: dict[str, str] = {}

    def right(node: Any) -> Any:
        if node in names:
            return names[node]
        for wrong, namespace in _OTHER_SCHEME.items():
            if node.value.startswith(wrong):
                put_right[wrong] = namespace
                node = names[node] = ox.NamedNode(namespace + node.value.removeprefix(wrong))
                break
        return node

    def name(node: Any) -> Any:
        if isinstance(node, ox.BlankNode):
            return names.setdefault(node, ox.NamedNode(f"{UNNAMED}{len(names) + 1}"))
        if isinstance(node, ox.NamedNode):
            return right(node)
        if isinstance(node, ox.Literal) and node.datatype.value.startswith(_XSD_OTHERWISE):
            return ox.Literal(node.value, datatype=right(node.datatype))
        return node

    for quad in quads:
        # rdflib takes such a text apart, in a time that grows with the square of its depth.
        if (
            isinstance(quad.object, ox.Literal)
            and quad.object.datatype.value in _MARKUP
            and len(quad.object.value) > _MOST_MARKUP
        ):
            raise CannotReadError(
                path,
                f"A text in it is HTML or XML of more than {_MOST_MARKUP:,} characters.",
                "Write it as a plain text, or shorten it.",
            )
        if isinstance(quad.object, ox.Triple):
            raise CannotReadError(
                path, "It makes a statement about a statement.", "Leave such statements out."
            )
        predicate = right(quad.predicate).value
        predicate = ox.NamedNode(_READ_AS.get(predicate, predicate))
        yield ox.Quad(name(quad.subject), predicate, name(quad.object))
    for wrong, namespace in sorted(put_right.items()):
        notes.append(ReadingNote("namespace-read-as", {"value": wrong, "read_as": namespace}))


def _where(error: Exception) -> str:
    """Return what a parser says, with line and column in front."""
    text = str(error).removeprefix("Parser error at ").rstrip(".")
    line, column = getattr(error, "lineno", None), getattr(error, "offset", None)
    if line is None:
        return text
    said = text.partition(": ")[2] if text.startswith("line ") else text
    return f"line {line}, column {column}: {said}"


def _without_languages(graph: Graph, layout: Layout) -> Iterator[ReadingNote]:
    """Make plain text of a text whose language is told, where it is the only one, and tell so."""
    columns = {URIRef(column.path) for sheet in layout.sheets for column in sheet.columns}
    tagged = [
        (thing, path, value)
        for thing, path, value in graph
        if isinstance(value, Literal) and value.language and path in columns
    ]
    plain: list[Literal] = []
    for thing, path, value in tagged:
        if len(set(graph.objects(thing, path))) == 1:
            graph.remove((thing, path, value))
            graph.add((thing, path, literal(str(value))))
            plain.append(value)
    if plain:
        first = min(plain, key=str)
        details = {"value": shortened(str(first)), "language": str(first.language)}
        details["more"] = f" In all {len(plain):,} texts." if len(plain) > 1 else ""
        yield ReadingNote("language-left-out", details)


def _impossible_dates(graph: Graph, layout: Layout) -> Iterator[ReadingNote]:
    """Return a note for each date that is one to RDF and that no other format admits."""
    for sheet in layout.sheets:
        for column in sheet.columns:
            if column.kind is not Kind.DATE:
                continue
            for thing, value in sorted(graph.subject_objects(URIRef(column.path)), key=str):
                written = isinstance(value, Literal) and value.datatype in _DATES
                if written and isinstance(parse(str(value), Kind.DATE), Trouble):
                    details = {
                        "value": shortened(str(value)),
                        "heading": column.heading,
                        "iri": str(thing),
                        "thing": f"<{thing}>",
                    }
                    yield ReadingNote("date-out-of-range", details)

"""Results as text: the standard formats of SPARQL and RDF, and what is shown to people."""

from __future__ import annotations

import io
import json
from collections.abc import Mapping
from typing import Any
from xml.sax.saxutils import quoteattr

import pyoxigraph as ox

from backbone_kg.base.errors import BackboneError, UnknownNameError
from backbone_kg.base.likely_names import did_you_mean
from backbone_kg.graph.namespaces import PREFIXES
from backbone_kg.sparql.graph_formats import write_graph
from backbone_kg.sparql.oxigraph_terms import Term
from backbone_kg.sparql.query_results import Kind, Results
from backbone_kg.sparql.result_table import markdown_table, text_table
from backbone_kg.sparql.row_counting import ROW_FORMATS
from backbone_kg.sparql.xml_check import XmlCheck

_XSD_STRING = PREFIXES["xsd"] + "string"

_PEOPLE = ("table", "md")

FORMATS = ("table", *ROW_FORMATS, "md", "ttl", "jsonld")
FITTING: Mapping[Kind, tuple[str, ...]] = {
    "select": ("table", *ROW_FORMATS, "md"),
    "ask": ("table", *ROW_FORMATS, "md"),
    "graph": ("ttl", "jsonld", *_PEOPLE),
}
"""Which formats a kind of answer has."""
_CALLED: Mapping[Kind, str] = {
    "select": "rows (SELECT)",
    "ask": "yes or no (ASK)",
    "graph": "triples (CONSTRUCT or DESCRIBE)",
}


def kind_of_form(form: str) -> Kind:
    """Return the kind of answer that a form of query has: ``construct`` gives triples."""
    kinds: dict[str, Kind] = {"select": "select", "ask": "ask"}
    return kinds.get(form, "graph")


def usual_format(kind: Kind, *, terminal: bool) -> str:
    """Return the format that nobody has to ask for.

    Examples
    --------
    >>> usual_format("select", terminal=True), usual_format("select", terminal=False)
    ('table', 'csv')
    >>> usual_format("graph", terminal=True)
    'ttl'
    """
    if kind == "graph":
        return "ttl"
    return "table" if terminal else "csv"


def check_fits(kind: Kind, form: str) -> None:
    """Make sure that a kind of answer has a format.

    Raises
    ------
    UnknownNameError
        If there is no such format.
    BackboneError
        If the format is for another kind of answer.
    """
    if form not in FORMATS:
        raise UnknownNameError(
            f"There is no format “{form}”.{did_you_mean(form, FORMATS)} "
            f"There are: {', '.join(FORMATS)}."
        )
    if form not in FITTING[kind]:
        raise BackboneError(
            f"The query answers with {_CALLED[kind]}, which the format {form} cannot hold. "
            f"Use one of: {', '.join(FITTING[kind])}."
        )


def results_text(results: Results, form: str, *, width: int = 100) -> str:
    """Return results as text in a format.

    Parameters
    ----------
    results
        What to tell.
    form
        One of :data:`FORMATS`. ``table`` and ``md`` are for people and show labels; the others
        are standards and hold every term exactly.
    width
        Characters in a line of a ``table``.

    Raises
    ------
    BackboneError
        If there is no such format, or it is for another kind of answer.
    """
    check_fits(results.kind, form)
    if form in ROW_FORMATS:
        content = linked(standard(results, ROW_FORMATS[form]), form, results.knowledge_base)
        return _with_line_end(content.decode())
    if form == "table":
        return text_table(results, width=width)
    if form == "md":
        return markdown_table(results)
    stream = io.BytesIO()
    if results.incomplete and form == "ttl":
        stream.write(f"# {results.incomplete}\n".encode())
    write_graph(results.triples, form, stream, results.knowledge_base)
    return stream.getvalue().decode()


def standard(results: Results, form: ox.QueryResultsFormat) -> bytes:
    """Return rows, or yes or no, in one of the four formats that SPARQL 1.1 has for them."""
    written = json.dumps(_sparql_json(results), ensure_ascii=False).encode()
    read = ox.parse_query_results(written, ox.QueryResultsFormat.JSON)
    content = read.serialize(format=form) or b""
    if form == ox.QueryResultsFormat.XML:
        XmlCheck().add(content)
    return content


def linked(content: bytes, form: str, link: str | None) -> bytes:
    """Return results as Oxigraph writes them, with a link in the head of ``json`` and ``xml``.

    It leads to the version of the knowledge base. The other formats have no place for it.
    """
    if not link:
        return content
    if form == "xml":
        return content.replace(b"</head>", f"<link href={quoteattr(link)}/></head>".encode(), 1)
    if form == "json":
        told = f'{{"head":{{"link":[{json.dumps(link)}]'.encode()
        content = content.replace(b'{"head":{', told + b",", 1)
        return content.replace(told + b",}", told + b"}", 1)
    return content


def _sparql_json(results: Results) -> dict[str, Any]:
    if results.kind == "ask":
        return {"head": {}, "boolean": bool(results.answer)}
    columns = results.columns
    bindings = [
        {
            name: _json_term(term)
            for name, term in zip(columns, row, strict=True)
            if term is not None
        }
        for row in results.rows
    ]
    return {"head": {"vars": list(columns)}, "results": {"bindings": bindings}}


def _json_term(term: Term) -> dict[str, Any]:
    if isinstance(term, ox.NamedNode):
        return {"type": "uri", "value": term.value}
    if isinstance(term, ox.BlankNode):
        return {"type": "bnode", "value": term.value}
    if isinstance(term, ox.Triple):
        parts = {"subject": term.subject, "predicate": term.predicate, "object": term.object}
        return {"type": "triple", "value": {name: _json_term(one) for name, one in parts.items()}}
    told: dict[str, Any] = {"type": "literal", "value": term.value}
    if term.language:
        told["xml:lang"] = term.language
    elif term.datatype.value != _XSD_STRING:
        told["datatype"] = term.datatype.value
    return told


def _with_line_end(text: str) -> str:
    return text if not text or text.endswith("\n") else text + "\n"

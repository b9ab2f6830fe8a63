"""What the service says of itself: SPARQL 1.1 Service Description, with VoID for its data."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

import pyoxigraph as ox

from backbone_kg.graph import namespaces
from backbone_kg.graph.namespaces import TYPE, term

SD: Final = "http://www.w3.org/ns/sparql-service-description#"
VOID: Final = "http://rdfs.org/ns/void#"
FORMATS: Final = "http://www.w3.org/ns/formats/"
RDF_TYPE: Final = ox.NamedNode(TYPE)
TITLE: Final = ox.NamedNode(term("dcterms:title"))
INTEGER: Final = ox.NamedNode(term("xsd:integer"))

PREFIXES: Final = {
    "sd": SD,
    "void": VOID,
    "formats": FORMATS,
    "dcterms": namespaces.PREFIXES["dcterms"],
}

RESULT_FORMATS: Final = (
    "SPARQL_Results_JSON",
    "SPARQL_Results_XML",
    "SPARQL_Results_CSV",
    "SPARQL_Results_TSV",
    "Turtle",
    "N-Triples",
    "JSON-LD",
    "RDF_XML",
)

COUNTS: Final = """
SELECT ?triples ?classes ?properties {
  { SELECT (COUNT(*) AS ?triples) (COUNT(DISTINCT ?p) AS ?properties) { ?s ?p ?o } }
  { SELECT (COUNT(DISTINCT ?class) AS ?classes) { ?s a ?class } }
}
"""
"""How much the default graph holds."""

GRAPHS: Final = """
SELECT ?graph (COUNT(*) AS ?triples) { GRAPH ?graph { ?s ?p ?o } } GROUP BY ?graph ORDER BY ?graph
"""
"""How much each named graph holds."""


@dataclass(frozen=True, slots=True)
class Contents:
    """What the store holds.

    Parameters
    ----------
    triples, classes, properties
        Of the default graph.
    graphs
        Named graphs, with the number of triples of each.
    """

    triples: int
    classes: int
    properties: int
    graphs: Mapping[str, int]

    @classmethod
    def of(cls, counts: bytes, graphs: bytes) -> Contents:
        """Return what the answers to COUNTS and GRAPHS say, in SPARQL's JSON."""
        (whole,) = _rows(counts)
        return cls(
            int(whole["triples"]),
            int(whole["classes"]),
            int(whole["properties"]),
            {row["graph"]: int(row["triples"]) for row in _rows(graphs)},
        )


def _rows(content: bytes) -> list[dict[str, str]]:
    return [
        {name: term["value"] for name, term in row.items()}
        for row in json.loads(content)["results"]["bindings"]
    ]


def describe(contents: Contents, *, endpoint: str, calls_out: bool) -> Iterator[ox.Triple]:
    """Return the description of a service.

    Parameters
    ----------
    contents
        What it holds.
    endpoint
        Its address.
    calls_out
        Whether SERVICE may call some address.
    """
    service, dataset, default = ox.BlankNode(), ox.BlankNode(), ox.BlankNode()
    address = ox.NamedNode(endpoint)
    yield ox.Triple(service, RDF_TYPE, _sd("Service"))
    yield ox.Triple(service, _sd("endpoint"), address)
    yield ox.Triple(service, TITLE, ox.Literal("backbone-kg", language="en"))
    yield ox.Triple(service, _sd("supportedLanguage"), _sd("SPARQL11Query"))
    if calls_out:
        yield ox.Triple(service, _sd("feature"), _sd("BasicFederatedQuery"))
    for name in RESULT_FORMATS:
        yield ox.Triple(service, _sd("resultFormat"), ox.NamedNode(FORMATS + name))
    yield ox.Triple(service, _sd("defaultDataset"), dataset)
    yield ox.Triple(dataset, RDF_TYPE, _sd("Dataset"))
    yield ox.Triple(dataset, RDF_TYPE, _void("Dataset"))
    yield ox.Triple(dataset, _void("sparqlEndpoint"), address)
    yield ox.Triple(dataset, _sd("defaultGraph"), default)
    yield from _graph(default, contents.triples)
    yield ox.Triple(default, _void("classes"), _number(contents.classes))
    yield ox.Triple(default, _void("properties"), _number(contents.properties))
    for name, triples in contents.graphs.items():
        named, graph = ox.BlankNode(), ox.BlankNode()
        yield ox.Triple(dataset, _sd("namedGraph"), named)
        yield ox.Triple(named, RDF_TYPE, _sd("NamedGraph"))
        yield ox.Triple(named, _sd("name"), ox.NamedNode(name))
        yield ox.Triple(named, _sd("graph"), graph)
        yield from _graph(graph, triples)


def _graph(node: ox.BlankNode, triples: int) -> Iterator[ox.Triple]:
    yield ox.Triple(node, RDF_TYPE, _sd("Graph"))
    yield ox.Triple(node, RDF_TYPE, _void("Dataset"))
    yield ox.Triple(node, _void("triples"), _number(triples))


def _sd(name: str) -> ox.NamedNode:
    return ox.NamedNode(SD + name)


def _void(name: str) -> ox.NamedNode:
    return ox.NamedNode(VOID + name)


def _number(count: int) -> ox.Literal:
    return ox.Literal(str(count), datatype=INTEGER)

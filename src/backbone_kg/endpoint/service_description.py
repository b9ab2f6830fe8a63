"""What the service says of itself: SPARQL 1.1 Service Description, with VoID for its data."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

import pyoxigraph as ox

from backbone_kg.graph.namespaces import term

PREFIXES: Final = {
    "sd": "http://www.w3.org/ns/sparql-service-description#",
    "void": "http://rdfs.org/ns/void#",
    "formats": "http://www.w3.org/ns/formats/",
    "dcterms": term("dcterms:"),
}

_SERVICE: Final = """
[] a sd:Service ;
    sd:endpoint {endpoint} ;
    dcterms:title "backbone-kg"@en ;
    sd:supportedLanguage sd:SPARQL11Query ;
    {feature}
    sd:resultFormat formats:SPARQL_Results_JSON, formats:SPARQL_Results_XML,
        formats:SPARQL_Results_CSV, formats:SPARQL_Results_TSV,
        formats:Turtle, formats:N-Triples, formats:JSON-LD, formats:RDF_XML ;
    sd:defaultDataset [
        a sd:Dataset, void:Dataset ;
        void:sparqlEndpoint {endpoint} ;
        sd:defaultGraph [
            a sd:Graph, void:Dataset ;
            void:triples {contents.triples} ;
            void:classes {contents.classes} ;
            void:properties {contents.properties}
        ] ;
        {named}
    ] .
"""
_NAMED: Final = """
        sd:namedGraph [
            a sd:NamedGraph ;
            sd:name {name} ;
            sd:graph [ a sd:Graph, void:Dataset ; void:triples {triples} ]
        ] ;
"""

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
    prefixes = "".join(f"@prefix {name}: <{space}> .\n" for name, space in PREFIXES.items())
    told = _SERVICE.format(
        endpoint=ox.NamedNode(endpoint),
        feature="sd:feature sd:BasicFederatedQuery ;" if calls_out else "",
        contents=contents,
        named="".join(
            _NAMED.format(name=ox.NamedNode(name), triples=triples)
            for name, triples in contents.graphs.items()
        ),
    )
    for quad in ox.parse(prefixes + told, format=ox.RdfFormat.TURTLE):
        yield quad.triple

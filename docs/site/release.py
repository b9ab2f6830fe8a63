"""The knowledge base as files: one release, a description of it, and the RDF of each page."""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterable
from typing import Final

import pyoxigraph as ox
from docs.site.addresses import page_of
from rdflib import OWL, BNode, Graph, URIRef
from rdflib.term import Node

from backbone_kg.base.shipped import queries_dir
from backbone_kg.graph.namespaces import PREFIXES, PROJECT
from backbone_kg.graph.ntriples import checked_n_triples
from backbone_kg.graph.rdflib_terms import TYPE, iri
from backbone_kg.knowledge.citing import Edition, edition
from backbone_kg.knowledge.ontology import Ontology

NAME: Final = "backbone-kg"
FORMATS: Final = {
    "ttl": (ox.RdfFormat.TURTLE, "text/turtle"),
    "nt": (ox.RdfFormat.N_TRIPLES, "application/n-triples"),
    "jsonld": (ox.RdfFormat.JSON_LD, "application/ld+json"),
}
"""In which formats the release is, each by the ending of its file."""
DESCRIPTION: Final = "dataset"
"""Page that describes the release by VoID and DCAT, without its ending."""
_TOLD_ON: Final = {"reading": "position"}
"""Pages on which things are told that have no page of their own."""
_TERMS: Final = ("skos", "prov", "org", "oa", "dcterms", "foaf", "schema", "sssom")


def release(ontology: Ontology) -> dict[str, bytes]:
    """Return the whole knowledge base in each format, what describes it, and the library.

    Parameters
    ----------
    ontology
        The knowledge base.

    Returns
    -------
    dict
        The content of each file, by its path on the site.
    """
    triples = _canonical(ontology.graph)
    files = {f"{NAME}.{end}": _written(triples, form) for end, (form, _) in FORMATS.items()}
    files[f"{DESCRIPTION}.ttl"] = _described(edition(ontology), triples, files)
    for path in sorted(queries_dir().glob("*.rq")):
        files[f"query/{path.name}"] = path.read_bytes()
    return files


def beside(ontology: Ontology, pages: Collection[str]) -> dict[str, bytes]:
    """Return what each page says as Turtle: everything whose address leads to the page.

    Parameters
    ----------
    ontology
        The knowledge base.
    pages
        Paths of the pages, without an ending. One of which nothing has the address has no file.
    """
    graph = ontology.graph
    subjects: dict[str, list[Node]] = {}
    for node in set(graph.subjects()):
        page = _TOLD_ON.get(page_of(str(node)), page_of(str(node)))
        if isinstance(node, URIRef) and page in pages:
            subjects.setdefault(page, []).append(node)
    for row in graph.subjects(TYPE, OWL.Axiom):
        # A row of a mapping set belongs to the page of what it compares.
        page = page_of(str(graph.value(row, OWL.annotatedSource)))
        if page in pages:
            subjects.setdefault(page, []).append(row)
    return {
        f"{page}.ttl": _written(_canonical(_said_of(graph, nodes)), ox.RdfFormat.TURTLE)
        for page, nodes in subjects.items()
    }


def _said_of(graph: Graph, nodes: Iterable[Node]) -> Graph:
    """Return what is said of some things, and of the unnamed things that this speaks of."""
    found, waiting = Graph(), list(nodes)
    while waiting:
        node = waiting.pop()
        for triple in graph.triples((node, None, None)):
            if isinstance(triple[2], BNode) and (triple[2], None, None) not in found:
                waiting.append(triple[2])
            found.add(triple)
    return found


def _canonical(graph: Graph) -> list[ox.Triple]:
    """Return triples in an order, and with names of unnamed things, that do not change."""
    parsed = ox.parse(checked_n_triples(graph), format=ox.RdfFormat.N_TRIPLES)
    dataset = ox.Dataset(parsed)
    dataset.canonicalize(ox.CanonicalizationAlgorithm.RDFC_1_0)
    return sorted((quad.triple for quad in dataset), key=str)


def _written(triples: list[ox.Triple], form: ox.RdfFormat) -> bytes:
    prefixes = PREFIXES if form is not ox.RdfFormat.N_TRIPLES else None
    return ox.serialize(triples, format=form, prefixes=prefixes) or b""


def _described(made: Edition, triples: list[ox.Triple], files: dict[str, bytes]) -> bytes:
    """Return a description of the release by VoID and DCAT."""
    this, site = f"{PROJECT}{DESCRIPTION}", PROJECT
    subjects = len(
        {triple.subject for triple in triples if isinstance(triple.subject, ox.NamedNode)}
    )
    makers = ", ".join(f"<{iri(maker.iri)}>" for maker in made.makers)
    vocabularies = ", ".join(f"<{PREFIXES[name]}>" for name in _TERMS)
    distributions = "".join(
        f"""
<{site}{NAME}.{end}> a dcat:Distribution ;
    dcterms:title "{made.label}, {media}"@en ;
    dcat:downloadURL <{site}{NAME}.{end}> ;
    dcat:mediaType <https://www.iana.org/assignments/media-types/{media}> ;
    dcat:byteSize {len(files[f"{NAME}.{end}"])} ;
    spdx:checksum [
        a spdx:Checksum ;
        spdx:algorithm spdx:checksumAlgorithm_sha256 ;
        spdx:checksumValue "{hashlib.sha256(files[f"{NAME}.{end}"]).hexdigest()}"
    ] ;
    dcterms:license <{made.license}> .
"""
        for end, (_, media) in FORMATS.items()
    )
    files_of_it = ", ".join(f"<{site}{NAME}.{end}>" for end in FORMATS)
    text = f"""@prefix dcat: <http://www.w3.org/ns/dcat#> .
@prefix dcterms: <http://purl.org/dc/terms/> .
@prefix spdx: <http://spdx.org/rdf/terms#> .
@prefix void: <http://rdfs.org/ns/void#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .

<{this}> a dcat:Dataset, void:Dataset ;
    dcterms:title "{made.title}"@en ;
    dcterms:creator {makers} ;
    dcterms:publisher {makers} ;
    dcterms:modified "{made.modified}"^^xsd:date ;
    dcterms:license <{made.license}> ;
    dcterms:isVersionOf <{site}ontology> ;
    dcterms:conformsTo <{made.iri}> ;
    dcat:version "{made.version}" ;
    dcat:landingPage <{site}> ;
    dcat:distribution {files_of_it} ;
    void:dataDump {files_of_it} ;
    void:triples {len(triples)} ;
    void:distinctSubjects {subjects} ;
    void:uriSpace "{site}" ;
    void:exampleResource <{site}framework/mathematica#build-trust> ;
    void:vocabulary {vocabularies} .
{distributions}"""
    return text.encode()

"""A small made-up knowledge base: two editions of a framework, claims, positions, kinds."""

from __future__ import annotations

from pathlib import Path

import pyoxigraph as ox

from backbone_kg import Ontology
from backbone_kg.base.shipped import ontology_dir
from backbone_kg.graph import graph_from_quads, read_turtle
from backbone_kg.graph.namespaces import PROJECT
from backbone_kg.graph.rdflib_terms import term
from backbone_kg.knowledge import Mapping, mapping_triples

TEXT = Path(__file__).with_name("river.ttl").read_text(encoding="utf-8")

MANUAL = str(term("skos:note"))  # any IRI does as a justification here


def mapping(one: str, predicate: str, other: str, comment: str) -> Mapping:
    def concept(name: str) -> str | None:
        return f"{PROJECT}framework/{name}" if "#" in name else None

    def framework(name: str) -> str:
        return f"{PROJECT}framework/{name.partition('#')[0]}"

    return Mapping(
        subject=concept(one),
        predicate=str(term(predicate)),
        object=concept(other),
        justification=MANUAL,
        comment=comment,
        subject_source=framework(one),
        object_source=framework(other),
    )


MAPPINGS = (
    mapping("river-2#walk", "skos:broadMatch", "hill#lead", "Walking is part of leading."),
    mapping("river-2#keep", "skos:mappingRelation", "hill", "Nothing is kept on the hill."),
)


def river(more: str = "", *mappings: Mapping) -> Ontology:
    """Return the knowledge base, with more Turtle and more mappings added."""
    mappings = (*MAPPINGS, *mappings)
    graph = graph_from_quads(ox.parse((TEXT + more).encode(), format=ox.RdfFormat.TURTLE))
    for triple in (*read_turtle(ontology_dir() / "backbone.ttl"), *mapping_triples(mappings)):
        graph.add(triple)
    return Ontology(graph, mappings)

"""The whole ontology as JSON-LD, with the context that ships with it, and back."""

from __future__ import annotations

import json
from typing import Any

import pyoxigraph as ox
import pytest
from rdflib import Graph

from backbone_kg import ontology
from backbone_kg.base.shipped import ontology_dir
from backbone_kg.graph import n_triples

CONTEXT: dict[str, Any] = json.loads((ontology_dir() / "context.jsonld").read_text("utf-8"))


def dataset(quads: Any) -> ox.Dataset:
    """Return quads so that they compare, whatever their blank nodes are called."""
    found = ox.Dataset(quads)
    found.canonicalize(ox.CanonicalizationAlgorithm.UNSTABLE)
    return found


@pytest.fixture(scope="module")
def original() -> ox.Dataset:
    return dataset(ox.parse(input=n_triples(ontology.graph), format=ox.RdfFormat.N_TRIPLES))


@pytest.fixture(scope="module")
def written() -> str:
    # A plain graph without prefixes: names come from the context alone.
    plain = Graph(bind_namespaces="none")
    plain += ontology.graph
    return plain.serialize(format="json-ld", context=CONTEXT["@context"], auto_compact=False)


def test_one_processor_reads_back_what_was_written(original: ox.Dataset, written: str) -> None:
    assert dataset(ox.parse(input=written, format=ox.RdfFormat.JSON_LD)) == original


@pytest.mark.filterwarnings("ignore:ConjunctiveGraph is deprecated")  # rdflib's own use of it
def test_another_processor_reads_back_the_same(original: ox.Dataset, written: str) -> None:
    back = Graph().parse(data=written, format="json-ld")
    assert dataset(ox.parse(input=n_triples(back), format=ox.RdfFormat.N_TRIPLES)) == original


def test_the_context_is_what_names_things(written: str) -> None:
    document = json.loads(written)
    assert document["@context"] == CONTEXT["@context"]
    things = {thing["id"]: thing for thing in document["graph"]}
    trust = things["mathematica:build-trust"]
    assert trust["type"] == "bkg:Capacity"
    assert trust["position"] == "2"

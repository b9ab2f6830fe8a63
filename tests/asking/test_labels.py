"""What things are called in an answer."""

from __future__ import annotations

import pyoxigraph as ox
import pytest

from backbone_kg.asking import labels_of
from backbone_kg.graph.namespaces import PREFIXES
from backbone_kg.stores import DATA_GRAPHS, EmbeddedStore, Load, LoadRecord

THING = "urn:thing"
GRAPH = DATA_GRAPHS + "partners-xlsx-12345678"


@pytest.mark.parametrize(
    ("said", "label"),
    [
        ('<urn:thing> rdfs:label "b" ; skos:prefLabel "a"', "a"),
        ('<urn:thing> skos:prefLabel "ein"@de , "one"@en , "un"@fr', "one"),
        ('<urn:thing> skos:prefLabel "ein"@de', "ein"),
        ('<urn:thing> skos:prefLabel "b" , "a"', "a"),
        ('<urn:thing> dcterms:source "no name of it"', None),
        ('<urn:thing> skos:prefLabel " "', None),
    ],
)
def test_a_thing_is_called_by_its_best_name(said: str, label: str | None) -> None:
    prefixes = "".join(f"PREFIX {name}: <{iri}>\n" for name, iri in PREFIXES.items())
    with EmbeddedStore() as store:
        store.oxigraph.update(f"{prefixes}INSERT DATA {{ {said} }}")
        assert labels_of([THING], store.query).get(THING) == label


def test_a_graph_is_called_by_the_file_that_it_was_read_from() -> None:
    record = LoadRecord(GRAPH, "data/partners.xlsx", "", "2025-09-30T00:00:00Z", "1.0", 0)
    said = ox.Triple(
        ox.NamedNode(THING), ox.NamedNode(PREFIXES["skos"] + "prefLabel"), ox.Literal("It")
    )
    with EmbeddedStore() as store:
        store.load_all([Load.of([said], record)])
        found = labels_of([THING, GRAPH, DATA_GRAPHS + "another"], store.query)
    assert found == {THING: "It", GRAPH: "data/partners.xlsx"}

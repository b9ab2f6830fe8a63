"""Triples of rdflib as N-Triples: nothing is lost, and others read it."""

from __future__ import annotations

import pyoxigraph as ox
from hypothesis import given
from hypothesis import strategies as st
from rdflib import BNode, Graph, Literal, URIRef

from backbone_kg.graph import graph_from_quads, n_triples, written
from backbone_kg.graph.rdflib_terms import term

A, B, P = (URIRef(f"https://example.org/{name}") for name in "aép")
# What UTF-8 cannot hold, no RDF can.
TEXTS = st.text(st.characters(exclude_categories=["Cs"]))
LITERALS = st.one_of(
    TEXTS.map(Literal),
    TEXTS.map(lambda text: Literal(text, lang="en-us")),
    TEXTS.map(lambda text: Literal(text, datatype=term("xsd:decimal"), normalize=False)),
)


@given(st.lists(st.tuples(st.sampled_from([A, B]), st.just(P), st.one_of(LITERALS, st.just(A)))))
def test_what_is_written_is_read_back(triples: list[tuple[URIRef, URIRef, Literal]]) -> None:
    graph = Graph(bind_namespaces="none")
    for triple in triples:
        graph.add(triple)
    read = ox.parse(n_triples(graph), ox.RdfFormat.N_TRIPLES)
    assert set(graph_from_quads(read)) == set(graph)


@given(LITERALS)
def test_a_triple_is_a_line(value: Literal) -> None:
    text = n_triples([(A, P, value), (B, P, value)]).decode()
    assert text.count("\n") == 2
    assert text.split(" .\n")[-1] == ""
    assert written(value) in text


def test_triples_keep_their_order_and_blank_nodes_their_names() -> None:
    one = BNode("one")
    assert n_triples([(B, P, one), (one, P, A)]).decode() == (
        f"<{B}> <{P}> _:one .\n_:one <{P}> <{A}> .\n"
    )


def test_each_node_is_written_once_in_the_way_that_is_wanted() -> None:
    asked: list[object] = []

    def shout(node: object) -> str:
        asked.append(node)
        return str(node).upper()

    assert n_triples([(A, P, A), (A, P, B)], shout).count(str(A).upper().encode()) == 3
    assert asked == [A, P, B]

"""What is put into a store: what a data file says, as RDF that is valid, and its record."""

from __future__ import annotations

import pyoxigraph as ox
import pytest
from rdflib import BNode, Graph, Literal, URIRef
from tests.sparql.asked import ROOT

from backbone_kg import BackboneError, Finding, Findings, read
from backbone_kg.base.findings import Severity
from backbone_kg.graph import checked_n_triples, graph_from_quads
from backbone_kg.graph.rdflib_terms import NAME_KEY
from backbone_kg.stores import data_graph, data_load

A, P = URIRef("https://example.org/a"), URIRef("https://example.org/p")
TACOMA = ROOT / "examples" / "graduate-tacoma" / "2025-09"


def test_a_load_holds_all_that_was_read_with_its_record() -> None:
    partnership = read(TACOMA)
    findings = Findings((Finding("odd", Severity.ERROR, "It is odd."),))
    load = data_load(partnership, "0" * 64, findings)
    # But for what rows are compared by, which nobody asks for.
    stated = {triple for triple in partnership.graph if triple[1] != NAME_KEY}
    assert set(graph_from_quads(load.triples)) > stated
    assert load.graph_name == load.record.graph == data_graph(TACOMA)
    assert load.record.triples == len(load.triples)
    assert load.record.findings == {Severity.ERROR: 1, Severity.WARNING: 0, Severity.INFO: 0}
    assert load.record.details == findings.items
    assert load.record.location == TACOMA.as_uri()


def test_blank_nodes_of_one_name_in_two_files_are_two_nodes() -> None:
    graph = Graph(bind_namespaces="none")
    graph.add((BNode("x"), P, BNode("y")))
    graph.add((BNode("y"), P, BNode("x")))
    one, other = (
        [quad.triple for quad in ox.parse(checked_n_triples(graph), ox.RdfFormat.N_TRIPLES)]
        for _ in range(2)
    )
    assert {t.subject for t in one} == {t.object for t in one}
    assert len({t.subject for t in one}) == 2
    assert not {t.subject for t in one} & {t.subject for t in other}


@pytest.mark.parametrize(
    ("triple", "told"),
    [
        ((URIRef("https://example.org/a b"), P, A), "“https://example.org/a b”"),
        ((A, URIRef("no-scheme"), A), "“no-scheme”"),
        ((A, P, Literal("of no type", datatype=URIRef("no-scheme"))), "“of no type”"),
    ],
)
def test_what_is_not_valid_rdf_is_told(
    triple: tuple[URIRef, URIRef, URIRef | Literal], told: str
) -> None:
    with pytest.raises(BackboneError, match="not valid RDF") as problem:
        checked_n_triples([triple])
    assert told in str(problem.value)

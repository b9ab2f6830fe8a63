"""The ontology speaks of what the documents say, each thing as the right kind of thing."""

from __future__ import annotations

from pathlib import Path

import pytest
from rdflib import Graph
from tests.knowledge import inventory
from tests.knowledge.inventory import (
    ALSO_AGENTS,
    KINDS,
    SOURCE,
    WIDEST,
    Coverage,
    Item,
    coverage,
    items,
    told,
)
from tests.knowledge.made_up import iri

from backbone_kg.graph import graph_from_quads
from backbone_kg.graph.terms import TYPE, term
from backbone_kg.knowledge import standard_ontology

LEAST = 0.95
"""Share of the items that must be covered."""


# --- the ontology --------------------------------------------------------------------------------


@pytest.mark.parametrize("document", sorted({item.document for item in items()}))
def test_nearly_every_item_lies_in_a_passage_that_a_thing_of_the_right_kind_points_to(
    document: str,
) -> None:
    graph = standard_ontology().graph
    results = [one for one in coverage(graph) if one.item.document == document]
    assert sum(one.covered for one in results) >= LEAST * len(results), told(results)


# --- the inventory -------------------------------------------------------------------------------


def test_the_inventory_has_a_range_and_known_kinds_for_each_item() -> None:
    assert len(items()) == 283
    assert len({item.id for item in items()}) == len(items())
    known = {str(node) for node in standard_ontology().graph.subjects(term("schema:sha256"))}
    assert {SOURCE + item.document for item in items()} == known
    for item in items():
        assert 0 <= item.start < item.end
        assert item.expected
        assert set(item.expected) <= set(KINDS), item.id


def test_every_kind_is_a_class_that_the_ontology_defines_or_borrows_and_is_asked_for() -> None:
    asked = {kind for item in items() for kind in item.expected}
    assert asked == set(KINDS)
    classes = {str(node) for node in standard_ontology().graph.subjects(TYPE, term("owl:Class"))}
    for curie in KINDS.values():
        assert str(term(curie)) in classes or not curie.startswith("bkg:")


def test_the_inventory_holds_no_words_of_the_documents() -> None:
    text = (Path(inventory.__file__).parent / "inventory.csv").read_text(encoding="ascii")
    assert text.splitlines()[0] == "id,document,start,end,expected"
    documents = {item.document for item in items()}
    for line in text.splitlines()[1:]:
        name, document, start, end, expected = line.split(",")
        assert name[0] == "S"
        assert document in documents
        assert start.isdigit()
        assert end.isdigit()
        assert set(expected.split("|")) <= set(KINDS)


# --- what covers an item -------------------------------------------------------------------------

CHANGE = Item("X", "letter", 10, 20, ("change", "claim"))


def ontology(
    kind: str, start: int, end: int, document: str = "letter", by: str = "bkg:quotedFrom"
) -> Graph:
    source = f"""
        @prefix bkg: <https://w3id.org/backbone-kg/ontology#> .
        @prefix foaf: <http://xmlns.com/foaf/0.1/> .
        @prefix oa: <http://www.w3.org/ns/oa#> .
        @prefix prov: <http://www.w3.org/ns/prov#> .
        @prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
        bkg:RiskClaim rdfs:subClassOf bkg:Claim .
        <{iri("thing")}> a {kind} ; {by} <{iri("p")}> .
        <{iri("p")}> oa:hasSource <{iri(document)}> ; oa:hasSelector <{iri("r")}>, <{iri("q")}> .
        <{iri("r")}> oa:start {start} ; oa:end {end} .
        <{iri("q")}> oa:exact "words" .
    """
    import pyoxigraph as ox

    return graph_from_quads(ox.parse(source.encode(), format=ox.RdfFormat.TURTLE))


def result(monkeypatch: pytest.MonkeyPatch, graph: Graph, item: Item = CHANGE) -> Coverage:
    monkeypatch.setattr(inventory, "items", lambda: (item,))
    (one,) = coverage(graph)
    assert one.item is item
    return one


@pytest.mark.parametrize(
    "graph",
    [
        ontology("bkg:Change", 10, 20),
        ontology("bkg:Change", 0, WIDEST),
        ontology("bkg:Claim", 10, 20, by="bkg:paraphrasedFrom"),
        ontology("bkg:RiskClaim", 9, 21),
    ],
)
def test_a_passage_around_the_item_of_one_of_its_kinds_covers_it(
    monkeypatch: pytest.MonkeyPatch, graph: Graph
) -> None:
    assert result(monkeypatch, graph) == Coverage(CHANGE, covered=True)


@pytest.mark.parametrize("kind", ALSO_AGENTS)
def test_persons_and_organizations_are_agents(monkeypatch: pytest.MonkeyPatch, kind: str) -> None:
    agent = Item("X", "letter", 10, 20, ("agent",))
    assert result(monkeypatch, ontology(kind, 10, 20), agent).covered


@pytest.mark.parametrize(
    ("graph", "why"),
    [
        (ontology("bkg:Change", 11, 20), "only in part: 11-20"),
        (ontology("bkg:Change", 10, 19), "only in part: 10-19"),
        (ontology("bkg:Change", 20, 30), "no passage"),
        (ontology("bkg:Change", 10, 20, document="other"), "no passage"),
        (ontology("bkg:Change", 10, 20, by="prov:wasDerivedFrom"), "no passage"),
        (ontology("bkg:Change", 0, WIDEST + 1), "only in a passage of over 600 characters"),
        (ontology("bkg:Term", 10, 20), "of another kind: source/thing (term)"),
        (ontology("bkg:Nothing", 10, 20), "of another kind: source/thing (no kind)"),
    ],
)
def test_anything_else_does_not_and_it_is_told_why(
    monkeypatch: pytest.MonkeyPatch, graph: Graph, why: str
) -> None:
    assert result(monkeypatch, graph) == Coverage(CHANGE, covered=False, why=why)

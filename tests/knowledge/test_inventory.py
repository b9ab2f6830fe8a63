"""The ontology speaks of what the documents say, each thing as the right kind of thing.

``inventory.csv`` names places of the documents that say something about backbones: a character
range each, and what kind of thing the ontology is to make of it. A place is covered when its range
lies inside a passage that something of such a kind was quoted or derived from.
"""

from __future__ import annotations

import csv
from pathlib import Path
from typing import NamedTuple

import pyoxigraph as ox
import pytest
from rdflib import Graph
from rdflib.term import Node

from backbone_kg.graph import graph_from_quads
from backbone_kg.graph.namespaces import PREFIXES, PROJECT
from backbone_kg.graph.rdflib_terms import SUBCLASS, TYPE, term
from backbone_kg.knowledge import standard_ontology

INVENTORY = Path(__file__).with_name("inventory.csv")
KINDS = {
    "activity": "bkg:Activity",
    "agent": "prov:Agent",
    "benefit": "bkg:BenefitClaim",
    "capacity": "bkg:Capacity",
    "challenge": "bkg:ChallengeClaim",
    "condition": "bkg:ConditionClaim",
    "change": "bkg:Change",
    "claim": "bkg:Claim",
    "document": "schema:CreativeWork",
    "framework": "bkg:Framework",
    "function": "bkg:Function",
    "initiative": "bkg:Initiative",
    "membership": "bkg:MembershipClaim",
    "place": "schema:Place",
    "quality": "bkg:Quality",
    "recommendation": "bkg:Recommendation",
    "risk": "bkg:RiskClaim",
    "scheme": "skos:ConceptScheme",
    "step": "bkg:Step",
    "structure": "bkg:BackboneStructure",
    "study": "bkg:Study",
    "suitability": "bkg:SuitabilityClaim",
    "tension": "bkg:TensionClaim",
    "term": "bkg:Term",
    "type": "bkg:OrganizationType",
}
"""The class that each expected kind stands for; a subclass of it will do."""

ALSO_AGENTS = ("foaf:Person", "foaf:Organization")
"""Classes of another vocabulary that mean an agent without our files saying so."""

WIDEST = 600
"""A passage of more characters than this points to nothing in particular, and covers nothing."""

LEAST = 0.95
"""Share of the items that must be covered."""


class Item(NamedTuple):
    """A place of a document, and the kinds of thing any one of which must speak of it."""

    id: str
    document: str
    start: int
    end: int
    expected: frozenset[str]


class Passage(NamedTuple):
    """A passage, with the kinds of something that was quoted or derived from it."""

    document: str
    start: int
    end: int
    kinds: frozenset[str]

    def covers(self, item: Item) -> bool:
        return (
            self.document == item.document
            and self.start <= item.start <= item.end <= self.end
            and self.end - self.start <= WIDEST
            and not self.kinds.isdisjoint(item.expected)
        )


def read_items() -> list[Item]:
    with INVENTORY.open(encoding="ascii", newline="") as file:
        return [
            Item(name, document, int(start), int(end), frozenset(expected.split("|")))
            for name, document, start, end, expected in list(csv.reader(file))[1:]
        ]


def passages(graph: Graph) -> list[Passage]:
    """Return every passage that something points to, once for each such thing."""
    kind_of: dict[Node | None, set[str]] = {term(curie): {"agent"} for curie in ALSO_AGENTS}
    for kind, curie in KINDS.items():
        for of in graph.transitive_subjects(SUBCLASS, term(curie)):
            kind_of.setdefault(of, set()).add(kind)
    return [
        Passage(
            str(graph.value(passage, term("oa:hasSource"))).removeprefix(f"{PROJECT}source/"),
            int(str(graph.value(selector, term("oa:start")))),
            int(str(graph.value(selector, term("oa:end")))),
            frozenset(kind for of in graph.objects(thing, TYPE) for kind in kind_of.get(of, ())),
        )
        for predicate in ("bkg:quotedFrom", "bkg:paraphrasedFrom")
        for thing, passage in graph.subject_objects(term(predicate))
        for selector in graph.objects(passage, term("oa:hasSelector"))
        if (selector, term("oa:start"), None) in graph
    ]


ITEMS = read_items()
DOCUMENTS = sorted({item.document for item in ITEMS})


@pytest.fixture(scope="module")
def pointed() -> list[Passage]:
    return passages(standard_ontology().graph)


@pytest.mark.parametrize("document", DOCUMENTS)
def test_nearly_every_item_lies_in_a_passage_that_a_thing_of_the_right_kind_points_to(
    document: str, pointed: list[Passage]
) -> None:
    items = [item for item in ITEMS if item.document == document]
    missing = [item for item in items if not any(one.covers(item) for one in pointed)]
    assert len(missing) <= (1 - LEAST) * len(items), missing


def test_the_inventory_has_a_range_and_known_kinds_for_each_item() -> None:
    """It holds no words of the documents: numbers, and names that are known."""
    assert INVENTORY.read_text("ascii").splitlines()[0] == "id,document,start,end,expected"
    assert len({item.id for item in ITEMS}) == len(ITEMS) == 283
    known = {str(node) for node in standard_ontology().graph.subjects(term("schema:sha256"))}
    assert {f"{PROJECT}source/{document}" for document in DOCUMENTS} == known
    assert all(0 <= item.start < item.end and item.id[0] == "S" for item in ITEMS)
    assert {kind for item in ITEMS for kind in item.expected} == set(KINDS)


def test_every_kind_is_a_class_that_the_ontology_defines_or_borrows() -> None:
    classes = {str(node) for node in standard_ontology().graph.subjects(TYPE, term("owl:Class"))}
    for curie in KINDS.values():
        assert str(term(curie)) in classes or not curie.startswith("bkg:")


@pytest.mark.parametrize(
    ("said", "is_covered"),
    [
        ("a bkg:Change ; bkg:quotedFrom <10-20>", True),
        ("a bkg:RiskClaim ; bkg:paraphrasedFrom <9-21>", True),
        ("a foaf:Person ; bkg:quotedFrom <0-600>", True),
        ("a bkg:Change ; bkg:quotedFrom <0-601>", False),
        ("a bkg:Change ; bkg:quotedFrom <11-20>, <10-19>", False),
        ("a bkg:Change ; prov:wasDerivedFrom <10-20>", False),
        ("a bkg:Term ; bkg:quotedFrom <10-20>", False),
    ],
)
def test_a_passage_around_the_item_of_one_of_its_kinds_covers_it(
    said: str, is_covered: bool
) -> None:
    text = "".join(f"@prefix {name}: <{space}> .\n" for name, space in PREFIXES.items())
    text += f"@base <urn:x:> . bkg:RiskClaim rdfs:subClassOf bkg:Claim . <thing> {said} .\n"
    for place in ("10-20", "9-21", "0-600", "0-601", "11-20", "10-19"):
        start, end = place.split("-")
        text += f"<{place}> oa:hasSource source:letter ; oa:hasSelector [ oa:exact 'words' ],"
        text += f" [ oa:start {start} ; oa:end {end} ] .\n"
    graph = graph_from_quads(ox.parse(text.encode(), format=ox.RdfFormat.TURTLE))
    found = passages(graph)
    item = Item("S", "letter", 10, 20, frozenset({"change", "claim", "agent"}))
    assert any(one.covers(item) for one in found) is is_covered
    assert not any(one.covers(item._replace(document="another")) for one in found)

"""Which places of the documents the ontology must speak of, and which of them it does.

``inventory.csv`` names places of the documents that say something about backbones: a character
range each, and what kind of thing the ontology is to make of it. A place is covered when its range
lies inside a passage that something of such a kind was quoted or derived from.
"""

from __future__ import annotations

import csv
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from rdflib import Graph, URIRef
from rdflib.term import Node

from backbone_kg.graph.namespaces import PROJECT
from backbone_kg.graph.terms import SUBCLASS, TYPE, term

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

ALSO_AGENTS = ("foaf:Agent", "foaf:Person", "foaf:Organization")
"""Classes of another vocabulary that mean an agent without our files saying so."""

WIDEST = 600
"""A passage of more characters than this points to nothing in particular, and covers nothing."""

SOURCE = f"{PROJECT}source/"


@dataclass(frozen=True, slots=True)
class Item:
    """A place of a document, and the kinds of thing any one of which must speak of it."""

    id: str
    document: str
    start: int
    end: int
    expected: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Pointed:
    """A passage, with something that was quoted or derived from it."""

    document: str
    start: int
    end: int
    subject: URIRef
    kinds: frozenset[str]

    def holds(self, item: Item) -> bool:
        """Tell whether the item's range lies inside the passage."""
        return self.document == item.document and self.start <= item.start <= item.end <= self.end


@dataclass(frozen=True, slots=True)
class Coverage:
    """What became of an item: covered, or why it is not."""

    item: Item
    covered: bool
    why: str = ""


def items() -> tuple[Item, ...]:
    """Return all items, in the order of the file."""
    with (Path(__file__).parent / "inventory.csv").open(encoding="utf-8", newline="") as file:
        return tuple(
            Item(
                row["id"],
                row["document"],
                int(row["start"]),
                int(row["end"]),
                tuple(row["expected"].split("|")),
            )
            for row in csv.DictReader(file)
        )


def pointed(graph: Graph) -> tuple[Pointed, ...]:
    """Return every passage that something points to, once for each such thing."""
    kinds_of = _kinds_by_class(graph)
    found = []
    for predicate in ("bkg:quotedFrom", "bkg:paraphrasedFrom"):
        for subject, passage in graph.subject_objects(term(predicate)):
            source = graph.value(passage, term("oa:hasSource"))
            kinds = {kind for of in graph.objects(subject, TYPE) for kind in kinds_of.get(of, ())}
            for selector in graph.objects(passage, term("oa:hasSelector")):
                start = graph.value(selector, term("oa:start"))
                end = graph.value(selector, term("oa:end"))
                if start is not None and end is not None:
                    found.append(
                        Pointed(
                            str(source).removeprefix(SOURCE),
                            int(str(start)),
                            int(str(end)),
                            URIRef(str(subject)),
                            frozenset(kinds),
                        )
                    )
    return tuple(found)


def _kinds_by_class(graph: Graph) -> dict[Node, set[str]]:
    result: dict[Node, set[str]] = {}
    for kind, curie in KINDS.items():
        for of in graph.transitive_subjects(SUBCLASS, term(curie)):
            if of is not None:
                result.setdefault(of, set()).add(kind)
    for curie in ALSO_AGENTS:
        result.setdefault(term(curie), set()).add("agent")
    return result


def coverage(graph: Graph) -> tuple[Coverage, ...]:
    """Return for each item whether the ontology speaks of it, and as the right kind of thing."""
    passages = pointed(graph)
    return tuple(_covered(item, passages) for item in items())


def _covered(item: Item, passages: Sequence[Pointed]) -> Coverage:
    around = [passage for passage in passages if passage.holds(item)]
    right = [passage for passage in around if passage.kinds & set(item.expected)]
    if any(passage.end - passage.start <= WIDEST for passage in right):
        return Coverage(item, covered=True)
    if right:
        return Coverage(item, covered=False, why=f"only in a passage of over {WIDEST} characters")
    if around:
        names = sorted({_name(passage) for passage in around})
        return Coverage(item, covered=False, why=f"of another kind: {', '.join(names)}")
    touched = [
        passage
        for passage in passages
        if passage.document == item.document
        and passage.start < item.end
        and item.start < passage.end
    ]
    if touched:
        ranges = sorted({f"{passage.start}-{passage.end}" for passage in touched})
        return Coverage(item, covered=False, why=f"only in part: {', '.join(ranges)}")
    return Coverage(item, covered=False, why="no passage")


def _name(passage: Pointed) -> str:
    name = str(passage.subject).removeprefix(PROJECT)
    return f"{name} ({'|'.join(sorted(passage.kinds)) or 'no kind'})"


def told(results: Sequence[Coverage]) -> str:
    """Return how many items are covered, and why each of the others is not."""
    missing = [one for one in results if not one.covered]
    lines = [f"{len(results) - len(missing)} of {len(results)} places are covered; not these:"]
    for one in missing:
        place = f"{one.item.document}:{one.item.start}-{one.item.end}"
        lines.append(f"{one.item.id}  {place}  {'|'.join(one.item.expected)}  {one.why}")
    return "\n".join(lines)

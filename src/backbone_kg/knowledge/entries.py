"""Finding things of the knowledge base by any of their names, with all that is known of each."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import ClassVar, Final

from rdflib import BNode, Literal, URIRef
from rdflib.term import Node

from backbone_kg.base.partial_dates import in_words
from backbone_kg.graph.namespaces import local_name
from backbone_kg.graph.order import by_position
from backbone_kg.graph.rdflib_terms import IN_SCHEME, TYPE, term
from backbone_kg.knowledge.claims import POSITION, Claim, claim_kinds
from backbone_kg.knowledge.concepts import Concept, OfConcept, Suitability
from backbone_kg.knowledge.graph_reader import Reader
from backbone_kg.knowledge.history import Change, change
from backbone_kg.knowledge.knowledge_graph import KnowledgeGraph
from backbone_kg.knowledge.matches import Match, listed, matches_of, short_name
from backbone_kg.knowledge.name_index import KINDS, OTHER_KINDS
from backbone_kg.knowledge.record import Table

_FACTS: Final = {
    "dcterms:creator": "By",
    "dcterms:publisher": "Published by",
    "dcterms:issued": "Date",
    "dcterms:bibliographicCitation": "Cite as",
    "dcterms:references": "Cites",
    "dcterms:isPartOf": "Part of",
    "org:subOrganizationOf": "Part of",
    "schema:funder": "Funded by",
    "prov:wasAssociatedWith": "Carried out by",
    "prov:used": "Draws on",
    "dcterms:spatial": "Where",
    "schema:areaServed": "Where",
    "skos:notation": "Code",
    "rdfs:seeAlso": "See",
    "skos:note": "Note",
    "foaf:member": "Members",
    "prov:actedOnBehalfOf": "On behalf of",
    "prov:wasDerivedFrom": "Compiled from",
    "bkg:heldBy": "Held by",
    "bkg:modality": "How it is put",
    "bkg:kindOfEvidence": "Kind of evidence",
    "bkg:holdsWhere": "Holds where",
    "bkg:reason": "Why",
    "bkg:knownFrom": "Known from",
}
_FACTS_OF_OTHERS: Final = {
    "dcterms:references": "Cited by",
    "dcterms:publisher": "Published",
    "dcterms:creator": "Wrote",
    "bkg:answers": "Answers",
}
_READ_AS: Final = {"Speaks for": "supports", "Speaks against": "disputes"}
_READ_SO: Final = {"Supported by": "supports", "Disputed by": "disputes"}


@dataclass(frozen=True, slots=True, repr=False)
class Entry(OfConcept):
    """A thing, with all that is known of it.

    Parameters
    ----------
    concept
        Its name, its meaning and the words it comes from.
    kind
        What it is, such as ``capacity``.
    home
        The framework or list that it belongs to, by name; "" if none.
    short
        Its short name, unmistakable: ``fsg-2012-07:build-public-will``.
    broader, narrower
        What it is a part or a case of, and its own parts and cases.
    suggested
        Who suggests which kind of organization to hold it.
    claim
        The claim itself, if it is one.
    claims
        What is claimed of it.
    changes
        What became of it, or what it came from, between editions.
    links
        How it compares with things of other lists.
    facts
        What else there is to know, each with a heading.
    says, holds
        What it claims, if it is somebody, and the positions that it takes.
    """

    concept: Concept
    kind: str
    home: str
    short: str
    broader: tuple[Concept, ...] = ()
    narrower: tuple[Concept, ...] = ()
    suggested: tuple[Suitability, ...] = ()
    claim: Claim | None = None
    claims: tuple[Claim, ...] = ()
    changes: tuple[Change, ...] = ()
    links: tuple[Match, ...] = ()
    facts: tuple[tuple[str, str], ...] = ()
    says: tuple[Claim, ...] = ()
    holds: tuple[Claim, ...] = ()

    computed_fields: ClassVar = ("label",)
    headings: ClassVar = ("Name", "What it is", "Of which list", "What it means", "Short name")
    plural: ClassVar = "things"

    def called(self) -> str:
        """Return its short name, which is its own."""
        return self.short

    def in_brief(self) -> str:
        """Return its short name and what it is."""
        return f"{self.short}: {self.kind}"

    def cells(self) -> tuple[str, ...]:
        """Return what it is and means."""
        return self.label, self.kind, self.home, self.definition, self.short

    def table(self) -> Table:
        """Return what a notebook shows of it."""
        rows = [("", self.definition), *self.facts]
        rows += [("Where", passage.where) for passage in self.concept.passages]
        rows += [("Part of", one.label) for one in self.broader]
        rows += [("Takes in", one.label) for one in self.narrower]
        rows += [
            ("Could be held by", f"{one.named.label} ({one.passage.where})")
            for one in self.suggested
        ]
        rows += [(one.kind, one.statement or one.label) for one in self.claims]
        rows += [(one.how, f"{one.other.label} ({one.home}) {one.comment}") for one in self.links]
        rows += [("Holds", one.statement or one.label) for one in self.holds]
        rows += [(f"Says ({one.kind})", one.statement or one.label) for one in self.says]
        home = f", {self.home}" if self.home else ""
        return Table(["What", "In words"], rows, f"{self.label}\n{self.kind}{home}")


def entry(knowledge: KnowledgeGraph, node: URIRef) -> Entry:
    """Return a thing with all that is known of it."""
    named = str(node)
    reader, graph = knowledge.reader, knowledge.graph
    claims = {claim.iri: claim for claim in knowledge.all_claims}
    made = [one for one in claims.values() if named in (who.iri for who in one.attributed_to)]
    positions = {one.iri: one for one in knowledge.answers}
    members = (
        ()
        if (node, TYPE, term("skos:ConceptScheme")) not in graph
        else tuple(reader.concepts(graph.subjects(IN_SCHEME, node)))
    )
    parts = reader.concepts(
        {
            *graph.objects(node, term("bkg:requiresCapacity")),
            *graph.subjects(term("skos:broader"), node),
            *graph.objects(node, term("skos:narrower")),
        }
    )
    changed = {
        *graph.subjects(term("bkg:result"), node),
        *graph.subjects(term("prov:entity"), node),
    }
    return Entry(
        concept=reader.concept(node),
        kind=kind_of(reader, node),
        home=reader.home(node),
        short=short_name(named),
        broader=reader.concepts(reader.broader(node)),
        narrower=parts or members,
        suggested=knowledge.suitability.get(named, ()),
        claim=claims.get(named) or positions.get(named),
        claims=tuple(
            claim
            for claim in claims.values()
            if named in (one.iri for one in claim.about)
            # Who could hold it is told by itself.
            and (
                claim.of != str(term("bkg:SuitabilityClaim")) or named not in knowledge.suitability
            )
        ),
        changes=tuple(change(reader, one) for one in by_position(graph, changed)),
        links=matches_of(knowledge, named),
        facts=(*_facts(reader, node), *_readings(named, claims, positions)),
        says=tuple(made),
        holds=tuple(
            one for one in positions.values() if named in (a.iri for a in one.attributed_to)
        ),
    )


def _readings(
    node: str, claims: Mapping[str, Claim], positions: Mapping[str, Claim]
) -> Iterator[tuple[str, str]]:
    """Return what a claim is read as speaking for and against, or which claims a position has."""
    for heading, side in _READ_AS.items():
        labels = [positions[one].label for one in getattr(claims.get(node), side, ())]
        if labels:
            yield heading, "; ".join(labels)
    for heading, side in _READ_SO.items():
        labels = [one.label for one in claims.values() if node in getattr(one, side)]
        if labels:
            yield heading, "; ".join(labels)


def kind_of(reader: Reader, node: Node) -> str:
    """Return what a thing is, in a word or two."""
    graph = reader.graph
    kinds = set(graph.objects(node, TYPE))
    named = {**claim_kinds(reader), POSITION: "position", **{term(kind): "" for kind in KINDS}}
    for kind, name in named.items():
        if kind in kinds:
            return name or reader.label(kind)
    for curie, name in OTHER_KINDS.items():
        if term(curie) in kinds:
            is_read = (node, term("schema:sha256"), None) in graph
            return "cited work" if name == "document" and not is_read else name
    own = sorted(local_name(str(kind)) for kind in kinds)
    if not own:
        return "thing"
    return {"Class": "kind of thing"}.get(own[0], "property" if "Property" in own[0] else own[0])


def _facts(reader: Reader, node: URIRef) -> tuple[tuple[str, str], ...]:
    graph = reader.graph
    found: list[tuple[str, str]] = []

    def told(values: list[Node]) -> str:
        texts = [
            in_words(str(v)) if isinstance(v, Literal) else listed(reader, str(v)).label
            for v in values
        ]
        return "; ".join(texts)

    for curie, heading in _FACTS.items():
        values = [v for v in graph.objects(node, term(curie)) if not isinstance(v, BNode)]
        if values:
            found.append((heading, told(values)))
    for curie, heading in _FACTS_OF_OTHERS.items():
        subjects = sorted(graph.subjects(term(curie), node), key=str)
        if subjects:
            found.append((heading, told(list(subjects))))
    return tuple(found)

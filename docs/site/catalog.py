"""What the pages ask of the knowledge base, put together once."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from docs.site.addresses import NAMED, page_of
from rdflib import URIRef
from rdflib.term import Node

from backbone_kg.graph.namespaces import PROJECT
from backbone_kg.graph.rdflib_terms import IN_SCHEME, ORGANIZATION_TYPES, TYPE, iri, term
from backbone_kg.knowledge.claims import Claim, same_kinds
from backbone_kg.knowledge.concepts import Concept, Framework, SourceDocument, SourcePassage
from backbone_kg.knowledge.crosswalk import Crosswalk
from backbone_kg.knowledge.entries import Entry, entry, kind_of
from backbone_kg.knowledge.graph_reader import PARAPHRASED, QUOTED
from backbone_kg.knowledge.history import History
from backbone_kg.knowledge.ontology import Ontology
from backbone_kg.knowledge.organization_kinds import OrganizationKind

SUITABILITY = str(term("bkg:SuitabilityClaim"))
TERMS = URIRef(f"{PROJECT}term")


class Thing(NamedTuple):
    """Anything with a name: what sort of thing it is and what it is called."""

    kind: str
    label: str
    iri: str


@dataclass(frozen=True, slots=True)
class KindList:
    """A source's own list of kinds of organization."""

    iri: str
    label: str
    definition: str
    kinds: tuple[Concept, ...]


@dataclass(frozen=True, slots=True)
class Group:
    """Things of one sort on the page of people, studies and places."""

    kind: str
    title: str
    things: tuple[Concept, ...]


class Catalog:
    """What the pages ask of the knowledge base.

    Parameters
    ----------
    ontology
        The knowledge base.
    """

    def __init__(self, ontology: Ontology) -> None:
        self.ontology = ontology
        self._reader = ontology.reader
        self.frameworks: dict[str, Framework] = {f.slug: f for f in ontology.frameworks()}
        self.claims: tuple[Claim, ...] = ontology.claims()
        works = sorted(iri(node) for node in self._of_class("schema:CreativeWork"))
        documents = [ontology.source(work) for work in works]
        self.read = tuple(one for one in documents if one.sha256)
        self.cited = tuple(one for one in documents if not one.sha256)
        self._entries: dict[str, Entry] = {}
        self._same = same_kinds(self._reader)
        self._kinds = {kind.iri: kind for kind in ontology.organization_types}
        self._roles = {
            role.iri for framework in self.frameworks.values() for _, role in framework.roles
        }
        self._resting = self._what_rests()
        self.crosswalks = self._crosswalks()

    def _of_class(self, *classes: str) -> list[Node]:
        graph = self.ontology.graph
        return [node for one in classes for node in graph.subjects(TYPE, term(one))]

    # --- frameworks --------------------------------------------------------------------------

    def _crosswalks(self) -> dict[tuple[str, str], Crosswalk]:
        """Compare each framework with each other one; pairs that nobody compared are left out."""
        found = {
            (one, other): self.ontology.crosswalk(one, other)
            for one in self.frameworks
            for other in self.frameworks
            if one != other
        }
        return {slugs: crosswalk for slugs, crosswalk in found.items() if crosswalk.rows}

    def histories(self) -> tuple[History, ...]:
        """Return the history of each framework that has more than one edition."""
        found: dict[tuple[str, ...], History] = {}
        for slug in self.frameworks:
            history = self.ontology.history(slug)
            if len(history.editions) > 1:
                found[tuple(edition.slug for edition in history.editions)] = history
        return tuple(found.values())

    def suits(self, role: str) -> tuple[tuple[Claim, tuple[Concept, ...]], ...]:
        """Return the claims on who could hold a role, each with the kinds that it names."""
        return tuple(
            (claim, tuple(one for one in claim.about if one.iri != role))
            for claim in sorted(self.claims, key=_in_text)
            if claim.of == SUITABILITY and role in (one.iri for one in claim.about)
        )

    def entry(self, node: str) -> Entry:
        """Return all that is known of a thing."""
        if node not in self._entries:
            self._entries[node] = entry(self.ontology, iri(node))
        return self._entries[node]

    # --- kinds of organization ---------------------------------------------------------------

    def merged(self, kind: str) -> tuple[Concept, ...]:
        """Return the kinds of the merged list that a source's own kind is the same as."""
        return tuple(self._kinds[one] for one in self._same.get(kind, ()))

    def could_hold(
        self, kind: OrganizationKind
    ) -> tuple[tuple[tuple[SourcePassage, ...], tuple[Concept, ...]], ...]:
        """Return the roles that a kind could hold, by the passages that say so."""
        found: dict[tuple[SourcePassage, ...], list[Concept]] = {}
        for claim in kind.could_hold:
            roles = [one for one in claim.about if one.iri in self._roles]
            found.setdefault(distinct(claim.passages), []).extend(roles)
        return tuple((passages, tuple(roles)) for passages, roles in found.items())

    def code_lists(self) -> tuple[KindList, ...]:
        """Return the outside lists that kinds of organization are compared with."""
        schemes = self._of_class("skos:ConceptScheme")
        return self._lists(n for n in schemes if str(n).startswith(f"{PROJECT}code-list/"))

    def lists_on(self, page: str) -> tuple[KindList, ...]:
        """Return the sources' own lists of kinds whose IRIs belong to a page."""
        graph = self.ontology.graph
        kinds = self._of_class("bkg:OrganizationType", "bkg:BackboneStructure")
        lists = {
            scheme
            for kind in kinds
            for scheme in graph.objects(kind, IN_SCHEME)
            if scheme != ORGANIZATION_TYPES and page_of(str(scheme)) == page
        }
        return self._lists(lists)

    def _lists(self, schemes: Iterable[Node]) -> tuple[KindList, ...]:
        graph = self.ontology.graph
        return tuple(
            KindList(
                iri=one.iri,
                label=one.label,
                definition=one.definition,
                kinds=self._reader.concepts(graph.subjects(IN_SCHEME, iri(one.iri))),
            )
            for one in self._reader.concepts(schemes)
        )

    # --- claims ------------------------------------------------------------------------------

    def claims_on(self, page: str) -> tuple[Claim, ...]:
        """Return the claims whose IRIs belong to a page, but those shown with the roles."""
        return tuple(
            claim for claim in self.claims if page_of(claim.iri) == page and claim.of != SUITABILITY
        )

    def claimed_by(self, agent: str) -> tuple[Claim, ...]:
        """Return what somebody claims, but who could hold which role."""
        return tuple(
            claim
            for claim in self.claims
            if claim.of != SUITABILITY and agent in (one.iri for one in claim.attributed_to)
        )

    def label(self, node: str) -> str:
        """Return what a thing is called."""
        return self._reader.label(node)

    # --- documents ---------------------------------------------------------------------------

    def passages(self, document: str) -> tuple[SourcePassage, ...]:
        """Return the passages of a document, in the order of its text."""
        graph = self.ontology.graph
        nodes = graph.subjects(term("oa:hasSource"), iri(document))
        found = (self._reader.passage(node) for node in nodes)
        return tuple(sorted(found, key=lambda one: (one.start, one.end, one.iri)))

    def _what_rests(self) -> dict[str, tuple[Thing, ...]]:
        graph = self.ontology.graph
        found: dict[Node, set[Node]] = {}
        for predicate in (QUOTED, PARAPHRASED):
            for node, passage in graph.subject_objects(predicate):
                found.setdefault(passage, set()).add(node)
        things = {node: self.thing(node) for nodes in found.values() for node in nodes}
        return {
            str(passage): tuple(sorted(things[node] for node in nodes))
            for passage, nodes in found.items()
        }

    def thing(self, node: Node) -> Thing:
        """Return a thing by its IRI."""
        return Thing(kind_of(self._reader, node), self._reader.label(node), str(node))

    def resting(self, passage: str) -> tuple[Thing, ...]:
        """Return everything that rests on a passage."""
        return self._resting.get(passage, ())

    def cites(self, document: str) -> tuple[SourceDocument, ...]:
        """Return the works that a document cites."""
        works = self._reader.objects(document, "dcterms:references")
        return _by_name(self.ontology.source(work) for work in works)

    def cited_by(self, work: str) -> tuple[SourceDocument, ...]:
        """Return the documents that cite a work."""
        documents = self.ontology.graph.subjects(term("dcterms:references"), iri(work))
        return _by_name(self.ontology.source(document) for document in set(documents))

    def made_by(self, agent: str, part: str) -> tuple[SourceDocument, ...]:
        """Return the works that somebody wrote or published.

        Parameters
        ----------
        agent
            Who.
        part
            ``dcterms:creator`` or ``dcterms:publisher``.
        """
        works = set(self.ontology.graph.subjects(term(part), iri(agent)))
        return _by_name(self.ontology.source(work) for work in works)

    def source_of(self, work: str) -> tuple[Thing, ...]:
        """Return what was first said in a work, as far as others report it."""
        nodes = set(self.ontology.graph.subjects(term("prov:hadPrimarySource"), iri(work)))
        return tuple(sorted(map(self.thing, nodes)))

    # --- terms, people, studies, places ------------------------------------------------------

    def terms(self) -> tuple[Concept, ...]:
        """Return the glossary, in the order of the alphabet."""
        terms = self._reader.concepts(self._reader.in_scheme(TERMS, term("bkg:Term")))
        return tuple(sorted(terms, key=lambda one: (one.label.casefold(), one.iri)))

    def groups(self) -> tuple[Group, ...]:
        """Return people and organizations, studies, programs and places, by name."""
        titles = ("People and organizations", "Studies", "Programs of work", "Communities")
        groups = []
        for kind, title in zip(NAMED, titles, strict=True):
            start = f"{PROJECT}{kind}/"
            nodes = {n for n in self.ontology.graph.subjects(TYPE) if str(n).startswith(start)}
            things = sorted(map(self._reader.concept, nodes), key=self._by_last_name)
            if things:
                groups.append(Group(kind, title, tuple(things)))
        return tuple(groups)

    def _by_last_name(self, one: Concept) -> tuple[str, str]:
        return (self._reader.agent(iri(one.iri)).short.casefold(), one.label)


def distinct(passages: Sequence[SourcePassage]) -> tuple[SourcePassage, ...]:
    """Return passages without those that stand in the same place, in words, as one before."""
    return tuple({passage.where: passage for passage in reversed(passages)}.values())[::-1]


def _in_text(claim: Claim) -> tuple[str, int, str]:
    first = claim.passages[0] if claim.passages else None
    return (str(first.document.iri), first.start, claim.iri) if first else ("", 0, claim.iri)


def _by_name(documents: Iterable[SourceDocument]) -> tuple[SourceDocument, ...]:
    return tuple(sorted(documents, key=lambda one: (one.short, one.iri)))

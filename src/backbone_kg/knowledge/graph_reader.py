"""A graph read as documents, passages, concepts and frameworks."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import cached_property
from typing import Any

from rdflib import Graph, URIRef
from rdflib.term import Node

from backbone_kg.graph.order import by_position
from backbone_kg.graph.rdflib_terms import (
    ALT_LABEL,
    CAPACITY,
    DEFINITION,
    FRAMEWORK,
    FUNCTION,
    IN_SCHEME,
    LABEL,
    ORGANIZATION_TYPE,
    ORGANIZATION_TYPES,
    PREF_LABEL,
    SUBCLASS,
    TYPE,
    iri,
    node_of,
    term,
)
from backbone_kg.knowledge.concepts import (
    Activity,
    Agent,
    Concept,
    Framework,
    Function,
    SourceDocument,
    SourcePassage,
)
from backbone_kg.knowledge.known_names import Names

ACTIVITY = term("bkg:Activity")
QUALITY, CONDITION = term("bkg:Quality"), term("bkg:Condition")
PRINCIPLE, STAGE = term("bkg:Principle"), term("bkg:Stage")
QUOTED = term("bkg:quotedFrom")
PARAPHRASED = term("bkg:paraphrasedFrom")
_BROADER, _NARROWER = term("skos:broader"), term("skos:narrower")
_NAMES = (PREF_LABEL, LABEL, term("dcterms:title"), term("foaf:name"), term("bkg:locator"))
_MEANINGS = (DEFINITION, term("bkg:statement"), term("dcterms:description"))


class Reader:
    """Reads what a graph says of things.

    Parameters
    ----------
    graph
        What is asked.
    passages
        Returns the passages of a thing; by default this reader's own :meth:`passages`. A reader of
        a part of the files is given that of all.
    """

    def __init__(
        self,
        graph: Graph,
        passages: Callable[[str], tuple[SourcePassage, ...]] | None = None,
    ) -> None:
        self.graph = graph
        self._find_passages = passages or self.passages
        self._documents: dict[Node, SourceDocument] = {}
        self._passages: dict[Node, tuple[SourcePassage, ...]] = {}

    def __deepcopy__(self, memo: dict[int, Any]) -> Reader:
        """Return itself: what is read does not change, and copies of concepts may share it."""
        return self

    # --- values ------------------------------------------------------------------------------

    def text(self, subject: Node | str, predicate: str) -> str:
        """Return the value of a property as text, or ""."""
        value = self.graph.value(node_of(subject), term(predicate))
        return "" if value is None else str(value)

    def objects(self, subject: Node | str, predicate: str) -> list[URIRef]:
        """Return the things that a property points to, sorted."""
        return sorted(iri(node) for node in self.graph.objects(node_of(subject), term(predicate)))

    def number(self, subject: Node | str, predicate: str) -> int | None:
        """Return the value of a property as a whole number; None if it is none."""
        written = self.text(subject, predicate)
        return int(written) if written.isascii() and written.isdigit() else None

    def label(self, node: Node | str) -> str:
        """Return what a thing is called, or its IRI."""
        node = node_of(node)
        values = (self.graph.value(node, predicate) for predicate in _NAMES)
        return next((str(value) for value in values if value is not None), str(node))

    def home(self, node: Node | str) -> str:
        """Return the name of the framework or list that a thing is in, or ""."""
        schemes = self.objects(node, "skos:inScheme")
        return self.label(schemes[0]) if schemes else ""

    # --- documents and passages --------------------------------------------------------------

    def agent(self, node: Node) -> Agent:
        """Return somebody who says or publishes something."""
        return Agent(str(node), self.label(node), (node, TYPE, term("foaf:Person")) in self.graph)

    def agents(
        self, node: Node | str, predicate: str = "prov:wasAttributedTo"
    ) -> tuple[Agent, ...]:
        """Return those whom a property points to, in the order of the file."""
        return tuple(self.agent(one) for one in self.graph.objects(node_of(node), term(predicate)))

    def document(self, node: Node | str) -> SourceDocument:
        """Return a document or a cited work."""
        node = node_of(node)
        if node not in self._documents:
            citation = self.text(node, "dcterms:bibliographicCitation")
            self._documents[node] = SourceDocument(
                iri=str(node),
                title=self.text(node, "dcterms:title") or self.label(node),
                citation=citation,
                sha256=self.text(node, "schema:sha256"),
                issued=self.text(node, "dcterms:issued"),
                creators=_as_cited(self.agents(node, "dcterms:creator"), citation),
                publishers=self.agents(node, "dcterms:publisher"),
            )
        return self._documents[node]

    def primary_sources(self, node: Node | str) -> tuple[SourceDocument, ...]:
        """Return the works that a thing is reported from, unless they are what was read."""
        read = self.objects(node, "dcterms:source")
        works = self.objects(node, "prov:hadPrimarySource")
        return tuple(self.document(work) for work in works if work not in read)

    def passages(self, node: Node | str) -> tuple[SourcePassage, ...]:
        """Return the passages that a thing is quoted or derived from, in the order of the text."""
        node = node_of(node)
        if node not in self._passages:
            found = {
                self.passage(passage)
                for predicate in (QUOTED, PARAPHRASED)
                for passage in self.graph.objects(node, predicate)
            }
            self._passages[node] = tuple(
                sorted(found, key=lambda p: (str(p.document.iri), p.start, p.end))
            )
        return self._passages[node]

    def passage(self, node: Node) -> SourcePassage:
        """Return a passage; what it does not say is empty, for the ontology's check to find."""
        start = end = 0
        quote = ""
        for selector in self.graph.objects(node, term("oa:hasSelector")):
            if (selector, TYPE, term("oa:TextPositionSelector")) in self.graph:
                start = self.number(selector, "oa:start") or 0
                end = self.number(selector, "oa:end") or 0
            else:
                quote = self.text(selector, "oa:exact")
        source = self.graph.value(node, term("oa:hasSource"))
        return SourcePassage(
            iri=str(node),
            document=SourceDocument("", "", "") if source is None else self.document(source),
            locator=self.text(node, "bkg:locator"),
            start=start,
            end=end,
            quote=quote,
        )

    # --- concepts and frameworks -------------------------------------------------------------

    def concept(self, node: Node | str) -> Concept:
        """Return a thing with a name and a meaning."""
        node = node_of(node)
        meanings = (self.graph.value(node, predicate) for predicate in _MEANINGS)
        return Concept(
            iri=str(node),
            label=self.label(node),
            definition=next((str(text) for text in meanings if text is not None), ""),
            aliases=tuple(sorted(str(label) for label in self.graph.objects(node, ALT_LABEL))),
            _find_passages=self._find_passages,
        )

    def concepts(self, nodes: Iterable[Node]) -> tuple[Concept, ...]:
        """Return things with a name and a meaning, by position in the source."""
        return tuple(self.concept(node) for node in by_position(self.graph, nodes))

    def in_scheme(self, scheme: Node, kind: URIRef) -> list[Node]:
        """Return the concepts of a class in a framework or list, by position."""
        nodes = self.graph.subjects(IN_SCHEME, scheme)
        return by_position(self.graph, (n for n in nodes if (n, TYPE, kind) in self.graph))

    def broader(self, node: Node | str) -> set[Node]:
        """Return what a concept is directly a part or a case of."""
        node = node_of(node)
        return {*self.graph.objects(node, _BROADER), *self.graph.subjects(_NARROWER, node)}

    @cached_property
    def frameworks(self) -> dict[str, Framework]:
        """All frameworks by short name, sorted."""
        found = [self._framework(node) for node in self.graph.subjects(TYPE, FRAMEWORK)]
        return {framework.slug: framework for framework in sorted(found, key=lambda f: f.slug)}

    def _framework(self, node: Node) -> Framework:
        activities = self.in_scheme(node, ACTIVITY)
        homes = {*activities, *self.in_scheme(node, FUNCTION)}
        functions = [
            Function(
                concept=self.concept(function),
                capacities=self.concepts(
                    self.graph.objects(function, term("bkg:requiresCapacity"))
                ),
                activities=self._activities(activities, function),
            )
            for function in self.in_scheme(node, FUNCTION)
        ]
        source = self.graph.value(node, term("dcterms:source"))
        return Framework(
            concept=self.concept(node),
            functions=tuple(functions),
            document=None if source is None else self.document(source),
            qualities=tuple(map(self.concept, self.in_scheme(node, QUALITY))),
            conditions=tuple(map(self.concept, self.in_scheme(node, CONDITION))),
            principles=tuple(map(self.concept, self.in_scheme(node, PRINCIPLE))),
            stages=tuple(map(self.concept, self.in_scheme(node, STAGE))),
            activities=tuple(
                Activity(self.concept(one), self._activities(activities, one))
                for one in activities
                if not self.broader(one) & homes
            ),
            activity_count=self.number(node, "bkg:activityCount"),
            issued=self.text(node, "dcterms:issued"),
            attributed_to=self.agents(node),
            primary_sources=self.primary_sources(node),
            replaces=tuple(
                str(one).rpartition("/")[2] for one in self.objects(node, "dcterms:replaces")
            ),
            note=self.text(node, "skos:note"),
        )

    def _activities(self, nodes: list[Node], above: Node) -> tuple[Activity, ...]:
        """Return the activities that stand under a function or activity, with their parts."""
        rest = [node for node in nodes if node != above]
        return tuple(
            Activity(self.concept(node), self._activities(rest, node))
            for node in rest
            if above in self.broader(node)
        )


def names_of(reader: Reader) -> Names:
    """Return what names in data files refer to."""
    graph, broader = reader.graph, term("skos:broader")
    kinds = reader.concepts(reader.in_scheme(ORGANIZATION_TYPES, ORGANIZATION_TYPE))
    classes = (FRAMEWORK, FUNCTION, CAPACITY, QUALITY, CONDITION, PRINCIPLE)
    triples: set[tuple[Node, Node, Node]]
    triples = {(node, TYPE, of) for of in classes for node in graph.subjects(TYPE, of)}
    triples |= {(iri(kind.iri), TYPE, ORGANIZATION_TYPE) for kind in kinds}
    triples |= {(narrow, SUBCLASS, wide) for narrow, wide in graph.subject_objects(SUBCLASS)}
    return Names(
        frameworks=reader.frameworks,
        organization_types=kinds,
        broader_types={
            kind.iri: tuple(map(str, graph.transitive_objects(iri(kind.iri), broader)))
            for kind in kinds
        },
        vocabulary=tuple(sorted((str(one), str(path), str(of)) for one, path, of in triples)),
    )


def _as_cited(authors: Iterable[Agent], citation: str) -> tuple[Agent, ...]:
    """Return authors in the order of the citation, which the graph does not keep."""

    def place(author: Agent) -> int:
        found = citation.find(author.short)
        return len(citation) if found < 0 else found

    return tuple(sorted(authors, key=place))

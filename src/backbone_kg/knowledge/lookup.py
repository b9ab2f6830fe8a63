"""Finding things of the knowledge base by any of their names, with all that is known of each."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar, Final

from rdflib import BNode, Graph, Literal, URIRef
from rdflib.term import Node

from backbone_kg.errors import UnknownNameError
from backbone_kg.knowledge.claims import Claim, claim_kinds
from backbone_kg.knowledge.concepts import Concept, Suitability, when
from backbone_kg.knowledge.history import Change, change
from backbone_kg.knowledge.links import Link, links, listed, short_name
from backbone_kg.knowledge.notebook import Told, html_table, html_title
from backbone_kg.knowledge.reader import Reader
from backbone_kg.names import key, nearest
from backbone_kg.namespaces import (
    ALT_LABEL,
    IN_SCHEME,
    LABEL,
    PREF_LABEL,
    PREFIXES,
    PROJECT,
    TYPE,
    iri,
    term,
)
from backbone_kg.order import by_position

if TYPE_CHECKING:
    from backbone_kg.knowledge.ontology import Ontology

_WORD = re.compile(r"[^\W_]+")
_NAMED_BY = (PREF_LABEL, ALT_LABEL, LABEL, term("dcterms:title"), term("foaf:name"))
_KINDS: Final = (
    "bkg:Framework",
    "bkg:Function",
    "bkg:Capacity",
    "bkg:Quality",
    "bkg:Activity",
    "bkg:OrganizationType",
    "bkg:BackboneStructure",
    "bkg:Term",
    "bkg:Question",
    "bkg:Position",
    "bkg:Claim",
    "bkg:Initiative",
    "bkg:Study",
    "bkg:Change",
)
"""In which order things of one name are told."""
_OTHER_KINDS: Final = {
    "schema:CreativeWork": "document",
    "skos:ConceptScheme": "list",
    "foaf:Person": "person",
    "foaf:Group": "group",
    "foaf:Organization": "organization",
    "schema:Place": "place",
    "skos:Concept": "entry of a list",
}
_FEW: Final = 5
_NOT_FOUND: Final = ("oa:SpecificResource", "oa:TextPositionSelector", "oa:TextQuoteSelector")
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
    "bkg:supports": "Speaks for",
    "bkg:disputes": "Speaks against",
}
_FACTS_OF_OTHERS: Final = {
    "dcterms:references": "Cited by",
    "dcterms:publisher": "Published",
    "dcterms:creator": "Wrote",
    "bkg:answers": "Answers",
    "bkg:supports": "Supported by",
    "bkg:disputes": "Disputed by",
}


@dataclass(frozen=True, slots=True)
class Entry(Told):
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
    links: tuple[Link, ...] = ()
    facts: tuple[tuple[str, str], ...] = ()

    also_told: ClassVar = ("label",)

    @property
    def label(self) -> str:
        """What it is called."""
        return self.concept.label

    @property
    def definition(self) -> str:
        """What it means, in our own words."""
        return self.concept.definition

    def _repr_html_(self) -> str:
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
        home = f", {self.home}" if self.home else ""
        return html_title(self.label, f"{self.kind}{home}") + html_table(["", ""], rows)


class Index:
    """What there is, by each of its names.

    Parameters
    ----------
    reader
        Over everything.
    """

    def __init__(self, reader: Reader) -> None:
        self._reader = reader
        self._by_name: dict[str, dict[URIRef, None]] = {}
        self._labels: set[str] = set()
        graph = reader.graph
        unnamed = {node for kind in _NOT_FOUND for node in graph.subjects(TYPE, term(kind))}
        for predicate in _NAMED_BY:
            for node, label in graph.subject_objects(predicate):
                if isinstance(node, URIRef) and node not in unnamed:
                    self._add(node, str(label), suggest=not node.startswith(PREFIXES["bkg"]))
        for node in {node for node in graph.subjects(TYPE) if node not in unnamed}:
            if isinstance(node, URIRef) and node.startswith(PROJECT):
                name = _last_part(node)
                self._add(node, name, suggest=not node.startswith(PREFIXES["bkg"]))
                self._add(node, name.replace("-", " "), suggest=False)

    def _add(self, node: URIRef, name: str, *, suggest: bool = True) -> None:
        self._by_name.setdefault(key(name), {})[node] = None
        if suggest:
            self._labels.add(name)

    def find(self, name: str) -> list[URIRef]:
        """Return what goes by a name.

        Raises
        ------
        UnknownNameError
            If nothing does; the message names a near one.
        """
        found = {*self._by_name.get(key(name), ()), *expanded(self._reader.graph, name)}
        if not found:
            near = self._near(name)
            raise UnknownNameError(
                f"Nothing here is called “{name}”."
                + (f" Did you mean {' or '.join(f'“{one}”' for one in near)}?" if near else "")
            )
        return sorted(found, key=lambda node: (_rank(self._reader.graph, node), node))

    def _near(self, name: str) -> list[str]:
        """Return the few names that have all words of this one, else a name that is like it."""
        words = set(_WORD.findall(key(name)))
        some = sorted(o for o in self._labels if words and words <= set(_WORD.findall(key(o))))
        near = nearest(name, self._labels)
        return some if 0 < len(some) <= _FEW else [near] if near else []


def _last_part(node: Node) -> str:
    return str(node).replace("#", "/").rpartition("/")[2]


def expanded(graph: Graph, name: str) -> set[URIRef]:
    """Return what an IRI or a prefixed name stands for, if the graph describes it.

    A prefix is one of the project's, the short name of a framework, or what the short name of a
    list or document begins with.
    """
    prefix, colon, local = name.strip().partition(":")
    if not colon:
        return set()
    candidates = {name.strip().strip("<>"), PREFIXES.get(prefix, PROJECT) + local}
    for kind in ("", "framework/", "source/", "code-list/"):
        candidates |= {f"{PROJECT}{kind}{prefix}{sign}{local}" for sign in "#/"}
    found = {URIRef(one) for one in candidates if " " not in one and "<" not in one}
    documents = f"{PROJECT}source/{prefix}-"
    found |= {
        iri(node)
        for node in graph.subjects(TYPE)
        if str(node).startswith(documents) and str(node).endswith(f"#{local}")
    }
    return {node for node in found if (node, None, None) in graph}


def _rank(graph: Graph, node: Node) -> int:
    kinds = set(graph.objects(node, TYPE))
    for place, kind in enumerate((*_KINDS, *_OTHER_KINDS)):
        if term(kind) in kinds:
            return place
    return len(_KINDS) + len(_OTHER_KINDS)


def entry(ontology: Ontology, node: URIRef) -> Entry:
    """Return a thing with all that is known of it."""
    reader, graph = ontology.reader, ontology.graph
    claims = {claim.iri: claim for claim in ontology.claims()}
    schemes = reader.objects(node, "skos:inScheme")
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
        home=reader.label(schemes[0]) if schemes else "",
        short=short_name(node),
        broader=reader.concepts(reader.broader(node)),
        narrower=parts or members,
        suggested=ontology.suitability.get(node, ()),
        claim=claims.get(node),
        claims=tuple(
            claim
            for claim in claims.values()
            if node in (one.iri for one in claim.about)
            # Who could hold it is told by itself.
            and (claim.of != term("bkg:SuitabilityClaim") or node not in ontology.suitability)
        ),
        changes=tuple(change(reader, one) for one in by_position(graph, changed)),
        links=links(ontology, node),
        facts=_facts(reader, node),
    )


def kind_of(reader: Reader, node: Node) -> str:
    """Return what a thing is, in a word or two."""
    graph = reader.graph
    kinds = set(graph.objects(node, TYPE))
    named = {**claim_kinds(reader), **{term(kind): "" for kind in _KINDS}}
    for kind, name in named.items():
        if kind in kinds:
            return name or reader.label(kind)
    for curie, name in _OTHER_KINDS.items():
        if term(curie) in kinds:
            is_read = (node, term("schema:sha256"), None) in graph
            return "cited work" if name == "document" and not is_read else name
    own = sorted(_last_part(kind) for kind in kinds)
    if not own:
        return "thing"
    return {"Class": "kind of thing"}.get(own[0], "property" if "Property" in own[0] else own[0])


def _facts(reader: Reader, node: URIRef) -> tuple[tuple[str, str], ...]:
    graph = reader.graph
    found: list[tuple[str, str]] = []

    def told(values: list[Node]) -> str:
        texts = [
            when(str(v)) if isinstance(v, Literal) else listed(reader, iri(v)).label for v in values
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

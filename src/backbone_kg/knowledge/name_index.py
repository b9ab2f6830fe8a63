"""What there is, by each of its names; and what may have been meant by a name of nothing."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Final

from rdflib import Graph, URIRef
from rdflib.term import Node

from backbone_kg.base.errors import UnknownNameError
from backbone_kg.base.likely_names import FEW, meant, near_names
from backbone_kg.base.names import key, quoted, typed
from backbone_kg.graph.namespaces import CURIES, PREFIXES, PROJECT, local_name
from backbone_kg.graph.rdflib_terms import ALT_LABEL, LABEL, PREF_LABEL, TYPE, iri, term
from backbone_kg.knowledge.concepts import SourceDocument
from backbone_kg.knowledge.graph_reader import Reader

_WORD = re.compile(r"[^\W_]+")
_NAMED_BY = (PREF_LABEL, ALT_LABEL, LABEL, term("dcterms:title"), term("foaf:name"))
_IN_FRAMEWORKS: Final = (
    "bkg:Framework",
    "bkg:Function",
    "bkg:Capacity",
    "bkg:Quality",
    "bkg:Condition",
    "bkg:Principle",
    "bkg:Stage",
    "bkg:Activity",
    "bkg:OrganizationType",
)
"""What people type the short names of."""
KINDS: Final = (
    *_IN_FRAMEWORKS,
    "bkg:BackboneStructure",
    "bkg:Term",
    "bkg:Question",
    "bkg:ContestedPosition",
    "bkg:Claim",
    "bkg:Initiative",
    "bkg:Study",
    "bkg:Change",
)
"""In which order things of one name are told."""
OTHER_KINDS: Final = {
    "schema:CreativeWork": "document",
    "skos:ConceptScheme": "list",
    "foaf:Person": "person",
    "foaf:Group": "group",
    "foaf:Organization": "organization",
    "schema:Place": "place",
    "skos:Concept": "entry of a list",
}
_NOT_FOUND: Final = (
    "oa:SpecificResource",
    "oa:TextPositionSelector",
    "oa:TextQuoteSelector",
    "owl:Axiom",
)
"""What stands for a passage or a mapping, and has no name of its own."""


class NameIndex:
    """What there is, by each of its names.

    Parameters
    ----------
    reader
        Over everything.
    """

    def __init__(self, reader: Reader) -> None:
        self._reader = reader
        self._by_name: dict[str, dict[URIRef, None]] = {}
        self._hints: dict[str, set[URIRef]] = {}
        graph = reader.graph
        unnamed = {node for kind in _NOT_FOUND for node in graph.subjects(TYPE, term(kind))}
        for predicate in _NAMED_BY:
            for node, label in graph.subject_objects(predicate):
                if isinstance(node, URIRef) and node not in unnamed:
                    self._add(node, str(label), hint=not node.startswith(PREFIXES["bkg"]))
        for work in graph.subjects(TYPE, term("schema:CreativeWork")):
            for name in _cited_as(reader.document(work)):
                self._add(iri(work), name)
        told = {node for kind in _IN_FRAMEWORKS for node in graph.subjects(TYPE, term(kind))}
        for node in {node for node in graph.subjects(TYPE) if node not in unnamed}:
            if isinstance(node, URIRef) and node.startswith(PROJECT):
                name = local_name(node)
                self._add(node, name, hint=node in told)
                self._add(node, name.replace("-", " "))

    def _add(self, node: URIRef, name: str, *, hint: bool = False) -> None:
        self._by_name.setdefault(key(name), {})[node] = None
        if hint:
            self._hints.setdefault(name, set()).add(node)

    def find(self, name: str) -> list[URIRef]:
        """Return what goes by a name.

        Raises
        ------
        UnknownNameError
            If nothing does; the message names near ones.
        """
        name = typed(name, "Build trust")
        found = {*self._by_name.get(key(name), ()), *expanded(self._reader.graph, name)}
        if not found:
            near = meant(self._near(name))
            raise UnknownNameError(f"Nothing here is called {quoted(name)}.{near}")
        return sorted(found, key=lambda node: (_rank(self._reader.graph, node), node))

    def _near(self, name: str) -> list[str]:
        """Return the few names that have all words of this one, else a name that is like it."""
        words = set(_WORD.findall(key(name)))
        some = sorted(o for o in self._hints if words and words <= set(_WORD.findall(key(o))))
        some = self._once(some)
        return some if 0 < len(some) <= FEW else self._once(near_names(name, self._hints))

    def _once(self, names: Iterable[str]) -> list[str]:
        """Return names without those that lead to nothing new, each thing by its own name first."""
        own = self._reader.label
        seen: set[URIRef] = set()
        found = []
        for name in sorted(names, key=lambda one: own(min(self._hints[one])) != one):
            if not self._hints[name] <= seen:
                found.append(name)
                seen |= self._hints[name]
        return sorted(found)


def _cited_as(work: SourceDocument) -> Iterator[str]:
    """Return what a document is called for short: as it is cited, and the title before a colon."""
    yield work.short
    main, colon, _ = work.title.partition(":")
    if colon:
        yield main


def expanded(graph: Graph, name: str) -> set[URIRef]:
    """Return what an IRI or a prefixed name stands for, if the graph describes it.

    A prefix is one of the project's, the short name of a framework, or what the short name of a
    list or document begins with.
    """
    prefix, colon, local = name.strip().partition(":")
    if not colon:
        return set()
    candidates = {name.strip().strip("<>"), CURIES.expand(name.strip()) or PROJECT + local}
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
    for place, kind in enumerate((*KINDS, *OTHER_KINDS)):
        if term(kind) in kinds:
            return place
    return len(KINDS) + len(OTHER_KINDS)

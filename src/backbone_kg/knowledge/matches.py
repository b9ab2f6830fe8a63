"""How things of one list compare with those of another, whichever way that was written."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from backbone_kg.graph.namespaces import CURIES, PROJECT
from backbone_kg.graph.rdflib_terms import iri
from backbone_kg.knowledge.concepts import Concept
from backbone_kg.knowledge.graph_reader import Reader
from backbone_kg.knowledge.knowledge_graph import KnowledgeGraph
from backbone_kg.knowledge.mapping_relations import HOW, ORDER, How, inverse
from backbone_kg.knowledge.record import Record


@dataclass(frozen=True, slots=True, repr=False)
class Match(Record):
    """How a thing compares with one of another list.

    Parameters
    ----------
    how
        How it compares with the other, read from here: ``part of the broader`` other. What was
        looked for and is not there is ``no counterpart``.
    other
        The other; for ``no counterpart`` the list that it was looked for in.
    home
        The framework or list of the other.
    comment
        Why.
    """

    how: How
    other: Concept
    home: str
    comment: str = ""

    headings: ClassVar = ("How", "With what", "Of which list", "Why")
    plural: ClassVar = "comparisons"

    def called(self) -> str:
        """Return what it says."""
        return f"{self.how} {self.other.label}"

    def cells(self) -> tuple[str, ...]:
        """Return what it says, and why."""
        return self.how, self.other.label, self.home, self.comment


def matches_of(knowledge: KnowledgeGraph, node: str) -> tuple[Match, ...]:
    """Return how a thing compares with those of other lists, whichever way that was written."""
    reader, graph = knowledge.reader, knowledge.graph
    comments = {(one.subject, one.object): one.comment for one in knowledge.mappings}
    found: dict[str, Match] = {}
    for predicate, how in HOW.items():
        others = [(how, str(one)) for one in graph.objects(iri(node), iri(predicate))]
        others += [(inverse(how), str(one)) for one in graph.subjects(iri(predicate), iri(node))]
        for seen, other in others:
            comment = comments.get((node, other)) or comments.get((other, node)) or ""
            match = Match(seen, listed(reader, other), reader.home(other), comment)
            found.setdefault(other, match)
    for one in knowledge.mappings:
        if node in (one.subject, one.object) and None in (one.subject, one.object):
            where = one.object_source if one.object is None else one.subject_source
            home = listed(reader, where)
            found.setdefault(where, Match("no counterpart", home, home.label, one.comment))
    return tuple(
        sorted(
            found.values(), key=lambda link: (ORDER.index(link.how), link.home, link.other.label)
        )
    )


def listed(reader: Reader, node: str) -> Concept:
    """Return a thing of another list, which may be known by its IRI alone."""
    if (iri(node), None, None) in reader.graph:
        return reader.concept(node)
    return Concept(node, short_name(node))


def short_name(node: str) -> str:
    """Return the prefixed name of a thing, as :func:`expanded` takes it.

    Examples
    --------
    >>> short_name("https://w3id.org/backbone-kg/framework/fsg-2012-07#build-public-will")
    'fsg-2012-07:build-public-will'
    >>> short_name("https://w3id.org/backbone-kg/framework/fsg-2012-07")
    'fsg-2012-07'
    """
    space, sharp, local = node.partition("#")
    if sharp and space.startswith(f"{PROJECT}source/"):
        # The name of a document is long; what it begins with will do.
        return f"{space.rpartition('/')[2].partition('-')[0]}:{local}"
    short = CURIES.shorten(node)
    if short != str(node) or not node.startswith(PROJECT):
        return short
    kind, _, name = space.removeprefix(PROJECT).rpartition("/")
    if sharp:
        return f"{name}:{local}"
    return name if kind in ("framework", "") else f"{kind}:{name}"

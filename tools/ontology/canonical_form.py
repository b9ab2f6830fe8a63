"""The one form in which the ontology's Turtle files are written, so that a diff shows meaning.

The same for every file:

- one prefix a line, by name, only those that are used;
- the layout of :mod:`tools.ontology.layout`, and one way to write each term;
- a comment (such as the heading of a section) stays where it is, and nothing moves across it.

What is said of one subject in one section stands in one statement. Order inside a section:

- of statements: framework and other schemes, then functions each with its capacities and
  activities, then qualities, and so on by kind (:data:`KINDS`). Within a kind by position; claims
  and passages without one in the order of the text; all else by name. A thing that belongs to
  another one (a narrower concept, a selector, an answer to a question) follows it, and claims on a
  capacity stand in the order of the capacities;
- of predicates: :data:`PREDICATES`; others by name, before where it comes from;
- of objects: like statements.

Files that define the vocabulary (classes, properties) keep the author's order of statements, shapes
that of predicates and objects too: there the order itself tells something.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Any, TypeAlias

import pyoxigraph as ox
from tools.ontology.layout import flat, written
from tools.ontology.statements import File, Node, Properties, Section, Statement, objects, read

from backbone_kg.base.errors import BackboneError

KINDS = (
    ("owl:Ontology",),
    ("skos:ConceptScheme", "bkg:Framework"),
    ("prov:Entity", "schema:CreativeWork"),
    ("bkg:Study", "bkg:Initiative"),
    ("bkg:Function", "bkg:Capacity"),
    ("bkg:Quality",),
    ("bkg:Condition",),
    ("bkg:Principle",),
    ("bkg:Stage",),
    ("bkg:Activity",),
    ("bkg:OrganizationType", "bkg:BackboneStructure"),
    ("bkg:Term", "skos:Concept"),
    ("bkg:Question",),
    ("bkg:Change",),
    ("bkg:Step",),
)
"""Kinds of things in the order in which a section has them; all others come after, together."""

PREDICATES = (
    "a",
    "rdfs:subClassOf",
    "rdfs:subPropertyOf",
    "owl:versionIRI",
    "owl:versionInfo",
    "skos:notation",
    "skos:prefLabel",
    "rdfs:label",
    "foaf:name",
    "dcterms:title",
    "skos:altLabel",
    "skos:definition",
    "dcterms:description",
    "bkg:statement",
    "bkg:heldBy",
    "bkg:modality",
    "bkg:kindOfEvidence",
    "bkg:oneSide",
    "bkg:otherSide",
    "skos:note",
    "skos:inScheme",
    "skos:topConceptOf",
    "skos:broader",
    "bkg:position",
    "bkg:activityCount",
    "bkg:requiresCapacity",
    "skos:hasTopConcept",
    "bkg:answers",
    "bkg:suggestsType",
    "bkg:aboutCapacity",
    "bkg:aboutBody",
    "bkg:about",
    "bkg:holdsWhere",
    "bkg:ofClaim",
    "bkg:takesPosition",
    "bkg:supports",
    "bkg:disputes",
    "bkg:changeKind",
    "bkg:inEdition",
    "prov:entity",
    "bkg:result",
    "bkg:reason",
    "oa:hasSource",
    "bkg:locator",
    "oa:hasSelector",
    "oa:start",
    "oa:end",
    "oa:exact",
    "oa:prefix",
    "oa:suffix",
    "rdfs:domain",
    "rdfs:range",
)
LAST_PREDICATES = (
    "skos:exactMatch",
    "skos:closeMatch",
    "skos:broadMatch",
    "skos:narrowMatch",
    "skos:relatedMatch",
    "bkg:oppositeMatch",
    "rdfs:seeAlso",
    "dcterms:creator",
    "dcterms:publisher",
    "dcterms:issued",
    "dcterms:bibliographicCitation",
    "dcterms:license",
    "dcterms:source",
    "dcterms:references",
    "dcterms:replaces",
    "schema:sha256",
    "prov:wasRevisionOf",
    "prov:qualifiedRevision",
    "prov:wasAttributedTo",
    "bkg:reportedBy",
    "prov:hadPrimarySource",
    "prov:wasGeneratedBy",
    "bkg:quotedFrom",
    "bkg:paraphrasedFrom",
)
"""What a thing is comes first, where that is from comes last."""

_RANKS = {kind: rank for rank, kinds in enumerate(KINDS) for kind in kinds}
_FIRST = {predicate: rank for rank, predicate in enumerate(PREDICATES)}
_LAST = {predicate: rank for rank, predicate in enumerate(LAST_PREDICATES)}
_DEFINING = ("owl:Class", "owl:ObjectProperty", "owl:DatatypeProperty", "owl:AnnotationProperty")
_SHAPES = ("sh:NodeShape", "sh:PropertyShape")

_Key: TypeAlias = tuple[Any, ...]


def canonical(text: str) -> str:
    r"""Return the text of a Turtle file in canonical form.

    Parameters
    ----------
    text
        What stands in the file.

    Raises
    ------
    SyntaxError
        If it is not Turtle, or has a comment elsewhere than between statements; ``lineno`` tells
        where.
    BackboneError
        If the result would not say the same.

    Examples
    --------
    >>> print(canonical('@prefix x: <urn:x:> . x:b x:q "z" . x:a x:p 2,1; a x:C .'), end="")
    @prefix x: <urn:x:> .
    <BLANKLINE>
    x:a a x:C ; x:p 1, 2 .
    x:b x:q "z" .
    """
    text = text.removeprefix("\ufeff")
    header, prefixes, sections = read(text)
    statements = {said.subject: said.properties for one in sections for said in one.statements}
    kinds = {kind for properties in statements.values() for kind in objects(properties, "a")}
    key = _Order(statements).key
    if kinds.isdisjoint(_SHAPES):
        sections = [
            Section(heading, [Statement(one, _in_order(said, key)) for one, said in some])
            for heading, some in sections
        ]
    if kinds.isdisjoint((*_DEFINING, *_SHAPES)):
        for section in sections:
            section.statements.sort(key=lambda said: key(said.subject))
    result = written(File(header, prefixes, sections))
    if _triples(text) != _triples(result):
        raise BackboneError("It cannot be put into its one form without changing its meaning.")
    return result


def _triples(text: str) -> ox.Dataset:
    dataset = ox.Dataset(ox.parse(text, format=ox.RdfFormat.TURTLE))
    dataset.canonicalize(ox.CanonicalizationAlgorithm.UNSTABLE)
    return dataset


def _in_order(properties: Properties, key: Callable[[Node], _Key]) -> Properties:
    """Return properties in order, each object once."""

    def settled(node: Node) -> Node:
        if isinstance(node, dict):
            return _in_order(node, key)
        return [settled(item) for item in node] if isinstance(node, list) else node

    return {
        name: sorted(map(settled, properties[name]), key=key)
        for name in sorted(properties, key=_place)
    }


def _place(predicate: str) -> _Key:
    if predicate in _FIRST:
        return 0, _FIRST[predicate]
    if predicate in _LAST:
        return 2, _LAST[predicate]
    return 1, predicate


def natural(text: str) -> _Key:
    """Return a sort key in which numbers inside a text count as numbers.

    Examples
    --------
    >>> sorted(["passage-100-120", "passage-20-30"], key=natural)
    ['passage-20-30', 'passage-100-120']
    """
    parts = re.split(r"(\d+)", text.casefold())
    return (*((int(part), "") if part.isdigit() else (-1, part) for part in parts), (-2, text))


class _Order:
    """Where in a section each subject of a file belongs."""

    def __init__(self, statements: Mapping[str, Properties]) -> None:
        self._of = statements
        self._owner: dict[str, str] = {}
        for subject, said in statements.items():
            for owned in objects(said, "oa:hasSelector", "bkg:requiresCapacity"):
                self._owner.setdefault(owned, subject)
        for subject, said in statements.items():
            for owner in objects(said, "skos:broader", "bkg:answers")[:1]:
                self._owner.setdefault(subject, owner)
        self._keys: dict[str, _Key] = {}

    def key(self, node: Node) -> _Key:
        """Return the sort key of a subject or object."""
        if not isinstance(node, str):
            return (1, len(flat(node)), flat(node))
        if node not in self._of:
            return (0, (len(KINDS) + 1, *self._alone(node)))
        return (0, *self._path(node, ()))

    def _path(self, subject: str, below: tuple[str, ...]) -> _Key:
        owner = self._owner.get(subject)
        own = self._own(subject)
        if owner is None or owner not in self._of or owner in (*below, subject):
            return (own,)
        return (*self._path(owner, (*below, subject)), own)

    def _own(self, subject: str) -> _Key:
        if subject not in self._keys:
            said = self._of[subject]
            ranks = [_RANKS[kind] for kind in objects(said, "a") if kind in _RANKS]
            places = [int(text) for text in objects(said, "bkg:position") if text.isdigit()]
            # A range comes before the quotation in it.
            quotes = "oa:TextQuoteSelector" in objects(said, "a")
            self._keys[subject] = (
                min(ranks, default=len(KINDS)),
                (0, min(places)) if places else (1, int(quotes)),
                () if ranks else self._about(said),
                *self._alone(subject)[1:],
            )
        return self._keys[subject]

    def _about(self, claim: Properties) -> _Key:
        capacities = {
            each
            for each in objects(claim, "bkg:aboutCapacity")
            if "bkg:Capacity" in objects(self._of.get(each, {}), "a")
        }
        return min((self._path(each, ()) for each in capacities), default=())

    def _alone(self, node: str) -> _Key:
        passages = []
        said = self._of.get(node, {})
        if not _RANKS.keys() & {*objects(said, "a")}:
            passages = objects(said, "bkg:quotedFrom", "bkg:paraphrasedFrom")
        first = min(map(natural, passages)) if passages else ()
        return ((1, 0), first, natural(node))

"""The one form in which the ontology's Turtle files are written, so that a diff shows meaning.

The same for every file:

- one prefix a line, by name, only those that are used;
- the layout of :mod:`tools.ontology.layout`;
- the text of terms and comments is never touched. Comments right above a statement, predicate or
  object, or behind it, move with it. A comment with a blank line below it (such as the heading of a
  section) stays where it is, and nothing moves across it.

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
from collections import Counter
from collections.abc import Callable, Iterator
from typing import Any, TypeAlias

from tools.ontology.layout import flat, written
from tools.ontology.parser import comments_of, read_document
from tools.ontology.syntax_tree import (
    Blank,
    Collection,
    Document,
    Item,
    Node,
    Property,
    Remark,
    Statement,
)

from backbone_kg.base.errors import BackboneError

KINDS = (
    ("owl:Ontology",),
    ("skos:ConceptScheme", "bkg:Framework"),
    ("prov:Entity", "schema:CreativeWork"),
    ("bkg:Study", "bkg:Initiative"),
    ("bkg:Function", "bkg:Capacity"),
    ("bkg:Quality",),
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
    "rdfs:domain",
    "rdfs:range",
)
LAST_PREDICATES = (
    "skos:exactMatch",
    "skos:closeMatch",
    "skos:broadMatch",
    "skos:narrowMatch",
    "skos:relatedMatch",
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
    "prov:hadPrimarySource",
    "prov:wasGeneratedBy",
    "prov:wasQuotedFrom",
    "prov:wasDerivedFrom",
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
        If it is not Turtle; ``lineno`` tells where.
    BackboneError
        If the result would not say the same, or would lack a comment.

    Examples
    --------
    >>> text = '@prefix x: <urn:x:> . x:b x:q "z" . x:a x:p 2,1; a x:C . # why'
    >>> print(canonical(text), end="")
    @prefix x: <urn:x:> .
    <BLANKLINE>
    x:a a x:C ; x:p 1, 2 .  # why
    x:b x:q "z" .
    """
    text = text.removeprefix("\ufeff")
    document = read_document(text)
    _one_comment_behind(document)
    kinds = {kind for statement in document.statements() for kind in statement.objects("a")}
    in_order = kinds.isdisjoint((*_DEFINING, *_SHAPES))
    key = _Order(document).key
    parts: list[Statement | Remark] = []
    for section in _sections(document):
        parts += [part for part in section if isinstance(part, Remark)]
        statements = _one_for_each([part for part in section if isinstance(part, Statement)])
        if in_order:
            statements.sort(key=lambda statement: key(statement.subject))
        parts += statements
    if kinds.isdisjoint(_SHAPES):
        for statement in document.statements():
            statement.properties = _in_order(statement.properties, key)
            _settle_end(statement)
    result = written(document, parts)
    _make_sure_nothing_is_lost(text, result)
    return result


def _make_sure_nothing_is_lost(before: str, after: str) -> None:
    import pyoxigraph as ox

    def triples(text: str) -> ox.Dataset:
        dataset = ox.Dataset(ox.parse(input=text.encode(), format=ox.RdfFormat.TURTLE))
        dataset.canonicalize(ox.CanonicalizationAlgorithm.UNSTABLE)
        return dataset

    if triples(before) != triples(after):
        raise BackboneError(
            "The file cannot be put into its one form without changing its meaning."
        )
    if Counter(comments_of(before)) != Counter(comments_of(after)):
        raise BackboneError("Its one form would lack a comment that the file has.")


# --- comments -------------------------------------------------------------------------------------


def _one_comment_behind(document: Document) -> None:
    """Let one comment stand behind each thing; others, and those above its first part, go above."""
    for prefix in document.prefixes:
        prefix.before += prefix.after[1:]
        del prefix.after[1:]
    for statement in document.statements():
        statement.before += statement.after[1:]
        del statement.after[1:]
        _settle(statement.subject)
        _settle_properties(statement.properties)


def _settle_end(statement: Statement) -> None:
    """Let what stands behind the last object stand behind the statement."""
    if statement.properties:
        last = statement.properties[-1].objects[-1]
        statement.before += statement.after if last.after else []
        statement.after = last.after or statement.after
        last.after = []


def _settle_properties(properties: list[Property]) -> None:
    for each in properties:
        for item in each.objects:
            _settle_item(item)
        each.before += each.objects[0].before
        each.objects[0].before = []


def _settle_item(item: Item) -> None:
    item.before += item.after[1:]
    del item.after[1:]
    _settle(item.node)


def _settle(node: Node) -> None:
    if isinstance(node, Blank):
        _settle_properties(node.properties)
    elif isinstance(node, Collection):
        for item in node.items:
            _settle_item(item)


# --- order ----------------------------------------------------------------------------------------


def _sections(document: Document) -> Iterator[list[Statement | Remark]]:
    """Return the parts between which statements may change places; a remark begins the next one."""
    section: list[Statement | Remark] = []
    for part in document.parts:
        if isinstance(part, Remark):
            yield section
            section = []
        section.append(part)
    yield section


def _one_for_each(statements: list[Statement]) -> list[Statement]:
    """Return statements of which no two have the same subject."""
    found: dict[str, Statement] = {}
    for number, statement in enumerate(statements):
        name = statement.subject if isinstance(statement.subject, str) else f" {number}"
        first = found.setdefault(name, statement)
        if first is not statement:
            first.properties += statement.properties
            first.before += statement.before + statement.after
    return list(found.values())


def _in_order(properties: list[Property], key: Callable[[Node], _Key]) -> list[Property]:
    """Return properties in order, one for each predicate and with no object twice."""
    merged: dict[str, Property] = {}
    for each in properties:
        predicate = "a" if each.predicate == "rdf:type" else each.predicate
        first = merged.setdefault(predicate, Property(predicate, []))
        first.before += each.before
        for item in each.objects:
            _order_inside(item.node, key)
            same = next((known for known in first.objects if known.node == item.node), None)
            if same is None or not isinstance(item.node, str):
                first.objects.append(item)
            else:
                same.before += item.before
                same.after += item.after
    for each in merged.values():
        each.objects.sort(key=lambda item: key(item.node))
    _settle_properties([*merged.values()])
    return sorted(merged.values(), key=lambda each: _place(each.predicate))


def _order_inside(node: Node, key: Callable[[Node], _Key]) -> None:
    if isinstance(node, Blank):
        node.properties = _in_order(node.properties, key)
    elif isinstance(node, Collection):
        for item in node.items:
            _order_inside(item.node, key)


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

    def __init__(self, document: Document) -> None:
        self._of = {
            part.subject: part for part in document.statements() if isinstance(part.subject, str)
        }
        self._owner: dict[str, str] = {}
        for subject, statement in self._of.items():
            for owned in statement.objects("oa:hasSelector", "bkg:requiresCapacity"):
                self._owner.setdefault(owned, subject)
        for subject, statement in self._of.items():
            for owner in statement.objects("skos:broader", "bkg:answers")[:1]:
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
            statement = self._of[subject]
            ranks = [_RANKS[kind] for kind in statement.objects("a") if kind in _RANKS]
            places = [int(text) for text in statement.objects("bkg:position") if text.isdigit()]
            # A range comes before the quotation in it.
            quotes = "oa:TextQuoteSelector" in statement.objects("a")
            self._keys[subject] = (
                min(ranks, default=len(KINDS)),
                (0, min(places)) if places else (1, int(quotes)),
                () if ranks else self._about(statement),
                *self._alone(subject)[1:],
            )
        return self._keys[subject]

    def _about(self, claim: Statement) -> _Key:
        capacities = {
            each
            for each in claim.objects("bkg:aboutCapacity")
            if each in self._of and "bkg:Capacity" in self._of[each].objects("a")
        }
        return min((self._path(each, ()) for each in capacities), default=())

    def _alone(self, node: str) -> _Key:
        passages = []
        if node in self._of and not _RANKS.keys() & set(self._of[node].objects("a")):
            passages = self._of[node].objects("prov:wasQuotedFrom", "prov:wasDerivedFrom")
        first = min(map(natural, passages)) if passages else ()
        return ((1, 0), first, natural(node))

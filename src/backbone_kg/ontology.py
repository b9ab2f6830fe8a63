"""The knowledge base: frameworks, their roles, kinds of organization, and who suggests which.

Everything here is read from the Turtle files of the ontology; nothing is known to the code alone.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property, lru_cache
from pathlib import Path

from rdflib import Graph, URIRef
from rdflib.term import Node

from backbone_kg.data import ontology_dir
from backbone_kg.errors import BackboneError, UnknownNameError
from backbone_kg.names import key, nearest
from backbone_kg.namespaces import (
    ALT_LABEL,
    CAPACITY,
    DEFINITION,
    FRAMEWORK,
    FUNCTION,
    IN_SCHEME,
    ORGANIZATION_TYPE,
    ORGANIZATION_TYPES,
    PREF_LABEL,
    TYPE,
    iri,
    term,
)
from backbone_kg.order import by_position
from backbone_kg.turtle import read_turtle


@dataclass(frozen=True, slots=True)
class SourceDocument:
    """A document that the ontology speaks of.

    Parameters
    ----------
    iri, title, citation
        What it is and how to cite it.
    sha256
        Hash of the text that character ranges refer to; "" for a work that is only cited.
    """

    iri: URIRef
    title: str
    citation: str
    sha256: str = ""


@dataclass(frozen=True, slots=True)
class SourcePassage:
    """Characters ``start`` to ``end`` (from 0, end not included) of a document's text."""

    iri: URIRef
    document: SourceDocument
    locator: str
    start: int
    end: int
    quote: str


@dataclass(frozen=True, slots=True)
class Concept:
    """Something with a name and a meaning in a framework or a list.

    Parameters
    ----------
    iri, label, definition
        The concept; the label is the source's, the definition is in our own words.
    aliases
        Other names for it.
    passages
        The words it comes from.
    """

    iri: URIRef
    label: str
    definition: str = ""
    aliases: tuple[str, ...] = ()
    passages: tuple[SourcePassage, ...] = ()

    @property
    def name(self) -> str:
        """The last part of its IRI, such as ``build-trust``."""
        return str(self.iri).rpartition("#")[2] or str(self.iri).rpartition("/")[2]


@dataclass(frozen=True, slots=True)
class Function:
    """A function and the capacities that it requires, in the framework's order."""

    concept: Concept
    capacities: tuple[Concept, ...] = ()

    @property
    def label(self) -> str:
        """The function's name."""
        return self.concept.label


@dataclass(frozen=True, slots=True)
class Framework:
    """A published list of functions or capacities.

    Parameters
    ----------
    concept
        Its name and meaning.
    functions
        In its order.
    document
        The document it comes from.
    """

    concept: Concept
    functions: tuple[Function, ...]
    document: SourceDocument | None = None

    @property
    def slug(self) -> str:
        """Its short name, such as ``mathematica``."""
        return str(self.concept.iri).rpartition("/")[2]

    @property
    def title(self) -> str:
        """Its name."""
        return self.concept.label

    @property
    def roles(self) -> tuple[tuple[Function, Concept], ...]:
        """What partners can hold: each capacity with its function, or a function without any."""
        return tuple(
            (function, role)
            for function in self.functions
            for role in (function.capacities or (function.concept,))
        )


@dataclass(frozen=True, slots=True)
class Suitability:
    """The claim that a kind of organization could hold a role.

    Parameters
    ----------
    role
        IRI of the capacity or function.
    named
        The kind, as the source names it.
    types
        The kinds of the merged list that mean the same or nearly the same.
    passage
        Where the source says so.
    """

    role: URIRef
    named: Concept
    types: tuple[URIRef, ...]
    passage: SourcePassage


class Ontology:
    """The knowledge base over one graph.

    Parameters
    ----------
    graph
        The triples of all ontology files.
    """

    def __init__(self, graph: Graph) -> None:
        self.graph = graph

    @classmethod
    def from_directory(cls, directory: Path) -> Ontology:
        """Read every Turtle file of a folder but the shapes.

        Raises
        ------
        BackboneError
            If a file cannot be read or is not Turtle; the message says which and where.
        """
        paths = sorted(
            path for path in directory.rglob("*.ttl") if "shapes" not in path.parts[-2:-1]
        )
        try:
            return cls(read_turtle(*paths))
        except (OSError, SyntaxError) as error:
            where = getattr(error, "filename", None) or directory
            raise BackboneError(f"The ontology cannot be read: {where}: {error}") from error

    @cached_property
    def _by_slug(self) -> dict[str, Framework]:
        found = [self._framework(node) for node in self.graph.subjects(TYPE, FRAMEWORK)]
        return {framework.slug: framework for framework in sorted(found, key=lambda f: f.slug)}

    def frameworks(self) -> tuple[Framework, ...]:
        """Return all frameworks, by short name."""
        return tuple(self._by_slug.values())

    def framework(self, name: str) -> Framework:
        """Return a framework by its short name, IRI, title or another name of it.

        Raises
        ------
        UnknownNameError
            If there is none; the message names a near one.
        """
        wanted = key(name)
        for framework in self.frameworks():
            names = (framework.slug, framework.title, *framework.concept.aliases)
            if name == str(framework.concept.iri) or wanted in map(key, names):
                return framework
        near = nearest(name, self._by_slug)
        raise UnknownNameError(
            f"There is no framework “{name}”."
            + (f" Did you mean “{near}”?" if near else "")
            + f" There are: {', '.join(self._by_slug)}."
        )

    @cached_property
    def organization_types(self) -> tuple[Concept, ...]:
        """The merged list of kinds of organization, in its order."""
        found = self.graph.subjects(IN_SCHEME, ORGANIZATION_TYPES)
        return tuple(self._concept(node) for node in by_position(self.graph, found))

    @cached_property
    def broader_types(self) -> dict[URIRef, tuple[URIRef, ...]]:
        """Each kind of organization, with itself and all kinds that it is a case of."""
        broader = term("skos:broader")
        return {
            kind.iri: tuple(
                URIRef(str(node)) for node in self.graph.transitive_objects(kind.iri, broader)
            )
            for kind in self.organization_types
        }

    @cached_property
    def suitability(self) -> dict[URIRef, tuple[Suitability, ...]]:
        """Who suggests which kind of organization for which role, by role."""
        merged: dict[Node, list[URIRef]] = {}
        for match in ("skos:exactMatch", "skos:closeMatch"):
            for ours, theirs in self.graph.subject_objects(term(match)):
                merged.setdefault(theirs, []).append(iri(ours))
        claims: dict[URIRef, list[Suitability]] = {}
        for claim in self.graph.subjects(TYPE, term("bkg:SuitabilityClaim")):
            role = URIRef(str(self.graph.value(claim, term("bkg:aboutCapacity"))))
            named = self.graph.value(claim, term("bkg:suggestsType"))
            passages = self._passages(claim)
            if named is None or not passages:
                continue
            claims.setdefault(role, []).append(
                Suitability(
                    role=role,
                    named=self._concept(named),
                    types=tuple(sorted(merged.get(named, ()))),
                    passage=passages[0],
                )
            )
        return {
            role: tuple(sorted(found, key=lambda claim: (claim.passage.start, claim.named.label)))
            for role, found in claims.items()
        }

    @cached_property
    def vocabulary(self) -> tuple[tuple[URIRef, URIRef, URIRef], ...]:
        """What a data file's values are checked against: the class of each thing to name."""
        classes = (FRAMEWORK, FUNCTION, CAPACITY)
        triples = [
            (iri(node), TYPE, of) for of in classes for node in self.graph.subjects(TYPE, of)
        ]
        triples += [(kind.iri, TYPE, ORGANIZATION_TYPE) for kind in self.organization_types]
        subclass = term("rdfs:subClassOf")
        triples += [
            (iri(narrow), subclass, iri(wide))
            for narrow, wide in self.graph.subject_objects(subclass)
        ]
        return tuple(sorted(triples))

    def source(self, iri: Node) -> SourceDocument:
        """Return a source document by its IRI."""
        return SourceDocument(
            iri=URIRef(str(iri)),
            title=self._text(iri, "dcterms:title"),
            citation=self._text(iri, "dcterms:bibliographicCitation"),
            sha256=self._text(iri, "schema:sha256"),
        )

    def _text(self, subject: Node, predicate: str) -> str:
        value = self.graph.value(subject, term(predicate))
        return "" if value is None else str(value)

    def _concept(self, node: Node) -> Concept:
        return Concept(
            iri=iri(node),
            label=str(self.graph.value(node, PREF_LABEL) or node),
            definition=str(self.graph.value(node, DEFINITION) or ""),
            aliases=tuple(sorted(str(label) for label in self.graph.objects(node, ALT_LABEL))),
            passages=self._passages(node),
        )

    def _passages(self, node: Node) -> tuple[SourcePassage, ...]:
        found = [
            self._passage(passage)
            for predicate in ("prov:wasQuotedFrom", "prov:wasDerivedFrom")
            for passage in self.graph.objects(node, term(predicate))
        ]
        return tuple(sorted(found, key=lambda p: (str(p.document.iri), p.start, p.end)))

    def _passage(self, node: Node) -> SourcePassage:
        start = end = 0
        quote = ""
        for selector in self.graph.objects(node, term("oa:hasSelector")):
            if (selector, TYPE, term("oa:TextPositionSelector")) in self.graph:
                start = int(self._text(selector, "oa:start"))
                end = int(self._text(selector, "oa:end"))
            else:
                quote = self._text(selector, "oa:exact")
        source = self.graph.value(node, term("oa:hasSource"))
        assert source is not None
        return SourcePassage(
            iri=iri(node),
            document=self.source(source),
            locator=self._text(node, "bkg:locator"),
            start=start,
            end=end,
            quote=quote,
        )

    def _framework(self, node: Node) -> Framework:
        functions = [
            Function(
                concept=self._concept(function),
                capacities=tuple(
                    self._concept(capacity)
                    for capacity in by_position(
                        self.graph, self.graph.objects(function, term("bkg:requiresCapacity"))
                    )
                ),
            )
            for function in by_position(self.graph, self.graph.subjects(IN_SCHEME, node))
            if (function, TYPE, FUNCTION) in self.graph
        ]
        document = self.graph.value(node, term("dcterms:source"))
        return Framework(
            concept=self._concept(node),
            functions=tuple(functions),
            document=self.source(document) if document is not None else None,
        )


@lru_cache(maxsize=1)
def standard_ontology() -> Ontology:
    """Return the knowledge base that ships with this version."""
    return Ontology.from_directory(ontology_dir())

"""The knowledge base: frameworks, kinds of organization, claims, and which words say so.

Everything here is read from the files of the ontology; nothing is known to the code alone. What
data files are named and checked by is read first; passages and claims when they are asked for.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from functools import cached_property, lru_cache
from pathlib import Path
from threading import RLock
from typing import TYPE_CHECKING, Any

from rdflib import Graph, URIRef
from rdflib.term import Node

from backbone_kg.base.did_you_mean import quoted, typed
from backbone_kg.base.errors import UnknownNameError
from backbone_kg.base.names import did_you_mean, key
from backbone_kg.base.shipped import ontology_dir
from backbone_kg.base.words import plural
from backbone_kg.graph.namespaces import (
    CAPACITY,
    FRAMEWORK,
    FUNCTION,
    ORGANIZATION_TYPE,
    ORGANIZATION_TYPES,
    SUBCLASS,
    TYPE,
    iri,
    term,
)
from backbone_kg.graph.triples import new_graph
from backbone_kg.graph.turtle import bind_prefixes
from backbone_kg.knowledge.concepts import (
    Concept,
    Framework,
    SourceDocument,
    SourcePassage,
    Suitability,
)
from backbone_kg.knowledge.ontology_files import OntologyPaths, nothing_in, own_folders
from backbone_kg.knowledge.reader import QUALITY, Reader
from backbone_kg.knowledge.told import Several
from backbone_kg.knowledge.turtle_files import graph_of_files

if TYPE_CHECKING:
    from backbone_kg.knowledge.claims import Claim
    from backbone_kg.knowledge.crosswalk import Crosswalk
    from backbone_kg.knowledge.history import History
    from backbone_kg.knowledge.index import Index
    from backbone_kg.knowledge.lookup import Entry
    from backbone_kg.knowledge.positions import Question
    from backbone_kg.knowledge.sssom import Mapping
    from backbone_kg.knowledge.types import OrganizationKind


class Ontology:
    """The knowledge base over one graph.

    Parameters
    ----------
    graph
        The triples of all ontology files.
    mappings
        How concepts of different lists compare, with the reasons. Their triples are those of the
        graph too.
    """

    def __init__(self, graph: Graph, mappings: Iterable[Mapping] = ()) -> None:
        self._first = self._all = graph
        self._paths = OntologyPaths()
        self._mappings: tuple[Mapping, ...] | None = tuple(mappings)
        self._lock = RLock()
        self._is_standard = False

    @classmethod
    def from_directory(cls, directory: str | Path, *more: str | Path) -> Ontology:
        """Read every Turtle and SSSOM file of one or more folders but the shapes.

        What names in data files refer to is read at once, the rest when it is asked for.

        Raises
        ------
        BackboneError
            If a folder is not there, holds no ontology, or has a file that cannot be read; the
            message says which and where.
        """
        folder = Path(directory)
        paths = OntologyPaths.of(folder, *map(Path, more))
        if not paths.first and not paths.later:
            raise nothing_in(folder)
        made = cls(graph_of_files(paths.first))
        made._paths, made._mappings = paths, None
        return made

    @property
    def graph(self) -> Graph:
        """Everything the knowledge base says, mappings included."""
        with self._lock:
            if self._all is self._first and (self._paths.later or self._paths.mappings):
                # A graph of its own: what was found in the first part stays as it was found.
                found = graph_of_files(self._paths.later)
                for part in (self._first, self._mapping_triples()):
                    for triple in part:
                        found.store.add(triple, found)
                self._all = found
            return self._all

    @property
    def names(self) -> Graph:
        """The part that names in data files refer to: frameworks and kinds of organization."""
        return self._first

    @cached_property
    def mappings(self) -> tuple[Mapping, ...]:
        """How concepts of different lists compare, with the reasons, file by file."""
        if self._mappings is not None:
            return self._mappings
        from backbone_kg.knowledge.sssom import read_sssom

        return tuple(mapping for path in self._paths.mappings for mapping in read_sssom(path))

    def _mapping_triples(self) -> Iterable[tuple[Node, Node, Node]]:
        if not self.mappings:
            return ()
        from backbone_kg.knowledge.sssom import mapping_triples

        return mapping_triples(self.mappings)

    # --- frameworks and kinds of organization ------------------------------------------------

    @cached_property
    def _name_reader(self) -> Reader:
        return Reader(self._first, self._passages)

    def _passages(self, of: URIRef) -> tuple[SourcePassage, ...]:
        # Asking is what has the rest of the files read.
        return self.reader.passages(of)

    @cached_property
    def reader(self) -> Reader:
        """Reads whatever the knowledge base says."""
        return Reader(self.graph, self._passages)

    def frameworks(self) -> Several[Framework]:
        """Return all frameworks, by short name."""
        return Several(self._name_reader.frameworks.values())

    def framework(self, name: str | Framework) -> Framework:
        """Return a framework by its short name, IRI, title or another name of it.

        A framework is returned as it is.

        Raises
        ------
        UnknownNameError
            If there is none; the message names a near one.
        """
        if isinstance(name, Framework):
            return name
        name = typed(name, "mathematica")
        wanted = key(name)
        by_slug = self._name_reader.frameworks
        for framework in by_slug.values():
            names = (framework.slug, framework.title, *framework.concept.aliases)
            if name == str(framework.concept.iri) or wanted in map(key, names):
                return framework
        raise UnknownNameError(
            f"There is no framework {quoted(name)}.{did_you_mean(name, by_slug)}"
            f" There are: {', '.join(by_slug)}."
        )

    def __getitem__(self, name: str) -> Framework:
        """Return a framework by one of its names; see :meth:`framework`."""
        try:
            return self.framework(name)
        except UnknownNameError as error:
            raise UnknownNameError(
                f"{error} Only frameworks are found so; anything else: ontology.find(name)"
            ) from None

    def __contains__(self, name: object) -> bool:
        """Return whether there is a framework of a name, or this framework."""
        if isinstance(name, Framework):
            return name in self.frameworks()
        try:
            return isinstance(name, str) and bool(self.framework(name))
        except UnknownNameError:
            return False

    def __iter__(self) -> Iterator[Framework]:
        return iter(self.frameworks())

    def __len__(self) -> int:
        return len(self.frameworks())

    @cached_property
    def organization_types(self) -> tuple[Concept, ...]:
        """The merged list of kinds of organization, in its order."""
        reader = self._name_reader
        return reader.concepts(reader.in_scheme(ORGANIZATION_TYPES, ORGANIZATION_TYPE))

    @cached_property
    def broader_types(self) -> dict[URIRef, tuple[URIRef, ...]]:
        """Each kind of organization, with itself and all kinds that it is a case of."""
        broader = term("skos:broader")
        return {
            kind.iri: tuple(
                URIRef(str(node)) for node in self._first.transitive_objects(kind.iri, broader)
            )
            for kind in self.organization_types
        }

    @cached_property
    def vocabulary(self) -> tuple[tuple[URIRef, URIRef, URIRef], ...]:
        """What a data file's values are checked against: the class of each thing to name."""
        classes = (FRAMEWORK, FUNCTION, CAPACITY, QUALITY)
        graph = self._first
        triples = [(iri(node), TYPE, of) for of in classes for node in graph.subjects(TYPE, of)]
        triples += [(kind.iri, TYPE, ORGANIZATION_TYPE) for kind in self.organization_types]
        triples += [
            (iri(narrow), SUBCLASS, iri(wide)) for narrow, wide in graph.subject_objects(SUBCLASS)
        ]
        return tuple(sorted(triples))

    def concept(self, node: Node) -> Concept:
        """Return a thing with a name and a meaning, by its IRI."""
        return self.reader.concept(node)

    def source(self, node: Node) -> SourceDocument:
        """Return a document or a cited work by its IRI."""
        return self.reader.document(node)

    # --- what is claimed ---------------------------------------------------------------------

    @cached_property
    def suitability(self) -> dict[URIRef, tuple[Suitability, ...]]:
        """Who suggests which kind of organization for which role, by role."""
        from backbone_kg.knowledge.claims import suitability

        return suitability(self.reader)

    @cached_property
    def _claims(self) -> tuple[Claim, ...]:
        from backbone_kg.knowledge.claims import all_claims

        return all_claims(self.reader)

    def claims(self, kind: str | None = None, about: str | None = None) -> Several[Claim]:
        """Return what is claimed, by document and kind, in the order of the text.

        Parameters
        ----------
        kind
            ``benefit``, ``challenge``, ``risk``, ``tension``, ``recommendation``, ``finding``,
            ``step``, ``position`` or another kind; None for all.
        about
            A name of what they speak of, as :meth:`find` takes it; None for anything.

        Raises
        ------
        UnknownNameError
            If there is no such kind, or nothing of that name; the message names a near one.
        """
        from backbone_kg.knowledge.claims import claim_kinds, of_kind

        found = self._claims
        if kind is not None:
            found = of_kind(found, claim_kinds(self.reader), kind)
        if about is not None:
            subjects = {entry.concept.iri for entry in self.find(about)}
            found = tuple(c for c in found if subjects & {one.iri for one in c.about})
        return Several(found)

    def positions(self) -> Several[Question]:
        """Return the questions on which the literature does not agree, each with its positions."""
        from backbone_kg.knowledge.positions import positions

        return Several(positions(self.reader, self._claims))

    def history(self, name: str) -> History:
        """Return the editions of a framework and what changed between them, with the reasons.

        Parameters
        ----------
        name
            What the short names of the editions begin with (``fsg``), or any name of one of them.

        Raises
        ------
        UnknownNameError
            If there is no such framework; the message names a near one.
        """
        from backbone_kg.knowledge.history import family, history

        name, frameworks = typed(name, "fsg"), self._name_reader.frameworks
        start = None if name in frameworks else family(frameworks, name)
        return history(self.reader, frameworks, start or self.framework(name), self._claims)

    def types(self) -> Several[OrganizationKind]:
        """Return each kind of organization of the merged list with what is claimed of it."""
        from backbone_kg.knowledge.types import organization_kind

        return Several(organization_kind(self, kind) for kind in self.organization_types)

    def type(self, name: str) -> OrganizationKind:
        """Return a kind of organization by its name, another name, or a source's own name for it.

        A kind that only a source has, such as several organizations at once, is returned as the
        source has it.

        Raises
        ------
        UnknownNameError
            If there is none; the message names a near one.
        """
        from backbone_kg.knowledge.types import kind_named

        return kind_named(self, name)

    def find(self, name: str) -> Several[Entry]:
        """Return everything of a name: frameworks and their parts first, then terms, then claims.

        Parameters
        ----------
        name
            A label or another name, a short name (``build-trust``), a prefixed one
            (``fsg-2012-07:build-public-will``) or an IRI; of documents also what they are cited
            as (``Edmondson 2013``). One name can mean several things.

        Raises
        ------
        UnknownNameError
            If nothing has that name; the message names a near one.
        """
        from backbone_kg.knowledge.lookup import entry

        return Several(entry(self, node) for node in self._index.find(name))

    @cached_property
    def _index(self) -> Index:
        from backbone_kg.knowledge.index import Index

        return Index(self.reader)

    def crosswalk(self, source: str | Framework, target: str | Framework) -> Crosswalk:
        """Return how the concepts of one framework compare with those of another.

        Raises
        ------
        UnknownNameError
            If there is no such framework; the message names a near one.
        """
        from backbone_kg.knowledge.crosswalk import crosswalk

        return crosswalk(self, source, target)

    def __reduce__(self) -> tuple[Callable[..., Ontology], tuple[Any, ...]]:
        """Return how to make it again: what ships is read where it is needed."""
        if self._is_standard:
            return standard_ontology, ()
        return _made_of, (tuple(self.graph), self.mappings)

    def __copy__(self) -> Ontology:
        """Return itself: it does not change."""
        return self

    def __deepcopy__(self, memo: dict[int, Any]) -> Ontology:
        """Return itself: it does not change, and copies of what it holds may share it."""
        return self

    def __repr__(self) -> str:
        return f"<Ontology of {plural(len(self), 'framework')}: {', '.join(f.slug for f in self)}>"

    def _repr_html_(self) -> str:
        return self.frameworks()._repr_html_()


def _made_of(triples: Iterable[tuple[Node, Node, Node]], mappings: Iterable[Mapping]) -> Ontology:
    graph = new_graph()
    for triple in triples:
        graph.store.add(triple, graph)
    bind_prefixes(graph)
    return Ontology(graph, mappings)


@lru_cache(maxsize=1)
def standard_ontology() -> Ontology:
    """Return the knowledge base that ships with this version, with the folders of one's own.

    Raises
    ------
    BackboneError
        If the environment names a folder that is not there; see :func:`own_folders`.
    """
    made = Ontology.from_directory(ontology_dir(), *own_folders())
    made._is_standard = True
    return made

"""The parsed ontology: its graph, and what every question about it needs.

Everything is read from the files of the ontology; nothing is known to the code alone. What data
files are named and checked by is read first; passages and claims when they are asked for.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import cached_property
from pathlib import Path
from threading import RLock
from typing import TYPE_CHECKING, Self

from backbone_kg.base.errors import UnknownNameError
from backbone_kg.base.likely_names import did_you_mean
from backbone_kg.base.names import key, quoted, typed
from backbone_kg.knowledge.concepts import Concept, Framework, SourcePassage, Suitability
from backbone_kg.knowledge.known_names import Names, load_names, load_suitability
from backbone_kg.knowledge.ontology_files import OntologyPaths, nothing_in

if TYPE_CHECKING:
    from rdflib import Graph
    from rdflib.term import Node

    from backbone_kg.knowledge.claims import Claim
    from backbone_kg.knowledge.graph_reader import Reader
    from backbone_kg.knowledge.sssom import Mapping


class KnowledgeGraph:
    """The parsed ontology over one graph, made as :class:`~.ontology.Ontology` says."""

    def __init__(self, graph: Graph | None, mappings: Iterable[Mapping] = ()) -> None:
        self._given = graph
        self._all: Graph | None = None
        self._folder: Path | None = None
        self._paths = OntologyPaths()
        self._mappings: tuple[Mapping, ...] | None = tuple(mappings)
        self._prepared: Names | None = None
        self._lock = RLock()

    @classmethod
    def from_directory(cls, directory: str | Path, *more: str | Path) -> Self:
        """Read every Turtle and SSSOM file of one or more folders but the shapes.

        What names in data files refer to is read at once, or taken as it was prepared of the same
        files; the rest when it is asked for.

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
        made = cls(None)
        made._folder, made._paths, made._mappings = folder, paths, None
        made._prepared = load_names(folder, paths, made._passages)
        if made._prepared is None:
            made._given = _graph_of(paths.first)
        return made

    @property
    def graph(self) -> Graph:
        """Everything the knowledge base says, mappings included."""
        with self._lock:
            if self._all is None:
                if self._paths.later or self._paths.mappings:
                    # A graph of its own: what was found in the first part stays as it was found.
                    self._all = _graph_of(self._paths.later)
                    for part in (self.names, self._mapping_triples()):
                        for triple in part:
                            self._all.store.add(triple, self._all)
                else:
                    self._all = self.names
            return self._all

    @property
    def names(self) -> Graph:
        """The part that names in data files refer to: frameworks and kinds of organization."""
        with self._lock:
            if self._given is None:
                self._given = _graph_of(self._paths.first)
            return self._given

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

    def _passages(self, of: str) -> tuple[SourcePassage, ...]:
        # Asking is what has the rest of the files read.
        return self.reader.passages(of)

    @cached_property
    def reader(self) -> Reader:
        """Reads whatever the knowledge base says."""
        from backbone_kg.knowledge.graph_reader import Reader

        return Reader(self.graph, self._passages)

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
        by_slug = self._named.frameworks
        for framework in by_slug.values():
            names = (framework.slug, framework.title, *framework.concept.aliases)
            if name == str(framework.concept.iri) or wanted in map(key, names):
                return framework
        raise UnknownNameError(
            f"There is no framework {quoted(name)}.{did_you_mean(name, by_slug)}"
            f" There are: {', '.join(by_slug)}."
        )

    @cached_property
    def _named(self) -> Names:
        if self._prepared is not None:
            return self._prepared
        from backbone_kg.knowledge.graph_reader import Reader, names_of

        return names_of(Reader(self.names, self._passages))

    @property
    def organization_types(self) -> tuple[Concept, ...]:
        """The merged list of kinds of organization, in its order."""
        return self._named.organization_types

    @property
    def broader_types(self) -> dict[str, tuple[str, ...]]:
        """Each kind of organization, with itself and all kinds that it is a case of."""
        return self._named.broader_types

    @property
    def vocabulary(self) -> tuple[tuple[str, str, str], ...]:
        """What a data file's values are checked against: the class of each thing to name."""
        return self._named.vocabulary

    # --- what is claimed ---------------------------------------------------------------------

    @cached_property
    def suitability(self) -> dict[str, tuple[Suitability, ...]]:
        """Who suggests which kind of organization for which role, by role."""
        if self._folder is not None:
            found = load_suitability(self._folder, self._paths, self._passages)
            if found is not None:
                return found
        from backbone_kg.knowledge.claims import suitability

        return suitability(self.reader)

    @cached_property
    def all_claims(self) -> tuple[Claim, ...]:
        """What is claimed, by document and kind, in the order of the text."""
        from backbone_kg.knowledge.claims import all_claims

        return all_claims(self.reader)

    @cached_property
    def answers(self) -> tuple[Claim, ...]:
        """Each position on a contested question, as a claim of all who are read as taking it."""
        from backbone_kg.knowledge.positions import answers

        return answers(self.reader, self.all_claims)


def _graph_of(paths: Iterable[Path]) -> Graph:
    from backbone_kg.knowledge.turtle_files import graph_of_files

    return graph_of_files(paths)

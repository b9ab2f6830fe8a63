"""The files of an ontology as one graph, in which each thing has its file and line."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

from rdflib import Graph, URIRef
from rdflib.term import Node

from backbone_kg.graph.curies import Curies
from backbone_kg.graph.namespaces import PREFIXES
from backbone_kg.graph.rdflib_terms import SUBCLASS, TYPE
from backbone_kg.graph.triples import new_graph
from backbone_kg.graph.turtle_tokens import outline
from backbone_kg.knowledge.ontology_files import mapping_files, turtle_files
from backbone_kg.knowledge.sssom import mapping_triples, read_sssom
from backbone_kg.knowledge.turtle_files import files_of_ontology, graph_of, text_of


@dataclass
class OntologyFiles:
    """The files of an ontology as one graph, with the place of each thing.

    Parameters
    ----------
    graph
        All triples, those of the shapes and the mapping sets included.
    files
        Names of the files within the folder, in alphabetical order; then those of one's own.
    own
        Those of one's own.
    places
        For each thing, the file that first speaks of it and the line there (0 if it has none).
    prefixes
        The prefixes of the files, each with its namespace.
    """

    graph: Graph = field(default_factory=new_graph)
    files: list[str] = field(default_factory=list)
    own: set[str] = field(default_factory=set)
    places: dict[Node, tuple[str, int]] = field(default_factory=dict)
    prefixes: dict[str, str] = field(default_factory=dict)

    @classmethod
    def from_directory(cls, directory: Path, *own: Path) -> OntologyFiles:
        """Read every Turtle file and mapping set of a folder, and of folders of one's own.

        Raises
        ------
        CannotReadError
            If the folder holds none, or one cannot be read; it says which and where.
        """
        read = cls()
        for path in files_of_ontology(directory):
            if path.suffix == ".ttl":
                read._add_turtle(path, path.relative_to(directory).as_posix())
            else:
                read._add_mappings(path, path.relative_to(directory).as_posix())
        for folder in own:
            for path in (*turtle_files(folder), *mapping_files(folder)):
                read.own.add(str(path))
                add = read._add_turtle if path.suffix == ".ttl" else read._add_mappings
                add(path, str(path))
        return read

    def _add_turtle(self, path: Path, name: str) -> None:
        self.files.append(name)
        text = text_of(path)
        for triple in graph_of(path, text):
            self.graph.add(triple)
        found = outline(text.removeprefix("\ufeff"))
        for prefix, namespace in found.prefixes.items():
            self.prefixes.setdefault(prefix, namespace)
        for subject, line in found.lines.items():
            self.places.setdefault(URIRef(subject), (name, line))

    def _add_mappings(self, path: Path, name: str) -> None:
        self.files.append(name)
        for triple in mapping_triples(read_sssom(path)):
            self.graph.add(triple)
            if triple[1] == TYPE:
                self.places.setdefault(triple[0], (name, 0))

    def short(self, node: Node) -> str:
        """Return a thing's IRI with a prefix if there is one for it, such as ``klempin:claim-1``.

        Things in the file that a prefix stands for, and files as a whole, are shown in full.
        """
        return self._curies.shorten(str(node))

    @cached_property
    def _curies(self) -> Curies:
        return Curies(self.prefixes | PREFIXES)

    def instances(self, kind: URIRef) -> set[Node]:
        """Return all things of a class and of the classes below it."""
        classes = self.graph.transitive_subjects(SUBCLASS, kind)
        return {node for each in classes for node in self.graph.subjects(TYPE, each)}

"""The files of an ontology as one graph, in which each thing has its file and line."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from pathlib import Path

from rdflib import Graph, URIRef
from rdflib.term import Node

from backbone_kg.graph.namespaces import PREFIXES, SUBCLASS, TYPE
from backbone_kg.graph.triples import new_graph
from backbone_kg.knowledge.sssom import mapping_triples, read_sssom
from backbone_kg.knowledge.turtle_files import files_of_ontology, graph_of, not_turtle, text_of
from backbone_kg.knowledge.turtle_parts import Document
from backbone_kg.knowledge.turtle_syntax import read_document


@dataclass
class OntologyFiles:
    """The files of an ontology as one graph, with the place of each thing.

    Parameters
    ----------
    graph
        All triples, those of the shapes and the mapping sets included.
    files
        Names of the files within the folder, in alphabetical order.
    places
        For each thing, the file that first speaks of it and the line there (0 if it has none).
    prefixes
        All prefixes of the files, by the namespace that they stand for.
    """

    graph: Graph = field(default_factory=new_graph)
    files: list[str] = field(default_factory=list)
    places: dict[Node, tuple[str, int]] = field(default_factory=dict)
    prefixes: dict[str, str] = field(default_factory=dict)

    @classmethod
    def from_directory(cls, directory: Path) -> OntologyFiles:
        """Read every Turtle file and mapping set of a folder.

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
        return read

    def _add_turtle(self, path: Path, name: str) -> None:
        self.files.append(name)
        graph, document = read_file(path)
        for triple in graph:
            self.graph.add(triple)
        for prefix in document.prefixes:
            self.prefixes.setdefault(prefix.iri, prefix.name)
        for statement in document.statements():
            if isinstance(statement.subject, str):
                subject = URIRef(document.expand(statement.subject))
                self.places.setdefault(subject, (name, statement.line))

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
        text = str(node)
        known = PREFIXES | {prefix: namespace for namespace, prefix in self.prefixes.items()}
        fitting = [
            (len(namespace), prefix, text[len(namespace) :])
            for prefix, namespace in known.items()
            if text.startswith(namespace) and re.fullmatch(r"[\w.\-]+", text[len(namespace) :])
        ]
        if not fitting:
            return text
        _, prefix, rest = max(fitting)
        return f"{prefix}:{rest}"

    def instances(self, kind: URIRef) -> set[Node]:
        """Return all things of a class and of the classes below it."""
        classes = self.graph.transitive_subjects(SUBCLASS, kind)
        return {node for each in classes for node in self.graph.subjects(TYPE, each)}


def read_file(path: Path) -> tuple[Graph, Document]:
    """Return a Turtle file's triples, and its text taken apart.

    Raises
    ------
    CannotReadError
        If it cannot be read or is not Turtle; it says where.
    """
    text = text_of(path)
    graph = graph_of(path, text)
    try:
        return graph, read_document(text.removeprefix("\ufeff"))
    except SyntaxError as error:
        raise not_turtle(path, error) from error

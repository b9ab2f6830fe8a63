"""The ontology's own files against ``shapes/ontology.ttl``: what is missing, where, what to do."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from pathlib import Path

from rdflib import OWL, Graph, Literal, URIRef
from rdflib.term import Node

from backbone_kg.data import ontology_dir
from backbone_kg.errors import BackboneError, CannotReadError
from backbone_kg.findings import Finding, Findings, Severity
from backbone_kg.knowledge.sssom import mapping_triples, read_sssom
from backbone_kg.knowledge.turtle_parts import Document
from backbone_kg.knowledge.turtle_syntax import read_document
from backbone_kg.namespaces import LABEL, PREF_LABEL, PREFIXES, SUBCLASS, TYPE, iri, term
from backbone_kg.triples import new_graph
from backbone_kg.turtle import rdflib_kept_quiet, read_turtle
from backbone_kg.validation.engines import Result, results_of, with_direct_targets
from backbone_kg.validation.messages import fill

SHAPES = "shapes/ontology.ttl"
"""Where the rules are, within the ontology that ships with this version."""

COUNTED = {
    "frameworks": term("bkg:Framework"),
    "concepts": term("skos:Concept"),
    "claims": term("bkg:Claim"),
    "passages": term("oa:SpecificResource"),
    "documents": term("schema:CreativeWork"),
    "mappings": OWL.Axiom,
}
"""What a check says it has looked at, and the class of each."""


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
        paths = sorted([*directory.rglob("*.ttl"), *directory.rglob("*.sssom.tsv")])
        if not paths:
            raise CannotReadError(
                directory,
                "There is no Turtle file here."
                if directory.is_dir()
                else "There is no such folder.",
                "Name the folder that holds the ontology's files.",
            )
        for path in paths:
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
    try:
        return read_turtle(path), read_document(path.read_text(encoding="utf-8-sig"))
    except SyntaxError as error:
        where = f" in line {error.lineno}" if error.lineno else ""
        raise CannotReadError(
            path, f"This is not Turtle{where}: {error.msg}", "Mend it, then try again."
        ) from error
    except (OSError, UnicodeDecodeError) as error:
        raise CannotReadError(path, f"The file cannot be read: {error}") from error


def check_ontology(directory: Path | None = None) -> Findings:
    """Check the files of an ontology for completeness.

    Parameters
    ----------
    directory
        The folder that holds them; by default the ontology that ships with this version.

    Returns
    -------
    Findings
        In the order of the files and lines; each has its file, and the line as ``row``.

    Raises
    ------
    CannotReadError
        If a file cannot be read.
    """
    directory = ontology_dir() if directory is None else directory
    return check_files(OntologyFiles.from_directory(directory), str(directory))


def check_files(files: OntologyFiles, name: str = "") -> Findings:
    """Return what is to mend in an ontology's files; see :func:`check_ontology`.

    Parameters
    ----------
    files
        As they were read.
    name
        What the user calls them.
    """
    import pyshacl

    shapes = read_turtle(ontology_dir() / SHAPES)
    with rdflib_kept_quiet():
        _, report, _ = pyshacl.validate(
            files.graph,
            shacl_graph=with_direct_targets(shapes),
            inference="none",
            advanced=False,
            inplace=True,
        )
    teller = _Teller(files, shapes)
    found: dict[tuple[str, str], Finding] = {}
    for finding in map(teller.tell, results_of(report)):
        # Several parts of a rule may not hold for one thing; it is told once.
        key = finding.code, finding.iri
        found[key] = min(finding, found.get(key, finding), key=lambda each: each.message)
    items = sorted(found.values(), key=lambda each: (each.file, each.row, each.code, each.iri))
    return Findings(tuple(items), file=name, engine="pyshacl", facts=_facts(files))


def _facts(files: OntologyFiles) -> dict[str, int]:
    """Return how much there is in an ontology's files, by kind."""
    return {
        "files": len(files.files),
        "statements": len(files.graph),
        **{name: len(files.instances(kind)) for name, kind in COUNTED.items()},
    }


class _Teller:
    """Puts a result into words: those that its shape has for it."""

    def __init__(self, files: OntologyFiles, shapes: Graph) -> None:
        self.files = files
        self.shapes = shapes

    def tell(self, result: Result) -> Finding:
        """Return a result as a finding.

        Raises
        ------
        BackboneError
            If the shape has no code: a mistake in the shapes themselves.
        """
        shape = iri(result.shape)
        code = self.shapes.value(shape, term("bkg:code"))
        if code is None:
            raise BackboneError(f"The shape {shape} of {SHAPES} has no bkg:code.")
        queried = result.component == "SPARQLConstraintComponent"
        subject = result.value if queried and result.value is not None else result.focus
        users = [] if subject in self.files.places else self._users(subject)
        details = {
            "name": self._name(subject),
            "value": "" if result.value is None else self.files.short(result.value),
            "users": self._name(users[0]) if users else "The ontology",
        }
        message = result.message if queried else self._text(shape, "sh:message")
        file, line = self._place(subject, users)
        return Finding(
            code=str(code),
            severity=Severity.ERROR,
            message=self._shortened(fill(message, details)),
            remedy=self._text(shape, "bkg:remedy"),
            file=file,
            row=line,
            iri=str(subject),
        )

    def _users(self, node: Node) -> list[Node]:
        """Return what speaks of a thing, those first that stand first in the files."""
        graph = self.files.graph
        users = {*graph.subjects(None, node), *graph.subjects(node, None)} & set(self.files.places)
        return sorted(users, key=lambda user: (self.files.places[user], user))

    def _place(self, subject: Node, users: list[Node]) -> tuple[str, int]:
        """Return where a thing is described; if it is nowhere, where it is spoken of first."""
        for node in (subject, *users):
            if node in self.files.places:
                return self.files.places[node]
        return "", 0

    def _text(self, shape: URIRef, predicate: str) -> str:
        return str(self.shapes.value(shape, term(predicate)) or "")

    def _name(self, node: Node) -> str:
        for predicate in (PREF_LABEL, LABEL, term("foaf:name"), term("dcterms:title")):
            label = self.files.graph.value(node, predicate)
            if isinstance(label, Literal):
                return f"“{label}”"
        return self.files.short(node)

    def _shortened(self, text: str) -> str:
        """Return a message with the IRIs in it as prefixed names."""
        return re.sub(r"https?://[^\s,;]+", lambda match: self.files.short(URIRef(match[0])), text)

"""The ontology's own files against ``shapes/ontology.ttl``: what is missing, where, what to do.

What is spoken of and not defined is told first, and what follows from it is not told: a document
that is gone is one finding, and not one for each of its passages.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path

from rdflib import OWL, Graph, Literal, URIRef
from rdflib.term import Node

from backbone_kg.base.errors import BackboneError
from backbone_kg.base.findings import Finding, Findings, Severity
from backbone_kg.base.numbers_and_lists import plural
from backbone_kg.base.shipped import ontology_dir
from backbone_kg.graph.rdflib_terms import LABEL, PREF_LABEL, TYPE, iri, term
from backbone_kg.graph.turtle import rdflib_kept_quiet, read_turtle
from backbone_kg.knowledge.ontology_files import own_folders
from backbone_kg.validation.messages import fill
from backbone_kg.validation.ontology_queries import QUERIED, Queries, without_queries
from backbone_kg.validation.ontology_reading import OntologyFiles
from backbone_kg.validation.with_pyshacl import ReportedResult as Result
from backbone_kg.validation.with_pyshacl import results_of, with_direct_targets

SHAPES = "shapes/ontology.ttl"
"""Where the rules are, within the ontology that ships with this version."""

UNDEFINED = "undefined-term"
"""The finding from which others follow."""

UNUSED = frozenset({"unused", "orphan-change", "orphan-passage", "orphan-selector"})
"""Findings that nothing points to a thing: not told while something points to nowhere."""

COUNTED = {
    "frameworks": term("bkg:Framework"),
    "concepts": term("skos:Concept"),
    "claims": term("bkg:Claim"),
    "passages": term("oa:SpecificResource"),
    "documents": term("schema:CreativeWork"),
    "mappings": OWL.Axiom,
}
"""What a check says it has looked at, and the class of each."""


def check_ontology(directory: Path | None = None) -> Findings:
    """Check the files of an ontology for completeness.

    Parameters
    ----------
    directory
        The folder that holds them; by default the ontology that ships with this version together
        with the folders of one's own that the environment names (see
        :func:`~backbone_kg.knowledge.ontology_files.own_folders`). Of what ships, what may wait is
        not told then.

    Returns
    -------
    Findings
        First what is spoken of and not defined, the most spoken of first; then the others in the
        order of the files and lines. Each has its file, and the line as ``row``.

    Raises
    ------
    CannotReadError
        If there is no such folder, or a file cannot be read.
    """
    own = own_folders() if directory is None else ()
    directory = ontology_dir() if directory is None else directory
    files = OntologyFiles.from_directory(directory, *own)
    if not own:
        return check_files(files, str(directory))
    found = check_files(files, ", ".join(map(str, own)))
    theirs = [one for one in found if one.file in files.own or one.severity is Severity.ERROR]
    return replace(found, items=tuple(theirs))


def check_files(files: OntologyFiles, name: str = "") -> Findings:
    """Return what is to mend in an ontology's files; see :func:`check_ontology`.

    Parameters
    ----------
    files
        As they were read.
    name
        What the user calls them.
    """
    shapes = read_turtle(ontology_dir() / SHAPES)
    teller = _Teller(files, shapes)
    queries = Queries(shapes, files.graph)
    first = set(shapes.subjects(term("bkg:code"), Literal(UNDEFINED)))
    typos = [*queries.ask(first)]
    results = [*queries.ask(queries.shapes - first), *_without_queries(files.graph, shapes)]
    roots = _once(map(teller.tell, typos))
    others = _once(map(teller.tell, _not_following(results, typos, files.graph, shapes)))
    items = [
        *sorted(roots, key=lambda each: (-teller.mentions(URIRef(each.iri)), each.iri)),
        *sorted(others, key=lambda each: (each.file, each.row, each.code, each.iri)),
    ]
    facts = {
        "files": len(files.files),
        "statements": len(files.graph),
        **{name: len(files.instances(kind)) for name, kind in COUNTED.items()},
    }
    return Findings(tuple(items), file=name, engine="pyshacl", facts=facts)


def _without_queries(graph: Graph, shapes: Graph) -> Iterator[Result]:
    import pyshacl

    with rdflib_kept_quiet():
        _, report, _ = pyshacl.validate(
            graph,
            shacl_graph=with_direct_targets(without_queries(shapes)),
            inference="none",
            advanced=False,
            inplace=True,
        )
    return results_of(report)


def _not_following(
    results: Iterable[Result], typos: Iterable[Result], graph: Graph, shapes: Graph
) -> Iterator[Result]:
    """Return results without those that follow from a name that is not defined.

    A rule cannot be judged where a thing points to nowhere by the property of the rule, is of a
    kind that does not exist, or has a property that does not exist.
    """
    undefined = {result.value for result in typos if result.value is not None}
    unsure = undefined | {node for name in undefined for node in graph.subjects(TYPE, name)}
    misspelled = {node for name in undefined for node in graph.subjects(name, None)}
    for result in results:
        if undefined and str(shapes.value(result.shape, term("bkg:code"))) in UNUSED:
            continue
        path = shapes.value(result.shape, term("sh:path"))
        ends = set(graph.objects(result.focus, path)) if isinstance(path, URIRef) else set()
        spoken_of = {result.focus, result.value}
        if unsure.isdisjoint(spoken_of | ends) and misspelled.isdisjoint(spoken_of):
            yield result


def _once(findings: Iterable[Finding]) -> list[Finding]:
    """Return findings of which no two tell the same of one thing."""
    found: dict[tuple[str, str], Finding] = {}
    for finding in findings:
        # Several parts of a rule may not hold for one thing; it is told once.
        key = finding.code, finding.iri
        found[key] = min(finding, found.get(key, finding), key=lambda each: each.message)
    return list(found.values())


def severity_of(shapes: Graph, shape: Node) -> Severity:
    """Return how much a finding of a shape of :data:`SHAPES` matters."""
    warning = shapes.value(shape, term("sh:severity")) == term("sh:Warning")
    return Severity.WARNING if warning else Severity.ERROR


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
        queried = result.component == QUERIED
        subject = result.value if queried and result.value is not None else result.focus
        users = [] if subject in self.files.places else self._users(subject)
        details = {
            "name": self._name(subject),
            "value": "" if result.value is None else self.files.short(result.value),
            "users": self._first_of(users),
        }
        message = result.message if queried else self._text(shape, "sh:message")
        file, line = self._place(subject, users)
        return Finding(
            code=str(code),
            severity=severity_of(self.shapes, shape),
            message=self._shortened(fill(message, details)),
            remedy=self._text(shape, "bkg:remedy"),
            file=file,
            row=line,
            iri=str(subject),
        )

    def mentions(self, node: Node) -> int:
        """Return how many things of the files speak of a thing."""
        return len(self._users(node))

    def _first_of(self, users: list[Node]) -> str:
        if not users:
            return "the ontology"
        others = plural(len(users) - 1, "other thing")
        return self._name(users[0]) + (f" and {others}" if len(users) > 1 else "")

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

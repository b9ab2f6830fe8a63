"""Mapping sets: SSSOM files read, and what they say as triples.

A mapping set is a tab-separated file under a YAML header in comment lines
(https://mapping-commons.github.io/sssom). A concept that was looked for and not found has
``sssom:NoTermFound`` on the other side and the predicate ``skos:mappingRelation``: no relation of
any kind, not just no exact one.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any, Final
from urllib.parse import quote

import yaml
from rdflib import OWL, RDF, RDFS, SKOS, URIRef
from rdflib.term import Node

from backbone_kg.base.errors import CannotReadError
from backbone_kg.graph.curies import Curies
from backbone_kg.graph.namespaces import CURIES, PROJECT, local_name
from backbone_kg.graph.rdflib_terms import TYPE, iri, term
from backbone_kg.graph.turtle import literal
from backbone_kg.knowledge.record import Record
from backbone_kg.knowledge.turtle_files import text_of

BUILT_IN: Final[dict[str, str]] = {
    "owl": str(OWL),
    "rdf": str(RDF),
    "rdfs": str(RDFS),
    "semapv": "https://w3id.org/semapv/vocab/",
    "skos": str(SKOS),
    "sssom": "https://w3id.org/sssom/",
}
"""Prefixes that SSSOM knows without being told."""

JUSTIFICATIONS: Final = tuple(
    BUILT_IN["semapv"] + name
    for name in (
        "ManualMappingCuration",
        "BackgroundKnowledgeBasedMatching",
        "CompositeMatching",
        "InstanceBasedMatching",
        "LexicalMatching",
        "LexicalSimilarityThresholdMatching",
        "LogicalReasoning",
        "MappingChaining",
        "MappingInversion",
        "MappingReview",
        "SemanticSimilarityThresholdMatching",
        "StructuralMatching",
        "UnspecifiedMatching",
    )
)
"""The ways of making a mapping that SSSOM 1.1 allows."""

MANUAL: Final = JUSTIFICATIONS[0]
NO_TERM_FOUND: Final = BUILT_IN["sssom"] + "NoTermFound"
MATCHES: Final = (
    *(str(SKOS[f"{kind}Match"]) for kind in ("exact", "close", "broad", "narrow", "related")),
    str(term("bkg:oppositeMatch")),
)
COLUMNS: Final = (
    "subject_id",
    "predicate_id",
    "object_id",
    "mapping_justification",
    "subject_source",
    "object_source",
    "comment",
)
"""What every mapping has; a source may stand in the header instead, for all of them."""


@dataclass(frozen=True, slots=True)
class Mapping(Record):
    """One line of a mapping set: how a concept compares with one of another list.

    Parameters
    ----------
    subject, object
        The concepts; None for a side on which there is no counterpart.
    predicate
        A mapping property of SKOS; ``skos:broadMatch`` says that the object is broader.
    justification
        How the mapping was made, such as ``semapv:ManualMappingCuration``.
    comment
        Why, in our own words.
    subject_source, object_source
        The framework or list that each side belongs to, or was looked for in.
    """

    subject: str | None
    predicate: str
    object: str | None
    justification: str
    comment: str
    subject_source: str
    object_source: str


def read_sssom(path: Path) -> tuple[Mapping, ...]:
    """Read a mapping set from an SSSOM file.

    Parameters
    ----------
    path
        A tab-separated file in UTF-8 with the header in comment lines at its beginning.

    Returns
    -------
    tuple of Mapping
        In the order of the file.

    Raises
    ------
    BackboneError
        If the file cannot be read, or something in it is not as SSSOM has it; the message names
        the line and says what to do.
    """
    text = text_of(path)
    lines = list(io.StringIO(text, newline=""))
    header = next((n for n, line in enumerate(lines) if not line.startswith("#")), len(lines))
    metadata = _metadata(path, lines[:header])
    return tuple(_Reader(path, metadata).mappings(lines[header:], header))


def _metadata(path: Path, lines: list[str]) -> dict[str, Any]:
    if not lines:
        raise _bad(path, 1, "There is no header.", "Begin the file with “#curie_map:”.")
    try:
        metadata = yaml.safe_load("".join(line.removeprefix("#") for line in lines))
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        problem = getattr(error, "problem", None) or str(error)
        line = min(mark.line + 1 if mark else 1, len(lines))
        raise _bad(path, line, f"The header is not YAML: {problem}.", "Mend this line.") from error
    if not isinstance(metadata, dict):
        raise _bad(path, 1, "The header has no names and values.", "Write it as “#name: value”.")
    for name in ("curie_map", "mapping_set_id", "license"):
        if not metadata.get(name):
            raise _bad(path, 1, f"The header has no “{name}”.", f"Add a line “#{name}: …” to it.")
    prefixes = metadata["curie_map"]
    if not isinstance(prefixes, dict) or not all(
        isinstance(part, str) for pair in prefixes.items() for part in pair
    ):
        remedy = "Write each prefix in a line of its own, as “#  prefix: https://…”."
        raise _bad(path, 1, "“curie_map” in the header is not a list of prefixes.", remedy)
    for prefix, namespace in BUILT_IN.items():
        if prefixes.get(prefix, namespace) != namespace:
            problem = f"The prefix “{prefix}” stands for {namespace} and nothing else."
            raise _bad(path, 1, problem, "Take it out of “curie_map”.")
    return metadata


def _bad(path: Path, line: int, problem: str, remedy: str) -> CannotReadError:
    return CannotReadError(path, f"Line {line}: {problem}", remedy)


class _Reader:
    """Reads the lines below the header."""

    def __init__(self, path: Path, metadata: dict[str, Any]) -> None:
        self.path = path
        self.curies = Curies(BUILT_IN | metadata["curie_map"])
        self.for_all = {
            name: str(metadata[name])
            for name in ("subject_source", "object_source")
            if name in metadata
        }
        self.line = 0

    def mappings(self, lines: list[str], before: int) -> Iterator[Mapping]:
        """Return the mappings; ``before`` says how many lines stand above."""
        self.line = before + 1
        reader = csv.reader(lines, delimiter="\t", strict=True)
        columns: list[str] | None = None
        seen: dict[str, int] = {}
        try:
            for fields in reader:
                if columns is None:
                    columns = self._columns(fields)
                elif any(fields):
                    mapping = self._mapping(self._row(columns, fields))
                    node = axiom_iri(mapping)
                    if node in seen:
                        problem = f"Line {seen[node]} compares the same two already."
                        raise self._bad(problem, "Keep one of the two.")
                    seen[node] = self.line
                    yield mapping
                self.line = before + reader.line_num + 1
        except csv.Error as error:
            problem = f"The line cannot be taken apart ({error})."
            remedy = "Put a field that has quotes in it in quotes, and double those inside."
            raise self._bad(problem, remedy) from error
        if columns is None:
            raise self._bad("There are no columns.", f"Name them: {', '.join(COLUMNS)}.")

    def _bad(self, problem: str, remedy: str) -> CannotReadError:
        return _bad(self.path, self.line, problem, remedy)

    def _columns(self, fields: list[str]) -> list[str]:
        for name in COLUMNS:
            if name not in fields and name not in self.for_all:
                raise self._bad(f"The column “{name}” is missing.", "Add it.")
        return fields

    def _row(self, columns: list[str], fields: list[str]) -> dict[str, str]:
        if len(fields) != len(columns):
            problem = f"There are {len(fields)} fields under {len(columns)} columns."
            raise self._bad(problem, "Put one tab between two fields.")
        return self.for_all | {
            name: field.strip() for name, field in zip(columns, fields, strict=True)
        }

    def _mapping(self, row: dict[str, str]) -> Mapping:
        for name in COLUMNS:
            if not row[name]:
                remedy = "Say why." if name == "comment" else "Fill it in."
                raise self._bad(f"“{name}” is empty.", remedy)
        ids = {name: self._expanded(name, row[name]) for name in COLUMNS if name != "comment"}
        subject, target = (
            None if ids[name] == NO_TERM_FOUND else ids[name]
            for name in ("subject_id", "object_id")
        )
        predicate = ids["predicate_id"]
        whole = subject is not None and target is not None
        if subject is None and target is None:
            raise self._bad("Neither side is a concept.", "Give one of them.")
        if predicate not in MATCHES and (whole or predicate != str(SKOS.mappingRelation)):
            known = ", ".join(map(CURIES.shorten, MATCHES))
            problem = f"“{row['predicate_id']}” does not say how the two compare."
            raise self._bad(problem, f"Use one of {known}.")
        if ids["mapping_justification"] not in JUSTIFICATIONS:
            known = ", ".join(_last_part(each) for each in JUSTIFICATIONS)
            problem = f"“{row['mapping_justification']}” is no way of making a mapping in SSSOM."
            raise self._bad(problem, f"Use semapv: with one of {known}.")
        return Mapping(
            subject=subject,
            predicate=predicate,
            object=target,
            justification=ids["mapping_justification"],
            comment=row["comment"],
            subject_source=ids["subject_source"],
            object_source=ids["object_source"],
        )

    def _expanded(self, column: str, curie: str) -> str:
        prefix, colon, name = curie.partition(":")
        expanded = self.curies.expand(curie)
        if not colon or name.startswith("//"):
            problem = f"“{curie}” in “{column}” is not a prefixed name."
            raise self._bad(problem, "Write it as prefix:name.")
        if expanded is None:
            problem = f"The prefix “{prefix}” of “{curie}” is not in the header."
            raise self._bad(problem, "Add it to “curie_map”, or correct it.")
        return expanded


# --- as triples ---------------------------------------------------------------------------------


def mapping_triples(mappings: Iterable[Mapping]) -> Iterator[tuple[Node, Node, Node]]:
    """Return mappings as triples.

    Each mapping between two concepts is a SKOS statement. Each mapping, those without a
    counterpart included, is also an ``owl:Axiom`` with the reason for it.
    """
    for mapping in mappings:
        if mapping.subject is not None and mapping.object is not None:
            yield iri(mapping.subject), iri(mapping.predicate), iri(mapping.object)
        node = axiom_iri(mapping)
        yield node, TYPE, OWL.Axiom
        yield node, OWL.annotatedSource, iri(mapping.subject or NO_TERM_FOUND)
        yield node, OWL.annotatedProperty, iri(mapping.predicate)
        yield node, OWL.annotatedTarget, iri(mapping.object or NO_TERM_FOUND)
        for name, value in (
            ("mapping_justification", mapping.justification),
            ("subject_source", mapping.subject_source),
            ("object_source", mapping.object_source),
        ):
            yield node, URIRef(BUILT_IN["sssom"] + name), iri(value)
        yield node, RDFS.comment, literal(mapping.comment, None, "en")


def axiom_iri(mapping: Mapping) -> URIRef:
    """Return the IRI of the statement that a mapping makes.

    It depends on the two sides alone, so that it stays when a judgment is revised.
    """

    def side(concept: str | None, source: str) -> str:
        return f"{_last_part(source)}.{'none' if concept is None else _last_part(concept)}"

    left = side(mapping.subject, mapping.subject_source)
    right = side(mapping.object, mapping.object_source)
    return URIRef(f"{PROJECT}crosswalk#{left}--{right}")


@lru_cache(maxsize=1024)
def _last_part(of: str) -> str:
    return quote(local_name(of.rstrip("/#")), safe="-._~")

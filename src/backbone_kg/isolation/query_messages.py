"""The messages between a program and the process that runs a query for it."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Final

import pyoxigraph as ox

from backbone_kg.base.errors import BackboneError
from backbone_kg.sparql.oxigraph_terms import Term

SOLUTIONS: Final = ("json", "xml", "csv", "tsv")
GRAPHS: Final = ("ttl", "nt", "jsonld", "rdf")


@dataclass(frozen=True, slots=True)
class Job:
    """One query to run, and how its result is wanted.

    Parameters
    ----------
    text
        The query.
    bindings
        Terms that take the place of variables in the text, by their names without a question mark.
    default_graphs, named_graphs
        The dataset that the request names; it takes the place of the query's own.
    solutions, graphs
        In which format rows and an ask's answer, or triples, are written; ``None`` if the asker
        takes no format for them.
    base
        IRI that relative IRIs are resolved against.
    most_rows, most_bytes
        How large the result may be.
    seconds
        How long it may take.
    """

    text: str
    bindings: Mapping[str, Term] = field(default_factory=dict)
    default_graphs: tuple[str, ...] = ()
    named_graphs: tuple[str, ...] = ()
    solutions: str | None = "json"
    graphs: str | None = "nt"
    base: str | None = None
    most_rows: int | None = None
    most_bytes: int | None = None
    seconds: float | None = None

    def to_line(self) -> bytes:
        """Return the job as one line of JSON."""
        fields = {name: getattr(self, name) for name in self.__slots__}
        fields["bindings"] = {name: _packed(term) for name, term in self.bindings.items()}
        return json.dumps(fields).encode() + b"\n"

    @classmethod
    def from_line(cls, line: bytes) -> Job:
        """Return the job that such a line tells."""
        fields = json.loads(line)
        fields["bindings"] = {name: _unpacked(term) for name, term in fields["bindings"].items()}
        for name in ("default_graphs", "named_graphs"):
            fields[name] = tuple(fields[name])
        return cls(**fields)


@dataclass(frozen=True, slots=True)
class Answer:
    """The result of a query, serialized.

    Parameters
    ----------
    kind
        ``select``, ``ask`` or ``graph``.
    form
        The format, one of the names above.
    content
        The bytes.
    rows
        How many rows or triples they hold.
    knowledge_base
        IRI of the version of the knowledge base that was asked; "" if the store does not say.
    """

    kind: str
    form: str
    content: bytes
    rows: int
    knowledge_base: str = ""


def _packed(term: Term) -> list[str | None]:
    if isinstance(term, ox.NamedNode):
        return ["iri", term.value]
    if isinstance(term, ox.Literal):
        return ["literal", term.value, term.datatype.value, term.language]
    raise BackboneError(f"Only an IRI or a literal can stand for a variable, not {term}.")


def _unpacked(parts: list[Any]) -> Term:
    if parts[0] == "iri":
        return ox.NamedNode(parts[1])
    _, value, datatype, language = parts
    if language:
        return ox.Literal(value, language=language)
    return ox.Literal(value, datatype=ox.NamedNode(datatype))

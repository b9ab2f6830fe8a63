"""The messages between a program and the process that runs a query for it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from backbone_kg.sparql.oxigraph_terms import Term


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


@dataclass(frozen=True, slots=True)
class Answer:
    """The result of a query, serialized.

    Parameters
    ----------
    kind
        ``select``, ``ask`` or ``graph``.
    form
        The format, one of those that the job takes.
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

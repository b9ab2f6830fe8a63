"""Small graphs and records for tests of stores."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import pyoxigraph as ox

from backbone_kg.base.findings import Severity
from backbone_kg.stores import DATA_GRAPHS, Load, LoadRecord, Store

EX = "http://example.org/"
COUNT = "SELECT (COUNT(*) AS ?n) WHERE { ?s ?p ?o }"


def node(name: str) -> ox.NamedNode:
    return ox.NamedNode(EX + name)


def triple(subject: Any, predicate: str, value: Any) -> ox.Triple:
    def term(of: Any) -> Any:
        return node(of) if isinstance(of, str) else of

    return ox.Triple(term(subject), node(predicate), term(value))


def graph(name: str) -> str:
    return DATA_GRAPHS + name


def record(name: str, triples: int = 0, sha256: str = "0" * 64, **more: Any) -> LoadRecord:
    values = {
        "graph": graph(name),
        "source": f"{name}.xlsx",
        "sha256": sha256,
        "loaded": "2025-09-30T14:05:09Z",
        "version": "1.2.3",
        "triples": triples,
        "findings": {Severity.ERROR: 0, Severity.WARNING: 2, Severity.INFO: 1},
        "location": f"file:///data/{name}.xlsx",
    }
    return LoadRecord(**{**values, **more})


def put(store: Store, name: str, triples: Iterable[ox.Triple], **more: Any) -> LoadRecord:
    triples = tuple(triples)
    made = record(name, len(triples), **more)
    store.load_all([Load.of(triples, made)])
    return made


def count(store: Store, text: str = COUNT) -> int:
    (row,) = store.query(text).rows
    return int(row[0].value)  # type: ignore[union-attr]


def said(store: Store, pattern: str = "?s ?p ?o") -> set[str]:
    """Return what a store says, each triple as often as it is counted."""
    rows = store.query(f"SELECT ?s ?p ?o WHERE {{ {pattern} }}").rows
    shown = [" ".join(map(str, row)) for row in rows]
    assert len(shown) == len(set(shown)), "a triple counts twice"
    return set(shown)


def shown(triples: Iterable[ox.Triple]) -> set[str]:
    return {f"{t.subject} {t.predicate} {t.object}" for t in triples}

"""The updates that put a graph into a service, in the place of another."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Final

import pyoxigraph as ox

from backbone_kg.stores.provenance import (
    DATA_GRAPHS,
    GRAPHS,
    ONTOLOGY_GRAPHS,
    PROVENANCE,
    LoadRecord,
    record_deletion,
    record_triples,
)
from backbone_kg.stores.store import n_triples

MERGED: Final = f"{GRAPHS}merged"
"""The merge of all graphs but that about graphs: what queries see as the default graph.

A service would take the union of graphs by default, or nothing, or its own; some count a triple
once for each graph that says it. One graph that says each once is the same everywhere.
"""

PARTS: Final = f"{GRAPHS}part/"
"""Graphs on their way in; no query sees them."""

BATCH: Final = 1000
"""How many triples one update says. Virtuoso takes no text much longer than that."""


def switched(graph_name: str, insertions: Iterable[str], record: LoadRecord) -> str:
    """Return the update that puts a graph in the place of another.

    Its order is such that doing all of it again mends whatever an interruption left: the merge
    loses only what the graph says that is there, and the record comes last.
    """
    about = n_triples(record_triples(record))
    return ";\n".join(
        [
            unmerge(graph_name),
            f"DROP SILENT GRAPH <{graph_name}>",
            *insertions,
            f"INSERT {{ GRAPH <{MERGED}> {{ ?s ?p ?o }} }}\n"
            f"WHERE {{ GRAPH <{graph_name}> {{ ?s ?p ?o }} }}",
            record_deletion(graph_name),
            f"INSERT DATA {{ GRAPH <{PROVENANCE}> {{\n{about}}} }}",
        ]
    )


def unmerge(graph_name: str) -> str:
    """Return the update that takes from the merge what this graph alone says."""
    ours = " || ".join(
        f'STRSTARTS(STR(?other), "{prefix}")' for prefix in (DATA_GRAPHS, ONTOLOGY_GRAPHS)
    )
    return f"""DELETE {{ GRAPH <{MERGED}> {{ ?s ?p ?o }} }} WHERE {{
  GRAPH <{graph_name}> {{ ?s ?p ?o }}
  FILTER NOT EXISTS {{
    GRAPH ?other {{ ?s ?p ?o }} FILTER(?other != <{graph_name}> && ({ours}))
  }}
}}"""


def insertions(graph_name: str, triples: Sequence[ox.Triple]) -> list[str]:
    """Return updates that put triples into a graph, each of about :data:`BATCH` triples.

    Blank nodes that belong together stay in one update. They go into the template of an INSERT:
    Virtuoso takes none in INSERT DATA.
    """
    plain = [each for each in triples if not _blanks(each)]
    updates = [
        f"INSERT DATA {{ GRAPH <{graph_name}> {{\n{n_triples(plain[at : at + BATCH])}}} }}"
        for at in range(0, len(plain), BATCH)
    ]
    for group in _in_batches(_together(each for each in triples if _blanks(each))):
        updates.append(f"INSERT {{ GRAPH <{graph_name}> {{\n{n_triples(group)}}} }} WHERE {{ }}")
    return updates


def _blanks(triple: ox.Triple) -> list[ox.BlankNode]:
    return [node for node in (triple.subject, triple.object) if isinstance(node, ox.BlankNode)]


def _together(triples: Iterable[ox.Triple]) -> list[list[ox.Triple]]:
    """Return triples in groups that share no blank node."""
    leader: dict[ox.BlankNode, ox.BlankNode] = {}

    def found(node: ox.BlankNode) -> ox.BlankNode:
        while (above := leader.setdefault(node, node)) != node:
            node = leader[node] = leader.setdefault(above, above)
        return node

    kept = list(triples)
    for triple in kept:
        first, *others = _blanks(triple)
        for other in others:
            leader[found(other)] = found(first)
    groups: dict[ox.BlankNode, list[ox.Triple]] = {}
    for triple in kept:
        groups.setdefault(found(_blanks(triple)[0]), []).append(triple)
    return list(groups.values())


def _in_batches(groups: Iterable[list[ox.Triple]]) -> Iterator[list[ox.Triple]]:
    batch: list[ox.Triple] = []
    for group in groups:
        if batch and len(batch) + len(group) > BATCH:
            yield batch
            batch = []
        batch += group
    if batch:
        yield batch

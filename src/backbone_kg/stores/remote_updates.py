"""The updates that put a graph into a service, in the place of another."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final

import pyoxigraph as ox

from backbone_kg.graph.ntriples import ox_n_triples
from backbone_kg.stores.derived import DERIVED_GRAPHS, derived_graph
from backbone_kg.stores.provenance import (
    DATA_GRAPHS,
    GRAPHS,
    ONTOLOGY_GRAPHS,
    PROVENANCE,
    LoadRecord,
    record_deletion,
    record_triples,
)

MERGED: Final = f"{GRAPHS}merged"
"""The merge of all graphs but that about graphs: what queries see as the default graph.

A service would take the union of graphs by default, or nothing, or its own; some count a triple
once for each graph that says it. One graph that says each once is the same everywhere.
"""

PARTS: Final = f"{GRAPHS}part/"
"""Graphs on their way in; no query sees them."""

BATCH: Final = 1000
"""How many triples one update says: services limit how long its text may be."""


def switched(graph_name: str, insertions: Iterable[str], record: LoadRecord) -> str:
    """Return the update that puts a graph, and what is derived from it, in the place of another.

    Its order is such that doing all of it again mends whatever an interruption left: the merge
    loses only what the graph says that is there, and the record comes last.
    """
    about = ox_n_triples(record_triples(record))
    return ";\n".join(
        [
            unmerge(graph_name),
            *drops(graph_name),
            *insertions,
            f"INSERT {{ GRAPH <{MERGED}> {{ ?s ?p ?o }} }}\n"
            f"WHERE {{ {_mine(graph_name)} GRAPH ?mine {{ ?s ?p ?o }} }}",
            record_deletion(graph_name),
            f"INSERT DATA {{ GRAPH <{PROVENANCE}> {{\n{about}}} }}",
        ]
    )


def unmerge(graph_name: str) -> str:
    """Return the update that takes from the merge what this graph alone says."""
    ours = " || ".join(
        f'STRSTARTS(STR(?other), "{prefix}")'
        for prefix in (DATA_GRAPHS, ONTOLOGY_GRAPHS, DERIVED_GRAPHS)
    )
    names = ", ".join(f"<{name}>" for name in _with_derived(graph_name))
    return f"""DELETE {{ GRAPH <{MERGED}> {{ ?s ?p ?o }} }} WHERE {{
  {_mine(graph_name)} GRAPH ?mine {{ ?s ?p ?o }}
  FILTER NOT EXISTS {{
    GRAPH ?other {{ ?s ?p ?o }} FILTER(?other NOT IN ({names}) && ({ours}))
  }}
}}"""


def drops(graph_name: str) -> list[str]:
    """Return the updates that take away a graph, and what is derived from it, but for the merge."""
    return [f"DROP SILENT GRAPH <{name}>" for name in _with_derived(graph_name)]


def _with_derived(graph_name: str) -> tuple[str, str]:
    return graph_name, derived_graph(graph_name)


def _mine(graph_name: str) -> str:
    return f"VALUES ?mine {{ {' '.join(f'<{name}>' for name in _with_derived(graph_name))} }}"


def insertions(graph_name: str, triples: Iterable[ox.Triple]) -> list[str]:
    """Return updates that put triples into a graph, each of about :data:`BATCH` triples.

    Triples that share blank nodes stay in one update: in another, the same name is another node.
    """
    return [
        f"INSERT DATA {{ GRAPH <{graph_name}> {{\n{ox_n_triples(batch)}}} }}"
        for batch in _in_batches(_together(triples))
    ]


def _together(triples: Iterable[ox.Triple]) -> Iterator[list[ox.Triple]]:
    """Give triples in groups that share no blank node."""
    import networkx as nx

    joined = nx.Graph()
    about: dict[ox.BlankNode, list[ox.Triple]] = {}
    for triple in triples:
        ends = (triple.subject, triple.object)
        blank = [node for node in ends if isinstance(node, ox.BlankNode)]
        if blank:
            joined.add_edge(blank[0], blank[-1])
            about.setdefault(blank[0], []).append(triple)
        else:
            yield [triple]
    for nodes in nx.connected_components(joined):
        yield [triple for node in nodes for triple in about.get(node, ())]


def _in_batches(groups: Iterable[list[ox.Triple]]) -> Iterator[list[ox.Triple]]:
    batch: list[ox.Triple] = []
    for group in groups:
        if batch and len(batch) + len(group) > BATCH:
            yield batch
            batch = []
        batch += group
    if batch:
        yield batch

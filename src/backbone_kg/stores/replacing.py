"""A graph in the place of another in a store of Oxigraph: each is one update, one transaction."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import TypeAlias

import pyoxigraph as ox

from backbone_kg.graph.ntriples import ox_n_triples
from backbone_kg.stores.derived import (
    MERGE,
    derived_graph,
    derived_of,
    graphs_with_derived,
    holders,
    snapshot_of,
    snapshots_spoken_of,
    speaks_of_derived,
)
from backbone_kg.stores.provenance import PROVENANCE, record_deletion, record_triples
from backbone_kg.stores.store import Load

_Graph: TypeAlias = ox.NamedNode | ox.DefaultGraph
_Triples: TypeAlias = dict[ox.Triple, None]
"""Triples, each once, in their order."""


def new_to(store: ox.Store, loads: Sequence[Load]) -> list[Load]:
    """Return the loads that need no more than to be added: nothing is in their place."""
    often = Counter(load.graph_name for load in loads)
    return [
        load
        for load in loads
        if often[load.graph_name] == 1
        and not _is_there(store, load.graph_name)
        and not speaks_of_derived(load.content)
    ]


def _is_there(store: ox.Store, graph_name: str) -> bool:
    """Return whether there is a graph, or a record: one without triples is not seen otherwise."""
    about = ox.NamedNode(graph_name), None, None, ox.NamedNode(PROVENANCE)
    return (
        store.contains_named_graph(ox.NamedNode(graph_name))
        or next(store.quads_for_pattern(*about), None) is not None
    )


def added(store: ox.Store, loads: Sequence[Load]) -> tuple[str, bytes]:
    """Return the update that must come before graphs are added, and what is added, as N-Quads."""
    often = Counter(load.record.snapshot for load in loads)
    before = [
        update
        for load in loads
        for update in _set_apart(store, {load.record.snapshot}, load.graph_name)
    ]
    content = [
        piece
        for load in loads
        for piece in load.n_quads(apart=often[load.record.snapshot] > 1 or _is_shared(store, load))
    ]
    return ";\n".join(dict.fromkeys(before)), b"".join(content)


def _is_shared(store: ox.Store, load: Load) -> bool:
    """Return whether another file speaks of what is derived from this one."""
    name, snapshot = load.graph_name, load.record.snapshot
    return bool(holders(store, snapshot) - {name} or _speakers(store, snapshot, name))


def _speakers(store: ox.Store, snapshot: str, graph_name: str) -> set[_Graph]:
    """Return the graphs of others that speak of what is derived from a snapshot."""
    own = {MERGE, ox.NamedNode(graph_name), ox.NamedNode(derived_graph(graph_name))}
    return graphs_with_derived(store, snapshot) - own if snapshot else set()


def replacement(store: ox.Store, load: Load) -> str:
    """Return the update that puts a graph in the place of another."""
    name, snapshot, triples = load.graph_name, load.record.snapshot, load.triples
    apart = _is_shared(store, load)
    about = ox_n_triples(record_triples(load.record))
    return ";\n".join(
        [
            *_set_apart(store, {snapshot, *snapshots_spoken_of(triples)}, name),
            *_changes(store, name, triples, load.derived_triples, apart=apart),
            *([] if apart else [f"DROP SILENT GRAPH <{derived_graph(name)}>"]),
            *_together_again(store, name, snapshot),
            record_deletion(name),
            f"INSERT DATA {{ GRAPH <{PROVENANCE}> {{\n{about}}} }}",
        ]
    )


def removal(store: ox.Store, graph_name: str) -> str:
    """Return the update that takes a graph away."""
    names = graph_name, derived_graph(graph_name)
    drops = [f"DROP SILENT GRAPH <{name}>" for name in names]
    steps = [*_changes(store, graph_name), *drops, *_together_again(store, graph_name)]
    return ";\n".join([*steps, record_deletion(graph_name)])


def _set_apart(store: ox.Store, snapshots: Iterable[str], graph_name: str) -> Iterator[str]:
    """Give the updates that keep apart what is derived from others, before a graph speaks of it."""
    for snapshot in sorted(snapshots):
        held = holders(store, snapshot)
        # What is derived from each of several is apart already.
        if len(held) == 1 and graph_name not in held:
            aside = derived_graph(held.pop())
            if not store.contains_named_graph(ox.NamedNode(aside)):
                triples = ox_n_triples(derived_of(store, snapshot))
                yield f"INSERT DATA {{ GRAPH <{aside}> {{\n{triples}}} }}"


def _together_again(store: ox.Store, graph_name: str, snapshot: str = "") -> Iterator[str]:
    """Give the update for a file whose snapshot is no other's when a graph is of another one."""
    before = snapshot_of(store, graph_name)
    others = holders(store, before) - {graph_name}
    if before != snapshot and len(others) == 1:
        left = others.pop()
        if not _speakers(store, before, left) - {ox.NamedNode(derived_graph(graph_name))}:
            yield f"DROP SILENT GRAPH <{derived_graph(left)}>"


def _changes(
    store: ox.Store,
    graph_name: str,
    triples: Iterable[ox.Triple] = (),
    derived: Iterable[ox.Triple] = (),
    *,
    apart: bool = False,
) -> list[str]:
    """Return the updates that make a graph, and the merge with it, say these triples.

    Most files change little from one loading to the next, so that only the difference is written.
    Blank nodes are always new: no name tells them apart.
    """
    name, aside = ox.NamedNode(graph_name), ox.NamedNode(derived_graph(graph_name))
    said, set_apart = _said_in(store, name), _said_in(store, aside)
    stated, new_derived = dict.fromkeys(triples), dict.fromkeys(derived)
    before: dict[_Graph, _Triples] = {
        name: said,
        aside: set_apart,
        MERGE: said | (set_apart or _in_the_merge_alone(store, graph_name)),
    }
    after: dict[_Graph, _Triples] = {
        name: stated,
        aside: new_derived if apart else {},
        MERGE: stated | new_derived,
    }
    besides: set[_Graph] = {name, aside, MERGE, ox.NamedNode(PROVENANCE)}
    gone = {
        graph: [one for one in old if one not in after[graph] and not _has_blank(one)]
        for graph, old in before.items()
    }
    gone[MERGE] = [one for one in gone[MERGE] if not _said_elsewhere(store, one, besides)]
    more = {
        graph: [one for one in new if one not in before[graph] or _has_blank(one)]
        for graph, new in after.items()
    }
    updates = []
    if any(map(_has_blank, said)):
        blank = "?s ?p ?o FILTER(isBLANK(?s) || isBLANK(?o))"
        both = f"GRAPH <{graph_name}> {{ ?s ?p ?o }} ?s ?p ?o ."
        updates.append(f"DELETE {{ {both} }} WHERE {{ GRAPH <{graph_name}> {{ {blank} }} }}")
    if any(gone.values()):
        updates.append(f"DELETE DATA {{\n{_quads(gone)}}}")
    if any(more.values()):
        # In one INSERT DATA, a blank node of the graph and of the merge is the same one.
        updates.append(f"INSERT DATA {{\n{_quads(more)}}}")
    return updates


def _said_in(store: ox.Store, graph: ox.NamedNode) -> _Triples:
    return dict.fromkeys(quad.triple for quad in store.quads_for_pattern(None, None, None, graph))


def _in_the_merge_alone(store: ox.Store, graph_name: str) -> _Triples:
    """Return what is derived from a graph, if no other file has its snapshot."""
    snapshot = snapshot_of(store, graph_name)
    return derived_of(store, snapshot) if holders(store, snapshot) == {graph_name} else {}


def _quads(triples: dict[_Graph, list[ox.Triple]]) -> str:
    """Return triples by graph as SPARQL takes them."""
    return "".join(
        ox_n_triples(said) if graph == MERGE else f"GRAPH {graph} {{\n{ox_n_triples(said)}}}\n"
        for graph, said in triples.items()
        if said
    )


def _has_blank(triple: ox.Triple) -> bool:
    return isinstance(triple.subject, ox.BlankNode) or isinstance(triple.object, ox.BlankNode)


def _said_elsewhere(store: ox.Store, triple: ox.Triple, besides: set[_Graph]) -> bool:
    """Return whether another graph of the merge says a triple."""
    found = store.quads_for_pattern(triple.subject, triple.predicate, triple.object, None)
    return any(quad.graph_name not in besides for quad in found)

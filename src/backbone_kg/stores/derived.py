"""What is derived from a data file and is about nothing but its snapshot: kept once, in the merge.

Such a thing has an IRI that begins with that of the snapshot, so that no other file speaks of it,
and the merge alone tells what is the file's. Two files of one partnership at one date have the same
snapshot: then what is derived from each is also kept in a graph of its own, beside the merge, so
that one file can go without taking along what the other says.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Final

import pyoxigraph as ox

from backbone_kg.stores.provenance import GRAPHS, PROVENANCE, TOPIC

DERIVED_GRAPHS: Final = f"{GRAPHS}derived/"

_PART: Final = re.compile(r"/(?:fact|figure)/")
"""What follows a snapshot's IRI in those of the facts and figures that are derived of it."""

MERGE: Final = ox.DefaultGraph()


def derived_graph(graph_name: str) -> str:
    """Return the name of the graph that keeps apart what is derived from another."""
    return DERIVED_GRAPHS + graph_name.removeprefix(GRAPHS)


def parted(content: bytes, snapshot: str) -> tuple[bytes, bytes]:
    """Return of derived N-Triples those that other files may say too, and the snapshot's own."""
    own = tuple(f"<{each}".encode() for each in _own(snapshot))
    shared: list[bytes] = []
    derived: list[bytes] = []
    for line in content.splitlines(keepends=True):
        (derived if line.startswith(own) else shared).append(line)
    return b"".join(shared), b"".join(derived)


def speaks_of_derived(content: bytes) -> bool:
    """Return whether N-Triples may speak of what is derived: a file that was taken from a store."""
    return b"/fact/" in content or b"/figure/" in content


def snapshots_spoken_of(triples: Iterable[ox.Triple]) -> set[str]:
    """Return whose facts and figures triples may speak of."""
    subjects = {one.subject for one in triples if isinstance(one.subject, ox.NamedNode)}
    return {
        node.value[: found.start()] for node in subjects for found in _PART.finditer(node.value)
    }


def holders(store: ox.Store, snapshot: str) -> set[str]:
    """Return the names of the graphs of the files that are one snapshot."""
    if not snapshot:
        return set()
    about = store.quads_for_pattern(None, TOPIC, ox.NamedNode(snapshot), ox.NamedNode(PROVENANCE))
    return {quad.subject.value for quad in about if isinstance(quad.subject, ox.NamedNode)}


def snapshot_of(store: ox.Store, graph_name: str) -> str:
    """Return the snapshot that a graph's file is; "" if it is none, or is not there."""
    about = store.quads_for_pattern(ox.NamedNode(graph_name), TOPIC, None, ox.NamedNode(PROVENANCE))
    return next((q.object.value for q in about if isinstance(q.object, ox.NamedNode)), "")


def derived_of(store: ox.Store, snapshot: str) -> dict[ox.Triple, None]:
    """Return what the merge says of the facts and figures of a snapshot."""
    found: dict[ox.Triple, None] = {}
    own = _own(snapshot)
    waiting = [node for node, _ in _linked(store, snapshot, MERGE)]
    known = set(waiting)
    while waiting:
        for quad in store.quads_for_pattern(waiting.pop(), None, None, MERGE):
            found[quad.triple] = None
            to = quad.object
            if isinstance(to, ox.NamedNode) and to.value.startswith(own) and to not in known:
                known.add(to)
                waiting.append(to)
    return found


def graphs_with_derived(store: ox.Store, snapshot: str) -> set[ox.NamedNode | ox.DefaultGraph]:
    """Return the graphs that speak of facts and figures of a snapshot."""
    return {graph for _, graph in _linked(store, snapshot, None)}


def _linked(
    store: ox.Store, snapshot: str, graph: ox.DefaultGraph | None
) -> Iterator[tuple[ox.NamedNode, ox.NamedNode | ox.DefaultGraph]]:
    own = _own(snapshot)
    for quad in store.quads_for_pattern(None, None, ox.NamedNode(snapshot), graph):
        node = quad.subject
        if isinstance(node, ox.NamedNode) and node.value.startswith(own):
            assert not isinstance(quad.graph_name, ox.BlankNode)
            yield node, quad.graph_name


def _own(snapshot: str) -> tuple[str, str]:
    return f"{snapshot}/fact/", f"{snapshot}/figure/"

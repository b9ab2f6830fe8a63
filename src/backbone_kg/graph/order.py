"""The order of a source: concepts as their framework has them, things as their rows stand."""

from __future__ import annotations

from collections.abc import Iterable

from rdflib import BNode, Graph, Literal
from rdflib.term import Node

from backbone_kg.graph.rdflib_terms import POSITION

_MOST_DIGITS = 18
"""A longer number is no position, and takes long to read."""


def node_order(node: Node) -> tuple[str, ...]:
    """Return what nodes are sorted by: IRIs before literals, each by its text."""
    if isinstance(node, Literal):
        return ("literal", str(node), str(node.datatype or ""), str(node.language or ""))
    return ("blank" if isinstance(node, BNode) else "IRI", str(node))


def by_position(graph: Graph, nodes: Iterable[Node]) -> list[Node]:
    """Return nodes by their position in the source, those without one last, then by name.

    Parameters
    ----------
    graph
        Which states the positions, as ``bkg:position``.
    nodes
        Which to sort; those that occur more than once are kept once.
    """
    return sorted(set(nodes), key=lambda node: (position_of(graph, node), node_order(node)))


def position_of(graph: Graph, node: Node) -> float:
    """Return a node's position in the source, from 1; infinity if it has none."""
    written = str(graph.value(node, POSITION))
    is_whole = written.isascii() and written.isdigit() and len(written) <= _MOST_DIGITS
    return int(written) if is_whole else float("inf")

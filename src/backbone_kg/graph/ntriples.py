"""Triples as N-Triples: one line each, which every RDF library reads fast."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING

from rdflib import BNode, Literal, URIRef
from rdflib.term import Node

from backbone_kg.base.errors import BackboneError
from backbone_kg.graph.ntriples_terms import quoted

if TYPE_CHECKING:
    import pyoxigraph as ox


def written(node: Node) -> str:
    r"""Return a node as N-Triples and Turtle have it.

    Examples
    --------
    >>> written(Literal('She said:\n"yes"', lang="en"))
    '"She said:\\n\\"yes\\""@en'
    """
    if not isinstance(node, Literal):
        return node.n3()
    # rdflib writes a text of several lines as Turtle, and not every one of them rightly.
    text = quoted(str(node))
    if node.language is not None:
        return f"{text}@{node.language}"
    return text if node.datatype is None else f"{text}^^<{node.datatype}>"


def n_triples(
    triples: Iterable[tuple[Node, Node, Node]], as_text: Callable[[Node], str] = written
) -> bytes:
    """Return triples as N-Triples, in their order.

    Parameters
    ----------
    triples
        A graph, or any triples.
    as_text
        Writes a node; called once for each.
    """
    known: dict[Node, str] = {}

    def text_of(node: Node) -> str:
        found = known.get(node)
        if found is None:
            found = known[node] = as_text(node)
        return found

    return "".join(f"{text_of(s)} {text_of(p)} {text_of(o)} .\n" for s, p, o in triples).encode()


def checked_n_triples(triples: Iterable[tuple[Node, Node, Node]]) -> bytes:
    """Return triples of rdflib as N-Triples that a store takes.

    Parameters
    ----------
    triples
        A graph, or any triples. Blank nodes get names that no other graph has.

    Raises
    ------
    BackboneError
        If a node is not valid RDF: an IRI with a space, a language tag that is none.
    """
    return n_triples(triples, _checked)


def ox_n_triples(triples: Iterable[ox.Triple]) -> str:
    """Return triples of Oxigraph as N-Triples, which SPARQL takes as data."""
    return "".join(f"{triple} .\n" for triple in triples)


def _checked(node: Node) -> str:
    try:
        return str(_of_oxigraph(node))
    except (ValueError, TypeError) as error:
        raise BackboneError(f"“{node}” is not valid RDF ({error}).") from error


def _of_oxigraph(node: Node) -> ox.NamedNode | ox.BlankNode | ox.Literal:
    """Return a node as Oxigraph has it, which looks at each whether it is valid."""
    import pyoxigraph as ox

    if isinstance(node, URIRef):
        return ox.NamedNode(str(node))
    if isinstance(node, BNode):
        return ox.BlankNode()
    if isinstance(node, Literal):
        if node.language:
            return ox.Literal(str(node), language=node.language)
        if node.datatype is None:
            return ox.Literal(str(node))
        return ox.Literal(str(node), datatype=ox.NamedNode(str(node.datatype)))
    raise TypeError(f"{node!r} is no node of a triple")

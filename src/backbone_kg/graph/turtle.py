"""Turtle into an rdflib graph: quickly, with lexical forms kept, and with the line of an error.

rdflib's own reader rewrites literals as it reads them (``"yes"^^xsd:boolean`` becomes ``false``);
Oxigraph's keeps them, is many times faster, and names line and column.
"""

from __future__ import annotations

import contextlib
import logging
import warnings
from collections.abc import Iterable, Iterator
from functools import lru_cache
from pathlib import Path
from typing import Any

from rdflib import BNode, Graph, Literal, URIRef
from rdflib.term import Node

from backbone_kg.graph.namespaces import PREFIXES
from backbone_kg.graph.triples import new_graph

XSD_STRING = "http://www.w3.org/2001/XMLSchema#string"


@lru_cache(maxsize=4096)
def literal(lexical: str, datatype: str | None = None, language: str | None = None) -> Literal:
    """Return a literal whose lexical form is kept as it is.

    A plain string gets no datatype, so that ``"a"`` and ``"a"^^xsd:string`` are one literal, as
    RDF 1.1 has it.
    """
    if datatype == XSD_STRING:
        datatype = None
    if language is not None:
        return Literal(lexical, lang=language)
    return Literal(lexical, datatype=URIRef(datatype) if datatype else None, normalize=False)


@contextlib.contextmanager
def rdflib_kept_quiet() -> Iterator[None]:
    """Keep rdflib from logging a traceback, or warning, for each literal that its datatype lacks.

    Such a literal is a finding, told at its place.
    """

    def drop(record: logging.LogRecord) -> bool:
        return not str(record.msg).startswith("Failed to convert Literal")

    logger = logging.getLogger("rdflib.term")
    logger.addFilter(drop)
    try:
        with warnings.catch_warnings():
            warnings.filterwarnings("ignore", message="(Parsing|Serializing) weird")
            yield
    finally:
        logger.removeFilter(drop)


def graph_from_quads(quads: Iterable[Any]) -> Graph:
    """Return an rdflib graph of pyoxigraph quads; names of graphs are ignored."""
    import pyoxigraph as ox

    cache: dict[Any, Node] = {}

    def convert(value: Any) -> Any:
        node = cache.get(value)
        if node is None:
            if isinstance(value, ox.NamedNode):
                node = URIRef(value.value)
            elif isinstance(value, ox.BlankNode):
                node = BNode(value.value)
            else:
                node = literal(value.value, value.datatype.value, value.language)
            cache[value] = node
        return node

    graph = new_graph()
    with rdflib_kept_quiet():
        for quad in quads:
            triple = convert(quad.subject), convert(quad.predicate), convert(quad.object)
            graph.store.add(triple, graph)
    bind_prefixes(graph)
    return graph


def bind_prefixes(graph: Graph) -> None:
    """Give a graph the project's prefixes."""
    for prefix, namespace in PREFIXES.items():
        graph.bind(prefix, namespace, override=True, replace=True)


def read_turtle(*paths: Path) -> Graph:
    """Return one graph of the triples of several Turtle files.

    Blank nodes of two files stay apart, whatever their labels.

    Raises
    ------
    OSError
        When a file cannot be opened.
    SyntaxError
        With ``filename``, ``lineno`` and ``offset``, when a file is not Turtle.
    """
    import pyoxigraph as ox

    return graph_from_quads(
        quad
        for path in paths
        for quad in ox.parse(path=path, format=ox.RdfFormat.TURTLE, rename_blank_nodes=True)
    )

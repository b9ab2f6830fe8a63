"""The SPARQL constraints of the ontology's shapes, answered by Oxigraph.

They are standard SHACL, and any engine can run them. rdflib's query engine takes seconds for what
takes Oxigraph milliseconds, so they are asked here, and the other constraints of pySHACL.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Any

from rdflib import Graph, URIRef
from rdflib.term import Node

from backbone_kg.graph.ntriples import n_triples
from backbone_kg.graph.rdflib_terms import term
from backbone_kg.graph.triples import new_graph
from backbone_kg.validation.with_pyshacl import ReportedResult as Result

QUERIED = "SPARQLConstraintComponent"
"""Component of a result that a query found."""


class Queries:
    """The queries of shapes, to be asked of one graph.

    Parameters
    ----------
    shapes
        Shapes of which some have queries that stand on one node, and select ``?value``.
    data
        The graph to ask.
    """

    def __init__(self, shapes: Graph, data: Graph) -> None:
        import pyoxigraph as ox

        self._shapes = shapes
        self._store = ox.Store()
        self._store.bulk_load(n_triples(data), ox.RdfFormat.N_TRIPLES)

    @property
    def shapes(self) -> set[Node]:
        """The shapes that have queries."""
        return set(self._shapes.subjects(term("sh:sparql")))

    def ask(self, shapes: Iterable[Node]) -> Iterator[Result]:
        """Return what the queries of some shapes find, with the words of each filled in."""
        for shape in shapes:
            (focus,) = self._shapes.objects(shape, term("sh:targetNode"))
            for query in self._shapes.objects(shape, term("sh:sparql")):
                message = str(self._shapes.value(query, term("sh:message")))
                for row in self._rows(query):
                    told = _filled(message, row)
                    yield Result(focus, shape, QUERIED, URIRef(row["value"]), "", told)

    def _rows(self, query: Node) -> Iterator[dict[str, str]]:
        text = str(self._shapes.value(query, term("sh:select")))
        answers: Any = self._store.query(text, prefixes=self._prefixes(query))
        names = [variable.value for variable in answers.variables]
        for answer in answers:
            row = {name: answer[name] for name in names}
            yield {name: cell.value for name, cell in row.items() if cell is not None}

    def _prefixes(self, query: Node) -> dict[str, str]:
        shapes = self._shapes
        return {
            str(shapes.value(each, term("sh:prefix"))): str(
                shapes.value(each, term("sh:namespace"))
            )
            for ontology in shapes.objects(query, term("sh:prefixes"))
            for each in shapes.objects(ontology, term("sh:declare"))
        }


def _filled(message: str, row: dict[str, str]) -> str:
    return re.sub(r"\{\?(\w+)\}", lambda match: row[match[1]], message)


def without_queries(shapes: Graph) -> Graph:
    """Return shapes that are the same but for their queries."""
    left = new_graph()
    for triple in shapes:
        if triple[1] != term("sh:sparql"):
            left.add(triple)
    return left

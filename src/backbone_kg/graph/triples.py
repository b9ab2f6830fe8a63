"""The triples of one graph in memory: the store behind the graphs of this program.

rdflib's own store records for each triple which of many named graphs it is in. There is one graph
here, and without that record adding a triple takes a quarter of the time, and asking half of it.
"""

from __future__ import annotations

from collections.abc import Generator, Iterator
from typing import Any, TypeAlias

from rdflib import Graph, URIRef
from rdflib.store import Store
from rdflib.term import Node

Triple: TypeAlias = tuple[Node, Node, Node]
Pattern: TypeAlias = tuple[Node | None, Node | None, Node | None]
_Index: TypeAlias = dict[Node, dict[Node, dict[Node, None]]]


def new_graph() -> Graph:
    """Return an empty graph, fast to fill and to ask, without any prefixes.

    Examples
    --------
    >>> graph = new_graph()
    >>> triple = URIRef("urn:a"), URIRef("urn:b"), URIRef("urn:c")
    >>> _ = graph.add(triple)
    >>> list(graph) == [triple]
    True
    """
    return Graph(store=OneGraph(), bind_namespaces="none")


class OneGraph(Store):
    """A store of one graph; triples come out in the order of adding, by subject and predicate.

    Whatever the name of a graph that is asked for, it is this one. Triples may be added and
    removed while others are read.
    """

    # pySHACL and rdflib's datasets take no other store.
    context_aware = True
    graph_aware = True

    def __init__(self, configuration: str | None = None, identifier: Any = None) -> None:
        super().__init__(configuration, identifier)
        self._by_subject: _Index = {}
        self._by_predicate: _Index = {}
        self._count = 0
        self._name: Any = None
        self._namespaces: dict[str, URIRef] = {}

    def add(self, triple: Triple, context: Any, quoted: bool = False) -> None:
        """Add a triple, unless it is there already."""
        subject, predicate, value = triple
        of_subject = self._by_subject.get(subject)
        if of_subject is None:
            of_subject = self._by_subject[subject] = {}
        values = of_subject.get(predicate)
        if values is None:
            of_subject[predicate] = {value: None}
        elif value in values:
            return
        else:
            values[value] = None
        of_predicate = self._by_predicate.get(predicate)
        if of_predicate is None:
            of_predicate = self._by_predicate[predicate] = {}
        subjects = of_predicate.get(value)
        if subjects is None:
            of_predicate[value] = {subject: None}
        else:
            subjects[subject] = None
        self._count += 1
        if self._name is None:
            # The graph itself would refer to this store that refers to it: work for the collector.
            self._name = context.identifier

    def remove(self, triple: Pattern, context: Any = None) -> None:
        """Remove all triples that match a pattern, in which None matches anything."""
        for (subject, predicate, value), _ in list(self.triples(triple)):
            _discard(self._by_subject, subject, predicate, value)
            _discard(self._by_predicate, predicate, value, subject)
            self._count -= 1

    def triples(self, triple_pattern: Pattern, context: Any = None) -> Iterator[tuple[Triple, Any]]:
        """Return all triples that match a pattern, each with the names of its graphs: one."""
        subject, predicate, value = triple_pattern
        graphs = (Graph(self, self._name) if context is None else context,)
        if subject is not None:
            of_subject = self._by_subject.get(subject, {})
            for one in tuple(of_subject) if predicate is None else (predicate,):
                values = of_subject.get(one, {})
                if value is None:
                    for each in tuple(values):
                        yield (subject, one, each), graphs
                elif value in values:
                    yield (subject, one, value), graphs
        elif predicate is not None or value is not None:
            for one in tuple(self._by_predicate) if predicate is None else (predicate,):
                of_predicate = self._by_predicate.get(one, {})
                for each in tuple(of_predicate) if value is None else (value,):
                    for node in tuple(of_predicate.get(each, ())):
                        yield (node, one, each), graphs
        else:
            for node in tuple(self._by_subject):
                yield from self.triples((node, None, None))

    def __len__(self, context: Any = None) -> int:
        return self._count

    # --- prefixes, and what else rdflib asks of a store --------------------------------------

    def bind(self, prefix: str, namespace: URIRef, override: bool = True) -> None:
        """Let a prefix stand for a namespace; of two for one, the later counts if it overrides."""
        if not override and (prefix in self._namespaces or self.prefix(namespace) is not None):
            return
        for known in [p for p, n in self._namespaces.items() if n == namespace]:
            del self._namespaces[known]
        self._namespaces[prefix] = namespace

    def namespace(self, prefix: str) -> URIRef | None:
        """Return what a prefix stands for."""
        return self._namespaces.get(prefix)

    def prefix(self, namespace: URIRef) -> str | None:
        """Return the prefix of a namespace."""
        return next((p for p, n in self._namespaces.items() if n == namespace), None)

    def namespaces(self) -> Iterator[tuple[str, URIRef]]:
        """Return all prefixes with what they stand for."""
        yield from tuple(self._namespaces.items())

    def contexts(self, triple: Triple | None = None) -> Generator[Any, None, None]:
        """Return the one graph, if there is anything in it."""
        if self._name is not None:
            yield Graph(self, self._name)

    def add_graph(self, graph: Graph) -> None:
        """Do nothing: every graph is this one."""

    def remove_graph(self, graph: Graph) -> None:
        """Remove all triples."""
        self.remove((None, None, None))


def _discard(index: _Index, first: Node, second: Node, third: Node) -> None:
    """Remove an entry, and what it leaves empty."""
    inner = index[first][second]
    del inner[third]
    if not inner:
        del index[first][second]
        if not index[first]:
            del index[first]

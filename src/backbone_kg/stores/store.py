"""What a store is: named graphs that can be loaded, asked and taken away.

What a query sees is the same in each. Its default graph is the merge of all data files, of what is
derived from them, and of the ontology, each triple once however many files say it; the graph about
graphs is not in it. ``GRAPH`` reaches each graph by its name, that one too.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

import pyoxigraph as ox

from backbone_kg.graph.ntriples import ox_n_triples
from backbone_kg.sparql.oxigraph_terms import Term
from backbone_kg.sparql.query_results import Results
from backbone_kg.stores.derived import derived_graph
from backbone_kg.stores.provenance import PROVENANCE, LoadRecord, record_triples


@dataclass(frozen=True, slots=True)
class Load:
    """A graph to put into a store, with the record of where it came from.

    Parameters
    ----------
    graph_name
        Its name, an IRI.
    content
        Its triples, as N-Triples; no two graphs share names of blank nodes.
    record
        Where it came from.
    derived
        What is derived from it and is in the merge alone, as N-Triples without blank nodes: about
        things whose IRIs begin with that of its snapshot; see :mod:`backbone_kg.stores.derived`.
    """

    graph_name: str
    content: bytes
    record: LoadRecord
    derived: bytes = b""

    @classmethod
    def of(cls, triples: Iterable[ox.Triple], record: LoadRecord) -> Load:
        """Return triples, ready to be put into the graph that a record is about."""
        return cls(record.graph, ox_n_triples(triples).encode(), record)

    @property
    def triples(self) -> tuple[ox.Triple, ...]:
        """The triples of the graph."""
        return _parsed(self.content)

    @property
    def derived_triples(self) -> tuple[ox.Triple, ...]:
        """What is derived from them."""
        return _parsed(self.derived)

    def n_quads(self, *, apart: bool = False) -> list[bytes]:
        """Return, in pieces, the triples in their graph and the merge, what is derived, the record.

        Parameters
        ----------
        apart
            Whether what is derived is also in a graph of its own.
        """
        about = ox_n_triples(record_triples(self.record)).encode()
        return [
            self.content,
            self.derived,
            _in_graph(self.content, self.graph_name),
            _in_graph(about, PROVENANCE),
            _in_graph(self.derived, derived_graph(self.graph_name)) if apart else b"",
        ]


def _parsed(content: bytes) -> tuple[ox.Triple, ...]:
    parsed = ox.parse(content, format=ox.RdfFormat.N_TRIPLES)
    return tuple(quad.triple for quad in parsed)


def _in_graph(content: bytes, graph_name: str) -> bytes:
    # A line of N-Triples holds no other end of line: literals have theirs escaped.
    return content.replace(b" .\n", f" <{graph_name}> .\n".encode())


class Store(Protocol):
    """Named graphs, a record of where each came from, and queries over them."""

    def query(
        self,
        text: str,
        *,
        bindings: Mapping[str, Term] = {},
        default_graphs: Sequence[str] = (),
        named_graphs: Sequence[str] = (),
        timeout: float | None = None,
    ) -> Results:
        """Answer a query.

        Parameters
        ----------
        text
            SPARQL 1.1 query; ``FROM`` in it chooses graphs.
        bindings
            Terms that stand in the place of variables, by name.
        default_graphs, named_graphs
            Names of graphs that are asked instead of all.
        timeout
            Seconds until the query is given up; None for no limit.

        Raises
        ------
        BackboneError
            If it is not a query, or is not answered.
        """

    def load_all(self, loads: Sequence[Load]) -> None:
        """Put graphs in the place of those of their names, each with its record.

        Several at once may be faster than one after another. Each of them is replaced as a whole or
        not at all.

        Raises
        ------
        BackboneError
            If one cannot be stored; what was there before of it is then as it was.
        """

    def remove(self, graph_name: str) -> None:
        """Take away a graph, what is derived from it, and its record; all of it or nothing."""

    def records(self) -> tuple[LoadRecord, ...]:
        """Return where each graph came from, by name of the graph."""

    def close(self) -> None:
        """Let go of the store."""

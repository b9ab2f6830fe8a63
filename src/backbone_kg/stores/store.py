"""What a store is: named graphs that can be loaded, asked and taken away.

What a query sees is the same in each. Its default graph is the merge of all data files and of the
ontology, each triple once however many files say it; the graph about graphs is not in it. ``GRAPH``
reaches each graph by its name, that one too.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

import pyoxigraph as ox

from backbone_kg.graph.ntriples import ox_n_triples
from backbone_kg.sparql.results import Results
from backbone_kg.sparql.terms import Term
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
    """

    graph_name: str
    content: bytes
    record: LoadRecord

    @classmethod
    def of(cls, triples: Iterable[ox.Triple], record: LoadRecord) -> Load:
        """Return triples, ready to be put into the graph that a record is about."""
        return cls(record.graph, ox_n_triples(triples).encode(), record)

    @property
    def triples(self) -> tuple[ox.Triple, ...]:
        """The triples."""
        parsed = ox.parse(self.content, format=ox.RdfFormat.N_TRIPLES)
        return tuple(quad.triple for quad in parsed)

    @property
    def n_quads(self) -> bytes:
        """The triples in their graph and in the merge, and the record, as N-Quads."""
        about = ox_n_triples(record_triples(self.record)).encode()
        return b"".join(
            [
                self.content,
                _in_graph(self.content, self.graph_name),
                _in_graph(about, PROVENANCE),
            ]
        )


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

    def load(self, graph_name: str, triples: Iterable[ox.Triple], record: LoadRecord) -> None:
        """Put a graph in the place of the one of that name, and its record; all of it or nothing.

        Raises
        ------
        BackboneError
            If it cannot be stored; what was there before is then as it was.
        """

    def load_all(self, loads: Sequence[Load]) -> None:
        """Put several graphs in the place of those of their names.

        That may be faster than one after another. Each of them is replaced as a whole or not at
        all.
        """

    def remove(self, graph_name: str) -> None:
        """Take away a graph and its record; all of it or nothing."""

    def records(self) -> tuple[LoadRecord, ...]:
        """Return where each graph came from, by name of the graph."""

    def close(self) -> None:
        """Let go of the store."""

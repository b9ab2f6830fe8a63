"""Stores: where graphs are kept and asked. One kind in memory or on disk, one a remote service.

What a query sees is the same in each. Its default graph is the merge of all data files and of the
ontology, each triple once however many files say it; the graph about graphs is not in it. ``GRAPH``
reaches each graph by its name, that one too.
"""

from __future__ import annotations

import contextlib
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import IO, Protocol, Self

import pyoxigraph as ox

from backbone_kg.base.errors import BackboneError, CannotWriteError
from backbone_kg.sparql.results import Results, Term
from backbone_kg.sparql.tokens import services, with_terms
from backbone_kg.stores.folder import check_is_store, locked, make_folder, opened
from backbone_kg.stores.provenance import (
    PROVENANCE,
    LoadRecord,
    record_deletion,
    record_triples,
    records_of,
    records_query,
)


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
        return cls(record.graph, n_triples(triples).encode(), record)

    @property
    def triples(self) -> tuple[ox.Triple, ...]:
        """The triples."""
        parsed = ox.parse(self.content, format=ox.RdfFormat.N_TRIPLES)
        return tuple(quad.triple for quad in parsed)

    @property
    def n_quads(self) -> bytes:
        """The triples in their graph and in the merge, and the record, as N-Quads."""
        about = n_triples(record_triples(self.record)).encode()
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


class EmbeddedStore:
    """A store in this process, in memory or in a folder.

    Parameters
    ----------
    path
        The folder; made if it is not there. None for a store in memory.
    read_only
        Whether only to ask. Several processes can ask a store at once; one that loads is alone.
    allow_services
        The addresses that ``SERVICE`` in a query may call. Every other one is refused.

    Raises
    ------
    CannotReadError
        If the folder is not a store, or cannot be read, or is one of a later version, or another
        process has it open.
    """

    def __init__(
        self,
        path: Path | None = None,
        read_only: bool = False,
        *,
        allow_services: Collection[str] = (),
    ) -> None:
        self.path = None if path is None else Path(path)
        self.read_only = read_only
        self._allowed = frozenset(allow_services)
        self._lock: IO[bytes] | None = None
        if self.path is None:
            self._store: ox.Store | None = ox.Store()
            return
        if not read_only:
            make_folder(self.path)
        check_is_store(self.path)
        self._lock = locked(self.path, shared=read_only)
        try:
            self._store = opened(self.path, read_only=read_only)
        except BaseException:
            self._lock.close()
            raise

    @property
    def oxigraph(self) -> ox.Store:
        """The store itself. Its default graph is the merge of all graphs but that about graphs."""
        if self._store is None:
            raise BackboneError("This store is closed. Open it again to go on.")
        return self._store

    def query(
        self,
        text: str,
        *,
        bindings: Mapping[str, Term] = {},
        default_graphs: Sequence[str] = (),
        named_graphs: Sequence[str] = (),
        timeout: float | None = None,
    ) -> Results:
        """Answer a query; see :meth:`Store.query`.

        A query in this process cannot be stopped, so that ``timeout`` is refused:
        :mod:`backbone_kg.isolation.worker_process` asks a store in a process of its own.
        """
        if timeout is not None:
            raise BackboneError(
                "A query in this process cannot be stopped. Run it without a time limit."
            )
        self._refuse_services(text)
        chosen = bool(default_graphs or named_graphs)
        try:
            return Results.of(
                self.oxigraph.query(
                    # Oxigraph itself binds only variables that the query selects.
                    with_terms(text, bindings),
                    default_graph=list(map(ox.NamedNode, default_graphs)) if chosen else None,
                    named_graphs=list(map(ox.NamedNode, named_graphs)) if chosen else None,
                )
            )
        except SyntaxError as error:
            raise BackboneError(f"This is not a SPARQL query: {error.msg}") from None
        except (OSError, ValueError, RuntimeError) as error:
            raise BackboneError(f"The query was not answered: {error}") from error

    def _refuse_services(self, text: str) -> None:
        for address in services(text):
            if address not in self._allowed:
                raise BackboneError(
                    f"The query asks another service ({address or 'named by a variable'}), which "
                    "is not allowed."
                )

    def load(self, graph_name: str, triples: Iterable[ox.Triple], record: LoadRecord) -> None:
        """Put a graph in the place of the one of that name; see :meth:`Store.load`."""
        self.load_all([Load(graph_name, n_triples(triples).encode(), record)])

    def load_all(self, loads: Sequence[Load]) -> None:
        """Put several graphs in the place of those of their names; see :meth:`Store.load_all`."""
        store = self.oxigraph
        fresh: list[Load] = []
        with self._writing():
            for load in loads:
                if store.contains_named_graph(ox.NamedNode(load.graph_name)) or self._known(load):
                    store.update(replacement(store, load))
                else:
                    fresh.append(load)
            content = b"".join(load.n_quads for load in fresh)
            if len(fresh) == 1:
                store.load(content, format=ox.RdfFormat.N_QUADS)
            elif fresh:
                store.bulk_load(content, format=ox.RdfFormat.N_QUADS)

    def _known(self, load: Load) -> bool:
        """Return whether there is a record: a graph without triples is not seen otherwise."""
        about = ox.NamedNode(load.graph_name), None, None, ox.NamedNode(PROVENANCE)
        return next(self.oxigraph.quads_for_pattern(*about), None) is not None

    def remove(self, graph_name: str) -> None:
        """Take away a graph and its record; see :meth:`Store.remove`."""
        with self._writing():
            changes = _changes(self.oxigraph, graph_name, ())
            drop = f"DROP SILENT GRAPH <{graph_name}>"
            self.oxigraph.update(";\n".join([*changes, drop, record_deletion(graph_name)]))

    @contextlib.contextmanager
    def _writing(self) -> Iterator[None]:
        if self.read_only:
            raise CannotWriteError(f"{self.path}: this store was opened for reading only.")
        try:
            yield
        except SyntaxError as error:
            raise BackboneError(f"A graph holds what is not valid RDF: {error}.") from error
        except OSError as error:
            raise CannotWriteError(
                f"{self.path}: it cannot be written ({error}). The graph is as it was."
            ) from error

    def records(self) -> tuple[LoadRecord, ...]:
        """Return where each graph came from; see :meth:`Store.records`."""
        return records_of(
            dict(zip(found.columns, row, strict=True))
            for found in [self.query(records_query())]
            for row in found.rows
        )

    def close(self) -> None:
        """Write out what is in memory, and let others have the store."""
        if self._store is not None and self.path is not None and not self.read_only:
            self._store.flush()
        # Oxigraph lets go of its own lock when nothing refers to the store any more.
        self._store = None
        if self._lock is not None:
            self._lock.close()
            self._lock = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()


def open_store(
    path: str | Path | None = None, endpoint: str | None = None, *, read_only: bool = False
) -> Store:
    """Return the store that the user names: a folder or an address.

    Raises
    ------
    BackboneError
        If both or neither are named, or it cannot be opened.
    """
    if (path is None) == (endpoint is None):
        raise BackboneError("Name either the folder of a store or the address of a service.")
    if endpoint is not None:
        from backbone_kg.stores.remote import RemoteStore

        return RemoteStore(endpoint)
    return EmbeddedStore(Path(path or "."), read_only)


# --- a graph in the place of another ----------------------------------------------------------


def replacement(store: ox.Store, load: Load) -> str:
    """Return the update that puts a graph in the place of another: one transaction."""
    about = n_triples(record_triples(load.record))
    return ";\n".join(
        [
            *_changes(store, load.graph_name, load.triples),
            record_deletion(load.graph_name),
            f"INSERT DATA {{ GRAPH <{PROVENANCE}> {{\n{about}}} }}",
        ]
    )


def _changes(store: ox.Store, graph_name: str, triples: Iterable[ox.Triple]) -> list[str]:
    """Return the updates that make a graph, and the merge with it, say these triples.

    Most files change little from one loading to the next, so that only the difference is written.
    Blank nodes are always new: no name tells them apart.
    """
    name = ox.NamedNode(graph_name)
    old = dict.fromkeys(q.triple for q in store.quads_for_pattern(None, None, None, name))
    new = dict.fromkeys(triples)
    gone = [triple for triple in old if triple not in new and not _has_blank(triple)]
    more = [triple for triple in new if triple not in old or _has_blank(triple)]
    alone = [triple for triple in gone if not _said_elsewhere(store, triple, name)]
    updates = []
    if any(map(_has_blank, old)):
        blank = "?s ?p ?o FILTER(isBLANK(?s) || isBLANK(?o))"
        both = f"GRAPH <{graph_name}> {{ ?s ?p ?o }} ?s ?p ?o ."
        updates.append(f"DELETE {{ {both} }} WHERE {{ GRAPH <{graph_name}> {{ {blank} }} }}")
    if gone:
        updates.append(
            f"DELETE DATA {{ GRAPH <{graph_name}> {{\n{n_triples(gone)}}}\n{n_triples(alone)}}}"
        )
    if more:
        # In one INSERT DATA, a blank node of the graph and of the merge is the same one.
        text = n_triples(more)
        updates.append(f"INSERT DATA {{ GRAPH <{graph_name}> {{\n{text}}}\n{text}}}")
    return updates


def _has_blank(triple: ox.Triple) -> bool:
    return isinstance(triple.subject, ox.BlankNode) or isinstance(triple.object, ox.BlankNode)


def _said_elsewhere(store: ox.Store, triple: ox.Triple, name: ox.NamedNode) -> bool:
    """Return whether another graph of the merge says a triple."""
    besides = {ox.DefaultGraph(), name, ox.NamedNode(PROVENANCE)}
    found = store.quads_for_pattern(triple.subject, triple.predicate, triple.object, None)
    return any(quad.graph_name not in besides for quad in found)


def n_triples(triples: Iterable[ox.Triple]) -> str:
    """Return triples as N-Triples, which SPARQL takes as data."""
    return (ox.serialize(triples, format=ox.RdfFormat.N_TRIPLES) or b"").decode()

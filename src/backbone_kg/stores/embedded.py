"""A store in this process, in memory or in a folder, kept by Oxigraph."""

from __future__ import annotations

import contextlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from types import TracebackType
from typing import IO, Self

import pyoxigraph as ox

from backbone_kg.base.errors import BackboneError, CannotWriteError
from backbone_kg.graph.ntriples import ox_n_triples
from backbone_kg.sparql.results import Results
from backbone_kg.sparql.terms import Term
from backbone_kg.sparql.tokens import with_terms
from backbone_kg.stores.folder import check_is_store, locked, make_folder, opened
from backbone_kg.stores.provenance import (
    PROVENANCE,
    LoadRecord,
    record_deletion,
    record_triples,
    records_of,
    records_query,
)
from backbone_kg.stores.store import Load


class EmbeddedStore:
    """A store in this process, in memory or in a folder.

    Parameters
    ----------
    path
        The folder; made if it is not there. None for a store in memory.
    read_only
        Whether only to ask. Several processes can ask a store at once; one that loads is alone.

    Raises
    ------
    CannotReadError
        If the folder is not a store, or cannot be read, or is one of a later version, or another
        process has it open.
    """

    def __init__(self, path: Path | None = None, read_only: bool = False) -> None:
        self.path = None if path is None else Path(path)
        self.read_only = read_only
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

        Whom it may call is checked before, by :func:`backbone_kg.asking.ask.ask`. A query in this
        process cannot be stopped, so that ``timeout`` is refused:
        :mod:`backbone_kg.isolation.worker` asks a store in a process of its own.
        """
        if timeout is not None:
            raise BackboneError(
                "A query in this process cannot be stopped. Run it without a time limit."
            )
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

    def load(self, graph_name: str, triples: Iterable[ox.Triple], record: LoadRecord) -> None:
        """Put a graph in the place of the one of that name; see :meth:`Store.load`."""
        self.load_all([Load(graph_name, ox_n_triples(triples).encode(), record)])

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


# --- a graph in the place of another ----------------------------------------------------------


def replacement(store: ox.Store, load: Load) -> str:
    """Return the update that puts a graph in the place of another: one transaction."""
    about = ox_n_triples(record_triples(load.record))
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
            f"DELETE DATA {{ GRAPH <{graph_name}> {{\n{ox_n_triples(gone)}}}\n"
            f"{ox_n_triples(alone)}}}"
        )
    if more:
        # In one INSERT DATA, a blank node of the graph and of the merge is the same one.
        text = ox_n_triples(more)
        updates.append(f"INSERT DATA {{ GRAPH <{graph_name}> {{\n{text}}}\n{text}}}")
    return updates


def _has_blank(triple: ox.Triple) -> bool:
    return isinstance(triple.subject, ox.BlankNode) or isinstance(triple.object, ox.BlankNode)


def _said_elsewhere(store: ox.Store, triple: ox.Triple, name: ox.NamedNode) -> bool:
    """Return whether another graph of the merge says a triple."""
    besides = {ox.DefaultGraph(), name, ox.NamedNode(PROVENANCE)}
    found = store.quads_for_pattern(triple.subject, triple.predicate, triple.object, None)
    return any(quad.graph_name not in besides for quad in found)

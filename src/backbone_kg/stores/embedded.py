"""A store in this process, in memory or in a folder, kept by Oxigraph."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import IO, Self

import pyoxigraph as ox

from backbone_kg.base.errors import BackboneError, CannotWriteError
from backbone_kg.base.files import full_disk
from backbone_kg.sparql.oxigraph_terms import Term
from backbone_kg.sparql.query_results import Results
from backbone_kg.sparql.tokens import with_terms
from backbone_kg.stores.folder import check_is_store, locked, make_folder, opened
from backbone_kg.stores.provenance import LoadRecord, records_of, records_query
from backbone_kg.stores.replacing import added, new_to, removal, replacement
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

        Whom it may call is checked before, by :func:`backbone_kg.asking.ask.ask_store`. A query in
        this process cannot be stopped, so that ``timeout`` is refused:
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

    def load_all(self, loads: Sequence[Load]) -> None:
        """Put graphs in the place of those of their names; see :meth:`Store.load_all`."""
        with self._writing():
            new = new_to(self.oxigraph, loads)
            if new:
                before, content = added(self.oxigraph, new)
                if before:
                    self.oxigraph.update(before)
                add = self.oxigraph.load if len(new) == 1 else self.oxigraph.bulk_load
                # Terms were made by Oxigraph, or from such: to look at each again takes a tenth.
                add(content, format=ox.RdfFormat.N_QUADS, lenient=True)
            names = {load.graph_name for load in new}
            for load in loads:
                if load.graph_name not in names:
                    self.oxigraph.update(replacement(self.oxigraph, load))

    def remove(self, graph_name: str) -> None:
        """Take away a graph and its record; see :meth:`Store.remove`."""
        with self._writing():
            self.oxigraph.update(removal(self.oxigraph, graph_name))

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
                f"{self.path}: it cannot be written ({full_disk(error) or error}). "
                "The graph is as it was."
            ) from error

    def records(self) -> tuple[LoadRecord, ...]:
        """Return where each graph came from; see :meth:`Store.records`."""
        return records_of(self.query(records_query()))

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

    def __exit__(self, *_: object) -> None:
        self.close()

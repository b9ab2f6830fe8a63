"""Running a query in a process of its own, which is killed when its time is up.

Oxigraph cannot be stopped in the middle of a count over a cross join; a process can.
"""

from __future__ import annotations

import contextlib
import json
import pickle
import time
from collections.abc import Collection, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Final

from backbone_kg.base.errors import CannotReadError
from backbone_kg.isolation.child import Child
from backbone_kg.isolation.frames import DATA, DONE, READY, read_frame, write_frame
from backbone_kg.isolation.query_messages import Answer, Job
from backbone_kg.sparql.nesting import too_deep
from backbone_kg.sparql.oxigraph_terms import Term
from backbone_kg.sparql.query_errors import QueryError
from backbone_kg.sparql.query_results import Results
from backbone_kg.stores.folder import check_is_store, locked

MEMORY: Final = 1 << 30
"""Bytes that a query run for the command line may use."""
_SECONDS_TO_START: Final = 30.0
_SECONDS_TO_READ: Final = 10.0


def run(
    store_path: Path,
    text: str,
    *,
    timeout: float,
    bindings: Mapping[str, Term] | None = None,
    default_graphs: Sequence[str] = (),
    named_graphs: Sequence[str] = (),
    network: bool = False,
    memory: int | None = MEMORY,
) -> Results:
    """Run a query on a store on disk, and stop it when its time is up.

    Parameters
    ----------
    store_path
        Folder of the store; it is opened for reading alone.
    text
        The query.
    timeout
        Seconds it may take, starting a process for it included (about 0.2).
    bindings
        Terms that take the place of variables in the text, by name.
    default_graphs, named_graphs
        The graphs to ask, in place of those that the query names.
    network
        Whether SERVICE may call out; the caller has looked whom.
    memory
        Bytes it may use; None for no limit.

    Raises
    ------
    QueryError
        If it is malformed, its time is up, it needs more memory, or it fails.
    CannotReadError
        If there is no store, or it is damaged, or a program is writing to it.
    """
    job = Job(
        text=text,
        bindings=dict(bindings or {}),
        default_graphs=tuple(default_graphs),
        named_graphs=tuple(named_graphs),
        seconds=timeout,
    )
    with kept_for_reading(store_path):
        try:
            with contextlib.closing(Worker(store_path, network=network, memory=memory)) as worker:
                answer = worker.ask(job)
        except QueryError as error:
            if error.code == "memory":
                check_undamaged(store_path)
            raise
    return Results.read(answer.content, triples=answer.kind == "graph")


def check_undamaged(store_path: Path) -> None:
    """Make sure that a query needed too much memory of itself, not for damage in the store.

    Raises
    ------
    CannotReadError
        If something in the store is damaged, as far as that is found in some seconds.
    """
    with contextlib.closing(Worker(store_path, seconds_to_read=_SECONDS_TO_READ)) as worker:
        worker.start()


class Worker(Child):
    """A process that answers queries on one store, one at a time.

    Parameters
    ----------
    store_path
        Folder of the store.
    memory
        Bytes the process may use; None for no limit.
    network
        Whether it may open connections.
    services
        Addresses that SERVICE may call; None if that is looked after elsewhere.
    seconds_to_read
        How long it may read through the store at first, to find out whether it is damaged.

    Notes
    -----
    Start it from a thread that lives as long as it does. `ask` may run in another thread than
    `kill`, which ends a running `ask` with a QueryError ``stopped``.
    """

    def __init__(
        self,
        store_path: Path,
        *,
        memory: int | None = None,
        network: bool = False,
        services: Collection[str] | None = None,
        seconds_to_read: float = 0.0,
    ) -> None:
        self._store = store_path
        self._memory = memory
        settings = {
            "store": str(store_path),
            "memory": memory,
            "network": network,
            "services": None if services is None else sorted(services),
            "seconds_to_read": seconds_to_read,
        }
        super().__init__("backbone_kg.isolation.worker_main", settings)
        self._ready = False

    def start(self) -> None:
        """Wait until the store is open.

        Raises
        ------
        CannotReadError
            If it cannot be opened.
        """
        if self._ready:
            return
        with self.killed_after(_SECONDS_TO_START):
            frame = read_frame(self.output)
        if frame is None:
            self.kill()
            raise CannotReadError(
                self._store,
                f"The process that opens the store ended ({self.last_words()}).",
            )
        kind, told = frame
        if kind != READY:
            self.kill()
            raise CannotReadError(self._store, told.decode())
        self._ready = True

    def ask(self, job: Job) -> Answer:
        """Return the answer to a query.

        Raises
        ------
        QueryError
            If there is none. After ``time``, ``memory`` and ``stopped`` the process is gone.
        """
        begin = time.monotonic()
        self.start()
        left = None if job.seconds is None else max(0.0, job.seconds - time.monotonic() + begin)
        pieces: list[bytes] = []
        with self.killed_after(left):
            try:
                write_frame(self.input, DATA, pickle.dumps(job))
            except BrokenPipeError:
                raise self._gone(job) from None
            while frame := read_frame(self.output):
                kind, content = frame
                if kind == DATA:
                    pieces.append(content)
                    continue
                told = json.loads(content)
                if kind == DONE:
                    return Answer(content=b"".join(pieces), **told)
                if told["code"] == "memory":
                    raise self._too_much_memory()
                raise QueryError(**told)
        raise self._gone(job)

    def _gone(self, job: Job) -> QueryError:
        """Return why the process ended in the middle of a job."""
        why = self.why_ended()
        if why == "time":
            return QueryError(
                "time",
                f"The query took longer than {job.seconds:g} seconds and was stopped."
                " Make it narrower: bind more of what it asks for, or add a LIMIT.",
            )
        if why == "memory":
            return self._too_much_memory()
        if why == "depth":
            return too_deep()
        return QueryError("stopped", "The query was stopped before it was answered.")

    def _too_much_memory(self) -> QueryError:
        allowed = f" ({self._memory >> 20:,} MiB)" if self._memory else ""
        return QueryError(
            "memory",
            f"The query needed more memory than it may use{allowed} and was stopped."
            " Sort or group less at a time, or bind more of what it asks for.",
        )


@contextlib.contextmanager
def kept_for_reading(store_path: Path) -> Iterator[None]:
    """Keep other programs from writing to a store on disk while it is read.

    Any number may read at a time. Where the system knows no such locks, nothing happens.

    Raises
    ------
    CannotReadError
        If there is no store, or a program is writing to it.
    """
    check_is_store(store_path)
    with locked(store_path, shared=True):
        yield

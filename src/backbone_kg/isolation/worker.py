"""Running a query in a process of its own, which is killed when its time is up.

Oxigraph cannot be stopped in the middle of a count over a cross join; a process can.
"""

from __future__ import annotations

import contextlib
import json
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Collection, Iterator, Mapping, Sequence
from pathlib import Path
from typing import IO, Any, Final

import pyoxigraph as ox

from backbone_kg.base.errors import CannotReadError
from backbone_kg.isolation.messages import DATA, DONE, READY, Answer, Job, read_frame
from backbone_kg.sparql.nesting import too_deep
from backbone_kg.sparql.query_errors import QueryError
from backbone_kg.sparql.results import Results
from backbone_kg.sparql.terms import Term
from backbone_kg.stores.folder import check_is_store, locked

MEMORY: Final = 1 << 30
"""Bytes that a query run for the command line may use."""
_SECONDS_TO_START: Final = 30.0
_SECONDS_TO_READ: Final = 10.0
_OUT_OF_MEMORY: Final = (b"memory allocation", b"bad_alloc", b"MemoryError")


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
    return results_of(answer)


def check_undamaged(store_path: Path) -> None:
    """Make sure that a query needed too much memory of itself, not for damage in the store.

    Raises
    ------
    CannotReadError
        If something in the store is damaged, as far as that is found in some seconds.
    """
    with contextlib.closing(Worker(store_path, seconds_to_read=_SECONDS_TO_READ)) as worker:
        worker.start()


def results_of(answer: Answer) -> Results:
    """Return the results that an answer in JSON or N-Triples holds."""
    if answer.kind == "graph":
        quads = ox.parse(answer.content, format=ox.RdfFormat.N_TRIPLES)
        return Results("graph", triples=tuple(quad.triple for quad in quads))
    read = ox.parse_query_results(answer.content, format=ox.QueryResultsFormat.JSON)
    return Results.of(read)


class Worker:
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
        self._told: IO[bytes] = tempfile.TemporaryFile()  # noqa: SIM115 closed with the process
        settings = {
            "store": str(store_path),
            "memory": memory,
            "network": network,
            "services": None if services is None else sorted(services),
            "seconds_to_read": seconds_to_read,
        }
        self._process = subprocess.Popen(
            # -P: nothing is imported from the folder one happens to be in.
            [sys.executable, "-P", "-m", "backbone_kg.isolation.worker_main", json.dumps(settings)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=self._told,
        )
        self._ready = False
        self._late = False
        self._killed = False

    @property
    def pid(self) -> int:
        """Return the number of the process."""
        return self._process.pid

    @property
    def alive(self) -> bool:
        """Return whether it can take another job."""
        return not self._killed and self._process.poll() is None

    def start(self) -> None:
        """Wait until the store is open.

        Raises
        ------
        CannotReadError
            If it cannot be opened.
        """
        if self._ready:
            return
        with self._killed_after(_SECONDS_TO_START):
            frame = read_frame(self._output)
        if frame is None:
            self.kill()
            raise CannotReadError(
                self._store,
                f"The process that opens the store ended ({self._last_words()}).",
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
        with self._killed_after(left):
            try:
                self._input.write(job.to_line())
                self._input.flush()
            except BrokenPipeError:
                raise self._gone(job) from None
            while frame := read_frame(self._output):
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

    def kill(self) -> None:
        """End the process, whatever it is doing."""
        self._killed = True
        self._process.kill()

    def close(self) -> None:
        """End the process and let go of what belongs to it."""
        self.kill()
        self._process.wait()
        for stream in (self._process.stdin, self._process.stdout, self._told):
            if stream is not None:
                with contextlib.suppress(BrokenPipeError):
                    stream.close()

    @property
    def _input(self) -> IO[bytes]:
        assert self._process.stdin is not None
        return self._process.stdin

    @property
    def _output(self) -> Any:
        return self._process.stdout

    @contextlib.contextmanager
    def _killed_after(self, seconds: float | None) -> Iterator[None]:
        if seconds is None:
            yield
            return
        timer = threading.Timer(seconds, self._out_of_time)
        timer.daemon = True
        timer.start()
        try:
            yield
        finally:
            timer.cancel()
            timer.join()  # from here on nothing kills a process that has answered

    def _out_of_time(self) -> None:
        self._late = True
        self.kill()

    def _gone(self, job: Job) -> QueryError:
        """Return why the process ended in the middle of a job."""
        status = self._process.wait()
        if self._late or status == -getattr(signal, "SIGALRM", 0):
            return QueryError(
                "time",
                f"The query took longer than {job.seconds:g} seconds and was stopped."
                " Make it narrower: bind more of what it asks for, or add a LIMIT.",
            )
        words = self._last_words(everything=True).encode()
        if any(mark in words for mark in _OUT_OF_MEMORY):
            return self._too_much_memory()
        if status == -signal.SIGSEGV:
            return too_deep()
        return QueryError("stopped", "The query was stopped before it was answered.")

    def _too_much_memory(self) -> QueryError:
        allowed = f" ({self._memory >> 20:,} MiB)" if self._memory else ""
        return QueryError(
            "memory",
            f"The query needed more memory than it may use{allowed} and was stopped."
            " Sort or group less at a time, or bind more of what it asks for.",
        )

    def _last_words(self, *, everything: bool = False) -> str:
        self._told.seek(0)
        text = self._told.read(1 << 16).decode(errors="replace").strip()
        return text if everything else (text.splitlines() or ["it ended"])[-1]


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

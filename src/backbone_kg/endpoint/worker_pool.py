"""A fixed number of processes that answer queries, and who may use them when."""

from __future__ import annotations

import asyncio
import contextlib
import logging
from collections import Counter
from collections.abc import Collection, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from backbone_kg.base.errors import CannotReadError
from backbone_kg.endpoint.computed_once import ComputedOnce
from backbone_kg.endpoint.fair_queue import Expected, FairQueue, QueueFullError, Turn
from backbone_kg.endpoint.known_costs import KnownCosts, kind_of
from backbone_kg.endpoint.limits import Limits
from backbone_kg.endpoint.problem_json import Refusal
from backbone_kg.isolation.query_messages import Answer, Job
from backbone_kg.isolation.worker import Worker, check_undamaged
from backbone_kg.sparql.query_errors import QueryError

log = logging.getLogger("backbone_kg.endpoint")

_JOBS_OF_A_WORKER = 2_000
"""After so many, a process makes place for a new one, and gives back what memory it kept."""

_SECONDS_TO_RESTART = 10

_WAITS_FOR_OTHERS = 20
"""So many times the time of a quick query may pass while its process waits for the processor, or
for another service."""


class _TakesLongError(Exception):
    """A query was stopped since it takes long, and its process is kept for quick ones."""


class WorkerPool:
    """Answers queries on one store, a few at a time.

    What has run for `Limits.quick_seconds` takes long: it goes on if enough other processes are
    left for quick queries, and is else stopped, to begin anew when there are. What took long before
    begins no sooner.

    Parameters
    ----------
    store_path
        Folder of the store, which nobody writes to meanwhile.
    limits
        How much a query and a client may take.
    services
        Addresses that SERVICE may call.
    """

    def __init__(
        self,
        store_path: Path,
        limits: Limits,
        *,
        services: Collection[str] = (),
    ) -> None:
        self._store = store_path
        self._limits = limits
        self._services = frozenset(services)
        # However much one client asks, there is a process that others can have; however many ask
        # for what takes long, one for what nobody knows yet, and one for what is known to be quick.
        self._turns: FairQueue[Worker] = FairQueue(
            most_of_one=max(1, limits.workers - 1),
            most_waiting=limits.waiting,
            reserved={
                Expected.LONG: min(2, limits.workers - 1),
                Expected.UNKNOWN: min(1, max(0, limits.workers - 2)),
            },
        )
        self._costs = KnownCosts()
        self._workers: set[Worker] = set()
        self._jobs: Counter[Worker] = Counter()
        self._threads = ThreadPoolExecutor(limits.workers, thread_name_prefix="query")
        self._replacing: set[asyncio.Task[None]] = set()
        self._clients: Counter[str] = Counter()
        self._unreadable = False
        self._damaged = ComputedOnce(self._is_damaged)
        self._ending = False

    def state(self) -> dict[str, int]:
        """Return how many queries run and wait."""
        ready = self._turns.free
        return {
            "workers": self._limits.workers,
            "running": self._limits.workers - ready - len(self._replacing),
            "waiting": self._turns.waiting,
        }

    async def start(self) -> None:
        """Start the processes and wait until each has opened the store.

        Raises
        ------
        CannotReadError
            If the store cannot be opened.
        """
        loop = asyncio.get_running_loop()
        started = [
            loop.run_in_executor(self._threads, self._new_worker)
            for _ in range(self._limits.workers)
        ]
        for worker in await asyncio.gather(*started):
            self._turns.put(worker)

    def finish(self) -> None:
        """Let what runs come to its end, and begin nothing more."""
        self._ending = True
        self._turns.send_away(_ending)

    async def close(self) -> None:
        """End the processes."""
        self.finish()
        for task in self._replacing:
            task.cancel()
        for worker in list(self._workers):
            worker.kill()
        await asyncio.to_thread(self._threads.shutdown)
        for worker in list(self._workers):
            await asyncio.to_thread(worker.close)
        self._workers.clear()

    async def ask(self, job: Job, client: str = "") -> Answer:
        """Return the answer to a query, when its turn has come.

        Parameters
        ----------
        job
            The query.
        client
            Who asks.

        Raises
        ------
        Refusal
            If too many queries are under way, or the query cannot be answered.
        asyncio.CancelledError
            If nobody wants the answer any more; the query is stopped then.
        """
        kind = kind_of(job)
        with self._counted(client):
            while True:
                turn = await self._next_turn(client, kind)
                try:
                    return await self._run(turn, job, kind)
                except _TakesLongError:
                    continue
                finally:
                    self._give_back(turn)

    @contextlib.contextmanager
    def _counted(self, client: str) -> Iterator[None]:
        if self._clients[client] >= self._limits.per_client:
            raise Refusal(
                "too-many-queries",
                f"{self._limits.per_client} queries from your address are under way."
                " Wait for an answer before you ask the next.",
                retry_after=1,
            )
        self._clients[client] += 1
        try:
            yield
        finally:
            self._clients[client] -= 1
            if not self._clients[client]:
                del self._clients[client]

    async def _next_turn(self, client: str, kind: int) -> Turn[Worker]:
        if self._ending:
            raise _ending()
        if self._unreadable and self._none_left:
            raise _unreadable()
        try:
            async with asyncio.timeout(self._limits.wait):
                while True:
                    turn = await self._turns.take(client, lambda: self._costs.expected(kind))
                    if turn.thing.alive:
                        return turn
                    self._give_back(turn)
        except QueueFullError:
            reason = f"{self._limits.waiting} queries are waiting already."
        except TimeoutError:
            reason = f"The query waited {self._limits.wait:g} seconds and its turn did not come."
        raise Refusal("busy", f"{reason} Ask again later.", retry_after=self._limits.timeout / 2)

    @property
    def _none_left(self) -> bool:
        return len(self._replacing) == self._limits.workers

    async def _run(self, turn: Turn[Worker], job: Job, kind: int) -> Answer:
        loop = asyncio.get_running_loop()
        worker = turn.thing
        used = worker.processor_seconds()
        running = loop.run_in_executor(self._threads, worker.ask, job)
        try:
            if await self._is_quick(worker, running, used):
                self._costs.note(kind, Expected.QUICK)
            else:
                self._costs.note(kind, Expected.LONG)
                if not self._turns.prolong(turn):
                    worker.kill()
                    with contextlib.suppress(QueryError):
                        return await asyncio.shield(running)  # it may have ended just now
                    raise _TakesLongError
            return await asyncio.shield(running)
        except asyncio.CancelledError:
            worker.kill()
            with contextlib.suppress(QueryError, asyncio.CancelledError):
                await running
            raise
        except QueryError as problem:
            if problem.code == "memory" and await self._damaged.get():
                raise _unreadable() from problem
            raise self._refusal(problem) from problem

    async def _is_quick(
        self, worker: Worker, running: asyncio.Future[Answer], used_before: float | None
    ) -> bool:
        """Wait until a query has ended or turns out to take long; return whether it has ended.

        What counts is the time that the processor gave it, where the system tells: a quick query
        takes its time on a busy machine.
        """
        quick = self._limits.quick_seconds
        for _ in range(_WAITS_FOR_OTHERS):
            await asyncio.wait({running}, timeout=quick)
            used = worker.processor_seconds()
            if running.done():
                return True
            if used is None or used_before is None or used - used_before >= quick:
                return False
        return False

    async def _is_damaged(self) -> bool:
        loop = asyncio.get_running_loop()
        try:
            await loop.run_in_executor(self._threads, check_undamaged, self._store)
        except CannotReadError as problem:
            log.error("%s", problem)
            return True
        except OSError:  # no process to be had just now
            pass
        return False

    def _refusal(self, problem: QueryError) -> Refusal:
        facts = {"line": problem.line, "column": problem.column} if problem.line else {}
        # What ran out of time would do so again.
        again = self._limits.timeout if problem.code == "stopped" else None
        return Refusal(problem.code, str(problem), retry_after=again, facts=facts)

    def _give_back(self, turn: Turn[Worker]) -> None:
        worker = turn.thing
        self._jobs[worker] += 1
        stays = worker.alive and self._jobs[worker] < _JOBS_OF_A_WORKER
        if not stays and not self._ending:
            task = asyncio.get_running_loop().create_task(self._replace(worker))
            self._replacing.add(task)
            task.add_done_callback(self._replacing.discard)
        self._turns.release(turn, back=stays)

    async def _replace(self, worker: Worker) -> None:
        loop = asyncio.get_running_loop()
        self._workers.discard(worker)
        del self._jobs[worker]
        await loop.run_in_executor(self._threads, worker.close)
        while not self._ending:
            try:
                new = await loop.run_in_executor(self._threads, self._new_worker)
            except CannotReadError as problem:  # the store is gone; it may come back
                self._note_unreadable(problem)
                await asyncio.sleep(1)
            except Exception:  # no memory or no process to be had just now
                await asyncio.sleep(1)
            else:
                self._unreadable = False
                self._turns.put(new)
                return

    def _note_unreadable(self, problem: CannotReadError) -> None:
        if not self._unreadable:
            log.error("%s", problem)
        self._unreadable = True
        if self._none_left:
            self._turns.send_away(_unreadable)

    def _new_worker(self) -> Worker:
        worker = Worker(
            self._store,
            memory=self._limits.memory,
            network=bool(self._services),
            services=self._services,
        )
        self._workers.add(worker)
        try:
            worker.start()
        except BaseException:
            self._workers.discard(worker)
            worker.close()
            raise
        return worker


def _ending() -> Refusal:
    return Refusal(
        "stopped",
        "The service is ending. Ask again when it is back.",
        retry_after=_SECONDS_TO_RESTART,
    )


def _unreadable() -> Refusal:
    return Refusal(
        "store",
        "The store that is asked is gone or damaged. The log of the service says what is wrong.",
    )

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
from backbone_kg.isolation.messages import Answer, Job
from backbone_kg.isolation.worker import Worker, check_undamaged
from backbone_kg.serving.computed_once import ComputedOnce
from backbone_kg.serving.fair_queue import FairQueue, QueueFullError
from backbone_kg.serving.limits import Limits
from backbone_kg.serving.problem_json import Refusal
from backbone_kg.sparql.query_errors import QueryError

log = logging.getLogger("backbone_kg.serving")

_JOBS_OF_A_WORKER = 2_000
"""After so many, a process makes place for a new one, and gives back what memory it kept."""

_SECONDS_TO_RESTART = 10


class WorkerPool:
    """Answers queries on one store, a few at a time.

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
        # However much one client asks, there is a process that others can have.
        self._turns: FairQueue[Worker] = FairQueue(
            most_of_one=max(1, limits.workers - 1), most_waiting=limits.waiting
        )
        self._workers: set[Worker] = set()
        self._jobs: Counter[Worker] = Counter()
        self._threads = ThreadPoolExecutor(limits.workers, thread_name_prefix="query")
        self._replacing: set[asyncio.Task[None]] = set()
        self._clients: Counter[str] = Counter()
        self._unreadable = False
        self._damaged = ComputedOnce(self._is_damaged)
        self._ending = False

    @property
    def pids(self) -> tuple[int, ...]:
        """Return the numbers of the processes."""
        return tuple(worker.pid for worker in self._workers)

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
            The address that asks.

        Raises
        ------
        Refusal
            If too many queries are under way, or the query cannot be answered.
        asyncio.CancelledError
            If nobody wants the answer any more; the query is stopped then.
        """
        with self._counted(client):
            worker = await self._next_worker(client)
            try:
                return await self._run(worker, job)
            finally:
                self._give_back(worker, client)

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

    async def _next_worker(self, client: str) -> Worker:
        if self._ending:
            raise _ending()
        if self._unreadable and self._none_left:
            raise _unreadable()
        try:
            async with asyncio.timeout(self._limits.wait):
                while not (worker := await self._turns.take(client)).alive:
                    self._give_back(worker, client)
                return worker
        except QueueFullError:
            reason = f"{self._limits.waiting} queries are waiting already."
        except TimeoutError:
            reason = f"The query waited {self._limits.wait:g} seconds and its turn did not come."
        raise Refusal("busy", f"{reason} Ask again later.", retry_after=self._limits.timeout / 2)

    @property
    def _none_left(self) -> bool:
        return len(self._replacing) == self._limits.workers

    async def _run(self, worker: Worker, job: Job) -> Answer:
        loop = asyncio.get_running_loop()
        running = loop.run_in_executor(self._threads, worker.ask, job)
        try:
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

    def _give_back(self, worker: Worker, client: str) -> None:
        self._jobs[worker] += 1
        if worker.alive and self._jobs[worker] < _JOBS_OF_A_WORKER:
            self._turns.put(worker)
        elif not self._ending:
            task = asyncio.get_running_loop().create_task(self._replace(worker))
            self._replacing.add(task)
            task.add_done_callback(self._replacing.discard)
        self._turns.release(client)

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

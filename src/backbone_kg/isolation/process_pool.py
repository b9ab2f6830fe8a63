"""Many things done in a few processes, of which none can keep the others from being done."""

from __future__ import annotations

import contextlib
import gc
import itertools
import pickle
import queue
import threading
from collections.abc import Callable, Generator, Sequence
from concurrent.futures import Future
from dataclasses import dataclass
from typing import Final, Generic, TypeVar

from backbone_kg.base.errors import BackboneError
from backbone_kg.isolation.child import Child, Why
from backbone_kg.isolation.frames import DATA, DONE, read_frame, write_frame

Item = TypeVar("Item")
Result = TypeVar("Result")

MEMORY: Final = 2 << 30
"""Bytes that a process may use: four times what a workbook of 50,000 rows takes."""

_AHEAD: Final = 500
"""How many may be begun before the first of them is done, so that the done ones take no room."""

_PATIENCE: Final = 10
"""A process that waits for a disk is killed after so many times the processor time it may use."""

_HEAD_START: Final = 1.0
"""Seconds after which others help the first process: as many as it takes to begin. What is done
sooner by one is not worth another."""

_SECONDS: Final = 0.5
"""How long to wait at a time: on some systems a wait without an end hears no Ctrl-C."""


@dataclass(frozen=True, slots=True)
class Ended:
    """That a process ended in the middle of its task.

    Parameters
    ----------
    why
        What ended it.
    seconds, memory
        How much processor time and how many bytes it could use.
    """

    why: Why
    seconds: float
    memory: int

    def __str__(self) -> str:
        return {
            "time": f"It took more than {self.seconds:,.0f} seconds of processor time",
            "memory": f"It needed more than {self.memory >> 20:,} MiB of memory",
            "depth": "The process that worked on it crashed, as by something nested too deeply",
            "stopped": "The process that worked on it was ended from outside",
        }[self.why]


def in_processes(
    task: Callable[[Item], Result],
    items: Sequence[Item],
    *,
    processes: int,
    seconds: Callable[[Item], float],
    memory: int = MEMORY,
    done: Callable[[], None] = lambda: None,
) -> Generator[Result | Ended, None, None]:
    """Do something with each of many things, in processes that have no network.

    Parameters
    ----------
    task
        What to do: a function of a module of this program, or a :func:`functools.partial` of one.
    items
        The things; they and the results can be pickled.
    processes
        How many processes, 1 or more.
    seconds
        How much processor time the task may use for a thing.
    memory
        How many bytes each process may use.
    done
        Called in this thread when the task is done for a thing, in whatever order they are.

    Yields
    ------
    Result or Ended
        For each thing, in their order, what the task returns, or why its process ended.

    Raises
    ------
    BackboneError
        If the task raises one; what else it raises is a RuntimeError here.

    Notes
    -----
    Who stops in the middle, also by Ctrl-C, ends the processes at once.
    """
    crew = _Crew(task, items, seconds, memory)
    with contextlib.closing(crew):
        crew.start(min(processes, len(items)))
        found: dict[int, Future[Result | Ended]] = {}
        for number in range(len(items)):
            while number not in found:
                with contextlib.suppress(queue.Empty):
                    at, outcome = crew.outcomes.get(timeout=_SECONDS)
                    found[at] = outcome
                    done()
            outcome = found.pop(number)
            crew.room.release()
            yield outcome.result()


class _Crew(Generic[Item, Result]):
    """Threads that give tasks to processes, one process each."""

    def __init__(
        self,
        task: Callable[[Item], Result],
        items: Sequence[Item],
        seconds: Callable[[Item], float],
        memory: int,
    ) -> None:
        self._task, self._items = task, items
        self._seconds, self._memory = seconds, memory
        self._next = itertools.count()
        self._threads: list[threading.Thread] = []
        self._running: set[TaskProcess] = set()
        self._lock = threading.Lock()
        self._ending = threading.Event()
        self.outcomes: queue.SimpleQueue[tuple[int, Future[Result | Ended]]] = queue.SimpleQueue()
        self.room = threading.Semaphore(_AHEAD)

    def start(self, count: int) -> None:
        self._threads = [
            threading.Thread(target=self._work, args=(_HEAD_START * (number > 0),), daemon=True)
            for number in range(count)
        ]
        for thread in self._threads:
            thread.start()

    def close(self) -> None:
        with self._lock:
            self._ending.set()
            for process in self._running:
                process.kill()
        for _ in self._threads:
            self.room.release()
        for thread in self._threads:
            thread.join()

    def _work(self, delay: float) -> None:
        self._ending.wait(delay)
        process: TaskProcess | None = None
        try:
            while True:
                self.room.acquire()
                number = next(self._next)  # one step of the interpreter: no two get the same
                if self._ending.is_set() or number >= len(self._items):
                    return
                outcome: Future[Result | Ended] = Future()
                process = self._settle(outcome, process, self._items[number])
                self.outcomes.put((number, outcome))
        finally:
            self._end(process)

    def _settle(
        self, outcome: Future[Result | Ended], process: TaskProcess | None, item: Item
    ) -> TaskProcess | None:
        """Find the outcome for a thing; return the process if it can take another task."""
        limit = self._seconds(item)
        used = process is not None
        while True:
            try:
                process = process or self._begin()
                made = process.do(self._task, item, limit)
            except Exception as problem:
                outcome.set_exception(problem)
                return process
            if not isinstance(made, Ended):
                outcome.set_result(made)
                return process
            self._end(process)
            if not used or made.why == "time" or self._ending.is_set():
                outcome.set_result(made)
                return None
            # What earlier tasks left behind counts for nothing: once more in a process of its own.
            process, used = None, False

    def _begin(self) -> TaskProcess:
        process = TaskProcess(self._memory)
        with self._lock:
            self._running.add(process)
            if self._ending.is_set():
                process.kill()
        return process

    def _end(self, process: TaskProcess | None) -> None:
        if process is not None:
            with self._lock:
                self._running.discard(process)
            process.close()


class TaskProcess(Child):
    """A process that does one task after another."""

    def __init__(self, memory: int) -> None:
        self._memory = memory
        super().__init__(
            "backbone_kg.isolation.task_main",
            {"memory": memory, "collecting": gc.get_threshold()},
        )

    def do(self, task: Callable[[Item], Result], item: Item, seconds: float) -> Result | Ended:
        """Return what the task returns, or why the process ended; what it raises is raised."""
        frame = None
        with self.killed_after(seconds * _PATIENCE), contextlib.suppress(BrokenPipeError):
            write_frame(self.input, DATA, pickle.dumps((task, item, seconds)))
            frame = read_frame(self.output)
        if frame is None:
            return Ended(self.why_ended(), seconds, self._memory)
        kind, content = frame
        answer = pickle.loads(content)
        if kind == DONE:
            made: Result = answer
            return made
        foreseen, message = answer
        raise (BackboneError if foreseen else RuntimeError)(message)

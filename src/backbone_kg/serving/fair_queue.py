"""Whose turn it is: what there is too little of goes round among clients, however much each asks.

One client that asks for very much waits for itself; others wait no longer for it than until the
next thing is free.
"""

from __future__ import annotations

import asyncio
from collections import Counter, deque
from collections.abc import Callable
from typing import Generic, TypeVar

Thing = TypeVar("Thing")


class QueueFullError(Exception):
    """Too many are waiting already."""


class FairQueue(Generic[Thing]):
    """Hands out things, each to one client at a time.

    The next free one goes to the client that holds fewest; among these, to the one whose last turn
    was longest ago. When too many wait, whoever waits most often gives way.

    Parameters
    ----------
    most_of_one
        How many things one client may hold.
    most_waiting
        How many may wait.
    """

    def __init__(self, *, most_of_one: int, most_waiting: int) -> None:
        self._most_of_one = most_of_one
        self._most_waiting = most_waiting
        self._free: deque[Thing] = deque()
        self._held: Counter[str] = Counter()
        self._queues: dict[str, deque[asyncio.Future[Thing]]] = {}

    @property
    def free(self) -> int:
        """Return how many things nobody holds."""
        return len(self._free)

    @property
    def waiting(self) -> int:
        """Return how many wait for one."""
        return sum(map(len, self._queues.values()))

    def put(self, thing: Thing) -> None:
        """Give a thing to whoever is next."""
        self._free.append(thing)
        self._hand_out()

    async def take(self, client: str) -> Thing:
        """Return a thing when it is this client's turn; it is held until `release`.

        Raises
        ------
        QueueFullError
            If too many wait.
        """
        turn: asyncio.Future[Thing] = asyncio.get_running_loop().create_future()
        self._queues.setdefault(client, deque()).append(turn)
        self._hand_out()
        if self.waiting > self._most_waiting:
            self._give_way(client)
        try:
            return await turn
        except asyncio.CancelledError:
            if turn.done() and not turn.cancelled() and turn.exception() is None:
                self.put(turn.result())
                self.release(client)
            raise
        finally:
            self._leave(client, turn)

    def release(self, client: str) -> None:
        """Note that a client holds one thing less, whatever became of it."""
        self._held[client] -= 1
        if not self._held[client]:
            del self._held[client]
        self._hand_out()

    def send_away(self, problem: Callable[[], Exception]) -> None:
        """Let everybody who waits meet an error."""
        for queue in self._queues.values():
            for turn in queue:
                if not turn.done():
                    turn.set_exception(problem())
        self._queues.clear()

    def _hand_out(self) -> None:
        while self._free and (client := self._next_client()) is not None:
            queue = self._queues.pop(client)
            turn = queue.popleft()
            if queue:
                self._queues[client] = queue  # behind the others
            if not turn.done():
                self._held[client] += 1
                turn.set_result(self._free.popleft())

    def _next_client(self) -> str | None:
        allowed = (one for one in self._queues if self._held[one] < self._most_of_one)
        return min(allowed, key=lambda one: self._held[one], default=None)

    def _give_way(self, newcomer: str) -> None:
        most = max(self._queues, key=lambda one: (len(self._queues[one]), one == newcomer))
        last = self._queues[most][-1]
        self._leave(most, last)
        if not last.done():
            last.set_exception(QueueFullError())

    def _leave(self, client: str, turn: asyncio.Future[Thing]) -> None:
        queue = self._queues.get(client)
        if queue is not None and turn in queue:
            queue.remove(turn)
            if not queue:
                del self._queues[client]

"""Whose turn it is: what there is too little of goes round among clients, however much each asks.

One client that asks for very much waits for itself, and what takes long never takes everything: for
what is done quickly something is kept.
"""

from __future__ import annotations

import asyncio
from collections import Counter, deque
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from enum import IntEnum
from typing import Generic, TypeVar

Thing = TypeVar("Thing")


class QueueFullError(Exception):
    """Too many are waiting already."""


class Expected(IntEnum):
    """How long somebody is expected to hold a thing."""

    QUICK = 0
    UNKNOWN = 1
    LONG = 2


@dataclass(eq=False)
class Turn(Generic[Thing]):
    """A thing in the hands of a client.

    Parameters
    ----------
    client
        Who holds it.
    thing
        What.
    expected
        How long it is expected to be held.
    """

    client: str
    thing: Thing
    expected: Expected


@dataclass(eq=False)
class _Waiting(Generic[Thing]):
    client: str
    expected: Callable[[], Expected]
    turn: asyncio.Future[Turn[Thing]]


class FairQueue(Generic[Thing]):
    """Hands out things, each to one client at a time.

    The next free one goes to the client that holds fewest; among these, to what is expected to be
    done first; among these, to the client whose last turn was longest ago. Of what nobody knows,
    the newest goes first: what is quick will have had its turn, and what waits is not. When too
    many wait, what is expected to take long gives way, and then whoever waits most often.

    Parameters
    ----------
    most_of_one
        How many things one client may hold.
    most_waiting
        How many may wait.
    reserved
        How many of the things that are there, free or in hands, are kept for what is expected to be
        done sooner. A thing that is away does not count.
    """

    def __init__(
        self, *, most_of_one: int, most_waiting: int, reserved: Mapping[Expected, int] | None = None
    ) -> None:
        self._most_of_one = most_of_one
        self._most_waiting = most_waiting
        self._reserved = reserved or {}
        self._free: deque[Thing] = deque()
        self._held: Counter[str] = Counter()
        self._in_hands: Counter[Expected] = Counter()
        self._queues: dict[str, deque[_Waiting[Thing]]] = {}

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

    async def take(
        self, client: str, expected: Callable[[], Expected] = lambda: Expected.UNKNOWN
    ) -> Turn[Thing]:
        """Return a thing when it is this client's turn; it is held until `release`.

        Parameters
        ----------
        client
            Who asks.
        expected
            Tells how long it will be held, as far as that is known at the moment.

        Raises
        ------
        QueueFullError
            If too many wait.
        """
        turn: asyncio.Future[Turn[Thing]] = asyncio.get_running_loop().create_future()
        one = _Waiting(client, expected, turn)
        self._queues.setdefault(client, deque()).append(one)
        self._hand_out()
        if self.waiting > self._most_waiting:
            self._give_way(one)
        try:
            return await turn
        except asyncio.CancelledError:
            if turn.done() and not turn.cancelled() and turn.exception() is None:
                self.release(turn.result(), back=True)
            raise
        finally:
            self._leave(one)

    def prolong(self, turn: Turn[Thing]) -> bool:
        """Note that a thing is held for long, if it may be; else it is to be given back."""
        if turn.expected is Expected.LONG:
            return True
        if not self._is_left_beside(Expected.LONG):
            return False
        self._in_hands[turn.expected] -= 1
        turn.expected = Expected.LONG
        self._in_hands[turn.expected] += 1
        return True

    def release(self, turn: Turn[Thing], *, back: bool) -> None:
        """Note that a client holds one thing less.

        Parameters
        ----------
        turn
            What it held.
        back
            Whether the thing is there for others.
        """
        self._in_hands[turn.expected] -= 1
        if back:
            self.put(turn.thing)  # others come first
        self._held[turn.client] -= 1
        if not self._held[turn.client]:
            del self._held[turn.client]
        self._hand_out()

    def send_away(self, problem: Callable[[], Exception]) -> None:
        """Let everybody who waits meet an error."""
        for one in self._everybody():
            if not one.turn.done():
                one.turn.set_exception(problem())
        self._queues.clear()

    def _everybody(self) -> Iterator[_Waiting[Thing]]:
        return (one for queue in self._queues.values() for one in queue)

    def _may_begin(self, expected: Expected) -> bool:
        """Return whether enough is left for what is expected to be done sooner."""
        return all(self._is_left_beside(one) for one in Expected if one <= expected)

    def _is_left_beside(self, expected: Expected) -> bool:
        there = len(self._free) + self._in_hands.total()
        slow = sum(count for one, count in self._in_hands.items() if one >= expected)
        return there - slow > self._reserved.get(expected, 0)

    def _hand_out(self) -> None:
        while self._free and (one := self._next()) is not None:
            self._leave(one)
            if one.client in self._queues:  # behind the others
                self._queues[one.client] = self._queues.pop(one.client)
            if not one.turn.done():
                turn = Turn(one.client, self._free.popleft(), one.expected())
                self._in_hands[turn.expected] += 1
                self._held[one.client] += 1
                one.turn.set_result(turn)

    def _next(self) -> _Waiting[Thing] | None:
        best: tuple[tuple[int, Expected], _Waiting[Thing]] | None = None
        for one in self._everybody():
            # What is expected of one changes while it waits.
            expected, held = one.expected(), self._held[one.client]
            if held >= self._most_of_one or not self._may_begin(expected):
                continue
            rank = held, expected
            newer = expected is Expected.UNKNOWN
            if best is None or rank < best[0] or (newer and rank == best[0]):
                best = rank, one
        return best[1] if best else None

    def _give_way(self, newcomer: _Waiting[Thing]) -> None:
        def burden(one: _Waiting[Thing]) -> tuple[bool, int, bool]:
            is_long = one.expected() is Expected.LONG
            return is_long, len(self._queues[one.client]), one.client == newcomer.client

        heaviest = max(map(burden, self._everybody()))
        last = [one for one in self._everybody() if burden(one) == heaviest][-1]
        self._leave(last)
        if not last.turn.done():
            last.turn.set_exception(QueueFullError())

    def _leave(self, one: _Waiting[Thing]) -> None:
        queue = self._queues.get(one.client)
        if queue is not None and one in queue:
            queue.remove(one)
            if not queue:
                del self._queues[one.client]

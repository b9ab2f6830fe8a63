"""Who is next: fair among clients, whatever one of them asks."""

from __future__ import annotations

import asyncio

import pytest

from backbone_kg.endpoint import Expected, FairQueue, QueueFullError, Turn

pytestmark = pytest.mark.anyio


class Scene:
    """Clients that take turns, and the order in which they were served.

    The first letter of a name is the client; in `expected` stands of what is not quick how long it
    will take.
    """

    def __init__(
        self,
        things: int,
        *,
        most_of_one: int = 9,
        most_waiting: int = 99,
        reserved: dict[Expected, int] | None = None,
        expected: dict[str, Expected] | None = None,
    ) -> None:
        self.turns: FairQueue[int] = FairQueue(
            most_of_one=most_of_one, most_waiting=most_waiting, reserved=reserved
        )
        self.expected = expected or {}
        self.served: list[str] = []
        self.refused: list[str] = []
        self.held: dict[str, Turn[int]] = {}
        self.tasks: dict[str, asyncio.Task[None]] = {}
        for thing in range(things):
            self.turns.put(thing)

    async def ask(self, *names: str) -> None:
        """Let clients wait."""
        for name in names:
            self.tasks[name] = asyncio.create_task(self._take(name))
            await asyncio.sleep(0)
        await asyncio.sleep(0)

    async def _take(self, name: str) -> None:
        try:
            self.held[name] = await self.turns.take(
                name[0], lambda: self.expected.get(name, Expected.QUICK)
            )
        except QueueFullError:
            self.refused.append(name)
        else:
            self.served.append(name)

    async def done(self, name: str, *, back: bool = True) -> None:
        """Let a client give back what it got."""
        self.turns.release(self.held.pop(name), back=back)
        for _ in range(3):
            await asyncio.sleep(0)


async def test_one_client_never_holds_all() -> None:
    here = Scene(4, most_of_one=3)
    await here.ask(*(f"a{n}" for n in range(16)))
    assert here.served == ["a0", "a1", "a2"]
    assert (here.turns.free, here.turns.waiting) == (1, 13)
    await here.ask("b")
    assert here.served[3:] == ["b"]


async def test_clients_take_turns() -> None:
    here = Scene(1)
    await here.ask("a0", "a1", "a2", "a3", "b0", "b1", "c0")
    for name in ("a0", "b0", "a1", "c0", "b1", "a2"):
        await here.done(name)
    assert here.served == ["a0", "b0", "a1", "c0", "b1", "a2", "a3"]


async def test_who_holds_fewest_is_next() -> None:
    here = Scene(3)
    await here.ask("a0", "a1", "b0", "a2", "b1", "c0")
    await here.done("b0")
    assert here.served[3:] == ["c0"]
    await here.done("c0")
    assert here.served[4:] == ["b1"]


async def test_who_holds_fewest_goes_before_what_is_done_first() -> None:
    here = Scene(2, expected={"b0": Expected.LONG})
    await here.ask("a0", "a1", "a2", "b0")
    await here.done("a0")
    assert here.served[2:] == ["b0"]


async def test_when_too_many_wait_the_greediest_gives_way() -> None:
    here = Scene(1, most_waiting=3)
    await here.ask("a0", "a1", "a2", "a3", "b0")
    assert here.refused == ["a3"]
    await here.ask("b1")  # nobody waits more often than it would
    assert here.refused == ["a3", "b1"]
    await here.ask("a4")
    assert here.refused == ["a3", "b1", "a4"]


async def test_who_leaves_loses_its_place_and_nothing_else() -> None:
    here = Scene(1)
    await here.ask("a0", "b0", "c0")
    here.tasks["b0"].cancel()
    await asyncio.sleep(0)
    assert here.turns.waiting == 1
    await here.done("a0")
    assert here.served == ["a0", "c0"]


async def test_what_is_given_to_one_who_leaves_that_moment_goes_to_the_next() -> None:
    here = Scene(1)
    await here.ask("a0", "b0", "c0")
    here.turns.put(0)  # for b0, which has not been told yet
    here.tasks["b0"].cancel()
    for _ in range(3):
        await asyncio.sleep(0)
    assert here.served == ["a0", "c0"]
    await here.done("a0", back=False)
    await here.done("c0", back=False)
    await here.ask("b1")
    here.turns.put(1)
    await here.ask()
    assert here.served[2:] == ["b1"]


async def test_all_who_wait_can_be_sent_away() -> None:
    here = Scene(1)
    await here.ask("a0", "a1", "b0")
    here.turns.send_away(lambda: LookupError("over"))
    for name in ("a1", "b0"):
        with pytest.raises(LookupError, match="over"):
            await here.tasks[name]
    assert here.turns.waiting == 0


LONG, UNKNOWN = Expected.LONG, Expected.UNKNOWN
KEPT = {LONG: 2, UNKNOWN: 1}


async def test_what_takes_long_never_takes_what_is_kept_for_the_quick() -> None:
    slow = dict.fromkeys(("a", "b", "c", "d"), LONG) | dict.fromkeys("ef", UNKNOWN)
    here = Scene(4, reserved=KEPT, expected=slow)
    await here.ask("a", "b", "c", "d", "e", "f")
    assert here.served == ["a", "b", "e"]
    await here.ask("g")
    assert here.served == ["a", "b", "e", "g"]


async def test_what_is_kept_stays_kept_while_things_are_away() -> None:
    here = Scene(4, reserved=KEPT, expected=dict.fromkeys("abcd", LONG))
    await here.ask("a", "b", "c", "d")
    await here.done("a", back=False)
    await here.done("b", back=False)
    assert here.served == ["a", "b"]  # two are left, for others
    here.turns.put(0)
    await here.ask()
    assert here.served == ["a", "b", "c"]


async def test_what_turns_out_to_take_long_goes_on_if_enough_is_left() -> None:
    here = Scene(3, reserved={LONG: 1}, expected=dict.fromkeys("abc", UNKNOWN))
    await here.ask("a", "b", "c")
    assert here.turns.prolong(here.held["a"])
    assert here.turns.prolong(here.held["b"])
    assert not here.turns.prolong(here.held["c"])
    await here.done("a")
    assert here.turns.prolong(here.held["c"])


async def test_among_equals_what_is_done_first_is_next_and_of_the_unknown_the_newest() -> None:
    here = Scene(1, expected=dict.fromkeys("bc", UNKNOWN) | {"d": LONG})
    await here.ask("a", "b", "c", "d", "e")
    for name in ("a", "e", "c", "b"):
        await here.done(name)
    assert here.served == ["a", "e", "c", "b", "d"]


async def test_when_too_many_wait_what_takes_long_gives_way_first() -> None:
    here = Scene(1, most_waiting=3, expected={"b": LONG})
    await here.ask("a", "a1", "a2", "b", "c")
    assert here.refused == ["b"]

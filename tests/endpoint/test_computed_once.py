"""What is found out once is found out once, and an error is not kept."""

from __future__ import annotations

import asyncio

import pytest

from backbone_kg.endpoint import ComputedOnce

pytestmark = pytest.mark.anyio


class Finder:
    """Finds something when it is let; counts how often it was asked."""

    def __init__(self) -> None:
        self.asked = 0
        self.fails = False
        self.let = asyncio.Event()

    async def __call__(self) -> str:
        self.asked += 1
        await self.let.wait()
        if self.fails:
            raise LookupError(f"no {self.asked}")
        return f"found {self.asked}"


async def test_all_who_ask_meanwhile_wait_for_one_finding() -> None:
    find = Finder()
    shared = ComputedOnce(find)
    asking = [asyncio.create_task(shared.get()) for _ in range(20)]
    await asyncio.sleep(0)
    asking[0].cancel()  # its going does not disturb the others
    find.let.set()
    assert set(await asyncio.gather(*asking[1:])) == {"found 1"}
    assert await shared.get() == "found 1"
    assert find.asked == 1


async def test_after_an_error_the_next_begins_anew() -> None:
    find = Finder()
    find.fails = True
    find.let.set()
    shared = ComputedOnce(find)
    met = await asyncio.gather(*(shared.get() for _ in range(5)), return_exceptions=True)
    assert [str(one) for one in met] == ["no 1"] * 5
    find.fails = False
    assert await shared.get() == "found 2"


async def test_who_does_not_wait_leaves_the_finding_to_others() -> None:
    find = Finder()
    shared = ComputedOnce(find)
    assert await shared.get_within(0.01) is None
    find.let.set()
    assert await shared.get_within(5) == "found 1"
    assert find.asked == 1


async def test_an_error_that_nobody_waits_for_disturbs_nobody() -> None:
    unheard: list[object] = []
    asyncio.get_running_loop().set_exception_handler(lambda _, context: unheard.append(context))
    find = Finder()
    find.fails = True
    shared = ComputedOnce(find)
    assert await shared.get_within(0.01) is None
    find.let.set()
    await asyncio.sleep(0.01)
    assert unheard == []

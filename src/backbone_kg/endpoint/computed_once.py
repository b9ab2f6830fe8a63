"""Something that takes time to find out, found out once for everybody who asks."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from typing import Generic, TypeVar

Found = TypeVar("Found")


class ComputedOnce(Generic[Found]):
    """What is found out when it is first asked for, and stays the same.

    Whoever asks meanwhile waits for the same finding out; none is begun for each. One that fails
    is begun anew by the next who asks.

    Parameters
    ----------
    find
        Finds it out.
    """

    def __init__(self, find: Callable[[], Awaitable[Found]]) -> None:
        self._find = find
        self._finding: asyncio.Future[Found] | None = None

    async def get(self) -> Found:
        """Return what was found out; what `find` raises, everybody meets who waits for it."""
        if self._finding is None or _failed(self._finding):
            self._finding = asyncio.ensure_future(self._find())
            self._finding.add_done_callback(_failed)  # so that nobody misses an error unheard
        return await asyncio.shield(self._finding)

    async def get_within(self, seconds: float) -> Found | None:
        """Return it if it is found out in time; the finding out goes on in any case."""
        try:
            async with asyncio.timeout(seconds):
                return await self.get()
        except TimeoutError:
            return None


def _failed(finding: asyncio.Future[Found]) -> bool:
    return finding.done() and (finding.cancelled() or finding.exception() is not None)

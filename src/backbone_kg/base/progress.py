"""Who wants to know how far a long piece of work is: said from below, without being handed down."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterable, Iterator
from contextvars import ContextVar
from typing import Final, TypeVar

Watcher = Callable[[int, int], None]
"""Is told how much is done, and of how much."""

EVERY: Final = 500
"""How many pieces are done between two times of telling."""

_watcher: ContextVar[Watcher | None] = ContextVar("watcher", default=None)
_Piece = TypeVar("_Piece")


@contextlib.contextmanager
def watched(watcher: Watcher | None) -> Iterator[None]:
    """Let somebody be told how far the work inside is; None for nobody."""
    token = _watcher.set(watcher)
    try:
        yield
    finally:
        _watcher.reset(token)


def told(pieces: Iterable[_Piece], done: int, total: int) -> Iterator[_Piece]:
    """Give pieces on, and tell whoever watches how many are done.

    Parameters
    ----------
    pieces
        What the work is done on, one after the other.
    done
        How many were done before these.
    total
        How many there are in all.

    Examples
    --------
    >>> seen = []
    >>> with watched(lambda done, total: seen.append((done, total))):
    ...     rows = list(told(range(1200), 300, 1500))
    >>> seen
    [(800, 1500), (1300, 1500), (1500, 1500)]
    """
    watcher = _watcher.get()
    if watcher is None:
        yield from pieces
        return
    number = done
    for number, piece in enumerate(pieces, start=done + 1):
        yield piece
        if (number - done) % EVERY == 0:
            watcher(number, total)
    watcher(number, total)

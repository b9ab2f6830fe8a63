"""Waiting for work that does not listen to Python, so that Ctrl-C is heard meanwhile."""

from __future__ import annotations

import contextlib
import threading
from collections.abc import Callable
from typing import Final, TypeVar

_Result = TypeVar("_Result")
_NAME: Final = "backbone-kg at work"
_SECONDS: Final = 0.2
"""How long to wait at a time: on some systems a wait without an end hears nothing."""

_STACK: Final = 64 << 20
"""Bytes for the calls of the work, of which a system gives only what is used. Oxigraph calls itself
for each level of a query, and some systems give a thread much less than a program."""


def interruptible(work: Callable[[], _Result]) -> _Result:
    """Return what some work returns; Ctrl-C ends the waiting for it.

    Python tells its main thread alone of Ctrl-C, and not before that is back in Python. So the
    work is done in a thread of its own. It must let go of Python's lock, as Oxigraph does while it
    works on a query.

    Parameters
    ----------
    work
        What to do. Nothing can stop it: after Ctrl-C it runs on until it is done, unnoticed, or
        the program ends.

    Raises
    ------
    KeyboardInterrupt
        If Ctrl-C was pressed; else whatever the work raises.
    """
    results: list[_Result] = []
    errors: list[BaseException] = []

    def worker() -> None:
        try:
            results.append(work())
        except BaseException as error:
            errors.append(error)

    thread = _started(threading.Thread(target=worker, name=_NAME, daemon=True))
    while thread.is_alive():
        thread.join(_SECONDS)
    if errors:
        raise errors[0]
    return results[0]


def _started(thread: threading.Thread) -> threading.Thread:
    """Start a thread with room for many calls in one another, if the system has it."""
    before = threading.stack_size()
    with contextlib.suppress(RuntimeError, ValueError):
        threading.stack_size(_STACK)
        try:
            thread.start()
        finally:
            threading.stack_size(before)
    if thread.ident is None:
        thread.start()
    return thread


def unfinished() -> bool:
    """Return whether work goes on that nobody waits for any more."""
    return any(thread.name == _NAME for thread in threading.enumerate())

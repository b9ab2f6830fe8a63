"""What a text refers its reader to: commands at a terminal, screens on a page."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from contextvars import ContextVar
from typing import Final, NamedTuple


class Pointers(NamedTuple):
    """How a reader gets at more.

    Parameters
    ----------
    check
        What shows why something could not be read; ``{file}`` stands for the file.
    plan_for_silent_roles
        How to plan for roles without evidence of a holder, too.
    """

    check: str
    plan_for_silent_roles: str


TERMINAL: Final = Pointers("“backbone-kg validate {file}”", "--include-no-evidence")
_POINTERS: ContextVar[Pointers] = ContextVar("pointers", default=TERMINAL)


def check_of(file: str) -> str:
    """Return what shows what is to be mended in a file."""
    return _POINTERS.get().check.format(file=file)


def plan_for_silent_roles() -> str:
    """Return how to plan for roles without evidence of a holder, too."""
    return _POINTERS.get().plan_for_silent_roles


@contextlib.contextmanager
def pointing_to(pointers: Pointers) -> Iterator[None]:
    """Let texts refer to something else than the terminal until the end of the block."""
    token = _POINTERS.set(pointers)
    try:
        yield
    finally:
        _POINTERS.reset(token)

"""Memory that is free in a process and given back to the system, where the C library keeps it."""

from __future__ import annotations

import ctypes


def give_back_memory() -> None:
    """Give free memory back to the system; does nothing where the C library has no such call.

    glibc keeps what large answers took, in each of its arenas, until the process ends.
    """
    trim = getattr(ctypes.CDLL(None), "malloc_trim", None)
    if trim is not None:
        trim(0)

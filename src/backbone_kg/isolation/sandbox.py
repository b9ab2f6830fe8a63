"""The sandbox of a process that works on what strangers gave: memory, network, time."""

from __future__ import annotations

import contextlib
import ctypes
import json
import math
import os
import platform
import signal
import struct
import sys
from typing import Any, BinaryIO

_SECCOMP_SYSTEMS = {"x86_64": (0xC000003E, 41), "aarch64": (0xC00000B7, 198)}
"""By kind of processor: how the kernel calls it, and its number of the call ``socket``."""

_PR_SET_NO_NEW_PRIVS = 38
_PR_SET_SECCOMP = 22
_SECCOMP_MODE_FILTER = 2
_ALLOW = 0x7FFF0000
_REFUSE_ACCESS = 0x00050000 | 13
_KILL = 0x80000000


def limit_memory(size: int) -> None:
    """Let this process have at most so much memory of its own; no core file is left behind.

    Parameters
    ----------
    size
        Bytes. A process that asks for more is ended by its own allocator. Where the system knows
        no such limit (Windows), nothing happens; macOS does not keep to it.
    """
    with contextlib.suppress(ImportError, ValueError, OSError):
        import resource

        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
        resource.setrlimit(resource.RLIMIT_DATA, (size, size))


def end_after(seconds: float) -> None:
    """Let the system end this process after a time, whatever it is doing then; 0 calls it off."""
    if hasattr(signal, "setitimer"):
        signal.signal(signal.SIGALRM, signal.SIG_DFL)
        signal.setitimer(signal.ITIMER_REAL, seconds)


def end_after_processor_time(seconds: float) -> None:
    """Let the system end this process when it has used so much more processor time.

    How busy the machine is with other things does not count. Where the system knows no such limit
    (Windows), nothing happens.
    """
    with contextlib.suppress(ImportError, ValueError, OSError):
        import resource

        used = resource.getrusage(resource.RUSAGE_SELF)
        last = math.ceil(used.ru_utime + used.ru_stime + seconds)
        _, most = resource.getrlimit(resource.RLIMIT_CPU)
        if most == resource.RLIM_INFINITY or last < most:
            resource.setrlimit(resource.RLIMIT_CPU, (last, most))


def begun() -> tuple[dict[str, Any], BinaryIO, BinaryIO]:
    """Begin a process that works for another one.

    It goes on when the whole group of processes is told to stop: the parent finishes its work.

    Returns
    -------
    dict
        The settings that it was started with.
    BinaryIO, BinaryIO
        What brings jobs, and what takes answers. What a library prints is not among these.
    """
    for name in ("SIGINT", "SIGTERM", "SIGHUP"):
        if hasattr(signal, name):
            signal.signal(getattr(signal, name), signal.SIG_IGN)
    jobs, answers = os.fdopen(os.dup(0), "rb"), os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    return json.loads(sys.argv[1]), jobs, answers


def without_network() -> bool:
    """Take from this thread, for good, the means to open a connection.

    Threads and processes that it starts from then on have them neither; those that run already
    keep them.

    Returns
    -------
    bool
        Whether the system can do that: Linux on x86-64 and ARM. Elsewhere a query is kept from
        calling out by reading it beforehand alone.
    """
    known = _SECCOMP_SYSTEMS.get(platform.machine())
    if not sys.platform.startswith("linux") or known is None or sys.maxsize < 2**32:
        return False
    system, socket_call = known
    # A program for the kernel's filter: load the kind of processor, compare; load the number of
    # the call, compare. Another kind of processor would number its calls otherwise.
    steps = [
        (0x20, 0, 0, 4),
        (0x15, 1, 0, system),
        (0x06, 0, 0, _KILL),
        (0x20, 0, 0, 0),
        (0x15, 0, 1, socket_call),
        (0x06, 0, 0, _REFUSE_ACCESS),
        (0x06, 0, 0, _ALLOW),
    ]
    code = ctypes.create_string_buffer(b"".join(struct.pack("HBBI", *step) for step in steps))
    program = ctypes.create_string_buffer(struct.pack("@HP", len(steps), ctypes.addressof(code)))
    try:
        prctl = ctypes.CDLL(None, use_errno=True).prctl
    except (OSError, AttributeError):
        return False
    prctl.argtypes = [ctypes.c_int] + [ctypes.c_ulong] * 4
    if prctl(_PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0:
        return False
    done: int = prctl(_PR_SET_SECCOMP, _SECCOMP_MODE_FILTER, ctypes.addressof(program), 0, 0)
    return done == 0

"""Where the service listens, and why it cannot listen there."""

from __future__ import annotations

import contextlib
import errno
import os
import socket
from collections.abc import Iterator

from backbone_kg.base.errors import BackboneError


@contextlib.contextmanager
def listening(host: str, port: int) -> Iterator[socket.socket]:
    """Listen at an address and a port; port 0 for any that is free.

    Raises
    ------
    BackboneError
        If it cannot be listened there; the message says whether another address or another port
        will help.
    """
    if not host.strip():
        raise BackboneError(
            "No address to listen at is named. Name one with --host: 127.0.0.1 for this machine"
            " alone, 0.0.0.0 for everybody who reaches it."
        )
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        socket.getaddrinfo(host, None, family)
        listener = socket.create_server((host, port), family=family, backlog=256)
    except (OSError, OverflowError, UnicodeError) as problem:
        raise _refusal(host, port, problem) from problem
    with listener:
        yield listener


def _refusal(host: str, port: int, problem: Exception) -> BackboneError:
    number = getattr(problem, "errno", None)
    if number == errno.EADDRNOTAVAIL or isinstance(problem, socket.gaierror | UnicodeError):
        return BackboneError(
            f"It cannot listen at {host}: that is no address of this machine."
            " Choose another with --host, such as 127.0.0.1."
        )
    reason = os.strerror(number) if number else problem
    return BackboneError(
        f"It cannot listen at {host}, port {port} ({reason})."
        " Choose another with --port, or --port 0 for any that is free."
    )

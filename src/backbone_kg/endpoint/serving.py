"""Serving a store over HTTP until told to stop."""

from __future__ import annotations

import asyncio
import contextlib
import ipaddress
import logging
import math
import signal
import socket
import threading
from collections.abc import Callable, Collection, Iterator
from pathlib import Path

import uvicorn
from starlette.types import ASGIApp

from backbone_kg.endpoint.app import application
from backbone_kg.endpoint.limits import Limits
from backbone_kg.endpoint.pool import Pool
from backbone_kg.errors import BackboneError
from backbone_kg.namespaces import PREFIXES
from backbone_kg.sparql.running import kept_for_reading

DEFAULT_HOST = "127.0.0.1"
DEFAULT_PORT = 7878
_SECONDS_TO_WRITE = 5
_LONGEST_REQUEST_HEAD = 256 * 1024


def serve(
    store_path: Path,
    *,
    host: str = DEFAULT_HOST,
    port: int = DEFAULT_PORT,
    limits: Limits | None = None,
    allow_service: Collection[str] = (),
    allow_origins: Collection[str] = ("*",),
    tell: Callable[[str], None] = print,
) -> None:
    """Serve a store until SIGTERM or SIGINT; then finish what is running.

    Parameters
    ----------
    store_path
        Folder of the store. It is read alone, and nobody can write to it meanwhile.
    host, port
        Where to listen; port 0 for any that is free.
    limits
        How much a query and a client may take.
    allow_service
        Addresses that SERVICE may call, letter by letter; by default none.
    allow_origins
        Web sites whose pages may read answers; ``*`` for all.
    tell
        Takes what to say to who started it.

    Raises
    ------
    BackboneError
        If the store cannot be opened, or the address cannot be listened at.
    """
    limits = limits or Limits()
    _start_logs()
    with kept_for_reading(store_path), _listening(host, port) as listener:
        pool = Pool(store_path, limits, services=allow_service, prefixes=PREFIXES)
        app = application(pool, limits, allow_service=allow_service, allow_origins=allow_origins)
        asyncio.run(_served(app, pool, limits, listener, host, tell))
    tell("Stopped.")


async def _served(
    app: ASGIApp,
    pool: Pool,
    limits: Limits,
    listener: socket.socket,
    host: str,
    tell: Callable[[str], None],
) -> None:
    try:
        await pool.start()
        config = uvicorn.Config(
            app,
            http="h11",  # the one that bounds the head of a request
            ws="none",
            loop="asyncio",
            lifespan="off",
            log_config=None,
            access_log=False,
            server_header=False,
            h11_max_incomplete_event_size=_LONGEST_REQUEST_HEAD,
            timeout_graceful_shutdown=math.ceil(limits.timeout) + _SECONDS_TO_WRITE,
        )
        tell(greeting(host, listener.getsockname()[1]))
        await _Server(config).serve(sockets=[listener])
    finally:
        await pool.close()


class _Server(uvicorn.Server):
    """uvicorn's server, which ends with status 0 when it was told to end."""

    @contextlib.contextmanager
    def capture_signals(self) -> Iterator[None]:
        if threading.current_thread() is not threading.main_thread():
            yield
            return
        told = (signal.SIGINT, signal.SIGTERM)
        before = {one: signal.signal(one, self.handle_exit) for one in told}
        try:
            yield
        finally:
            for one, handler in before.items():
                signal.signal(one, handler)


def greeting(host: str, port: int) -> str:
    """Return what to say when the service is there."""
    named = f"[{host}]" if ":" in host else host
    lines = [
        f"SPARQL endpoint: http://{named}:{port}/sparql",
        f"Page to ask from: http://{named}:{port}/",
    ]
    if not is_loopback(host):
        lines.append(
            f"It listens at {host}: everybody who reaches this machine over the network can ask it"
            " everything, without a password."
        )
    lines.append("Stop it with Ctrl+C.")
    return "\n".join(lines)


def is_loopback(host: str) -> bool:
    """Return whether only this machine can reach an address.

    Examples
    --------
    >>> [is_loopback(host) for host in ("127.0.0.1", "::1", "localhost", "0.0.0.0", "example.org")]
    [True, True, True, False, False]
    """
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


@contextlib.contextmanager
def _listening(host: str, port: int) -> Iterator[socket.socket]:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        listener = socket.create_server((host, port), family=family, backlog=256)
    except (OSError, OverflowError) as problem:
        reason = getattr(problem, "strerror", None) or problem
        raise BackboneError(
            f"It cannot listen at {host}, port {port} ({reason})."
            " Choose another with --port, or --port 0 for any that is free."
        ) from problem
    with listener:
        yield listener


def _start_logs() -> None:
    """Let the access log and failures be written to standard error."""
    handler = logging.StreamHandler()
    handler.setFormatter(logging.Formatter("%(asctime)s %(message)s"))
    for name, level in (
        ("backbone_kg.access", logging.INFO),
        ("backbone_kg.endpoint", logging.INFO),
        ("uvicorn.error", logging.WARNING),
    ):
        log = logging.getLogger(name)
        log.setLevel(level)
        log.propagate = False
        log.handlers = [handler]

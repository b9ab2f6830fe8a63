"""Serving a store over HTTP until told to stop."""

from __future__ import annotations

import asyncio
import logging
import math
import socket
from collections.abc import Callable, Collection
from functools import partial
from pathlib import Path
from typing import cast

import uvicorn
from starlette.types import ASGIApp

from backbone_kg.endpoint.allowed_origins import Access
from backbone_kg.endpoint.limits import Limits
from backbone_kg.endpoint.middleware import LONGEST_HEAD
from backbone_kg.endpoint.orderly_server import OrderlyServer, configured
from backbone_kg.endpoint.server_logs import start_logs
from backbone_kg.endpoint.slow_clients import Connection, WaitingConnections
from backbone_kg.endpoint.sockets import listening
from backbone_kg.endpoint.sparql_application import application
from backbone_kg.endpoint.worker_pool import WorkerPool
from backbone_kg.isolation.worker import kept_for_reading
from backbone_kg.stores.connection import is_loopback

DEFAULT_HOST = "127.0.0.1"
DEFAULT_PORT = 7878
_SECONDS_TO_WRITE = 5
_MOST_TAKEN_AT_ONCE = 128
_LOGS = {
    "backbone_kg.access": logging.INFO,
    "backbone_kg.endpoint": logging.INFO,
    "uvicorn.error": logging.WARNING,
}


def serve(
    store_path: Path,
    *,
    host: str = DEFAULT_HOST,
    port: int = DEFAULT_PORT,
    limits: Limits | None = None,
    allow_service: Collection[str] = (),
    allow_origins: Collection[str] = (),
    tell: Callable[[str], None] = print,
) -> None:
    """Serve a store until SIGTERM, SIGHUP or SIGINT; then finish what is running.

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
        Web sites whose pages may read answers in a browser, such as ``https://example.org``; ``*``
        for all. By default none but the page that comes with it.
    tell
        Takes what to say to who started it.

    Raises
    ------
    BackboneError
        If the store cannot be opened, the address cannot be listened at, or a web site is not
        written as one.
    """
    limits = limits or Limits()
    access = Access.of(host, allow_origins)
    start_logs(_LOGS)
    with kept_for_reading(store_path), listening(host, port) as listener:
        pool = WorkerPool(store_path, limits, services=allow_service)
        app = application(pool, limits, allow_service=allow_service, access=access)
        asyncio.run(_served(app, pool, limits, listener, host, tell))
    tell("Stopped.")


async def _served(
    app: ASGIApp,
    pool: WorkerPool,
    limits: Limits,
    listener: socket.socket,
    host: str,
    tell: Callable[[str], None],
) -> None:
    try:
        await pool.start()
        config = configured(
            app,
            http=cast(
                type[asyncio.Protocol], partial(Connection, crowd=WaitingConnections(limits))
            ),
            h11_max_incomplete_event_size=LONGEST_HEAD,
            # Where files to open run out, asyncio would try, and fail, this often in a row.
            backlog=_MOST_TAKEN_AT_ONCE,
            timeout_graceful_shutdown=math.ceil(limits.timeout) + 2 * _SECONDS_TO_WRITE,
        )
        tell(greeting(host, listener.getsockname()[1]))
        await _Server(config, pool, limits.timeout + _SECONDS_TO_WRITE).serve(sockets=[listener])
    finally:
        await pool.close()


class _Server(OrderlyServer):
    """A server that cuts nobody short.

    Parameters
    ----------
    config
        What uvicorn wants to know.
    pool
        The processes that run queries.
    seconds_to_end
        How long what is running may take when it was told to end.
    """

    def __init__(self, config: uvicorn.Config, pool: WorkerPool, seconds_to_end: float) -> None:
        super().__init__(config)
        self._pool = pool
        self._seconds_to_end = seconds_to_end

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        """Finish what is running; refuse what waits."""
        self._pool.finish()
        loop = asyncio.get_running_loop()
        # uvicorn would end requests in the middle of their work, and log each as a failure. Those
        # whose clients hang up come to an end by themselves.
        cutting = loop.call_later(self._seconds_to_end, self._hang_up)
        await super().shutdown(sockets)
        cutting.cancel()
        self._hang_up()
        if self.server_state.tasks:
            await asyncio.wait(self.server_state.tasks, timeout=_SECONDS_TO_WRITE)

    def _hang_up(self) -> None:
        for connection in list(self.server_state.connections):
            cast(Connection, connection).transport.abort()


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

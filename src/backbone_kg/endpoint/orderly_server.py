"""uvicorn's server, which ends with status 0 when it was told to end."""

from __future__ import annotations

import contextlib
import signal
import threading
from collections.abc import Iterator
from typing import Any

import uvicorn
from starlette.types import ASGIApp


def configured(app: ASGIApp, **settings: Any) -> uvicorn.Config:
    """Return what uvicorn wants to know of an application that has logs of its own."""
    return uvicorn.Config(
        app,
        ws="none",
        loop="asyncio",
        lifespan="off",
        log_config=None,
        access_log=False,
        server_header=False,
        **settings,
    )


class OrderlyServer(uvicorn.Server):
    """A server that SIGINT, SIGTERM and SIGHUP end, and that then says nothing more of them."""

    @contextlib.contextmanager
    def capture_signals(self) -> Iterator[None]:
        """Take the signals while it serves."""
        if threading.current_thread() is not threading.main_thread():
            yield
            return
        before = {one: signal.signal(one, self.handle_exit) for one in _told_to_end()}
        try:
            yield
        finally:
            for one, handler in before.items():
                signal.signal(one, handler)


def _told_to_end() -> Iterator[signal.Signals]:
    """Give the signals that end the service: a closed terminal does not where that is ignored."""
    yield from (signal.SIGINT, signal.SIGTERM)
    if hasattr(signal, "SIGHUP") and signal.getsignal(signal.SIGHUP) != signal.SIG_IGN:
        yield signal.SIGHUP

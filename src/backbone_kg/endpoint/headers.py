"""Around every answer: who may read it in a browser, what a page may do, and the access log."""

from __future__ import annotations

import logging
import time
from collections.abc import Collection

from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from backbone_kg.endpoint.problems import Refusal

CONTENT_SECURITY_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:;"
    " connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)
_EVERYWHERE = {
    "Content-Security-Policy": CONTENT_SECURITY_POLICY,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cache-Control": "no-cache",
}
_READABLE = "Retry-After, Content-Length, Content-Type, Allow, X-Rows"
_ASKED_WITH = "Accept, Content-Type"
_SECONDS_TO_REMEMBER = "86400"

access_log = logging.getLogger("backbone_kg.access")


class Around:
    """Adds headers to every answer and writes a line of the access log.

    Parameters
    ----------
    app
        What answers.
    allow_origins
        Web sites whose pages may read answers; ``*`` for all.

    Notes
    -----
    The log tells who asked, by which method, at which path, the status, the time in milliseconds
    and the bytes. It never holds the query: that may name people and organizations.
    """

    def __init__(self, app: ASGIApp, *, allow_origins: Collection[str] = ("*",)) -> None:
        self._app = app
        self._origins = frozenset(allow_origins)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        begin = time.monotonic()
        status, size = 499, 0  # nothing was sent: the client had gone
        origin = self._allowed_origin(Headers(scope=scope).get("origin"))

        async def send_with_headers(message: Message) -> None:
            nonlocal status, size
            if message["type"] == "http.response.start":
                status = message["status"]
                headers = MutableHeaders(scope=message)
                for name, value in _EVERYWHERE.items():
                    headers.setdefault(name, value)
                if origin is not None:
                    headers["Access-Control-Allow-Origin"] = origin
                    headers["Access-Control-Expose-Headers"] = _READABLE
                if "*" not in self._origins:
                    headers.add_vary_header("Origin")
            elif message["type"] == "http.response.body":
                size += len(message.get("body", b""))
            await send(message)

        try:
            await self._app(scope, receive, send_with_headers)
        finally:
            client = scope["client"][0] if scope.get("client") else "-"
            access_log.info(
                "%s %s %s %d %.0f ms %d bytes",
                client,
                scope["method"],
                _printable(scope["path"]),
                status,
                1000 * (time.monotonic() - begin),
                size,
            )

    def _allowed_origin(self, origin: str | None) -> str | None:
        if "*" in self._origins:
            return "*"
        return origin if origin in self._origins else None


def preflight(methods: str) -> dict[str, str]:
    """Return the headers that answer OPTIONS."""
    return {
        "Allow": methods,
        "Access-Control-Allow-Methods": methods,
        "Access-Control-Allow-Headers": _ASKED_WITH,
        "Access-Control-Max-Age": _SECONDS_TO_REMEMBER,
    }


def method_refused(method: str, methods: str) -> Refusal:
    """Return what to tell of a method that is not used at an address."""
    return Refusal(
        "method", f"{method} is not used here. Use {methods}.", headers={"Allow": methods}
    )


def _printable(path: str) -> str:
    """Return a path on one line, without what could pass for another line of the log."""
    return path.encode("unicode_escape").decode("ascii")[:200]

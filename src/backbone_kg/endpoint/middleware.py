"""Around every answer: who may ask and read it, what a page may do, and the access log."""

from __future__ import annotations

import logging
import time
from typing import Any, Final
from urllib.parse import unquote

from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from backbone_kg.endpoint.allowed_origins import Access
from backbone_kg.endpoint.problem_json import Refusal

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
_READABLE = "Retry-After, Content-Length, Content-Type, Allow, Link, X-Rows"

LONGEST_HEAD: Final = 256 * 1024
"""Bytes of a request's head: a query of 65,536 characters in the address, each as ``%20``."""
MOST_HEADERS: Final = 200

access_log = logging.getLogger("backbone_kg.access")


class Middleware:
    """Lets in who may ask, adds headers to every answer and writes a line of the access log.

    Parameters
    ----------
    app
        What answers.
    access
        Who may ask in a browser.

    Notes
    -----
    The log tells who asked, by which method, at which path, the status, the time in milliseconds
    and the bytes. It never holds the query: that may name people and organizations.
    """

    def __init__(self, app: ASGIApp, access: Access) -> None:
        self._app = app
        self._access = access

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        begin = time.monotonic()
        status, size = 499, 0  # nothing was sent: the client had gone
        _to_origin_form(scope)
        told = Headers(scope=scope)
        page = told.get("origin")
        origin = self._access.readable_by(page)

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
                if self._access.varies:
                    headers.add_vary_header("Origin")
            elif message["type"] == "http.response.body":
                size += len(message.get("body", b""))
            await send(message)

        try:
            _check_size(scope)
            _check_framing(told)
            host = told.get("host")
            self._access.check(host)
            self._access.check_page(
                scope["path"], origin=page, site=told.get("sec-fetch-site"), host=host
            )
            await self._app(scope, receive, send_with_headers)
        except Refusal as refusal:
            await refusal.response()(scope, receive, send_with_headers)
        finally:
            client = scope["client"][0] if scope.get("client") else "-"
            access_log.info(
                "%s %s %s %d %.0f ms %d bytes",
                _printable(client),
                _printable(scope["method"]),
                _printable(scope["path"]),
                status,
                1000 * (time.monotonic() - begin),
                size,
            )


def _to_origin_form(scope: Scope) -> None:
    """Let a request that names the whole address be as one that names the path (RFC 9112, 3.2)."""
    scheme, colon, rest = scope["raw_path"].partition(b"://")
    if not colon or scheme.lower() not in {b"http", b"https"}:
        return
    host, _, path = rest.partition(b"/")
    scope["raw_path"] = b"/" + path
    scope["path"] = unquote("/" + path.decode("ascii"))
    others = [(name, value) for name, value in scope["headers"] if name != b"host"]
    scope["headers"] = [(b"host", host), *others]


def _check_size(scope: Scope) -> None:
    """Make sure that nothing is looked at that takes long to look at.

    Raises
    ------
    Refusal
        If there is too much of it.
    """
    headers: list[Any] = scope["headers"]
    if len(headers) > MOST_HEADERS:
        raise Refusal(
            "head-size", f"The request has {len(headers)} headers; {MOST_HEADERS} are the most."
        )
    size = len(scope["raw_path"]) + len(scope["query_string"])
    if size + sum(len(name) + len(value) for name, value in headers) > LONGEST_HEAD:
        raise head_too_long()


def _check_framing(headers: Headers) -> None:
    """Make sure that nobody on the way sees another end of the request (RFC 9112, 6.1).

    Raises
    ------
    Refusal
        If it could; what follows on the connection is not read.
    """
    if "transfer-encoding" in headers and "content-length" in headers:
        raise Refusal(
            "bad-request",
            "The request has a Content-Length and a Transfer-Encoding. Send one of them.",
            headers={"Connection": "close"},
        )


def head_too_long() -> Refusal:
    """Return what to tell of a head that is too long."""
    return Refusal(
        "head-size",
        f"The head of the request has more than {LONGEST_HEAD:,} bytes, which are the most."
        " Send a long query in the body of a POST.",
        headers={"Connection": "close"},
    )


def _printable(text: str) -> str:
    """Return a text on one line, without what could pass for another line or move the cursor."""
    return text[:200].encode("unicode_escape").decode("ascii")[:200]

"""Who may use the page: the browser that the program opened, and no page of another web site."""

from __future__ import annotations

import hmac
import secrets
from http.cookies import SimpleCookie
from typing import Final
from urllib.parse import parse_qs

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import PlainTextResponse, RedirectResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from backbone_kg.endpoint.allowed_origins import Access
from backbone_kg.endpoint.problem_json import Refusal

HEADERS: Final = {
    "Content-Security-Policy": (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:;"
        " connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
    ),
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cache-Control": "no-store",
}
_STRANGER: Final = (
    "This page is for the person who started the program. Open the address that it shows in the "
    "terminal; it holds a key that is made anew each time."
)


class Guard:
    """Lets in whoever has the key of this run, from this machine's own pages alone.

    Parameters
    ----------
    app
        What answers.
    host, port
        Where it listens.
    key
        The key; it comes once in the address (``?key=``) and then in a cookie.
    """

    def __init__(self, app: ASGIApp, *, host: str, port: int, key: str) -> None:
        self._app = app
        self._access = Access.of(host, ())
        self._cookie = f"backbone-kg-{port}"
        self._key = key

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request."""
        if scope["type"] != "http":
            return

        async def send_guarded(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in HEADERS.items():
                    headers.setdefault(name, value)
            await send(message)

        await (self._refusal(scope) or self._app)(scope, receive, send_guarded)

    def _refusal(self, scope: Scope) -> Response | None:
        """Return what to answer instead, or None."""
        told = Headers(scope=scope)
        host = told.get("host")
        try:
            self._access.check(host)
            self._access.check_page(
                scope["path"],
                origin=told.get("origin"),
                site=told.get("sec-fetch-site"),
                host=host,
            )
        except Refusal:
            return PlainTextResponse(_STRANGER, status_code=403)
        offered = parse_qs(scope["query_string"].decode("ascii", "replace")).get("key", [""])[0]
        if offered and self._is_key(offered):
            answer = RedirectResponse(scope["path"], status_code=303)
            answer.set_cookie(self._cookie, self._key, httponly=True, samesite="strict", path="/")
            return answer
        cookies = SimpleCookie(told.get("cookie", ""))
        if self._cookie in cookies and self._is_key(cookies[self._cookie].value):
            return None
        return PlainTextResponse(_STRANGER, status_code=403)

    def _is_key(self, text: str) -> bool:
        return hmac.compare_digest(text.encode(), self._key.encode())


def new_key() -> str:
    """Return a key that cannot be guessed."""
    return secrets.token_urlsafe(24)

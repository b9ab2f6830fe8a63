"""One address of the service: which methods it knows, and how failures are told."""

from __future__ import annotations

import logging
from collections.abc import Awaitable, Callable

from starlette.requests import Request
from starlette.responses import Response
from starlette.types import Receive, Scope, Send

from backbone_kg.endpoint.middleware import method_refused, preflight
from backbone_kg.endpoint.problem_json import Refusal
from backbone_kg.endpoint.query_requests import ClientGoneError

Handler = Callable[[Request], Awaitable[Response]]

log = logging.getLogger("backbone_kg.endpoint")


class Resource:
    """Answers requests for one address.

    Parameters
    ----------
    get, post
        What answers these methods; None for a method that is not used here.
    """

    def __init__(self, get: Handler | None = None, post: Handler | None = None) -> None:
        self._handlers = {
            name: handler
            for name, handler in (("GET", get), ("HEAD", get), ("POST", post))
            if handler is not None
        }
        self._methods = ", ".join([*self._handlers, "OPTIONS"])

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request."""
        request = Request(scope, receive)
        try:
            response = await self._response(request)
        except ClientGoneError:
            return
        except Refusal as refusal:
            response = refusal.response()
        except Exception:
            log.exception("A request for %s failed.", scope["path"])
            response = Refusal(
                "failed", "Something in this program failed; its log says what."
            ).response()
        await response(scope, receive, send)

    async def _response(self, request: Request) -> Response:
        if request.method == "OPTIONS":
            return Response(status_code=204, headers=preflight(self._methods))
        handler = self._handlers.get(request.method)
        if handler is None:
            raise method_refused(request.method, self._methods)
        return await handler(request)


async def nothing_here(scope: Scope, receive: Receive, send: Send) -> None:
    """Tell that there is nothing at an address, whatever the method."""
    refusal = Refusal("not-found", "The endpoint is at /sparql, the questions at /queries.")
    await refusal.response()(scope, receive, send)

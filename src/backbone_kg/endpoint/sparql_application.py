"""The endpoint as an ASGI application: what answers at each address, and how failures are told."""

from __future__ import annotations

import logging
from collections.abc import Awaitable, Callable, Collection

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route, Router
from starlette.types import ASGIApp, Receive, Scope, Send

from backbone_kg.endpoint.allowed_origins import Access
from backbone_kg.endpoint.limits import Limits
from backbone_kg.endpoint.middleware import Middleware
from backbone_kg.endpoint.page_files import PageFiles
from backbone_kg.endpoint.problem_json import Refusal
from backbone_kg.endpoint.query_requests import ClientGoneError
from backbone_kg.endpoint.routes import Service
from backbone_kg.endpoint.worker_pool import WorkerPool

Handler = Callable[[Request], Awaitable[Response]]

_ASKED_WITH = "Accept, Content-Type"
_SECONDS_TO_REMEMBER = "86400"

log = logging.getLogger("backbone_kg.endpoint")


def application(
    pool: WorkerPool, limits: Limits, *, allow_service: Collection[str], access: Access
) -> ASGIApp:
    """Return the application.

    Parameters
    ----------
    pool
        The processes that run queries, started.
    limits
        How much a request may take.
    allow_service
        Addresses that SERVICE may call, letter by letter.
    access
        Who may ask in a browser.
    """
    service = Service(pool, limits, allow_service)
    sparql = Resource(service.get_sparql, service.post_sparql)
    routes = [
        Route("/", Resource(service.root)),
        Route("/sparql", sparql),
        Route("/sparql/", sparql),
        Route("/queries", Resource(service.queries)),
        Route("/queries/{name}", Resource(service.library.ask)),
        Route("/queries/{name}/text", Resource(service.library.text)),
        Route("/labels", Resource(service.labels)),
        Route("/health", Resource(service.health)),
        Route("/page/{path:path}", Resource(PageFiles().get)),
    ]
    router = Router(routes, redirect_slashes=False, default=nothing_here)
    return Middleware(router, access)


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
        allow = {"Allow": self._methods}
        if request.method == "OPTIONS":
            answer = {
                "Access-Control-Allow-Methods": self._methods,
                "Access-Control-Allow-Headers": _ASKED_WITH,
                "Access-Control-Max-Age": _SECONDS_TO_REMEMBER,
            }
            return Response(status_code=204, headers=allow | answer)
        handler = self._handlers.get(request.method)
        if handler is None:
            told = f"{request.method} is not used here. Use {self._methods}."
            raise Refusal("method", told, headers=allow)
        return await handler(request)


async def nothing_here(scope: Scope, receive: Receive, send: Send) -> None:
    """Tell that there is nothing at an address, whatever the method."""
    refusal = Refusal("not-found", "The endpoint is at /sparql, the questions at /queries.")
    await refusal.response()(scope, receive, send)

"""The endpoint as an ASGI application."""

from __future__ import annotations

from collections.abc import Collection

from starlette.routing import Route, Router
from starlette.types import ASGIApp

from backbone_kg.endpoint.allowed_origins import Access
from backbone_kg.endpoint.limits import Limits
from backbone_kg.endpoint.middleware import Middleware
from backbone_kg.endpoint.page_files import PageFiles
from backbone_kg.endpoint.resources import Resource, nothing_here
from backbone_kg.endpoint.routes import Service
from backbone_kg.endpoint.worker_pool import WorkerPool


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

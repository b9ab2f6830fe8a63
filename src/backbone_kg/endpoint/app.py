"""The endpoint as an ASGI application."""

from __future__ import annotations

from collections.abc import Collection

from starlette.routing import Route, Router
from starlette.types import ASGIApp

from backbone_kg.endpoint.headers import Around
from backbone_kg.endpoint.limits import Limits
from backbone_kg.endpoint.pool import Pool
from backbone_kg.endpoint.resources import Resource, nothing_here
from backbone_kg.endpoint.service import Service


def application(
    pool: Pool,
    limits: Limits,
    *,
    allow_service: Collection[str] = (),
    allow_origins: Collection[str] = ("*",),
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
    allow_origins
        Web sites whose pages may read answers; ``*`` for all.
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
        Route("/page/{path:path}", Resource(service.page_file)),
    ]
    router = Router(
        routes,
        redirect_slashes=False,
        default=Resource(nothing_here, nothing_here),
    )
    return Around(router, allow_origins=allow_origins)

"""The page as an ASGI application."""

from __future__ import annotations

from pathlib import Path

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route
from starlette.types import ASGIApp

from backbone_kg.app.guard import Guard
from backbone_kg.app.open_files import Desk
from backbone_kg.app.pages import page
from backbone_kg.app.screens import (
    SCREENS,
    asking,
    change,
    downloads,
    findings,
    importing,
    many,
    network,
    start,
    whatif,
    who_does_what,
)
from backbone_kg.endpoint.page_files import PageFiles
from backbone_kg.endpoint.problem_json import Refusal
from backbone_kg.showing.sections import TEMPLATES

STATIC = Path(__file__).parent / "static"
_SCREENS = (
    *(start, findings, importing, many),
    *(who_does_what, network, change, whatif, asking, downloads),
)


def application(desk: Desk, *, host: str, port: int, key: str) -> ASGIApp:
    """Return the application.

    Parameters
    ----------
    desk
        The files that are open.
    host, port
        Where it listens.
    key
        What lets a browser in; see :class:`backbone_kg.app.guard.Guard`.
    """
    routes = [each for screen in _SCREENS for each in screen.ROUTES]
    routes.append(Route("/static/{path:path}", PageFiles(STATIC).get))
    routes.append(Route("/parts/{path:path}", PageFiles(TEMPLATES).get))
    made = Starlette(routes=routes, exception_handlers={404: _nothing_here, Refusal: _refused})
    made.state.desk, made.state.screens = desk, SCREENS
    return Guard(made, host=host, port=port, key=key)


async def _refused(_: Request, refusal: Exception) -> Response:
    assert isinstance(refusal, Refusal)
    return refusal.response()


async def _nothing_here(request: Request, _: Exception) -> Response:
    sentence = "There is nothing at this address."
    return page(request, "problem.html.j2", status=404, sentence=sentence)

"""The network: roles and partners with their ties, what falls if a partner leaves, and tables."""

from __future__ import annotations

from typing import Any, Final
from urllib.parse import urlencode

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from backbone_kg.app.pages import of_file, result_of, telling
from backbone_kg.app.screens.asked_tasks import answered, said
from backbone_kg.base.errors import BackboneError

ROWS: Final = 100
"""Partners on a page of the table."""
_CHOICES: Final = ("as_of", "kind", "function", "state")


async def network(request: Request) -> Response:
    """Return the screen."""
    asked = {name: said(request, name) for name in _CHOICES}
    partner, start = said(request, "partner"), _start(request)
    gone, unknown = None, ""
    if partner:
        try:
            gone = await _departure(request)
        except BackboneError as error:
            unknown = str(error)
    kept = [(name, value) for name, value in asked.items() if value]

    def address(**settings: Any) -> str:
        return f"network?{urlencode([*kept, *settings.items()])}"

    return await answered(
        request,
        "ties.html.j2",
        "network",
        asked,
        here="network",
        modules=("network.js",),
        partner=partner,
        gone=gone,
        unknown=unknown,
        start=start,
        rows=ROWS,
        address=address,
    )


def _start(request: Request) -> int:
    """Return the first row of the table, from 0; the first of all where none can be understood."""
    asked = said(request, "start")
    return int(asked) if asked.isascii() and asked.isdecimal() and len(asked) < 9 else 0


async def departure(request: Request) -> Response:
    """Return what would be if a partner left, for the script of the drawing."""
    return JSONResponse(await _departure(request))


async def _departure(request: Request) -> dict[str, Any]:
    asked = {name: said(request, name) for name in ("as_of", "partner")}
    return await result_of(request, "departure", **asked)


ROUTES = [
    Route("/files/{key}/network", of_file(network)),
    Route("/files/{key}/departure", telling(departure)),
]

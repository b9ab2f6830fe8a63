"""Many files at once: of each what is to be mended and how much is covered, and what most lack."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from backbone_kg.app.pages import desk_of, page, result_of, telling
from backbone_kg.base.errors import BackboneError

LACKING = "roles-hardest-to-fill"
"""The question of the library that says which roles most partnerships leave without a holder."""


async def many(request: Request) -> Response:
    """Return the screen: a row for each open file, which a script fills one after another."""
    return page(request, "many.html.j2", here="many", modules=("many.js",))


async def summary(request: Request) -> Response:
    """Return what the table says of one file."""
    return JSONResponse(await result_of(request, "summary"))


async def lacking(request: Request) -> Response:
    """Return which roles most of the files leave without a holder."""
    desk = desk_of(request)
    readable = []
    for opened in desk.files.values():
        try:
            told = await desk.told(opened.version, "summary")
        except BackboneError:
            continue  # its own row says why
        if not told["foreign"]:
            readable.append(opened)
    if not readable:
        return JSONResponse({"rows": [], "files": 0})
    first, *others = readable
    told = await desk.told(
        first.version,
        "answer",
        asked=LACKING,
        settings={},
        files=[str(each.version.path) for each in others],
    )
    return JSONResponse({**told, "files": len(readable)})


async def close_all(request: Request) -> Response:
    """Close all files."""
    desk = desk_of(request)
    for key in list(desk.files):
        desk.close(key)
    return JSONResponse({"address": "/"})


ROUTES = [
    Route("/many", telling(many)),
    Route("/many/lacking", telling(lacking)),
    Route("/many/close", telling(close_all), methods=["POST"]),
    Route("/files/{key}/summary", telling(summary)),
]

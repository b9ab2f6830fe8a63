"""A file that was never in the template: what it is taken for, to be corrected and taken over."""

from __future__ import annotations

from typing import Any

from starlette.requests import Request
from starlette.responses import JSONResponse, RedirectResponse, Response
from starlette.routing import Route

from backbone_kg.app.open_files import Desk
from backbone_kg.app.pages import (
    attachment,
    desk_of,
    json_of,
    opened_of,
    page,
    result_of,
    telling,
    unreadable,
)
from backbone_kg.app.templating import environment
from backbone_kg.base.errors import BackboneError


async def proposal(request: Request) -> Response:
    """Return the screen."""
    opened = opened_of(request)
    if opened.at:  # taken over already
        return RedirectResponse(f"/files/{opened.key}/findings", status_code=303)
    try:
        proposed = await _proposed(request)
    except BackboneError as error:
        return unreadable(request, str(error), as_table=False)
    return page(
        request,
        "import.html.j2",
        here="findings",
        modules=("import.js",),
        proposed=proposed,
    )


async def correct(request: Request) -> Response:
    """Take a correction over, and return the proposal as it is then."""
    opened, told = opened_of(request), await json_of(request)
    before = opened.framework, dict(opened.corrections)
    try:
        if "framework" in told:
            opened.framework = str(told["framework"])
        else:
            opened.corrections[str(told["section"]), str(told["entry"])] = str(told["value"])
        proposed = await _proposed(request)
    except BackboneError:
        opened.framework, opened.corrections = before
        raise
    except KeyError as problem:
        opened.framework, opened.corrections = before
        raise BackboneError("The page sent something that cannot be understood.") from problem
    template = environment().get_template("proposal.html.j2")
    return JSONResponse({"html": template.render(proposed=proposed)})


async def take_over(request: Request) -> Response:
    """Let the file become a workbook in the template, and lead to what is to be mended in it."""
    opened = opened_of(request)
    await desk_of(request).take_over(opened, of=int((await json_of(request))["version"]))
    return JSONResponse({"address": f"/files/{opened.key}/findings"})


async def map_file(request: Request) -> Response:
    """Return the map, to be kept and used again."""
    opened, desk = opened_of(request), desk_of(request)
    told = await desk.told(opened.versions[0], "map_of", **desk.said(opened))
    return attachment(told["text"].encode(), f"{opened.stem}.map.yaml", "application/yaml")


async def _proposed(request: Request) -> dict[str, Any]:
    return await result_of(request, "propose", **Desk.said(opened_of(request)))


ROUTES = [
    Route("/files/{key}/import", telling(proposal)),
    Route("/files/{key}/import", telling(correct), methods=["POST"]),
    Route("/files/{key}/take-over", telling(take_over), methods=["POST"]),
    Route("/files/{key}/map.yaml", telling(map_file)),
]

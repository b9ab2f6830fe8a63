"""What is to be mended, at its cells, and mending it."""

from __future__ import annotations

from typing import Any

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from backbone_kg.app.open_files import Edit, OpenFile
from backbone_kg.app.pages import (
    attachment,
    desk_of,
    json_of,
    of_file,
    opened_of,
    page,
    result_of,
    telling,
)
from backbone_kg.app.screens.start import WORKBOOKS
from backbone_kg.base.errors import BackboneError


async def findings(request: Request) -> Response:
    """Return the screen."""
    opened = opened_of(request)
    told = await result_of(request, "sheets")
    return page(
        request,
        "findings.html.j2",
        here="findings",
        checked=await result_of(request, "check"),
        sheets=[sheet["name"] for sheet in told["sheets"]],
        imported=await _said_of_own_cells(request, opened),
        modules=("findings.js",),
    )


async def _said_of_own_cells(request: Request, opened: OpenFile) -> list[dict[str, str]]:
    """Return what the import told of the user's own cells, if the file was taken over."""
    desk = desk_of(request)
    if opened.at == 0 or opened.versions[1].base:
        return []
    told = await desk.told(opened.versions[0], "propose", **desk.said(opened))
    notes: list[dict[str, str]] = told["notes"]
    return notes


async def data(request: Request) -> Response:
    """Return what the screen's script shows: findings, choices, sheets, and what can be undone."""
    opened = opened_of(request)
    checked, told = await result_of(request, "check"), await result_of(request, "sheets")
    edited = [[one.sheet, one.cell] for one in opened.version.edits]
    return JSONResponse({**state(opened), **checked, **told, "edited": edited})


def state(opened: OpenFile) -> dict[str, Any]:
    """Return which version is at hand, and what can be done with it."""
    return {
        "version": opened.at,
        "can_undo": opened.can_undo,
        "can_redo": opened.can_redo,
        "replaced": opened.replaced,
    }


async def edit(request: Request) -> Response:
    """Let cells say something else, and check again."""
    told = await json_of(request)
    try:
        edits = [Edit(str(e["sheet"]), str(e["cell"]), str(e["text"])) for e in told["edits"]]
        of = int(told["version"])
    except (TypeError, KeyError, ValueError) as problem:
        raise BackboneError("The page sent something that cannot be understood.") from problem
    await desk_of(request).edit(opened_of(request), edits, of=of)
    return await data(request)


async def undo(request: Request) -> Response:
    """Take the last edits back."""
    desk_of(request).step(opened_of(request), -1, of=int((await json_of(request))["version"]))
    return await data(request)


async def redo(request: Request) -> Response:
    """Do again what was taken back."""
    desk_of(request).step(opened_of(request), 1, of=int((await json_of(request))["version"]))
    return await data(request)


async def mended(request: Request) -> Response:
    """Return the workbook as it stands, to be kept."""
    opened = opened_of(request)
    version = opened.version
    ending = version.path.suffix.lower()
    if not version.path.is_file() or ending not in WORKBOOKS:
        raise BackboneError("Nothing was mended here yet: the file is as you have it.")
    name = f"{opened.stem} mended{ending}"
    return attachment(version.path.read_bytes(), name, WORKBOOKS[ending])


ROUTES = [
    Route("/files/{key}/findings", of_file(findings)),
    Route("/files/{key}/data", telling(data)),
    Route("/files/{key}/edit", telling(edit), methods=["POST"]),
    Route("/files/{key}/undo", telling(undo), methods=["POST"]),
    Route("/files/{key}/redo", telling(redo), methods=["POST"]),
    Route("/files/{key}/mended.xlsx", telling(mended)),
]

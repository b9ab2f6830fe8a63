"""The first screen: drop a file, write a workbook to fill in, try an example."""

from __future__ import annotations

import base64
import binascii

from starlette.requests import Request
from starlette.responses import JSONResponse, RedirectResponse, Response
from starlette.routing import Route

from backbone_kg.app.open_files import OpenFile
from backbone_kg.app.pages import attachment, desk_of, json_of, opened_of, page, telling
from backbone_kg.base.errors import BackboneError
from backbone_kg.base.shipped import examples

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
WORKBOOKS = {".xlsx": XLSX, ".xlsm": "application/vnd.ms-excel.sheet.macroEnabled.12"}
"""Types of workbooks by their endings."""


async def start(request: Request) -> Response:
    """Return the screen."""
    from backbone_kg.knowledge.ontology import standard_ontology

    frameworks = [each for each in standard_ontology().frameworks() if each.roles]
    return page(
        request, "start.html.j2", frameworks=frameworks, examples=list(examples()), here="start"
    )


async def open_dropped(request: Request) -> Response:
    """Open what was dropped, and say where it is shown."""
    told = await json_of(request)
    try:
        files = {
            str(each["name"]): base64.b64decode(each["content"], validate=True)
            for each in told["files"]
        }
    except (TypeError, KeyError, binascii.Error) as problem:
        raise BackboneError("What was dropped could not be taken over. Try again.") from problem
    opened = desk_of(request).open_dropped(files)
    return JSONResponse({"address": address(opened[0]) if len(opened) == 1 else "/many"})


async def open_example(request: Request) -> Response:
    """Open an example, and say where it is shown."""
    known = examples()
    name = request.path_params["name"]
    if name not in known:
        raise BackboneError(f"There is no example “{name}”.")
    (opened,) = desk_of(request).open_dropped({known[name].name: known[name].read_bytes()})
    return JSONResponse({"address": address(opened)})


async def close(request: Request) -> Response:
    """Close a file."""
    desk_of(request).close(opened_of(request).key)
    return JSONResponse({"address": "/"})


async def new_workbook(request: Request) -> Response:
    """Return a workbook to fill in."""
    from backbone_kg.knowledge.ontology import standard_ontology
    from backbone_kg.model.shipped_layout import standard_layout
    from backbone_kg.writing.template import new_workbook as made

    ontology = standard_ontology()
    framework = ontology.framework(request.query_params.get("framework", "mathematica"))
    content = made(
        standard_layout(),
        ontology,
        framework,
        candidates=request.query_params.get("candidates") == "yes",
    )
    return attachment(content, "partners.xlsx", XLSX)


def address(opened: OpenFile) -> str:
    """Return where a file is shown first."""
    return f"/files/{opened.key}/findings"


async def first_screen(request: Request) -> Response:
    """Lead to where a file is shown first."""
    return RedirectResponse(address(opened_of(request)), status_code=303)


ROUTES = [
    Route("/", telling(start)),
    Route("/files", telling(open_dropped), methods=["POST"]),
    Route("/examples/{name}", telling(open_example), methods=["POST"]),
    Route("/new.xlsx", telling(new_workbook)),
    Route("/files/{key}", telling(first_screen)),
    Route("/files/{key}/close", telling(close), methods=["POST"]),
]

"""Setting out pages, and telling what went wrong as one."""

from __future__ import annotations

import json
import logging
from collections.abc import Awaitable, Callable
from typing import Any, Final
from urllib.parse import quote

from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, RedirectResponse, Response

from backbone_kg.app.open_files import MOST_BYTES, TABLES, Desk, OpenFile, OutdatedError
from backbone_kg.app.templating import environment
from backbone_kg.base.errors import BackboneError

Handler = Callable[[Request], Awaitable[Response]]

log = logging.getLogger("backbone_kg.app")
_LARGEST_BODY: Final = 2 * MOST_BYTES


def page(request: Request, template: str, *, status: int = 200, **values: Any) -> HTMLResponse:
    """Return a page.

    Parameters
    ----------
    request
        Which asks for it.
    template
        What sets it out.
    status
        Of the answer.
    **values
        What the template shows beside ``opened``, the file that the address is about, if it is
        about one.
    """
    desk = desk_of(request)
    opened = desk.files.get(request.path_params.get("key", ""))
    shown = {"opened": opened, "desk": desk, "screens": request.app.state.screens, "here": ""}
    shown |= values
    return HTMLResponse(environment().get_template(template).render(shown), status_code=status)


def desk_of(request: Request) -> Desk:
    """Return the files that are open."""
    desk: Desk = request.app.state.desk
    return desk


class NotOpenError(BackboneError):
    """The file of an address is not open."""


def opened_of(request: Request) -> OpenFile:
    """Return the file that an address is about.

    Raises
    ------
    NotOpenError
        If it is not open.
    """
    found = desk_of(request).files.get(request.path_params["key"])
    if found is None:
        raise NotOpenError(
            "This file is not open any more: it was closed, or the program was started anew. "
            "Drop it again."
        )
    return found


async def result_of(request: Request, task: str, **arguments: Any) -> dict[str, Any]:
    """Return what a task says of the file that an address is about, as it stands."""
    return await desk_of(request).told(opened_of(request).version, task, **arguments)


async def json_of(request: Request) -> Any:
    """Return what a request brings.

    Raises
    ------
    BackboneError
        If it is too much, or no JSON.
    """
    pieces, size = [], 0
    async for piece in request.stream():
        size += len(piece)
        if size > _LARGEST_BODY:
            raise BackboneError(f"That is more than {MOST_BYTES >> 20} MB, which are the most.")
        pieces.append(piece)
    try:
        return json.loads(b"".join(pieces))
    except ValueError as problem:
        raise BackboneError("The page sent something that cannot be understood.") from problem


def telling(handler: Handler) -> Handler:
    """Return a handler whose failures are told: as a page, or as JSON to a script of a page."""

    async def handle(request: Request) -> Response:
        try:
            return await handler(request)
        except BackboneError as error:
            return _told(request, str(error), _status(error))
        except Exception:
            log.exception("A request for %s failed.", request.url.path)
            return _told(
                request,
                "Something in this program failed. Nothing that you typed is lost. What failed "
                "stands in the window in which the program was started; please report it.",
                500,
            )

    return handle


def of_file(handler: Handler) -> Handler:
    """Return a handler of a screen that is shown only of what could be read as a data file.

    A file that is in no template is led to its proposal; of one that cannot be read every screen
    says so.
    """

    async def handle(request: Request) -> Response:
        opened = opened_of(request)
        try:
            checked = await result_of(request, "check")
        except BackboneError as error:
            return unreadable(request, str(error), as_table=await _is_table(request))
        if checked["foreign"]:
            return RedirectResponse(f"/files/{opened.key}/import", status_code=303)
        return await handler(request)

    return telling(handle)


async def _is_table(request: Request) -> bool:
    """Return whether a file can be read as a table of the user's own."""
    opened = opened_of(request)
    try:
        await result_of(request, "propose", **Desk.said(opened))
    except BackboneError:
        return False
    return not opened.at


def unreadable(request: Request, sentence: str, *, as_table: bool) -> Response:
    """Return the page of a file that cannot be read: why, and what can be done.

    Parameters
    ----------
    request
        Which asks for a screen of the file.
    sentence
        Why it cannot be read.
    as_table
        Whether it can still be read as a table of the user's own.
    """
    if _to_script(request):
        return JSONResponse({"error": sentence}, status_code=422)
    return page(
        request,
        "unreadable.html.j2",
        status=422,
        sentence=sentence,
        as_table=as_table,
        apart=opened_of(request).version.path.suffix.lower() in TABLES,
    )


def _status(error: BackboneError) -> int:
    if isinstance(error, NotOpenError):
        return 404
    return 409 if isinstance(error, OutdatedError) else 422


def _told(request: Request, sentence: str, status: int) -> Response:
    if _to_script(request):
        return JSONResponse({"error": sentence}, status_code=status)
    return page(request, "problem.html.j2", status=status, opened=None, sentence=sentence)


def _to_script(request: Request) -> bool:
    return "application/json" in request.headers.get("accept", "")


def attachment(content: bytes, name: str, kind: str) -> Response:
    """Return a file to be kept."""
    named = f"attachment; filename*=UTF-8''{quote(name)}"
    return Response(content, media_type=kind, headers={"Content-Disposition": named})

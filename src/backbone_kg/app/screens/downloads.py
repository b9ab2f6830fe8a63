"""What is taken away of a file: the report, copies, pictures, the data in other formats."""

from __future__ import annotations

import base64
import binascii
import contextlib
import secrets
import shutil
from collections.abc import Iterator
from pathlib import Path, PurePath
from typing import Any, Final

from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, Response
from starlette.routing import Route

from backbone_kg.app.open_files import OpenFile
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
from backbone_kg.app.screens.start import WORKBOOKS, XLSX
from backbone_kg.app.tasks.downloads import COPY, KEY
from backbone_kg.base.errors import BackboneError
from backbone_kg.writing.annotated_copies import ending_of_copy
from backbone_kg.writing.formats import FORMAT_NAMES

PICTURES: Final = {
    "coverage": "Who holds which role",
    "load": "Who carries how much",
    "network": "What hangs on whom",
    "share": "How the work is spread",
    "resilience": "What if partners left",
    "timeline": "Who held which role when",
}
_TYPES: Final = {
    "png": "image/png",
    "svg": "image/svg+xml",
    "pdf": "application/pdf",
    "html": "text/html; charset=utf-8",
}
_SHARED: Final = "shared"
_REPORT_POLICY: Final = (
    "default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none';"
    " form-action 'none'; frame-ancestors 'none'; sandbox allow-popups"
)


async def downloads(request: Request) -> Response:
    """Return the screen."""
    return page(
        request,
        "downloads.html.j2",
        here="downloads",
        modules=("downloads.js",),
        checked=await result_of(request, "check"),
        pictures=PICTURES,
        **await result_of(request, "to_take"),
    )


async def report(request: Request) -> Response:
    """Return the report, to be read here or to be kept."""
    opened, asked = opened_of(request), request.query_params
    content = await made(
        request,
        "report",
        "html",
        as_of=asked.get("as_of", ""),
        parts=[*filter(None, asked.getlist("part"))] if "part" in asked else None,
        title=asked.get("title", "").strip(),
        logo=opened.logo,
    )
    if asked.get("keep"):
        return attachment(content, f"{_stem(opened)} report.html", _TYPES["html"])
    return HTMLResponse(content, headers={"Content-Security-Policy": _REPORT_POLICY})


async def logo(request: Request) -> Response:
    """Take a logo over, or leave it out if it is empty."""
    opened = opened_of(request)
    try:
        content = base64.b64decode(str((await json_of(request))["content"]), validate=True)
    except (KeyError, binascii.Error) as problem:
        raise BackboneError("The logo could not be taken over. Try again.") from problem
    if content:
        from backbone_kg.showing.report_page.choices import data_address

        data_address(content)  # what is no picture is told at once
        (opened.folder / "logo").write_bytes(content)
    opened.logo = str(opened.folder / "logo") if content else ""
    return JSONResponse({})


async def annotated(request: Request) -> Response:
    """Return a copy in which each faulty cell is colored and explained."""
    opened = opened_of(request)
    ending = ending_of_copy(opened.version.path)
    content = await made(request, "annotated", ending[1:])
    return attachment(content, f"{_stem(opened)} annotated{ending}", WORKBOOKS[ending])


async def picture(request: Request) -> Response:
    """Return a picture."""
    kind, form = request.path_params["kind"], request.path_params["form"]
    if kind not in PICTURES or form not in {"png", "svg", "pdf"}:
        raise BackboneError(f"There is no such picture: {kind}.{form}.")
    as_of = request.query_params.get("as_of", "")
    content = await made(request, "picture", form, kind=kind, as_of=as_of)
    name = f"{_stem(opened_of(request))} {kind}.{form}"
    return attachment(content, name, _TYPES[form])


async def converted(request: Request) -> Response:
    """Return the data in another format."""
    form = request.path_params["form"]
    if form not in FORMAT_NAMES:
        raise BackboneError(f"The data cannot be written as {form}.")
    with _passing_folder(opened_of(request)) as folder:
        told = await _do(request, "converted", into=str(folder), form=form)
        content = (folder / told["file"]).read_bytes()
    return attachment(content, told["file"], "application/octet-stream")


async def share(request: Request) -> Response:
    """Make a copy that names nobody, and tell who would still be recognized in it."""
    folder = opened_of(request).folder / _SHARED
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(mode=0o700)
    return JSONResponse(await _do(request, "shared", into=str(folder)))


async def shared(request: Request) -> Response:
    """Return the copy that names nobody, or its key."""
    what = {"copy": COPY, "key": KEY}.get(request.path_params["what"], "")
    path = opened_of(request).folder / _SHARED / what
    if not path.is_file():
        raise BackboneError("Make the copy first.")
    # The name of the file can name the partnership: the copy goes by another.
    return attachment(path.read_bytes(), path.name, XLSX)


async def made(request: Request, task: str, ending: str, **arguments: Any) -> bytes:
    """Return a file that a task writes; it is removed at once."""
    opened = opened_of(request)
    with _passing_folder(opened) as folder:
        out = folder / f"{_stem(opened)}.{ending}"
        await _do(request, task, out=str(out), **arguments)
        return out.read_bytes()


async def _do(request: Request, task: str, **arguments: Any) -> dict[str, Any]:
    return await desk_of(request).do(opened_of(request).version, task, **arguments)


@contextlib.contextmanager
def _passing_folder(opened: OpenFile) -> Iterator[Path]:
    folder = opened.folder / secrets.token_hex(8)
    folder.mkdir(mode=0o700)
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _stem(opened: OpenFile) -> str:
    return PurePath(opened.version.name).stem


ROUTES = [
    Route("/files/{key}/downloads", of_file(downloads)),
    Route("/files/{key}/report.html", telling(report)),
    Route("/files/{key}/logo", telling(logo), methods=["POST"]),
    Route("/files/{key}/annotated.xlsx", telling(annotated)),
    Route("/files/{key}/picture/{kind}.{form}", telling(picture)),
    Route("/files/{key}/data/{form}", telling(converted)),
    Route("/files/{key}/share", telling(share), methods=["POST"]),
    Route("/files/{key}/shared/{what}.xlsx", telling(shared)),
]

"""What screens that show figures have in common: they ask a task, and tell why it has no answer."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from starlette.requests import Request
from starlette.responses import Response

from backbone_kg.app.pages import page, result_of
from backbone_kg.base.errors import BackboneError

STYLES: Final = ("/parts/parts.css", "/static/figures.css")


async def answered(
    request: Request,
    template: str,
    task: str,
    asked: Mapping[str, Any],
    *,
    here: str,
    modules: tuple[str, ...] = (),
    problem: str = "",
    **shown: Any,
) -> Response:
    """Return a screen with what a task says of the file; where it says nothing, with why.

    Parameters
    ----------
    request
        Which asks for it.
    template
        What sets it out: ``told`` is what the task says, ``problem`` why it says nothing, and
        ``asked`` what was asked for, so that it can be mended and asked again.
    task, asked
        Which task, and what it takes.
    here
        Name of the screen.
    modules
        Scripts of the screen.
    problem
        Why the task cannot be asked at all.
    **shown
        What else the template takes.
    """
    told = None
    if not problem:
        try:
            told = await result_of(request, task, **asked)
        except BackboneError as error:
            problem = str(error)
    return page(
        request,
        template,
        status=422 if problem else 200,
        here=here,
        modules=modules,
        styles=STYLES,
        told=told,
        problem=problem,
        asked=asked,
        **shown,
    )


def said(request: Request, name: str) -> str:
    """Return a setting in the address, "" if it is not there."""
    return request.query_params.get(name, "").strip()


async def drawn(request: Request, task: str, asked: Mapping[str, Any]) -> Response:
    """Return the picture that belongs to what a task says."""
    told = await result_of(request, task, **asked)
    # A picture that is opened by itself has its own styles; it fetches and runs nothing.
    policy = {"Content-Security-Policy": "default-src 'none'; style-src 'unsafe-inline'"}
    return Response(told["svg"], media_type="image/svg+xml", headers=policy)

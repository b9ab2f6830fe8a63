"""Change: between two files or two dates, and who held which role when."""

from __future__ import annotations

from collections import Counter
from typing import Any, Final

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from backbone_kg.app.open_files import OpenFile
from backbone_kg.app.pages import desk_of, of_file, opened_of, telling
from backbone_kg.app.screens.asked_tasks import answered, drawn, said
from backbone_kg.base.errors import BackboneError

_CLOSED: Final = (
    "The file to compare with is not open any more. Choose another one, or drop it again."
)


async def change(request: Request) -> Response:
    """Return the screen: what changed if that is asked for, else who held which role when."""
    opened = opened_of(request)
    shown: dict[str, Any] = {
        "others": _others(request, opened),
        "settings": {name: said(request, name) for name in ("with", "from", "to")},
        "query": request.url.query,
    }
    asked, task, problem = _asked_of_timeline(request), "timeline", ""
    if said(request, "with") or said(request, "from"):
        task = "change"
        try:
            asked = _asked_of_change(request)
        except BackboneError as error:
            problem = str(error)
    return await answered(
        request, "change.html.j2", task, asked, here="change", problem=problem, **shown
    )


def _others(request: Request, opened: OpenFile) -> list[tuple[str, str]]:
    """Return keys and names of the other open files; a number tells those of one name apart."""
    seen: Counter[str] = Counter()
    found = []
    for each in desk_of(request).files.values():
        seen[each.name] += 1
        again = f" ({seen[each.name]})" if seen[each.name] > 1 else ""
        if each is not opened:
            found.append((each.key, each.name + again))
    return found


def _asked_of_timeline(request: Request) -> dict[str, str]:
    return {"as_of": said(request, "to")}


def _asked_of_change(request: Request) -> dict[str, str]:
    other = desk_of(request).files.get(said(request, "with"))
    if said(request, "with") and other is None:
        raise BackboneError(_CLOSED)
    return {
        "other": other.version.name if other else "",
        "other_folder": str(other.version.folder) if other else "",
        "start": said(request, "from"),
        "end": said(request, "to"),
    }


async def change_picture(request: Request) -> Response:
    """Return the picture of what changed."""
    return await drawn(request, "change", _asked_of_change(request))


async def timeline_picture(request: Request) -> Response:
    """Return the picture of who held which role when."""
    return await drawn(request, "timeline", _asked_of_timeline(request))


ROUTES = [
    Route("/files/{key}/change", of_file(change)),
    Route("/files/{key}/change.svg", telling(change_picture)),
    Route("/files/{key}/timeline.svg", telling(timeline_picture)),
]

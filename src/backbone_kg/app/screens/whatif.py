"""What if: end, add, hand over; how all would stand then, and what could move."""

from __future__ import annotations

from typing import Any, Final, Literal, cast
from urllib.parse import parse_qsl, urlencode

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from backbone_kg.analysis.planning.whatif_results import Supposition
from backbone_kg.app.pages import attachment, of_file, opened_of, result_of, telling
from backbone_kg.app.screens.asked_tasks import answered, said
from backbone_kg.app.screens.downloads import made
from backbone_kg.app.screens.start import XLSX
from backbone_kg.app.tasks.whatif import WHAT
from backbone_kg.base.errors import BackboneError

Change = list[str]
_PARTS: Final = ("partner", "role", "fte", "to")


def changes_of(query: str) -> list[Change]:
    """Return what an address supposes: each begins with ``what``, in the order of a form.

    Examples
    --------
    >>> changes_of("as_of=2025&what=leaves&partner=A&role=&what=takes&partner=B&role=C&fte=0.5")
    [['leaves', 'A', '', ''], ['takes', 'B', 'C', '0.5']]
    """
    found: list[dict[str, str]] = []
    for name, value in parse_qsl(query, keep_blank_values=True):
        if name == "what":
            found.append({"what": value})
        elif name in _PARTS and found:
            found[-1][name] = value.strip()
    return [
        [
            each["what"],
            each.get("partner", ""),
            "" if each["what"] == "leaves" else each.get("role", ""),
            each.get({"takes": "fte", "hands": "to"}.get(each["what"], ""), ""),
        ]
        for each in found
        if each["what"] in WHAT
    ]


def fields_of(change: Change) -> list[tuple[str, str]]:
    """Return the fields of a form, or settings of an address, that suppose a change."""
    what, partner, role, more = change
    named = [("what", what), ("partner", partner), ("role", role)]
    named.append(("to" if what == "hands" else "fte", more))
    return [(name, value) for name, value in named if value]


def _sentence(change: Change) -> str:
    from backbone_kg.base.names import clean
    from backbone_kg.base.numbers_and_lists import sentence
    from backbone_kg.showing.whatif_text import handed_over, supposed

    what, partner, role, more = (clean(each) or "…" for each in change)
    if what == "hands":
        return sentence(handed_over(role, partner, more))
    # An address with another word for it was taken for none by changes_of.
    kind = cast(Literal["leaves", "ends", "takes"], what)
    told = sentence(supposed(Supposition(kind, partner, role)))
    return f"{told[:-1]} with {more} FTE." if what == "takes" and change[3] else told


async def whatif(request: Request) -> Response:
    """Return the screen."""
    changes = changes_of(request.url.query)
    as_of = said(request, "as_of")
    settings = {name: said(request, name) for name in ("as_of", "suggest", "silent", "ends")}

    def address(some: list[Change]) -> str:
        kept = [(name, value) for name, value in settings.items() if value]
        return f"whatif?{urlencode([*kept, *(f for each in some for f in fields_of(each))])}"

    shown: dict[str, Any] = {
        "kinds": WHAT,
        "changes": [
            (_sentence(each), address([one for one in changes if one is not each]))
            for each in changes
        ],
        "fields": [field for each in changes for field in fields_of(each)],
        "settings": settings,
        "none": address([]),
        "query": urlencode([("as_of", as_of), *(f for c in changes for f in fields_of(c))]),
        "plan": None,
        "no_plan": "",
        "named": {"partners": [], "roles": {}},
    }
    asked: dict[str, Any] = {"as_of": as_of, "changes": changes}
    try:
        shown["named"] = await result_of(request, "choices", as_of=as_of)
        if said(request, "suggest"):
            flags = {"silent": bool(said(request, "silent")), "ends": bool(said(request, "ends"))}
            plan = await result_of(request, "moves", **asked, **flags)
            told = [(text, change, address([*changes, change])) for text, change in plan["moves"]]
            every = address([*changes, *(change for _, change in plan["moves"])])
            shown["plan"] = {**plan, "moves": told, "all": every}
    except BackboneError as error:
        shown["no_plan"] = str(error)
    return await answered(
        request,
        "whatif.html.j2",
        "supposed",
        asked,
        here="whatif",
        modules=("whatif.js",),
        **shown,
    )


async def named(request: Request) -> Response:
    """Return who and what can be named, for the script of the form."""
    return JSONResponse(await result_of(request, "choices", as_of=said(request, "as_of")))


async def scenario(request: Request) -> Response:
    """Return a workbook of the partnership as it would be."""
    changes = changes_of(request.url.query)
    if not changes:
        raise BackboneError("Nothing is supposed yet, so there is no scenario to download.")
    content = await made(
        request, "write_scenario", "xlsx", as_of=said(request, "as_of"), changes=changes
    )
    return attachment(content, f"{opened_of(request).stem} what if.xlsx", XLSX)


ROUTES = [
    Route("/files/{key}/whatif", of_file(whatif)),
    Route("/files/{key}/named", telling(named)),
    Route("/files/{key}/scenario.xlsx", telling(scenario)),
]

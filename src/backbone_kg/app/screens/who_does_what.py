"""Who does what: the three answers, the map, what each partner carries, one role or partner."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from backbone_kg.app.pages import of_file, result_of
from backbone_kg.app.screens.asked_tasks import answered, said
from backbone_kg.base.errors import BackboneError


async def who(request: Request) -> Response:
    """Return the screen."""
    asked = {name: said(request, name) for name in ("as_of", "framework")}
    role, partner = said(request, "role"), said(request, "partner")
    about, unknown = "", ""
    if role or partner:
        try:
            of = {"role": role, "partner": "" if role else partner}
            about = (await result_of(request, "about", **asked, **of))["html"]
        except BackboneError as error:
            unknown = str(error)
    return await answered(
        request,
        "who.html.j2",
        "who",
        {**asked, "all_rows": said(request, "all") == "yes"},
        here="who",
        modules=("about.js",),
        about=about,
        unknown=unknown,
        role=role,
        partner=partner,
    )


ROUTES = [Route("/files/{key}/who", of_file(who))]

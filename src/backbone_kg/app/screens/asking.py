"""Asking: the questions of the library in plain words, their answers, and SPARQL folded away."""

from __future__ import annotations

import csv
import io
from typing import Any, Final

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from backbone_kg.app.pages import (
    attachment,
    desk_of,
    of_file,
    opened_of,
    page,
    result_of,
    telling,
)
from backbone_kg.base.errors import BackboneError
from backbone_kg.base.formulas import marked_csv

_SETTING = "set-"
_SHELVES: Final = {
    "partnership": "About your file",
    "partnerships": "About several files",
    "ontology": "About the literature",
}
"""Titles of questions by their tag, in their order."""


async def asking(request: Request) -> Response:
    """Return the screen: the questions, and one with its answer if it was asked."""
    opened, desk = opened_of(request), desk_of(request)
    asked = request.query_params
    words = asked.get("find", "").strip()
    listed = await result_of(request, "found", words=words)
    shown: dict[str, Any] = {"question": None, "answer": None, "refused": "", "sparql": ""}
    name, sparql = asked.get("question", ""), asked.get("sparql", "").strip()
    try:
        if sparql:
            shown["sparql"] = sparql
            shown["answer"] = await _answer(request, sparql)
        elif name:
            told = await result_of(request, "question", asked=name)
            shown |= {"question": told, "sparql": told["text"]}
            shown["answer"] = await _answer(request, name)
    except BackboneError as error:
        shown["refused"] = str(error)
    return page(
        request,
        "asking.html.j2",
        here="asking",
        modules=("answer.js",),
        typed=words,
        questions=listed["questions"],
        shelves={
            title: [each for each in listed["questions"] if each["tag"] == tag]
            for tag, title in _SHELVES.items()
        },
        given=_settings(request),
        others=[each for each in desk.files.values() if each.key != opened.key],
        also=asked.getlist("also"),
        as_csv=f"{request.url.path}.csv?{request.url.query}",
        **shown,
    )


async def as_csv(request: Request) -> Response:
    """Return an answer as csv, to be kept."""
    asked = request.query_params
    told = await _answer(request, asked.get("sparql", "").strip() or asked.get("question", ""))
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerows([told["columns"], *told["rows"]])
    # A table of csv has no place for what it was asked of; the name of its file has.
    edition = told["knowledge_base"].lower().replace(":", "")
    name = f"{opened_of(request).stem} {asked.get('question') or 'answer'}, {edition}csv"
    return attachment(
        marked_csv(text.getvalue()).encode("utf-8-sig"), name, "text/csv; charset=utf-8"
    )


async def _answer(request: Request, question: str) -> dict[str, Any]:
    files = desk_of(request).files
    also = [files[key] for key in request.query_params.getlist("also") if key in files]
    return await result_of(
        request,
        "answer",
        asked=question,
        settings=_settings(request),
        files=[str(each.version.path) for each in also],
    )


def _settings(request: Request) -> dict[str, str]:
    return {
        name.removeprefix(_SETTING): value
        for name, value in request.query_params.items()
        if name.startswith(_SETTING)
    }


ROUTES = [
    Route("/files/{key}/asking", of_file(asking)),
    Route("/files/{key}/asking.csv", telling(as_csv)),
]

"""What is at each address of the service."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Collection
from typing import Any, Final

import pyoxigraph as ox
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from backbone_kg import __version__
from backbone_kg.endpoint import description, protocol
from backbone_kg.endpoint.asking import Asking, not_acceptable
from backbone_kg.endpoint.description import Contents
from backbone_kg.endpoint.library import Library
from backbone_kg.endpoint.limits import Limits
from backbone_kg.endpoint.negotiation import GRAPH_TYPES, choose, offered
from backbone_kg.endpoint.page_files import PageFile, page_files
from backbone_kg.endpoint.pool import Pool
from backbone_kg.endpoint.problems import KINDS, Refusal
from backbone_kg.namespaces import PREFIXES
from backbone_kg.sparql.jobs import Job
from backbone_kg.sparql.worker import GRAPH_FORMATS

MOST_LABELS: Final = 5_000

LABELS: Final = f"""
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
SELECT ?thing ?label {{
  ?thing rdfs:label|skos:prefLabel ?label FILTER(isIRI(?thing))
}} LIMIT {4 * MOST_LABELS}
"""


class Service:
    """Answers at the addresses of the service.

    Parameters
    ----------
    pool
        The processes that run queries.
    limits
        How much a request may take.
    allowed
        Addresses that SERVICE may call.
    """

    def __init__(self, pool: Pool, limits: Limits, allowed: Collection[str] = ()) -> None:
        self._pool = pool
        self._limits = limits
        self._allowed = frozenset(allowed)
        self._asking = Asking(pool, limits)
        self.library = Library.standard(self._asking)
        self._page = page_files()
        self._contents: Contents | None = None
        self._labels: dict[str, str] | None = None
        self._looking = asyncio.Lock()

    async def get_sparql(self, request: Request) -> Response:
        """Answer a query, or describe the service if there is none."""
        asked = protocol.read_get(request.scope["query_string"])
        if asked is None:
            return await self._description(request)
        return await self._asking.answer(request, asked)

    async def post_sparql(self, request: Request) -> Response:
        """Answer a query."""
        content_type = request.headers.get("content-type")
        protocol.check_media_type(content_type)
        body = await self._asking.body(request)
        asked = protocol.read_post(request.scope["query_string"], content_type, body)
        return await self._asking.answer(request, asked)

    async def queries(self, request: Request) -> Response:
        """Tell what can be asked."""
        contents = await self._look()
        return JSONResponse(
            {
                "title": "backbone-kg query service",
                "version": __version__,
                "limits": {
                    "timeout": self._limits.timeout,
                    "rows": self._limits.result_rows,
                    "length": self._limits.query_length,
                    "body": self._limits.body_size,
                    "concurrent": self._limits.workers,
                },
                "store": {"graphs": len(contents.graphs), "triples": contents.triples},
                "prefixes": PREFIXES,
                "queries": self.library.to_list(),
            }
        )

    async def labels(self, request: Request) -> Response:
        """Tell what things are called."""
        if self._labels is None:
            answer = await self._pool.ask(self._own_job(LABELS))
            self._labels = _labels(answer.content)
        return JSONResponse(self._labels)

    async def health(self, request: Request) -> Response:
        """Tell that the service is there, and how busy."""
        return JSONResponse({"status": "ok", "version": __version__, **self._pool.state()})

    async def root(self, request: Request) -> Response:
        """Return the query page, or for programs what is where and which limits there are."""
        types = {"html": ("text/html",), "json": ("application/json",)}
        choice = choose(request.headers.get("accept"), types)
        if choice is None:
            raise not_acceptable(offered(types))
        page = self._page.get("index.html")
        if choice.form == "html" and page is not None:
            return _file(page, {"Vary": "Accept"})
        return JSONResponse(self.overview(), headers={"Vary": "Accept"})

    async def page_file(self, request: Request) -> Response:
        """Return a file of the query page."""
        file = self._page.get(request.path_params["path"])
        if file is None:
            raise Refusal("not-found", "The query page has no such file.")
        return _file(file)

    def overview(self) -> dict[str, Any]:
        """Return what is where, the limits, and every answer that is not the one asked for."""
        return {
            "title": "backbone-kg query service",
            "version": __version__,
            "addresses": {
                "/sparql": "SPARQL 1.1 Protocol, queries only; without one, the description",
                "/queries": "the questions of the library",
                "/queries/{name}": "the answer to one, with its parameters in the address",
                "/queries/{name}/text": "that question as SPARQL",
                "/labels": "what things are called",
                "/health": "whether the service is there, and how busy",
            },
            "limits": self._limits.to_dict(),
            "services": sorted(self._allowed),
            "refusals": [
                {"code": code, "status": kind.status, "title": kind.title}
                for code, kind in KINDS.items()
            ],
        }

    async def _description(self, request: Request) -> Response:
        choice = choose(request.headers.get("accept"), GRAPH_TYPES)
        if choice is None:
            raise not_acceptable(offered(GRAPH_TYPES))
        contents = await self._look()
        triples = description.describe(
            contents,
            endpoint=str(request.url.replace(query="", fragment="")),
            calls_out=bool(self._allowed),
        )
        content = ox.serialize(
            triples, format=GRAPH_FORMATS[choice.form], prefixes=description.PREFIXES
        )
        return Response(content, headers={"Content-Type": choice.content_type, "Vary": "Accept"})

    async def _look(self) -> Contents:
        """Return what the store holds; it stays the same as long as it is served."""
        async with self._looking:
            if self._contents is None:
                counts = await self._pool.ask(self._own_job(description.COUNTS))
                graphs = await self._pool.ask(self._own_job(description.GRAPHS))
                self._contents = Contents.of(counts.content, graphs.content)
            return self._contents

    def _own_job(self, text: str) -> Job:
        return Job(text, solutions="json", seconds=self._limits.timeout)


def _file(file: PageFile, headers: dict[str, str] | None = None) -> Response:
    return Response(file.content, headers={"Content-Type": file.content_type, **(headers or {})})


def _labels(content: bytes) -> dict[str, str]:
    """Return one label for each thing: an English one, else one without a language, else any."""
    best: dict[str, tuple[int, str]] = {}
    for row in json.loads(content)["results"]["bindings"]:
        language = row["label"].get("xml:lang", "")
        rank = 0 if language.split("-")[0] == "en" else 1 if not language else 2
        found = rank, row["label"]["value"]
        thing = row["thing"]["value"]
        best[thing] = min(found, best.get(thing, found))
    return {thing: best[thing][1] for thing in sorted(best)[:MOST_LABELS]}

"""What is at each address of the service."""

from __future__ import annotations

import json
from collections.abc import Collection
from dataclasses import asdict
from typing import Any, Final

import pyoxigraph as ox
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from backbone_kg.base.version import __version__
from backbone_kg.endpoint import service_description as description
from backbone_kg.endpoint import sparql_protocol as protocol
from backbone_kg.endpoint.computed_once import ComputedOnce
from backbone_kg.endpoint.content_negotiation import GRAPH_TYPES, chosen_type
from backbone_kg.endpoint.limits import Limits
from backbone_kg.endpoint.page_files import read_page_files
from backbone_kg.endpoint.problem_json import PROBLEM_KINDS, Refusal
from backbone_kg.endpoint.query_requests import QueryRequests, while_connected
from backbone_kg.endpoint.question_requests import Library
from backbone_kg.endpoint.service_description import Contents
from backbone_kg.endpoint.worker_pool import WorkerPool
from backbone_kg.graph.namespaces import DATA, PREFIXES
from backbone_kg.isolation.query_messages import Job
from backbone_kg.sparql.graph_formats import GRAPH_FORMATS

MOST_LABELS: Final = 5_000

SECONDS_TO_COUNT: Final = 2.0
"""How long the list of questions waits for the counts that stand beside it."""

LABELS: Final = f"""
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
SELECT ?thing ?label {{
  ?thing rdfs:label|skos:prefLabel ?label FILTER(isIRI(?thing))
}} ORDER BY STRSTARTS(STR(?thing), "{DATA}") LIMIT {4 * MOST_LABELS}
"""
"""Names; first of what a query may speak of, since those of partners and the like may be many."""


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

    def __init__(self, pool: WorkerPool, limits: Limits, allowed: Collection[str] = ()) -> None:
        self._pool = pool
        self._limits = limits
        self._allowed = frozenset(allowed)
        self._asking = QueryRequests(pool, limits)
        self.library = Library(self._asking)
        self._page = read_page_files()["index.html"]
        # The store stays the same as long as it is served.
        self._contents = ComputedOnce(self._look)
        self._labels = ComputedOnce(self._look_at_labels)

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
        contents = await while_connected(request, self._counts_soon())
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
                "store": contents and {"graphs": len(contents.graphs), "triples": contents.triples},
                "prefixes": PREFIXES,
                "terms": self.library.terms,
                "queries": self.library.listed,
            }
        )

    async def labels(self, request: Request) -> Response:
        """Tell what things are called."""
        return JSONResponse(await while_connected(request, self._labels.get()))

    async def health(self, request: Request) -> Response:
        """Tell that the service is there, and how busy."""
        return JSONResponse({"status": "ok", "version": __version__, **self._pool.state()})

    async def root(self, request: Request) -> Response:
        """Return the query page, or for programs what is where and which limits there are."""
        types = {"html": ("text/html",), "json": ("application/json",)}
        choice = chosen_type(request.headers.get("accept"), types)
        if choice.form == "html":
            told = {"Content-Type": self._page.content_type, "Vary": "Accept"}
            return Response(self._page.content, headers=told)
        return JSONResponse(self.overview(), headers={"Vary": "Accept"})

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
            "limits": asdict(self._limits),
            "services": sorted(self._allowed),
            "refusals": [
                {"code": code, "status": kind.status, "title": kind.title}
                for code, kind in PROBLEM_KINDS.items()
            ],
        }

    async def _description(self, request: Request) -> Response:
        choice = chosen_type(request.headers.get("accept"), GRAPH_TYPES)
        contents = await while_connected(request, self._contents.get())
        triples = description.describe(
            contents,
            endpoint=str(request.url.replace(query="", fragment="")),
            calls_out=bool(self._allowed),
        )
        content = ox.serialize(
            triples, format=GRAPH_FORMATS[choice.form], prefixes=description.PREFIXES
        )
        return Response(content, headers={"Content-Type": choice.content_type, "Vary": "Accept"})

    async def _counts_soon(self) -> Contents | None:
        """Return what the store holds if that can be told at once: the questions stand without."""
        try:
            return await self._contents.get_within(SECONDS_TO_COUNT)
        except Refusal:
            return None

    async def _look(self) -> Contents:
        counts = await self._pool.ask(self._own_job(description.COUNTS))
        graphs = await self._pool.ask(self._own_job(description.GRAPHS))
        return Contents.of(counts.content, graphs.content)

    async def _look_at_labels(self) -> dict[str, str]:
        answer = await self._pool.ask(self._own_job(LABELS))
        return _labels(answer.content)

    def _own_job(self, text: str) -> Job:
        return Job(text, solutions="json", seconds=self._limits.timeout)


def _labels(content: bytes) -> dict[str, str]:
    """Return one label for each thing: an English one, else one without a language, else any."""
    best: dict[str, tuple[int, str]] = {}
    for row in json.loads(content)["results"]["bindings"]:
        language = row["label"].get("xml:lang", "")
        rank = 0 if language.split("-")[0] == "en" else 1 if not language else 2
        found = rank, row["label"]["value"]
        thing = row["thing"]["value"]
        best[thing] = min(found, best.get(thing, found))
    things = sorted(best, key=lambda thing: (thing.startswith(DATA), thing))
    return {thing: best[thing][1] for thing in things[:MOST_LABELS]}

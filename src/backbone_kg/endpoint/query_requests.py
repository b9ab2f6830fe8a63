"""Running a query for a request: what goes in, what comes out, and who is waiting for it."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Coroutine
from dataclasses import dataclass
from typing import Final, TypeVar

from starlette.requests import ClientDisconnect
from starlette.requests import Request as HttpRequest
from starlette.responses import Response

from backbone_kg.base.formulas import marked_csv
from backbone_kg.endpoint import sparql_protocol as protocol
from backbone_kg.endpoint.content_negotiation import (
    GRAPH_TYPES,
    SOLUTION_TYPES,
    Choice,
    choose_type,
    not_acceptable,
)
from backbone_kg.endpoint.limits import Limits
from backbone_kg.endpoint.problem_json import Refusal
from backbone_kg.endpoint.worker_pool import WorkerPool
from backbone_kg.graph.namespaces import PREFIXES
from backbone_kg.isolation.query_messages import Job
from backbone_kg.sparql.result_formats import linked
from backbone_kg.stores.connection import is_loopback

Found = TypeVar("Found")

_FOR_SPREADSHEETS: Final = re.compile(r"\btext/csv\s*;[^,]*\bfor=\"?spreadsheet\b", re.IGNORECASE)
"""How a client asks for csv in which nothing is taken for a formula; SPARQL's own is exact."""


class ClientGoneError(Exception):
    """The client hung up: there is nobody to answer."""


@dataclass(frozen=True)
class QueryRequests:
    """Asks the pool for clients.

    Parameters
    ----------
    pool
        The processes that answer.
    limits
        How much a request may take.
    """

    pool: WorkerPool
    limits: Limits

    async def answer(self, request: HttpRequest, asked: protocol.Request) -> Response:
        """Return the answer to a query, in the format that the client likes best.

        Raises
        ------
        Refusal
            If there is none.
        ClientGoneError
            If the client hung up; the query is stopped then.
        """
        solutions, graphs = _formats(request)
        self._check_length(asked.text)
        job = Job(
            text=asked.text,
            default_graphs=asked.default_graphs,
            named_graphs=asked.named_graphs,
            solutions=solutions.form if solutions else None,
            graphs=graphs.form if graphs else None,
            base=str(request.url.replace(query="", fragment="")),
            most_rows=self.limits.result_rows,
            most_bytes=self.limits.result_bytes,
            seconds=self.limits.timeout,
        )
        answered = await while_connected(request, self.pool.ask(job, _asker(request)))
        choice = graphs if answered.kind == "graph" else solutions
        assert choice is not None
        content = linked(answered.content, choice.form, answered.knowledge_base)
        content_type = choice.content_type
        if choice.form == "csv" and _is_for_spreadsheets(request):
            marked = await asyncio.to_thread(lambda: marked_csv(answered.content.decode()))
            content, content_type = marked.encode(), f"{content_type}; for=spreadsheet"
        return Response(
            content,
            headers={
                "Content-Type": content_type,
                "Vary": "Accept",
                "X-Rows": str(answered.rows),
                **_edition(answered.knowledge_base),
            },
        )

    async def body(self, request: HttpRequest) -> bytes:
        """Return the body of a request, unless it is too large or takes too long.

        Raises
        ------
        Refusal
            If it is or does.
        ClientGoneError
            If the client hung up.
        """
        announced = request.headers.get("content-length", "0")
        if announced.isdigit() and int(announced) > self.limits.body_size:
            raise self._too_large()
        content = bytearray()
        try:
            async with asyncio.timeout(self.limits.body_seconds):
                async for piece in request.stream():
                    content += piece
                    if len(content) > self.limits.body_size:
                        raise self._too_large()
        except TimeoutError:
            raise Refusal(
                "slow-request",
                f"The body did not arrive within {self.limits.body_seconds:g} seconds.",
                headers={"Connection": "close"},
            ) from None
        except ClientDisconnect:
            raise ClientGoneError from None
        return bytes(content)

    def _check_length(self, text: str) -> None:
        most = self.limits.query_length
        if len(text) > most:
            raise Refusal(
                "query-length", f"The query has {len(text):,} characters; {most:,} are the most."
            )

    def _too_large(self) -> Refusal:
        return Refusal(
            "body-size",
            f"The body has more than {self.limits.body_size:,} bytes, which are the most.",
            headers={"Connection": "close"},
        )


def _edition(iri: str) -> dict[str, str]:
    """Return a link (RFC 8288) to the version of the knowledge base that an answer comes from."""
    return (
        {"Link": f'<{iri}>; rel="{PREFIXES["prov"]}wasDerivedFrom"'}
        if iri.isascii() and iri
        else {}
    )


def _asker(request: HttpRequest) -> str:
    """Return who asks: an address; of programs on this machine, which share one, the connection."""
    if request.client is None:
        return ""
    host, port = request.client
    own, _ = request.scope.get("server") or ("", None)
    # What a web server in front passes on for others has no port.
    return f"{host} {port}" if port and (host == own or is_loopback(host)) else host


def _formats(request: HttpRequest) -> tuple[Choice | None, Choice | None]:
    accept = ", ".join(request.headers.getlist("accept")) or None
    solutions, graphs = choose_type(accept, SOLUTION_TYPES), choose_type(accept, GRAPH_TYPES)
    if solutions is None and graphs is None:
        raise not_acceptable(SOLUTION_TYPES, GRAPH_TYPES)
    return solutions, graphs


def _is_for_spreadsheets(request: HttpRequest) -> bool:
    return any(_FOR_SPREADSHEETS.search(each) for each in request.headers.getlist("accept"))


async def while_connected(request: HttpRequest, work: Coroutine[object, object, Found]) -> Found:
    """Return what some work gives, and give it up when the client hangs up.

    Raises
    ------
    ClientGoneError
        If the client hung up.
    """
    working = asyncio.ensure_future(work)
    leaving = asyncio.ensure_future(_hung_up(request))
    try:
        await asyncio.wait({working, leaving}, return_when=asyncio.FIRST_COMPLETED)
        if not working.done():
            raise ClientGoneError
        return working.result()
    finally:
        working.cancel()
        leaving.cancel()
        await asyncio.gather(working, leaving, return_exceptions=True)


async def _hung_up(request: HttpRequest) -> None:
    while (await request.receive())["type"] != "http.disconnect":
        pass

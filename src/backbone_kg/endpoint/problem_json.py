"""Every answer of the endpoint that is not the one asked for: its status, its code, its reason."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from starlette.responses import Response


@dataclass(frozen=True, slots=True)
class Kind:
    """One way in which a request is refused or fails.

    Parameters
    ----------
    status
        The status of HTTP.
    title
        What happened, in a few words.
    """

    status: int
    title: str


PROBLEM_KINDS: Final[Mapping[str, Kind]] = {
    "malformed": Kind(400, "The query is malformed; line and column say where"),
    "bad-request": Kind(400, "The request is not one of the SPARQL 1.1 Protocol"),
    "bad-setting": Kind(400, "A query of the library does not take such a setting"),
    "read-only": Kind(403, "Updates are not accepted: this service is read-only"),
    "service-refused": Kind(403, "SERVICE may not call this address"),
    "foreign-page": Kind(403, "A page of another web site may not ask"),
    "not-found": Kind(404, "There is nothing at this address"),
    "method": Kind(405, "This method is not used here"),
    "not-acceptable": Kind(406, "The result cannot be written in a format asked for"),
    "slow-request": Kind(408, "The request did not arrive in time"),
    "body-size": Kind(413, "The body of the request is too large"),
    "query-length": Kind(413, "The query is too long"),
    "query-depth": Kind(413, "The query is nested too deep"),
    "result-rows": Kind(413, "The result has too many rows"),
    "result-bytes": Kind(413, "The result has too many bytes"),
    "media-type": Kind(415, "The body of the request is of another media type"),
    "wrong-host": Kind(421, "The service does not answer under this name"),
    "too-many-queries": Kind(429, "Too many queries of one client at a time"),
    "head-size": Kind(431, "The head of the request is too large"),
    "failed": Kind(500, "The query failed"),
    "busy": Kind(503, "Too many queries are waiting"),
    "store": Kind(503, "The store that is asked cannot be read"),
    "time": Kind(503, "The query took too long and was stopped"),
    "memory": Kind(503, "The query needed too much memory and was stopped"),
    "stopped": Kind(503, "The query was stopped"),
}


class Refusal(Exception):  # noqa: N818 it is one, not an error of the program
    """A request that is not answered as asked.

    Parameters
    ----------
    code
        A key of :data:`PROBLEM_KINDS`.
    detail
        What is wrong with this request, and what to do, in plain words.
    retry_after
        Seconds after which asking again makes sense.
    facts
        What else a program may want to know, such as ``line`` and ``column``.
    headers
        Headers of the answer.
    """

    def __init__(
        self,
        code: str,
        detail: str,
        *,
        retry_after: float | None = None,
        facts: Mapping[str, object] | None = None,
        headers: Mapping[str, str] | None = None,
    ) -> None:
        super().__init__(detail)
        self.code = code
        self.detail = detail
        self.facts = dict(facts or {})
        self.headers = dict(headers or {})
        if retry_after is not None:
            self.headers["Retry-After"] = str(max(1, round(retry_after)))

    @property
    def status(self) -> int:
        """Return the status of HTTP."""
        return PROBLEM_KINDS[self.code].status

    def response(self) -> Response:
        """Return the answer, as RFC 9457 has it."""
        content = {
            "title": PROBLEM_KINDS[self.code].title,
            "status": self.status,
            "code": self.code,
            "detail": self.detail,
            **self.facts,
        }
        return Response(
            # Half a character, which UTF-8 has no place for, becomes an escape of JSON's.
            f"{json.dumps(content, indent=2, ensure_ascii=False)}\n".encode(
                errors="backslashreplace"
            ),
            status_code=self.status,
            media_type="application/problem+json",
            headers=self.headers,
        )

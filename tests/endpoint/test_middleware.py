"""Around every answer: requests as HTTP has them, and lines of the log that stay lines."""

from __future__ import annotations

import asyncio
import json
import logging
from typing import Any

import pytest
from starlette.types import Message, Receive, Scope, Send

from backbone_kg.endpoint import LONGEST_HEAD, MOST_HEADERS, Access, Middleware

HOST = (b"host", b"localhost")


async def echo(scope: Scope, receive: Receive, send: Send) -> None:
    """Answer with what was understood."""
    told = {
        "path": scope["path"],
        "hosts": [value.decode() for name, value in scope["headers"] if name == b"host"],
    }
    await send({"type": "http.response.start", "status": 200, "headers": []})
    await send({"type": "http.response.body", "body": json.dumps(told).encode()})


def asked(
    target: bytes = b"/health",
    *headers: tuple[bytes, bytes],
    client: str = "127.0.0.1",
    query: bytes = b"",
) -> tuple[int, Any]:
    """Return status and content of the answer to a GET."""
    sent: list[Message] = []

    async def send(message: Message) -> None:
        sent.append(message)

    async def receive() -> Message:
        return {"type": "http.request"}

    scope = {
        "type": "http",
        "method": "GET",
        "path": target.decode(),
        "raw_path": target,
        "query_string": query,
        "headers": list(headers or [HOST]),
        "client": (client, 1),
    }
    asyncio.run(Middleware(echo, Access.of("127.0.0.1", []))(scope, receive, send))
    return sent[0]["status"], json.loads(sent[1]["body"])


@pytest.mark.parametrize(
    ("target", "path"),
    [
        (b"http://localhost/health", "/health"),
        (b"HTTP://localhost:7878/queries/a%20b", "/queries/a b"),
        (b"https://localhost", "/"),
        (b"/page/http://localhost/health", "/page/http://localhost/health"),
    ],
)
def test_a_request_may_name_the_whole_address(target: bytes, path: str) -> None:
    status, told = asked(target)
    assert (status, told["path"]) == (200, path)


def test_the_host_in_the_address_is_the_one_that_counts() -> None:
    assert asked(b"http://127.0.0.1/health", HOST)[1]["hosts"] == ["127.0.0.1"]
    assert asked(b"http://evil.example/health", HOST)[0] == 421


def test_a_head_has_a_size_and_a_number_of_headers() -> None:
    most = LONGEST_HEAD - len(b"/health") - sum(map(len, HOST))
    many = [HOST, *[(b"a", b"b")] * (MOST_HEADERS - 1)]
    assert asked(query=b"x" * most)[0] == asked(b"/health", *many)[0] == 200
    for status, told in (
        asked(query=b"x" * (most + 1)),
        asked(b"/health", HOST, (b"a", b"x" * LONGEST_HEAD)),
        asked(b"/health", *many, (b"a", b"b")),
    ):
        assert (status, told["code"]) == (431, "head-size")


def test_a_query_of_the_greatest_length_fits_into_a_head() -> None:
    assert asked(query=b"query=" + b"%20" * 65_536)[0] == 200


def test_nothing_of_a_request_moves_the_cursor_of_who_reads_the_log(
    caplog: pytest.LogCaptureFixture,
) -> None:
    with caplog.at_level(logging.INFO, "backbone_kg.access"):
        asked("/\x1b[31m\n\x9b".encode(), client="\x1b[31mX")
    (line,) = caplog.messages
    assert line.isprintable()
    assert line.startswith("\\x1b[31mX GET /\\x1b[31m\\n\\x9b")

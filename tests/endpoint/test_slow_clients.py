"""Clients that send drop by drop, or do not take what they asked for, against a running server."""

from __future__ import annotations

import json
import os
import re
import socket
import time
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
from tests.endpoint.running import LARGE, RUNAWAY, Server, serving
from tests.waiting import wait_until

HEAD = b"GET /health HTTP/1.1\r\nHost: localhost\r\n"
POST = b"POST /sparql HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/sparql-query\r\n"
SECONDS = 0.5
TAKING = 1.5
MOST = 20


@pytest.fixture(scope="module")
def server(store: Path) -> Iterator[Server]:
    with serving(
        store,
        head_seconds=SECONDS,
        body_seconds=SECONDS,
        taking_seconds=TAKING,
        connections=MOST,
    ) as running:
        yield running


@pytest.fixture(scope="module")
def crowded(store: Path) -> Iterator[Server]:
    """A server that keeps few connections and little for its clients, but waits for them long."""
    with serving(
        store,
        connections=MOST,
        untaken_bytes=25_000_000,
        head_seconds=600,
        body_seconds=600,
        taking_seconds=600,
    ) as running:
        yield running


def connected(server: Server, sent: bytes = b"") -> socket.socket:
    client = socket.create_connection(("127.0.0.1", server.port), timeout=300)
    client.sendall(sent)
    return client


def heard(client: socket.socket) -> bytes:
    """Return what comes until the other side hangs up."""
    found = b""
    try:
        while piece := client.recv(1 << 16):
            found += piece
    except ConnectionError:
        pass
    return found


def test_a_head_that_does_not_end_is_refused(server: Server) -> None:
    with connected(server, HEAD) as client:
        answer = heard(client)
    assert answer.startswith(b"HTTP/1.1 408 Request Timeout\r\n")
    assert b"connection: close\r\n" in answer
    assert b'"code": "slow-request"' in answer


def test_drops_do_not_put_it_off(server: Server) -> None:
    with connected(server) as client, pytest.raises(ConnectionError):
        drop_by_drop(client, HEAD + b"X-Padding: " + b"x" * 100_000)


def answered(server: Server, sent: bytes) -> socket.socket:
    """Return a connection on which a request was answered.

    On a busy machine it may come too late at first.
    """
    while True:
        client = connected(server, sent)
        if client.recv(1 << 16).startswith(b"HTTP/1.1 200 OK\r\n"):
            return client
        client.close()


def drop_by_drop(client: socket.socket, content: bytes) -> None:
    for letter in content:
        client.sendall(bytes([letter]))
        time.sleep(0.02)


def test_who_says_nothing_is_told_nothing(server: Server) -> None:
    with connected(server) as client:
        assert heard(client) == b""


def test_the_next_head_on_a_connection_has_an_end_too(server: Server) -> None:
    with answered(server, HEAD + b"\r\n") as client:
        client.sendall(HEAD)
        assert heard(client).partition(b"HTTP/1.1 ")[2].startswith(b"408 ")


def test_a_body_that_nobody_reads_has_an_end(server: Server) -> None:
    client = answered(server, HEAD + b"Content-Length: 1000000\r\n\r\n")
    with client, pytest.raises(ConnectionError):
        drop_by_drop(client, b"x" * 100_000)


@pytest.mark.parametrize(
    "sent",
    [
        b"garbage\r\n\r\n",
        b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03\r\n\r\n",
        b"GET /health HTTP/1.1\r\n\r\n",
        b"G\x1bET /health HTTP/1.1\r\nHost: localhost\r\n\r\n",
        HEAD + b"Host: elsewhere\r\n\r\n",
        HEAD + b"Content-Length: -5\r\n\r\n",
        POST + b"Transfer-Encoding: chunked\r\n\r\nno chunk\r\n",
    ],
)
def test_what_is_no_request_is_told_like_everything_else(sent: bytes, crowded: Server) -> None:
    with connected(crowded, sent) as client:
        head, _, content = heard(client).partition(b"\r\n\r\n")
    assert head.startswith(b"HTTP/1.1 400 Bad Request\r\n")
    assert b"content-type: application/problem+json" in head.split(b"\r\n")
    assert json.loads(content)["code"] == "bad-request"


def test_a_head_without_end_is_told_its_size(crowded: Server) -> None:
    with connected(crowded, HEAD + b"X-Padding: " + b"x" * 600_000) as client:
        answer = heard(client)
    assert answer == b"" or answer.startswith(b"HTTP/1.1 431 ")  # it may be gone before it is read


@pytest.fixture(scope="module")
def brief(store: Path) -> Iterator[Server]:
    """A server that gives queries little time, and clients less."""
    with serving(store, timeout=2, head_seconds=1.5, wait=600) as running:
        yield running


def test_what_follows_a_request_does_not_take_its_answer_away(
    crowded: Server, brief: Server
) -> None:
    with connected(crowded, HEAD + b"\r\ngarbage\r\n\r\n") as client:
        answers = heard(client)
    assert answers.startswith(b"HTTP/1.1 200 OK\r\n")
    assert answers.count(b"HTTP/1.1 400 Bad Request\r\n") == 1
    asked = f"Connection: close\r\nContent-Length: {len(RUNAWAY)}\r\n\r\n{RUNAWAY}".encode()
    with connected(brief, POST + asked) as client:
        for _ in range(3):
            client.sendall(b"garbage\r\n\r\n")
        assert heard(client).startswith(b"HTTP/1.1 503 ")
    assert "Traceback" not in crowded.log() + brief.log()


def test_a_request_with_two_ends_is_refused_and_nothing_behind_it_is_read(crowded: Server) -> None:
    both = b"Content-Length: 6\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n"
    with connected(crowded, POST + both + HEAD + b"\r\n") as client:
        answers = heard(client)
    assert answers.startswith(b"HTTP/1.1 400 Bad Request\r\n")
    assert b"Send one of them." in answers
    assert answers.count(b"HTTP/1.1 ") == 1


def test_a_request_that_is_worked_on_is_not_cut(brief: Server) -> None:
    assert brief.ask(RUNAWAY).code == "time"  # which is longer than a client may take


@pytest.mark.parametrize(
    "sent",
    [
        b"",
        HEAD,
        POST + b"Content-Length: 9\r\n\r\nASK",
    ],
)
def test_many_that_wait_do_not_keep_others_out(sent: bytes, crowded: Server) -> None:
    with ExitStack() as stack:
        clients = [stack.enter_context(connected(crowded, sent)) for _ in range(5 * MOST)]
        assert crowded.ask("ASK {}").json["boolean"] is True
        assert heard(clients[0]) == b""  # those that have waited longest are cut
        clients[-1].setblocking(False)
        with pytest.raises(BlockingIOError):
            clients[-1].recv(1)
        wait_until(lambda: open_files(crowded) < MOST + 40)


def open_files(server: Server) -> int:
    return len(list(Path(f"/proc/{server.process.pid}/fd").iterdir()))


def large(server: Server) -> socket.socket:
    """Ask for megabytes."""
    query = f"{LARGE} LIMIT 60000".replace(" ", "%20").replace("{", "%7B").replace("}", "%7D")
    client = socket.socket()
    client.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
    client.settimeout(300)
    client.connect(("127.0.0.1", server.port))
    client.sendall(f"GET /sparql?query={query} HTTP/1.1\r\nHost: localhost\r\n\r\n".encode())
    assert client.recv(9) == b"HTTP/1.1 "
    return client


def is_kept(server: Server, client: socket.socket) -> bool:
    """Return whether the server still has its end of a connection."""
    ends = [f"{port:04X}" for port in (server.port, client.getsockname()[1])]
    lines = [line.split() for line in Path("/proc/net/tcp").read_text().splitlines()[1:]]
    return any([own[-4:], other[-4:], state] == [*ends, "01"] for _, own, other, state, *_ in lines)


def test_an_answer_that_is_not_taken_is_not_kept(server: Server) -> None:
    assert len(server.ask(f"{LARGE} LIMIT 60000").content) > 20_000_000
    with large(server) as client:
        wait_until(lambda: not is_kept(server, client))
        assert len(heard(client)) < 10_000_000


def test_an_answer_that_is_taken_slowly_is_given_whole(server: Server) -> None:
    begin = time.monotonic()
    with large(server) as client:
        taken = client.recv(1 << 16)
        length = int(re.findall(rb"content-length: ([0-9]+)", taken)[0])
        count = len(taken)
        while count < length:
            # Half as long again as an answer may lie that nobody takes.
            time.sleep(max(0.0, begin + 1.5 * TAKING * count / length - time.monotonic()))
            piece = client.recv(1 << 18)
            assert piece, f"cut after {count} of {length} bytes"
            count += len(piece)
    assert time.monotonic() - begin > TAKING


def resident(server: Server) -> int:
    """Return the bytes of memory that the server itself has."""
    pages = int(Path(f"/proc/{server.process.pid}/statm").read_text().split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE")


def test_what_slow_readers_took_is_given_back(server: Server) -> None:
    before = resident(server)
    with ExitStack() as stack:
        for _ in range(4):
            stack.enter_context(large(server))
    wait_until(lambda: resident(server) < before + 60_000_000)  # one of the answers has 24 MB


def test_answers_that_are_not_taken_hold_so_much_together(crowded: Server) -> None:
    with large(crowded) as first:
        assert is_kept(crowded, first)
        with large(crowded) as second:
            wait_until(lambda: not is_kept(crowded, first))
            assert len(heard(first)) < 10_000_000
            assert len(second.recv(1 << 16)) > 0

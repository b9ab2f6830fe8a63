"""A server in a process of its own, with its own store and limits, and asking it over HTTP."""

from __future__ import annotations

import contextlib
import http.client
import json
import os
import re
import subprocess
import sys
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import pyoxigraph as ox
from tests.waiting import wait_until

from backbone_kg.stores import EmbeddedStore, Load, LoadRecord

_START = """
import json, sys
from pathlib import Path
from backbone_kg.endpoint import Limits, serve

asked = json.loads(sys.argv[1])
serve(
    Path(asked["store"]),
    port=0,
    limits=Limits(**asked["limits"]),
    allow_service=asked["allow_service"],
    allow_origins=asked["allow_origins"],
    tell=lambda text: print(text, flush=True),
)
"""
_SECONDS = 300.0

RUNAWAY = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }"
"""A count over a cross join: with a few hundred triples it would take years."""

LARGE = "SELECT * { ?a ?b ?c . ?d ?e ?f }"


@dataclass(frozen=True)
class Heard:
    """An answer over HTTP."""

    status: int
    headers: Mapping[str, str] = field(repr=False)
    content: bytes = field(repr=False)

    @property
    def text(self) -> str:
        return self.content.decode()

    @property
    def json(self) -> Any:
        return json.loads(self.content)

    @property
    def media_type(self) -> str:
        return self.headers["content-type"].split(";")[0]

    @property
    def code(self) -> str:
        """Which refusal it is."""
        assert self.media_type == "application/problem+json", self.content[:500]
        told = self.json
        assert told["status"] == self.status
        assert told["title"]
        assert told["detail"].endswith((".", "?")), told
        return str(told["code"])


class Server:
    """A server that was started, and what one can ask it."""

    def __init__(
        self, process: subprocess.Popen[bytes], port: int, log: Path, client: str | None = None
    ) -> None:
        self.process = process
        self.port = port
        self.log_file = log
        self.client = client

    def seen_by(self, client: str) -> Server:
        """Return the same server, asked from elsewhere, as a web server in front tells it."""
        return Server(self.process, self.port, self.log_file, client)

    @property
    def base(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    @property
    def endpoint(self) -> str:
        return f"{self.base}/sparql"

    def connection(self) -> http.client.HTTPConnection:
        return http.client.HTTPConnection("127.0.0.1", self.port, timeout=_SECONDS)

    def begin(self, query: str) -> http.client.HTTPConnection:
        """Ask, and do not wait for the answer."""
        connection = self.connection()
        connection.request("GET", "/sparql?" + urlencode({"query": query}), headers=self.headers())
        return connection

    def headers(self, headers: Mapping[str, str] | None = None) -> dict[str, str]:
        """Return the headers of a request, with what tells from where it comes."""
        return {**(headers or {}), **({"X-Forwarded-For": self.client} if self.client else {})}

    def request(
        self,
        method: str,
        path: str,
        body: bytes | None = None,
        headers: Mapping[str, str] | None = None,
    ) -> Heard:
        connection = self.connection()
        try:
            connection.request(method, path, body, self.headers(headers))
            answer = connection.getresponse()
            told = {name.lower(): value for name, value in answer.getheaders()}
            return Heard(answer.status, told, answer.read())
        finally:
            connection.close()

    def get(self, path: str, accept: str | None = None, **headers: str) -> Heard:
        return self.request("GET", path, headers=_with(accept, headers))

    def ask(self, query: str, accept: str | None = None, **parameters: str) -> Heard:
        path = "/sparql?" + urlencode({"query": query, **parameters})
        return self.get(path, accept)

    def post(
        self,
        body: str | bytes,
        content_type: str | None = "application/sparql-query",
        accept: str | None = None,
        path: str = "/sparql",
    ) -> Heard:
        headers = {"Content-Type": content_type} if content_type else {}
        content = body.encode() if isinstance(body, str) else body
        return self.request("POST", path, content, _with(accept, headers))

    def state(self) -> Any:
        return self.get("/health").json

    def is_busy(self, running: int, waiting: int = 0) -> bool:
        """Return whether so many queries run and wait."""
        state = self.state()
        return (state["running"], state["waiting"]) == (running, waiting)

    def workers(self) -> list[int]:
        """Return the numbers of the processes that run queries."""
        task = Path(f"/proc/{self.process.pid}/task")
        return [
            int(pid)
            for thread in task.iterdir()
            for pid in (thread / "children").read_text().split()
        ]

    def log(self) -> str:
        return self.log_file.read_text()


def _with(accept: str | None, headers: Mapping[str, str]) -> dict[str, str]:
    return {**headers, **({"Accept": accept} if accept is not None else {})}


@contextlib.contextmanager
def serving(
    store: Path,
    *,
    allow_service: Iterable[str] = (),
    allow_origins: Iterable[str] = (),
    **limits: float,
) -> Iterator[Server]:
    """Serve a store at a free port with one process, and end the server afterwards."""
    settings = {
        "store": str(store),
        "limits": {"workers": 1, **limits},
        "allow_service": list(allow_service),
        "allow_origins": list(allow_origins),
    }
    with started([sys.executable, "-c", _START, json.dumps(settings)], store.parent) as server:
        yield server


@contextlib.contextmanager
def started(command: list[str], folder: Path) -> Iterator[Server]:
    """Start a server that says its address, and end it afterwards."""
    log = folder / f"log-{os.urandom(4).hex()}.txt"
    with log.open("w") as stream:
        process = subprocess.Popen(command, stdout=stream, stderr=stream)
    try:
        yield Server(process, _port(process, log), log)
    finally:
        _end(process)


def _end(process: subprocess.Popen[bytes]) -> None:
    """End a server as a user would, so that it leaves nothing behind; kill it if it does not."""
    process.terminate()
    try:
        process.wait(_SECONDS)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()


def _port(process: subprocess.Popen[bytes], log: Path) -> int:
    """Return the port that a server says it listens at."""
    address = re.compile(r"http://(?:[\w.]+|\[[\w:]+\]):(\d+)/sparql")
    wait_until(lambda: bool(address.search(log.read_text())) or process.poll() is not None)
    found = address.search(log.read_text())
    assert found, f"no address was told: {log.read_text()}"
    return int(found[1])


def make_store(folder: Path, graphs: Mapping[str, str]) -> Path:
    """Make a store with these graphs, given in Turtle, by name."""
    path = folder / "store"
    with EmbeddedStore(path) as store:
        for name, turtle in graphs.items():
            triples = [quad.triple for quad in ox.parse(turtle, format=ox.RdfFormat.TURTLE)]
            record = LoadRecord(name, "made up", "", "2026-01-01T00:00:00Z", "0", len(triples))
            store.load_all([Load.of(triples, record)])
    return path


def people(count: int) -> str:
    """Return a graph in Turtle with so many people, three triples each."""
    return "@prefix : <http://example.org/> .\n" + "".join(
        f':p{n} a :Person ; :name "Person {n}, \\"the {n}th\\"\\nof them"@en ; :knows :p{n + 1} .\n'
        for n in range(count)
    )


PEOPLE = {"http://example.org/graph/people": people(200)}
W3C_DATA = "http://kasei.us/2009/09/sparql/data/"
W3C = {
    f"{W3C_DATA}data{n}.rdf": f"<{W3C_DATA}data{n}.rdf> a <http://xmlns.com/foaf/0.1/Document> ."
    for n in range(4)
}
"""What the W3C's test cases of the protocol are about."""

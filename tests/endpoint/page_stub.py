"""A small server for the query page alone: a few things, and each refusal on demand."""

from __future__ import annotations

import json
import re
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from importlib.resources import files
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pyoxigraph as ox

PAGE = files("backbone_kg") / "endpoint" / "page"
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; "
    "base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)
TYPES = {"html": "text/html", "js": "text/javascript", "css": "text/css", "svg": "image/svg+xml"}
SPELL = "<img src=x onerror=alert(1)>"
DATA = f"""
PREFIX ex: <https://example.org/>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
ex:river a ex:Partner ; rdfs:label "River Fund" ; ex:in "north" ; ex:share 10 .
ex:bridge a ex:Partner ; rdfs:label "Bridge Office" ; ex:in "north" ; ex:share 9 .
ex:schools a ex:Partner ; rdfs:label "{SPELL}" ; ex:in "south" ; ex:share 2.5 .
"""
TEXT = """#+ summary: Who works where?
#+ tags:
#+   - partners
PREFIX ex: <https://example.org/>

SELECT ?partner ?share
WHERE {
  ?partner ex:in ?_region ;
           ex:share ?share .
}
ORDER BY ?partner
"""
REGION = {
    "name": "region",
    "type": "string",
    "description": "Part of the country.",
    "default": "north",
    "allowed": [{"value": each, "label": each.title()} for each in ("north", "south")],
}
WHO = {
    "name": "who-works-where",
    "summary": "Who works where?",
    "description": "The partners of a region.\n\nEach with its share.",
    "tags": ["partners"],
    "search": "who works where",
    "form": "select",
    "text": TEXT,
    "parameters": [REGION],
    "columns": [{"name": "partner", "description": "The organization."}],
}
LEAST = {
    "name": "above",
    "summary": "Whose share is above a number?",
    "description": "Partners only.",
    "tags": ["shares"],
    "search": "whose share is above a number",
    "form": "select",
    "text": """PREFIX ex: <https://example.org/>
SELECT ?partner { ?partner ex:share ?share FILTER(?share > ?_least) }
""",
    "parameters": [
        {
            "name": "least",
            "type": "decimal",
            "description": "",
            "default": None,
            "allowed": [],
        }
    ],
    "columns": [],
}
SERVICE = {
    "title": "A stub",
    "version": "1.2.3",
    "limits": {"timeout": 30, "rows": 1000, "length": 5000, "body": 1 << 20, "concurrent": 4},
    "store": {"graphs": 1, "triples": 12},
    "prefixes": {"ex": "https://example.org/"},
    "terms": {"https://example.org/says": "What somebody says."},
    "queries": [WHO, LEAST],
}
REFUSALS: dict[str, tuple[int, dict[str, object]]] = {
    "#slow": (
        503,
        {"detail": "Stopped after 30 seconds."},
    ),
    "#busy": (429, {}),
}


class Handler(BaseHTTPRequestHandler):
    """Answers of the stub."""

    server: Stub

    def log_message(self, *_: object) -> None:
        """Say nothing."""

    def give(self, status: int, kind: str, body: str | bytes) -> None:
        content = body.encode() if isinstance(body, str) else body
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(content)))
        self.send_header("Content-Security-Policy", POLICY)
        self.end_headers()
        self.wfile.write(content)

    def do_GET(self) -> None:
        path, settings = urlsplit(self.path).path, parse_qs(urlsplit(self.path).query, True)
        values = {name: each[0] for name, each in settings.items()}
        if path == "/queries" and self.server.busy:
            self.give(503, "application/problem+json", json.dumps({"detail": "Come again."}))
        elif path == "/queries":
            self.give(200, "application/json", json.dumps(SERVICE))
        elif path == "/labels":
            self.give(200, "application/json", json.dumps(self.server.labels))
        elif found := re.fullmatch(r"/queries/([\w-]+)(/text)?", path):
            self.server.seen.append(self.path)
            text = self.bound(found[1], values)
            if text is None:
                self.give(400, "application/json", json.dumps({"detail": "No such value."}))
            elif found[2]:
                self.give(200, "application/sparql-query", text)
            else:
                self.answer(text)
        else:
            name = "index.html" if path == "/" else path.removeprefix("/page/")
            kind = TYPES.get(name.rsplit(".", 1)[-1], "text/plain")
            self.give(200, kind + "; charset=utf-8", PAGE.joinpath(name).read_bytes())

    def bound(self, name: str, values: dict[str, str]) -> str | None:
        if name == "above":
            return str(LEAST["text"]).replace("?_least", values.get("least") or "?_least")
        region = values.get("region", "north")
        if region == "nowhere":
            return None
        return TEXT.replace("?_region", f'"{region}"' if region else "?_region")

    def do_POST(self) -> None:
        text = self.rfile.read(int(self.headers["Content-Length"])).decode()
        self.server.seen.append(text)
        if text.startswith("#hang"):
            self.server.release.wait(300)
        for start, (status, told) in REFUSALS.items():
            if text.startswith(start):
                self.give(status, "application/json", json.dumps(told))
                return
        self.answer(text)

    def answer(self, text: str) -> None:
        accept = self.headers["Accept"]
        try:
            found: Any = self.server.store.query(text)
        except SyntaxError as error:
            line, column = map(int, re.findall(r"[0-9]+", error.msg)[:2])
            told = {"detail": error.msg, "line": line, "column": column}
            self.give(400, "application/problem+json", json.dumps(told))
            return
        form, kind = ox.QueryResultsFormat.JSON, "application/sparql-results+json"
        if isinstance(found, ox.QueryTriples):
            self.give(200, "text/turtle", found.serialize(format=ox.RdfFormat.TURTLE) or b"")
            return
        if accept.startswith("text/csv"):
            form, kind = ox.QueryResultsFormat.CSV, "text/csv"
        self.give(200, kind, found.serialize(format=form) or b"")


class Stub(ThreadingHTTPServer):
    """The server; `seen` are the queries that came, `release` lets a hanging one go on.

    While it is `busy`, it does not give the list of questions.
    """

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.store = ox.Store()
        self.store.load(DATA.encode(), format=ox.RdfFormat.TURTLE)
        label = ox.NamedNode("http://www.w3.org/2000/01/rdf-schema#label")
        self.labels = {
            quad.subject.value: quad.object.value
            for quad in self.store.quads_for_pattern(None, label, None)
            if isinstance(quad.subject, ox.NamedNode) and isinstance(quad.object, ox.Literal)
        }
        self.seen: list[str] = []
        self.release = threading.Event()
        self.busy = False

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_address[1]}"

    def handle_error(self, *_: object) -> None:
        """A browser that hangs up is no error."""


@contextmanager
def stub() -> Iterator[Stub]:
    server = Stub()
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield server
    finally:
        server.release.set()
        server.shutdown()
        thread.join()
        server.server_close()

"""The page in a process of its own, and a browser's requests to it."""

from __future__ import annotations

import base64
import contextlib
import http.client
import json
import os
import re
import signal
import subprocess
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit


@dataclass(frozen=True)
class Heard:
    """An answer."""

    status: int
    headers: Mapping[str, str]
    content: bytes

    @property
    def text(self) -> str:
        return self.content.decode()

    @property
    def json(self) -> Any:
        return json.loads(self.content)


class Running:
    """The program while it shows the page; `address` is what it told, with its key."""

    def __init__(self, process: subprocess.Popen[str], address: str) -> None:
        self.process = process
        self.address = address
        told = urlsplit(address)
        assert told.hostname
        assert told.port
        self.host, self.port = told.hostname, told.port
        self.first = told.path
        self.key = told.query.removeprefix("key=")
        self.cookie = f"backbone-kg-{self.port}={self.key}"

    def ask(
        self, path: str, body: Any = None, *, cookie: str | None = None, **headers: str
    ) -> Heard:
        """Return the answer to a request, by default as the page itself makes it."""
        sent = {"Cookie": self.cookie if cookie is None else cookie, "Accept": "application/json"}
        sent |= {name.replace("_", "-"): value for name, value in headers.items()}
        connection = http.client.HTTPConnection(self.host, self.port, timeout=120)
        with contextlib.closing(connection):
            content = None if body is None else json.dumps(body)
            connection.request("GET" if body is None else "POST", path, content, sent)
            answer = connection.getresponse()
            return Heard(answer.status, dict(answer.getheaders()), answer.read())

    def drop(self, *files: Path | tuple[str, bytes]) -> Heard:
        """Drop files, and return the answer."""
        named = [(f.name, f.read_bytes()) if isinstance(f, Path) else f for f in files]
        return self.ask(
            "/files",
            {"files": [{"name": n, "content": base64.b64encode(c).decode()} for n, c in named]},
        )

    def opened(self, *files: Path | tuple[str, bytes]) -> str:
        """Drop files, and return the beginning of their addresses."""
        address: str = self.drop(*files).json["address"]
        return address.rpartition("/")[0]


@contextlib.contextmanager
def running(*files: Path, end: int = signal.SIGTERM, **environment: str) -> Iterator[Running]:
    """Run the program until the end of the block."""
    process = subprocess.Popen(
        [sys.executable, "-m", "backbone_kg", "app", "--no-browser", *map(str, files)],
        stderr=subprocess.PIPE,
        text=True,
        env={**os.environ, **environment},
    )
    assert process.stderr
    try:
        told = re.search(r"http://\S+", process.stderr.readline())
        assert told, process.stderr.read()
        yield Running(process, told[0])
    finally:
        process.send_signal(end)
        sys.stderr.write(process.stderr.read())  # shown with a test that fails
        process.wait()
        process.stderr.close()

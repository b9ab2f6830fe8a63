"""Starting SPARQL servers that others wrote, on this machine alone, for as long as a test needs."""

from __future__ import annotations

import contextlib
import os
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import pytest

_SECONDS_TO_START = 300


@dataclass
class Server:
    """A running server.

    Parameters
    ----------
    name
        Which program.
    url, update
        Where it takes queries and updates.
    graph_store
        Where it takes whole graphs.
    process
        The program; a test may kill it.
    """

    name: str
    url: str
    update: str
    graph_store: str
    process: subprocess.Popen[bytes] = field(repr=False)

    def do(self, update: str) -> None:
        """Send an update, without the code under test."""
        send(self.update, {"update": update})

    def clear(self) -> None:
        """Drop every graph that tests make."""
        rows = send(
            self.url,
            {
                "query": "SELECT DISTINCT ?g WHERE { GRAPH ?g { ?s ?p ?o } "
                'FILTER(STRSTARTS(STR(?g), "https://w3id.org/backbone-kg/")) }'
            },
            accept="text/csv",
        )
        for name in rows.decode().replace('"', "").splitlines()[1:]:
            self.do(f"DROP SILENT GRAPH <{name}>")


def send(url: str, fields: dict[str, str], accept: str = "*/*") -> bytes:
    body = urllib.parse.urlencode(fields).encode()
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    request = urllib.request.Request(url, body, {"Accept": accept})
    with opener.open(request, timeout=60) as reply:
        content: bytes = reply.read()
    return content


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
    return port


@contextlib.contextmanager
def oxigraph(folder: Path) -> Iterator[Server]:
    """Run Oxigraph's server on a folder."""
    program = Path(sys.executable).with_name("oxigraph")
    if not program.exists():
        pytest.skip("Oxigraph's server is not installed (pip install oxigraph)")
    port = free_port()
    root = f"http://127.0.0.1:{port}"
    arguments: list[str | Path] = [
        program,
        "serve",
        "--location",
        folder,
        "--bind",
        f"127.0.0.1:{port}",
    ]
    with _running(arguments, folder.parent, f"{root}/query") as process:
        yield Server("oxigraph", f"{root}/query", f"{root}/update", f"{root}/store", process)


@contextlib.contextmanager
def _running(
    arguments: Sequence[str | Path], folder: Path, url: str
) -> Iterator[subprocess.Popen[bytes]]:
    with (folder / "told.txt").open("ab") as told:
        process = subprocess.Popen(
            [os.fspath(each) for each in arguments], cwd=folder, stdout=told, stderr=told
        )
    try:
        end = time.monotonic() + _SECONDS_TO_START
        while True:
            with contextlib.suppress(OSError, urllib.error.URLError):
                send(url, {"query": "ASK {}"})
                break
            assert process.poll() is None, (folder / "told.txt").read_text(errors="replace")
            assert time.monotonic() < end, f"{arguments[0]} did not start"
            time.sleep(0.02)
        yield process
    finally:
        process.terminate()
        try:
            process.wait(300)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()

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

from tests.programs import VIRTUOSO

_SECONDS_TO_START = 60


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
    isql
        Port on which Virtuoso takes commands.
    """

    name: str
    url: str
    update: str
    graph_store: str
    process: subprocess.Popen[bytes] = field(repr=False)
    isql: int = 0

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

    def command(self, text: str) -> None:
        """Have Virtuoso's administrator run an SQL command."""
        address = f"127.0.0.1:{self.isql}"
        arguments = ["isql-vt", address, "dba", "dba", f"EXEC={text};"]
        done = subprocess.run(arguments, capture_output=True, text=True, check=False)
        assert "Error" not in done.stdout + done.stderr, done.stdout + done.stderr


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
def virtuoso(folder: Path) -> Iterator[Server]:
    """Run Virtuoso on a folder, new or with what it had there; everybody may update it."""
    assert VIRTUOSO.path
    folder.mkdir(exist_ok=True)
    is_new = not (folder / "virtuoso.db").exists()
    http, isql = free_port(), free_port()
    (folder / "virtuoso.ini").write_text(_VIRTUOSO.format(http=http, isql=isql))
    root = f"http://127.0.0.1:{http}"
    arguments = [VIRTUOSO.path, "+configfile", "virtuoso.ini", "+foreground"]
    with _running(arguments, folder, f"{root}/sparql") as process:
        server = Server(
            *("virtuoso", f"{root}/sparql", f"{root}/sparql", f"{root}/sparql-graph-crud"),
            process,
            isql,
        )
        if is_new:
            server.command('GRANT SPARQL_UPDATE TO "SPARQL"')
        yield server


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
            time.sleep(0.1)
        yield process
    finally:
        process.terminate()
        try:
            process.wait(20)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


_VIRTUOSO = """\
[Database]
DatabaseFile = virtuoso.db
ErrorLogFile = virtuoso.log
LockFile = virtuoso.lck
TransactionFile = virtuoso.trx
xa_persistent_file = virtuoso.pxa
FileExtend = 200
[TempDatabase]
DatabaseFile = virtuoso-temp.db
TransactionFile = virtuoso-temp.trx
[Parameters]
ServerPort = 127.0.0.1:{isql}
ServerThreads = 10
NumberOfBuffers = 10000
MaxDirtyBuffers = 6000
DirsAllowed = .
[HTTPServer]
ServerPort = 127.0.0.1:{http}
ServerRoot = .
ServerThreads = 5
[SPARQL]
ResultSetMaxRows = 10000
"""

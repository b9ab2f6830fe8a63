"""The endpoint under load: clients with quick questions beside clients with runaway ones."""

from __future__ import annotations

import http.client
import json
import os
import re
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final
from urllib.parse import urlencode

CLIENTS: Final = 8
RUNAWAY_CLIENTS: Final = 2
DEADLINE: Final = 2.0
"""Seconds that the server gives to a query."""

RUNAWAY: Final = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }"
LABELS: Final = "http://www.w3.org/2004/02/skos/core#prefLabel"
FAST: Final = (
    f"SELECT ?thing ?label {{ ?thing <{LABELS}> ?label }} ORDER BY ?label LIMIT 5",
    "ASK { ?s a <https://w3id.org/backbone-kg/ontology#Framework> }",
    "SELECT (COUNT(*) AS ?n) { ?s a <https://w3id.org/backbone-kg/ontology#Capacity> }",
)
_START: Final = """
import sys
from pathlib import Path
from backbone_kg.asking.loading import load
from backbone_kg.serving.limits import Limits
from backbone_kg.serving.server import serve

load(store=sys.argv[1])
serve(Path(sys.argv[1]), port=0, limits=Limits(timeout=float(sys.argv[2])))
"""


@dataclass
class Load:
    """What was seen while clients asked.

    Parameters
    ----------
    seconds
        How long they asked.
    fast
        Seconds that each quick question took.
    stopped
        Seconds until each runaway was told that it was stopped.
    wrong
        Answers that are not what they should be.
    memory
        Resident bytes of the server and its processes, at each tenth of a second.
    processes
        The most processes of the server at a time, itself included.
    left
        Processes that were still computing when everybody was gone.
    """

    seconds: float
    fast: list[float] = field(default_factory=list)
    stopped: list[float] = field(default_factory=list)
    wrong: list[str] = field(default_factory=list)
    memory: list[int] = field(default_factory=list)
    processes: int = 0
    left: int = 0

    def growth(self) -> float:
        """Return the most memory of the last third over that of the second third."""
        third = max(len(self.memory) // 3, 1)
        return max(self.memory[-third:]) / max(self.memory[third : 2 * third])


def measure(seconds: float) -> Load:
    """Let clients ask a server of their own for a time."""
    load = Load(seconds)
    with tempfile.TemporaryDirectory() as folder, _server(Path(folder)) as (process, port):
        expected = [_asked(port, query)[1] for query in FAST]
        end = time.monotonic() + seconds
        threads = [
            threading.Thread(
                target=_run_away if number < RUNAWAY_CLIENTS else _ask_quickly,
                args=(load, port, end, expected),
            )
            for number in range(CLIENTS)
        ]
        for thread in threads:
            thread.start()
        while any(thread.is_alive() for thread in threads):
            sizes = _resident(process.pid)
            load.memory.append(sum(sizes))
            load.processes = max(load.processes, len(sizes))
            time.sleep(0.1)
        for thread in threads:
            thread.join()
        time.sleep(0.5)
        load.left = json.loads(_get(port, "/health", "*/*")[1])["running"]
    return load


def _ask_quickly(load: Load, port: int, end: float, expected: list[bytes]) -> None:
    number = 0
    while time.monotonic() < end:
        begin = time.monotonic()
        status, content = _asked(port, FAST[number % len(FAST)])
        if (status, content) == (200, expected[number % len(FAST)]):
            load.fast.append(time.monotonic() - begin)
        else:
            load.wrong.append(f"a quick question: {status} {content[:200]!r}")
        number += 1


def _run_away(load: Load, port: int, end: float, expected: list[bytes]) -> None:
    while time.monotonic() < end:
        begin = time.monotonic()
        status, content = _asked(port, RUNAWAY)
        if status == 503 and json.loads(content)["code"] == "time":
            load.stopped.append(time.monotonic() - begin)
        else:
            load.wrong.append(f"a runaway: {status} {content[:200]!r}")


def _asked(port: int, query: str) -> tuple[int, bytes]:
    return _get(port, "/sparql?" + urlencode({"query": query}), "*/*")


def _get(port: int, path: str, accept: str) -> tuple[int, bytes]:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    try:
        connection.request("GET", path, headers={"Accept": accept})
        answer = connection.getresponse()
        return answer.status, answer.read()
    finally:
        connection.close()


@contextmanager
def _server(folder: Path) -> Iterator[tuple[subprocess.Popen[Any], int]]:
    log = folder / "log.txt"
    command = [sys.executable, "-c", _START, str(folder / "store"), str(DEADLINE)]
    with log.open("w") as stream:
        process = subprocess.Popen(command, stdout=stream, stderr=stream)
    try:
        for _ in range(600):
            if found := re.search(r":(\d+)/sparql", log.read_text()):
                break
            if process.poll() is not None:
                raise RuntimeError(log.read_text())
            time.sleep(0.1)
        assert found is not None
        yield process, int(found[1])
    finally:
        process.terminate()
        try:
            process.wait(20)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def _resident(pid: int) -> list[int]:
    """Return the resident bytes of a process and of those that it started."""
    page = os.sysconf("SC_PAGE_SIZE")
    sizes = []
    for one in [pid, *_children(pid)]:
        try:
            sizes.append(int(Path(f"/proc/{one}/statm").read_text().split()[1]) * page)
        except (FileNotFoundError, ProcessLookupError):
            continue  # it was replaced just now
    return sizes


def _children(pid: int) -> list[int]:
    found = []
    for thread in Path(f"/proc/{pid}/task").glob("*/children"):
        try:
            found += [int(one) for one in thread.read_text().split()]
        except (FileNotFoundError, ProcessLookupError):
            continue
    return found


def lines(seconds: float) -> list[str]:
    """Measure, and return what was seen as lines to print."""
    if not Path("/proc/self/statm").exists():
        return ["  left out: memory is sampled as Linux tells it"]
    load = measure(seconds)
    fast, stopped = sorted(load.fast), sorted(load.stopped)
    mebibytes = [size / 2**20 for size in load.memory]
    late = stopped[-1] - DEADLINE if stopped else 0.0
    return [
        f"  {CLIENTS} clients for {seconds:g} s, {RUNAWAY_CLIENTS} of them with a counted cross"
        f" join, deadline {DEADLINE:g} s",
        f"  quick questions: {len(fast)} answered, middle {1000 * fast[len(fast) // 2]:.0f} ms,"
        f" 99 of 100 within {1000 * fast[len(fast) * 99 // 100]:.0f} ms,"
        f" longest {1000 * fast[-1]:.0f} ms",
        f"  runaways: {len(stopped)} stopped, the last to be told {late:.2f} s after its deadline;"
        f" {load.left} still running afterwards",
        f"  wrong answers: {len(load.wrong)}",
        f"  memory of the server and its processes: {min(mebibytes):.0f} to"
        f" {max(mebibytes):.0f} MiB, last third / second third {load.growth():.2f}",
    ]

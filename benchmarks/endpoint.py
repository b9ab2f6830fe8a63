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
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final
from urllib.parse import urlencode

CLIENTS: Final = 8
RUNAWAY_CLIENTS: Final = 2
DEADLINE: Final = 2.0
"""Seconds that the server gives to a query."""

CROWD: Final = 25
ADDRESSES: Final = 8
ASKERS: Final = 5
SOON: Final = 2.0
"""Seconds in which a quick question in a crowd is to be answered."""

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
from backbone_kg.endpoint.limits import Limits
from backbone_kg.endpoint.http_server import serve

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
        load.left = json.loads(_get(port, "/health")[1])["running"]
    return load


@dataclass
class Crowd:
    """Quick questions among many runaways, with the limits that the server has by itself.

    Parameters
    ----------
    seconds
        How long each quick question took.
    unanswered
        How many were not answered.
    """

    seconds: list[float] = field(default_factory=list)
    unanswered: int = 0

    def soon(self) -> float:
        """Return the share that was answered soon, from 0 to 1."""
        quick = sum(one <= SOON for one in self.seconds)
        return quick / max(1, len(self.seconds) + self.unanswered)


def measure_crowd(seconds: float, *, alike: bool, forwarded: bool) -> Crowd:
    """Let clients ask quick questions while 25 runaways are asked from 8 addresses.

    Parameters
    ----------
    seconds
        How long they ask.
    alike
        Whether the runaways are one query, or each another.
    forwarded
        Whether a web server in front tells the addresses, or all are on this machine.
    """
    seen = Crowd()
    with tempfile.TemporaryDirectory() as folder, _server(Path(folder), 30.0) as (_, port):
        over = threading.Event()
        threads = [
            threading.Thread(
                target=_crowd_in, args=(port, over, number, alike, forwarded), daemon=True
            )
            for number in range(CROWD)
        ]
        askers = [
            threading.Thread(target=_ask_in_crowd, args=(seen, port, over, number, forwarded))
            for number in range(ASKERS)
        ]
        for thread in threads + askers:
            thread.start()
        over.wait(seconds)
        over.set()
        for thread in askers:
            thread.join()
    return seen


def _crowd_in(port: int, over: threading.Event, number: int, alike: bool, forwarded: bool) -> None:
    query = RUNAWAY if alike else RUNAWAY.replace("?a", f"?a{'x' * number}")
    headers = {"X-Forwarded-For": f"10.0.0.{number % ADDRESSES}"} if forwarded else {}
    while not over.is_set():
        try:
            _asked(port, query, headers)
        except (OSError, http.client.HTTPException):
            over.wait(0.1)


def _ask_in_crowd(
    seen: Crowd, port: int, over: threading.Event, number: int, forwarded: bool
) -> None:
    headers = {"X-Forwarded-For": f"10.0.1.{number}"} if forwarded else {}
    while not over.wait(0.2):
        query = FAST[number % len(FAST)]
        begin = time.monotonic()
        try:
            answered = _asked(port, query, headers)[0] == 200
        except (OSError, http.client.HTTPException):
            answered = False
        if answered:
            seen.seconds.append(time.monotonic() - begin)
        else:
            seen.unanswered += 1
        number += 1


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


def _asked(port: int, query: str, headers: Mapping[str, str] | None = None) -> tuple[int, bytes]:
    return _get(port, "/sparql?" + urlencode({"query": query}), headers)


def _get(port: int, path: str, headers: Mapping[str, str] | None = None) -> tuple[int, bytes]:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    try:
        connection.request("GET", path, headers={"Accept": "*/*", **(headers or {})})
        answer = connection.getresponse()
        return answer.status, answer.read()
    finally:
        connection.close()


@contextmanager
def _server(
    folder: Path, deadline: float = DEADLINE
) -> Iterator[tuple[subprocess.Popen[Any], int]]:
    log = folder / "log.txt"
    command = [sys.executable, "-c", _START, str(folder / "store"), str(deadline)]
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
        *(
            _told(measure_crowd(seconds, alike=alike, forwarded=forwarded), alike, forwarded)
            for alike, forwarded in ((True, True), (False, True), (False, False))
        ),
    ]


def _told(seen: Crowd, alike: bool, forwarded: bool) -> str:
    taken = sorted(seen.seconds) or [float("nan")]
    where = f"from {ADDRESSES} addresses" if forwarded else "on one machine"
    return (
        f"  {CROWD} runaways {where}, {'one query' if alike else 'each another query'}:"
        f" {seen.soon():.1%} of {len(seen.seconds) + seen.unanswered} quick questions answered"
        f" within {SOON:g} s (target: 95%), middle {1000 * taken[len(taken) // 2]:.0f} ms,"
        f" longest {taken[-1]:.1f} s"
    )

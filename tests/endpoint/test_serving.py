"""Starting and ending the service, from Python and from the command line."""

from __future__ import annotations

import json
import shutil
import signal
import socket
import subprocess
import sys
import time
from contextlib import ExitStack
from pathlib import Path

import pytest
from tests.cli.running import EXAMPLES, refused
from tests.endpoint.running import (
    RUNAWAY,
    Server,
    serving,
    started,
)
from tests.waiting import wait_until

from backbone_kg import BackboneError
from backbone_kg.base.errors import CannotReadError
from backbone_kg.endpoint import Limits, greeting, serve
from backbone_kg.stores import EmbeddedStore

EXAMPLE = EXAMPLES / "graduate-tacoma" / "2025-09"
PARTNERS = "SELECT ?p { ?p a <https://w3id.org/backbone-kg/ontology#Partner> }"


@pytest.mark.parametrize("told", [signal.SIGTERM, signal.SIGHUP])
def test_what_is_running_is_finished_and_what_waits_is_refused(
    told: signal.Signals, store: Path
) -> None:
    with ExitStack() as stack:
        # What runs waits for another service, which answers when all else has happened.
        elsewhere = stack.enter_context(socket.create_server(("127.0.0.1", 0)))
        address = f"http://127.0.0.1:{elsewhere.getsockname()[1]}/"
        server = stack.enter_context(serving(store, timeout=600, allow_service=[address]))
        workers = server.workers()
        running = server.begin(f"SELECT ?s {{ SERVICE <{address}> {{ ?s ?p ?o }} }}")
        waiting = server.connection()
        for connection in (running, waiting):
            stack.callback(connection.close)
        called = stack.enter_context(elsewhere.accept()[0])
        waiting.request("GET", "/queries/capacities-by-function")
        wait_until(lambda: server.is_busy(running=1, waiting=1))
        server.process.send_signal(told)
        answer = waiting.getresponse()
        assert (answer.status, json.loads(answer.read())["code"]) == (503, "stopped")
        assert int(answer.headers["retry-after"]) >= 1
        with pytest.raises(ConnectionError):
            server.get("/health")
        called.recv(1 << 16)
        content = '{"head": {"vars": ["s"]}, "results": {"bindings": [{}]}}'
        head = "HTTP/1.1 200 OK\r\nContent-Type: application/sparql-results+json\r\n"
        called.sendall(f"{head}Content-Length: {len(content)}\r\n\r\n{content}".encode())
        finished = running.getresponse()
        assert (finished.status, finished.headers["x-rows"]) == (200, "1")
        assert server.process.wait() == 0
        assert server.log().rstrip().endswith("Stopped.")
        assert "Traceback" not in server.log()
    assert not any(Path(f"/proc/{pid}").exists() for pid in workers)


def test_a_request_that_does_not_come_to_its_end_ends_with_the_service(store: Path) -> None:
    with serving(store, timeout=0.5, body_seconds=60) as server:
        connection = server.connection()
        connection.putrequest("POST", "/sparql")
        connection.putheader("Content-Length", "10")
        connection.putheader("Content-Type", "application/sparql-query")
        connection.endheaders()
        server.process.terminate()
        with pytest.raises(ConnectionError):
            connection.getresponse()
        assert server.process.wait() == 0
        assert "Traceback" not in server.log()


def test_a_closed_terminal_does_not_end_what_was_to_outlive_it(store: Path) -> None:
    before = signal.signal(signal.SIGHUP, signal.SIG_IGN)  # as nohup does
    try:
        with serving(store) as server:
            server.process.send_signal(signal.SIGHUP)
            assert server.ask("ASK {}").status == 200
    finally:
        signal.signal(signal.SIGHUP, before)


def test_a_second_ctrl_c_ends_it_at_once(store: Path) -> None:
    with serving(store, timeout=60) as server:
        workers = server.workers()
        connection = server.begin(RUNAWAY)
        wait_until(lambda: server.is_busy(running=1))
        server.process.send_signal(signal.SIGINT)
        wait_until(lambda: not listens(server))
        server.process.send_signal(signal.SIGINT)
        assert server.process.wait() == 0
        connection.close()
        assert "Traceback" not in server.log()
    assert not any(Path(f"/proc/{pid}").exists() for pid in workers)


def test_workers_do_not_outlive_a_server_that_is_killed(store: Path) -> None:
    with serving(store, timeout=3) as server:
        workers = server.workers()
        connection = server.begin(RUNAWAY)
        wait_until(lambda: server.is_busy(running=1))
        server.process.kill()
        server.process.wait()
        connection.close()
        wait_until(lambda: not any(_runs(pid) for pid in workers))


def _runs(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[0] != "Z"
    except FileNotFoundError:
        return False


def listens(server: Server) -> list[str]:
    """Return the addresses at which a server takes connections, as the system writes them."""
    lines = [line.split() for line in Path("/proc/net/tcp").read_text().splitlines()[1:]]
    return [
        own for _, own, _, state, *_ in lines if (state, own[-4:]) == ("0A", f"{server.port:04X}")
    ]


def test_nobody_loads_while_it_serves_and_others_may_ask(store: Path, tmp_path: Path) -> None:
    own = shutil.copytree(store, tmp_path / "store")
    with serving(own) as server:
        assert listens(server) == [f"0100007F:{server.port:04X}"]  # for this machine alone
        with pytest.raises(BackboneError, match="in use"):
            EmbeddedStore(own)
        with EmbeddedStore(own, read_only=True) as other:
            assert other.query("ASK { ?s ?p ?o }").answer is True
        assert server.ask("ASK { ?s ?p ?o }").json["boolean"] is True
    EmbeddedStore(own).close()


def test_a_store_that_is_being_loaded_is_not_served(tmp_path: Path) -> None:
    with EmbeddedStore(tmp_path / "store"), pytest.raises(CannotReadError, match="in use"):
        serve(tmp_path / "store", port=0)


def test_a_folder_that_is_no_store_is_not_served(tmp_path: Path) -> None:
    with pytest.raises(CannotReadError, match="store"):
        serve(tmp_path, port=0)


def test_a_store_that_lost_its_database_is_not_served_as_an_empty_one(
    store: Path, tmp_path: Path
) -> None:
    lost = tmp_path / "store"
    shutil.copytree(store, lost)
    with serving(lost, timeout=0.5) as server:
        (lost / "CURRENT").unlink()
        assert server.ask(RUNAWAY).code == "time"
        for _ in range(2):
            heard = server.ask("ASK { ?s ?p ?o }")
            assert (heard.status, heard.code) == (503, "store")
        assert server.log().count("The database of this store is not there") == 1
        (lost / "CURRENT").write_bytes((store / "CURRENT").read_bytes())
        wait_until(lambda: server.ask("ASK { ?s ?p ?o }").status == 200)
    (lost / "CURRENT").unlink()
    with pytest.raises(CannotReadError, match="is not there"):
        serve(lost, port=0, limits=Limits(workers=1))


def test_it_says_plainly_when_others_can_ask() -> None:
    assert "everybody" not in greeting("127.0.0.1", 7878)
    assert "http://127.0.0.1:7878/sparql" in greeting("127.0.0.1", 7878)
    for host in ("0.0.0.0", "192.0.2.1", "::", "example.org"):
        assert "everybody who reaches this machine over the network can ask it" in greeting(host, 1)
    assert "http://[::1]:7878/sparql" in greeting("::1", 7878)


# --- the command -------------------------------------------------------------------------------


def command(*arguments: object) -> list[str]:
    return [sys.executable, "-m", "backbone_kg", "serve", *map(str, arguments)]


@pytest.fixture
def temporary(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where programs that are started put their temporary files."""
    folder = tmp_path / "temporary"
    folder.mkdir()
    monkeypatch.setenv("TMPDIR", str(folder))
    return folder


def test_the_command_serves_data_files_and_leaves_nothing_behind(
    tmp_path: Path, temporary: Path
) -> None:
    with started(command(EXAMPLE, "--port", "0"), tmp_path) as server:
        assert int(server.ask(PARTNERS).headers["x-rows"]) > 20
        assert list(temporary.iterdir())
        server.process.terminate()
        assert server.process.wait() == 0
    assert not list(temporary.iterdir())


@pytest.mark.parametrize("told", [signal.SIGTERM, signal.SIGINT])
def test_ended_while_it_reads_data_it_leaves_nothing_behind(
    told: signal.Signals, temporary: Path
) -> None:
    with subprocess.Popen(command(EXAMPLE, "--port", "0"), stderr=subprocess.DEVNULL) as process:
        while not list(temporary.glob("backbone-kg-*")):
            assert process.poll() is None
            time.sleep(0.001)
        process.send_signal(told)
        assert process.wait() != 0
    assert not list(temporary.iterdir())


def test_a_web_site_that_is_none_is_told(store: Path) -> None:
    told = refused("serve", "--store", store, "--allow-origin", "example.org")
    assert "“example.org” is not a web site" in told


def test_the_command_serves_a_store_with_its_own_deadline(store: Path, tmp_path: Path) -> None:
    with started(command("--store", store, "--port", "0", "--timeout", "0.5"), tmp_path) as server:
        wait_until(lambda: server.ask("ASK { <http://example.org/p1> ?p ?o }").status == 200)
        assert server.ask(RUNAWAY).code == "time"
        assert server.get("/", "application/json").json["services"] == []


def test_data_and_a_store_exclude_one_another(store: Path) -> None:
    assert "exclude one another" in refused("serve", EXAMPLE, "--store", store)

"""Starting and ending the service, from Python and from the command line."""

from __future__ import annotations

import signal
import socket
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest
from tests.cli.running import EXAMPLES
from tests.endpoint.running import PEOPLE, RUNAWAY, Heard, Server, make_store, serving, started

from backbone_kg.endpoint.limits import Limits
from backbone_kg.endpoint.serving import greeting, serve
from backbone_kg.errors import BackboneError, CannotReadError
from backbone_kg.sparql.stores import EmbeddedStore

EXAMPLE = EXAMPLES / "graduate-tacoma" / "2025-09"
PARTNERS = "SELECT ?p { ?p a <https://w3id.org/backbone-kg/ontology#Partner> }"


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_store(tmp_path_factory.mktemp("served"), PEOPLE)


def asked_meanwhile(server: Server, query: str) -> tuple[threading.Thread, list[Heard]]:
    heard: list[Heard] = []
    thread = threading.Thread(target=lambda: heard.append(server.ask(query)))
    thread.start()
    while not server.state()["running"]:
        time.sleep(0.01)
    return thread, heard


@pytest.mark.parametrize("told", [signal.SIGTERM, signal.SIGINT])
def test_what_is_running_is_finished(told: signal.Signals, store: Path) -> None:
    with serving(store, timeout=2) as server:
        workers = server.workers()
        thread, heard = asked_meanwhile(server, RUNAWAY)
        server.process.send_signal(told)
        time.sleep(0.3)
        with pytest.raises(ConnectionError):
            server.get("/health")
        thread.join()
        assert (heard[0].status, heard[0].code) == (503, "time")
        assert server.process.wait(10) == 0
        assert server.log().rstrip().endswith("Stopped.")
    assert not any(Path(f"/proc/{pid}").exists() for pid in workers)


def test_a_second_ctrl_c_ends_it_at_once(store: Path) -> None:
    with serving(store, timeout=60) as server:
        workers = server.workers()
        connection = server.connection()
        connection.request("POST", "/sparql", RUNAWAY, {"Content-Type": "application/sparql-query"})
        while not server.state()["running"]:
            time.sleep(0.01)
        server.process.send_signal(signal.SIGINT)
        time.sleep(0.3)
        server.process.send_signal(signal.SIGINT)
        assert server.process.wait(10) == 0
        connection.close()
    assert not any(Path(f"/proc/{pid}").exists() for pid in workers)


def test_workers_do_not_outlive_a_server_that_is_killed(store: Path) -> None:
    with serving(store, timeout=0.5, workers=2) as server:
        workers = server.workers()
        connection = server.connection()
        connection.request("POST", "/sparql", RUNAWAY, {"Content-Type": "application/sparql-query"})
        while not server.state()["running"]:
            time.sleep(0.01)
        server.process.kill()
        server.process.wait()
        connection.close()
        end = time.monotonic() + 10
        while any(_runs(pid) for pid in workers):
            assert time.monotonic() < end
            time.sleep(0.05)


def _runs(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[0] != "Z"
    except FileNotFoundError:
        return False


def test_nobody_loads_while_it_serves_and_others_may_serve_too(store: Path) -> None:
    with serving(store, workers=1) as server:
        with pytest.raises(BackboneError, match="in use"):
            EmbeddedStore(store)
        with serving(store, workers=1) as other:
            assert other.ask("ASK {}").status == server.ask("ASK {}").status == 200
    EmbeddedStore(store).close()


def test_a_store_that_is_being_loaded_is_not_served(tmp_path: Path) -> None:
    with EmbeddedStore(tmp_path / "store"), pytest.raises(CannotReadError, match="in use"):
        serve(tmp_path / "store", port=0)


def test_a_folder_that_is_no_store_is_not_served(tmp_path: Path) -> None:
    with pytest.raises(CannotReadError, match="store"):
        serve(tmp_path, port=0)


def test_an_empty_store_is_served(tmp_path: Path) -> None:
    EmbeddedStore(tmp_path / "store").close()
    with serving(tmp_path / "store", workers=1) as server:
        assert server.ask("ASK { ?s ?p ?o }").json["boolean"] is False


def test_a_port_that_is_taken_is_told(store: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        with pytest.raises(BackboneError, match=f"port {port}.*--port"):
            serve(store, port=port, limits=Limits())


def test_it_listens_for_this_machine_alone(store: Path) -> None:
    with serving(store, workers=1) as server:
        listening = {
            line.split()[1]
            for line in Path("/proc/net/tcp").read_text().splitlines()[1:]
            if line.split()[3] == "0A" and line.split()[1].endswith(f":{server.port:04X}")
        }
    assert listening == {f"0100007F:{server.port:04X}"}


def test_it_says_plainly_when_others_can_ask() -> None:
    assert "everybody" not in greeting("127.0.0.1", 7878)
    assert "http://127.0.0.1:7878/sparql" in greeting("127.0.0.1", 7878)
    for host in ("0.0.0.0", "192.0.2.1", "::", "example.org"):
        assert "everybody who reaches this machine over the network can ask it" in greeting(host, 1)
    assert "http://[::1]:7878/sparql" in greeting("::1", 7878)


# --- the command -------------------------------------------------------------------------------


def command(*arguments: object) -> list[str]:
    return [sys.executable, "-m", "backbone_kg", "serve", *map(str, arguments)]


def test_the_command_serves_data_files_and_leaves_nothing_behind(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    temporary = tmp_path / "temporary"
    temporary.mkdir()
    monkeypatch.setenv("TMPDIR", str(temporary))
    with started(command(EXAMPLE, "--port", "0"), tmp_path) as server:
        assert int(server.ask(PARTNERS).headers["x-rows"]) > 20
        assert list(temporary.iterdir())
        server.process.terminate()
        assert server.process.wait(20) == 0
    assert not list(temporary.iterdir())


def test_the_command_serves_a_store_with_its_own_deadline(store: Path, tmp_path: Path) -> None:
    with started(command("--store", store, "--port", "0", "--timeout", "0.5"), tmp_path) as server:
        assert server.ask("ASK { <http://example.org/p1> ?p ?o }").json["boolean"] is True
        assert server.ask(RUNAWAY).code == "time"
        assert server.get("/", "application/json").json["services"] == []


def test_data_and_a_store_exclude_one_another(store: Path) -> None:
    done = subprocess.run(
        command(EXAMPLE, "--store", store), capture_output=True, text=True, check=False
    )
    assert done.returncode == 2
    assert "exclude one another" in done.stderr

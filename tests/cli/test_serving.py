"""The command serve: what it does not take, told before anything is read."""

from __future__ import annotations

import socket
from pathlib import Path

import pytest
from tests.cli.running import refused, run


@pytest.mark.parametrize("command", [["serve"], ["query", "frameworks"]])
@pytest.mark.parametrize(
    "url", ["", " ", "notaurl", "//host/", "file:///etc/passwd", "http://", "*"]
)
def test_service_may_call_what_is_an_address_alone(command: list[str], url: str) -> None:
    told = refused(*command, "--allow-service", "http://example.org/sparql", "--allow-service", url)
    assert "--allow-service" in told
    assert "is not the address of a service" in told


@pytest.mark.parametrize("seconds", ["nan", "inf", "0", "-1", "90000"])
def test_a_deadline_is_a_number_of_seconds(seconds: str) -> None:
    assert "--timeout" in refused("serve", "--timeout", seconds)


def test_a_port_that_is_taken_is_told_before_data_are_read(tmp_path: Path) -> None:
    data = tmp_path / "no such file.xlsx"
    with socket.create_server(("127.0.0.1", 0)) as taken:
        done = run("serve", data, "--port", taken.getsockname()[1])
    assert done.status == 2
    assert "--port" in done.err
    assert data.name not in done.err


def test_an_address_that_is_empty_is_not_every_address() -> None:
    assert "--host" in refused("serve", "--host", "", "--port", "0")

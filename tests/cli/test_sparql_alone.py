"""The command line asks alone: what it asks calls nobody, even if no reading foresaw the call."""

from __future__ import annotations

import socket
from pathlib import Path

import pytest
from tests.cli.running import Done, run


def test_a_call_that_no_reading_saw_is_stopped_and_told(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr("backbone_kg.asking.ask.check_calls", lambda *_: None)
    question = tmp_path / "calling.rq"
    with socket.create_server(("127.0.0.1", 0)) as elsewhere:
        elsewhere.settimeout(0.3)
        address = f"http://127.0.0.1:{elsewhere.getsockname()[1]}/"
        question.write_text(f"SELECT * {{ SERVICE <{address}> {{ ?s ?p ?o }} }}")
        told = "SERVICE calls another machine, which is not allowed, and was stopped."
        for limit in ((), ("--timeout", "30")):
            assert run("query", question, *limit) == Done(2, "", f"backbone-kg: {told}\n")
        with pytest.raises(TimeoutError):
            elsewhere.accept()
    socket.socket().close()  # this process keeps what it had

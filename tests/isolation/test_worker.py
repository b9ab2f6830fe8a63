"""A query in a process of its own: answered as in this one, and stopped in time."""

from __future__ import annotations

import contextlib
import os
import socket
from pathlib import Path
from typing import Any

import pyoxigraph as ox
import pytest
from tests.endpoint.running import LARGE, PEOPLE, make_store, people

from backbone_kg import Results
from backbone_kg.base.errors import CannotReadError
from backbone_kg.isolation import Job, Worker, run
from backbone_kg.sparql import QueryError, Term
from backbone_kg.stores import EmbeddedStore

PREFIX = "PREFIX : <http://example.org/>"


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_store(tmp_path_factory.mktemp("run"), PEOPLE)


def refused(store: Path, text: str, **other: Any) -> QueryError:
    with pytest.raises(QueryError) as error:
        run(store, text, **{"timeout": 20, **other})
    return error.value


@pytest.mark.parametrize(
    "text",
    [
        "SELECT ?s ?name ?none { ?s :name ?name OPTIONAL { ?s :no ?none } } ORDER BY ?s",
        "SELECT * { ?s :no ?none }",
        "ASK { :p1 :knows :p2 }",
        "ASK { :p2 :knows :p1 }",
        "CONSTRUCT { ?s :knownBy ?o } WHERE { ?o :knows ?s }",
        "DESCRIBE :p1",
    ],
)
def test_the_answer_is_that_of_this_process(text: str, store: Path) -> None:
    with EmbeddedStore(store, read_only=True) as here:
        expected = here.query(f"{PREFIX} {text}")
    found = run(store, f"{PREFIX} {text}", timeout=300)
    if expected.kind == "graph":
        assert set(found.triples) == set(expected.triples)
        expected, found = Results("graph"), Results("graph")
    assert found == expected


def test_terms_and_graphs_reach_it(store: Path) -> None:
    bound: dict[str, Term] = {
        "who": ox.NamedNode("http://example.org/p1"),
        "o": ox.Literal("x", language="en"),
    }
    asked = "SELECT ?p ?told { ?who ?p ?any BIND(?o AS ?told) { SELECT ?any { ?who ?p ?any } } }"
    answer = run(store, asked, timeout=300, bindings=bound)
    assert len(answer.rows) == 3
    assert {told for _, told in answer.rows} == {bound["o"]}
    people = ("http://example.org/graph/people",)
    assert run(store, "ASK { ?s ?p ?o }", timeout=300, default_graphs=people).answer is True
    assert run(store, "ASK { ?s ?p ?o }", timeout=300, named_graphs=people).answer is False


def test_it_is_stopped_when_it_takes_too_much_memory(store: Path) -> None:
    query = LARGE.replace("}", ". ?g ?h ?i } ORDER BY ?c ?f ?i LIMIT 1")
    error = refused(store, query, memory=200 << 20)
    assert error.code == "memory"
    assert "200 MiB" in str(error)


def test_damage_is_not_told_as_too_much_memory(tmp_path: Path) -> None:
    path = make_store(tmp_path, {"urn:many": people(3_000)})
    for file in path.glob("*.sst"):
        content = bytearray(file.read_bytes())
        for place in range(9_000, len(content) - 20_000, 3_000):
            content[place : place + 9] = b"scratched"
        file.write_bytes(content)
    with pytest.raises(CannotReadError, match=r"damaged .*Load the data into a new store"):
        run(path, "SELECT ?s { ?s ?p ?o } ORDER BY ?o LIMIT 1", timeout=300, memory=200 << 20)


def test_with_terms_in_it_the_place_is_that_in_the_text_as_written(store: Path) -> None:
    bound: dict[str, Term] = {
        "_x": ox.Literal("two\nlines " * 9),
        "_y": ox.NamedNode("urn:" + "y" * 99),
    }
    for text, place in (
        ("SELECT * {\n  ?s ?p ?_x, ?_y }\n}", (3, 1)),
        ("SELECT * {\n  ?s ?_y ?_x ?p }", (2, 14)),
        ("SELECT * {\n  ?s ?_x ?_y }", (2, 6)),
        ("SELECT ?_y {}", (1, 8)),
        ("SELECT * {?s ?p?_x;;} nonsense", (1, 23)),
    ):
        with pytest.raises(QueryError) as error:
            run(store, text, timeout=300, bindings=bound)
        assert error.value.code == "malformed"
        assert (error.value.line, error.value.column) == place, str(error.value)


def test_it_cannot_call_out_even_if_nobody_looked(store: Path) -> None:
    # No lexer in between: the process itself has no network.
    with socket.create_server(("127.0.0.1", 0)) as elsewhere:
        elsewhere.setblocking(False)
        address = f"http://127.0.0.1:{elsewhere.getsockname()[1]}/"
        error = refused(store, f"SELECT * {{ SERVICE <{address}> {{ ?s ?p ?o }} }}")
        assert error.code == "service-refused"
        with pytest.raises(BlockingIOError):
            elsewhere.accept()


def test_what_is_no_store_is_told(tmp_path: Path) -> None:
    for path in (tmp_path, tmp_path / "none"):
        with pytest.raises(CannotReadError):
            run(path, "ASK {}", timeout=5)


def test_one_process_answers_many_and_ends_when_told(store: Path) -> None:
    with contextlib.closing(Worker(store)) as worker:
        pid = worker.pid
        for _ in range(20):
            assert worker.ask(Job("ASK {}")).content == b'{"head":{},"boolean":true}'
        assert worker.pid == pid
        assert worker.alive
    with pytest.raises(ProcessLookupError):
        os.kill(pid, 0)


def test_after_a_refusal_it_goes_on(store: Path) -> None:
    with contextlib.closing(Worker(store)) as worker:
        for job, code in (
            (Job("SELECT"), "malformed"),
            (Job(LARGE, most_rows=3), "result-rows"),
            (Job(LARGE, most_bytes=1_000), "result-bytes"),
            (Job("ASK {}", solutions=None), "not-acceptable"),
        ):
            with pytest.raises(QueryError) as error:
                worker.ask(job)
            assert error.value.code == code
            assert worker.ask(Job("ASK {}")).kind == "ask"


def test_text_that_takes_long_to_look_through_is_stopped_too(store: Path) -> None:
    with contextlib.closing(Worker(store, services=())) as worker:
        with pytest.raises(QueryError) as error:
            worker.ask(Job("ASK {} " + "'\\" * 500_000, seconds=0.5))
        assert error.value.code == "time"


@pytest.mark.parametrize("update", ["CLEAR ALL", "# SELECT\ndelete where { ?s ?p ?o }"])
def test_a_query_of_a_stranger_only_asks_and_calls_nobody(update: str, store: Path) -> None:
    with contextlib.closing(Worker(store, services=())) as worker:
        for text, code in (
            (update, "read-only"),
            ("ASK { SERVICE <http://a.example/> {} }", "service-refused"),
        ):
            with pytest.raises(QueryError) as error:
                worker.ask(Job(text))
            assert error.value.code == code

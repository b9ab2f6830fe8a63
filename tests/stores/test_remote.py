"""A store at another place: a server that others wrote gives the answers of the embedded one."""

from __future__ import annotations

import contextlib
import random
import threading
from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise
from pathlib import Path
from typing import Any

import pyoxigraph as ox
import pytest
from tests.generate import random_sheets, with_mistakes, write_csv
from tests.servers.starting import Server, oxigraph, send
from tests.small_files import MONEY, TRUST, partnership_of
from tests.sparql.made_graphs import EX, count, graph, node, put, record, said, shown, triple

import backbone_kg
from backbone_kg import BackboneError
from backbone_kg.graph import ox_n_triples
from backbone_kg.stores import (
    GRAPH_STORE,
    PARTS,
    PASSWORD,
    PROVENANCE,
    TOKEN,
    UPDATE,
    USER,
    EmbeddedStore,
    Load,
    RemoteStore,
    ServiceError,
    bring_ontology,
    data_graph,
    data_load,
    derived_graph,
    insertions,
    switched,
)

A, B, C = triple("a", "p", "x"), triple("b", "p", "x"), triple("c", "p", ox.Literal("y"))
XSD = "http://www.w3.org/2001/XMLSchema#"
EXAMPLES = Path(__file__).resolve().parents[2] / "examples"
BATCH = 100
"""Triples in an update; so few make the tests quick."""


def typed(value: str, datatype: str) -> ox.Literal:
    return ox.Literal(value, datatype=ox.NamedNode(XSD + datatype))


@pytest.fixture(scope="module")
def running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    with oxigraph(tmp_path_factory.mktemp("server") / "data") as server:
        yield server


@pytest.fixture(autouse=True)
def _no_credentials(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in (USER, PASSWORD, TOKEN, UPDATE, GRAPH_STORE):
        monkeypatch.delenv(name, raising=False)


@pytest.fixture(autouse=True)
def _small_batches(monkeypatch: pytest.MonkeyPatch) -> None:
    for module in ("remote", "remote_updates"):
        monkeypatch.setattr(f"backbone_kg.stores.{module}.BATCH", BATCH)


@pytest.fixture
def server(running: Server) -> Server:
    running.clear()
    return running


@pytest.fixture
def store(server: Server) -> RemoteStore:
    return RemoteStore(server.url)


def parts_left(server: Server) -> int:
    text = f'SELECT ?g WHERE {{ GRAPH ?g {{ ?s ?p ?o }} FILTER(STRSTARTS(STR(?g), "{PARTS}")) }}'
    return len(send(server.url, {"query": text}, "text/csv").split(b"\n")) - 2


# --- the same as embedded -----------------------------------------------------------------------

QUESTIONS = [
    "SELECT (COUNT(*) AS ?n) WHERE { ?s ?p ?o }",
    "SELECT ?type (COUNT(?s) AS ?n) WHERE { ?s a ?type } GROUP BY ?type",
    # At a service the graph about graphs does not say where on this machine each file is.
    "SELECT ?g (COUNT(*) AS ?n) WHERE { GRAPH ?g { ?s ?p ?o } "
    f"FILTER(?g != <{PROVENANCE}>) }} GROUP BY ?g",
    "SELECT DISTINCT ?p (LANG(?o) AS ?l) WHERE { ?s ?p ?o FILTER(isLITERAL(?o)) }",
    "SELECT DISTINCT ?p (DATATYPE(?o) AS ?t) WHERE { ?s ?p ?o FILTER(isLITERAL(?o)) }",
    f"SELECT ?s ?o WHERE {{ ?s ?p ?o FILTER(DATATYPE(?o) IN (<{XSD}gYear>, <{XSD}boolean>, "
    f"<{XSD}gYearMonth>, <{XSD}date>)) }}",
    "SELECT ?s ?label WHERE { ?s <http://www.w3.org/2004/02/skos/core#prefLabel> ?label }",
    "ASK { ?s a <https://w3id.org/backbone-kg/ontology#Partner> }",
    "ASK { ?s a <https://w3id.org/backbone-kg/ontology#Nothing> }",
    "CONSTRUCT { ?s a ?type } WHERE { ?s a ?type FILTER(isIRI(?s) && isIRI(?type)) }",
    f"SELECT ?g ?sha FROM <{PROVENANCE}> WHERE {{ ?g <https://schema.org/sha256> ?sha }}",
    "SELECT ?p ?g WHERE { ?p a <https://w3id.org/backbone-kg/ontology#Partnership> "
    "GRAPH ?g { ?p a ?type } }",
]


def answers(store: EmbeddedStore | RemoteStore, text: str) -> Any:
    found = store.query(text)
    return found.kind, found.answer, sorted(map(str, found.rows)), sorted(map(str, found.triples))


@pytest.fixture(scope="module")
def filled(
    running: Server, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[tuple[Server, EmbeddedStore]]:
    running.clear()
    folder = tmp_path_factory.mktemp("embedded") / "store"
    mistaken, _ = with_mistakes(random_sheets(141), 41)
    data = [
        *sorted((EXAMPLES / "graduate-tacoma").glob("*")),
        write_csv(folder.parent / "mistaken", mistaken),
    ]
    there = backbone_kg.load(*data, endpoint=running.url)
    here = backbone_kg.load(*data, store=folder)
    assert there.unreadable == here.unreadable == ()
    with EmbeddedStore(folder, read_only=True) as store:
        yield running, store


@pytest.mark.parametrize("text", QUESTIONS)
def test_the_answers_are_those_of_the_embedded_store(
    filled: tuple[Server, EmbeddedStore], text: str
) -> None:
    server, embedded = filled
    expected = answers(embedded, text)
    assert answers(RemoteStore(server.url), text) == expected
    assert expected[1] is False or expected[1] or expected[2] or expected[3]


def test_questions_of_the_library_have_the_same_answers(
    filled: tuple[Server, EmbeddedStore],
) -> None:
    server, embedded = filled
    for name, settings in (
        ("capacities-by-function", {"framework": "mathematica"}),
        ("coverage", {}),
        ("sole-holders", {"date": "2025-09"}),
    ):
        expected = backbone_kg.query(name, store=str(embedded.path), settings=settings)
        found = backbone_kg.query(name, endpoint=server.url, settings=settings)
        assert expected
        assert sorted(map(str, found.cells)) == sorted(map(str, expected.cells)), name


def test_the_records_are_those_of_the_embedded_store_but_for_where_files_are(
    filled: tuple[Server, EmbeddedStore],
) -> None:
    server, embedded = filled

    def without_time(store: EmbeddedStore | RemoteStore) -> list[dict[str, Any]]:
        return [{**each.to_dict(), "loaded": ""} for each in store.records()]

    there, here = without_time(RemoteStore(server.url)), without_time(embedded)
    assert there == [{**each, "location": None} for each in here]
    assert any(each["location"] for each in here)
    assert len(here) > 30
    assert bring_ontology(RemoteStore(server.url)) == 0  # it is as it should be


# --- loading ------------------------------------------------------------------------------------


def test_what_two_files_say_counts_once_and_again_doubles_nothing(store: RemoteStore) -> None:
    put(store, "one", [A, B])
    two = put(store, "two", [A, C])
    assert said(store) == shown([A, B, C])
    one = put(store, "one", [A], sha256="1" * 64)
    assert said(store) == shown([A, C])
    assert said(store, f"GRAPH <{graph('one')}> {{ ?s ?p ?o }}") == shown([A])
    assert store.records() == (one, two)
    store.remove(graph("two"))
    assert said(store) == shown([A])
    assert store.records() == (one,)


def test_what_others_keep_there_is_neither_seen_nor_touched(
    server: Server, store: RemoteStore
) -> None:
    server.do(f"INSERT DATA {{ GRAPH <{EX}theirs> {{ <{EX}a> <{EX}p> <{EX}x> }} }}")
    try:
        put(store, "one", [A, B])
        put(store, "one", [B])
        assert said(store) == shown([B])
        theirs = f"SELECT ?s FROM <{EX}theirs> WHERE {{ ?s ?p ?o }}"
        assert store.query(theirs).rows == ((node("a"),),)
    finally:
        server.do(f"DROP SILENT GRAPH <{EX}theirs>")


def test_a_service_that_this_program_never_filled_is_asked_as_it_is(server: Server) -> None:
    server.do(f"INSERT DATA {{ GRAPH <{EX}theirs> {{ <{EX}a> <{EX}p> <{EX}x> }} }}")
    try:
        found = RemoteStore(server.url).query(f"SELECT ?s WHERE {{ GRAPH ?g {{ ?s <{EX}p> ?o }} }}")
        assert found.rows == ((node("a"),),)
    finally:
        server.do(f"DROP SILENT GRAPH <{EX}theirs>")


@pytest.mark.parametrize("in_bits", [False, True], ids=["graph store", "batches"])
def test_a_graph_of_many_triples_arrives_whole(
    server: Server, store: RemoteStore, monkeypatch: pytest.MonkeyPatch, in_bits: bool
) -> None:
    if in_bits:
        monkeypatch.setattr(store, "_put", lambda *_: False)
    blanks = [ox.BlankNode() for _ in range(BATCH)]
    chain = [triple(one, "next", other) for one, other in pairwise(blanks)]
    plain = [triple(f"s{i}", "p", ox.Literal(f"née {i}", language="fr")) for i in range(2 * BATCH)]
    for _ in range(2):
        put(store, "one", [*plain, *chain[:40], *[triple("a", "has", b) for b in blanks[:3]]])
        assert count(store) == len(plain) + 43
        path = f"<{EX}has>/<{EX}next>/<{EX}next>"
        joined = f"SELECT (COUNT(*) AS ?n) WHERE {{ <{EX}a> {path} ?end }}"
        assert count(store, joined) == 3
        assert parts_left(server) == 0


LITERALS = [
    *(typed("2025", "gYear"), typed("2025-09", "gYearMonth"), typed("2025-09-30", "date")),
    *(typed("true", "boolean"), typed("false", "boolean"), typed("0.5", "decimal")),
    *(typed("12", "integer"), typed("http://a.example/", "anyURI")),
    ox.Literal("Grüße", language="de"),
    ox.Literal("color", language="en-US"),
    ox.Literal('"quoted" \\ and\nnew line\ttab . "'),
    ox.Literal("😀 日本語"),
    ox.Literal(""),
    ox.Literal("x" * 5000),
]


@pytest.mark.parametrize("in_bits", [False, True], ids=["once", "graph store"])
def test_every_kind_of_literal_comes_back_as_it_was(
    store: RemoteStore, monkeypatch: pytest.MonkeyPatch, in_bits: bool
) -> None:
    if in_bits:
        monkeypatch.setattr("backbone_kg.stores.remote.BATCH", 1)
    triples = [triple(f"s{number}", "p", each) for number, each in enumerate(LITERALS)]
    put(store, "one", triples)
    found = store.query("SELECT ?s ?o WHERE { ?s ?p ?o }").rows
    assert set(found) == {(each.subject, each.object) for each in triples}
    made = store.query("CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o }")
    assert set(made.triples) == set(triples)


def test_terms_are_bound_and_written_safely(store: RemoteStore) -> None:
    evil = '" } ; DROP ALL #'
    put(store, "one", [A, triple("d", "p", ox.Literal(evil))])
    bound = {"value": ox.Literal(evil)}
    assert store.query("SELECT ?s WHERE { ?s ?p ?value }", bindings=bound).rows == ((node("d"),),)
    with pytest.raises(BackboneError, match="Only queries"):
        store.query("DROP ALL")
    assert count(store) == 2


FROM_DERIVED = [
    QUESTIONS[0],
    QUESTIONS[2],
    "SELECT ?s ?p ?o WHERE { ?s ?p ?o FILTER(!isBLANK(?o)) }",
    "SELECT ?g ?s WHERE { GRAPH ?g { ?s a <https://w3id.org/backbone-kg/ontology#Holding> } }",
]


@pytest.mark.parametrize("in_bits", [False, True], ids=["graph store", "batches"])
def test_what_is_derived_from_files_of_one_snapshot_is_told_as_by_the_embedded_store(
    store: RemoteStore, monkeypatch: pytest.MonkeyPatch, in_bits: bool
) -> None:
    if in_bits:
        monkeypatch.setattr(store, "_put", lambda *_: False)
    first, second, later = (
        partnership_of(*rows, as_of=day)
        for day, rows in (
            ("2013", [("A", TRUST, 0.5, "2011"), ("B", MONEY)]),
            ("2013", [("A", TRUST), ("C", MONEY)]),
            ("2014", [("A", TRUST)]),
        )
    )
    with EmbeddedStore() as embedded:
        for name, partnership in (
            *(("one", first), ("two", second), ("three", later), ("one", later)),
            *(("one", second), ("two", None), ("three", first), ("one", None)),
        ):
            for each in (store, embedded):
                if partnership is None:
                    each.remove(data_graph(Path(name)))
                else:
                    partnership.file = name
                    each.load_all([data_load(partnership, sha256="")])
            for text in FROM_DERIVED:
                assert answers(store, text) == answers(embedded, text), name


# --- interrupted --------------------------------------------------------------------------------


@pytest.mark.parametrize("after", range(6))
def test_a_load_that_breaks_off_leaves_the_old_graph_and_can_be_done_again(
    server: Server, store: RemoteStore, monkeypatch: pytest.MonkeyPatch, after: int
) -> None:
    old = put(store, "one", [A, B])
    put(store, "two", [B])
    new = [triple(f"s{i}", "p", "x") for i in range(3 * BATCH)]
    done = [0]
    send_really = store._connection.send

    def breaks(*arguments: Any, **more: Any) -> Any:
        done[0] += 1
        if done[0] > after:
            raise ServiceError("the line was cut")
        return send_really(*arguments, **more)

    monkeypatch.setattr(store, "_put", lambda *_: False)
    with monkeypatch.context() as patch:
        patch.setattr(store._connection, "send", breaks)
        if after < 5:  # three batches, the count, the switch
            with pytest.raises(ServiceError, match="the line was cut"):
                put(store, "one", new)
        else:
            put(store, "one", new)
    if after < 5:
        assert said(store) == shown([A, B])
        assert old in store.records()
    made = put(store, "one", new, sha256="2" * 64)
    assert count(store) == len(new) + 1
    assert made in store.records()


def test_a_switch_that_stops_halfway_is_mended_by_loading_again(
    server: Server, store: RemoteStore
) -> None:
    put(store, "two", [B])
    derived = [triple("derived", "p", each) for each in ("x", "y")]

    def load(said: ox.Triple, with_it: ox.Triple, sha256: str) -> None:
        content = ox_n_triples([with_it]).encode()
        made = Load.of([said], record("one", 1, sha256=sha256))
        store.load_all([replace(made, derived=content)])

    for steps in range(1, 10):
        load(A, derived[0], "0" * 64)
        filling = [
            *insertions(graph("one"), [C]),
            *insertions(derived_graph(graph("one")), derived[1:]),
        ]
        text = switched(graph("one"), filling, record("one", 1))
        for step in text.split(";\n")[:steps]:
            server.do(step)
        load(C, derived[1], "3" * 64)
        assert said(store) == shown([B, C, derived[1]])
        assert [each.sha256[0] for each in store.records()] == ["3", "0"]


def test_a_server_killed_in_the_middle_holds_whole_graphs(tmp_path: Path) -> None:
    moments = random.Random(2)
    big = {
        turn: [triple(f"s{i}", f"p{turn}", ox.Literal(turn)) for i in range(3_000)]
        for turn in range(4)
    }
    with oxigraph(tmp_path / "data") as server:
        put(RemoteStore(server.url), "one", big[0], sha256="0")
    for turn in range(1, 4):
        with oxigraph(tmp_path / "data") as server:
            killer = threading.Timer(moments.uniform(0.0, 0.15), server.process.kill)
            killer.start()
            with contextlib.suppress(ServiceError):
                put(RemoteStore(server.url), "one", big[turn], sha256=str(turn))
            killer.join()
            server.process.wait()
        with oxigraph(tmp_path / "data") as server:
            store = RemoteStore(server.url)
            (kept,) = store.records()
            assert said(store) == shown(big[int(kept.sha256)])


# --- errors and limits --------------------------------------------------------------------------


def test_a_mistake_in_a_query_is_told_in_the_words_of_the_service(store: RemoteStore) -> None:
    with pytest.raises(ServiceError, match="did not answer the query") as error:
        store.query("SELECT ?s WHERE { ?s ?p }")
    assert len(str(error.value)) < 500


def test_a_time_limit_is_kept(tmp_path: Path) -> None:
    with oxigraph(tmp_path / "data") as server:
        store = RemoteStore(server.url)
        put(store, "one", [triple(f"s{i}", "p", f"o{i}") for i in range(400)])
        with pytest.raises(ServiceError, match=r"did not answer within 0\.5 seconds"):
            store.query(
                "SELECT (COUNT(*) AS ?n) WHERE { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }",
                timeout=0.5,
            )
        server.process.kill()
        server.process.wait()
        with pytest.raises(ServiceError, match="cannot be reached"):
            store.query("ASK {}")

"""The service describes itself: SPARQL 1.1 Service Description, with VoID."""

from __future__ import annotations

from collections.abc import Iterator

import pyoxigraph as ox
import pytest
from tests.endpoint.running import Server, make_store, people, serving

SD, VOID = "http://www.w3.org/ns/sparql-service-description#", "http://rdfs.org/ns/void#"
GRAPHS = {"http://example.org/graph/a": people(10), "http://example.org/graph/b": people(4)}
PREFIXES = f"PREFIX sd: <{SD}> PREFIX void: <{VOID}> PREFIX f: <http://www.w3.org/ns/formats/>"


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    with serving(make_store(tmp_path_factory.mktemp("described"), GRAPHS)) as running:
        yield running


def described(server: Server, accept: str | None = None) -> ox.Store:
    heard = server.get("/sparql", accept)
    assert heard.status == 200, heard.text
    form = ox.RdfFormat.from_media_type(heard.media_type)
    assert form is not None
    store = ox.Store()
    store.extend(ox.parse(heard.content, format=form))
    return store


def rows(store: ox.Store, query: str) -> list[tuple[str, ...]]:
    answer = store.query(PREFIXES + query)
    assert isinstance(answer, ox.QuerySolutions)
    return sorted(tuple(str(getattr(term, "value", "")) for term in row) for row in answer)


def test_it_names_its_address_and_its_formats(server: Server) -> None:
    store = described(server)
    assert rows(store, "SELECT ?it { ?s a sd:Service ; sd:endpoint ?it }") == [(server.endpoint,)]
    assert rows(store, "SELECT ?it { ?s sd:supportedLanguage ?it }") == [(f"{SD}SPARQL11Query",)]
    formats = {
        one.rsplit("/", 1)[1] for (one,) in rows(store, "SELECT ?it { ?s sd:resultFormat ?it }")
    }
    assert formats >= {"SPARQL_Results_JSON", "SPARQL_Results_XML", "Turtle", "JSON-LD", "RDF_XML"}


def test_it_counts_what_it_holds(server: Server) -> None:
    store = described(server)
    # p0 to p3 are in both graphs, and once in their merge.
    assert rows(
        store,
        "SELECT ?triples ?classes ?properties { ?s sd:defaultDataset/sd:defaultGraph ?g ."
        " ?g void:triples ?triples ; void:classes ?classes ; void:properties ?properties }",
    ) == [("30", "1", "3")]
    named = rows(
        store,
        "SELECT ?name ?triples { ?s sd:defaultDataset/sd:namedGraph ?n ."
        " ?n sd:name ?name ; sd:graph/void:triples ?triples }",
    )
    assert named[:2] == [("http://example.org/graph/a", "30"), ("http://example.org/graph/b", "12")]
    for name, triples in named:
        counted = server.ask(
            f"SELECT (COUNT(*) AS ?n) {{ GRAPH <{name}> {{ ?s ?p ?o }} }}", "text/csv"
        )
        assert counted.text.split()[1] == triples


def test_it_says_that_it_calls_others_only_if_it_does(server: Server) -> None:
    asked = "SELECT ?it { ?s sd:feature ?it }"
    assert rows(described(server), asked) == []


@pytest.mark.parametrize(
    "accept", ["text/turtle", "application/n-triples", "application/ld+json", "application/rdf+xml"]
)
def test_in_every_format(accept: str, server: Server) -> None:
    heard = server.get("/sparql", accept)
    assert heard.media_type == accept
    assert len(described(server, accept)) == len(described(server))


def test_rows_are_not_acceptable_for_it(server: Server) -> None:
    heard = server.get("/sparql", "text/csv")
    assert (heard.status, heard.code) == (406, "not-acceptable")


def test_a_dataset_without_a_query_is_no_request_for_it(server: Server) -> None:
    assert server.get("/sparql?default-graph-uri=a:b").code == "bad-request"
    assert server.post("", "application/x-www-form-urlencoded").code == "bad-request"

"""The service describes itself: SPARQL 1.1 Service Description, with VoID."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pyoxigraph as ox
import pytest
from tests.endpoint.running import Server

SD, VOID = "http://www.w3.org/ns/sparql-service-description#", "http://rdfs.org/ns/void#"
MERGE = ox.DefaultGraph()
PREFIXES = f"PREFIX sd: <{SD}> PREFIX void: <{VOID}> PREFIX f: <http://www.w3.org/ns/formats/>"


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


def test_it_names_its_address_and_its_formats(knowing: Server) -> None:
    store = described(knowing)
    assert rows(store, "SELECT ?it { ?s a sd:Service ; sd:endpoint ?it }") == [(knowing.endpoint,)]
    assert rows(store, "SELECT ?it { ?s sd:supportedLanguage ?it }") == [(f"{SD}SPARQL11Query",)]
    formats = {
        one.rsplit("/", 1)[1] for (one,) in rows(store, "SELECT ?it { ?s sd:resultFormat ?it }")
    }
    assert formats >= {"SPARQL_Results_JSON", "SPARQL_Results_XML", "Turtle", "JSON-LD", "RDF_XML"}


def test_it_counts_what_it_holds(knowing: Server, knowledge: Path) -> None:
    quads = list(ox.Store.read_only(str(knowledge)))
    merged = [quad for quad in quads if quad.graph_name == MERGE]
    classes = {quad.object for quad in merged if quad.predicate.value.endswith("#type")}
    whole = len(merged), len(classes), len({quad.predicate for quad in merged})
    store = described(knowing)
    assert rows(
        store,
        "SELECT ?triples ?classes ?properties { ?s sd:defaultDataset/sd:defaultGraph ?g ."
        " ?g void:triples ?triples ; void:classes ?classes ; void:properties ?properties }",
    ) == [tuple(map(str, whole))]
    named = rows(
        store,
        "SELECT ?name ?triples { ?s sd:defaultDataset/sd:namedGraph ?n ."
        " ?n sd:name ?name ; sd:graph/void:triples ?triples }",
    )
    of_graphs = Counter(quad.graph_name.value for quad in quads if quad.graph_name != MERGE)
    assert named == sorted((name, str(count)) for name, count in of_graphs.items())


def test_it_says_that_it_calls_others_only_if_it_does(knowing: Server) -> None:
    asked = "SELECT ?it { ?s sd:feature ?it }"
    assert rows(described(knowing), asked) == []


@pytest.mark.parametrize(
    "accept", ["text/turtle", "application/n-triples", "application/ld+json", "application/rdf+xml"]
)
def test_in_every_format(accept: str, knowing: Server) -> None:
    heard = knowing.get("/sparql", accept)
    assert heard.media_type == accept
    assert len(described(knowing, accept)) == len(described(knowing))


def test_rows_are_not_acceptable_for_it(knowing: Server) -> None:
    heard = knowing.get("/sparql", "text/csv")
    assert (heard.status, heard.code) == (406, "not-acceptable")


def test_a_dataset_without_a_query_is_no_request_for_it(knowing: Server) -> None:
    assert knowing.get("/sparql?default-graph-uri=a:b").code == "bad-request"
    assert knowing.post("", "application/x-www-form-urlencoded").code == "bad-request"

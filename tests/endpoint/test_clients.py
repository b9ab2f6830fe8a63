"""Clients that others wrote ask a running server: SPARQLWrapper, rdflib's store, curl."""

from __future__ import annotations

import csv
import json
import subprocess
import urllib.error
from typing import Any

import pyoxigraph as ox
import pytest
import rdflib
from rdflib.plugins.stores.sparqlstore import SPARQLStore
from SPARQLWrapper import CSV, JSON, POST, POSTDIRECTLY, TURTLE, XML, SPARQLWrapper
from SPARQLWrapper.SPARQLExceptions import QueryBadFormed
from tests.endpoint.running import LARGE, RUNAWAY, Server
from tests.waiting import wait_until

PREFIX = "PREFIX : <http://example.org/>"
SELECT = f"{PREFIX} SELECT ?who ?name {{ ?who :name ?name }} ORDER BY ?who LIMIT 3"
NAMES = [f'Person {n}, "the {n}th"\nof them' for n in (0, 1, 10)]


def converted(client: SPARQLWrapper) -> Any:
    return client.queryAndConvert()


def wrapper(server: Server, query: str, form: str = JSON) -> SPARQLWrapper:
    client = SPARQLWrapper(server.endpoint)
    client.setQuery(query)
    client.setReturnFormat(form)
    return client


@pytest.mark.parametrize("how", ["GET", "POST", "POST directly"])
def test_sparqlwrapper_by_every_method(how: str, server: Server) -> None:
    client = wrapper(server, SELECT)
    if how != "GET":
        client.setMethod(POST)
    if how == "POST directly":
        client.setRequestMethod(POSTDIRECTLY)
    found = converted(client)
    assert [row["name"]["value"] for row in found["results"]["bindings"]] == NAMES


def test_sparqlwrapper_in_other_formats(server: Server) -> None:
    xml = converted(wrapper(server, SELECT, XML))
    assert len(xml.getElementsByTagName("result")) == 3
    rows = list(csv.reader(converted(wrapper(server, SELECT, CSV)).decode().splitlines(True)))
    assert [row[1] for row in rows[1:]] == NAMES
    assert converted(wrapper(server, "ASK {}"))["boolean"] is True
    turtle = converted(wrapper(server, "DESCRIBE <http://example.org/p1>", TURTLE))
    assert len(rdflib.Graph().parse(data=turtle, format="turtle")) == 3


def test_sparqlwrapper_names_a_dataset(server: Server) -> None:
    client = wrapper(server, f"{PREFIX} ASK {{ :p1 ?p ?o }}")
    client.addDefaultGraph("http://example.org/graph/people")
    assert converted(client)["boolean"] is True
    client.clearParameter("default-graph-uri")
    client.addDefaultGraph("http://example.org/graph/none")
    assert converted(client)["boolean"] is False


def test_sparqlwrapper_understands_refusals(server: Server) -> None:
    with pytest.raises(QueryBadFormed, match="line 1"):
        wrapper(server, "SELECT * { ?s }").query()
    with pytest.raises(urllib.error.HTTPError, match="413"):
        wrapper(server, LARGE).query()


def test_rdflib_asks_it_as_a_store(server: Server) -> None:
    graph = rdflib.Graph(SPARQLStore(server.endpoint, returnFormat="json"))
    assert [str(row[1]) for row in graph.query(SELECT)] == NAMES  # type: ignore[index]
    person = rdflib.URIRef("http://example.org/p1")
    assert len(list(graph.predicate_objects(person))) == 3


def curl(*arguments: str) -> str:
    command = ["curl", "--silent", "--show-error", "--max-time", "20", "--noproxy", "*", *arguments]
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout


@pytest.mark.curl
def test_curl(server: Server) -> None:
    text = curl("--data-urlencode", f"query={SELECT}", "-H", "Accept: text/csv", server.endpoint)
    assert [row[1] for row in csv.reader(text.splitlines(True))][1:] == NAMES
    asked = ("--get", "--data-urlencode", "query=ASK {}", server.endpoint)
    assert json.loads(curl(*asked))["boolean"] is True
    direct = ("-H", "Content-Type: application/sparql-query", "--data-binary", SELECT)
    assert len(json.loads(curl(*direct, server.endpoint))["results"]["bindings"]) == 3
    assert curl("--head", *asked).startswith("HTTP/1.1 200 OK")
    described = curl("-H", "Accept: application/n-triples", server.endpoint)
    assert list(ox.parse(described, format=ox.RdfFormat.N_TRIPLES))
    status = ("--output", "/dev/null", "--write-out", "%{http_code}")
    assert curl(*status, "--data-urlencode", "update=CLEAR ALL", server.endpoint) == "403"


@pytest.mark.curl
def test_curl_gives_up_and_the_query_is_stopped(server: Server) -> None:
    done = subprocess.run(
        [
            *("curl", "--silent", "--max-time", "0.3", "--noproxy", "*", "--get"),
            *("--data-urlencode", f"query={RUNAWAY}", server.endpoint),
        ],
        check=False,
    )
    assert done.returncode == 28
    wait_until(lambda: server.is_busy(running=0))

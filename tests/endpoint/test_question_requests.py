"""The questions of the library over HTTP."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.endpoint.running import Server, make_store, serving

from backbone_kg.graph.namespaces import DATA, PROJECT
from backbone_kg.knowledge import standard_ontology
from backbone_kg.sparql import all_queries
from backbone_kg.stores import EmbeddedStore, bring_ontology

NAME = "capacities-by-function"


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    path = tmp_path_factory.mktemp("library") / "store"
    with EmbeddedStore(path) as store:
        bring_ontology(store)
    with serving(path) as running:
        yield running


def test_every_question_is_listed_with_what_can_be_set(server: Server) -> None:
    told = server.get("/queries").json
    listed = {one["name"]: one for one in told["queries"]}
    assert set(listed) == {query.name for query in all_queries()}
    for query in all_queries():
        one = listed[query.name]
        assert (one["summary"], one["text"]) == (query.summary, query.text)
        assert one["form"] in {"select", "ask", "construct", "describe"}
        assert [each["name"] for each in one["parameters"]] == [
            each.name for each in query.parameters
        ]
        assert [each["name"] for each in one["columns"]] == [each.name for each in query.columns]
    assert told["limits"]["timeout"] == 30
    assert told["store"]["triples"] > 10_000
    assert told["prefixes"]["bkg"] == "https://w3id.org/backbone-kg/ontology#"


def test_a_value_can_be_chosen_where_there_are_so_many_and_no_more(server: Server) -> None:
    ontology = standard_ontology()
    known = {
        "framework": {one.slug: one.title for one in ontology.frameworks()},
        "kind of organization": {one.label: one.label for one in ontology.organization_types},
    }
    told = {one["name"]: one["parameters"] for one in server.get("/queries").json["queries"]}
    for query in all_queries():
        for parameter, one in zip(query.parameters, told[query.name], strict=True):
            values = dict.fromkeys(parameter.allowed) or dict.fromkeys(
                known.get(parameter.type, ())
            )
            assert [each["value"] for each in one["allowed"]] == list(values)
            for each in one["allowed"]:
                label = known.get(parameter.type, {}).get(each["value"], each["value"])
                assert each["label"] == (each["value"] if parameter.allowed else label)
                assert parameter.term(each["value"])  # whatever is offered is taken


def test_each_question_is_answered_at_its_address(server: Server) -> None:
    for query in all_queries():
        heard = server.get(f"/queries/{query.name}")
        assert heard.status == 200, (query.name, heard.text)


def test_an_answer_is_that_of_the_text(server: Server) -> None:
    text = server.get(f"/queries/{NAME}/text")
    assert text.media_type == "application/sparql-query"
    by_name, by_text = (
        server.get(f"/queries/{NAME}", "text/csv"),
        server.post(text.content, accept="text/csv"),
    )
    assert by_name.content == by_text.content
    assert int(by_name.headers["x-rows"]) > 20


def test_a_parameter_narrows_the_answer(server: Server) -> None:
    found = [
        (query, one)
        for query in all_queries()
        for one in query.parameters
        if one.type == "framework"
    ]
    query, parameter = found[0]
    address = f"/queries/{query.name}/text?{parameter.name}=mathematica"
    assert "<https://w3id.org/backbone-kg/framework/mathematica>" in server.get(address).text
    assert f"?_{parameter.name}" not in server.get(address).text.split("SELECT", 1)[1]


def test_what_cannot_be_set_is_refused(server: Server) -> None:
    for address in (f"/queries/{NAME}?no_such=1", f"/queries/{NAME}/text?no_such=1"):
        heard = server.get(address)
        assert (heard.status, heard.code) == (400, "bad-setting")
        assert "no_such" in heard.json["detail"]


def test_there_is_no_other_question(server: Server) -> None:
    for name in ("no-such", "..%2F..%2Fetc%2Fpasswd", "capacities-by-function.rq"):
        heard = server.get(f"/queries/{name}")
        assert (heard.status, heard.code) == (404, "not-found")


def test_labels_are_english_where_there_is_an_english_one(server: Server) -> None:
    labels = server.get("/labels").json
    assert labels["https://w3id.org/backbone-kg/framework/mathematica#build-trust"] == "Build trust"


def test_where_there_are_too_many_labels_those_of_data_are_left_out(tmp_path: Path) -> None:
    skos = "@prefix skos: <http://www.w3.org/2004/02/skos/core#> ."
    term = f"{PROJECT}term#word"
    words = f'<{term}> skos:prefLabel "Wort"@de, "word", "Word"@en-GB, "Another"@en .'
    partners = "".join(
        f'<{DATA}here/{n}> skos:prefLabel "A"@en, "B"@en, "C"@en, "D"@en .' for n in range(5_500)
    )
    graphs = {"urn:a": skos + partners, "urn:b": skos + words}
    with serving(make_store(tmp_path, graphs)) as running:
        labels = running.get("/labels").json
    assert len(labels) == 5_000
    assert labels[term] == "Another"
    assert labels[f"{DATA}here/0"] == "A"


def test_the_limits_hold_for_questions_too(server: Server) -> None:
    heard = server.get(f"/queries/{NAME}", "image/png")
    assert (heard.status, heard.code) == (406, "not-acceptable")
    heard = server.post("", path=f"/queries/{NAME}")
    assert (heard.status, heard.code) == (405, "method")

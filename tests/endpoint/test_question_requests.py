"""The questions of the library over HTTP."""

from __future__ import annotations

import asyncio
import json
from types import SimpleNamespace
from typing import cast

import pytest
from starlette.requests import Request
from starlette.types import Message
from tests.endpoint.running import Server

from backbone_kg.endpoint import Limits, Service, WorkerPool
from backbone_kg.graph.namespaces import DATA, PROJECT
from backbone_kg.isolation import Job
from backbone_kg.knowledge import standard_ontology
from backbone_kg.sparql import all_queries, results_text
from backbone_kg.stores import EmbeddedStore

NAME = "capacities-by-function"


class Pool:
    """Answers queries from a store in memory; without one, never."""

    def __init__(self, store: EmbeddedStore | None = None) -> None:
        self.store = store
        self.asked = 0

    async def ask(self, job: Job) -> SimpleNamespace:
        self.asked += 1
        if self.store is None:
            await asyncio.Event().wait()
        assert self.store
        return SimpleNamespace(content=results_text(self.store.query(job.text), "json").encode())


def service(pool: Pool) -> Service:
    return Service(cast(WorkerPool, pool), Limits())


async def never() -> Message:
    await asyncio.Event().wait()
    raise AssertionError


def request() -> Request:
    """Return one of a client that does not hang up."""
    return Request({"type": "http", "method": "GET", "headers": []}, never)


def test_every_question_is_listed_with_what_can_be_set(knowing: Server) -> None:
    told = knowing.get("/queries").json
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


def test_a_value_can_be_chosen_where_there_are_so_many_and_no_more(knowing: Server) -> None:
    ontology = standard_ontology()
    known = {
        "framework": {one.slug: one.title for one in ontology.frameworks()},
        "kind of organization": {one.label: one.label for one in ontology.organization_types},
    }
    told = {one["name"]: one["parameters"] for one in knowing.get("/queries").json["queries"]}
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


def test_each_question_is_answered_at_its_address(knowing: Server) -> None:
    for query in all_queries():
        heard = knowing.get(f"/queries/{query.name}")
        assert heard.status == 200, (query.name, heard.text)


def test_an_answer_is_that_of_the_text(knowing: Server) -> None:
    text = knowing.get(f"/queries/{NAME}/text")
    assert text.media_type == "application/sparql-query"
    by_name, by_text = (
        knowing.get(f"/queries/{NAME}", "text/csv"),
        knowing.post(text.content, accept="text/csv"),
    )
    assert by_name.content == by_text.content
    assert int(by_name.headers["x-rows"]) > 20


def test_a_parameter_narrows_the_answer(knowing: Server) -> None:
    found = [
        (query, one)
        for query in all_queries()
        for one in query.parameters
        if one.type == "framework"
    ]
    query, parameter = found[0]
    address = f"/queries/{query.name}/text?{parameter.name}=mathematica"
    assert "<https://w3id.org/backbone-kg/framework/mathematica>" in knowing.get(address).text
    assert f"?_{parameter.name}" not in knowing.get(address).text.split("SELECT", 1)[1]


def test_what_cannot_be_set_is_refused(knowing: Server) -> None:
    for address in (f"/queries/{NAME}?no_such=1", f"/queries/{NAME}/text?no_such=1"):
        heard = knowing.get(address)
        assert (heard.status, heard.code) == (400, "bad-setting")
        assert "no_such" in heard.json["detail"]


def test_there_is_no_other_question(knowing: Server) -> None:
    for name in ("no-such", "..%2F..%2Fetc%2Fpasswd", "capacities-by-function.rq"):
        heard = knowing.get(f"/queries/{name}")
        assert (heard.status, heard.code) == (404, "not-found")


def test_labels_are_english_where_there_is_an_english_one(knowing: Server) -> None:
    labels = knowing.get("/labels").json
    assert labels["https://w3id.org/backbone-kg/framework/mathematica#build-trust"] == "Build trust"


@pytest.mark.anyio
async def test_where_there_are_too_many_labels_those_of_data_are_left_out() -> None:
    skos = "PREFIX skos: <http://www.w3.org/2004/02/skos/core#>"
    term = f"{PROJECT}term#word"
    words = f'<{term}> skos:prefLabel "Wort"@de, "word", "Word"@en-GB, "Another"@en .'
    partners = "".join(
        f'<{DATA}here/{n}> skos:prefLabel "A"@en, "B"@en, "C"@en, "D"@en .' for n in range(5_500)
    )
    with EmbeddedStore() as store:
        store.oxigraph.update(f"{skos} INSERT DATA {{ {words} {partners} }}")
        labels = json.loads(bytes((await service(Pool(store)).labels(request())).body))
    assert len(labels) == 5_000
    assert labels[term] == "Another"
    assert [*labels.values()].count("A") > 4_900


@pytest.mark.anyio
async def test_the_list_of_questions_does_not_wait_for_queries(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("backbone_kg.endpoint.routes.SECONDS_TO_COUNT", 0.01)
    pool = Pool()
    busy = service(pool)
    for heard in await asyncio.gather(*(busy.queries(request()) for _ in range(9))):
        told = json.loads(bytes(heard.body))
        assert told["queries"]
        assert told["store"] is None
    assert pool.asked == 1  # one look into the store for all of them


def test_the_limits_hold_for_questions_too(knowing: Server) -> None:
    heard = knowing.get(f"/queries/{NAME}", "image/png")
    assert (heard.status, heard.code) == (406, "not-acceptable")
    heard = knowing.post("", path=f"/queries/{NAME}")
    assert (heard.status, heard.code) == (405, "method")

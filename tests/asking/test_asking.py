"""A question put to a store: which one is meant, what is refused, what it is called, in time."""

from __future__ import annotations

import threading
from pathlib import Path

import pyoxigraph as ox
import pytest

from backbone_kg import BackboneError, Results
from backbone_kg.asking import LONGEST, ask_store, check, labels_of, question_of
from backbone_kg.isolation import without_network
from backbone_kg.sparql import QueryError, query_from_text
from backbone_kg.stores import EmbeddedStore, Load, LoadRecord

DATA = """
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
INSERT DATA {
  <urn:a> rdfs:label "label of a"@en ; skos:prefLabel "Vertrauen"@de, "Trust"@en, "Trusting"@en .
  <urn:b> skos:prefLabel "Nur deutsch"@de ; rdfs:label "label of b" .
  <urn:c> skos:prefLabel " " .
  <urn:d> <urn:knows> <urn:a> .
}
"""


@pytest.fixture
def store() -> EmbeddedStore:
    made = EmbeddedStore()
    made.oxigraph.update(DATA)
    return made


# --- which question is meant --------------------------------------------------------------------


def test_a_question_is_a_name_a_file_or_a_text(tmp_path: Path) -> None:
    path = tmp_path / "mine.rq"
    path.write_text("#+ summary: Mine?\nASK {}", encoding="utf-8")
    named = question_of("capacities-by-function")
    assert named.summary.startswith("Which capacities")
    assert question_of(named) is named
    assert [question_of(one).summary for one in (path, str(path))] == ["Mine?", "Mine?"]
    for text in ("ASK {}", "DESCRIBE <urn:a>", "#+ summary: Mine?\nASK {}"):
        assert question_of(text).text == text


# --- what is refused ----------------------------------------------------------------------------


@pytest.mark.parametrize(
    "text",
    [
        "INSERT DATA { <urn:a> <urn:b> 1 }",
        "# SELECT\nPREFIX select: <urn:x> DELETE WHERE { ?a ?b ?c }",
        "CLEAR ALL",
        "LOAD <http://example.org/>",
    ],
)
def test_an_update_is_refused_and_nothing_changes(text: str, store: EmbeddedStore) -> None:
    before = set(store.oxigraph)
    with pytest.raises(BackboneError, match="this is an update"):
        ask_store(query_from_text(text), store)
    assert set(store.oxigraph) == before


@pytest.mark.parametrize(
    ("service", "told"),
    [
        ("<http://a.example/sparql>", "--allow-service http://a.example/sparql"),
        ("SILENT <http://a.example/sparql>", "--allow-service http://a.example/sparql"),
        ("?where", "does not settle who is called. Write the address in full"),
    ],
)
def test_a_call_to_another_service_is_refused(service: str, told: str) -> None:
    question = query_from_text(f"SELECT * {{ {{ SERVICE {service} {{ ?a ?b ?c }} }} }}")
    with pytest.raises(BackboneError, match=told):
        check(question)
    with pytest.raises(BackboneError, match=told):
        check(question, {"http://a.example/"})


def test_a_call_that_nobody_saw_coming_is_refused_too(
    store: EmbeddedStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("backbone_kg.asking.ask.check_calls", lambda *_: None)
    question = query_from_text("SELECT * { SERVICE <http://127.0.0.1:8/> { ?a ?b ?c } }")
    caught: list[QueryError] = []

    def without_means() -> None:
        without_network()
        with pytest.raises(QueryError) as refusal:
            ask_store(question, store)
        caught.append(refusal.value)

    thread = threading.Thread(target=without_means)
    thread.start()
    thread.join()
    assert [error.code for error in caught] == ["service-refused"]


def test_half_of_a_character_is_a_mistake_with_a_place(store: EmbeddedStore) -> None:
    with pytest.raises(QueryError, match="this is half of a character") as caught:
        ask_store(query_from_text("ASK {\n ?s ?p '\ud800' }"), store, timeout=30)
    assert (caught.value.line, caught.value.column) == (2, 9)
    assert str(caught.value).encode()


def test_a_service_that_is_allowed_is_not_refused() -> None:
    text = "ASK { SERVICE <http://a.example/sparql> { ?a ?b ?c } }"
    assert check(query_from_text(text), {"http://a.example/sparql"}) == "ask"


# --- mistakes in the text -----------------------------------------------------------------------


def test_a_mistake_is_shown_in_its_line(store: EmbeddedStore) -> None:
    text = "# a comment\nSELECT ?it\nWHERE {\n\t?it a bkg:Claim .\n}\n"
    for timeout in (None, 30.0):
        with pytest.raises(QueryError) as caught:
            ask_store(query_from_text(text, "claims"), store, timeout=timeout)
        assert (caught.value.line, caught.value.column) == (4, 8)
        assert str(caught.value) == (
            "claims.rq, line 4, column 8: the prefix bkg: is not declared. Put this in front: "
            "PREFIX bkg: <https://w3id.org/backbone-kg/ontology#>\n"
            "\n"
            "    \t?it a bkg:Claim .\n"
            "    \t      ^"
        )


def test_a_mistake_is_told_in_the_text_as_written_when_values_stand_in_it(
    store: EmbeddedStore,
) -> None:
    text = "#+ parameters: [{name: it}]\nSELECT * {\n  ?s ?_it ?o }\n"
    with pytest.raises(QueryError) as caught:
        ask_store(query_from_text(text), store, settings={"it": "x" * 50})
    assert (caught.value.line, caught.value.column) == (3, 6), str(caught.value)


def test_a_text_that_is_too_long_is_refused() -> None:
    check(query_from_text("ASK {} #".ljust(LONGEST), "long"))
    with pytest.raises(BackboneError, match=r"long\.rq: the query has 1,048,577 characters"):
        check(query_from_text("ASK {} #".ljust(LONGEST + 1), "long"))


def test_what_is_nested_too_deep_is_told_and_ends_nothing(store: EmbeddedStore) -> None:
    text = "ASK " + "{" * 20_000 + "}" * 20_000
    with pytest.raises(QueryError, match="nested too deep"):
        ask_store(query_from_text(text), store, timeout=30)


# --- in time ------------------------------------------------------------------------------------


def test_a_query_in_time_is_answered_the_same(store: EmbeddedStore, tmp_path: Path) -> None:
    question = query_from_text("SELECT ?it ?label { ?it ?p ?label } ORDER BY ?it ?label")
    expected = ask_store(question, store)
    found = ask_store(question, store, timeout=30)
    assert (found, found.labels) == (expected, expected.labels)
    triples = [ox.Triple(ox.NamedNode("urn:a"), ox.NamedNode("urn:b"), ox.Literal("x"))]
    record = LoadRecord("urn:g", "x", "0" * 64, "2025-09-30T00:00:00Z", "1", 1)
    with EmbeddedStore(tmp_path / "store") as on_disk:
        on_disk.load_all([Load.of(triples, record)])
    with EmbeddedStore(tmp_path / "store", read_only=True) as on_disk:
        assert ask_store(question, on_disk, timeout=30) == ask_store(question, on_disk)
        assert ask_store(question, on_disk).to_rows() == [{"it": "urn:a", "label": "x"}]


# --- what things are called ---------------------------------------------------------------------


def test_things_are_labeled_in_english_if_they_can_be(store: EmbeddedStore) -> None:
    found = ask_store(query_from_text("SELECT DISTINCT ?it { ?it ?p ?o }"), store)
    assert found.labels == {"urn:a": "Trust", "urn:b": "Nur deutsch"}
    assert ask_store(query_from_text("SELECT ?it { ?it ?p ?o }"), store, labels=False).labels == {}


def test_very_many_things_are_asked_for_in_parts() -> None:
    asked: list[str] = []

    def answer(text: str) -> Results:
        asked.append(text)
        return Results("select", ("thing", "property", "label"))

    assert labels_of([f"urn:{number}" for number in range(1001)], answer) == {}
    assert [text.count("<urn:") for text in asked] == [400, 400, 201]

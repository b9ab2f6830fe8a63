"""The findings of a file are kept in a store, can be asked for, and go when the file goes."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from tests.sparql.asked import ROOT
from tests.sparql.made_graphs import EX, graph, put, triple

from backbone_kg import Finding
from backbone_kg.base.errors import UnknownNameError
from backbone_kg.base.findings import Severity
from backbone_kg.stores import (
    PROVENANCE,
    EmbeddedStore,
    finding_triples,
    findings_by_file,
    remove_file,
)

A = triple("a", "p", "x")
NOTE = Finding("odd-column", Severity.INFO, "It is not known.", sheet="Partners", cell="K1")
ERROR = Finding(
    "unknown-partner", Severity.ERROR, "“X” is not listed.", "Add it.", sheet="Roles", cell="B7"
)
THING = Finding("no-name", Severity.WARNING, "It has no name.", iri=f"{EX}thing")
CODES = (
    "SELECT ?code (COUNT(*) AS ?n) { GRAPH ?g { ?finding <https://schema.org/about> ?file ; "
    "<https://w3id.org/backbone-kg/ontology#code> ?code } } GROUP BY ?code ORDER BY ?code"
)


@pytest.fixture
def store() -> Iterator[EmbeddedStore]:
    with EmbeddedStore() as made:
        yield made


def test_findings_come_back_worst_first_with_place_and_remedy(store: EmbeddedStore) -> None:
    put(store, "one", [A], details=(NOTE, THING, ERROR))
    put(store, "two", [A])
    assert findings_by_file(store) == {graph("one"): (ERROR, THING, NOTE)}


def test_a_file_that_is_loaded_again_has_the_findings_of_the_last_time(
    store: EmbeddedStore,
) -> None:
    put(store, "one", [A], details=(ERROR, NOTE))
    put(store, "two", [A], details=(NOTE,))
    put(store, "one", [A], details=(THING,))
    assert findings_by_file(store) == {graph("one"): (THING,), graph("two"): (NOTE,)}
    store.remove(graph("one"))
    assert findings_by_file(store) == {graph("two"): (NOTE,)}


def test_they_can_be_asked_in_sparql_and_are_not_in_the_merge(store: EmbeddedStore) -> None:
    put(store, "one", [A], details=(ERROR, NOTE))
    put(store, "two", [A], details=(ERROR,))
    assert store.query(CODES).to_rows() == [
        {"code": "odd-column", "n": 1},
        {"code": "unknown-partner", "n": 2},
    ]
    assert len(store.query("SELECT * { ?s ?p ?o }")) == 1


def test_the_query_of_the_guide_counts_files(store: EmbeddedStore) -> None:
    put(store, "one", [A], details=(ERROR, ERROR, NOTE))
    put(store, "two", [A], details=(ERROR,))
    guide = (ROOT / "docs" / "stores.md").read_text(encoding="utf-8")
    (text,) = (
        one for one in re.findall(r"```sparql\n(.*?)```", guide, re.DOTALL) if "?code" in one
    )
    assert store.query(text).to_rows() == [
        {"code": "unknown-partner", "files": 2, "example": ERROR.message},
        {"code": "odd-column", "files": 1, "example": NOTE.message},
    ]


def test_the_worst_of_very_many_are_kept() -> None:
    triples = finding_triples(graph("one"), [NOTE] * 100 + [ERROR])
    nodes = {each.subject for each in triples}
    assert len(nodes) == 100
    assert sum("Violation" in str(each.object) for each in triples) == 1


# --- taking a file out --------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["one.xlsx", graph("one")])
def test_a_file_is_taken_out_by_the_name_it_is_listed_with(store: EmbeddedStore, name: str) -> None:
    put(store, "one", [A], details=(ERROR,))
    two = put(store, "two", [A])
    remove_file(store, name)
    assert store.records() == (two,)
    about = f"SELECT ?s {{ GRAPH <{PROVENANCE}> {{ ?s ?p ?o }} }}"
    subjects = [str(row[0]) for row in store.query(about).rows]
    assert subjects
    assert not any(graph("one") in each for each in subjects)


def test_a_file_that_is_not_there_is_told_with_a_near_one(store: EmbeddedStore) -> None:
    put(store, "partners", [A])
    with pytest.raises(UnknownNameError, match=r"no file partnrs.xlsx .*mean “partners.xlsx”"):
        remove_file(store, "partnrs.xlsx")
    assert len(store.records()) == 1


def test_of_two_files_of_one_name_the_graph_must_be_named(store: EmbeddedStore) -> None:
    put(store, "one", [A])
    put(store, "other", [A], source="one.xlsx")
    with pytest.raises(UnknownNameError, match=graph("other")):
        remove_file(store, "one.xlsx")
    assert len(store.records()) == 2

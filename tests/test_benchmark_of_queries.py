"""The benchmark of the query library asks the same of each contestant."""

from __future__ import annotations

import pytest
from benchmarks.queries import Stores, ours, plain, within

from backbone_kg.sparql import LibraryQuery, all_queries, find_query, with_terms


@pytest.fixture(scope="module")
def stores() -> Stores:
    return Stores(3)


def text_of(question: LibraryQuery) -> str:
    return with_terms(question.text, question.bindings())


@pytest.mark.parametrize("question", all_queries(), ids=lambda question: question.name)
def test_both_stores_of_oxigraph_find_as_many_rows(stores: Stores, question: LibraryQuery) -> None:
    assert ours(stores, question) == plain(stores, text_of(question))


def test_rdflib_finds_as_many_rows(stores: Stores) -> None:
    question = find_query("partnerships")
    found = within(60, stores, text_of(question))
    assert found is not None
    assert found[1] == ours(stores, question) == 3


def test_rdflib_is_stopped_when_its_time_is_over(stores: Stores) -> None:
    endless = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }"
    assert within(0.2, stores, endless) is None


def test_a_query_that_rdflib_cannot_answer_is_told(stores: Stores) -> None:
    with pytest.raises(RuntimeError, match="rdflib could not answer"):
        within(60, stores, "SELECT nothing")

"""The library gives the same answers over a store, where every file is a graph of its own."""

from __future__ import annotations

from functools import cache

import pytest
from tests.sparql.asked import examples, plain

from backbone_kg.sparql import LibraryQuery, all_queries
from backbone_kg.stores import EmbeddedStore, bring_ontology, data_load


@cache
def store() -> EmbeddedStore:
    made = EmbeddedStore()
    bring_ontology(made)
    for partnership in examples().partnerships:
        made.load_all([data_load(partnership, sha256="")])
    return made


@pytest.mark.parametrize("question", all_queries(), ids=lambda question: question.name)
def test_a_store_says_the_same(question: LibraryQuery) -> None:
    results = store().query(question.text, bindings=question.bindings())
    expected = examples().ask_oxigraph(question, {})
    if results.kind == "graph":
        assert sorted(tuple(map(str, row)) for row in results.cells) == expected
    else:
        assert [tuple(map(plain, row)) for row in results.rows] == expected
        assert results.columns == tuple(column.name for column in question.columns)

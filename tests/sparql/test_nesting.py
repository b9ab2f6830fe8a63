"""What is nested too deep is refused before it ends the program; the rest is worked on."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterator

import pytest
from hypothesis import given
from tests.sparql.test_tokens_properties import TEXTS

from backbone_kg.isolation import Job, Worker
from backbone_kg.sparql import MOST_LEVELS, QueryError, all_queries, nesting_depth
from backbone_kg.stores import make_folder

SHAPES: dict[str, Callable[[int], str]] = {
    "groups": lambda n: f"ASK {{ {'{' * n}{'}' * n} }}",
    "brackets": lambda n: f"ASK {{ FILTER({'(' * n}1{')' * n}) }}",
    "functions": lambda n: f"ASK {{ FILTER({'IF(1, 1, ' * n}1{')' * n}) }}",
    "existence": lambda n: f"ASK {{ {'FILTER EXISTS { ' * n}{'}' * n} }}",
    "queries": lambda n: f"ASK {{ {'{ SELECT * { ' * n}{'} }' * n} }}",
    "sums": lambda n: f"ASK {{ FILTER(1{' + 1' * n}) }}",
    "signs": lambda n: f"ASK {{ FILTER(1{' -1' * n}) }}",
    "choices": lambda n: f"ASK {{ FILTER(?x = 1{' || ?x = 2' * n}) }}",
    "unions": lambda n: f"ASK {{ {{}}{' UNION {}' * n} }}",
    "options": lambda n: f"ASK {{ {'OPTIONAL {} ' * n} }}",
    "differences": lambda n: f"ASK {{ ?s ?p ?o {'MINUS { ?s ?p 1 } ' * n} }}",
    "variables": lambda n: f"ASK {{ {''.join(f'BIND(1 AS ?v{each}) ' for each in range(n))} }}",
    "columns": lambda n: f"SELECT {''.join(f'(1 AS ?v{each}) ' for each in range(n))} {{}}",
    "counts": lambda n: f"SELECT {''.join(f'(SUM(1) AS ?v{each}) ' for each in range(n))} {{}}",
}


@pytest.fixture(scope="module")
def worker(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Worker]:
    path = tmp_path_factory.mktemp("nested") / "store"
    make_folder(path)
    with contextlib.closing(Worker(path)) as running:
        yield running


@pytest.mark.parametrize("shape", SHAPES)
def test_the_deepest_that_is_allowed_is_worked_on(shape: str, worker: Worker) -> None:
    make = SHAPES[shape]
    count = MOST_LEVELS // (nesting_depth(make(101)) - nesting_depth(make(100)))
    while nesting_depth(make(count)) > MOST_LEVELS:
        count -= 1
    assert nesting_depth(make(count)) > MOST_LEVELS - 10
    assert worker.ask(Job(make(count))).kind in {"ask", "select"}


@pytest.mark.parametrize("shape", SHAPES)
def test_what_is_deeper_is_refused_and_ends_nothing(shape: str, worker: Worker) -> None:
    with pytest.raises(QueryError) as error:
        worker.ask(Job(SHAPES[shape](MOST_LEVELS + 1)))
    assert error.value.code == "query-depth"
    assert worker.alive


def test_lists_are_not_deep() -> None:
    values = " ".join(f"<http://example.org/a/b/{n}>" for n in range(9_999))
    triples = " ".join(f"?s ?p {n} ; ?q {n} , ({n} [] [ ?r -{n} ]) ." for n in range(999))
    for text in (
        f"SELECT * {{ VALUES ?x {{ {values} }} }}",
        f"ASK {{ ?x ?p ?o FILTER(?x IN ({values.replace(' ', ', ')})) }}",
        f"CONSTRUCT {{ {triples} }} WHERE {{}}",
    ):
        assert nesting_depth(text) < MOST_LEVELS / 2, text[:60]


def test_no_question_of_the_library_is_near_the_limit() -> None:
    assert max(nesting_depth(query.text) for query in all_queries()) < MOST_LEVELS / 10


@given(TEXTS)
def test_every_text_has_a_depth(text: str) -> None:
    assert 0 <= nesting_depth(text) <= 4 * len(text)


def test_what_stands_in_texts_and_comments_is_not_deep() -> None:
    assert (
        nesting_depth("ASK { ?s ?p '{{{{ + + +' } # ((((") == nesting_depth("ASK { ?s ?p '' }") == 4
    )

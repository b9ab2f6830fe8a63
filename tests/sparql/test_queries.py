"""Every question of the library has the same answer from two engines, and the expected one.

The answers about the examples stand in ``expected/``; UPDATE_GOLDEN=1 writes them anew. Answers
about the ontology are worked out another way in ``test_queries_on_the_ontology.py``. With nothing
set, two engines are asked of what is hardest to understand, in ``test_queries_counted_once.py``.
"""

from __future__ import annotations

import csv
import io
import os
from pathlib import Path

import pytest
from tests.sparql.asked import Row, examples, one_example, settings_of

from backbone_kg.sparql import LibraryQuery, all_queries

EXPECTED = Path(__file__).parent / "expected"
LIBRARY = all_queries()
ON_DATA = [question for question in LIBRARY if "ontology" not in question.tags]


def as_csv(question: LibraryQuery, rows: list[Row]) -> str:
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\n")
    columns = [column.name for column in question.columns] or ["subject", "predicate", "object"]
    writer.writerows([columns, *rows])
    return text.getvalue()


@pytest.mark.parametrize("question", LIBRARY, ids=lambda question: question.name)
def test_two_engines_give_the_same_answer_with_everything_set(question: LibraryQuery) -> None:
    settings = settings_of(question)
    assert set(settings) == {parameter.name for parameter in question.parameters} - (
        {"framework"} if question.name == "claims-by-party" else set()
    )
    here = one_example().ask_oxigraph(question, settings)
    assert here == one_example().ask_rdflib(question, settings)


@pytest.mark.parametrize("question", ON_DATA, ids=lambda question: question.name)
def test_the_answer_on_the_examples_is_the_expected_one(question: LibraryQuery) -> None:
    found = as_csv(question, examples().ask_oxigraph(question, {}))
    path = EXPECTED / f"{question.name}.csv"
    if os.environ.get("UPDATE_GOLDEN") == "1":
        path.write_text(found, encoding="utf-8")
    assert found == path.read_text(encoding="utf-8")


def test_each_expected_answer_belongs_to_a_question() -> None:
    assert {path.stem for path in EXPECTED.glob("*")} == {question.name for question in ON_DATA}


def test_the_order_of_rows_leaves_nothing_to_chance() -> None:
    for question in LIBRARY:
        assert "ORDER BY" in question.text or not question.columns, question.name

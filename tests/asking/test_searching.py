"""Finding questions by what people say."""

from __future__ import annotations

import pytest
from tests.cli.running import run

from backbone_kg import ontology, queries
from backbone_kg.asking import search


@pytest.mark.parametrize(
    ("words", "question"),
    [
        ("gap", "unfilled-roles"),
        ("gaps", "roles-hardest-to-fill"),
        ("depend", "sole-holders"),
        ("single point of failure", "sole-holders"),
        ("who carries too much", "partner-loads"),
        ("turnover", "roles-that-changed-hands"),
        ("staff", "fte-short"),
        ("Who holds which role?", "who-holds-what"),
        ("quote", "provenance"),
    ],
)
def test_words_that_people_use_lead_to_the_question(words: str, question: str) -> None:
    assert question in [one.name for one in queries(search=words)]


def test_a_word_of_the_question_itself_comes_first() -> None:
    assert queries(search="unfilled roles")[0].name == "unfilled-roles"


def test_every_question_is_found_by_its_own_words() -> None:
    every = queries()
    for question in every:
        found = [one.question for one in search(question.summary, every, ontology)]
        assert question in found, question.summary


def test_a_name_in_the_knowledge_base_is_offered_with_a_question_about_it() -> None:
    found = [(one.question.name, one.about) for one in search("trust", queries(), ontology)]
    assert ("claims-about", "Build trust") in found
    kinds = search("school district", queries(), ontology)
    assert [one.settings for one in kinds if one.about] == [{"kind": "K-12 school district"}]
    for one in (*kinds, *search("trust", queries(), ontology)):
        assert one.question.bindings(one.settings) or not one.about


def test_nothing_is_found_by_words_that_nobody_says_of_it() -> None:
    assert queries(search="zebra") == ()
    assert queries(search="the of") == ()
    done = run("queries", "--search", "zebra")
    assert (done.status, "No question is found by “zebra”" in done.out) == (0, True)
    assert "sole-holders" in run("queries", "--search", "depend").out

"""A mistake in a query is named, with its place."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backbone_kg.sparql import find_query, marked_line, mistake

SKOS = "PREFIX skos: <http://www.w3.org/2004/02/skos/core#>\n"


@pytest.mark.parametrize(
    ("text", "place", "problem"),
    [
        (
            "SELEC ?x { ?x ?y ?z }",
            (1, 1),
            "“SELEC” is not a word of SPARQL. Did you mean “SELECT”?",
        ),
        ("SELECT ?x\nWHERE { ?x b ?z }", (2, 12), "“b” is not a word of SPARQL."),
        ("SELECT * { ?x ?y ?z } LIMTI 3", (1, 23), "Did you mean “LIMIT”?"),
        ("SELECT ?x {\n  ?x a bkg:Claim }", (2, 8), "PREFIX bkg: <https://w3id.org/"),
        ("SELECT ?x { ?x a no:such }", (1, 18), "the prefix no: is not declared."),
        ("SELECT ?x { ?x ?y ?z", (1, 11), "this { is never closed."),
        ("SELECT ?x { ?x ?y ?z }\n}", (2, 1), "this } closes nothing."),
        ("SELECT ?x { FILTER(?x }", (1, 19), "this ( is not closed before }."),
        ("SELECT ?x { ?x ?y 'z }", (1, 19), "this quote has no other half."),
        ("SELECT ?x { ?x ?y '\ud800' }", (1, 20), "this is half of a character."),
        ("SELECT ?x { ?x ?y ?z \\ }", (1, 22), "“\\” cannot stand here."),
        ("SELECT ?x (COUNT(?y) AS ?n) { ?x ?p ?y }", (1, 40), "a variable that is unbound"),
        ("SELECT ?x {\n ?x <urn:b>\n}", (3, 1), "“}” does not fit here"),
        (f"{SKOS}SELECT * {{ ?x skos:prefLabel }}", (2, 30), "“}” does not fit here"),
    ],
)
def test_a_mistake_has_its_place(text: str, place: tuple[int, int], problem: str) -> None:
    found = mistake(text)
    assert found is not None
    assert problem in found.problem
    assert (found.line, found.column) == place


def test_a_query_has_none() -> None:
    assert mistake(find_query("capacities-by-function").text) is None


@given(st.text(st.sampled_from("SELECT*{}()[]?x a:b<>'\"#\n.;,\\ "), max_size=40))
def test_whatever_stands_there_a_mistake_is_in_the_text(text: str) -> None:
    found = mistake(text)
    if found is not None:
        assert 1 <= found.line <= text.count("\n") + 1
        assert found.column >= 1
        assert found.problem


def test_the_mark_stands_under_the_place() -> None:
    assert marked_line("a\n\tb c\r\n", 2, 4) == "    \tb c\n    \t  ^"
    assert marked_line("a\ud800c", 1, 3) == "    a\ufffdc\n      ^"
    assert marked_line("", 1, 1) == "    \n    ^"

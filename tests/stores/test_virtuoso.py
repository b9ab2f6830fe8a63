"""Questions in a form that Virtuoso answers as they are meant."""

from __future__ import annotations

import pyoxigraph as ox
import pytest

from backbone_kg.sparql.results import Results
from backbone_kg.stores.virtuoso import mended, with_dataset, without_unset


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("COALESCE(?a = ?_x, true)", "COALESCE( true)"),
        ("coalesce ( LCASE(STR(?a)) = LCASE(?_x) , true )", "coalesce ( true )"),
        ("COALESCE(?a = ?_x, COALESCE(?b = ?_y, true))", "COALESCE( COALESCE( true))"),
        ('COALESCE(?_x, "?_y")', 'COALESCE( "?_y")'),
    ],
)
def test_an_alternative_that_needs_what_is_not_set_goes(before: str, after: str) -> None:
    assert without_unset(f"ASK {{ FILTER({before}) }}") == f"ASK {{ FILTER({after}) }}"


@pytest.mark.parametrize(
    "text",
    [
        "COALESCE(?a = <urn:x>, true)",
        "COALESCE(?a = ?x, true)",
        "COALESCE(BOUND(?_x), true)",
        "COALESCE(?a = 1 || ?_x, true)",
        "COALESCE(IF(?a, 1, ?_x), true)",
        "COALESCE(?_x)",
        '"COALESCE(?_x, true)"',
        "COALESCE(?a = '?_x', true) # COALESCE(?_x, true)",
    ],
)
def test_everything_else_stays(text: str) -> None:
    assert without_unset(f"ASK {{ FILTER({text}\n) }}") == f"ASK {{ FILTER({text}\n) }}"


def test_other_engines_see_no_difference() -> None:
    store = ox.Store()
    store.add(ox.Quad(ox.NamedNode("urn:a"), ox.NamedNode("urn:p"), ox.Literal("x")))
    text = "SELECT ?s WHERE { ?s ?p ?o FILTER(COALESCE(?o = ?_x, true)) }"
    both = [Results.of(store.query(one)) for one in (text, without_unset(text))]
    assert both[0] == both[1]
    assert len(both[0]) == 1


@pytest.mark.parametrize(
    ("before", "behind"),
    [
        ("SELECT (EXISTS { ?a ?b ?c } AS ?d) ", "WHERE { GRAPH ?g {} }"),
        ("PREFIX where: <urn:where> # WHERE {\nASK", "{ GRAPH ?g {} }"),
        ("CONSTRUCT { ?s ?p ?o } ", "WHERE { GRAPH ?g { ?s ?p ?o } }"),
        ("CONSTRUCT { ?s ?p ?o } ", "{ GRAPH ?g { ?s ?p ?o } }"),
        ("CONSTRUCT ", "WHERE { ?s ?p ?o }"),
        ("DESCRIBE ?s ", "where { GRAPH ?g { ?s ?p ?o } }"),
        ("DESCRIBE <urn:s> ", ""),
    ],
)
def test_a_query_says_before_its_pattern_which_graphs_it_is_asked_of(
    before: str, behind: str
) -> None:
    text = with_dataset(before + behind, ["urn:d"], ["urn:m", "urn:n"])
    assert text == f"{before}FROM <urn:d> FROM NAMED <urn:m> FROM NAMED <urn:n> {behind}"
    if not before.endswith("ASK"):
        ox.Store().query(text)


def test_yes_and_no_and_the_answer_to_ask_are_put_right() -> None:
    boolean = ox.NamedNode("http://www.w3.org/2001/XMLSchema#boolean")
    one, other = ox.Literal("1", datatype=boolean), ox.Literal("1")
    found = Results("select", ("a", "b", "c"), ((one, other, None),))
    assert mended(found, asked=False).rows == ((ox.Literal(True), other, None),)
    assert mended(found, asked=True).answer is True
    assert mended(Results("select", ("a",), ()), asked=True).answer is False

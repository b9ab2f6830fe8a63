"""What is derived says which names are the same and on which days dates begin and end."""

from __future__ import annotations

from typing import TypeAlias

import pytest
from rdflib import Graph, Literal, URIRef
from rdflib.term import Node

from backbone_kg.graph import literal
from backbone_kg.graph.namespaces import PREFIXES
from backbone_kg.graph.rdflib_terms import (
    ASSIGNMENT,
    FIRST_DAY,
    LAST_DAY,
    NAME_KEY,
    PARTNER,
    PARTNERSHIP,
    POST,
    PREF_LABEL,
    TYPE,
    iri,
    term,
)
from backbone_kg.model import AS_OF_DAY, DERIVED, add_derived, standard_layout, without_derived

LAYOUT = standard_layout()
XSD = PREFIXES["xsd"]
NAME = "skos:prefLabel"
Stated: TypeAlias = dict[str, str | URIRef]
A, B = URIRef("https://example.org/a"), URIRef("https://example.org/b")


def derived(*things: tuple[URIRef, URIRef, Stated]) -> Graph:
    graph = Graph()
    for thing, kind, statements in things:
        graph.add((thing, TYPE, kind))
        for path, value in statements.items():
            node = value if isinstance(value, URIRef) else literal(value)
            graph.add((thing, term(path), node))
    add_derived(graph, LAYOUT)
    return graph


def date(day: str) -> Literal:
    return Literal(day, datatype=URIRef(f"{XSD}date"), normalize=False)


def name_keys(*things: tuple[URIRef, URIRef, Stated]) -> list[Node | None]:
    graph = derived(*things)
    return [graph.value(thing, NAME_KEY) for thing, _, _ in things]


@pytest.mark.parametrize(
    ("kind", "stated", "expected"),
    [
        (ASSIGNMENT, {"schema:startDate": "2019"}, ("2019-01-01", "")),
        (ASSIGNMENT, {"schema:endDate": "2020"}, ("", "2020-12-31")),
        (ASSIGNMENT, {"schema:startDate": "2019-06-15"}, ("2019-06-15", "")),
        (ASSIGNMENT, {"schema:startDate": "last spring", "schema:endDate": "2020-13"}, ("", "")),
        (ASSIGNMENT, {"schema:startDate": "3/4/21", "schema:endDate": "2021-02-30"}, ("", "")),
        (PARTNER, {"bkg:joined": "2019", "bkg:left": "2020-02"}, ("2019-01-01", "2020-02-29")),
        (PARTNERSHIP, {"bkg:asOf": "2025"}, ("", "")),
    ],
)
def test_a_date_has_the_day_it_begins_or_ends_with(
    kind: URIRef, stated: Stated, expected: tuple[str, str]
) -> None:
    graph = derived((A, kind, stated))
    found = [graph.value(A, path) for path in (FIRST_DAY, LAST_DAY)]
    assert found == [date(day) if day else None for day in expected]


@pytest.mark.parametrize(
    ("told", "day"), [("2025", "2025-12-31"), ("2024-02", "2024-02-29"), ("2025-13", None)]
)
def test_the_date_of_the_file_stands_for_its_last_day(told: str, day: str | None) -> None:
    found = derived((A, PARTNERSHIP, {"bkg:asOf": told})).value(A, iri(AS_OF_DAY))
    assert found == (day and date(day))


HELD: Stated = {"org:member": A, "bkg:role": term("mathematica:build-trust")}


@pytest.mark.parametrize(
    ("kind", "one", "other", "same"),
    [
        # what a person would call the same
        (PARTNER, {NAME: "Boys’ Club – North"}, {NAME: " boys' club - NORTH"}, True),
        (PARTNER, {NAME: "Pena"}, {NAME: "Peña"}, False),
        (PARTNER, {NAME: "Harbor School"}, {NAME: "Harbor Schools"}, False),
        # part and dates tell assignments apart, evidence does not
        (ASSIGNMENT, HELD, HELD, True),
        (ASSIGNMENT, HELD, HELD | {"bkg:evidence": "Minutes"}, True),
        (ASSIGNMENT, HELD, HELD | {"bkg:part": "lead"}, False),
        (ASSIGNMENT, HELD, HELD | {"schema:startDate": "2019"}, False),
        (ASSIGNMENT, HELD, HELD | {"schema:endDate": "2019"}, False),
    ],
)
def test_rows_that_are_the_same_have_one_key(
    kind: URIRef, one: Stated, other: Stated, same: bool
) -> None:
    first, second = name_keys((A, kind, one), (B, kind, other))
    assert first is not None
    assert second is not None
    assert (first == second) is same


def test_a_partner_and_a_role_of_one_name_are_not_the_same() -> None:
    first, second = name_keys((A, PARTNER, {NAME: "Funding"}), (B, POST, {"bkg:role": "Funding"}))
    assert first != second


def test_what_has_no_name_and_the_one_partnership_have_no_key() -> None:
    assert name_keys((A, PARTNER, {}), (B, ASSIGNMENT, {"org:member": A})) == [None, None]
    assert name_keys((A, PARTNERSHIP, {NAME: "River Valley"})) == [None]


def test_deriving_again_changes_nothing_and_replaces_what_somebody_wrote() -> None:
    graph = derived((A, PARTNER, {"skos:prefLabel": "A", "bkg:joined": "2019"}))
    expected = set(graph)
    for path in DERIVED:
        graph.add((A, iri(path), literal("1999-01-01")))
    graph.add((B, NAME_KEY, literal("of a thing that no sheet is about")))
    add_derived(graph, LAYOUT)
    assert set(graph) == expected
    add_derived(graph, LAYOUT)
    assert set(graph) == expected


def test_what_was_derived_can_be_left_out_of_a_copy() -> None:
    graph = derived((A, PARTNER, {"skos:prefLabel": "A", "bkg:joined": "2019"}))
    before = set(graph)
    copy = without_derived(graph)
    assert set(graph) == before
    assert set(copy) == {triple for triple in before if str(triple[1]) not in DERIVED}
    assert (A, PREF_LABEL, literal("A")) in copy
    assert len(copy) < len(graph)

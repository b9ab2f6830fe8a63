"""What is derived says which names are the same and on which days dates begin and end."""

from __future__ import annotations

import pytest
from rdflib import Graph, Literal, URIRef

from backbone_kg.graph import literal
from backbone_kg.graph.namespaces import PREFIXES
from backbone_kg.graph.terms import (
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
A, B = URIRef("https://example.org/a"), URIRef("https://example.org/b")


def derived(*things: tuple[URIRef, URIRef, dict[str, str | URIRef]]) -> Graph:
    graph = Graph()
    for thing, kind, statements in things:
        graph.add((thing, TYPE, kind))
        for path, value in statements.items():
            node = value if isinstance(value, URIRef) else literal(value)
            graph.add((thing, term(path), node))
    add_derived(graph, LAYOUT)
    return graph


def days(graph: Graph, thing: URIRef = A) -> tuple[str, str]:
    first, last = graph.value(thing, FIRST_DAY), graph.value(thing, LAST_DAY)
    return ("" if first is None else str(first), "" if last is None else str(last))


@pytest.mark.parametrize(
    ("begins", "ends", "expected"),
    [
        ("2019", "2020", ("2019-01-01", "2020-12-31")),
        ("2019-06", "2020-02", ("2019-06-01", "2020-02-29")),
        ("2019-06-15", "2020-06-15", ("2019-06-15", "2020-06-15")),
        ("", "2020", ("", "2020-12-31")),
        ("last spring", "2020-13", ("", "")),
        ("3/4/21", "2021-02-30", ("", "")),
    ],
)
def test_a_date_has_the_day_it_begins_or_ends_with(
    begins: str, ends: str, expected: tuple[str, str]
) -> None:
    dates: dict[str, str | URIRef] = {"schema:startDate": begins, "schema:endDate": ends}
    stated = {path: value for path, value in dates.items() if value}
    assert days(derived((A, ASSIGNMENT, stated))) == expected


def test_partners_have_days_of_joining_and_leaving() -> None:
    graph = derived((A, PARTNER, {"bkg:joined": "2019", "bkg:left": "2021-06"}))
    assert days(graph) == ("2019-01-01", "2021-06-30")
    assert graph.value(A, FIRST_DAY) == Literal(
        "2019-01-01", datatype=URIRef(f"{XSD}date"), normalize=False
    )


@pytest.mark.parametrize(
    ("told", "day"),
    [
        ("2025", "2025-12-31"),
        ("2024-02", "2024-02-29"),
        ("2025-09-30", "2025-09-30"),
        ("2025-13", None),
        ("last spring", None),
    ],
)
def test_the_date_of_the_file_stands_for_its_last_day(told: str, day: str | None) -> None:
    found = derived((A, PARTNERSHIP, {"bkg:asOf": told})).value(A, iri(AS_OF_DAY))
    date = URIRef(f"{XSD}date")
    assert found == (day and Literal(day, datatype=date, normalize=False))


def test_the_date_of_the_file_bounds_nothing() -> None:
    assert days(derived((A, PARTNERSHIP, {"bkg:asOf": "2025"}))) == ("", "")


def name_keys(*things: tuple[URIRef, URIRef, dict[str, str | URIRef]]) -> list[str | None]:
    graph = derived(*things)
    found = [graph.value(thing, NAME_KEY) for thing, _, _ in things]
    return [None if value is None else str(value) for value in found]


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("Boys’ Club – North", " boys' club - NORTH", True),
        ("Pena", "Peña", False),
        ("Harbor School", "Harbor Schools", False),
    ],
)
def test_names_that_a_person_would_call_the_same_have_one_key(
    one: str, other: str, same: bool
) -> None:
    path = "skos:prefLabel"
    first, second = name_keys((A, PARTNER, {path: one}), (B, PARTNER, {path: other}))
    assert first
    assert second
    assert (first == second) is same


def test_what_has_no_name_repeats_nothing() -> None:
    assert name_keys((A, PARTNER, {}), (B, ASSIGNMENT, {"org:member": A})) == [None, None]


def test_a_partner_and_a_role_of_one_name_are_not_the_same() -> None:
    first, second = name_keys(
        (A, PARTNER, {"skos:prefLabel": "Funding"}), (B, POST, {"bkg:role": "Funding"})
    )
    assert first != second


@pytest.mark.parametrize("path", ["bkg:part", "schema:startDate", "schema:endDate"])
def test_assignments_are_told_apart_by_part_and_dates(path: str) -> None:
    same: dict[str, str | URIRef] = {"org:member": A, "bkg:role": term("mathematica:build-trust")}
    keys = name_keys((A, ASSIGNMENT, same), (B, ASSIGNMENT, same))
    assert keys[0] == keys[1] is not None
    keys = name_keys((A, ASSIGNMENT, same), (B, ASSIGNMENT, same | {path: "2019"}))
    assert keys[0] != keys[1]


def test_assignments_are_not_told_apart_by_evidence() -> None:
    same: dict[str, str | URIRef] = {"org:member": A, "bkg:role": term("mathematica:build-trust")}
    keys = name_keys((A, ASSIGNMENT, same), (B, ASSIGNMENT, same | {"bkg:evidence": "Minutes"}))
    assert keys[0] == keys[1]


def test_the_one_partnership_has_no_key() -> None:
    assert name_keys((A, PARTNERSHIP, {"skos:prefLabel": "River Valley"})) == [None]


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

"""Which concepts a column of a crosswalk shows."""

from __future__ import annotations

import doctest
import importlib

import pytest
from docs.site.crosswalk_drawing import Entry
from docs.site.crosswalks import side
from rdflib import URIRef

from backbone_kg.knowledge.concepts import Activity, Concept, Framework, Function


def concept(name: str) -> Concept:
    return Concept(URIRef(f"https://example.org/f#{name}"), name.capitalize())


FRAMEWORK = Framework(
    Concept(URIRef("https://example.org/f"), "F"),
    functions=(
        Function(
            concept("lead"),
            capacities=(concept("listen"), concept("trust"), concept("tell")),
            activities=(Activity(concept("meet"), (Activity(concept("invite")),)),),
        ),
        Function(concept("learn"), capacities=(concept("count"),)),
        Function(concept("fund")),
    ),
    qualities=(concept("calm"), concept("fair")),
)


def shown(*compared: tuple[str, str]) -> list[tuple[str, str, int, bool]]:
    entries: tuple[Entry, ...] = side(
        FRAMEWORK, [(concept(name), how) for name, how in compared]
    ).entries
    return [(entry.label, entry.kind, entry.depth, entry.alone) for entry in entries]


def test_a_capacity_stands_under_its_function() -> None:
    assert shown(("trust", "close to"))[:2] == [
        ("Lead", "heading", 0, False),
        ("Trust", "concept", 1, False),
    ]


def test_what_is_not_compared_is_counted() -> None:
    assert shown(("lead", "close to"), ("trust", "close to"), ("fair", "same as")) == [
        ("Lead", "concept", 0, False),
        ("Trust", "concept", 1, False),
        ("not compared: 2 capacities", "remark", 1, False),
        ("Fair", "concept", 0, False),
        ("not compared: 2 functions and 1 quality", "remark", 0, False),
    ]


def test_an_activity_is_shown_only_when_it_is_compared() -> None:
    assert shown(("invite", "part of the broader"))[:2] == [
        ("Lead", "heading", 0, False),
        ("Invite", "concept", 1, False),
    ]
    assert "Meet" not in [label for label, *_ in shown(("lead", "close to"))]


def test_what_has_no_counterpart_says_so_unless_something_compares_all_the_same() -> None:
    assert ("Fund", "concept", 0, True) in shown(("fund", "no counterpart"))
    assert ("Fund", "concept", 0, False) in shown(
        ("fund", "no counterpart"), ("fund", "related to")
    )


@pytest.mark.parametrize("name", ["addresses", "placing", "crosswalk_drawing"])
def test_the_examples_in_the_code_hold(name: str) -> None:
    result = doctest.testmod(importlib.import_module(f"docs.site.{name}"))
    assert result.attempted > 0
    assert result.failed == 0

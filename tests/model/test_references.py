"""A name in a cell refers to one thing, however it is typed."""

from __future__ import annotations

import pytest
from rdflib import Graph, URIRef

from backbone_kg import Ontology
from backbone_kg.graph import literal, rdflib_terms
from backbone_kg.graph.namespaces import (
    FRAMEWORK,
    FRAMEWORKS,
    ORGANIZATION_TYPE,
    PARTNER,
    ROLE,
    term,
)
from backbone_kg.graph.rdflib_terms import (
    ALT_LABEL,
    FUNCTION,
    IN_SCHEME,
    POSITION,
    PREF_LABEL,
    TYPE,
)
from backbone_kg.knowledge import standard_ontology
from backbone_kg.model import References

ONTOLOGY = standard_ontology()
MATHEMATICA = ONTOLOGY.framework("mathematica")
REFERENCES = References(ONTOLOGY, MATHEMATICA)
LAKE = URIRef(FRAMEWORKS + "lake")


@pytest.fixture(scope="module")
def other() -> Ontology:
    """The ontology with a framework “Lake” of the functions “Listen” and “Build trust”.

    In it a backbone organization is also called “Board”, which is the label of another kind.
    """
    graph = Graph()
    for triple in ONTOLOGY.graph:
        graph.add(triple)
    graph.add((LAKE, TYPE, rdflib_terms.FRAMEWORK))
    graph.add((LAKE, PREF_LABEL, literal("Lake", language="en")))
    for position, label in enumerate(["Listen", "Build trust"], start=1):
        function = URIRef(f"{LAKE}#{position}")
        graph.add((function, TYPE, FUNCTION))
        graph.add((function, IN_SCHEME, LAKE))
        graph.add((function, POSITION, literal(str(position))))
        graph.add((function, PREF_LABEL, literal(label, language="en")))
    graph.add((rdflib_terms.term("orgtype:backbone-organization"), ALT_LABEL, literal("Board")))
    return Ontology(graph)


@pytest.mark.parametrize(
    ("of", "typed", "target"),
    [
        (ROLE, "Build trust", "mathematica:build-trust"),
        (ROLE, " BUILD  trust\u00a0", "mathematica:build-trust"),
        (ROLE, "build-trust", "mathematica:build-trust"),
        (
            ROLE,
            "https://w3id.org/backbone-kg/framework/mathematica#build-trust",
            "mathematica:build-trust",
        ),
        (ORGANIZATION_TYPE, "Local foundation", "orgtype:local-foundation"),
        (ORGANIZATION_TYPE, "community foundation", "orgtype:local-foundation"),
        (ORGANIZATION_TYPE, "local-foundation", "orgtype:local-foundation"),
        (ORGANIZATION_TYPE, "K–12 school district", "orgtype:k-12-school-district"),
    ],
)
def test_a_concept_is_found_by_label_other_name_short_name_and_iri(
    of: str, typed: str, target: str
) -> None:
    assert REFERENCES.find(of, typed) == term(target)


@pytest.mark.parametrize("typed", ["mathematica", "Mathematica capacities", MATHEMATICA.title])
def test_a_framework_is_found_by_its_names(typed: str) -> None:
    assert REFERENCES.find(FRAMEWORK, typed) == MATHEMATICA.concept.iri


@pytest.mark.parametrize(
    ("of", "typed"),
    [
        (ROLE, "Build trusts"),
        (ROLE, ""),
        (ROLE, "Local foundation"),
        (ORGANIZATION_TYPE, "Build trust"),
        (PARTNER, "Build trust"),
    ],
)
def test_what_is_not_a_name_of_that_class_is_not_found(of: str, typed: str) -> None:
    assert REFERENCES.find(of, typed) is None


def test_every_role_and_kind_is_found_by_its_label_and_goes_by_it() -> None:
    roles = [role for _, role in MATHEMATICA.roles]
    for of, concepts in ((ROLE, roles), (ORGANIZATION_TYPE, ONTOLOGY.organization_types)):
        for concept in concepts:
            assert REFERENCES.find(of, concept.label) == concept.iri
            assert REFERENCES.label(of, concept.iri) == concept.label
        assert REFERENCES.labels(of) == [concept.label for concept in concepts]


def test_a_function_is_no_role_where_its_capacities_are() -> None:
    assert REFERENCES.find(ROLE, "Manage relationships") is None


def test_of_one_framework_only_its_own_roles_can_be_named(other: Ontology) -> None:
    references = References(other, other.framework("lake"))
    assert references.labels(ROLE) == ["Listen", "Build trust"]
    assert references.find(ROLE, "Build trust") == f"{LAKE}#2"
    assert references.find(ROLE, "Advance policy") is None


def test_while_the_framework_is_not_known_the_roles_of_all_can_be_named(other: Ontology) -> None:
    references = References(other, None)
    assert references.find(ROLE, "Listen") == f"{LAKE}#1"
    assert references.find(ROLE, "Resolve conflict") == term("mathematica:resolve-conflict")


def test_a_name_keeps_referring_to_what_it_was_first_given_to() -> None:
    references = References(ONTOLOGY, MATHEMATICA)
    assert references.labels(PARTNER) == []
    first, second = "https://example.org/1", "https://example.org/2"
    references.add(PARTNER, "Harbor Schools", first)
    references.add(PARTNER, "HARBOR schools", second)
    assert references.find(PARTNER, "harbor schools") == first
    assert references.label(PARTNER, first) == "Harbor Schools"
    assert references.label(PARTNER, second) == "HARBOR schools"
    assert references.labels(PARTNER) == ["Harbor Schools", "HARBOR schools"]


def test_no_other_name_of_one_concept_hides_the_label_of_another(other: Ontology) -> None:
    references = References(other, None)
    assert references.find(ORGANIZATION_TYPE, "Board") == term("orgtype:board")

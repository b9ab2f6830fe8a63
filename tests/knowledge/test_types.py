"""Kinds of organization gather what is said of them under all of their names."""

from __future__ import annotations

import pytest
from tests.knowledge.river import river

from backbone_kg.base.errors import UnknownNameError
from backbone_kg.knowledge import Claim

ONTOLOGY = river()
SCHOOL = ONTOLOGY.type("school")


def labels(claims: tuple[Claim, ...]) -> list[str]:
    return [claim.label for claim in claims]


@pytest.mark.parametrize(
    "name", ["School", "schools", "school", "orgtype:school", "Academy", "brook:kind-academy"]
)
def test_a_kind_goes_by_its_names_and_by_those_of_the_sources(name: str) -> None:
    assert ONTOLOGY.type(name).label == "School"


def test_all_kinds_come_in_the_order_of_the_list() -> None:
    assert [kind.label for kind in ONTOLOGY.types()] == ["School", "Club", "Choir"]


def test_what_a_source_says_under_its_own_name_is_said_of_the_kind() -> None:
    assert labels(SCHOOL.benefits) == ["Knows children"]
    assert labels(SCHOOL.challenges) == ["Closed in summer"]
    assert [one.label for one in SCHOOL.could_hold[0].about] == ["Academy", "Build trust"]
    assert [one.label for one in SCHOOL.should_sit_on[0].about] == ["Academy", "Council"]
    assert SCHOOL.also_said == SCHOOL.candidacies == ()


def test_a_body_does_not_sit_on_itself_but_has_members() -> None:
    council = ONTOLOGY.type("Council")
    assert council.should_sit_on == council.also_said == ()
    assert [one.about[0].label for one in council.members] == ["Academy"]
    assert SCHOOL.members == ()


def test_a_match_of_the_source_to_the_list_counts_as_well() -> None:
    assert [one.about[0].label for one in ONTOLOGY.type("Club").could_hold] == ["Society"]


def test_a_kind_names_its_sources_and_what_is_broader_and_narrower() -> None:
    club = ONTOLOGY.type("Club")
    assert [(n.concept.label, n.listed_in, n.how) for n in club.names] == [
        ("Society", "Brook’s kinds", "close to")
    ]
    assert [one.label for one in club.narrower] == ["Choir"]
    assert [one.label for one in ONTOLOGY.type("choir").broader] == ["Club"]


def test_a_kind_that_only_a_source_has_is_told_as_the_source_has_it() -> None:
    crowd = ONTOLOGY.type("crowd")
    assert (crowd.label, crowd.is_listed) == ("Crowd", False)
    assert labels(crowd.also_said) == ["Crowds scatter"]
    assert [kind.label for kind in ONTOLOGY.other_types()] == ["Council", "Crowd"]


def test_outside_codes_are_apart_from_the_sources_names() -> None:
    more = "orgtype:school skos:broadMatch "
    more += "<https://w3id.org/backbone-kg/code-list/iati#80> ."
    more += "<https://w3id.org/backbone-kg/code-list/iati#80> skos:prefLabel 'Academic'@en ;"
    more += " skos:inScheme <https://w3id.org/backbone-kg/code-list/iati> ."
    more += "<https://w3id.org/backbone-kg/code-list/iati> skos:prefLabel 'IATI'@en ."
    school = river(more).type("school")
    assert [name.concept.label for name in school.names] == ["Academy"]
    assert {(code.home, code.other.name, code.how) for code in school.codes} == {
        ("IATI", "80", "part of the broader"),
    }


def test_an_unknown_kind_is_refused_with_a_near_one() -> None:
    with pytest.raises(UnknownNameError, match="Did you mean “School”"):
        ONTOLOGY.type("schol")


def test_in_a_notebook_a_kind_is_a_table_of_what_is_claimed() -> None:
    assert SCHOOL._repr_html_().count("<tr>") == 1 + len(SCHOOL.claims)

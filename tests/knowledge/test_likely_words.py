"""Somebody's own words lead to roles and kinds that can be chosen; unsure ones to a short list."""

from __future__ import annotations

import pytest

from backbone_kg.knowledge import KindWords, RoleWords, standard_ontology


@pytest.fixture(scope="module")
def roles() -> RoleWords:
    ontology = standard_ontology()
    return RoleWords(ontology, ontology["mathematica"])


@pytest.fixture(scope="module")
def kinds() -> KindWords:
    return KindWords(standard_ontology())


@pytest.mark.parametrize(
    ("words", "role"),
    [
        ("Conflict resolution", "Resolve conflict"),
        ("Cultivating champions", "Cultivate champions"),
        ("Promising practices", "Identify and share promising practices"),
        ("Fundraising", "Mobilize resources"),
        ("Raise money", "Mobilize resources"),
        ("Grant writing", "Mobilize resources"),
        ("advocacy", "Advance policy"),
        ("Policy agenda", "Advance policy"),
        ("convening", "Convene partners and bridge divisions"),
        ("facilitation", "Facilitate discussion and structure group engagement"),
        ("work plans", "Design and manage work plans"),
        ("direct services", "Pilot test and provide direct services"),
        ("Set vision", "Set a regional vision in collaboration with others"),
        ("Resource mobilization", "Mobilize resources"),
        ("Public will", "Build public will"),
    ],
)
def test_words_of_everyday_lead_to_the_one_role_they_mean(
    roles: RoleWords, words: str, role: str
) -> None:
    found = roles.likely(words)
    assert [(one.concept.label, one.how_sure) for one in found] == [(role, "likely")]
    assert found[0].why


def test_only_a_name_is_certain(roles: RoleWords) -> None:
    assert [one.how_sure for one in roles.likely("BUILD  trust")] == ["certain"]


@pytest.mark.parametrize("words", ["data", "Collect & share data", "Shared measurement"])
def test_words_that_may_mean_several_roles_give_them_all_as_possible(
    roles: RoleWords, words: str
) -> None:
    found = roles.likely(words)
    assert {one.how_sure for one in found} == {"possible"}
    assert 2 <= len(found) <= 4


@pytest.mark.parametrize("words", ["Manage relationships", "RELATIONSHIPS"])
def test_a_function_gives_its_capacities(roles: RoleWords, words: str) -> None:
    found = roles.likely(words)
    assert {one.how_sure for one in found} == {"possible"}
    assert [one.concept.label for one in found][1] == "Build trust"
    assert len(found) == 6
    assert roles.is_function("manage relationships")


@pytest.mark.parametrize("words", ["", "Logistics", "Tutoring", "TOTAL", "???"])
def test_words_that_resemble_no_role_give_none(roles: RoleWords, words: str) -> None:
    assert roles.likely(words) == ()


@pytest.mark.parametrize(
    ("words", "kind", "how_sure"),
    [
        ("School district", "K-12 school district", "certain"),
        ("Nonprofit", "Community-based organization", "certain"),
        ("Higher ed", "Higher education institution", "likely"),
        ("Chamber", "Employer", "likely"),
        ("Hospital", "Other stakeholder", "likely"),
        ("Steering Cmte", "Steering committee", "likely"),
        ("Millbrook ISD", "K-12 school district", "possible"),
        ("Mill Creek Fdn", "Foundation", "possible"),
        ("City of Millbrook", "City government", "possible"),
        ("Program Coordinator", "Individual", "possible"),
    ],
)
def test_words_and_names_lead_to_kinds_that_can_be_chosen(
    kinds: KindWords, words: str, kind: str, how_sure: str
) -> None:
    found = kinds.likely(words)
    assert found is not None
    assert (found.concept.label, found.how_sure) == (kind, how_sure)


@pytest.mark.parametrize("words", ["", "Data Hub", "Millbrook Together"])
def test_names_that_say_nothing_give_no_kind(kinds: KindWords, words: str) -> None:
    assert kinds.likely(words) is None


def test_every_kind_that_is_proposed_is_on_the_list(kinds: KindWords) -> None:
    listed = {one.label for one in standard_ontology().organization_types}
    assert {kind.label for _, kind in kinds._words} == listed

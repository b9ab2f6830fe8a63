"""Anything is found by any of its names, and a name that means several things finds them all."""

from __future__ import annotations

import json

import pytest
from tests.knowledge.river import mapping, river

from backbone_kg.base.errors import UnknownNameError
from backbone_kg.graph.namespaces import PROJECT

ONTOLOGY = river()


def found(name: str) -> list[str]:
    return [entry.short for entry in ONTOLOGY.find(name)]


@pytest.mark.parametrize(
    ("name", "short"),
    [
        ("see-far", "hill:see-far"),
        ("See far", "hill:see-far"),
        ("  SEE   FAR ", "hill:see-far"),
        ("hill:see-far", "hill:see-far"),
        (f"{PROJECT}framework/hill#see-far", "hill:see-far"),
        (f"<{PROJECT}framework/hill#see-far>", "hill:see-far"),
        ("river-1", "river-1"),
        ("Schools", "orgtype:school"),
        ("brook:benefit", "brook:benefit"),
        ("Knows children", "brook:benefit"),
        ("Rivers and hills", "source:brook-report"),
        ("source:stone-2001", "source:stone-2001"),
        ("Ann Brook", "agent:ann-brook"),
        ("bkg:Capacity", "bkg:Capacity"),
    ],
)
def test_a_thing_goes_by_label_other_name_short_name_and_address(name: str, short: str) -> None:
    assert found(name) == [short]


@pytest.mark.parametrize("name", ["build-trust", "Build trust", "build trust"])
def test_all_things_of_one_name_are_found_those_of_frameworks_by_kind(name: str) -> None:
    assert set(found("Build trust")) == {"river-2:walk", "hill:build-trust"}
    assert "hill:build-trust" in found(name)


def test_functions_come_before_capacities() -> None:
    assert [entry.kind for entry in ONTOLOGY.find("Build trust")] == ["function", "capacity"]


@pytest.mark.parametrize(
    ("name", "kind", "home"),
    [
        ("river-2", "framework", ""),
        ("calm", "quality", "Hill capacities"),
        ("ask", "activity", "The river, second edition"),
        ("choir", "kind of organization", "Kinds of organization"),
        ("brook:kinds", "list", ""),
        ("brook:one", "position", ""),
        ("brook:pull", "tension", ""),
        ("river-2:c1", "change", ""),
        ("Rivers and hills", "document", ""),
        ("Stones", "cited work", ""),
        ("River Club", "organization", ""),
        ("M. Stone", "person", ""),
        ("bkg:Capacity", "kind of thing", ""),
        ("bkg:requiresCapacity", "property", ""),
        ("A walk along the river", "study", ""),
    ],
)
def test_each_says_what_it_is_in_plain_words(name: str, kind: str, home: str) -> None:
    (entry,) = ONTOLOGY.find(name)
    assert (entry.kind, entry.home) == (kind, home)


@pytest.mark.parametrize(
    ("name", "near"),
    [
        ("see-fa", "“see-far”"),
        ("Buil trust", "“Build trust”"),
        ("river edition", "“The river, first edition” or “The river, second edition”"),
    ],
)
def test_an_unknown_name_is_refused_with_near_ones(name: str, near: str) -> None:
    with pytest.raises(UnknownNameError, match="Nothing here is called") as caught:
        ONTOLOGY.find(name)
    assert near in str(caught.value)


@pytest.mark.parametrize(("count", "named"), [(5, 5), (6, 0)])
def test_many_names_with_the_same_words_are_not_all_repeated(count: int, named: int) -> None:
    more = "".join(
        f"<urn:shore-{n}> a bkg:Term ; skos:prefLabel 'Shore that is long, {n}'@en ."
        for n in range(count)
    )
    with pytest.raises(UnknownNameError) as caught:
        river(more).find("that shore is long")
    assert str(caught.value).count("“Shore") == named


@pytest.mark.parametrize(
    "name", ["", "  ", ":", "::", "urn:nothing", "hill:", "<>", "brook:p9", "☃"]
)
def test_what_cannot_be_a_name_finds_nothing_and_does_not_break(name: str) -> None:
    with pytest.raises(UnknownNameError):
        ONTOLOGY.find(name)


# --- what is known of it -------------------------------------------------------------------------


def test_a_function_tells_its_capacities_and_a_capacity_its_function_and_holders() -> None:
    (lead,) = ONTOLOGY.find("Lead")
    assert [one.label for one in lead.narrower] == ["See far", "Build trust"]
    (trust,) = ONTOLOGY.find("hill:build-trust")
    assert [one.label for one in trust.broader] == ["Lead"]
    assert [one.named.label for one in trust.suggested] == ["Society", "Academy"]


def test_what_changed_is_told_on_both_sides() -> None:
    for name in ("river-1:talk", "river-2:listen"):
        (entry,) = ONTOLOGY.find(name)
        assert [change.label for change in entry.changes] == ["From talk to listening"]


def test_a_mapping_is_told_from_both_sides_with_its_reason() -> None:
    (walk,) = ONTOLOGY.find("river-2:walk")
    (lead,) = ONTOLOGY.find("hill:lead")
    assert [(one.how, one.other.label, one.comment) for one in walk.links] == [
        ("part of the broader", "Lead", "Walking is part of leading.")
    ]
    assert [(one.how, one.other.label) for one in lead.links] == [("broader than", "Build trust")]


def test_that_there_is_no_counterpart_is_told_with_the_reason() -> None:
    (keep,) = ONTOLOGY.find("river-2:keep")
    assert [(one.how, one.home, one.comment) for one in keep.links] == [
        ("no counterpart", "Hill capacities", "Nothing is kept on the hill.")
    ]


def test_that_nothing_of_another_list_corresponds_names_that_list() -> None:
    alone = mapping("hill", "skos:mappingRelation", "river-2#listen", "Nobody listens there.")
    (listen,) = river("", alone).find("river-2:listen")
    assert [(one.how, one.home, one.comment) for one in listen.links] == [
        ("no counterpart", "Hill capacities", "Nobody listens there.")
    ]


def test_a_claim_is_told_with_what_it_is_about_and_a_thing_with_its_claims() -> None:
    (claim,) = ONTOLOGY.find("brook:crowded")
    assert claim.claim is not None
    assert claim.claim.label == "Crowds scatter"
    (listen,) = ONTOLOGY.find("river-2:listen")
    assert [one.label for one in listen.claims] == ["Crowds scatter"]


def test_who_could_hold_a_role_is_told_of_the_role_once_and_of_the_kind_as_a_claim() -> None:
    (trust,) = ONTOLOGY.find("hill:build-trust")
    (academy,) = ONTOLOGY.find("Academy")
    assert trust.suggested
    assert trust.claims == ()
    assert "suitability claim" in [one.kind for one in academy.claims]


def test_a_position_tells_what_speaks_for_and_against_it() -> None:
    (entry,) = ONTOLOGY.find("brook:two")
    assert dict(entry.facts)["Disputed by"] == "Rivers flow; Fast or deep" or set(
        dict(entry.facts)["Disputed by"].split("; ")
    ) == {"Rivers flow", "Fast or deep"}


def test_documents_tell_who_wrote_them_and_who_cites_whom() -> None:
    (report,) = ONTOLOGY.find("Rivers and hills")
    (stones,) = ONTOLOGY.find("Stones")
    assert dict(report.facts)["Cites"] == "Stones"
    facts = dict(stones.facts)
    assert (facts["Cited by"], facts["Date"]) == ("Rivers and hills", "March 2001")
    assert facts["By"] == "M. Stone; P. Pebble; Q. Grit"


def test_a_list_tells_what_is_in_it() -> None:
    (entry,) = ONTOLOGY.find("Brook’s kinds")
    assert {one.label for one in entry.narrower} == {"Academy", "Society", "Crowd", "Council"}


@pytest.mark.parametrize(
    "entry", [e for n in ("Lead", "Keep", "brook:two") for e in ONTOLOGY.find(n)]
)
def test_an_entry_is_plain_data_and_a_table(entry: object) -> None:
    assert json.dumps(entry.to_dict())  # type: ignore[attr-defined]
    assert "<table>" in entry._repr_html_()  # type: ignore[attr-defined]


@pytest.mark.parametrize("name", ["Build trust", "Two bridges", "Ann Brook", "hill", "Stones"])
def test_every_short_name_finds_what_it_is_the_name_of(name: str) -> None:
    for entry in ONTOLOGY.find(name):
        assert entry in ONTOLOGY.find(entry.short)

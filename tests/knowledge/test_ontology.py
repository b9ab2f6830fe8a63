"""The knowledge base that ships: Mathematica's framework, the kinds of organization, and names.

What every part of it must have is checked by ``backbone-kg ontology check``, whether passages stand
in their documents by ``backbone-kg sources verify``.
"""

from __future__ import annotations

import copy
import dataclasses
import pickle
import shutil
from collections import Counter
from collections.abc import Callable
from functools import lru_cache
from pathlib import Path
from typing import Any

import pytest
from rdflib import RDF, Graph
from rdflib.term import Node
from tests.knowledge.river import river

from backbone_kg import BackboneError, Ontology
from backbone_kg.base.errors import UnknownNameError
from backbone_kg.base.names import key
from backbone_kg.base.shipped import ontology_dir
from backbone_kg.graph import read_turtle
from backbone_kg.graph.rdflib_terms import (
    CAPACITY,
    FRAMEWORK,
    FUNCTION,
    ORGANIZATION_TYPE,
    TYPE,
    iri,
    term,
)
from backbone_kg.knowledge import Concept, Framework, standard_ontology

ONTOLOGY = standard_ontology()
QUALITY, CONDITION = term("bkg:Quality"), term("bkg:Condition")
PRINCIPLE = term("bkg:Principle")
MATHEMATICA = ONTOLOGY["mathematica"]
TYPES = ONTOLOGY.organization_types


def values(predicate: str, subject: Node | None = None) -> list[Node]:
    return list(ONTOLOGY.graph.objects(subject, term(predicate)))


# --- Mathematica's framework ---------------------------------------------------------------------


def test_mathematica_has_four_functions_in_the_order_of_its_table() -> None:
    assert [function.label for function in MATHEMATICA.functions] == [
        "Manage relationships",
        "Manage knowledge",
        "Hold partners accountable to a shared agenda",
        "Orchestrate collective efforts",
    ]


def test_mathematica_has_23_capacities_in_the_order_of_its_table() -> None:
    assert [len(function.capacities) for function in MATHEMATICA.functions] == [6, 4, 6, 7]
    assert len({capacity.iri for _, capacity in MATHEMATICA.roles}) == 23
    for function in MATHEMATICA.functions:
        starts = [capacity.passages[0].start for capacity in function.capacities]
        assert starts == sorted(starts)


def test_mathematica_names_35_possible_holders_of_9_kinds() -> None:
    claims = [claim for found in ONTOLOGY.suitability.values() for claim in found]
    assert len(claims) == len(list(ONTOLOGY.graph.subjects(TYPE, term("bkg:SuitabilityClaim"))))
    assert len(claims) == 35
    assert len({(claim.role, claim.named.iri) for claim in claims}) == 35
    assert len({claim.named.iri for claim in claims}) == 9
    assert {claim.role for claim in claims} == {role.iri for _, role in MATHEMATICA.roles}


@pytest.mark.parametrize(
    ("capacity", "kinds"),
    [
        ("build-trust", ["Backbone organization"]),
        (
            "share-promising-practices",
            [
                "Community-based organization",
                "Research institution",
                "Local journalism/media nonprofit",
            ],
        ),
        ("set-regional-vision", ["Steering committee"]),
        (
            "use-data-for-improvement",
            ["Think tank", "Research institution", "K-12 school district"],
        ),
        ("advance-policy", ["Policy/advocacy liaison"]),
        ("mobilize-resources", ["Local foundations"]),
    ],
)
def test_possible_holders_of_a_capacity_are_those_of_its_row(
    capacity: str, kinds: list[str]
) -> None:
    claims = ONTOLOGY.suitability[str(term(f"mathematica:{capacity}"))]
    assert [claim.named.label for claim in claims] == kinds


def test_five_kinds_should_sit_on_the_steering_committee() -> None:
    claims = set(ONTOLOGY.graph.subjects(TYPE, term("bkg:MembershipClaim")))
    assert {ONTOLOGY.graph.value(c, term("bkg:aboutBody")) for c in claims} == {
        term("mathematica:steering-committee")
    }
    assert len({ONTOLOGY.graph.value(c, term("bkg:suggestsType")) for c in claims}) == 5


def test_every_suggested_kind_can_be_chosen_in_a_data_file() -> None:
    choices = {kind.iri for kind in TYPES}
    for claims in ONTOLOGY.suitability.values():
        for claim in claims:
            assert claim.types
            assert set(claim.types) <= choices


# --- the merged list of kinds of organization ----------------------------------------------------


def test_a_kind_is_a_case_of_itself_and_of_all_broader_ones() -> None:
    local = str(term("orgtype:local-foundation"))
    assert set(ONTOLOGY.broader_types[local]) == {local, str(term("orgtype:foundation"))}
    assert set(ONTOLOGY.broader_types) == {kind.iri for kind in TYPES}


# --- names ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "concepts",
    [
        list(TYPES),
        [framework.concept for framework in ONTOLOGY.frameworks()],
        *([role for _, role in framework.roles] for framework in ONTOLOGY.frameworks()),
    ],
)
def test_no_name_that_can_be_typed_means_two_things(concepts: list[Concept]) -> None:
    names = Counter(
        typed for c in concepts for typed in {key(n) for n in (c.label, *c.aliases, c.name)}
    )
    assert [typed for typed, count in names.items() if count > 1] == []


# --- finding a framework -------------------------------------------------------------------------


@pytest.mark.parametrize(
    "typed",
    [
        "mathematica",
        " MATHEMATICA ",
        "Mathematica capacities",
        "Mathematica and Equal Measure: functions as capacities",
        "https://w3id.org/backbone-kg/framework/mathematica",
    ],
)
def test_a_framework_is_found_by_any_of_its_names(typed: str) -> None:
    assert ONTOLOGY.framework(typed) is MATHEMATICA


def test_the_knowledge_base_is_asked_for_frameworks_by_name_and_goes_through_them() -> None:
    assert ONTOLOGY["Mathematica"] is MATHEMATICA
    assert list(ONTOLOGY) == list(ONTOLOGY.frameworks())
    assert len(ONTOLOGY) == len(ONTOLOGY.frameworks())
    with pytest.raises(UnknownNameError):
        ONTOLOGY["no such"]


def test_in_a_notebook_it_lists_its_frameworks() -> None:
    page = ONTOLOGY._repr_html_()
    assert page.count("<tr>") == 1 + len(ONTOLOGY)
    assert all(framework.slug in page for framework in ONTOLOGY)
    assert f"<Ontology of {len(ONTOLOGY)} frameworks: centering-equity, " in repr(ONTOLOGY)


def test_an_unknown_framework_is_refused_with_a_near_one_and_all_there_are() -> None:
    with pytest.raises(UnknownNameError, match="no framework “matematica”") as caught:
        ONTOLOGY.framework("matematica")
    assert "Did you mean “mathematica”?" in str(caught.value)
    with pytest.raises(UnknownNameError, match=r"There are: .*mathematica") as caught:
        ONTOLOGY.framework("quite another")
    assert "Did you mean" not in str(caught.value)


def test_the_vocabulary_gives_each_thing_to_name_its_class() -> None:
    classes: dict[Node, set[Node]] = {}
    for thing, predicate, of in ONTOLOGY.vocabulary:
        if predicate == str(RDF.type):
            classes.setdefault(iri(of), set()).add(iri(thing))
    assert classes == {
        FRAMEWORK: {iri(framework.concept.iri) for framework in ONTOLOGY.frameworks()},
        FUNCTION: set(ONTOLOGY.graph.subjects(TYPE, FUNCTION)),
        CAPACITY: set(ONTOLOGY.graph.subjects(TYPE, CAPACITY)),
        QUALITY: set(ONTOLOGY.graph.subjects(TYPE, QUALITY)),
        CONDITION: set(ONTOLOGY.graph.subjects(TYPE, CONDITION)),
        PRINCIPLE: set(ONTOLOGY.graph.subjects(TYPE, PRINCIPLE)),
        ORGANIZATION_TYPE: {iri(kind.iri) for kind in TYPES},
    }
    subclass = str(term("rdfs:subClassOf"))
    for kind in (FUNCTION, CAPACITY, QUALITY, CONDITION, PRINCIPLE):
        assert (str(kind), subclass, str(term("bkg:Assignable"))) in ONTOLOGY.vocabulary
        is_role = (str(kind), subclass, str(term("org:Role"))) in ONTOLOGY.vocabulary
        assert is_role is (kind in {FUNCTION, CAPACITY})


@pytest.mark.parametrize("framework", [MATHEMATICA, ONTOLOGY.reader.frameworks["mathematica"]])
def test_what_it_holds_can_be_copied_and_taken_apart(framework: Framework) -> None:
    copied = copy.deepcopy(framework)
    assert copied == framework
    assert copied.passages == framework.passages
    assert dataclasses.asdict(framework)["concept"]["label"] == framework.title


# --- reading a folder ----------------------------------------------------------------------------


def test_a_file_that_is_no_turtle_is_named_with_its_line(tmp_path: Path) -> None:
    (tmp_path / "frameworks").mkdir()
    (tmp_path / "frameworks" / "mine.ttl").write_text("<a:a> a <a:b> .\nwhat is this\n")
    with pytest.raises(BackboneError, match=r"mine\.ttl.*line 2"):
        Ontology.from_directory(tmp_path)


def test_other_names_of_a_concept_come_sorted() -> None:
    assert MATHEMATICA.concept.aliases == ("Mathematica", "Mathematica capacities")


# --- what is read when ---------------------------------------------------------------------------


@pytest.fixture
def reading(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The files that are read, each told when it is."""
    read: list[str] = []

    def noting(*paths: Path) -> Graph:
        read.extend(path.relative_to(ontology_dir()).as_posix() for path in paths)
        return read_turtle(*paths)

    monkeypatch.setattr("backbone_kg.knowledge.turtle_files.read_turtle", noting)
    return read


def test_names_and_checks_and_who_is_suggested_need_no_turtle(reading: list[str]) -> None:
    ontology = Ontology.from_directory(ontology_dir())
    assert ontology["fsg-2012-07"].roles
    assert ontology["fsg-2012-07"].document is not None
    assert ontology.organization_types
    assert ontology.broader_types
    assert ontology.vocabulary
    assert ontology.suitability
    assert reading == []


@pytest.mark.parametrize("ask", ["passages", "graph", "claims"])
def test_the_rest_is_read_when_it_is_asked_for_and_once(reading: list[str], ask: str) -> None:
    ontology = Ontology.from_directory(ontology_dir())
    if ask == "passages":
        assert ontology["mathematica"].functions[0].concept.passages
    elif ask == "claims":
        assert ontology.claims()
    else:
        assert getattr(ontology, ask)
    assert "passages/closter-rethinking-functions.ttl" in reading
    assert ontology.graph is ontology.graph
    assert [path for path, count in Counter(reading).items() if count > 1] == []


def test_what_is_read_later_holds_nothing_that_a_data_file_can_name() -> None:
    apart = Ontology.from_directory(ontology_dir())
    whole = Ontology(apart.graph)
    assert apart.frameworks() == whole.frameworks()
    assert apart.organization_types == whole.organization_types
    assert apart.broader_types == whole.broader_types
    assert set(apart.vocabulary) == set(whole.vocabulary)
    assert set(apart.names) < set(apart.graph)


def test_the_graph_has_the_mappings_and_their_reasons() -> None:
    mapped = [one for one in ONTOLOGY.mappings if one.subject and one.object]
    assert mapped
    for one in mapped:
        assert (iri(one.subject or ""), iri(one.predicate), iri(one.object or "")) in ONTOLOGY.graph
    comments = {str(text) for text in values("rdfs:comment")}
    assert {one.comment for one in ONTOLOGY.mappings} <= comments


def test_without_mappings_everything_else_is_there(tmp_path: Path) -> None:
    folder = tmp_path / "ontology"
    shutil.copytree(ontology_dir(), folder, ignore=shutil.ignore_patterns("*.sssom.tsv"))
    ontology = Ontology.from_directory(folder)
    assert ontology.mappings == ()
    assert ontology.history("fsg").changes
    assert ontology.find("mathematica:build-trust")[0].links == ()


# --- kept, copied, and told in short -------------------------------------------------------------


def parts(ontology: Ontology) -> dict[str, Any]:
    return {
        "ontology": ontology,
        "frameworks": ontology.frameworks(),
        "concept": ontology["river-2"].functions[0].concept,
        "history": ontology.history("river"),
        "crosswalk": ontology.crosswalk("river-2", "hill"),
        "kinds": ontology.types(),
        "entries": ontology.find("Keep"),
        "questions": ontology.positions(),
        "claims": ontology.claims(),
    }


RIVER = parts(river())


@pytest.mark.parametrize("name", RIVER)
@pytest.mark.parametrize("again", [lambda one: pickle.loads(pickle.dumps(one)), copy.deepcopy])
def test_each_can_be_kept_and_copied(name: str, again: Callable[[Any], Any]) -> None:
    thing = RIVER[name]
    twin = again(thing)
    if name == "ontology":
        assert set(twin.graph) == set(thing.graph)
        assert (twin.frameworks(), twin.mappings) == (thing.frameworks(), thing.mappings)
    else:
        assert twin == thing
        assert type(twin) is type(thing)
    if name == "concept":
        assert twin.passages == thing.passages != ()


def test_what_ships_is_kept_as_its_name_alone() -> None:
    kept = pickle.dumps((ONTOLOGY, ONTOLOGY.frameworks()))
    assert len(kept) < 3_500 * len(ONTOLOGY)
    ontology, frameworks = pickle.loads(kept)
    assert ontology is standard_ontology()
    assert frameworks[0].roles[0][1].passages


@pytest.mark.parametrize("name", RIVER)
def test_each_is_told_in_one_short_line(name: str) -> None:
    for thing in (RIVER[name], parts_of_standard()[name]):
        assert len(repr(thing)) < 300
        assert "\n" not in repr(thing)


@lru_cache
def parts_of_standard() -> dict[str, Any]:
    return {
        **dict.fromkeys(RIVER, ONTOLOGY),
        "frameworks": ONTOLOGY.frameworks(),
        "kinds": ONTOLOGY.types(),
        "questions": ONTOLOGY.positions(),
        "claims": ONTOLOGY.claims(),
        "entries": ONTOLOGY.find("Build public will"),
        "history": ONTOLOGY.history("fsg"),
    }


def test_the_short_form_says_what_it_is() -> None:
    assert repr(ONTOLOGY["fsg-2012-01"]) == "<Framework fsg-2012-01: 6 functions>"
    river_2 = RIVER["frameworks"][-1]
    assert repr(river_2.functions[0].concept) == "<Concept Listen>"
    assert repr(RIVER["history"]) == "<History The river: 2 editions, 4 changes>"
    assert repr(RIVER["entries"]).startswith("<2 things: river-")
    assert repr(RIVER["frameworks"]) == "<4 frameworks: hill, meadow, river-1, river-2>"


@pytest.mark.parametrize("name", ["frameworks", "kinds", "entries", "questions", "claims"])
def test_several_are_a_tuple_and_a_table(name: str) -> None:
    some = RIVER[name]
    assert some == tuple(some)
    assert type(some[:1]) is type(some)
    assert some._repr_html_().count("<tr>") == len(some) + 1


def test_a_long_table_says_that_it_is_cut() -> None:
    claims = ONTOLOGY.claims()
    assert len(claims) > 50
    told = claims._repr_html_()
    assert told.count("<tr>") == 51
    assert f"{len(claims)} claims (the first 50)" in told


# --- by name, by itself, and from a folder -------------------------------------------------------


def test_a_framework_is_in_it_by_any_name_and_by_itself() -> None:
    assert "fsg-2012-07" in ONTOLOGY
    assert ONTOLOGY["fsg-2012-07"].title in ONTOLOGY
    assert ONTOLOGY["fsg-2012-07"] in ONTOLOGY
    assert "build-trust" not in ONTOLOGY
    assert None not in ONTOLOGY
    assert RIVER["frameworks"][0] not in ONTOLOGY


def test_what_is_no_framework_leads_to_find() -> None:
    with pytest.raises(
        UnknownNameError, match=r"There is no framework “build-trust”.*find\(name\)"
    ):
        ONTOLOGY["build-trust"]


def test_frameworks_can_be_compared_themselves() -> None:
    one, other = ONTOLOGY["fsg-2012-01"], ONTOLOGY["fsg-2012-07"]
    assert ONTOLOGY.crosswalk(one, other) == ONTOLOGY.crosswalk(one.slug, other.slug)


@pytest.mark.parametrize(
    "ask",
    [
        lambda: ONTOLOGY.framework(None),  # type: ignore[arg-type]
        lambda: ONTOLOGY.crosswalk("mathematica", None),  # type: ignore[arg-type]
        lambda: ONTOLOGY.find(None),  # type: ignore[arg-type]
        lambda: ONTOLOGY.history(None),  # type: ignore[arg-type]
        lambda: ONTOLOGY.type(None),  # type: ignore[arg-type]
    ],
)
def test_nothing_for_a_name_is_refused_in_plain_words(ask: Callable[[], object]) -> None:
    with pytest.raises(BackboneError, match=r"A name is a text, such as “.*”, not None"):
        ask()


@pytest.mark.parametrize("kind", [str, Path])
def test_a_folder_is_named_by_a_text_or_a_path(kind: Callable[[Path], Any], tmp_path: Path) -> None:
    shutil.copy(ontology_dir() / "frameworks" / "fsg-2012-07.ttl", tmp_path)
    assert "fsg-2012-07" in Ontology.from_directory(kind(tmp_path))


@pytest.mark.parametrize("name", ["mathematica.build-trust--fsg", "schema.org organization"])
def test_neither_a_mapping_nor_an_address_is_a_hint(name: str) -> None:
    with pytest.raises(UnknownNameError) as caught:
        ONTOLOGY.find(name)
    hints = str(caught.value).partition("Did you mean")[2]
    assert "--" not in hints
    assert "://" not in hints

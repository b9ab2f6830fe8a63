"""The knowledge base is complete, and says of each thing which words it comes from.

If ``BACKBONE_KG_DOCUMENTS`` names a folder with the plain texts of the source documents, each
passage is also compared with its document, letter by letter.
"""

from __future__ import annotations

import hashlib
import os
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest
from rdflib import RDF, Literal, URIRef
from rdflib.term import Node

from backbone_kg.data import ontology_dir
from backbone_kg.errors import BackboneError, UnknownNameError
from backbone_kg.names import key
from backbone_kg.namespaces import (
    ALT_LABEL,
    CAPACITY,
    DEFINITION,
    FRAMEWORK,
    FUNCTION,
    IN_SCHEME,
    ORGANIZATION_TYPE,
    PREF_LABEL,
    PREFIXES,
    TYPE,
    term,
)
from backbone_kg.ontology import Concept, Ontology, SourcePassage, standard_ontology
from backbone_kg.turtle import read_turtle

ROOT = Path(__file__).resolve().parent.parent
FILES = sorted(ontology_dir().rglob("*.ttl"))
GRAPHS = {path.relative_to(ontology_dir()).as_posix(): read_turtle(path) for path in FILES}
ONTOLOGY = standard_ontology()
MATHEMATICA = ONTOLOGY.framework("mathematica")
TYPES = ONTOLOGY.organization_types
OWN = PREFIXES["bkg"]
QUOTED, PARAPHRASED = term("prov:wasQuotedFrom"), term("prov:wasDerivedFrom")
CLAIMS = [
    claim
    for kind in ("bkg:SuitabilityClaim", "bkg:MembershipClaim")
    for claim in sorted(ONTOLOGY.graph.subjects(TYPE, term(kind)), key=str)
]


def name(node: object) -> str:
    return str(node.iri if isinstance(node, Concept) else node).rpartition("#")[2]


def values(predicate: str, subject: Node | None = None) -> list[Node]:
    return list(ONTOLOGY.graph.objects(subject, term(predicate)))


def passages_of(node: Node) -> Iterator[SourcePassage]:
    for predicate in (QUOTED, PARAPHRASED):
        for passage in ONTOLOGY.graph.objects(node, predicate):
            yield ONTOLOGY._passage(passage)


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


def test_each_capacity_belongs_to_the_function_that_requires_it() -> None:
    for function, capacity in MATHEMATICA.roles:
        assert values("skos:broader", capacity.iri) == [function.concept.iri]
        assert values("skos:inScheme", capacity.iri) == [MATHEMATICA.concept.iri]


def test_the_top_concepts_of_mathematica_are_its_functions() -> None:
    functions = {function.concept.iri for function in MATHEMATICA.functions}
    assert set(values("skos:hasTopConcept", MATHEMATICA.concept.iri)) == functions
    assert set(ONTOLOGY.graph.subjects(term("skos:topConceptOf"))) == functions


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
    claims = ONTOLOGY.suitability[term(f"mm:{capacity}")]
    assert [claim.named.label for claim in claims] == kinds


def test_five_kinds_should_sit_on_the_steering_committee() -> None:
    claims = set(ONTOLOGY.graph.subjects(TYPE, term("bkg:MembershipClaim")))
    assert len(claims) == 5
    assert {ONTOLOGY.graph.value(c, term("bkg:aboutBody")) for c in claims} == {
        term("mm:steering-committee")
    }
    assert len({ONTOLOGY.graph.value(c, term("bkg:suggestsType")) for c in claims}) == 5


def test_every_claim_says_who_makes_it() -> None:
    makers = {term("prov:Agent")}
    for claim in CLAIMS:
        agents = values("prov:wasAttributedTo", claim)
        assert agents
        assert all(makers <= set(values("rdf:type", agent)) for agent in agents)


def test_every_suggested_kind_can_be_chosen_in_a_data_file() -> None:
    choices = {kind.iri for kind in TYPES}
    for claims in ONTOLOGY.suitability.values():
        for claim in claims:
            assert claim.types
            assert set(claim.types) <= choices


# --- nothing is claimed without its words --------------------------------------------------------

WITH_WORDS: list[Node] = [
    *sorted(
        node
        for kind in (FRAMEWORK, FUNCTION, CAPACITY, ORGANIZATION_TYPE)
        for node in ONTOLOGY.graph.subjects(TYPE, kind)
        if isinstance(node, URIRef)
    ),
    *CLAIMS,
]


@pytest.mark.parametrize("node", WITH_WORDS, ids=name)
def test_everything_that_a_source_says_points_to_its_words(node: Node) -> None:
    passages = list(passages_of(node))
    assert passages
    for passage in passages:
        assert 0 <= passage.start < passage.end
        assert passage.locator
        assert passage.document.title
        assert passage.document.citation
        assert re.fullmatch("[0-9a-f]{64}", passage.document.sha256)


def test_what_is_quoted_is_as_long_as_its_range() -> None:
    quoted = set(ONTOLOGY.graph.objects(None, QUOTED))
    assert len(quoted) > 30
    for node in quoted:
        passage = ONTOLOGY._passage(node)
        assert len(passage.quote) == passage.end - passage.start, passage.iri


def test_a_quoted_label_is_the_quotes_own() -> None:
    for _, capacity in MATHEMATICA.roles:
        assert [passage.quote for passage in capacity.passages] == [capacity.label]
    for function in MATHEMATICA.functions:
        assert function.concept.passages[0].quote.casefold() == function.label.casefold()


def test_every_passage_is_used() -> None:
    passages = set(ONTOLOGY.graph.subjects(TYPE, term("oa:SpecificResource")))
    used = {
        passage
        for predicate in (QUOTED, PARAPHRASED)
        for passage in ONTOLOGY.graph.objects(None, predicate)
    }
    assert passages == used


if "BACKBONE_KG_DOCUMENTS" in os.environ:
    _TEXTS = {
        hashlib.sha256(path.read_bytes()).hexdigest(): path.read_bytes().decode("utf-8")
        for path in Path(os.environ["BACKBONE_KG_DOCUMENTS"]).iterdir()
        if path.is_file()
    }

    @pytest.mark.parametrize(
        "passage",
        sorted(ONTOLOGY.graph.subjects(TYPE, term("oa:SpecificResource")), key=str),
        ids=name,
    )
    def test_the_passage_stands_in_its_document_letter_by_letter(passage: Node) -> None:
        found = ONTOLOGY._passage(passage)
        assert found.document.sha256 in _TEXTS, f"no text of {found.document.iri} in the folder"
        text = _TEXTS[found.document.sha256]
        assert found.end <= len(text)
        if found.quote:
            assert text[found.start : found.end] == found.quote

    def test_every_document_with_a_hash_is_there() -> None:
        hashes = {str(value) for value in values("schema:sha256")}
        assert len(hashes) == 5
        assert hashes <= set(_TEXTS)


# --- the merged list of kinds of organization ----------------------------------------------------


def test_kinds_of_organization_are_numbered_in_their_order() -> None:
    positions = [int(str(ONTOLOGY.graph.value(t.iri, term("bkg:position")))) for t in TYPES]
    assert positions == list(range(1, len(TYPES) + 1))


def test_a_kind_is_a_case_of_itself_and_of_all_broader_ones() -> None:
    local = term("orgtype:local-foundation")
    assert set(ONTOLOGY.broader_types[local]) == {local, term("orgtype:foundation")}
    assert set(ONTOLOGY.broader_types) == {kind.iri for kind in TYPES}


# --- names ---------------------------------------------------------------------------------------


def test_everything_in_a_scheme_has_one_label_and_definition_and_no_two_share_a_label() -> None:
    schemes: dict[Node, list[str]] = {}
    for concept, scheme in ONTOLOGY.graph.subject_objects(IN_SCHEME):
        (label,) = ONTOLOGY.graph.objects(concept, PREF_LABEL)
        (definition,) = ONTOLOGY.graph.objects(concept, DEFINITION)
        assert isinstance(label, Literal)
        assert isinstance(definition, Literal)
        assert (label.language, definition.language) == ("en", "en")
        assert definition.endswith(".")
        schemes.setdefault(scheme, []).append(key(label))
    assert len(schemes) >= 3
    for scheme, labels in schemes.items():
        assert [label for label, count in Counter(labels).items() if count > 1] == [], scheme


@pytest.mark.parametrize(
    "concepts",
    [
        TYPES,
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
        if predicate == RDF.type:
            classes.setdefault(of, set()).add(thing)
    assert classes == {
        FRAMEWORK: {framework.concept.iri for framework in ONTOLOGY.frameworks()},
        FUNCTION: set(ONTOLOGY.graph.subjects(TYPE, FUNCTION)),
        CAPACITY: set(ONTOLOGY.graph.subjects(TYPE, CAPACITY)),
        ORGANIZATION_TYPE: {kind.iri for kind in TYPES},
    }
    assert (CAPACITY, term("rdfs:subClassOf"), term("org:Role")) in ONTOLOGY.vocabulary


# --- reading a folder ----------------------------------------------------------------------------


def test_shapes_are_no_part_of_the_knowledge_base() -> None:
    assert term("sh:NodeShape") not in set(ONTOLOGY.graph.objects(None, TYPE))


def test_a_file_that_is_no_turtle_is_named_with_its_line(tmp_path: Path) -> None:
    (tmp_path / "frameworks").mkdir()
    (tmp_path / "frameworks" / "mine.ttl").write_text("<a:a> a <a:b> .\nwhat is this\n")
    with pytest.raises(BackboneError, match=r"mine\.ttl.*line 2"):
        Ontology.from_directory(tmp_path)


def test_other_names_of_a_concept_come_sorted() -> None:
    aliases = MATHEMATICA.concept.aliases
    assert list(aliases) == sorted(aliases)
    assert set(aliases) == {
        str(label) for label in ONTOLOGY.graph.objects(MATHEMATICA.concept.iri, ALT_LABEL)
    }

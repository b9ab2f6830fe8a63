"""What the knowledge base holds of the five documents: their counts and their traps."""

from __future__ import annotations

import pytest
from rdflib.term import Node

from backbone_kg.graph.rdflib_terms import PREF_LABEL, TYPE, term
from backbone_kg.knowledge import standard_ontology

ONTOLOGY = standard_ontology()
GRAPH = ONTOLOGY.graph


def value(node: Node, predicate: str) -> Node | None:
    return GRAPH.value(node, term(predicate))


def position(node: Node) -> int:
    return int(str(value(node, "bkg:position")))


def objects(node: Node, predicate: str) -> set[Node]:
    return set(GRAPH.objects(node, term(predicate)))


def in_scheme(scheme: str, kind: str = "bkg:OrganizationType") -> set[Node]:
    return {
        node
        for node in GRAPH.subjects(term("skos:inScheme"), term(scheme))
        if (node, TYPE, term(kind)) in GRAPH
    }


# --- What is known at second hand -----------------------------------------------------------------


# --- Kinds of organization ------------------------------------------------------------------------


def test_the_table_has_six_rows_each_with_a_benefit_and_a_challenge_and_the_text_behind_them() -> (
    None
):
    rows = in_scheme("klempin:table-types") | in_scheme(
        "klempin:table-types", "bkg:BackboneStructure"
    )
    assert len(rows) == 6
    for row in rows:
        for kind in ("bkg:BenefitClaim", "bkg:ChallengeClaim"):
            claims = [
                claim
                for claim in GRAPH.subjects(term("bkg:about"), row)
                if (claim, TYPE, term(kind)) in GRAPH
            ]
            assert len(claims) == 1
            words = objects(claims[0], "bkg:quotedFrom") | objects(claims[0], "bkg:paraphrasedFrom")
            places = {str(value(passage, "bkg:locator")) for passage in words}
            in_table = {place for place in places if "table row" in place}
            assert in_table
            assert places > in_table


def test_eight_structures_were_observed_and_the_lists_of_kinds_have_five_and_seven() -> None:
    assert len(in_scheme("klempin:observed-structures", "bkg:BackboneStructure")) == 8
    assert len(in_scheme("klempin:literature-types")) == 5
    assert len(in_scheme("edmondson:sectors")) == 7
    suggested = {
        value(claim, "bkg:suggestsType")
        for claim in GRAPH.subjects(TYPE, term("bkg:CandidacyClaim"))
    }
    assert suggested == in_scheme("klempin:literature-types")


# --- Claims ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("kind", "count"),
    [
        ("bkg:TensionClaim", 6),
        ("bkg:MembershipClaim", 5),  # who should sit on the steering committee
        ("bkg:SuitabilityClaim", 35),
    ],
)
def test_there_are_as_many_claims_of_a_kind_as_the_documents_make(kind: str, count: int) -> None:
    assert len(set(GRAPH.subjects(TYPE, term(kind)))) == count


def test_one_site_chose_its_backbone_in_six_steps() -> None:
    steps = sorted(GRAPH.subjects(TYPE, term("bkg:Step")), key=position)
    assert [position(step) for step in steps] == [1, 2, 3, 4, 5, 6]
    assert "consultant" in str(value(steps[0], "rdfs:label"))
    assert "Select" in str(value(steps[-1], "rdfs:label"))


def test_five_questions_are_contested_and_each_position_is_taken_by_somebody_who_is_named() -> None:
    questions = list(ONTOLOGY.positions())
    assert len(questions) == 5
    at_large = set(GRAPH.subjects(TYPE, term("bkg:LiteratureInGeneral")))
    for question in questions:
        assert len(question.positions) == 2
        for position in question.positions:
            holders = {agent.iri for agent in position.held_by}
            assert holders
            assert not holders & at_large


def test_a_claim_that_disputes_a_position_does_not_support_it() -> None:
    for claim in ONTOLOGY.claims():
        assert not {*claim.supports} & {*claim.disputes}


# --- Nobody is made to say what they did not say --------------------------------------------------


@pytest.mark.parametrize(
    ("claim", "held_by", "modality", "evidence"),
    [
        # One stakeholder; a few; another, who worried; some, and others.
        ("klempin:claim-challenge-multiple-organizations", "one", "could", "opinion"),
        ("klempin:claim-benefit-multiple-organizations", "some", "could", "opinion"),
        ("klempin:claim-challenge-workforce-organization", "one", "could", "opinion"),
        ("klempin:claim-benefit-workforce-organization", "some", "could", "opinion"),
        ("klempin:claim-benefit-community-based-organization", "some", "observed", "opinion"),
        ("klempin:claim-need-a-backbone", "most", "must", "opinion"),
        ("klempin:claim-primary-role", "most", "observed", "literature review"),
        ("klempin:claim-seven-of-eight", "all", "observed", "cross-site study"),
        ("fsg:claim-some-backbones-object", "some", "not said", "opinion"),
        ("schwenger:claim-point-of-view", "all", "must", "opinion"),
    ],
)
def test_who_holds_it_and_how_it_is_put_are_as_the_passage_has_them(
    claim: str, held_by: str, modality: str, evidence: str
) -> None:
    (found,) = (one for one in ONTOLOGY.claims() if one.iri == str(term(claim)))
    assert (found.held_by, found.modality, found.kind_of_evidence) == (held_by, modality, evidence)


def test_a_count_of_activities_is_no_view_on_what_a_backbone_must_be_able_to_do() -> None:
    forum = str(term("agent:collective-impact-forum"))
    said = [one for one in ONTOLOGY.claims() if forum in {who.iri for who in one.attributed_to}]
    assert {one.label for one in said} == {
        "The toolkit lists 43 activities",
        "Several organizations can share the role",
    }
    assert [one.takes for one in said if one.supports] == [(str(term("position:shared")),)]


@pytest.mark.parametrize(
    "claim",
    ["klempin:claim-typical-functions", "closter:claim-emerged-after-collaboration"],
)
def test_a_shared_vision_and_a_remark_on_history_take_no_side(claim: str) -> None:
    (found,) = (one for one in ONTOLOGY.claims() if one.iri == str(term(claim)))
    assert (found.supports, found.disputes) == ((), ())


def test_cited_works_have_their_own_authors_with_where_that_is_known_from() -> None:
    for work, authors in (
        ("channeling-change", {"F. Hanleybrown", "J. Kania", "M. Kramer"}),
        ("equity-soul-of-collective-impact", {"M. McAfee", "A. G. Blackwell", "J. Bell"}),
    ):
        source = term(f"source:{work}")
        assert {agent.name for agent in ONTOLOGY.source(source).creators} == authors
        assert value(source, "bkg:knownFrom")


# --- Traps ----------------------------------------------------------------------------------------


def test_the_two_turners_are_two_people() -> None:
    first, second = term("agent:turner-m-a"), term("agent:turner-s")
    assert second in objects(first, "owl:differentFrom")
    assert objects(term("source:turner-m-a-2015"), "dcterms:creator") == {first}
    assert second in objects(term("source:turner-s-2012"), "dcterms:creator")
    assert first not in objects(term("source:turner-s-2012"), "dcterms:creator")


def test_anchor_entity_is_two_terms() -> None:
    found = [
        node
        for node, label in GRAPH.subject_objects(PREF_LABEL)
        if str(label).startswith("Anchor entity") and (node, TYPE, term("bkg:Term")) in GRAPH
    ]
    assert len(found) == 2
    assert len({str(value(node, "skos:definition")) for node in found}) == 2
    documents = {
        value(passage, "oa:hasSource")
        for node in found
        for passage in objects(node, "bkg:quotedFrom")
    }
    assert len(documents) == 2


def test_build_public_will_is_a_capacity_here_and_a_function_there() -> None:
    capacity = term("mathematica:build-public-will")
    assert (capacity, TYPE, term("bkg:Capacity")) in GRAPH
    labels = [function.label for function in ONTOLOGY["fsg-2012-07"].functions]
    assert "Build public will" in labels


def test_one_guide_has_two_publishers_and_a_note_that_says_why() -> None:
    guide = term("source:backbone-starter-guide")
    publishers = objects(guide, "dcterms:publisher")
    assert {term("agent:aspen-institute-forum"), term("agent:collective-impact-forum")} < publishers
    assert "named twice" in str(value(guide, "skos:note"))


def test_one_of_the_five_documents_is_cited_by_another_and_not_doubled() -> None:
    edmondson = term("source:edmondson-organization-or-function")
    cited = objects(term("source:klempin-establishing-the-backbone"), "dcterms:references")
    assert edmondson in cited
    titles = [str(title) for title in GRAPH.objects(None, term("dcterms:title"))]
    assert len(titles) == len(set(titles))


def test_a_document_without_a_date_of_its_own_gets_none() -> None:
    dated = {
        document
        for document in GRAPH.subjects(term("schema:sha256"))
        if value(document, "dcterms:issued") is not None
    }
    # Its web address gives year and month.
    assert dated == {term("source:edmondson-organization-or-function")}

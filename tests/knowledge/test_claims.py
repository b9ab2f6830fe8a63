"""Claims keep who makes them and where; positions keep what speaks for and against them."""

from __future__ import annotations

import pytest
from tests.knowledge.river import river

from backbone_kg.base.errors import UnknownNameError
from backbone_kg.graph.rdflib_terms import SUBCLASS, iri, term
from backbone_kg.knowledge import NOWHERE, Claim

ONTOLOGY = river()


def named(label: str) -> Claim:
    (claim,) = (claim for claim in ONTOLOGY.claims() if claim.label == label)
    return claim


def labels(claims: tuple[Claim, ...]) -> list[str]:
    return [claim.label for claim in claims]


# --- one claim -----------------------------------------------------------------------------------


def test_a_claim_has_its_kind_its_words_and_what_it_is_about() -> None:
    claim = named("Knows children")
    assert (claim.kind, claim.of) == ("benefit", str(term("bkg:BenefitClaim")))
    assert claim.statement == "It knows the children."
    assert [one.label for one in claim.about] == ["Academy"]
    assert [passage.locator for passage in claim.passages] == ["Table 1, row 2"]


def test_what_another_document_reports_is_told_apart_from_what_its_author_says() -> None:
    reported, own = named("Knows children"), named("Closed in summer")
    assert [agent.name for agent in reported.attribution.second_hand] == ["M. Stone"]
    assert [document.short for document in reported.attribution.reported_in] == ["Brook"]
    assert [work.short for work in reported.primary_sources] == ["Stone et al. 2001"]
    assert [agent.name for agent in own.attribution.first_hand] == ["Ann Brook"]
    assert own.attribution.reported_in == own.primary_sources == ()


def test_a_claim_without_a_passage_is_kept() -> None:
    claim = named("Rivers flow")
    assert claim.passages == ()
    assert claim.attributed_to == ()
    assert [study.label for study in claim.evidence] == ["A walk along the river"]


def test_the_passages_of_a_claim_and_claims_of_one_kind_come_in_the_order_of_the_text() -> None:
    more = "brook:p3 a oa:SpecificResource ; oa:hasSource source:brook-report ;"
    more += " bkg:locator 'A note'@en ;"
    more += " oa:hasSelector [ a oa:TextPositionSelector ; oa:start 50 ; oa:end 60 ] ."
    more += "brook:a a bkg:BenefitClaim ; rdfs:label 'Later'@en ; bkg:paraphrasedFrom brook:p3 ."
    more += "brook:z a bkg:BenefitClaim ; rdfs:label 'Earlier'@en ;"
    more += " bkg:paraphrasedFrom brook:p3, brook:p1 ."
    claims = river(more).claims("benefit")
    assert labels(claims) == ["Knows children", "Earlier", "Later"]
    assert [one.locator for one in claims[1].passages] == ["Table 1, row 2", "A note"]


def test_a_tension_has_its_two_sides() -> None:
    assert named("Fast or deep").sides == ("Fast", "Deep")
    assert named("Rivers flow").sides == ()


def test_a_claim_says_who_of_them_holds_it_how_it_is_put_and_on_what_evidence() -> None:
    claim = named("Stone wants two")
    assert (claim.held_by, claim.modality, claim.kind_of_evidence) == ("all", "should", "opinion")


def test_as_plain_data_a_claim_names_what_it_is_about() -> None:
    told = named("Knows children").to_dict()
    assert [one["label"] for one in told["about"]] == ["Academy"]
    assert told["attribution"] == {
        "first_hand": [],
        "second_hand": ["M. Stone"],
        "reported_in": ["Brook"],
    }
    assert told["passages"][0]["document"]["title"] == "Rivers and hills"


# --- many ----------------------------------------------------------------------------------------


def test_no_claim_is_lost_or_told_twice() -> None:
    kinds = set(ONTOLOGY.graph.transitive_subjects(SUBCLASS, term("bkg:Claim")))
    stated = {node for kind in kinds for node in ONTOLOGY.graph.subjects(term("rdf:type"), kind)}
    claims = ONTOLOGY.claims()
    assert {iri(claim.iri) for claim in claims} == stated
    assert len(claims) == len(stated) == 13


@pytest.mark.parametrize(
    "typed", ["benefit", "Benefits", " BENEFIT ", "BenefitClaim", "bkg:BenefitClaim"]
)
def test_a_kind_of_claim_goes_by_several_names(typed: str) -> None:
    assert labels(ONTOLOGY.claims(typed)) == ["Knows children"]


def test_every_claim_is_a_claim_whatever_its_kind() -> None:
    assert ONTOLOGY.claims("claim") == ONTOLOGY.claims()


def test_an_unknown_kind_is_refused_with_a_near_one() -> None:
    with pytest.raises(
        UnknownNameError, match=r"no kind of claim “benefitt”.*Did you mean “benefit”"
    ):
        ONTOLOGY.claims("benefitt")


@pytest.mark.parametrize(
    ("about", "found"),
    [
        ("Academy", {"Knows children", "Closed in summer"}),
        ("river-2:listen", {"Crowds scatter"}),
        ("river-2", {"Rivers flow"}),
    ],
)
def test_claims_are_found_by_what_they_are_about(about: str, found: set[str]) -> None:
    assert found <= set(labels(ONTOLOGY.claims(about=about)))
    assert labels(ONTOLOGY.claims("risk", about=about)) == sorted(found & {"Crowds scatter"})


def test_steps_come_in_their_order_and_not_in_that_of_the_text() -> None:
    assert labels(ONTOLOGY.claims("step")) == ["Undress", "Swim"]


# --- positions -----------------------------------------------------------------------------------


def test_a_question_has_its_positions_in_order_with_what_speaks_for_and_against() -> None:
    (question,) = ONTOLOGY.positions()
    assert question.concept.label == "One bridge, or two?"
    one, two = question.positions
    assert (one.claim.label, two.claim.label) == ("One bridge", "Two bridges")
    assert [agent.name for agent in two.held_by] == ["M. Stone"]
    assert labels(one.supported_by) == ["Rivers flow", "Brook wants one"]
    assert labels(one.disputed_by) == []
    assert one.claim.attributed_to == named("Brook wants one").attributed_to
    assert labels(two.disputed_by) == ["Rivers flow", "Fast or deep"]
    assert labels(question.also) == ["Bridges cost"]


def test_a_claim_about_a_question_that_takes_a_side_is_told_there_alone() -> None:
    more = "brook:toll a bkg:Claim ; rdfs:label 'Tolls'@en ; bkg:about brook:question ."
    more += " brook:r a bkg:ClaimReading ; bkg:ofClaim brook:toll ; bkg:supports brook:one ."
    (question,) = river(more).positions()
    assert labels(question.positions[0].supported_by) == ["Tolls", "Rivers flow", "Brook wants one"]
    assert labels(question.also) == ["Bridges cost"]


@pytest.mark.parametrize("words", ["1", "bridge", "TWO bridges", "question", ""])
def test_a_question_is_asked_for_by_number_or_words(words: str) -> None:
    assert ONTOLOGY.positions(words) == ONTOLOGY.positions()


@pytest.mark.parametrize("words", ["2", "0", "tunnel", "bri"])
def test_a_question_that_is_not_there_is_refused_with_those_that_are(words: str) -> None:
    with pytest.raises(UnknownNameError, match=r"1\. One bridge, or two\?"):
        ONTOLOGY.positions(words)


# --- who could hold a role -----------------------------------------------------------------------


def test_a_suggested_kind_is_matched_whichever_way_the_match_is_written() -> None:
    holders = ONTOLOGY.suitability[ONTOLOGY["hill"].capacities[1].iri]
    assert {one.named.label: one.types for one in holders} == {
        "Academy": (str(term("orgtype:school")),),
        "Society": (str(term("orgtype:club")),),
    }


def test_a_suggestion_without_a_passage_stays_and_points_nowhere() -> None:
    holders = ONTOLOGY.suitability[ONTOLOGY["hill"].capacities[1].iri]
    (bare,) = (one for one in holders if one.named.label == "Society")
    assert bare.passages == ()
    assert bare.passage == NOWHERE


def test_a_suggestion_of_a_kind_of_the_merged_list_is_that_kind() -> None:
    more = "brook:direct a bkg:SuitabilityClaim ; bkg:aboutCapacity hill:see-far ;"
    more += " bkg:suggestsType orgtype:choir ."
    (holder,) = river(more).suitability[ONTOLOGY["hill"].capacities[0].iri]
    assert holder.types == (str(term("orgtype:choir")),)


def test_in_a_notebook_claims_and_questions_are_tables() -> None:
    assert "as reported by" in named("Knows children")._repr_html_().lower()
    (question,) = ONTOLOGY.positions()
    assert "Two bridges" in question._repr_html_()


def test_holders_are_reported_by_the_documents_of_their_own_claims_or_else_by_all() -> None:
    more = """
    source:dale-report a schema:CreativeWork ; dcterms:title "Dales"@en ; dcterms:creator
        agent:dale ; schema:sha256 "1" .
    agent:dale a foaf:Person ; foaf:name "Di Dale" .
    agent:miller a foaf:Person ; foaf:name "Mo Miller" .
    brook:d1 a oa:SpecificResource ; oa:hasSource source:dale-report ; bkg:locator "top"@en .
    brook:two bkg:paraphrasedFrom brook:d1 .
    brook:grain a bkg:Claim ; rdfs:label "Grain"@en ;
        prov:wasAttributedTo agent:miller ; bkg:paraphrasedFrom brook:d1 .
    brook:club a bkg:Claim ; rdfs:label "Club"@en ; prov:wasAttributedTo agent:river-club .
    brook:r6 a bkg:ClaimReading ; bkg:ofClaim brook:grain ; bkg:takesPosition brook:two .
    brook:r7 a bkg:ClaimReading ; bkg:ofClaim brook:club ; bkg:takesPosition brook:two .
    """
    (question,) = river(more).positions()
    (two,) = (one for one in question.positions if one.label == "Two bridges")
    held = {
        agent.name: [document.short for document in told.reported_in]
        for told, _ in two.holders
        for agent in told.second_hand
    }
    assert held["Mo Miller"] == ["Dale"]
    assert held["M. Stone"] == ["Brook"]
    assert held["River Club"] == ["Brook", "Dale"]

"""Documents, passages, concepts and frameworks, as they are read from a graph."""

from __future__ import annotations

import json

import pytest
from rdflib import URIRef
from tests.knowledge.river import river

from backbone_kg.graph.namespaces import PROJECT
from backbone_kg.knowledge import (
    NOWHERE,
    Activity,
    Agent,
    Concept,
    Framework,
    Function,
    SourceDocument,
    attribution_of,
)

ONTOLOGY = river()
SECOND = ONTOLOGY["river-2"]
ANN = Agent("urn:ann", "Ann Brook", is_person=True)
CLUB = Agent("urn:club", "River Club")
BEN = Agent("urn:ben", "B. de Vries", is_person=True)


def document(name: str, *creators: Agent, issued: str = "") -> SourceDocument:
    return SourceDocument(f"urn:{name}", name, "", issued=issued, creators=creators)


# --- roles: what partners can hold ---------------------------------------------------------------


def roles(slug: str) -> list[tuple[str, str]]:
    return [(function.label, role.label) for function, role in ONTOLOGY[slug].roles]


def test_capacities_are_roles_and_so_are_functions_without_capacities() -> None:
    assert roles("hill") == [("Lead", "See far"), ("Lead", "Build trust"), ("Rest", "Rest")]


def test_qualities_are_roles_only_where_there_is_no_function() -> None:
    assert roles("meadow") == [("Wide", "Wide"), ("Open", "Open")]
    assert [quality.label for quality in ONTOLOGY["hill"].qualities] == ["Calm"]


# --- a framework ---------------------------------------------------------------------------------


def test_a_framework_tells_where_it_comes_from() -> None:
    first = ONTOLOGY["river-1"]
    assert (first.issued, SECOND.issued) == ("2001-03", "2003")
    assert [agent.name for agent in SECOND.attributed_to] == ["Ann Brook", "River Club"]
    assert (first.replaces, SECOND.replaces) == ((), ("river-1",))
    assert first.document is not None
    assert first.document.title == "Rivers and hills"
    assert [work.title for work in first.primary_sources] == ["Stones"]
    assert first.reported_in == first.document
    assert SECOND.reported_in is None
    assert SECOND.activity_count == 9
    assert [passage.locator for passage in SECOND.passages] == ["the end"]


def test_activities_stand_under_their_function_or_activity_or_else_at_the_end() -> None:
    (listen, walk, keep) = SECOND.functions
    assert [activity.label for activity in listen.activities] == ["Ask"]
    assert [part.label for part in listen.activities[0].parts] == ["Ask again"]
    assert walk.activities == keep.activities == ()
    assert [activity.label for activity in SECOND.activities] == ["Sundry"]


def test_an_activity_that_stands_under_something_else_is_not_lost() -> None:
    more = "river-2:far a bkg:Activity ; skos:prefLabel 'Far'@en ;"
    more += " skos:inScheme framework:river-2 ; skos:broader hill:lead ."
    assert [one.label for one in river(more)["river-2"].activities] == ["Far", "Sundry"]


def test_a_work_that_was_read_itself_does_not_count_as_reported() -> None:
    more = "framework:hill dcterms:source source:leaflet ;"
    more += " prov:hadPrimarySource source:leaflet ."
    hill = river(more)["hill"]
    assert hill.document is not None
    assert (hill.primary_sources, hill.reported_in) == ((), None)


def test_all_concepts_of_a_framework_come_in_its_order() -> None:
    labels = [concept.label for concept in SECOND.concepts]
    assert labels == ["Listen", "Ask", "Ask again", "Build trust", "Keep", "Sundry"]
    assert [c.label for c in ONTOLOGY["hill"].concepts] == [
        "Lead",
        "See far",
        "Build trust",
        "Rest",
        "Calm",
    ]


def test_activities_that_stand_under_each_other_do_not_hang() -> None:
    ring = "river-2:ask skos:broader river-2:ask-again ."
    labels = [concept.label for concept in river(ring)["river-2"].concepts]
    assert labels.count("Ask") == 1


# --- passages ------------------------------------------------------------------------------------


def test_a_passage_has_its_range_its_place_and_its_quote() -> None:
    (passage,) = SECOND.functions[0].concept.passages
    assert (passage.start, passage.end, passage.quote) == (10, 16, "listen")
    assert passage.where == "Brook, Table 1, row 2"


def test_a_passage_without_a_document_is_kept_and_says_none() -> None:
    (claim,) = ONTOLOGY.claims("risk")
    (passage,) = claim.passages
    assert (passage.document.title, passage.locator) == ("", "somewhere")


def test_a_range_that_is_no_number_is_kept_as_nothing() -> None:
    more = "brook:odd a oa:SpecificResource ; oa:hasSelector brook:odd-range ."
    more += 'brook:odd-range a oa:TextPositionSelector ; oa:start "ten" ; oa:end -3 .'
    passage = river(more).reader.passage(URIRef(f"{PROJECT}source/brook-report#odd"))
    assert (passage.start, passage.end) == (0, 0)


# --- short references ----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("found", "short"),
    [
        (document("A", ANN), "Brook"),
        (document("A", ANN, issued="2012-07"), "Brook 2012"),
        (document("A", ANN, BEN), "Brook and Vries"),
        (document("A", ANN, BEN, CLUB), "Brook et al."),
        (document("A", CLUB, issued="2015"), "River Club 2015"),
        (document("The leaflet"), "The leaflet"),
        (SourceDocument("urn:p", "P", "", publishers=(CLUB, ANN)), "River Club"),
    ],
)
def test_a_document_goes_by_its_authors_or_its_publisher(found: SourceDocument, short: str) -> None:
    assert found.short == short


# --- who speaks, and who is reported -------------------------------------------------------------


def test_whoever_made_a_document_that_was_read_speaks_at_first_hand() -> None:
    told = attribution_of([ANN, CLUB], [document("A", ANN)])
    assert (told.first_hand, told.second_hand) == ((ANN,), (CLUB,))
    assert [one.title for one in told.reported_in] == ["A"]


def test_of_several_documents_those_report_that_no_speaker_made() -> None:
    told = attribution_of([ANN, CLUB], [document("A", ANN), document("B", BEN)])
    assert [one.title for one in told.reported_in] == ["B"]


def test_a_publisher_speaks_in_what_it_published() -> None:
    published = SourceDocument("urn:p", "P", "", publishers=(CLUB,))
    assert attribution_of([CLUB], [published]).first_hand == (CLUB,)


def test_nobody_is_reported_where_everybody_speaks() -> None:
    assert attribution_of([ANN], [document("A", ANN), document("B", BEN)]).reported_in == ()


# --- as plain data, and in a notebook ------------------------------------------------------------


def test_a_framework_as_plain_data_has_everything_in_it() -> None:
    told = json.loads(json.dumps(SECOND.to_dict()))
    assert (told["slug"], told["title"]) == ("river-2", "The river, second edition")
    listen = told["functions"][0]
    assert listen["concept"]["name"] == "listen"
    assert listen["concept"]["passages"][0]["where"] == "Brook, Table 1, row 2"
    assert listen["activities"][0]["parts"][0]["concept"]["label"] == "Ask again"
    assert not any(name.startswith("_") for name in listen["concept"])


def test_in_a_notebook_a_framework_is_a_table_of_its_roles_and_no_markup_gets_through() -> None:
    concept = Concept("urn:f", "<b>Bold</b>", "5 < 6")
    page = Framework(concept, (Function(concept),), qualities=(concept,))._repr_html_()
    assert page.count("<tr>") == 3
    assert "<b>" not in page
    assert "&lt;b&gt;Bold&lt;/b&gt;" in page
    assert "5 &lt; 6" in page


def test_names_for_nothing() -> None:
    assert NOWHERE.where == ""
    assert Concept("urn:x/y", "Y").name == "y"
    assert Concept("urn:x", "X").passages == ()
    assert Activity(Concept("urn:x", "X")).label == "X"

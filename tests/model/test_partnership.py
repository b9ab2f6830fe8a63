"""A partnership knows its name, its size, its date, and where each statement stands."""

from __future__ import annotations

import datetime

import pytest
from rdflib import Graph, URIRef

from backbone_kg import BackboneError, Partnership
from backbone_kg.graph import literal
from backbone_kg.graph.rdflib_terms import (
    ASSIGNMENT,
    PARTNER,
    PARTNERSHIP,
    POST,
    PREF_LABEL,
    TYPE,
    term,
)
from backbone_kg.knowledge import standard_ontology
from backbone_kg.model import Place, Places, date_of, standard_layout

IRI = URIRef("https://example.org/p")


def partnership(name: str = "", as_of: str = "", kind: str = "gYear") -> Partnership:
    graph = Graph()
    graph.add((IRI, TYPE, PARTNERSHIP))
    for number in range(2):
        graph.add((IRI + f"/partner/{number}", TYPE, PARTNER))
    graph.add((IRI + "/assignment/1", TYPE, ASSIGNMENT))
    if name:
        graph.add((IRI, PREF_LABEL, literal(name)))
    if as_of:
        graph.add((IRI, term("bkg:asOf"), literal(as_of, kind and term(f"xsd:{kind}"))))
    return Partnership("data.ttl", "ttl", str(IRI), standard_layout(), standard_ontology(), graph)


def test_it_counts_its_things_by_class() -> None:
    found = partnership()
    assert [found.count(kind) for kind in (PARTNER, ASSIGNMENT, POST)] == [2, 1, 0]


def test_it_shows_itself_with_name_file_and_size() -> None:
    text = repr(partnership("River Valley"))
    assert text == "<Partnership 'River Valley' from data.ttl: 2 partners, 1 assignments>"


def test_without_a_name_its_name_is_empty() -> None:
    assert partnership().name == ""
    assert "Unnamed partnership" in partnership()._repr_html_()


def test_a_name_cannot_bring_markup_into_a_notebook() -> None:
    shown = partnership("<script>R&D")._repr_html_()
    assert "<caption>&lt;script&gt;R&amp;D (data.ttl)</caption>" in shown


# --- where ---------------------------------------------------------------------------------------


def test_a_place_is_called_by_the_name_of_its_cell() -> None:
    assert Place("Partners", 7, 1).cell == "B7"
    assert Place("Partners", 7).cell == ""


def test_places_tell_the_row_of_a_thing_and_the_cell_of_a_property() -> None:
    role, fte = term("bkg:role"), term("bkg:fte")
    columns = {("Assignments", str(role)): 2}
    places = Places(rows={str(IRI): Place("Assignments", 4)}, columns=columns)
    assert places.of(IRI) == Place("Assignments", 4)
    assert places.of(IRI, role) == Place("Assignments", 4, 2)
    assert places.of(IRI, fte) == Place("Assignments", 4, None)
    assert places.of(URIRef("https://example.org/other"), role) is None


# --- when ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("asked", "day"),
    [
        ("2024", datetime.date(2024, 12, 31)),
        ("2024-02", datetime.date(2024, 2, 29)),
        (" 2024-02-03 ", datetime.date(2024, 2, 3)),
        (datetime.date(2024, 2, 3), datetime.date(2024, 2, 3)),
        (datetime.datetime(2024, 2, 3, 12, 30), datetime.date(2024, 2, 3)),
    ],
)
def test_the_date_asked_for_goes_before_that_of_the_file(
    asked: str | datetime.date, day: datetime.date
) -> None:
    found, whose = date_of(partnership(as_of="2020"), asked)
    assert (found, whose) == (day, "asked")
    assert type(found) is datetime.date


def test_the_file_is_asked_for_its_date_next() -> None:
    found = partnership(as_of="2020-02", kind="gYearMonth")
    assert date_of(found, None) == (datetime.date(2020, 2, 29), "file")


@pytest.mark.parametrize("as_of", ["", "last spring", "2020-13", "2020"])
def test_without_a_readable_date_it_is_today(as_of: str) -> None:
    before = datetime.date.today()
    # What is no date stays the plain text that it is; so is a text that only looks like one.
    day, whose = date_of(partnership(as_of=as_of, kind=""), None)
    assert before <= day <= datetime.date.today()
    assert whose == "today"


@pytest.mark.parametrize("asked", ["", "yesterday", "2024-02-30", "02/03/2024"])
def test_what_is_not_a_date_is_refused_with_examples(asked: str) -> None:
    with pytest.raises(BackboneError, match=r"is not a date.*2025-09-30") as caught:
        date_of(partnership(as_of="2020"), asked)
    assert f"“{asked}”" in str(caught.value)

"""A table becomes statements: each cell one, at its place, or the text that it is."""

from __future__ import annotations

import datetime

import pytest
from rdflib import Literal, URIRef
from tests.reading.lifting import (
    RIVER,
    SNAPSHOT,
    XSD,
    Sheets,
    good,
    lifted,
    thing,
    value,
    with_column,
)

from backbone_kg.base.cells import CellValue, FormulaError, ReadingNote
from backbone_kg.graph import literal
from backbone_kg.graph.namespaces import DATA
from backbone_kg.graph.rdflib_terms import (
    ASSIGNMENT,
    CAPACITY,
    LABEL,
    NAME_KEY,
    OWN_ROLE,
    PARTNER,
    PARTNERSHIP,
    POSITION,
    POST,
    PREF_LABEL,
    ROLE,
    SHEET,
    TYPE,
    UNKNOWN_COLUMN,
    iri,
    term,
)
from backbone_kg.model import Place

# --- the things ----------------------------------------------------------------------------------


def test_a_tidy_file_is_read_without_a_word() -> None:
    found = lifted(good())
    assert found.notes == []
    assert (found.file, found.format, found.iri) == ("my file.xlsx", "xlsx", str(RIVER))
    assert found.name == "River Valley"
    assert [found.count(kind) for kind in (PARTNERSHIP, PARTNER, POST, ASSIGNMENT)] == [1, 2, 0, 2]


def test_each_row_is_a_thing_of_its_sheet_linked_with_the_partnership_and_numbered() -> None:
    graph = lifted(good()).graph
    fund = URIRef(f"{SNAPSHOT}/partner/riverside-fund")
    assert set(graph.predicate_objects(fund)) == {
        (TYPE, PARTNER),
        (PREF_LABEL, literal("Riverside Fund")),
        (term("org:classification"), term("orgtype:local-foundation")),
        (term("org:memberOf"), RIVER),
        (POSITION, literal("2", f"{XSD}integer")),
        (NAME_KEY, literal("partner|riverside fund||")),
    }


def test_an_assignment_connects_a_partner_with_a_role() -> None:
    graph = lifted(good()).graph
    holding = URIRef(f"{SNAPSHOT}/assignment/harbor-schools--build-trust")
    assert graph.value(holding, term("org:member")) == URIRef(f"{SNAPSHOT}/partner/harbor-schools")
    assert graph.value(holding, term("bkg:role")) == term("mathematica:build-trust")
    assert graph.value(holding, term("org:organization")) == RIVER


def test_everything_has_an_iri() -> None:
    for triple in lifted(good()).graph:
        assert all(isinstance(node, URIRef | Literal) for node in triple)


def test_positions_count_the_rows_that_hold_something() -> None:
    sheets = good()
    sheets["Partners"].insert(2, [])
    found = lifted(sheets)
    assert value(found, "Partners", 4, "bkg:position") == literal("2", f"{XSD}integer")


# --- each kind of cell ---------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("sheet", "heading", "cell", "path", "expected"),
    [
        ("Partners", "Notes", "Late.", "skos:note", literal("Late.")),
        ("Partners", "Notes", 7, "skos:note", literal("7")),
        ("Partners", "FTE available", 0.5, "bkg:fteAvailable", literal("0.5", f"{XSD}decimal")),
        ("Partners", "FTE available", 2, "bkg:fteAvailable", literal("2", f"{XSD}decimal")),
        ("Roles", "Holders needed", 2.0, "bkg:holdersNeeded", literal("2", f"{XSD}integer")),
        ("Partners", "Backbone", True, "bkg:isBackbone", literal("true", f"{XSD}boolean")),
        ("Partners", "Backbone", "no", "bkg:isBackbone", literal("false", f"{XSD}boolean")),
        ("Partners", "Joined", 2019, "bkg:joined", literal("2019", f"{XSD}gYear")),
        ("Partners", "Joined", "2019-06", "bkg:joined", literal("2019-06", f"{XSD}gYearMonth")),
        (
            "Partners",
            "Joined",
            datetime.date(2019, 6, 1),
            "bkg:joined",
            literal("2019-06-01", f"{XSD}date"),
        ),
        (
            "Partnership",
            "Web address",
            "https://river.org",
            "schema:url",
            literal("https://river.org", f"{XSD}anyURI"),
        ),
        ("Assignments", "Part", "lead", "bkg:part", literal("lead")),
    ],
)
def test_a_cell_becomes_a_value_of_its_columns_kind(
    sheet: str, heading: str, cell: CellValue, path: str, expected: Literal
) -> None:
    found = with_column(sheet, heading, cell)
    assert value(found, sheet, 2, path) == expected
    assert found.notes == []


@pytest.mark.parametrize("cell", [None, "", " \u00a0 ", "\u200b"])
def test_a_blank_cell_states_nothing(cell: CellValue) -> None:
    found = with_column("Partners", "Notes", cell)
    assert value(found, "Partners", 2, "skos:note") is None
    assert found.notes == []


@pytest.mark.parametrize(
    ("sheet", "heading", "cell", "path", "text"),
    [
        ("Partners", "FTE available", " half a day ", "bkg:fteAvailable", "half a day"),
        ("Partners", "FTE available", True, "bkg:fteAvailable", "yes"),
        ("Roles", "Holders needed", 1.5, "bkg:holdersNeeded", "1.5"),
        ("Partners", "Joined", "3/4/21", "bkg:joined", "3/4/21"),
        ("Partners", "Joined", "2021-02-30", "bkg:joined", "2021-02-30"),
        ("Partners", "Backbone", "perhaps", "bkg:isBackbone", "perhaps"),
        ("Partnership", "Web address", "our page", "schema:url", "our page"),
        ("Assignments", "Part", "Boss", "bkg:part", "Boss"),
        ("Partners", "FTE available", FormulaError("#REF!"), "bkg:fteAvailable", "#REF!"),
        ("Partners", "Notes", FormulaError("#N/A"), "skos:note", "#N/A"),
    ],
)
def test_what_cannot_be_read_stays_as_the_text_that_it_is(
    sheet: str, heading: str, cell: CellValue, path: str, text: str
) -> None:
    found = with_column(sheet, heading, cell)
    assert value(found, sheet, 2, path) == literal(text)
    assert found.places.value(thing(found, sheet, 2), term(path)) == cell


def test_a_name_that_refers_to_nothing_stays_as_text() -> None:
    sheets = good()
    sheets["Assignments"].append(["Nobody  here", "Dance"])
    found = lifted(sheets)
    assert value(found, "Assignments", 4, "org:member") == literal("Nobody here")
    assert value(found, "Assignments", 4, "bkg:role") == literal("Dance")
    assert found.notes == []


def test_an_unknown_column_is_kept_with_its_heading_sheet_and_place() -> None:
    found = with_column("Partners", "Favorite color", "red", 7)
    column = URIRef(f"{SNAPSHOT}/column/partner/3-favorite-color")
    assert set(found.graph.predicate_objects(column)) == {
        (TYPE, UNKNOWN_COLUMN),
        (LABEL, literal("Favorite color")),
        (SHEET, literal("Partners")),
        (POSITION, literal("3", f"{XSD}integer")),
    }
    kept = [found.graph.value(thing(found, "Partners", row), column) for row in (2, 3)]
    assert kept == [literal("red"), literal("7")]


def test_two_unknown_columns_of_one_heading_stay_two() -> None:
    sheets = good()
    for row in sheets["Partners"]:
        row += ["Color", "Color"]
    found = lifted(sheets)
    assert len(list(found.graph.subjects(TYPE, UNKNOWN_COLUMN))) == 2


# --- roles of the partnership's own --------------------------------------------------------------


def own_role(name: str) -> Sheets:
    sheets = good()
    sheets["Roles"] = [["Role", "Wanted"], [name, "yes"]]
    sheets["Assignments"].append(["Harbor Schools", name.upper()])
    return sheets


def test_a_role_that_no_framework_knows_is_introduced_on_the_sheet_roles() -> None:
    found = lifted(own_role("Run the summer camp"))
    camp = URIRef(f"{SNAPSHOT}/role/run-the-summer-camp")
    assert set(found.graph.predicate_objects(camp)) == {
        (TYPE, OWN_ROLE),
        (TYPE, ROLE),
        (PREF_LABEL, literal("Run the summer camp")),
    }
    assert value(found, "Roles", 2, "bkg:role") == camp
    assert value(found, "Assignments", 4, "bkg:role") == camp
    assert [note.code for note in found.notes] == ["name-variant"]


def test_a_role_of_the_framework_is_not_introduced_again() -> None:
    found = lifted(own_role("Build trust"))
    assert len(list(found.graph.subjects(TYPE, OWN_ROLE))) == 0
    assert value(found, "Roles", 2, "bkg:role") == term("mathematica:build-trust")
    assert thing(found, "Roles", 2) == URIRef(f"{SNAPSHOT}/post/build-trust")


def test_a_role_is_the_same_thing_under_each_of_its_names() -> None:
    assert thing(lifted(own_role("build-trust")), "Roles", 2) == thing(
        lifted(own_role("Build trust")), "Roles", 2
    )


def test_an_own_role_much_like_a_known_one_is_asked_about() -> None:
    sheets = own_role("Built trust")
    sheets["Assignments"].pop()
    assert lifted(sheets).notes == [
        ReadingNote("own-role-near", {"value": "Built trust", "near": "Build trust"}, "Roles", "A2")
    ]


def test_two_own_roles_that_differ_only_in_punctuation_stay_two() -> None:
    sheets = good()
    sheets["Roles"] = [["Role"], ["Camp & fair"], ["Camp, fair"]]
    found = lifted(sheets)
    assert len(list(found.graph.subjects(TYPE, OWN_ROLE))) == 2
    assert value(found, "Roles", 2, "bkg:role") != value(found, "Roles", 3, "bkg:role")


# --- the framework -------------------------------------------------------------------------------


def test_an_unknown_framework_stays_as_text_and_roles_are_still_found() -> None:
    sheets = good()
    sheets["Partnership"][1][2] = "Matematica"
    found = lifted(sheets)
    assert found.graph.value(RIVER, term("bkg:framework")) == literal("Matematica")
    assert value(found, "Assignments", 2, "bkg:role") == term("mathematica:build-trust")
    assert found.notes == []


def test_without_a_sheet_of_its_own_the_partnership_is_named_after_the_file() -> None:
    sheets = good()
    del sheets["Partnership"]
    found = lifted(sheets)
    assert found.iri == f"{DATA}my-file"
    assert (iri(found.iri), TYPE, PARTNERSHIP) in found.graph
    assert found.places.of(found.iri) is None
    assert [note.code for note in found.notes] == ["missing-sheet"]


def test_only_the_first_row_of_partnership_is_the_partnership() -> None:
    sheets = good()
    sheets["Partnership"].append(["Lake Shore", "Michigan", None, "partial"])
    found = lifted(sheets)
    assert found.count(PARTNERSHIP) == 1
    assert found.name == "River Valley"
    assert list(found.graph.objects(RIVER, term("bkg:listing"))) == [literal("complete")]


# --- names of things -----------------------------------------------------------------------------


def test_a_repeated_partner_is_a_thing_of_its_own_and_its_name_means_the_first() -> None:
    sheets = good()
    sheets["Partners"].append(["harbor SCHOOLS", "Funder"])
    found = lifted(sheets)
    first, again = thing(found, "Partners", 2), thing(found, "Partners", 4)
    assert again == URIRef(f"{first}-2")
    assert value(found, "Assignments", 2, "org:member") == first
    keys = [found.graph.value(node, NAME_KEY) for node in (first, again)]
    assert keys[0] == keys[1] is not None


def test_an_assignment_has_one_iri_however_its_partner_and_role_are_typed() -> None:
    sheets = good()
    sheets["Assignments"][1] = ["harbor schools", str(term("mathematica:build-trust"))]
    assert thing(lifted(sheets), "Assignments", 2) == thing(lifted(good()), "Assignments", 2)


def test_letters_of_any_script_make_an_iri() -> None:
    sheets = good()
    sheets["Partners"].append(["Школа № 5", "Funder"])
    node = thing(lifted(sheets), "Partners", 4)
    assert str(node).startswith(f"{SNAPSHOT}/partner/%D1%88")
    assert str(node).isascii()


# --- places ---------------------------------------------------------------------------------------


def test_a_place_is_told_even_where_the_cell_is_blank() -> None:
    found = with_column("Partners", "Joined", "2019", None)
    node = thing(found, "Partners", 3)
    assert found.places.of(node, term("bkg:joined")) == Place("Partners", 3, 2)
    assert found.places.of(node, term("bkg:left")) == Place("Partners", 3, None)
    assert found.places.value(node, term("bkg:joined")) is None


def test_places_use_the_name_that_the_sheet_has_in_the_file() -> None:
    sheets = good()
    sheets = {" partners" if name == "Partners" else name: rows for name, rows in sheets.items()}
    found = lifted(sheets)
    place = found.places.of(thing(found, " partners", 2), PREF_LABEL)
    assert place == Place(" partners", 2, 0)


def test_the_graph_of_a_file_holds_nothing_of_the_ontology() -> None:
    found = lifted(good())
    assert set(found.graph.subjects(TYPE, CAPACITY)) == set()
    assert all(str(node).startswith(str(RIVER)) for node in found.graph.subjects())

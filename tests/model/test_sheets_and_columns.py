"""Sheets and columns come from the shapes, and from nowhere else."""

from __future__ import annotations

import string
from pathlib import Path

import pyshacl
import pytest

from backbone_kg import BackboneError
from backbone_kg.base.shipped import ontology_dir
from backbone_kg.base.value_kinds import Kind
from backbone_kg.graph.namespaces import (
    ASSIGNMENT,
    FRAMEWORK,
    ORGANIZATION_TYPE,
    PARTNER,
    PARTNERSHIP,
    POST,
    ROLE,
    term,
)
from backbone_kg.graph.rdflib_terms import iri
from backbone_kg.knowledge import standard_ontology
from backbone_kg.model import Column, Layout, References, Sheet, layout_from, standard_layout
from backbone_kg.reading import Value, parse

LAYOUT = standard_layout()
COLUMNS = [(sheet, column) for sheet in LAYOUT.sheets for column in sheet.columns]
CHECKS = [check for check in LAYOUT.checks.values() if check.column is not None]

PUBLISHED = {
    "Partnership": "Name*|Community*|Framework*|As of|Listing*|Backbone structure"
    "|Web address|Notes",
    "Partners": "Name*|Type*|Identifier|FTE available|Backbone|Anchor entity|Fiscal agent"
    "|Steering committee|Joined|Left|Notes",
    "Roles": "Role*|Wanted|Holders needed|FTE needed|Notes",
    "Assignments": "Partner*|Role*|Part|FTE|From|To|Evidence",
}
"""What people's files hold: columns may be added, never renamed, reordered or dropped."""


def column_id(value: object) -> str:
    if isinstance(value, Sheet):
        return value.name
    return value.heading if isinstance(value, Column) else ""


def column(name: str) -> Column:
    sheet, _, heading = name.partition("!")
    return next(c for c in LAYOUT.sheet(sheet).columns if c.heading == heading)


# --- the layout of this version ------------------------------------------------------------------


def test_the_sheets_stand_in_their_published_order() -> None:
    assert [sheet.name for sheet in LAYOUT.sheets if sheet.name in PUBLISHED] == list(PUBLISHED)


@pytest.mark.parametrize("sheet", PUBLISHED)
def test_published_columns_stay_in_their_order_and_stay_required(sheet: str) -> None:
    headings = [found.heading + "*" * found.required for found in LAYOUT.sheet(sheet).columns]
    published = PUBLISHED[sheet].split("|")
    assert [heading for heading in headings if heading in published] == published


def test_roles_and_the_sheets_on_candidates_are_optional_and_only_the_first_has_a_single_row() -> (
    None
):
    on_candidates = ["Candidates", "Criteria", "Ratings"]
    assert [s.name for s in LAYOUT.sheets if not s.required] == ["Roles", *on_candidates]
    assert [s.name for s in LAYOUT.sheets if s.on_request] == on_candidates
    assert [s.name for s in LAYOUT.sheets if s.single_row] == ["Partnership"]


def test_each_sheet_is_about_a_class_and_linked_with_the_partnership() -> None:
    found = {sheet.name: (sheet.target, sheet.link, sheet.segment) for sheet in LAYOUT.sheets}
    assert found == found | {
        "Partnership": (PARTNERSHIP, None, "partnership"),
        "Partners": (PARTNER, term("org:memberOf"), "partner"),
        "Roles": (POST, term("org:postIn"), "post"),
        "Assignments": (ASSIGNMENT, term("org:organization"), "assignment"),
    }


def test_an_assignment_is_told_apart_by_part_and_dates() -> None:
    sheet = LAYOUT.sheet("Assignments")
    assert [c.heading for c in sheet.identifying] == ["Partner", "Role"]
    assert [c.heading for c in sheet.columns if c.distinguishes] == ["Part", "From", "To"]


# --- what every column and check must have -------------------------------------------------------


@pytest.mark.parametrize(("sheet", "column"), COLUMNS, ids=column_id)
def test_every_column_has_help_and_an_example_that_it_would_take(
    sheet: Sheet, column: Column
) -> None:
    assert column.description.endswith(".")
    assert column.example
    if column.choices:
        assert column.example in column.choices
    elif column.refers_to in {FRAMEWORK, ORGANIZATION_TYPE, ROLE}:
        ontology = standard_ontology()
        names = References(ontology, ontology.framework("mathematica"))
        target = names.find(column.refers_to, column.example)
        assert target is not None
        assert names.label(column.refers_to, target) == column.example
    elif column.refers_to is not None:
        assert LAYOUT.sheet_of(column.refers_to) is not None
    else:
        assert column.kind is not None
        read = parse(column.example, column.kind)
        assert isinstance(read, Value)
        expected = {"yes": "true", "no": "false"}.get(column.example, column.example)
        assert read.lexical == expected


@pytest.mark.parametrize("sheet", LAYOUT.sheets, ids=column_id)
def test_no_two_columns_of_a_sheet_share_heading_property_or_place(sheet: Sheet) -> None:
    assert sheet.description.endswith(".")
    places = [
        LAYOUT.shapes.value(iri(column.shape), iri(term("sh:order"))) for column in sheet.columns
    ]
    for values in ([c.key for c in sheet.columns], [c.path for c in sheet.columns], places):
        assert len(set(values)) == len(values)
    assert None not in places


@pytest.mark.parametrize("check", CHECKS, ids=lambda check: check.shape.rpartition("#")[2])
def test_every_check_shows_on_a_column_and_says_what_is_wrong_and_what_to_do(
    check: object,
) -> None:
    found = next(known for known in CHECKS if known is check)
    shown = LAYOUT.column_of(found.shape)
    assert shown is not None
    sheet, column = shown
    assert column.shape == found.column
    assert (iri(sheet.shape), iri(term("sh:property")), iri(found.shape)) in LAYOUT.shapes
    assert found.code
    for text in (found.message, found.remedy):
        assert text.endswith(".")
        fields = {field for _, field, _, _ in string.Formatter().parse(text) if field}
        assert fields <= {"value", "others", "hundredth", "of_week", "did_you_mean"}


def test_the_shapes_are_shacl() -> None:
    """The shapes of SHACL itself, which pySHACL brings, would raise an error."""
    conforms, _, _ = pyshacl.validate(LAYOUT.shapes, shacl_graph=LAYOUT.shapes, meta_shacl=True)
    assert conforms


# --- finding things in a layout ------------------------------------------------------------------


def test_a_sheet_is_found_by_its_name_however_it_is_typed() -> None:
    assert LAYOUT.sheet(" partners\u00a0") is LAYOUT.sheets[1]
    with pytest.raises(KeyError):
        LAYOUT.sheet("Partner")


def test_a_sheet_is_found_by_what_it_is_about() -> None:
    found = LAYOUT.sheet_of(PARTNER)
    assert found is LAYOUT.sheet("Partners")
    assert LAYOUT.sheet_of(ROLE) is None


def test_a_column_is_found_by_its_property_and_by_its_shape() -> None:
    assignments, part = LAYOUT.sheet("Assignments"), column("Assignments!Part")
    assert assignments.column(part.path) == part
    assert assignments.column(term("bkg:wanted")) is None
    assert LAYOUT.column_of(part.shape) == (assignments, part)
    assert LAYOUT.column_of("https://example.org/none") is None


# --- reading shapes that somebody changed --------------------------------------------------------

SHAPES = """
@prefix bkg: <https://w3id.org/backbone-kg/ontology#> .
@prefix bkgs: <https://w3id.org/backbone-kg/shapes#> .
@prefix sh: <http://www.w3.org/ns/shacl#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .

bkgs:Pet a sh:NodeShape ; sh:targetClass bkg:Pet ; sh:name "Pets" ; sh:order 2 ;
    sh:property bkgs:weight, bkgs:name, bkgs:nameless .
bkgs:Owner a sh:NodeShape ; sh:targetClass bkg:Owner ; sh:name "Owners" ; sh:order 1 .
bkgs:unnamed a sh:NodeShape ; sh:targetClass bkg:Pet .
bkgs:weight a sh:PropertyShape ; sh:path bkg:weight ; sh:name "Weight" ; sh:order 10 ;
    sh:datatype xsd:decimal .
bkgs:name a sh:PropertyShape ; sh:path bkg:name ; sh:name "Name" ; sh:order 9 .
bkgs:nameless a sh:PropertyShape ; sh:path ( bkg:a bkg:b ) ; sh:maxCount 1 .
"""


def shapes_from(tmp_path: Path, text: str) -> Layout:
    path = tmp_path / "shapes.ttl"
    path.write_text(text, encoding="utf-8")
    return layout_from(path)


def test_shapes_with_a_name_are_sheets_and_columns_in_the_order_that_they_say(
    tmp_path: Path,
) -> None:
    layout = shapes_from(tmp_path, SHAPES)
    assert [sheet.name for sheet in layout.sheets] == ["Owners", "Pets"]
    assert [column.heading for column in layout.sheet("Pets").columns] == ["Name", "Weight"]


def test_what_the_shapes_leave_out_is_optional_text(tmp_path: Path) -> None:
    pets = shapes_from(tmp_path, SHAPES).sheet("Pets")
    name = pets.columns[0]
    assert (name.kind, name.required, name.choices) == (Kind.TEXT, False, ())
    assert (pets.required, pets.single_row, pets.link) == (False, False, None)


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ("xsd:decimal", "xsd:duration", "duration.*which no cell can be read as.*decimal"),
        ("bkg:weight ;", "( bkg:a bkg:b ) ;", "weight needs a single property"),
        ("sh:targetClass bkg:Owner ; ", "", "Owner needs a sh:targetClass"),
        ('"Weight"', '"name "', "Pet have the same heading.*“name”"),
        ("sh:path bkg:weight", "sh:path bkg:name", "Pet have the same property.*#name”"),
        (
            "sh:property bkgs:weight,",
            'sh:property [ sh:path bkg:age ; sh:name "Age" ],',
            "“Age” has no IRI of its own",
        ),
        ("bkgs:weight a", "bkgs:weight is", r"cannot be read from .*shapes\.ttl.*line 11"),
    ],
)
def test_shapes_that_make_no_layout_are_refused_with_the_reason(
    tmp_path: Path, old: str, new: str, says: str
) -> None:
    assert SHAPES.count(old) == 1
    with pytest.raises(BackboneError, match=f"(?s){says}"):
        shapes_from(tmp_path, SHAPES.replace(old, new))


def test_missing_shapes_are_refused_with_their_path(tmp_path: Path) -> None:
    with pytest.raises(BackboneError, match=r"cannot be read from .*nowhere\.ttl"):
        layout_from(tmp_path / "nowhere.ttl")


def test_the_layout_of_this_version_is_that_of_its_file_of_shapes() -> None:
    again = layout_from(ontology_dir() / "shapes" / "partnership.ttl")
    assert again.sheets == LAYOUT.sheets
    assert again.checks == LAYOUT.checks

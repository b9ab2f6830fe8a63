"""Adding a column means editing one file: a property shape in a copy of the shapes is enough.

The column is then read, checked, explained, offered in the template, documented and named in
JSON-LD, without a line of code that knows of it.
"""

from __future__ import annotations

import io
from pathlib import Path

import openpyxl
import pyoxigraph as ox
import pytest
from docs.derived.columns_page import column_reference
from openpyxl.worksheet.worksheet import Worksheet
from rdflib import URIRef
from rdflib.term import Node
from tests.generate import Cell, Sheets, write_csv, write_xlsx

from backbone_kg import Finding, Partnership, read, validate
from backbone_kg.base.shipped import ontology_dir
from backbone_kg.graph import graph_from_quads, literal
from backbone_kg.graph.namespaces import PREFIXES
from backbone_kg.graph.rdflib_terms import term
from backbone_kg.knowledge import standard_ontology
from backbone_kg.model import Layout, context_of, layout_from
from backbone_kg.writing import jsonld_text, new_workbook

SHAPES = """
@prefix own: <https://example.org/own#> .

bkgs:Partner sh:property own:staff-shape, own:reach-shape, own:host-shape, own:code-shape .

own:staff-shape a sh:PropertyShape ;
    sh:path own:staffTrained ;
    sh:name "Staff trained" ;
    sh:description "How many of its staff took the course." ;
    sh:order 2.5 ;
    sh:datatype xsd:integer ;
    sh:minInclusive 0 ;
    sh:minCount 1 ; sh:maxCount 1 ;
    bkg:example "3" .

own:reach-shape a sh:PropertyShape ;
    sh:path own:reach ;
    sh:name "Reach" ;
    sh:description "How far its work reaches." ;
    sh:order 20 ;
    sh:in ( "one town" "the county" "the state" ) ;
    sh:maxCount 1 ;
    bkg:example "the county" .

own:host-shape a sh:PropertyShape ;
    sh:path own:hostedBy ;
    sh:name "Hosted by" ;
    sh:description "The partner in whose offices it works." ;
    sh:order 21 ;
    sh:class bkg:Partner ;
    sh:maxCount 1 ;
    bkg:example "Harbor Schools" .

own:code-shape a sh:PropertyShape ;
    sh:path own:code ;
    sh:name "District code" ;
    sh:description "The number of its district." ;
    sh:order 22 ;
    sh:pattern "^D[0-9]+$" ;
    sh:message "“{value}” is no code of a district." ;
    bkg:code "not-a-district" ;
    bkg:remedy "Write D and the number." ;
    bkg:example "D12" .
"""
OWN = "https://example.org/own#"
HEADINGS = ["Name", "Type", "Staff trained", "Reach", "Hosted by", "District code"]
ADDED = HEADINGS[2:]
FORMATS = ["csv", "xlsx"]
ENGINES = ["pyshacl", "shacl"]


@pytest.fixture(scope="module")
def layout(tmp_path_factory: pytest.TempPathFactory) -> Layout:
    original = (ontology_dir() / "shapes" / "partnership.ttl").read_text(encoding="utf-8")
    path = tmp_path_factory.mktemp("shapes") / "partnership.ttl"
    path.write_text(original + SHAPES, encoding="utf-8")
    return layout_from(path)


def written(folder: Path, file_format: str, *partners: list[str]) -> Path:
    rows: list[list[Cell]] = [
        [int(cell) if cell.lstrip("-").isdigit() else cell for cell in row] for row in partners
    ]
    sheets: Sheets = {
        "Partnership": [
            ["Name", "Community", "Framework", "Listing"],
            ["River Valley", "Ohio", standard_ontology().framework("mathematica").title, "partial"],
        ],
        "Partners": [[*HEADINGS], *rows],
        "Assignments": [["Partner", "Role"], ["Harbor Schools", "Build trust"]],
    }
    if file_format == "csv":
        return write_csv(folder, sheets)
    return write_xlsx(folder / "data.xlsx", sheets)


GOOD = [
    ["Harbor Schools", "K-12 school district", "3", "the county", "", "D12"],
    ["Riverside Fund", "Local foundation", "0", "one town", "harbor schools", ""],
]


def told(partnership: Partnership, engine: str) -> list[Finding]:
    return [f for f in validate(partnership, engine=engine) if f.severity != "info"]


# --- read ----------------------------------------------------------------------------------------


@pytest.mark.parametrize("file_format", FORMATS)
def test_its_cells_are_read_as_its_shape_says(
    layout: Layout, tmp_path: Path, file_format: str
) -> None:
    found = read(written(tmp_path, file_format, *GOOD), layout=layout)
    schools, fund = (
        URIRef(f"{found.roster.snapshot}/partner/{n}") for n in ("harbor-schools", "riverside-fund")
    )

    def values(thing: URIRef) -> dict[str, Node]:
        return {
            path.removeprefix(OWN): value
            for path, value in found.graph.predicate_objects(thing)
            if isinstance(path, URIRef) and path.startswith(OWN)
        }

    integer = PREFIXES["xsd"] + "integer"
    assert values(schools) == {
        "staffTrained": literal("3", integer),
        "reach": literal("the county"),
        "code": literal("D12"),
    }
    assert values(fund) == {
        "staffTrained": literal("0", integer),
        "reach": literal("one town"),
        "hostedBy": schools,
    }
    assert [note.code for note in found.notes] == ["name-variant"]
    places = [found.places.of(fund, URIRef(OWN + path)) for path in ("staffTrained", "hostedBy")]
    assert [place and place.cell for place in places] == ["C3", "E3"]
    assert [told(found, engine) for engine in ENGINES] == [[], []]


# --- check and explain ---------------------------------------------------------------------------


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize("file_format", FORMATS)
@pytest.mark.parametrize(
    ("heading", "value", "code", "message", "remedy"),
    [
        ("Staff trained", "-1", "too-small", "-1 is less than 0.", "from 0 up"),
        ("Staff trained", "many", "not-a-whole-number", "“many” is not a whole number.", "as 3."),
        ("Staff trained", "", "missing-value", "“Staff trained” is blank.", "took the course."),
        (
            "Reach",
            "the count",
            "not-in-list",
            "“the count” is not one of: one town, the county, the state.",
            "Did you mean “the county”?",
        ),
        (
            "Hosted by",
            "Harbor School",
            "unknown-hosted-by",
            "“Harbor School” is not on the sheet “Partners”.",
            "Did you mean “Harbor Schools”?",
        ),
        ("District code", "12a", "not-a-district", "“12a” is no code of a district.", "D and the"),
    ],
)
def test_a_wrong_value_is_told_at_its_cell_in_the_words_of_the_shape(
    layout: Layout,
    tmp_path: Path,
    file_format: str,
    engine: str,
    heading: str,
    value: str,
    code: str,
    message: str,
    remedy: str,
) -> None:
    column = HEADINGS.index(heading)
    wrong = [*GOOD[1][:column], value, *GOOD[1][column + 1 :]]
    found = read(written(tmp_path, file_format, GOOD[0], wrong), layout=layout)
    (finding,) = told(found, engine)
    assert (finding.code, finding.place) == (code, f"Partners!{'ABCDEF'[column]}3")
    assert (finding.column, finding.value) == (heading, value)
    assert finding.message == message
    assert remedy in finding.remedy


@pytest.mark.parametrize("engine", ENGINES)
def test_its_missing_or_misspelled_heading_is_told(
    layout: Layout, tmp_path: Path, engine: str
) -> None:
    path = written(tmp_path, "csv", *GOOD)
    partners = path / "Partners.csv"
    partners.write_text(partners.read_text().replace("Staff trained", "Staff traned"))
    (misspelled,) = told(read(path, layout=layout), engine)
    assert (misspelled.code, misspelled.place) == ("missing-heading", "Partners!C1")
    assert "“Staff trained” is missing" in misspelled.message
    assert "write “Staff trained” as its heading" in misspelled.remedy
    one_wrong = partners.read_text().replace("Staff traned", "Class")
    partners.write_text(one_wrong)
    (finding,) = told(read(path, layout=layout), engine)
    assert finding.message == "The column “Staff trained” is missing; this one is called “Class”."
    partners.write_text(one_wrong.replace("Class", ""))
    findings = {f.code: f for f in told(read(path, layout=layout), engine)}
    assert findings["missing-heading"].message == "The column “Staff trained” is missing."
    assert "took the course." in findings["missing-heading"].remedy


# --- show ----------------------------------------------------------------------------------------


def test_the_template_has_it_at_its_place(layout: Layout, tmp_path: Path) -> None:
    ontology = standard_ontology()
    content = new_workbook(layout, ontology, ontology.framework("mathematica"))
    book = openpyxl.load_workbook(io.BytesIO(content))
    sheet = book["Partners"]
    assert isinstance(sheet, Worksheet)
    headings = [str(cell.value).rstrip("* ") for cell in sheet[1] if cell.value]
    assert headings[:3] == ["Name", "Type", "Staff trained"]
    assert headings[-3:] == ["Reach", "Hosted by", "District code"]
    lists = {str(cell.value) for row in book["Lists"].iter_rows() for cell in row}
    assert {"one town", "the county", "the state"} <= lists

    path = tmp_path / "new.xlsx"
    path.write_bytes(content)
    codes = {note.code for note in read(path, layout=layout).notes}
    assert codes <= {"empty-sheet", "empty-partnership", "example-row"}


def test_the_column_reference_names_it_with_help_and_example(layout: Layout) -> None:
    page = column_reference(layout)
    partners = page.partition("## Partners")[2].partition("## Roles")[0]
    lines = {h: line for line in partners.splitlines() for h in ADDED if f"**{h}**" in line}
    assert list(lines) == ADDED
    assert "How many of its staff took the course." in lines["Staff trained"]
    assert "`3`" in lines["Staff trained"]
    assert "a whole number" in lines["Staff trained"]
    assert "one town" in lines["Reach"]
    assert "How far its work reaches." in lines["Reach"]


def test_the_json_ld_context_names_it(layout: Layout) -> None:
    context = context_of(layout)
    assert context["staff-trained"] == {"@id": OWN + "staffTrained", "@type": "xsd:integer"}
    assert context["reach"] == {"@id": OWN + "reach"}
    assert context["hosted-by"] == {"@id": OWN + "hostedBy", "@type": "@id"}


def test_json_ld_carries_it(layout: Layout, tmp_path: Path) -> None:
    found = read(written(tmp_path, "csv", *GOOD), layout=layout)
    text = jsonld_text(found)
    assert '"staff-trained": ' in text
    quads = ox.parse(input=text.encode(), format=ox.RdfFormat.JSON_LD)
    again = graph_from_quads(quads)
    for path in ("staffTrained", "reach", "hostedBy", "code"):
        stated = set(found.graph.subject_objects(URIRef(OWN + path)))
        assert stated
        assert set(again.subject_objects(URIRef(OWN + path))) == stated


def test_the_layout_of_this_version_knows_nothing_of_it(tmp_path: Path) -> None:
    found = read(written(tmp_path, "csv", *GOOD))
    unknown = {note.details["heading"] for note in found.notes if "unknown-heading" in note.code}
    assert unknown == set(ADDED)
    assert not list(found.graph.triples((None, URIRef(OWN + "reach"), None)))
    assert term("bkg:sheet") in set(found.graph.predicates())

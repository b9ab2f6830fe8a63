"""The workbook to fill in follows the layout, helps who fills it in, and is read without harm."""

import io
import re
from functools import cache
from pathlib import Path

import openpyxl
import pytest
from docs.derived.columns_page import column_reference
from openpyxl.workbook import Workbook
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet
from tests.generate import good, put, write_csv, write_xlsx
from tests.small_files import read_sheets

from backbone_kg import read, validate, write
from backbone_kg.base.cells import CellValue
from backbone_kg.base.shipped import ontology_dir
from backbone_kg.graph.namespaces import ASSIGNMENT, PARTNER, POST
from backbone_kg.knowledge import Framework, standard_ontology
from backbone_kg.model import NOTES, Layout, layout_from, standard_layout
from backbone_kg.writing import new_workbook

LAYOUT, ONTOLOGY = standard_layout(), standard_ontology()
FRAMEWORK = ONTOLOGY.framework("mathematica")
DATA = [sheet.name for sheet in LAYOUT.sheets]
HARMLESS = {"empty-sheet", "example-row"}


def opened(
    layout: Layout = LAYOUT, framework: Framework = FRAMEWORK, *, candidates: bool = True
) -> Workbook:
    content = (
        usual(candidates=candidates)
        if (layout, framework) == (LAYOUT, FRAMEWORK)
        else new_workbook(layout, ONTOLOGY, framework, candidates=candidates)
    )
    return openpyxl.load_workbook(io.BytesIO(content))


@cache
def usual(*, candidates: bool) -> bytes:
    return new_workbook(LAYOUT, ONTOLOGY, FRAMEWORK, candidates=candidates)


def headings(sheet: Worksheet) -> dict[str, str]:
    """Return the letter of each column by its heading."""
    return {str(cell.value): cell.column_letter for cell in sheet[1] if cell.value is not None}


def rule(sheet: Worksheet, heading: str) -> DataValidation | None:
    cell = f"{headings(sheet)[heading]}2"
    found = [r for r in sheet.data_validations.dataValidation if cell in r.sqref]
    assert len(found) < 2
    return found[0] if found else None


def values(book: Workbook, area: str) -> list[str]:
    """Return what stands in an area, such as ``'Lists'!$A$2:$A$9``."""
    name, cells = area.replace("$", "").split("!")
    found = book[name.strip("'")][cells]
    return [str(cell.value) for row in (found if ":" in cells else ((found,),)) for cell in row]


BY_CELL = re.compile(r"OFFSET\((.+?),MATCH\((.+?),(.+?),0\),0,COUNTIF\((.+?),(.+?)\),1\)")


def choices(book: Workbook, sheet: str, heading: str) -> list[str]:
    """Return what a drop-down offers, computed from its formula as a spreadsheet program does."""
    found = rule(book[sheet], heading)
    assert found is not None
    formula = str(found.formula1)
    assert len(formula) <= 255
    by_cell = BY_CELL.fullmatch(formula)
    if by_cell is None:
        return values(book, formula)
    top, cell, said, counted, again = by_cell.groups()
    assert (said, cell) == (counted, again)
    ((wanted,), column) = values(book, cell), values(book, said)
    first = column.index(wanted) + 1
    letters = top.rpartition("!")[2].strip("$1")
    last = first + column.count(wanted)
    return values(book, f"{top.rpartition('!')[0]}!{letters}{first + 1}:{letters}{last}")


def test_the_sheets_come_in_the_order_in_which_they_are_filled_in() -> None:
    assert opened().sheetnames == ["Read me", *DATA, "Lists"]


def test_sheets_on_candidates_are_there_on_request_alone() -> None:
    book = opened(candidates=False)
    assert book.sheetnames == [
        *("Read me", "Partnership", "Partners", "Roles", "Assignments", "Lists")
    ]
    said = {str(cell.value) for row in book["Read me"].iter_rows() for cell in row}
    assert not said & {"Candidates", "Criteria", "Ratings"}


def test_the_headings_are_the_layouts_and_required_ones_have_a_star() -> None:
    book = opened()
    for sheet in LAYOUT.sheets:
        expected = [f"{c.heading} *" if c.required else c.heading for c in sheet.shown]
        assert list(headings(book[sheet.name])) == expected


def test_each_heading_helps_with_description_and_example() -> None:
    book = opened()
    for sheet in LAYOUT.sheets:
        for column, cell in zip(sheet.shown, book[sheet.name][1], strict=True):
            assert cell.comment is not None
            assert column.description in cell.comment.text
            assert f"Example: {column.example}" in cell.comment.text
            assert ("Must be filled in" in cell.comment.text) == column.required


def test_below_the_example_stands_what_is_the_same_for_all() -> None:
    book = opened()
    held = {
        sheet: [[cell.value for cell in row if cell.value is not None] for row in rows]
        for sheet in DATA
        if (rows := list(book[sheet].iter_rows(min_row=2 if sheet == "Partnership" else 3)))
    }
    assert held == {
        "Partnership": [[FRAMEWORK.title]],
        "Roles": [[role.label, "yes"] for _, role in FRAMEWORK.roles],
        "Criteria": [
            ["Neutral reputation", "0 to 3"],
            ["Ability to convene", "0 to 3"],
            ["Collaborative experience", "0 to 3"],
        ],
    }


@pytest.mark.parametrize(
    ("sheet", "heading", "expected"),
    [
        ("Partnership", "Framework *", [f.title for f in ONTOLOGY.frameworks()]),
        ("Partnership", "Listing *", ["complete", "partial"]),
        ("Partners", "Type *", [kind.label for kind in ONTOLOGY.organization_types]),
        ("Partners", "Backbone", ["yes", "no"]),
        ("Roles", "Role *", [role.label for _, role in FRAMEWORK.roles]),
        ("Roles", "Wanted", ["yes", "not ours", "unknown"]),
        ("Assignments", "Part", ["lead", "support"]),
    ],
)
def test_what_is_chosen_from_stands_on_the_sheet_of_lists(
    sheet: str, heading: str, expected: list[str]
) -> None:
    assert choices(opened(), sheet, heading) == expected


@pytest.mark.parametrize("framework", ONTOLOGY.frameworks(), ids=lambda f: f.slug)
def test_the_roles_to_choose_from_follow_the_framework_that_is_chosen(framework: Framework) -> None:
    book = opened()
    book["Partnership"][f"{headings(book['Partnership'])['Framework *']}2"] = framework.title
    assert choices(book, "Roles", "Role *") == [role.label for _, role in framework.roles]


@pytest.mark.parametrize("framework", ONTOLOGY.frameworks(), ids=lambda f: f.slug)
def test_the_lists_begin_with_the_roles_of_its_framework(framework: Framework) -> None:
    rows = opened(framework=framework)["Lists"].iter_rows(values_only=True, max_col=4)
    assert next(rows) == ("Role", "Function", "What it means", "Framework")
    for function, role in framework.roles:
        group = None if function.concept == role else function.label
        assert next(rows) == (role.label, group, role.definition, framework.title)
    assert next(rows)[3] != framework.title


@pytest.mark.parametrize(("heading", "other"), [("Partner *", "Partners"), ("Role *", "Roles")])
def test_names_of_another_sheet_are_chosen_from_it_and_others_are_only_questioned(
    heading: str, other: str
) -> None:
    found = rule(opened()["Assignments"], heading)
    assert found is not None
    assert str(found.formula1).startswith(f"OFFSET('{other}'!$A$2")
    assert len(str(found.formula1)) <= 255
    assert (found.type, found.errorStyle) == ("list", "warning")
    assert f"the sheet “{other}”" in str(found.error)


def test_a_role_of_ones_own_can_be_typed_on_the_sheet_of_roles() -> None:
    found = rule(opened()["Roles"], "Role *")
    assert found is not None
    assert not found.showErrorMessage


def test_dates_stay_as_typed_and_are_only_questioned() -> None:
    sheet = opened()["Partners"]
    found = rule(sheet, "Joined")
    assert found is not None
    assert (found.type, found.errorStyle) == ("custom", "warning")
    assert "2019-06" in str(found.prompt)
    assert sheet.column_dimensions[headings(sheet)["Joined"]].number_format == "@"
    assert sheet.column_dimensions[headings(sheet)["Identifier"]].number_format == "@"
    assert sheet.column_dimensions[headings(sheet)["FTE available"]].number_format == "General"


def test_numbers_are_questioned_by_the_bounds_of_the_shapes() -> None:
    found = rule(opened()["Roles"], "Holders needed")
    assert found is not None
    bounds = (found.type, found.operator, found.formula1, found.formula2, found.errorStyle)
    assert bounds == ("whole", "between", "1", "1000", "warning")
    assert found.prompt == "A whole number from 1 to 1000, such as 2."


def test_no_text_is_longer_than_excel_takes() -> None:
    book = opened()
    for name in DATA:
        for found in book[name].data_validations.dataValidation:
            assert len(str(found.errorTitle or "")) <= 32
            assert len(str(found.promptTitle or "")) <= 32
            assert len(str(found.error or "")) <= 225
            assert len(str(found.prompt or "")) <= 255


def test_sheets_keep_their_headings_in_view_and_print_one_page_wide() -> None:
    book = opened()
    for name in DATA:
        sheet = book[name]
        assert sheet.freeze_panes == "A2"
        assert sheet.print_title_rows == "$1:$1"
        assert sheet.page_setup.orientation == "landscape"
        assert (sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight) == (1, 0)
        assert bool(sheet.auto_filter.ref) == (name != "Partnership")
        assert all(cell.font.bold for cell in sheet[1])


def test_the_first_page_says_what_each_sheet_is_for_and_how_to_check_it() -> None:
    rows = list(opened()["Read me"].iter_rows(values_only=True))
    told = {str(row[0]): row[1] for row in rows}
    for sheet in LAYOUT.sheets:
        assert told[sheet.name] == sheet.description
    assert "complete: " in str(told["Listing (Partnership)"])
    assert "partial: " in str(told["Listing (Partnership)"])
    commands = [name for name in told if name.startswith("backbone-kg")]
    assert commands == [
        "backbone-kg validate FILE.xlsx",
        "backbone-kg report FILE.xlsx -o report.html",
    ]


def test_it_is_the_same_on_every_run(monkeypatch: pytest.MonkeyPatch) -> None:
    first = new_workbook(LAYOUT, ONTOLOGY, FRAMEWORK)
    monkeypatch.setattr("time.time", lambda: 2_000_000_000.0)
    assert new_workbook(LAYOUT, ONTOLOGY, FRAMEWORK) == first


def test_an_empty_one_is_read_with_its_roles(tmp_path: Path) -> None:
    (tmp_path / "new.xlsx").write_bytes(new_workbook(LAYOUT, ONTOLOGY, FRAMEWORK))
    data = read(tmp_path / "new.xlsx")
    assert data.count(POST) == len(FRAMEWORK.roles)
    assert {note.code for note in data.notes} == HARMLESS


def test_a_filled_in_one_is_read_without_a_note(tmp_path: Path) -> None:
    book = opened()

    def fill(sheet: str, row: int, **values: CellValue) -> None:
        for heading, value in values.items():
            place = headings(book[sheet])
            letter = place.get(heading.replace("_", " ")) or place[f"{heading.replace('_', ' ')} *"]
            book[sheet][f"{letter}{row}"] = value

    fill("Partnership", 2, Name="Lakewood", Community="Ohio", Listing="complete", As_of="2025-09")
    for number in range(3, 13):
        name = f"Partner {number}"
        fill("Partners", number, Name=name, Type="Foundation", Joined="2019-06", FTE_available=0.5)
        role = FRAMEWORK.roles[number][1].label
        fill("Assignments", number, Partner=name, Role=role, Part="lead", FTE=0.2, From="2020")
    book.save(tmp_path / "filled.xlsx")
    data = read(tmp_path / "filled.xlsx")
    assert {note.code for note in data.notes} == {"example-row"}
    assert (data.count(PARTNER), data.count(ASSIGNMENT)) == (10, 10)


EXTRA = """
bkgs:Partner sh:property bkgs:Extra-text, bkgs:Extra-number, bkgs:Extra-choice, bkgs:Extra-friend .
bkgs:Extra-text a sh:PropertyShape ; sh:path bkg:motto ; sh:name "Motto" ; sh:order 20 ;
    sh:description "What it stands for." ; sh:datatype xsd:string ; sh:maxCount 1 ;
    bkg:example "Every child" .
bkgs:Extra-number a sh:PropertyShape ; sh:path bkg:budget ; sh:name "Budget" ; sh:order 21 ;
    sh:description "In dollars." ; sh:datatype xsd:decimal ; sh:minInclusive 0 ; sh:maxCount 1 .
bkgs:Extra-choice a sh:PropertyShape ; sh:path bkg:size ; sh:name "Size" ; sh:order 22 ;
    sh:description "How large it is." ; sh:in ( "small" "large" ) ; sh:maxCount 1 .
bkgs:Extra-friend a sh:PropertyShape ; sh:path bkg:friend ; sh:name "Friend" ; sh:order 23 ;
    sh:description "A partner." ; sh:class bkg:Partner ; sh:minCount 1 ; sh:maxCount 1 .
"""


@pytest.fixture
def wider(tmp_path: Path) -> Layout:
    """A copy of the shapes with four columns more."""
    path = tmp_path / "partnership.ttl"
    shapes = (ontology_dir() / "shapes" / "partnership.ttl").read_text(encoding="utf-8")
    path.write_text(shapes + EXTRA, encoding="utf-8")
    return layout_from(path)


def test_each_table_opens_with_an_example_row_that_says_where_to_stop() -> None:
    book = opened()
    for sheet in LAYOUT.sheets[1:]:
        row = book[sheet.name][2]
        assert [cell.value for cell in row] == [f"e.g. {c.example}" for c in sheet.shown]
        assert all(cell.font.italic and cell.fill.fill_type == "solid" for cell in row)
        help_text = str(row[0].comment)
        assert "never counted" in help_text
        assert "Stop after the last one" in help_text
        assert all(
            f"“{column.heading}”" in help_text for column in sheet.columns if column.required
        )
        ends = [cell.border.right and cell.border.right.style for cell in book[sheet.name][1]]
        assert ends == [*[None] * (len(ends) - 1), "medium"]


@pytest.mark.parametrize("through", ["xlsx", "folder"])
def test_of_the_example_row_nothing_becomes_data_however_it_is_typed_over(
    through: str, tmp_path: Path
) -> None:
    book = opened(candidates=False)
    example = headings(book["Partners"])
    texts = {heading: book["Partners"][f"{letter}2"].value for heading, letter in example.items()}
    for heading, letter in example.items():
        rows = [list(example), [("Harbor Schools" if h == heading else texts[h]) for h in example]]
        sheets = {**good(), "Partners": rows}
        where = tmp_path / f"{letter}.{through}"
        data = read((write_xlsx if through == "xlsx" else write_csv)(where, sheets))
        (partner,) = data.records.of(PARTNER)
        assert [value.text for value in partner.values.values()] == ["Harbor Schools"]
        left = [note for note in data.notes if note.code.startswith("example-left")]
        told = {cell.cell for note in left for cell in note.cells}
        assert told == {f"{other}2" for other in example.values() if other != letter}
        found = [one for one in validate(data) if one.code == "example-left"]
        assert {str(one.severity) for one in found} == {"error", "warning"}


def test_what_a_person_types_that_begins_like_an_example_is_kept() -> None:
    notes = "e.g. hosts the website"
    sheets = put(put(good(), "Partners!G1", "Notes"), "Partners!G3", notes)
    data = read_sheets(sheets)
    assert [row.text(NOTES) for row in data.records.of(PARTNER)] == ["", notes, ""]


def test_a_column_that_is_added_to_the_shapes_is_in_the_workbook(wider: Layout) -> None:
    book = opened(wider)
    sheet = book["Partners"]
    assert list(headings(sheet))[-4:] == ["Motto", "Budget", "Size", "Friend *"]
    assert sheet.column_dimensions[headings(sheet)["Motto"]].number_format == "@"
    budget, friend = rule(sheet, "Budget"), rule(sheet, "Friend *")
    assert budget is not None
    assert (budget.type, budget.operator, budget.formula1) == ("decimal", "greaterThanOrEqual", "0")
    assert choices(book, "Partners", "Size") == ["small", "large"]
    assert friend is not None
    assert str(friend.formula1).startswith("OFFSET('Partners'!$A$2")


@pytest.mark.parametrize("name", ["out.xlsx", "out", "out.ttl", "out.jsonld"])
def test_a_column_that_is_added_to_the_shapes_is_written_in_every_format(
    name: str, wider: Layout, tmp_path: Path
) -> None:
    book = opened(wider)
    sheet, place = book["Partners"], headings(book["Partners"])
    for row, (partner, friend) in enumerate([("A", "B"), ("B", "A")], start=2):
        values: dict[str, CellValue] = {
            "Name *": partner,
            "Motto": "=1",
            "Budget": 1e6,
            "Size": "large",
        }
        for heading, value in (values | {"Friend *": friend}).items():
            sheet[f"{place[heading]}{row}"] = value
            sheet[f"{place[heading]}{row}"].data_type = "n" if heading == "Budget" else "s"
    book["Partnership"]["A2"] = "Lakewood"
    book.save(tmp_path / "in.xlsx")
    first = read(tmp_path / "in.xlsx", layout=wider)
    write(first, tmp_path / name)
    again = read(tmp_path / name, layout=wider)
    assert len([path for path in first.graph.predicates() if str(path).endswith("friend")]) == 2
    assert set(again.graph) == set(first.graph)


def test_the_reference_of_columns_names_each_of_them(wider: Layout) -> None:
    page = column_reference(wider)
    for sheet in wider.sheets:
        assert f"## {sheet.name}\n" in page
        for column in sheet.columns:
            assert f"| **{column.heading}** | {'yes' if column.required else ''} |" in page
    assert "| **Size** |  | `small` or `large` | How large it is. |  |" in page
    assert "| **Budget** |  | a number from 0 | In dollars. |  |" in page
    assert "| **Friend** | yes | a name from the sheet Partners | A partner. |  |" in page

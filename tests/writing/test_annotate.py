"""What an annotated copy of a workbook has in common with the original, and what not."""

from __future__ import annotations

import datetime
import io
import re
import zipfile
from collections.abc import Iterable, Mapping
from itertools import chain
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree
from openpyxl import Workbook, load_workbook
from openpyxl.chart import BarChart, Reference
from openpyxl.comments import Comment
from openpyxl.drawing.image import Image
from openpyxl.formatting.rule import Rule
from openpyxl.styles import Alignment, Border, Font, PatternFill, Protection, Side
from openpyxl.styles.differential import DifferentialStyle
from openpyxl.workbook.defined_name import DefinedName
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.table import Table
from PIL import Image as Picture
from tests.office import converted
from tests.packages import packed, saved, unpacked

from backbone_kg.base.cells import cell_name
from backbone_kg.base.findings import Severity
from backbone_kg.writing import CellNote, annotate

RED, AMBER, BLUE = "FFF4C7C3", "FFFFE8A3", "FFD6E4F5"
ERROR, WARNING, INFO = Severity
COLORS = {ERROR: RED, WARNING: AMBER, INFO: BLUE}
WORDS = {ERROR: "MUST MEND", WARNING: "SHOULD MEND", INFO: "NOTE"}

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
KINDS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
TYPES = "application/vnd.openxmlformats-officedocument.spreadsheetml"
STRICT = {
    MAIN: "http://purl.oclc.org/ooxml/spreadsheetml/main",
    KINDS: "http://purl.oclc.org/ooxml/officeDocument/relationships",
}
WORKSHEET_ORDER = (
    *("sheetPr", "dimension", "sheetViews", "sheetFormatPr", "cols", "sheetData"),
    *("sheetCalcPr", "sheetProtection", "protectedRanges", "scenarios", "autoFilter"),
    *("sortState", "dataConsolidate", "customSheetViews", "mergeCells", "phoneticPr"),
    *("conditionalFormatting", "dataValidations", "hyperlinks", "printOptions", "pageMargins"),
    *("pageSetup", "headerFooter", "rowBreaks", "colBreaks", "customProperties", "cellWatches"),
    *("ignoredErrors", "smartTags", "drawing", "legacyDrawing", "legacyDrawingHF", "drawingHF"),
    *("picture", "oleObjects", "controls", "webPublishItems", "tableParts", "extLst"),
)
STYLES_ORDER = (
    *("numFmts", "fonts", "fills", "borders", "cellStyleXfs", "cellXfs", "cellStyles", "dxfs"),
    *("tableStyles", "colors", "extLst"),
)

# Files ----------------------------------------------------------------------------------------


def rich_workbook() -> bytes:
    """Return a workbook with about all that people put into one."""
    book = Workbook()
    partners = book.worksheets[0]
    partners.title = "Partners"
    for line in (
        ["Name", "Type", "FTE", "Joined"],
        ["Food Bank", "nonprofit", 0.5, datetime.date(2021, 3, 4)],
        ["Helth Dept", "agency", 1.25, datetime.date(2022, 5, 6)],
        ["United Way", "funder", "=C2+C3", datetime.date(2023, 7, 8)],
    ):
        partners.append(line)
    for row in (2, 3, 4):
        partners.cell(row, 3).number_format = "0.00"
        partners.cell(row, 4).number_format = "yyyy-mm-dd"
    partners["A3"].font = Font(name="Georgia", bold=True, color="FF112233")
    partners["A3"].border = Border(left=Side(style="thick"))
    partners["A3"].alignment = Alignment(wrap_text=True, horizontal="right")
    partners["A3"].protection = Protection(locked=False)
    partners["B2"].fill = PatternFill("solid", fgColor="FF00FF00")
    partners["A2"].comment = Comment("Ask Ann.", "Ann", width=200, height=40)
    partners.column_dimensions["G"].font = Font(italic=True)
    partners.column_dimensions["G"].number_format = "0%"
    partners.row_dimensions[9].font = Font(underline="single")
    partners.freeze_panes = "B2"
    partners.merge_cells("A12:C14")
    partners["A12"] = "A merged remark"
    choice = DataValidation(type="list", formula1='"agency,funder,nonprofit"')
    choice.add("B2:B50")
    partners.add_data_validation(choice)
    red = DifferentialStyle(fill=PatternFill("solid", bgColor="FFFF0000"))
    partners.conditional_formatting.add(
        "C2:C9", Rule("cellIs", operator="greaterThan", formula=["1"], dxf=red)
    )
    partners.add_table(Table(displayName="partners", ref="A1:D4"))
    chart = BarChart()
    chart.add_data(Reference(partners, min_col=3, min_row=1, max_row=4), titles_from_data=True)
    partners.add_chart(chart, "I2")
    picture = io.BytesIO()
    Picture.new("RGB", (8, 8), "navy").save(picture, "PNG")
    partners.add_image(Image(picture), "I20")

    assignments = book.create_sheet("Assignments & more")
    for row in range(1, 6):
        assignments.append([f"r{row}c{column}" for column in range(1, 5)])
    hidden = book.create_sheet("Lists")
    hidden["A1"] = "yes"
    hidden.sheet_state = "hidden"
    book.defined_names["answers"] = DefinedName("answers", attr_text="Lists!$A$1:$A$2")
    return saved(book)


def hand_made(
    sheet: str, *, styles: str | None = None, more: Mapping[str, str] | None = None
) -> bytes:
    """Return a workbook of one sheet "S" from the XML inside its worksheet element.

    ``more`` are further parts; a ``comments``, ``vml`` or ``threads`` part is related to the sheet.
    """
    more = dict(more or {})
    kinds = {
        "xl/comments7.xml": f"{KINDS}/comments",
        "xl/drawings/vmlDrawing3.vml": f"{KINDS}/vmlDrawing",
        "xl/threadedComments/threadedComment1.xml": (
            "http://schemas.microsoft.com/office/2017/10/relationships/threadedComment"
        ),
    }
    related = [
        f'<Relationship Id="rId{number}" Type="{kind}" Target="/{name}"/>'
        for number, (name, kind) in enumerate(kinds.items(), start=1)
        if name in more
    ]
    package = "http://schemas.openxmlformats.org/package/2006"
    parts = {
        "[Content_Types].xml": f'<Types xmlns="{package}/content-types">'
        '<Default Extension="xml" ContentType="application/xml"/>'
        f'<Override PartName="/xl/workbook.xml" ContentType="{TYPES}.sheet.main+xml"/>'
        f'<Override PartName="/xl/worksheets/sheet1.xml" ContentType="{TYPES}.worksheet+xml"/>'
        + "".join(
            f'<Override PartName="/{name}" ContentType="{TYPES}.{kind}+xml"/>'
            for name, kind in {"xl/comments7.xml": "comments", "xl/styles.xml": "styles"}.items()
            if name in more or (styles and name == "xl/styles.xml")
        )
        + "</Types>",
        "_rels/.rels": f'<Relationships xmlns="{package}/relationships"><Relationship Id="a"'
        f' Type="{KINDS}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
        "xl/workbook.xml": f'<workbook xmlns="{MAIN}" xmlns:r="{KINDS}"><sheets>'
        '<sheet name="S" sheetId="1" r:id="rId5"/></sheets></workbook>',
        "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{package}/relationships">'
        f'<Relationship Id="rId5" Type="{KINDS}/worksheet" Target="worksheets/sheet1.xml"/>'
        + (f'<Relationship Id="s" Type="{KINDS}/styles" Target="styles.xml"/>' if styles else "")
        + "</Relationships>",
        "xl/worksheets/sheet1.xml": sheet
        if sheet.startswith("<?xml")
        else f'<worksheet xmlns="{MAIN}" xmlns:r="{KINDS}">{sheet}</worksheet>',
        **more,
    }
    if related:
        parts["xl/worksheets/_rels/sheet1.xml.rels"] = (
            f'<Relationships xmlns="{package}/relationships">{"".join(related)}</Relationships>'
        )
    if styles:
        parts["xl/styles.xml"] = f'<styleSheet xmlns="{MAIN}">{styles}</styleSheet>'
    return packed(parts)


def sheet_of(workbook: bytes, part: str = "xl/worksheets/sheet1.xml") -> etree._Element:
    return etree.fromstring(unpacked(workbook)[part])


def local_names(root: etree._Element) -> list[str]:
    return [etree.QName(element).localname for element in root]


# Reading back -----------------------------------------------------------------------------------


def looks(workbook: bytes) -> dict[tuple[str, str], dict[str, Any]]:
    """Return all that openpyxl knows of each cell."""
    book = load_workbook(io.BytesIO(workbook))
    return {
        (sheet.title, cell.coordinate): {
            "value": cell.value,
            "number format": cell.number_format,
            "font": repr(cell.font),
            "border": repr(cell.border),
            "alignment": repr(cell.alignment),
            "protection": repr(cell.protection),
            "fill": cell.fill.fgColor.rgb if cell.fill.fill_type == "solid" else None,
            "comment": cell.comment.text if cell.comment else None,
        }
        for sheet in book.worksheets
        for line in sheet.iter_rows(max_row=20, max_col=10)
        for cell in line
    }


def beside_the_cells(workbook: bytes) -> list[str]:
    """Return all that stands in sheets and styles but cells, fills and what draws comments."""
    ours = {"sheetData", "dimension", "legacyDrawing", "fills", "cellXfs"}
    parts = unpacked(workbook)
    names = sorted(name for name in parts if re.match(r"xl/(worksheets/sheet|styles)", name))
    return [
        canonical(etree.tostring(element, encoding="unicode"))
        for name in names
        for element in etree.fromstring(parts[name])
        if etree.QName(element).localname not in ours
    ]


def colored_and_said(workbook: bytes) -> dict[tuple[str, str], tuple[str | None, str]]:
    """Return the color and comment of each cell that has a comment."""
    return {
        place: (look["fill"], look["comment"])
        for place, look in looks(workbook).items()
        if look["comment"]
    }


def note(cell: str, text: str = "Mend it.", severity: Severity = ERROR) -> CellNote:
    return CellNote("S", cell, text, severity)


NOTES = [
    CellNote("Partners", "A3", "“Helth Dept” is not known.", ERROR),
    CellNote("Partners", "C4", "More than one person has hours for.", WARNING),
    CellNote("Partners", "A2", "The type could be more exact.", INFO),
    CellNote("Partners", "G7", "Is missing.", ERROR),
    CellNote("Partners", "B9", "Is missing.", WARNING),
    CellNote("Partners", "B13", "The remark is too long.", INFO),
    CellNote("Assignments & more", "B2", "No such role.", WARNING),
]
EXPECTED = {
    ("Partners", "A3"): (RED, "MUST MEND: “Helth Dept” is not known."),
    ("Partners", "C4"): (AMBER, "SHOULD MEND: More than one person has hours for."),
    ("Partners", "A2"): (BLUE, "Ask Ann.\n\nNOTE: The type could be more exact."),
    ("Partners", "G7"): (RED, "MUST MEND: Is missing."),
    ("Partners", "B9"): (AMBER, "SHOULD MEND: Is missing."),
    ("Partners", "A12"): (BLUE, "NOTE: The remark is too long."),
    ("Assignments & more", "B2"): (AMBER, "SHOULD MEND: No such role."),
}

# What stays and what changes --------------------------------------------------------------------


def test_only_the_parts_that_must_change_differ() -> None:
    original = rich_workbook()
    before, after = unpacked(original), unpacked(annotate(original, NOTES))

    changed = {name for name in before if before[name] != after[name]}
    added = set(after) - set(before)

    assert changed == {
        "[Content_Types].xml",
        "xl/styles.xml",
        "xl/worksheets/sheet1.xml",
        "xl/worksheets/sheet2.xml",
        "xl/comments/comment1.xml",
        "xl/drawings/commentsDrawing1.vml",
    }
    assert added == {
        "xl/worksheets/_rels/sheet2.xml.rels",
        "xl/comments1.xml",
        "xl/drawings/vmlDrawing1.vml",
    }
    assert list(after)[: len(before)] == list(before)
    assert {"xl/charts/chart1.xml", "xl/media/image1.png"} <= set(after) - changed


def test_faulty_cells_change_fill_and_comment_and_no_other_cell_changes() -> None:
    original = rich_workbook()
    before, after = looks(original), looks(annotate(original, NOTES))
    sheet = load_workbook(io.BytesIO(original))["Partners"]
    column, row = sheet.column_dimensions["G"], sheet.row_dimensions[9]
    # Cells that were not there showed with the style of their column or row.
    before["Partners", "G7"].update({"font": repr(column.font), "number format": "0%"})
    before["Partners", "B9"].update({"font": repr(row.font)})

    for place, look in before.items():
        changed = dict(zip(("fill", "comment"), EXPECTED.get(place, ()), strict=False))
        assert after[place] == {**look, **changed}, place
    assert set(EXPECTED) <= set(before)


def test_everything_beside_the_cells_is_as_it_was() -> None:
    original = rich_workbook()
    assert beside_the_cells(annotate(original, NOTES)) == beside_the_cells(original)


def test_a_cell_that_is_not_there_yet_keeps_the_style_of_its_row_or_column() -> None:
    styles = (
        '<cellXfs count="3"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/>'
        '<xf numFmtId="9" fontId="0" fillId="0" borderId="0"/>'
        '<xf numFmtId="10" fontId="0" fillId="0" borderId="0"/></cellXfs>'
    )
    sheet = (
        '<cols><col min="2" max="4" style="1"/></cols>'
        '<sheetData><row r="3" s="2" customFormat="1"/><row r="4" s="2"/></sheetData>'
    )
    notes = [note("A2"), note("C2"), note("C3"), note("C4")]
    after = looks(annotate(hand_made(sheet, styles=styles), notes))

    formats = {n.cell: after["S", n.cell]["number format"] for n in notes}
    assert formats == {"A2": "General", "C2": "0%", "C3": "0.00%", "C4": "0%"}


def test_without_notes_the_same_bytes_come_back() -> None:
    original = rich_workbook()
    assert annotate(original, []) == original


def test_the_same_input_gives_the_same_bytes_in_any_order_of_notes() -> None:
    original = rich_workbook()
    assert annotate(original, NOTES) == annotate(original, NOTES[::-1])


def test_dates_of_the_entries_do_not_depend_on_the_clock_nor_on_the_machine() -> None:
    original = rich_workbook()
    with zipfile.ZipFile(io.BytesIO(original)) as archive:
        dates = {info.filename: info.date_time for info in archive.infolist()}
    with zipfile.ZipFile(io.BytesIO(annotate(original, NOTES))) as archive:
        for info in archive.infolist():
            assert info.date_time == dates.get(info.filename, (1980, 1, 1, 0, 0, 0))
            assert info.filename in dates or info.create_system == 0


# Notes -------------------------------------------------------------------------------------------


def test_notes_on_one_cell_make_one_comment_and_the_worst_gives_the_color() -> None:
    notes = [
        note("B2", "Blue.", INFO),
        note("B2", "Red.", ERROR),
        note("B2", "Amber.", WARNING),
        note("B2", "Red too.", ERROR),
        note("B2", "Red.", ERROR),
    ]
    copy = annotate(hand_made("<sheetData/>"), notes)

    said = "MUST MEND: Red.\n\nMUST MEND: Red too.\n\nSHOULD MEND: Amber.\n\nNOTE: Blue."
    assert colored_and_said(copy) == {("S", "B2"): (RED, said)}
    comment = load_workbook(io.BytesIO(copy))["S"]["B2"].comment
    assert comment is not None
    assert comment.author == "backbone-kg"


def test_annotating_the_copy_again_adds_to_its_comments() -> None:
    once = annotate(rich_workbook(), NOTES)
    again = [
        CellNote("Partners", "C4", "Is no number.", ERROR),
        CellNote("Partners", "C2", "Is small.", INFO),
        CellNote("Assignments & more", "C2", "Is odd.", INFO),
    ]
    twice = annotate(once, again)

    assert colored_and_said(twice) == {
        **EXPECTED,
        ("Partners", "C4"): (RED, EXPECTED["Partners", "C4"][1] + "\n\nMUST MEND: Is no number."),
        ("Partners", "C2"): (BLUE, "NOTE: Is small."),
        ("Assignments & more", "C2"): (BLUE, "NOTE: Is odd."),
    }
    assert set(unpacked(twice)) == set(unpacked(once))


def test_a_comment_is_either_plain_or_made_of_runs() -> None:
    parts = unpacked(annotate(rich_workbook(), NOTES))
    comments = etree.fromstring(parts["xl/comments/comment1.xml"])
    texts = list(comments.iter(f"{{{MAIN}}}text"))
    assert len(texts) == 6
    for text in texts:
        assert set(local_names(text)) == {"r"}


def test_new_parts_have_a_type() -> None:
    parts = unpacked(annotate(hand_made("<sheetData/>"), [note("A1")]))
    types = etree.fromstring(parts["[Content_Types].xml"])
    said = {e.get("PartName") or e.get("Extension"): e.get("ContentType") for e in types}
    assert said["/xl/comments1.xml"] == f"{TYPES}.comments+xml"
    assert said["/xl/styles.xml"] == f"{TYPES}.styles+xml"
    assert said["vml"] == "application/vnd.openxmlformats-officedocument.vmlDrawing"
    kinds = [etree.QName(element).localname for element in types]
    assert kinds == sorted(kinds)  # Default before Override


def test_annotating_the_copy_with_the_same_notes_changes_nothing_that_is_seen() -> None:
    once = annotate(rich_workbook(), NOTES)
    twice = annotate(once, NOTES)
    assert looks(twice) == looks(once)
    assert unpacked(twice)["xl/comments1.xml"] == unpacked(once)["xl/comments1.xml"]
    assert (
        unpacked(twice)["xl/drawings/vmlDrawing1.vml"]
        == (unpacked(once)["xl/drawings/vmlDrawing1.vml"])
    )


def test_what_xml_cannot_hold_is_replaced_in_a_comment() -> None:
    copy = annotate(hand_made("<sheetData/>"), [note("A1", "<a> & \x00\x0b\r\nb")])
    assert colored_and_said(copy)["S", "A1"][1] == "MUST MEND: <a> & \ufffd\ufffd\nb"


def test_a_comment_stays_as_short_as_excel_needs_it() -> None:
    copy = annotate(hand_made("<sheetData/>"), [note("A1", "x" * 40_000)])
    said = colored_and_said(copy)["S", "A1"][1]
    assert len(said) == 32_767
    assert said.endswith("x…")
    assert colored_and_said(annotate(copy, [note("A1", "More.")]))["S", "A1"][1] == said


# The worksheet -----------------------------------------------------------------------------------


def test_children_of_the_worksheet_and_of_the_styles_stand_in_the_order_of_the_schema() -> None:
    parts = unpacked(annotate(rich_workbook(), NOTES))
    for number in (1, 2):
        names = local_names(etree.fromstring(parts[f"xl/worksheets/sheet{number}.xml"]))
        assert "legacyDrawing" in names
        assert names == sorted(names, key=WORKSHEET_ORDER.index)
    names = local_names(etree.fromstring(parts["xl/styles.xml"]))
    assert names == sorted(names, key=STYLES_ORDER.index)


@pytest.mark.parametrize(
    "follower",
    [
        '<legacyDrawingHF r:id="x"/>',
        '<tableParts count="0"/>',
        "<extLst/>",
        '<mc:AlternateContent xmlns:mc="urn:mc"><mc:Choice Requires="x14"><controls/></mc:Choice>'
        "</mc:AlternateContent>",
    ],
)
def test_the_drawing_of_comments_stands_before_what_must_follow_it(follower: str) -> None:
    sheet = f"<sheetData/><pageMargins/>{follower}"
    names = local_names(sheet_of(annotate(hand_made(sheet), [note("A1")])))
    assert names[:3] == ["sheetData", "pageMargins", "legacyDrawing"]
    assert len(names) == 4


def test_extensions_and_unknown_namespaces_survive() -> None:
    sheet = (
        '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\r\n'
        f'<worksheet xmlns="{MAIN}" xmlns:r="{KINDS}"'
        ' xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
        ' mc:Ignorable="x14ac xr" xmlns:x14ac="urn:x14ac" xmlns:xr="urn:xr" xr:uid="{00}">'
        '<dimension ref="A1:B1"/><sheetData><row r="1" spans="1:2" x14ac:dyDescent="0.25">'
        '<c r="A1" t="inlineStr"><is><t>x</t></is></c>'
        '<c r="B1"><f t="shared" ref="B1:B2" si="0">A1+1</f><v>2</v></c></row></sheetData>'
        '<extLst><ext uri="{01}" xmlns:x14="urn:x14"><x14:slicer r:id="rId9"/></ext></extLst>'
        "</worksheet>"
    )
    data = unpacked(annotate(hand_made(sheet), [note("B1"), note("D3")]))
    after = data["xl/worksheets/sheet1.xml"].decode()

    expected = (
        sheet.partition("?>\r\n")[2]
        .replace('<c r="B1">', '<c r="B1" s="1">')
        .replace('ref="A1:B1"', 'ref="A1:D3"')
        .replace("</sheetData>", '<row r="3"><c r="D3" s="1"/></row></sheetData>')
        .replace("<extLst>", '<legacyDrawing r:id="rId2"/><extLst>')
    )
    assert canonical(after) == canonical(expected)
    root = etree.fromstring(after.encode())
    assert {"x14ac", "xr", "mc"} <= {prefix for prefix in root.nsmap if prefix}


def canonical(xml: str) -> str:
    return str(etree.canonicalize(re.sub(r"<\?xml.*?\?>\s*", "", xml)))


def test_rows_and_cells_are_added_where_the_order_wants_them() -> None:
    sheet = (
        '<sheetData><row r="2" spans="2:2"><c r="B2"/></row><row r="5"><c r="C5"/><extLst/></row>'
        "</sheetData>"
    )
    notes = [note(cell) for cell in ("A1", "AA2", "C2", "A2", "D3", "D5", "A5", "A7")]
    data = sheet_of(annotate(hand_made(sheet), notes))[0]

    assert [row.get("r") for row in data] == ["1", "2", "3", "5", "7"]
    assert [[c.get("r") for c in row if c.get("r")] for row in data] == [
        ["A1"],
        ["A2", "B2", "C2", "AA2"],
        ["D3"],
        ["A5", "C5", "D5"],
        ["A7"],
    ]
    assert data[1].get("spans") == "1:27"
    assert local_names(data[3])[-1] == "extLst"


def test_rows_and_cells_without_references_are_counted() -> None:
    def cell(text: str, reference: str = "") -> str:
        return f'<c{reference} t="inlineStr"><is><t>{text}</t></is></c>'

    sheet = (
        f"<sheetData><row>{cell('A1')}{cell('B1')}</row>"
        f'<row r="4">{cell("C4", " r=" + chr(34) + "C4" + chr(34))}{cell("D4")}</row>'
        f"<row>{cell('A5')}</row></sheetData>"
    )
    notes = [note(cell) for cell in ("B1", "B2", "D4", "A5", "B5")]
    after = looks(annotate(hand_made(sheet), notes))

    values = {place[1]: look["value"] for place, look in after.items() if look["value"]}
    assert values == {name: name for name in ("A1", "B1", "C4", "D4", "A5")}
    assert {place[1] for place, look in after.items() if look["fill"] == RED} == {
        n.cell for n in notes
    }


def test_a_note_on_a_cell_that_a_merged_range_hides_goes_to_the_one_that_shows() -> None:
    sheet = '<sheetData/><mergeCells count="1"><mergeCell ref="B2:C4"/></mergeCells>'
    copy = annotate(hand_made(sheet), [note("C4", "Low."), note("B2", "High."), note("D4")])
    assert colored_and_said(copy) == {
        ("S", "B2"): (RED, "MUST MEND: Low.\n\nMUST MEND: High."),
        ("S", "D4"): (RED, "MUST MEND: Mend it."),
    }


def present_names(*places: Iterable[tuple[int, int]]) -> set[str]:
    return {cell_name(*place) for place in chain.from_iterable(places)}


@given(
    present=st.sets(st.tuples(st.integers(0, 6), st.integers(0, 6))),
    noted=st.dictionaries(
        st.tuples(st.integers(0, 8), st.integers(0, 8)), st.sampled_from(Severity)
    ),
)
def test_exactly_the_noted_cells_are_colored(
    present: set[tuple[int, int]], noted: dict[tuple[int, int], Severity]
) -> None:
    rows = []
    for row in sorted({row for row, _ in present}):
        names = [cell_name(row, column) for r, column in sorted(present) if r == row]
        cells = "".join(f'<c r="{n}" t="inlineStr"><is><t>{n}</t></is></c>' for n in names)
        rows.append(f'<row r="{row + 1}">{cells}</row>')
    original = hand_made(f"<sheetData>{''.join(rows)}</sheetData>")
    notes = [note(cell_name(*place), "Odd.", severity) for place, severity in noted.items()]
    copy = annotate(original, notes)

    after = looks(copy)
    colors = {place[1]: look["fill"] for place, look in after.items() if look["fill"]}
    assert colors == {n.cell: COLORS[n.severity] for n in notes}
    said = {place[1]: look["comment"] for place, look in after.items() if look["comment"]}
    assert said == {n.cell: f"{WORDS[n.severity]}: Odd." for n in notes}
    values = {place[1]: look["value"] for place, look in after.items() if look["value"]}
    assert values == {cell_name(*place): cell_name(*place) for place in present}
    order = [cell.get("r", "") for cell in sheet_of(copy).iter(f"{{{MAIN}}}c")]
    assert order == sorted(present_names(present, noted), key=lambda name: (int(name[1:]), name))


# Styles ------------------------------------------------------------------------------------------


def test_the_two_fills_that_programs_reserve_are_never_ours() -> None:
    styles = '<fonts count="1"><font/></fonts><fills count="1"><fill><patternFill/></fill></fills>'
    copy = annotate(hand_made("<sheetData/>", styles=styles), [note("A1")])
    root = etree.fromstring(unpacked(copy)["xl/styles.xml"])
    names = local_names(root)
    assert names == sorted(names, key=STYLES_ORDER.index)
    fills, formats = root[names.index("fills")], root[names.index("cellXfs")]
    assert (fills.get("count"), len(fills)) == ("3", 3)
    assert (formats.get("count"), len(formats)) == ("2", 2)
    assert formats[1].get("fillId") == "2"
    assert formats[1].get("applyFill") == "1"


def test_cells_of_one_style_and_severity_share_a_style() -> None:
    notes = [note(f"A{row}", severity=(ERROR, WARNING)[row % 2]) for row in range(1, 30)]
    copy = annotate(hand_made("<sheetData/>"), notes)
    root = etree.fromstring(unpacked(copy)["xl/styles.xml"])
    assert len(root[local_names(root).index("cellXfs")]) == 3


# Comments and their boxes ------------------------------------------------------------------------

# As Excel writes it for a check box and a comment: not well-formed XML.
EXCEL_DRAWING = (
    '<xml xmlns:v="urn:schemas-microsoft-com:vml"\r\n'
    ' xmlns:o="urn:schemas-microsoft-com:office:office"\r\n'
    ' xmlns:x="urn:schemas-microsoft-com:office:excel">\r\n'
    ' <o:shapelayout v:ext="edit">\r\n  <o:idmap v:ext="edit" data="1"/>\r\n </o:shapelayout>\r\n'
    ' <v:shapetype id="_x0000_t201" coordsize="21600,21600" o:spt="201"/>\r\n'
    ' <v:shapetype id="_x0000_t202" coordsize="21600,21600" o:spt="202"/>\r\n'
    ' <v:shape id="Check_x0020_Box_x0020_1" o:spid="_x0000_s1026" type="#_x0000_t201">\r\n'
    "  <v:textbox><div>one<br>two</div></v:textbox>\r\n"
    '  <x:ClientData ObjectType="Checkbox"><x:Anchor>1, 0, 1, 0, 2, 0, 2, 0</x:Anchor>'
    "<x:Row>2</x:Row><x:Column>2</x:Column></x:ClientData></v:shape>\r\n"
    ' <v:shape id="_x0000_s1025" type="#_x0000_t202" style=\'position:absolute;'
    " width:96pt;height:12pt;visibility:hidden'>\r\n"
    '  <x:ClientData ObjectType="Note"><x:MoveWithCells/>'
    "<x:Anchor>\r\n    2, 15, 0, 10, 4, 15, 1, 4</x:Anchor>"
    "<x:Row>1</x:Row><x:Column>1</x:Column></x:ClientData></v:shape></xml>"
)


def commented(threads: str = "", author: str = "Ann") -> bytes:
    """Return a workbook with a comment on B2, a check box, and perhaps threads."""
    more = {
        "xl/comments7.xml": f'<comments xmlns="{MAIN}"><authors><author>{author}</author></authors>'
        '<commentList><comment ref="B2" authorId="0"><text><r><rPr><b/></rPr><t>Ask.</t></r>\n'
        "</text></comment></commentList></comments>",
        "xl/drawings/vmlDrawing3.vml": EXCEL_DRAWING,
    }
    if threads:
        more["xl/threadedComments/threadedComment1.xml"] = threads
    return hand_made('<sheetData/><legacyDrawing r:id="rId2"/>', more=more)


def test_a_drawing_of_excel_is_added_to_and_otherwise_left_as_it_is() -> None:
    copy = annotate(commented(), [note("C3"), note("D9")])
    after = unpacked(copy)
    drawing = after["xl/drawings/vmlDrawing3.vml"].decode()

    assert drawing.startswith(EXCEL_DRAWING.removesuffix("</xml>"))
    assert drawing.endswith("</xml>")
    ids = re.findall(r"_x0000_s(\d+)", drawing)
    assert ids == ["1026", "1025", "1027", "1028"]
    assert drawing.count("<v:shapetype") == 2
    places = re.findall(r"<x:Row>(\d+)</x:Row><x:Column>(\d+)<", drawing)
    assert places == [("2", "2"), ("1", "1"), ("2", "2"), ("8", "3")]
    assert sorted(name for name in after if "omments" in name) == ["xl/comments7.xml"]
    assert colored_and_said(copy)["S", "B2"] == (None, "Ask.")


def test_the_box_of_a_comment_grows_downward_with_its_text() -> None:
    copy = annotate(commented(), [note("B2", "word " * 40)])
    drawing = unpacked(copy)["xl/drawings/vmlDrawing3.vml"].decode()

    assert len(re.findall("<v:shape ", drawing)) == 2
    check_box, anchor = re.findall(r"<x:Anchor>\s*(.*?)</x:Anchor>", drawing)
    assert check_box == "1, 0, 1, 0, 2, 0, 2, 0"
    numbers = [int(number) for number in anchor.split(", ")]
    assert numbers[:6] == [2, 15, 0, 10, 4, 15]
    assert numbers[6] * 20 + numbers[7] - 10 >= 40 * 5 / 20 * 15  # 20 letters to a line of 15 px
    height = re.search(r"height:([\d.]+)pt", drawing)
    assert height is not None
    assert float(height[1]) >= 40 * 5 / 20 * 15 * 0.75


def test_shape_numbers_of_two_drawings_never_meet() -> None:
    book = Workbook()
    book.create_sheet("Second")
    notes = [CellNote("Sheet", f"A{row}", "x", INFO) for row in range(1, 1300)]
    notes += [CellNote("Second", "A1", "x", INFO)]
    parts = unpacked(annotate(saved(book), notes))

    first = parts["xl/drawings/vmlDrawing1.vml"].decode()
    second = parts["xl/drawings/vmlDrawing2.vml"].decode()
    numbers = [int(n) for n in re.findall(r'id="_x0000_s(\d+)"', first + second)]
    assert len(set(numbers)) == len(notes)
    assert re.findall(r'data="([\d,]+)"', first) == ["1,2"]
    assert re.findall(r'data="([\d,]+)"', second) == ["3"]
    assert {number // 1024 for number in numbers} == {1, 2, 3}


def test_a_box_is_as_high_as_its_text_needs_and_hidden_until_asked_for() -> None:
    copy = annotate(hand_made("<sheetData/>"), [note("B3", "Short."), note("B30", "long " * 60)])
    drawing = unpacked(copy)["xl/drawings/vmlDrawing1.vml"].decode()
    etree.fromstring(drawing)

    assert drawing.count('<v:shapetype id="_x0000_t202"') == 1
    assert drawing.count('type="#_x0000_t202"') == 2
    assert drawing.count("visibility:hidden") == 2
    heights = [float(height) for height in re.findall(r";height:([\d.]+)pt", drawing)]
    widths = [float(width) for width in re.findall(r";width:([\d.]+)pt", drawing)]
    assert heights[0] < 40
    assert heights[1] * widths[1] > 300 * 6 * 0.75 * 13 * 0.75  # letters of 6 by 13 px
    anchors = re.findall(r"<x:Anchor>(.*?)</x:Anchor>", drawing)
    left, _, top, _, right, _, bottom, _ = (int(number) for number in anchors[0].split(", "))
    assert (left, top) == (2, 1)
    assert (right > left, bottom > top) == (True, True)


def test_a_box_is_not_squeezed_by_hidden_columns() -> None:
    sheet = (
        '<cols><col min="1" max="9" width="10"/><col min="10" max="16384" width="9" hidden="1"/>'
        "</cols><sheetData/>"
    )
    copy = annotate(hand_made(sheet), [note("I5", "word " * 50)])
    drawing = unpacked(copy)["xl/drawings/vmlDrawing1.vml"].decode()
    anchor = re.search(r"<x:Anchor>(.*?)</x:Anchor>", drawing)
    assert anchor is not None
    numbers = [int(number) for number in anchor[1].split(", ")]
    columns_shown = 70  # pixels each
    left = min(numbers[0], 9) * columns_shown + numbers[1]
    right = min(numbers[4], 9) * columns_shown + numbers[5]
    assert right - left == 300


def test_a_drawing_with_prefixes_declared_elsewhere_stays_well_formed() -> None:
    copy = annotate(rich_workbook(), NOTES)
    root = etree.fromstring(unpacked(copy)["xl/drawings/commentsDrawing1.vml"])
    shapes = root.findall("{urn:schemas-microsoft-com:vml}shape")
    rows = [
        shape.findtext(".//{urn:schemas-microsoft-com:office:excel}Row") or "" for shape in shapes
    ]
    assert sorted(int(row) for row in rows) == [1, 2, 3, 6, 8, 11]


# Threads -----------------------------------------------------------------------------------------


def threads_on(cell: str) -> str:
    namespace = "http://schemas.microsoft.com/office/spreadsheetml/2018/threadedcomments"
    return (
        f'<ThreadedComments xmlns="{namespace}"><threadedComment ref="{cell}" id="{{1}}">'
        "<text>Ask.</text></threadedComment></ThreadedComments>"
    )


def test_a_thread_is_left_alone_and_the_text_goes_to_the_plain_comment_beside_it() -> None:
    original = commented(threads_on("B2"), author="tc={1}")
    copy = annotate(original, [note("B2")])
    name = "xl/threadedComments/threadedComment1.xml"
    assert unpacked(copy)[name] == unpacked(original)[name]
    assert colored_and_said(copy) == {("S", "B2"): (RED, "Ask.\n\nMUST MEND: Mend it.")}


def test_a_thread_without_a_plain_comment_leaves_room_for_the_color_only() -> None:
    more = {"xl/threadedComments/threadedComment1.xml": threads_on("C3")}
    original = hand_made("<sheetData/>", more=more)
    copy = annotate(original, [note("C3")])
    assert colored_and_said(copy) == {}
    assert looks(copy)["S", "C3"]["fill"] == RED
    assert not [name for name in unpacked(copy) if "comments1" in name or "vml" in name]
    both = annotate(original, [note("C3"), note("C4")])
    assert colored_and_said(both) == {("S", "C4"): (RED, "MUST MEND: Mend it.")}


# Other writers -----------------------------------------------------------------------------------


def test_the_strict_form_of_the_standard_keeps_its_own_namespaces() -> None:
    parts = {name: data.decode() for name, data in unpacked(hand_made("<sheetData/>")).items()}
    for ours, theirs in STRICT.items():
        parts = {name: text.replace(ours, theirs) for name, text in parts.items()}
    after = unpacked(annotate(packed(parts), [note("A1")]))

    assert etree.QName(etree.fromstring(after["xl/comments1.xml"])).namespace == STRICT[MAIN]
    relations = after["xl/worksheets/_rels/sheet1.xml.rels"].decode()
    assert f"{STRICT[KINDS]}/comments" in relations
    drawing = etree.fromstring(after["xl/worksheets/sheet1.xml"])[-1]
    assert drawing.tag == f"{{{STRICT[MAIN]}}}legacyDrawing"
    identifier = drawing.get(f"{{{STRICT[KINDS]}}}id")
    assert f'Id="{identifier}" Type="{STRICT[KINDS]}/vmlDrawing"' in relations


def test_a_sheet_whose_elements_have_a_prefix_gets_cells_with_that_prefix() -> None:
    sheet = (
        f'<?xml version="1.0"?><x:worksheet xmlns:x="{MAIN}"><x:sheetData/><x:extLst/>'
        "</x:worksheet>"
    )
    copy = annotate(hand_made(sheet), [note("B2")])
    xml = unpacked(copy)["xl/worksheets/sheet1.xml"].decode()
    assert '<x:row r="2"><x:c r="B2" s="1"/></x:row>' in xml
    assert f'<x:legacyDrawing xmlns:r="{KINDS}" r:id="rId2"/><x:extLst/>' in xml
    assert colored_and_said(copy) == {("S", "B2"): (RED, "MUST MEND: Mend it.")}


@pytest.mark.office
def test_libreoffice_opens_the_copy_and_its_own_files_can_be_annotated(tmp_path: Path) -> None:
    table = tmp_path / "Partners.csv"
    table.write_text("Name,FTE\nFood Bank,0.5\nUnited Way,1\n", encoding="utf-8")
    made = converted(tmp_path, "xlsx", table)[0].read_bytes()
    notes = [
        CellNote("Partners", "B3", "Is too much.", WARNING),
        CellNote("Partners", "C2", "Is missing.", ERROR),
    ]
    own, rich = tmp_path / "own.xlsx", tmp_path / "rich.xlsx"
    own.write_bytes(annotate(made, notes))
    rich.write_bytes(annotate(rich_workbook(), NOTES))
    own_after, rich_after = (f.read_bytes() for f in converted(tmp_path, "xlsx", own, rich))

    said = {
        ("Partners", "B3"): (AMBER, "SHOULD MEND: Is too much."),
        ("Partners", "C2"): (RED, "MUST MEND: Is missing."),
    }
    assert colored_and_said(own.read_bytes()) == said
    assert colored_and_said(own_after) == said
    assert values_of(own_after) == values_of(made)
    assert colored_and_said(rich_after) == EXPECTED
    assert values_of(rich_after) == values_of(rich_workbook())


def values_of(workbook: bytes) -> dict[tuple[str, str], Any]:
    return {place: look["value"] for place, look in looks(workbook).items() if look["value"]}


# What cannot be annotated ------------------------------------------------------------------------


@pytest.mark.parametrize("cell", ["", "7", "B", "B0", "b7", "$B$7", "B7:C8", "XFE1", "A1048577"])
def test_what_is_no_cell_is_refused(cell: str) -> None:
    with pytest.raises(ValueError, match="is not the name of a cell"):
        annotate(hand_made("<sheetData/>"), [note(cell)])


def test_the_last_cell_of_a_sheet_can_be_annotated() -> None:
    copy = annotate(hand_made("<sheetData/>"), [note("XFD1048576")])
    assert sheet_of(copy)[0][0][0].get("r") == "XFD1048576"


@pytest.mark.parametrize("sheet", ["s", "S ", "T", ""])
def test_a_sheet_that_the_workbook_does_not_have_is_refused(sheet: str) -> None:
    with pytest.raises(ValueError, match=r"has no sheet “.*”\. It has: “S”"):
        annotate(hand_made("<sheetData/>"), [CellNote(sheet, "A1", "x", INFO)])


def test_a_sheet_without_cells_is_refused() -> None:
    with pytest.raises(ValueError, match="has no cells"):
        annotate(hand_made("<drawing/>"), [note("A1")])


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "not an .xlsx workbook"),
        (b"Name,Type\n", "not an .xlsx workbook"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "password"),
        (packed({"mimetype": "application/vnd.oasis.opendocument.spreadsheet"}), "not an .xlsx"),
        (hand_made("<sheetData/>")[:400], "not an .xlsx workbook"),
        (hand_made("<sheetData>"), "sheet1.xml is not XML"),
        (
            hand_made('<?xml version="1.0"?><!DOCTYPE w [<!ENTITY e "e">]><w>&e;</w>'),
            "has a DTD",
        ),
    ],
)
def test_what_is_no_workbook_is_refused_in_plain_words(data: bytes, said: str) -> None:
    with pytest.raises(ValueError, match=said):
        annotate(data, [note("A1")])


def test_a_workbook_whose_sheet_is_missing_is_refused() -> None:
    parts = unpacked(hand_made("<sheetData/>"))
    del parts["xl/worksheets/sheet1.xml"]
    with pytest.raises(ValueError, match=r"part xl/worksheets/sheet1\.xml is missing"):
        annotate(packed(parts), [note("A1")])

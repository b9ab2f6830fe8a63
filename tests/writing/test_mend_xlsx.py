"""Mending cells of a workbook: what is typed is there, and all else is as it was."""

from __future__ import annotations

import io

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import Workbook, load_workbook
from openpyxl.styles import Font
from openpyxl.worksheet.datavalidation import DataValidation
from tests.packages import packed, saved, unpacked

from backbone_kg.writing import mended


def small() -> bytes:
    workbook = Workbook()
    sheet = workbook.active
    assert sheet is not None
    sheet.title = "Partners"
    sheet.append(["Name", "FTE", "Total"])
    sheet.append(["Mill Fund", 0.5, "=B2*2"])
    sheet.append(["Harbor", "x", None])
    sheet["A2"].font = Font(bold=True)
    sheet["A3"].number_format = "@"
    menu = DataValidation(type="list", formula1='"Mill Fund,Harbor"')
    menu.add("A2:A9")
    sheet.add_data_validation(menu)
    workbook.create_sheet("Other").append(["kept"])
    return saved(workbook)


def cells(content: bytes) -> dict[str, object]:
    workbook = load_workbook(io.BytesIO(content))
    return {
        f"{sheet.title}!{cell.coordinate}": cell.value
        for sheet in workbook
        for row in sheet.iter_rows()
        for cell in row
        if cell.value is not None
    }


@pytest.mark.parametrize(
    ("cell", "text", "value"),
    [
        ("A2", "Mill Creek Fund", "Mill Creek Fund"),
        ("B3", "0.25", 0.25),
        ("B3", "007", "007"),
        ("B3", "1e9", "1e9"),
        ("A3", "12", "12"),
        ("C3", "=1+1", "=1+1"),
        ("D9", " two  spaces ", " two  spaces "),
        ("A2", "", None),
        ("C2", "1", 1),
    ],
)
def test_a_cell_says_what_was_typed_and_no_other_changes(
    cell: str, text: str, value: object
) -> None:
    before = cells(small())
    content = mended(small(), {("Partners", cell): text})
    after = cells(content)
    assert after.pop(f"Partners!{cell}", None) == value
    before.pop(f"Partners!{cell}", None)
    assert after == before


def test_formats_and_drop_downs_stay_and_what_is_typed_is_no_formula() -> None:
    content = mended(small(), {("Partners", "A2"): "=HYPERLINK(1)"})
    sheet = load_workbook(io.BytesIO(content))["Partners"]
    assert sheet["A2"].font.bold
    assert [str(one.sqref) for one in sheet.data_validations.dataValidation] == ["A2:A9"]
    part = unpacked(content)["xl/worksheets/sheet1.xml"]
    assert b"HYPERLINK" in part
    assert b"<f>HYPERLINK" not in part


def test_nothing_to_mend_gives_the_very_same_bytes() -> None:
    workbook = small()
    assert mended(workbook, {}) == workbook


@pytest.mark.parametrize(
    ("sheet", "cell", "text", "said"),
    [
        ("Nowhere", "A1", "x", "no sheet “Nowhere”"),
        ("Partners", "7B", "x", "not the name of a cell"),
        ("Partners", "A1", "a\x0bb", "no cell can"),
        ("Partners", "A1", "x" * 32_768, "32,767 characters"),
    ],
)
def test_what_cannot_be_written_is_told(sheet: str, cell: str, text: str, said: str) -> None:
    with pytest.raises(ValueError, match=said):
        mended(small(), {(sheet, cell): text})


def test_a_formula_over_several_cells_is_left_to_the_spreadsheet_program() -> None:
    parts = unpacked(small())
    sheet = "xl/worksheets/sheet1.xml"
    parts[sheet] = parts[sheet].replace(b"<f>", b'<f t="shared" ref="C2:C3" si="0">')
    with pytest.raises(ValueError, match="C2 is part of a formula over several cells"):
        mended(packed(parts), {("Partners", "C2"): "1"})


WRITABLE = st.characters(exclude_categories=["Cs", "Cc"], exclude_characters="\ufffe\uffff")


@given(st.text(WRITABLE, max_size=30))
def test_any_text_comes_back_as_it_was_typed(text: str) -> None:
    assert (cells(mended(small(), {("Partners", "A3"): text})).get("Partners!A3") or "") == text

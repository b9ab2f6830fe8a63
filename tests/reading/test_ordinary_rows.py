"""What is told of a sheet is the same, whether its ordinary rows are taken out first or not."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.packages import packed, unpacked
from tests.reading.test_workbooks import xlsx_of_rows

from backbone_kg.base.errors import CannotReadError
from backbone_kg.reading import marks_of, read_workbook, take_ordinary_rows

STYLES = frozenset({"3", "12"})
CELLS = [
    '<c r="{at}"><v>1</v></c>', '<c r="{at}" s="3"><v>1</v></c>', '<c r="{at}" s="2"><v>1</v></c>',
    '<c r="{at}" s="1" t="s"><v>0</v></c>', '<c r="{at}" t="e"><v>#REF!</v></c>',
    '<c r="{at}" t="inlineStr"><is><t>a &amp; b</t></is></c>', '<c r="{at}" s="12"/>',
    '<c r="{at}" t="inlineStr"><is><t xml:space="preserve"> x</t></is></c>', '<c r="{at}" s="2"/>',
    '<c r="{at}" t="inlineStr"><is><r><t>a</t></r><r><t>b</t></r></is></c>', '<c r="{at}"></c>',
    '<c r="{at}"><v></v></c>', '<c r="{at}"><f>A1+1</f></c>', '<c r="{at}"><f>A1</f><v>2</v></c>',
    "<c r='{at}'><v>1</v></c>", '<c><v>1</v></c>', '<c r="ZZ9"><v>1</v></c>', "<x:c/>",
]  # fmt: skip
ROWS = ['<row r="{n}">', '<row r="{n}" spans="1:3" ht="12.8">', '<row r="{n}" hidden="1">',
        '<row r="{n}" hidden="false" customHeight="false">', "<row r='{n}'>", "<row>"]  # fmt: skip


@st.composite
def sheets(draw: st.DrawFn) -> str:
    """Return the XML of a sheet, most of whose rows are ordinary."""
    rows = ""
    for n in sorted(draw(st.sets(st.integers(1, 400), max_size=6))):
        kind = draw(st.sampled_from([*ROWS[:1] * 6, *ROWS])).format(n=n)
        cells = draw(st.lists(st.sampled_from([*CELLS[:1] * 20, *CELLS]), max_size=4))
        rows += kind + "".join(c.format(at=f"{'ABCD'[i]}{n}") for i, c in enumerate(cells))
        rows += "</row>"
    return f'<worksheet xmlns="m" xmlns:x="m"><sheetData>{rows}</sheetData></worksheet>'


@given(sheets())
def test_taking_ordinary_rows_out_changes_nothing_that_is_told(text: str) -> None:
    part = text.encode()
    whole = replace(marks_of(part, STYLES, every_place=True), places=[])
    assert marks_of(part, STYLES) == whole


def test_rows_as_programs_write_them_are_ordinary() -> None:
    rows = (
        '<row r="1" spans="1:2" x14ac:dyDescent="0.25"><c r="A1" s="1" t="s"><v>0</v></c>'
        '<c r="B1" s="1"/></row><row r="2" hidden="false"><c r="A2"><v>0.5</v></c></row>'
    )
    found = take_ordinary_rows(f"<sheetData>{rows}</sheetData>".encode(), frozenset({"7"}))
    assert (found.rest, found.filled) == (b"<sheetData></sheetData>", 2)
    assert (found.last_row, found.last_column) == (1, 0)


@pytest.mark.parametrize("wrong", [b"\xff", b"\x01", b"<b>"])
def test_a_text_that_no_xml_can_hold_is_damage_in_ordinary_rows_too(
    wrong: bytes, tmp_path: Path
) -> None:
    rows = '<row r="1"><c r="A1" t="inlineStr"><is><t>here</t></is></c></row>'
    parts = unpacked(xlsx_of_rows(rows))
    parts = {name: part.replace(b"here", b"he" + wrong + b"re") for name, part in parts.items()}
    (tmp_path / "a.xlsx").write_bytes(packed(parts))
    with pytest.raises(CannotReadError, match="damaged"):
        read_workbook(tmp_path / "a.xlsx")

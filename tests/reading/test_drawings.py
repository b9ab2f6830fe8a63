"""Text in drawings over a sheet is not read, and told, of .xlsx and .ods alike."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from tests.cli.running import run
from tests.packages import packed, unpacked
from tests.reading.test_opendocument_looks import ods, row, table, text

from backbone_kg import read, validate
from backbone_kg.reading import read_workbook
from backbone_kg.showing.finding_page import write_example
from backbone_kg.validation import finding_page

TEXT = "City Hall left in May"


@pytest.fixture
def drawn(tmp_path: Path) -> Path:
    """Return a workbook with a text box over the sheet Assignments."""
    pair = finding_page("text-in-drawings").example
    assert pair is not None
    return write_example(pair, "before", tmp_path)


def test_a_text_box_is_told_and_is_no_part_of_a_fresh_workbook(drawn: Path) -> None:
    (finding,) = validate(read(drawn), engine="shacl")
    assert finding.message == (
        f"The sheet “Assignments” has text in drawings (“{TEXT}”), which was not read."
    )
    refused = run("new", drawn.with_name("new.xlsx"), "--from", drawn)
    assert f"Assignments: text in drawings (“{TEXT}”)." in refused.err


@pytest.mark.parametrize(
    ("change", "what"),
    [
        (lambda part: part.replace(TEXT.encode(), b" "), []),
        (lambda part: part.replace(b"</a:t>", b""), ["a damaged drawing"]),
        (lambda part: part.replace(b"</a:r>", b"</a:r><a:r><a:t>!</a:t></a:r>"), [
            f"text in drawings (“{TEXT}!”)"
        ]),
    ],
    ids=["blank", "damaged", "runs"],
)  # fmt: skip
def test_what_a_drawing_of_excel_holds_changes_no_cell(
    drawn: Path, change: Callable[[bytes], bytes], what: list[str]
) -> None:
    before = read_workbook(drawn).grids
    parts = unpacked(drawn.read_bytes())
    drawn.write_bytes(packed(parts | {(n := "xl/drawings/drawing1.xml"): change(parts[n])}))
    file = read_workbook(drawn)
    assert file.grids == before
    assert [note.details["what"] for note in file.notes] == what


def test_the_text_of_a_diagram_is_told_too(drawn: Path) -> None:
    parts = unpacked(drawn.read_bytes())
    drawing, kind = "xl/drawings/drawing1.xml", "officeDocument/2006/relationships/diagramData"
    related = f'<Relationship Id="a" Type="http://x/{kind}" Target="../diagrams/data1.xml"/>'
    more = {
        drawing: parts[drawing].replace(TEXT.encode(), b""),
        "xl/drawings/_rels/drawing1.xml.rels": f"<Relationships>{related}</Relationships>".encode(),
        "xl/diagrams/data1.xml": b"<d><t><p><r><t>Director</t></r></p></t></d>",
    }
    drawn.write_bytes(packed(parts | more))
    assert [one.details["what"] for one in read_workbook(drawn).notes] == [
        "text in drawings (“Director”)"
    ]


SHAPE = f"<draw:custom-shape><text:p>{TEXT}</text:p></draw:custom-shape>"
PICTURE = "<draw:frame><draw:image/></draw:frame>"


@pytest.mark.parametrize(
    ("over", "in_cell", "told"),
    [
        (f"<table:shapes>{PICTURE}{SHAPE}</table:shapes>", "", 1),
        (f"<table:shapes><draw:g>{SHAPE}</draw:g></table:shapes>", SHAPE, 1),
        ("", SHAPE, 1),
        (f"<table:shapes>{PICTURE}</table:shapes>", PICTURE, 0),
    ],
)
def test_text_in_drawings_of_opendocument_is_told_once_for_a_sheet(
    over: str, in_cell: str, told: int, tmp_path: Path
) -> None:
    cells = row(text("a").replace("</table:table-cell>", f"{in_cell}</table:table-cell>"))
    file = ods(tmp_path, "", table(cells, columns=over))
    assert file.grids[0].rows == [["a"]]
    assert [(one.code, one.sheet) for one in file.notes] == [("text-in-drawings", "Data")] * told

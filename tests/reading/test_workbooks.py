"""Workbooks as raw cells: values, positions, notes, and what is refused and how."""

from __future__ import annotations

import datetime
import io
import re
import zipfile
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any, TypeAlias

import odf.opendocument
import odf.table
import odf.text
import openpyxl
import pytest
import python_calamine
from hypothesis import example, given
from hypothesis import strategies as st
from msoffcrypto.format.ooxml import OOXMLFile  # type: ignore[import-untyped]  # has none
from openpyxl.styles import Font
from tests.packages import ods_package, packed, saved, unpacked

from backbone_kg.base.cells import CellValue, FormulaError, ReadingNote, UncalculatedFormula
from backbone_kg.base.errors import CannotReadError
from backbone_kg.reading import GridFile, read_workbook

# odfpy makes its functions on the fly, without types.
Element: TypeAlias = Any
table: Any = odf.table
text: Any = odf.text
new_spreadsheet: Any = odf.opendocument.OpenDocumentSpreadsheet

SHEET = "xl/worksheets/sheet1.xml"
NAMESPACE = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
UNKNOWN_TO_USERS = re.compile(r"\b(exception|zip|xml|biff|ole|archive|parse\w*)\b", re.IGNORECASE)


def xlsx_bytes(cells: dict[str, object], **more_sheets: dict[str, object]) -> bytes:
    book = openpyxl.Workbook()
    book.remove(book.worksheets[0])
    for name, content in {"Data": cells, **more_sheets}.items():
        sheet = book.create_sheet(name)
        for place, value in content.items():
            sheet[place] = value
    return saved(book)


def xlsx_of_rows(rows: str, after: str = "") -> bytes:
    """An .xlsx whose only sheet holds these rows, written by hand."""
    part = f'<worksheet xmlns="{NAMESPACE}"><sheetData>{rows}</sheetData>{after}</worksheet>'
    return packed({**unpacked(xlsx_bytes({})), SHEET: part.encode()})


@pytest.mark.parametrize("prefix", ["", "x:"])
def test_the_number_of_shared_texts_is_not_believed(read: Reader, prefix: str) -> None:
    texts = (
        f'<{prefix}sst xmlns{":x" if prefix else ""}="{NAMESPACE}" count="2000000000" '
        f'uniqueCount="2000000000"><{prefix}si><{prefix}t>a count="1"</{prefix}t></{prefix}si>'
        f"</{prefix}sst>"
    )
    row = '<row r="1"><c r="A1" t="s"><v>0</v></c></row>'
    data = packed({**unpacked(xlsx_of_rows(row)), "xl/sharedStrings.xml": texts.encode()})
    assert read(data).grids[0].rows == [['a count="1"']]


def test_shared_texts_that_are_no_xml_are_refused(read: Reader) -> None:
    texts = b'<sst open uniqueCount="2000000000"><si><t>a</t></si></sst>'
    with pytest.raises(CannotReadError):
        read(packed({**unpacked(xlsx_of_rows("")), "xl/sharedStrings.xml": texts}))


def test_a_part_of_very_many_tags_is_refused(read: Reader, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("backbone_kg.reading.packages.MOST_TAGS", 1000)
    with pytest.raises(CannotReadError, match="more than 1,000 tags"):
        read(xlsx_of_rows("<row/>" * 1000))


def ods_bytes(*rows: Element) -> bytes:
    return ods_of({"Data": rows})


def ods_of(sheets: Mapping[str, Sequence[Element]]) -> bytes:
    document = new_spreadsheet()
    for name, rows in sheets.items():
        sheet = table.Table(name=name)
        for row in rows:
            sheet.addElement(row)
        document.spreadsheet.addElement(sheet)
    buffer = io.BytesIO()
    document.write(buffer)
    return buffer.getvalue()


def row_of(*cells: Element, **attributes: object) -> Element:
    row = table.TableRow(**attributes)
    for cell in cells:
        row.addElement(cell)
    return row


def ods_cell(shown: str | None = None, **attributes: object) -> Element:
    cell = table.TableCell(**attributes)
    if shown is not None:
        for line in shown.split("\n"):
            cell.addElement(text.P(text=line))
    return cell


def ods_text(words: str) -> Element:
    return ods_cell(words, valuetype="string")


def ods_value(value: CellValue) -> Element:
    match value:
        case None:
            return table.TableCell()
        case bool():
            return ods_cell("x", valuetype="boolean", booleanvalue=str(value).lower())
        case int() | float():
            return ods_cell("x", valuetype="float", value=repr(value))
        case datetime.date():
            return ods_cell("x", valuetype="date", datevalue=value.isoformat())
        case _:
            return ods_text(str(value))


Reader = Callable[[bytes], GridFile]


@pytest.fixture
def read(tmp_path: Path) -> Reader:
    def read_bytes(data: bytes) -> GridFile:
        path = tmp_path / "partners.xlsx"
        path.write_bytes(data)
        return read_workbook(path)

    return read_bytes


@pytest.fixture
def refusal(read: Reader) -> Callable[[bytes], CannotReadError]:
    """Read what cannot be read, and make sure that the message is one for a program coordinator."""

    def refused(data: bytes) -> CannotReadError:
        with pytest.raises(CannotReadError) as caught:
            read(data)
        assert caught.value.problem.endswith(".")
        assert caught.value.remedy.endswith(".")
        assert not UNKNOWN_TO_USERS.search(caught.value.problem + caught.value.remedy)
        return caught.value

    return refused


def types(row: list[CellValue]) -> list[type]:
    return [type(value) for value in row]


# Values


DAY, MOMENT = datetime.date(2024, 3, 1), datetime.datetime(2024, 3, 1, 10, 30)
MIDNIGHT = datetime.datetime(2024, 3, 1)


def test_excel_values_keep_their_kind(read: Reader) -> None:
    values: list[CellValue] = ["Health Dept.", 3, 0.25, True, DAY, MOMENT, MIDNIGHT]
    file = read(xlsx_bytes({f"{column}1": v for column, v in zip("ABCDEFG", values, strict=True)}))
    expected = [*values[:-1], DAY]
    assert file.format == "xlsx"
    assert file.grids[0].rows == [expected]
    assert types(file.grids[0].rows[0]) == types(expected)


def test_opendocument_values_keep_their_kind(read: Reader) -> None:
    file = read(
        ods_bytes(
            row_of(
                ods_text("Health Dept."),
                ods_cell("3", valuetype="float", value="3"),
                ods_cell("25%", valuetype="percentage", value="0.25"),
                ods_cell("$5.00", valuetype="currency", value="5", currency="USD"),
                ods_cell("TRUE", valuetype="boolean", booleanvalue="true"),
                ods_cell("03/01/24", valuetype="date", datevalue="2024-03-01"),
                ods_cell("03/01/24", valuetype="date", datevalue="2024-03-01T10:30:00"),
                ods_cell("03/01/24", valuetype="date", datevalue="2024-03-01T00:00:00"),
            )
        )
    )
    expected: list[CellValue] = ["Health Dept.", 3, 0.25, 5, True, DAY, MOMENT, DAY]
    assert file.format == "ods"
    assert file.grids[0].rows == [expected]
    assert types(file.grids[0].rows[0]) == types(expected)


def test_times_and_durations_are_text(read: Reader) -> None:
    excel = xlsx_bytes({"A1": datetime.time(10, 30), "B1": datetime.timedelta(hours=30)})
    opendocument = ods_bytes(
        row_of(
            ods_cell("10:30", valuetype="time", timevalue="PT10H30M00S"),
            ods_cell("30:00", valuetype="time", timevalue="PT30H00M00S"),
        )
    )
    assert read(excel).grids[0].rows == [["10:30:00", "30:00:00"]]
    assert read(opendocument).grids[0].rows == [["10:30:00", "30:00:00"]]


def test_text_stays_exactly_as_it_stands(read: Reader) -> None:
    words = "  Ünïted\u00a0Way \n of  X "
    assert read(xlsx_bytes({"A1": words})).grids[0].rows == [[words]]
    assert read(ods_bytes(row_of(ods_text(words)))).grids[0].rows == [[words]]


def test_empty_text_is_an_empty_cell(read: Reader) -> None:
    rows = '<row r="1"><c r="A1" t="str"><v></v></c><c r="B1"><v>1</v></c></row>'
    assert read(xlsx_of_rows(rows)).grids[0].rows == [[None, 1]]
    assert read(ods_bytes(row_of(ods_text(""), ods_text("b")))).grids[0].rows == [[None, "b"]]


# What both formats can hold; the escapes of openpyxl and a leading "=" have their own meaning.
any_text = st.text(
    st.characters(
        codec="utf-8",
        exclude_characters="_=\r\ufffe\uffff",
        exclude_categories=("Cc", "Cs", "Cn"),
    ),
    max_size=12,
)
any_value = st.one_of(
    st.none(),
    any_text,
    st.booleans(),
    st.integers(-(2**53) + 1, 2**53 - 1),
    st.integers(-(10**9), 10**9).map(lambda number: number / 64),
    st.dates(datetime.date(1900, 3, 1), datetime.date(9999, 12, 31)),
)


def without_empty_ends(rows: list[list[CellValue]]) -> list[list[CellValue]]:
    rows = [[None if value == "" else value for value in row] for row in rows]
    for row in rows:
        while row and row[-1] is None:
            del row[-1]
    while rows and not rows[-1]:
        del rows[-1]
    return rows


@given(st.lists(st.lists(any_value, max_size=5), max_size=5))
@example([[], [None, None, "C2"], [], ["A4"], [None]])
def test_what_is_written_is_read_at_its_place(
    tmp_path_factory: pytest.TempPathFactory, rows: list[list[CellValue]]
) -> None:
    folder = tmp_path_factory.mktemp("books")
    book = openpyxl.Workbook()
    for r, row in enumerate(rows, start=1):
        for c, value in enumerate(row, start=1):
            if value is not None:
                book.worksheets[0].cell(r, c, value)
    (folder / "a.xlsx").write_bytes(saved(book))
    (folder / "a.ods").write_bytes(
        ods_bytes(*[row_of(*[ods_value(value) for value in row]) for row in rows])
    )
    assert read_workbook(folder / "a.xlsx").grids[0].rows == without_empty_ends(rows)
    assert read_workbook(folder / "a.ods").grids[0].rows == without_empty_ends(rows)


# Positions


def test_positions_hold_when_the_first_used_cell_is_c5(read: Reader) -> None:
    expected = [[], [], [], [], [None, None, "x", None, "y"]]
    assert read(xlsx_bytes({"C5": "x", "E5": "y"})).grids[0].rows == expected
    blank = row_of(ods_cell(numbercolumnsrepeated=20), numberrowsrepeated=4)
    row = row_of(ods_cell(numbercolumnsrepeated=2), ods_text("x"), ods_cell(), ods_text("y"))
    assert read(ods_bytes(blank, row)).grids[0].rows == expected


def test_cells_that_do_not_say_where_they_are_follow_upon_each_other(read: Reader) -> None:
    rows = (
        "<row><c><v>1</v></c><c/><c><v>3</v></c></row>"
        '<row r="4"><c/><c t="e"><v>#N/A</v></c></row><row><c><f>A1+1</f></c></row>'
    )
    assert read(xlsx_of_rows(rows)).grids[0].rows == [
        [1, None, 3],
        [],
        [],
        [None, "#N/A"],
        ["=A1+1"],
    ]


def test_repeated_opendocument_rows_and_cells_are_all_there(read: Reader) -> None:
    twice = row_of(ods_cell("a", valuetype="string", numbercolumnsrepeated=2), numberrowsrepeated=2)
    rows = read(ods_bytes(twice, row_of(ods_text("b")))).grids[0].rows
    assert rows == [["a", "a"], ["a", "a"], ["b"]]
    assert rows[0] is not rows[1]


def test_cells_under_a_merged_cell_keep_the_others_in_their_column(read: Reader) -> None:
    merged = ods_cell("m", valuetype="string", numbercolumnsspanned=2, numberrowsspanned=1)
    row = row_of(merged, table.CoveredTableCell(), ods_text("c"))
    assert read(ods_bytes(row)).grids[0].rows == [["m", None, "c"]]


def test_sheets_come_in_their_order_and_hidden_ones_too_but_no_charts(read: Reader) -> None:
    book = openpyxl.Workbook()
    book.worksheets[0].title = "Partners"
    book.create_chartsheet("Chart")
    book.create_sheet("Lists").sheet_state = "veryHidden"
    book.create_sheet("Roles").sheet_state = "hidden"
    book["Roles"]["A1"] = "=1/0"
    grids = read(saved(book)).grids
    assert [grid.name for grid in grids] == ["Partners", "Lists", "Roles"]
    assert grids[2].rows == [["=1/0"]]


# Formulas


@pytest.mark.parametrize("error", ["#REF!", "#N/A", "#DIV/0!", "#VALUE!", "#NAME?", "#NUM!"])
@pytest.mark.parametrize("kind", ["excel", "excel text", "libreoffice", "openoffice"])
def test_error_values_are_kept_at_their_cell(read: Reader, kind: str, error: str) -> None:
    failed = {"formula": "of:=[.Z9]", "valuetype": "string", "stringvalue": ""}
    zero = {"formula": "of:=[.Z9]", "valuetype": "float", "value": "0"}
    data = {
        "excel": lambda: xlsx_of_rows(
            f'<row r="2"><c r="B2" t="e"><f>1</f><v>{error}</v></c></row>'
        ),
        "excel text": lambda: xlsx_bytes({"B2": error}),
        "libreoffice": lambda: ods_bytes(row_of(), row_of(ods_cell(), ods_cell(error, **failed))),
        "openoffice": lambda: ods_bytes(row_of(), row_of(ods_cell(), ods_cell(error, **zero))),
    }[kind]()
    rows = read(data).grids[0].rows
    assert rows == [[], [None, error]]
    assert isinstance(rows[1][1], FormulaError)


def test_the_error_numbers_of_libreoffice_are_error_values(read: Reader) -> None:
    cell = ods_cell("Err:508", valuetype="string", stringvalue="", formula="of:=(")
    assert isinstance(read(ods_bytes(row_of(cell))).grids[0].rows[0][0], FormulaError)


def test_text_that_only_mentions_an_error_is_text(read: Reader) -> None:
    values = read(xlsx_bytes({"A1": "see #REF!", "B1": "#1 Main St", "C1": "Erie"})).grids[0].rows
    assert values == [["see #REF!", "#1 Main St", "Erie"]]
    assert types(values[0]) == [str, str, str]


def test_a_formula_without_a_result_is_not_an_empty_cell(read: Reader) -> None:
    excel = read(xlsx_bytes({"A1": 1, "B2": "=A2+1"})).grids[0].rows
    opendocument = ods_bytes(
        row_of(ods_cell("1", valuetype="float", value="1")),
        row_of(ods_cell(), ods_cell(formula="of:=[.A2]+1")),
    )
    assert excel == [[1], [None, "=A2+1"]]
    assert isinstance(excel[1][1], UncalculatedFormula)
    rows = read(opendocument).grids[0].rows
    assert rows == [[1], [None, "=A2+1"]]
    assert isinstance(rows[1][1], UncalculatedFormula)


def test_opendocument_references_are_shown_as_in_the_formula_bar(read: Reader) -> None:
    cell = ods_cell(formula="of:=SUM([.A2:.B3];[Roles.C4])")
    assert read(ods_bytes(row_of(cell))).grids[0].rows == [["=SUM(A2:B3;Roles.C4)"]]


def test_a_formula_with_a_result_is_its_result(read: Reader) -> None:
    rows = (
        '<row r="1"><c r="A1"><f>1+1</f><v>2</v></c><c r="B1" t="str"><f>"x"</f><v>x</v></c>'
        '<c r="C1" t="str"><f>""</f><v></v></c><c r="D1" t="b"><f>1=1</f><v>1</v></c></row>'
    )
    assert read(xlsx_of_rows(rows)).grids[0].rows == [[2, "x", None, True]]
    cells = (
        ods_cell("2", valuetype="float", value="2", formula="of:=1+1"),
        ods_cell("x", valuetype="string", stringvalue="x", formula='of:="x"'),
        ods_cell("", formula='of:=""'),
        ods_text("end"),
    )
    assert read(ods_bytes(row_of(*cells))).grids[0].rows == [[2, "x", None, "end"]]


def test_a_formula_that_was_filled_down_is_shown_for_its_own_row(read: Reader) -> None:
    rows = (
        '<row r="1"><c r="B1"><f t="shared" si="0" ref="B1:B2">A1*$D$1</f></c></row>'
        '<row r="2"><c r="B2"><f t="shared" si="0"/></c></row>'
    )
    assert read(xlsx_of_rows(rows)).grids[0].rows == [[None, "=A1*$D$1"], [None, "=A2*$D$1"]]


def test_prefixed_sheets_of_other_programs_are_searched_for_formulas_too(read: Reader) -> None:
    part = (
        f'<x:worksheet xmlns:x="{NAMESPACE}"><x:sheetData><x:row r="1"><x:c r="A1"><x:f>B1</x:f>'
        '</x:c><x:c r="B1" t="e"><x:v>#REF!</x:v></x:c></x:row></x:sheetData></x:worksheet>'
    )
    rows = read(packed({**unpacked(xlsx_bytes({})), SHEET: part.encode()})).grids[0].rows
    assert rows == [["=B1", "#REF!"]]
    assert types(rows[0]) == [UncalculatedFormula, FormulaError]


# Notes


def blank_rows(first: int, last: int) -> str:
    return "".join(
        f'<row r="{r}"><c r="A{r}" s="0"/><c r="B{r}" s="0"/></row>' for r in range(first, last + 1)
    )


ONE_ROW = '<row r="1"><c r="A1"><v>1</v></c></row>'


def test_very_many_blank_rows_are_dropped_and_mentioned(read: Reader) -> None:
    expected = [ReadingNote("blank-rows", {"count": "100000"}, sheet="Data")]
    excel = read(xlsx_of_rows(ONE_ROW + blank_rows(2, 100_001)))
    assert (excel.grids[0].rows, excel.notes) == ([[1]], expected)
    blank = row_of(ods_cell(numbercolumnsrepeated=1000), numberrowsrepeated=100_000)
    opendocument = read(ods_bytes(row_of(ods_text("x")), blank))
    assert (opendocument.grids[0].rows, opendocument.notes) == ([["x"]], expected)


@pytest.mark.parametrize(("blank", "mentioned"), [(100, False), (101, True)])
def test_a_hundred_blank_rows_are_not_worth_a_word(
    read: Reader, blank: int, mentioned: bool
) -> None:
    file = read(xlsx_of_rows(ONE_ROW + blank_rows(2, blank + 1)))
    assert file.grids[0].rows == [[1]]
    assert bool(file.notes) is mentioned


def test_the_filling_up_to_the_end_of_an_opendocument_sheet_is_not_mentioned(read: Reader) -> None:
    filling = row_of(ods_cell(numbercolumnsrepeated=16384), numberrowsrepeated=1_048_575)
    file = read(ods_bytes(row_of(ods_text("x")), filling))
    assert (file.grids[0].rows, file.notes) == ([["x"]], [])


def test_formatted_rows_before_that_filling_are_mentioned(read: Reader) -> None:
    formatted = row_of(ods_cell(stylename="Default"), numberrowsrepeated=500)
    filling = row_of(ods_cell(numbercolumnsrepeated=16384), numberrowsrepeated=1_048_075)
    file = read(ods_bytes(row_of(ods_text("x")), formatted, filling))
    assert file.notes == [ReadingNote("blank-rows", {"count": "500"}, sheet="Data")]


def merged_note(name: str) -> ReadingNote:
    return ReadingNote("merged-cells", {"range": name}, sheet="Data", cell=name)


def test_merged_cells_in_the_used_area_are_mentioned_in_reading_order(read: Reader) -> None:
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    sheet.title = "Data"
    sheet["A1"], sheet["E6"] = "Partners", "x"
    for merged in ("D4:D6", "A1:C1", "B20:C30", "H1:I1"):
        sheet.merge_cells(merged)
    assert read(saved(book)).notes == [merged_note("A1:C1"), merged_note("D4:D6")]


def test_a_merged_range_of_one_cell_is_not_mentioned(read: Reader) -> None:
    merged = '<mergeCells><mergeCell ref="A1:A1"/></mergeCells>'
    assert read(xlsx_of_rows(ONE_ROW, merged)).notes == []


def test_merged_cells_of_opendocument_are_mentioned(read: Reader) -> None:
    merged = ods_cell("m", valuetype="string", numbercolumnsspanned=3, numberrowsspanned=2)
    row = row_of(ods_cell(), merged, table.CoveredTableCell(numbercolumnsrepeated=2))
    covered = row_of(ods_cell(), table.CoveredTableCell(numbercolumnsrepeated=3))
    assert read(ods_bytes(row_of(), row, covered)).notes == [merged_note("B2:D3")]


# What cannot be read


def old_excel() -> bytes:
    return b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600) + "Workbook".encode("utf-16-le")


def with_password() -> bytes:
    encrypted = io.BytesIO()
    OOXMLFile(io.BytesIO(xlsx_bytes({"A1": "x"}))).encrypt("secret", encrypted)
    return encrypted.getvalue()


def ods_with_password() -> bytes:
    parts = unpacked(ods_bytes(row_of(ods_text("x"))))
    manifest = parts["META-INF/manifest.xml"]
    parts["META-INF/manifest.xml"] = manifest.replace(
        b"</manifest:manifest>", b"<manifest:encryption-data/></manifest:manifest>"
    )
    parts["content.xml"] = b"\x8f\x01 no longer to be read"
    return packed(parts)


REFUSED: dict[str, tuple[Callable[[], bytes], str, str]] = {
    "empty": (lambda: b"", "empty", "again"),
    "text": (lambda: b"Name,Type\nA,B\n", "text file", ".csv"),
    "UTF-16 text": (lambda: "Name\tType".encode("utf-16"), "text file", ".csv"),
    "web page": (lambda: b"\xef\xbb\xbf\n<HTML><table>", "web page", "save it as .xlsx"),
    "Excel 2003 page": (lambda: b'<?xml version="1.0"?><Workbook/>', "not an .xlsx", "save it as"),
    "old Excel": (old_excel, "old Excel kind (.xls)", "save it as .xlsx"),
    "very old Excel": (lambda: b"\x09\x08\x10\x00\x00\x06", "(.xls)", "save it as .xlsx"),
    "other document": (
        lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600),
        "not a workbook",
        "save it as .xlsx",
    ),
    "picture": (lambda: b"\x89PNG\r\n\x1a\n\0\0\0", "not a workbook", "save it as .xlsx"),
    "PDF": (lambda: b"%PDF-1.7 \0", "PDF", "workbook"),
    "password": (with_password, "password", "remove the password"),
    "ods password": (ods_with_password, "password", "remove the password"),
    "cut short": (lambda: xlsx_bytes({"A1": "x"})[:2000], "damaged", "again"),
    "ods cut short": (lambda: ods_bytes(row_of(ods_text("x")))[:900], "damaged", "again"),
    "binary workbook": (lambda: packed({"xl/workbook.bin": b""}), ".xlsb", "save it as .xlsx"),
    "Word": (lambda: packed({"word/document.xml": b""}), "Word", "workbook"),
    "Numbers": (lambda: packed({"Index/Tables/x.iwa": b""}), "Numbers", ".xlsx"),
    "packed workbook": (lambda: packed({"my/partners.XLSX": b""}), "compressed", "Unpack"),
    "nothing in it": (lambda: packed({}), "not a workbook", "save it as .xlsx"),
    "sheet missing": (
        lambda: packed({k: v for k, v in unpacked(xlsx_bytes({"A1": 1})).items() if k != SHEET}),
        "damaged",
        "again",
    ),
    "sheet broken": (
        lambda: packed({**unpacked(xlsx_bytes({})), SHEET: b"<worksheet><row><c t='e'>"}),
        "damaged",
        "again",
    ),
    "ods content broken": (
        lambda: packed({**unpacked(ods_bytes()), "content.xml": b"<office"}),
        "damaged",
        "again",
    ),
}


@pytest.mark.parametrize("case", REFUSED)
def test_what_is_no_workbook_is_refused_in_plain_words(
    refusal: Callable[[bytes], CannotReadError], case: str
) -> None:
    build, problem, remedy = REFUSED[case]
    refused = refusal(build())
    assert problem in refused.problem
    assert remedy in refused.remedy


def test_a_missing_file_and_a_folder_are_refused(tmp_path: Path) -> None:
    with pytest.raises(CannotReadError, match="no such file"):
        read_workbook(tmp_path / "partners.xlsx")
    with pytest.raises(CannotReadError, match="is a folder, not a file"):
        read_workbook(tmp_path)


def test_a_file_that_may_not_be_read_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "partners.xlsx"
    path.write_bytes(xlsx_bytes({"A1": "x"}))

    def forbidden(_: Path) -> bytes:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "read_bytes", forbidden)
    with pytest.raises(CannotReadError, match="not allowed to read"):
        read_workbook(path)


@pytest.mark.parametrize("place", ["XFD1048576", "A99999999999"])
def test_a_stray_cell_far_out_is_named_instead_of_filling_the_memory(
    refusal: Callable[[bytes], CannotReadError], place: str
) -> None:
    refused = refusal(xlsx_of_rows(f'<row r="1"><c r="A1"/><c r="{place}"><v>1</v></c></row>'))
    assert f"“Data” reaches as far as cell {place}" in refused.problem


def test_a_stray_opendocument_cell_far_out_is_named(
    refusal: Callable[[bytes], CannotReadError],
) -> None:
    filling = row_of(ods_cell(numbercolumnsrepeated=16384), numberrowsrepeated=1_048_574)
    wide = row_of(
        ods_cell("x", valuetype="string", numbercolumnsrepeated=100), numberrowsrepeated=1_000_000
    )
    refused = refusal(ods_bytes(filling, wide))
    assert "“Data” reaches as far as cell CV2048574" in refused.problem


def test_blank_formatted_cells_far_out_do_no_harm(read: Reader) -> None:
    rows = ONE_ROW + '<row r="1048576"><c r="XFD1048576" s="0"/><c r="XFC1048576"></c></row>'
    assert read(xlsx_of_rows(rows)).grids[0].rows == [[1]]


def test_a_stray_cell_in_a_far_row_keeps_its_place(read: Reader) -> None:
    rows = read(xlsx_bytes({"A1": "x", "B30000": "stray"})).grids[0].rows
    assert (len(rows), rows[0], rows[1], rows[-1]) == (30_000, ["x"], [], [None, "stray"])


# Damage


def a_real_workbook() -> bytes:
    assignments: dict[str, object] = {
        f"{column}{row}": f"value {column}{row % 7}" for column in "ABCDEFG" for row in range(1, 40)
    }
    book = openpyxl.load_workbook(
        io.BytesIO(xlsx_bytes(assignments, Partners={"A1": "Name", "A2": "=1/0", "B2": 2.5}))
    )
    book["Partners"]["A1"].font = Font(bold=True)
    book["Partners"].merge_cells("A4:B4")
    return saved(book)


WORKBOOKS = {
    "xlsx": a_real_workbook(),
    "ods": ods_bytes(
        *[row_of(ods_text(f"value {r}"), ods_value(r / 4), ods_value(True)) for r in range(40)]
    ),
}


@pytest.fixture(scope="module")
def undamaged(tmp_path_factory: pytest.TempPathFactory) -> dict[str, GridFile]:
    folder = tmp_path_factory.mktemp("undamaged")
    files = {}
    for name, data in WORKBOOKS.items():
        (folder / name).write_bytes(data)
        files[name] = read_workbook(folder / name)
    return files


def check_damaged(damaged: bytes, path: Path, undamaged: GridFile) -> None:
    """A damaged workbook is refused or, where the damage does no harm, read as if whole."""
    path.write_bytes(damaged)
    try:
        file = read_workbook(path)
    except CannotReadError:
        return
    assert file.grids == undamaged.grids
    assert file.notes == undamaged.notes


@pytest.mark.parametrize("name", WORKBOOKS)
@given(damage=st.tuples(st.floats(0, 1, exclude_max=True), st.integers(0, 7), st.integers(0, 300)))
def test_flipped_bits_and_lost_bytes_never_alter_what_is_read(
    tmp_path_factory: pytest.TempPathFactory,
    undamaged: dict[str, GridFile],
    name: str,
    damage: tuple[float, int, int],
) -> None:
    place, bit, cut = damage
    path = tmp_path_factory.mktemp("damaged") / "partners"
    whole = WORKBOOKS[name]
    at = int(place * len(whole))
    flipped = bytearray(whole)
    flipped[at] ^= 1 << bit
    check_damaged(bytes(flipped), path, undamaged[name])
    check_damaged(whole[:at] + whole[at + cut :], path, undamaged[name])


@pytest.mark.parametrize("name", WORKBOOKS)
def test_a_workbook_cut_short_anywhere_is_refused(tmp_path: Path, name: str) -> None:
    path = tmp_path / "partners"
    whole = WORKBOOKS[name]
    for length in range(0, len(whole) - 22, 97):
        path.write_bytes(whole[:length])
        with pytest.raises(CannotReadError):
            read_workbook(path)


class Panic(BaseException):
    """What a crash in python-calamine looks like."""


@pytest.mark.parametrize(
    ("raised", "seen"), [(Panic, CannotReadError), (KeyboardInterrupt, KeyboardInterrupt)]
)
def test_a_crash_of_the_library_is_a_damaged_file_but_stopping_is_stopping(
    read: Reader,
    monkeypatch: pytest.MonkeyPatch,
    raised: type[BaseException],
    seen: type[BaseException],
) -> None:
    def crash(_: object) -> None:
        raise raised

    monkeypatch.setattr(python_calamine, "load_workbook", crash)
    with pytest.raises(seen):
        read(xlsx_bytes({"A1": "x"}))


# What the standards allow in other forms, and what is made to harm


def ods_of_content(rows: str, before: str = "") -> bytes:
    """An .ods whose only sheet holds these rows, written by hand."""
    table = f'<table:table table:name="Data">{rows}</table:table>'
    return ods_package(table, before=before)


def ods_row(*cells: str, attributes: str = "") -> str:
    inner = "".join(f"<table:table-cell>{cell}</table:table-cell>" for cell in cells)
    return f"<table:table-row {attributes}>{inner}</table:table-row>"


@pytest.mark.parametrize("repeated", ["0", "-5", "1"])
def test_an_opendocument_row_or_cell_that_is_there_is_there_once(
    read: Reader, repeated: str
) -> None:
    rows = ods_row("<text:p>a</text:p>", attributes=f'table:number-rows-repeated="{repeated}"')
    cells = (
        f'<table:table-row><table:table-cell table:number-columns-repeated="{repeated}">'
        "<text:p>b</text:p></table:table-cell><table:table-cell><text:p>c</text:p>"
        "</table:table-cell></table:table-row>"
    )
    assert read(ods_of_content(rows + cells)).grids[0].rows == [["a"], ["b", "c"]]


@pytest.mark.parametrize(
    ("cell", "text"),
    [
        ("as it is", "as it is"),
        ("<text:h>heading</text:h>", "heading"),
        ("<text:p>one</text:p>and more", "one\nand more"),
        ("<text:list><text:list-item><text:p>x</text:p></text:list-item></text:list>", "x"),
        (
            '<table:table table:is-sub-table="true">'
            + ods_row("<text:p>in</text:p>", "<text:p>side</text:p>")
            + "</table:table>",
            "in\nside",
        ),
        ("<text:p>R &amp; D<![CDATA[ <x>]]><!-- hidden --> &name;</text:p>", "R & D <x> Jane"),
        ('<text:p>a<text:s text:c="3"/>b<text:tab/>b<text:line-break/>b</text:p>', "a   b\tb\nb"),
        ("<office:annotation><text:p>ask her</text:p></office:annotation><text:p>v</text:p>", "v"),
    ],
    ids=["bare", "heading", "behind", "list", "sub-table", "entity", "spaces", "comment"],
)
def test_opendocument_text_in_any_form_is_read(read: Reader, cell: str, text: str) -> None:
    rows = ods_row(cell, "<text:p>next</text:p>")
    data = ods_of_content(rows, before='<!DOCTYPE d [<!ENTITY name "Jane">]>')
    assert read(data).grids[0].rows == [[text, "next"]]


def test_a_run_of_billions_of_spaces_takes_no_memory(read: Reader) -> None:
    rows = ods_row('<text:p>a<text:s text:c="2000000000"/>b</text:p>')
    ((text,),) = read(ods_of_content(rows)).grids[0].rows
    assert isinstance(text, str)
    assert text.split() == ["a", "b"]
    assert len(text) < 1000


BILLION = "<!DOCTYPE d [<!ENTITY a '1234567890'>{}]>".format(
    "".join(
        f"<!ENTITY {entity} '{f'&{before};' * 10}'>"
        for before, entity in zip("abcdefghi", "bcdefghij", strict=True)
    )
)
OUTSIDE = '<!DOCTYPE d [<!ENTITY j SYSTEM "file:///etc/hostname">]>'


@pytest.mark.parametrize("before", [BILLION, OUTSIDE], ids=["billion", "outside"])
def test_entities_that_grow_without_end_or_reach_out_are_refused(
    refusal: Callable[[bytes], CannotReadError], before: str
) -> None:
    refusal(ods_of_content(ods_row("<text:p>&j;</text:p>"), before=before))
    rows = "<row><c><v>&j;</v></c></row>"
    part = f'{before}<worksheet xmlns="{NAMESPACE}"><sheetData>{rows}</sheetData>'
    refusal(packed({**unpacked(xlsx_bytes({})), SHEET: f"{part}</worksheet>".encode()}))


@pytest.mark.parametrize(
    "row",
    [
        '<row r="1048576"><c><v>1</v></c><c r="XFD1"/><c><v>2</v></c></row>',
        '<row><c r="A1"><v>1</v></c></row><row><c t=">" r="XFD1048576"><v>1</v></c></row>',
        '<row><c r="A1"><v>1</v></c><!-- <c r="A2"/> --><c\nr="XFD1048576"\n><v>2</v></c></row>',
    ],
    ids=["no reference", "a bracket in an attribute", "behind a comment"],
)
def test_no_place_of_a_cell_is_taken_at_its_word(
    refusal: Callable[[bytes], CannotReadError], row: str
) -> None:
    assert "too large to read" in refusal(xlsx_of_rows(row)).problem


def test_comments_and_cdata_do_no_harm_and_cost_no_time(read: Reader) -> None:
    many = "<!-- <c " + "<c " * 300_000 + "-->"
    rows = f'<row>{many}<c t="str"><v>R<!-- x --> and<![CDATA[ <D>]]></v></c></row>'
    assert read(xlsx_of_rows(rows)).grids[0].rows == [["R and <D>"]]


def test_a_cell_that_stands_twice_is_told_with_what_was_not_read(read: Reader) -> None:
    file = read(
        xlsx_of_rows(
            '<row r="1"><c r="A1"><v>1</v></c><c r="A1"><v>2</v></c></row>'
            '<row r="2"><c r="A2"><v>3</v></c></row>'
        )
    )
    assert file.grids[0].rows == [[2], [3]]
    (note,) = file.notes
    assert (note.code, note.sheet, note.cell) == ("cells-not-read", "Data", "A1")
    assert [(cell.cell, cell.value) for cell in note.cells] == [("A1", "1")]


def test_a_part_that_stands_twice_is_damage(refusal: Callable[[bytes], CannotReadError]) -> None:
    buffer = io.BytesIO(xlsx_bytes({"A1": "x"}))
    with zipfile.ZipFile(buffer, "a") as package, pytest.warns(UserWarning, match="Duplicate"):
        package.writestr(SHEET, "<worksheet/>")
    refusal(buffer.getvalue())


def test_one_limit_holds_on_what_unpacks(
    read: Reader, refusal: Callable[[bytes], CannotReadError], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("backbone_kg.reading.packages.MOST_UNPACKED", 1_000_000)
    parts = unpacked(xlsx_bytes({"A1": "x"}))
    unused = packed(parts | {"xl/theme/theme1.xml": b" " * 10_000_000})
    assert read(unused).grids[0].rows == [["x"]]
    needed = packed(parts | {SHEET: parts[SHEET] + b" " * 10_000_000})
    assert "too large" in refusal(needed).problem


def test_the_same_merged_range_a_hundred_thousand_times_is_one(read: Reader) -> None:
    merged = '<mergeCell ref="A1:B2"/>' * 100_000
    file = read(
        xlsx_of_rows(
            '<row r="1"><c r="A1"><v>1</v></c></row>', f"<mergeCells>{merged}</mergeCells>"
        )
    )
    assert [(note.code, note.cell) for note in file.notes] == [("merged-cells", "A1:B2")]

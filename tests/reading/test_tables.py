"""Sheets, heading rows and headings are found as people leave them, and what is odd is told."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backbone_kg.base.cells import (
    CellValue,
    ReadingNote,
    cell_name,
    cell_position,
)
from backbone_kg.model import standard_layout
from backbone_kg.reading import Grid, GridFile, Table, Tables, UnknownColumn, read_tables
from backbone_kg.validation import explain_note

LAYOUT = standard_layout()
Rows = list[list[CellValue]]

PARTNERSHIP: Rows = [
    ["Name", "Community", "Framework", "Listing"],
    ["River Valley", "Ohio", "Mathematica", "complete"],
]
PARTNERS: Rows = [["Name", "Type"], ["Harbor Schools", "K-12 school district"]]
ASSIGNMENTS: Rows = [["Partner", "Role"], ["Harbor Schools", "Build trust"]]
GOOD = {"Partnership": PARTNERSHIP, "Partners": PARTNERS, "Assignments": ASSIGNMENTS}


def tables(sheets: dict[str, Rows], *notes: ReadingNote) -> Tables:
    grids = [Grid(name, rows) for name, rows in sheets.items()]
    found = read_tables(GridFile(Path("data.xlsx"), "xlsx", grids, list(notes)), LAYOUT)
    for note in found.notes:
        assert explain_note(note, "data.xlsx").message  # every note has words
    return found


def partners(rows: Rows) -> tuple[Table, list[ReadingNote]]:
    """Return what a sheet of partners is read as in an otherwise good file, with all notes."""
    found = tables(GOOD | {"Partners": rows})
    table = found.of(LAYOUT.sheet("Partners"))
    assert table is not None
    return table, found.notes


def told(notes: list[ReadingNote]) -> list[tuple[str, str, str]]:
    return [(note.code, note.sheet, note.cell) for note in notes]


def headings(table: Table) -> dict[int, str]:
    return {
        index: f"?{column.heading}" if isinstance(column, UnknownColumn) else column.heading
        for index, column in table.columns.items()
    }


def test_a_tidy_file_is_read_without_a_word() -> None:
    found = tables(GOOD)
    assert found.notes == []
    assert [table.name for table in found.tables] == list(GOOD)
    table = found.of(LAYOUT.sheet("Partners"))
    assert table is not None
    assert headings(table) == {0: "Name", 1: "Type"}
    assert table.heading_row == 1
    assert [(row.number, row.cells) for row in table.rows] == [
        (2, {0: "Harbor Schools", 1: "K-12 school district"})
    ]


def test_a_sheet_that_the_file_lacks_has_no_table() -> None:
    assert tables(GOOD).of(LAYOUT.sheet("Roles")) is None


def test_the_index_of_a_column_is_where_its_heading_stands() -> None:
    table, _ = partners([["Type", None, "Name"], ["Funder", None, "A"]])
    name, kind, identifier = table.sheet.columns[:3]
    assert [table.index_of(column) for column in (name, kind, identifier)] == [2, 0, None]


# --- the heading row -----------------------------------------------------------------------------


def test_headings_may_stand_below_a_title() -> None:
    table, notes = partners([["Our partners in 2025"], [], *PARTNERS])
    (note,) = notes
    assert (note.code, note.sheet, note.details["row"]) == ("heading-row-moved", "Partners", "3")
    assert "“Our partners in 2025”" in note.details["above"]
    assert [cell.value for cell in note.cells] == ["Our partners in 2025"]
    assert table.heading_row == 3
    assert [row.number for row in table.rows] == [4]


def test_of_two_rows_of_headings_the_one_with_more_known_headings_counts() -> None:
    table, notes = partners(
        [
            ["Name", None, "Dates", None],
            ["Name", "Type", "Joined", "Left"],
            ["A", "Funder", "2019", None],
        ]
    )
    assert headings(table) == {0: "Name", 1: "Type", 2: "Joined", 3: "Left"}
    assert told(notes) == [("heading-row-moved", "Partners", "")]
    assert [row.number for row in table.rows] == [3]


def test_of_two_equal_rows_of_headings_the_first_counts() -> None:
    table, _ = partners([["Name", "Type"], ["Name", "Type"], ["A", "Funder"]])
    assert table.heading_row == 1
    assert [row.number for row in table.rows] == [3]


def test_a_heading_row_is_looked_for_in_the_first_twenty_rows() -> None:
    filler: Rows = [["text"] for _ in range(19)]
    assert partners([*filler, *PARTNERS])[0].heading_row == 20
    table, notes = partners([*filler, ["text"], *PARTNERS])
    assert told(notes) == [("missing-headings", "Partners", "")]
    assert table.rows == []


def test_a_sheet_without_any_known_heading_is_told_which_ones_there_are() -> None:
    table, notes = partners([["Street", "Town"], ["A", "Funder"]])
    assert (table.columns, table.rows) == ({}, [])
    assert told(notes) == [("missing-headings", "Partners", "")]
    headings = notes[0].details["headings"]
    assert headings.startswith("Name, Type, Identifier, FTE available")
    assert "Imported from" not in headings  # which nobody fills in by hand


# --- headings ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "heading",
    [
        "FTE available",
        "FTE available *",
        "*FTE available",
        "FTE available:",
        " fte  AVAILABLE ",
        "FTE\u00a0available",
        "\ufeffFTE available",
        "FTE\navailable*",
    ],
)
def test_a_heading_is_known_however_it_is_decorated(heading: str) -> None:
    table, notes = partners([["Name*", "Type*", heading], ["A", "Funder", 1]])
    assert headings(table)[2] == "FTE available"
    assert notes == []


@given(order=st.permutations([column.heading for column in LAYOUT.sheet("Partners").columns]))
def test_columns_may_stand_in_any_order(order: list[str]) -> None:
    row: list[CellValue] = [f"value of {heading}" for heading in order]
    table, notes = partners([[*order], row])
    assert notes == []
    assert headings(table) == dict(enumerate(order))
    assert table.rows[0].cells == dict(enumerate(row))


@pytest.mark.parametrize(
    ("heading", "code", "near"),
    [
        ("Favorite color", "unknown-heading", ""),
        ("FTE availible", "unknown-heading-near", "FTE available"),
        ("Types", "unknown-heading", ""),  # Type is there
    ],
)
def test_an_unknown_heading_is_kept_and_told_with_the_one_that_may_be_meant(
    heading: str, code: str, near: str
) -> None:
    table, notes = partners([["Name", "Type", heading], ["A", "Funder", "red"]])
    assert headings(table)[2] == f"?{heading}"
    assert table.rows[0].cells[2] == "red"
    assert told(notes) == [(code, "Partners", "C1")]
    assert (notes[0].details["heading"], notes[0].details["near"]) == (heading, near)


def test_a_repeated_heading_on_one_sheet_hides_no_unknown_one_on_another() -> None:
    found = tables(
        {
            "Partnership": PARTNERSHIP,
            "Partners": [["Name", "Type", "Name"], ["A", "Funder", "B"]],
            "Assignments": [["Partner", "Role", "Mood"], ["A", "Build trust", "good"]],
        }
    )
    assert told(found.notes) == [
        ("duplicate-heading", "Partners", "C1"),
        ("unknown-heading", "Assignments", "C1"),
    ]


def test_a_missing_required_heading_is_told_with_its_help_and_an_optional_one_is_not() -> None:
    _, notes = partners([["Title"], ["Name", "Joined"], ["A", 2019]])
    assert told(notes) == [
        ("heading-row-moved", "Partners", ""),
        ("missing-heading", "Partners", ""),
    ]
    kind = LAYOUT.sheet("Partners").columns[1]
    details = {"heading": "Type", "row": "2", "description": kind.description, "unknown": ""}
    assert notes[1].details == details


def test_data_without_a_heading_are_kept_and_told_once_where_the_heading_should_be() -> None:
    table, notes = partners(
        [["Title"], ["Name", "Type"], ["A", "Funder"], ["B", "Funder", None, 7], ["C", None, "", 8]]
    )
    assert headings(table)[3] == "?Column D"
    assert [row.cells.get(3) for row in table.rows] == [None, 7, 8]
    assert notes[1:] == [
        ReadingNote("missing-heading-over-data", {"value": "7"}, sheet="Partners", cell="D2")
    ]


# --- rows ----------------------------------------------------------------------------------------


def test_empty_rows_between_data_are_passed_over_and_rows_keep_their_numbers() -> None:
    table, notes = partners([*PARTNERS, [], [None, " \u00a0", ""], ["B", "Funder"]])
    assert [row.number for row in table.rows] == [2, 5]
    assert notes == []


def test_zero_and_no_are_values() -> None:
    table, _ = partners([["Name", "FTE available", "Backbone"], ["A", 0, False]])
    assert table.rows[0].cells == {0: "A", 1: 0, 2: False}


@pytest.mark.parametrize(
    ("rows", "numbers", "cell"),
    [
        ([["Lake Shore", "Michigan"]], "3", "A3"),
        ([[], [None, "Iowa"], ["Lake Shore", "Michigan"]], "4, 5", "B4"),
    ],
)
def test_only_the_first_row_of_partnership_counts_and_the_others_are_told(
    rows: Rows, numbers: str, cell: str
) -> None:
    found = tables(GOOD | {"Partnership": [*PARTNERSHIP, *rows]})
    assert found.notes == [
        ReadingNote("extra-row", {"rows": numbers}, sheet="Partnership", cell=cell)
    ]


def test_an_empty_required_sheet_is_told() -> None:
    found = tables({"Partnership": PARTNERSHIP[:1], "Partners": [], "Assignments": ASSIGNMENTS[:1]})
    assert told(found.notes) == [
        ("empty-partnership", "Partnership", ""),
        ("empty-sheet", "Partners", ""),
        ("empty-sheet", "Assignments", ""),
    ]


def test_the_optional_sheet_may_be_empty() -> None:
    assert tables(GOOD | {"Roles": [["Role", "Wanted"]]}).notes == []


@given(
    rows=st.lists(
        st.lists(st.none() | st.sampled_from(["", " ", "x", "Name", "Type"]) | st.integers()),
        max_size=8,
    )
)
def test_nothing_below_the_headings_is_lost_or_moved_without_a_word(
    rows: list[list[CellValue]],
) -> None:
    table, notes = partners([["Name", "Type", "Identifier", "Notes"], *rows])
    kept = {(row.number - 1, i): value for row in table.rows for i, value in row.cells.items()}
    told = {cell_position(read.cell)[0] for note in notes for read in note.cells}
    grid: Rows = [[], *rows]
    assert table.heading_row == 1
    assert kept == {
        (number, index): value
        for number, values in enumerate(grid)
        for index, value in enumerate(values)
        if number > 0 and number not in told and value is not None and str(value).strip()
    }
    assert {index for _, index in kept} <= set(table.columns)


# --- sheets --------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["partners", " Partners ", "PARTNERS", "Partners\u00a0"])
def test_a_sheet_is_known_however_its_name_is_typed(name: str) -> None:
    found = tables({"Partnership": PARTNERSHIP, name: PARTNERS, "Assignments": ASSIGNMENTS})
    assert found.notes == []
    table = found.of(LAYOUT.sheet("Partners"))
    assert table is not None
    assert table.name == name


@pytest.mark.parametrize("name", ["Lists", "Read me", "READ ME ", "Readme"])
def test_the_sheets_that_explain_are_skipped_without_a_word(name: str) -> None:
    assert tables(GOOD | {name: [["Name", "Type"], ["A", "Funder"]]}).notes == []


def test_very_many_columns_of_ones_own_are_told_at_once() -> None:
    own: list[CellValue] = [f"Budget line {number}" for number in range(30)]
    _, notes = partners([[*PARTNERS[0], *own], PARTNERS[1]])
    (note,) = notes
    assert (note.code, note.cell, len(note.cells)) == ("unknown-headings", "C1", 30)


def test_an_unknown_sheet_that_is_near_an_optional_one_is_asked_about() -> None:
    (note,) = tables(GOOD | {"Role": [["Role"]]}).notes
    assert note.code == "unknown-sheet"
    assert note.details["did_you_mean"] == "If it is meant to be “Roles”, rename it so. "


def test_an_unknown_sheet_is_told_unless_it_is_empty() -> None:
    found = tables(GOOD | {"Budget": [["Item"]], "Sheet4": []})
    assert found.notes == [ReadingNote("unknown-sheet", {"sheet": "Budget"}, sheet="Budget")]


# --- notes of the reader of the file -------------------------------------------------------------


def merged(area: str, sheet: str = "Partners") -> ReadingNote:
    return ReadingNote("merged-cells", {"range": area}, sheet=sheet, cell=area)


@pytest.mark.parametrize(
    ("area", "code"),
    [
        ("A1:C1", "merged-title"),
        ("A1:C2", "merged-title"),
        ("A2:A3", "merged-cells"),
        ("A3:B3", "merged-cells"),
        ("A4:A5", "merged-cells"),
    ],
)
def test_merged_cells_matter_from_the_headings_down(area: str, code: str) -> None:
    rows: Rows = [["Partners"], [], *PARTNERS, [None, "Funder"]]
    found = tables(GOOD | {"Partners": rows}, merged(area))
    assert told(found.notes) == [
        (code, "Partners", area),
        ("heading-row-moved", "Partners", ""),
    ]
    assert found.notes[0].details == {"range": area}


def test_merged_cells_of_a_sheet_that_is_not_read_do_not_matter() -> None:
    found = tables(GOOD | {"Lists": [["a"]]}, merged("A1:C9", "Lists"))
    assert found.notes == []


def test_other_notes_of_the_reader_come_first_and_unchanged() -> None:
    guessed = ReadingNote("encoding-guessed", {"encoding": "UTF-16"}, sheet="Partners")
    found = tables(GOOD | {"Budget": [["x"]]}, guessed)
    assert found.notes[0] == guessed
    assert told(found.notes[1:]) == [("unknown-sheet", "Budget", "")]


def test_the_cell_of_a_heading_counts_the_rows_above_it() -> None:
    title: Rows = [["Partners"], ["as of 2025"]]
    _, notes = partners([*title, ["Name", "Type", "Mood"], ["A", "Funder", "good"]])
    assert told(notes)[1] == ("unknown-heading", "Partners", cell_name(2, 2))

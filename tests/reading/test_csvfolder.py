"""A folder of .csv files as raw cells: encodings, separators, positions, and what is refused."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable
from itertools import count
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backbone_kg.base.cells import CellValue, FormulaError, ReadingNote
from backbone_kg.base.errors import CannotReadError
from backbone_kg.base.folders import SWAP, write_folder
from backbone_kg.reading import GridFile, csv_folders, first_lines, read_csv_folder

UNKNOWN_TO_USERS = re.compile(r"\b(exception|zip|xml|biff|byte|parse\w*)\b", re.IGNORECASE)

Reader = Callable[[str | bytes], GridFile]


@pytest.fixture
def read(tmp_path: Path) -> Reader:
    def read_one_file(content: str | bytes) -> GridFile:
        data = content.encode() if isinstance(content, str) else content
        (tmp_path / "Partners.csv").write_bytes(data)
        return read_csv_folder(tmp_path)

    return read_one_file


@pytest.fixture
def refusal(read: Reader) -> Callable[[str | bytes], CannotReadError]:
    """Read what cannot be read, and make sure that the message is one for a program coordinator."""

    def refused(content: str | bytes) -> CannotReadError:
        with pytest.raises(CannotReadError) as caught:
            read(content)
        assert caught.value.path.endswith("Partners.csv")
        assert caught.value.problem.endswith(".")
        assert caught.value.remedy.endswith(".")
        assert not UNKNOWN_TO_USERS.search(caught.value.problem + caught.value.remedy)
        return caught.value

    return refused


def rows_of(file: GridFile) -> list[list[CellValue]]:
    return file.grids[0].rows


def separator_note(separator: str) -> list[ReadingNote]:
    return [ReadingNote("separator-guessed", {"separator": separator}, sheet="Partners")]


# The folder


def test_every_csv_file_is_a_sheet_in_order_of_name(tmp_path: Path) -> None:
    for name in ("Roles.csv", "assignments.CSV", "Partners.csv", "notes.txt", "._Roles.csv"):
        (tmp_path / name).write_text("Name\n" + name)
    (tmp_path / "old.csv").mkdir()
    file = read_csv_folder(tmp_path)
    assert file.format == "csv"
    assert file.path == tmp_path
    assert [grid.name for grid in file.grids] == ["assignments", "Partners", "Roles"]
    assert file.grids[0].rows == [["Name"], ["assignments.CSV"]]
    assert file.notes == []


@pytest.mark.parametrize(("one", "other"), [("Roles.csv", "roles.csv"), ("Roles.csv", "Roles.CSV")])
def test_names_that_differ_only_in_case_are_refused(tmp_path: Path, one: str, other: str) -> None:
    (tmp_path / one).write_text("Role")
    (tmp_path / other).write_text("Role")
    if len(list(tmp_path.iterdir())) == 1:
        pytest.skip("this disk takes the two names for one")
    with pytest.raises(CannotReadError, match="differ only in case") as caught:
        read_csv_folder(tmp_path)
    assert one in caught.value.problem
    assert other in caught.value.problem


def test_a_missing_folder_a_file_and_a_folder_without_csv_files_are_refused(
    tmp_path: Path,
) -> None:
    with pytest.raises(CannotReadError, match="no such folder"):
        read_csv_folder(tmp_path / "nowhere")
    with pytest.raises(CannotReadError, match=r"no \.csv file in this folder"):
        read_csv_folder(tmp_path)
    file = tmp_path / "Partners.csv"
    file.write_text("Name")
    with pytest.raises(CannotReadError, match=r"is a file, not a folder.*give the folder"):
        read_csv_folder(file)


@pytest.mark.parametrize("method", ["iterdir", "read_bytes"])
def test_what_may_not_be_read_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, method: str
) -> None:
    (tmp_path / "Partners.csv").write_text("Name")

    def forbidden(_: Path) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, method, forbidden)
    with pytest.raises(CannotReadError, match="not allowed to read"):
        read_csv_folder(tmp_path)


def test_files_that_were_set_aside_when_a_command_was_killed_are_put_back_and_read(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    (tmp_path / "Partners.csv").write_text("Name\nOld\n")
    write_folder(tmp_path, {"Partners.csv": b"Name\nNew\n"}, force=True)
    swap = tmp_path / SWAP
    for folder in ("old", "new"):
        (swap / folder).mkdir(parents=True)
    (swap / "names.json").write_text('["Partners.csv"]')
    (swap / "old" / "Partners.csv").write_text("Name\nOld\n")
    assert rows_of(read_csv_folder(tmp_path)) == [["Name"], ["Old"]]
    assert "They were put back as they were before." in caplog.text
    assert not swap.exists()


def test_files_that_are_replaced_while_they_are_read_are_read_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def files(age: str) -> dict[str, bytes]:
        return {f"{name}.csv": age.encode() for name in ("Partners", "Roles")}

    write_folder(tmp_path, files("old"))
    plain, times = csv_folders.read_csv_file, count()

    def read_and_replace(path: Path) -> GridFile:
        found = plain(path)
        if next(times) == 0:
            write_folder(tmp_path, files("new"), force=True)
        return found

    monkeypatch.setattr(csv_folders, "read_csv_file", read_and_replace)
    assert [grid.rows for grid in read_csv_folder(tmp_path).grids] == [[["new"]], [["new"]]]


# Encodings

SPANISH = "Nombre,Población\nNiñez,¿Quién?"
SPANISH_ROWS = [["Nombre", "Población"], ["Niñez", "¿Quién?"]]


@pytest.mark.parametrize(
    ("mark", "codec", "encoding"),
    [
        (b"", "utf-8", None),
        (b"", "utf-8-sig", None),
        (b"", "utf-16", "UTF-16"),
        (b"", "utf-16-le", "UTF-16"),
        (b"", "utf-16-be", "UTF-16"),
        (b"\xfe\xff", "utf-16-be", "UTF-16"),
        (b"", "cp1252", "Windows-1252"),
    ],
)
def test_the_encoding_is_worked_out(
    read: Reader, mark: bytes, codec: str, encoding: str | None
) -> None:
    file = read(mark + SPANISH.encode(codec))
    assert rows_of(file) == SPANISH_ROWS
    said = [(note.code, note.details["encoding"], note.sheet) for note in file.notes]
    assert said == ([] if encoding is None else [("encoding-guessed", encoding, "Partners")])


# Separators


@pytest.mark.parametrize(("separator", "name"), [(",", None), (";", "semicolon"), ("\t", "tab")])
def test_the_separator_is_worked_out(read: Reader, separator: str, name: str | None) -> None:
    rows = [["Partner", "Role", "FTE"], ["A", "Data", "2"], ["B", "Funding", "1"]]
    file = read("\n".join(separator.join(row) for row in rows))
    assert rows_of(file) == rows
    assert file.notes == ([] if name is None else separator_note(name))


@pytest.mark.parametrize(
    ("text", "separator", "last_row"),
    [
        pytest.param("A;B\n0,5;1,5\n2,5;3,5", ";", ["2,5", "3,5"], id="decimal commas"),
        pytest.param("Partner;FTE\nA;0,5", ";", ["A", "0,5"], id="decimal commas, two rows"),
        pytest.param("Partner;Role;FTE", ";", ["Partner", "Role", "FTE"], id="one row"),
        pytest.param("A;B\n1 Main St, Erie, PA;x", ";", ["1 Main St, Erie, PA", "x"], id="address"),
        pytest.param(
            "Name;Address;Phone\nA;1 Main St, Erie, PA, 16501;555\nB;2 Main St, Erie, PA, 16501",
            ";",
            ["B", "2 Main St, Erie, PA, 16501"],
            id="addresses, last cell left out",
        ),
        pytest.param('"A";"B"\n"x, y";"z, w"', ";", ["x, y", "z, w"], id="quoted commas"),
        pytest.param('A,B\n"x; y; z","w; v"\n"a;b",c', ",", ["a;b", "c"], id="quoted semicolons"),
        pytest.param("A,B\nx; y; z,w\nu; v,t", ",", ["u; v", "t"], id="semicolons in sentences"),
        pytest.param("A,B,C\nx,y; z\nu,v; w", ",", ["u", "v; w"], id="ragged, with semicolons"),
        pytest.param("A\tB\n1, 2, 3\tx; y\n", "\t", ["1, 2, 3", "x; y"], id="tabs, both in text"),
        pytest.param(
            "Partners in Erie, PA\n\nA;B;C\n1;2;3\n4;5;6", ";", ["4", "5", "6"], id="title row"
        ),
        pytest.param('A;B\n"x\ny, z";w', ";", ["x\ny, z", "w"], id="line break in a cell"),
        pytest.param("Name\nOne column", ",", ["One column"], id="one column"),
    ],
)
def test_the_separator_is_found_among_others(
    read: Reader, text: str, separator: str, last_row: list[str]
) -> None:
    file = read(text)
    names = {",": [], ";": separator_note("semicolon"), "\t": separator_note("tab")}
    assert rows_of(file)[-1] == last_row
    assert file.notes == names[separator]


def test_the_separator_of_a_long_file_is_found_although_its_sample_ends_in_a_quote(
    read: Reader,
) -> None:
    cell = '"' + "words, " * 500 + '"'
    rows = rows_of(read("Name;Notes\n" + f"A;{cell}\n" * 40))
    assert (len(rows), len(rows[-1])) == (41, 2)


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_a_declared_separator_is_honored_and_its_line_is_no_row(read: Reader, end: str) -> None:
    file = read(f"sep=;{end}Name;Where{end}A;x, y{end}")
    assert rows_of(file) == [["Name", "Where"], ["A", "x, y"]]
    assert file.notes == []


# Rows and cells

ROWS: dict[str, tuple[str | bytes, list[list[CellValue]]]] = {
    "line ends of Unix": ("A,B\n\nc,d", [["A", "B"], [], ["c", "d"]]),
    "line ends of Windows": ("A,B\r\n\r\nc,d", [["A", "B"], [], ["c", "d"]]),
    "line ends of old Macs": ("A,B\r\rc,d", [["A", "B"], [], ["c", "d"]]),
    "nothing but a line end": ("\n", []),
    "quoted line breaks": (
        'Notes,Name\r\n"one\r\ntwo\n\nthree",A\r\nB,""\r\n',
        [["Notes", "Name"], ["one\r\ntwo\n\nthree", "A"], ["B"]],
    ),
    "what looks like numbers": (
        "  Name ,007,1.50,TRUE,2024-03-01,\u00a0x",
        [["  Name ", "007", "1.50", "TRUE", "2024-03-01", "\u00a0x"]],
    ),
    "doubled quotes": ('"the ""big"" one",5" pipe', [['the "big" one', '5" pipe']]),
    "spaces before quotes": (
        'Name, State, Notes\nA, VT, "x, y"\nB, "NH", "line\nbreak"',
        [["Name", "State", "Notes"], ["A", "VT", "x, y"], ["B", "NH", "line\nbreak"]],
    ),
    "spaces before no quotes": ("Name, State\nA, VT\n", [["Name", " State"], ["A", " VT"]]),
    "a title and two rows of headings": (
        "Ours,,\n,,\nName,,Where\nName,Role,State\nA,,x\n",
        [["Ours"], [], ["Name", None, "Where"], ["Name", "Role", "State"], ["A", None, "x"]],
    ),
    "any declared separator": ("\ufeffSEP=|\nName|Type\n", [["Name", "Type"]]),
    "signs of Windows": (b"A,\x93quoted\x94 \x96 \x80 5\n", [["A", "“quoted” – € 5"]]),
}


@pytest.mark.parametrize("case", ROWS)
def test_rows_are_those_that_a_spreadsheet_program_shows(read: Reader, case: str) -> None:
    content, rows = ROWS[case]
    assert rows_of(read(content)) == rows


def test_error_values_of_an_exported_sheet_are_known_as_such(read: Reader) -> None:
    value = rows_of(read("Role\n#REF!\n"))[1][0]
    assert value == "#REF!"
    assert isinstance(value, FormulaError)


@pytest.mark.parametrize(("blank", "mentioned"), [(100, False), (101, True)])
def test_empty_rows_at_the_end_are_dropped_and_mentioned_when_many(
    read: Reader, blank: int, mentioned: bool
) -> None:
    file = read("A,B\n1,2\n" + ",\n" * blank)
    assert rows_of(file) == [["A", "B"], ["1", "2"]]
    note = ReadingNote("blank-rows", {"count": str(blank)}, sheet="Partners")
    assert file.notes == ([note] if mentioned else [])


any_cell = st.text(st.characters(codec="utf-8", exclude_characters="\0\ufeff"), max_size=8)


@given(
    rows=st.lists(st.lists(any_cell, min_size=3, max_size=3), min_size=1, max_size=6),
    separator=st.sampled_from([",", ";", "\t"]),
    end=st.sampled_from(["\n", "\r\n", "\r"]),
    codec=st.sampled_from(["utf-8", "utf-8-sig", "utf-16"]),
)
def test_what_a_spreadsheet_program_writes_is_read_at_its_place(
    tmp_path_factory: pytest.TempPathFactory,
    rows: list[list[str]],
    separator: str,
    end: str,
    codec: str,
) -> None:
    folder = tmp_path_factory.mktemp("folder")
    table = [["Partner", "Role", "FTE"], *rows, ["Last", "row", "1"]]
    text = io.StringIO(newline="")
    csv.writer(text, delimiter=separator, lineterminator=end, quoting=csv.QUOTE_ALL).writerows(
        table
    )
    (folder / "Partners.csv").write_bytes(text.getvalue().encode(codec))
    padded = [row + [None] * (3 - len(row)) for row in rows_of(read_csv_folder(folder))]
    assert padded == [[cell or None for cell in row] for row in table]


# What cannot be read

REFUSED: dict[str, tuple[str | bytes, str, str]] = {
    "empty": (b"", "empty", "again"),
    "workbook": (b"PK\x03\x04\x14\0\x06\0", "workbook", "save its sheets"),
    "old workbook": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1\0\0", "old Excel", "save it as .csv"),
    "PDF": (b"%PDF-1.7\n", "PDF", "Give the data"),
    "web page": ("<!DOCTYPE html>\n<html>", "web page", "save it as .csv"),
    "a zero in the text": (b"Name,Type\nA,\0B\n", "not a .csv file", "save it as .csv"),
    "picture": (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\1\0", "not a .csv file", "save it as .csv"),
    "encoding": (b"Name\na\x81b\x8dc\x90d\xb9e\xa6f\n", "encoding", "CSV UTF-8"),
    "UTF-16 cut short": ("Name".encode("utf-16")[:-1], "encoding", "CSV UTF-8"),
    "open quote": ('A,B\n1,2\n3,"4\n5,6\n', "opens in row 3 never closes", "missing one"),
    "open quote, long": (
        'A,B\n"\n",2\n3,"4\n' + "x,y\n" * 50_000,
        "opens in row 3 never closes",
        "missing one",
    ),
}


@pytest.mark.parametrize("case", REFUSED)
def test_what_is_no_csv_file_is_refused_in_plain_words(
    refusal: Callable[[str | bytes], CannotReadError], case: str
) -> None:
    content, problem, remedy = REFUSED[case]
    refused = refusal(content)
    assert problem in refused.problem
    assert remedy in refused.remedy


@given(st.binary(max_size=200))
def test_any_bytes_are_read_as_text_or_refused(
    tmp_path_factory: pytest.TempPathFactory, data: bytes
) -> None:
    folder = tmp_path_factory.mktemp("folder")
    (folder / "Partners.csv").write_bytes(data)
    try:
        file = read_csv_folder(folder)
    except CannotReadError:
        return
    values = [value for row in rows_of(file) for value in row]
    assert all(value is None or (isinstance(value, str) and "\0" not in value) for value in values)


@pytest.mark.parametrize(
    ("content", "lines"),
    [
        ("a,b\nc,d\n", (1, 2)),
        ('a,"b\nb"\r\nc,d\r\n\r\ne,f', (1, 3, 4, 5)),
        ("sep=;\na;b\nc;d\n", (2, 3)),
        ('a, "b, b\nb"\nc, d\n', (1, 3)),
    ],
)
def test_each_row_has_the_line_that_it_begins_in(
    content: str, lines: tuple[int, ...], tmp_path: Path
) -> None:
    file = tmp_path / "Partners.csv"
    file.write_bytes(content.encode())
    assert first_lines(file) == lines

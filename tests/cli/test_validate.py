"""The command validate: exit statuses, formats, several files, copies, and what goes where."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest
from tests.cli.running import golden, on_disk, program, refused, run
from tests.generate import Sheets, good, put, write_csv, write_xlsx
from tests.reading.test_workbooks import ods_of, ods_value, row_of


def broken() -> Sheets:
    """Return a file with one of everything."""
    sheets = good()
    for place, value in {
        "Partnership!D2": "9/2025",
        "Partnership!E2": "compleet",
        "Partners!B2": "Local fundation",
        "Partners!C3": "-1",
        "Partners!A5": "harbor  schools",
        "Partners!B5": "Consultant",
        "Partners!G1": "Favorite color",
        "Assignments!A2": "Riverside Fundation",
        "Assignments!B3": "Fund-raising for the summer fair and for everything else there is to do",
        "Assignments!D3": "1e308",
        "Assignments!E4": "3/4/21",
        "Assignments!D4": "#REF!",
    }.items():
        sheets = put(sheets, place, value)
    return sheets


# --- exit status and text -----------------------------------------------------------------------


def test_a_broken_folder_as_people_see_it(here: Path) -> None:
    write_csv(here / "broken", broken())
    done = run("validate", "broken")
    assert (done.status, done.err) == (1, "")
    assert done.out == golden("validate-broken.txt", done.out)
    assert run("validate", "broken", "--engine", "shacl") == done
    assert max(map(len, done.out.splitlines())) <= 100
    assert run("validate", "broken", columns=60).out != done.out


def test_a_broken_folder_as_programs_see_it(here: Path) -> None:
    write_csv(here / "broken", broken())
    done = run("validate", "broken", "--format", "json")
    assert (done.status, done.err) == (1, "")
    assert done.out == golden("validate-broken.json", done.out)


@pytest.mark.parametrize(
    ("arguments", "status"),
    [
        ("good", 0),
        ("warned", 0),
        ("bad", 1),
        ("missing.xlsx", 2),
        ("--format json warned", 0),
        ("--format json bad", 1),
        ("--format json missing.xlsx", 2),
        ("--strict good", 0),
        ("--strict warned", 1),
        ("--strict noted", 0),
        ("--strict good warned", 1),
        ("--fail-on should warned", 1),
        ("--fail-on should noted", 0),
        ("--fail-on could noted", 1),
        ("--fail-on never bad", 0),
        ("--fail-on never missing.xlsx", 2),
        ("--fail-on never bad missing.xlsx", 2),
    ],
)
def test_the_exit_status_is_honest(arguments: str, status: int, here: Path) -> None:
    write_csv(here / "good", good())
    write_csv(here / "warned", put(good(), "Partners!G1", "Favorite color"))
    write_csv(here / "noted", put(good(), "Assignments!B3", "ADVANCE POLICY"))
    write_csv(here / "bad", put(good(), "Partners!C2", "-1"))
    assert run("validate", *arguments.split()).status == status


# --- several files ------------------------------------------------------------------------------


def test_several_files_are_summed_up(here: Path) -> None:
    write_csv(here / "good", good())
    write_csv(here / "bad", put(good(), "Partners!C2", "-1"))
    done = run("validate", "good", "bad")
    assert (done.status, done.err) == (1, "")
    assert done.out.index("good\n") < done.out.index("bad\n")
    assert done.out == golden("validate-several.txt", done.out)


def test_one_that_cannot_be_read_does_not_keep_the_others_from_being_checked(here: Path) -> None:
    write_csv(here / "good", good())
    write_csv(here / "bad", put(good(), "Partners!C2", "-1"))
    done = run("validate", "good", "missing.xlsx", "bad")
    assert done.status == 2
    assert "-1 is less than 0." in done.out
    assert "missing.xlsx: There is no such file or folder. Check the name." in done.out
    assert "\n  1 of 3 files has nothing that must be mended. 1 cannot be read.\n" in done.out
    done = run("validate", "good", "missing.xlsx", "bad", "--format", "json")
    assert (done.status, done.err) == (2, "")
    document = json.loads(done.out)
    assert [file["file"] for file in document["files"]] == ["good", "bad"]
    assert [file["ok"] for file in document["files"]] == [True, False]
    assert document["unreadable"] == [
        {"file": "missing.xlsx", "reason": "There is no such file or folder. Check the name."}
    ]


def test_a_folder_of_files_is_checked_whatever_is_in_it(here: Path) -> None:
    (here / "data").mkdir()
    write_csv(here / "data" / "good", good())
    write_xlsx(here / "data" / "bad.xlsx", put(good(), "Partners!C2", -1))
    (here / "data" / "README.md").write_text("ours", encoding="utf-8")
    done = run("validate", "data", "--jobs", "1")
    assert (done.status, done.err) == (1, "")
    assert run("validate", "data", "--jobs", "2") == done
    assert "Passed over (not a data file): data/README.md." in done.out
    (here / "data" / "bad.xlsx").unlink()
    done = run("validate", "data")
    assert done.status == 0
    assert done.out.startswith("data/good\n")
    assert "Passed over (not a data file): data/README.md." in done.out


@pytest.mark.parametrize(("form", "begin"), [("sarif", "{"), ("junit", "<?xml"), ("html", "<!")])
def test_services_and_browsers_get_their_format_and_nothing_else(
    form: str, begin: str, here: Path
) -> None:
    write_csv(here / "bad", put(good(), "Partners!C2", "-1"))
    done = run("validate", "bad", "--format", form)
    assert (done.status, done.err) == (1, "")
    assert done.out.startswith(begin)
    assert "-1 is less than 0." in done.out
    again = run("validate", "bad", "--format", form, "--output", "out")
    assert (again.status, again.out, again.err) == (1, "", "")
    assert (here / "out").read_text(encoding="utf-8") == done.out


# --- what goes where ----------------------------------------------------------------------------


@pytest.mark.parametrize("form", ["text", "json"])
def test_in_a_pipe_nothing_else_is_told_and_no_progress(form: str, here: Path) -> None:
    names = [f"data {number}" for number in range(4)]
    for name in names:
        write_csv(here / name, good())
    done = program("validate", *names, "--format", form, cwd=here)
    assert (done.status, done.err) == (0, "")
    if form == "json":
        assert [file["file"] for file in json.loads(done.out)["files"]] == names
    assert "Checking" not in done.out


@pytest.mark.parametrize("form", ["text", "json"])
def test_findings_are_written_to_a_file_that_is_not_there(form: str, here: Path) -> None:
    write_csv(here / "bad", put(good(), "Partners!C2", "-1"))
    printed = run("validate", "bad", "--format", form)
    done = run("validate", "bad", "--format", form, "--output", "out.txt")
    assert (done.status, done.out, done.err) == (1, "", "")
    assert (here / "out.txt").read_text(encoding="utf-8") == printed.out
    before = on_disk(here)
    told = refused("validate", "bad", "--output", "out.txt")
    assert "out.txt: this is there already." in told
    assert "--force" in told
    assert on_disk(here) == before
    (here / "out.txt").write_text("old", encoding="utf-8")
    done = run("validate", "bad", "--format", form, "--output", "out.txt", "--force")
    assert done.status == 1
    assert (here / "out.txt").read_text(encoding="utf-8") == printed.out


def test_when_one_output_is_refused_the_other_is_not_written(here: Path) -> None:
    write_csv(here / "bad", put(good(), "Partners!C2", "-1"))
    (here / "out.txt").write_text("mine", encoding="utf-8")
    before = on_disk(here)
    assert run("validate", "bad", "--output", "out.txt", "--annotate", "new.xlsx").status == 2
    assert on_disk(here) == before


# --- the date and the engine ----------------------------------------------------------------------


def test_a_date_decides_what_depends_on_one(here: Path) -> None:
    write_csv(here / "data", put(put(good(), "Partners!F3", "2024"), "Assignments!F4", None))
    assert "but is not a partner then" in run("validate", "data").out
    assert "but is not a partner then" not in run("validate", "data", "--as-of", "2023").out


@pytest.mark.parametrize("command", ["validate", "analyze"])
@pytest.mark.parametrize("date", ["2025-13", "soon", "30/9/2025", ""])
def test_a_date_that_is_none_is_refused(command: str, date: str, here: Path) -> None:
    write_csv(here / "data", good())
    assert refused(command, "data", "--as-of", date, "--format", "json") == (
        f"backbone-kg: “{date}” is not a date. Write a year (2025), a month (2025-09) or a day "
        "(2025-09-30).\n"
    )


def test_an_engine_that_is_not_installed(here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write_csv(here / "data", good())
    monkeypatch.setitem(sys.modules, "shacl", None)
    assert refused("validate", "data", "--engine", "shacl") == (
        "backbone-kg: The engine shacl is not installed. Install it with: "
        'pip install "backbone-kg[fast]"\n'
    )


# --- the annotated copy -------------------------------------------------------------------------


def write_ods(path: Path, sheets: Sheets) -> None:
    rows = {n: [row_of(*map(ods_value, row)) for row in rows] for n, rows in sheets.items()}
    path.write_bytes(ods_of(rows))


MISTAKES = {
    "Partners!B2": ("Local fundation", "Did you mean “Local foundation”?"),
    "Assignments!A3": ("Zebra", "“Zebra” is not on the sheet “Partners”."),
}


@pytest.mark.parametrize("kind", ["data.xlsx", "data.ods", "data"])
def test_a_copy_has_each_faulty_cell_explained(kind: str, here: Path) -> None:
    sheets = good()
    for place, (value, _) in MISTAKES.items():
        sheets = put(sheets, place, value)
    write: dict[str, Callable[[Path, Sheets], object]] = {
        "data.xlsx": write_xlsx,
        "data.ods": write_ods,
        "data": write_csv,
    }
    write[kind](here / kind, sheets)
    before = on_disk(here)
    done = run("validate", kind, "--annotate", "copy.xlsx")
    assert (done.status, done.err) == (1, "")
    assert {name: hash_ for name, hash_ in on_disk(here).items() if name != "copy.xlsx"} == before
    book = openpyxl.load_workbook(here / "copy.xlsx")
    assert set(book.sheetnames) == set(sheets)
    commented = {
        f"{sheet.title}!{cell.coordinate}": (cell, cell.comment.text)
        for sheet in book.worksheets
        for row in sheet.iter_rows()
        for cell in row
        if cell.comment is not None
    }
    for place, (value, words) in MISTAKES.items():
        cell, comment = commented[place]
        assert cell.value == value
        assert words in comment
        assert cell.fill.fill_type == "solid"
    if kind != "data.ods":
        assert set(commented) == set(MISTAKES)
    assert str(book["Partners"]["C4"].value) == "0.5"


def test_a_copy_of_a_good_file_has_no_comments(here: Path) -> None:
    write_xlsx(here / "data.xlsx", good())
    assert run("validate", "data.xlsx", "--annotate", "copy.xlsx").status == 0
    book = openpyxl.load_workbook(here / "copy.xlsx")
    cells = [cell for sheet in book.worksheets for row in sheet.iter_rows() for cell in row]
    assert not any(cell.comment for cell in cells)


@pytest.mark.parametrize(
    ("source", "out", "words"),
    [
        ("data.ttl", "copy.xlsx", "only a workbook or a folder of csv files can be annotated"),
        ("data.xlsx", "copy.ods", "the name of the annotated copy must end in .xlsx"),
        ("data.xlsx", "there.xlsx", "there.xlsx: this is there already."),
        ("data.xlsx", "no/copy.xlsx", "the folder no does not exist"),
    ],
)
def test_a_copy_that_cannot_be_made_is_refused(
    source: str, out: str, words: str, here: Path
) -> None:
    write_xlsx(here / "data.xlsx", put(good(), "Partners!C2", -1))
    (here / "there.xlsx").write_bytes(b"mine")
    (here / "data.ttl").write_text(
        "<https://example.org/p> a <https://w3id.org/backbone-kg/ontology#Partnership> .",
        encoding="utf-8",
    )
    before = on_disk(here)
    done = run("validate", source, "--annotate", out)
    assert done.status == 2
    # What was found is told unless the name is wrong from the outset.
    assert ("must be mended" in done.out) is (out in {"copy.xlsx", "copy.ods"})
    assert words in done.err
    assert on_disk(here) == before


def test_each_finding_says_where_more_is_told(here: Path) -> None:
    write_csv(here / "bad", put(put(good(), "Partners!C2", "-1"), "Assignments!G1", "Mascot"))
    done = run("validate", "bad")
    assert "Write a number from 0 up. [too-small]" in done.out
    assert done.out.count("backbone-kg explain") == 1
    assert "backbone-kg explain too-small" in " ".join(done.out.split())  # the worst of both
    write_csv(here / "good", good())
    assert "explain" not in run("validate", "good").out


def test_an_annotated_copy_says_where_more_is_told_and_replaces_another_when_asked(
    here: Path,
) -> None:
    write_csv(here / "bad", put(good(), "Partners!C2", "-1"))
    (here / "checked.xlsx").write_bytes(b"old")
    assert run("validate", "bad", "--annotate", "checked.xlsx", "--force").status == 1
    comment = openpyxl.load_workbook(here / "checked.xlsx")["Partners"]["C2"].comment
    assert comment is not None
    assert "backbone-kg explain too-small" in comment.text
    assert "https://w3id.org/backbone-kg/findings/too-small" in comment.text

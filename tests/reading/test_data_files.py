"""Which data files a folder stands for, and what is said of the rest."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

import pytest
from tests.generate import good, write_csv

from backbone_kg.reading import find_data_files


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def found(*names: str) -> tuple[list[str], dict[str, str]]:
    """Return the data files and what was passed over with its reason."""
    made = find_data_files(map(Path, names))
    return list(map(str, made.files)), {each.file: each.reason for each in made.passed_over}


def touch(*names: str) -> None:
    for name in names:
        path = Path(name)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("x", encoding="utf-8")


@pytest.mark.usefixtures("here")
def test_a_folder_stands_for_the_data_files_in_it_and_below_by_name() -> None:
    touch("data/b.xlsx", "data/a.ttl", "data/deep/er/c.ODS", "data/README.md", "data/x.json")
    touch("data/~$b.xlsx", "data/.~lock.b.xlsx#", "data/.git/config")
    write_csv(Path("data/2025"), good())
    files, passed_over = found("data")
    assert files == ["data/a.ttl", "data/b.xlsx", "data/2025", "data/deep/er/c.ODS"]
    assert passed_over == {
        "data/.git": "hidden",
        "data/.~lock.b.xlsx#": "left by a spreadsheet program that has a file open",
        "data/README.md": "not a data file",
        "data/x.json": "not in the form of the template; it may be imported",
        "data/~$b.xlsx": "left by a spreadsheet program that has a file open",
    }


@pytest.mark.usefixtures("here")
def test_a_folder_of_sheets_is_one_data_file_and_so_is_each_of_them_alone() -> None:
    write_csv(Path("data"), good())
    touch("data/old.xlsx", "data/notes.txt", "data/2024/Partners.csv")
    beside = "beside the sheets of data, which are one data file; name it to check it"
    files, passed_over = found("data")
    assert files == ["data"]
    assert passed_over == {
        "data/2024": beside,
        "data/notes.txt": "not a data file",
        "data/old.xlsx": beside,
    }
    files, passed_over = found("data/Partners.csv", "data/Assignments.csv")
    assert files == ["data"]
    assert passed_over["data/Partners.csv"] == (
        "a sheet of the folder data, which is checked as a whole"
    )
    assert found("data", "data/old.xlsx")[0] == ["data", "data/old.xlsx"]


@pytest.mark.usefixtures("here")
def test_csv_files_that_are_no_sheets_are_each_a_file() -> None:
    touch("lists/members.csv", "lists/raci.csv")
    assert found("lists") == (["lists/members.csv", "lists/raci.csv"], {})


@pytest.mark.usefixtures("here")
def test_what_is_named_is_never_passed_over_and_checked_once() -> None:
    touch("odd.txt", ".hidden.xlsx")
    Path("again.xlsx").symlink_to(".hidden.xlsx")
    files, passed_over = found("odd.txt", ".hidden.xlsx", "odd.txt", "again.xlsx", "gone.xlsx")
    assert files == ["odd.txt", ".hidden.xlsx", "gone.xlsx"]
    assert passed_over == {"again.xlsx": "the same as .hidden.xlsx"}


@pytest.mark.usefixtures("here")
def test_a_folder_without_data_is_itself_what_the_reader_speaks_of() -> None:
    touch("data/README.md")
    assert found("data")[0] == ["data"]


def test_links_that_loop_pipes_and_deep_folders_end_nothing(here: Path) -> None:
    touch("data/a.xlsx")
    Path("data/loop").symlink_to(here / "data")
    Path("data/self.xlsx").symlink_to("self.xlsx")
    Path("data/nowhere.ttl").symlink_to("gone.ttl")
    os.mkfifo("data/pipe.ttl")
    deep = os.open("data", os.O_RDONLY)
    for _ in range(250):
        os.mkdir("deeper-and-deeper-down", dir_fd=deep)
        below = os.open("deeper-and-deeper-down", os.O_RDONLY, dir_fd=deep)
        os.close(deep)
        deep = below
    os.close(deep)
    try:
        files, passed_over = found("data")
    finally:
        # Python's own way to remove a folder does not reach so deep.
        subprocess.run(["rm", "-r", "data"], check=True)
    assert files[:2] == ["data/a.xlsx", "data/self.xlsx"]
    assert passed_over["data/loop"] == "the same as data"
    assert passed_over["data/nowhere.ttl"] == "a link that leads nowhere"
    assert passed_over["data/pipe.ttl"] == "not an ordinary file"
    # The path that is too long to be looked at is not left out without a word.
    assert files[2:] or any("deeper" in name for name in passed_over)

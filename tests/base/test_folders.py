"""Writing the files of a folder: all or none, also when the process is killed at any step."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from backbone_kg.base import folders
from backbone_kg.base.errors import CannotWriteError
from backbone_kg.base.folders import SWAP, restore, write_folder
from backbone_kg.base.unfinished_files import held

FILES = {"One.csv": b"1", "Two.csv": b"2"}


def names(folder: Path) -> list[str]:
    return sorted(entry.name for entry in folder.iterdir())


def content(folder: Path) -> dict[str, bytes]:
    files = (e for e in folder.iterdir() if e.is_file() and not e.name.startswith("."))
    return {entry.name: entry.read_bytes() for entry in files}


def is_csv(name: str) -> bool:
    return name.endswith(".csv")


def test_a_folder_is_made_with_all_its_files(tmp_path: Path) -> None:
    write_folder(tmp_path / "data", FILES)
    assert content(tmp_path / "data") == FILES
    assert names(tmp_path) == ["data"]


def test_files_are_added_to_a_folder_that_is_there(tmp_path: Path) -> None:
    (tmp_path / "notes.txt").write_bytes(b"mine")
    write_folder(tmp_path, FILES)
    assert content(tmp_path) == {**FILES, "notes.txt": b"mine"}


def test_old_sheets_go_only_when_asked_and_other_files_stay(tmp_path: Path) -> None:
    old = {"One.csv": b"old", "Three.csv": b"old", "notes.txt": b"mine"}
    for name, value in old.items():
        (tmp_path / name).write_bytes(value)
    with pytest.raises(CannotWriteError, match=r"One\.csv: this is there already"):
        write_folder(tmp_path, FILES, replaces=is_csv)
    assert content(tmp_path) == old
    write_folder(tmp_path, FILES, replaces=is_csv, force=True)
    assert content(tmp_path) == {**FILES, "notes.txt": b"mine"}


@pytest.mark.parametrize("failing", range(1, 14))
def test_a_folder_is_as_it_was_when_any_step_fails(
    failing: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    old = {"One.csv": b"old", "Three.csv": b"old"}
    for name, value in old.items():
        (tmp_path / name).write_bytes(value)
    steps = 0

    def count() -> None:
        nonlocal steps
        steps += 1
        if steps == failing:
            raise OSError(5, "Input/output error")

    rename, fsync = Path.rename, os.fsync

    def counted_rename(self: Path, target: str | os.PathLike[str]) -> Path:
        count()
        return rename(self, target)

    def counted_fsync(descriptor: int) -> None:
        count()
        fsync(descriptor)

    with monkeypatch.context() as patch:
        patch.setattr(Path, "rename", counted_rename)
        patch.setattr(os, "fsync", counted_fsync)
        try:
            write_folder(tmp_path, FILES, replaces=is_csv, force=True)
            expected = FILES
        except CannotWriteError:
            expected = old
    assert failing > 1 or expected == old
    assert content(tmp_path) == expected


def test_a_new_folder_is_not_there_when_a_step_fails(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(self: Path, *_: object) -> None:
        raise OSError(28, "no")

    with monkeypatch.context() as patch:
        patch.setattr(Path, "rename", fail)
        with pytest.raises(CannotWriteError, match="the disk is full"):
            write_folder(tmp_path / "data", FILES)
    assert names(tmp_path) == []


def test_a_file_is_not_replaced_by_a_folder_even_with_force(tmp_path: Path) -> None:
    (tmp_path / "data").write_bytes(b"mine")
    with pytest.raises(CannotWriteError, match="there is a file of this name"):
        write_folder(tmp_path / "data", FILES, force=True)
    assert (tmp_path / "data").read_bytes() == b"mine"
    with pytest.raises(CannotWriteError, match="does not exist"):
        write_folder(tmp_path / "no" / "data", FILES)


# --- a process that is killed -----------------------------------------------------------------

KILLED_AT_EVERY_STEP = """
import os, signal, sys
from pathlib import Path
from backbone_kg.base.folders import write_folder

os.fsync = lambda descriptor: None
CHANGES = {"os.rename", "os.mkdir", "os.remove", "os.rmdir"}
at, steps = 0, 0

def count(event, arguments):
    global steps
    if event in CHANGES or (event == "open" and arguments[2] & (os.O_WRONLY | os.O_CREAT)):
        steps += 1
        if steps == at:
            os.kill(os.getpid(), signal.SIGKILL)

files = {"One.csv": b"1", "Two.csv": b"2"}
for at in range(1, int(sys.argv[2])):
    if os.fork() == 0:
        sys.addaudithook(count)
        folder = Path(sys.argv[1], str(at))
        write_folder(folder, files, replaces=lambda name: name.endswith(".csv"), force=True)
        (folder / "done.txt").touch()
        os._exit(0)
    os.wait()
"""


@pytest.mark.skipif(os.name == "nt", reason="a lock tells who was killed, and there is none there")
def test_a_process_killed_at_any_step_leaves_the_old_files_or_the_new_ones(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    old = {"One.csv": b"old", "Three.csv": b"old"}
    other = {"notes.txt": b"mine"}
    folders = [tmp_path / str(at) for at in range(1, 31)]
    for folder in folders:
        (folder / "mine").mkdir(parents=True)
        for name, value in (old | other).items():
            (folder / name).write_bytes(value)
    child = [sys.executable, "-c", KILLED_AT_EVERY_STEP, str(tmp_path), str(len(folders) + 1)]
    subprocess.run(child, check=True)
    found, told = [], []
    for folder in folders:
        caplog.clear()
        restore(folder)
        told.append(bool(caplog.records))
        done = (folder / "done.txt").exists()
        (folder / "done.txt").unlink(missing_ok=True)
        found.append(content(folder))
        assert found[-1] in ([FILES | other] if done else [old | other, FILES | other]), folder
        write_folder(folder, FILES, replaces=is_csv, force=True)
        assert names(folder) == ["One.csv", "Two.csv", "mine", "notes.txt"], folder
    states = [one == old | other for one in found]
    assert states == sorted(states, reverse=True), "old at first, and from one step on new"
    assert any(told)
    assert done


def test_who_is_at_work_in_a_folder_is_not_disturbed(tmp_path: Path) -> None:
    (tmp_path / "One.csv").write_bytes(b"old")
    write_folder(tmp_path, FILES, force=True)
    (tmp_path / SWAP).mkdir()
    with held(tmp_path / SWAP), pytest.MonkeyPatch.context() as patch:
        patch.setattr(folders, "_PATIENCE", 0)
        with pytest.raises(CannotWriteError, match="another program is writing"):
            write_folder(tmp_path, FILES, force=True)
    assert (tmp_path / SWAP).is_dir()

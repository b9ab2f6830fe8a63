"""Writing files: whole or not at all, nothing replaced unasked, and plain words when it fails."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backbone_kg.base.errors import BackboneError, CannotWriteError
from backbone_kg.base.files import check_free, write_file, write_folder


def names(folder: Path) -> list[str]:
    return sorted(entry.name for entry in folder.iterdir())


# --- one file -----------------------------------------------------------------------------------


def test_a_file_holds_what_was_written_and_nothing_else_is_left(tmp_path: Path) -> None:
    write_file(tmp_path / "a.txt", b"content")
    assert (tmp_path / "a.txt").read_bytes() == b"content"
    assert names(tmp_path) == ["a.txt"]


@given(st.binary(), st.binary())
def test_a_file_is_replaced_only_when_asked(
    tmp_path_factory: pytest.TempPathFactory, first: bytes, second: bytes
) -> None:
    path = tmp_path_factory.mktemp("files") / "a.txt"
    write_file(path, first)
    with pytest.raises(CannotWriteError, match=r"a\.txt: this is there already.*--force"):
        write_file(path, second)
    assert path.read_bytes() == first
    write_file(path, second, force=True)
    assert path.read_bytes() == second
    assert names(path.parent) == ["a.txt"]


def test_a_replaced_file_keeps_its_permissions(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(b"old")
    path.chmod(0o640)
    write_file(path, b"new", force=True)
    assert path.stat().st_mode & 0o777 == 0o640


def test_what_a_link_points_to_is_replaced_and_not_the_link(tmp_path: Path) -> None:
    (tmp_path / "real").mkdir()
    (tmp_path / "real" / "a.txt").write_bytes(b"old")
    (tmp_path / "link.txt").symlink_to(tmp_path / "real" / "a.txt")
    write_file(tmp_path / "link.txt", b"new", force=True)
    assert (tmp_path / "link.txt").is_symlink()
    assert (tmp_path / "real" / "a.txt").read_bytes() == b"new"


def test_a_missing_folder_is_named(tmp_path: Path) -> None:
    with pytest.raises(CannotWriteError) as problem:
        write_file(tmp_path / "no" / "a.txt", b"")
    assert str(problem.value) == (
        f"{tmp_path}/no/a.txt: the folder {tmp_path}/no does not exist. Make it first, or choose "
        "another."
    )
    assert names(tmp_path) == []


def test_a_folder_is_not_replaced_by_a_file_even_with_force(tmp_path: Path) -> None:
    (tmp_path / "a").mkdir()
    with pytest.raises(CannotWriteError, match="this is a folder"):
        write_file(tmp_path / "a", b"", force=True)
    assert (tmp_path / "a").is_dir()


@pytest.mark.parametrize("step", ["write_bytes", "replace"])
@pytest.mark.parametrize("before", [None, b"old"])
def test_a_failure_leaves_what_was_there_and_no_trace(
    step: str, before: bytes | None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "a.txt"
    if before is not None:
        path.write_bytes(before)

    def fail(self: Path, *_: object) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr(Path, step, fail)
        with pytest.raises(CannotWriteError) as problem:
            write_file(path, b"new", force=True)
    assert "a.txt: it cannot be written (No space left on device)." in str(problem.value)
    assert names(tmp_path) == ([] if before is None else ["a.txt"])
    assert before is None or path.read_bytes() == before


def test_an_interruption_leaves_no_trace(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupt(self: Path, *_: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(Path, "replace", interrupt)
        with pytest.raises(KeyboardInterrupt):
            write_file(tmp_path / "a.txt", b"new")
    assert names(tmp_path) == []


def test_permission_denied_is_told_plainly(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    # The tests may run as a user whom no permission stops.
    def refuse(self: Path, *_: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "write_bytes", refuse)
    with pytest.raises(CannotWriteError) as problem:
        write_file(tmp_path / "a.txt", b"new")
    assert str(problem.value) == (
        f"{tmp_path}/a.txt: it cannot be written (Permission denied). Check that you may write "
        "there and that no other program has it open."
    )


def test_whether_a_name_is_free_is_told_without_writing(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    check_free(path, force=False)
    assert names(tmp_path) == []
    path.touch()
    check_free(path, force=True)
    with pytest.raises(CannotWriteError, match="there already"):
        check_free(path, force=False)
    with pytest.raises(CannotWriteError, match="does not exist"):
        check_free(tmp_path / "no" / "a.txt", force=True)


def test_users_catch_one_kind_of_error() -> None:
    assert issubclass(CannotWriteError, BackboneError)


# --- a folder -----------------------------------------------------------------------------------

FILES = {"One.csv": b"1", "Two.csv": b"2"}


def content(folder: Path) -> dict[str, bytes]:
    return {entry.name: entry.read_bytes() for entry in folder.iterdir()}


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


@pytest.mark.parametrize("failing", range(1, 8))
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

    rename, write_bytes = Path.rename, Path.write_bytes

    def counted_rename(self: Path, target: str | os.PathLike[str]) -> Path:
        count()
        return rename(self, target)

    def counted_write(self: Path, data: bytes) -> int:
        count()
        return write_bytes(self, data)

    with monkeypatch.context() as patch:
        patch.setattr(Path, "rename", counted_rename)
        patch.setattr(Path, "write_bytes", counted_write)
        if failing <= 6:
            with pytest.raises(CannotWriteError, match="Input/output error"):
                write_folder(tmp_path, FILES, replaces=is_csv, force=True)
        else:
            write_folder(tmp_path, FILES, replaces=is_csv, force=True)
    assert content(tmp_path) == (old if failing <= 6 else FILES)


def test_a_new_folder_is_not_there_when_a_step_fails(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(self: Path, *_: object) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr(Path, "rename", fail)
        with pytest.raises(CannotWriteError, match="No space left"):
            write_folder(tmp_path / "data", FILES)
    assert names(tmp_path) == []


def test_a_file_is_not_replaced_by_a_folder_even_with_force(tmp_path: Path) -> None:
    (tmp_path / "data").write_bytes(b"mine")
    with pytest.raises(CannotWriteError, match="there is a file of this name"):
        write_folder(tmp_path / "data", FILES, force=True)
    assert (tmp_path / "data").read_bytes() == b"mine"
    with pytest.raises(CannotWriteError, match="does not exist"):
        write_folder(tmp_path / "no" / "data", FILES)

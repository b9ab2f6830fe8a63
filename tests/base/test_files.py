"""Writing files: whole or not at all, nothing replaced unasked, and plain words when it fails."""

from __future__ import annotations

import os
import stat
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backbone_kg.base.errors import CannotWriteError
from backbone_kg.base.files import check_free, write_file
from backbone_kg.base.unfinished_files import held, part_in, write_through


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


def test_a_pipe_or_device_is_not_replaced_even_with_force(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "a")
    with pytest.raises(CannotWriteError, match="no ordinary file"):
        write_file(tmp_path / "a", b"", force=True)
    assert (tmp_path / "a").is_fifo()


@pytest.mark.parametrize("step", ["pathlib.Path.touch", "os.fsync", "pathlib.Path.replace"])
@pytest.mark.parametrize("before", [None, b"old"])
def test_a_failure_leaves_what_was_there_and_no_trace(
    step: str, before: bytes | None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "a.txt"
    if before is not None:
        path.write_bytes(before)

    def fail(*_: object, **__: object) -> None:
        raise PermissionError(13, "Permission denied")

    with monkeypatch.context() as patch:
        patch.setattr(step, fail)
        with pytest.raises(CannotWriteError) as problem:
            write_file(path, b"new", force=True)
    assert str(problem.value) == (
        f"{path}: it cannot be written (Permission denied). Check that you may write there and "
        "that no other program has it open."
    )
    assert names(tmp_path) == ([] if before is None else ["a.txt"])
    assert before is None or path.read_bytes() == before


def test_a_file_is_on_the_disk_itself_before_it_takes_its_place(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    steps: list[str] = []
    replace = Path.replace

    def replaced(self: Path, target: Path) -> Path:
        steps.append("takes its place")
        return replace(self, target)

    monkeypatch.setattr(os, "fsync", lambda descriptor: steps.append("flushed"))
    monkeypatch.setattr(Path, "replace", replaced)
    write_file(tmp_path / "a.txt", b"new")
    assert steps == ["flushed", "takes its place", "flushed"]


def test_an_interruption_leaves_no_trace(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupt(self: Path, *_: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(Path, "replace", interrupt)
        with pytest.raises(KeyboardInterrupt):
            write_file(tmp_path / "a.txt", b"new")
    assert names(tmp_path) == []


@pytest.mark.parametrize(
    ("number", "says"),
    [(28, "the disk is full"), (122, "the room that you may fill .* is used up")],
)
def test_a_full_disk_is_called_one(
    number: int, says: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise OSError(number, "some words")

    monkeypatch.setattr("os.fsync", full)
    with pytest.raises(CannotWriteError, match=rf"it cannot be written: {says}\. Make room"):
        write_file(tmp_path / "a.txt", b"new")


@pytest.mark.skipif(os.name == "nt", reason="links need rights there")
def test_what_is_read_is_never_replaced_by_whatever_name(tmp_path: Path) -> None:
    folder = tmp_path / "data"
    folder.mkdir()
    (folder / "Partners.csv").write_text("Name")
    (tmp_path / "soft.xlsx").symlink_to(folder / "Partners.csv")
    (tmp_path / "hard.xlsx").hardlink_to(folder / "Partners.csv")
    for out in (folder / "Partners.csv", tmp_path / "soft.xlsx", tmp_path / "hard.xlsx"):
        for source in (folder, folder / "Partners.csv"):
            with pytest.raises(CannotWriteError, match="this is what is read"):
                check_free(out, force=True, inputs=[source])
    check_free(folder / "Roles.csv", force=False, inputs=[folder])


KILLED_WHILE_WRITING = """
import os, signal, sys
from pathlib import Path
from backbone_kg.base.files import write_file
os.fsync = lambda _: os.kill(os.getpid(), signal.SIGKILL)
write_file(Path(sys.argv[1]), b"new", force=True)
"""


@pytest.mark.skipif(os.name == "nt", reason="a lock tells who was killed, and there is none there")
def test_what_a_killed_process_left_is_found_told_and_removed(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(b"old")
    subprocess.run([sys.executable, "-c", KILLED_WHILE_WRITING, path], check=False)
    left = [name for name in names(tmp_path) if name != "a.txt"]
    assert (path.read_bytes(), len(left)) == (b"old", 1)
    write_file(tmp_path / "b.txt", b"another")
    assert names(tmp_path) == ["a.txt", "b.txt"]
    assert caplog.messages == [
        f"{tmp_path / left[0]}: a command that was cut off left this; it was removed."
    ]


@pytest.mark.skipif(os.name == "nt", reason="a lock tells who writes, and there is none there")
def test_what_another_process_is_writing_is_left_alone(tmp_path: Path) -> None:
    part = part_in(tmp_path)
    part.write_bytes(b"half")
    with held(part):
        write_file(tmp_path / "a.txt", b"new")
    assert part.read_bytes() == b"half"


def test_a_private_file_is_so_before_anything_stands_in_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen = []

    def watched(part: Path, content: bytes) -> None:
        seen.append(stat.S_IMODE(part.stat().st_mode))
        write_through(part, content)

    monkeypatch.setattr("backbone_kg.base.files.write_through", watched)
    path = tmp_path / "key.xlsx"
    path.write_bytes(b"open to all")
    path.chmod(0o666)
    before = os.umask(0)
    try:
        write_file(path, b"private", force=True, private=True)
    finally:
        os.umask(before)
    assert seen == [0o600]
    assert stat.S_IMODE(path.stat().st_mode) == 0o600

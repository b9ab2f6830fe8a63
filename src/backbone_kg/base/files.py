"""Writing files so that nobody ever finds half of one, and nothing is replaced unasked."""

from __future__ import annotations

import contextlib
import os
import secrets
import shutil
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

from backbone_kg.base.errors import CannotWriteError


def check_free(path: Path, *, force: bool) -> None:
    """Make sure that a file may be written, before the work for it is done.

    Raises
    ------
    CannotWriteError
        If something of that name is there and ``force`` is not given, or the folder is missing.
    """
    if path.is_dir():
        raise CannotWriteError(f"{path}: this is a folder. Give the name of a file.")
    if path.exists() and not force:
        raise already_there(path)
    _require_parent(path)


def write_file(path: Path, content: bytes, *, force: bool = False) -> None:
    """Write a file, whole or not at all.

    Parameters
    ----------
    path
        Where to. What a link points to is replaced, not the link.
    content
        What is to stand in it.
    force
        Whether a file that is there may be replaced; it keeps its permissions.

    Raises
    ------
    CannotWriteError
        If something of that name is there and ``force`` is not given, the folder is missing, or
        the file cannot be written. What was there before is then as it was.
    """
    path = Path(path)
    check_free(path, force=force)
    target = Path(os.path.realpath(path))
    part = _name_beside(target)
    with _told_plainly(path):
        try:
            part.write_bytes(content)
            if target.exists():
                shutil.copymode(target, part)
            part.replace(target)
        finally:
            part.unlink(missing_ok=True)


def write_folder(
    path: Path,
    files: Mapping[str, bytes],
    *,
    replaces: Callable[[str], bool] = lambda name: False,
    force: bool = False,
) -> None:
    """Write the files of a folder, all of them or none.

    Parameters
    ----------
    path
        The folder; made if it is not there.
    files
        What is to stand in each file, by its name.
    replaces
        Tells of the name of a file in the folder whether the new files stand in its place; those
        of the same name always do. Other files are left alone.
    force
        Whether files may be replaced.

    Raises
    ------
    CannotWriteError
        If a file would be replaced and ``force`` is not given, the folder around it is missing, or
        a file cannot be written. What was there before is then as it was.
    """
    path = Path(path)
    _require_parent(path)
    with _told_plainly(path):
        if not path.exists():
            _write_new_folder(path, files)
            return
        if not path.is_dir():
            raise CannotWriteError(
                f"{path}: there is a file of this name already. Choose another name for the folder."
            )
        old = sorted(e for e in path.iterdir() if e.name in files or replaces(e.name))
        if old and not force:
            raise already_there(old[0])
        _write_into_folder(path, files, old)


def already_there(path: Path) -> CannotWriteError:
    """Return what to tell the user when a file would be replaced unasked."""
    return CannotWriteError(
        f"{path}: this is there already. Choose another name, or use --force to replace it."
    )


def _write_new_folder(path: Path, files: Mapping[str, bytes]) -> None:
    part = _name_beside(path)
    try:
        part.mkdir()
        for name, content in files.items():
            (part / name).write_bytes(content)
        part.rename(path)
    finally:
        shutil.rmtree(part, ignore_errors=True)


def _write_into_folder(folder: Path, files: Mapping[str, bytes], old: list[Path]) -> None:
    stage = _name_beside(folder / "stage")
    set_aside = stage / "old"
    placed: list[Path] = []
    try:
        set_aside.mkdir(parents=True)
        for name, content in files.items():
            (stage / name).write_bytes(content)
        try:
            for file in old:
                file.rename(set_aside / file.name)
            for name in files:
                (stage / name).rename(folder / name)
                placed.append(folder / name)
        except BaseException:
            for file in placed:
                file.unlink(missing_ok=True)
            for file in set_aside.iterdir():
                file.rename(folder / file.name)
            raise
    finally:
        shutil.rmtree(stage, ignore_errors=True)


def _name_beside(path: Path) -> Path:
    """Return a hidden name in the same folder, which is on the same disk."""
    return path.with_name(f".{secrets.token_hex(8)}.part")


def _require_parent(path: Path) -> None:
    if not path.parent.is_dir():
        raise CannotWriteError(
            f"{path}: the folder {path.parent} does not exist. Make it first, or choose another."
        )


@contextlib.contextmanager
def _told_plainly(path: Path) -> Iterator[None]:
    try:
        yield
    except OSError as problem:
        raise CannotWriteError(
            f"{path}: it cannot be written ({problem.strerror or problem}). Check that you may "
            "write there and that no other program has it open."
        ) from problem

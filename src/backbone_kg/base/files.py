"""Writing files so that nobody ever finds half of one, and nothing is replaced unasked."""

from __future__ import annotations

import contextlib
import errno
import os
import shutil
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Final

from backbone_kg.base.errors import CannotWriteError
from backbone_kg.base.unfinished_files import (
    clear_left_over,
    discard,
    flush_folder,
    held,
    part_in,
    write_through,
)

_FULL: Final = {
    errno.ENOSPC: "the disk is full",
    errno.EDQUOT: "the room that you may fill on this disk is used up",
    errno.EFBIG: "no file as large as this may be written here",
}


def check_free(path: Path, *, force: bool, inputs: Iterable[Path] = ()) -> None:
    """Make sure that a file may be written, before the work for it is done.

    Parameters
    ----------
    path
        Where it is to be written.
    force
        Whether a file that is there may be replaced.
    inputs
        Files and folders that are read for it. They are never replaced.

    Raises
    ------
    CannotWriteError
        If something of that name is there and ``force`` is not given, if it is one of the inputs
        or no ordinary file (a device, a pipe), or if the folder is missing.
    """
    check_apart(path, inputs)
    if path.is_dir():
        raise CannotWriteError(f"{path}: this is a folder. Give the name of a file.")
    if path.exists() and not path.is_file():
        raise CannotWriteError(f"{path}: this is no ordinary file, and is never replaced.")
    if path.exists() and not force:
        raise already_there(path)
    require_parent(path)


def check_apart(path: Path, inputs: Iterable[Path]) -> None:
    """Make sure that nothing of what is read would be replaced by what is made of it.

    Raises
    ------
    CannotWriteError
        If the path is an input, by whatever name, or one of the files of an input folder.
    """
    for source in inputs:
        parts = [source]
        if source.is_dir():
            with contextlib.suppress(OSError):
                parts += [each for each in source.iterdir() if each.is_file()]
        for one in parts:
            with contextlib.suppress(OSError):
                if path.samefile(one):
                    raise CannotWriteError(
                        f"{path}: this is what is read, and what is made of it never replaces it. "
                        "Choose another name."
                    )


def write_file(path: Path, content: bytes, *, force: bool = False, private: bool = False) -> None:
    """Write a file, whole or not at all, down to the disk itself.

    Parameters
    ----------
    path
        Where to. What a link points to is replaced, not the link.
    content
        What is to stand in it.
    force
        Whether a file that is there may be replaced; it keeps its permissions.
    private
        Whether nobody but its owner may ever read it, whatever the permissions were before.

    Raises
    ------
    CannotWriteError
        If something of that name is there and ``force`` is not given, the folder is missing, or
        the file cannot be written. What was there before is then as it was.
    """
    path = Path(path)
    check_free(path, force=force)
    target = Path(os.path.realpath(path))
    clear_left_over(target.parent)
    part = part_in(target.parent)
    with told_plainly(path):
        try:
            # A private file is so before anything stands in it.
            part.touch(mode=0o600 if private else 0o666, exist_ok=False)
            with held(part):
                write_through(part, content)
                if target.exists() and not private:
                    shutil.copymode(target, part)
                part.replace(target)
            flush_folder(target.parent)
        finally:
            discard(part)


def already_there(path: Path) -> CannotWriteError:
    """Return what to tell the user when a file would be replaced unasked."""
    return CannotWriteError(
        f"{path}: this is there already. Choose another name, or use --force to replace it."
    )


def require_parent(path: Path) -> None:
    """Make sure that the folder around a file is there.

    Raises
    ------
    CannotWriteError
        If it is not.
    """
    if not path.parent.is_dir():
        raise CannotWriteError(
            f"{path}: the folder {path.parent} does not exist. Make it first, or choose another."
        )


@contextlib.contextmanager
def told_plainly(path: Path) -> Iterator[None]:
    """Tell in plain words, as a :class:`CannotWriteError`, why something cannot be written."""
    try:
        yield
    except OSError as problem:
        raise CannotWriteError(f"{path}: {why_not_written(problem)}") from problem


def full_disk(problem: Exception) -> str:
    """Return in words that there is no room for a file, or "" if that is not the problem.

    Examples
    --------
    >>> full_disk(RuntimeError("IO error: No space left on device: while appending"))
    'the disk is full'
    """
    number, told = getattr(problem, "errno", None), str(problem)
    return next((w for n, w in _FULL.items() if n == number or os.strerror(n) in told), "")


def why_not_written(problem: OSError) -> str:
    """Return in a sentence why something cannot be written, and what to do.

    Examples
    --------
    >>> why_not_written(OSError(errno.ENOSPC, "No space left on device"))
    'it cannot be written: the disk is full. Make room, or choose another place.'
    """
    full = full_disk(problem)
    if full:
        return f"it cannot be written: {full}. Make room, or choose another place."
    return (
        f"it cannot be written ({problem.strerror or problem}). Check that you may write there "
        "and that no other program has it open."
    )

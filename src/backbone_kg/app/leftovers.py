"""The folder for what is kept while the page runs, and what a killed run left behind."""

from __future__ import annotations

import contextlib
import os
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from backbone_kg.base.temporary_folders import passing_folder

_LOCK: Final = "in-use"


@contextlib.contextmanager
def kept_folder() -> Iterator[Path]:
    """Give an empty folder that only this user can read; afterwards it is removed.

    What runs left behind that were killed is removed at the start. Who runs still is told by a
    lock, which the system lets go of with the process, however it ends.
    """
    with passing_folder() as folder:
        lock = os.open(folder / _LOCK, os.O_CREAT | os.O_RDWR, 0o600)
        try:
            _take(lock)
            _remove_leftovers(folder)
            yield folder
        finally:
            os.close(lock)


def _remove_leftovers(own: Path) -> None:
    for folder in Path(tempfile.gettempdir()).glob("backbone-kg-*"):
        if folder == own or folder.is_symlink() or not (folder / _LOCK).is_file():
            continue
        with contextlib.suppress(OSError):
            lock = os.open(folder / _LOCK, os.O_RDWR)
            try:
                if _take(lock):
                    shutil.rmtree(folder, ignore_errors=True)
            finally:
                os.close(lock)


def _take(lock: int) -> bool:
    """Take a lock; return whether it is had. Where the system knows none, nobody has one."""
    try:
        import fcntl
    except ModuleNotFoundError:
        return False
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return True

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
from backbone_kg.base.unfinished_files import held

_LOCK: Final = "in-use"


@contextlib.contextmanager
def kept_folder() -> Iterator[Path]:
    """Give an empty folder that only this user can read; afterwards it is removed.

    What runs left behind that were killed is removed at the start. Who runs still is told by a
    lock, which the system lets go of with the process, however it ends.
    """
    with passing_folder() as folder:
        (folder / _LOCK).touch()
        with held(folder / _LOCK):
            _remove_leftovers(folder)
            yield folder


def _remove_leftovers(own: Path) -> None:
    if os.name == "nt":
        return  # no lock tells there who runs still
    for folder in Path(tempfile.gettempdir()).glob("backbone-kg-*"):
        if folder == own or folder.is_symlink() or not (folder / _LOCK).is_file():
            continue
        with contextlib.suppress(OSError), held(folder / _LOCK) as nobody_runs:
            if nobody_runs:
                shutil.rmtree(folder, ignore_errors=True)

"""Writing the files of a folder, all of them or none, also if the process is killed meanwhile.

Files that are in the folder are set aside in a hidden folder in it, :data:`SWAP`, while others take
their places. As long as that is there the old files count: whoever meets it, and finds that nobody
is at work there, puts them back. The folder itself stays what it is, with its rights, with all else
in it and for those who work in it.
"""

from __future__ import annotations

import contextlib
import json
import shutil
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Final

from backbone_kg.base.errors import CannotWriteError
from backbone_kg.base.files import already_there, require_parent, told_plainly
from backbone_kg.base.unfinished_files import (
    clear_left_over,
    flush_folder,
    held,
    part_in,
    tell_of,
    write_through,
)

SWAP: Final = ".backbone-kg-swap"
"""What is in a folder while files in it take the places of others."""

_NAMES: Final = "names.json"
_PATIENCE: Final = 20.0
"""Seconds in which another process moves its files; it takes far less."""


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
        Tells of the name of a file in the folder whether these files stand in its place; those
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
    require_parent(path)
    with told_plainly(path):
        if not path.exists():
            clear_left_over(path.parent)
            with _staged(path.parent, files) as stage:
                (stage / "new").rename(path)
                flush_folder(path.parent)
            return
        if not path.is_dir():
            raise CannotWriteError(
                f"{path}: there is a file of this name already. Choose another name for the folder."
            )
        restore(path)
        clear_left_over(path)
        old = [e for e in sorted(path.iterdir()) if e.name in files or replaces(e.name)]
        if old and not force:
            raise already_there(old[0])
        _swap(path, files, old)


def restore(folder: Path) -> None:
    """Put back what a process that was killed had set aside in a folder, and tell of it.

    Raises
    ------
    OSError
        If it cannot be put back.
    TimeoutError
        If another process is writing into the folder and does not end.
    """
    swap = folder / SWAP
    deadline = time.monotonic() + _PATIENCE
    while swap.is_dir():
        with contextlib.suppress(FileNotFoundError), held(swap) as nobody_writes:
            # Between the look and the lock, the one who wrote may have ended.
            if nobody_writes and swap.is_dir():
                _take_back(folder)
                tell_of(
                    f"{folder}: a command was cut off while it replaced the files in this folder. "
                    "They were put back as they were before."
                )
                return
        if time.monotonic() > deadline:
            raise TimeoutError(f"another program is writing into {folder}")
        time.sleep(0.01)


@contextlib.contextmanager
def _staged(folder: Path, files: Mapping[str, bytes]) -> Iterator[Path]:
    """Write files beside their places, and remove in the end what is left of it."""
    stage = part_in(folder)
    try:
        stage.mkdir()
        with held(stage):
            (stage / "new").mkdir()
            (stage / "old").mkdir()
            for name, content in files.items():
                write_through(stage / "new" / name, content)
            write_through(stage / _NAMES, json.dumps(list(files)).encode())
            flush_folder(stage / "new")
            flush_folder(stage)
            yield stage
    finally:
        shutil.rmtree(stage, ignore_errors=True)


def _swap(folder: Path, files: Mapping[str, bytes], old: Sequence[Path]) -> None:
    with _staged(folder, files) as stage:
        swap = folder / SWAP
        stage.rename(swap)
        try:
            flush_folder(folder)
            for file in old:
                file.rename(swap / "old" / file.name)
            for name in files:
                (swap / "new" / name).rename(folder / name)
            flush_folder(folder)
            swap.rename(stage)  # from here on the new files count
        except BaseException:
            if swap.is_dir():
                _take_back(folder)
            raise
        flush_folder(folder)


def _take_back(folder: Path) -> None:
    """Undo a swap, however far it has come; begun anew, it goes on where it was."""
    swap = folder / SWAP
    for name in json.loads((swap / _NAMES).read_bytes()):
        if not (swap / "new" / name).exists():
            with contextlib.suppress(FileNotFoundError):
                (folder / name).rename(swap / "new" / name)
    for file in (swap / "old").iterdir():
        file.rename(folder / file.name)
    flush_folder(folder)
    done = part_in(folder)
    swap.rename(done)
    flush_folder(folder)
    shutil.rmtree(done, ignore_errors=True)

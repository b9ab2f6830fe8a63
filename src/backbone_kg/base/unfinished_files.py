"""What is being written: a name beside its place, and a lock that ends with the process.

By the lock, what a killed process left is told from what another is about to write.
"""

from __future__ import annotations

import contextlib
import os
import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Final

_PART: Final = r"\.backbone-kg-[0-9a-f]{16}\.part"


def part_in(folder: Path) -> Path:
    """Return a hidden name in a folder, which is on the same disk."""
    return folder / f".backbone-kg-{os.urandom(8).hex()}.part"


@contextlib.contextmanager
def held(path: Path) -> Iterator[bool]:
    """Hold the lock of a file or folder, unless another process does.

    Parameters
    ----------
    path
        The file or folder, which must be there.

    Yields
    ------
    bool
        Whether the lock is held. Where a system has no such locks nobody else holds it either.
    """
    try:
        import fcntl
    except ImportError:  # Windows, where what is open can be neither moved nor removed
        yield True
        return
    descriptor = os.open(path, os.O_RDONLY)
    try:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
            got = True
        except OSError:
            got = False
        yield got
    finally:
        os.close(descriptor)


def write_through(path: Path, content: bytes) -> None:
    """Write a file down to the disk itself."""
    with path.open("wb") as stream:
        stream.write(content)
        stream.flush()
        os.fsync(stream.fileno())


def flush_folder(folder: Path) -> None:
    """Write down to the disk itself which names are in a folder, where the system can."""
    if os.name == "nt":
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        # Some file systems of networks cannot; the names are then written when they are.
        with contextlib.suppress(OSError):
            os.fsync(descriptor)
    finally:
        os.close(descriptor)


def clear_left_over(folder: Path) -> None:
    """Remove what killed processes left in a folder while they were writing, and tell of it."""
    with contextlib.suppress(OSError):
        for entry in sorted(folder.iterdir()):
            if re.fullmatch(_PART, entry.name) and not entry.is_symlink():
                with contextlib.suppress(OSError), held(entry) as nobody_writes:
                    if nobody_writes:
                        discard(entry)
                        tell_of(f"{entry}: a command that was cut off left this; it was removed.")


def tell_of(sentence: str) -> None:
    """Tell what a killed process left, on the error output unless the program logs otherwise."""
    import logging

    logging.getLogger("backbone_kg").warning(sentence)


def discard(path: Path) -> None:
    """Remove a file, or a folder with all that is in it, as far as it is there."""
    if path.is_dir():
        shutil.rmtree(path, ignore_errors=True)
    else:
        path.unlink(missing_ok=True)

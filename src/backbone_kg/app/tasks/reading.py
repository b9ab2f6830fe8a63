"""Reading a file once for all tasks that ask about it."""

from __future__ import annotations

import contextlib
from functools import lru_cache
from pathlib import Path

from backbone_kg.model.partnership import Partnership


def partnership_of(name: str, folder: str = ".") -> Partnership:
    """Return a file, read once while it stays as it is.

    Parameters
    ----------
    name
        Of the file, and what messages call it.
    folder
        Where it is.
    """
    with contextlib.chdir(folder):
        path = Path(name)
        newest = max(each.stat().st_mtime_ns for each in (path, *path.rglob("*")))
        return _read(path, Path.cwd(), newest)


@lru_cache(maxsize=4)
def _read(path: Path, _folder: Path, _stamp: int) -> Partnership:
    from backbone_kg.reading import read

    return read(path)

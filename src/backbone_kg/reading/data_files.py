"""Which data files are meant: those that are named, and all in a folder."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path


def data_files(paths: Iterable[Path]) -> tuple[Path, ...]:
    """Return the data files that are meant, each once.

    A folder that holds .csv files is one; another folder stands for all in it and in its folders.
    """
    found: dict[Path, Path] = {}
    for path in paths:
        for each in _in_folder(path) or [path]:
            found.setdefault(each.resolve(), each)
    return tuple(found.values())


def _in_folder(path: Path) -> list[Path]:
    if not path.is_dir():
        return []
    try:
        entries = sorted(each for each in path.iterdir() if not each.name.startswith((".", "~$")))
    except OSError:
        return []  # the reader says why
    if any(each.suffix.lower() == ".csv" for each in entries):
        return [path]
    known = {".xlsx", ".ods", ".xls", ".ttl", ".jsonld"}
    return [
        one
        for each in entries
        for one in (_in_folder(each) or [each] * (each.suffix.lower() in known and each.is_file()))
    ]

"""The files that a portfolio was built of, and which of them are as they were then."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from backbone_kg.portfolios.building import NotKept, fingerprint
from backbone_kg.portfolios.ibis_tables import Tables, rows_in
from backbone_kg.portfolios.stored_files import stored_named
from backbone_kg.reading.long_tables import part_named


@dataclass(frozen=True, slots=True)
class KeptFile:
    """A file that could be read.

    Parameters
    ----------
    path
        Where it was.
    sha256
        What :func:`~backbone_kg.portfolios.building.fingerprint` gave for it.
    part
        Number of the part that it is in.
    """

    path: str
    sha256: str
    part: int


@dataclass(frozen=True, slots=True)
class KeptFiles:
    """Files of a portfolio.

    Parameters
    ----------
    same
        Those that are as they were.
    others
        The others, and why.
    """

    same: tuple[KeptFile, ...]
    others: tuple[NotKept, ...]


def kept_files(kept: Tables) -> tuple[KeptFile, ...]:
    """Return the files that could be read, in the order in which they are kept."""
    files = kept.table("files")
    rows = files.filter(files.problem.isnull()).select("file", "path", "sha256").order_by("file")
    return tuple(KeptFile(row["path"], row["sha256"], row["file"] >> 20) for row in rows_in(rows))


def not_read(kept: Tables) -> tuple[NotKept, ...]:
    """Return the files that could not be read, and why."""
    files = kept.table("files")
    rows = files.filter(files.problem.notnull()).select("path", "problem", "remedy")
    return tuple(NotKept(*row.values()) for row in rows_in(rows.order_by("path")))


def as_built(files: Iterable[KeptFile]) -> KeptFiles:
    """Return which files are as they were when the portfolio was built."""
    same: list[KeptFile] = []
    others: list[NotKept] = []
    for file in files:
        if fingerprint(Path(file.path)) == file.sha256:
            same.append(file)
        else:
            others.append(_not_as_built(file.path))
    return KeptFiles(tuple(same), tuple(others))


def _not_as_built(path: str) -> NotKept:
    if stored := stored_named(Path(path)):
        problem = "It is in a store, where it is not read again."
        return NotKept(path, problem, f"Ask the store: backbone-kg store {stored[0]} --findings")
    problem = "It has changed since the portfolio was built."
    remedy = "Build the portfolio again."
    part = part_named(Path(path))
    if not (part[0] if part else Path(path)).exists():
        problem = "It is not where it was when the portfolio was built."
        remedy = "Use the folder in which it was built, or build it again."
    return NotKept(path, problem, remedy)

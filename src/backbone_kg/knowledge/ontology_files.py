"""Which files of a folder an ontology is made of, and which of them can be read later."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Final, NamedTuple

from backbone_kg.base.errors import CannotReadError

OWN: Final = "BACKBONE_KG_ONTOLOGY"
"""Environment variable that names folders of one's own, separated as in ``PATH``."""

SHAPES: Final = "shapes"
"""Folder of what checks files; it is no part of what the knowledge base says."""

LATER: Final = frozenset(
    {
        "passages",
        "claims",
        "positions.ttl",
        "terms.ttl",
        "source-types.ttl",
        "code-lists.ttl",
        "governance-forms.ttl",
    }
)
"""What no name in a data file refers to, and what takes longest to read.

A file that is not named here is read first: that costs time, and nothing is missed.
"""


class OntologyPaths(NamedTuple):
    """The files that a knowledge base is read from, in the order of their names.

    Parameters
    ----------
    first
        Turtle with what names in data files refer to, and whatever is not known to be later.
    later
        Turtle that is read when it is asked for.
    mappings
        Mapping sets.
    """

    first: tuple[Path, ...] = ()
    later: tuple[Path, ...] = ()
    mappings: tuple[Path, ...] = ()

    @property
    def every(self) -> tuple[Path, ...]:
        """All of them."""
        return (*self.first, *self.later, *self.mappings)

    @classmethod
    def of(cls, directory: Path, *more: Path) -> OntologyPaths:
        """Return the files of a folder and of the folders in it, then those of more folders."""
        if more:
            each = [cls.of(one) for one in (directory, *more)]
            return cls(
                first=tuple(dict.fromkeys(path for one in each for path in one.first)),
                later=tuple(dict.fromkeys(path for one in each for path in one.later)),
                mappings=tuple(dict.fromkeys(path for one in each for path in one.mappings)),
            )
        parts = {path: path.relative_to(directory).parts for path in turtle_files(directory)}
        paths = [path for path, names in parts.items() if SHAPES not in names[:-1]]
        return cls(
            first=tuple(path for path in paths if parts[path][0] not in LATER),
            later=tuple(path for path in paths if parts[path][0] in LATER),
            mappings=mapping_files(directory),
        )


def own_folders() -> tuple[Path, ...]:
    """Return the folders that the environment names: they are read besides what ships.

    Raises
    ------
    CannotReadError
        If one is not there, or has neither Turtle nor mapping sets in it.
    """
    named = os.environ.get(OWN, "").split(os.pathsep)
    folders = tuple(Path(one).expanduser() for one in named if one.strip())
    for folder in folders:
        if not turtle_files(folder) and not mapping_files(folder):
            raise nothing_in(folder, f"{OWN} names it: mend that, or unset it.")
    return folders


def nothing_in(directory: Path, remedy: str = "") -> CannotReadError:
    """Return the error for a folder that should hold an ontology and has none of its files."""
    name = remedy or "Name the folder that holds the ontology's files"
    if directory.is_dir():
        return CannotReadError(directory, "There is no Turtle file here.", remedy or f"{name}.")
    what = "It is not a folder." if directory.exists() else "There is no such folder."
    return CannotReadError(directory, what, remedy or f"{name}, not one of them.")


def turtle_files(directory: Path) -> tuple[Path, ...]:
    """Return the Turtle files of a folder and of the folders in it, shapes included, by name."""
    return tuple(sorted(directory.rglob("*.ttl")))


def mapping_files(directory: Path) -> tuple[Path, ...]:
    """Return the mapping sets of a folder and of the folders in it, by name."""
    return tuple(sorted(directory.rglob("*.sssom.tsv")))

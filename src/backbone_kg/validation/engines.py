"""SHACL engines behind one small protocol: data and shapes in, results out."""

from __future__ import annotations

from functools import lru_cache
from typing import Protocol

from backbone_kg.base.errors import UnknownNameError
from backbone_kg.model.partnership import Partnership
from backbone_kg.validation.results import Result

ENGINES = ("pyshacl", "shacl")


class Engine(Protocol):
    """Something that validates what a partnership's file says against the shapes of its layout."""

    name: str

    def run(self, partnership: Partnership) -> list[Result]:
        """Return all results, in no particular order."""
        ...


@lru_cache(maxsize=8)
def engine(name: str) -> Engine:
    """Return an engine by its name.

    Raises
    ------
    UnknownNameError
        If there is none of this name.
    """
    if name == "pyshacl":
        from backbone_kg.validation.with_pyshacl import PySHACL

        return PySHACL()
    if name == "shacl":
        from backbone_kg.validation.with_shacl import Shacl

        return Shacl()
    raise UnknownNameError(f"There is no engine “{name}”. There are: {', '.join(ENGINES)}.")

"""SHACL engines, each a function: a partnership in, results out."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeAlias

from backbone_kg.base.errors import UnknownNameError
from backbone_kg.model.partnership import Partnership
from backbone_kg.validation.engine_results import Result

ENGINES = ("pyshacl", "shacl")

Engine: TypeAlias = Callable[[Partnership], list[Result]]
"""Validates what a file says against the shapes of its layout; results come in any order."""


def engine(name: str) -> Engine:
    """Return an engine by its name.

    Raises
    ------
    UnknownNameError
        If there is none of this name.
    """
    if name == "pyshacl":
        from backbone_kg.validation.with_pyshacl import pyshacl_results

        return pyshacl_results
    if name == "shacl":
        from backbone_kg.validation.with_shacl import shacl_results

        return shacl_results
    raise UnknownNameError(f"There is no engine “{name}”. There are: {', '.join(ENGINES)}.")

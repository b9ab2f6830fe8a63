"""What an engine says of a file."""

from __future__ import annotations

from typing import NamedTuple

from backbone_kg.model.records import Value


class Result(NamedTuple):
    """One validation result, as SHACL defines it.

    Parameters
    ----------
    focus
        The thing that does not conform.
    shape
        The shape that says so.
    component
        Local name of the constraint component, such as ``MinCountConstraintComponent``.
    value
        The value that does not conform; None for a missing one.
    severity
        Local name of the severity: ``Violation``, ``Warning`` or ``Info``.
    message
        The engine's own words.
    """

    focus: str
    shape: str
    component: str
    value: Value | None
    severity: str
    message: str

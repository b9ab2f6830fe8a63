"""Many findings that say the same of the same text are one, with all their cells."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from backbone_kg.base.cells import CellRead
from backbone_kg.base.findings import Finding

MANY = 4
"""From how many cells on they are told as one finding."""

CELLS_SHOWN = 10
"""How many of the cells the message names; all stand in the finding's list."""


def grouped(findings: Iterable[Finding]) -> list[Finding]:
    """Return findings with those that differ in their cell alone put together, if they are many.

    Parameters
    ----------
    findings
        In the order of the file.

    Returns
    -------
    list of Finding
        The first of each group stands for all, at its cell.
    """
    alike: dict[tuple[object, ...], list[Finding]] = {}
    keys = []
    in_order = list(findings)
    for number, one in enumerate(in_order):
        groups = bool(one.cell and one.value and not one.cells)
        place = one.code, one.severity, one.sheet, one.column
        keys.append((*place, one.value, one.message, one.remedy) if groups else (number,))
        alike.setdefault(keys[-1], []).append(one)
    many = {key: group for key, group in alike.items() if len(group) >= MANY}
    return [
        _as_one(many[key]) if key in many else one
        for key, one in zip(keys, in_order, strict=True)
        if key not in many or many[key][0] is one
    ]


def _as_one(group: list[Finding]) -> Finding:
    first = group[0]
    shown = ", ".join(one.cell for one in group[1:CELLS_SHOWN])
    left = len(group) - CELLS_SHOWN
    listed = f"{shown} and {left:,} more" if left > 0 else shown
    return replace(
        first,
        message=f"{first.message} So it stands in {len(group):,} cells: {first.cell}, {listed}.",
        cells=tuple(CellRead(one.cell, one.value, "") for one in group),
    )

"""Many findings that say the same of the same text are one, with all their cells."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from backbone_kg.base.cells import CellRead, cell_position
from backbone_kg.base.findings import Finding
from backbone_kg.base.names import shortened

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


def of_each_cell(finding: Finding) -> list[Finding]:
    """Return a finding on several cells as one for each cell; others as they are.

    Parameters
    ----------
    finding
        As :func:`backbone_kg.validate` returns it.

    Returns
    -------
    list of Finding
        Each about one cell, in their order, with the text of that cell.
    """
    alone = finding.message.removesuffix(_so(finding.cells))
    found = []
    for one in finding.cells:
        message = alone
        if (one.value, one.read_as) != (finding.cells[0].value, finding.cells[0].read_as):
            said = f" was read as “{one.read_as}”." if one.read_as else f": as at {finding.place}."
            message = f"“{shortened(one.value)}”{said}"
        row = cell_position(one.cell.split(":")[0])[0] + 1
        found.append(
            replace(finding, cell=one.cell, row=row, value=one.value, message=message, cells=())
        )
    return found or [finding]


def _as_one(group: list[Finding]) -> Finding:
    cells = tuple(CellRead(one.cell, one.value, "") for one in group)
    return replace(group[0], message=group[0].message + _so(cells), cells=cells)


def _so(cells: Sequence[CellRead]) -> str:
    """Return the sentence that names the cells of a group."""
    shown = ", ".join(one.cell for one in cells[:CELLS_SHOWN])
    left = len(cells) - CELLS_SHOWN
    listed = f"{shown} and {left:,} more" if left > 0 else shown
    return f" So it stands in {len(cells):,} cells: {listed}."

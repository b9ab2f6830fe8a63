"""Findings on a cell of a row, of what is compared beyond the shapes."""

from __future__ import annotations

from collections.abc import Mapping

from backbone_kg.base.cells import CellRead
from backbone_kg.base.findings import Finding
from backbone_kg.base.names import shortened
from backbone_kg.model.partnership import Partnership
from backbone_kg.model.records import Record
from backbone_kg.validation.messages import CONTENT, fill
from backbone_kg.validation.result_cells import where


def row_finding(
    partnership: Partnership,
    row: Record,
    code: str,
    path: str,
    details: Mapping[str, str],
    *,
    value: str = "",
    beside: Record | None = None,
) -> Finding:
    """Return what there is to say of a cell of a row.

    Parameters
    ----------
    partnership
        The data of the file.
    row, path
        The row, and the property that the column of the cell states.
    code
        Of the message.
    details
        What is filled into the message beside the value.
    value
        What the cell says; "" for the text of the row.
    beside
        The row that it is compared with: both cells are told.
    """
    said = value or row.text(path)
    message = CONTENT[code]
    details = {"value": shortened(said), **details}
    compared = (row, beside) if beside else ()
    return Finding(
        code=message.code or code,
        severity=message.severity,
        message=fill(message.text, details),
        remedy=fill(message.remedy, details),
        file=partnership.file,
        **where(partnership.places.of(row.thing, path)),
        column=next((c.heading for c in row.sheet.columns if c.path == path), ""),
        value=said,
        iri=row.thing,
        cells=tuple(
            CellRead(at.cell, value or one.text(path), "")
            for one in compared
            if (at := partnership.places.of(one.thing, path))
        ),
    )


def cell_or_thing(partnership: Partnership, row: Record, path: str) -> str:
    """Return the cell of a row, or the IRI of what it is about in a file without cells."""
    place = partnership.places.of(row.thing, path)
    return place.cell if place else f"<{row.thing}>"

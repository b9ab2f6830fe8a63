"""A partnership as it was read: one graph, and where in the file each statement stands."""

from __future__ import annotations

import datetime
import html
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from rdflib import Graph, URIRef
from rdflib.term import Node

from backbone_kg.base.cells import CellValue, ReadingNote, cell_name
from backbone_kg.base.errors import BackboneError
from backbone_kg.base.partial_dates import last_day
from backbone_kg.graph.namespaces import ASSIGNMENT, PARTNER, PREF_LABEL, TYPE, term

if TYPE_CHECKING:
    from backbone_kg.knowledge.ontology import Ontology
    from backbone_kg.model.layout import Layout


@dataclass(frozen=True, slots=True)
class Place:
    """A cell of the file: name of the sheet, row from 1, column from 0 (None: no such column)."""

    sheet: str
    row: int
    column: int | None = None

    @property
    def cell(self) -> str:
        """The cell's name, such as ``B7``; "" without a column."""
        return "" if self.column is None else cell_name(self.row - 1, self.column)


@dataclass(slots=True)
class Places:
    """Where the statements of a graph stand in a table.

    Parameters
    ----------
    rows
        Sheet and row of each thing that a row is about.
    columns
        Index of the column that states a property, by sheet and property.
    values
        What stands in the cell that states a property of a thing.
    """

    rows: dict[Node, Place] = field(default_factory=dict)
    columns: dict[tuple[str, Node], int] = field(default_factory=dict)
    values: dict[tuple[Node, Node], CellValue] = field(default_factory=dict)

    def of(self, thing: Node, path: Node | None = None) -> Place | None:
        """Return the cell that states a property of a thing, or its row, or None."""
        row = self.rows.get(thing)
        if row is None or path is None:
            return row
        return Place(row.sheet, row.row, self.columns.get((row.sheet, path)))


@dataclass(eq=False)
class Partnership:
    """A partnership's data.

    Parameters
    ----------
    file
        The file it was read from, as the user named it.
    format
        ``xlsx``, ``ods``, ``csv``, ``ttl`` or ``jsonld``.
    iri
        The partnership.
    graph
        Everything that was read, with what the reader derives from it.
    layout, ontology
        What it was read with.
    notes
        What the reader met on the way.
    places
        Where each statement stands; empty for RDF files.
    """

    file: str
    format: str
    iri: URIRef
    graph: Graph
    layout: Layout
    ontology: Ontology
    notes: list[ReadingNote] = field(default_factory=list)
    places: Places = field(default_factory=Places)

    @property
    def name(self) -> str:
        """The partnership's name, or "" if the file does not give it."""
        value = self.graph.value(self.iri, PREF_LABEL)
        return "" if value is None else str(value)

    @property
    def is_table(self) -> bool:
        """Whether it was read from sheets, so that each statement has a cell."""
        return self.format not in {"ttl", "jsonld"}

    def count(self, kind: URIRef) -> int:
        """Return how many things of a class the file holds."""
        return sum(1 for _ in self.graph.subjects(TYPE, kind))

    def __repr__(self) -> str:
        return (
            f"<Partnership {self.name!r} from {self.file}: {self.count(PARTNER)} partners, "
            f"{self.count(ASSIGNMENT)} assignments>"
        )

    def _repr_html_(self) -> str:
        return (
            f"<p><b>{html.escape(self.name or 'Unnamed partnership')}</b> "
            f"({html.escape(self.file)}): {self.count(PARTNER)} partners, "
            f"{self.count(ASSIGNMENT)} assignments</p>"
        )


def date_of(
    partnership: Partnership, asked: str | datetime.date | None
) -> tuple[datetime.date, str]:
    """Return the date that a question about a partnership is asked for.

    Parameters
    ----------
    partnership
        Whose data.
    asked
        The date that the user asks for, as ``YYYY``, ``YYYY-MM`` or ``YYYY-MM-DD``; None if none.

    Returns
    -------
    date
        The date asked for, else the file's own "As of", else today; of a year or month the last
        day.
    str
        Which of them it is: ``asked``, ``file`` or ``today``.

    Raises
    ------
    BackboneError
        If ``asked`` is not a date.
    """
    if isinstance(asked, datetime.datetime):
        return asked.date(), "asked"
    if isinstance(asked, datetime.date):
        return asked, "asked"
    if asked is not None:
        try:
            return last_day(asked.strip()), "asked"
        except ValueError:
            raise BackboneError(
                f"“{asked}” is not a date. Write a year (2025), a month (2025-09) or a day "
                "(2025-09-30)."
            ) from None
    own = partnership.graph.value(partnership.iri, term("bkg:asOf"))
    try:
        return last_day(str(own)), "file"
    except ValueError:
        return datetime.date.today(), "today"

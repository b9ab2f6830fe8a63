"""A partnership as it was read: its records, the graph and the roster made of them."""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import PurePath
from typing import TYPE_CHECKING, NamedTuple

from backbone_kg.base import html
from backbone_kg.base.cells import CellValue, ReadingNote, cell_name
from backbone_kg.base.errors import BackboneError, NotInTemplateError
from backbone_kg.base.invisible_characters import visible
from backbone_kg.base.partial_dates import last_day
from backbone_kg.graph.namespaces import ASSIGNMENT, PARTNER, POST
from backbone_kg.knowledge.ontology import Ontology
from backbone_kg.model.derive import add_derived, derived
from backbone_kg.model.ratings import Ratings, ratings_of
from backbone_kg.model.records import Edits, Records, edited_records
from backbone_kg.model.roster import Roster
from backbone_kg.model.roster_from_records import as_of_day, roster_of
from backbone_kg.model.sheets_and_columns import Layout
from backbone_kg.model.statements import Statements, statements_of

if TYPE_CHECKING:
    from rdflib import Graph
    from rdflib.term import Node

NOT_IN_THE_TEMPLATE = "not-in-the-template"
"""The reader's note on a file that was never in the template."""


class Place(NamedTuple):
    """A cell of the file: name of the sheet, row from 1, column from 0 (None: no such column)."""

    sheet: str
    row: int
    column: int | None = None

    @property
    def cell(self) -> str:
        """The cell's name, such as ``B7``; "" without a column."""
        return "" if self.column is None else cell_name(self.row - 1, self.column)


@dataclass(frozen=True, slots=True)
class Places:
    """Where the statements of a file stand in its tables.

    Parameters
    ----------
    rows
        Sheet and row of each thing that a row is about.
    columns
        Index of the column that states a property, by sheet and property.
    values
        What stands in the cell that states a property of a thing.
    """

    rows: dict[str, Place] = field(default_factory=dict)
    columns: dict[tuple[str, str], int] = field(default_factory=dict)
    values: dict[tuple[str, str], CellValue] = field(default_factory=dict)

    @classmethod
    def of_records(cls, records: Records) -> Places:
        """Return the places of what was read from tables."""
        return cls(
            rows={row.thing: Place(row.tab, row.row) for row in records.rows},
            columns=records.columns,
            values={
                (row.thing, path): value
                for row in records.rows
                for path, value in row.cells.items()
            },
        )

    def of(self, thing: Node | str, path: Node | str | None = None) -> Place | None:
        """Return the cell that states a property of a thing, or its row, or None."""
        row = self.rows.get(str(thing))
        if row is None or path is None:
            return row
        return Place(row.sheet, row.row, self.columns.get((row.sheet, str(path))))

    def value(self, thing: Node | str, path: Node | str) -> CellValue:
        """Return what stands in the cell that states a property of a thing, or None."""
        return self.values.get((str(thing), str(path)))


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
    layout, ontology
        What it was read with.
    content
        What was read: the records of tables, or the graph of an RDF file.
    notes
        What the reader met on the way.
    unread
        Of things in an RDF file that have no known class: the class that each likely has.
    """

    def __init__(
        self,
        file: str,
        format: str,
        iri: str,
        layout: Layout,
        ontology: Ontology,
        content: Records | Graph,
        notes: Iterable[ReadingNote] = (),
        unread: Iterable[str] = (),
    ) -> None:
        self.file = file
        self.format = format
        self.iri = iri
        self.layout = layout
        self.ontology = ontology
        self.notes = list(notes)
        self._unread = tuple(unread)
        self._content = content
        self._read_on = datetime.date.today()

    @cached_property
    def records(self) -> Records:
        """What the file says, row by row."""
        if isinstance(self._content, Records):
            return self._content
        from backbone_kg.model.record_graphs import records_of

        found = records_of(self._content, self.iri, self.layout)
        # What a thing without a known class states is lost to every figure, as an unread row is.
        assignments = self._unread.count(str(ASSIGNMENT))
        found.assignments_not_read += assignments
        found.cells_not_read += len(self._unread) - assignments
        return found

    @cached_property
    def graph(self) -> Graph:
        """What the file says as an RDF graph, with what the checks derive from it.

        What is added to it is written and checked; the roster is of what was read.
        """
        if isinstance(self._content, Records):
            from backbone_kg.model.record_graphs import graph_of

            return graph_of(self._of_tables)
        add_derived(self._content, self.layout)
        return self._content

    @property
    def statements(self) -> Statements:
        """The same without a graph: of a file of tables as long as nobody has asked for one."""
        if isinstance(self._content, Records) and "graph" not in vars(self):
            return self._of_tables
        from backbone_kg.model.record_graphs import statements_in

        return statements_in(self.graph)

    @property
    def n_triples(self) -> str:
        """The same as N-Triples."""
        if isinstance(self._content, Records) and "graph" not in vars(self):
            return self._written_tables
        from backbone_kg.graph.ntriples import n_triples

        return n_triples(self.graph).decode()

    @cached_property
    def _of_tables(self) -> Statements:
        found = Statements(statements_of(self.records))
        found.add([*derived(found, self.layout)])
        return found

    @cached_property
    def _written_tables(self) -> str:
        return self._of_tables.n_triples()

    def edited(self, edits: Edits) -> Partnership:
        """Return a copy in which something is otherwise; nothing else in it changes."""
        content: Records | Graph
        if isinstance(self._content, Records):
            content = edited_records(self._content, edits)
        else:
            from backbone_kg.model.record_graphs import edited_graph

            content = edited_graph(self.graph, self.iri, edits)
        return Partnership(
            file=self.file,
            format=self.format,
            iri=self.iri,
            layout=self.layout,
            ontology=self.ontology,
            content=content,
            notes=self.notes,
            unread=self._unread,
        )

    @property
    def is_foreign(self) -> bool:
        """Whether the file was never in the template, so that nothing could be read from it."""
        return any(note.code == NOT_IN_THE_TEMPLATE for note in self.notes)

    def refuse_foreign(self) -> None:
        """Make sure that the file is in the template.

        Raises
        ------
        NotInTemplateError
            If it is not.
        """
        if self.is_foreign:
            raise NotInTemplateError(self.file)

    @cached_property
    def roster(self) -> Roster:
        """Partners, roles, and who holds what when.

        Raises
        ------
        NotInTemplateError
            If the file was never in the template.
        """
        self.refuse_foreign()
        return roster_of(self.records, self.ontology)

    @cached_property
    def ratings(self) -> Ratings:
        """Who could be the backbone, and how they are rated."""
        return ratings_of(self.records)

    @property
    def facts(self) -> bytes:
        """What is derived from the roster for questions in SPARQL, as N-Triples."""
        from backbone_kg.model.facts import facts_of

        return facts_of(self.roster, file_name=self._file_name, read_on=self._read_on)

    @property
    def snapshot_facts(self) -> bytes:
        """What :attr:`facts` say of the snapshot itself: whose, of which day, how complete."""
        from backbone_kg.model.facts import snapshot_facts

        return snapshot_facts(self.roster, file_name=self._file_name, read_on=self._read_on)

    @property
    def _file_name(self) -> str:
        # No graph takes the bytes of a name that are no UTF-8.
        return visible(PurePath(self.file).name)

    @cached_property
    def places(self) -> Places:
        """Where each statement stands; empty for RDF files."""
        return Places.of_records(self.records) if self.is_table else Places()

    @property
    def name(self) -> str:
        """The partnership's name, or "" if the file does not give it."""
        return self.roster.name

    @property
    def is_table(self) -> bool:
        """Whether it was read from sheets, so that each statement has a cell."""
        return self.format not in {"ttl", "jsonld"}

    def count(self, kind: Node | str) -> int:
        """Return how many rows are about things of a class."""
        return len(self.records.of(str(kind)))

    @property
    def counts(self) -> dict[str, int]:
        """How many rows there are of partners, roles and assignments."""
        kinds = {"partners": PARTNER, "roles": POST, "assignments": ASSIGNMENT}
        return {name: self.count(kind) for name, kind in kinds.items()}

    def __repr__(self) -> str:
        if self.is_foreign:
            return f"<Partnership from {self.file}, which is not in the template>"
        return (
            f"<Partnership {self.name!r} from {self.file}: {self.count(PARTNER)} partners, "
            f"{self.count(ASSIGNMENT)} assignments>"
        )

    def _repr_html_(self) -> str:
        if self.is_foreign:
            from html import escape

            return f"<p>{escape(self.file)} is not in the template.</p>"
        return html.table(
            ("Partners", "Assignments"),
            [(self.count(PARTNER), self.count(ASSIGNMENT))],
            caption=f"{self.name or 'Unnamed partnership'} ({self.file})",
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
    if asked is not None:
        return asked_day(asked), "asked"
    own = as_of_day(partnership.records)
    return (datetime.date.today(), "today") if own is None else (own, "file")


def asked_day(asked: str | datetime.date) -> datetime.date:
    """Return the day that a user asks for; of a year or month the last.

    Raises
    ------
    BackboneError
        If it is not a date.
    """
    if isinstance(asked, datetime.datetime):
        return asked.date()
    if isinstance(asked, datetime.date):
        return asked
    try:
        return last_day(asked.strip())
    except ValueError:
        raise BackboneError(
            f"“{asked}” is not a date. Write a year (2025), a month (2025-09) or a day "
            "(2025-09-30)."
        ) from None

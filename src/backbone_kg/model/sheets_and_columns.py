"""Sheets and columns of a data file, read from the shapes: the only definition there is of them."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from backbone_kg.base.findings import Severity
from backbone_kg.base.names import key, slug
from backbone_kg.base.value_kinds import Kind

if TYPE_CHECKING:
    from rdflib import Graph

KEPT, LEFT_OUT = "kept", "left out"
"""What becomes of a column in a copy without names, where its texts are not replaced."""


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a sheet: a property shape with a heading.

    Parameters
    ----------
    shape
        The property shape.
    path
        The property that a cell of this column states of its row.
    heading, description, example
        For people: the heading, the help on it, a value as one would write it.
    kind
        What may stand in a cell; None for a reference or a choice.
    refers_to
        The class of the things that a cell names; None if it names none.
    choices
        The values to choose from, in order; empty if free.
    required
        Whether each row must have it.
    identifies
        Whether it names the thing that the row is about.
    distinguishes
        Whether rows that name the same thing are told apart by it.
    introduces
        The class of a new thing that an unknown name introduces; None if it must be known.
    default
        What a blank means, for a required column.
    day_bound
        The derived property that holds the first or last day of the date; None if there is none.
    other_names
        Whether it lists other names of the thing that the row is about.
    other_headings
        Headings in other words that mean the same on its sheet.
    shown_when_filled
        Whether it stands in a file only where something is filled in.
    when_shared
        What stands in it in a copy without names: :data:`KEPT`, :data:`LEFT_OUT`, or the word that
        with a number takes the place of a text, such as ``Partner``.
    kept_form
        The only texts that such a copy keeps, as a regular expression; "" where none are.
    names_somebody
        Whether a text in it tells by itself who or where is meant.
    """

    shape: str
    path: str
    heading: str
    description: str = ""
    example: str = ""
    kind: Kind | None = Kind.TEXT
    refers_to: str | None = None
    choices: tuple[str, ...] = ()
    required: bool = False
    identifies: bool = False
    distinguishes: bool = False
    introduces: str | None = None
    default: str | None = None
    day_bound: str | None = None
    other_names: bool = False
    other_headings: tuple[str, ...] = ()
    shown_when_filled: bool = False
    when_shared: str = LEFT_OUT
    kept_form: str = ""
    names_somebody: bool = False

    @property
    def key(self) -> str:
        """The heading as it is compared."""
        return key(self.heading)


@dataclass(frozen=True)
class Sheet:
    """One sheet: a node shape with a name.

    Parameters
    ----------
    shape
        The node shape.
    target
        The class of the things that its rows are about.
    name, description
        For people.
    columns
        In their order.
    required
        Whether a file must have it.
    single_row
        Whether it holds one row of data and no more.
    link
        The property that connects a row's thing with the partnership; None for the partnership.
    on_request
        Whether a workbook to fill in has it only if it is asked for.
    starts_with
        The framework whose qualities a new one holds from the start; None if it holds none.
    """

    shape: str
    target: str
    name: str
    description: str
    columns: tuple[Column, ...]
    required: bool = True
    single_row: bool = False
    link: str | None = None
    on_request: bool = False
    starts_with: str | None = None

    @cached_property
    def segment(self) -> str:
        """The part of a row's IRI that tells which sheet it is from."""
        return slug(str(self.target).rpartition("#")[2])

    @cached_property
    def identifying(self) -> tuple[Column, ...]:
        """The columns that name the row's thing."""
        return tuple(column for column in self.columns if column.identifies)

    @cached_property
    def telling_apart(self) -> tuple[Column, ...]:
        """The columns that together no two rows share."""
        return tuple(c for c in self.columns if c.identifies or c.distinguishes)

    @cached_property
    def choosy(self) -> tuple[Column, ...]:
        """The columns in which not any text may stand."""
        return tuple(c for c in self.columns if c.refers_to or c.choices or c.kind is not Kind.TEXT)

    @cached_property
    def shown(self) -> tuple[Column, ...]:
        """The columns that stand in a file even where nothing is filled in."""
        return tuple(column for column in self.columns if not column.shown_when_filled)

    def column(self, path: str) -> Column | None:
        """Return the column that states a property, or None."""
        return next((column for column in self.columns if column.path == path), None)


@dataclass(frozen=True, slots=True)
class Check:
    """What a check that is not a column says: its code, its words, and where it shows.

    Empty texts stand for the words of the message table.
    """

    shape: str
    column: str | None
    code: str = ""
    message: str = ""
    remedy: str = ""
    severity: Severity = Severity.ERROR


@dataclass(frozen=True)
class Layout:
    """All sheets of a data file, and the checks on them.

    Parameters
    ----------
    sheets
        In their order.
    checks
        By shape; shapes of columns are among them when they bring words of their own.
    limits
        The least and the most that a number may be, as the shape has them, by shape; "" for none.
    source
        The shapes that the layout was read from, as Turtle.
    """

    sheets: tuple[Sheet, ...]
    checks: dict[str, Check]
    limits: dict[str, tuple[str, str]]
    source: bytes

    @cached_property
    def shapes(self) -> Graph:
        """The graph of the shapes that the layout was read from."""
        import pyoxigraph as ox

        from backbone_kg.graph.turtle import graph_from_quads

        return graph_from_quads(ox.parse(self.source, format=ox.RdfFormat.TURTLE))

    def sheet(self, name: str) -> Sheet:
        """Return a sheet by its name.

        Raises
        ------
        KeyError
            If there is none.
        """
        for sheet in self.sheets:
            if key(sheet.name) == key(name):
                return sheet
        raise KeyError(name)

    def sheet_of(self, target: str) -> Sheet | None:
        """Return the sheet whose rows are about things of a class, or None."""
        return next((sheet for sheet in self.sheets if sheet.target == target), None)

    def column_of(self, shape: str) -> tuple[Sheet, Column] | None:
        """Return the column that a property shape defines or checks, with its sheet."""
        check = self.checks.get(shape)
        wanted = check.column if check and check.column else shape
        for sheet in self.sheets:
            for column in sheet.columns:
                if column.shape == wanted:
                    return sheet, column
        return None

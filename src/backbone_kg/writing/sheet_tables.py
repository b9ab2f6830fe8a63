"""The graph back into tables, as :mod:`backbone_kg.reading.records_from_tables` reads them."""

from __future__ import annotations

import datetime
import re
import warnings
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import count
from typing import TypeAlias

from rdflib import BNode, Graph, Literal, URIRef
from rdflib.term import Node

from backbone_kg.base.cells import LAST_COLUMN, CellValue
from backbone_kg.base.errors import UnknownNameError
from backbone_kg.base.names import clean, key
from backbone_kg.base.value_kinds import Kind
from backbone_kg.graph.namespaces import FRAMEWORK
from backbone_kg.graph.order import by_position, node_order, position_of
from backbone_kg.graph.rdflib_terms import (
    LABEL,
    PARTNERSHIP,
    POSITION,
    PREF_LABEL,
    SHEET,
    TYPE,
    UNKNOWN_COLUMN,
    iri,
    term,
)
from backbone_kg.knowledge.concepts import Framework
from backbone_kg.model.derive import without_derived
from backbone_kg.model.partnership import Partnership
from backbone_kg.model.references import References
from backbone_kg.model.sheets_and_columns import Column, Sheet
from backbone_kg.reading.cell_values import text_of
from backbone_kg.reading.headings import UnknownColumn

Triple: TypeAlias = tuple[Node, Node, Node]
_Stated: TypeAlias = tuple[Column | UnknownColumn | None, Node | None]
"""A column and the property that its cells state; both None for one without a heading."""

MOST_DIGITS = 15
"""How many digits of a number spreadsheet programs keep; one with more stands as text."""

_DECIMAL, _INTEGER = term("xsd:decimal"), term("xsd:integer")
_BOOLEAN, _DATE = term("xsd:boolean"), term("xsd:date")
_PLAIN_NUMBER = re.compile(r"[+-]?(?:\d+(?:\.\d*)?|\.\d+)", re.ASCII)
_DAY = re.compile(r"\d{4}-\d\d-\d\d", re.ASCII)
_YES_NO = {"true": "yes", "1": "yes", "false": "no", "0": "no"}


@dataclass(frozen=True, slots=True)
class SheetTable:
    """One sheet as it is to be written.

    Parameters
    ----------
    sheet
        The sheet of the layout.
    columns
        What each column is, from the left; None for one without a heading.
    rows
        The values of each row, one for each column.
    things
        The IRI of what each row is about, where it was made from a graph.
    paths
        The property that each column states; None for one without a heading.
    """

    sheet: Sheet
    columns: tuple[Column | UnknownColumn | None, ...]
    rows: tuple[tuple[CellValue, ...], ...] = ()
    things: tuple[str, ...] = ()
    paths: tuple[str | None, ...] = ()

    @property
    def headings(self) -> tuple[str, ...]:
        """The headings as a person reads them."""
        # A heading of which a reader sees nothing is written so that it is seen as a heading.
        return tuple("" if c is None else c.heading or "*" for c in self.columns)

    @property
    def file(self) -> str:
        """The name of its .csv file."""
        return f"{self.sheet.name}.csv"


def lower(partnership: Partnership, *, optional_sheets: bool = False) -> list[SheetTable]:
    """Return the tables that describe a partnership.

    Parameters
    ----------
    partnership
        What was read. Its derived statements are left out.
    optional_sheets
        Whether an optional sheet is returned even when nothing stands on it.

    Returns
    -------
    list of SheetTable
        In the layout's order, each with all columns of the layout in their order and the unknown
        columns at their places; rows in the order of their positions, then of their IRIs. A thing
        stands as its name, a number as a number unless that would change it, a day as a date, a
        year or month as text, true and false as yes and no, and any other text as the reader would
        read it (:func:`backbone_kg.reading.cell_values.text_of`).

    See Also
    --------
    left_out : what of the graph the tables do not say.
    """
    return _Lowering(partnership).tables(optional_sheets=optional_sheets)


def left_out(partnership: Partnership) -> list[Triple]:
    """Return the statements that tables cannot carry, sorted.

    Of what was read from tables there are none. Turtle and JSON-LD can say more: properties without
    a column, several values where one fits, things that are no row of any sheet.
    """
    lowering = _Lowering(partnership)
    lowering.tables(optional_sheets=True)
    return sorted(
        set(lowering.graph) - lowering.carried, key=lambda triple: [*map(node_order, triple)]
    )


def written_graph(partnership: Partnership) -> Graph:
    """Return what of a partnership's graph is written: all but the derived statements.

    Blank nodes get the same names whenever the graph is the same.
    """
    graph = without_derived(partnership.graph)
    if any(isinstance(node, BNode) for triple in graph for node in triple):
        from rdflib.compare import to_canonical_graph

        canonical = Graph(bind_namespaces="none")
        with warnings.catch_warnings():
            # rdflib warns of literals that are not of their datatype; the shapes tell of them.
            warnings.simplefilter("ignore")
            for triple in to_canonical_graph(graph):
                canonical.add(triple)
        return canonical
    return graph


def chosen_framework(partnership: Partnership) -> Framework | None:
    """Return the framework that a partnership goes by, as the reader chooses it, or None."""
    for column in partnership.layout.sheets[0].columns:
        if column.refers_to == FRAMEWORK:
            named = (
                partnership.graph.value(iri(partnership.iri), iri(column.path)) or column.default
            )
            try:
                return partnership.ontology.framework("" if named is None else str(named))
            except UnknownNameError:
                return None
    return None


def things_in_order(graph: Graph, kind: URIRef) -> list[Node]:
    """Return the things of a class by position, then by name."""
    return by_position(graph, graph.subjects(TYPE, kind))


class _Lowering:
    """The state of one lowering."""

    def __init__(self, partnership: Partnership) -> None:
        self.layout = partnership.layout
        self.partnership = iri(partnership.iri)
        self.graph = written_graph(partnership)
        self.carried: set[Triple] = {(self.partnership, TYPE, PARTNERSHIP)}
        self.references = References(partnership.ontology, chosen_framework(partnership))
        self.things = {sheet.name: self._things(sheet) for sheet in self.layout.sheets}
        self.own_columns: dict[str, list[Node]] = {}
        for path in things_in_order(self.graph, UNKNOWN_COLUMN):
            self.own_columns.setdefault(str(self._first(path, SHEET)), []).append(path)
        self._learn_names()

    def tables(self, *, optional_sheets: bool) -> list[SheetTable]:
        found = []
        for sheet in self.layout.sheets:
            unknown = self._unknown_columns(sheet)
            columns = _arranged(self._columns(sheet), unknown)
            rows = ((thing, self._row(sheet, thing, columns)) for thing in self.things[sheet.name])
            filled = [(str(thing), row) for thing, row in rows if row is not None]
            if sheet.required or optional_sheets or filled or unknown:
                found.append(
                    SheetTable(
                        sheet,
                        columns=tuple(of for of, _ in columns),
                        rows=tuple(row for _, row in filled),
                        things=tuple(thing for thing, _ in filled),
                        paths=tuple(None if path is None else str(path) for _, path in columns),
                    )
                )
        return found

    def _columns(self, sheet: Sheet) -> list[Column]:
        """Return the columns of a sheet without those that nothing stands in and that may go."""
        return [
            column
            for column in sheet.columns
            if not column.shown_when_filled
            or any(
                (thing, iri(column.path), None) in self.graph for thing in self.things[sheet.name]
            )
        ]

    def _things(self, sheet: Sheet) -> list[Node]:
        if sheet.link is None:
            return [self.partnership]
        things = things_in_order(self.graph, iri(sheet.target))
        return [thing for thing in things if self._belongs(sheet, thing)]

    def _belongs(self, sheet: Sheet, thing: Node) -> bool:
        partnerships = set(self.graph.objects(thing, iri(sheet.link or "")))
        others = (other for other in partnerships if (other, TYPE, PARTNERSHIP) in self.graph)
        return self.partnership in partnerships or not any(others)

    # --- names ---------------------------------------------------------------------------------

    def _learn_names(self) -> None:
        """Make known what the rows of one sheet are called on the others, in the reader's order."""
        for sheet in self.layout.sheets:
            for thing in self.things[sheet.name] if sheet.link is not None else ():
                for column in sheet.identifying:
                    value = self._first(thing, iri(column.path))
                    if value is None:
                        continue
                    if column.introduces is not None and column.refers_to is not None:
                        self._learn_introduced(column, iri(column.refers_to), value)
                    elif column.kind is Kind.TEXT and clean(str(value)):
                        self.references.add(sheet.target, clean(str(value)), str(thing))

    def _learn_introduced(self, column: Column, of: URIRef, value: Node) -> None:
        label = self._first(value, PREF_LABEL)
        assert column.introduces is not None
        introduced = iri(column.introduces)
        if (value, TYPE, introduced) not in self.graph or label is None:
            return
        name = clean(str(label))
        if name and self.references.find(str(of), name) is None:
            self.references.add(str(of), name, str(value))
            self.carried |= {
                (value, TYPE, introduced),
                (value, TYPE, of),
                (value, PREF_LABEL, label),
            }

    def _first(self, thing: Node, path: Node) -> Node | None:
        values = list(self.graph.objects(thing, path))
        return min(values, key=node_order) if len(values) > 1 else next(iter(values), None)

    # --- cells ---------------------------------------------------------------------------------

    def _unknown_columns(self, sheet: Sheet) -> list[tuple[float, _Stated]]:
        """Return the unknown columns of a sheet, each after its place from 1."""
        found: list[tuple[float, _Stated]] = []
        for path in self.own_columns.get(sheet.name, ()):
            label = self._first(path, LABEL)
            heading = "" if label is None else clean(str(label))
            found.append((position_of(self.graph, path), (UnknownColumn(heading), path)))
            for said in (TYPE, LABEL, SHEET, POSITION):
                value = self._first(path, said)
                if value is not None:
                    self.carried.add((path, said, value))
        return found

    def _row(
        self, sheet: Sheet, thing: Node, columns: Sequence[_Stated]
    ) -> tuple[CellValue, ...] | None:
        """Return the values of a row, or None if all of its cells are empty."""
        row: list[CellValue] = []
        for column, path in columns:
            value: CellValue = None
            node = None if path is None else self._first(thing, path)
            if path is not None and node is not None:
                value, whole = self._value(column, node)
                if whole and value is not None:
                    self.carried.add((thing, path, node))
            row.append(value)
        if all(value is None for value in row):
            return None
        self.carried.add((thing, TYPE, iri(sheet.target)))
        for position in self.graph.objects(thing, POSITION):
            self.carried.add((thing, POSITION, position))
        if sheet.link is not None:
            self.carried.add((thing, iri(sheet.link), self.partnership))
        return tuple(row)

    def _value(self, column: Column | UnknownColumn | None, node: Node) -> tuple[CellValue, bool]:
        """Return what stands in a cell, and whether it says all that the node does."""
        kind = column.kind if isinstance(column, Column) else Kind.TEXT
        if isinstance(node, Literal):
            text = text_of(str(node))
            value = text if kind in (None, Kind.TEXT) else _typed(node)
            return value if text else None, node.language is None
        of = column.refers_to if isinstance(column, Column) else None
        if of is None:
            return (str(node), True) if isinstance(node, URIRef) else (None, False)
        name, said = self.references.label(of, str(node)), str(node)
        if name is None:
            return (str(node), True) if isinstance(node, URIRef) else (None, False)
        if self.references.find(of, name) != said and self.references.find(of, said) == said:
            name = said
        return name, self.references.find(of, name) == said


def _typed(node: Literal) -> CellValue:
    """Return a literal as the spreadsheet value that says the same, or as its text."""
    lexical = text_of(str(node))
    value: CellValue = lexical
    if node.datatype in (_DECIMAL, _INTEGER):
        value = _number(lexical)
    elif node.datatype == _BOOLEAN:
        value = _YES_NO.get(lexical, lexical)
    elif node.datatype == _DATE and _DAY.fullmatch(lexical):
        try:
            value = datetime.date.fromisoformat(lexical)
        except ValueError:
            value = lexical
    return value


def _number(lexical: str) -> CellValue:
    if not _PLAIN_NUMBER.fullmatch(lexical):
        return lexical
    exact = Decimal(lexical)
    digits = "".join(map(str, exact.as_tuple().digits)).strip("0")
    number = float(exact)
    if len(digits) > MOST_DIGITS or Decimal(repr(number)) != exact:
        return lexical
    return int(exact) if number.is_integer() and abs(number) < 10**MOST_DIGITS else number


def _arranged(known: list[Column], unknown: Sequence[tuple[float, _Stated]]) -> list[_Stated]:
    """Return columns as they stand: unknown ones at their places, the others around them."""
    placed: dict[int, _Stated] = {}
    homeless: list[_Stated] = []
    for place, column in unknown:
        if 1 <= place <= LAST_COLUMN and int(place) - 1 not in placed:
            placed[int(place) - 1] = column
        else:
            homeless.append(column)
    deadlines = _deadlines(placed)
    places = zip(known, _free(placed), strict=False)
    if any(index > deadlines.get(column.key, index) for column, index in places):
        known.sort(key=lambda column: deadlines.get(column.key, LAST_COLUMN))
    by_index = placed | dict(zip(_free(placed), ((c, iri(c.path)) for c in known), strict=False))
    return [by_index.get(index, (None, None)) for index in range(max(by_index) + 1)] + homeless


def _deadlines(placed: dict[int, _Stated]) -> dict[str, int]:
    """Return where the first unknown column of each heading stands.

    Of two columns with one heading the reader takes the first for the known one, so that has to
    stand before.
    """
    first: dict[str, int] = {}
    for index, (column, _) in sorted(placed.items(), key=lambda item: item[0]):
        first.setdefault(key("" if column is None else column.heading), index)
    return first


def _free(placed: dict[int, _Stated]) -> Iterator[int]:
    return (index for index in count() if index not in placed)

"""What a data file says, row by row: typed values, before any graph is made of them.

Readers of tables make records of cells; of an RDF file they are made of its graph. The roster is
computed from records alone, and the graph of a file of tables is made from them when it is asked
for, without loss.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Final, NamedTuple

from rdflib import BNode, Graph, Literal, URIRef
from rdflib.term import Node

from backbone_kg.base.cells import CellValue
from backbone_kg.base.value_kinds import Kind
from backbone_kg.graph.namespaces import (
    LABEL,
    PARTNERSHIP,
    POSITION,
    PREF_LABEL,
    SHEET,
    TYPE,
    UNKNOWN_COLUMN,
    term,
)
from backbone_kg.graph.order import by_position, node_order, position_of
from backbone_kg.graph.triples import new_graph
from backbone_kg.graph.turtle import literal
from backbone_kg.model.layout import Column, Layout, Sheet

THING: Final = "@id"
"""In place of a datatype: the value names a thing, and its text is an IRI."""

_INTEGER = str(term("xsd:integer"))


class Value(NamedTuple):
    """What a cell states.

    Parameters
    ----------
    text
        The lexical form, or the IRI of what is named.
    datatype
        IRI of the datatype, "" for a plain text, or :data:`THING`.
    """

    text: str
    datatype: str = ""

    @property
    def is_typed(self) -> bool:
        """Whether it was read as a number, a date or a yes or no."""
        return self.datatype not in {"", THING}

    @property
    def node(self) -> Node:
        """The value as rdflib has it."""
        return URIRef(self.text) if self.datatype == THING else literal(self.text, self.datatype)


@dataclass(slots=True)
class Record:
    """One row: a thing and what is stated of it.

    Parameters
    ----------
    thing
        Its IRI.
    sheet
        The sheet of the layout that its row stands on.
    number
        Its place among the rows of the sheet, from 1; infinity if the file does not say.
    values
        By the property's IRI; of several values the first by its text.
    unknown
        The same for columns that the layout does not know.
    tab, row
        Name of the sheet in the file, and row of the spreadsheet from 1; "" and 0 in an RDF file.
    cells
        What stands in the cells, by property.
    """

    thing: str
    sheet: Sheet
    number: float
    values: dict[str, Value] = field(default_factory=dict)
    unknown: dict[str, Value] = field(default_factory=dict)
    tab: str = ""
    row: int = 0
    cells: dict[str, CellValue] = field(default_factory=dict)

    def text(self, path: str) -> str:
        """Return what is stated as text, or ""."""
        value = self.values.get(path)
        return "" if value is None else value.text

    def thing_named(self, path: str) -> str:
        """Return the IRI of the thing that is named, or "" if none is or it is not understood."""
        value = self.values.get(path)
        return value.text if value is not None and value.datatype == THING else ""

    def misfits(self) -> Iterator[Column]:
        """Return the columns whose value is not of the kind that belongs there."""
        for column in self.sheet.columns:
            value = self.values.get(str(column.path))
            if value is not None and not _fits(column, value):
                yield column


def _fits(column: Column, value: Value) -> bool:
    if column.refers_to is not None:
        return value.datatype == THING
    if column.choices:
        return value.text in column.choices
    return column.kind is Kind.TEXT or value.is_typed


class Introduced(NamedTuple):
    """A thing that a row introduces by naming it, such as a role of the partnership's own."""

    thing: str
    classes: tuple[str, ...]
    label: str


class OwnColumn(NamedTuple):
    """A column that the layout does not know; it is kept, and not used.

    ``place`` is its index in the sheet, from 0.
    """

    path: str
    heading: str
    sheet: str
    place: int


@dataclass(slots=True)
class Records:
    """All rows of a data file.

    Parameters
    ----------
    partnership
        IRI of the partnership.
    rows
        By sheet, in the order of the layout, then by their place.
    introduced
        What rows introduce by naming it.
    own_columns
        Columns that the layout does not know.
    columns
        Index of the column that states a property, by name of the sheet in the file and property.
    assignments_not_read, cells_not_read
        How many rows on Assignments, and how many cells elsewhere, no record could be made of.
    """

    partnership: str
    rows: list[Record] = field(default_factory=list)
    introduced: list[Introduced] = field(default_factory=list)
    own_columns: list[OwnColumn] = field(default_factory=list)
    columns: dict[tuple[str, str], int] = field(default_factory=dict)
    assignments_not_read: int = 0
    cells_not_read: int = 0

    def of(self, target: Node) -> list[Record]:
        """Return the rows about things of a class."""
        return [record for record in self.rows if record.sheet.target == target]

    @property
    def head(self) -> Record | None:
        """The row about the partnership itself, or None if there is none."""
        return next((record for record in self.rows if record.sheet.link is None), None)


def graph_of(records: Records) -> Graph:
    """Return what records say as a graph."""
    graph = new_graph()
    nodes: dict[str, URIRef] = {}
    for thing, classes, label in records.introduced:
        for each in classes:
            _add(graph, nodes, thing, TYPE, _iri(nodes, each))
        _add(graph, nodes, thing, PREF_LABEL, literal(label))
    # Without a row that describes it, the partnership is still what the other rows belong to.
    _add(graph, nodes, records.partnership, TYPE, PARTNERSHIP)
    for column in records.own_columns:
        _add(graph, nodes, column.path, TYPE, UNKNOWN_COLUMN)
        _add(graph, nodes, column.path, LABEL, literal(column.heading))
        _add(graph, nodes, column.path, SHEET, literal(column.sheet))
        _add(graph, nodes, column.path, POSITION, literal(str(column.place + 1), _INTEGER))
    for record in records.rows:
        _add_record(graph, nodes, record, records.partnership)
    return graph


def _add_record(graph: Graph, nodes: dict[str, URIRef], record: Record, partnership: str) -> None:
    _add(graph, nodes, record.thing, TYPE, record.sheet.target)
    if record.sheet.link is not None:
        _add(graph, nodes, record.thing, record.sheet.link, _iri(nodes, partnership))
        number = literal(str(record.number), _INTEGER)
        _add(graph, nodes, record.thing, POSITION, number)
    for values in (record.values, record.unknown):
        for path, value in values.items():
            _add(graph, nodes, record.thing, path, value.node)


def _add(graph: Graph, nodes: dict[str, URIRef], subject: str, predicate: str, value: Node) -> None:
    # The graph itself would ask of each of the three whether it is a term.
    triple = _iri(nodes, subject), _iri(nodes, predicate), value
    graph.store.add(triple, graph)


def _iri(nodes: dict[str, URIRef], iri: str) -> URIRef:
    found = nodes.get(iri)
    if found is None:
        found = nodes[iri] = URIRef(iri)
    return found


@dataclass(frozen=True, slots=True)
class Edits:
    """What is to be otherwise in a copy of a data file.

    Parameters
    ----------
    values
        New values by thing and property; each takes the place of what is stated.
    added
        Rows more.
    """

    values: Mapping[str, Mapping[str, Value]]
    added: Sequence[Record]


def edited_records(records: Records, edits: Edits) -> Records:
    """Return a copy of records with edits; what is edited stands in no cell of the file."""
    rows = [_edited(row, edits.values.get(row.thing, {})) for row in records.rows]
    return replace(records, rows=[*rows, *edits.added])


def _edited(row: Record, found: Mapping[str, Value]) -> Record:
    cells = {path: cell for path, cell in row.cells.items() if path not in found}
    return replace(row, values={**row.values, **found}, cells=cells)


def edited_graph(graph: Graph, partnership: str, edits: Edits) -> Graph:
    """Return a copy of the graph of an RDF file with edits; all else in it stays."""
    copy = new_graph()
    for triple in graph:
        copy.add(triple)
    nodes: dict[str, URIRef] = {}
    for thing, values in edits.values.items():
        for path, value in values.items():
            copy.remove((URIRef(thing), URIRef(path), None))
            _add(copy, nodes, thing, path, value.node)
    for record in edits.added:
        _add_record(copy, nodes, record, partnership)
    return copy


def records_of(graph: Graph, partnership: URIRef, layout: Layout) -> Records:
    """Return what a graph says of a partnership as records.

    Of several values of one property the first by its text is taken; things that belong to
    another partnership are left out.
    """
    found = Records(str(partnership))
    for sheet in layout.sheets:
        things = by_position(graph, graph.subjects(TYPE, sheet.target))
        if sheet.link is None:
            things = [thing for thing in things if thing == partnership]
        for thing in things:
            if sheet.link is not None and not _belongs(graph, thing, sheet.link, partnership):
                continue
            found.rows.append(_record(graph, thing, sheet))
        for column in sheet.columns:
            if column.introduces is not None:
                found.introduced += _introduced(graph, column.introduces)
    return found


def _belongs(graph: Graph, thing: Node, link: URIRef, partnership: URIRef) -> bool:
    owners = set(graph.objects(thing, link))
    return partnership in owners or not any((o, TYPE, PARTNERSHIP) in graph for o in owners)


def _record(graph: Graph, thing: Node, sheet: Sheet) -> Record:
    stated: dict[str, list[Node]] = {}
    for path, node in graph.predicate_objects(thing):
        stated.setdefault(str(path), []).append(node)
    values = {
        str(column.path): _value(min(stated[str(column.path)], key=node_order))
        for column in sheet.columns
        if str(column.path) in stated
    }
    return Record(str(thing), sheet, position_of(graph, thing), values)


def _value(node: Node) -> Value:
    if isinstance(node, URIRef | BNode):
        return Value(str(node), THING)
    assert isinstance(node, Literal)
    return Value(str(node), str(node.datatype or ""))


def _introduced(graph: Graph, introduces: URIRef) -> Iterable[Introduced]:
    for thing in sorted(graph.subjects(TYPE, introduces), key=str):
        classes = tuple(sorted(map(str, graph.objects(thing, TYPE))))
        label = min(map(str, graph.objects(thing, PREF_LABEL)), default="")
        yield Introduced(str(thing), classes, label)

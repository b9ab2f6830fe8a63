"""Sheets and columns of a data file, read from the shapes: the only definition there is of them."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from rdflib import Graph, URIRef
from rdflib.collection import Collection
from rdflib.term import Node

from backbone_kg.base.errors import BackboneError
from backbone_kg.base.findings import Severity
from backbone_kg.base.names import key, slug
from backbone_kg.base.shipped import ontology_dir
from backbone_kg.base.value_kinds import Kind
from backbone_kg.graph.namespaces import ALT_LABEL, iri, term
from backbone_kg.graph.turtle import read_turtle

_DATATYPES = {
    term("xsd:string"): Kind.TEXT,
    term("xsd:decimal"): Kind.NUMBER,
    term("xsd:integer"): Kind.INTEGER,
    term("xsd:boolean"): Kind.YES_NO,
    term("xsd:anyURI"): Kind.WEB_ADDRESS,
    term("xsd:date"): Kind.DATE,
    term("xsd:gYearMonth"): Kind.DATE,
    term("xsd:gYear"): Kind.DATE,
}

KEPT, LEFT_OUT = "kept", "left out"
"""What becomes of a column in a copy without names, where its texts are not replaced."""

_SEVERITIES = {"Warning": Severity.WARNING, "Info": Severity.INFO}


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

    shape: URIRef
    path: URIRef
    heading: str
    description: str = ""
    example: str = ""
    kind: Kind | None = Kind.TEXT
    refers_to: URIRef | None = None
    choices: tuple[str, ...] = ()
    required: bool = False
    identifies: bool = False
    distinguishes: bool = False
    introduces: URIRef | None = None
    default: URIRef | None = None
    day_bound: URIRef | None = None
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


@dataclass(frozen=True, slots=True)
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

    shape: URIRef
    target: URIRef
    name: str
    description: str
    columns: tuple[Column, ...]
    required: bool = True
    single_row: bool = False
    link: URIRef | None = None
    on_request: bool = False
    starts_with: URIRef | None = None

    @property
    def segment(self) -> str:
        """The part of a row's IRI that tells which sheet it is from."""
        return slug(str(self.target).rpartition("#")[2])

    @property
    def identifying(self) -> tuple[Column, ...]:
        """The columns that name the row's thing."""
        return tuple(column for column in self.columns if column.identifies)

    @property
    def shown(self) -> tuple[Column, ...]:
        """The columns that stand in a file even where nothing is filled in."""
        return tuple(column for column in self.columns if not column.shown_when_filled)

    def column(self, path: Node) -> Column | None:
        """Return the column that states a property, or None."""
        return next((column for column in self.columns if column.path == path), None)


@dataclass(frozen=True, slots=True)
class Check:
    """What a check that is not a column says: its code, its words, and where it shows.

    Empty texts stand for the words of the message table.
    """

    shape: URIRef
    column: URIRef | None
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
    shapes
        The graph of shapes that the layout was read from.
    source
        The text of the same, as Turtle.
    """

    sheets: tuple[Sheet, ...]
    checks: dict[URIRef, Check]
    shapes: Graph
    source: bytes

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

    def sheet_of(self, target: Node) -> Sheet | None:
        """Return the sheet whose rows are about things of a class, or None."""
        return next((sheet for sheet in self.sheets if sheet.target == target), None)

    def column_of(self, shape: Node) -> tuple[Sheet, Column] | None:
        """Return the column that a property shape defines or checks, with its sheet."""
        check = self.checks.get(iri(shape))
        wanted = check.column if check and check.column else shape
        for sheet in self.sheets:
            for column in sheet.columns:
                if column.shape == wanted:
                    return sheet, column
        return None


def _text(graph: Graph, subject: Node, predicate: str) -> str:
    value = graph.value(subject, term(predicate))
    return "" if value is None else str(value)


def _flag(graph: Graph, subject: Node, predicate: str) -> bool:
    return _text(graph, subject, predicate) in {"true", "1"}


def _iri(graph: Graph, subject: Node, predicate: str) -> URIRef | None:
    value = graph.value(subject, term(predicate))
    return value if isinstance(value, URIRef) else None


def _kind(graph: Graph, shape: Node) -> Kind:
    datatype = graph.value(shape, term("sh:datatype"))
    alternatives = graph.value(shape, term("sh:or"))
    if datatype is None and alternatives is not None:
        first = next(iter(Collection(graph, alternatives)))
        datatype = graph.value(first, term("sh:datatype"))
    if datatype is None:
        return Kind.TEXT
    try:
        return _DATATYPES[iri(datatype)]
    except KeyError:
        raise BackboneError(
            f"The shape {shape} asks for the datatype {datatype}, which no cell can be read as. "
            f"Use one of: {', '.join(sorted(str(known) for known in _DATATYPES))}."
        ) from None


def _column(graph: Graph, shape: Node) -> Column:
    if not isinstance(shape, URIRef):
        raise BackboneError(
            f"The column “{_text(graph, shape, 'sh:name')}” has no IRI of its own; give it one "
            "instead of writing it in brackets."
        )
    path = graph.value(shape, term("sh:path"))
    if not isinstance(path, URIRef):
        raise BackboneError(
            f"The column {shape} needs a single property as its sh:path; give a check that has "
            "a longer path no sh:name."
        )
    choices = graph.value(shape, term("sh:in"))
    refers_to = _iri(graph, shape, "sh:class")
    return Column(
        shape=shape,
        path=path,
        heading=_text(graph, shape, "sh:name"),
        description=_text(graph, shape, "sh:description"),
        example=_text(graph, shape, "bkg:example"),
        kind=None if refers_to or choices else _kind(graph, shape),
        refers_to=refers_to,
        choices=tuple(str(choice) for choice in Collection(graph, choices)) if choices else (),
        required=_text(graph, shape, "sh:minCount") not in {"", "0"},
        identifies=_flag(graph, shape, "bkg:identifiesRow"),
        distinguishes=_flag(graph, shape, "bkg:distinguishesRow"),
        introduces=_iri(graph, shape, "bkg:introducesClass"),
        default=_iri(graph, shape, "sh:defaultValue"),
        day_bound=_iri(graph, shape, "bkg:dayBound"),
        other_names=_flag(graph, shape, "bkg:namesRow"),
        other_headings=tuple(sorted(map(str, graph.objects(shape, ALT_LABEL)))),
        shown_when_filled=_flag(graph, shape, "bkg:shownWhenFilled"),
        # A column that does not say so may hold names.
        when_shared=_text(graph, shape, "bkg:whenShared").rstrip(" 0123456789") or LEFT_OUT,
        kept_form=_text(graph, shape, "bkg:keptForm"),
        names_somebody=_flag(graph, shape, "bkg:namesSomebody"),
    )


def _order(graph: Graph, shape: Node) -> tuple[float, str]:
    return float(_text(graph, shape, "sh:order") or "inf"), str(shape)


def _sheet(graph: Graph, shape: URIRef) -> Sheet:
    columns = [
        _column(graph, column)
        for column in sorted(
            graph.objects(shape, term("sh:property")), key=lambda node: _order(graph, node)
        )
        if _text(graph, column, "sh:name")
    ]
    target = _iri(graph, shape, "sh:targetClass")
    if target is None:
        raise BackboneError(f"The sheet {shape} needs a sh:targetClass.")
    for what, values in (
        ("heading (sh:name)", [column.key for column in columns]),
        ("property (sh:path)", [column.path for column in columns]),
    ):
        for value, count in Counter(values).items():
            if count > 1:
                raise BackboneError(
                    f"Two columns of the sheet {shape} have the same {what}, “{value}”; "
                    "give each its own."
                )
    return Sheet(
        shape=shape,
        target=target,
        name=_text(graph, shape, "sh:name"),
        description=_text(graph, shape, "sh:description"),
        columns=tuple(columns),
        required=_flag(graph, shape, "bkg:sheetRequired"),
        single_row=_flag(graph, shape, "bkg:singleRow"),
        link=_iri(graph, shape, "bkg:linksToPartnership"),
        on_request=_flag(graph, shape, "bkg:onRequest"),
        starts_with=_iri(graph, shape, "bkg:startsWithQualitiesOf"),
    )


def layout_from(path: Path) -> Layout:
    """Read sheets, columns and checks from a file of shapes.

    Raises
    ------
    BackboneError
        If the file is missing or does not say what a layout needs.
    """
    try:
        source = path.read_bytes()
        graph = read_turtle(path)
    except (OSError, SyntaxError) as error:
        raise BackboneError(f"The shapes cannot be read from {path}: {error}") from error
    nodes = [
        node
        for node in graph.subjects(term("rdf:type"), term("sh:NodeShape"))
        if _text(graph, node, "sh:name")
    ]
    sheets = tuple(
        _sheet(graph, iri(node)) for node in sorted(nodes, key=lambda node: _order(graph, node))
    )
    checks = {
        iri(shape): Check(
            shape=iri(shape),
            column=_iri(graph, shape, "bkg:onColumn"),
            code=_text(graph, shape, "bkg:code"),
            message=_text(graph, shape, "sh:message"),
            remedy=_text(graph, shape, "bkg:remedy"),
            severity=_SEVERITIES.get(
                _text(graph, shape, "sh:severity").rpartition("#")[2], Severity.ERROR
            ),
        )
        for shape in graph.subjects(term("rdf:type"), term("sh:PropertyShape"))
    }
    return Layout(sheets=sheets, checks=checks, shapes=graph, source=source)


@lru_cache(maxsize=1)
def standard_layout() -> Layout:
    """Return the layout of this version's data file."""
    return layout_from(ontology_dir() / "shapes" / "partnership.ttl")

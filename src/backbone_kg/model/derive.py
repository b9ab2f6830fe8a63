"""What is derived from a data file on every reading, whatever its format, and never written."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Final, TypeAlias

from rdflib import Graph, URIRef
from rdflib.term import Node

from backbone_kg.base.names import key
from backbone_kg.base.partial_dates import first_day, last_day
from backbone_kg.graph.namespaces import FIRST_DAY, LAST_DAY, NAME_KEY, TYPE, term
from backbone_kg.graph.triples import new_graph
from backbone_kg.graph.turtle import literal
from backbone_kg.model.layout import Column, Layout, Sheet
from backbone_kg.model.ratings import RATING_RANK, SCALE_LENGTH, add_ranks

AS_OF_DAY = term("bkg:asOfDay")

DERIVED = (NAME_KEY, FIRST_DAY, LAST_DAY, AS_OF_DAY, SCALE_LENGTH, RATING_RANK)
"""The derived properties."""

_Values: TypeAlias = dict[Node, list[Node]]
"""The values of a thing by their properties."""

_PART: Final = "\x1f"
_IN_A_PART: Final = 50
_XSD_DATE = term("xsd:date")


def derive(graph: Graph, layout: Layout) -> None:
    """Add the derived statements to a graph, in place of any that stand in it.

    Parameters
    ----------
    graph
        A partnership's data; changed in place.
    layout
        Which says what identifies a row and which dates stand for a day.
    """
    for predicate in DERIVED:
        graph.remove((None, predicate, None))
    for sheet in layout.sheets:
        dates = [column for column in sheet.columns if column.day_bound is not None]
        keyed: dict[str, list[Node]] = {}
        for thing in list(graph.subjects(TYPE, sheet.target)):
            values: _Values = {}
            for path, value in graph.predicate_objects(thing):
                values.setdefault(path, []).append(value)
            _add_days(graph, dates, thing, values)
            if not sheet.single_row:
                name = name_key(sheet, values)
                if name:
                    keyed.setdefault(name, []).append(thing)
        for name, things in keyed.items():
            _add_name_key(graph, name, things)
    add_ranks(graph)


def without_derived(graph: Graph) -> Graph:
    """Return a copy of a graph without what was derived."""
    copy = new_graph()
    for triple in graph:
        if triple[1] not in DERIVED:
            copy.add(triple)
    return copy


def _add_name_key(graph: Graph, name: str, things: list[Node]) -> None:
    """State that things share a key; of very many, each shares one with the first and a few.

    A check visits for each thing all that share its key, which would be the square of their number.
    """
    first, *others = things
    for part, start in enumerate(range(0, max(len(others), 1), _IN_A_PART)):
        said = literal(name if part == 0 else f"{name}{_PART}{part}")
        for thing in (first, *others[start : start + _IN_A_PART]):
            graph.add((thing, NAME_KEY, said))


def whole_name_key(name_key: Node) -> str:
    """Return the key that all things of one name share."""
    return str(name_key).partition(_PART)[0]


def _add_days(graph: Graph, columns: Iterable[Column], thing: Node, values: _Values) -> None:
    for column in columns:
        assert column.day_bound is not None
        day = first_day if column.day_bound == FIRST_DAY else last_day
        for value in values.get(column.path, ()):
            try:
                found = day(str(value))
            except ValueError:
                continue  # the date itself is a finding
            graph.add((thing, column.day_bound, literal(found.isoformat(), _XSD_DATE)))


def name_key(sheet: Sheet, values: Mapping[Node, Sequence[Node]]) -> str:
    """Return what a row must not share with another of its sheet.

    Parameters
    ----------
    sheet
        Which says by what its rows are named and told apart.
    values
        What is stated in these columns, by property.

    Returns
    -------
    str
        Its names and what tells it apart; "" if it is not named.
    """
    parts = [sheet.segment]
    for column in sheet.columns:
        if not (column.identifies or column.distinguishes):
            continue
        value = next(iter(values.get(column.path, ())), None)
        if value is None and column.identifies:
            return ""
        text = "" if value is None else str(value)
        parts.append(text if isinstance(value, URIRef) else key(text))
    return "|".join(parts)

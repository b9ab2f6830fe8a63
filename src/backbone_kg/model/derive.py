"""What is derived from a data file on every reading, whatever its format, and never written."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Final

from backbone_kg.base.names import key
from backbone_kg.base.partial_dates import first_day, last_day
from backbone_kg.graph.namespaces import FIRST_DAY, LAST_DAY, NAME_KEY, term
from backbone_kg.model.ratings import RATING_RANK, SCALE_LENGTH, ranks
from backbone_kg.model.records import THING, Value
from backbone_kg.model.sheets_and_columns import Column, Layout, Sheet
from backbone_kg.model.statements import Statement, Statements

if TYPE_CHECKING:
    from rdflib import Graph

AS_OF_DAY = term("bkg:asOfDay")

DERIVED = (NAME_KEY, FIRST_DAY, LAST_DAY, AS_OF_DAY, SCALE_LENGTH, RATING_RANK)
"""The derived properties."""

_PART: Final = "\x1f"
_IN_A_PART: Final = 50
_XSD_DATE = term("xsd:date")


def derived(stated: Statements, layout: Layout) -> Iterator[Statement]:
    """Return the derived statements.

    Parameters
    ----------
    stated
        What a partnership's file says, without any that were derived.
    layout
        Which says what identifies a row and which dates stand for a day.
    """
    for sheet in layout.sheets:
        dates = [column for column in sheet.columns if column.day_bound is not None]
        keyed: dict[str, list[str]] = {}
        for thing in stated.things(sheet.target):
            values = stated.of(thing)
            yield from _days(dates, thing, values)
            if not sheet.single_row:
                name = name_key(sheet, {path: some[0] for path, some in values.items() if some})
                if name:
                    keyed.setdefault(name, []).append(thing)
        for name, things in keyed.items():
            yield from _name_keys(name, things)
    yield from ranks(stated)


def add_derived(graph: Graph, layout: Layout) -> None:
    """Add the derived statements to a graph, in place of any that stand in it.

    Parameters
    ----------
    graph
        A partnership's data; changed in place.
    layout
        As for :func:`derived`.
    """
    from rdflib import URIRef

    from backbone_kg.model.record_graphs import add_statements, statements_in

    for predicate in DERIVED:
        graph.remove((None, URIRef(predicate), None))
    add_statements(graph, derived(statements_in(graph), layout))


def without_derived(graph: Graph) -> Graph:
    """Return a copy of a graph without what was derived."""
    from backbone_kg.graph.triples import new_graph

    copy = new_graph()
    for triple in graph:
        if str(triple[1]) not in DERIVED:
            copy.add(triple)
    return copy


def _name_keys(name: str, things: list[str]) -> Iterator[Statement]:
    """State that things share a key; of very many, each shares one with the first and a few.

    A check visits for each thing all that share its key, which would be the square of their number.
    """
    first, *others = things
    for part, start in enumerate(range(0, max(len(others), 1), _IN_A_PART)):
        said = Value(name if part == 0 else f"{name}{_PART}{part}")
        for thing in (first, *others[start : start + _IN_A_PART]):
            yield thing, NAME_KEY, said


def whole_name_key(name_key: str) -> str:
    """Return the key that all things of one name share."""
    return name_key.partition(_PART)[0]


def _days(
    columns: Iterable[Column], thing: str, values: Mapping[str, Sequence[Value]]
) -> Iterator[Statement]:
    for column in columns:
        assert column.day_bound is not None
        day = first_day if column.day_bound == FIRST_DAY else last_day
        for value in values.get(column.path, ()):
            try:
                found = day(value.text)
            except ValueError:
                continue  # the date itself is a finding
            yield thing, column.day_bound, Value(found.isoformat(), _XSD_DATE)


def name_key(sheet: Sheet, values: Mapping[str, Value]) -> str:
    """Return what a row must not share with another of its sheet.

    Parameters
    ----------
    sheet
        Which says by what its rows are named and told apart.
    values
        What is stated, by property.

    Returns
    -------
    str
        Its names and what tells it apart; "" if it is not named.
    """
    parts = [sheet.segment]
    for column in sheet.telling_apart:
        value = values.get(column.path)
        if value is None and column.identifies:
            return ""
        text = "" if value is None else value.text
        is_thing = value is not None and value.datatype == THING
        parts.append(text if is_thing else key(text))
    return "|".join(parts)

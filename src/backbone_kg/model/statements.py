"""What a file states, one statement at a time: things, properties and values, without a graph.

These are the triples of a file. Records are stated so; the rdflib graph of a file of tables is
made of its statements, N-Triples for an engine too.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Final, TypeAlias

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
from backbone_kg.graph.ntriples_terms import quoted
from backbone_kg.model.records import THING, Record, Records, Value

Statement: TypeAlias = tuple[str, str, Value]
"""A thing, a property and a value; things and properties by their IRIs."""

_INTEGER: Final = term("xsd:integer")
_MOST_DIGITS = 18
"""A longer number is no position, and takes long to read."""
_FEW: Final = 20
"""How many values are gone through before they are looked up."""


class Statements:
    """Statements in their order, to be asked by thing, property and class; none is kept twice.

    Parameters
    ----------
    statements
        Which.
    """

    def __init__(self, statements: Iterable[Statement] = ()) -> None:
        self._of: dict[str, dict[str, list[Value]]] = {}
        self._seen: dict[tuple[str, str], set[Value]] = {}
        self.add(statements)

    def add(self, statements: Iterable[Statement]) -> None:
        """Add statements."""
        for thing, path, value in statements:
            stated = self._of.get(thing)
            if stated is None:
                stated = self._of[thing] = {}
            values = stated.get(path)
            if values is None:
                stated[path] = [value]
            elif len(values) < _FEW:
                if value not in values:
                    values.append(value)
            else:
                seen = self._seen.get((thing, path))
                if seen is None:
                    seen = self._seen[thing, path] = set(values)
                if value not in seen:
                    seen.add(value)
                    values.append(value)

    def __iter__(self) -> Iterator[Statement]:
        for thing, stated in self._of.items():
            for path, values in stated.items():
                for value in values:
                    yield thing, path, value

    def of(self, thing: str) -> Mapping[str, Sequence[Value]]:
        """Return what is stated of a thing, by property."""
        return self._of.get(thing, {})

    def values(self, thing: str, path: str) -> Sequence[Value]:
        """Return the values of a property of a thing."""
        return self._of.get(thing, {}).get(path, ())

    def value(self, thing: str, path: str) -> Value | None:
        """Return the first value of a property of a thing; None if there is none."""
        return next(iter(self.values(thing, path)), None)

    def label(self, thing: str) -> str:
        """Return what a thing is called, or its IRI."""
        name = self.value(thing, PREF_LABEL)
        return thing if name is None else name.text

    def things(self, kind: str) -> list[str]:
        """Return the things of a class."""
        wanted = Value(kind, THING)
        return [thing for thing, stated in self._of.items() if wanted in stated.get(TYPE, ())]

    def with_property(self, path: str) -> Iterator[tuple[str, Value]]:
        """Return all values of a property, each with its thing."""
        for thing, stated in self._of.items():
            for value in stated.get(path, ()):
                yield thing, value

    def place(self, thing: str) -> tuple[float, str]:
        """Return what a thing is sorted by: its place in the source, if any; then its name."""
        value = self.value(thing, POSITION)
        written = "" if value is None else value.text
        is_whole = written.isascii() and written.isdigit() and len(written) <= _MOST_DIGITS
        return int(written) if is_whole else float("inf"), thing

    def n_triples(self) -> str:
        """Return the statements as N-Triples."""
        return "".join([f"<{thing}> <{path}> {_written(value)} .\n" for thing, path, value in self])


def _written(value: Value) -> str:
    if value.datatype == THING:
        return f"<{value.text}>"
    text = quoted(value.text)
    return f"{text}^^<{value.datatype}>" if value.datatype else text


def statements_of(records: Records) -> Iterator[Statement]:
    """Return what records state, all of it."""
    for thing, classes, label in records.introduced:
        for each in classes:
            yield thing, TYPE, Value(each, THING)
        yield thing, PREF_LABEL, Value(label)
    # Without a row that describes it, the partnership is still what the other rows belong to.
    yield records.partnership, TYPE, Value(PARTNERSHIP, THING)
    for column in records.own_columns:
        yield column.path, TYPE, Value(UNKNOWN_COLUMN, THING)
        yield column.path, LABEL, Value(column.heading)
        yield column.path, SHEET, Value(column.sheet)
        yield column.path, POSITION, Value(str(column.place + 1), _INTEGER)
    for record in records.rows:
        yield from statements_of_row(record, records.partnership)


def statements_of_row(record: Record, partnership: str) -> Iterator[Statement]:
    """Return what a record of a partnership states."""
    yield record.thing, TYPE, Value(record.sheet.target, THING)
    if record.sheet.link is not None:
        yield record.thing, record.sheet.link, Value(partnership, THING)
        yield record.thing, POSITION, Value(str(record.number), _INTEGER)
    for values in (record.values, record.unknown):
        for path, value in values.items():
            yield record.thing, path, value

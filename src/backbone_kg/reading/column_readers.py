"""What a cell of a column says, and what is told of it; remembered, since texts repeat.

The same few texts stand in most cells of a column, in one file and in many that are read one after
the other.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable
from functools import lru_cache, partial
from typing import Final, NamedTuple, TypeAlias

from backbone_kg.base.cells import CellValue, ShownDate, ShownNumber
from backbone_kg.base.identifier_registers import tidy_identifier
from backbone_kg.base.names import clean, key
from backbone_kg.base.value_kinds import Kind
from backbone_kg.graph.namespaces import FIRST_DAY, LAST_DAY
from backbone_kg.model import properties
from backbone_kg.model.records import Value
from backbone_kg.model.sheets_and_columns import Column
from backbone_kg.model.synonyms import choice_read_as
from backbone_kg.reading import cell_values
from backbone_kg.reading.cell_values import Trouble, parse, text_of
from backbone_kg.reading.dates import as_school_year, exact_date
from backbone_kg.reading.vague_dates import STILL_SO, since

_XSD: Final = "http://www.w3.org/2001/XMLSchema#"
LONGEST: Final = 200
"""Texts of more characters rarely repeat, and are read anew."""
COMPARED_WHOLE: Final = frozenset([int, float, bool, datetime.date, datetime.datetime])
"""Types of which two equal values are the same; numbers and dates as shown have more to them."""
_KEPT: Final = 2048
"""Of how many different cells of a column it is remembered what they say."""


class Forgiven(NamedTuple):
    """That a cell was read as something else than it says.

    Parameters
    ----------
    code
        Which message of :mod:`backbone_kg.validation.messages` tells it.
    said, read_as
        What stands in the cell, and what it was taken for.
    """

    code: str
    said: str
    read_as: str


class Told(NamedTuple):
    """What a cell says, where there is something to be told of it.

    Parameters
    ----------
    value
        What it states; None if nothing.
    forgiven
        What it was read as otherwise than it says.
    is_own
        Whether it names a role of the partnership's own.
    """

    value: Value | None
    forgiven: tuple[Forgiven, ...] = ()
    is_own: bool = False


CellReading: TypeAlias = Value | Told | None
"""What a cell states; None if nothing that counts."""

Read: TypeAlias = Callable[[CellValue], CellReading]


class Reader(NamedTuple):
    """What reads the cells of a column.

    Parameters
    ----------
    anew
        Reads any cell.
    kept
        Reads each text of up to :data:`LONGEST` characters and each value of a type of
        :data:`COMPARED_WHOLE` once, as long as not many differ.
    """

    anew: Read
    kept: Read

    @classmethod
    def of(cls, read: Read) -> Reader:
        """Return what reads cells by a function."""
        return cls(read, lru_cache(maxsize=_KEPT, typed=True)(read))


@lru_cache(maxsize=128)
def reader_of(column: Column, *, in_csv: bool, school_years: bool) -> Reader:
    """Return what reads the cells of a column that names no thing, and remembers them.

    Parameters
    ----------
    column
        Which.
    in_csv
        Whether every number is a text, so that this is nothing to tell.
    school_years
        Whether the column has some, so that 2011-12 is one and not a month.
    """
    return Reader.of(partial(_read, column, in_csv, school_years))


def compared(value: CellValue, text: str, name: str) -> tuple[Forgiven, ...]:
    """Return what is told of a cell that says a known name in other letters, or stray spaces."""
    if text != name:
        return (Forgiven("name-variant", text_of(value), name),)
    if isinstance(value, str) and value != name:
        return (Forgiven("stray-spaces", text_of(value), name),)
    return ()


def told_of(value: Value | None, *forgiven: Forgiven) -> CellReading:
    """Return what a cell states, with what is told of it if anything is."""
    return Told(value, forgiven) if forgiven else value


def _read(column: Column, in_csv: bool, school_years: bool, value: CellValue) -> CellReading:
    if column.choices:
        written = clean(text_of(value))
        chosen = choice_read_as(written, column.choices)
        forgiven = compared(value, written, chosen) if chosen else ()
        return told_of(Value(chosen or written), *forgiven)
    assert column.kind is not None
    if column.kind is not Kind.DATE:
        read = parse(value, column.kind)
    elif column.day_bound == LAST_DAY and key(text_of(value)) in STILL_SO:
        return told_of(None, Forgiven("open-end", text_of(value), ""))
    else:
        read = _date(column, school_years, value)
    if isinstance(read, Trouble):
        return Value(clean(text_of(value)))
    return None if read is None else _stated(column, in_csv, value, read)


def _stated(column: Column, in_csv: bool, value: CellValue, read: cell_values.Value) -> CellReading:
    if column.kind is Kind.TEXT and not isinstance(value, ShownDate):
        return _text(column, value, read.lexical)
    stated = Value(read.lexical, "" if read.datatype == "string" else _XSD + read.datatype)
    if isinstance(value, ShownDate):
        return told_of(stated, Forgiven("date-as-shown", value.stored, read.lexical))
    if read.forgiven and not (in_csv and read.lexical == text_of(value)):
        shown = {"true": "yes", "false": "no"}.get(read.lexical, read.lexical)
        return told_of(stated, Forgiven(read.forgiven, text_of(value), shown))
    return stated


def _text(column: Column, value: CellValue, lexical: str) -> CellReading:
    forgiven = []
    if isinstance(value, ShownNumber):
        forgiven.append(Forgiven("number-as-shown", str(int(value)), lexical))
    elif isinstance(value, str) and value != lexical:
        forgiven.append(Forgiven("stray-spaces", text_of(value), lexical))
    if column.path == properties.IDENTIFIER:
        tidy = tidy_identifier(lexical)
        if tidy != lexical:
            forgiven.append(Forgiven("name-variant", text_of(value), tidy))
        lexical = tidy
    return told_of(Value(lexical), *forgiven)


def _date(
    column: Column, school_years: bool, value: CellValue
) -> cell_values.Value | Trouble | None:
    """Read a date as its column has it: of a begin, or among school years."""
    said = key(text_of(value))
    read = parse(value, Kind.DATE)
    if column.day_bound == FIRST_DAY and (begin := since(said, exact_date)):
        again = parse(begin, Kind.DATE)
        assert isinstance(again, cell_values.Value)
        return again._replace(forgiven="written-date")
    if isinstance(read, Trouble) or not isinstance(value, str):
        return read
    return as_school_year(said) or read if school_years else read

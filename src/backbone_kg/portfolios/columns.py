"""Tables of what data files say, one a sheet: their columns follow from the shapes."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation, localcontext
from functools import lru_cache
from typing import Any, Final

from backbone_kg.base.names import key
from backbone_kg.base.partial_dates import first_day, last_day
from backbone_kg.base.value_kinds import Kind
from backbone_kg.graph.namespaces import FIRST_DAY
from backbone_kg.model.layout import Column, Layout, Sheet
from backbone_kg.model.records import THING, Record

MISFIT: Final = "__text"
"""Behind the name of a column: what stands there if it is not of the kind that belongs there."""
DAY: Final = "__day"
"""Behind the name of a column of dates: the day that the date stands for."""

DIGITS: Final = 38
DECIMALS: Final = 18
"""Of numbers; what needs more cannot be told exactly in a column."""

_LARGEST_WHOLE: Final = 2**63 - 1


class NotInColumnsError(ValueError):
    """A value that columns cannot hold exactly; the message says why, as the end of a sentence."""


@dataclass(frozen=True, slots=True)
class Field:
    """One column of a table.

    Parameters
    ----------
    name
        What it is called: lower case, with underscores.
    type
        ``text``, ``number``, ``integer``, ``yes-no`` or ``date``.
    """

    name: str
    type: str


@dataclass(frozen=True, slots=True)
class SheetTable:
    """The table of a sheet: a row for each row that has a record.

    Parameters
    ----------
    sheet
        Which.
    name
        What the table is called.
    fields
        File and row first, then what the columns hold.
    columns
        How a value of each column of the sheet is put into fields.
    """

    sheet: Sheet
    name: str
    fields: tuple[Field, ...]
    columns: tuple[_Filling, ...]


@dataclass(frozen=True, slots=True)
class _Filling:
    """How a value of a column is put into fields."""

    path: str
    refers_to: str
    has_misfits: bool
    typed: Callable[[str], Any]
    day: Callable[[str], datetime.date] | None

    @classmethod
    def of(cls, column: Column) -> _Filling:
        day = first_day if column.day_bound == FIRST_DAY else last_day
        return cls(
            str(column.path),
            "" if column.refers_to is None else str(column.refers_to),
            has_misfits(column),
            _TYPED.get(column.kind, str) if column.kind else str,
            None if column.day_bound is None else day,
        )


def field_name(column: Column) -> str:
    """Return what the column of a table is called: ``fte_available``."""
    return str(column.shape).rpartition("#")[2].partition("-")[2].replace("-", "_")


def has_misfits(column: Column) -> bool:
    """Return whether a text can stand in a column that wants something else."""
    return column.refers_to is not None or column.kind not in {None, Kind.TEXT}


def _fields(column: Column) -> Iterator[Field]:
    name = field_name(column)
    types = {Kind.NUMBER: "number", Kind.INTEGER: "integer", Kind.YES_NO: "yes-no"}
    yield Field(name, types.get(column.kind, "text") if column.kind else "text")
    if has_misfits(column):
        yield Field(name + MISFIT, "text")
    if column.day_bound is not None:
        yield Field(name + DAY, "date")


def sheet_tables(layout: Layout) -> tuple[SheetTable, ...]:
    """Return the tables of a layout's sheets, in their order."""
    return tuple(
        SheetTable(
            sheet,
            "sheet_" + key(sheet.name).replace(" ", "_"),
            (
                Field("file", "integer"),
                Field("row", "integer"),
                Field("shares_name", "yes-no"),
                *(field for column in sheet.columns for field in _fields(column)),
            ),
            tuple(map(_Filling.of, sheet.columns)),
        )
        for sheet in layout.sheets
    )


def row_of(
    table: SheetTable,
    record: Record,
    *,
    shares_name: bool,
    is_a: Callable[[str, str], bool],
    base: str,
) -> tuple[Any, ...]:
    """Return a record as a row of the table of its sheet, without the file.

    Parameters
    ----------
    table
        Which table.
    record
        What the row says.
    shares_name
        Whether another row of its file has the same name key.
    is_a
        Tells whether a thing is of a class.
    base
        IRI of the partnership; of what is below it the rest alone is kept.

    Raises
    ------
    NotInColumnsError
        If a value cannot be held exactly.
    """
    found: list[Any] = [record.row, shares_name]
    for column in table.columns:
        value = record.values.get(column.path)
        told: Any = None
        misfit: str | None = None
        if value is not None:
            if column.refers_to:
                fits = value.datatype == THING and is_a(column.refers_to, value.text)
                told, misfit = _apart(value.text.removeprefix(base), fits)
            elif not column.has_misfits:
                told = value.text
            elif not value.is_typed:
                misfit = value.text
            else:
                told = column.typed(value.text)
        found.append(told)
        if column.has_misfits:
            found.append(misfit)
        if column.day is not None:
            found.append(None if told is None else column.day(told))
    return tuple(found)


def _apart(text: str, fits: bool) -> tuple[str | None, str | None]:
    return (text, None) if fits else (None, text)


def _integer(text: str) -> int:
    number = int(text)
    if abs(number) > _LARGEST_WHOLE:
        raise NotInColumnsError("a whole number has more than 18 digits")
    return number


@lru_cache(maxsize=4096)
def exact(text: str | Decimal) -> Decimal:
    """Return a number as columns hold it.

    Raises
    ------
    NotInColumnsError
        If it has more digits than they can hold.
    """
    try:
        number = Decimal(text)
        with localcontext(prec=DIGITS):
            told = number.quantize(Decimal(1).scaleb(-DECIMALS))
    except InvalidOperation:
        raise NotInColumnsError(f"a number has more than {DIGITS - DECIMALS} digits") from None
    if told != number:
        raise NotInColumnsError(f"a number has more than {DECIMALS} decimals")
    return told


_TYPED: Final[dict[Kind, Callable[[str], Any]]] = {
    Kind.NUMBER: exact,
    Kind.INTEGER: _integer,
    Kind.YES_NO: lambda text: text in {"true", "1"},
}

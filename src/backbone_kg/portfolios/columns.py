"""Tables of what data files say, one a sheet: their columns follow from the shapes."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation, localcontext
from functools import lru_cache
from typing import Any, Final

from backbone_kg.base.names import key
from backbone_kg.base.partial_dates import first_day, last_day
from backbone_kg.base.value_kinds import Kind
from backbone_kg.graph.namespaces import FIRST_DAY
from backbone_kg.model.records import THING, Record, Value
from backbone_kg.model.sheets_and_columns import Column, Layout, Sheet

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


def columns_of(
    table: SheetTable,
    records: Sequence[Record],
    *,
    sharing_names: Collection[str],
    is_a: Callable[[str, str], bool],
    base: str,
) -> tuple[Sequence[Any], ...]:
    """Return the columns of the table of a sheet, without that of the file.

    Parameters
    ----------
    table
        Which table.
    records
        What the rows of the sheet say.
    sharing_names
        The things of those that have the name key of another row of the file.
    is_a
        Tells whether a thing is of a class.
    base
        IRI of the partnership; of what is below it the rest alone is kept.

    Raises
    ------
    NotInColumnsError
        If a value cannot be held exactly.
    """
    found: list[Sequence[Any]] = [
        [record.row for record in records],
        [record.thing in sharing_names for record in records],
    ]
    for column in table.columns:
        stated = [record.values.get(column.path) for record in records]
        if not column.has_misfits:
            told: list[Any] = [None if value is None else value.text for value in stated]
            found.append(told)
        else:
            fits = _fitting(column, stated, is_a)
            above = base if column.refers_to else ""
            texts = [None if v is None else v.text.removeprefix(above) for v in stated]
            told = [
                column.typed(text) if fit and text is not None else None
                for text, fit in zip(texts, fits, strict=True)
            ]
            found.append(told)
            found.append([None if fit else t for t, fit in zip(texts, fits, strict=True)])
        if column.day is not None:
            found.append([None if text is None else column.day(text) for text in told])
    return tuple(found)


def _fitting(
    column: _Filling, stated: Sequence[Value | None], is_a: Callable[[str, str], bool]
) -> list[bool]:
    """Return which values are of the kind that belongs in a column; blanks are."""
    of = column.refers_to
    if of:
        return [v is None or (v.datatype == THING and is_a(of, v.text)) for v in stated]
    return [v is None or v.is_typed for v in stated]


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

"""One cell becomes one typed value, or a trouble that says why not.

Forgiving where only one reading is possible, and asking where there are two.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable
from decimal import Decimal
from functools import lru_cache

from backbone_kg.base.cells import CellValue, FormulaError, ShownNumber, UncalculatedFormula
from backbone_kg.base.likely_names import nearest
from backbone_kg.base.names import clean, key
from backbone_kg.base.partial_dates import FIRST_YEAR, LAST_YEAR
from backbone_kg.base.value_kinds import Kind
from backbone_kg.reading.cell_results import (
    BLANK_IF_UNKNOWN,
    Trouble,
    Value,
    says_unknown,
)
from backbone_kg.reading.dates import read_date
from backbone_kg.reading.numbers import fraction, read_decimal, read_number, whole
from backbone_kg.reading.web_addresses import read_web_address

__all__ = ["Kind", "Trouble", "Value", "diagnose", "parse", "text_of"]

_YES = frozenset(["yes", "y", "true", "x", "1", *"✓✔☑☒✅●•■"])
_NO = frozenset(["no", "n", "false", "0", "☐"])
_AS_THEY_ARE = frozenset(["yes", "no", "true", "false"])
_AFTER_WORD = r"[\s,;:(.]"
_SHORT = 200
"""Texts of so many characters repeat, so that what they look like is kept."""
_HALVES_AND_QUARTERS = frozenset(["0.5", "0.25", "0.75"])


def text_of(value: CellValue) -> str:
    r"""Return the text of a cell as a person sees it.

    Parameters
    ----------
    value
        The cell.

    Returns
    -------
    str
        Text without invisible characters and stray white space (see
        :func:`backbone_kg.base.names.clean`), each of its non-empty lines on a line; "" for an
        empty cell.

    Examples
    --------
    >>> text_of(3.0), text_of(0.1), text_of(1e308), text_of(True)
    ('3', '0.1', '1E+308', 'yes')
    >>> text_of("one \r\n\n two")
    'one\ntwo'
    """
    if value is None:
        return ""
    if isinstance(value, str):
        return _seen(value) if len(value) <= _SHORT else _seen.__wrapped__(value)
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, datetime.date):
        return _day_text(value)
    if isinstance(value, ShownNumber):
        return value.shown
    # Unlike str(int), Decimal writes a number of any length.
    text = repr(value).replace("e", "E") if isinstance(value, float) else str(Decimal(value))
    return text.removesuffix(".0") if value else "0"


@lru_cache(maxsize=8192)
def _seen(text: str) -> str:
    return "\n".join(filter(None, map(clean, text.splitlines())))


def _day_text(day: datetime.date) -> str:
    if isinstance(day, datetime.datetime) and day.time() != datetime.time():
        return day.isoformat(sep=" ", timespec="seconds")
    return f"{day.year:04}-{day.month:02}-{day.day:02}"


def parse(value: CellValue, kind: Kind) -> Value | Trouble | None:
    """Read a cell as what its column expects.

    Parameters
    ----------
    value
        The cell. Its text need not be clean.
    kind
        What the column expects.

    Returns
    -------
    Value, Trouble or None
        The typed value; why there is none; or None when nothing can be seen in the cell.

    Examples
    --------
    >>> parse("0,5", Kind.NUMBER)
    Value(lexical='0.5', datatype='decimal', forgiven='text-number')
    >>> parse("2021-02-30", Kind.DATE)
    Trouble(text='2021-02-30', code='impossible-date', suggestion='2021-02-28')
    """
    text = text_of(value)
    if isinstance(value, FormulaError):
        return Trouble(text, "formula-error")
    if isinstance(value, UncalculatedFormula):
        return Trouble(text, "not-calculated")
    if not text:
        return None
    if kind is Kind.TEXT:
        return Value(text, "string")
    return _READERS[kind](value, clean(text))


def diagnose(text: str, kind: Kind) -> Trouble | None:
    """Return why a text is not of a kind, or None if it is or is empty.

    Examples
    --------
    >>> diagnose("perhaps", Kind.YES_NO)
    Trouble(text='perhaps', code='not-yes-or-no', suggestion='')
    >>> diagnose("yes", Kind.YES_NO) is None
    True
    """
    result = parse(text, kind)
    return result if isinstance(result, Trouble) else None


def _number(value: CellValue, text: str) -> Value | Trouble:
    if isinstance(value, bool):
        return Trouble(text, "not-a-number")
    if isinstance(value, datetime.date):
        # Spreadsheets turn a typed 1/2 into a date.
        likely = fraction(value.month, value.day)
        return Trouble(text, "not-a-number", likely if likely in _HALVES_AND_QUARTERS else "")
    if isinstance(value, ShownNumber) and value.shown.endswith("%"):
        return read_number(clean(value.shown))
    if isinstance(value, int | float):
        return read_decimal(Decimal(repr(value) if isinstance(value, float) else value), text)
    return read_number(text)


def _date(value: CellValue, text: str) -> Value | Trouble:
    if isinstance(value, bool):
        return Trouble(text, "not-a-date")
    if not isinstance(value, datetime.date):
        return read_date(text)
    if not FIRST_YEAR <= value.year <= LAST_YEAR:
        return Trouble(text, "impossible-date")
    return Value(_day_text(value)[:10], "date")


def _yes_no(value: CellValue, text: str) -> Value | Trouble:
    said = key(text)
    if said in _YES or said in _NO:
        forgiven = "" if said in _AS_THEY_ARE else "name-variant"
        return Value("true" if said in _YES else "false", "boolean", forgiven)
    if says_unknown(text):
        return Trouble(text, "not-yes-or-no", BLANK_IF_UNKNOWN)
    first = re.split(_AFTER_WORD, said)[0]  # "yes, since 2015" says more than was asked
    if first in _YES or first in _NO:
        return Trouble(text, "not-yes-or-no", "yes" if first in _YES else "no")
    return Trouble(text, "not-yes-or-no", nearest(first, ["yes", "no"], cutoff=0.6) or "")


_READERS: dict[Kind, Callable[[CellValue, str], Value | Trouble]] = {
    Kind.NUMBER: _number,
    Kind.INTEGER: lambda value, text: whole(_number(value, text), text),
    Kind.DATE: _date,
    Kind.YES_NO: _yes_no,
    Kind.WEB_ADDRESS: lambda _, text: read_web_address(text),
}

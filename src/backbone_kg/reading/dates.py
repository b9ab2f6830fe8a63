"""Dates as people write them, read only where a single reading is possible."""

from __future__ import annotations

import calendar
import datetime
import re
from dataclasses import replace
from functools import lru_cache
from typing import TypeAlias

from backbone_kg.base.names import key
from backbone_kg.base.partial_dates import FIRST_YEAR, LAST_YEAR, MONTHS
from backbone_kg.reading.cell_results import (
    BLANK_IF_NOT_ENDED,
    BLANK_IF_UNKNOWN,
    Trouble,
    Value,
    says_unknown,
)
from backbone_kg.reading.vague_dates import (
    STILL_SO,
    lacks_year,
    only_a_school_year,
    school_year,
    vague_date,
)

_TIME_OF_DAY = re.compile(
    r"[t ] ?(?:[01]?\d|2[0-4]):[0-5]\d(?::[0-5]\d(?:\.\d+)?)?(?: ?[ap]\.?m\.?)?"
    r"(?: ?z| ?[+-]\d\d:?\d\d)?$",
    re.ASCII,
)
_YEAR = re.compile(r"(\d{4})(?:\.0)?", re.ASCII)
_YEAR_MONTH = re.compile(r"(\d{4}) ?[-/] ?(\d{1,2})", re.ASCII)
_MONTH_YEAR = re.compile(r"(\d{1,2}) ?[-/.] ?(\d{4})", re.ASCII)
_YEAR_MONTH_DAY = re.compile(r"(\d{4}) ?([-/.]) ?(\d{1,2}) ?\2 ?(\d{1,2})", re.ASCII)
_TWO_AND_YEAR = r"(?a)(\d{1,2}) ?([-/.]) ?(\d{1,2}) ?\2 ?(\d{4}|\d{2})"
_TWO_DIGITS_EACH = r"(?a)\d\d-\d\d-\d\d"
_ORDINAL = r"(?a)(\d{1,2})(?:st|nd|rd|th)"
_BETWEEN_WORDS = r"[\s,./-]+"
_SERIAL = r"(?a)(\d{5})(?:\.\d+)?"
_COMPACT = r"(?a)(\d{4})\.?(\d\d)(?:\.?(\d\d))?"

_MONTHS = {
    name.casefold(): number
    for number, month in enumerate(MONTHS, start=1)
    for name in (month, month[:3])
} | {"sept": 9}
_SERIAL_ZERO = datetime.date(1899, 12, 30)
_LIKELY_SERIALS = range(18_264, 73_051)
"""Days from 1950 to 2099, as spreadsheet programs count them."""
_DATATYPES = {4: "gYear", 7: "gYearMonth", 10: "date"}


_Reading: TypeAlias = str | Trouble
"""A date as ISO has it; or why there is none, with the text of the cell yet to be put in."""


@lru_cache(maxsize=4096)
def read_date(text: str) -> Value | Trouble:
    """Read a date from text.

    Parameters
    ----------
    text
        The text, cleaned by :func:`backbone_kg.base.names.clean`. A year, a year and month, or a
        day; the ISO forms, and in English any other order of which only one reading is a real date.
        A time of day is dropped. Two-digit years 00 to 68 are of this century, 69 to 99 of the
        last.

    Returns
    -------
    Value or Trouble
        A ``gYear``, ``gYearMonth`` or ``date`` from the years 1000 to 2999.

    Examples
    --------
    >>> read_date("March 31, 2015")
    Value(lexical='2015-03-31', datatype='date', forgiven='written-date')
    >>> read_date("3/4/21")
    Trouble(text='3/4/21', code='ambiguous-date', suggestion='2021-04-03 or 2021-03-04')
    """
    written = key(text)
    without_time = _TIME_OF_DAY.sub("", written)
    reading = _read(without_time)
    if isinstance(reading, str) and len(reading) < 10 and without_time != written:
        reading = Trouble("", "not-a-date", reading)
    if isinstance(reading, str) and not only_a_school_year(written):
        return Value(reading, _DATATYPES[len(reading)], "" if reading == text else "written-date")
    if isinstance(reading, str) or reading.code != "ambiguous-date":
        if found := vague_date(written, exact_date):
            return replace(found, text=text)
        if lacks_year(written):
            return Trouble(text, "date-without-year")
    assert isinstance(reading, Trouble)
    return replace(reading, text=text)


def exact_date(text: str) -> str:
    """Return the year, month or day that a text says, or "" if it says none or several.

    Examples
    --------
    >>> exact_date("june 2019"), exact_date("3/4/21")
    ('2019-06', '')
    """
    reading = _read(key(text))
    return reading if isinstance(reading, str) else ""


def as_school_year(text: str) -> Trouble | None:
    """Return the trouble of a text that is a school year in a column of school years, or None.

    Examples
    --------
    >>> as_school_year("2011-12").last
    '2012'
    """
    found = school_year(key(text))
    return None if found is None else replace(found, text=text)


def _read(text: str) -> _Reading:
    if match := _YEAR.fullmatch(text):
        return _real(int(match[1]))
    if match := _YEAR_MONTH.fullmatch(text):
        return _real(int(match[1]), int(match[2]))
    if match := _MONTH_YEAR.fullmatch(text):
        return _real(int(match[2]), int(match[1]))
    if match := _YEAR_MONTH_DAY.fullmatch(text):
        return _real(int(match[1]), int(match[3]), int(match[4]))
    if match := re.fullmatch(_TWO_AND_YEAR, text):
        return _day_and_month(text, int(match[1]), int(match[3]), match[4])
    # A number of five digits that no one's day has is a year, such as 12019.
    serial = re.fullmatch(_SERIAL, text)
    far = serial is not None and int(serial[1]) not in _LIKELY_SERIALS
    code = "impossible-date" if far else "not-a-date"
    return _with_month_name(text) or Trouble("", code, "" if far else _likely(text))


def _real(year: int, month: int | None = None, day: int | None = None) -> _Reading:
    """Return the date as ISO has it if there is such a date, else the nearest if that is clear."""
    if _exists(year, month, day):
        return "-".join(f"{part:02}" for part in (year, month, day) if part is not None)
    return Trouble("", "impossible-date", _nearest_real(year, month, day))


def _exists(year: int, month: int | None, day: int | None) -> bool:
    if not FIRST_YEAR <= year <= LAST_YEAR:
        return False
    if month is None:
        return True
    return 1 <= month <= 12 and (day is None or 1 <= day <= calendar.monthrange(year, month)[1])


def _nearest_real(year: int, month: int | None, day: int | None) -> str:
    if not FIRST_YEAR <= year <= LAST_YEAR or month is None:
        return ""
    if not 1 <= month <= 12:
        if day and _exists(year, day, month):
            return f"{year}-{day:02}-{month:02}"
        return "" if day else f"{year}"
    if not day:
        return f"{year}-{month:02}"
    return f"{year}-{month:02}-{calendar.monthrange(year, month)[1]}" if day <= 31 else ""


def _day_and_month(text: str, first: int, second: int, last: str) -> _Reading:
    readings = [_real(_full_year(last), second, first), _real(_full_year(last), first, second)]
    if re.fullmatch(_TWO_DIGITS_EACH, text):
        # Hyphens and leading zeros look like ISO's order with a short year.
        readings.append(_real(_full_year(text[:2]), second, int(last)))
    dates = [reading for reading in dict.fromkeys(readings) if isinstance(reading, str)]
    if len(dates) == 1:
        return dates[0]
    if dates:
        return Trouble("", "ambiguous-date", " or ".join(dates))
    suggestions = [found.suggestion for found in readings[:2] if isinstance(found, Trouble)]
    return Trouble("", "impossible-date", next(filter(None, suggestions), ""))


def _full_year(digits: str) -> int:
    year = int(digits)
    if len(digits) == 2:
        return year + (2000 if year <= 68 else 1900)
    return year


def _with_month_name(text: str) -> _Reading | None:
    words = [word for word in re.split(_BETWEEN_WORDS, text) if word not in ("", "of")]
    words = [
        re.sub(_ORDINAL, r"\1", word) if re.fullmatch(_ORDINAL, word) else word for word in words
    ]
    month = next((_MONTHS[word] for word in words if word in _MONTHS), None)
    reading: _Reading | None = None
    match ["M" if word in _MONTHS else _digits(word) for word in words]:
        case ["M", 4] | [4, "M"]:
            reading = _real(int(words[0] if words[1] in _MONTHS else words[1]), month)
        case ["M", 2]:
            # The second can be a year, or a day whose year is missing.
            in_year = f"{_full_year(words[1])}-{month:02}"
            if _exists(2000, month, int(words[1])):
                day = f"{MONTHS[(month or 1) - 1]} {int(words[1])}"
                in_year += f" or, if {day} is meant, with its year"
            reading = Trouble("", "ambiguous-date", in_year)
        case [1 | 2, "M", 2 | 4]:
            reading = _real(_full_year(words[2]), month, int(words[0]))
        case ["M", 1 | 2, 2 | 4]:
            reading = _real(_full_year(words[2]), month, int(words[1]))
        case [4, "M", 1 | 2]:
            reading = _real(int(words[0]), month, int(words[2]))
    return reading


def _digits(word: str) -> int:
    return len(word) if word.isascii() and word.isdigit() else 0


def _likely(text: str) -> str:
    """Return what may have been meant by a text that is no date, or ""."""
    if says_unknown(text):
        return BLANK_IF_UNKNOWN
    if text in STILL_SO:
        return BLANK_IF_NOT_ENDED
    if match := re.fullmatch(_SERIAL, text):
        return str(_SERIAL_ZERO + datetime.timedelta(days=int(match[1])))
    if match := re.fullmatch(_COMPACT, text):
        reading = _real(*(int(part) for part in match.groups() if part))
        return reading if isinstance(reading, str) else ""
    return ""

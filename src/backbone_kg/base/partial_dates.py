"""Dates that are known to the year, the month or the day, and the days they begin and end with."""

from __future__ import annotations

import calendar
import datetime
import re
from functools import lru_cache

FIRST_YEAR, LAST_YEAR = 1000, 2999
"""The years that a date in a data file can be of."""

# Those of the calendar module change with the language that a program sets.
MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)
_PARTIAL = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?", re.ASCII)


@lru_cache(maxsize=4096)
def first_day(lexical: str) -> datetime.date:
    """Return the first day of a year, a month or a day.

    Parameters
    ----------
    lexical
        ``YYYY``, ``YYYY-MM`` or ``YYYY-MM-DD``.

    Raises
    ------
    ValueError
        If it is none of these, or no such day exists.

    Examples
    --------
    >>> first_day("2019"), first_day("2019-06")
    (datetime.date(2019, 1, 1), datetime.date(2019, 6, 1))
    """
    year, month, day = _parts(lexical)
    return datetime.date(year, 1 if month is None else month, 1 if day is None else day)


@lru_cache(maxsize=4096)
def last_day(lexical: str) -> datetime.date:
    """Return the last day of a year, a month or a day.

    Parameters
    ----------
    lexical
        ``YYYY``, ``YYYY-MM`` or ``YYYY-MM-DD``.

    Raises
    ------
    ValueError
        If it is none of these, or no such day exists.

    Examples
    --------
    >>> last_day("2019"), last_day("2020-02")
    (datetime.date(2019, 12, 31), datetime.date(2020, 2, 29))
    """
    year, month, day = _parts(lexical)
    month = 12 if month is None else month
    start = datetime.date(year, month, 1 if day is None else day)
    return start if day is not None else start.replace(day=calendar.monthrange(year, month)[1])


@lru_cache(maxsize=4096)
def between(earliest: datetime.date, latest: datetime.date) -> str:
    """Return what is known of a date that lies between two days, both counted in.

    Returns
    -------
    str
        ``YYYY``, ``YYYY-MM`` or ``YYYY-MM-DD`` where that says it, else the two days with ``/``
        between them, as ISO 8601 writes an interval.

    Examples
    --------
    >>> between(datetime.date(2012, 1, 1), datetime.date(2012, 12, 31))
    '2012'
    >>> between(datetime.date(2012, 3, 5), datetime.date(2012, 12, 31))
    '2012-03-05/2012-12-31'
    """
    day = earliest.isoformat()
    for form in (day[: len("2012")], day[: len("2012-07")], day):
        if (first_day(form), last_day(form)) == (earliest, latest):
            return form
    return f"{earliest}/{latest}"


def in_words(text: str) -> str:
    """Return a date to the year, month or day as one says it; any other text as it is.

    Examples
    --------
    >>> in_words("2012-07"), in_words("2013"), in_words("2013-12-05"), in_words("spring")
    ('July 2012', '2013', 'December 5, 2013', 'spring')
    >>> in_words("2012-03-05/2012-12-31")
    'between March 5, 2012 and December 31, 2012'
    """
    earliest, slash, latest = text.partition("/")
    if slash and _PARTIAL.fullmatch(earliest) and _PARTIAL.fullmatch(latest):
        return f"between {in_words(earliest)} and {in_words(latest)}"
    try:
        date = first_day(text)
    except ValueError:
        return text
    month = MONTHS[date.month - 1]
    known_to = text.count("-")
    return (text, f"{month} {date.year}", f"{month} {date.day}, {date.year}")[known_to]


def _parts(lexical: str) -> tuple[int, int | None, int | None]:
    match = _PARTIAL.fullmatch(lexical)
    if not match:
        raise ValueError(f"{lexical!r} is not YYYY, YYYY-MM or YYYY-MM-DD")
    year, month, day = (None if part is None else int(part) for part in match.groups())
    assert year is not None
    return year, month, day

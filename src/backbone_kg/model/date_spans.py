"""Stretches of days whose ends are known to the day, the month, the year, or not at all."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from functools import lru_cache
from typing import Final, NamedTuple

from backbone_kg.base.partial_dates import between, first_day, last_day

ALWAYS: Final = datetime.date.min
"""The first day of what begins at no known time."""

FOREVER: Final = datetime.date.max
"""The last day of what has no known end."""


class Days(NamedTuple):
    """Between which two days, both counted in, something begins or ends."""

    earliest: datetime.date
    latest: datetime.date

    @property
    def text(self) -> str:
        """Both as one date where that says it, else with ``/`` between them."""
        return between(self.earliest, self.latest)


@dataclass(frozen=True, slots=True)
class Span:
    """When something begins and ends, as far as that is known.

    A year or a month is an interval: what begins in 2011 begins on January 1 at the earliest and
    on December 31 at the latest.

    Parameters
    ----------
    begins_earliest, begins_latest
        Between which days it begins; None if that is not known.
    ends_earliest, ends_latest
        Between which days it ends, as its last day; None if no end is known.
    """

    begins_earliest: datetime.date | None = None
    begins_latest: datetime.date | None = None
    ends_earliest: datetime.date | None = None
    ends_latest: datetime.date | None = None

    @classmethod
    def of(cls, begin: str, end: str) -> Span:
        """Return the span between two dates; a text that is no date says nothing.

        Parameters
        ----------
        begin, end
            ``YYYY``, ``YYYY-MM``, ``YYYY-MM-DD``, or "".

        Examples
        --------
        >>> Span.of("2011", "").first, Span.of("2011", "").begins_latest
        (datetime.date(2011, 1, 1), datetime.date(2011, 12, 31))
        """
        return _span(begin, end)

    @property
    def first(self) -> datetime.date:
        """The first day on which it counts: the earliest of its begin, or :data:`ALWAYS`."""
        return self.begins_earliest or ALWAYS

    @property
    def last(self) -> datetime.date:
        """The last day on which it counts: the latest of its end, or :data:`FOREVER`."""
        return self.ends_latest or FOREVER

    def covers(self, day: datetime.date) -> bool:
        """Return whether it counts on a day."""
        return self.first <= day <= self.last

    def within(self, other: Span) -> Span | None:
        """Return what of it lies within another span; None if nothing does."""
        both = Span(
            _later(self.begins_earliest, other.begins_earliest),
            _later(self.begins_latest, other.begins_latest),
            _earlier(self.ends_earliest, other.ends_earliest),
            _earlier(self.ends_latest, other.ends_latest),
        )
        return both if both.first <= both.last else None

    @property
    def begin(self) -> Days | None:
        """Between which days it begins; None if that is not known."""
        return _known(self.begins_earliest, self.begins_latest)

    @property
    def end(self) -> Days | None:
        """Between which days it ends; None if no end is known."""
        return _known(self.ends_earliest, self.ends_latest)

    @property
    def since(self) -> str:
        """When it begins, as :attr:`Days.text`; "" if that is not known."""
        return "" if self.begin is None else self.begin.text

    @property
    def until(self) -> str:
        """Its last day, as :attr:`Days.text`; "" if no end is known."""
        return "" if self.end is None else self.end.text

    @property
    def days(self) -> tuple[datetime.date, ...]:
        """The days that are known of it."""
        known = self.begins_earliest, self.begins_latest, self.ends_earliest, self.ends_latest
        return tuple(day for day in known if day is not None)


UNKNOWN: Final = Span()
"""What begins and ends at no known time."""


@lru_cache(maxsize=4096)
def _span(begin: str, end: str) -> Span:
    return Span(*_days(begin), *_days(end))


def _known(earliest: datetime.date | None, latest: datetime.date | None) -> Days | None:
    return None if earliest is None or latest is None else Days(earliest, latest)


def _days(date: str) -> tuple[datetime.date | None, datetime.date | None]:
    try:
        return first_day(date), last_day(date)
    except ValueError:
        return None, None


def _later(one: datetime.date | None, other: datetime.date | None) -> datetime.date | None:
    return max(one, other) if one and other else one or other


def _earlier(one: datetime.date | None, other: datetime.date | None) -> datetime.date | None:
    return min(one, other) if one and other else one or other

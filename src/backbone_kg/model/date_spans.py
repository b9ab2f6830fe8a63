"""Stretches of days whose ends are known to the day, the month, the year, or not at all."""

from __future__ import annotations

import datetime
from collections.abc import Callable
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
    begin
        Between which days it begins; None if that is not known.
    end
        Between which days it ends, as its last day; None if no end is known.
    """

    begin: Days | None = None
    end: Days | None = None

    @classmethod
    def of(cls, begin: str, end: str) -> Span:
        """Return the span between two dates; a text that is no date says nothing.

        Parameters
        ----------
        begin, end
            ``YYYY``, ``YYYY-MM``, ``YYYY-MM-DD``, or "".

        Examples
        --------
        >>> Span.of("2011", "").begin
        Days(earliest=datetime.date(2011, 1, 1), latest=datetime.date(2011, 12, 31))
        """
        return _span(begin, end)

    @property
    def first(self) -> datetime.date:
        """The first day on which it counts: the earliest of its begin, or :data:`ALWAYS`."""
        return ALWAYS if self.begin is None else self.begin.earliest

    @property
    def last(self) -> datetime.date:
        """The last day on which it counts: the latest of its end, or :data:`FOREVER`."""
        return FOREVER if self.end is None else self.end.latest

    def covers(self, day: datetime.date) -> bool:
        """Return whether it counts on a day."""
        return self.first <= day <= self.last

    def within(self, other: Span) -> Span | None:
        """Return what of it lies within another span; None if nothing does."""
        both = Span(_each(max, self.begin, other.begin), _each(min, self.end, other.end))
        return both if both.first <= both.last else None

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
        return (*(self.begin or ()), *(self.end or ()))


UNKNOWN: Final = Span()
"""What begins and ends at no known time."""


@lru_cache(maxsize=4096)
def _span(begin: str, end: str) -> Span:
    return Span(_days(begin), _days(end))


def _days(date: str) -> Days | None:
    try:
        return Days(first_day(date), last_day(date))
    except ValueError:
        return None


def _each(pick: Callable[..., datetime.date], one: Days | None, other: Days | None) -> Days | None:
    """Return the later or the earlier of both days, of what is known."""
    return Days(*map(pick, one, other)) if one and other else one or other

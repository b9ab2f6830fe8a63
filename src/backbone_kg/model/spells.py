"""Several rows about one thing at different times: a partner that came back, a role resumed."""

from __future__ import annotations

import datetime
from collections.abc import Iterable

from backbone_kg.model.spans import ALWAYS, FOREVER, Span

_DAY = datetime.timedelta(days=1)


def surely_overlap(one: Span, other: Span) -> bool:
    """Return whether two spans share a day, however their years and months are meant.

    Examples
    --------
    >>> surely_overlap(Span.of("2019", "2021"), Span.of("2021", ""))
    False
    >>> surely_overlap(Span.of("2019", "2022"), Span.of("2021", ""))
    True
    """
    return _begins_surely(one) <= _ends_surely(other) and _begins_surely(other) <= _ends_surely(one)


def _begins_surely(span: Span) -> datetime.date:
    return span.begins_latest or ALWAYS


def _ends_surely(span: Span) -> datetime.date:
    return span.ends_earliest or FOREVER


def without(spans: Iterable[Span], taken: Iterable[Span]) -> tuple[Span, ...]:
    """Return what of some spans lies on days that others do not count on.

    Examples
    --------
    >>> [rest.first.year for rest in without([Span.of("2021", "")], [Span.of("2019", "2022")])]
    [2023]
    """
    left = tuple(spans)
    for other in taken:
        left = tuple(piece for span in left for piece in _without_one(span, other))
    return left


def _without_one(span: Span, other: Span) -> Iterable[Span]:
    if span.last < other.first or other.last < span.first:
        yield span
        return
    if span.first < other.first:
        end = other.first - _DAY
        yield Span(span.begins_earliest, span.begins_latest, end, end)
    if other.last < span.last:
        begin = other.last + _DAY
        yield Span(begin, begin, span.ends_earliest, span.ends_latest)

"""Several rows about one thing at different times: a partner that came back, a role resumed."""

from __future__ import annotations

import datetime

from backbone_kg.model.spans import ALWAYS, FOREVER, Span


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

"""Dates as people write them in their own tables, and what each is taken for."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterable

from backbone_kg.base.cells import CellValue
from backbone_kg.base.names import clean, key
from backbone_kg.base.value_kinds import Kind
from backbone_kg.importing.import_map import LEFT_OUT, Decision
from backbone_kg.reading.cell_values import Trouble, Value, parse, text_of
from backbone_kg.reading.dates import as_school_year
from backbone_kg.reading.vague_dates import STILL_SO, only_a_school_year

_ISO_MONTH = re.compile(r"\d{4}-\d{2}")


def propose_dates(values: Iterable[CellValue]) -> dict[str, Decision]:
    """Return what the texts among dates are taken for; real dates and years need no entry.

    Parameters
    ----------
    values
        The cells of columns that hold dates: together they tell whether ``2011-12`` is a school
        year or a month.

    Examples
    --------
    >>> found = propose_dates(["2014", "2015-16", "March 2015", "present"])
    >>> {text: decision.value for text, decision in found.items()}
    {'2015-16': '', 'March 2015': '2015-03', 'present': '-'}
    """
    texts = list(dict.fromkeys(clean(text_of(value)) for value in values if _is_text(value)))
    school_years = any(only_a_school_year(key(text)) for text in texts)
    months = any(_ISO_MONTH.fullmatch(text) and not as_school_year(text) for text in texts)
    found = {text: _decided(text, school_years, months) for text in texts}
    return {text: decision for text, decision in found.items() if decision is not None}


def _is_text(value: CellValue) -> bool:
    return value is not None and not isinstance(value, datetime.date | bool)


def _decided(text: str, school_years: bool, months: bool) -> Decision | None:
    if key(text) in STILL_SO:
        return Decision(LEFT_OUT, "certain", "it has not ended")
    read = parse(text, Kind.DATE)
    school_year = as_school_year(text)
    if isinstance(read, Value) and school_year and (school_years or not months):
        others = (*_bounds(school_year), *([] if school_years else [f"{text} as a month"]))
        return Decision("", "possible", school_year.what, others)
    if isinstance(read, Trouble):
        why = read.what or "no date as it stands: which is meant?"
        return Decision("", "possible", why, _bounds(read))
    if read is not None and read.forgiven:
        return Decision(read.lexical, "likely", "the only date it can mean")
    return None


def _bounds(trouble: Trouble) -> tuple[str, ...]:
    """Return the dates that a text may mean: those suggested, else the first and the last."""
    suggested = [part for part in trouble.suggestion.split(" or ") if part[:1].isdigit()]
    return tuple(dict.fromkeys(filter(None, (*suggested, trouble.first, trouble.last))))

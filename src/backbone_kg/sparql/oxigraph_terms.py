"""Terms of RDF as Oxigraph has them, and their values in Python."""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable, Mapping
from decimal import Decimal
from typing import Any, TypeAlias

import pyoxigraph as ox

Term: TypeAlias = ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple

_XSD = "http://www.w3.org/2001/XMLSchema#"
_INTEGERS = (
    *("integer", "int", "long", "short", "byte", "nonNegativeInteger", "positiveInteger"),
    *("nonPositiveInteger", "negativeInteger"),
    *("unsignedLong", "unsignedInt", "unsignedShort", "unsignedByte"),
)


_NUMBER = r"[+-]?([0-9]+(\.[0-9]*)?|\.[0-9]+)"
_DAY = r"[0-9]{4}-[0-9]{2}-[0-9]{2}"
_CLOCK = r"[0-9]{2}:[0-9]{2}:[0-9]{2}(\.[0-9]+)?(Z|[+-][0-9]{2}:[0-9]{2})?"

_Reader: TypeAlias = tuple[re.Pattern[str], Callable[[str], Any]]
_WHOLE: _Reader = re.compile(r"[+-]?[0-9]+"), int
_FLOATING: _Reader = re.compile(rf"{_NUMBER}([eE][+-]?[0-9]+)?|[+-]?INF|NaN"), float
_READERS: Mapping[str, _Reader] = {
    **{_XSD + name: _WHOLE for name in _INTEGERS},
    _XSD + "decimal": (re.compile(_NUMBER), Decimal),
    _XSD + "double": _FLOATING,
    _XSD + "float": _FLOATING,
    _XSD + "boolean": (re.compile("true|false|1|0"), lambda text: text in {"true", "1"}),
    _XSD + "date": (re.compile(_DAY), datetime.date.fromisoformat),
    _XSD + "dateTime": (re.compile(f"{_DAY}T{_CLOCK}"), datetime.datetime.fromisoformat),
}
_PLAIN: _Reader = re.compile("(?!)"), str
"""How a datatype is written, and read; Python's own readers take more than RDF allows."""


def value_of(term: Term | None) -> Any:
    """Return a term as a Python value.

    Numbers, yes or no, dates and moments become what Python has for them; everything else, and
    what is not written as its datatype wants it, is a text.

    Examples
    --------
    >>> value_of(ox.Literal(3)), value_of(ox.Literal("2025-09")), value_of(None)
    (3, '2025-09', None)
    """
    if term is None:
        return None
    if isinstance(term, ox.NamedNode):
        return term.value
    if not isinstance(term, ox.Literal):
        return str(term)
    text = term.value.strip()
    written, read = _READERS.get(term.datatype.value, _PLAIN)
    try:
        return read(text) if written.fullmatch(text) else term.value
    except ValueError:
        return term.value  # such as the 31st of February

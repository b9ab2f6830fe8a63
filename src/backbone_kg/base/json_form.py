"""Results as JSON: the form of a dataclass or named tuple, and the schema of its fields."""

from __future__ import annotations

import datetime
import inspect
import math
import re
import types
import typing
from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from decimal import Decimal
from enum import Enum
from fractions import Fraction
from typing import Any, ClassVar, Final

DERIVED: Final = "derived from the code"
"""What a definition of a schema is marked with that nobody wrote by hand."""

NOT_IN_JSON: Final = {"json": False}
"""Metadata of a field of a dataclass that is for Python alone."""

_NUMBERS = (float, Decimal, Fraction)
_SIMPLE: Final[dict[Any, dict[str, Any]]] = {
    str: {"type": "string"},
    bool: {"type": "boolean"},
    int: {"type": "integer"},
    datetime.date: {"type": "string", "format": "date"},
    **{kind: {"type": "number"} for kind in _NUMBERS},
}


class Published:
    """A result of which there is a published JSON schema; a dataclass derives from it."""

    SCHEMA: ClassVar[str]
    """Identifier of the schema that :meth:`to_dict` keeps to."""

    def to_dict(self) -> dict[str, Any]:
        """Return it as the published JSON schema has it."""
        return {"schema": self.SCHEMA, **plain(self)}


def plain(value: Any) -> Any:
    """Return a value as JSON can hold it.

    Parameters
    ----------
    value
        A dataclass or named tuple (an object with its fields, those of :data:`NOT_IN_JSON` aside),
        a sequence or a set that is in order, a mapping with texts as keys, an enumeration's member,
        a day, a number, a text or None.

    Notes
    -----
    JSON has no infinity; a number without bound is null.

    Examples
    --------
    >>> plain({"days": (datetime.date(2026, 1, 31),), "share": Fraction(1, 4)})
    {'days': ['2026-01-31'], 'share': 0.25}
    """
    form: Any = value
    if _has_fields(type(value)):
        form = {name: plain(getattr(value, name)) for name in _fields(value)}
    elif isinstance(value, Mapping):
        form = {str(key): plain(each) for key, each in value.items()}
    elif isinstance(value, (tuple, list)):
        form = [plain(each) for each in value]
    elif isinstance(value, Enum):
        form = value.value
    elif isinstance(value, datetime.date):
        form = value.isoformat()
    elif isinstance(value, _NUMBERS):
        form = float(value) if math.isfinite(value) else None
    return form


def schema_of(kind: Any, definitions: dict[str, Any]) -> dict[str, Any]:
    """Return the JSON schema of what :func:`plain` makes of a type.

    Parameters
    ----------
    kind
        A dataclass or named tuple, or a type that the field of one has. What fields mean is read
        from the part ``Parameters`` of its docstring.
    definitions
        Where the schemas of what has fields are put, by name; to be published as ``$defs``. What
        stands there stays.

    Raises
    ------
    TypeError
        If the type has no form in JSON.

    Examples
    --------
    >>> schema_of(tuple[int, ...], {})
    {'type': 'array', 'items': {'type': 'integer'}}
    """
    origin, parts = typing.get_origin(kind), typing.get_args(kind)
    if kind in _SIMPLE:
        form = dict(_SIMPLE[kind])
    elif kind is type(None):
        form = {"type": "null"}
    elif origin in (typing.Union, types.UnionType):
        form = {"anyOf": [schema_of(part, definitions) for part in parts]}
    elif origin is typing.Literal:
        form = {"enum": list(parts)}
    elif origin in (tuple, list):
        form = _array(parts, definitions)
    elif origin in (dict, Mapping):
        form = {"type": "object", "additionalProperties": schema_of(parts[1], definitions)}
    elif isinstance(kind, type) and issubclass(kind, Enum):
        form = {"enum": [member.value for member in kind]}
    elif isinstance(kind, type) and _has_fields(kind):
        form = _reference(kind, definitions)
    else:
        raise TypeError(f"{kind} has no form in JSON")
    return form


def _reference(kind: type, definitions: dict[str, Any]) -> dict[str, Any]:
    name = kind.__name__[0].lower() + kind.__name__[1:]
    if name not in definitions:
        definitions[name] = {}  # so that a kind can hold its own kind
        said, hints = meanings(kind), typing.get_type_hints(kind)
        definitions[name] = {
            "$comment": DERIVED,
            "description": (inspect.getdoc(kind) or "").partition("\n")[0],
            "type": "object",
            "properties": {
                field: {
                    "description": said.get(field, ""),
                    **schema_of(hints[field], definitions),
                }
                for field in _fields(kind)
            },
            "required": _fields(kind),
            "additionalProperties": False,
        }
    return {"$ref": f"#/$defs/{name}"}


def _has_fields(kind: type) -> bool:
    return is_dataclass(kind) or (issubclass(kind, tuple) and hasattr(kind, "_fields"))


def _fields(of: Any) -> list[str]:
    if not is_dataclass(of):
        return list(of._fields)
    return [field.name for field in fields(of) if field.metadata.get("json", True)]


def _array(parts: tuple[Any, ...], definitions: dict[str, Any]) -> dict[str, Any]:
    if len(parts) == 1 or parts[1:] == (...,):
        return {"type": "array", "items": schema_of(parts[0], definitions)}
    each = [schema_of(part, definitions) for part in parts]
    return {"type": "array", "prefixItems": each, "minItems": len(each), "maxItems": len(each)}


def meanings(kind: type) -> dict[str, str]:
    """Return what the docstrings of a dataclass, and of what it derives from, say of its fields."""
    found: dict[str, str] = {}
    for each in reversed(kind.__mro__):
        said = inspect.cleandoc(each.__doc__ or "") + "\n"
        _, _, rest = said.partition("Parameters\n----------\n")
        for names, text in re.findall(r"^(\w[\w, ]*)\n((?:    .*\n?|\n)+)", rest, re.MULTILINE):
            found |= dict.fromkeys(names.split(", "), " ".join(text.split()))
    return found

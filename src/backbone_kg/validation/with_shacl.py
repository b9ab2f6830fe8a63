"""shacl, written in Rust: many times faster than the reference; an optional install."""

from __future__ import annotations

from decimal import Decimal, InvalidOperation
from functools import lru_cache
from typing import Any, Final

from backbone_kg.base.errors import UnknownNameError
from backbone_kg.graph.namespaces import term
from backbone_kg.knowledge.ontology import Ontology
from backbone_kg.model.partnership import Partnership
from backbone_kg.model.records import THING, Value
from backbone_kg.validation.engine_results import Result

_NUMBERS: Final = frozenset({term("xsd:decimal"), term("xsd:integer")})
_SURELY_HELD: Final = 18
"""So many characters of a number are held by every engine."""


_SHAPES: dict[bytes, Any] = {}
"""The shapes of layouts as they are validated with, by their source."""


def shacl_results(partnership: Partnership) -> list[Result]:
    """Return all that shacl finds in the statements of a partnership, in no particular order."""
    try:
        import shacl
    except ImportError:
        raise UnknownNameError(
            'The engine shacl is not installed. Install it with: pip install "backbone-kg[fast]"'
        ) from None
    source = partnership.layout.source
    if source not in _SHAPES:
        _SHAPES[source] = shacl.Shapes.from_turtle(source.decode())
    data = partnership.n_triples + _vocabulary(partnership.ontology)
    report = _SHAPES[source].validate_text(data, format="ntriples")
    results = [
        Result(
            focus=_iri(found.focus_node),
            shape=_iri(found.source_shape or ""),
            component=found.component,
            value=None if found.value is None else _value(found.value, found.value_plain),
            severity=found.severity,
            message=found.message or "",
        )
        for found in report.results
    ]
    if any(_is_beyond_its_numbers(result.value) for result in results):
        from backbone_kg.validation.with_pyshacl import pyshacl_results

        return pyshacl_results(partnership)
    return results


@lru_cache(maxsize=8)
def _vocabulary(ontology: Ontology) -> str:
    return "".join(f"<{thing}> <{path}> <{of}> .\n" for thing, path, of in ontology.vocabulary)


def _iri(written: str) -> str:
    """Return the IRI, or the name of the blank node, that is written as in N-Triples."""
    return written[1:-1] if written.startswith("<") else written.removeprefix("_:")


def _value(written: str, lexical: str | None) -> Value:
    """Return a value that is written as in N-Triples; of a literal the lexical form is told."""
    if written.startswith(("<", "_:")):
        return Value(_iri(written), THING)
    mark = written[written.rindex('"') + 1 :]
    return Value(lexical or "", mark[3:-1] if mark.startswith("^^") else "")


def _is_beyond_its_numbers(value: Value | None) -> bool:
    """Return whether shacl takes for no number at all what the reference takes for one.

    It holds 18 decimal places, 1.7 × 10²⁰ before them, and no exponent.
    """
    if value is None or value.datatype not in _NUMBERS:
        return False
    plain = value.text.lstrip("+-").replace(".", "", 1).isdecimal()
    if plain and len(value.text) <= _SURELY_HELD:
        return False
    try:
        Decimal(value.text)
    except InvalidOperation:
        return False
    return True

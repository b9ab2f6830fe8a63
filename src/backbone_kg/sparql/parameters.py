"""What can be set in a question, and how a text that a user gives becomes an RDF term."""

from __future__ import annotations

import decimal
import numbers
import re
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from backbone_kg.base.errors import BackboneError, UnknownNameError
from backbone_kg.base.likely_names import did_you_mean
from backbone_kg.base.names import clean, key, shortened
from backbone_kg.base.partial_dates import last_day

if TYPE_CHECKING:
    from backbone_kg.sparql.oxigraph_terms import Term

_XSD: Final = "http://www.w3.org/2001/XMLSchema#"
_WHOLE = re.compile(r"[+-]?[0-9]+")
_DECIMAL = re.compile(r"[+-]?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)")
_DAY_OF_MOMENT = re.compile(r"([0-9]{4}-[0-9]{2}-[0-9]{2})[T ][0-9]{2}:[0-9:.,+Z-]+")
_IRI = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:[^\x00-\x20<>\"{}|^`\\]+")


@dataclass(frozen=True, slots=True)
class Parameter:
    """Something that can be set in a question.

    Parameters
    ----------
    name
        What it is called; in the question it stands as the variable ``?_name``.
    type
        A key of :data:`PARAMETER_TYPES`.
    description
        What it does, in a sentence.
    default
        What holds if it is not set; None if nothing does.
    allowed
        The values it can have; none for any value of the type.
    of
        Of a thing, its possible classes, such as ``prov:Agent``; none for anything. Where several
        things have one name, it is the one of these that is meant.
    title
        What a form calls it; "" where its name says it.
    """

    name: str
    type: str
    description: str
    default: str | None = None
    allowed: tuple[str, ...] = ()
    of: tuple[str, ...] = ()
    title: str = ""

    @property
    def variable(self) -> str:
        """The name of the variable that it stands as, without ``?``."""
        return f"_{self.name}"

    def term(self, value: str) -> Term:
        """Return a value as the RDF term that takes the place of the variable.

        Raises
        ------
        BackboneError
            If the value is not allowed or not one of the type; the message says what is.
        """
        text = clean(value)
        if self.allowed:
            text = self._chosen(text)
        try:
            return _thing(text, self.of) if self.of else PARAMETER_TYPES[self.type](text)
        except UnknownNameError as error:
            raise UnknownNameError(f"{self.name}: {error}") from error
        except ValueError as error:
            raise BackboneError(f"{self.name}: “{shortened(text)}” is not {error}.") from error

    def _chosen(self, text: str) -> str:
        for one in self.allowed:
            if key(one) == key(text):
                return one
        raise BackboneError(
            f"{self.name}: “{shortened(text)}” cannot be chosen.{did_you_mean(text, self.allowed)} "
            f"There are: {', '.join(self.allowed)}."
        )


def setting_text(value: object) -> str:
    """Return a value that Python has for a setting as a text that says the same.

    A day or a moment is written as ISO 8601 has it, a number without an exponent.

    Examples
    --------
    >>> import datetime
    >>> setting_text(1e-7), setting_text(datetime.date(2025, 9, 30)), setting_text("FSG")
    ('0.0000001', '2025-09-30', 'FSG')
    """
    if hasattr(value, "isoformat"):
        return str(value.isoformat())
    if isinstance(value, numbers.Real | decimal.Decimal) and not isinstance(value, bool):
        try:
            return f"{decimal.Decimal(str(value)):f}"
        except decimal.InvalidOperation:
            pass  # a fraction: no type is written so, which is told
    return str(value)


# --- types: each makes a term of a text, or raises a ValueError that says what it must be -------


def _typed(text: str, datatype: str) -> Term:
    import pyoxigraph as ox

    return ox.Literal(text, datatype=ox.NamedNode(_XSD + datatype))


def _named(iri: str) -> Term:
    import pyoxigraph as ox

    return ox.NamedNode(iri)


def _text(text: str) -> Term:
    return _typed(text, "string")


def _integer(text: str) -> Term:
    if not _WHOLE.fullmatch(text):
        raise ValueError("a whole number, such as 2")
    return _typed(text, "integer")


def _number(text: str) -> Term:
    if not _DECIMAL.fullmatch(text):
        raise ValueError("a number, such as 0.5")
    return _typed(text, "decimal")


def _date(text: str) -> Term:
    moment = _DAY_OF_MOMENT.fullmatch(text)
    text = moment[1] if moment else text
    try:
        return _typed(last_day(text).isoformat(), "date")
    except ValueError:
        raise ValueError("a date; write 2025, 2025-09 or 2025-09-30") from None


def _iri(text: str) -> Term:
    bare = text[1:-1] if text.startswith("<") and text.endswith(">") else text
    if _IRI.fullmatch(bare):
        try:
            return _named(bare)
        except ValueError:
            pass
    raise ValueError("an IRI, such as https://w3id.org/backbone-kg/data/graduate-tacoma")


def _is_address(text: str) -> bool:
    return text.startswith("<") or "://" in text


def _framework(text: str) -> Term:
    from backbone_kg.knowledge.ontology import standard_ontology

    # Data may go by a framework that only their own store holds.
    if _is_address(text):
        return _iri(text)
    return _named(standard_ontology().framework(text).concept.iri)


def _kind(text: str) -> Term:
    from backbone_kg.base.likely_names import meant, near_names
    from backbone_kg.knowledge.ontology import standard_ontology

    if _is_address(text):
        return _iri(text)
    kinds = standard_ontology().organization_types
    for kind in kinds:
        if key(text) in map(key, (kind.label, *kind.aliases)):
            return _named(kind.iri)
    near = near_names(text, [kind.label for kind in kinds])
    raise UnknownNameError(
        f"There is no kind of organization “{shortened(text)}”."
        f"{meant(near) or ' “backbone-kg types” lists them.'}"
    )


def _thing(text: str, of: Collection[str] = ()) -> Term:
    from backbone_kg.graph.rdflib_terms import TYPE, iri, term
    from backbone_kg.knowledge.ontology import standard_ontology

    if _is_address(text):
        return _iri(text)
    ontology = standard_ontology()
    every = ontology.find(text)
    classes = {term(one) for one in of}
    found = [
        one
        for one in every
        if not of or not classes.isdisjoint(ontology.graph.objects(iri(one.concept.iri), TYPE))
    ]
    if len(found) == 1:
        return _named(found[0].concept.iri)
    names = ", ".join(f"{entry.short} ({entry.kind})" for entry in found or every)
    if not found:
        raise UnknownNameError(f"“{shortened(text)}” is {names}, which this cannot be.")
    raise UnknownNameError(f"“{shortened(text)}” can be {names}. Write which, as it stands here.")


PARAMETER_TYPES: Final[Mapping[str, Callable[[str], Term]]] = {
    "text": _text,
    "integer": _integer,
    "number": _number,
    "date": _date,
    "IRI": _iri,
    "framework": _framework,
    "kind of organization": _kind,
    "thing": _thing,
}
"""What makes a term of a text, by the type.

A date is its last day where only a year or month is given. A framework, a kind of organization or
anything else of the knowledge base goes by any of its names.
"""

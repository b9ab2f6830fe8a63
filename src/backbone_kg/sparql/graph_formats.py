"""Triples as text in the standard formats of RDF, for the command line and the endpoint alike."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping
from functools import cache
from itertools import groupby
from typing import IO, Any, Final

import pyoxigraph as ox

from backbone_kg.base.errors import BackboneError
from backbone_kg.graph.namespaces import CURIES, PREFIXES

GRAPH_FORMATS: Final = {
    "ttl": ox.RdfFormat.TURTLE,
    "nt": ox.RdfFormat.N_TRIPLES,
    "jsonld": ox.RdfFormat.JSON_LD,
    "rdf": ox.RdfFormat.RDF_XML,
}
_WITH_PREFIXES: Final = {"ttl", "rdf"}
_RDF: Final = PREFIXES["rdf"]
_RDF_TYPE: Final = _RDF + "type"
_XSD_STRING: Final = PREFIXES["xsd"] + "string"


def write_graph(
    triples: Iterable[ox.Triple], form: str, stream: IO[bytes], knowledge_base: str | None = None
) -> None:
    """Write triples, once each and in one order, so that equal graphs are equal texts.

    Parameters
    ----------
    triples
        What to write.
    form
        A key of :data:`GRAPH_FORMATS`.
    stream
        Where to.
    knowledge_base
        IRI of the version that they are an answer of, told where the format has room for what is
        no triple: in a comment of Turtle, in a key of JSON-LD that no context defines.

    Raises
    ------
    BackboneError
        If the format cannot hold them.
    """
    ordered = _ordered(triples)
    if form == "jsonld":
        _write_json_ld(ordered, stream, knowledge_base)
        return
    if knowledge_base and form == "ttl":
        stream.write(f"# Answered from <{knowledge_base}>\n".encode())
    prefixes = _used_prefixes(_iris(ordered)) if form in _WITH_PREFIXES else None
    ox.serialize(ordered, stream, format=GRAPH_FORMATS[form], prefixes=prefixes)


def _write_json_ld(ordered: list[ox.Triple], stream: IO[bytes], knowledge_base: str | None) -> None:
    """Write JSON-LD whose context is the project's prefixes, of which nothing has to be fetched.

    The structure stays that of expanded JSON-LD, so that a program need not guess whether a value
    stands alone or in a list.
    """
    iris = _iris(ordered)
    # An IRI like “org:x” would be taken for a prefix and a name.
    mistakable = {iri.partition(":")[0] for iri in iris}
    prefixes = {n: space for n, space in _used_prefixes(iris).items() if n not in mistakable}
    compact = _compacting(prefixes)

    def told(term: Any) -> dict[str, Any]:
        if isinstance(term, ox.NamedNode):
            return {"@id": compact(term.value)}
        if isinstance(term, ox.BlankNode):
            return {"@id": f"_:{term.value}"}
        if isinstance(term, ox.Triple):
            raise BackboneError("JSON-LD has no triples about triples. Use the format ttl.")
        value: dict[str, Any] = {"@value": term.value}
        if term.language:
            value["@language"] = term.language
        elif term.datatype.value != _XSD_STRING:
            value["@type"] = compact(term.datatype.value)
        return value

    stream.write(f'{{\n  "@context": {_lines(prefixes, "  ")},'.encode())
    if knowledge_base:
        stream.write(f'\n  "knowledgeBase": {json.dumps(knowledge_base)},'.encode())
    stream.write(b'\n  "@graph": [')
    separator = "\n    "
    for subject, about in groupby(ordered, key=lambda triple: triple.subject):
        thing = told(subject)
        for triple in about:
            if triple.predicate.value == _RDF_TYPE and not isinstance(triple.object, ox.Literal):
                thing.setdefault("@type", []).append(told(triple.object)["@id"])
            else:
                thing.setdefault(compact(triple.predicate.value), []).append(told(triple.object))
        stream.write(f"{separator}{_lines(thing, '    ')}".encode())
        separator = ",\n    "
    stream.write(b"\n  ]\n}\n")


def _lines(content: Mapping[str, Any], indent: str) -> str:
    """Return JSON with a line for each property; a line for each value takes four times as long."""
    if not content:
        return "{}"
    lines = (
        f"{indent}  {json.dumps(name, ensure_ascii=False)}: {json.dumps(value, ensure_ascii=False)}"
        for name, value in content.items()
    )
    return "{\n" + ",\n".join(lines) + f"\n{indent}}}"


def _ordered(triples: Iterable[ox.Triple]) -> list[ox.Triple]:
    """Return triples once each, by subject, kind first, so that equal graphs look alike."""

    def place(triple: ox.Triple) -> tuple[bool, str, bool, str, str]:
        anonymous = not isinstance(triple.subject, ox.NamedNode)
        predicate = triple.predicate.value
        return (
            *(anonymous, str(triple.subject)),
            *(predicate != _RDF_TYPE, predicate, str(triple.object)),
        )

    return sorted(set(triples), key=place)


def _iris(triples: Iterable[ox.Triple]) -> set[str]:
    found: set[str] = set()
    for triple in triples:
        found.add(triple.predicate.value)
        for term in (triple.subject, triple.object):
            if isinstance(term, ox.NamedNode):
                found.add(term.value)
            elif isinstance(term, ox.Literal):
                found.add(term.datatype.value)
            elif isinstance(term, ox.Triple):
                found |= _iris([term])
    return found - {_RDF_TYPE, _RDF + "langString", _XSD_STRING}


def _used_prefixes(iris: Iterable[str]) -> dict[str, str]:
    used = {found[0] for iri in iris if (found := CURIES.split(iri))}
    return {prefix: namespace for prefix, namespace in PREFIXES.items() if prefix in used}


def _compacting(prefixes: Mapping[str, str]) -> Callable[[str], str]:
    @cache
    def compact(iri: str) -> str:
        found = CURIES.split(iri)
        return ":".join(found) if found and found[0] in prefixes else iri

    return compact

"""A partnership as JSON-LD: an object for each row, the same text for the same data."""

from __future__ import annotations

import re
from typing import Any

from rdflib import Literal, URIRef
from rdflib.term import Node

from backbone_kg.graph.curies import Curies
from backbone_kg.graph.namespaces import CURIES, PREFIXES
from backbone_kg.graph.rdflib_terms import TYPE
from backbone_kg.model.jsonld_context import context_of
from backbone_kg.model.partnership import Partnership
from backbone_kg.writing.output_format import Format, json_bytes, single
from backbone_kg.writing.statement_order import Block, sections_of

_WHOLE = re.compile(r"0|-?[1-9][0-9]{0,14}")
"""Whole numbers that every reader of JSON keeps as they are."""


def jsonld_text(partnership: Partnership) -> str:
    """Return a partnership as JSON-LD.

    The context is that of the layout and stands in the file, so that nothing has to be fetched to
    read it. The objects come in the order of the sheets and of the rows. Derived statements are
    left out.
    """
    terms = _Terms(context_of(partnership.layout))
    objects = [
        _object(block, terms) for section in sections_of(partnership) for block in section.blocks
    ]
    document = {"@context": terms.context, "@graph": objects}
    return json_bytes(document).decode()


class _Terms:
    """The names that a context gives to IRIs and properties."""

    def __init__(self, context: dict[str, Any]) -> None:
        self.context = dict(context)
        self._properties: dict[str, tuple[str, str]] = {}
        self._classes: dict[str, str] = {}
        prefixes = {n: v for n, v in context.items() if isinstance(v, str) and v[-1:] in "#/"}
        curies = Curies(prefixes)

        def expanded(name: str) -> str:
            return curies.expand(name) or name

        for name, entry in context.items():
            if isinstance(entry, dict):
                path = expanded(entry["@id"])
                coerced = expanded(entry.get("@type", ""))
                self._properties.setdefault(path, (name, coerced))
            elif not entry.startswith("@") and name not in prefixes:
                self._classes[expanded(entry)] = name

    def property(self, path: str) -> tuple[str, str]:
        """Return the name of a property, and the datatype (or ``@id``) that its name implies."""
        return self._properties.get(path) or (self.iri(path), "")

    def type(self, of: str) -> str:
        return self._classes.get(of) or self.iri(of)

    def iri(self, iri: str) -> str:
        short = CURIES.split(iri)
        if short is None:
            return iri
        prefix, namespace = short[0], PREFIXES[short[0]]
        return ":".join(short) if self.context.setdefault(prefix, namespace) == namespace else iri


def _object(block: Block, terms: _Terms) -> dict[str, Any]:
    found: dict[str, Any] = {"id": _identifier(block.thing)}
    for path, values in block.statements:
        if path == TYPE:
            name, said = "type", [terms.type(str(value)) for value in values]
        else:
            name, implied = terms.property(str(path))
            said = [_value(value, implied, terms) for value in values]
        found[name] = said[0] if len(said) == 1 else said
    return found


def _identifier(node: Node) -> str:
    return str(node) if isinstance(node, URIRef) else node.n3()


def _value(node: Node, implied: str, terms: _Terms) -> Any:
    if not isinstance(node, Literal):
        name = terms.iri(str(node)) if isinstance(node, URIRef) else node.n3()
        return name if implied == "@id" else {"id": name}
    text, datatype = str(node), "" if node.datatype is None else str(node.datatype)
    if node.language is not None:
        return {"@value": text, "@language": node.language}
    if datatype == implied:
        return _native(text, datatype)
    return {"@value": text} | ({"@type": terms.iri(datatype)} if datatype else {})


def _native(text: str, datatype: str) -> Any:
    """Return a value as JSON has it where that says exactly the same, else its text."""
    kind = datatype.removeprefix(PREFIXES["xsd"])
    if kind == "integer" and _WHOLE.fullmatch(text):
        return int(text)
    if kind == "boolean" and text in {"true", "false"}:
        return text == "true"
    return text


FORMAT = Format(
    "json-ld",
    "JSON-LD",
    (".jsonld",),
    lambda partnership, _: single(jsonld_text(partnership).encode()),
    lambda _: [],
)

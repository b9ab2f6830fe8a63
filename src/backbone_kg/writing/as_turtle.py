"""A partnership as Turtle that a person can read, the same text for the same data."""

from __future__ import annotations

import re

from rdflib import Literal, URIRef
from rdflib.term import Node

from backbone_kg.graph.curies import Curies
from backbone_kg.graph.namespaces import PREFIXES
from backbone_kg.graph.rdflib_terms import TYPE, term
from backbone_kg.model.partnership import Partnership
from backbone_kg.model.sheets_and_columns import Layout
from backbone_kg.writing.output_format import Format, single
from backbone_kg.writing.statement_order import Block, sections_of

_SHORT = {
    term("xsd:integer"): re.compile(r"[+-]?[0-9]+"),
    term("xsd:decimal"): re.compile(r"[+-]?[0-9]*\.[0-9]+"),
    term("xsd:boolean"): re.compile("true|false"),
}
"""Literals that Turtle lets stand without quotes."""

_ESCAPES = {"\\": "\\\\", '"': '\\"', "\n": "\\n", "\r": "\\r", "\t": "\\t"}
_ESCAPED = re.compile(r'[\\"\x00-\x1f\x7f]')
_NOT_IN_IRI = re.compile(r'[\x00-\x20<>"{}|^`\\]')


def turtle_text(partnership: Partnership) -> str:
    """Return a partnership as Turtle.

    Each row is a block, in the order of the sheets and of the rows; the names of the rows are
    written short, with a prefix for each sheet. Derived statements are left out.
    """
    names = _Names(partnership)
    parts = []
    for section in sections_of(partnership):
        parts.append(f"# {section.title}")
        parts += [_block(block, names) for block in section.blocks]
    prefixes = [f"@prefix {name}: <{space}> ." for name, space in names.used().items()]
    return "\n\n".join(["\n".join(prefixes), *parts]) + "\n"


class _Names:
    """IRIs as they are written, and which prefixes that took."""

    def __init__(self, partnership: Partnership) -> None:
        own = _own_namespaces(partnership.roster.snapshot, partnership.layout)
        self._curies = Curies(PREFIXES | own)
        self._used: set[str] = set()

    def used(self) -> dict[str, str]:
        namespaces = self._curies.prefixes
        return {name: namespaces[name] for name in namespaces if name in self._used}

    def write(self, node: Node) -> str:
        if isinstance(node, URIRef):
            return self._iri(node)
        return self._literal(node) if isinstance(node, Literal) else node.n3()

    def _iri(self, iri: str) -> str:
        short = self._curies.split(iri)
        if short:
            self._used.add(short[0])
            return ":".join(short)
        return f"<{_NOT_IN_IRI.sub(_numbered, iri)}>"

    def _literal(self, node: Literal) -> str:
        text = str(node)
        short = _SHORT.get(node.datatype) if node.datatype is not None else None
        if short is not None and short.fullmatch(text):
            return text
        quoted = f'"{_ESCAPED.sub(_escape, text)}"'
        if node.language is not None:
            return f"{quoted}@{node.language}"
        return quoted if node.datatype is None else f"{quoted}^^{self._iri(node.datatype)}"


def _own_namespaces(snapshot: str, layout: Layout) -> dict[str, str]:
    """Return a prefix for the names of each sheet's rows, and of what the sheets introduce."""
    segments = [sheet.segment for sheet in layout.sheets if sheet.link is not None]
    spaces = {segment: f"{snapshot}/{segment}/" for segment in [*segments, "role"]}
    for sheet in layout.sheets:
        spaces[f"{sheet.segment}-column"] = f"{snapshot}/column/{sheet.segment}/"
    return {f"data-{name}" if name in PREFIXES else name: space for name, space in spaces.items()}


def _escape(match: re.Match[str]) -> str:
    return _ESCAPES.get(match[0]) or _numbered(match)


def _numbered(match: re.Match[str]) -> str:
    return f"\\u{ord(match[0]):04X}"


def _block(block: Block, names: _Names) -> str:
    lines = []
    for path, values in block.statements:
        name = "a" if path == TYPE else names.write(path)
        lines.append(f"{name} {', '.join(map(names.write, values))}")
    return names.write(block.thing) + " " + " ;\n    ".join(lines) + " ."


FORMAT = Format(
    "turtle",
    "Turtle",
    (".ttl",),
    lambda partnership, _: single(turtle_text(partnership).encode()),
    lambda _: [],
)

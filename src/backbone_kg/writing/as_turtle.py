"""A partnership as Turtle that a person can read, the same text for the same data."""

from __future__ import annotations

import re

from rdflib import Literal, URIRef
from rdflib.term import Node

from backbone_kg.graph.namespaces import PREFIXES, TYPE, term
from backbone_kg.model.layout import Layout
from backbone_kg.model.partnership import Partnership
from backbone_kg.writing.statement_order import Block, sections_of

_LOCAL = re.compile(r"(?:[A-Za-z0-9_]|%[0-9A-Fa-f]{2})(?:[A-Za-z0-9_-]|%[0-9A-Fa-f]{2})*")
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
    prefixes = [f"@prefix {name}: <{names.namespaces[name]}> ." for name in names.used()]
    return "\n\n".join(["\n".join(prefixes), *parts]) + "\n"


class _Names:
    """IRIs as they are written, and which prefixes that took."""

    def __init__(self, partnership: Partnership) -> None:
        own = _own_namespaces(partnership.roster.snapshot, partnership.layout)
        self.namespaces = PREFIXES | own
        self._order = [*PREFIXES, *own]
        self._by_namespace = {space: name for name, space in self.namespaces.items()}
        self._used: set[str] = set()

    def used(self) -> list[str]:
        return [name for name in self._order if name in self._used]

    def write(self, node: Node) -> str:
        if isinstance(node, URIRef):
            return self._iri(node)
        return self._literal(node) if isinstance(node, Literal) else node.n3()

    def _iri(self, iri: str) -> str:
        end = max(iri.rfind("#"), iri.rfind("/")) + 1
        prefix = self._by_namespace.get(iri[:end])
        if prefix is not None and _LOCAL.fullmatch(iri, end):
            self._used.add(prefix)
            return f"{prefix}:{iri[end:]}"
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

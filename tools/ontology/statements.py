"""A Turtle file of the ontology as sections of statements, each term in the form it is written in.

Comments stand on lines of their own between statements: they head a section.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, NamedTuple, TypeAlias

import pyoxigraph as ox

from backbone_kg.graph.curies import Curies
from backbone_kg.graph.turtle_tokens import Token, mistake, outline, tokens

Node: TypeAlias = "str | Properties | list[Node]"
"""A term as it is written, what stands in square brackets, or what stands in round ones."""
Properties: TypeAlias = "dict[str, list[Node]]"
"""Objects by predicate, in the order of the file."""

_RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
_XSD = "http://www.w3.org/2001/XMLSchema#"
_BARE = {
    f"{_XSD}integer": re.compile(r"[+-]?\d+"),
    f"{_XSD}decimal": re.compile(r"[+-]?\d*\.\d+"),
    f"{_XSD}boolean": re.compile("true|false"),
}
"""Literals that stand without quotes."""


class Statement(NamedTuple):
    """What is said of one subject; one without a name is ``[]``."""

    subject: str
    properties: Properties


class Section(NamedTuple):
    """A block of comments, and what stands between it and the next one."""

    heading: str
    statements: list[Statement]


def objects(properties: Properties, *predicates: str) -> list[str]:
    """Return the objects of predicates, but for those in brackets."""
    found = (node for one in predicates for node in properties.get(one, ()))
    return [node for node in found if isinstance(node, str)]


class File(NamedTuple):
    """A file: the blocks of comments above everything else, its prefixes, its sections."""

    header: list[str]
    prefixes: dict[str, str]
    sections: list[Section]


def read(text: str) -> File:
    """Return a Turtle file taken apart.

    Raises
    ------
    SyntaxError
        If it is not Turtle, or has what is never needed in the ontology: a base, a comment inside
        or behind a statement. ``lineno`` tells where.
    """
    prefixes = outline(text).prefixes
    curies = Curies(prefixes)
    head = "".join(f"@prefix {name}: <{space}> .\n" for name, space in prefixes.items())
    lines = text.splitlines()
    found = File([], prefixes, [])
    for comments, first, last in _blocks(text):
        heading = "\n".join(comments)
        if first == last == 0:
            found.header.append(heading)
            continue
        body = head + "\n".join(lines[first:last])
        triples = [quad.triple for quad in ox.parse(body, format=ox.RdfFormat.TURTLE)]
        found.sections.append(Section(heading, _Tree(triples, curies).statements()))
    return found


def _blocks(text: str) -> Iterator[tuple[list[str], int, int]]:
    """Return the blocks of comments, each with the lines of what stands below it.

    Those above everything else have no lines; the last of them is followed by an empty block.
    """
    blocks: list[tuple[list[str], int]] = []
    begun = False
    before: Token | None = None
    for token in tokens(text):
        if token.kind != "comment":
            if token.text.lower() in ("@base", "base"):
                raise mistake("The ontology's files have no @base; write IRIs in full.", token.line)
            if not begun:
                begun = True
                yield from ((comments, 0, 0) for comments, _ in blocks)
                blocks = [([], token.line - 1)]
        elif not token.first_on_line or (before is not None and not _may_end(before)):
            raise mistake("A comment stands on a line between statements.", token.line)
        elif before is not None and before.kind == "comment" and not token.space_above:
            blocks[-1] = ([*blocks[-1][0], token.text], token.line)
        else:
            blocks.append(([token.text], token.line))
        before = token
    if not begun:
        yield from ((comments, 0, 0) for comments, _ in blocks)
        return
    ends = [line - len(comments) for comments, line in blocks[1:]]
    for (comments, first), last in zip(blocks, [*ends, text.count("\n") + 1], strict=True):
        yield comments, first, last


def _may_end(token: Token) -> bool:
    """Return whether a comment may follow: a directive of SPARQL's form ends with an IRI."""
    return token.kind in ("comment", "iri") or token.text == "."


class _Tree:
    """The triples of a section, by subject, and inside of one what stands in brackets."""

    def __init__(self, triples: list[ox.Triple], curies: Curies) -> None:
        self._curies = curies
        self._of: dict[Any, list[ox.Triple]] = {}
        for triple in dict.fromkeys(triples):
            self._of.setdefault(triple.subject, []).append(triple)

    def statements(self) -> list[Statement]:
        inside = {one.object for some in self._of.values() for one in some}
        return [
            Statement(
                self._written(node) if isinstance(node, ox.NamedNode) else "[]",
                self._properties(node),
            )
            for node in self._of
            if isinstance(node, ox.NamedNode) or node not in inside
        ]

    def _properties(self, node: Any) -> Properties:
        found: Properties = {}
        for triple in self._of.get(node, ()):
            is_type = triple.predicate.value == f"{_RDF}type"
            predicate = "a" if is_type else self._written(triple.predicate)
            found.setdefault(predicate, []).append(self._node(triple.object))
        return found

    def _node(self, node: Any) -> Node:
        if not isinstance(node, ox.BlankNode) and getattr(node, "value", "") != f"{_RDF}nil":
            return self._written(node)
        parts = {one.predicate.value: one.object for one in self._of.get(node, ())}
        if isinstance(node, ox.BlankNode) and f"{_RDF}first" not in parts:
            return self._properties(node)
        items: list[Node] = []
        while f"{_RDF}first" in parts:
            items.append(self._node(parts[f"{_RDF}first"]))
            rest = parts[f"{_RDF}rest"]
            parts = {one.predicate.value: one.object for one in self._of.get(rest, ())}
        return items

    def _written(self, term: Any) -> str:
        if isinstance(term, ox.NamedNode):
            short = self._curies.split(term.value)
            return ":".join(short) if short else f"<{term.value}>"
        datatype = term.datatype.value
        if datatype in _BARE and _BARE[datatype].fullmatch(term.value):
            return str(term.value)
        text = str(ox.Literal(term.value))
        if "\n" in term.value:
            escaped = term.value.replace("\\", "\\\\").replace("\r", "\\r")
            inside = re.sub(r'""|"\Z', lambda quotes: '\\"' * len(quotes[0]), escaped)
            text = f'"""{inside}"""'
        if term.language:
            return f"{text}@{term.language}"
        return text if datatype == f"{_XSD}string" else f"{text}^^{self._written(term.datatype)}"

"""What a Turtle file is made of, as text: statements, remarks, prefixes, and the comments on them.

A reader of triples forgets order, layout and comments. Whoever rearranges a file, or says in which
line something stands, needs them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TypeAlias


@dataclass(slots=True)
class Item:
    """Something in a list of objects or in a collection, with the comments on it.

    Parameters
    ----------
    node
        A term as it is written, or what stands in brackets.
    before
        Comments on lines of their own above it.
    after
        Comments behind it on its line.
    """

    node: Node
    before: list[str] = field(default_factory=list)
    after: list[str] = field(default_factory=list)


@dataclass(slots=True)
class Property:
    """A predicate with its objects; ``before`` are comments on lines of their own above it."""

    predicate: str
    objects: list[Item]
    before: list[str] = field(default_factory=list)


@dataclass(slots=True)
class Blank:
    """What stands in square brackets."""

    properties: list[Property]


@dataclass(slots=True)
class Collection:
    """What stands in round brackets."""

    items: list[Item]


Node: TypeAlias = str | Blank | Collection


@dataclass(slots=True)
class Statement:
    """One subject with what is said of it.

    Parameters
    ----------
    subject
        As it is written.
    properties
        In the order of the file.
    line
        Of the subject, from 1.
    before, after
        Comments right above it, and behind it on its last line.
    """

    subject: Node
    properties: list[Property]
    line: int
    before: list[str] = field(default_factory=list)
    after: list[str] = field(default_factory=list)

    def objects(self, *predicates: str) -> list[str]:
        """Return the objects of predicates, as they are written; not those in brackets."""
        return [
            item.node
            for each in self.properties
            if each.predicate in predicates or (each.predicate == "rdf:type" and "a" in predicates)
            for item in each.objects
            if isinstance(item.node, str)
        ]


@dataclass(slots=True)
class Remark:
    """Comment lines that belong to no one statement, such as the heading of a section."""

    lines: list[str]


@dataclass(slots=True)
class Prefix:
    """A prefix with the IRI it stands for, and the comments on it."""

    name: str
    iri: str
    before: list[str] = field(default_factory=list)
    after: list[str] = field(default_factory=list)


@dataclass(slots=True)
class Document:
    """A Turtle file.

    Parameters
    ----------
    header
        The remarks above everything else.
    prefixes
        In the order of the file.
    parts
        Statements and the remarks between them.
    """

    header: list[Remark]
    prefixes: list[Prefix]
    parts: list[Statement | Remark]

    def statements(self) -> Iterator[Statement]:
        """Return the statements in the order of the file."""
        return (part for part in self.parts if isinstance(part, Statement))

    def expand(self, term: str) -> str:
        """Return the IRI that a term stands for; anything but an IRI or name as it is.

        Examples
        --------
        >>> Document([], [Prefix("ex", "urn:x:")], []).expand("ex:a")
        'urn:x:a'
        """
        if term.startswith("<"):
            return term[1:-1]
        prefix, colon, name = term.partition(":")
        iri = next((p.iri for p in self.prefixes if p.name == prefix), None)
        return term if iri is None or not colon else iri + re.sub(r"\\(.)", r"\1", name)

"""The tokens of a Turtle file with their lines, and in which line each subject stands.

A parser of triples tells neither; whoever says where in a file something stands needs them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

_LOCAL = r"(?:[\w\-:]|%[0-9A-Fa-f]{2}|\\[_~.\-!$&'()*+,;=/?\#@%])"
_TOKEN = re.compile(
    rf"""
      (?P<space>[ \t\r\n]+)
    | (?P<comment>\#[^\r\n]*)
    | (?P<string>\"\"\"(?:\"{{0,2}}(?:[^"\\]|\\.))*\"\"\" | '''(?:'{{0,2}}(?:[^'\\]|\\.))*'''
        | "(?:[^"\\\r\n]|\\.)*" | '(?:[^'\\\r\n]|\\.)*')
    | (?P<iri><[^<>"{{}}|^`\x00-\x20]*>)
    | (?P<at>@[A-Za-z]+(?:-[A-Za-z0-9]+)*)
    | (?P<hat>\^\^)
    | (?P<number>[+-]?(?:\d+\.\d*[eE][+-]?\d+ | \.?\d+[eE][+-]?\d+ | \d*\.\d+ | \d+))
    | (?P<name>(?:_|[^\W\d_](?:[\w\-.]*[\w\-])?)?:(?:{_LOCAL}(?:(?:{_LOCAL}|\.)*{_LOCAL})?)?)
    | (?P<word>[A-Za-z]+)
    | (?P<mark>[.;,\[\]()])
    """,
    re.VERBOSE | re.DOTALL,
)


@dataclass(frozen=True, slots=True)
class Token:
    """A piece of Turtle's text: a term, a mark or a comment, with the line that it begins in."""

    kind: str
    text: str
    line: int
    first_on_line: bool
    space_above: bool
    """Whether a blank line, or the beginning of the file, stands before its line."""


def tokens(text: str) -> Iterator[Token]:
    """Return the tokens of a Turtle file, comments among them.

    Raises
    ------
    SyntaxError
        If something in it is no token of Turtle; ``lineno`` tells where.
    """
    position = line = 0
    first, above = True, True
    while position < len(text):
        match = _TOKEN.match(text, position)
        if match is None:
            raise mistake(f"“{text[position : position + 12]}” is not expected here.", line + 1)
        kind, found = str(match.lastgroup), match[0]
        position = match.end()
        breaks = found.count("\n")
        if kind == "space":
            if breaks:
                first, above = True, (above and first) or breaks > 1
        else:
            yield Token(
                kind, found.rstrip() if kind == "comment" else found, line + 1, first, above
            )
            first = above = False
        line += breaks


def mistake(problem: str, line: int) -> SyntaxError:
    """Return the error for a mistake in a line of a Turtle file."""
    error = SyntaxError(problem)
    error.lineno = line
    return error


@dataclass(frozen=True, slots=True)
class Outline:
    """The prefixes of a Turtle file, and the line in which each subject first stands, by its IRI.

    Blank nodes, and subjects relative to a base, are left out.
    """

    prefixes: dict[str, str]
    lines: dict[str, int]


def outline(text: str) -> Outline:
    r"""Return the outline of a Turtle file.

    Raises
    ------
    SyntaxError
        As :func:`tokens` does; what stands between the tokens is not checked.

    Examples
    --------
    >>> outline("@prefix ex: <urn:x:> .\n\nex:a ex:p [ ex:q ex:b ] .\n<urn:c> a ex:D .")
    Outline(prefixes={'ex': 'urn:x:'}, lines={'urn:x:a': 3, 'urn:c': 4})
    """
    found = Outline({}, {})
    for statement in _statements(text):
        first = statement[0]
        if first.text.lower() in ("@prefix", "prefix") and len(statement) > 2:
            found.prefixes[statement[1].text[:-1]] = statement[2].text[1:-1]
            continue
        iri = first.text[1:-1] if first.kind == "iri" else ""
        if first.kind == "name":
            prefix, _, name = first.text.partition(":")
            iri = found.prefixes.get(prefix, "") + re.sub(r"\\(.)", r"\1", name)
        if ":" in iri:
            found.lines.setdefault(iri, first.line)
    return found


def _statements(text: str) -> Iterator[list[Token]]:
    """Return the tokens of each statement without its full stop, and of each directive."""
    statement: list[Token] = []
    for token in tokens(text):
        if token.kind == "comment":
            continue
        if token.kind != "mark" or token.text != ".":
            statement.append(token)
        # A directive of SPARQL's form has no full stop.
        whole = {"prefix": 3, "base": 2}.get(statement[0].text.lower()) if statement else None
        if statement and (token.text == "." or len(statement) == whole):
            yield statement
            statement = []
    if statement:
        yield statement

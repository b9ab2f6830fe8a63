"""The text of a Turtle file taken apart without loss: its statements, their lines, all comments.

Nothing here knows what the triples mean.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from backbone_kg.knowledge.turtle_parts import (
    Blank,
    Collection,
    Document,
    Item,
    Node,
    Prefix,
    Property,
    Remark,
    Statement,
)

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
class _Token:
    kind: str
    text: str
    line: int
    first_on_line: bool
    space_above: bool
    """Whether a blank line, or the beginning of the file, stands before its line."""


def read_document(text: str) -> Document:
    """Take the text of a Turtle file apart.

    Raises
    ------
    SyntaxError
        If it is not Turtle, or says something that is never needed in the ontology: ``@base``, or
        one prefix for two namespaces. ``lineno`` tells where.
    """
    return _Parser(list(_tokens(text))).document()


def comments_of(text: str) -> list[str]:
    r"""Return all comments of a Turtle file, in its order.

    Examples
    --------
    >>> comments_of('# a\n<urn:a> <urn:b#c> "# not this" . # b')
    ['# a', '# b']
    """
    return [token.text for token in _tokens(text) if token.kind == "comment"]


def is_section_rule(comment: str) -> bool:
    """Return whether a comment is the line above or below the heading of a section."""
    return re.fullmatch(r"#\s*[-=]{10,}", comment) is not None


def _tokens(text: str) -> Iterator[_Token]:
    position = line = 0
    first, above = True, True
    while position < len(text):
        match = _TOKEN.match(text, position)
        if match is None:
            raise _error(f"“{text[position : position + 12]}” is not expected here.", line + 1)
        kind, found = str(match.lastgroup), match[0]
        position = match.end()
        breaks = found.count("\n")
        if kind == "space":
            if breaks:
                first, above = True, (above and first) or breaks > 1
        else:
            yield _Token(
                kind, found.rstrip() if kind == "comment" else found, line + 1, first, above
            )
            first = above = False
        line += breaks


def _error(problem: str, line: int) -> SyntaxError:
    error = SyntaxError(problem)
    error.lineno = line
    return error


class _Parser:
    """Reads tokens from left to right; comments wait in two lists for what they belong to."""

    def __init__(self, tokens: list[_Token]) -> None:
        self._tokens = tokens
        self._next = 0
        self._above: list[_Token] = []
        self._behind: list[str] = []
        self._gather()

    # --- tokens -------------------------------------------------------------------------------

    def _gather(self) -> None:
        """Set comments aside: those behind what was read, and those above what follows."""
        while self._next < len(self._tokens) and self._tokens[self._next].kind == "comment":
            token = self._tokens[self._next]
            if token.first_on_line:
                self._above.append(token)
            else:
                self._behind.append(token.text)
            self._next += 1

    def _peek(self) -> _Token | None:
        return self._tokens[self._next] if self._next < len(self._tokens) else None

    def _take(self, *, mark: str = "") -> _Token:
        token = self._peek()
        if token is None:
            last = self._tokens[-1].line if self._tokens else 1
            raise _error("The file ends in the middle of a statement.", last)
        if mark and token.text != mark:
            raise _error(f"“{mark}” is expected here, not “{token.text}”.", token.line)
        self._next += 1
        self._gather()
        return token

    def _at(self, *marks: str) -> bool:
        token = self._peek()
        return token is not None and token.kind == "mark" and token.text in marks

    def _take_above(self) -> list[str]:
        above, self._above = [token.text for token in self._above], []
        return above

    def _take_behind(self) -> list[str]:
        behind, self._behind = self._behind, []
        return behind

    # --- the file -----------------------------------------------------------------------------

    def document(self) -> Document:
        document = Document([], [], [])
        while (token := self._peek()) is not None:
            blocks = self._blocks(token)
            attached = blocks.pop() if blocks and not _apart(blocks[-1], token) else []
            remarks = [Remark([comment.text for comment in block]) for block in blocks]
            if not document.prefixes and not document.parts:
                document.header += remarks
            else:
                document.parts += remarks
            above = [comment.text for comment in attached]
            if token.text.lower() in {"@prefix", "prefix"}:
                self._prefix(document, above)
            elif token.text.lower() in {"@base", "base"}:
                raise _error("The ontology's files have no @base; write IRIs in full.", token.line)
            else:
                document.parts.append(self._statement(above))
        document.parts += [Remark([c.text for c in block]) for block in self._blocks(None)]
        return document

    def _blocks(self, following: _Token | None) -> list[list[_Token]]:
        """Return the comments that wait above, divided where blank lines are."""
        blocks: list[list[_Token]] = []
        for token in self._above:
            if token.space_above or not blocks:
                blocks.append([])
            blocks[-1].append(token)
        self._above = []
        return blocks

    def _prefix(self, document: Document, above: list[str]) -> None:
        keyword = self._take()
        name, iri = self._take(), self._take()
        if name.kind != "name" or not name.text.endswith(":") or iri.kind != "iri":
            raise _error("A prefix is written so: @prefix name: <namespace> .", keyword.line)
        if keyword.text.startswith("@"):
            self._take(mark=".")
        prefix = Prefix(name.text[:-1], iri.text[1:-1], above, self._take_behind())
        for known in document.prefixes:
            if known.name == prefix.name:
                if known.iri != prefix.iri:
                    raise _error(f"The prefix “{name.text}” stands for two things.", name.line)
                known.before += prefix.before
                known.after += prefix.after
                return
        document.prefixes.append(prefix)

    def _statement(self, above: list[str]) -> Statement:
        token = self._peek()
        assert token is not None
        subject = self._node()
        properties = [] if self._at(".") else self._properties(".")
        self._take(mark=".")
        statement = Statement(subject, properties, token.line, above)
        if properties:
            # Behind the last object is behind the statement: the full stop alone may stand between.
            last = properties[-1].objects[-1]
            statement.after, last.after = last.after, []
        statement.after += self._take_behind()
        return statement

    # --- nodes --------------------------------------------------------------------------------

    def _properties(self, end: str) -> list[Property]:
        properties: list[Property] = []
        divided = True
        while True:
            while properties and self._at(";"):
                divided = True
                self._take()
                properties[-1].objects[-1].after += self._take_behind()
            token = self._peek()
            if self._at(end):
                break
            if not divided and token is not None:
                raise _error(f"“;” or “{end}” is expected, not “{token.text}”.", token.line)
            divided = False
            before = [*self._take_behind(), *self._take_above()]
            predicate = self._term()
            before += [*self._take_behind(), *self._take_above()]
            properties.append(Property(predicate, self._objects(), before))
        if properties:
            properties[-1].before += self._take_above()
        return properties

    def _objects(self) -> list[Item]:
        items = [self._item()]
        while self._at(","):
            self._take()
            items[-1].after += self._take_behind()
            items.append(self._item())
        return items

    def _item(self) -> Item:
        before = self._take_above()
        node = self._node()
        return Item(node, before, self._take_behind())

    def _node(self) -> Node:
        if self._at("["):
            self._take()
            properties = self._properties("]")
            self._take(mark="]")
            return Blank(properties)
        if self._at("("):
            self._take()
            items: list[Item] = []
            while not self._at(")"):
                items.append(self._item())
            if items:
                items[-1].before += self._take_above()
            self._take(mark=")")
            return Collection(items)
        return self._term()

    def _term(self) -> str:
        token = self._take()
        if token.kind == "string":
            return token.text + self._suffix()
        if token.kind in {"iri", "name", "number"} or token.text in {"a", "true", "false"}:
            return token.text
        raise _error(f"“{token.text}” is not expected here.", token.line)

    def _suffix(self) -> str:
        """Return the language tag or datatype that follows a string."""
        token = self._peek()
        if token is not None and token.kind == "at":
            return self._take().text
        if token is not None and token.kind == "hat":
            self._take()
            return f"^^{self._take().text}"
        return ""


def _apart(block: list[_Token], following: _Token) -> bool:
    """Return whether comments do not belong to what follows: by a blank line, or as a heading."""
    return following.space_above or any(is_section_rule(comment.text) for comment in block)

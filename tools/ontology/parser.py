"""The text of a Turtle file taken apart without loss: its statements, their lines, all comments.

Nothing here knows what the triples mean.
"""

from __future__ import annotations

import re

from tools.ontology.syntax_tree import (
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

from backbone_kg.graph.turtle_tokens import Token, mistake, tokens


def read_document(text: str) -> Document:
    """Take the text of a Turtle file apart.

    Raises
    ------
    SyntaxError
        If it is not Turtle, or says something that is never needed in the ontology: ``@base``, or
        one prefix for two namespaces. ``lineno`` tells where.
    """
    return _Parser(list(tokens(text))).document()


def comments_of(text: str) -> list[str]:
    r"""Return all comments of a Turtle file, in its order.

    Examples
    --------
    >>> comments_of('# a\n<urn:a> <urn:b#c> "# not this" . # b')
    ['# a', '# b']
    """
    return [token.text for token in tokens(text) if token.kind == "comment"]


def is_section_rule(comment: str) -> bool:
    """Return whether a comment is the line above or below the heading of a section."""
    return re.fullmatch(r"#\s*[-=]{10,}", comment) is not None


class _Parser:
    """Reads tokens from left to right; comments wait in two lists for what they belong to."""

    def __init__(self, tokens: list[Token]) -> None:
        self._tokens = tokens
        self._next = 0
        self._above: list[Token] = []
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

    def _peek(self) -> Token | None:
        return self._tokens[self._next] if self._next < len(self._tokens) else None

    def _take(self, *, mark: str = "") -> Token:
        token = self._peek()
        if token is None:
            last = self._tokens[-1].line if self._tokens else 1
            raise mistake("The file ends in the middle of a statement.", last)
        if mark and token.text != mark:
            raise mistake(f"“{mark}” is expected here, not “{token.text}”.", token.line)
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
                raise mistake("The ontology's files have no @base; write IRIs in full.", token.line)
            else:
                document.parts.append(self._statement(above))
        document.parts += [Remark([c.text for c in block]) for block in self._blocks(None)]
        return document

    def _blocks(self, following: Token | None) -> list[list[Token]]:
        """Return the comments that wait above, divided where blank lines are."""
        blocks: list[list[Token]] = []
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
            raise mistake("A prefix is written so: @prefix name: <namespace> .", keyword.line)
        if keyword.text.startswith("@"):
            self._take(mark=".")
        prefix = Prefix(name.text[:-1], iri.text[1:-1], above, self._take_behind())
        for known in document.prefixes:
            if known.name == prefix.name:
                if known.iri != prefix.iri:
                    raise mistake(f"The prefix “{name.text}” stands for two things.", name.line)
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
                raise mistake(f"“;” or “{end}” is expected, not “{token.text}”.", token.line)
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
        raise mistake(f"“{token.text}” is not expected here.", token.line)

    def _suffix(self) -> str:
        """Return the language tag or datatype that follows a string."""
        token = self._peek()
        if token is not None and token.kind == "at":
            return self._take().text
        if token is not None and token.kind == "hat":
            self._take()
            return f"^^{self._take().text}"
        return ""


def _apart(block: list[Token], following: Token) -> bool:
    """Return whether comments do not belong to what follows: by a blank line, or as a heading."""
    return following.space_above or any(is_section_rule(comment.text) for comment in block)

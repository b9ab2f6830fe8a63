"""SPARQL text cut into tokens: enough to put terms in place of variables and to see what it asks.

The tokens are those of SPARQL 1.1, and of 1.2 where it adds some. They say nothing about whether a
text is a query; whatever fits no token is one of kind ``other``, so that every text has tokens.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import chain
from typing import TYPE_CHECKING, Final, Literal, NamedTuple, TypeAlias

from backbone_kg.base.errors import BackboneError
from backbone_kg.sparql.lexer import Lexer

if TYPE_CHECKING:
    import pyoxigraph as ox

    Term: TypeAlias = ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple

Form: TypeAlias = Literal["select", "ask", "construct", "describe", "update"]

_UNSEEN = frozenset({"space", "comment"})


@dataclass(frozen=True, slots=True)
class Token:
    """A piece of a SPARQL text.

    Parameters
    ----------
    kind
        One of :data:`backbone_kg.sparql.lexer.KINDS`. Keywords, ``a`` and names of functions are
        ``word``.
    text
        The piece, as it stands there.
    start
        Where it begins, in characters from 0.
    """

    kind: str
    text: str
    start: int

    @property
    def end(self) -> int:
        """Where the next token begins."""
        return self.start + len(self.text)


def tokens(text: str) -> Iterator[Token]:
    r"""Cut a SPARQL text into tokens; put together again, they are the text.

    What could be an IRI is one, as the specification has it: ``?a<?b&&?c>?d`` holds the IRI
    ``<?b&&?c>``. Escapes with ``\u`` are left as they are.

    Examples
    --------
    >>> [token.text for token in tokens("ASK{?s a<x>}#?")]
    ['ASK', '{', '?s', ' ', 'a', '<x>', '}', '#?']
    """
    lexer = Lexer(text)
    at = 0
    while at < len(text):
        kind, end = lexer.token(at)
        yield Token(kind, text[at:end], at)
        at = end


def variables(text: str) -> frozenset[str]:
    """Return the names of the variables of a SPARQL text, without their marks.

    Examples
    --------
    >>> sorted(variables("SELECT ?b { ?a $b '?c' }"))
    ['a', 'b']
    """
    return frozenset(token.text[1:] for token in tokens(text) if token.kind == "variable")


def with_terms(text: str, bindings: Mapping[str, Term]) -> str:
    r"""Return a SPARQL text with terms in place of variables.

    Parameters
    ----------
    text
        A query or an update.
    bindings
        The term for each variable, by its name without ``?``. Variables that it does not name stay
        as they are.

    Returns
    -------
    str
        The text, in which each token that is such a variable is the term, written out. Strings,
        comments and IRIs that look like it are not touched.

    Raises
    ------
    BackboneError
        If a term is a blank node, which would be a variable once more.

    Examples
    --------
    >>> import pyoxigraph as ox
    >>> with_terms("ASK { ?s ?p ?_x } # ?_x", {"_x": ox.Literal('say "hi"')})
    'ASK { ?s ?p "say \\"hi\\"" } # ?_x'
    """
    written = {name: _written(name, term) for name, term in bindings.items()}
    if not written:
        return text
    parts: list[str] = []
    for token in tokens(text):
        if token.kind == "variable" and token.text[1:] in written:
            # A term right behind a token could make another one with it: < and <x> make <<.
            before = parts[-1][-1:] if parts else " "
            parts.append(" " * (not before.isspace()) + written[token.text[1:]])
            after = text[token.end : token.end + 1]
            parts.append(" " * bool(after and not after.isspace()))
        else:
            parts.append(token.text)
    return "".join(parts)


def _written(name: str, term: Term) -> str:
    import pyoxigraph as ox

    if isinstance(term, (ox.NamedNode, ox.Literal)):
        return str(term)
    raise BackboneError(f"“{name}” must be an IRI or a literal, and is {term}.")


def form(text: str) -> Form:
    """Return what kind of question a SPARQL text asks, by its first word after the prefixes.

    Raises
    ------
    BackboneError
        If it asks nothing: the first word is not one that a query or an update begins with.

    Examples
    --------
    >>> form("PREFIX select: <http://example.org/> ASK {}")
    'ask'
    """
    seen = (token for token in tokens(text) if token.kind not in _UNSEEN)
    for token in seen:
        word = token.text.upper() if token.kind == "word" else ""
        for _ in _DECLARED.get(word, ()):
            next(seen, None)
        if word in _FORMS:
            return _FORMS[word]
        if word not in _DECLARED:
            break
    raise BackboneError(
        "This is not a SPARQL query: after the prefixes there is no SELECT, ASK, CONSTRUCT or "
        "DESCRIBE."
    )


_DECLARED: Final = {"PREFIX": ("name", "iri"), "BASE": ("iri",), "VERSION": ("string",)}
"""What stands behind the words of declarations in front of a query."""
_UPDATES = ("INSERT", "DELETE", "LOAD", "CLEAR", "DROP", "CREATE", "ADD", "MOVE", "COPY", "WITH")
_FORMS: Final[dict[str, Form]] = {
    "SELECT": "select",
    "ASK": "ask",
    "CONSTRUCT": "construct",
    "DESCRIBE": "describe",
    **dict.fromkeys(_UPDATES, "update"),
}


# --- who is called -------------------------------------------------------------------------------

_SERVICE = re.compile(r"SERVICE", re.IGNORECASE)
_SILENT = re.compile(r"SILENT", re.IGNORECASE)
_DECLARATION = re.compile(r"PREFIX|BASE|VERSION", re.IGNORECASE | re.ASCII)
_QUERY = re.compile(r"SELECT|ASK|CONSTRUCT|DESCRIBE", re.IGNORECASE)
_BEFORE_A_NAME: Final = frozenset({"GRAPH", "FROM", "NAMED", "DESCRIBE"})
_WITHOUT_WORDS: Final = frozenset({"space", "comment", "iri", "string", "punctuation"})
_OPERATORS: Final = ("<", "<=", "<<", "<<(")
_ABSOLUTE = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:[^\x00-\x20<>\"{}|^`\\\ud800-\udfff]*")
_WITH_A_PATH = re.compile(r"[^:]*:(?://[^/?#]*[/?#]|[^/])")
_PLAIN_LOCAL = re.compile(r"[A-Za-z0-9_-]*")
_LONGEST_NAMESPACE: Final = 2_000
_LONGEST_NAME: Final = 300
_ESCAPE = re.compile(r"\\u([0-9A-Fa-f]{4})|\\U([0-9A-Fa-f]{8})")


def services(text: str) -> tuple[str | None, ...]:
    r"""Return the addresses that a SPARQL text calls with SERVICE.

    Engines differ in what they take for an IRI, a string or the end of a word, and in when they
    resolve ``\u``. Every reading is followed; so something may be told that an engine would not
    call, but nothing is missed.

    Returns
    -------
    tuple of str or None
        The IRI of each SERVICE, in the order of the text; None for one that the text does not
        settle: a variable, a relative or invalid IRI, a prefixed name whose prefix has not exactly
        one absolute namespace, or one longer than any address.

    Examples
    --------
    >>> services("SELECT * { SERVICE <http://a.example/> {} SERVICE ?x {} } # SERVICE <b> {}")
    ('http://a.example/', None)
    """
    found = _calls(text)
    resolved = _ESCAPE.sub(_escaped, text)
    if resolved == text:
        return found
    return found + tuple(address for address in _calls(resolved) if address not in found)


def _calls(text: str) -> tuple[str | None, ...]:
    return _Calls(text).told() if _SERVICE.search(text) else ()


class _Calls:
    """Who a text calls. Whatever can be found out at a place of it is found out once."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._lexer = Lexer(text)
        self._seen: dict[int, _Piece | None] = {}
        self._addresses: dict[int, tuple[str | None, ...]] = {}
        self._prefixes = self._declared()

    def told(self) -> tuple[str | None, ...]:
        found: dict[int, tuple[str | None, ...]] = {}
        for piece, named in self._in_any_reading():
            for start, end in self._words_service(piece, named=named):
                found[start] = self._called(end, piece.end)
        return tuple(chain.from_iterable(found[start] for start in sorted(found)))

    def _in_any_reading(self) -> Iterator[tuple[_Piece, bool]]:
        """Give the tokens of every reading, and whether a word stands before that a name follows.

        What begins like an IRI or a longer operator may also begin with a shorter one; what may be
        a long string, with an empty one.
        """
        text = self._text
        ahead = [(0, False)]
        reached = bytearray(2 * len(text) + 2)
        while ahead:
            at, named = ahead.pop()
            if at >= len(text):
                continue
            piece = _Piece(at, *self._lexer.token(at))
            yield piece, named
            ends = [piece.end]
            if text[at] == "<":
                ends += [at + len(sign) for sign in _OPERATORS if text.startswith(sign, at)]
            elif piece.kind == "string" and text.startswith(('"""', "'''"), at):
                ends.append(at + 2)
            if piece.kind not in _UNSEEN:
                named = piece.kind == "word" and text[at : piece.end].upper() in _BEFORE_A_NAME
            for end in ends:
                if not reached[2 * end + named]:
                    reached[2 * end + named] = True
                    ahead.append((end, named))

    def _words_service(self, piece: _Piece, *, named: bool) -> Iterator[tuple[int, int]]:
        """Give the places in a token that an engine may take for the word SERVICE.

        Oxigraph knows no ends of words: ``true.SERVICEex:`` is ``true``, a dot and a call to it.
        Of a name that makes no IRI, or has several dots, it takes a part, and goes on behind that.
        """
        text, kind = self._text, piece.kind
        if kind in _WITHOUT_WORDS or (kind == "name" and named):
            return
        whole_from = piece.end
        if kind == "name" and self._is_whole(piece):
            whole_from = text.index(":", piece.start)
        for match in _SERVICE.finditer(text, piece.start, piece.end):
            start, before = match.start(), text[match.start() - 1 : match.start()]
            if kind == "variable" and (before in "?$_" or before.isalnum()):
                continue
            if start < whole_from:
                yield start, match.end()

    def _is_whole(self, name: _Piece) -> bool:
        """Return whether a prefixed name is an IRI to every engine, so that none takes a part."""
        prefix, _, local = self._text[name.start : name.end].partition(":")
        namespace = self._prefixes.get(prefix + ":", "")
        return bool(_WITH_A_PATH.match(namespace) and _PLAIN_LOCAL.fullmatch(local))

    def _next_seen(self, at: int) -> _Piece | None:
        """Return the first token from a place on that is no comment and no space to any engine."""
        text, way = self._text, []
        while at < len(text) and at not in self._seen:
            piece = _Piece(at, *self._lexer.token(at))
            if piece.kind not in _UNSEEN and not text[at].isspace():
                self._seen[at] = piece
                break
            way.append(at)
            at = piece.end
        found = self._seen.get(at)
        self._seen.update(dict.fromkeys(way, found))
        return found

    def _called(self, at: int, end: int) -> tuple[str | None, ...]:
        """Return what a SERVICE calls that ends at a place in a token; nothing, if nobody."""
        if _SILENT.fullmatch(self._text, at, end):
            at = end
        if at < end:
            return self._in_the_token(at, end)
        address = self._next_seen(at)
        if address is not None and _SILENT.fullmatch(self._text, address.start, address.end):
            address = self._next_seen(address.end)
        if address is None:
            return ()
        if address.start not in self._addresses:
            self._addresses[address.start] = self._at_address(address)
        return self._addresses[address.start]

    def _in_the_token(self, at: int, end: int) -> tuple[str | None, ...]:
        """Return what is called by the rest of a token; a long rest is not read again and again."""
        if not self._is_group(self._next_seen(end)):
            return ()
        if end - at > _LONGEST_NAME:
            return (None,)
        kind, name_end = self._lexer.token(at)
        if kind != "name":
            return ()
        return (self._iri(kind, self._text[at:end]) if name_end == end else None,)

    def _at_address(self, address: _Piece) -> tuple[str | None, ...]:
        if address.kind in {"iri", "name", "variable"}:
            # A word inside an IRI may be read as SERVICE, but no group follows it.
            is_call = self._is_group(self._next_seen(address.end))
        else:
            # An IRI with what does not belong in one may be one for an engine.
            is_call = self._text[address.start] == "<"
        written = self._text[address.start : address.end]
        return (self._iri(address.kind, written),) if is_call else ()

    def _is_group(self, piece: _Piece | None) -> bool:
        return piece is not None and self._text[piece.start] == "{"

    def _iri(self, kind: str, address: str) -> str | None:
        if kind == "iri":
            return _settled(address)
        prefix, _, local = address.partition(":")
        namespace = self._prefixes.get(prefix + ":")
        # SERVICE SILENTex: may be SILENT and ex:, too; nothing is known of either then. A very long
        # namespace would be written out for each call.
        if kind != "name" or namespace is None or len(namespace) > _LONGEST_NAMESPACE:
            return None
        iri = namespace + re.sub(r"\\(.)", r"\1", local)
        return iri if not _SILENT.match(prefix) and _ABSOLUTE.fullmatch(iri) else None

    def _declared(self) -> dict[str, str]:
        """Return the prefixes that stand for one namespace; none, if it is not sure where.

        To some engines a word ends where its letters do: PREFIXex: declares ex:, too.
        """
        text = self._text
        told: dict[str, set[str | None]] = {}
        piece = self._next_seen(0)
        while piece and (word := _DECLARATION.match(text, piece.start, piece.end)):
            behind, at = [], word.end()
            for kind in _DECLARED[word[0].upper()]:
                piece = self._next_seen(at)
                if piece is None or piece.kind != kind:
                    return {}
                behind.append(text[piece.start : piece.end])
                at = piece.end
            if len(behind) == 2:
                told.setdefault(behind[0], set()).add(_settled(behind[1]))
            piece = self._next_seen(at)
        if piece is None or not _QUERY.match(text, piece.start):
            return {}
        sure = {name: iris.pop() for name, iris in told.items() if len(iris) == 1}
        return {name: iri for name, iri in sure.items() if iri is not None}


class _Piece(NamedTuple):
    """A token without its text: a text may hold long ones in each of many readings."""

    start: int
    kind: str
    end: int


def _settled(written: str) -> str | None:
    """Return an IRI between angle brackets; None if it is relative or invalid."""
    iri = _ESCAPE.sub(_escaped, written[1:-1])
    return iri if _ABSOLUTE.fullmatch(iri) else None


def _escaped(escape: re.Match[str]) -> str:
    code = int(escape[1] or escape[2], 16)
    return chr(code) if code < 0x110000 else escape[0]

"""SPARQL text cut into tokens: enough to put terms in place of variables and to see what it asks.

The tokens are those of SPARQL 1.1, and of 1.2 where it adds some. They say nothing about whether a
text is a query; whatever fits no token is one of kind ``other``, so that every text has tokens.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Literal, TypeAlias

from backbone_kg.errors import BackboneError

if TYPE_CHECKING:
    import pyoxigraph as ox

    Term: TypeAlias = ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple

Form: TypeAlias = Literal["select", "ask", "construct", "describe", "update"]

_BASE = (
    "A-Za-z\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u02ff\u0370-\u037d\u037f-\u1fff\u200c-\u200d"
    "\u2070-\u218f\u2c00-\u2fef\u3001-\ud7ff\uf900-\ufdcf\ufdf0-\ufffd\U00010000-\U000effff"
)
_INNER = "0-9\u00b7\u0300-\u036f\u203f-\u2040"
_PREFIX = f"[{_BASE}](?:[{_BASE}_{_INNER}.-]*[{_BASE}_{_INNER}-])?+"
_PERCENT = r"%[0-9A-Fa-f]{2}|\\[_~.\-!$&'()*+,;=/?#@%]"
_LOCAL = (
    f"(?:[{_BASE}_:0-9]|{_PERCENT})"
    f"(?:(?:[{_BASE}_:{_INNER}-]|{_PERCENT})|\\.(?=\\.*(?:[{_BASE}_:{_INNER}-]|{_PERCENT})))*+"
)
_VARIABLE = f"[?$][{_BASE}_0-9][{_BASE}_{_INNER}]*+"
# Both kinds of long string come before the short ones: three quotes are not an empty string.
_ESCAPE = r"""\\(?:[tbnrf"'\\]|u[0-9A-Fa-f]{4}|U[0-9A-Fa-f]{8})"""
_STRING = (
    rf'"""(?:"{{0,2}}+(?:[^"\\]|{_ESCAPE}))*+"""'
    rf"|'''(?:'{{0,2}}+(?:[^'\\]|{_ESCAPE}))*+'''"
    rf'|"(?:[^"\\\n\r]|{_ESCAPE})*+"'
    rf"|'(?:[^'\\\n\r]|{_ESCAPE})*+'"
)
_IRI = r'<[^<>"{}|^`\x00-\x20]*+>'

KINDS: Final = {
    "space": r"[ \t\r\n]++",
    "comment": r"#[^\r\n]*+",
    "iri": _IRI,
    "string": _STRING,
    "variable": _VARIABLE,
    "blank": f"_:[{_BASE}_0-9](?:[{_BASE}_{_INNER}-]|\\.(?=\\.*[{_BASE}_{_INNER}-]))*+",
    "name": f"(?:{_PREFIX})?:(?:{_LOCAL})?",
    "language": r"@[A-Za-z]++(?:-[A-Za-z0-9]++)*+(?:--[A-Za-z]++)?",
    "number": r"(?:[0-9]++(?:\.[0-9]*)?[eE][+-]?[0-9]++|\.[0-9]++[eE][+-]?[0-9]++"
    r"|[0-9]*\.[0-9]++|[0-9]++)",
    "word": r"[A-Za-z_][A-Za-z0-9_]*+",
    "punctuation": r"\^\^|\|\||&&|!=|<=|>=|<<\(|\)>>|<<|>>|\{\||\|\}"
    r"|[{}()\[\].,;*/+\-|^!?=<>&$~]",
    "other": r".",
}
"""What a token of each kind looks like; at one place the first kind that fits has it."""

_TOKEN = re.compile(
    "|".join(f"(?P<{kind}>{pattern})" for kind, pattern in KINDS.items()), re.DOTALL
)
_UNSEEN = frozenset({"space", "comment"})


@dataclass(frozen=True, slots=True)
class Token:
    """A piece of a SPARQL text.

    Parameters
    ----------
    kind
        A key of :data:`KINDS`. Keywords, ``a`` and names of functions are ``word``.
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
    at = 0
    while at < len(text):
        token = _token(text, at)
        yield token
        at = token.end


def _token(text: str, at: int) -> Token:
    match = _TOKEN.match(text, at)
    assert match is not None
    assert match.lastgroup is not None
    return Token(match.lastgroup, match.group(), at)


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
    for token in _behind_prologue(text):
        found = _FORMS.get(token.text.upper()) if token.kind == "word" else None
        if found is None:
            break
        return found
    raise BackboneError(
        "This is not a SPARQL query: after the prefixes there is no SELECT, ASK, CONSTRUCT or "
        "DESCRIBE."
    )


_UPDATES = ("INSERT", "DELETE", "LOAD", "CLEAR", "DROP", "CREATE", "ADD", "MOVE", "COPY", "WITH")
_FORMS: Final[dict[str, Form]] = {
    "SELECT": "select",
    "ASK": "ask",
    "CONSTRUCT": "construct",
    "DESCRIBE": "describe",
    **dict.fromkeys(_UPDATES, "update"),
}


def _behind_prologue(text: str, declare: Callable[[str, str], None] | None = None) -> list[Token]:
    """Return the tokens after PREFIX, BASE and VERSION, and tell each prefix on the way."""
    seen = [token for token in tokens(text) if token.kind not in _UNSEEN]
    at = 0
    while at < len(seen) and seen[at].kind == "word":
        word = seen[at].text.upper()
        if word == "PREFIX" and at + 2 < len(seen):
            if declare is not None:
                declare(seen[at + 1].text, seen[at + 2].text)
            at += 3
        elif word in {"BASE", "VERSION"}:
            at += 2
        else:
            break
    return seen[at:]


# Oxigraph knows no ends of words: trueSERVICESILENTex:place is true SERVICE SILENT ex:place to it.
_SERVICE = re.compile(r"(?:true|false)?SERVICE", re.IGNORECASE)
_SILENT = re.compile(r"SILENT", re.IGNORECASE)
_BEFORE_A_NAME: Final = frozenset({"GRAPH", "FROM", "NAMED", "DESCRIBE"})
_ABSOLUTE = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:")


def services(text: str) -> tuple[str | None, ...]:
    """Return the addresses that a SPARQL text calls with SERVICE.

    Engines differ in what they take for an IRI, a string or the end of a word. Every reading is
    followed; so something may be told that an engine would not call, but nothing is missed.

    Returns
    -------
    tuple of str or None
        The IRI of each SERVICE, in the order of the text; None for one that the text does not
        settle: a variable, a relative IRI, a prefixed name whose prefix is unknown or ambiguous.

    Examples
    --------
    >>> services("SELECT * { SERVICE <http://a.example/> {} SERVICE ?x {} } # SERVICE <b> {}")
    ('http://a.example/', None)
    """
    if not re.search("SERVICE", text, re.IGNORECASE):
        return ()
    prefixes = _prefixes(text)
    found: dict[int, str | None] = {}
    for token, named in _in_any_reading(text):
        match = _SERVICE.match(token.text) if token.kind in {"word", "name"} else None
        if match is None or (token.kind == "name" and named):
            continue
        address = _address(text, token.start + match.end())
        if address is not None and _may_be_called(text, address):
            found[token.start] = _iri_of(address, prefixes)
    return tuple(found[start] for start in sorted(found))


def _may_be_called(text: str, address: Token) -> bool:
    """Return whether a group follows, as it does behind every call, or an engine may see one.

    A word inside an IRI may be read as SERVICE, but no group follows it.
    """
    after = _next_seen(text, address.end)
    is_odd = address.kind == "punctuation"  # an IRI with what does not belong in one
    return is_odd or (after is not None and after.text[0] == "{")


def _prefixes(text: str) -> dict[str, str]:
    """Return what each prefix certainly stands for."""
    told: dict[str, set[str]] = {}
    first = _behind_prologue(text, lambda name, iri: told.setdefault(name, set()).add(iri))[:1]
    if not first or first[0].text.upper() not in _FORMS:
        return {}  # PREFIXex: may still declare one
    return {name: iris.pop() for name, iris in told.items() if len(iris) == 1}


def _in_any_reading(text: str) -> Iterator[tuple[Token, bool]]:
    """Give the tokens of every reading, and whether a word stands before that a name must follow.

    What may be an IRI may also begin with an operator; what may be a long string, with an empty
    one.
    """
    ahead = [(0, False)]
    reached = set(ahead)
    while ahead:
        at, named = ahead.pop()
        if at >= len(text):
            continue
        token = _token(text, at)
        yield token, named
        ends = [token.end]
        if token.kind == "iri":
            ends += [at + length for length in (1, 2, 3) if text[at : at + length] in _OPERATORS]
        elif token.kind == "string" and token.text.startswith(('"""', "'''")):
            ends.append(at + 2)
        if token.kind not in _UNSEEN:
            named = token.kind == "word" and token.text.upper() in _BEFORE_A_NAME
        for end in ends:
            if (end, named) not in reached:
                reached.add((end, named))
                ahead.append((end, named))


_OPERATORS: Final = frozenset({"<", "<=", "<<", "<<("})


def _next_seen(text: str, at: int) -> Token | None:
    while at < len(text):
        token = _token(text, at)
        if token.kind not in _UNSEEN:
            return token
        at = token.end
    return None


def _address(text: str, at: int) -> Token | None:
    """Return what may be called by a SERVICE that ends at a place; None if it calls nothing."""
    token = _next_seen(text, at)
    if token is not None and token.text.upper() == "SILENT":
        token = _next_seen(text, token.end)
    if token is None or (token.kind not in {"iri", "name", "variable"} and token.text[0] != "<"):
        return None
    return token


def _iri_of(address: Token, prefixes: Mapping[str, str]) -> str | None:
    iri = address.text
    if address.kind == "name":
        prefix, _, local = iri.partition(":")
        # SERVICE SILENTex: may be SILENT and ex:, too; nothing is known of either then.
        iri = prefixes.get(prefix + ":", "<>")[:-1] + re.sub(r"\\(.)", r"\1", local) + ">"
        if _SILENT.match(prefix):
            return None
    elif address.kind != "iri":
        return None
    return _unescaped(iri[1:-1]) if _ABSOLUTE.match(iri[1:]) else None


def _unescaped(iri: str) -> str | None:
    """Return an IRI with its escapes resolved; None if there is one that is none."""
    try:
        found = re.sub(
            r"\\u([0-9A-Fa-f]{4})|\\U([0-9A-Fa-f]{8})",
            lambda match: chr(int(match[1] or match[2], 16)),
            iri,
        )
    except (ValueError, OverflowError):
        return None
    return None if "\\" in found else found

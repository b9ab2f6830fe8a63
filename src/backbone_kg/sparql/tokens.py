"""SPARQL text cut into tokens: enough to put terms in place of variables and to see what it asks.

The tokens are those of SPARQL 1.1, and of 1.2 where it adds some. They say nothing about whether a
text is a query; whatever fits no token is one of kind ``other``, so that every text has tokens.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Literal, TypeAlias

from backbone_kg.base.errors import BackboneError

if TYPE_CHECKING:
    from backbone_kg.sparql.oxigraph_terms import Term

Form: TypeAlias = Literal["select", "ask", "construct", "describe", "update"]

_BASE = (
    "A-Za-z\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u02ff\u0370-\u037d\u037f-\u1fff\u200c-\u200d"
    "\u2070-\u218f\u2c00-\u2fef\u3001-\ud7ff\uf900-\ufdcf\ufdf0-\ufffd\U00010000-\U000effff"
)
_INNER = "0-9\u00b7\u0300-\u036f\u203f-\u2040"
_PREFIX = f"[{_BASE}][{_BASE}_{_INNER}.-]*+(?<!\\.)"
_PERCENT = r"%[0-9A-Fa-f]{2}|\\[_~.\-!$&'()*+,;=/?#@%]"
_IN_A_LOCAL = f"[{_BASE}_:{_INNER}-]|{_PERCENT}"
_LOCAL = f"(?:[{_BASE}_:0-9]|{_PERCENT})(?:{_IN_A_LOCAL}|\\.++(?={_IN_A_LOCAL}))*+"
_IN_A_BLANK = f"[{_BASE}_{_INNER}-]"
_ESCAPE = r"""\\(?:[tbnrf"'\\]|u[0-9A-Fa-f]{4}|U[0-9A-Fa-f]{8})"""

_KINDS: Final = {
    "space": r"[ \t\r\n]++",
    "comment": r"#[^\r\n]*+",
    "iri": r'<[^<>"{}|^`\x00-\x20]*+>',
    "string": rf'"""(?:"{{0,2}}+(?:[^"\\]|{_ESCAPE}))*+"""'
    rf"|'''(?:'{{0,2}}+(?:[^'\\]|{_ESCAPE}))*+'''"
    rf'|"(?:[^"\\\n\r]|{_ESCAPE})*+"'
    rf"|'(?:[^'\\\n\r]|{_ESCAPE})*+'",
    "variable": f"[?$][{_BASE}_0-9][{_BASE}_{_INNER}]*+",
    "blank": f"_:[{_BASE}_0-9](?:{_IN_A_BLANK}|\\.++(?={_IN_A_BLANK}))*+",
    "name": f"(?:{_PREFIX})?:(?:{_LOCAL})?",
    "language": r"@[A-Za-z]++(?:-[A-Za-z0-9]++)*+(?:--[A-Za-z]++)?",
    "number": r"(?:[0-9]++(?:\.[0-9]*+)?[eE][+-]?[0-9]++|\.[0-9]++[eE][+-]?[0-9]++"
    r"|[0-9]*+\.[0-9]++|[0-9]++)",
    "word": r"[A-Za-z_][A-Za-z0-9_]*+",
    "punctuation": r"\^\^|\|\||&&|!=|<=|>=|<<\(|\)>>|<<|>>|\{\||\|\}"
    r"|[{}()\[\].,;*/+\-|^!?=<>&$~]",
    "other": r".",
}
"""What a token of each kind looks like; at one place the first kind that fits has it."""

_TOKEN: Final = re.compile(
    "|".join(f"(?P<{kind}>{pattern})" for kind, pattern in _KINDS.items()), re.DOTALL
)


@dataclass(frozen=True, slots=True)
class Token:
    """A piece of a SPARQL text.

    Parameters
    ----------
    kind
        A key of ``_KINDS``. Keywords, ``a`` and names of functions are ``word``.
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


def tokenize(text: str) -> Iterator[Token]:
    r"""Cut a SPARQL text into tokens; put together again, they are the text.

    What could be an IRI is one, as the specification has it: ``?a<?b&&?c>?d`` holds the IRI
    ``<?b&&?c>``. Escapes with ``\u`` are left as they are.

    Examples
    --------
    >>> [token.text for token in tokenize("ASK{?s a<x>}#?")]
    ['ASK', '{', '?s', ' ', 'a', '<x>', '}', '#?']
    """
    for match in _TOKEN.finditer(text):
        yield Token(match.lastgroup or "other", match[0], match.start())


def said_in(text: str) -> list[Token]:
    """Return the tokens of a SPARQL text but for white space and comments."""
    return [token for token in tokenize(text) if token.kind not in {"space", "comment"}]


def variables(text: str) -> frozenset[str]:
    """Return the names of the variables of a SPARQL text, without their marks.

    Examples
    --------
    >>> sorted(variables("SELECT ?b { ?a $b '?c' }"))
    ['a', 'b']
    """
    return frozenset(token.text[1:] for token in tokenize(text) if token.kind == "variable")


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
    for token in tokenize(text):
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


def query_form(text: str) -> Form:
    """Return what kind of question a SPARQL text asks, by its first word after the prefixes.

    Raises
    ------
    BackboneError
        If it asks nothing: the first word is not one that a query or an update begins with.

    Examples
    --------
    >>> query_form("PREFIX select: <http://example.org/> ASK {}")
    'ask'
    """
    seen = iter(said_in(text))
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

"""Where a mistake in a SPARQL text stands, and what it probably is.

What people mistype most can be told from the tokens: a prefix without its PREFIX, a word that is
none, a quote or a bracket without its other half. For the rest a parser says where it gave up.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

import pyoxigraph as ox

from backbone_kg.base.likely_names import did_you_mean
from backbone_kg.graph.namespaces import PREFIXES
from backbone_kg.sparql.oxigraph_terms import Term
from backbone_kg.sparql.syntax_errors import encodable, line_and_column, malformed
from backbone_kg.sparql.tokens import Token, said_in, with_terms

_WORDS: Final = frozenset(
    """
    ABS ADJUST ADD ALL AS ASC ASK AVG BASE BIND BNODE BOUND BY CEIL CLEAR COALESCE CONCAT CONSTRUCT
    CONTAINS COPY COUNT CREATE DATA DATATYPE DAY DEFAULT DELETE DESC DESCRIBE DISTINCT DROP
    ENCODE_FOR_URI EXISTS FALSE FILTER FLOOR FROM GRAPH GROUP GROUP_CONCAT HASLANG HASLANGDIR HAVING
    HOURS IF IN INSERT INTO IRI ISBLANK ISIRI ISLITERAL ISNUMERIC ISTRIPLE ISURI LANG LANGDIR
    LANGMATCHES LATERAL LCASE LIMIT LOAD MAX MD5 MIN MINUS MINUTES MONTH MOVE NAMED NOT NOW OBJECT
    OFFSET OPTIONAL ORDER PREDICATE PREFIX RAND REDUCED REGEX REPLACE ROUND SAMETERM SAMPLE SECONDS
    SELECT SEPARATOR SERVICE SHA1 SHA256 SHA384 SHA512 SILENT STR STRAFTER STRBEFORE STRDT STRENDS
    STRLANG STRLANGDIR STRLEN STRSTARTS STRUUID SUBJECT SUBSTR SUM TIMEZONE TO TRIPLE TRUE TZ UCASE
    UNDEF UNION URI USING UUID VALUES VERSION WHERE WITH YEAR
    """.split()  # noqa: SIM905 a list of quoted words would be four times as long
)
_CLOSING: Final = {"{": "}", "(": ")", "[": "]"}


@dataclass(frozen=True, slots=True)
class Mistake:
    """What is wrong with a SPARQL text, and where it stands, in lines and columns from 1."""

    problem: str
    line: int
    column: int


def mistake(text: str, bindings: Mapping[str, Term] | None = None) -> Mistake | None:
    """Return what is wrong with a SPARQL text; None if it is a query.

    Parameters
    ----------
    text
        The text, as its writer knows it.
    bindings
        Terms that take the place of variables in it.

    Examples
    --------
    >>> mistake("SELECT * { ?it a no:such }")
    Mistake(problem='the prefix no: is not declared.', line=1, column=18)
    """
    try:
        ox.Store().query(with_terms(text, bindings or {}))
    except (SyntaxError, UnicodeEncodeError) as raised:
        error = malformed(text, str(raised), bindings)
    else:
        return None
    for found in (_halves(text), _undeclared(text), _unknown(text), _unclosed(text)):
        for problem, start in found:
            return Mistake(problem, *line_and_column(text, start))
    line, column = error.line or 1, error.column or 1
    return Mistake(str(error).partition(f"column {column}: ")[2] or str(error), line, column)


def marked_line(text: str, line: int, column: int) -> str:
    """Return a line of a text with a mark under a column."""
    lines = text.split("\n")
    told = lines[min(line, len(lines)) - 1].rstrip("\r")
    before = "".join("\t" if one == "\t" else " " for one in told[: column - 1])
    return f"    {encodable(told)}\n    {before}^"


def _halves(text: str) -> Iterator[tuple[str, int]]:
    for place, (one, shown_as) in enumerate(zip(text, encodable(text), strict=True)):
        if one != shown_as:
            yield "this is half of a character.", place


def _undeclared(text: str) -> Iterator[tuple[str, int]]:
    seen = said_in(text)
    declared = {
        name.text
        for word, name in pairwise(seen)
        if word.kind == "word" and word.text.upper() == "PREFIX" and name.kind == "name"
    }
    for token in seen:
        prefix = token.text.partition(":")[0]
        if token.kind == "name" and f"{prefix}:" not in declared:
            known = PREFIXES.get(prefix)
            remedy = f" Put this in front: PREFIX {prefix}: <{known}>" if known else ""
            yield f"the prefix {prefix}: is not declared.{remedy}", token.start


def _unknown(text: str) -> Iterator[tuple[str, int]]:
    for token in said_in(text):
        if token.kind == "other" and token.text in "'\"":
            yield "this quote has no other half.", token.start
        elif token.kind == "other":
            yield f"“{token.text}” cannot stand here.", token.start
        elif token.kind == "word" and token.text != "a" and token.text.upper() not in _WORDS:
            near = did_you_mean(token.text.upper(), sorted(_WORDS))
            yield f"“{token.text}” is not a word of SPARQL.{near}", token.start


def _unclosed(text: str) -> Iterator[tuple[str, int]]:
    opened: list[Token] = []
    for token in said_in(text):
        if token.text in _CLOSING:
            opened.append(token)
        elif token.text in _CLOSING.values():
            if not opened:
                yield f"this {token.text} closes nothing.", token.start
                return
            if _CLOSING[opened[-1].text] != token.text:
                yield f"this {opened[-1].text} is not closed before {token.text}.", opened[-1].start
                return
            opened.pop()
    if opened:
        yield f"this {opened[-1].text} is never closed.", opened[-1].start

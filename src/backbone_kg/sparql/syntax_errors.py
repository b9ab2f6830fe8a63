"""Where the mistake in a malformed query is, and what was expected there.

Oxigraph's parser names the farthest place that it looked at. For a keyword it looks ahead as many
characters as the keyword has, so that it names a place behind the mistake, even on another line.
So it is asked once more with all gaps made wide: then it cannot look into the next piece.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

import pyoxigraph as ox

from backbone_kg.base.names import shortened
from backbone_kg.sparql.oxigraph_terms import Term
from backbone_kg.sparql.query_errors import QueryError
from backbone_kg.sparql.tokens import tokenize, with_terms

_PLACE: Final = re.compile(r"error at (\d+):(\d+): (?:expected )?(?:one of )?(.*)", re.DOTALL)
_KEYWORD: Final = re.compile(r"[A-Za-z_]{2,}")
_SENTENCE: Final = re.compile(r"[a-z] [a-z]")
_UNREPORTED: Final = "<unreported>"
"""What Oxigraph says when it looked for words of which it does not tell, up to OPTIONAL."""
_HALF: Final = re.compile("[\ud800-\udfff]")
_FEW: Final = 8
_GAP: Final = " " * 40
"""Wider than every keyword."""


@dataclass(frozen=True, slots=True)
class _Piece:
    """Something between two gaps: where it begins, in the wide text and in the text itself."""

    wide_start: int
    start: int
    is_term: bool = False


def malformed(text: str, problem: str, bindings: Mapping[str, Term] | None = None) -> QueryError:
    """Return what to tell of a text that is no query.

    Parameters
    ----------
    text
        The text, as its writer knows it.
    problem
        What Oxigraph says of it.
    bindings
        The terms in the place of variables with which Oxigraph read it.
    """
    wide, pieces = _widened(text, bindings or {})
    found = _PLACE.match(_problem_of(wide) or "")
    if found is None:
        return QueryError("malformed", f"The query cannot be read: {' '.join(problem.split())}.")
    expected = _expected(found[3])
    at = _offset(wide, int(found[1]), int(found[2]))
    found_in = bisect_right(pieces, at, key=lambda one: one.wide_start) - 1
    piece = pieces[found_in]
    looked_ahead = bool(expected) and all(map(_KEYWORD.fullmatch, expected))
    if looked_ahead:
        at = max(at - min(map(len, expected)), piece.wide_start)
    place = piece.start + (0 if piece.is_term else at - piece.wide_start)
    place = min(place, *(one.start for one in pieces[found_in + 1 :][:1]), len(text.rstrip()))
    reasons = [one for one in expected if _SENTENCE.search(one)]
    if reasons:
        # Such a thing is noticed when the piece that it is about is read.
        place = max((one.start for one in tokenize(text) if one.end == place), default=place)
        mistake = "; ".join(reasons)
    else:
        # Where it looked ahead, what else would have fitted is not told.
        mistake = _mistake(text, place) + _fitting([] if looked_ahead else expected)
    line, column = line_and_column(text, place)
    return QueryError(
        "malformed",
        f"The query cannot be read at line {line}, column {column}: {mistake}.",
        line,
        column,
    )


def encodable(text: str) -> str:
    r"""Return a text with a mark in the place of each half of a character, which is no text.

    Examples
    --------
    >>> encodable("a\ud800b")
    'a�b'
    """
    return _HALF.sub("\ufffd", text)


def _mistake(text: str, place: int) -> str:
    for token in tokenize(text):
        if place < token.end:
            return f"“{encodable(shortened(text[place : token.end]))}” does not fit here"
    return "it ends too early"


def _fitting(expected: Sequence[str]) -> str:
    if not 0 < len(expected) <= _FEW:
        return ""
    plain = [re.sub(r"\\(.)", r"\1", one.removeprefix('"').removesuffix('"')) for one in expected]
    return f"; it could go on with {' or '.join(plain)}"


def _widened(text: str, bindings: Mapping[str, Term]) -> tuple[str, Sequence[_Piece]]:
    """Return a text with wide gaps, and the pieces between them; the last is the end.

    A term in the place of a variable is a piece of its own.
    """
    parts: list[str] = []
    pieces = [_Piece(0, 0)]
    wide = 0

    def add(part: str) -> None:
        nonlocal wide
        parts.append(part)
        wide += len(part)

    for token in tokenize(text):
        if token.kind == "variable" and token.text[1:] in bindings:
            add(_GAP)
            pieces.append(_Piece(wide, token.start, is_term=True))
            add(with_terms(token.text, bindings))
            pieces.append(_Piece(wide, token.end))
            add(_GAP)
        else:
            add(token.text)
            if token.kind != "space":
                continue
            add(_GAP)
        pieces.append(_Piece(wide, token.end))
    add("\n" + _GAP)
    pieces.append(_Piece(wide, len(text)))
    add(_GAP)
    return "".join(parts), pieces


def _problem_of(text: str) -> str | None:
    try:
        ox.Store().query(text)
    except SyntaxError as problem:
        return str(problem)
    except (OSError, ValueError, RuntimeError):
        pass
    return None


def _expected(told: str) -> list[str]:
    """Return what was expected, without the ranges of letters that also would have done."""
    parts = [part.strip() for part in told.split(", ")]
    if parts == [_UNREPORTED]:
        return ["OPTIONAL"]
    plain = (part for part in parts if part and part != _UNREPORTED)
    return [part for part in plain if "[" not in part and "u{" not in part]


def _offset(text: str, line: int, column: int) -> int:
    """Return a place as the number of characters before it."""
    lines = text.split("\n")
    return sum(len(one) + 1 for one in lines[: line - 1]) + column - 1


def line_and_column(text: str, offset: int) -> tuple[int, int]:
    """Return the line and the column, from 1, of what stands behind so many characters."""
    before = text[:offset]
    return before.count("\n") + 1, offset - (before.rfind("\n") + 1) + 1

"""Where the mistake in a malformed query is, and what was expected there.

Oxigraph's parser names the farthest place that it looked at. For a keyword it looks ahead as many
characters as the keyword has, so that it names a place behind the mistake, even on another line.
So it is asked once more with all gaps made wide: then it cannot look into the next piece.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import pyoxigraph as ox

from backbone_kg.names import shortened
from backbone_kg.sparql.jobs import QueryError
from backbone_kg.sparql.tokens import tokens

_PLACE: Final = re.compile(r"error at (\d+):(\d+): (?:expected )?(?:one of )?(.*)", re.DOTALL)
_KEYWORD: Final = re.compile(r"[A-Za-z_]{2,}")
_SENTENCE: Final = re.compile(r"[a-z] [a-z]")
_FEW: Final = 8
_GAP: Final = " " * 40
"""Wider than every keyword."""


@dataclass(frozen=True, slots=True)
class _Piece:
    """Something between two gaps: where it begins, in the wide text and in the text itself."""

    wide_start: int
    start: int


def malformed(text: str, problem: str) -> QueryError:
    """Return what to tell of a text that is no query.

    Parameters
    ----------
    text
        The text.
    problem
        What Oxigraph says of it.
    """
    wide, pieces = _widened(text)
    found = _PLACE.match(_problem_of(wide) or "")
    if found is None:
        return QueryError("malformed", f"The query cannot be read: {' '.join(problem.split())}.")
    expected = _expected(found[3])
    at = _offset(wide, int(found[1]), int(found[2]))
    piece = max((one for one in pieces if one.wide_start <= at), key=lambda one: one.wide_start)
    looked_ahead = bool(expected) and all(map(_KEYWORD.fullmatch, expected))
    if looked_ahead:
        at = max(at - min(map(len, expected)), piece.wide_start)
    place = min(piece.start + at - piece.wide_start, len(text.rstrip()))
    reasons = [one for one in expected if _SENTENCE.search(one)]
    if reasons:
        # Such a thing is noticed when the piece that it is about is read.
        place = max((one.start for one in tokens(text) if one.end == place), default=place)
        mistake = "; ".join(reasons)
    else:
        # Where it looked ahead, what else would have fitted is not told.
        mistake = _mistake(text, place) + _fitting([] if looked_ahead else expected)
    line, column = _line_and_column(text, place)
    return QueryError(
        "malformed",
        f"The query cannot be read at line {line}, column {column}: {mistake}.",
        line,
        column,
    )


def _mistake(text: str, place: int) -> str:
    for token in tokens(text):
        if place < token.end:
            return f"“{shortened(text[place : token.end])}” does not fit here"
    return "it ends too early"


def _fitting(expected: Sequence[str]) -> str:
    if not 0 < len(expected) <= _FEW:
        return ""
    plain = [re.sub(r"\\(.)", r"\1", one.removeprefix('"').removesuffix('"')) for one in expected]
    return f"; it could go on with {' or '.join(plain)}"


def _widened(text: str) -> tuple[str, Sequence[_Piece]]:
    """Return a text with wide gaps, and the pieces between them; the last is the end."""
    parts: list[str] = []
    pieces = [_Piece(0, 0)]
    wide = 0
    for token in tokens(text):
        part = token.text + _GAP if token.kind == "space" else token.text
        parts.append(part)
        wide += len(part)
        if token.kind == "space":
            pieces.append(_Piece(wide, token.end))
    gap = "\n" + _GAP
    pieces.append(_Piece(wide + len(gap), len(text)))
    return "".join([*parts, gap, _GAP]), pieces


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
    return [part for part in parts if part and "[" not in part and "u{" not in part]


def _offset(text: str, line: int, column: int) -> int:
    """Return a place as the number of characters before it."""
    lines = text.split("\n")
    return sum(len(one) + 1 for one in lines[: line - 1]) + column - 1


def _line_and_column(text: str, offset: int) -> tuple[int, int]:
    before = text[:offset]
    return before.count("\n") + 1, offset - (before.rfind("\n") + 1) + 1

"""Where each token of a SPARQL text ends, in time that grows as the text does.

A token is looked for at whichever place one may begin. What makes that slow is looking far ahead
in vain, at place after place: for the other quote, or for the colon that ends a prefix. So what is
found out there once is kept for all places that it holds for.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from functools import cached_property
from typing import Final

_BASE = (
    "A-Za-z\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u02ff\u0370-\u037d\u037f-\u1fff\u200c-\u200d"
    "\u2070-\u218f\u2c00-\u2fef\u3001-\ud7ff\uf900-\ufdcf\ufdf0-\ufffd\U00010000-\U000effff"
)
_INNER = "0-9\u00b7\u0300-\u036f\u203f-\u2040"
_IN_A_PREFIX = f"[{_BASE}_{_INNER}.-]"
_PREFIX = f"[{_BASE}](?:{_IN_A_PREFIX}*[{_BASE}_{_INNER}-])?+"
_PERCENT = r"%[0-9A-Fa-f]{2}|\\[_~.\-!$&'()*+,;=/?#@%]"
_IN_A_LOCAL = f"[{_BASE}_:{_INNER}-]|{_PERCENT}"
_LOCAL = f"(?:[{_BASE}_:0-9]|{_PERCENT})(?:{_IN_A_LOCAL}|\\.++(?={_IN_A_LOCAL}))*+"
_IN_A_BLANK = f"[{_BASE}_{_INNER}-]"

_PATTERNS: Final = {
    "space": r"[ \t\r\n]++",
    "iri": r'<[^<>"{}|^`\x00-\x20]*+>',
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

KINDS: Final = frozenset({*_PATTERNS, "string", "comment"})
"""Every kind of token."""


def _any_of(kinds: dict[str, str]) -> re.Pattern[str]:
    named = (f"(?P<{kind}>{pattern})" for kind, pattern in kinds.items())
    return re.compile("|".join(named), re.DOTALL)


_TOKEN = _any_of(_PATTERNS)
_TOKEN_BUT_A_NAME = _any_of({kind: one for kind, one in _PATTERNS.items() if kind != "name"})
_RUN = re.compile(f"{_IN_A_PREFIX}++")
_LINE = re.compile(r"[^\r\n]++")

_QUOTES: Final = "\"'"


def _plain(mark: str) -> re.Pattern[str]:
    """Return what a string holds up to the next quote of its own kind, escaped or not."""
    quote, other = mark[0], _QUOTES.replace(mark[0], "")
    end_of_line = r"\n\r" if mark == quote else ""
    escape = rf"\\(?:[tbnrf{other}\\]|u[0-9A-Fa-f]{{4}}|U[0-9A-Fa-f]{{8}})"
    return re.compile(rf"(?:[^{quote}\\{end_of_line}]++|{escape})*+")


_PLAIN: Final = {mark: _plain(mark) for quote in _QUOTES for mark in (quote, quote * 3)}


class Lexer:
    """Tells which token begins at a place of a text.

    Parameters
    ----------
    text
        The text.

    Notes
    -----
    It may be asked of any places in any order. Asking of each place where a token of some reading
    begins takes time in proportion to the text.
    """

    def __init__(self, text: str) -> None:
        self._text = text
        self._closings: dict[str, dict[int, int | None]] = {mark: {} for mark in _PLAIN}

    def token(self, at: int) -> tuple[str, int]:
        """Return the kind of the token that begins at a place, and where it ends."""
        first = self._text[at]
        if first in _QUOTES:
            end = self._string_end(at, first)
            return ("other", at + 1) if end is None else ("string", end)
        if first == "#":
            end = self._lines.end(at)
            assert end is not None
            return "comment", end
        pattern = _TOKEN if self._without_colon.end(at) is None else _TOKEN_BUT_A_NAME
        match = pattern.match(self._text, at)
        assert match is not None
        assert match.lastgroup is not None
        return match.lastgroup, match.end()

    def _string_end(self, at: int, quote: str) -> int | None:
        # Three quotes are not an empty string and a quote, unless nothing closes them.
        if self._text.startswith(quote * 3, at):
            end = self._closing(quote * 3, at + 3)
            if end is not None:
                return end
        return self._closing(quote, at + 1)

    def _closing(self, mark: str, at: int) -> int | None:
        """Return where a string ends that goes on behind a quote of its own kind; None if nowhere.

        The way there leads from quote to quote of that kind, and is the same from each of them, so
        that no part of a text is looked through twice.
        """
        text, known, way = self._text, self._closings[mark], []
        while at not in known:
            way.append(at)
            match = _PLAIN[mark].match(text, at)
            assert match is not None
            stop = match.end()
            if text.startswith(mark, stop):
                known[at] = stop + len(mark)
            elif text.startswith("\\" + mark[0], stop):
                at = stop + 2
            elif text.startswith(mark[0], stop):
                at = stop + 1
            else:
                known[at] = None
        end = known[at]
        known.update(dict.fromkeys(way, end))
        return end

    @cached_property
    def _lines(self) -> _Runs:
        return _Runs([match.span() for match in _LINE.finditer(self._text)])

    @cached_property
    def _without_colon(self) -> _Runs:
        """Runs of what a prefix may consist of in which none begins: no colon ends them."""
        text = self._text
        spans = (match.span() for match in _RUN.finditer(text))
        return _Runs(
            [
                (start, end)
                for start, end in spans
                if text[end - 1] == "." or not text.startswith(":", end)
            ]
        )


class _Runs:
    """Pieces of a text that do not overlap, in their order."""

    def __init__(self, spans: list[tuple[int, int]]) -> None:
        self._starts = [start for start, _ in spans]
        self._ends = [end for _, end in spans]

    def end(self, at: int) -> int | None:
        """Return where the piece ends that a place lies in; None if it lies in none."""
        found = bisect_right(self._starts, at) - 1
        return self._ends[found] if found >= 0 and at < self._ends[found] else None

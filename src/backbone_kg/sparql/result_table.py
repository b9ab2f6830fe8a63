"""Results for people: a table that fits the window, one in Markdown, one for a notebook."""

from __future__ import annotations

import html
import re
import unicodedata
from collections.abc import Mapping, Sequence
from decimal import Decimal
from functools import lru_cache
from itertools import pairwise, takewhile, zip_longest

import pyoxigraph as ox

from backbone_kg.base.words import plural
from backbone_kg.graph.namespaces import PREFIXES
from backbone_kg.sparql.results import Results, Term, value_of

_GAP = "  "
_LONG_WORD = 24
"""A longer word (an IRI) may be cut; where shorter ones would be, each row becomes a list."""
_DITTO = "″"
_NOTEBOOK_ROWS = 200
_LOCAL_NAME = re.compile(r"[\w][\w.-]*")
_MARKDOWN = re.compile(r"([\\`*_{}\[\]<>|#~])")


def shown(term: Term | None, labels: Mapping[str, str] | None = None) -> str:
    """Return a term as a person reads it.

    Parameters
    ----------
    term
        None is shown as nothing.
    labels
        What IRIs are called. An IRI without a label is shown in the project's prefixes, or whole.

    Examples
    --------
    >>> shown(ox.NamedNode("https://w3id.org/backbone-kg/ontology#Partner"))
    'bkg:Partner'
    >>> shown(ox.Literal(True)), shown(ox.Literal("2.3333333333", datatype=_DECIMAL))
    ('yes', '2.333')
    """
    if term is None:
        return ""
    if isinstance(term, ox.NamedNode):
        return _plain((labels or {}).get(term.value) or prefixed(term.value))
    if isinstance(term, ox.BlankNode):
        return f"_:{term.value}"
    if isinstance(term, ox.Triple):
        parts = (term.subject, term.predicate, term.object)
        return f"<<{' '.join(shown(part, labels) for part in parts)}>>"
    return _literal(term)


_DECIMAL = ox.NamedNode("http://www.w3.org/2001/XMLSchema#decimal")


def prefixed(iri: str) -> str:
    """Return an IRI in the project's prefixes, or as it is if it is in none of them."""
    found = max(
        (one for one in PREFIXES.items() if iri.startswith(one[1])),
        key=lambda one: len(one[1]),
        default=None,
    )
    if found is None or not _LOCAL_NAME.fullmatch(iri[len(found[1]) :]):
        return iri
    return f"{found[0]}:{iri[len(found[1]) :]}"


def count_line(results: Results) -> str:
    """Return how much there is: rows, triples, or the answer itself.

    Examples
    --------
    >>> count_line(Results("select", ("a",))), count_line(Results("ask", answer=False))
    ('no answers', 'no')
    """
    if results.kind == "ask":
        return "yes" if results.answer else "no"
    if not len(results):
        return "no answers"
    return plural(len(results), "row" if results.kind == "select" else "triple")


def _sentence(results: Results) -> str:
    return f"{count_line(results).capitalize()}."


# --- in a terminal --------------------------------------------------------------------------------


def text_table(results: Results, *, width: int = 100) -> str:
    """Return results as a table for a terminal, with their count at the end.

    Parameters
    ----------
    results
        What to show; yes or no is a word of its own.
    width
        Characters in a line, at least 20. What is longer is broken into lines within its column,
        and what repeats the row above in the first columns is a ditto mark; if the columns would
        become narrower than their words, each row is a list.
    """
    if results.kind == "ask" or not len(results):
        return f"{_sentence(results)}\n"
    headings = list(results.headings)
    rows = [[shown(term, results.labels) for term in row] for row in results.cells]
    widths = _widths([list(column) for column in zip(headings, *rows, strict=True)], width)
    if widths is None:
        lines = _listed(headings, rows, width)
    else:
        numeric = _numeric_columns(results)
        lines = _row_lines(headings, widths, numeric)
        lines.append(_GAP.join("─" * one for one in widths))
        in_lines = [_row_lines(row, widths, numeric) for row in rows]
        if any(len(row) > 1 for row in in_lines):
            in_lines = [_row_lines(row, widths, numeric) for row in _without_repetition(rows)]
        apart = any(len(row) > 1 for row in in_lines)
        for row in in_lines:
            lines += [*row, ""] if apart else row
        if apart:
            lines.pop()
    return "\n".join((*lines, "", _sentence(results), ""))


def _without_repetition(rows: list[list[str]]) -> list[list[str]]:
    """Replace, from the left, what is the same as in the row above; the last column stays."""
    told = rows[:1]
    for above, row in pairwise(rows):
        same = list(takewhile(lambda pair: pair[0] == pair[1], zip(above, row[:-1], strict=False)))
        told.append([_DITTO if text else "" for text, _ in same] + row[len(same) :])
    return told


def _widths(columns: list[list[str]], width: int) -> list[int] | None:
    """Share the width of a line: narrow columns get what they hold, wide ones equal parts.

    Returns
    -------
    list of int or None
        None if words would have to be cut.
    """
    natural = [max(map(_wide, column)) for column in columns]
    least = [
        max(min(_wide(word), _LONG_WORD) for text in column for word in text.split() or [""])
        for column in columns
    ]
    left = max(width, 20) - len(_GAP) * (len(columns) - 1)
    left -= sum(least)
    if left < 0:
        return None
    widths = least
    while left and (wanting := [n for n, width in enumerate(widths) if width < natural[n]]):
        widths[min(wanting, key=widths.__getitem__)] += 1
        left -= 1
    return widths


def _row_lines(cells: Sequence[str], widths: list[int], numeric: Sequence[bool]) -> list[str]:
    columns = [_broken(cell, width) for cell, width in zip(cells, widths, strict=True)]
    return [
        _GAP.join(
            " " * (width - _wide(part)) + part if right else part + " " * (width - _wide(part))
            for part, width, right in zip(line, widths, numeric, strict=True)
        ).rstrip()
        for line in zip_longest(*columns, fillvalue="")
    ]


def _listed(headings: list[str], rows: list[list[str]], width: int) -> list[str]:
    lines: list[str] = []
    for row in rows:
        lines += [""] if lines else []
        for heading, cell in zip(headings, row, strict=True):
            first, *others = _broken(cell, max(width - 4, 16))
            if _wide(heading) + 2 + _wide(cell) <= width:
                lines.append(f"{heading}: {cell}".rstrip())
            else:
                lines += [f"{heading}:", *(f"    {part}" for part in (first, *others))]
    return lines


def _broken(text: str, width: int) -> list[str]:
    """Return a text in lines, between words where it can be."""
    lines, line = [], ""
    for word in text.split():
        if line and _wide(line) + 1 + _wide(word) <= width:
            line += f" {word}"
            continue
        lines += [line] if line else []
        *pieces, line = _pieces(word, width)
        lines += pieces
    return [*lines, line]


def _pieces(word: str, width: int) -> list[str]:
    """Return a word, cut where it is wider than a line."""
    pieces = [""]
    for character in word:
        if _wide(pieces[-1]) + _wide(character) > width and pieces[-1]:
            pieces.append("")
        pieces[-1] += character
    return pieces


@lru_cache(maxsize=8192)
def _wide(text: str) -> int:
    """Return how many places of a line a text takes; Chinese takes two for each character."""
    if text.isascii():
        return len(text)
    return sum(
        0 if unicodedata.combining(one) else 1 + (unicodedata.east_asian_width(one) in "WF")
        for one in text
    )


def _numeric_columns(results: Results) -> list[bool]:
    columns = zip(*results.cells, strict=True)
    held = [[term for term in column if term is not None] for column in columns]
    return [bool(column) and all(map(_is_number, column)) for column in held]


def _is_number(term: Term) -> bool:
    value = value_of(term)
    return isinstance(value, int | float | Decimal) and not isinstance(value, bool)


def _literal(term: ox.Literal) -> str:
    value = value_of(term)
    if isinstance(value, bool):
        return "yes" if value else "no"
    return _number(value) if isinstance(value, float | Decimal) else _plain(term.value)


def _number(value: float | Decimal) -> str:
    """Return a number with at most three digits behind the point, or three that say something."""
    text = str(value)
    if len(text.partition(".")[2]) <= 3:
        return text
    return f"{value:.3f}" if abs(float(value)) >= 1 else f"{value:.3g}"


def _plain(text: str) -> str:
    """Return a text in one line, without what could steer a terminal."""
    return "".join(
        " " if one.isspace() else "\ufffd" if unicodedata.category(one) == "Cc" else one
        for one in text
    )


# --- in Markdown ----------------------------------------------------------------------------------


def markdown_table(results: Results) -> str:
    """Return results as a Markdown table; an IRI on the web is a link."""
    if results.kind == "ask" or not len(results):
        return f"{_sentence(results)}\n"

    def cell(term: Term | None) -> str:
        text = _MARKDOWN.sub(r"\\\1", " ".join(shown(term, results.labels).split()))
        if isinstance(term, ox.NamedNode) and term.value.startswith(("http://", "https://")):
            return f"[{text}](<{term.value.replace('|', '%7C')}>)"
        return text

    numeric = _numeric_columns(results)
    lines = [
        " | ".join(_MARKDOWN.sub(r"\\\1", name) for name in results.headings),
        " | ".join("--:" if right else "---" for right in numeric),
        *(" | ".join(map(cell, row)) for row in results.cells),
    ]
    return "".join(f"| {line} |\n" for line in lines) + f"\n{_sentence(results)}\n"


# --- in a notebook --------------------------------------------------------------------------------


def notebook_table(results: Results) -> str:
    """Return results as an HTML table; what an IRI is stands behind its label, to hover over.

    Of very many rows the first are shown, and it is said how many there are.
    """
    if results.kind == "ask" or not len(results):
        return f"<p>{_sentence(results)}</p>"

    def cell(term: Term | None, right: bool) -> str:
        text = html.escape(" ".join(shown(term, results.labels).split()))
        title = f' title="{html.escape(term.value)}"' if isinstance(term, ox.NamedNode) else ""
        return f'<td style="text-align: {"right" if right else "left"}"{title}>{text}</td>'

    numeric = _numeric_columns(results)
    head = "".join(
        f'<th style="text-align: {"right" if right else "left"}">{html.escape(name)}</th>'
        for name, right in zip(results.headings, numeric, strict=True)
    )
    body = "".join(
        f"<tr>{''.join(map(cell, row, numeric))}</tr>" for row in results.cells[:_NOTEBOOK_ROWS]
    )
    told = count_line(results)
    if len(results) > _NOTEBOOK_ROWS:
        told = f"The first {_NOTEBOOK_ROWS} of {told}"
    return f"<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table><p>{told}.</p>"

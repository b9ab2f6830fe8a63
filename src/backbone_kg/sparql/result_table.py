"""Results for people: a table that fits the window, one in Markdown, one for a notebook."""

from __future__ import annotations

import html
import re
import unicodedata
from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Protocol

import pyoxigraph as ox

from backbone_kg.base.html import Markup
from backbone_kg.base.html import table as html_table
from backbone_kg.base.numbers_and_lists import plural
from backbone_kg.base.terminal_table import table
from backbone_kg.base.wrapped_lines import wrapped
from backbone_kg.graph.namespaces import CURIES
from backbone_kg.sparql.oxigraph_terms import Term, value_of

_NOTEBOOK_ROWS = 200
_MARKDOWN = re.compile(r"([\\`*_{}\[\]<>|#~])")


class Answer(Protocol):
    """What a query answers, as far as a table shows it; see `results.Results`."""

    @property
    def kind(self) -> str:
        """``select``, ``ask`` or ``graph``."""

    @property
    def answer(self) -> bool | None:
        """Of an ``ask``."""

    @property
    def headings(self) -> Sequence[str]:
        """Names of the columns."""

    @property
    def cells(self) -> Sequence[Sequence[Term | None]]:
        """Rows of terms."""

    @property
    def labels(self) -> Mapping[str, str]:
        """What IRIs are called."""

    @property
    def knowledge_base(self) -> str | None:
        """IRI of the version that was asked."""

    @property
    def incomplete(self) -> str:
        """That it rests on files of which something could not be read, or ""."""

    def __len__(self) -> int:
        """Return how many rows there are."""


def term_text(term: Term | None, labels: Mapping[str, str] | None = None) -> str:
    """Return a term as a person reads it.

    Parameters
    ----------
    term
        None is shown as nothing.
    labels
        What IRIs are called. An IRI without a label is shown in the project's prefixes, or whole.

    Examples
    --------
    >>> term_text(ox.NamedNode("https://w3id.org/backbone-kg/ontology#Partner"))
    'bkg:Partner'
    >>> term_text(ox.Literal(True)), term_text(ox.Literal(2.3333333333))
    ('yes', '2.333')
    """
    if term is None:
        return ""
    if isinstance(term, ox.NamedNode):
        return _plain((labels or {}).get(term.value) or CURIES.shorten(term.value))
    if isinstance(term, ox.BlankNode):
        return f"_:{term.value}"
    if isinstance(term, ox.Triple):
        parts = (term.subject, term.predicate, term.object)
        return f"<<{' '.join(term_text(part, labels) for part in parts)}>>"
    return _literal(term)


def count_line(results: Answer) -> str:
    """Return how much there is: rows, triples, or the answer itself.

    Examples
    --------
    >>> from backbone_kg.sparql.query_results import Results
    >>> count_line(Results("select", ("a",))), count_line(Results("ask", answer=False))
    ('no answers', 'no')
    """
    if results.kind == "ask":
        return "yes" if results.answer else "no"
    if not len(results):
        return "no answers"
    return plural(len(results), "row" if results.kind == "select" else "triple")


def _sentence(results: Answer) -> str:
    """Return how much there is, and which version of the knowledge base says so."""
    return f"{count_line(results).capitalize()}.{edition_told(results.knowledge_base, before=' ')}"


def edition_told(iri: str | None, before: str = "") -> str:
    """Return which version of the knowledge base was asked; "" where none was.

    Examples
    --------
    >>> edition_told("https://w3id.org/backbone-kg/ontology/0.2.0")
    'Knowledge base: version 0.2.0.'
    >>> edition_told(""), edition_told(None)
    ('Knowledge base: version not known.', '')
    """
    if iri is None:
        return ""
    return f"{before}Knowledge base: version {iri.rpartition('/')[2] or 'not known'}."


# --- in a terminal --------------------------------------------------------------------------------


def text_table(results: Answer, *, width: int = 100) -> str:
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
    before = "".join(f"{line}\n" for line in wrapped(_plain(results.incomplete), width))
    before += "\n" * bool(before)
    if results.kind == "ask" or not len(results):
        return f"{before}{_sentence(results)}\n"
    rows = [[term_text(term, results.labels) for term in row] for row in results.cells]
    numeric = [n for n, right in enumerate(_numeric_columns(results)) if right]
    shown = table(results.headings, rows, width=width, numeric=numeric)
    return f"{before}{shown}\n{_sentence(results)}\n"


def _numeric_columns(results: Answer) -> list[bool]:
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


def markdown_table(results: Answer) -> str:
    """Return results as a Markdown table; an IRI on the web is a link."""
    before = _MARKDOWN.sub(r"\\\1", _plain(results.incomplete)) + "\n\n" * bool(results.incomplete)
    if results.kind == "ask" or not len(results):
        return f"{before}{_sentence(results)}\n"

    def cell(term: Term | None) -> str:
        text = _MARKDOWN.sub(r"\\\1", " ".join(term_text(term, results.labels).split()))
        if isinstance(term, ox.NamedNode) and term.value.startswith(("http://", "https://")):
            return f"[{text}](<{term.value.replace('|', '%7C')}>)"
        return text

    numeric = _numeric_columns(results)
    lines = [
        " | ".join(_MARKDOWN.sub(r"\\\1", name) for name in results.headings),
        " | ".join("--:" if right else "---" for right in numeric),
        *(" | ".join(map(cell, row)) for row in results.cells),
    ]
    return before + "".join(f"| {line} |\n" for line in lines) + f"\n{_sentence(results)}\n"


# --- in a notebook --------------------------------------------------------------------------------


def notebook_table(results: Answer) -> str:
    """Return results as an HTML table; what an IRI is stands behind its label, to hover over.

    Of very many rows the first are shown, and it is said how many there are.
    """
    before = f"<p>{html.escape(results.incomplete)}</p>" if results.incomplete else ""
    if results.kind == "ask" or not len(results):
        return f"{before}<p>{_sentence(results)}</p>"

    def cell(term: Term | None) -> str:
        text = " ".join(term_text(term, results.labels).split())
        if not isinstance(term, ox.NamedNode):
            return text
        return Markup(f'<span title="{html.escape(term.value)}">{html.escape(text)}</span>')

    made = html_table(
        results.headings,
        [list(map(cell, row)) for row in results.cells[:_NOTEBOOK_ROWS]],
        numeric=[n for n, right in enumerate(_numeric_columns(results)) if right],
    )
    told = count_line(results)
    if len(results) > _NOTEBOOK_ROWS:
        told = f"The first {_NOTEBOOK_ROWS} of {told}"
    return f"{before}{made}<p>{told}.{edition_told(results.knowledge_base, before=' ')}</p>"

"""What Virtuoso takes and says otherwise than SPARQL 1.1 has it, put right on both ways."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import pyoxigraph as ox

from backbone_kg.sparql.results import Results, Term
from backbone_kg.sparql.tokens import Token, form, tokens

_MAY_HOLD = frozenset({"BOUND", "IF", "COALESCE", "IN", "EXISTS", "||", "&&"})
"""What may have a value although a variable in it has none."""

_UNSEEN = frozenset({"space", "comment"})


def without_unset(text: str) -> str:
    """Return a query without those alternatives that lack a value because a parameter is not set.

    A question of the library says ``COALESCE(?scheme = ?_framework, true)``: without a value for
    the parameter, the comparison is an error, and the next alternative counts. To Virtuoso the
    comparison is false.

    Parameters
    ----------
    text
        A query, in which terms stand for the parameters that are set. What is left of variables
        whose names begin with ``_`` has no value.

    Examples
    --------
    >>> without_unset("ASK { ?s ?p ?o FILTER(COALESCE(?s = ?_thing, true)) }")
    'ASK { ?s ?p ?o FILTER(COALESCE( true)) }'
    """
    found = list(tokens(text))
    dropped: set[int] = set()
    for at, token in enumerate(found):
        if token.kind == "word" and token.text.upper() == "COALESCE":
            dropped |= _first_argument(found, at + 1)
    return "".join(token.text for at, token in enumerate(found) if at not in dropped)


def with_dataset(text: str, default_graphs: Iterable[str], named_graphs: Iterable[str]) -> str:
    """Return a query that itself says which graphs it is asked of.

    Virtuoso repeats each ``named-graph-uri`` of a request in the head of its answer, which is
    refused when it gets too long.

    Parameters
    ----------
    text
        A query without ``FROM``.
    default_graphs, named_graphs
        The names of graphs.

    Examples
    --------
    >>> with_dataset("ASK { GRAPH ?g {} }", ["urn:a"], ["urn:b"])
    'ASK FROM <urn:a> FROM NAMED <urn:b> { GRAPH ?g {} }'
    """
    clauses = [f"FROM <{name}> " for name in default_graphs]
    clauses += [f"FROM NAMED <{name}> " for name in named_graphs]
    at = _before_where(text)
    return text[:at] + "".join(clauses) + text[at:]


def _before_where(text: str) -> int:
    """Return where the WHERE clause begins, with or without that word."""
    template = form(text) == "construct"
    depth = 0
    for token in tokens(text):
        if depth == 0 and token.kind == "word" and token.text.upper() == "WHERE":
            return token.start
        if depth == 0 and token.text == "{":
            if not template:
                return token.start
            template = False
        depth += (token.text in {"{", "("}) - (token.text in {"}", ")"})
    return len(text)


def _first_argument(found: Sequence[Token], at: int) -> set[int]:
    """Return the places of the first argument and its comma, if it certainly has no value."""
    depth = begin = 0
    unset = False
    for place in range(at, len(found)):
        token = found[place]
        if token.kind in _UNSEEN:
            continue
        if depth == 1 and token.text == ",":
            return set(range(begin, place + 1)) if unset else set()
        if depth == 0:
            begin = place + 1
        depth += (token.text == "(") - (token.text == ")")
        if depth < 1 or token.text.upper() in _MAY_HOLD:
            return set()
        if token.kind == "variable" and token.text[1:].startswith("_"):
            unset = True
    return set()


def mended(found: Results, *, asked: bool) -> Results:
    """Return Virtuoso's results as other services give them.

    It answers an ASK with a row or none, and writes yes and no as 1 and 0.

    Parameters
    ----------
    found
        What it answered.
    asked
        Whether the query was an ASK.
    """
    if asked and found.kind == "select":
        return Results("ask", answer=bool(found.rows))
    if found.kind != "select":
        return found
    yes_no = {"1": ox.Literal(True), "0": ox.Literal(False)}
    boolean = ox.Literal(True).datatype

    def put_right(term: Term | None) -> Term | None:
        if isinstance(term, ox.Literal) and term.datatype == boolean:
            return yes_no.get(term.value, term)
        return term

    rows = tuple(tuple(map(put_right, row)) for row in found.rows)
    return Results("select", found.columns, rows)

"""How deep a query is nested: Oxigraph works on each level inside the one around it.

Too many levels overflow the stack, and the whole program ends without a word. Brackets are levels,
and so is each link of a chain: ``1 + 1 + 1``, or group behind group joined by UNION.
"""

from __future__ import annotations

from typing import Final

from backbone_kg.sparql.query_errors import QueryError
from backbone_kg.sparql.tokens import tokenize

MOST_LEVELS: Final = 1_500
"""How many levels are worked on, which takes about half of the usual stack of 8 MiB."""

_OF_A_BRACKET: Final = 4
"""A bracket takes as much room as so many links of a chain: IF and EXISTS nest most steeply."""

_OPENING: Final = frozenset("{([")
_CLOSING: Final = frozenset("})]")
_LINKS: Final = frozenset(
    {*("+", "-", "*", "/", "|", "||", "&&", "!"), *("UNION", "OPTIONAL", "MINUS", "IN")}
)


def check_nesting(text: str) -> None:
    """Make sure that a query is not nested too deep to be worked on.

    Raises
    ------
    QueryError
        ``query-depth``.

    Examples
    --------
    >>> check_nesting("ASK { { ?s ?p ?o } UNION { ?o ?p ?s } }")
    """
    if nesting_depth(text) > MOST_LEVELS:
        raise too_deep()


def too_deep() -> QueryError:
    """Return what to tell of a query that is nested too deep."""
    return QueryError(
        "query-depth",
        "The query is nested too deep: it holds too many brackets inside one another, or too many"
        " operators or parts in one row. List values with VALUES or IN, or ask in several queries.",
    )


def nesting_depth(text: str) -> int:
    """Return the levels of a SPARQL text, at its deepest place.

    Examples
    --------
    >>> nesting_depth("ASK {}"), nesting_depth("ASK { # {{{{")
    (4, 4)
    >>> nesting_depth("ASK { { ?s ?p 1 } UNION { ?s ?p 2 } }")
    9
    """
    # The levels of each open bracket: itself, and the links in it so far.
    levels = [0]
    reached = deepest = 0
    for token in tokenize(text):
        word = token.text.upper() if token.kind == "word" else token.text
        if word in _OPENING:
            levels.append(_OF_A_BRACKET)
            reached += _OF_A_BRACKET
        elif word in _CLOSING:
            if len(levels) > 1:
                reached -= levels.pop()
        elif word in _LINKS:
            levels[-1] += 1
            reached += 1
        elif word == "AS":
            # (… AS ?x) is a link of the row that its brackets stand in.
            levels[max(len(levels) - 2, 0)] += 1
            reached += 1
        deepest = max(deepest, reached)
    return deepest

"""The columns of ``SELECT *``, in the order in which the query speaks of them."""

from __future__ import annotations

from backbone_kg.sparql.query_results import Results
from backbone_kg.sparql.tokens import said_in


def in_written_order(results: Results, text: str) -> Results:
    """Return results with their columns as a person who wrote the query expects them.

    Which columns come first in the answer to ``SELECT *``, SPARQL leaves open.

    Examples
    --------
    >>> text = "SELECT * { ?s ?p ?o }"
    >>> in_written_order(Results("select", ("o", "p", "s")), text).columns
    ('s', 'p', 'o')
    """
    if results.kind != "select":
        return results
    code = said_in(text)
    words = [token.text.upper() for token in code]
    if "SELECT" not in words:
        return results
    behind = words.index("SELECT") + 1
    if words[behind : behind + 1] in (["DISTINCT"], ["REDUCED"]):
        behind += 1
    if words[behind : behind + 1] != ["*"]:
        return results
    return results.in_order(token.text[1:] for token in code if token.kind == "variable")

"""In which order the columns of an answer stand."""

from __future__ import annotations

import pyoxigraph as ox
import pytest

from backbone_kg import Results
from backbone_kg.sparql import in_written_order


@pytest.mark.parametrize(
    ("text", "columns"),
    [
        ("SELECT * { VALUES (?s ?p ?o) { (1 2 3) } }", ("s", "p", "o")),
        ("# ?o\nselect distinct * { VALUES (?s ?p ?o) { (1 2 3) } }", ("s", "p", "o")),
        ("SELECT REDUCED*{ VALUES ($z ?a) { (1 2) } FILTER(?a > 1) }", ("z", "a")),
        ("SELECT ?o ?s { VALUES (?s ?o) { (1 2) } }", ("o", "s")),
        ("SELECT (COUNT(*) AS ?n) ?s { VALUES (?s ?n2) { (1 2) } } GROUP BY ?s", ("n", "s")),
        ("SELECT ?s { { SELECT * { VALUES (?t ?s) { (1 2) } } } }", ("s",)),
    ],
)
def test_of_all_variables_that_comes_first_which_is_written_first(
    text: str, columns: tuple[str, ...]
) -> None:
    found = Results.of(ox.Store().query(text))
    ordered = in_written_order(found, text)
    assert ordered.columns == columns
    assert ordered.to_rows() == found.to_rows()


def test_what_has_no_columns_stays_as_it_is() -> None:
    answer = Results("ask", answer=True)
    assert in_written_order(answer, "ASK { ?s ?p ?o }") is answer

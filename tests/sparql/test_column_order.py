"""In which order the columns of an answer stand."""

from __future__ import annotations

import pytest

from backbone_kg import query


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
    assert query(text).columns == columns


def test_each_value_stands_in_its_column() -> None:
    found = query("SELECT * { VALUES (?s ?p ?o) { (1 2 3) (4 5 6) } }")
    assert found.to_rows() == [{"s": 1, "p": 2, "o": 3}, {"s": 4, "p": 5, "o": 6}]


def test_what_has_no_columns_stays_as_it_is() -> None:
    assert query("ASK { VALUES ?s { 1 } }").answer is True

"""Rows are counted as their bytes go by, whatever stands in them and however they are cut."""

from __future__ import annotations

import pyoxigraph as ox
import pytest
from hypothesis import given
from hypothesis import strategies as st

from backbone_kg.sparql import RowCounter

FORMATS = {
    "json": ox.QueryResultsFormat.JSON,
    "xml": ox.QueryResultsFormat.XML,
    "csv": ox.QueryResultsFormat.CSV,
    "tsv": ox.QueryResultsFormat.TSV,
}
TRAPS = [
    *('a,{"b"', '[{"', "[{", ",{", "},{", "{}", ",{}", "[{}"),
    *("\n", "\r\n", '"', '""', "\\", "\\\\", '\\"', '\\",{}', ""),
    *("<result>", "&lt;result>"),
]
VALUES = st.one_of(
    st.none(),
    st.sampled_from(TRAPS),
    st.text(st.characters(exclude_categories=["Cs"], min_codepoint=32)),
)
ROWS = st.lists(st.lists(VALUES, min_size=2, max_size=2), max_size=6)


def counted(query: str, form: str, cut: int) -> int:
    """Return how many rows are counted in the answer to a query, cut into pieces."""
    answer = ox.Store().query(query)
    assert isinstance(answer, ox.QuerySolutions)
    content = answer.serialize(format=FORMATS[form])
    assert content is not None
    counter = RowCounter(form)
    for start in range(0, len(content), cut):
        counter.add(content[start : start + cut])
    return counter.rows


@pytest.mark.parametrize("form", FORMATS)
@given(rows=ROWS, cut=st.integers(1, 9))
def test_as_many_as_there_are(form: str, rows: list[list[str | None]], cut: int) -> None:
    told = (["UNDEF" if text is None else str(ox.Literal(text)) for text in row] for row in rows)
    values = "".join(f"({' '.join(row)})" for row in told)
    query = f"SELECT ?a ?b {{ VALUES (?a ?b) {{ {values} }} }}"
    assert counted(query, form, cut) == len(rows)


@pytest.mark.parametrize("form", FORMATS)
@pytest.mark.parametrize("variables", ["?unbound", "?un ?bound", "*"])
def test_rows_that_bind_nothing_are_rows(variables: str, form: str) -> None:
    query = f"SELECT {variables} {{ {{}} UNION {{}} UNION {{}} }}"
    assert counted(query, form, 8192) == 3
    assert counted(query, form, 2) == 3


@pytest.mark.parametrize("form", FORMATS)
def test_statements_in_a_row_are_not_rows(form: str) -> None:
    query = "SELECT ?a ?b { VALUES (?a ?b) { (<<(<a:a> <a:b> 'c')>> UNDEF) (UNDEF 1) } }"
    assert counted(query, form, 8192) == 2

"""Rows are counted as their bytes go by, whatever stands in them and however they are cut."""

from __future__ import annotations

import pyoxigraph as ox
import pytest
from hypothesis import given
from hypothesis import strategies as st

from backbone_kg.sparql.counting import RowCounter

FORMATS = {
    "json": ox.QueryResultsFormat.JSON,
    "xml": ox.QueryResultsFormat.XML,
    "csv": ox.QueryResultsFormat.CSV,
    "tsv": ox.QueryResultsFormat.TSV,
}
TRAPS = ['a,{"b"', '[{"', "\n", "\r\n", '"', '""', "<result>", "&lt;result>", "{}", ",{}", "\\", ""]
VALUES = st.one_of(
    st.sampled_from(TRAPS), st.text(st.characters(exclude_categories=["Cs"], min_codepoint=32))
)


@pytest.mark.parametrize("form", FORMATS)
@given(values=st.lists(st.lists(VALUES, min_size=2, max_size=2), max_size=6), cut=st.integers(1, 9))
def test_as_many_as_there_are(form: str, values: list[list[str]], cut: int) -> None:
    rows = "".join(f"({' '.join(str(ox.Literal(text)) for text in row)})" for row in values)
    answer = ox.Store().query(f"SELECT ?a ?b {{ VALUES (?a ?b) {{ {rows} }} }}")
    assert isinstance(answer, ox.QuerySolutions)
    content = answer.serialize(format=FORMATS[form])
    assert content is not None
    counter = RowCounter(form)
    for start in range(0, len(content), cut):
        counter.add(content[start : start + cut])
    assert counter.rows == len(values)

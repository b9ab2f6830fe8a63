"""What the fast engine is given, and when it is asked for a report at once."""

from __future__ import annotations

from pathlib import Path

import pyoxigraph as ox
import pytest
from rdflib import BNode, Graph, Literal, URIRef
from tests.generate import good, put, write_xlsx

from backbone_kg import read
from backbone_kg.graph.namespaces import term
from backbone_kg.graph.turtle import graph_from_quads
from backbone_kg.validation.engines import by_subject, has_misfits

A, B, P, Q = (URIRef(f"https://example.org/{name}") for name in "abpé")


def test_a_graph_is_written_by_subject_without_loss() -> None:
    graph = Graph(bind_namespaces="none")
    for subject in (A, B):
        for text in ('a "quote"', 'line\nbreak\\"', "return\r\n", "tab\t\\", "Ünïcödé 💡", ""):
            graph.add((subject, P, Literal(text)))
            graph.add((subject, Q, Literal(text, lang="en")))
        graph.add((subject, Q, Literal("007", datatype=term("xsd:decimal"), normalize=False)))
        graph.add((subject, Q, A))
    written = ox.parse(input=by_subject(graph), format=ox.RdfFormat.TURTLE)
    assert set(graph_from_quads(written)) == set(graph)


def test_more_can_be_written_behind_it() -> None:
    text = by_subject([(A, P, B)]) + by_subject([]) + by_subject([(BNode("x"), P, B)])
    assert len(list(ox.parse(input=text, format=ox.RdfFormat.TURTLE))) == 2


@pytest.mark.parametrize(
    ("place", "value", "expected"),
    [
        ("Assignments!B2", "Built trust", True),
        ("Assignments!D2", "half a day", True),
        ("Partners!D2", "perhaps", True),
        ("Assignments!E2", "last spring", True),
        ("Assignments!G2", "Any text", False),
        ("Assignments!C2", "lead", False),
        ("Assignments!D2", -1, False),
    ],
)
def test_a_misfit_is_a_text_where_none_can_stand(
    place: str, value: str | int, expected: bool, tmp_path: Path
) -> None:
    data = read(write_xlsx(tmp_path / "data.xlsx", put(good(), place, value)))
    assert has_misfits(data) is expected

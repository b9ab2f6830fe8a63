"""One graph in memory: it answers as rdflib's own store does, whatever was added and removed."""

from __future__ import annotations

from itertools import product

import pyshacl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from rdflib import Dataset, Graph, Literal, URIRef

from backbone_kg.graph import Triple, new_graph

A, B, P, Q = (URIRef(f"https://example.org/{name}") for name in "abpq")
SUBJECTS, PREDICATES, VALUES = [A, B], [P, Q], [A, Literal("x"), Literal("x", lang="en")]

triples = st.tuples(st.sampled_from(SUBJECTS), st.sampled_from(PREDICATES), st.sampled_from(VALUES))
patterns = st.tuples(
    st.sampled_from([None, *SUBJECTS]),
    st.sampled_from([None, *PREDICATES]),
    st.sampled_from([None, *VALUES]),
)
changes = st.lists(
    st.one_of(st.tuples(st.just("add"), triples), st.tuples(st.just("remove"), patterns))
)


@given(changes)
def test_it_answers_every_pattern_as_the_store_of_rdflib_does(
    made: list[tuple[str, tuple[URIRef, URIRef, Literal]]],
) -> None:
    ours, theirs = new_graph(), Graph(bind_namespaces="none")
    for change, triple in made:
        for graph in (ours, theirs):
            graph.add(triple) if change == "add" else graph.remove(triple)
    assert len(ours) == len(theirs)
    for pattern in product([None, *SUBJECTS], [None, *PREDICATES], [None, *VALUES]):
        found = list(ours.triples(pattern))
        assert set(found) == set(theirs.triples(pattern))
        assert len(found) == len(set(found))


def test_triples_come_out_in_the_order_of_adding() -> None:
    graph = new_graph()
    values = [Literal(str(number)) for number in (3, 1, 2)]
    for value in values:
        graph.add((A, P, value))
    assert list(graph.objects(A, P)) == values


def test_it_may_change_while_it_is_read() -> None:
    graph = new_graph()
    graph.add((A, P, Literal("1")))
    for subject, _, value in graph:
        graph.add((subject, P, Literal(f"{value}+")))
        graph.add((B, Q, value))
    assert len(graph) == 3


def test_prefixes_are_kept_and_written() -> None:
    graph = new_graph()
    graph.add((A, P, B))
    graph.bind("ex", "https://example.org/")
    assert "ex:a ex:p ex:b ." in graph.serialize(format="turtle")


@pytest.mark.parametrize(
    ("override", "expected"),
    [(True, {"two": "https://example.org/"}), (False, {"one": "https://example.org/"})],
)
def test_a_namespace_has_one_prefix(override: bool, expected: dict[str, str]) -> None:
    graph = new_graph()
    graph.bind("one", "https://example.org/")
    graph.bind("two", "https://example.org/", override=override)
    assert {p: str(n) for p, n in graph.namespaces()} == expected


def test_a_dataset_over_it_knows_the_one_graph() -> None:
    graph = new_graph()
    graph.add((A, P, B))
    dataset = Dataset(store=graph.store, default_union=True)
    assert [quad[:3] for quad in dataset.quads()] == [(A, P, B)]


def test_pyshacl_takes_it_for_data_and_shapes() -> None:
    sh = "http://www.w3.org/ns/shacl#"
    shapes, data = new_graph(), new_graph()
    shapes.parse(
        data=f"<urn:s> a <{sh}NodeShape> ; <{sh}targetSubjectsOf> <{P}> ; "
        f'<{sh}property> [ <{sh}path> <{P}> ; <{sh}in> ( "y" ) ] .',
        format="turtle",
    )
    triple: Triple = (A, P, Literal("x"))
    data.add(triple)
    conforms, report, _ = pyshacl.validate(data, shacl_graph=shapes)
    assert not conforms
    assert set(report.objects(None, URIRef(f"{sh}focusNode"))) == {A}
    assert list(data) == [triple]

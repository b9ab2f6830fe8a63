"""Turtle is read without changing what it says, and errors say where they are."""

from __future__ import annotations

from pathlib import Path

import pyoxigraph as ox
import pytest
from rdflib import BNode, Graph, Literal, URIRef

from backbone_kg.graph import graph_from_quads, literal, read_turtle
from backbone_kg.graph.namespaces import PREFIXES
from backbone_kg.graph.rdflib_terms import term

XSD = PREFIXES["xsd"]
THING, SAYS = URIRef("https://example.org/thing"), URIRef("https://example.org/says")


def written(tmp_path: Path, *texts: str) -> Graph:
    paths = []
    for number, text in enumerate(texts):
        paths.append(tmp_path / f"{number}.ttl")
        paths[-1].write_text(f"@prefix xsd: <{XSD}> .\n{text}\n", encoding="utf-8")
    return read_turtle(*paths)


@pytest.mark.parametrize(
    ("lexical", "datatype"),
    [
        ("yes", "boolean"),
        ("1", "boolean"),
        ("007", "integer"),
        ("0.50", "decimal"),
        ("2021-02-30", "date"),
        ("2019", "gYear"),
        (" https://example.org ", "anyURI"),
    ],
)
def test_a_literal_is_kept_to_the_letter(tmp_path: Path, lexical: str, datatype: str) -> None:
    graph = written(tmp_path, f'<{THING}> <{SAYS}> "{lexical}"^^xsd:{datatype} .')
    (value,) = graph.objects(THING, SAYS)
    assert isinstance(value, Literal)
    assert str(value) == lexical
    assert value.datatype == URIRef(XSD + datatype)


def test_a_string_is_the_same_literal_with_and_without_its_datatype(tmp_path: Path) -> None:
    graph = written(tmp_path, f'<{THING}> <{SAYS}> "a", "a"^^xsd:string .')
    assert list(graph.objects(THING, SAYS)) == [literal("a")]
    assert literal("a", str(term("xsd:string"))) == literal("a") == Literal("a")


def test_blank_nodes_of_two_files_are_two_nodes(tmp_path: Path) -> None:
    text = f'_:same <{SAYS}> "x" .'
    graph = written(tmp_path, text, text)
    nodes = set(graph.subjects(SAYS))
    assert len(nodes) == 2
    assert all(isinstance(node, BNode) for node in nodes)


def test_a_blank_node_is_one_node_within_its_file(tmp_path: Path) -> None:
    graph = written(tmp_path, f'_:same <{SAYS}> "x" . _:same <{SAYS}> "y" .')
    assert len(set(graph.subjects(SAYS))) == 1


def test_an_error_says_which_file_line_and_column(tmp_path: Path) -> None:
    with pytest.raises(SyntaxError) as caught:
        written(tmp_path, f"<{THING}> <{SAYS}> 1 .", f"<{THING}> <{SAYS}> nonsense .")
    assert caught.value.filename == str(tmp_path / "1.ttl")
    assert caught.value.lineno == 2
    assert caught.value.offset is not None


def test_a_missing_file_is_an_error_of_the_system(tmp_path: Path) -> None:
    with pytest.raises(OSError, match=r"nowhere\.ttl|No such file"):
        read_turtle(tmp_path / "nowhere.ttl")


def test_the_graph_writes_the_prefixes_of_the_project(tmp_path: Path) -> None:
    graph = written(tmp_path, f"<{PREFIXES['bkg']}a> a <{PREFIXES['org']}Role> .")
    assert "bkg:a a org:Role ." in graph.serialize(format="turtle")


def test_names_of_graphs_are_passed_over() -> None:
    quads = ox.parse(
        input=b'<a:a> <a:b> "x" <a:graph> .\n<a:a> <a:b> "y" .', format=ox.RdfFormat.N_QUADS
    )
    graph = graph_from_quads(quads)
    assert set(graph) == {(URIRef("a:a"), URIRef("a:b"), literal(x)) for x in "xy"}

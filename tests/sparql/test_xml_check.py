"""What Oxigraph writes as XML is looked through: whether readers of XML would take it."""

from __future__ import annotations

import contextlib
import re

import pyoxigraph as ox
import pytest
from hypothesis import given
from hypothesis import strategies as st

from backbone_kg.sparql import QueryError, XmlCheck

TYPE = ox.NamedNode("http://www.w3.org/1999/02/22-rdf-syntax-ns#type")
ENDS = st.lists(st.sampled_from(["a", "1", "_", ".", "-", ":", "%41", "é"]), max_size=4)
IRIS = ENDS.map(lambda end: f"http://x/{''.join(end)}")
TEXTS = st.text(st.characters(exclude_categories=["Cs"]), max_size=3) | st.sampled_from(
    ["\x01", "\ufffe", "\x7f", "\t\r\n", "]]>", "<&"]
)


def is_taken(content: bytes | None, cut: int) -> bool:
    assert content is not None
    check = XmlCheck()
    with contextlib.suppress(QueryError):
        for start in range(0, len(content), cut):
            check.add(content[start : start + cut])
        return True
    return False


def is_text(text: str) -> bool:
    """Tell whether XML 1.0 has all the characters."""
    return re.search("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]", text) is None


def ends_in_a_name(iri: str) -> bool:
    return re.search(r"[A-Za-z_é][\w.-]*\Z", iri) is not None


@given(IRIS, IRIS, TEXTS, st.integers(1, 99))
def test_graphs_are_taken_whose_characters_and_names_xml_has(
    predicate: str, kind: str, text: str, cut: int
) -> None:
    subject = ox.NamedNode("http://x/s")
    triples = [
        ox.Triple(subject, ox.NamedNode(predicate), ox.Literal(text)),
        ox.Triple(subject, TYPE, ox.NamedNode(kind)),
    ]
    content = ox.serialize(triples, format=ox.RdfFormat.RDF_XML)
    # A kind that comes second is told by rdf:type.
    assert is_taken(content, cut) == (is_text(text) and ends_in_a_name(predicate))
    content = ox.serialize(reversed(triples), format=ox.RdfFormat.RDF_XML)
    assert is_taken(content, cut) == (
        is_text(text) and ends_in_a_name(predicate) and ends_in_a_name(kind)
    )


@given(TEXTS, st.integers(1, 99))
def test_rows_are_taken_whose_characters_xml_has(text: str, cut: int) -> None:
    answer = ox.Store().query(f"SELECT ({ox.Literal(text)} AS ?a) {{}}")
    assert isinstance(answer, ox.QuerySolutions)
    content = answer.serialize(format=ox.QueryResultsFormat.XML)
    assert is_taken(content, cut) == is_text(text)


def test_what_to_do_is_told() -> None:
    with pytest.raises(QueryError, match=r"cannot be written as XML.*Ask for JSON") as error:
        XmlCheck().add(b"<a>\x01")
    assert error.value.code == "not-acceptable"

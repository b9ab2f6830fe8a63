"""Results in the standard formats: read by programs that nobody here wrote, they are the same."""

from __future__ import annotations

import csv
import io
import json
import warnings
from typing import Any

import pyoxigraph as ox
import pytest
import rdflib
from hypothesis import given
from hypothesis import strategies as st
from rdflib.compare import isomorphic
from rdflib.query import Result
from rdflib.term import Variable

from backbone_kg import BackboneError, Results
from backbone_kg.base.errors import UnknownNameError
from backbone_kg.graph.namespaces import PREFIXES
from backbone_kg.sparql import FITTING, FORMATS, Kind, results_text, usual_format

MATHEMATICA = "https://w3id.org/backbone-kg/framework/mathematica"
MONTH = ox.NamedNode("http://www.w3.org/2001/XMLSchema#gYearMonth")
ROWS = Results(
    "select",
    ("role", "count", "said"),
    (
        (
            ox.NamedNode(f"{MATHEMATICA}#build-trust"),
            ox.Literal(2),
            ox.Literal('“trust”, "a,b"\n\tc', language="en"),
        ),
        (
            ox.BlankNode("b0"),
            ox.Literal("2025-09", datatype=MONTH),
            None,
        ),
    ),
)
YES = Results("ask", answer=True)
GRAPH = Results(
    "graph",
    triples=(
        ox.Triple(
            ox.NamedNode(f"{MATHEMATICA}#build-trust"),
            ox.NamedNode(PREFIXES["skos"] + "prefLabel"),
            ox.Literal("Build trust", language="en"),
        ),
        ox.Triple(
            ox.NamedNode(f"{MATHEMATICA}#build-trust"),
            ox.NamedNode(PREFIXES["rdf"] + "type"),
            ox.NamedNode(PREFIXES["bkg"] + "Capacity"),
        ),
        ox.Triple(
            ox.NamedNode(f"{MATHEMATICA}#build-trust"),
            ox.NamedNode(PREFIXES["bkg"] + "position"),
            ox.Literal(2),
        ),
        ox.Triple(
            ox.BlankNode("z"),
            ox.NamedNode("http://example.org/elsewhere"),
            ox.NamedNode("skos:not-the-prefix"),
        ),
    ),
)
ALL: dict[Kind, Results] = {"select": ROWS, "ask": YES, "graph": GRAPH}

texts = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"))
names = st.text("abc/?é").map(lambda text: ox.NamedNode(f"http://example.org/{text}#x"))
terms = st.one_of(
    st.none(),
    names,
    st.integers().map(ox.Literal),
    st.booleans().map(ox.Literal),
    texts.map(ox.Literal),
    st.builds(lambda text: ox.Literal(text, language="en"), texts),
    st.builds(lambda text, kind: ox.Literal(text, datatype=kind), texts, names),
)


@pytest.mark.parametrize(
    ("form", "format"),
    [
        ("json", ox.QueryResultsFormat.JSON),
        ("xml", ox.QueryResultsFormat.XML),
        ("tsv", ox.QueryResultsFormat.TSV),
    ],
)
def test_rows_are_read_as_they_were(form: str, format: ox.QueryResultsFormat) -> None:
    assert Results.of(ox.parse_query_results(results_text(ROWS, form).encode(), format)) == ROWS


@given(st.lists(st.tuples(terms, terms), max_size=5))
def test_any_rows_are_read_as_they_were(rows: list[tuple[Any, ...]]) -> None:
    found = Results("select", ("a", "b"), tuple(rows))
    text = results_text(found, "json").encode()
    assert Results.of(ox.parse_query_results(text, ox.QueryResultsFormat.JSON)) == found


@pytest.mark.parametrize("form", ["json", "xml"])
def test_rdflib_reads_them_too(form: str) -> None:
    read = Result.parse(io.BytesIO(results_text(ROWS, form).encode()), format=form)
    first, second = read.bindings
    assert first[Variable("role")] == rdflib.URIRef(f"{MATHEMATICA}#build-trust")
    assert first[Variable("said")] == rdflib.Literal('“trust”, "a,b"\n\tc', lang="en")
    assert Variable("said") not in second
    assert bool(Result.parse(io.BytesIO(results_text(YES, form).encode()), format=form).askAnswer)


def test_a_spreadsheet_reads_csv() -> None:
    assert list(csv.reader(io.StringIO(results_text(ROWS, "csv"), newline=""))) == [
        ["role", "count", "said"],
        [f"{MATHEMATICA}#build-trust", "2", '“trust”, "a,b"\n\tc'],
        ["_:b0", "2025-09", ""],
    ]


# --- triples ------------------------------------------------------------------------------------


def graph_of(text: str, form: str) -> rdflib.Graph:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)  # rdflib’s, of itself
        return rdflib.Graph().parse(data=text, format=form)


def test_turtle_and_json_ld_hold_the_same_graph() -> None:
    expected = rdflib.Graph()
    for triple in GRAPH.triples:
        expected.parse(data=f"{triple} .", format="nt")
    # Read one by one, a blank node is another each time; here there is one such triple.
    assert isomorphic(graph_of(results_text(GRAPH, "ttl"), "turtle"), expected)
    assert isomorphic(graph_of(results_text(GRAPH, "jsonld"), "json-ld"), expected)


def test_turtle_uses_the_prefixes_of_the_project_that_it_needs() -> None:
    lines = results_text(GRAPH, "ttl").splitlines()
    prefixes = [line.split()[1] for line in lines if line.startswith("@prefix")]
    assert {"bkg:", "mathematica:", "skos:"} <= set(prefixes)
    assert "foaf:" not in prefixes
    assert "mathematica:build-trust a bkg:Capacity ;" in lines


def test_json_ld_fetches_nothing_and_uses_the_prefixes() -> None:
    document = json.loads(results_text(GRAPH, "jsonld"))
    assert all(document["@context"][name] == PREFIXES[name] for name in document["@context"])
    # skos:not-the-prefix is an IRI of its own, so that prefix must not be there.
    assert "skos" not in document["@context"]
    thing = document["@graph"][0]
    assert (thing["@id"], thing["@type"]) == ("mathematica:build-trust", ["bkg:Capacity"])
    assert thing[PREFIXES["skos"] + "prefLabel"] == [{"@value": "Build trust", "@language": "en"}]


def test_the_same_graph_is_the_same_text() -> None:
    backwards = Results("graph", triples=GRAPH.triples[::-1] * 2)
    for form in ("ttl", "jsonld"):
        assert results_text(backwards, form) == results_text(GRAPH, form)


# --- what fits what -----------------------------------------------------------------------------


@pytest.mark.parametrize("kind", FITTING)
def test_every_format_is_written_or_refused_with_those_that_fit(kind: Kind) -> None:
    for form in FORMATS:
        if form in FITTING[kind]:
            assert results_text(ALL[kind], form).endswith("\n")
        else:
            with pytest.raises(BackboneError) as caught:
                results_text(ALL[kind], form)
            assert all(other in str(caught.value) for other in FITTING[kind])


@pytest.mark.parametrize("kind", FITTING)
@pytest.mark.parametrize("terminal", [True, False])
def test_the_usual_format_fits(kind: Kind, terminal: bool) -> None:
    assert usual_format(kind, terminal=terminal) in FITTING[kind]


def test_an_unknown_format_is_told_with_a_near_one() -> None:
    with pytest.raises(UnknownNameError, match="Did you mean “json”"):
        results_text(ROWS, "jsn")

"""Every question keeps to a time budget on a thousand partnerships."""

from __future__ import annotations

import time
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

import pyoxigraph as ox
import pytest
from tests.generate import random_sheets, write_csv
from tests.sparql.asked import to_oxigraph_triple

from backbone_kg.knowledge.ontology import standard_ontology
from backbone_kg.reading import read
from backbone_kg.sparql.library import LibraryQuery, library
from backbone_kg.sparql.tokens import with_terms

MADE_UP, COPIES = 50, 20
BUDGET = 2.0
"""Seconds of processor time for one question, so that what else the machine does matters less."""


@cache
def thousand() -> ox.Store:
    """Return the ontology and a thousand partnerships: some made up, each many times over."""
    store = ox.Store()
    ontology = ox.NamedNode("urn:graph:ontology")
    triples = (to_oxigraph_triple(*triple) for triple in standard_ontology().graph)
    store.bulk_extend(ox.Quad(*triple, ontology) for triple in triples)
    with TemporaryDirectory() as folder:
        for number in range(MADE_UP):
            partnership = read(write_csv(Path(folder) / str(number), random_sheets(number)))
            made = [to_oxigraph_triple(*triple) for triple in partnership.graph]
            text = "".join(f"{subject} {path} {value} .\n" for subject, path, value in made)
            own = str(partnership.iri)
            for copy in range(COPIES):
                store.bulk_load(
                    text.replace(own, f"{own}-copy-{copy}").encode(),
                    format=ox.RdfFormat.N_TRIPLES,
                    to_graph=ox.NamedNode(f"urn:graph:data:{number}-{copy}"),
                )
    return store


@pytest.mark.parametrize("question", library(), ids=lambda question: question.name)
def test_a_question_keeps_to_its_time(question: LibraryQuery) -> None:
    text = with_terms(question.text, question.bindings())
    # A busy machine makes even processor time longer; a slow query is slow every time.
    assert any(_seconds(text) < BUDGET for _ in range(3))


def _seconds(text: str) -> float:
    store = thousand()
    begin = time.process_time()
    answer = store.query(text, use_default_graph_as_union=True)
    assert not isinstance(answer, ox.QueryBoolean)
    for _ in answer:
        pass
    return time.process_time() - begin


def test_there_are_as_many_as_is_claimed() -> None:
    rows = thousand().query(
        "PREFIX bkg: <https://w3id.org/backbone-kg/ontology#> "
        "SELECT ?p { GRAPH ?g { ?p a bkg:Partnership } }"
    )
    assert isinstance(rows, ox.QuerySolutions)
    assert len({row["p"] for row in rows}) == MADE_UP * COPIES == 1000

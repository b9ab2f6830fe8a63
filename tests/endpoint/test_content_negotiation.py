"""The format an answer is written in is the one the client likes best."""

from __future__ import annotations

import pytest

from backbone_kg.endpoint import GRAPH_TYPES, SOLUTION_TYPES, Refusal, choose_type

JSON, XML = "application/sparql-results+json", "application/sparql-results+xml"


@pytest.mark.parametrize(
    ("accept", "media_type"),
    [
        (None, JSON),
        ("", JSON),
        ("*/*", JSON),
        ("*", JSON),
        (JSON, JSON),
        (XML, XML),
        ("text/csv", "text/csv"),
        ("TEXT/CSV", "text/csv"),
        ("text/tab-separated-values", "text/tab-separated-values"),
        ("application/json", "application/json"),
        ("application/xml", "application/xml"),
        ("text/*", "text/csv"),
        ("application/*", JSON),
        (f"{JSON};q=0.2, {XML};q=0.8", XML),
        (f"{JSON};q=0.8,{XML};q=0.8", JSON),
        ("text/csv;q=0.5, */*;q=0.1", "text/csv"),
        (f"{JSON};q=0, */*", XML),
        (f"text/*;q=0.9, text/csv;q=0.1, {XML};q=0.5", "text/tab-separated-values"),
        ("text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8", "application/xml"),
        (f"{XML} ; charset=utf-8 ; q=0.3 , image/png", XML),
        (f"{XML};q=nonsense, text/csv;q=0.1", "text/csv"),
        (f"{JSON};q=0.9, {XML};q=0.1, text/csv;q=0.5, {XML}", XML),
        (", , text/csv, ,", "text/csv"),
    ],
)
def test_of_rows(accept: str | None, media_type: str) -> None:
    chosen = choose_type(accept, SOLUTION_TYPES)
    assert chosen is not None
    assert chosen.media_type == media_type


@pytest.mark.parametrize(
    ("accept", "form"),
    [
        ("*/*", "ttl"),
        ("application/n-triples", "nt"),
        ("application/ld+json", "jsonld"),
        ("application/rdf+xml", "rdf"),
        ("application/json", "jsonld"),
        ("text/turtle;q=0.1, application/rdf+xml;q=0.2", "rdf"),
    ],
)
def test_of_graphs(accept: str, form: str) -> None:
    chosen = choose_type(accept, GRAPH_TYPES)
    assert chosen is not None
    assert chosen.form == form


@pytest.mark.parametrize("accept", ["image/png", "*/*;q=0", f"{JSON};q=0", "nonsense", "text/html"])
def test_nothing_is_chosen_that_is_not_accepted(accept: str) -> None:
    assert choose_type(accept, SOLUTION_TYPES) is None


def test_what_a_client_accepts_is_weighed_up_to_a_length() -> None:
    fitting = "text/csv".ljust(4 * 1024, ",")
    assert choose_type(fitting, SOLUTION_TYPES) is not None
    with pytest.raises(Refusal) as refusal:
        choose_type(fitting + ",", SOLUTION_TYPES)
    assert refusal.value.code == "bad-request"


def test_a_text_tells_its_encoding() -> None:
    chosen = choose_type("text/csv", SOLUTION_TYPES)
    assert chosen is not None
    assert chosen.content_type == "text/csv; charset=utf-8"

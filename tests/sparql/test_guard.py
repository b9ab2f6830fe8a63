"""What is refused before a query runs."""

from __future__ import annotations

import pytest

from backbone_kg.sparql.jobs import QueryError
from backbone_kg.sparql.refusals import check, stopped_call

ALLOWED = {"https://example.org/sparql"}


def refused(text: str, allowed: set[str] = ALLOWED) -> str:
    with pytest.raises(QueryError) as refusal:
        check(text, allowed)
    return refusal.value.code


@pytest.mark.parametrize(
    "address",
    [
        "<https://example.org/sparql/>",
        "<https://EXAMPLE.org/sparql>",
        "<https://example.org/sparql?x>",
        "<http://example.org/sparql>",
        "<http://127.0.0.1/>",
        "<sparql>",
        "?where",
        "$where",
        "ex:sparql",
    ],
)
def test_service_calls_what_was_allowed_letter_by_letter(address: str) -> None:
    prefix = "PREFIX ex: <http://example.com/>"
    for word in ("SERVICE", "service SILENT", "SERVICE#\n"):
        assert refused(f"{prefix} SELECT * {{ {word} {address} {{ }} }}") == "service-refused"


@pytest.mark.parametrize(
    "text",
    [
        "SELECT * { SERVICE <https://example.org/sparql> { ?s ?p ?o } }",
        "PREFIX x: <https://example.org/> SELECT * { SERVICE SILENT x:sparql { ?s ?p ?o } }",
        # names that only look like the word
        "PREFIX x: <http://example.org/> SELECT * { GRAPH x:serviceArea { ?s ?p ?o } }",
        "PREFIX x: <http://example.org/> SELECT * { ?s x:service ?o { ?o x:hasService ?p } }",
        "PREFIX x: <http://example.org/> DESCRIBE x:service ?x { ?x a x:Service }",
        "PREFIX schema: <https://schema.org/> SELECT * { ?s schema:areaServed ?service }",
        "SELECT ?service ?place { ?service <urn:at> ?place }",
        "SELECT ?health_service ?2service ?größeService ?place { ?s <urn:at> ?place }",
        'ASK { ?s ?p "SERVICE <http://elsewhere.example/> {}" } # SERVICE <http://x.example/>',
        "this is no query, which the parser will tell",
    ],
)
def test_what_is_allowed_passes(text: str) -> None:
    check(text, ALLOWED)


@pytest.mark.parametrize(
    "address",
    [
        r"<https://example.org/sparql\uD800>",
        r"<https://example.org/sparql\u0020>",
        r"<https://example.org/sparql\U00110000>",
        "<https://example.org/sparql\ud800>",
    ],
)
def test_what_is_no_iri_is_refused_in_words_that_can_be_written(address: str) -> None:
    with pytest.raises(QueryError) as refusal:
        check(f"PREFIX x: <https://example.org/> ASK {{ SERVICE {address} {{ }} }}", ALLOWED)
    assert refusal.value.code == "service-refused"
    assert str(refusal.value).encode()


def test_a_call_that_the_system_stopped_is_refused() -> None:
    for told in ("Permission denied (os error 13)", "failed to lookup address information: …"):
        refusal = stopped_call(OSError(told))
        assert refusal is not None
        assert refusal.code == "service-refused"
    for other in (None, OSError("Connection refused (os error 111)"), ValueError("os error 13")):
        assert stopped_call(other) is None


def test_by_default_nothing_is_called() -> None:
    assert refused("ASK { SERVICE <https://example.org/sparql> { } }", set()) == "service-refused"


@pytest.mark.parametrize(
    "text",
    [
        "INSERT DATA { <a:a> <a:b> <a:c> }",
        "PREFIX x: <http://example.org/> # SELECT\ndelete where { ?s ?p ?o }",
        "LOAD <http://example.org/>",
        "CLEAR ALL",
        "DROP GRAPH <a:a>",
        "WITH <a:a> DELETE { ?s ?p ?o } WHERE { ?s ?p ?o }",
    ],
)
def test_updates_are_refused_where_a_query_belongs(text: str) -> None:
    assert refused(text) == "read-only"

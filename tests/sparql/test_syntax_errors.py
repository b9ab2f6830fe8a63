"""A malformed query is told the place of its mistake."""

from __future__ import annotations

import pyoxigraph as ox
import pytest

from backbone_kg.sparql import QueryError, encodable, malformed


def told(text: str) -> QueryError:
    with pytest.raises(SyntaxError) as problem:
        ox.Store().query(text)
    return malformed(text, str(problem.value))


def test_the_place_stands_at_the_mistake() -> None:
    # ^ stands before what is wrong.
    for marked in (
        "^SELEKT * { ?s ?p ?o }",
        "SELECT * { ?s ?p ?o } ^} x",
        "SELECT * { ?s ?p ?o }\n  ^nonsense",
        "SELECT * {\n  ?s ?p\n^}",
        "SELECT * {\n  ?s ?p ?o .\n  ?a ?b ?c^",
        "PREFIX x: <http://example.org/>\n\nSELECT ?a WHERE ^?s ?p ?o }",
        "SELECT * { ?s ?p ?o FILTER(?o > ^) }",
        'SELECT * { ?s ?p "never closed }^',
        "SELECT * { ?s ?p ?o }\nORDER ^?s",
        "SELECT * { ?s ?p ?o } # a comment\nORDER BY ?s LIMIT ^ten",
        "# only a comment^",
        "ASK { ?s ^x:y ?o }",
    ):
        text, offset = marked.replace("^", ""), marked.index("^")
        error = told(text)
        lines = text[:offset].split("\n")
        assert (error.line, error.column) == (len(lines), len(lines[-1]) + 1), (marked, str(error))


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("SELEKT * {}", "at line 1, column 1: “SELEKT” does not fit here."),
        ("SELECT *\n{ ?s ?p }", "at line 2, column 9: “}” does not fit here."),
        (
            "SELECT * { ?s ?p ?o",
            "at line 1, column 20: it ends too early; it could go on with , or . or ;",
        ),
        ("ASK {?a ?b _:b.SERVICE<http://x>{}}", "column 23: “<http://x>” does not fit here."),
        ("ASK {?a ?b _:b.c ?d}", "at line 1, column 18: “?d” does not fit here."),
        ("ASK { ?s x:y ?o }", "at line 1, column 10: Prefix not found."),
    ],
)
def test_the_mistake_is_told_in_plain_words(text: str, message: str) -> None:
    error = str(told(text))
    assert message in error
    assert "\n" not in error
    assert "u{" not in error
    assert "<unreported>" not in error


def test_a_message_can_be_written_whatever_it_repeats() -> None:
    text = "ASK { ?s ?p \"\ud800\" 'x' }"
    with pytest.raises(UnicodeEncodeError) as problem:
        ox.Store().query(text)
    assert str(malformed(text, str(problem.value))).encode()
    assert encodable("a\udfffé😀") == "a\ufffdé😀"

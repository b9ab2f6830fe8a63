"""SPARQL text in tokens: what is one, where terms may go, what is asked."""

from __future__ import annotations

import pyoxigraph as ox
import pytest

from backbone_kg import BackboneError
from backbone_kg.sparql import query_form, tokenize, with_terms

X = ox.NamedNode("http://x.example/")


def kinds(text: str) -> list[tuple[str, str]]:
    return [(token.kind, token.text) for token in tokenize(text) if token.kind != "space"]


@pytest.mark.parametrize(
    ("kind", "text"),
    [
        ("iri", "<http://a.example/b#c>"),
        ("iri", "<>"),
        ("iri", "<?a>"),
        ("string", '"a"'),
        ("string", "'a'"),
        ("string", '""'),
        ("string", r'"a\"b"'),
        ("string", r"'a\'b'"),
        ("string", r'"\u00e9\U0001F600\\"'),
        ("string", '"""a"b""c\nd"""'),
        ("string", "'''a'b''c\n?d # e'''"),
        ("string", '""""""'),
        ("string", '"""a\\"""b"""'),
        ("string", '"it\'s # ?a <b>"'),
        ("comment", '# ?a <b> "c'),
        ("variable", "?a"),
        ("variable", "$a"),
        ("variable", "?_a1"),
        ("variable", "?1"),
        ("variable", "?é·"),
        ("name", "a:b"),
        ("name", ":"),
        ("name", ":b"),
        ("name", "a:"),
        ("name", "a.b:c.d"),
        ("name", "a:b:c"),
        ("name", "fsg-2012-07:build-public-will"),
        ("name", r"a:b\-c\?d%20"),
        ("name", "a:1"),
        ("blank", "_:a.b"),
        ("language", "@en"),
        ("language", "@en-US-x1"),
        ("language", "@ar--rtl"),
        ("number", "1"),
        ("number", "1.5"),
        ("number", ".5"),
        ("number", "1e9"),
        ("number", "1.5E-3"),
        ("number", "1.e3"),
        ("number", ".5e3"),
        ("word", "SELECT"),
        ("word", "a"),
        ("word", "GROUP_CONCAT"),
        *(("punctuation", sign) for sign in "{}()[].,;*/+-|^!?=<>&$"),
        *(("punctuation", sign) for sign in ("^^", "||", "&&", "!=", "<=", ">=", "<<", ">>")),
        ("other", "\\"),
        ("other", '"'),
        ("other", "é"),
    ],
)
def test_a_token_of_each_kind(kind: str, text: str) -> None:
    assert kinds(text) == [(kind, text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("?a.", ["?a", "."]),
        ("a:b.", ["a:b", "."]),
        ("a:b..", ["a:b", ".", "."]),
        ("_:b.", ["_:b", "."]),
        ("1.", ["1", "."]),
        ("5.SERVICE", ["5", ".", "SERVICE"]),
        ("?a-1", ["?a", "-", "1"]),
        ("?a?b", ["?a", "?b"]),
        ("?a <b>?c", ["?a", "<b>", "?c"]),
        ("?a < ?b", ["?a", "<", "?b"]),
        ("?a<?b", ["?a", "<", "?b"]),
        ("?a<=?b", ["?a", "<=", "?b"]),
        ("?a<?b&&?b>?c", ["?a", "<?b&&?b>", "?c"]),
        ("a:b?", ["a:b", "?"]),
        ("a:b? ", ["a:b", "?"]),
        ("(a:b)?/a:c", ["(", "a:b", ")", "?", "/", "a:c"]),
        ('"a"@en', ['"a"', "@en"]),
        ('"1"^^a:b', ['"1"', "^^", "a:b"]),
        ('"a" "b', ['"a"', '"', "b"]),
        ('"a\nb"', ['"', "a", "b", '"']),
        ('"""a', ['""', '"', "a"]),
        ('"""a" # """', ['"""a" # """']),
        ('"""a"\\q"""', ['""', '"a"', "\\", "q", '""', '"']),
        ("#a\n?b", ["#a", "?b"]),
        ("#a\r?b", ["#a", "?b"]),
        ("<a b>", ["<", "a", "b", ">"]),
        ("PREFIXa:<b>", ["PREFIXa:", "<b>"]),
        ("[]", ["[", "]"]),
        ("<<( ?a )>>", ["<<(", "?a", ")>>"]),
        ("{| ?a |}", ["{|", "?a", "|}"]),
    ],
)
def test_where_a_token_ends(text: str, expected: list[str]) -> None:
    assert [token for _, token in kinds(text)] == expected


# --- terms in place of variables ------------------------------------------------------------------


@pytest.mark.parametrize(
    "text",
    [
        "'?_x'",
        '"?_x"',
        "'''\n?_x\n'''",
        '"""a"?_x"b"""',
        r'"\"?_x"',
        "# ?_x",
        "<?_x>",
        "<http://a.example/?_x=1&y=$_x>",
        "?_xy",
        "?x",
        "?_X",
        "_:_x",
        "a:_x",
    ],
)
def test_what_only_looks_like_a_variable_is_left_alone(text: str) -> None:
    assert with_terms(text, {"_x": X}) == text


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("?s ?p ?_x", "?s ?p <http://x.example/>"),
        ("?s ?p $_x .", "?s ?p <http://x.example/> ."),
        ("?s ?p ?_x.", "?s ?p <http://x.example/> ."),
        ("?s?p?_x", "?s?p <http://x.example/>"),
        ("(?_x)", "( <http://x.example/> )"),
        # Written without a space, the two would be the beginning of a triple term.
        ("?a<?_x", "?a< <http://x.example/>"),
        ("?_x?_x", "<http://x.example/> <http://x.example/>"),
    ],
)
def test_a_term_takes_the_place_of_the_variable(text: str, expected: str) -> None:
    assert with_terms(text, {"_x": X}) == expected


@pytest.mark.parametrize(
    "value",
    [
        'say "hi"',
        "it's",
        "two\nlines\r\n\ttab",
        "back\\slash",
        '" . } DROP ALL #',
        '"""',
        "?_x",
        "\u0000\u0001\u007f\u00a0😀",
        "",
    ],
)
@pytest.mark.parametrize("language", [None, "en"])
def test_whatever_a_literal_says_it_stays_one(value: str, language: str | None) -> None:
    term = ox.Literal(value, language=language)
    rows = ox.Store().query(with_terms("SELECT ?v { BIND(?_x AS ?v) }", {"_x": term}))
    assert isinstance(rows, ox.QuerySolutions)
    assert [row["v"] for row in rows] == [term]


def test_a_blank_node_is_refused() -> None:
    with pytest.raises(BackboneError, match="“_x” must be an IRI or a literal"):
        with_terms("ASK { ?_x ?p ?o }", {"_x": ox.BlankNode("a")})


# --- forms ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("SELECT * {}", "select"),
        ("select * {}", "select"),
        ("# ASK\nSELECT * {}", "select"),
        ("PREFIX ask: <a> BASE <b> prefix : <c> ASK {}", "ask"),
        ("BASE<http://a.example/>CONSTRUCT WHERE {}", "construct"),
        ("VERSION '1.2' DESCRIBE <a>", "describe"),
        *((f"PREFIX a: <b> {word} …", "update") for word in ("INSERT", "delete", "LOAD", "CLEAR")),
        *((f"{word} …", "update") for word in ("DROP", "CREATE", "ADD", "MOVE", "COPY", "WITH")),
    ],
)
def test_the_first_word_after_the_prefixes_says_the_form(text: str, expected: str) -> None:
    assert query_form(text) == expected


@pytest.mark.parametrize("text", ["", "hello", "PREFIX a: <b>", "{ SELECT * {} }", "?x", "<a>"])
def test_what_asks_nothing_is_told(text: str) -> None:
    with pytest.raises(BackboneError, match="not a SPARQL query"):
        query_form(text)

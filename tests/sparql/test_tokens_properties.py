"""What holds of tokens whatever the text: nothing is lost, nothing is put where it must not be."""

from __future__ import annotations

import pyoxigraph as ox
from hypothesis import given
from hypothesis import strategies as st

from backbone_kg.sparql import tokenize, with_terms

PIECES = st.sampled_from(
    [
        *"{}()[].,;*/+-|^!?=<>&$#'\"\\:_@~",
        *(" ", "\n", "\r", "?a", "?b", "$_x", "?_x", "a", "ex:", "ex:a", "1", "1.5", "true", "_:b"),
        *('"""', "'''", '"a"', "'a'", '\\"', "\\u0041", "\\q", "<a>", "@en", "^^"),
        *("SELECT", "GRAPH", "SERVICE", "SILENT", "service", "FILTER(", "BIND(", "AS", "VALUES"),
    ]
)
TEXTS = st.one_of(st.text(), st.lists(PIECES, max_size=25).map("".join))
LITERALS = st.builds(
    ox.Literal,
    st.text(st.characters(exclude_categories=["Cs"])),
    language=st.sampled_from([None, "en"]),
)


@given(TEXTS)
def test_no_token_is_empty_and_put_together_they_are_the_text(text: str) -> None:
    at = 0
    for token in tokenize(text):
        assert token.text
        assert (token.start, token.text) == (at, text[at : token.end])
        at = token.end
    assert at == len(text)


@given(TEXTS, LITERALS)
def test_all_but_the_variable_stays_in_its_order(text: str, term: ox.Literal) -> None:
    def others(of: str) -> list[str]:
        return [t.text for t in tokenize(of) if t.kind != "space" and t.text[1:] != "_x"]

    marked = with_terms(text, {"_x": ox.NamedNode("urn:marked")})
    assert [one for one in others(marked) if one != "<urn:marked>"] == others(text)


@given(st.text(st.characters(exclude_characters="\r\n", exclude_categories=["Cs"])), LITERALS)
def test_a_variable_in_a_string_a_comment_or_an_iri_is_never_replaced(
    text: str, term: ox.Literal
) -> None:
    written = str(ox.Literal(text + " ?_x "))
    comment = f"# {text} ?_x"
    iri = "<http://a.example/?_x>"
    for kept in (written, comment, iri):
        assert with_terms(kept, {"_x": term}) == kept


def rows(found: object) -> list[str]:
    assert isinstance(found, ox.QuerySolutions)
    return sorted(str([row[name] for name in ("g", "s", "p", "o")]) for row in found)


@given(LITERALS)
def test_text_with_terms_asks_what_a_substitution_asks(term: ox.Literal) -> None:
    store = ox.Store()
    graph = ox.NamedNode("urn:g")
    for value in (term, ox.Literal("other"), ox.Literal(1)):
        store.add(ox.Quad(ox.NamedNode("urn:s"), ox.NamedNode("urn:p"), value, graph))
    for body in (
        "GRAPH ?g { ?s ?p ?_x }",
        "GRAPH ?g { ?s ?p ?o } FILTER(?o = ?_x)",
        "{ GRAPH ?g { ?s ?p ?_x } } UNION { GRAPH ?g { ?s ?p ?o FILTER(?o != ?_x) } }",
    ):
        # Oxigraph substitutes only what is projected.
        there = store.query(
            f"SELECT ?_x ?g ?s ?p ?o {{ {body} }}", substitutions={ox.Variable("_x"): term}
        )
        here = store.query(with_terms(f"SELECT ?g ?s ?p ?o {{ {body} }}", {"_x": term}))
        assert rows(here) == rows(there)

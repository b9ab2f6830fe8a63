"""From a request to a query and its dataset, as the SPARQL 1.1 Protocol has it."""

from __future__ import annotations

from urllib.parse import quote, urlencode

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backbone_kg.endpoint import FORM, QUERY, Refusal, Request, read_get, read_post, settings

TEXTS = st.text(st.characters(exclude_categories=["Cs"]), min_size=1)
NAMES = st.lists(
    st.from_regex(r"[a-z]+:[a-zé&=+?-]*(%[0-9A-F]{2})?(#[a-z&=+?-]*)?", fullmatch=True), max_size=3
)


def refused(query_string: bytes, content_type: str | None = "", body: bytes | None = None) -> str:
    """Return why a GET, or with a body a POST, is refused."""
    try:
        asked = (
            read_get(query_string) if body is None else read_post(query_string, content_type, body)
        )
    except Refusal as refusal:
        return refusal.code
    raise AssertionError(f"it was taken as {asked}")


@given(TEXTS, NAMES, NAMES)
def test_every_form_says_the_same(text: str, defaults: list[str], named: list[str]) -> None:
    dataset = {"default-graph-uri": defaults, "named-graph-uri": named}
    whole = urlencode({"query": text, **dataset}, doseq=True).encode()
    graphs = urlencode(dataset, doseq=True).encode()
    query = urlencode({"query": text}).encode()
    asked = Request(text, tuple(defaults), tuple(named))
    assert read_get(whole) == asked
    assert read_post(b"", FORM, whole) == asked
    assert read_post(graphs, FORM, query) == asked
    assert read_post(graphs, QUERY, text.removeprefix("\ufeff").encode()) == Request(
        text.removeprefix("\ufeff"), tuple(defaults), tuple(named)
    )


@pytest.mark.parametrize("query_string", [b"", b"format=json", b"utm_source=x"])
def test_a_get_without_a_query_asks_for_the_description(query_string: bytes) -> None:
    assert read_get(query_string) is None


@pytest.mark.parametrize(
    "name",
    [
        *("", "no-iri", "/relative", "a:b c", "a:<b>", "a:\n"),
        *("http://a/%zz", "http://[x", "http://a:b/"),
    ],
)
def test_graphs_are_named_by_absolute_iris(name: str) -> None:
    for kind in ("default-graph-uri", "named-graph-uri"):
        assert refused(urlencode({"query": "ASK {}", kind: name}).encode()) == "bad-request"


def test_parameters_that_the_protocol_does_not_know_are_passed_over() -> None:
    assert read_get(b"query=ASK%7B%7D&output=json") == Request("ASK{}")


def test_a_plus_is_a_space_and_a_semicolon_separates_nothing() -> None:
    assert read_get(b"query=ASK+%7B%7D;x") == Request("ASK {};x")


@pytest.mark.parametrize(
    "query_string",
    [b"query=ASK%7B%7D&query=ASK%7B%7D", b"default-graph-uri=http%3A%2F%2Fexample.org%2F"],
)
def test_one_query_is_asked(query_string: bytes) -> None:
    assert refused(query_string) == "bad-request"


@pytest.mark.parametrize(
    "query_string", [b"query=%FF", b"query=\xff", b"query=a" + b"&x=1" * 2_000]
)
def test_what_is_not_percent_encoded_text_is_refused(query_string: bytes) -> None:
    assert refused(query_string) == "bad-request"


def test_updates_are_refused_in_every_form() -> None:
    assert refused(b"update=CLEAR+ALL") == "read-only"
    assert refused(b"query=ASK%7B%7D&update=CLEAR+ALL") == "read-only"
    assert refused(b"", FORM, b"update=CLEAR+ALL") == "read-only"
    assert refused(b"update=CLEAR+ALL", QUERY, b"ASK {}") == "read-only"
    assert refused(b"", "application/sparql-update", b"CLEAR ALL") == "read-only"


@pytest.mark.parametrize(
    "content_type",
    [None, "", "text/plain", "application/json", "multipart/form-data", f"{QUERY}; charset=UTF-16"],
)
def test_other_media_types_are_refused(content_type: str | None) -> None:
    assert refused(b"", content_type, b"ASK {}") == "media-type"


@pytest.mark.parametrize("charset", ["utf-8", "UTF-8", '"utf-8"'])
def test_utf_8_may_be_named(charset: str) -> None:
    assert read_post(b"", f"{QUERY}; charset={charset}", b"ASK {}") == Request("ASK {}")


def test_a_body_that_is_not_utf_8_is_refused() -> None:
    assert refused(b"", QUERY, "ASK {}".encode("utf-16")) == "bad-request"


def test_a_query_in_the_address_and_in_the_body_is_refused() -> None:
    assert refused(b"query=ASK%7B%7D", QUERY, b"ASK {}") == "bad-request"
    assert refused(b"query=ASK%7B%7D", FORM, b"query=ASK%7B%7D") == "bad-request"


def test_a_setting_is_given_once() -> None:
    assert settings(b"a=1&b=") == [("a", "1"), ("b", "")]
    with pytest.raises(Refusal, match="twice"):
        settings(b"a=1&a=2")


@pytest.mark.parametrize(
    ("fitting", "too_much"),
    [
        ("a=" + 1_000 * "é", "a=" + 1_001 * "é"),
        (1_000 * "é" + "=1", 1_001 * "é" + "=1"),
        ("&".join(f"a{n}=" for n in range(50)), "&".join(f"a{n}=" for n in range(51))),
    ],
)
def test_settings_are_so_many_and_so_long(fitting: str, too_much: str) -> None:
    assert settings(quote(fitting, safe="=&").encode())
    with pytest.raises(Refusal) as refusal:
        settings(quote(too_much, safe="=&").encode())
    assert refusal.value.code == "bad-setting"

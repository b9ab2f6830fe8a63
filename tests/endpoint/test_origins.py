"""Who may ask in a browser: web sites as a user writes them, and names of this machine."""

from __future__ import annotations

import pytest

from backbone_kg import BackboneError
from backbone_kg.endpoint import Access, Refusal

OWN = ("localhost", "127.0.0.1", "[::1]")


@pytest.mark.parametrize(
    ("written", "as_a_browser_does"),
    [
        ("https://example.org", "https://example.org"),
        ("https://Example.org/", "https://example.org"),
        ("https://example.org:443", "https://example.org"),
        ("http://example.org:80", "http://example.org"),
        ("http://example.org:443", "http://example.org:443"),
        ("http://localhost:3000", "http://localhost:3000"),
        ("http://[::1]:3000", "http://[::1]:3000"),
        ("moz-extension://0a1b", "moz-extension://0a1b"),
    ],
)
def test_a_site_is_known_however_it_is_written(written: str, as_a_browser_does: str) -> None:
    access = Access.of("127.0.0.1", [written])
    assert access.readable_by(as_a_browser_does) == as_a_browser_does
    for other in (None, "null", "https://example.com"):
        assert access.readable_by(other) is None


@pytest.mark.parametrize(
    "written", ["example.org", "https://example.org/path", "https://", "null", "", "https://*.org"]
)
def test_what_is_no_site_is_told(written: str) -> None:
    with pytest.raises(BackboneError, match="is not a web site"):
        Access.of("127.0.0.1", [written])


@pytest.mark.parametrize(
    ("host", "origins", "hosts"),
    [
        ("127.0.0.1", [], OWN),
        ("localhost", [], OWN),
        ("::1", [], OWN),
        ("127.0.0.2", [], (*OWN, "127.0.0.2")),
        ("127.0.0.1", ["https://example.org:8443"], (*OWN, "example.org")),
        ("127.0.0.1", ["http://[::2]:3000"], (*OWN, "[::2]")),
        ("127.0.0.1", ["*"], None),
        ("0.0.0.0", [], None),
        ("192.0.2.1", [], None),
        ("example.org", [], None),
    ],
)
def test_the_names_that_it_answers_at(
    host: str, origins: list[str], hosts: tuple[str, ...] | None
) -> None:
    assert Access.of(host, origins).hosts == hosts


def test_without_a_name_it_answers_no_browser_asks_so() -> None:
    Access.of("127.0.0.1", []).check(None)


def test_what_is_no_name_is_told() -> None:
    for host in ("a b", "", "a:b", "[::1", "a/b"):
        with pytest.raises(Refusal) as refusal:
            Access().check(host)
        assert refusal.value.code == "bad-request"


@pytest.mark.parametrize(
    ("headers", "host"),
    [
        ({}, "localhost:7878"),
        ({"site": "none"}, "localhost:7878"),
        ({"site": "same-site"}, "localhost:7878"),
        ({"site": "same-origin", "origin": "http://localhost:7878"}, "localhost:7878"),
        # A web server stands in front and passes on its own name for this one.
        ({"site": "same-origin", "origin": "https://data.example.org"}, "127.0.0.1:7878"),
        # To an address without https, other than of this machine, browsers do not tell the site.
        ({"origin": "http://192.0.2.1:7878"}, "192.0.2.1:7878"),
        ({"origin": "http://localhost"}, "LOCALHOST:80"),
        ({"origin": "https://data.example.org"}, "data.example.org"),
        ({"site": "cross-site", "origin": "https://a.example"}, "localhost:7878"),
    ],
)
def test_what_is_no_foreign_page_may_ask(headers: dict[str, str], host: str) -> None:
    check_page(Access.of("127.0.0.1", ["https://a.example"]), "/sparql", headers, host)


@pytest.mark.parametrize(
    "headers",
    [
        {"site": "cross-site"},
        {"origin": "null"},
        {"origin": "https://evil.example"},
        {"origin": "http://localhost.evil.example:7878"},
        {"origin": "http://localhost:3000"},
        {"site": "same-site", "origin": "http://localhost:3000"},
        {"site": "cross-site", "origin": "https://evil.example"},
        {"site": "cross-site", "origin": "http://localhost:7878"},
    ],
)
def test_no_foreign_page_may_unless_it_is_allowed(headers: dict[str, str]) -> None:
    named = Access.of("127.0.0.1", ["https://a.example"])
    for path in ("/sparql", "/sparql/", "/queries/x", "/labels", "//"):
        with pytest.raises(Refusal) as refusal:
            check_page(named, path, headers)
        assert refusal.value.code == "foreign-page"
        told = headers.get("origin", "null").replace("null", "another web site")
        assert f"A page of {told} had your browser ask" in str(refusal.value)
        check_page(Access.of("127.0.0.1", ["*"]), path, headers)
    check_page(named, "/", headers)


def check_page(
    access: Access, path: str, headers: dict[str, str], host: str | None = "localhost:7878"
) -> None:
    access.check_page(path, origin=headers.get("origin"), site=headers.get("site"), host=host)

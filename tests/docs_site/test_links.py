"""The checker of links finds what a reader would stumble over."""

from __future__ import annotations

from pathlib import Path

import pytest
from docs.site.links import check_links


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "deep").mkdir()
    (tmp_path / "deep" / "two.html").write_text('<p id="here">', encoding="utf-8")
    return tmp_path


def broken(folder: Path, html: str) -> tuple[str, ...]:
    (folder / "one.html").write_text(html, encoding="utf-8")
    return check_links(folder).broken


@pytest.mark.parametrize(
    "html",
    [
        '<p id="a"><a href="#a">',
        '<a href="deep/two.html">',
        '<a href="deep/two.html#here">',
        '<a href="./deep/../deep/two.html#here">',
        '<p id="à"><a href="#%C3%A0">',
        '<link href="data:,">',
    ],
)
def test_what_leads_somewhere_is_fine(folder: Path, html: str) -> None:
    assert broken(folder, html) == ()


@pytest.mark.parametrize(
    ("html", "problem"),
    [
        ('<a href="#b">', "one.html: there is no anchor for '#b'"),
        ('<a href="deep/two.html#b">', "one.html: there is no anchor for 'deep/two.html#b'"),
        ('<a href="deep/Two.html">', "one.html: there is no file for 'deep/Two.html'"),
        ('<a href="deep/">', "one.html: there is no file for 'deep/'"),
        ('<a href="../elsewhere.html">', "one.html: there is no file for '../elsewhere.html'"),
        ('<img src="gone.png">', "one.html: there is no file for 'gone.png'"),
        ('<svg><use xlink:href="#gone">', "one.html: there is no anchor for '#gone'"),
        ('<p id="a"><p id="a">', "one.html: the identifier 'a' is there twice"),
    ],
)
def test_what_leads_nowhere_is_told(folder: Path, html: str, problem: str) -> None:
    assert broken(folder, html) == (problem,)


def test_addresses_elsewhere_are_only_listed(folder: Path) -> None:
    html = '<a href="https://b.example/x#y"><a href="//c.example"><a href="https://b.example/x#y">'
    (folder / "one.html").write_text(html, encoding="utf-8")
    links = check_links(folder)
    assert links.broken == ()
    assert links.inside == 0
    assert links.outside == ("//c.example", "https://b.example/x#y")
    assert links.pages == 2

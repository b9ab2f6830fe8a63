"""The site and the report in Chromium: for everybody, not endless, searched without a network."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.app.test_accessible import AXE, CHECK, LOOKS
from tests.endpoint.chromium import Browser, Page

import backbone_kg
from backbone_kg.base.shipped import examples_dir

pytestmark = pytest.mark.browser

PAGES = [
    "index",
    "guides",
    "guide/coordinators",
    "guide/columns",
    "command/backbone-kg-query",
    "findings",
    "findings/ambiguous-date",
    "literature",
    "framework/policylink",
    "framework/mathematica/build-trust",
    "crosswalk/fsg-2012-01/fsg-2012-07",
    "history",
    "term",
    "source/schwenger-five-ways",
    "ontology",
    "ontology/Claim",
]
"""One of each make."""
TALLEST = 33_000
"""Pixels; who has to scroll for longer finds nothing."""


def look(tab: Page, path: Path) -> None:
    tab.open(path.as_uri(), "document.readyState === 'complete' && document.querySelector('h1')")
    tab.evaluate(AXE)
    assert tab.evaluate(CHECK) == [], path
    sideways = tab.evaluate("document.documentElement.scrollWidth - innerWidth")
    assert sideways <= 0, f"{path} scrolls sideways"


def test_no_page_is_endless(site: Path, browser: Browser) -> None:
    tab = browser.page(400)
    for path in sorted(site.rglob("*.html"), key=lambda path: path.stat().st_size)[-6:]:
        tab.open(path.as_uri(), "document.readyState === 'complete'")
        assert tab.evaluate("document.documentElement.scrollHeight") < TALLEST, path


@pytest.mark.parametrize(("width", "height", "dark"), LOOKS)
def test_no_page_shuts_anybody_out(
    width: int, height: int, dark: bool, site: Path, browser: Browser
) -> None:
    tab = browser.page(width, height, dark=dark)
    for name in PAGES:
        look(tab, site / f"{name}.html")
    assert tab.problems == []


@pytest.mark.parametrize(("width", "height", "dark"), LOOKS)
def test_the_report_shuts_nobody_out(
    width: int, height: int, dark: bool, tmp_path: Path, browser: Browser
) -> None:
    path = tmp_path / "report.html"
    partnership = backbone_kg.read(examples_dir() / "graduate-tacoma" / "2025-09")
    path.write_text(backbone_kg.report(partnership), encoding="utf-8")
    look(browser.page(width, height, dark=dark), path)


def test_words_find_pages_without_a_network(site: Path, browser: Browser) -> None:
    tab = browser.page()
    tab.open((site / "guide" / "app.html").as_uri(), "document.querySelector('#_q')")
    tab.evaluate("document.querySelector('#_q').focus()")
    tab.write("build tr")
    tab.press("Enter")
    tab.wait_for("document.querySelector('#_found li')")
    found = "[...document.querySelectorAll('#_found a')].map(one => one.textContent)"
    assert tab.evaluate(found)[0] == "Build trust"
    tab.evaluate("document.querySelector('#_q').select()")
    tab.write("xyzzy")
    assert tab.text("#_told") == "No page has “xyzzy”. Try fewer words, or a part of one."
    tab.evaluate("document.querySelector('#_q').select()")
    tab.write("merged-cells")
    tab.click("#_found a")
    tab.wait_for("document.querySelector('h1')?.textContent === 'Merged cells'")
    assert tab.problems == []
    assert all(url.startswith("file:") for url in tab.requests)

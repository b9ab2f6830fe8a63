"""Every screen can be used by everybody: nothing that axe-core knows of WCAG 2.2 AA is amiss.

``vendor/axe.min.js`` is axe-core 4.14.1 of Deque Systems, under the Mozilla Public License 2.0.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from openpyxl import Workbook
from tests.app.running import Running, running
from tests.endpoint.chromium import Browser, Page
from tests.generate import good, write_xlsx

from backbone_kg.app.screens import SCREENS

pytestmark = pytest.mark.browser

AXE = (Path(__file__).parent / "vendor" / "axe.min.js").read_text(encoding="utf-8")
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
CHECK = f"""axe.run(document, {{runOnly: {json.dumps(RULES)}, resultTypes: ["violations"]}}).then(
  told => told.violations.map(
  one => [one.id, one.nodes[0].html.slice(0, 200), one.nodes[0].failureSummary]))"""
LOOKS = [(1280, 900, False), (400, 800, True)]


@pytest.fixture(scope="module")
def page(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    folder = tmp_path_factory.mktemp("accessible")
    sheets = good()
    sheets["Partners"][1][1] = "Local fundation"
    sheets["Assignments"][1][0] = "Nobody Known"
    write_xlsx(folder / "a faulty.xlsx", sheets)
    matrix = Workbook()
    assert matrix.active is not None
    for row in (["", "Mill Fund", "Hill Fund"], ["Build trust", "x", "L"], ["Bake", None, "x"]):
        matrix.active.append(row)
    matrix.save(folder / "b matrix.xlsx")
    empty = good()
    empty["Assignments"] = empty["Assignments"][:1]
    write_xlsx(folder / "c empty.xlsx", empty)
    with running(*sorted(folder.iterdir())) as one:
        yield one


@pytest.mark.parametrize(("width", "height", "dark"), LOOKS)
def test_no_screen_shuts_anybody_out(
    width: int, height: int, dark: bool, page: Running, browser: Browser
) -> None:
    tab = browser.page(width, height, dark=dark)
    tab.open(page.address, "document.querySelector('#progress')?.textContent.includes('of 3')")
    origin = f"http://{page.host}:{page.port}"
    keys = tab.evaluate("[...document.querySelectorAll('tr[data-key]')].map(e => e.dataset.key)")
    faulty, matrix, empty = (f"/files/{key}" for key in keys)
    look(tab, "/many")
    for path in ("/", "/nothing", f"{matrix}/import", f"{faulty}/asking?question=partner-loads"):
        tab.open(origin + path, "document.querySelector('h1')")
        look(tab, path)
    tab.open(f"{origin}{faulty}/findings", "document.querySelector('#grid td[data-row]')")
    tab.click("#next")
    look(tab, "a cell")
    for screen in SCREENS[1:]:
        for file in (faulty, empty)[: 1 if dark else 2]:  # what differs there is no matter of looks
            tab.open(f"{origin}{file}/{screen.name}", "document.querySelector('h1')")
            look(tab, f"{screen.name} of {file}")
    assert tab.problems == []
    assert {url.split("/")[2] for url in tab.requests if url.startswith("http")} == {
        f"{page.host}:{page.port}"
    }


def look(tab: Page, what: str) -> None:
    tab.wait_for("document.readyState === 'complete'")
    tab.evaluate(AXE)
    assert tab.evaluate(CHECK) == [], what
    width = tab.evaluate("[document.documentElement.scrollWidth, window.innerWidth]")
    assert width[0] <= width[1], f"{what} scrolls sideways"

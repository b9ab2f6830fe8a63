"""The whole way in a real browser: drop, mend, check again, read the report, take it along."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Protocol

import pytest
from tests.app.firefox import firefox
from tests.app.running import Running
from tests.endpoint.chromium import Browser
from tests.generate import good, write_csv, write_xlsx

pytestmark = pytest.mark.browser

READY = "document.readyState === 'complete'"
"""Scripts of the page have run: what is clicked before does nothing."""


class Tab(Protocol):
    """What both browsers can do."""

    def open(self, url: str, ready: str) -> None: ...
    def evaluate(self, expression: str) -> object: ...
    def wait_for(self, expression: str) -> None: ...
    def click(self, selector: str) -> None: ...
    def choose(self, selector: str, file: Path) -> None: ...


@pytest.fixture(scope="module")
def in_firefox(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Tab]:
    with firefox(tmp_path_factory.mktemp("firefox")) as one:
        yield one


@pytest.fixture(params=["chromium", "firefox"])
def tab(request: pytest.FixtureRequest) -> Tab:
    if request.param == "firefox":
        one: Tab = request.getfixturevalue("in_firefox")
        one.open("about:blank", "true")
        return one
    made: Tab = request.getfixturevalue("browser").page()
    return made


def test_a_file_and_a_folder_of_sheets_are_dropped_with_the_mouse(
    page: Running, browser: Browser, tmp_path: Path
) -> None:
    sheets = good()
    sheets["Partners"][1][1] = "Local fundation"
    tab = browser.page()
    for dropped in (
        write_xlsx(tmp_path / "partners.xlsx", sheets),
        write_csv(tmp_path / "partners", sheets),
    ):
        tab.open(page.address, f"{READY} && document.querySelector('#drop')")
        data = {"items": [], "files": [str(dropped)], "dragOperationsMask": 1}
        for kind in ("dragEnter", "dragOver", "drop"):
            tab.send("Input.dispatchDragEvent", type=kind, x=640, y=300, data=data)
        tab.wait_for("document.querySelector('#grid td.error')")
        assert tab.evaluate("document.querySelector('.counts .error b').textContent") == "1"


def test_from_a_dropped_file_to_the_report(page: Running, tab: Tab, tmp_path: Path) -> None:
    sheets = good()
    sheets["Partners"][1][1] = "Local fundation"
    file = write_xlsx(tmp_path / "partners.xlsx", sheets)
    before = file.read_bytes()
    tab.open(page.address, f"{READY} && document.querySelector('#file')")
    tab.choose("#file", file)
    tab.wait_for("document.querySelector('#grid td.error')")
    assert tab.evaluate("document.querySelector('.counts .error b').textContent") == "1"
    tab.click("#next")
    tab.wait_for("document.querySelector('#cell-found button')")
    assert "Local foundation" in str(
        tab.evaluate("document.querySelector('#cell-found button').textContent")
    )
    tab.click("#cell-found button")
    tab.wait_for("document.querySelector('.counts .error b').textContent === '0'")
    assert "0 must be mended" in str(tab.evaluate("document.querySelector('#said').textContent"))
    assert tab.evaluate("document.querySelector('#download').hidden") is False
    tab.click("#undo")
    tab.wait_for("document.querySelector('.counts .error b').textContent === '1'")
    tab.click("#redo")
    tab.wait_for("document.querySelector('.counts .error b').textContent === '0'")
    asked = tab.evaluate("performance.getEntriesByType('resource').map(one => one.name)")
    assert isinstance(asked, list)
    assert {str(url).split("/")[2] for url in asked} == {f"{page.host}:{page.port}"}
    here = str(tab.evaluate("location.href")).rpartition("/")[0]
    tab.open(f"{here}/downloads", "document.querySelector('a[href=\"mended.xlsx\"]')")
    tab.open(f"{here}/report.html", "document.querySelector('main')")
    assert tab.evaluate("document.querySelector('h1').textContent") == "River Valley Together"
    assert file.read_bytes() == before


def test_a_cell_that_another_tab_changed_is_not_overwritten(
    page: Running, tab: Tab, tmp_path: Path
) -> None:
    opened = page.opened(write_xlsx(tmp_path / "partners.xlsx", good()))
    tab.open(page.address, f"{READY} && document.querySelector('#file')")
    origin = f"http://{page.host}:{page.port}"
    tab.open(f"{origin}{opened}/findings", "document.querySelector('#grid td[data-row]')")
    edits = [{"sheet": "Partners", "cell": "A2", "text": "Renamed elsewhere"}]
    page.ask(f"{opened}/edit", {"version": 0, "edits": edits})
    tab.click("#tab-1")
    tab.click("#grid td[data-row='1'][data-column='0']")
    tab.evaluate("document.querySelector('#cell-text').value = 'Typed here'")
    tab.click("#cell-form button.main")
    tab.wait_for("!document.querySelector('#failure').hidden")
    assert "another tab" in str(tab.evaluate("document.querySelector('#failure').textContent"))
    assert tab.evaluate("document.querySelector('#cell-text').value") == "Typed here"
    shown = "document.querySelector(\"#grid td[data-row='1'][data-column='0'] .text\").textContent"
    assert tab.evaluate(shown) == "Renamed elsewhere"


def test_what_is_typed_while_a_check_runs_is_kept_and_saved(
    page: Running, tab: Tab, tmp_path: Path
) -> None:
    opened = page.opened(write_xlsx(tmp_path / "partners.xlsx", good()))
    tab.open(page.address, f"{READY} && document.querySelector('#file')")
    tab.open(
        f"http://{page.host}:{page.port}{opened}/findings#sheet=Partners",
        "document.querySelector('#grid td[data-row]')",
    )
    tab.evaluate(
        "(() => { window.asked = 0; window.confirm = () => { window.asked += 1; return true; };"
        "window.saved = (row, text) => {"
        " document.querySelector(`#grid td[data-row='${row}'][data-column='0']`).click();"
        " document.querySelector('#cell-text').value = text;"
        " document.querySelector('#cell-form').requestSubmit(); };"
        "saved(1, 'First'); saved(2, 'Second');"
        "document.querySelector(`#grid td[data-row='3'][data-column='0']`).click();"
        "document.querySelector('#cell-text').value = 'Half typ'; })()"
    )
    shown = "document.querySelector(\"#grid td[data-row='{}'][data-column='0'] .text\").textContent"
    tab.wait_for(f"{shown.format(1)} === 'First' && {shown.format(2)} === 'Second'")
    assert tab.evaluate("document.querySelector('#cell-text').value") == "Half typ"
    assert tab.evaluate("document.querySelector('#cell-title').textContent") == "A4 on Partners"
    assert (
        tab.evaluate("window.asked"),
        tab.evaluate("document.querySelector('#failure').hidden"),
    ) == (0, True)


def test_taking_a_file_over_is_taken_back(page: Running, tab: Tab, tmp_path: Path) -> None:
    file = tmp_path / "who.csv"
    file.write_text("Task,Mill Creek Schools,Harbor Fund\nBuild trust,L,x\nAdvance policy,x,\n")
    tab.open(page.address, f"{READY} && document.querySelector('#file')")
    tab.choose("#file", file)
    tab.wait_for(f"{READY} && document.querySelector('#take-over')")
    tab.click("#take-over")
    tab.wait_for("document.querySelector('#grid td[data-row]')")
    tab.click("#undo")
    tab.wait_for("document.querySelector('#take-over')")

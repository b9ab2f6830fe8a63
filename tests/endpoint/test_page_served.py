"""The query page as a person gets it: served by the program, with a real partnership."""

from __future__ import annotations

import csv
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.endpoint.chromium import Browser, Page
from tests.endpoint.page_parts import READY, ROWS, SHOWN, TYPED, ask, choose, set_value
from tests.endpoint.running import Server, started

from backbone_kg.knowledge import standard_ontology

pytestmark = pytest.mark.browser

ROOT = Path(__file__).resolve().parents[2]
DATA = ROOT / "examples" / "graduate-tacoma" / "2025-09"


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    command = [sys.executable, "-m", "backbone_kg", "serve", str(DATA), "--port", "0"]
    command += ["--timeout", "5"]
    with started(command, tmp_path_factory.mktemp("served")) as running:
        yield running


@pytest.fixture
def page(browser: Browser, server: Server) -> Iterator[Page]:
    page = browser.page()
    page.open(server.base, READY)
    yield page
    page.wait(0.1)
    assert len(page.requests) > 10
    assert {url for url in page.requests if not url.startswith(f"{server.base}/")} == set()
    assert page.problems == []


def answer(page: Page) -> list[str]:
    page.click("#run")
    page.wait_for(f"{SHOWN} && document.querySelector('#stale').hidden && {ROWS}.length")
    rows: list[str] = page.evaluate(ROWS)
    return rows


def test_a_question_with_another_value_has_another_answer(page: Page) -> None:
    choose(page, "without-counterpart", "?_framework")
    every = answer(page)
    options = page.evaluate("[...document.querySelector('#value-framework').options].length")
    assert options == len(standard_ontology().frameworks()) + 1
    set_value(page, "framework", "mathematica")
    page.wait_for(f"{TYPED}.includes('<https://w3id.org/backbone-kg/framework/mathematica')")
    assert page.evaluate("location.hash") == "#/without-counterpart?framework=mathematica"
    some = answer(page)
    assert 0 < len(some) < len(every)
    assert some == [row for row in every if row.startswith("Mathematica and Equal Measure: fun")]


def test_the_same_rows_are_downloaded_as_csv(page: Page, server: Server) -> None:
    choose(page, "frameworks", "SELECT")
    rows = answer(page)
    told = server.get("/queries/frameworks", "text/csv")
    read = list(csv.reader(told.text.splitlines()))
    assert len(read) == len(rows) + 1
    page.evaluate(
        "(() => { window.kept = ''; const make = URL.createObjectURL; HTMLAnchorElement.prototype"
        ".click = () => {}; URL.createObjectURL = blob => {"
        " blob.text().then(text => { kept = text; }); return make(blob); }; })()"
    )
    page.click("#downloads button")
    page.wait_for("kept")
    assert page.evaluate("kept") == told.text


def test_the_questions_are_those_of_the_library(page: Page) -> None:
    names = page.evaluate("[...document.querySelectorAll('#questions a')].map(a => a.dataset.name)")
    assert sorted(names) == sorted(path.stem for path in (ROOT / "queries").glob("*.rq"))


def test_partners_have_their_names(page: Page, server: Server) -> None:
    bkg = "PREFIX bkg: <https://w3id.org/backbone-kg/ontology#>\n"
    skos = "PREFIX skos: <http://www.w3.org/2004/02/skos/core#>\n"
    told = server.post(
        f"{bkg}{skos}SELECT ?name {{ ?p a bkg:Partner ; skos:prefLabel ?name }}", accept="text/csv"
    )
    names = sorted(row[0] for row in list(csv.reader(told.text.splitlines()))[1:])
    assert len(names) > 10
    ask(page, f"{bkg}SELECT ?p {{ ?p a bkg:Partner }}")
    page.wait_for(f"{ROWS}.length > 10")
    assert sorted(page.evaluate(ROWS)) == names
    page.click("#labels")
    page.wait_for(f"{ROWS}.every(row => row.startsWith('https://w3id.org/backbone-kg/data/'))")


def test_the_service_describes_itself_in_the_page(page: Page) -> None:
    page.evaluate("document.querySelector('#describe').click()")
    page.wait_for("document.querySelector('#description pre')")
    assert "sd:endpoint" in page.evaluate("document.querySelector('#description').textContent")
    assert page.evaluate("location.pathname") == "/"


def test_stop_frees_the_server(page: Page, server: Server) -> None:
    ask(page, "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }")
    page.wait_for("!document.querySelector('#stop').hidden")
    page.click("#stop")
    page.wait_for("document.querySelector('#status').innerText.startsWith('Stopped')")
    ask(page, "ASK {}")
    page.wait_for(SHOWN)
    assert page.text("#result") == "Yes"

"""The query page in a browser, against a small server that answers as told."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from urllib.parse import quote, unquote_plus

import pytest
from tests.app.test_accessible import AXE, CHECK
from tests.endpoint.chromium import Browser, Page
from tests.endpoint.page_parts import (
    EDITOR,
    READY,
    REFUSED,
    ROWS,
    SHOWN,
    TYPED,
    ask,
    choose,
    edit,
    fragment,
    set_value,
)
from tests.endpoint.page_stub import SPELL, Stub, stub

pytestmark = pytest.mark.browser

KEPT = "#/who-works-where"


@pytest.fixture
def server() -> Iterator[Stub]:
    with stub() as running:
        yield running


@pytest.fixture
def page(browser: Browser, server: Stub) -> Iterator[Page]:
    page = browser.page()
    page.open(server.url, READY)
    yield page
    # Whatever a test did: nobody else was asked, and the console (so the policy too) is silent.
    assert {
        url for url in page.requests if not url.startswith(("blob:", server.url + "/"))
    } == set()
    assert page.problems == []


def test_a_question_is_chosen_and_run(page: Page, server: Stub) -> None:
    choose(page, "who-works-where", '"north"')
    assert page.text("#query-name") == "Who works where?"
    assert "Each with its share." in page.text("#about")
    assert "#+" not in page.evaluate(TYPED)
    page.click("#run")
    page.wait_for(SHOWN)
    assert page.evaluate(ROWS) == ["Bridge Office | 9", "River Fund | 10"]
    assert page.text("#status").startswith("2 rows in ")
    assert server.seen[-1] == "/queries/who-works-where"
    assert fragment(page) == KEPT


def test_a_value_changes_text_address_and_answer(page: Page, server: Stub) -> None:
    choose(page, "who-works-where", '"north"')
    set_value(page, "region", "south")
    page.wait_for(f"{TYPED}.includes('\"south\"')")
    assert fragment(page) == f"{KEPT}?region=south"
    page.click("#run")
    page.wait_for(SHOWN)
    assert page.evaluate(ROWS) == [f"{SPELL} | 2.5"]
    assert server.seen[-1] == "/queries/who-works-where?region=south"


def test_a_label_is_text_whatever_it_says(page: Page) -> None:
    ask(page, "SELECT ?p { ?p <https://example.org/in> 'south' }")
    page.wait_for(SHOWN)
    assert page.evaluate(ROWS) == [SPELL]
    assert page.evaluate("document.querySelector('#result img')") is None


def test_a_value_is_typed_and_the_question_run_with_enter(page: Page, server: Stub) -> None:
    choose(page, "above", "?_least")
    page.evaluate("document.querySelector('#value-least').focus()")
    page.write("9.5")
    page.press("Enter")
    page.wait_for(f"{SHOWN} && {ROWS}.length")
    assert page.evaluate(ROWS) == ["River Fund"]
    assert server.seen[-1].startswith("/queries/above")
    assert "/queries/above?least=9.5" in server.seen
    page.wait_for(f"{TYPED}.includes('> 9.5')")


def test_a_default_can_be_left_open(page: Page, server: Stub) -> None:
    choose(page, "who-works-where", '"north"')
    set_value(page, "region", "")
    page.wait_for(f"{TYPED}.includes('?_region')")
    assert fragment(page) == f"{KEPT}?region="
    page.click("#run")
    page.wait_for(SHOWN)
    assert len(page.evaluate(ROWS)) == 3


def test_a_value_that_the_question_lacks_is_told(browser: Browser, server: Stub) -> None:
    page = browser.page()
    page.open(f"{server.url}/{KEPT}?region=south&size=3", f"{READY} && {REFUSED}")
    assert "“size”" in page.text("#refusal")
    assert '"south"' in page.evaluate(TYPED)
    choose(page, "above", "?_least")
    page.wait_for(f"!({REFUSED})")


def test_an_edited_question_goes_as_it_is_and_comes_back(page: Page, server: Stub) -> None:
    choose(page, "who-works-where", '"north"')
    edit(page, "LIMIT 1")
    page.wait_for("!document.querySelector('#changed').hidden")
    assert page.evaluate("document.querySelector('#value-region').matches(':disabled')")
    page.press("Enter", control=True)
    page.wait_for(SHOWN)
    assert page.evaluate(ROWS) == ["Bridge Office | 9"]
    assert server.seen[-1] == page.evaluate(TYPED)
    assert '"north"' in server.seen[-1]
    assert unquote_plus(fragment(page)) == f"#query={server.seen[-1]}"
    page.click("#undo")
    page.wait_for(f"!{TYPED}.includes('LIMIT')")
    assert fragment(page) == KEPT


def test_a_shared_address_brings_the_same_question(browser: Browser, server: Stub) -> None:
    page = browser.page()
    page.open(f"{server.url}/{KEPT}?region=south", f"{READY} && {TYPED}.includes('\"south\"')")
    assert page.evaluate("document.querySelector('#value-region').value") == "south"
    text = "ASK { ?s ?p 'a & b # c' }"
    page.open("about:blank", "true")
    page.open(f"{server.url}/#query={quote(text)}", f"{READY} && {TYPED} === {text!r}")
    # It waits to be run.
    assert page.text("#status") == ""


def test_nothing_is_stored(page: Page) -> None:
    ask(page, "ASK { ?s ?p ?o }")
    page.wait_for(SHOWN)
    assert page.evaluate("document.cookie + localStorage.length + sessionStorage.length") == "00"
    assert page.evaluate("indexedDB.databases().then(all => all.length)") == 0


def test_a_mistake_is_told_and_marked_where_it_is(page: Page) -> None:
    ask(page, "SELECT ?s\nWHERE { ?s ?p }")
    page.wait_for(REFUSED)
    assert page.text("#refusal").startswith("Line 2, column 16: ")
    assert page.evaluate(f"{EDITOR}.querySelector('.cm-wrong-line').innerText") == "WHERE { ?s ?p }"
    assert page.evaluate(f"{EDITOR}.querySelector('.cm-wrong').innerText").strip() == "}"
    page.click("#refusal button")
    assert page.evaluate("document.activeElement.id") == "editor"
    page.press("Backspace")
    page.write("?o }")
    # The telling goes when the text changes.
    page.wait_for(f"!({REFUSED}) && !{EDITOR}.querySelector('.cm-wrong')")
    page.press("Enter", control=True)
    page.wait_for(SHOWN)


def test_refusals_are_told_in_plain_words(page: Page) -> None:
    ask(page, "#slow\nASK {}")
    page.wait_for(REFUSED)
    assert page.text("#refusal") == "Stopped after 30 seconds."
    ask(page, "#busy\nASK {}")
    page.wait_for(f"{REFUSED} && document.querySelector('#refusal').innerText.includes('again')")
    assert "as many queries as it can" in page.text("#refusal")
    page.evaluate("location.hash = '/no-such-question'")
    page.wait_for("document.querySelector('#refusal').innerText.includes('no-such-question')")


def test_a_value_the_server_refuses_is_told(page: Page, server: Stub) -> None:
    page.evaluate(f"location.hash = '{KEPT}?region=nowhere'")
    page.wait_for(REFUSED)
    assert page.text("#refusal") == "No such value."
    # It stays in view, to be changed.
    assert page.evaluate("document.querySelector('#value-region').value") == "nowhere"
    set_value(page, "region", "south")
    page.wait_for(f"!({REFUSED}) && {TYPED}.includes('\"south\"')")


def test_a_server_that_is_gone_is_told(page: Page, server: Stub) -> None:
    server.shutdown()
    server.server_close()
    ask(page, "ASK {}")
    page.wait_for(REFUSED)
    assert "serve still running?" in page.text("#refusal")


def test_why_there_is_no_list_of_questions_is_told(browser: Browser, server: Stub) -> None:
    server.busy = True
    page = browser.page()
    page.open(server.url, "document.querySelector('#questions button')")
    assert "The questions cannot be listed. Come again." in page.text("#questions")
    assert page.text("#refusal") == "Come again."
    ask(page, "ASK {}")
    page.wait_for(SHOWN)
    assert "cannot be listed" in page.text("#questions")
    server.busy = False
    page.click("#questions button")
    page.wait_for("document.querySelectorAll('#questions a').length === 2")
    assert "cannot be listed" not in page.text("#questions")
    page.wait_for("document.activeElement.matches('#questions a')")


def test_a_running_query_can_be_stopped(page: Page, server: Stub) -> None:
    ask(page, "#hang\nASK {}")
    page.wait_for("!document.querySelector('#stop').hidden")
    assert page.text("#status") == "Running…"
    assert page.evaluate("document.activeElement.id") == "stop"
    page.press("Enter")
    page.wait_for("!document.querySelector('#run').hidden")
    assert page.text("#status").startswith("Stopped after ")
    assert page.evaluate("document.activeElement.id") == "run"


def test_rows_are_sorted_by_number_and_by_name(page: Page) -> None:
    ask(page, "SELECT ?p ?share { ?p <https://example.org/share> ?share }")
    page.wait_for(SHOWN)
    given = page.evaluate(ROWS)

    def shares() -> list[float]:
        return [float(row.split(" | ")[1]) for row in page.evaluate(ROWS)]

    page.click('[data-column="share"]')
    assert shares() == [2.5, 9, 10]
    assert page.evaluate("document.querySelector('th[aria-sort]').ariaSort") == "ascending"
    page.press("Enter")
    assert shares() == [10, 9, 2.5]
    assert page.evaluate("document.querySelector('th[aria-sort]').ariaSort") == "descending"
    page.press("Enter")
    assert page.evaluate(ROWS) == given
    page.click('[data-column="p"]')
    assert [row.split(" | ")[0] for row in page.evaluate(ROWS)] == [
        SPELL,
        "Bridge Office",
        "River Fund",
    ]


def test_names_can_be_turned_into_iris(page: Page) -> None:
    ask(page, "SELECT ?p { ?p <https://example.org/share> 9 }")
    page.wait_for(SHOWN)
    assert page.evaluate(ROWS) == ["Bridge Office"]
    page.click("#labels")
    assert page.evaluate(ROWS) == ["ex:bridge"]
    title = page.evaluate("document.querySelector('#result td a').title")
    assert title == "https://example.org/bridge"


def test_names_the_page_was_not_told_are_asked_for(browser: Browser, server: Stub) -> None:
    server.labels.clear()
    page = browser.page()
    page.open(server.url, READY)
    ask(page, "SELECT ?p { ?p <https://example.org/share> 9 }")
    page.wait_for(f"{ROWS}[0] === 'Bridge Office'")


def test_a_thing_in_the_answer_leads_to_all_that_is_said_of_it(page: Page, server: Stub) -> None:
    ask(page, "SELECT ?p { ?p <https://example.org/share> 9 }")
    page.wait_for(f"{SHOWN} && {ROWS}.length")
    page.click("#result td a")
    page.wait_for(f"{SHOWN} && {ROWS}.length === 4")
    assert " | ex:share | 9" in page.evaluate(ROWS)
    assert "{ <https://example.org/bridge> ?property ?to }" in page.evaluate(TYPED)
    page.evaluate("history.back()")
    page.wait_for(f"{TYPED}.startsWith('SELECT ?p')")


def test_statements_are_shown_as_turtle(page: Page) -> None:
    ask(page, "CONSTRUCT WHERE { ?s <https://example.org/share> ?o }")
    page.wait_for(SHOWN)
    assert page.text("#result pre").count("<https://example.org/share>") == 3
    assert page.text("#downloads").split() == ["Download", "Turtle"]
    ask(page, "CONSTRUCT WHERE { ?s <https://example.org/nothing> ?o }")
    page.wait_for("document.querySelector('#status').innerText.startsWith('No statements')")
    assert page.text("#result") == "Nothing is said of this."


def test_yes_and_no(page: Page) -> None:
    ask(page, "ASK { ?s ?p 9 }")
    page.wait_for(SHOWN)
    assert page.text("#result") == "Yes"


def test_long_answers_are_shown_in_steps(page: Page) -> None:
    ask(page, "SELECT ?a ?b ?c { ?s ?p ?a . ?t ?q ?b . ?u ?r ?c }")
    page.wait_for(SHOWN)
    assert page.text("#status").startswith("1,728 rows")
    assert len(page.evaluate(ROWS)) == 500
    page.click("#result > .buttons button")
    assert len(page.evaluate(ROWS)) == 1000


def test_downloads_are_what_the_server_writes(page: Page, server: Stub) -> None:
    page.evaluate(
        "(() => { window.kept = []; const make = URL.createObjectURL;"
        " URL.createObjectURL = blob => {"
        "   blob.text().then(text => kept.push(text)); return make(blob); };"
        " HTMLAnchorElement.prototype.click = function () { kept.push(this.download); }; })()"
    )
    choose(page, "who-works-where", '"north"')
    page.click("#run")
    page.wait_for(SHOWN)
    page.click("#downloads button:nth-of-type(1)")
    page.wait_for("kept.length === 2")
    name, text = sorted(page.evaluate("kept"), reverse=True)
    assert name == "who-works-where.csv"
    assert text.split() == [
        "partner,share",
        "https://example.org/bridge,9",
        "https://example.org/river,10",
    ]


def test_questions_are_found_by_words(page: Page) -> None:
    page.evaluate("document.querySelector('#find').focus()")
    page.write("SHARE number")
    page.wait_for("document.querySelector('#found').innerText === '1 question fits'")
    left = "[...document.querySelectorAll('#questions a')].filter(a => a.offsetParent)"
    assert page.evaluate(f"{left}.map(a => a.dataset.name)") == ["above"]


def test_terms_complete_and_bring_their_prefix(page: Page) -> None:
    ask(page, "SELECT * { }")
    page.evaluate(f"{EDITOR}.querySelector('.cm-content').focus()")
    page.press("End", control=True)
    page.write("\nex:ri")
    page.press("v")  # the list opens as a person types
    page.wait_for(f"{EDITOR}.querySelector('.cm-tooltip-autocomplete')")
    assert "River Fund" in page.evaluate(f"{EDITOR}.querySelector('[aria-selected]').innerText")
    page.wait(0.2)  # the editor takes no Enter for a choice until the list can have been seen
    page.press("Enter")
    page.wait_for(f"{TYPED}.startsWith('PREFIX ex: <https://example.org/>\\nSELECT')")
    assert page.evaluate(TYPED).endswith("ex:river")
    page.write(" ex:sa")  # a term of others has no name, but says something here
    page.write("y")
    page.wait_for(f"{EDITOR}.querySelector('.cm-tooltip-autocomplete')")
    chosen = page.evaluate(f"{EDITOR}.querySelector('[aria-selected]').innerText")
    assert "ex:says" in chosen
    assert "What somebody says." in chosen


def test_the_keyboard_reaches_all_and_leaves_the_editor(page: Page) -> None:
    reached = []
    for _ in range(25):
        page.press("Tab")
        reached.append(
            page.evaluate(
                "(e => e.id || e.dataset.name || e.className || e.tagName)(document.activeElement)"
            )
        )
    wanted = ["skip", "home", "find", "who-works-where", "above", "editor", "run"]
    places = [reached.index(each) for each in wanted]
    assert places == sorted(places)


@pytest.mark.parametrize(
    ("width", "dark"), list(itertools.product((1280, 390), (False, True))), ids=str
)
def test_it_is_readable_and_fits(browser: Browser, server: Stub, width: int, dark: bool) -> None:
    page = browser.page(width, 850, dark=dark)
    page.open(f"{server.url}/{KEPT}", f"{READY} && {TYPED}.includes('\"north\"')")
    page.evaluate("document.querySelectorAll('details').forEach(each => each.open = true)")
    page.click("#run")
    page.wait_for(SHOWN)
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    page.evaluate(AXE)
    assert page.evaluate(CHECK) == []
    editor = f"{EDITOR}.querySelector('[role=textbox]').ariaLabel"
    assert page.evaluate(editor) == "Query in SPARQL"


def test_the_list_closes_on_a_phone_when_one_is_chosen(browser: Browser, server: Stub) -> None:
    page = browser.page(390, 800)
    page.open(server.url, READY)
    assert not page.evaluate("document.querySelector('#library').open")
    page.click("#library summary")
    choose(page, "above", "?_least")
    assert not page.evaluate("document.querySelector('#library').open")
    assert page.evaluate("document.activeElement.id") == "query"

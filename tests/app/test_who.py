"""Who does what: a screen says what the verbs say, and what weakens it first."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from tests.app.reading import TACOMA, in_one_line, text, words
from tests.app.running import Running
from tests.endpoint.chromium import Page
from tests.generate import good, put, write_xlsx

from backbone_kg import analyze, read
from backbone_kg.showing import answers
from backbone_kg.showing.caveats import caveats


@pytest.fixture(scope="module")
def tacoma(app: Running) -> str:
    return app.opened(TACOMA)


def test_the_three_answers_are_those_of_the_analysis(app: Running, tacoma: str) -> None:
    analysis = analyze(read(TACOMA))
    told = text(app, f"{tacoma}/who")
    assert answers.coverage_sentence(analysis) in told
    for question in (answers.nobody, answers.too_much, answers.one_partner):
        answer = question(analysis)
        assert answer.figure in told
        for said in (*answer.remarks, *(name.text for name in answer.names[:6])):
            assert in_one_line(said) in told


def test_what_is_not_known_is_said_before_any_figure(app: Running, tmp_path: Path) -> None:
    sheets = put(put(good(), "Assignments!A3", "Nobody of that name"), "Partnership!E2", "partial")
    path = write_xlsx(tmp_path / "partners.xlsx", sheets)
    told = text(app, f"{app.opened(path)}/who")
    first = told.index(answers.coverage_sentence(analyze(read(path))))
    for said in caveats(analyze(read(path))):
        beginning = said.partition("“backbone-kg validate")[0].strip()
        assert told.index(beginning) < first
    assert told.index("The listing is partial") < first
    assert told.index("The file has 1 error") < first
    assert "backbone-kg validate" not in told


def test_another_date_has_other_answers(app: Running, tacoma: str) -> None:
    told = text(app, f"{tacoma}/who", as_of="1900")
    assert answers.nothing_known(analyze(read(TACOMA), as_of="1900")) in told
    assert "What is nobody doing?" not in told


def test_what_is_no_date_is_told_beside_the_field_that_keeps_it(app: Running, tacoma: str) -> None:
    heard = app.ask(f"{tacoma}/who?as_of=last+fall&framework=fsg-2012-07")
    assert (heard.status, "“last fall” is not a date" in heard.text) == (422, True)
    assert 'value="last fall"' in heard.text
    assert 'name="framework" value="fsg-2012-07"' in heard.text


def test_it_is_read_in_another_framework_as_by_the_command(app: Running, tacoma: str) -> None:
    from backbone_kg.analysis import framework_reading
    from backbone_kg.showing.as_framework_text import headline

    data = read(TACOMA)
    reading = framework_reading(analyze(data), data.ontology, "fsg-2012-07")
    assert in_one_line(headline(reading)) in text(app, f"{tacoma}/who", framework="fsg-2012-07")


def test_a_role_tells_its_holders_its_evidence_and_its_sources(
    app: Running, tmp_path: Path
) -> None:
    sheets = put(good(), "Assignments!G2", "Minutes, https://example.org/a(b). javascript:alert(1)")
    address = app.opened(write_xlsx(tmp_path / "partners.xlsx", sheets))
    html = app.ask(f"{address}/who?role=Build+trust").text
    (panel,) = re.findall(r'<aside id="about".*?</aside>', html, flags=re.DOTALL)
    told = words(panel)
    assert "Riverside Foundation lead, since 2019, 0.5 FTE" in told
    assert "Harbor Schools support" in told
    assert re.findall(r'href="(https?:[^"]*)" rel="([^"]*)"', panel) == [
        ("https://example.org/a(b)", "noopener noreferrer")
    ]
    assert "javascript:" not in "".join(re.findall(r'href="([^"]*)"', panel))
    assert "Closter (Table 1, row 1, column 2, item 2)" in told
    assert "Backbone organization: Riverside Foundation (holds it already)" in told


def test_a_partner_tells_what_it_carries_and_what_weakens_that(
    app: Running, tmp_path: Path
) -> None:
    path = write_xlsx(tmp_path / "partners.xlsx", put(good(), "Assignments!D3", "half"))
    told = text(app, f"{app.opened(path)}/who", partner="Riverside Foundation")
    assert "To mend:" in told
    assert "Assignments!D3" in told
    assert "Advance policy no other holder" in told.replace("known ", "")


def test_a_name_that_is_not_there_is_told_and_the_rest_shown(app: Running, tacoma: str) -> None:
    told = text(app, f"{tacoma}/who", partner="Nobody")
    assert "“Nobody” is not a partner here on 2025-09-30." in told
    assert "What is nobody doing?" in told


def test_without_assignments_nothing_is_made_up(app: Running, tmp_path: Path) -> None:
    sheets = good()
    sheets["Assignments"] = sheets["Assignments"][:1]
    told = text(app, f"{app.opened(write_xlsx(tmp_path / 'empty.xlsx', sheets))}/who")
    assert "0 of 23 roles have the holders they need" in told
    assert "and 17 more, see table" in told
    assert "Who holds which role" in told


@pytest.mark.browser
def test_a_role_is_opened_beside_the_map_and_the_back_button_closes_it(
    app: Running, tacoma: str, screen: Page
) -> None:
    screen.open(f"http://{app.host}:{app.port}{tacoma}/who", "document.querySelector('#map')")
    screen.click(".table-map tbody th[scope=row] a")
    screen.wait_for("document.querySelector('#about')?.hidden === false")
    role = screen.text("#about h2")
    assert screen.evaluate("document.activeElement.id") == "about"
    assert screen.evaluate("new URLSearchParams(location.search).get('role')") == role
    screen.click("#about .plain-list a")
    screen.wait_for("new URLSearchParams(location.search).get('partner')")
    screen.evaluate("history.go(-2)")
    screen.wait_for("document.querySelector('#about')?.hidden === true")

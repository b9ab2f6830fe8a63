"""Asking on the page: questions found by words, asked with settings, answered as by the verb."""

from __future__ import annotations

import csv
import io
from pathlib import Path
from urllib.parse import unquote, urlencode

import lxml.html
import pytest
from tests.app.running import Running
from tests.generate import good, write_xlsx

import backbone_kg
from backbone_kg import __version__


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_xlsx(tmp_path_factory.mktemp("asking") / "partners.xlsx", good())


@pytest.fixture(scope="module")
def opened(page: Running, file: Path) -> str:
    return page.opened(file)


def asked(page: Running, opened: str, **settings: str) -> lxml.html.HtmlElement:
    given = {name.replace("set_", "set-"): value for name, value in settings.items()}
    heard = page.ask(f"{opened}/asking?{urlencode(given)}")
    assert heard.status == 200
    return lxml.html.document_fromstring(heard.text)


def rows(html: lxml.html.HtmlElement) -> list[list[str]]:
    return [
        [" ".join(cell.text_content().split()) for cell in row.xpath("td")]
        for row in html.xpath("//table[@id='answer-table']/tbody/tr")
    ]


def test_questions_are_listed_and_found_by_what_people_say(page: Running, opened: str) -> None:
    every = asked(page, opened).xpath("//section[@class='questions']//li/a")
    assert len(every) == len(backbone_kg.queries())
    (found,) = asked(page, opened, find="depend").xpath("//section[@class='questions']//li/a")
    assert found.text_content() == "Which roles hang on one partner?"
    assert "No question is found" in asked(page, opened, find="zebra").text_content()


def test_an_answer_is_the_one_of_the_verb(page: Running, opened: str, file: Path) -> None:
    html = asked(page, opened, question="who-holds-what", ask="yes")
    expected = backbone_kg.query("who-holds-what", file)
    assert len(rows(html)) == len(expected) > 0
    assert [cell.text for cell in html.xpath("//thead//th")][:2] == ["Partnership", "As of"]
    assert f"Knowledge base: version {__version__}." in html.xpath("string(//*[@id='answer'])")


def test_a_question_is_asked_with_what_is_set_and_keeps_it(page: Running, opened: str) -> None:
    html = asked(page, opened, question="unfilled-roles", set_date="2010", ask="yes")
    assert html.xpath("//input[@name='set-date']/@value") == ["2010"]
    html = asked(page, opened, question="unfilled-roles", set_date="soon", ask="yes")
    assert "soon" in html.xpath("//p[@role='alert']")[-1].text_content()


def test_a_found_thing_is_asked_about_at_once(page: Running, opened: str) -> None:
    html = asked(page, opened, find="trust")
    (link,) = [
        a
        for a in html.xpath("//section[@class='questions']//li/a")
        if a.text_content().endswith("Build trust")
    ]
    heard = page.ask(f"{opened}/{link.get('href')}")
    assert rows(lxml.html.document_fromstring(heard.text))


def test_several_open_files_are_asked_together(page: Running, opened: str, tmp_path: Path) -> None:
    sheets = good()
    sheets["Partnership"][1][:2] = ["Hill Together", "Hill, Ohio"]
    other = page.opened(write_xlsx(tmp_path / "hill.xlsx", sheets)).rpartition("/")[2]
    one = asked(page, opened, question="partnerships", ask="yes")
    both = asked(page, opened, question="partnerships", ask="yes", also=other)
    assert [row[0] for row in rows(one)] == ["River Valley Together"]
    assert {row[0] for row in rows(both)} == {"River Valley Together", "Hill Together"}


def test_sparql_is_answered_or_told_what_is_wrong(page: Running, opened: str) -> None:
    query = "SELECT (COUNT(*) AS ?n) { ?p a <https://w3id.org/backbone-kg/ontology#Partner> }"
    ((count,),) = rows(asked(page, opened, sparql=query))
    assert int(count) == 3
    wrong = asked(page, opened, sparql="SELECT { }")
    assert wrong.xpath("//p[@role='alert' and text()]")
    assert wrong.xpath("//textarea")[0].text.strip() == "SELECT { }"


def test_what_could_not_be_read_is_said_before_the_answer(page: Running, tmp_path: Path) -> None:
    sheets = good()
    sheets["Assignments"][1][0] = "Nobody Known"
    opened = page.opened(write_xlsx(tmp_path / "faulty.xlsx", sheets))
    text = asked(page, opened, question="who-holds-what", ask="yes").text_content()
    said = "of faulty.xlsx could not be read"
    assert text.index(said) < text.index("Evidence")


def test_a_partial_listing_is_said_before_the_answer(page: Running, tmp_path: Path) -> None:
    sheets = good()
    sheets["Partnership"][1][4] = "partial"
    opened = page.opened(write_xlsx(tmp_path / "part.xlsx", sheets))
    text = asked(page, opened, question="sole-holders", ask="yes").text_content()
    assert "The listing of part.xlsx is partial" in text
    literature = asked(page, opened, question="frameworks").text_content()
    assert "is partial" not in literature


def test_an_answer_is_kept_as_csv(page: Running, opened: str) -> None:
    heard = page.ask(f"{opened}/asking.csv?question=who-holds-what&ask=yes")
    assert f"who-holds-what, knowledge base version {__version__}.csv" in unquote(
        heard.headers["content-disposition"]
    )
    read = list(csv.reader(io.StringIO(heard.content.decode("utf-8-sig"))))
    html = asked(page, opened, question="who-holds-what", ask="yes")
    assert len(read) == 1 + len(rows(html))

"""The page: one file, readable by everyone, that fetches nothing and lets no text become markup.

The golden page is ``golden/small.html``. After a change that is meant, write it anew with
``UPDATE_GOLDEN=1 pytest tests/report_page/test_page.py`` and look at it in a browser before
keeping it.
"""

from __future__ import annotations

import dataclasses
import os
import re
from collections.abc import Callable
from importlib import resources
from pathlib import Path
from typing import Any

import html5rdf  # type: ignore[import-untyped]
import lxml.html
import pytest

from backbone_kg.analysis.results import (
    Analysis,
    RoleState,
)
from backbone_kg.base.findings import Finding, Findings, Severity
from backbone_kg.showing.report_page import report_html

Build = Callable[..., Analysis]
Page = Callable[..., lxml.html.HtmlElement]
Words = Callable[[Any], str]

GOLDEN = Path(__file__).parent / "golden" / "small.html"
ERROR = Finding(
    "unknown-role",
    Severity.ERROR,
    "“Build trusts” is not a role.",
    "Write “Build trust”.",
    sheet="Assignments",
    cell="B7",
)
WARNING = dataclasses.replace(ERROR, severity=Severity.WARNING, cell="C8", remedy="")
REMARK = dataclasses.replace(ERROR, severity=Severity.INFO, cell="D9", message="Spaces dropped.")
CAPACITIES = "Rethinking Common Backbone Functions as Capacities"


def one(doc: Any, path: str) -> Any:
    (found,) = doc.xpath(path)
    return found


class TestTheFile:
    def test_it_is_the_golden_page(self, html: str) -> None:
        if os.environ.get("UPDATE_GOLDEN"):
            GOLDEN.parent.mkdir(exist_ok=True)
            GOLDEN.write_text(html, encoding="utf-8")
        assert html == GOLDEN.read_text(encoding="utf-8")

    def test_it_is_well_formed(self, html: str, build: Build) -> None:
        empty = report_html(build({}), Findings(), (), version="1.2.3")
        for text in (html, empty):
            html5rdf.HTMLParser(strict=True).parse(text)

    def test_it_needs_nothing_else(self, html: str, doc: lxml.html.HtmlElement) -> None:
        assert not doc.xpath("//script | //iframe | //object | //embed | //img | //base")
        addresses = doc.xpath("//@src | //@href | //@*[local-name()='href'] | //@srcset")
        assert addresses
        for address in addresses:
            assert address.startswith("#") or address == "data:,"
        assert "@import" not in html
        assert not re.search(r"url\((?!#)", html)
        assert not doc.xpath("//@*[starts-with(local-name(), 'on')]")

    def test_the_browser_is_told_to_fetch_nothing(self, doc: lxml.html.HtmlElement) -> None:
        policy = one(doc, "//meta[@http-equiv='Content-Security-Policy']/@content")
        assert policy.startswith("default-src 'none';")
        assert "http" not in policy

    def test_its_templates_are_package_data(self) -> None:
        folder = resources.files("backbone_kg.showing.report_page") / "templates"
        assert {f.name for f in folder.iterdir()} >= {"report.html.j2", "report.css"}


class TestTheTitleBlock:
    def test_it_names_what_the_report_is_about(
        self, doc: lxml.html.HtmlElement, words: Words
    ) -> None:
        header = words(one(doc, "//header"))
        for text in (
            "Graduate Tacoma",
            "Community Tacoma, Washington",
            "As of March 31, 2026 (the date given in the file)",
            "Framework Functions as capacities",
            "Listing complete (where the file names nobody for a role, nobody holds it)",
        ):
            assert text in header

    @pytest.mark.parametrize(
        ("basis", "text"),
        [
            ("asked", "(the date that was asked for)"),
            ("today", "(the day this was made, because the file gives no date)"),
        ],
    )
    def test_it_says_where_the_date_comes_from(
        self, build: Build, page: Page, words: Words, basis: str, text: str
    ) -> None:
        assert text in words(one(page(build({}, as_of_basis=basis)), "//header"))

    def test_it_says_what_a_partial_listing_means(
        self, build: Build, page: Page, words: Words
    ) -> None:
        header = words(one(page(build({}, listing="partial")), "//header"))
        assert (
            "partial (where the file names nobody for a role, no evidence was found; somebody may "
            "hold it)"
        ) in header


class TestTheAnswer:
    def test_the_headline_gives_coverage_with_its_denominator(
        self, doc: lxml.html.HtmlElement, words: Words
    ) -> None:
        assert words(one(doc, "//h2[@id='answer']")) == "2 of 4 roles have the holders they need"

    def test_the_headline_of_one_and_of_no_role(
        self, build: Build, page: Page, words: Words
    ) -> None:
        one_role, none = page(build({"A": ["Ada"]})), page(build({}))
        assert words(one(one_role, "//h2[@id='answer']")) == "1 of 1 role has the holders it needs"
        assert words(one(none, "//h2[@id='answer']")) == (
            "No role is wanted, so there is no coverage to state"
        )

    def test_what_the_file_says_nothing_of_is_said_beside_the_coverage(
        self, build: Build, page: Page, words: Words
    ) -> None:
        found = page(build({"A": ["Ada"], "B": []}, listing="partial"))
        assert (
            "That is a coverage of 50%, counting what the file says; for 1 role it says nothing."
        ) in words(one(found, "//section[@aria-labelledby='answer']"))

    def test_three_boxes_ask_the_three_questions(
        self, doc: lxml.html.HtmlElement, words: Words
    ) -> None:
        assert [words(h) for h in doc.xpath("//section[@class='box']/h3")] == [
            "What is nobody doing?",
            "Who is carrying too much?",
            "What hangs on one partner?",
        ]

    def test_names_beyond_the_sixth_are_counted_and_linked(
        self, build: Build, page: Page, words: Words
    ) -> None:
        found = page(build({f"Role {n}": [] for n in range(8)}))
        assert words(one(found, "//li[@class='more']")) == "and 2 more, see table"
        assert one(found, "//li[@class='more']/a/@href") == "#roles"


class TestFindings:
    def test_errors_and_warnings_are_announced_at_the_top_and_listed_at_the_end(
        self, build: Build, page: Page, words: Words
    ) -> None:
        found = page(build({}), [REMARK, ERROR, WARNING, WARNING])
        assert words(one(found, "//p[@role='note']")) == (
            "The file has 1 error and 2 warnings. The figures leave out what could not be "
            "understood. What to mend in the file"
        )
        last = found.xpath("//main/section")[-1]
        assert [words(row) for row in last.xpath(".//tbody/tr")] == [
            "Error Assignments!B7 “Build trusts” is not a role. Write “Build trust”.",
            "Warning Assignments!C8 “Build trusts” is not a role.",
            "Warning Assignments!C8 “Build trusts” is not a role.",
            "Remark Assignments!D9 Spaces dropped. Write “Build trust”.",
        ]

    def test_remarks_alone_are_listed_without_alarm(
        self, build: Build, page: Page, words: Words
    ) -> None:
        found = page(build({}), [REMARK])
        assert not found.xpath("//p[@role='note']")
        assert "Spaces dropped." in words(one(found, "//section[@aria-labelledby='mend']"))

    def test_a_clean_file_has_no_such_section(self, build: Build, page: Page) -> None:
        assert not page(build({})).xpath("//*[@id='mend' or @href='#mend']")

    def test_a_very_long_list_is_cut_and_says_so(
        self, build: Build, page: Page, words: Words
    ) -> None:
        found = page(build({}), [ERROR] * 130)
        section = one(found, "//section[@aria-labelledby='mend']")
        assert len(section.xpath(".//tbody/tr")) == 100
        assert "The file has 130 errors." in words(section)
        assert "And 30 more, which are not shown here." in words(section)


class TestSections:
    def test_what_was_left_out_is_said(
        self, build: Build, page: Page, words: Words, doc: lxml.html.HtmlElement
    ) -> None:
        path = "//section[@aria-labelledby='left-out']"
        assert "1 assignment ended before March 31, 2026." in words(one(doc, path))
        assert "Nothing that the file says about this date was left out." in words(
            one(page(build({})), path)
        )
        assert "Nothing but what could not be understood" in words(
            one(page(build({}), [ERROR]), path)
        )

    def test_each_line_of_the_notes_is_a_paragraph(
        self, doc: lxml.html.HtmlElement, words: Words
    ) -> None:
        notes = doc.xpath("//section[@aria-labelledby='notes']/p")
        assert [words(p) for p in notes] == ["Compiled by hand.", "Not checked."]

    def test_a_document_has_its_citation_and_its_passages(
        self, doc: lxml.html.HtmlElement, words: Words
    ) -> None:
        first, second = doc.xpath("//div[@class='document']")
        assert words(first) == (
            f"{CAPACITIES} Closter, M., Mathematica and Equal Measure. "
            "[1] Table 1, row 2, characters 3791–3811: “research institution”"
        )
        assert words(second) == "Starter Guide FSG, 2017."

    def test_a_document_without_a_citation_is_still_listed(
        self, small: Analysis, page: Page, words: Words
    ) -> None:
        assert CAPACITIES in words(one(page(small), "//section[@aria-labelledby='sources']"))

    def test_an_open_role_shows_kind_partners_and_passage(
        self, doc: lxml.html.HtmlElement, words: Words
    ) -> None:
        groups = doc.xpath("//table[@class='table-open']/tbody")
        assert [words(group) for group in groups] == [
            "Manage knowledge Solicit solutions from the community ○ unfilled "
            "Research institution Puget Sound District "
            f"{CAPACITIES}, Table 1, row 2, characters 3791–3811 [1]",
            "Manage knowledge Identify and share promising practices ● held 1 of 2 holders "
            "Research institution Puget Sound District "
            f"{CAPACITIES}, Table 1, row 2, characters 3791–3811 [1]",
        ]

    def test_a_role_that_no_source_speaks_of_gets_no_advice(
        self, build: Build, page: Page, words: Words
    ) -> None:
        group = one(page(build({"A": []})), "//table[@class='table-open']/tbody")
        assert "The sources name no kind of organization for this role." in words(group)

    def test_the_method_defines_every_figure(
        self, doc: lxml.html.HtmlElement, words: Words
    ) -> None:
        method = words(one(doc, "//section[@aria-labelledby='method']"))
        for text in (
            "Coverage = roles with the holders they need ÷ wanted roles",
            "Load = FTE assigned ÷ FTE available",
            "Share = the partner’s assignments ÷ all assignments",
            "Fence = Q3 + 1.5 × (Q3 − Q1)",
            "Sole holder The one holder of a wanted role.",
            "Unknown is not fine",
            *(f"{state.value}: " for state in RoleState),
        ):
            assert text in method

    def test_the_last_line_says_what_made_it_and_from_what(
        self, doc: lxml.html.HtmlElement, words: Words
    ) -> None:
        assert words(one(doc, "//footer")) == (
            "Made by backbone-kg 1.2.3 from file tacoma.xlsx, as of March 31, 2026."
        )

    def test_readers_meet_no_word_of_the_machinery(
        self, doc: lxml.html.HtmlElement, words: Words
    ) -> None:
        found = re.findall(r"(?i)\b(shacl|iris?|rdf|nodes?|shapes?)\b", words(doc))
        assert found == []

    def test_empty_cases_have_a_sentence_instead_of_a_table(
        self, build: Build, page: Page, words: Words
    ) -> None:
        found = page(build({}))
        assert "The file names no role." in words(found)
        assert "The file names no partner on this date." in words(found)
        assert not found.xpath("//table[not(.//tbody/tr) and not(.//tfoot/tr)]")


def test_sixty_partners_and_very_long_names_are_all_there(
    build: Build, page: Page, words: Words
) -> None:
    role = "Hear and understand the needs of the community " + "x" * 75
    names = [f"Partner {n:02}" for n in range(60)]
    found = page(build({role: names, "B": [names[7]]}))
    assert len(found.xpath("//table[@class='table-partners']/tbody/tr")) == 60
    cell = one(found, "//table[@class='table-roles']/tbody/tr[2]/td[2]")
    assert words(cell) == "; ".join(names)
    assert role in words(found)

"""The report: one file, readable by everyone, that fetches nothing and lets no text become markup.

Who wants to see it: ``backbone-kg report DATA -o report.html``.
"""

from __future__ import annotations

import itertools
import re
from dataclasses import replace
from pathlib import Path
from typing import Any

import html5rdf  # type: ignore[import-untyped]
import lxml.html
import pytest
from tests.endpoint.chromium import Browser
from tests.generate import ROLES, good, put
from tests.showing.partnerships import NAMES, many, of_verdict, small, written
from tests.showing.picture_checks import luminance
from tests.small_files import read_sheets

import backbone_kg
from backbone_kg import Analysis, BackboneError, Findings, Partnership, analyze
from backbone_kg.analysis import Basis, LeftOut, LoadVerdict, RoleState
from backbone_kg.base.state_sentences import STATE_SENTENCES
from backbone_kg.showing import pictures
from backbone_kg.showing.report_page import PARTS, report_html

Page = Any


def parsed(html: str) -> Page:
    return lxml.html.document_fromstring(html)


def report_of(partnership: Partnership, **chosen: Any) -> Page:
    return parsed(backbone_kg.report(partnership, **chosen))


def page_of(analysis: Analysis) -> Page:
    """The page of an analysis that was changed by hand."""
    network = pictures.draw("network", analysis)
    return parsed(report_html(analysis, Findings(), network, version="1.2.3"))


def words(element: Any) -> str:
    """The text of an element as a reader meets it."""
    path = ".//text()[not(ancestor::style or ancestor::*[local-name()='svg'])]"
    return " ".join("".join(element.xpath(path)).split())


def one(page: Page, path: str) -> Any:
    (found,) = page.xpath(path)
    return found


def section(page: Page, name: str) -> Any:
    return one(page, f"//section[@aria-labelledby='{name}']")


@pytest.fixture(scope="module")
def html() -> str:
    """The report of a small partnership with something of everything."""
    return backbone_kg.report(small(listing="complete"))


@pytest.fixture(scope="module")
def page(html: str) -> Page:
    return parsed(html)


@pytest.fixture(scope="module")
def partial() -> Analysis:
    return analyze(small())


# --- the file -----------------------------------------------------------------------------------


def test_it_is_well_formed_also_when_there_is_nothing(html: str) -> None:
    empty = backbone_kg.report(written([], partners={}))
    for text in (html, empty):
        html5rdf.HTMLParser(strict=True).parse(text)
    assert "The file names no partner on this date." in words(parsed(empty))


def test_it_fetches_and_runs_nothing(html: str, page: Page) -> None:
    assert not page.xpath("//script | //iframe | //object | //embed | //img | //base")
    assert not page.xpath("//@src | //@srcset | //@*[starts-with(local-name(), 'on')]")
    links = page.xpath("//*[not(self::a)]/@href | //@*[local-name()='xlink:href']")
    assert all(link.startswith("#") or link == "data:," for link in links)
    assert "@import" not in html
    assert not re.search(r"url\((?!#)", html)
    policy = one(page, "//meta[@http-equiv='Content-Security-Policy']/@content")
    assert policy.startswith("default-src 'none';")


def test_the_same_input_gives_the_same_page() -> None:
    data = small()
    assert backbone_kg.report(data) == backbone_kg.report(data)


def test_it_is_checked_at_the_date_that_it_reports() -> None:
    """The Youth Alliance left in 2026; here the file does not say that its role ended then."""
    data = read_sheets(put(good(), "Assignments!F5", None))
    for as_of, told in (("2025-09", False), ("2027", True)):
        text = words(report_of(data, as_of=as_of))
        assert (
            "“Youth Alliance” holds a role on 2027-12-31 but is not a partner then" in text
        ) is told


HOSTILE = ["<script>alert(1)</script>", '"><img src=x onerror=alert(1)>', "{{ 7 * 7 }}", "</svg>"]


def test_no_text_of_the_file_becomes_markup() -> None:
    rows = [(name, ROLES[0], None, None, f"https://x.org/{name}") for name in HOSTILE]
    rows += [(HOSTILE[0], HOSTILE[1], None, None, "javascript:alert(1)")]
    data = written(rows, roles=[(HOSTILE[1], "yes")])
    text = backbone_kg.report(data)
    found = parsed(text)
    assert not found.xpath("//script | //img | //*[@onerror]")
    assert not [link for link in found.xpath("//a/@href") if link.startswith("javascript")]
    for name in HOSTILE:
        assert name in words(section(found, "roles"))
    html5rdf.HTMLParser(strict=True).parse(text)


def test_long_names_and_every_script_are_all_there() -> None:
    found = report_of(written([(n, ROLES[0]) for n in NAMES]))
    for name in NAMES:
        assert " ".join(name.split()) in words(section(found, "partners"))


# --- the first page -----------------------------------------------------------------------------


def test_the_title_block_names_what_it_is_about(page: Page, partial: Analysis) -> None:
    header = words(one(page, "//header"))
    for text in (
        "River Valley Together",
        "Community River Valley, Ohio",
        "As of September 30, 2025 (the date given in the file)",
        "Listing complete (where the file names nobody for a role, nobody holds it)",
    ):
        assert text in header
    assert STATE_SENTENCES["no evidence"] in words(one(page_of(partial), "//header"))


@pytest.mark.parametrize(
    ("basis", "text"),
    [("asked", "(the date that was asked for)"), ("today", "because the file gives no date)")],
)
def test_it_says_where_the_date_comes_from(partial: Analysis, basis: str, text: str) -> None:
    assert text in words(one(page_of(replace(partial, as_of_basis=basis)), "//header"))


def test_the_headline_gives_coverage_with_its_denominator(page: Page, partial: Analysis) -> None:
    assert words(one(page, "//h2[@id='answer']")) == "2 of 23 roles have the holders they need"
    assert "That is a coverage of 9%." in words(section(page, "answer"))
    assert (
        "That is a coverage of 9%, counting what the file says; for 20 roles it says nothing."
        in (words(section(page_of(partial), "answer")))
    )


def test_three_boxes_answer_the_three_questions(page: Page) -> None:
    assert [words(h) for h in page.xpath("//section[@class='box']/h3")] == [
        "What is nobody doing?",
        "Who is carrying too much?",
        "What hangs on one partner?",
    ]
    assert [words(p) for p in page.xpath("//p[@class='figure']")] == [
        "20 of 23 roles have nobody",
        "1 of 3 partners is overloaded",
        "2 of 23 roles hang on one partner",
    ]
    assert "Ada: alone with Advance policy" in words(section(page, "one-partner"))


def test_names_beyond_the_sixth_are_counted_and_linked(page: Page) -> None:
    more = section(page, "nobody").xpath(".//li[@class='more']")
    assert [words(item) for item in more] == ["and 14 more, see table"]
    assert more[0].xpath("a/@href") == ["#roles"]


def test_what_weakens_the_figures_stands_before_them(partial: Analysis) -> None:
    weak = replace(partial, basis=Basis(9, assignments_not_read=2, counted=7, without_begin=1))
    answer = section(page_of(weak), "answer")
    banner, headline = one(answer, ".//div[@role='note']"), one(answer, ".//h2")
    assert "2 of 9 assignments could not be read, so what follows is incomplete" in words(banner)
    assert "1 of 7 assignments has no From" in words(banner)
    elements = list(answer.iter())
    assert elements.index(banner) < elements.index(headline)


def test_before_all_that_is_known_there_are_no_figures(partial: Analysis) -> None:
    early = replace(
        partial, as_of="1990-12-31", basis=Basis(known_since="2016-01-01", before_known=True)
    )
    found = page_of(early)
    assert "Nothing in this file is known for 1990-12-31: it begins with 2016-01-01." in words(
        found
    )
    assert not found.xpath("//section[@class='box'] | //table | //figure")


def test_errors_and_warnings_are_announced_and_listed() -> None:
    sheets = put(put(good(), "Partners!C2", "-1"), "Assignments!B3", "Build trusts")
    found = report_of(read_sheets(sheets))
    banner = words(one(found, "//div[@role='note']"))
    assert re.search(
        r"The file has 2 errors.*\. The figures leave out what could not be read\.", banner
    )
    rows = [words(row) for row in section(found, "mend").xpath(".//tbody/tr")]
    assert any(row.startswith("Error Partners!C2 -1 is less than 0.") for row in rows)
    assert any(row.startswith("Error Assignments!B3 “Build trusts”") for row in rows)


def test_a_clean_file_has_nothing_to_mend() -> None:
    found = report_of(read_sheets(good()))
    assert not found.xpath("//*[@id='mend' or @href='#mend']")


def test_a_very_long_list_of_findings_is_cut_and_says_so() -> None:
    rows = [("Ada", f"Role {n}") for n in range(130)]
    found = report_of(written(rows))
    mend = section(found, "mend")
    assert len(mend.xpath(".//tbody/tr")) == 100
    assert re.search(r"And \d+ more, which are not shown here\.", words(mend))


# --- the tables ---------------------------------------------------------------------------------


def test_the_map_has_a_row_for_each_role_and_a_mark_for_each_holding(
    page: Page, partial: Analysis
) -> None:
    table = one(page, "//table[@class='table-map']")
    heads = [words(th) for th in table.xpath(".//th[@scope='col']")]
    assert heads == ["Role", "State", "Ada", "Bea"]
    rows = {words(tr.xpath("th")[0]): tr for tr in table.xpath(".//tr[th[@scope='row']]")}
    assert list(rows) == [role.label for role in partial.roles]
    assert [words(td) for td in rows["Build trust"].xpath("td")] == [
        "●● shared",
        "■Ada leads",
        "▪Bea supports",
    ]
    assert words(rows["Advance policy"].xpath("td")[1]) == "●Ada holds it, the only holder"
    assert words(rows["Run the summer fair"].xpath("td")[0]) == "○ unfilled"
    assert len(table.xpath(".//td[contains(@class, 'held')]")) == 4
    assert "1 partner holds no role" in words(section(page, "map"))


def test_the_map_counts_the_partners_past_forty_together() -> None:
    data = many(60)
    table = one(report_of(data), "//table[@class='table-map']")
    assert words(table.xpath(".//th[@scope='col']")[-1]) == "20 more partners"
    marks = len(
        table.xpath(".//td[contains(@class, 'held') and not(contains(@class, 'together'))]")
    )
    together = [td.text for td in table.xpath(".//td[contains(@class, 'together')]")]
    assert marks + sum(map(int, together)) == len(analyze(data).holdings)


def test_every_role_has_its_holders_with_time_part_fte_and_evidence(page: Page) -> None:
    rows = {words(tr.xpath("th")[0]): tr for tr in section(page, "roles").xpath(".//tbody/tr")}
    holders = rows["Build trust"].xpath("td")[1]
    assert words(holders) == (
        "Ada (lead, since 2020, 1.5 FTE) example.org [1] "
        "Bea (support, since 2020, 0.25 FTE) Minutes of <May> [2]"
    )
    assert holders.xpath(".//a/@href") == [
        "https://example.org/minutes?a=1&b=2",
        "#evidence-1",
        "#evidence-2",
    ]
    assert "1 of 2 holders needed" in words(rows["Mobilize resources"])
    assert STATE_SENTENCES["unfilled"] in words(rows["Run the summer fair"])
    assert STATE_SENTENCES["not ours"] in words(rows["Manage expectations"])


def test_evidence_stands_in_full_at_the_end_and_each_address_in_it_can_be_followed() -> None:
    said = "See (https://www.example.org/a, page 3); https://example.com/b_(c). Call me"
    data = written([("Ada", ROLES[0], None, None, said)])
    page = report_of(data)
    assert "See (example.org, page 3); example.com" in words(section(page, "roles"))
    (item,) = section(page, "evidence").xpath(".//li")
    assert words(item) == f"[1] {said}"
    assert item.xpath(".//a/@href") == ["https://www.example.org/a", "https://example.com/b_(c)"]


def test_what_is_not_known_of_a_holding_is_said() -> None:
    sheets = put(good(), "Assignments!E2", None)  # others have a From
    page = report_of(read_sheets(sheets))
    assert "since when is not known" in words(section(page, "roles"))


def test_a_finding_stands_beside_what_it_weakens() -> None:
    sheets = put(put(good(), "Assignments!D2", "half"), "Partners!C3", "some")
    page = report_of(read_sheets(sheets))
    beside = {
        (name, words(row.xpath("th")[0]).split(" To mend")[0]): row.xpath(
            ".//*[@class='doubt']/a/text()"
        )
        for name in ("roles", "partners")
        for row in section(page, name).xpath(".//tbody/tr[.//*[@class='doubt']]")
    }
    assert beside == {
        ("roles", "Build trust"): ["Assignments!D2"],
        ("partners", "Riverside Foundation Local foundation backbone"): ["Assignments!D2"],
        ("partners", "Harbor Schools K-12 school district"): ["Partners!C3"],
    }


def test_no_evidence_never_reads_as_nobody(partial: Analysis) -> None:
    roles = section(page_of(partial), "roles")
    rows = [words(tr) for tr in roles.xpath(".//tbody/tr") if "no evidence" in words(tr)]
    assert len(rows) == len(partial.in_state(RoleState.NO_EVIDENCE))
    assert not any("nobody" in row for row in rows)


def test_a_partial_listing_tells_only_of_known_roles_and_holders(partial: Analysis) -> None:
    said = words(page_of(partial).xpath("//main")[0])
    assert "Holds no known role." in said
    for claim in ("no role", "only holder", "no other holder"):
        assert claim not in said


def test_every_partner_has_its_roles_share_fte_and_load(page: Page) -> None:
    ada, bea, cleo = (words(tr) for tr in section(page, "partners").xpath(".//tbody/tr"))
    for text in ("Ada Consultant", "2 of 4 (50%)", "assigned 2 available 1", "Overloaded: 200%"):
        assert text in ada
    assert "Mobilize resources (no other holder)" in bea
    assert "Has the FTE that is assigned: 50% (0.5 of 1 FTE)." in bea
    assert "Cleo Consultant none 0 of 4 (0%)" in cleo


def test_where_nothing_is_held_there_is_no_share() -> None:
    data = written([], partners={"Ada": 1})
    (ada,) = section(report_of(data), "partners").xpath(".//tbody/tr")
    assert "no holding is known" in words(ada)
    assert "0 of 0" not in words(ada)


def test_a_large_share_is_a_question_and_the_first_page_knows_no_fence(partial: Analysis) -> None:
    unknown = of_verdict(partial, LoadVerdict.UNKNOWN)
    found = page_of(of_verdict(unknown, LoadVerdict.MORE_THAN_MOST, "Bea"))
    first = words(section(found, "answer"))
    assert "1 of 3 partners holds more roles than most" in first
    assert "a question, not a finding" in first
    for word in ("Tukey", "fence", "limit", "overloaded"):
        assert word not in first
    assert "Tukey’s fence" in words(section(found, "method"))
    row = words(section(found, "partners").xpath(".//tbody/tr[2]")[0])
    assert "Holds more roles than most: a question, not a finding." in row
    assert "2 of 4 (50%)" in row
    assert "equal share: 50%" in row


def test_picture_table_and_box_say_one_share_alike() -> None:
    rows = [("Ada", ROLES[0]), *(("Bea", role) for role in ROLES[:7])]
    analysis = of_verdict(analyze(written(rows)), LoadVerdict.MORE_THAN_MOST, "Ada")
    picture = pictures.draw("load", analysis)
    assert "1 of 8 (13%)" in words(section(page_of(analysis), "partners"))
    assert "1 of 8 (13%)" in words(section(page_of(analysis), "too-much"))
    assert "1 of 8 (13%)" in pictures.svg(picture, prefix="p-")


def test_coverage_by_function_counts_every_state(page: Page) -> None:
    foot = words(one(page, "//table[@class='table-coverage']/tfoot"))
    assert foot == "All roles 2 of 23 (9%) 1 2 20 0 1"


def test_an_open_role_shows_kind_partners_and_passage(page: Page) -> None:
    groups = [words(group) for group in page.xpath("//table[@class='table-open']/tbody")]
    short = next(group for group in groups if "Mobilize resources" in group)
    assert "1 of 2 holders" in short
    assert re.search(r"Table 1, .*characters \d+–\d+ \[\d+\]", short)
    own = next(group for group in groups if "Run the summer fair" in group)
    assert "The sources name no kind of organization for this role." in own
    numbers = page.xpath("//td[contains(@class, 'passage')]/a/@href")
    assert {number[1:] for number in numbers} <= set(page.xpath("//li/@id"))


# --- the rest -----------------------------------------------------------------------------------


def test_what_was_left_out_notes_method_and_sources_are_said(page: Page, partial: Analysis) -> None:
    changed = page_of(replace(partial, left_out=LeftOut(ended=1), notes="By hand.\nNot checked."))
    assert f"1 assignment that had ended by {partial.as_of}." in words(section(changed, "left-out"))
    assert [words(p) for p in section(changed, "notes").xpath("p")] == ["By hand.", "Not checked."]
    assert "Nothing that the file says about this date was left out." in words(
        section(page_of(replace(partial, left_out=LeftOut())), "left-out")
    )
    method = words(section(page, "method"))
    for text in (
        "Coverage = roles with the holders they need ÷ wanted roles",
        "Load = FTE assigned ÷ FTE available",
        "Share = the partner’s assignments ÷ all assignments",
        "Unknown is not fine",
        *(f"{state}: {sentence}." for state, sentence in STATE_SENTENCES.items()),
    ):
        assert text in method
    assert "Rethinking Common Backbone Functions as Capacities" in words(section(page, "sources"))
    assert re.search(
        r"Made by backbone-kg \S+ from file .*, as of September 30, 2025\.", words(page)
    )


def test_readers_meet_no_word_of_the_machinery(page: Page) -> None:
    assert re.findall(r"(?i)\b(shacl|iris?|rdf|nodes?|shapes?)\b", words(page)) == []


# --- for everyone -------------------------------------------------------------------------------


def test_landmarks_headings_and_links(page: Page) -> None:
    assert page.get("lang") == "en"
    assert one(page, "//head/title").text == (
        "River Valley Together: who holds which backbone role, September 30, 2025"
    )
    for landmark in ("header", "nav", "main", "footer"):
        assert len(page.xpath(f"//body//{landmark}")) == 1
    assert page.xpath("//a/@href")[0] == "#" + one(page, "//main/@id")
    levels = [int(h.tag[1]) for h in page.xpath("//h1|//h2|//h3|//h4|//h5|//h6")]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(b - a <= 1 for a, b in itertools.pairwise(levels))
    for named in page.xpath("//section"):
        assert page.get_element_by_id(named.get("aria-labelledby")).tag in ("h2", "h3")
    ids = page.xpath("//@id")
    assert len(ids) == len(set(ids))
    targets = {h[1:] for h in page.xpath("//a/@href") if h.startswith("#")}
    for pointers in page.xpath("//@aria-labelledby | //@aria-describedby"):
        targets |= set(pointers.split())
    assert targets <= set(ids)


def test_tables_have_a_caption_and_headers_with_a_scope(page: Page) -> None:
    tables = page.xpath("//table")
    assert len(tables) >= 5
    for table in tables:
        assert one(table, "caption").text_content().strip()
        assert {th.get("scope") for th in table.xpath("thead//th")} == {"col"}
        assert {th.get("scope") for th in table.xpath("tbody//th")} <= {"row", "rowgroup"}
        for row in table.xpath("tbody/tr | tfoot/tr"):
            assert row.xpath("th") or row.xpath("preceding-sibling::tr/th[@rowspan]")


def test_on_a_phone_each_cell_says_what_it_is(page: Page) -> None:
    """There the headings are hidden and rows are blocks, so that nothing scrolls sideways."""
    for table in page.xpath("//table[not(@class='table-map')]"):
        heads = table.xpath("thead//th")
        for row in table.xpath("tbody/tr[td] | tfoot/tr"):
            if len(row.xpath("td")) == len(heads) - 1:
                assert len(row.xpath("td[@data-label]")) == len(heads) - 1
    assert one(page, "//meta[@name='viewport']/@content").startswith("width=device-width")


@pytest.mark.browser
def test_on_a_phone_nothing_scrolls_sideways_however_long_a_name_is(
    browser: Browser, tmp_path: Path
) -> None:
    data = written([("A" * 200, "L" * 200)], roles=[("L" * 200, "yes")])
    (tmp_path / "report.html").write_text(backbone_kg.report(data), encoding="utf-8")
    phone = browser.page(400)
    phone.open((tmp_path / "report.html").as_uri(), "document.readyState == 'complete'")
    assert phone.evaluate("document.documentElement.scrollWidth") == 400


def test_the_picture_has_a_text_alternative_that_is_read_too(page: Page) -> None:
    picture = one(page, "//figure//*[local-name()='svg']")
    said, description = picture.get("aria-labelledby").split()
    assert "hang on one partner" in page.get_element_by_id(said).text
    assert page.get_element_by_id(description).text == words(one(page, "//figcaption"))


def test_signs_are_never_alone(page: Page) -> None:
    states = page.xpath("//span[contains(@class, 'state state-')]")
    assert states
    for mark in states:
        assert one(mark, "span/@aria-hidden") == "true"
        assert any(words(mark).endswith(state.value) for state in RoleState)


@pytest.mark.parametrize(
    ("text", "ground"),
    [
        *itertools.product(("ink", "quiet", "deep"), ("#ffffff", "soft")),
        *(("ink", "#fdf4ee"), ("deep", "#fdf4ee"), ("warm", "#ffffff")),
    ],
)
def test_text_stands_out_from_its_ground(html: str, text: str, ground: str) -> None:
    colors = dict(re.findall(r"--(\w+): (#[0-9a-f]{6})", html))
    lights = sorted(luminance(colors.get(name, name)) for name in (text, ground))
    assert (lights[1] + 0.05) / (lights[0] + 0.05) >= 4.5


def test_no_other_color_is_used_for_text(html: str) -> None:
    screen = parsed(html).xpath("//style")[0].text.split("@page")[0]
    used = set(re.findall(r"(?<![-\w])color: ([^;}]+)", screen))
    assert {color.strip() for color in used} <= {
        f"var(--{name})" for name in ("ink", "quiet", "deep", "warm")
    }


def test_paper_keeps_rows_and_pictures_whole_and_repeats_headings(html: str) -> None:
    printed = html.split("@media print")[1].split("</style>", maxsplit=1)[0]
    (whole,) = re.findall(r"([^{}]+)\{ break-inside: avoid; \}", printed)
    assert {"tr", "figure"} <= {part.strip() for part in whole.split(",")}
    assert "thead { display: table-header-group; }" in printed


# --- what changed -------------------------------------------------------------------------------


def test_what_changed_since_an_earlier_file_is_told_when_one_is_given() -> None:
    sheets = put(good(), "Partnership!D2", "2020-12")
    earlier = read_sheets(put(sheets, "Assignments!F3", "2021"))
    later = read_sheets(put(good(), "Assignments!F3", "2021"))
    page = report_of(later, since=earlier)
    change = section(page, "change")
    assert words(one(change, "h2")) == "What changed from December 31, 2020 to September 30, 2025?"
    said = words(one(page, "//main"))
    assert "Advance policy: Riverside Foundation stopped holding it (2021)" in said
    assert one(page, "//nav//a[@href='#change']/text()") == words(one(change, "h2"))
    assert not report_of(later).xpath("//*[@id='change']")


def test_an_earlier_file_that_is_the_later_one_is_an_error() -> None:
    earlier, later = (read_sheets(put(good(), "Partnership!D2", day)) for day in ("2020", "2025"))
    with pytest.raises(BackboneError, match=r"is of 2025-12-31, later than the report \(2020-12"):
        backbone_kg.report(earlier, since=later)


# --- what a person chooses ------------------------------------------------------------------------

PNG = b"\x89PNG\r\n\x1a\n" + b"0" * 20


def test_parts_can_be_left_out_and_what_the_others_rest_on_stays() -> None:
    data = small()
    whole, some = report_of(data), backbone_kg.report(data, parts=["partners"])
    page = parsed(some)
    names = page.xpath("//main/section/@aria-labelledby")
    assert "partners" in names
    assert not {"roles", "network", "map", "coverage"} & {*names}
    for name in ("method", "sources"):
        assert words(section(page, name)) == words(section(whole, name))
    targets = {link[1:] for link in page.xpath("//a/@href") if link.startswith("#")}
    assert targets <= {*page.xpath("//@id")}


def test_every_part_that_can_be_left_out_can_be_asked_for_and_no_other() -> None:
    data = small()
    whole, least = (
        {*parsed(page).xpath("//main/section/@aria-labelledby")}
        for page in (backbone_kg.report(data), backbone_kg.report(data, parts=[]))
    )
    # Nothing changed since another file, nobody noted anything, and moves belong to the room.
    assert whole - least == {*PARTS, "moves"} - {"change", "notes"}
    assert backbone_kg.report(data, parts=PARTS) == backbone_kg.report(data)
    with pytest.raises(BackboneError, match="has no part “method”"):
        backbone_kg.report(data, parts=["method"])


def test_a_title_and_a_logo_of_ones_own_stand_at_the_top() -> None:
    page = report_of(small(), title="Review <2026>", logo=PNG)
    assert words(one(page, "//h1")) == "Review <2026>"
    assert words(one(page, "//header/p")).startswith("River Valley Together: who holds")
    assert one(page, "//header/img/@src").startswith("data:image/png;base64,")


@pytest.mark.parametrize(
    ("logo", "said"),
    [
        (b"<html><svg", "no picture"),
        (b"", "no picture"),
        (b"RIFF0000WAVE", "no picture"),
        (PNG + b"0" * 1_000_000, "Make it smaller"),
    ],
)
def test_what_is_no_logo_is_told(logo: bytes, said: str) -> None:
    if b"svg" in logo:
        logo = b"text " + logo
    with pytest.raises(BackboneError, match=said):
        backbone_kg.report(small(), logo=logo)

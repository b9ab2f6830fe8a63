"""Parts of an answer: what weakens it stands before it, on every kind of page."""

from __future__ import annotations

from lxml import html

from backbone_kg.showing.sections import Section, Table, as_html, as_text

ANSWER = Section(
    "lapses",
    "What runs out?",
    caveats=("2 of 5 assignments have no To.",),
    lead="Two roles lose their last holder within a year.",
    items=("Build trust: on 2026-06-30", "Raise funds <soon> & late: on 2026-12-31"),
    tables=(Table("By date", ("Role", "Days"), (("Build trust", "12"),), numeric=(1,)),),
    remarks=("Ends that nobody wrote down are not in it.",),
)


def test_a_terminal_gets_its_parts_in_order_and_within_the_width() -> None:
    assert as_text([ANSWER], width=44) == (
        "What runs out?\n"
        "  2 of 5 assignments have no To.\n"
        "  Two roles lose their last holder within a\n"
        "  year.\n"
        "  - Build trust: on 2026-06-30\n"
        "  - Raise funds <soon> & late: on 2026-12-31\n"
        "\n"
        "  By date\n"
        "  Role         Days\n"
        "  ─────────────────\n"
        "  Build trust    12\n"
        "  Ends that nobody wrote down are not in it.\n"
    )


def test_a_page_gets_the_same_in_the_same_order() -> None:
    page = html.fromstring(as_html([ANSWER]))
    said = " ".join(str(page.xpath("string()")).split())
    places = [said.index(text) for text in (ANSWER.title, *ANSWER.caveats, ANSWER.lead)]
    places += [said.index(text) for text in (*ANSWER.items, "By date", *ANSWER.remarks)]
    assert places == sorted(places)


def test_a_page_escapes_what_people_wrote() -> None:
    assert "Raise funds &lt;soon&gt; &amp; late" in as_html([ANSWER])


def test_headings_and_cells_can_be_found_by_a_screen_reader() -> None:
    page = html.fromstring(f"<div>{as_html([ANSWER], level=3)}</div>")
    assert page.xpath("//section/@aria-labelledby") == ["lapses"]
    assert page.xpath("//h3[@id='lapses']/text()") == ["What runs out?"]
    assert page.xpath("//th[@scope='col']/text()") == ["Role", "Days"]
    assert page.xpath("//tbody//th[@scope='row']/text()") == ["Build trust"]


def test_several_sections_are_parted_by_a_blank_line() -> None:
    short = Section("a", "First?", lead="Yes.")
    assert as_text([short, Section("b", "Second?", lead="No.")], width=60) == (
        "First?\n  Yes.\n\nSecond?\n  No.\n"
    )

"""Everyone can read the page: by eye, ear or keyboard, on a small screen and on paper."""

from __future__ import annotations

import itertools
import re
from collections.abc import Callable
from typing import Any

import lxml.html
import pytest

from backbone_kg.analysis.results import RoleState

Words = Callable[[Any], str]


def one(doc: Any, path: str) -> Any:
    (found,) = doc.xpath(path)
    return found


class TestAccess:
    def test_language_title_and_landmarks(self, doc: lxml.html.HtmlElement) -> None:
        assert doc.get("lang") == "en"
        assert one(doc, "//title").text == (
            "Graduate Tacoma: who holds which backbone role, March 31, 2026"
        )
        for landmark in ("header", "nav", "main", "footer"):
            assert len(doc.xpath(f"//body//{landmark}")) == 1
        assert one(doc, "//nav/@aria-label")

    def test_the_first_link_skips_to_the_content(self, doc: lxml.html.HtmlElement) -> None:
        assert doc.xpath("//a/@href")[0] == "#" + one(doc, "//main/@id")

    def test_headings_step_down_one_level_at_a_time(self, doc: lxml.html.HtmlElement) -> None:
        levels = [int(h.tag[1]) for h in doc.xpath("//h1|//h2|//h3|//h4|//h5|//h6")]
        assert levels[0] == 1
        assert levels.count(1) == 1
        assert all(b - a <= 1 for a, b in itertools.pairwise(levels))

    def test_every_section_is_named_by_its_heading(self, doc: lxml.html.HtmlElement) -> None:
        for section in doc.xpath("//section"):
            assert doc.get_element_by_id(section.get("aria-labelledby")).tag in ("h2", "h3")

    def test_every_link_and_reference_leads_somewhere_and_ids_are_unique(
        self, doc: lxml.html.HtmlElement
    ) -> None:
        ids = doc.xpath("//@id")
        assert len(ids) == len(set(ids))
        targets = {h[1:] for h in doc.xpath("//a/@href")}
        targets |= set(doc.xpath("//@aria-labelledby | //@aria-describedby"))
        assert targets <= set(ids)

    def test_tables_have_a_caption_and_headers_with_a_scope(
        self, doc: lxml.html.HtmlElement
    ) -> None:
        tables = doc.xpath("//table")
        assert len(tables) == 5
        for table in tables:
            assert one(table, "caption").text_content().strip()
            assert table.xpath("thead/tr/th")
            assert {th.get("scope") for th in table.xpath("thead//th")} == {"col"}
            assert {th.get("scope") for th in table.xpath("tbody//th")} <= {"row", "rowgroup"}
            for row in table.xpath("tbody/tr | tfoot/tr"):
                assert row.xpath("th") or row.xpath("preceding-sibling::tr/th[@rowspan]")

    def test_wide_things_scroll_in_a_box_that_the_keyboard_reaches(
        self, doc: lxml.html.HtmlElement
    ) -> None:
        boxes = doc.xpath("//table | //*[local-name()='svg']")
        assert len(boxes) == 7
        for thing in boxes:
            box = thing.getparent()
            assert "scroll" in box.get("class").split()
            assert (box.get("role"), box.get("tabindex")) == ("region", "0")
        assert one(doc, "//meta[@name='viewport']/@content").startswith("width=device-width")

    def test_pictures_have_a_text_alternative(
        self, doc: lxml.html.HtmlElement, words: Words
    ) -> None:
        for picture in doc.xpath("//figure//*[local-name()='svg']"):
            assert picture.get("role") == "img"
            assert picture.get("aria-label") == "Coverage"
            described = doc.get_element_by_id(picture.get("aria-describedby"))
            assert words(described) == "2 of 4 roles."

    def test_signs_are_never_alone(self, doc: lxml.html.HtmlElement, words: Words) -> None:
        states = doc.xpath("//span[contains(@class, 'state state-')]")
        assert states
        for mark in states:
            assert one(mark, "span/@aria-hidden") == "true"
            assert any(mark.text_content().endswith(state.value) for state in RoleState)

    @pytest.mark.parametrize(
        ("text", "ground"),
        [
            ("ink", "#ffffff"),
            ("ink", "soft"),
            ("ink", "#fdf4ee"),
            ("quiet", "#ffffff"),
            ("quiet", "soft"),
            ("deep", "#ffffff"),
            ("deep", "soft"),
            ("deep", "#fdf4ee"),
            ("warm", "#ffffff"),
        ],
    )
    def test_text_stands_out_from_its_ground(self, html: str, text: str, ground: str) -> None:
        colors = dict(re.findall(r"--(\w+): (#[0-9a-f]{6})", html))
        lights = sorted(luminance(colors.get(name, name)) for name in (text, ground))
        assert (lights[1] + 0.05) / (lights[0] + 0.05) >= 4.5

    def test_no_other_color_is_used_for_text(self, html: str) -> None:
        screen = one(lxml.html.document_fromstring(html), "//style").text.split("@page")[0]
        used = set(re.findall(r"(?<![-\w])color: ([^;}]+)", screen))
        assert used <= {f"var(--{name})" for name in ("ink", "quiet", "deep", "warm")}

    def test_paper_keeps_rows_and_pictures_whole_and_repeats_headings(self, html: str) -> None:
        printed = html.split("@media print")[1].split("</style>", maxsplit=1)[0]
        assert "@page" in html
        (whole,) = re.findall(r"([^{}]+)\{ break-inside: avoid; \}", printed)
        assert {"tr", "figure"} <= {part.strip() for part in whole.split(",")}
        assert "thead { display: table-header-group; }" in printed


def luminance(color: str) -> float:
    """Return the relative luminance of ``#rrggbb`` as WCAG 2 defines it."""
    parts = [int(color[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue

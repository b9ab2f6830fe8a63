"""The drawing of a crosswalk: a line for every comparison, and no word cut or covered."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import Any

import pytest
from docs.site.crosswalk_drawing import (
    FORMS,
    HOW_WORDS,
    NARROW,
    WIDE,
    Entry,
    Link,
    Side,
    describe,
    draw_crosswalk,
)
from docs.site.pens import How
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from backbone_kg.showing.pictures.lettering import text_width

NS = {"s": "http://www.w3.org/2000/svg"}
HOW: list[How] = list(FORMS)
A = Side("One", (Entry("a", "Convene"), Entry("b", "Raise funds"), Entry("c", "Rest", alone=True)))
B = Side("Other", (Entry("x", "Convene people"), Entry("y", "Fund", depth=1)))


def drawn(left: Side, right: Side, links: list[Link], width: float = WIDE) -> Any:
    return etree.fromstring(
        draw_crosswalk(left, right, links, title="T", description="D", prefix="p-", width=width)
    )


def boxes(root: Any) -> list[tuple[float, float, float, float]]:
    return [
        (float(r.get("x")), float(r.get("y")), float(r.get("width")), float(r.get("height")))
        for r in root.findall(".//s:rect", NS)
    ]


labels = st.text("abc defghij &<>-é", min_size=1, max_size=90).filter(str.strip)
sides = st.lists(st.tuples(labels, st.integers(0, 1), st.booleans()), min_size=1, max_size=14).map(
    lambda entries: Side(
        "A title that is long enough to take more than one line of a column",
        tuple(
            Entry(str(number), label, depth=depth, alone=alone)
            for number, (label, depth, alone) in enumerate(entries)
        ),
    )
)


@st.composite
def crosswalks(draw: st.DrawFn) -> tuple[Side, Side, list[Link]]:
    left, right = draw(sides), draw(sides)
    pairs = st.tuples(
        st.sampled_from([entry.name for entry in left.entries]),
        st.sampled_from([entry.name for entry in right.entries]),
        st.sampled_from(HOW),
    )
    return left, right, [Link(*one) for one in draw(st.lists(pairs, max_size=30))]


class TestEveryDrawing:
    @settings(max_examples=40)
    @given(crosswalks(), st.sampled_from([WIDE, NARROW]))
    def test_words_stay_in_their_boxes_and_boxes_apart(
        self, crosswalk: tuple[Side, Side, list[Link]], width: float
    ) -> None:
        root = drawn(*crosswalk, width)
        _, _, right, bottom = (float(part) for part in root.get("viewBox").split())
        there = boxes(root)
        assert len(there) == len(crosswalk[0].entries) + len(crosswalk[1].entries)
        for number, (x, y, wide, high) in enumerate(there):
            assert x >= 0
            assert x + wide <= right
            assert y + high <= bottom
            for other_x, other_y, other_wide, other_high in there[number + 1 :]:
                apart_x = x + wide <= other_x or other_x + other_wide <= x
                apart_y = y + high <= other_y + 0.1 or other_y + other_high <= y + 0.1
                assert apart_x or apart_y
        for group in root.findall(".//s:g[@class]/s:rect/..", NS):
            rect = group.find("s:rect", NS)
            x, y, wide, high = (float(rect.get(n)) for n in ("x", "y", "width", "height"))
            for text in group.findall("s:text", NS):
                size = float(text.get("font-size"))
                bold = text.get("font-weight") == "700"
                assert float(text.get("x")) >= x
                assert float(text.get("x")) + text_width(text.text, size, bold) <= x + wide
                assert y <= float(text.get("y")) - 0.75 * size
                assert float(text.get("y")) + 0.2 * size <= y + high

    @settings(max_examples=25)
    @given(crosswalks(), st.sampled_from([WIDE, NARROW]))
    def test_lines_run_between_the_columns_only(
        self, crosswalk: tuple[Side, Side, list[Link]], width: float
    ) -> None:
        root = drawn(*crosswalk, width)
        column = max(x + wide for x, _, wide, _ in boxes(root) if x < width / 2)
        other = min(x for x, _, _, _ in boxes(root) if x > width / 2)
        lines = root.findall(".//s:g[@data-how]", NS)
        assert len(lines) == len(crosswalk[2])
        for path in (path for line in lines for path in line.findall("s:path", NS)):
            numbers = [float(n) for n in re.findall(r"-?\d+\.\d+", path.get("d"))]
            assert all(column - 0.1 <= x <= other + 20.0 for x in numbers[::2])

    @settings(max_examples=15)
    @given(crosswalks())
    def test_all_words_of_all_labels_are_there(
        self, crosswalk: tuple[Side, Side, list[Link]]
    ) -> None:
        told = "".join(drawn(*crosswalk).itertext()).replace(" ", "")
        for side in crosswalk[:2]:
            for entry in side.entries:
                assert "".join(entry.label.split()) in told


class TestTheForms:
    @pytest.mark.parametrize("how", HOW)
    def test_each_is_told_in_the_key_and_in_words(self, how: How) -> None:
        root = drawn(A, B, [Link("a", "x", how)])
        key = ["".join(text.itertext()) for text in root.findall(".//s:g[@class='key']/s:text", NS)]
        assert key == [FORMS[how], "no counterpart"]
        (line,) = root.findall(".//s:g[@data-how]", NS)
        assert line.get("data-how") == how
        assert line.findtext("s:title", namespaces=NS) == (
            f"“Convene” {HOW_WORDS[how]} “Convene people”"
        )

    def test_they_differ_without_color(self) -> None:
        def form(how: How) -> tuple[Any, ...]:
            (line,) = drawn(A, B, [Link("a", "x", how)]).findall(".//s:g[@data-how]", NS)
            return tuple(
                (path.get("stroke-width"), path.get("stroke-dasharray"), path.get("d"))
                for path in line.findall("s:path", NS)
            )

        assert len({form(how) for how in HOW}) == len(HOW)

    def test_the_wide_end_is_at_the_broader_concept(self) -> None:
        def ends(how: How) -> tuple[float, float]:
            (line,) = drawn(A, B, [Link("a", "x", how)]).findall(".//s:g[@data-how]", NS)
            path = line.find("s:path", NS).get("d")
            n = [float(number) for number in re.findall(r"-?\d+\.\d+", path)]
            return n[-1] - n[1], n[9] - n[7]

        left, right = ends("broader")
        assert right > 5 * left
        left, right = ends("narrower")
        assert left > 5 * right

    def test_no_counterpart_is_said_at_the_concept(self) -> None:
        root = drawn(A, B, [])
        (group,) = root.findall(".//s:g[@class='entry concept alone']", NS)
        assert [text.text for text in group.findall("s:text", NS)] == ["Rest", "no counterpart"]
        assert group.find("s:path[@class='stub']", NS) is not None

    def test_many_lines_meet_one_concept_apart_from_each_other(self) -> None:
        many = Side("Many", tuple(Entry(str(n), "Do a thing") for n in range(9)))
        root = drawn(many, Side("One", (Entry("x", "All"),)), [
            Link(str(n), "x", "close") for n in range(9)
        ])  # fmt: skip
        ends = [
            float(re.findall(r"-?\d+\.\d+", path.get("d"))[-1])
            for path in root.findall(".//s:g[@data-how]/s:path", NS)
        ]
        (_, top, _, height) = boxes(root)[-1]
        assert ends == sorted(ends)
        assert all(low + 10 <= high for low, high in pairwise(ends))
        assert top <= ends[0]
        assert ends[-1] <= top + height

    def test_headings_and_remarks_have_no_box(self) -> None:
        side = Side("S", (Entry("h", "Head", kind="heading"), Entry("r", "1 more", kind="remark")))
        assert len(boxes(drawn(side, B, []))) == 2


class TestTheDrawing:
    def test_it_says_what_it_shows(self) -> None:
        root = drawn(A, B, [])
        assert root.get("role") == "img"
        assert root.get("aria-labelledby") == "p-title p-desc"
        assert root.find("s:title[@id='p-title']", NS).text == "T"
        assert root.find("s:desc[@id='p-desc']", NS).text == "D"

    def test_a_link_to_nothing_is_a_mistake(self) -> None:
        with pytest.raises(ValueError, match="'q' is linked and is no entry"):
            drawn(A, B, [Link("a", "q", "close")])

    def test_one_with_nothing_on_one_side_is_drawn(self) -> None:
        assert len(boxes(drawn(A, Side("None", ()), []))) == 3

    def test_the_same_input_gives_the_same_text(self) -> None:
        links = [Link("a", "x", "close"), Link("b", "y", "exact")]
        first, second = (
            draw_crosswalk(A, B, links, title="T", description="D", prefix="p-") for _ in range(2)
        )
        assert first == second

    def test_its_description_counts_both_wedges_as_one_form(self) -> None:
        links = [Link("a", "x", "broader"), Link("b", "x", "narrower"), Link("a", "y", "related")]
        assert describe(A, B, links) == (
            "Left: One. Right: Other. 3 lines: 2 broader at the wide end, 1 related. "
            "No counterpart on the right: Rest."
        )

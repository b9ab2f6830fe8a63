"""Results as people see them: in a terminal, in Markdown, in a notebook."""

from __future__ import annotations

import html.parser
import re

import pyoxigraph as ox
import pytest
from hypothesis import given
from hypothesis import strategies as st

from backbone_kg import Results
from backbone_kg.sparql import Term, results_text, term_text

XSD = "http://www.w3.org/2001/XMLSchema#"
TRUST = ox.NamedNode("https://w3id.org/backbone-kg/framework/mathematica#build-trust")


def rows(columns: str, *cells: tuple[Term | str | int | None, ...]) -> Results:
    def term(cell: Term | str | int | None) -> Term | None:
        return ox.Literal(cell) if isinstance(cell, str | int) else cell

    return Results("select", tuple(columns.split()), tuple(tuple(map(term, row)) for row in cells))


def decimal(text: str) -> ox.Literal:
    return ox.Literal(text, datatype=ox.NamedNode(XSD + "decimal"))


ROLES = rows(
    "framework role holders",
    ("A list of what backbones do", "Build trust among partners", 12),
    ("A list of what backbones do", "Share data", 3),
    ("Another", "Share data", None),
)

# --- in a terminal ------------------------------------------------------------------------------


def test_a_table_that_fits() -> None:
    assert results_text(ROLES, "table", width=80) == (
        "framework                    role                        holders\n"
        "────────────────────────────────────────────────────────────────\n"
        "A list of what backbones do  Build trust among partners       12\n"
        "A list of what backbones do  Share data                        3\n"
        "Another                      Share data\n"
        "\n"
        "3 rows.\n"
    )


def test_a_table_that_does_not_fit_is_wrapped_and_repeats_nothing() -> None:
    assert results_text(ROLES, "table", width=42) == (
        "framework        role              holders\n"
        "──────────────────────────────────────────\n"
        "A list of what   Build trust            12\n"
        "backbones do     among partners\n"
        "\n"
        "″                Share data              3\n"
        "\n"
        "Another          Share data\n"
        "\n"
        "3 rows.\n"
    )


def test_in_a_narrow_window_each_row_is_a_list() -> None:
    assert results_text(ROLES, "table", width=24).startswith(
        "framework: A list of\n"
        "    what backbones do\n"
        "role: Build trust\n"
        "    among partners\n"
        "holders: 12\n"
        "\n"
        "framework: A list of\n"
    )


@pytest.mark.parametrize(
    ("found", "told"),
    [
        (rows("a"), "No answers.\n"),
        (Results("graph"), "No answers.\n"),
        (Results("ask", answer=True), "Yes.\n"),
        (Results("ask", answer=False), "No.\n"),
    ],
)
def test_what_has_no_rows_is_a_sentence(found: Results, told: str) -> None:
    assert results_text(found, "table") == told
    assert results_text(found, "md") == told
    assert found._repr_html_() == f"<p>{told.strip()}</p>"


def test_labels_stand_in_the_place_of_iris() -> None:
    found = rows("role", (TRUST,))
    assert results_text(found, "table").splitlines()[2] == "mathematica:build-trust"
    labels = {TRUST.value: "Build trust"}
    assert results_text(found.labeled(labels), "table").splitlines()[2] == "Build trust"


words = st.text(st.characters(exclude_categories=["Cs"]), max_size=30)


@given(st.lists(st.tuples(words, words, st.integers(0, 999)), min_size=1), st.integers(20, 90))
def test_no_line_is_too_long_and_no_word_gets_lost(
    cells: list[tuple[str, str, int]], width: int
) -> None:
    text = results_text(rows("one two three", *cells), "table", width=width)
    lines = text.splitlines()
    if all(text.isascii() for row in cells for text in row[:2]):
        assert max(map(len, lines)) <= width
    told = set("".join(lines))
    for row in cells[:1]:
        for character in f"{row[0]}{row[1]}{row[2]}":
            assert character in told or character.isspace() or not character.isprintable()


def test_a_wide_character_takes_two_places() -> None:
    lines = results_text(rows("a b", ("社区", "x"), ("abcd", "y")), "table").splitlines()
    assert lines[2:4] == ["社区  x", "abcd  y"]


def test_nothing_in_a_text_steers_the_terminal() -> None:
    text = results_text(rows("a", ("\x1b[31mred\x07\x9b",)), "table")
    assert not re.search(r"[\x00-\x09\x0b-\x1f\x7f-\x9f]", text)
    assert "[31mred" in text


@pytest.mark.parametrize(
    ("term", "text"),
    [
        (decimal("0.333333333333"), "0.333"),
        (decimal("12.3456789"), "12.346"),
        (decimal("0.000123456"), "0.000123"),
        (decimal("12.5"), "12.5"),
        (ox.Literal(True), "yes"),
        (ox.Literal("a\n b"), "a  b"),
        (ox.Literal("yes and no", language="en"), "yes and no"),
        (ox.Literal("x", datatype=ox.NamedNode(XSD + "integer")), "x"),
        (ox.BlankNode("b"), "_:b"),
        (
            ox.Triple(TRUST, TRUST, ox.Literal(1)),
            "<<mathematica:build-trust mathematica:build-trust 1>>",
        ),
        (None, ""),
    ],
)
def test_how_a_term_is_shown(term: Term, text: str) -> None:
    assert term_text(term) == text


# --- in Markdown --------------------------------------------------------------------------------


def test_markdown() -> None:
    found = rows("role n", (TRUST, 2), ("a|b *c* <d>\ne", None))
    assert results_text(found.labeled({TRUST.value: "Build trust"}), "md") == (
        "| role | n |\n"
        "| --- | --: |\n"
        f"| [Build trust](<{TRUST.value}>) | 2 |\n"
        "| a\\|b \\*c\\* \\<d\\> e |  |\n"
        "\n"
        "2 rows.\n"
    )


# --- in a notebook ------------------------------------------------------------------------------


class Cells(html.parser.HTMLParser):
    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.texts: list[str] = []
        self.titles: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.titles += [value or "" for name, value in attrs if name == "title"]

    def handle_data(self, data: str) -> None:
        self.texts.append(data)


def test_a_notebook_shows_labels_with_the_iri_behind_them() -> None:
    cells = Cells(rows("role n", (TRUST, 2)).labeled({TRUST.value: "Trust & <b>"})._repr_html_())
    assert cells.texts == ["role", "n", "Trust & <b>", "2", "1 row."]
    assert cells.titles == [TRUST.value]
    assert "b" not in cells.tags


def test_a_notebook_shows_the_first_of_very_many_rows() -> None:
    cells = Cells(rows("n", *((number,) for number in range(5000)))._repr_html_())
    assert cells.tags.count("tr") == 201
    assert cells.texts[-1] == "The first 200 of 5,000 rows."

"""No text becomes a formula, and each is read back as what it was."""

from __future__ import annotations

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backbone_kg.base.formulas import hides_formula, is_like_formula, marked, marked_csv, unmarked

texts = st.text(
    st.one_of(st.sampled_from("'=+-@\t\r\n＝＋－＠ \"1;,|aﬁ\u200b\ufeff\u00a0"), st.characters()),
    max_size=8,
)


@pytest.mark.parametrize(
    "text",
    [
        *("=1+1", "+1+1", "-1+1", "@SUM(A1)", "=cmd|'/C calc'!A0", "\t=1+1", "\r=1+1", "\n=1+1"),
        *(
            "＝1+1",
            "＋1+1",
            "－1+1",
            "＠SUM(A1)",
            "﹦1",
            "  =1+1",
            "\u00a0=1",
            "\u200b=1",
            "\ufeff=1",
        ),
        *('"=1+1"', ' "=1+1', "- a remark", "-", "+49 30 1234", "\ta"),
    ],
)
def test_what_begins_like_a_formula_is_marked(text: str) -> None:
    assert is_like_formula(text)
    assert marked(text) == f"'{text}"


@pytest.mark.parametrize(
    "text", ["", "Acme", "a=b", "-5", "+1.5", "-1,500", "-1E-05", "'s Gravenhage", "5-6", "#REF!"]
)
def test_what_does_not_is_left_as_it_is(text: str) -> None:
    assert marked(text) == unmarked(text) == text


@given(texts)
def test_every_text_is_read_back_as_what_it_was(text: str) -> None:
    assert unmarked(marked(text)) == text
    assert not is_like_formula(marked(text))


@given(st.lists(st.lists(texts, min_size=2, max_size=2)))
def test_a_csv_file_says_the_same_and_no_cell_of_it_is_like_a_formula(
    rows: list[list[str]],
) -> None:
    stream = io.StringIO(newline="")
    csv.writer(stream, lineterminator="\n", quoting=csv.QUOTE_ALL).writerows(rows)
    found = list(csv.reader(io.StringIO(marked_csv(stream.getvalue()), newline="")))
    assert [[unmarked(cell) for cell in row] for row in found] == rows
    assert not any(is_like_formula(cell) for row in found for cell in row)


def test_a_formula_behind_another_separator_is_seen() -> None:
    assert hides_formula("Acme;=1+1")
    assert hides_formula("Acme\t=1+1")
    assert not hides_formula("Acme; a friend, - and more")

"""Passages shown inside the paragraphs of their documents."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.knowledge.made_up import ACCENTS, LETTER, iri, write

from backbone_kg.knowledge import (
    PassageInContext,
    SourceDocument,
    SourcePassage,
    passages_in_context,
)
from backbone_kg.showing.sources_text import BOLD, context_text


def passage(text: str, start: int, end: int, title: str = "A letter") -> SourcePassage:
    document = SourceDocument(iri("letter"), title, "", hashlib.sha256(text.encode()).hexdigest())
    return SourcePassage(iri("p"), document, "row 1", start, end, "")


def in_context(folder: Path, text: str, start: int, end: int) -> PassageInContext:
    (one,) = passages_in_context([passage(text, start, end)], write(folder, text=text))
    return one


def parts(one: PassageInContext) -> tuple[str, str, str, str]:
    return one.before, one.words, one.after, one.reason


def shown(before: str, words: str, after: str) -> str:
    one = PassageInContext(passage(LETTER, 0, 1), before, words, after)
    return context_text("Name", [one]).partition("\n\n")[2].partition("\n")[2]


@pytest.mark.parametrize(
    ("start", "end", "expected"),
    [
        (19, 24, ("The ", "spine", "\tholds it all\tup.", "")),
        (0, 1, ("", "A", " first line.", "")),
        (42, 54, ("", "Nothing more", "", "")),
        (2, 18, ("A ", "first line.\n\nThe", " spine\tholds it all\tup.", "")),
        (30, 42, ("The spine\tholds", " it all\tup.\n", "", "")),
    ],
)
def test_a_passage_is_shown_in_the_line_or_lines_that_it_stands_in(
    tmp_path: Path, start: int, end: int, expected: tuple[str, str, str, str]
) -> None:
    assert parts(in_context(tmp_path, LETTER, start, end)) == expected


def test_combining_accents_and_signs_beyond_the_first_plane_are_counted_singly(
    tmp_path: Path,
) -> None:
    one = in_context(tmp_path, ACCENTS, 9, 10)
    assert (one.before, one.words) == ("Re\u0301sume\u0301 ", "\U0001f9b4")


@given(st.text(st.sampled_from("ab\n\t ’\U0001f9b4"), min_size=1, max_size=20), st.data())
def test_before_words_and_after_are_whole_lines_of_the_text(
    tmp_path_factory: pytest.TempPathFactory, text: str, data: st.DataObject
) -> None:
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    one = in_context(tmp_path_factory.getbasetemp() / "lines", text, start, end)
    assert one.words == text[start:end]
    assert text[: start - len(one.before)].endswith("\n") or start == len(one.before)
    rest = text[end + len(one.after) :]
    assert rest == "" or rest[0] == "\n" or (one.words.endswith("\n") and not one.after)
    assert not (one.words.endswith("\n") and one.after)
    assert "\n" not in one.before + one.after


def test_passages_keep_their_order_and_say_why_they_cannot_be_shown(tmp_path: Path) -> None:
    folder = write(tmp_path, text=LETTER)
    wanted = [passage("not there", 0, 3), passage(LETTER, 50, 56), passage(LETTER, 0, 1)]
    found = passages_in_context(wanted, folder)
    assert [one.passage for one in found] == wanted
    assert [(one.words, one.reason) for one in found] == [
        ("", "The text of the document is not in the folder."),
        ("", "The range is not inside the text of text.txt."),
        ("A", ""),
    ]


def test_a_work_without_a_text_is_in_no_folder(tmp_path: Path) -> None:
    cited = SourcePassage(iri("p"), SourceDocument(iri("d"), "Cited", ""), "", 0, 1, "")
    (one,) = passages_in_context([cited], write(tmp_path, text=LETTER))
    assert one.reason == "The text of the document is not in the folder."


# --- as text -------------------------------------------------------------------------------------


def test_marks_do_not_change_where_lines_break() -> None:
    one = PassageInContext(passage(LETTER, 0, 1), "word " * 30, "spine", " word" * 30)
    plain = context_text("Spine", [one], width=60, marks=("", ""))
    bold = context_text("Spine", [one], width=60, marks=BOLD)
    assert bold.replace(BOLD[0], "").replace(BOLD[1], "") == plain
    assert max(map(len, plain.splitlines())) <= 60


def test_a_long_paragraph_is_shortened_around_the_words_at_a_space() -> None:
    text = " ".join(shown("before " * 100, "spine", " after" * 100).split())
    assert text.startswith("… before before")
    assert text.endswith("after after …")
    assert " »spine« " in text
    assert 350 < len(text) < 420


def test_the_words_themselves_are_never_shortened() -> None:
    words = "bone " * 200
    assert shown("", words.strip(), "").split() == f"»{words.strip()}«".split()


def test_lines_and_cells_stay_apart_and_what_cannot_be_seen_is_left_out() -> None:
    assert shown("one\ttwo", "\nthree\x1b[31m", "\u200b\ue000 four") == (
        "    one | two» three[31m« four\n"
    )

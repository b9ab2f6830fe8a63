"""A text is broken between words, never inside one."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from backbone_kg.base.wrapped_lines import wrapped

WORDS = st.lists(st.text("abc-/", min_size=1, max_size=30), max_size=30)


@given(WORDS, st.integers(1, 100), st.sampled_from(["", "- ", "    "]))
def test_no_word_is_broken_lost_or_moved(words: list[str], width: int, first: str) -> None:
    lines = wrapped(" ".join(words), width, first)
    assert [word for line in lines for word in line[len(first) :].split()] == words


@given(WORDS, st.integers(20, 100), st.sampled_from(["", "- ", "    "]))
def test_only_a_word_that_is_too_long_goes_beyond_the_width(
    words: list[str], width: int, first: str
) -> None:
    for line in wrapped(" ".join(words), width, first):
        assert len(line) <= width or len(line[len(first) :].split()) == 1


def test_the_first_line_and_the_others_begin_as_asked() -> None:
    assert wrapped("aaaa bbbb cccc", 16, "1. ") == ["1. aaaa bbbb", "   cccc"]
    assert wrapped("aaaa bbbb cccc", 16, "1. ", "| ") == ["1. aaaa bbbb", "| cccc"]
    assert wrapped("", 16, "1. ") == []


def test_a_narrow_window_still_has_room_for_a_few_words() -> None:
    assert wrapped("one two three", 1, "> ") == ["> one two", "  three"]

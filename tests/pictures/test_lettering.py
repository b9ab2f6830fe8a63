"""Text breaks where it fits and loses nothing."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from backbone_kg.showing.pictures.lettering import (
    clean,
    families,
    missing,
    text_width,
    wrap,
    wrap_with,
)

LETTERS = st.text(alphabet="abcXYZ Éłñ-/()&$_^{}\\", max_size=80)


@given(LETTERS, st.integers(40, 300))
def test_no_line_is_too_wide_and_nothing_is_lost(text: str, width: int) -> None:
    lines = wrap(text, width, 10)
    assert all(text_width(line, 10) <= width for line in lines)
    assert "".join(lines).replace(" ", "") == clean(text).replace(" ", "")


def test_long_words_break_after_hyphens_first() -> None:
    lines = wrap("community-based/neighborhood-led", text_width("neighborhood-", 10) + 1, 10)
    assert lines == ["community-", "based/", "neighborhood-", "led"]


def test_an_ending_is_never_broken() -> None:
    room = text_width("Manage – no", 10) + 2
    assert wrap_with("Manage", "– no evidence", 5 * room, 10) == ["Manage – no evidence"]
    assert wrap_with("Manage it", "– evident", room, 10) == ["Manage it", "– evident"]


def test_bold_is_wider() -> None:
    assert text_width("Convene partners", 10, bold=True) > text_width("Convene partners", 10)


def test_a_mark_stays_with_its_letter() -> None:
    lines = wrap("é" * 40, 60, 10)
    assert len(lines) > 1
    assert not any(line.startswith("\u0301") for line in lines)


def test_what_no_file_can_hold_is_left_out() -> None:
    assert clean(" A\u00a0b\tc\n\x00d\x1be\ud800 ") == "A b c de"


def test_european_names_need_no_other_font() -> None:
    names = "Łódź Učenje Öğrenci Þórr Ærø Șerban Ħal Œuvre “quoted” – Образование Ελληνικά"
    assert missing(names) == set()
    assert families(names) == ("DejaVu Sans",)


def test_a_letter_without_a_glyph_has_a_full_square() -> None:
    assert missing("北") == {"北"}
    assert text_width("北京", 10) == 2 * text_width("—", 10)

import unicodedata

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from pyoxigraph import NamedNode

from backbone_kg.base.names import clean, key, slug

# Letters whose case can be changed to and fro; a dotless i, for one, comes back as another letter.
steady = st.text(
    st.characters(categories=["Lu", "Ll", "Nd", "Zs"]).filter(
        lambda letter: letter.upper().casefold() == letter.casefold() == letter.lower().casefold()
    )
)
noise = st.sampled_from([" ", "\u00a0", "\t", "\n", "\u3000", "\u200b", "\ufeff", " \u2009 "])


class TestClean:
    @pytest.mark.parametrize(
        ("text", "cleaned"),
        [
            ("United\u00a0Way", "United Way"),
            ("  a \t\r\n b\u2003", "a b"),
            ("\ufeffPart\u200bner\u200e", "Partner"),
            ("Pen\u0303a", "Peña"),
            ("co\u00adoperate", "cooperate"),
            ("a\x00b\ud800", "ab"),
            ("\u200b\u00a0", ""),
            ("“Quotes” – and Case stay", "“Quotes” – and Case stay"),
        ],
    )
    def test_leaves_what_can_be_seen(self, text: str, cleaned: str) -> None:
        assert clean(text) == cleaned

    @given(st.text())
    def test_is_done_after_once(self, text: str) -> None:
        assert clean(clean(text)) == clean(text)

    @given(st.text())
    def test_gives_one_line_in_composed_form(self, text: str) -> None:
        cleaned = clean(text)
        assert cleaned == unicodedata.normalize("NFC", cleaned)
        assert cleaned.split(" ") == (cleaned.split() or [""])


class TestKey:
    @pytest.mark.parametrize(
        ("one", "other"),
        [
            ("City of Tacoma", "CITY  OF TACOMA "),
            ("Boys’ Club", "Boys' Club"),
            ("“Ready” — Set", '"ready" - set'),
            ("Straße", "STRASSE"),
            ("Pen\u0303a", "PEÑA"),
            ("and so on…", "and so on..."),
            ("✔\ufe0f", "✔"),
        ],
    )
    def test_is_one_for_names_a_person_would_call_the_same(self, one: str, other: str) -> None:
        assert key(one) == key(other)

    @pytest.mark.parametrize(
        ("one", "other"), [("Peña", "Pena"), ("A-B", "AB"), ("A B", "AB"), ("Parks", "Park's")]
    )
    def test_tells_apart_what_a_person_would(self, one: str, other: str) -> None:
        assert key(one) != key(other)

    @given(st.text())
    @example("\u0345α\u0301")
    @example("ŉ ´a `b")
    def test_is_done_after_once(self, text: str) -> None:
        assert key(key(text)) == key(text)

    @given(steady, noise, noise)
    def test_does_not_depend_on_case_or_white_space(
        self, text: str, before: str, after: str
    ) -> None:
        noisy = before + text.replace(" ", f" {before}") + after
        assert key(noisy.upper()) == key(noisy.lower()) == key(text)


class TestSlug:
    @pytest.mark.parametrize(
        ("text", "expected"),
        [
            ("Tacoma Public Schools", "tacoma-public-schools"),
            ("  Peña & Søn, Inc. ", "pena-son-inc"),
            ("Straße_2½", "strasse-21-2"),
            ("Kaʻahumanu’s", "ka-ahumanu-s"),
            ("İstanbul", "istanbul"),
            ("Школа № 5", "школа-no-5"),
            ("МАЙ", "май"),
            ("हिन्दी", "हिन्दी"),
            ("한국어 모임", "한국어-모임"),
            ("1\ufe0f\u20e3 First", "1-first"),
            ("", "unnamed"),
            ("?!", "unnamed"),
        ],
    )
    def test_keeps_letters_and_digits(self, text: str, expected: str) -> None:
        assert slug(text) == expected

    @given(st.text())
    def test_is_safe_at_the_end_of_an_iri(self, text: str) -> None:
        made = slug(text)
        assert NamedNode(f"https://example.org/partner/{made}").value.endswith(made)
        assert not set(made) & set("/?#[]@!$&'()*+,;=%.: ")

    @given(st.text())
    def test_has_single_hyphens_between_other_characters(self, text: str) -> None:
        made = slug(text)
        assert all(made.split("-"))

    @given(st.text(st.characters(max_codepoint=0x17F, exclude_characters="\u00b5")))
    def test_of_latin_text_is_ascii(self, text: str) -> None:
        assert slug(text).isascii()

    @given(st.text())
    def test_is_done_after_once(self, text: str) -> None:
        assert slug(slug(text)) == slug(text)

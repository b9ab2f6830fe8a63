import unicodedata

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from pyoxigraph import NamedNode

from backbone_kg.base.names import clean, key, nearest, slug

PARTNERS = [
    "Boys and Girls Club",
    "City of Tacoma",
    "Department of Health",
    "Greater Tacoma Community Foundation",
    "Metro Parks Tacoma",
    "Tacoma Public Schools",
    "United Way of Pierce County",
]

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


class TestNearest:
    @pytest.mark.parametrize(
        ("typed", "meant"),
        [
            ("GTCF", "Greater Tacoma Community Foundation"),
            ("g.t.c.f.", "Greater Tacoma Community Foundation"),
            ("BGC", "Boys and Girls Club"),
            ("DoH", "Department of Health"),
            ("Tacoma Pubic School", "Tacoma Public Schools"),
            ("United Wya of Pierce Co.", "United Way of Pierce County"),
            ("United Way", "United Way of Pierce County"),
            ("Boys & Girls Club", "Boys and Girls Club"),
            ("Foundation, Greater Tacoma", "Greater Tacoma Community Foundation"),
            ("the Department", "Department of Health"),
        ],
    )
    def test_finds_what_was_meant(self, typed: str, meant: str) -> None:
        assert nearest(typed, PARTNERS) == meant

    @pytest.mark.parametrize("typed", ["", " ", "?", "Seattle Opera", "of", "T", "Tacoma of"])
    def test_says_nothing_when_none_is_near_or_several_are(self, typed: str) -> None:
        assert nearest(typed, PARTNERS) is None

    def test_knows_the_full_name_of_an_acronym_in_the_file(self) -> None:
        assert nearest("Greater Tacoma Community Foundation", ["GTC", "GTCF"]) == "GTCF"

    def test_prefers_a_slip_of_the_pen_to_a_longer_name(self) -> None:
        names = ["Tacoma Youth Services Network", "Youth Service"]
        assert nearest("Youth Services", names) == "Youth Service"

    def test_prefers_whole_words_to_a_vague_likeness(self) -> None:
        assert nearest("Policy", ["Police", "Public policy advocacy"]) == "Public policy advocacy"

    @pytest.mark.parametrize("names", [["Park A", "Park B"], ["Park B", "Park A"]])
    def test_takes_the_first_in_order_of_equally_near_ones(self, names: list[str]) -> None:
        assert nearest("Park C", names) == "Park A"

    def test_passes_over_the_same_name(self) -> None:
        assert nearest("support", ["Support", "SUPPORT ", "supported"]) == "supported"
        assert nearest("support", ["Support"]) is None

    def test_keeps_to_the_cutoff(self) -> None:
        assert nearest("abcd", ["abxy"], cutoff=0.5) == "abxy"
        assert nearest("abcd", ["abxy"], cutoff=0.51) is None

    def test_compares_only_the_beginnings_of_very_long_texts(self) -> None:
        assert nearest("ab" * 20_000, ["ab" * 19_999 + "c"]) == "ab" * 19_999 + "c"

    @given(st.text(), st.lists(st.text(max_size=12), max_size=8))
    def test_gives_another_of_the_candidates_or_none(self, text: str, names: list[str]) -> None:
        found = nearest(text, names)
        assert found is None or (found in names and key(found) != key(text))
        assert nearest(text, reversed(names)) == found

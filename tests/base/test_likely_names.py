import random
import string

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backbone_kg.base.likely_names import Candidates, nearest
from backbone_kg.base.names import key

PARTNERS = [
    "Boys and Girls Club",
    "City of Tacoma",
    "Department of Health",
    "Greater Tacoma Community Foundation",
    "Metro Parks Tacoma",
    "Tacoma Public Schools",
    "United Way of Pierce County",
]


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

    def test_finds_a_slip_of_the_pen_among_thousands(self) -> None:
        rng = random.Random(0)
        names = ["".join(rng.choices(string.ascii_lowercase, k=9)) + " Fund" for _ in range(5000)]
        candidates = Candidates(names)
        for name in names[:50]:
            assert candidates.nearest(name[:4] + name[5:]) == name
        assert candidates.nearest("Ωμέγα") is None

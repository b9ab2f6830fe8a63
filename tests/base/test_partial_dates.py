from __future__ import annotations

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backbone_kg.base.partial_dates import first_day, in_words, last_day

days = st.dates(min_value=datetime.date(1000, 1, 1), max_value=datetime.date(2999, 12, 30))


class TestFirstAndLastDay:
    @pytest.mark.parametrize(
        ("lexical", "first", "last"),
        [
            ("2019", "2019-01-01", "2019-12-31"),
            ("2019-06", "2019-06-01", "2019-06-30"),
            ("2020-02", "2020-02-01", "2020-02-29"),
            ("1900-02", "1900-02-01", "1900-02-28"),
            ("2019-06-07", "2019-06-07", "2019-06-07"),
            ("9999", "9999-01-01", "9999-12-31"),
        ],
    )
    def test_bound_what_is_known(self, lexical: str, first: str, last: str) -> None:
        assert first_day(lexical).isoformat() == first
        assert last_day(lexical).isoformat() == last

    @pytest.mark.parametrize(
        "lexical",
        ["", "19", "2019-6", "2019-00", "2019-13", "2019-02-30", "2019-06-00", "0000", "2019\n"],
    )
    def test_refuse_what_is_no_such_day(self, lexical: str) -> None:
        for bound in (first_day, last_day):
            with pytest.raises(ValueError, match=r"\w"):
                bound(lexical)

    @pytest.mark.parametrize("more", [" ", "Z", "T00:00:00", "٠"])
    def test_refuse_anything_more(self, more: str) -> None:
        for bound in (first_day, last_day):
            with pytest.raises(ValueError, match="is not YYYY"):
                bound(f"2019{more}")

    @given(days, st.sampled_from([4, 7, 10]))
    def test_enclose_the_day_itself(self, day: datetime.date, length: int) -> None:
        lexical = day.isoformat()[:length]
        first, last = first_day(lexical), last_day(lexical)
        assert first <= day <= last
        assert first.isoformat()[:length] == last.isoformat()[:length] == lexical
        after = last + datetime.timedelta(days=1)
        assert not after.isoformat().startswith(lexical)


class TestInWords:
    @given(days)
    def test_have_the_month_by_name_then_day_and_year(self, day: datetime.date) -> None:
        text = in_words(day.isoformat())
        assert text.endswith(f" {day.day}, {day.year}")
        assert (text.split()[0] == "January") == (day.month == 1)

    @pytest.mark.parametrize("text", ["", "about 2013", "2012-13", "2012-02-30"])
    def test_leave_what_is_no_date(self, text: str) -> None:
        assert in_words(text) == text

    def test_are_english_whatever_language_a_program_sets(
        self, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr("calendar.month_name", ["", *"abcdefghijkl"])
        assert in_words("2012-07") == "July 2012"

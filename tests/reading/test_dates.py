import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backbone_kg.reading import Trouble, Value, read_date

BLANK = "leave it blank if it is not known"

days = st.dates(datetime.date(1000, 1, 1), datetime.date(2999, 12, 31))


@pytest.mark.parametrize(
    ("text", "datatype"), [("2019", "gYear"), ("2019-06", "gYearMonth"), ("2019-06-01", "date")]
)
def test_iso_dates_are_taken_as_they_are(text: str, datatype: str) -> None:
    assert read_date(text) == Value(text, datatype)


@pytest.mark.parametrize(
    ("text", "lexical"),
    [
        ("1 March 2015", "2015-03-01"),
        ("1st of March, 2015", "2015-03-01"),
        ("March 31, 2015", "2015-03-31"),
        ("MAR. 31st 2015", "2015-03-31"),
        ("1-Mar-15", "2015-03-01"),
        ("2015 Mar 1", "2015-03-01"),
        ("Mar 2015", "2015-03"),
        ("March 2015", "2015-03"),
        ("Sept. 2014", "2014-09"),
        ("2014 May", "2014-05"),
        ("19/3/15", "2015-03-19"),
        ("03-18-14", "2014-03-18"),
        ("31.12.1999", "1999-12-31"),
        ("12 / 31 / 99", "1999-12-31"),
        ("5/5/2020", "2020-05-05"),
        ("2015/03/01", "2015-03-01"),
        ("2015-3-1", "2015-03-01"),
        ("2019–06–01", "2019-06-01"),
        ("2019/6", "2019-06"),
        ("06/2019", "2019-06"),
        ("2019.0", "2019"),
        ("2021-01-05T00:00:00", "2021-01-05"),
        ("2021-01-05 00:00:00", "2021-01-05"),
        ("2021-01-05T10:30:00.5+01:00", "2021-01-05"),
        ("1/15/2021 12:00:00 AM", "2021-01-15"),
    ],
)
def test_a_date_written_otherwise_is_read_where_only_one_reading_is_real(
    text: str, lexical: str
) -> None:
    datatype = {4: "gYear", 7: "gYearMonth", 10: "date"}[len(lexical)]
    assert read_date(text) == Value(lexical, datatype, "written-date")


@pytest.mark.parametrize(
    ("text", "year"),
    [("31/12/00", 2000), ("31/12/68", 2068), ("31/12/69", 1969), ("31/12/99", 1999)],
)
def test_short_years_turn_at_69(text: str, year: int) -> None:
    assert read_date(text) == Value(f"{year}-12-31", "date", "written-date")


@pytest.mark.parametrize(
    ("text", "suggestion"),
    [
        ("3/4/21", "2021-04-03 or 2021-03-04"),
        ("1.3.2015", "2015-03-01 or 2015-01-03"),
        ("1/2/69 10:30", "1969-02-01 or 1969-01-02"),
        ("19-03-15", "2015-03-19 or 2019-03-15"),
        ("03-04-05", "2005-04-03 or 2005-03-04 or 2003-04-05"),
        ("Mar-15", "2015-03 or, if March 15 is meant, with its year"),
        ("March 15", "2015-03 or, if March 15 is meant, with its year"),
        ("Mar-45", "2045-03"),
    ],
)
def test_a_date_with_several_readings_is_asked_about(text: str, suggestion: str) -> None:
    assert read_date(text) == Trouble(text, "ambiguous-date", suggestion)


@pytest.mark.parametrize(
    ("text", "suggestion"),
    [
        ("2021-02-30", "2021-02-28"),
        ("2020-02-30", "2020-02-29"),
        ("2021-02-30T00:00:00", "2021-02-28"),
        ("31 April 2020", "2020-04-30"),
        ("30/2/2021", "2021-02-28"),
        ("2/30/2021", "2021-02-28"),
        ("2015-18-03", "2015-03-18"),
        ("2021-13", "2021"),
        ("2021-05-00", "2021-05"),
        ("2021-00-00", "2021"),
        ("45 April 2020", ""),
        ("2021-13-45", ""),
        ("45/13/2020", ""),
        ("0999-01-01", ""),
        ("3000", ""),
        ("1 March 3019", ""),
    ],
)
def test_an_impossible_date_is_told_with_the_nearest_real_one(text: str, suggestion: str) -> None:
    assert read_date(text) == Trouble(text, "impossible-date", suggestion)


@pytest.mark.parametrize(
    ("text", "suggestion"),
    [
        ("44197", "2021-01-01"),
        ("44197.75", "2021-01-01"),
        ("20190601", "2019-06-01"),
        ("201906", "2019-06"),
        ("2019.06", "2019-06"),
        ("?", BLANK),
        ("unknown", BLANK),
        ("N/A", BLANK),
        ("ongoing", "leave it blank if it has not ended"),
        ("2019 10:30", "2019"),
        ("1 Mai 2015", ""),
        ("2019.5", ""),
        ("3/15", ""),
        ("2019-06-0١", ""),
        ("yesterday", ""),
    ],
)
def test_what_is_no_date_is_told_with_what_may_be_meant(text: str, suggestion: str) -> None:
    assert read_date(text) == Trouble(text, "not-a-date", suggestion)


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("2021-22", "2021", "2022"),
        ("2010/11", "2010", "2011"),
        ("2021–2022", "2021", "2022"),
        ("SY 2019-20", "2019", "2020"),
        ("1999-00", "1999", "2000"),
        ("2023-24 school year", "2023", "2024"),
        ("Fall 2021", "2021-09", "2021-11"),
        ("Spring '19", "2019-03", "2019-05"),
        ("Winter 2020/21", "2020-12", "2021-02"),
        ("Q3 2020", "2020-07", "2020-09"),
        ("2020 Q1", "2020-01", "2020-03"),
        ("third quarter of 2020", "2020-07", "2020-09"),
        ("H2 2020", "2020-07", "2020-12"),
        ("FY2019", "", ""),
        ("FY 2018-19", "2018", "2019"),
        ("early 2015", "2015-01", "2015-04"),
        ("end of 2015", "2015-09", "2015-12"),
        ("c. 2015", "2015", "2015"),
        ("2019?", "2019", "2019"),
        ("about June 2019", "2019-06", "2019-06"),
        ("1990s", "1990", "1999"),
    ],
)
def test_what_can_be_more_than_one_date_is_never_read_as_one(
    text: str, first: str, last: str
) -> None:
    trouble = read_date(text)
    assert isinstance(trouble, Trouble)
    assert (trouble.code, trouble.suggestion) == ("vague-date", "")
    assert (trouble.first, trouble.last) == (first, last)
    assert trouble.what


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("2015-2019", "2015", "2019"),
        ("2019–2021", "2019", "2021"),
        ("June 2019 - May 2021", "2019-06", "2021-05"),
        ("from 2015 to 2018", "2015", "2018"),
        ("1/2019-5/2020", "2019-01", "2020-05"),
        ("2019 - present", "2019", ""),
        ("2019-", "2019", ""),
        ("since 2019", "2019", ""),
        ("until 2020", "", "2020"),
    ],
)
def test_two_dates_in_one_cell_are_told_apart(text: str, first: str, last: str) -> None:
    trouble = read_date(text)
    assert isinstance(trouble, Trouble)
    assert (trouble.code, trouble.first, trouble.last) == ("two-dates", first, last)


@pytest.mark.parametrize("text", ["spring", "June", "15 March", "Mar 3", "Sept. 5th"])
def test_a_date_without_its_year_is_asked_for_it(text: str) -> None:
    assert read_date(text) == Trouble(text, "date-without-year")


@given(st.text(alphabet="0123456789 -/–.'?syfyqabcinoetr", max_size=14))
def test_no_text_is_beyond_it(text: str) -> None:
    reading = read_date(text)
    if isinstance(reading, Value):
        assert read_date(reading.lexical) == Value(reading.lexical, reading.datatype)


@given(days)
def test_every_day_is_read_back_however_it_is_written(day: datetime.date) -> None:
    assert read_date(day.isoformat()) == Value(day.isoformat(), "date")
    for form in ("%d %B %Y", "%b %d, %Y", "%Y/%m/%d", "%d-%b-%Y", "%Y-%m-%dT%H:%M:%S"):
        assert read_date(day.strftime(form)) == Value(day.isoformat(), "date", "written-date")


@given(days, st.sampled_from(["%d/%m/%Y", "%m/%d/%Y", "%d.%m.%Y"]))
def test_a_day_in_unknown_order_is_right_or_asked_about(day: datetime.date, form: str) -> None:
    reading = read_date(day.strftime(form))
    if day.day > 12 or day.day == day.month:
        assert reading == Value(day.isoformat(), "date", "written-date")
    else:
        assert isinstance(reading, Trouble)
        assert reading.code == "ambiguous-date"
        assert day.isoformat() in reading.suggestion.split(" or ")

"""Texts that speak of time and are not one date: school years, seasons, spans, guesses.

They are never read as a date. What each can be is told, so that the person who wrote it can choose.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from backbone_kg.base.partial_dates import MONTHS, in_words
from backbone_kg.reading.cell_results import Trouble

STILL_SO = frozenset(
    [
        *("present", "to present", "current", "currently", "now", "until now", "today", "to date"),
        *("ongoing", "on-going", "continuing", "continuous", "still", "still active", "active"),
        *("in progress", "no end", "no end date", "not ended", "open", "open-ended"),
    ]
)
"""What stands in place of an end when there is none yet."""


_A_YEAR = r"(?:[12]\d{3}|'?\d\d)"
_SCHOOL_YEAR = re.compile(r"([12]\d{3}) ?([-/]) ?(\d\d|[12]\d{3})", re.ASCII)
_SCHOOL_WORDS = (
    r"(?a)(?:s\.?y\.?|a\.?y\.?|school year|academic year|program year|p\.?y\.?)[ :-]*"
    r"|[ ,]*(?:school year|academic year|school-year|program year)"
)
_FISCAL = rf"(?a)(?:f\.?y\.?|fiscal year|fiscal)[ :-]*({_A_YEAR})(?: ?[-/] ?({_A_YEAR}))?"
_FISCAL_QUARTER = (
    rf"(?a)(q[1-4])[ ,/-]*f\.?y\.?[ -]*{_A_YEAR}|f\.?y\.?[ -]*{_A_YEAR}[ ,/-]*(q[1-4])"
)
_QUARTER_NAMES = {"first": 1, "second": 2, "third": 3, "fourth": 4, "last": 4} | {
    name: number for number, name in enumerate(("1st", "2nd", "3rd", "4th"), start=1)
}
_QUARTER = (
    r"(?a)(?:(?:q ?([1-4])|([1-4]) ?q"
    rf"|({'|'.join(_QUARTER_NAMES)}) quarter)(?: of)?[ ,/-]*({_A_YEAR})"
    r"|([12]\d{3})[ ,/-]*(?:q ?([1-4])|([1-4]) ?q))"
)
_HALF = rf"(?a)(?:h ?([12])|([12]) ?h|({'|'.join(_QUARTER_NAMES)}) half(?: of)?)[ ,/-]*({_A_YEAR})"
_SEASONS = {"spring": (3, 5), "summer": (6, 8), "fall": (9, 11), "autumn": (9, 11)}
_PARTS = {
    **dict.fromkeys(("early", "beginning of", "start of", "begin"), (1, 4)),
    **dict.fromkeys(("mid", "mid-", "middle of"), (5, 8)),
    **dict.fromkeys(("late", "end of", "end"), (9, 12)),
}
_SEASON = (
    rf"(?a)(spring|summer|fall|autumn|winter)(?: of| semester| term)?[ ,/-]*({_A_YEAR})"
    r"|([12]\d{3})[ ,/-]*(spring|summer|fall|autumn|winter)"
)
_WINTER_OF_TWO_YEARS = r"(?a)winter(?: of)?[ ,]*([12]\d{3}) ?[-/] ?(\d\d|\d{4})"
_PART_OF_YEAR = rf"(?a)({'|'.join(sorted(_PARTS, key=len, reverse=True))})[ ,-]*([12]\d{{3}})"
_ABOUT = (
    r"(?:circa|ca\.?|about|around|approximately|approx\.?|roughly|est\.?|maybe|probably|~|c\.?)"
    r" ?(.+)|(.+?) ?(?:\?|\(\?\)|-?ish|or so|\(?(?:approx\.?|approximately|est\.?|estimated)\)?)"
)
_DECADE = r"(?a)(?:the )?([12]\d{2})0'?s"
_SINCE = r"(?:since|from|starting|started|starts|beginning|as of)(?: in)?:? (.+)"
_UNTIL = r"(?:until|till|til|to|thru|through|ended|ends|ending)(?: in)?:? (.+)"
_BEFORE_OR_AFTER = r"(before|prior to|by|no later than|after)(?: in)?:? (.+)"
_MONTHS = [name for month in map(str.lower, MONTHS) for name in (month, month[:3])] + ["sept"]
_MONTH_OR_SEASON = rf"(?:early |mid |mid-|late )?(?:{'|'.join((*_SEASONS, 'winter', *_MONTHS))})"


_LONGEST = 300
"""A text of more characters is a story and no date."""


def vague_date(text: str, exact: Callable[[str], str]) -> Trouble | None:
    """Return what a text can mean that speaks of time and is not one date; None if it does not.

    The text of the cell is yet to be put in; ``what`` it can be stands behind a colon.

    Parameters
    ----------
    text
        The text as :func:`backbone_kg.base.names.key` has it.
    exact
        Returns the date that a text says, as ``YYYY``, ``YYYY-MM`` or ``YYYY-MM-DD``; "" if none.

    Examples
    --------
    >>> found = vague_date("fall 2021", lambda text: "")
    >>> found.what, found.first, found.last
    ('any month from September to November 2021', '2021-09', '2021-11')
    """
    if len(text) > _LONGEST:
        return None  # a range is looked for at each dash
    readers: tuple[Callable[[str], Trouble | None], ...] = (
        school_year,
        _fiscal_year,
        _season,
        _quarter,
        _part_of_year,
        _decade,
        lambda said: _before_or_after(said, exact),
        lambda said: _span(said, exact),
        lambda said: _about(said, exact),
    )
    return next(filter(None, (reader(text) for reader in readers)), None)


def _vague(what: str, first: str = "", last: str = "", code: str = "vague-date") -> Trouble:
    return Trouble("", code, what=what, first=first, last=last)


def school_year(text: str) -> Trouble | None:
    """Return the school year that a text can be, such as ``2021-22``; None if it can be none.

    Examples
    --------
    >>> school_year("2011-12").first, school_year("2011-10") is None
    ('2011', True)
    """
    said = re.sub(_SCHOOL_WORDS, "", text).strip()
    named = said != text
    if named and (one := re.fullmatch(_A_YEAR, said, re.ASCII)):
        year = _year(one[0])
        return _vague(f"a school year, which {year} can be the begin or the end of", f"{year}", "")
    short = re.fullmatch(r"'?(\d\d) ?[-/] ?'?(\d\d)", said, re.ASCII) if named else None
    begin, end = (_year(short[1]), _year(short[2])) if short else (0, 0)
    if match := _SCHOOL_YEAR.fullmatch(said):
        begin = int(match[1])
        end = int(match[3]) if len(match[3]) == 4 else begin // 100 * 100 + int(match[3])
        if end % 100 == 0 and len(match[3]) == 2:
            end += 100
    if not begin or end != begin + 1:
        return None
    name = f"{begin}-{end % 100:02}"
    what = f"the school year {name}, which begins in {begin} and ends in {end}"
    if not named and len(text) >= len("2011-2012"):
        what = f"{what}, or a begin and an end"
    elif not named and end % 100 <= 12:
        what = f"{in_words(name)}, or {what}"
    return _vague(what, f"{begin}", f"{end}")


def only_a_school_year(text: str) -> bool:
    """Return whether a text is a school year that cannot be read as a month.

    Examples
    --------
    >>> only_a_school_year("2021-22"), only_a_school_year("2011-12")
    (True, False)
    """
    found = school_year(text)
    return found is not None and (int(found.last or 0) % 100 > 12 or "/" in text)


def since(text: str, exact: Callable[[str], str]) -> str:
    """Return the date of a text that names a begin alone, such as ``since 2019``; "" if none.

    Examples
    --------
    >>> since("since 2019", str)
    '2019'
    """
    match = re.fullmatch(_SINCE, text)
    return exact(match[1]) if match else ""


def _year(digits: str) -> int:
    digits = digits.lstrip("'")
    short = int(digits)
    return short if len(digits) == 4 else short + (2000 if short <= 68 else 1900)


def _months(year: int, first: int, last: int) -> Trouble:
    words = f"any month from {MONTHS[first - 1]} to {MONTHS[last - 1]} {year}"
    return _vague(words, f"{year}-{first:02}", f"{year}-{last:02}")


def _fiscal_year(text: str) -> Trouble | None:
    if re.fullmatch(_FISCAL_QUARTER, text):
        return _vague(
            "a quarter of a fiscal year, which does not begin in January everywhere", "", ""
        )
    match = re.fullmatch(_FISCAL, text)
    if match is None:
        return None
    last = _year(match[2] or match[1])
    return _vague(
        f"a fiscal year, which can begin in any month of {last - 1} or with {last}",
        f"{last - 1}" if match[2] else "",
        f"{last}" if match[2] else "",
    )


def _season(text: str) -> Trouble | None:
    if match := re.fullmatch(_WINTER_OF_TWO_YEARS, text):
        begin = int(match[1])
        months = f"any month from December {begin} to February {begin + 1}"
        return _vague(months, f"{begin}-12", f"{begin + 1}-02")
    match = re.fullmatch(_SEASON, text)
    if match is None:
        return None
    name, year = match[1] or match[4], _year(match[2] or match[3])
    if name == "winter":
        return _vague(
            f"January, February or December {year}, or the months beside them",
            f"{year}-01",
            f"{year}-12",
        )
    return _months(year, *_SEASONS[name])


def _quarter(text: str) -> Trouble | None:
    if match := re.fullmatch(_QUARTER, text):
        number = _QUARTER_NAMES.get(match[3] or "") or int(
            next(filter(None, (match[1], match[2], match[6], match[7])))
        )
        return _months(_year(match[4] or match[5]), number * 3 - 2, number * 3)
    if match := re.fullmatch(_HALF, text):
        half = min(int(match[1] or match[2] or _QUARTER_NAMES[match[3]]), 2)
        return _months(_year(match[4]), half * 6 - 5, half * 6)
    return None


def _part_of_year(text: str) -> Trouble | None:
    match = re.fullmatch(_PART_OF_YEAR, text)
    return _months(int(match[2]), *_PARTS[match[1]]) if match else None


def _decade(text: str) -> Trouble | None:
    match = re.fullmatch(_DECADE, text)
    return _vague("ten years", f"{match[1]}0", f"{match[1]}9") if match else None


def _before_or_after(text: str, exact: Callable[[str], str]) -> Trouble | None:
    """Return what a text can be that names a bound; which side of it is a begin, is left open."""
    match = re.fullmatch(_BEFORE_OR_AFTER, text)
    said = exact(match[2]) if match else ""
    if not match or not said:
        return None
    before = match[1] if match[1] in {"after", "before"} else "up to"
    return _vague(f"any time {before} {in_words(said)}", "", "")


def _span(text: str, exact: Callable[[str], str]) -> Trouble | None:
    if begin := exact(text.rstrip("+- ")) if text.endswith(("-", "+")) else since(text, exact):
        return _vague("a begin without an end", begin, "", "two-dates")
    if (match := re.fullmatch(_UNTIL, text)) and (end := exact(match[1])):
        return _vague("an end without a begin", "", end, "two-dates")
    for first, last in _halves(text):
        begin = exact(first)
        if begin and (last in STILL_SO or exact(last)):
            end = "" if last in STILL_SO else exact(last)
            return _vague("a begin and an end", begin, end, "two-dates")
    return None


def _halves(text: str) -> Iterator[tuple[str, str]]:
    """Return the ways to cut a text in two at a dash or at a word such as "to"."""
    for match in re.finditer(r" ?[-/] ?| to | until | till | thru | through | and ", text):
        first = text[: match.start()].removeprefix("from ").removeprefix("between ")
        yield first.strip(), text[match.end() :].strip()


def _about(text: str, exact: Callable[[str], str]) -> Trouble | None:
    match = re.fullmatch(_ABOUT, text)
    found = exact(match[1] or match[2]) if match else ""
    return _vague(f"{in_words(found)} or a time near it", found, found) if found else None


def lacks_year(text: str) -> bool:
    """Return whether a text names a month, a season or a day of a month without its year.

    Examples
    --------
    >>> lacks_year("spring"), lacks_year("june 5th"), lacks_year("june 2019")
    (True, True, False)
    """
    words = re.sub(r"\b\d{1,2}(?:st|nd|rd|th)?\b|[.,]|\bof\b", " ", text)
    return bool(re.fullmatch(_MONTH_OR_SEASON, " ".join(words.split())))

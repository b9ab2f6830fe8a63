"""Numbers as people write them, read only where a single reading is possible."""

from __future__ import annotations

import re
import unicodedata
from decimal import Decimal

from backbone_kg.base.names import key
from backbone_kg.reading.cell_results import BLANK_IF_UNKNOWN, Trouble, Value, says_unknown

_LARGEST_EXPONENT = 400
"""Beyond every float; without a bound, ``1e999999999`` would be written out digit by digit."""
_LONGEST_SEARCHED = 60
"""How long a text may be to look for a number inside it, such as ``0.5 FTE``."""

_SIGNED = r"([+-]?) ?(.*?) ?(%?)"
_PLAIN = r"(?a)(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d{1,4})?"
_COMMA_OR_THOUSANDS = r"(?a)[1-9]\d{0,2},\d{3}"
_DECIMAL_COMMA = r"(?a)\d*,\d+"
_THOUSANDS = r"(?a)([1-9]\d{0,2}(?:([ ,.'])\d{3})(?:\2\d{3})*)(?:(?!\2)[.,](\d+))?"
_WITH_FRACTION = r"(?a)(\d{0,6}) ?([½⅓⅔¼¾⅕⅖⅗⅘⅙⅚⅐⅛⅜⅝⅞⅑⅒])"
_FRACTION = r"(?a)(\d{1,3}) ?[/⁄] ?(\d{1,3})"
_INSIDE = r"(?a)[\d.,]*\d ?(?:%|percent|per cent|pct\.?)?"
_BESIDE_A_NUMBER = (
    r"(?:about|approx\.?|approximately|around|ca\.?|c\.|circa|roughly|~|<|>|=|≈|≤|≥|\+|\?|\(|\)|\.|:|"
    r"f\.?t\.?e\.?s?|full[- ]time|equivalents?|staff|people|persons?|positions?|posts?|employees?|"
    r"at least|at most|up to|min\.?|max\.?|each|total|of a|us|usd|\$|€|eur|\s)*"
)
"""What can stand beside a number without changing what it counts."""
_RANGE = r"(.+?) ?(?:-|to|or) ?(.+)"
FULL_WEEK = 40
"""Hours of a full-time week."""
_HOURS_OF_A_FULL = {
    "day": Decimal(FULL_WEEK) / 5,
    "week": Decimal(FULL_WEEK),
    "month": Decimal(FULL_WEEK * 52) / 12,
    "year": Decimal(FULL_WEEK * 52),
}
_TIME = (
    r"(about|approx\.?|~|ca\.?)? ?(?P<number>[\d.,]*[\d½¼¾]|half|one|two|three|four|five|a|an)"
    r"(?: ?-)? ?(?:a )?(?P<unit>hours?|hrs?\.?|h|days?|d)"
    r"(?: ?(?:/|per|a|an|each|every) ?(?P<of>day|week|wk|w|month|mo|mth|year|yr|y)\.?"
    r"|ly| ?(?P<adverb>weekly|monthly|yearly|annually))?"
)
_PERIODS = {"d": "day", "w": "week", "m": "month", "y": "year", "a": "year"}

_WORDS = {
    "none": "0",
    "zero": "0",
    "quarter": "0.25",
    "half": "0.5",
    "half-time": "0.5",
    "half time": "0.5",
    "full-time": "1",
    "full time": "1",
    "one": "1",
    "two": "2",
    "three": "3",
    "four": "4",
    "five": "5",
}


def canonical(number: Decimal) -> str:
    """Return a number as ``xsd:decimal`` has it: exact, without exponent or needless zeros.

    Examples
    --------
    >>> canonical(Decimal("0.50")), canonical(Decimal("1e3")), canonical(Decimal("-0.0"))
    ('0.5', '1000', '0')
    """
    if not number:
        return "0"
    text = format(number, "f")
    return text.rstrip("0").rstrip(".") if "." in text else text


def read_decimal(number: Decimal, text: str, forgiven: str = "") -> Value | Trouble:
    """Return a number as a value, or a trouble when it is none or absurdly large or small.

    Parameters
    ----------
    number
        Any number; infinity and NaN are refused.
    text
        The text of its cell.
    forgiven
        What was forgiven in reading it.
    """
    if not number.is_finite() or (number and abs(number.adjusted()) > _LARGEST_EXPONENT):
        return Trouble(text, "not-a-number")
    return Value(canonical(number), "decimal", forgiven)


def read_number(text: str) -> Value | Trouble:
    """Read a number from text.

    Parameters
    ----------
    text
        The text, cleaned by :func:`backbone_kg.base.names.clean`. Admitted are a decimal point or
        comma, separated thousands, an exponent, a percent sign and fraction characters.

    Returns
    -------
    Value or Trouble
        A ``decimal``. A comma before three digits can mean either and is a trouble.

    Examples
    --------
    >>> read_number("0,5")
    Value(lexical='0.5', datatype='decimal', forgiven='text-number')
    >>> read_number("1,500")
    Trouble(text='1,500', code='not-a-number', suggestion='1500 or 1.5')
    """
    written = key(text)
    numbers = _numbers(written)
    if len(numbers) == 1:
        return read_decimal(numbers[0], text, "text-number")
    if numbers:
        return Trouble(text, "not-a-number", " or ".join(map(canonical, numbers)))
    trouble = _time_share(text, written) or _range(text, written)
    return trouble or Trouble(text, "not-a-number", _likely(written))


def _range(text: str, written: str) -> Trouble | None:
    match = re.fullmatch(_RANGE, written)
    ends = [_numbers(part) for part in match.groups()] if match else []
    if len(ends) != 2 or any(len(end) != 1 for end in ends):
        return None
    (first,), (last,) = ends
    if not first < last:
        return None
    return Trouble(text, "number-range", first=canonical(first), last=canonical(last))


def _time_share(text: str, written: str) -> Trouble | None:
    """Return what hours or days are as a share of full time; None if a text speaks of neither."""
    match = re.fullmatch(_TIME, written)
    if match is None:
        return None
    said = match["number"]
    numbers = _numbers({"half": "0.5", "a": "1", "an": "1"}.get(said) or _WORDS.get(said, said))
    of = match["of"] or match["adverb"] or "week"
    if len(numbers) != 1:
        return None
    in_hours = match["unit"].startswith("h")
    full = _HOURS_OF_A_FULL[_PERIODS[of[0]]] / (1 if in_hours else _HOURS_OF_A_FULL["day"])
    share = canonical((numbers[0] / full).quantize(Decimal("0.001")))
    what = f"{FULL_WEEK} hours" if in_hours else "5 days"
    return Trouble(text, "time-share", share, what=what)


def _numbers(text: str) -> list[Decimal]:
    """Return the numbers that a text can mean."""
    match = re.fullmatch(_SIGNED, text)
    sign, digits, percent = match.groups() if match else ("", "", "")
    numbers = [Decimal(sign + reading) for reading in _readings(digits)]
    return [_hundredth(number) for number in numbers] if percent else numbers


def _readings(text: str) -> list[str]:
    """Return what a text without sign can mean, as :class:`decimal.Decimal` reads it."""
    readings = []
    if re.fullmatch(_COMMA_OR_THOUSANDS, text):
        readings = [text.replace(",", ""), text.replace(",", ".")]
    elif re.fullmatch(_PLAIN, text):
        readings = [text]
    elif re.fullmatch(_DECIMAL_COMMA, text):
        readings = [text.replace(",", ".")]
    elif match := re.fullmatch(_THOUSANDS, text):
        readings = [re.sub(r"\D", "", match[1]) + "." + (match[3] or "0")]
    elif match := re.fullmatch(_WITH_FRACTION, text):
        share = str(unicodedata.numeric(match[2]))
        # Thirds and the like have no exact decimal form.
        readings = [(match[1] or "0") + share[1:]] if len(share) <= len("0.125") else []
    return readings


def _hundredth(number: Decimal) -> Decimal:
    # Dividing would round to the precision of the context.
    sign, digits, exponent = number.as_tuple()
    assert isinstance(exponent, int)
    return Decimal((sign, digits, exponent - 2))


def whole(number: Value | Trouble, text: str) -> Value | Trouble:
    """Return a number that was read as an ``integer``, or a trouble when it is not whole.

    Parameters
    ----------
    number
        What :func:`read_number` or :func:`read_decimal` gave.
    text
        The text of its cell.

    Examples
    --------
    >>> whole(read_number("2.0"), "2.0")
    Value(lexical='2', datatype='integer', forgiven='text-number')
    >>> whole(read_number("2.5"), "2.5")
    Trouble(text='2.5', code='not-a-whole-number', suggestion='2 or 3')
    """
    if isinstance(number, Trouble):
        if number.code in {"number-range", "time-share"}:
            return Trouble(text, "not-a-whole-number")
        likely = [part for part in number.suggestion.split(" or ") if "." not in part]
        return Trouble(text, "not-a-whole-number", " or ".join(likely))
    if "." not in number.lexical:
        return Value(number.lexical, "integer", number.forgiven)
    below = int(Decimal(number.lexical).to_integral_value("ROUND_FLOOR"))
    return Trouble(text, "not-a-whole-number", f"{below} or {below + 1}")


def fraction(first: int, second: int) -> str:
    """Return the smaller number divided by the larger, to three places, or "" when that is 1."""
    smaller, larger = sorted((first, second))
    return canonical(Decimal(str(round(smaller / larger, 3)))) if smaller < larger else ""


def _likely(text: str) -> str:
    """Return what may have been meant by a text that is no number, or ""."""
    if says_unknown(text):
        return BLANK_IF_UNKNOWN
    if text in _WORDS:
        return _WORDS[text]
    if (match := re.fullmatch(_FRACTION, text)) and int(match[1]) < int(match[2]):
        return fraction(int(match[1]), int(match[2]))
    found = re.findall(_INSIDE, text) if len(text) <= _LONGEST_SEARCHED else []
    if len(found) != 1 or not re.fullmatch(_BESIDE_A_NUMBER, text.replace(found[0], " ")):
        return ""  # 8 of what is told beside it
    numbers = _numbers(re.sub(r"per ?cent|pct\.?", "%", found[0]))
    return canonical(numbers[0]) if len(numbers) == 1 else ""

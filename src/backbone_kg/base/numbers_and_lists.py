"""Numbers, shares and lists in plain English: every text, page and picture says them so."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from decimal import Decimal
    from fractions import Fraction

    Number = int | float | Decimal | Fraction

UNKNOWN_IS_NOT_FINE: Final = "Unknown is not fine."

_PRECISION: Final = 10**9
"""Numbers are taken in such parts of one, so that 0.1 + 0.2 is 0.3 and halves stay halves."""


def plural(count: int, one: str, many: str = "") -> str:
    """Return a count with its noun.

    Parameters
    ----------
    count
        How many, 0 or more.
    one, many
        The noun; by default its plural is formed with "s".

    Examples
    --------
    >>> plural(1, "role"), plural(1234, "role"), plural(2, "capacity", "capacities")
    ('1 role', '1,234 roles', '2 capacities')
    """
    return f"{count:,} {one if count == 1 else many or one + 's'}"


def verb(count: int, one: str, many: str) -> str:
    """Return the form of a verb that goes with a count.

    Examples
    --------
    >>> verb(1, "is", "are"), verb(0, "is", "are")
    ('is', 'are')
    """
    return one if count == 1 else many


def out_of(count: int, total: int, noun: str) -> str:
    """Return a count with its denominator.

    Examples
    --------
    >>> out_of(1, 12, "partner"), out_of(1, 1, "role")
    ('1 of 12 partners', '1 of 1 role')
    """
    return f"{count:,} of {plural(total, noun)}"


def share(count: int, total: int) -> str:
    """Return a count of a total with its percentage.

    Examples
    --------
    >>> share(3, 23), share(0, 0)
    ('3 of 23 (13%)', '0 of 0')
    """
    said = f"{count:,} of {total:,}"
    return f"{said} ({percent(count / total)})" if total else said


def percent(part: Number) -> str:
    """Return a share in whole percent; nothing else reads as none of it or as all of it.

    Parameters
    ----------
    part
        0 or more; 1 is the whole. Halves are rounded up.

    Examples
    --------
    >>> percent(3 / 23), percent(0.125), percent(0.001), percent(0.999), percent(1), percent(1.001)
    ('13%', '13%', 'under 1%', 'over 99%', '100%', 'over 100%')
    """
    parts = _parts(part)
    whole = _half_up(100 * parts, _PRECISION)
    if whole == 0 and part > 0:
        return "under 1%"
    if whole == 100 and parts != _PRECISION:
        return "over 99%" if parts < _PRECISION else "over 100%"
    return f"{whole:,}%"


def number(value: Number) -> str:
    """Return a number with at most two decimals; what is more than nothing never reads as 0.

    Parameters
    ----------
    value
        0 or more. Halves are rounded up.

    Examples
    --------
    >>> number(2.0), number(0.25), number(1 / 3), number(0.125), number(0.001), number(1234)
    ('2', '0.25', '0.33', '0.13', 'under 0.01', '1,234')
    """
    hundredths = _half_up(100 * _parts(value), _PRECISION)
    if hundredths == 0 and value > 0:
        return "under 0.01"
    decimals = f"{hundredths % 100:02}".rstrip("0")
    return f"{hundredths // 100:,}" + (f".{decimals}" if decimals else "")


def joined(names: Sequence[str], last: str = "and") -> str:
    """Return names as one says them.

    Parameters
    ----------
    names
        In their order.
    last
        The word before the last of them.

    Examples
    --------
    >>> joined(["Kania", "Kramer", "Turner"]), joined(["3 errors"]), joined([])
    ('Kania, Kramer and Turner', '3 errors', '')
    """
    return f" {last} ".join(filter(None, (", ".join(names[:-1]), *names[-1:])))


def listed(names: Sequence[str], most: int = 6) -> str:
    """Return names of people's making as a list, those past ``most`` as a count.

    Such names hold commas often enough that semicolons part them.

    Examples
    --------
    >>> listed(["A, Inc.", "B"]), listed(["A", "B", "C", "D"], most=2)
    ('A, Inc.; B', 'A; B; and 2 more')
    """
    rest = len(names) - most
    return "; ".join((*names[:most], *([f"and {rest:,} more"] if rest > 0 else [])))


def some_of(
    sentences: Iterable[str], most: int = 100, rest: str = "{:,} more of this kind."
) -> list[str]:
    """Return the first of many sentences, and one that says how many more there are.

    Parameters
    ----------
    sentences, most
        How many of them.
    rest
        The sentence on those that are left out; their number is put into it.

    Examples
    --------
    >>> some_of(["One.", "Two.", "Three."], most=1)
    ['One.', '2 more of this kind.']
    """
    said = list(sentences)
    more = len(said) - most
    return [*said[:most], *([rest.format(more)] if more > 0 else [])]


def sentence(text: str) -> str:
    """Return a text as a sentence with one full stop, also where it ends in a name like “Inc.”.

    Examples
    --------
    >>> sentence("it hangs on Only One, Inc.")
    'It hangs on Only One, Inc.'
    """
    return f"{text[:1].upper()}{text[1:]}".rstrip(".") + "."


def _parts(value: Number) -> int:
    numerator, denominator = value.as_integer_ratio()
    return _half_up(numerator * _PRECISION, denominator)


def _half_up(numerator: int, denominator: int) -> int:
    return (2 * numerator + denominator) // (2 * denominator)

"""How the report says numbers and lists: small functions from values to plain English."""

from __future__ import annotations

from collections.abc import Sequence

from backbone_kg.base.words import plural


def out_of(number: int, total: int, noun: str) -> str:
    """Return a count with its denominator.

    Examples
    --------
    >>> out_of(1, 12, "partner"), out_of(1, 1, "role")
    ('1 of 12 partners', '1 of 1 role')
    """
    return f"{number:,} of {plural(total, noun)}"


def verb(number: int, singular: str, many: str) -> str:
    """Return the form of a verb that goes with a count."""
    return singular if number == 1 else many


def fte(value: float) -> str:
    """Return full-time equivalents with at most two decimals.

    Examples
    --------
    >>> fte(2.0), fte(0.25), fte(1 / 3), fte(0.001)
    ('2', '0.25', '0.33', 'less than 0.01')
    """
    text = f"{value:.2f}".rstrip("0").rstrip(".")
    return "less than 0.01" if text == "0" and value > 0 else text


def percent(share: float, decimals: int = 0) -> str:
    """Return a share in percent, never rounded onto 0% or 100% when it is neither.

    Parameters
    ----------
    share
        0 or more; 1 is the whole.
    decimals
        How many decimals are wanted at most.

    Examples
    --------
    >>> percent(13 / 23), percent(0.3125, 1), percent(1.004), percent(0.0001), percent(1.00001)
    ('57%', '31.3%', '100.4%', 'less than 1%', 'more than 100%')
    """
    for digits in (decimals, decimals + 1):
        text = f"{round(share * 100 + 1e-9, digits):.{digits}f}"
        text = text.rstrip("0").rstrip(".") if digits else text
        if text not in ("0", "100") or share in (0.0, 1.0):
            return f"{text}%"
    if text == "0":
        return "less than 1%"
    return "more than 100%" if share > 1 else "less than 100%"


def listed(names: Sequence[str], limit: int = 6) -> str:
    """Return names as one phrase, cut after ``limit`` with the number of those left out.

    Names hold commas often enough that semicolons part them.

    Examples
    --------
    >>> listed(["A", "B", "C"], limit=2)
    'A; B; and 1 more, see table'
    """
    shown = "; ".join(names[:limit])
    rest = len(names) - limit
    return f"{shown}; and {rest} more, see table" if rest > 0 else shown

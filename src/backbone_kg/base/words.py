"""Numbers and names in sentences: small pieces of plain English that all texts share."""

from __future__ import annotations

from collections.abc import Sequence


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


def joined(names: Sequence[str]) -> str:
    """Return names as one says them.

    Examples
    --------
    >>> joined(["Kania", "Kramer", "Turner"]), joined(["3 errors"]), joined([])
    ('Kania, Kramer and Turner', '3 errors', '')
    """
    return " and ".join(filter(None, (", ".join(names[:-1]), *names[-1:])))

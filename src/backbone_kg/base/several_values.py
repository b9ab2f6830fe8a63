"""Several names in one cell, told apart by what is known."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import NamedTuple

from backbone_kg.base.names import LEGAL_FORMS, clean, key

_NUMBERED = re.compile(r"(?:^|(?<=\s))\(?(?:\d{1,2}|[a-h])[.)]\s+")
_BETWEEN = re.compile(r"(\s*[\n;|•●▪,/&+]\s*|\s+(?:and|or|plus|with|y|et|und)\s+)")
_ALWAYS_BETWEEN = r"[;|•●▪]"
"""What stands in no name; a line break can be one of a long name that was wrapped."""
_MOST_PARTS = 50


def other_names(text: str) -> tuple[str, ...]:
    """Return the names of a cell that lists other names of one thing, between semicolons.

    Examples
    --------
    >>> other_names("GTF;  Greentrike Foundation; ")
    ('GTF', 'Greentrike Foundation')
    """
    return tuple(filter(None, map(clean, text.replace("\n", ";").split(";"))))


class Several(NamedTuple):
    """What a cell that holds several names says.

    Parameters
    ----------
    known
        The names in it that are known, each once, as the cell writes them.
    other
        What stands beside them and is not known.
    """

    known: tuple[str, ...]
    other: tuple[str, ...]


def several_names(text: str, is_known: Callable[[str], bool]) -> Several | None:
    """Return the names in a text that holds more than one; None if it does not.

    Names may themselves hold commas, slashes and "and": of two ways to cut a text the one with the
    longer known names counts.

    Parameters
    ----------
    text
        The text of a cell, line breaks included.
    is_known
        Whether a name is one that may stand in the cell.

    Examples
    --------
    >>> known = {"build trust", "convene and bridge"}
    >>> several_names("Build trust, convene and bridge", lambda name: name.lower() in known).known
    ('Build trust', 'convene and bridge')
    >>> several_names("Build trust; Bake bread", lambda name: name.lower() in known).other
    ('Bake bread',)
    """
    pieces = _BETWEEN.split(_NUMBERED.sub("; ", text))
    if not 3 <= len(pieces) <= 2 * _MOST_PARTS:
        return None
    known: dict[str, str] = {}
    other: list[str] = []
    start, run = 0, ""
    while start < len(pieces):
        end, name = _longest_known(pieces, start, is_known)
        if name:
            known.setdefault(key(name), name)
            other.append(run)
            run = ""
        else:
            end = start + 1
            run += pieces[start]
        between = pieces[end] if end < len(pieces) else ""
        if re.search(_ALWAYS_BETWEEN, between):
            other.append(run)
            run = ""
        elif run:
            run += between
        start = end + 1
    beside = tuple(filter(None, map(_tidy, [*other, run])))
    if len(known) > 1 or (known and beside) or len(beside) > 1:
        return Several(tuple(known.values()), beside)
    return None


def _longest_known(
    pieces: list[str], start: int, is_known: Callable[[str], bool]
) -> tuple[int, str]:
    """Return where the longest known name that begins at a piece ends, and the name; "" if none."""
    for end in range(len(pieces), start, -1):
        name = clean("".join(pieces[start:end]))
        if (end - start) % 2 and name and is_known(name):
            return end, name
    return start, ""


def _tidy(text: str) -> str:
    said = clean(text).strip(" ,;/&+|.-")
    return "" if key(said).strip(".") in LEGAL_FORMS else said

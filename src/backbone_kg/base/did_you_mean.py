"""What messages say of a name that was typed: the name in short, and those near it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from backbone_kg.base.errors import UnknownNameError
from backbone_kg.base.names import clean, key, nearest, shortened

FEW = 5
"""How many near names a message gives at most."""
_NO_LETTER = re.compile(r"[\W_]+")


def quoted(name: str) -> str:
    """Return a name as a message repeats it: in one line, quoted, at most 60 characters of it."""
    return f"“{shortened(clean(name))}”"


def typed(name: object, example: str) -> str:
    """Return a name that was asked for, without the brackets of an address.

    Parameters
    ----------
    name
        What was asked for.
    example
        A name that would do.

    Raises
    ------
    UnknownNameError
        If it is no text or an empty one.
    """
    if not isinstance(name, str):
        raise UnknownNameError(f"A name is a text, such as “{example}”, not {name!r:.60}.")
    found = clean(name)
    if found.startswith("<") and found.endswith(">"):
        found = found[1:-1].strip()
    if not found:
        raise UnknownNameError(f"The name is empty. Give one, such as “{example}”.")
    return found


def near_names(name: str, candidates: Iterable[str]) -> list[str]:
    """Return the name that was most likely meant, or the few that have in them what was typed.

    Examples
    --------
    >>> near_names("K12", ["K-12 school district", "Think tank"])
    ['K-12 school district']
    >>> near_names("org", ["Youth organization", "Anchor organization", "Club"])
    ['Anchor organization', 'Youth organization']
    """
    names = sorted(set(candidates))
    near = nearest(name, names)
    if near:
        return [near]
    letters = _NO_LETTER.sub("", key(name))
    if len(letters) < 2:
        return []
    return [one for one in names if letters in _NO_LETTER.sub("", key(one))][:FEW]


def did_you_mean(names: Sequence[str]) -> str:
    """Return the question that goes behind a message, with a space before it; "" for none.

    Examples
    --------
    >>> did_you_mean(["a", "b"]), did_you_mean([])
    (' Did you mean “a” or “b”?', '')
    """
    return f" Did you mean {' or '.join(f'“{one}”' for one in names)}?" if names else ""

"""Several names in one cell: told apart where it is sure that they are several."""

from __future__ import annotations

import re
from collections.abc import Callable, Container

from backbone_kg.base.names import clean, key

_ALWAYS = re.compile(r"\s*[;|\n•]\s*")
_OFTEN = re.compile(r"\s*[,/]\s*(?:and\s+)?")
_SELDOM = re.compile(r"\s+(?:and|&)\s+|\s*\+\s*")
_NUMBER = re.compile(r"^\s*(?:\d{1,2}(?:\.\d{1,2})*[.)]\s+|[-–*]\s+)")


def plain(text: str) -> str:
    """Return a name without the number or bullet before it.

    Examples
    --------
    >>> plain("1.2) Build trust"), plain("- Convene"), plain("4-H Club")
    ('Build trust', 'Convene', '4-H Club')
    """
    return _NUMBER.sub("", text) or text


def split_roles(text: str, names_role: Callable[[str], bool]) -> list[str]:
    """Return the roles that a cell names.

    Parameters
    ----------
    text
        The cell, with its line breaks.
    names_role
        Whether a text is one role. Names of roles hold commas and “and”: a cell that is one role
        as a whole, or a part that is, is not divided further.

    Examples
    --------
    >>> split_roles("convening, facilitation; work plans", lambda text: False)
    ['convening', 'facilitation', 'work plans']
    >>> split_roles("data and money", lambda text: text in ("data", "money"))
    ['data', 'money']
    >>> split_roles("wear and tear", lambda text: False)
    ['wear and tear']
    """
    if names_role(clean(text)) and not _ALWAYS.search(text) and "/" not in text:
        return [plain(clean(text))]
    found = []
    for part in _ALWAYS.split(text):
        for piece in _within(clean(part), names_role):
            name = plain(piece.strip(" .,"))
            if name:
                found.append(name)
    return list(dict.fromkeys(found))


def _within(part: str, names_role: Callable[[str], bool]) -> list[str]:
    pieces = [piece for piece in _OFTEN.split(part) if piece]
    if len(pieces) > 1:
        # The commas of one long name: the whole says what its pieces do not.
        if names_role(part) and not any(map(names_role, pieces)):
            return [part]
        return [one for piece in pieces for one in _within(piece, names_role)]
    both = _SELDOM.split(part)
    if len(both) > 1 and all(map(names_role, both)):
        return both
    return pieces


def split_partners(text: str, known: Container[str]) -> list[str]:
    """Return the partners that a cell names.

    Parameters
    ----------
    text
        The cell, with its line breaks.
    known
        Names of partners as :func:`backbone_kg.base.names.key` compares them. Names hold commas:
        only where all pieces, or all but one, are known names is a comma taken to divide.

    Examples
    --------
    >>> split_partners("Data Hub; Lim-Tex, LLC", set())
    ['Data Hub', 'Lim-Tex, LLC']
    >>> split_partners("Data Hub, ISD", {"data hub", "isd"})
    ['Data Hub', 'ISD']
    """
    found: list[str] = []
    for part in filter(None, map(clean, _ALWAYS.split(text))):
        pieces = [piece for piece in re.split(r"\s*[,/]\s*", part) if piece]
        sure = sum(key(piece) in known for piece in pieces)
        found += (
            pieces
            if len(pieces) > 1 and key(part) not in known and sure >= max(1, len(pieces) - 1)
            else [part]
        )
    return list(dict.fromkeys(found))

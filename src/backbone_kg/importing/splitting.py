"""Several names in one cell: told apart where it is sure that they are several."""

from __future__ import annotations

import re
from collections.abc import Callable, Container, Iterable

from backbone_kg.base.names import clean, key

_ALWAYS = re.compile(r"\s*[;|\n•]\s*")
_OFTEN = re.compile(r"\s*[,/]\s*(?:and\s+)?")
_SELDOM = re.compile(r"\s+(?:and|&)\s+|\s*\+\s*")
_DIVIDING_COMMA = re.compile(
    r"\s*[,/](?!\s*(?:inc|llc|l\.l\.c|ltd|co|corp|pllc|the)\b)\s*(?:and\s+)?", re.IGNORECASE
)
_NUMBER = re.compile(r"^\s*(?:\d{1,2}(?:\.\d{1,2})*[.)]\s+|[-–*]\s+)")


def plain(text: str) -> str:
    """Return a name without the number or bullet before it.

    Examples
    --------
    >>> plain("1.2) Build trust"), plain("- Convene"), plain("4-H Club")
    ('Build trust', 'Convene', '4-H Club')
    """
    return _NUMBER.sub("", text) or text


def split_roles(
    text: str, names_role: Callable[[str], bool], names: Iterable[str] = ()
) -> list[str]:
    """Return the roles that a cell names.

    Parameters
    ----------
    text
        The cell, with its line breaks.
    names_role
        Whether a text is likely one role.
    names
        Names of roles: they hold commas and “and”, and are not divided.

    Examples
    --------
    >>> split_roles("convening, facilitation; work plans", lambda text: False)
    ['convening', 'facilitation', 'work plans']
    >>> split_roles("data and money", lambda text: text in ("data", "money"))
    ['data', 'money']
    >>> split_roles("wear and tear", lambda text: False)
    ['wear and tear']
    """
    whole: dict[str, str] = {}
    for name in names:
        if _OFTEN.search(name) or _SELDOM.search(name):
            for written in re.findall(re.escape(name), text, flags=re.IGNORECASE):
                whole[f"\ue000{len(whole)}\ue001"] = written
                text = text.replace(written, f"\ue000{len(whole) - 1}\ue001")
    found = []
    for part in _ALWAYS.split(text):
        for piece in _within(clean(part), names_role):
            name = plain(piece.strip(" .,"))
            for sign, written in whole.items():
                name = name.replace(sign, written)
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


def split_partners(text: str, known: Container[str], *, several: bool = False) -> list[str]:
    """Return the partners that a cell names.

    Parameters
    ----------
    text
        The cell, with its line breaks.
    known
        Names of partners as :func:`backbone_kg.base.names.key` compares them. Names hold commas:
        only where all pieces, or all but one, are known names is a comma taken to divide.
    several
        Whether the heading speaks of several: then each comma divides, but for one before “Inc.”.

    Examples
    --------
    >>> split_partners("Data Hub; Lim-Tex, LLC", set())
    ['Data Hub', 'Lim-Tex, LLC']
    >>> split_partners("Data Hub, ISD", {"data hub", "isd"})
    ['Data Hub', 'ISD']
    >>> split_partners("City of X, Lim-Tex, LLC", set(), several=True)
    ['City of X', 'Lim-Tex, LLC']
    """
    found: list[str] = []
    for part in filter(None, map(clean, _ALWAYS.split(text))):
        if several:
            found += [piece for piece in _DIVIDING_COMMA.split(part) if piece]
            continue
        pieces = [piece for piece in re.split(r"\s*[,/]\s*", part) if piece]
        sure = sum(key(piece) in known for piece in pieces)
        found += (
            pieces
            if len(pieces) > 1 and key(part) not in known and sure >= max(1, len(pieces) - 1)
            else [part]
        )
    return list(dict.fromkeys(found))

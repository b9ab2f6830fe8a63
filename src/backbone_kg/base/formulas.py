"""Texts that a spreadsheet program would take for formulas, and the mark that keeps them texts.

A ``.csv`` file cannot say that a cell is text. So an apostrophe is put before what begins like a
formula, as one types it in a spreadsheet program, and as the OWASP advises against “CSV injection”;
the reader takes it away again. In a workbook, cells are marked as text instead.
"""

from __future__ import annotations

import re
import unicodedata
from typing import Final

MARK: Final = "'"

_BEGINS: Final = frozenset("=+-@")
_CONTROLS: Final = frozenset("\t\r\n")
_LIKE_A_SPACE: Final = frozenset(["Zs", "Cf", "Cc", "Zl", "Zp"])
"""White space and what nobody sees, by Unicode category: some programs pass over it."""

_NUMBER: Final = r"(?a)[+-]?\d+(?:[.,]\d+)*(?:[eE][+-]?\d+)?"
_FIELD: Final = r'"(?:[^"]|"")*"|[^",\r\n]+'
_NEXT_CELL: Final = r"[;\t|]"


def is_like_formula(text: str) -> bool:
    r"""Return whether a spreadsheet program could take a text for a formula.

    It could if the text begins with ``=``, ``+``, ``-`` or ``@``, also in their wide forms, also
    behind white space or quotation marks, or with a tab or a line break. A plain number with a sign
    is no formula.

    Examples
    --------
    >>> [is_like_formula(text) for text in ("=A1", " ＝A1", "@home", '"-x', "\tx", "- a list")]
    [True, True, True, True, True, True]
    >>> [is_like_formula(text) for text in ("-12.5", "+1", "a=b", "", "'=A1")]
    [False, False, False, False, False]
    """
    if text[:1] in _CONTROLS and text:
        return True
    for place, character in enumerate(text):
        if character == '"' or unicodedata.category(character) in _LIKE_A_SPACE:
            continue
        begins = unicodedata.normalize("NFKC", character)[:1] in _BEGINS
        return begins and not re.fullmatch(_NUMBER, text[place:])
    return False


def marked(text: str) -> str:
    """Return a text with the mark before it if it is like a formula.

    One that has marks before something like a formula gets one more, so that :func:`unmarked` gives
    back every text as it was.

    Examples
    --------
    >>> marked("=SUM(A1)"), marked("'=SUM(A1)"), marked("'s Gravenhage")
    ("'=SUM(A1)", "''=SUM(A1)", "'s Gravenhage")
    """
    return MARK + text if is_like_formula(text.lstrip(MARK)) else text


def unmarked(text: str) -> str:
    """Return a text without the mark that :func:`marked` puts before it.

    Examples
    --------
    >>> unmarked("'=SUM(A1)"), unmarked("''=SUM(A1)"), unmarked("'s Gravenhage"), unmarked("=A1")
    ('=SUM(A1)', "'=SUM(A1)", "'s Gravenhage", '=A1')
    """
    return text[1:] if text.startswith(MARK) and is_like_formula(text.lstrip(MARK)) else text


def hides_formula(text: str) -> bool:
    """Return whether a text would hold a formula if a program cut it at another separator.

    Examples
    --------
    >>> hides_formula("Acme;=1+1"), hides_formula("Acme; and others")
    (True, False)
    """
    return any(is_like_formula(part) for part in re.split(_NEXT_CELL, text)[1:])


def marked_csv(text: str) -> str:
    r"""Return a ``.csv`` file, of commas and well formed, with the mark where it is needed.

    Examples
    --------
    >>> marked_csv('name,n=A1,-1,"=B1, C1"')
    'name,n=A1,-1,"\'=B1, C1"'
    """
    return re.sub(_FIELD, _marked_field, text)


def _marked_field(field: re.Match[str]) -> str:
    written = field[0]
    if not written.startswith('"'):
        return marked(written)
    return '"' + marked(written[1:-1].replace('""', '"')).replace('"', '""') + '"'

"""Rows of an Excel sheet of which there is nothing to tell, taken out of its XML at once.

Nearly all rows of a long sheet are alike: cells with a value and a place, in the one form in which
programs write them. An expression finds them many times as fast as a parser tells their elements.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from backbone_kg.base.cells import cell_position

_TEXT = rb"[^<&\x00-\x08\x0b\x0c\x0e-\x1f]++"
_FILLED = (
    rb'<c r="[A-Z]{1,3}\1"%(style)s(?: t="(?:n|s|str|b|inlineStr)")?+>'
    rb'(?:<v>%(text)s</v>|<is><t(?: xml:space="preserve")?+>%(text)s</t></is>)</c>'
)
_BLANK = rb'<c r="[A-Z]{1,3}\1"%(style)s/>'
_SHOWN = rb'(?: (?:hidden="(?:0|false)"|(?!hidden=|r=)[\w:]++="[^"<>&]*+"))*+'
_ROW = (
    rb'<row r="(\d{1,7})"' + _SHOWN + rb">"
    rb"(?:" + _BLANK + rb")*+" + _FILLED + rb"(?:" + _FILLED + rb"|" + _BLANK + rb")*+</row>"
)
_NUMBERS = re.compile(rb'<row r="(\d+)"')
_LETTERS = re.compile(rb'<c r="([A-Z]+)[^/<>]*>')
_WITHOUT_NUMBER = re.compile(rb"<(?:[\w.-]+:)?row(?![\w.-])(?![^<>]*\sr=)")


@dataclass(slots=True)
class OrdinaryRows:
    """What rows of a sheet hold that were taken out of it.

    Parameters
    ----------
    rest
        The XML of the sheet without them.
    last_row, last_column
        The last ones that they fill, from 0; -1 if there is no such row.
    filled
        How many cells they fill.
    """

    rest: bytes
    last_row: int = -1
    last_column: int = -1
    filled: int = 0


def take_ordinary_rows(part: bytes, styles: frozenset[str]) -> OrdinaryRows:
    """Return a sheet without the rows of which there is nothing to tell.

    Each cell of these says its place, in its row, and holds a text, a number or nothing. None is
    hidden, no cell of them has a formula, an error value or one of the styles.

    Parameters
    ----------
    part
        The XML of the sheet, plain (:func:`backbone_kg.reading.packages.plain_xml`), so that
        each ``<`` in it begins an element or ends one.
    styles
        The styles that something is to be told of.
    """
    found = OrdinaryRows(b"")

    def take(rows: re.Match[bytes]) -> bytes:
        found.filled += part.count(b"</c>", *rows.span())
        numbers = map(int, _NUMBERS.findall(part, *rows.span()))
        found.last_row = max(found.last_row, max(numbers) - 1)
        columns = (f"{letters.decode()}1" for letters in set(_LETTERS.findall(part, *rows.span())))
        found.last_column = max(found.last_column, *(cell_position(c)[1] for c in columns))
        return b""

    found.rest = _ordinary(styles).sub(take, part)
    # A row without a number follows upon the one before it, which has to be there then.
    return OrdinaryRows(part) if _WITHOUT_NUMBER.search(found.rest) else found


@lru_cache(maxsize=16)
def _ordinary(styles: frozenset[str]) -> re.Pattern[bytes]:
    told = "|".join(sorted(map(re.escape, styles))).encode()
    style = rb'(?: s="(?!(?:%s)")\d+")?+' % told if told else rb'(?: s="\d+")?+'
    return re.compile(rb"(?:" + _ROW % {b"style": style, b"text": _TEXT} + rb")++")

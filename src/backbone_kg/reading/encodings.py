"""In which encoding a text was saved that does not say so, and text that was once read wrongly.

Files of this size are too short for the statistics of general detectors: of 39 short tables in
Windows-1252, charset-normalizer reads 10 rightly. What tells here is which letters can stand where.
Of broken texts, ftfy knows more ways than can be told here.
"""

from __future__ import annotations

import re
import unicodedata
from typing import NamedTuple

CODECS = {"cp1252": "Windows-1252", "mac_roman": "Mac Roman", "cp1250": "Windows-1250"}
"""Encodings of Western and Central Europe with one byte a letter, the likeliest first."""

_SAMPLE = 200_000
_NOT_ASCII = r"[^\x00-\x7f]"
_LETTERS = frozenset(
    "áéíóúüñÁÉÍÓÚÜÑàâçèêëîïôùûÿæœÀÂÇÈÊÎÔÙÛäöåßÄÖÅøØãõÃÕąćęłńśźżĄĆĘŁŃŚŹŻčďěňřšťůžČĎĚŇŘŠŤŮŽőűŐŰýÝ"
)
_SIGNS = frozenset("’‘“”–—…•·®©™°½¼¾§«»€£✓\u00a0²³¿¡")
_AFTER_APOSTROPHE = re.compile(r"(?:s|t|re|ll|ve|d|m)\b")
_LOST_LETTER = r"\ufffd|(?<=[^\W\d_])\?(?=[a-zà-ž])|√(?=[^\x00-\x7f])"
"""A root before another sign is a letter of UTF-8 in Mac Roman, where ftfy does not know which."""
_ADDRESS = r"://|www\.|="


class Decoded(NamedTuple):
    """A text and how it was read.

    Parameters
    ----------
    text
        The text.
    encoding
        The name of the encoding it was read in; "" if none fits.
    other
        The text in the encoding that fits as well; "" if there is none.
    other_encoding
        Its name.
    """

    text: str
    encoding: str
    other: str = ""
    other_encoding: str = ""


def decoded(data: bytes) -> Decoded:
    """Return bytes that are not UTF-8 as text, in the encoding that makes most sense.

    Examples
    --------
    >>> decoded("Peña Center".encode("mac_roman")).text
    'Peña Center'
    """
    found: list[tuple[int, str, str]] = []
    for codec in CODECS:
        try:
            text = data.decode(codec)
        except UnicodeDecodeError:
            continue
        found.append((_oddness(text[:_SAMPLE]), codec, text))
    if not found:
        return Decoded("", "")
    found.sort(key=lambda each: each[0])
    (least, codec, text), *others = found
    strange = len(re.findall(_NOT_ASCII, text[:_SAMPLE]))
    if codec != "cp1252" and least * 3 > strange:
        return Decoded("", "")  # no encoding makes words of it
    as_odd = [each for each in others if each[0] == least and each[2] != text and least]
    if as_odd:
        return Decoded(text, CODECS[codec], as_odd[0][2], CODECS[as_odd[0][1]])
    return Decoded(text, CODECS[codec])


def _oddness(text: str) -> int:
    return sum(_odd(text, match.start()) for match in re.finditer(_NOT_ASCII, text))


def _odd(text: str, at: int) -> int:
    """Return how strange a character is where it stands, from 0."""
    sign, before, after = text[at], text[max(at - 1, 0) : at], text[at + 1 : at + 2]
    kind = unicodedata.category(sign)
    if kind[0] == "C":
        return 5
    inside = before.isalpha() and after.isalpha()
    if kind[0] == "L":
        # A large letter after a digit, too: Mac Roman's no-break space is Ê in Windows-1252.
        odd_case = (kind == "Lu" and (before.islower() or before.isdigit())) or (
            kind == "Ll" and before.isupper() and after.isupper()
        )
        return 3 if odd_case or sign in "ªº" else int(sign not in _LETTERS)
    if sign == "’" and inside:
        contraction = _AFTER_APOSTROPHE.match(text, at + 1)
        return 0 if before.isupper() or contraction else 1
    beside = before.isalpha() or after.isalpha()
    if inside or (beside and sign in "£¹²³º") or (before.isalpha() and sign in "¿¡"):
        return 3
    turned = (before.isalpha() and sign in "“‘«") or (after.isalpha() and sign in "”»")
    return 2 if turned else int(sign not in _SIGNS)


def mended(text: str) -> str:
    """Return a text whose letters earlier programs broke as it was before; "" if it is whole.

    It may have been broken more than once, and in a part of it only.

    Examples
    --------
    >>> mended("PeÃ±a Center"), mended("BÃƒÂ¼ro"), mended("Peña Center")
    ('Peña Center', 'Büro', '')
    """
    from ftfy import fix_encoding

    whole = fix_encoding(text)
    return whole if whole != text else ""


def lost_letters(text: str) -> bool:
    """Return whether a sign stands in a text where a letter was lost or broken.

    Examples
    --------
    >>> lost_letters("Pe?a Center"), lost_letters("Who?"), lost_letters("a.org/b?c=d")
    (True, False, False)
    """
    return bool(re.search(_LOST_LETTER, text)) and not re.search(_ADDRESS, text)

"""How wide a text is, where it breaks into lines, and which letters a font lacks."""

from __future__ import annotations

import re
import unicodedata
from functools import cache, lru_cache

from matplotlib import font_manager
from matplotlib.font_manager import FontProperties
from matplotlib.textpath import text_to_path

FAMILY = "DejaVu Sans"
FALLBACKS = (
    "Noto Sans CJK SC",
    "Noto Sans CJK JP",
    "Noto Sans SC",
    "Noto Sans JP",
    "Noto Sans KR",
    "Microsoft YaHei",
    "PingFang SC",
    "Hiragino Sans",
    "Malgun Gothic",
    "WenQuanYi Zen Hei",
    "Droid Sans Fallback",
    "Noto Sans Devanagari",
    "Noto Sans Bengali",
    "Noto Sans Tamil",
    "Noto Sans Ethiopic",
    "Noto Sans Thai",
    "Noto Sans Khmer",
    "Nirmala UI",
    "Leelawadee UI",
    "Ebrima",
    "Kohinoor Devanagari",
    "Arial Unicode MS",
)
"""Fonts for scripts that DejaVu Sans lacks, in the order they are tried."""


def clean(text: str) -> str:
    """Return `text` on one line, without characters that no font and no XML file can hold."""
    kept = "".join(
        " " if character.isspace() else character
        for character in text
        if character.isspace()
        or (unicodedata.category(character) not in ("Cc", "Cs") and character not in "\ufffe\uffff")
    )
    return " ".join(kept.split())


@cache
def _letters(family: str) -> frozenset[int]:
    path = font_manager.findfont(FontProperties(family=[family]))
    return frozenset(font_manager.get_font(path).get_charmap())


def missing(text: str, family: str = FAMILY) -> set[str]:
    """Return the characters of `text` that a font has no glyph for."""
    return {character for character in text if ord(character) not in _letters(family)}


@cache
def _installed() -> tuple[str, ...]:
    names = {font.name for font in font_manager.fontManager.ttflist}
    return tuple(family for family in FALLBACKS if family in names)


@lru_cache(maxsize=4096)
def families(text: str) -> tuple[str, ...]:
    """Return the fonts to set `text` in: DejaVu Sans and, where it lacks letters, installed ones.

    A fallback is named only when it is needed, because such fonts are large and slow to load.
    """
    needed = missing(text)
    found = [FAMILY]
    for family in _installed():
        if needed and (better := missing("".join(needed), family)) < needed:
            found.append(family)
            needed = better
    return tuple(found)


def unreadable(text: str) -> bool:
    """Return whether some letters of `text` are in no font that this computer is known to have."""
    lacking = missing(text)
    for family in families(text)[1:]:
        lacking = missing("".join(lacking), family)
    return bool(lacking)


@lru_cache(maxsize=16384)
def text_width(text: str, size: float, bold: bool = False) -> float:
    """Return the width of one line of text.

    Parameters
    ----------
    text
        The line.
    size
        Font size in points.
    bold
        Whether it is set in bold.

    Returns
    -------
    float
        Points. A letter that DejaVu Sans lacks counts as wide as the font size, so that the width
        does not depend on the fonts of the computer.
    """
    for character in missing(text):
        text = text.replace(character, "—")
    font = FontProperties(family=[FAMILY], size=size, weight="bold" if bold else "normal")
    width, _, _ = text_to_path.get_text_width_height_descent(text, font, ismath=False)
    return float(width)


def wrap(text: str, width: float, size: float, bold: bool = False) -> list[str]:
    """Break `text` into lines no wider than `width` points.

    It breaks between words, after a hyphen or slash where a word alone is too wide, and between
    letters where that is not enough. Nothing is left out.

    Examples
    --------
    >>> wrap("Identify and share promising practices", 130, 10)
    ['Identify and share', 'promising practices']
    """
    lines: list[str] = []
    line = ""
    for word in clean(text).split(" "):
        joined = f"{line} {word}" if line else word
        if text_width(joined, size, bold) <= width:
            line = joined
            continue
        if line:
            lines.append(line)
        *full, line = _pieces(word, width, size, bold)
        lines.extend(full)
    return [*lines, line] if line else lines


def wrap_with(
    text: str, ending: str, width: float, size: float, *, bold: bool = False
) -> list[str]:
    """Break `text` into lines like :func:`wrap`, then add an ending that stays on one line.

    Examples
    --------
    >>> wrap_with("Manage expectations", "– no evidence", 130, 10)
    ['Manage expectations', '– no evidence']
    """
    lines = wrap(text, width, size, bold)
    if lines and text_width(f"{lines[-1]} {ending}", size, bold) <= width:
        return [*lines[:-1], f"{lines[-1]} {ending}"]
    return [*lines, *wrap(ending, width, size, bold)]


def _pieces(word: str, width: float, size: float, bold: bool) -> list[str]:
    """Break one word that may be too wide by itself."""
    if text_width(word, size, bold) <= width:
        return [word]
    pieces = [""]
    for part in re.findall(r"[^-/]*[-/]|[^-/]+", word):
        if text_width(pieces[-1] + part, size, bold) <= width:
            pieces[-1] += part
            continue
        if pieces[-1]:
            pieces.append("")
        for letter in part:
            # A mark stays with the letter it belongs to.
            if unicodedata.category(letter).startswith("M"):
                pieces[-1] += letter
                continue
            if pieces[-1] and text_width(pieces[-1] + letter, size, bold) > width:
                pieces.append("")
            pieces[-1] += letter
    return pieces

"""How wide a text is in a picture, where it breaks into lines, and how high the lines are."""

from __future__ import annotations

import textwrap
import unicodedata
from collections.abc import Sequence
from functools import lru_cache

from matplotlib.font_manager import FontProperties
from matplotlib.textpath import text_to_path

from backbone_kg.showing.pictures import style


def clean(text: str) -> str:
    """Return `text` on one line, without characters that no font and no XML file can hold."""
    kept = (
        character
        for character in text
        if character.isspace()
        or (unicodedata.category(character) not in ("Cc", "Cs") and character not in "\ufffe\uffff")
    )
    return " ".join("".join(kept).split())


@lru_cache(maxsize=16384)
def text_width(text: str, size: float, bold: bool = False) -> float:
    """Return the width of one line of text in points.

    A letter that DejaVu Sans lacks counts as wide as the font size, so that the width does not
    depend on the fonts of the computer.
    """
    known = "".join(one if ord(one) in style.letters(style.FAMILY) else "—" for one in text)
    font = FontProperties(family=style.FAMILY, size=size, weight="bold" if bold else "normal")
    return float(text_to_path.get_text_width_height_descent(known, font, ismath=False)[0])


def wrap(text: str, width: float, size: float, *, bold: bool = False, most: int = 0) -> list[str]:
    """Break `text` into lines no wider than `width` points, into at most `most` if it is given.

    Examples
    --------
    >>> wrap("Identify and share promising practices", 130, 10)
    ['Identify and share', 'promising practices']
    >>> wrap("Identify and share promising practices", 130, 10, most=1)
    ['Identify and share…']
    """
    text = clean(text)
    whole = text_width(text, size, bold)
    if whole <= width:
        return [text] if text else []
    letters = max(1, int(1.3 * len(text) * width / whole))
    lines = textwrap.wrap(text, letters)
    while letters > 1 and max(text_width(line, size, bold) for line in lines) > width:
        letters -= 1
        lines = textwrap.wrap(text, letters)
    if most and len(lines) > most:
        last = lines[most - 1]
        while last and text_width(f"{last}…", size, bold) > width:
            last = last[:-1].rstrip()
        return [*lines[: most - 1], f"{last}…"]
    return lines


def block_height(lines: Sequence[str], size: float) -> float:
    """Return how many points a block of lines takes."""
    return len(lines) * size * style.LEADING

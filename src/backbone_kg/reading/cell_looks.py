"""How cells of a workbook look: formats that show less or more than is stored, strikes.

A date that is shown as ``Sep-25`` or ``2025`` was typed as a month or a year; a number that is
shown as ``US-EIN-01-2345678`` is that text. The values that python-calamine reads do not tell.
"""

from __future__ import annotations

import datetime
import re
from dataclasses import dataclass, field

from backbone_kg.base.cells import CellValue, ShownDate, ShownNumber
from backbone_kg.base.partial_dates import MONTHS
from backbone_kg.reading.packages import elements

_BUILT_IN = {16: "d-mmm", 17: "mmm-yy"}
"""The formats without a day or a year that have a number and no text in the file."""
_LITERALS = re.compile(r'"([^"]*)"|\\(.)|_.|\*.|\[[^\]]*\]')
_PLACES = "0#?"


@dataclass(frozen=True, slots=True)
class Looks:
    """What the styles of a workbook say of looks, by the name of the style.

    Parameters
    ----------
    dates
        Which parts of a date are shown, of ``y``, ``m`` and ``d``, where not all are.
    numbers
        The format of numbers that are shown with letters, hyphens or leading zeros.
    struck
        The styles that strike a text through.
    """

    dates: dict[str, str] = field(default_factory=dict)
    numbers: dict[str, str] = field(default_factory=dict)
    struck: frozenset[str] = frozenset()

    @property
    def told(self) -> frozenset[str]:
        """All styles of which something is to be told."""
        return frozenset(self.dates) | frozenset(self.numbers) | self.struck


def looks_of(styles: bytes) -> Looks:
    """Return what the part ``xl/styles.xml`` of an Excel workbook says of looks.

    A style goes by its number, as text.
    """
    if not styles:
        return Looks()
    codes = dict(_BUILT_IN)
    fonts: list[bool] = []
    formats: list[tuple[int, int]] = []
    for where, said in elements(styles):
        if where == "numFmts/numFmt":
            codes[int(said.get("numFmtId", "0"))] = said.get("formatCode", "")
        elif where == "fonts/font":
            fonts.append(False)
        elif where == "fonts/font/strike":
            fonts[-1] = said.get("val", "1") not in {"0", "false"}
        elif where == "cellXfs/xf":
            formats.append((int(said.get("numFmtId", "0")), int(said.get("fontId", "0"))))
    struck = {n for n, is_struck in enumerate(fonts) if is_struck}
    shown = {str(n): codes.get(code, "").partition(";")[0] for n, (code, _) in enumerate(formats)}
    dates = {style: parts for style, code in shown.items() if (parts := date_parts(code))}
    return Looks(
        dates,
        {style: code for style, code in shown.items() if style not in dates and shows_text(code)},
        frozenset(str(n) for n, (_, font) in enumerate(formats) if font in struck),
    )


def date_parts(code: str) -> str:
    """Return which parts of a date a format shows; "" if all, or if it shows no date.

    Examples
    --------
    >>> date_parts("mmm-yy"), date_parts("yyyy"), date_parts("d mmm"), date_parts("yyyy-mm-dd")
    ('ym', 'y', 'md', '')
    """
    letters = _LITERALS.sub("", code).lower()
    if "h" in letters or "s" in letters or not set(letters) & set("ymd"):
        return ""
    shown = "".join(part for part in "ymd" if part in letters)
    plain = set(letters) <= set("ymd -/.,")
    return shown if plain and shown in {"y", "ym", "m", "md"} else ""


def shows_text(code: str) -> bool:
    """Return whether a format shows a whole number as a text, such as ``"US-EIN-"00-0000000``.

    Examples
    --------
    >>> shows_text("00000"), shows_text('"US-EIN-"00-0000000'), shows_text("0.00"), shows_text("0")
    (True, True, False, False)
    """
    bare = _LITERALS.sub("", code)
    if not set(bare) & set(_PLACES) or not set(bare) <= set(_PLACES + " -/()"):
        return False
    literal = "".join(one or other for one, other in _LITERALS.findall(code))
    return bare.count("0") > 1 or bool(literal.strip()) or bool(set(bare) & set("-/"))


def number_as_shown(number: float, code: str) -> str:
    """Return a whole number as a format shows it.

    Examples
    --------
    >>> number_as_shown(12345678, '"US-EIN-"00-0000000'), number_as_shown(712, "00000")
    ('US-EIN-01-2345678', '00712')
    """
    pieces: list[tuple[str, bool]] = []
    rest = code
    while rest:
        literal = _LITERALS.match(rest)
        if literal:
            pieces.append((literal[1] or literal[2] or "", False))
            rest = rest[literal.end() :]
        else:
            pieces.append((rest[0], rest[0] in _PLACES))
            rest = rest[1:]
    digits = list(str(abs(int(number))))
    shown: list[str] = []
    places = sum(is_place for _, is_place in pieces)
    for text, is_place in reversed(pieces):
        if not is_place:
            shown.append(text)
            continue
        places -= 1
        shown.append(digits.pop() if digits else "0" * (text == "0"))
        if not places:
            shown.append("".join(digits))
    return "-" * (number < 0) + "".join(reversed(shown)).strip()


def as_shown(value: CellValue, style: str, looks: Looks) -> CellValue:
    """Return a cell as it is shown, where that is not what is stored."""
    if isinstance(value, datetime.date) and (parts := looks.dates.get(style)):
        month = MONTHS[value.month - 1]
        texts = {
            "y": f"{value.year}",
            "ym": f"{value.year}-{value.month:02}",
            "m": month,
            "md": f"{month} {value.day}",
        }
        return ShownDate(texts[parts], value.isoformat()[:10])
    whole = isinstance(value, int | float) and not isinstance(value, bool) and value == int(value)
    if whole and (code := looks.numbers.get(style)):
        assert isinstance(value, int | float)
        return ShownNumber(value, number_as_shown(value, code))
    return value

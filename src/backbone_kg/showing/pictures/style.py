"""Colors, sizes, fonts and the settings that every picture is drawn with."""

from __future__ import annotations

import logging
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import cache
from typing import Any, Final

import matplotlib as mpl
from matplotlib import font_manager
from matplotlib.font_manager import FontProperties
from matplotlib.path import Path
from matplotlib.textpath import TextPath
from matplotlib.transforms import Affine2D

from backbone_kg.analysis.analysis_results import LoadVerdict, RoleState

# Hues are from Okabe and Ito's palette or darker shades of it. Within each of the two sets the
# lightness also falls in steps, so that a gray print and a color-blind reader keep the order.
INK = "#1a1a1a"
SOFT = "#4a4a4a"
FAINT = "#767676"
LINE = "#d6d6d6"
LINK = "#8a9bab"
BAND = "#ececec"
PAPER = "#ffffff"
ALARM = "#a33b00"
STATE_COLOR: Final[dict[RoleState, str]] = {
    RoleState.SHARED: "#00507d",
    RoleState.HELD: "#e69f00",
    RoleState.UNFILLED: PAPER,
    RoleState.NO_EVIDENCE: "#dddddd",
    RoleState.NOT_OURS: PAPER,
}
VERDICT_COLOR: Final[dict[LoadVerdict, str]] = {
    LoadVerdict.OVERLOADED: ALARM,
    LoadVerdict.MORE_THAN_MOST: "#e69f00",
    LoadVerdict.WITHIN: "#56b4e9",
    LoadVerdict.UNKNOWN: "#e4e4e4",
    LoadVerdict.HOLDS_NOTHING: "#e4e4e4",
}

FRAME: Final[dict[str, Any]] = {
    "marker": "s", "markersize": 14.0, "markerfacecolor": "none", "markeredgecolor": INK,
    "markeredgewidth": 1.8, "linestyle": "none",
}  # fmt: skip
"""What stands around the mark of the only holder of a role."""

DARK: Final = 0.65
"""From this part of a scale on, writing on its shade is white."""


def shade(part: float) -> tuple[float, float, float]:
    """Return the shade of a part of a scale, 0 (light) to 1 (dark); lightness falls with it."""
    light, dark = (0.87, 0.92, 0.96), (0.0, 0.25, 0.42)
    red, green, blue = (one + (two - one) * part for one, two in zip(light, dark, strict=True))
    return red, green, blue


# Sizes are in points. A picture is about 720 points wide and is often printed at 500, so nothing
# is set smaller than 8.5.
TITLE = 16.0
HEADING = 11.5
BODY = 10.5
SMALL = 9.0
LEADING = 1.25
MARGIN = 18.0
WIDTH = 720.0
SMALL_PRINT: Final[dict[str, Any]] = {"size": SMALL, "color": SOFT}
FAMILY = "DejaVu Sans"
FALLBACKS = (
    *("Noto Sans CJK SC", "Noto Sans CJK JP", "Noto Sans SC", "Noto Sans JP", "Noto Sans KR"),
    *("Microsoft YaHei", "PingFang SC", "Hiragino Sans", "Malgun Gothic", "WenQuanYi Zen Hei"),
    *("Droid Sans Fallback", "Noto Sans Devanagari", "Noto Sans Bengali", "Noto Sans Tamil"),
    *("Noto Sans Ethiopic", "Noto Sans Thai", "Noto Sans Khmer", "Nirmala UI", "Leelawadee UI"),
    *("Ebrima", "Kohinoor Devanagari", "Arial Unicode MS", "Segoe UI Emoji", "Noto Emoji"),
)
"""Fonts for scripts that DejaVu Sans lacks, in the order they are tried."""

_SETTINGS: Final[dict[Any, Any]] = {
    "axes.linewidth": 0.8,
    "hatch.linewidth": 1.0,
    "path.simplify": False,
    # Text stays text: it can be searched, copied and read aloud, and the file is a third the size.
    "svg.fonttype": "none",
    "svg.hashsalt": "backbone-kg",
    "pdf.fonttype": 42,
    # Hinted letters are up to 3% wider on a screen than the layout reckons with.
    "text.hinting": "none",
    "text.usetex": False,
    # A name may hold dollar signs.
    "text.parse_math": False,
}


@contextmanager
def settings(fonts: Sequence[str] = (FAMILY,)) -> Iterator[None]:
    """Draw with the settings of this package, whatever the user's own matplotlib settings are."""
    # A fallback without bold letters is good enough; matplotlib would say so on each use.
    log = logging.getLogger("matplotlib.font_manager")
    level = log.level
    log.setLevel(logging.ERROR)
    with mpl.rc_context():
        mpl.rcdefaults()
        mpl.rcParams.update({**_SETTINGS, "font.family": list(fonts), "font.size": BODY})
        try:
            yield
        finally:
            log.setLevel(level)


@cache
def letters(family: str) -> frozenset[int]:
    """Return the characters that a font has, as numbers."""
    path = font_manager.findfont(FontProperties(family=[family]))
    return frozenset(font_manager.get_font(path).get_charmap())


def fonts_for(text: str) -> tuple[tuple[str, ...], bool]:
    """Return the fonts to set a text in, and whether each of its letters is in one of them.

    A fallback is named only when it is needed, because such fonts are large and slow to load.
    """
    fonts, lacking = [FAMILY], {ord(one) for one in text if not one.isspace()} - letters(FAMILY)
    if lacking:
        installed = {font.name for font in font_manager.fontManager.ttflist}
        for family in filter(installed.__contains__, FALLBACKS):
            if lacking & letters(family):
                fonts.append(family)
                lacking -= letters(family)
    return tuple(fonts), not lacking


def _question_mark() -> Path:
    with settings():
        sign = TextPath((0, 0), "?", size=1)
    box = sign.get_extents()
    middle = ((box.x0 + box.x1) / 2, (box.y0 + box.y1) / 2)
    return sign.transformed(Affine2D().translate(-middle[0], -middle[1]))


STATE_SIGN: Final[dict[RoleState, dict[str, Any]]] = {
    RoleState.SHARED: {"marker": "o", "markerfacecolor": STATE_COLOR[RoleState.SHARED]},
    RoleState.HELD: {
        "marker": "o",
        "fillstyle": "left",
        "markerfacecolor": STATE_COLOR[RoleState.HELD],
        "markerfacecoloralt": PAPER,
    },
    RoleState.UNFILLED: {
        "marker": "o",
        "markerfacecolor": PAPER,
        "markeredgecolor": ALARM,
        "markeredgewidth": 2.0,
    },
    RoleState.NO_EVIDENCE: {
        "marker": _question_mark(),
        "markerfacecolor": SOFT,
        "markeredgecolor": SOFT,
        "markeredgewidth": 0.3,
    },
    RoleState.NOT_OURS: {"marker": "_", "markeredgecolor": FAINT, "markeredgewidth": 2.0},
}
"""How matplotlib draws the sign of each state; they are told apart without color."""
for _sign in STATE_SIGN.values():
    _sign.update(
        {"linestyle": "none", "markersize": 11.0}
        | {"markeredgecolor": INK, "markeredgewidth": 1.1}
        | _sign
    )

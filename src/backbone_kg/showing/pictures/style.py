"""Colors, sizes and the settings that every picture is drawn with."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import matplotlib as mpl

from backbone_kg.analysis.results import LoadVerdict, RoleState

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

STATE_COLOR: dict[RoleState, str] = {
    RoleState.SHARED: "#00507d",
    RoleState.HELD: "#e69f00",
    RoleState.UNFILLED: PAPER,
    RoleState.NO_EVIDENCE: "#dddddd",
    RoleState.NOT_OURS: PAPER,
}
VERDICT_COLOR: dict[LoadVerdict, str] = {
    LoadVerdict.OVERLOADED: ALARM,
    LoadVerdict.MORE_THAN_MOST: "#e4e4e4",
    LoadVerdict.HOLDS_NOTHING: "#e4e4e4",
    LoadVerdict.WITHIN: "#56b4e9",
    LoadVerdict.UNKNOWN: "#e4e4e4",
}

# Sizes are in points. A picture is about 720 points wide and is often printed at 500, so nothing
# is set smaller than 8.5.
TITLE = 16.0
HEADING = 11.5
BODY = 10.5
SMALL = 9.0
LEADING = 1.22
MARGIN = 18.0
WIDTH = 720.0
MOST_PARTNERS = 60
"""Partners that a picture draws one by one; the rest are drawn as one and said in words."""

SETTINGS: dict[Any, Any] = {
    "font.family": ["DejaVu Sans"],
    "hatch.linewidth": 1.0,
    "path.simplify": False,
    # Text stays text: it can be searched, copied and read aloud, and the file is a third the size.
    # Its widths are fixed when the file is written, so it cannot run into its neighbors.
    "svg.fonttype": "none",
    "svg.hashsalt": "backbone-kg",
    "pdf.fonttype": 42,
    # Hinted letters are up to 3% wider on a screen than the layout reckons with.
    "text.hinting": "none",
    "text.usetex": False,
    "text.parse_math": False,
}


@contextmanager
def drawing_settings() -> Iterator[None]:
    """Draw with the settings of this package, whatever the user's own matplotlib settings are."""
    with mpl.rc_context():
        mpl.rcdefaults()
        mpl.rcParams.update(SETTINGS)
        yield

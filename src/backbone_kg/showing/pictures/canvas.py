"""A sheet to draw on, measured in points from its top left corner."""

from __future__ import annotations

import warnings
import zlib
from collections.abc import Sequence
from typing import Any, Literal

from matplotlib.artist import Artist
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from matplotlib.patches import PathPatch, Rectangle
from matplotlib.path import Path
from matplotlib.text import Text

from backbone_kg.showing.pictures import style
from backbone_kg.showing.pictures.lettering import clean, families, text_width, unreadable, wrap

POINTS_PER_INCH = 72.0
UNREADABLE = "letters-without-a-font"
"""Identifier of the remark about such letters; it does not hold for SVG, which names no glyphs."""

Point = tuple[float, float]


class Picture(Figure):
    """A figure that is drawn alike on every computer and knows its own text alternative.

    Parameters
    ----------
    width, height
        Points.
    title, description
        What it says, in words; a notebook shows them with the picture.
    """

    def __init__(self, width: float, height: float, *, title: str, description: str) -> None:
        super().__init__(
            figsize=(width / POINTS_PER_INCH, height / POINTS_PER_INCH), facecolor=style.PAPER
        )
        FigureCanvasAgg(self)
        self.title = title
        self.description = description

    def draw(self, renderer: Any) -> None:
        """Draw with this package's settings; letters without a glyph become boxes, silently.

        The picture itself says so in its small print.
        """
        with style.drawing_settings(), warnings.catch_warnings():
            warnings.filterwarnings("ignore", message=r"Glyph \d+ .* missing from")
            warnings.filterwarnings("ignore", message=r"Matplotlib currently does not support")
            super().draw(renderer)

    def _repr_html_(self) -> str:
        from backbone_kg.showing.pictures.saving import svg

        prefix = f"picture-{zlib.crc32((self.title + self.description).encode()):08x}-"
        return svg(self, title=self.title, description=self.description, prefix=prefix)


class Page:
    """Collects what is drawn while the height is still unknown; later things lie on earlier ones.

    Parameters
    ----------
    width
        Points.
    """

    def __init__(self, width: float) -> None:
        self.width = width
        self.unreadable = False
        self._artists: list[Artist] = []

    def add(self, artist: Artist, label: str = "") -> None:
        """Put an artist on the page; `label` says what it stands for and is not shown."""
        artist.set_label(label)
        artist.set_zorder(len(self._artists))
        artist.set_clip_on(False)
        self._artists.append(artist)

    def text(
        self,
        x: float,
        y: float,
        text: str,
        *,
        size: float = style.BODY,
        bold: bool = False,
        color: str = style.INK,
        align: Literal["left", "center", "right"] = "left",
        turn: float = 0.0,
        label: str = "",
    ) -> None:
        """Write one line with its baseline at `y`, turned by `turn` degrees counterclockwise."""
        text = clean(text)
        self.unreadable = self.unreadable or unreadable(text)
        artist = Text(
            x,
            y,
            text,
            fontsize=size,
            fontweight="bold" if bold else "normal",
            fontfamily=list(families(text)),
            color=color,
            ha=align,
            va="baseline",
            rotation=turn,
            rotation_mode="anchor",
            parse_math=False,
        )
        self.add(artist, label)

    def block(
        self,
        x: float,
        y: float,
        lines: Sequence[str],
        *,
        size: float = style.BODY,
        bold: bool = False,
        color: str = style.INK,
        align: Literal["left", "center", "right"] = "left",
        label: str = "",
    ) -> float:
        """Write lines below each other from the top `y` down; return where they end."""
        for line in lines:
            self.text(
                x, y + size, line, size=size, bold=bold, color=color, align=align, label=label
            )
            y += size * style.LEADING
        return y

    def paragraph(
        self,
        x: float,
        y: float,
        text: str,
        *,
        size: float = style.BODY,
        bold: bool = False,
        color: str = style.INK,
        width: float | None = None,
    ) -> float:
        """Write text that breaks at `width` (by default the right margin); return its end."""
        room = self.width - style.MARGIN - x if width is None else width
        return self.block(x, y, wrap(text, room, size, bold), size=size, bold=bold, color=color)

    def rectangle(
        self,
        x: float,
        y: float,
        width: float,
        height: float,
        *,
        fill: str = "none",
        edge: str = "none",
        line: float = 0.0,
        hatch: str | None = None,
        label: str = "",
    ) -> None:
        """Draw a rectangle whose top left corner is at (`x`, `y`); `line` is its edge's width."""
        patch = Rectangle((x, y), width, height, facecolor=fill, edgecolor=edge, linewidth=line)
        if hatch:
            patch.set_hatch(hatch)
        patch.set_joinstyle("miter")
        self.add(patch, label)

    def strokes(
        self,
        paths: Sequence[Sequence[Point]],
        *,
        color: str = style.INK,
        line: float = 1.0,
        dashes: Sequence[float] = (),
        curved: bool = False,
        label: str = "",
    ) -> None:
        """Draw open lines as one thing; with `curved`, four points each make a Bézier curve."""
        if not paths:
            return
        following = Path.CURVE4 if curved else Path.LINETO
        vertices = [point for path in paths for point in path]
        codes = [code for path in paths for code in [Path.MOVETO, *[following] * (len(path) - 1)]]
        patch = PathPatch(Path(vertices, codes), fill=False, edgecolor=color, linewidth=line)
        if dashes:
            patch.set_linestyle((0, tuple(dashes)))
        self.add(patch, label)

    def heading(self, title: str, subtitle: str) -> float:
        """Write the title and the line below it; return where they end."""
        y = self.paragraph(style.MARGIN, style.MARGIN - 4, title, size=style.TITLE, bold=True)
        return self.paragraph(style.MARGIN, y + 2, subtitle, color=style.SOFT) + 10

    def small_print(self, y: float, paragraphs: Sequence[str]) -> float:
        """Write the small print; return where it ends."""
        for paragraph in paragraphs:
            y = self.paragraph(style.MARGIN, y, paragraph, size=style.SMALL, color=style.SOFT) + 2
        if self.unreadable:
            remark = (
                "Some names are in a script that this computer has no font for: they are boxes "
                "here, and letters in the SVG file and in the HTML report."
            )
            for line in wrap(remark, self.width - 2 * style.MARGIN, style.SMALL):
                self.text(
                    style.MARGIN, y + style.SMALL, line, size=style.SMALL, color=style.SOFT,
                    label=UNREADABLE,
                )  # fmt: skip
                y += style.SMALL * style.LEADING
        return y

    def figure(self, height: float, *, title: str, description: str) -> Picture:
        """Return the picture, cut off at `height` points."""
        picture = Picture(self.width, height, title=title, description=description)
        axes = picture.add_axes((0.0, 0.0, 1.0, 1.0))
        axes.set_axis_off()
        axes.set_xlim(0.0, self.width)
        axes.set_ylim(height, 0.0)
        for artist in self._artists:
            axes.add_artist(artist)
        for number, artist in enumerate(a for a in self._artists if a.get_label() == UNREADABLE):
            artist.set_gid(f"{UNREADABLE}-{number}")
        return picture


def flow(page: Page, y: float, widths: Sequence[float], gap: float = 18.0) -> list[Point]:
    """Return the places of things of the given widths, side by side in rows 17 points apart."""
    places: list[Point] = []
    x = style.MARGIN
    for width in widths:
        if places and x + width > page.width - style.MARGIN:
            x, y = style.MARGIN, y + 17.0
        places.append((x, y))
        x += width + gap
    return places


def baseline(middle: float, size: float) -> float:
    """Return the baseline at which capitals of a font size are centered on `middle`."""
    return middle + 0.365 * size


def block_height(lines: Sequence[str], size: float) -> float:
    """Return how many points a block of lines takes."""
    return len(lines) * size * style.LEADING


def widest(lines: Sequence[str], size: float, bold: bool = False) -> float:
    """Return the width of the widest line in points, 0 when there is none."""
    return max((text_width(clean(line), size, bold) for line in lines), default=0.0)

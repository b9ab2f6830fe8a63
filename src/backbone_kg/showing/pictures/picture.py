"""A picture: a figure that says in words what it shows, and shows itself in a notebook."""

from __future__ import annotations

import warnings
import zlib
from collections.abc import Sequence
from typing import Any

from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure

from backbone_kg.showing.pictures import style
from backbone_kg.showing.pictures.saving import svg
from backbone_kg.showing.pictures.text_metrics import block_height


class Picture(Figure):
    """A figure that is drawn alike on every computer and knows its own text alternative.

    Parameters
    ----------
    width, height
        Points.
    title, description
        What it says, in words; a notebook shows them with the picture.
    fonts
        The fonts that its letters are in.
    """

    def __init__(
        self, width: float, height: float, *, title: str, description: str, fonts: Sequence[str]
    ) -> None:
        super().__init__(figsize=(width / 72, height / 72), facecolor=style.PAPER)
        FigureCanvasAgg(self)
        self.title, self.description, self.fonts = title, description, fonts

    def draw(self, renderer: Any) -> None:
        """Draw with this package's settings; letters without a glyph become boxes, silently.

        The picture itself says so in its small print.
        """
        with style.settings(self.fonts), warnings.catch_warnings():
            warnings.filterwarnings("ignore", message=r"Glyph \d+ .* missing from")
            warnings.filterwarnings("ignore", message=r"Matplotlib currently does not support")
            super().draw(renderer)

    def block(
        self, y: float, lines: Sequence[str], size: float, *, gap: float = 4.0, **more: Any
    ) -> float:
        """Write lines from `y` points below the top down; return where they end."""
        width, height = (72 * inches for inches in self.get_size_inches())
        if lines:
            self.text(
                *(style.MARGIN / width, 1 - y / height, "\n".join(lines)),
                **{"va": "top", "fontsize": size, "linespacing": 1.3, "color": style.SOFT, **more},
            )
        return y + block_height(lines, size) + gap

    def _repr_html_(self) -> str:
        prefix = f"picture-{zlib.crc32((self.title + self.description).encode()):08x}-"
        return svg(self, prefix=prefix)

"""What tests see of pictures, and what holds for every picture."""

from __future__ import annotations

from collections import Counter
from itertools import combinations
from typing import Any

from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.text import Text

import backbone_kg
from backbone_kg.showing.pictures import Picture, style


def drawn(result: Any, kind: Any = None) -> Picture:
    """Draw a picture of a result."""
    picture = backbone_kg.plot(result, kind)
    assert isinstance(picture, Picture)
    return picture


def marks(picture: Picture) -> Counter[str]:
    """What the artists stand for, and how many there are of each."""
    return Counter(str(artist.get_label()) for artist in picture.axes[0].get_children())


def shown_texts(picture: Picture) -> list[Text]:
    """The texts that are not blank, in the order they were written."""
    return [t for t in picture.findobj(Text) if isinstance(t, Text) and t.get_text()]


def texts(picture: Picture, label: str = "") -> list[str]:
    """The texts of one kind, their lines joined, in the order they were written."""
    found = shown_texts(picture)
    return [t.get_text().replace("\n", " ") for t in found if label in ("", t.get_label())]


def check_sizes(picture: Picture) -> None:
    """Make sure that nothing is too small to print, and that the title is the largest text."""
    found = shown_texts(picture)
    assert min(float(t.get_fontsize()) for t in found) >= 9.0
    (largest,) = [t for t in found if t.get_fontsize() == style.TITLE]
    assert largest.get_text().replace("\n", " ") == picture.title


def check_texts(picture: Picture) -> None:
    """Make sure that no text lies on another or outside the picture."""
    canvas = picture.canvas
    assert isinstance(canvas, FigureCanvasAgg)
    picture.draw_without_rendering()
    renderer = canvas.get_renderer()  # type: ignore[no-untyped-call]
    with style.settings(picture.fonts):
        boxes = [(t.get_text(), t.get_window_extent(renderer)) for t in shown_texts(picture)]
    width, height = picture.get_size_inches() * picture.dpi
    for text, box in boxes:
        assert 0 <= box.x0 <= box.x1 <= width, text
        assert 0 <= box.y0 <= box.y1 <= height, text
    # The boxes hold room for the tallest letters; lines may share a point of it.
    for (one, a), (two, b) in combinations(boxes, 2):
        apart = a.x1 <= b.x0 + 1 or b.x1 <= a.x0 + 1 or a.y1 <= b.y0 + 1 or b.y1 <= a.y0 + 1
        assert apart, (one, two)


def luminance(color: str) -> float:
    """Return the relative luminance of ``#rrggbb`` as WCAG 2 defines it, 0 to 1."""
    parts = [int(color[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue

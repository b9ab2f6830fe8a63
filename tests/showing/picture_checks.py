"""What holds for every picture."""

from __future__ import annotations

from itertools import combinations

from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.text import Text

from backbone_kg.showing.pictures import Picture, style


def check_texts(picture: Picture) -> None:
    """Make sure that no text lies on another or outside the picture."""
    canvas = picture.canvas
    assert isinstance(canvas, FigureCanvasAgg)
    picture.draw_without_rendering()
    renderer = canvas.get_renderer()  # type: ignore[no-untyped-call]
    with style.settings(picture.fonts):
        boxes = [
            (text.get_text(), text.get_window_extent(renderer))
            for text in picture.findobj(Text)
            if isinstance(text, Text) and text.get_text()
        ]
    width, height = picture.get_size_inches() * picture.dpi
    for text, box in boxes:
        assert 0 <= box.x0 <= box.x1 <= width, text
        assert 0 <= box.y0 <= box.y1 <= height, text
    # The boxes hold room for the tallest letters; lines may share a point of it.
    for (one, a), (two, b) in combinations(boxes, 2):
        apart = a.x1 <= b.x0 + 1 or b.x1 <= a.x0 + 1 or a.y1 <= b.y0 + 1 or b.y1 <= a.y0 + 1
        assert apart, (one, two)

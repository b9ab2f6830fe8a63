"""No text of any picture lies on another or outside; no two fills look alike in gray."""

from __future__ import annotations

from collections.abc import Callable
from itertools import combinations, pairwise
from typing import Any

import matplotlib as mpl
import pytest
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.colors import to_rgb
from matplotlib.figure import Figure
from matplotlib.text import Text

from backbone_kg.analysis.results import Analysis, LoadVerdict, RoleState
from backbone_kg.showing import pictures
from backbone_kg.showing.pictures import lettering, style

Draw = Callable[[str, Analysis], pictures.Picture]
KINDS = pytest.mark.parametrize("kind", list(pictures.KINDS))


def boxes(figure: Figure) -> list[tuple[Text, float, float, float, float]]:
    """Every text with its left, bottom, right and top edge in points."""
    canvas = figure.canvas
    assert isinstance(canvas, FigureCanvasAgg)
    canvas.draw()  # type: ignore[no-untyped-call]
    renderer = canvas.get_renderer()  # type: ignore[no-untyped-call]
    scale = 72 / figure.dpi
    with style.drawing_settings():
        return [
            (text, box.x0 * scale, box.y0 * scale, box.x1 * scale, box.y1 * scale)
            for text in figure.findobj(Text)
            if isinstance(text, Text) and text.get_text()
            for box in [text.get_window_extent(renderer)]
        ]


@KINDS
def test_no_text_lies_on_another_or_outside_the_picture(
    draw: Draw, kind: str, sample: Analysis
) -> None:
    figure = draw(kind, sample)
    found = [box for box in boxes(figure) if box[0].get_label() != "query"]
    assert found
    width, height = (72 * inches for inches in figure.get_size_inches())
    for text, left, bottom, right, top in found:
        assert left >= 0, text
        assert bottom >= 0, text
        assert right <= width, text
        assert top <= height, text
    # The boxes hold room for the tallest letters; lines may share half a point of it.
    slack = 0.5
    for (one, l1, b1, r1, t1), (two, l2, b2, r2, t2) in combinations(found, 2):
        apart = r1 <= l2 + slack or r2 <= l1 + slack or t1 <= b2 + slack or t2 <= b1 + slack
        assert apart, (one.get_text(), two.get_text())


@KINDS
def test_no_text_is_too_small_to_print(draw: Draw, kind: str, sample: Analysis) -> None:
    figure = draw(kind, sample)
    texts = [t for t in figure.findobj(Text) if isinstance(t, Text) and t.get_text()]
    assert min(float(t.get_fontsize()) for t in texts) >= 9.0


@KINDS
def test_the_title_is_the_answer(draw: Draw, kind: str, sample: Analysis) -> None:
    figure = draw(kind, sample)
    texts = [t for t in figure.findobj(Text) if isinstance(t, Text)]
    title = " ".join(t.get_text() for t in texts if t.get_fontsize() == style.TITLE)
    assert title.replace(" ", "") == pictures.headline(kind, sample).replace(" ", "")


@KINDS
def test_names_are_shown_as_they_are_written(
    draw: Draw, kind: str, samples: dict[str, Analysis]
) -> None:
    figure = draw(kind, samples["long names"])
    texts = [t for t in figure.findobj(Text) if isinstance(t, Text)]
    assert "Costs $5 & <more> than_$10^2" in [t.get_text() for t in texts]
    assert not any(t.get_parse_math() for t in texts if t.get_text())


@KINDS
def test_letters_without_a_font_are_admitted(
    monkeypatch: pytest.MonkeyPatch, kind: str, samples: dict[str, Analysis]
) -> None:
    monkeypatch.setattr(lettering, "_installed", tuple)
    lettering.families.cache_clear()
    remark = "Some names are in a script that this computer has no font for"
    for name, expected in (("scripts", True), ("small", False)):
        texts = pictures.KINDS[kind](samples[name]).findobj(Text)
        found = any(isinstance(t, Text) and t.get_text().startswith(remark) for t in texts)
        assert found is expected
    lettering.families.cache_clear()


@KINDS
def test_the_settings_of_the_user_are_left_alone_and_leave_it_alone(
    kind: str, samples: dict[str, Analysis]
) -> None:
    def picture() -> str:
        figure = pictures.KINDS[kind](samples["five states"])
        return pictures.svg(figure, title="t", description="d", prefix="p-")

    usual = picture()
    odd: dict[Any, Any] = {
        "font.size": 33,
        "hatch.linewidth": 7,
        "patch.linewidth": 9,
        "savefig.bbox": "tight",
    }
    with mpl.rc_context(odd):
        before = dict(mpl.rcParams)
        assert picture() == usual
        assert dict(mpl.rcParams) == before


def lightness(color: str) -> float:
    """CIE L*, 0 for black and 100 for white."""
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in to_rgb(color)]
    luminance = 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
    return 116 * luminance ** (1 / 3) - 16 if luminance > 0.008856 else 903.3 * luminance


def test_fills_stay_apart_in_gray() -> None:
    states = [RoleState.SHARED, RoleState.HELD, RoleState.NO_EVIDENCE, RoleState.NOT_OURS]
    verdicts = [LoadVerdict.OVERLOADED, LoadVerdict.WITHIN, LoadVerdict.UNKNOWN]
    for colors in (
        [style.STATE_COLOR[state] for state in states],
        [style.VERDICT_COLOR[verdict] for verdict in verdicts],
    ):
        steps = [lightness(color) for color in colors]
        assert all(light - dark >= 10 for dark, light in pairwise(steps))


def test_text_has_the_contrast_that_readers_with_low_vision_need() -> None:
    """WCAG 2.2 asks for 4.5 to 1, against the darkest ground that text stands on."""

    def luminance(color: str) -> float:
        return ((lightness(color) + 16) / 116) ** 3

    for ink in (style.INK, style.SOFT, style.ALARM):
        assert (luminance(style.BAND) + 0.05) / (luminance(ink) + 0.05) >= 4.5

"""The share bars: how the work is spread over the partners, beside an equal share."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Any, Final

from matplotlib.artist import Artist
from matplotlib.axes import Axes

from backbone_kg.analysis.analysis_results import Analysis, PartnerLoad
from backbone_kg.analysis.concentration import Concentration
from backbone_kg.base.numbers_and_lists import percent, plural, share
from backbone_kg.showing.answers import listing_sentence, nothing_known
from backbone_kg.showing.caveats import caveats
from backbone_kg.showing.holder_lists import ONE_BY_ONE
from backbone_kg.showing.pictures import style
from backbone_kg.showing.pictures.drawing import box, write
from backbone_kg.showing.pictures.picture import Picture
from backbone_kg.showing.pictures.sheet import (
    about_line,
    all_text,
    idle_remark,
    legend,
    not_counted,
    plain_sheet,
)
from backbone_kg.showing.pictures.text_metrics import block_height, wrap
from backbone_kg.showing.topics.concentration import half, largest, left_out

NAME = 225.0
WORDS = 130.0
LEFT = style.MARGIN + NAME + 8.0
RIGHT = style.WIDTH - style.MARGIN - WORDS
TOP = 30.0
_HALF: Final[dict[str, Any]] = {
    "facecolor": "#00507d", "edgecolor": style.INK, "linewidth": 0.8,
}  # fmt: skip
_REST: Final[dict[str, Any]] = {
    "facecolor": "#bcd7ea", "edgecolor": style.INK, "linewidth": 0.8,
}  # fmt: skip


def share_bars(analysis: Analysis) -> Picture:
    """Draw how many of all holdings each of 40 partners has, those with most first."""
    found = analysis.concentration or Concentration()
    wanted = {role.iri for role in analysis.roles if role.wanted}
    counts = Counter(held.partner for held in analysis.holdings if held.role in wanted)
    known = not analysis.basis.nothing_known
    partners = [partner for partner in analysis.partners if known and counts[partner.iri]]
    partners.sort(key=lambda partner: (-counts[partner.iri], partner.name))
    shown, rest = partners[:ONE_BY_ONE], partners[ONE_BY_ONE:]
    heights = [_height(partner) for partner in shown]
    foot = TOP + sum(heights)
    title = largest(analysis, found) if known else nothing_known(analysis)
    below = [
        half(found),
        *_equal(partners, counts, found),
        *_not_drawn(rest, counts, found),
        *left_out(found),
    ]
    said = [*caveats(analysis), f"{about_line(analysis)}: {title}.", *filter(None, below)]
    picture, axes = plain_sheet(
        title,
        " ".join(said if known else caveats(analysis)),
        names=all_text(analysis),
        above=[about_line(analysis), *caveats(analysis)],
        below=[
            *filter(None, below),
            *idle_remark(analysis),
            listing_sentence(analysis),
            *not_counted(analysis),
        ]
        if known
        else [],
        body=foot + 26.0 if shown else 0.0,
        legend=_legend(found, shown),
    )
    if not shown:
        return picture
    longest = 1.06 * counts[shown[0].iri]
    _draw_scale(axes, found, longest, foot)
    y = TOP
    for number, (partner, height) in enumerate(zip(shown, heights, strict=True), 1):
        in_half = number <= (found.hold_half or 0)
        _draw_bar(axes, partner, counts[partner.iri], (y, height, longest), found, in_half)
        y += height
        if number == found.hold_half and found.holders > 1:
            axes.hlines(
                y, style.MARGIN, style.WIDTH - style.MARGIN, colors=style.INK, linewidths=1.2,
                linestyles="dashed", label="half",
            )  # fmt: skip
    return picture


def _height(partner: PartnerLoad) -> float:
    return max(18.0, block_height(wrap(partner.name, NAME, style.BODY, most=3), style.BODY) + 4)


def _draw_scale(axes: Axes, found: Concentration, longest: float, foot: float) -> None:
    """Draw the shares along the foot, and the line of the equal share."""
    scale = (RIGHT - LEFT) / longest
    whole = longest / found.holdings
    steps = (part * 10.0**power for power in range(-4, 1) for part in (1, 2, 5))
    step = next(step for step in steps if whole / step <= 6)
    for number in range(int(whole / step) + 1):
        x = LEFT + number * step * found.holdings * scale
        axes.vlines([x], TOP, foot, colors=style.LINE, linewidths=0.7, zorder=0)
        tick = {"ha": "center", "color": style.SOFT}
        write(axes, x, foot + 12, _tick(number * step), style.SMALL, **tick)
    equal = 1 / found.holders
    x = LEFT + equal * found.holdings * scale
    axes.vlines([x], TOP - 8, foot, colors=style.INK, linewidths=1.8, label="line")
    above = {"ha": "center", "va": "bottom"}
    write(axes, x, TOP - 12, f"equal share: {_percent(equal)}", style.SMALL, **above)
    axes.vlines([LEFT], TOP, foot, colors=style.INK, linewidths=1.0)


def _tick(part: float) -> str:
    return f"{round(100 * part, 2):g}%"


def _percent(part: float) -> str:
    """Return a share in whole percent, or with decimals where it is less than one."""
    return percent(part) if part >= 0.01 else _tick(part)


def _draw_bar(
    axes: Axes,
    partner: PartnerLoad,
    count: int,
    place: tuple[float, float, float],
    found: Concentration,
    in_half: bool,
) -> None:
    y, height, longest = place
    middle = y + height / 2
    words = f"{count:,} of {found.holdings:,} ({_percent(count / found.holdings)})"
    lines = wrap(partner.name, NAME, style.BODY, most=3)
    write(axes, LEFT - 8, middle, lines, ha="right", label="name")
    looks = _HALF | {"label": "bar:half"} if in_half else _REST | {"label": "bar"}
    box(axes, LEFT, middle - 5.5, (count * (RIGHT - LEFT) / longest, 11.0), **looks)
    write(axes, RIGHT + 12, middle, words, style.SMALL, label="words")


def _not_drawn(
    rest: Sequence[PartnerLoad], counts: Counter[str], found: Concentration
) -> list[str]:
    if not rest:
        return []
    together = sum(counts[partner.iri] for partner in rest)
    most = counts[rest[0].iri]
    return [
        f"{plural(len(rest), 'more partner')} that hold a role are not drawn: each has "
        f"{plural(most, 'holding')} at most, together {share(together, found.holdings)}."
    ]


def _equal(
    partners: Sequence[PartnerLoad], counts: Counter[str], found: Concentration
) -> list[str]:
    """Say that the line of half parts partners with equal shares, if it does."""
    last = found.hold_half or 0
    if not 0 < last < min(len(partners), ONE_BY_ONE):
        return []
    if counts[partners[last - 1].iri] != counts[partners[last].iri]:
        return []
    return ["Of partners with equal shares the first by name are dark."]


def _legend(found: Concentration, shown: Sequence[PartnerLoad]) -> list[Artist]:
    if found.hold_half is None or found.holders < 2:
        return []
    all_are_shown = len(shown) >= found.hold_half
    return legend(
        (all_are_shown, "dark: together they have half of all holdings", _HALF),
        (not all_are_shown, "dark: of those who together have half of all holdings", _HALF),
        (len(shown) > found.hold_half, "light: the others", _REST),
    )

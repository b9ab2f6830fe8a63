"""The load bars: how much every partner carries, against its FTE or beside an equal share."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Any, Final

from matplotlib.artist import Artist
from matplotlib.axes import Axes

from backbone_kg.analysis.analysis_results import Analysis, LoadVerdict, PartnerLoad
from backbone_kg.base.numbers_and_lists import number, percent, plural, share, verb
from backbone_kg.showing.answers import QUESTION_ONLY, load_in_words
from backbone_kg.showing.holder_lists import ONE_BY_ONE, by_roles
from backbone_kg.showing.pictures import style
from backbone_kg.showing.pictures.drawing import box, round_step, write
from backbone_kg.showing.pictures.picture import Picture
from backbone_kg.showing.pictures.sheet import idle_remark, legend, sheet
from backbone_kg.showing.pictures.text_metrics import block_height, wrap

NAME = 205.0
WORDS = 190.0
LEFT = style.MARGIN + NAME + 8.0
RIGHT = style.WIDTH - style.MARGIN - WORDS
LONGEST = 3.0
"""Share of the available FTE past which a bar is cut, to keep others visible."""
_AT_LEAST: Final[dict[str, Any]] = {
    "marker": ">", "markersize": 8.0, "markerfacecolor": style.PAPER,
    "markeredgecolor": style.INK, "linestyle": "none",
}  # fmt: skip
_CUT: Final[dict[str, Any]] = {
    "marker": "d", "markersize": 11.0, "markerfacecolor": style.PAPER,
    "markeredgecolor": style.INK, "linestyle": "none",
}  # fmt: skip
_FILL: Final[dict[LoadVerdict, dict[str, Any]]] = {
    verdict: {"facecolor": color, "edgecolor": style.INK, "linewidth": 0.8}
    for verdict, color in style.VERDICT_COLOR.items()
}
_FILL[LoadVerdict.OVERLOADED] |= {"hatch": "////", "edgecolor": style.PAPER}
_FILL[LoadVerdict.MORE_THAN_MOST] |= {"hatch": "...."}
_MEANING: Final[dict[LoadVerdict, str]] = {
    LoadVerdict.OVERLOADED: "overloaded: more FTE is assigned than it has",
    LoadVerdict.MORE_THAN_MOST: f"holds more roles than most ({QUESTION_ONLY})",
    LoadVerdict.WITHIN: "has the FTE that is assigned",
    LoadVerdict.UNKNOWN: "not known, which is not “fine”",
}


def load(analysis: Analysis) -> Picture:
    """Draw how much every partner carries that holds a role.

    Where FTE is known a bar is the share of the available FTE that is assigned. The other partners
    stand in a second panel with the number of roles they hold beside an equal share: without FTE
    there is no limit. Past 40 bars partners are said in words.
    """
    holders = [partner for some in by_roles(analysis) for partner in some]
    by_fte = sorted(filter(_told_by_fte, holders), key=lambda p: -(p.load or 0.0))
    by_share = [p for p in holders if not _told_by_fte(p)]
    most = ONE_BY_ONE
    by_fte, left = by_fte[: most - min(len(by_share), most // 4)], by_fte
    shown = by_share[: most - len(by_fte)]
    left = [*left[len(by_fte) :], *by_share[len(shown) :]]
    heights = [_height(p, len(analysis.holdings)) for p in (*by_fte, *shown)]
    body = sum(heights) + 66.0 * bool(by_fte) + 66.0 * bool(shown)
    picture, axes = sheet(
        "load", analysis, body=body, legend=_legend([*by_fte, *shown]),
        remarks=[*_left_over(left), *idle_remark(analysis)],
    )  # fmt: skip
    if analysis.basis.nothing_known:
        return picture
    y = 0.0
    if by_fte:
        longest = max(1.25, min(LONGEST, 1.04 * max(p.load or 0.0 for p in by_fte)))
        step = 0.25 if longest <= 1.5 else 0.5
        ticks = [n * step for n in range(int(longest / step) + 1)]
        y = _panel(
            axes, y, by_fte, len(analysis.holdings),
            heading="FTE assigned, as a share of the FTE the partner has",
            values=[min(p.load or 0.0, longest) for p in by_fte], longest=longest,
            ticks={value: percent(value) for value in ticks}, line=(1.0, "all of its FTE"),
        )  # fmt: skip
    if shown:
        equal = (analysis.usual_share.equal_share or 0.0) * len(analysis.holdings)
        longest = 1.06 * max(equal, *(p.assignments for p in shown))
        step = round_step(longest, 9)
        _panel(
            axes, y, shown, len(analysis.holdings),
            heading="Number of roles held, where FTE does not tell the load",
            values=[float(p.assignments) for p in shown], longest=longest,
            ticks={float(n): f"{n:,}" for n in range(0, int(longest) + 1, step)},
            line=(equal, f"equal share: {number(equal)}"),
        )  # fmt: skip
    return picture


def _told_by_fte(partner: PartnerLoad) -> bool:
    return partner.load is not None and partner.verdict is not LoadVerdict.MORE_THAN_MOST


def _left_over(partners: Sequence[PartnerLoad]) -> list[str]:
    if not partners:
        return []
    over = sum(p.verdict is LoadVerdict.OVERLOADED for p in partners)
    return [
        f"{plural(len(partners), 'more partner')} {verb(len(partners), 'is', 'are')} not drawn. "
        f"As far as is known they carry the least; {over:,} of them {verb(over, 'is', 'are')} "
        "overloaded."
    ]


def _words(partner: PartnerLoad, total: int) -> list[str]:
    """Return the figures of a partner in lines, then what they say if they say something."""
    strong = partner.verdict is LoadVerdict.OVERLOADED
    by_share = share(partner.assignments, total)
    words = load_in_words(partner) if _told_by_fte(partner) else by_share
    lines = wrap(words, WORDS - 12, style.SMALL, bold=strong)
    said = strong or partner.verdict is LoadVerdict.MORE_THAN_MOST
    return [*lines, str(partner.verdict)] if said else lines


def _height(partner: PartnerLoad, total: int) -> float:
    name = block_height(wrap(partner.name, NAME, style.BODY, most=3), style.BODY)
    return max(18.0, name + 4, block_height(_words(partner, total), style.SMALL) + 4)


def _panel(
    axes: Axes,
    y: float,
    partners: Sequence[PartnerLoad],
    total: int,
    *,
    heading: str,
    values: Sequence[float],
    longest: float,
    ticks: dict[float, str],
    line: tuple[float, str],
) -> float:
    """Draw one panel: names on the left, bars on one scale, words on the right."""
    scale = (RIGHT - LEFT) / longest
    write(axes, style.MARGIN, y + 8, heading, style.HEADING, fontweight="bold")
    top = y = y + 34.0
    heights = [_height(partner, total) for partner in partners]
    foot = top + sum(heights)
    axes.vlines(
        [LEFT + v * scale for v in ticks], top, foot, colors=style.LINE, linewidths=0.7, zorder=0
    )
    for partner, value, height in zip(partners, values, heights, strict=True):
        middle, end = y + height / 2, LEFT + value * scale
        lines = wrap(partner.name, NAME, style.BODY, most=3)
        write(axes, LEFT - 8, middle, lines, ha="right", label="name")
        looks = {**_FILL[partner.verdict], "label": f"bar:{partner.verdict}"}
        box(axes, LEFT, middle - 5.5, (value * scale, 11.0), **looks)
        if not partner.fte_complete and _told_by_fte(partner):
            axes.plot([end + 6], [middle], **_AT_LEAST, clip_on=False, label="at least")
        if _told_by_fte(partner) and (partner.load or 0.0) > longest:
            axes.plot([end - 10], [middle], **_CUT, label="cut")
        strong = partner.verdict is LoadVerdict.OVERLOADED
        bold = {"color": style.ALARM, "fontweight": "bold"} if strong else {}
        write(axes, RIGHT + 12, middle, _words(partner, total), style.SMALL, **bold, label="words")
        y += height
    place = LEFT + line[0] * scale
    axes.vlines([place], top - 8, foot, colors=style.INK, linewidths=1.8, label="line")
    write(axes, place, top - 11, line[1], style.SMALL, ha="center", va="baseline")
    axes.vlines([LEFT], top, foot, colors=style.INK, linewidths=1.0)
    for value, words in ticks.items():
        write(
            axes, LEFT + value * scale, foot + 10, words, style.SMALL, ha="center", color=style.SOFT
        )
    return foot + 32.0


def _legend(partners: Sequence[PartnerLoad]) -> list[Artist]:
    """Explain the fills of the bars, and their ends where there are such."""
    counts = Counter(p.verdict for p in partners)
    at_least = any(_told_by_fte(p) and not p.fte_complete for p in partners)
    cut = any((p.load or 0.0) > LONGEST for p in partners)
    return legend(
        *((counts[v], f"{means} ({counts[v]})", _FILL[v]) for v, means in _MEANING.items()),
        (at_least, "at least: some of its assignments give no FTE", _AT_LEAST),
        (cut, "the bar is longer than the scale", _CUT),
    )

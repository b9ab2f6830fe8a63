"""The load bars: how much every partner carries, with the limit drawn."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from matplotlib.patches import Polygon

from backbone_kg.analysis.results import Analysis, LoadVerdict, PartnerLoad
from backbone_kg.base.words import plural
from backbone_kg.showing.pictures import style
from backbone_kg.showing.pictures.canvas import Page, Picture, baseline, block_height
from backbone_kg.showing.pictures.captions import (
    describe,
    headline,
    holders_of,
    no_fence,
    number,
    percent,
    small_print,
)
from backbone_kg.showing.pictures.lettering import clean, text_width, wrap

NAME_WIDTH = 205.0
WORDS_WIDTH = 178.0
BAR_LEFT = style.MARGIN + NAME_WIDTH + 8.0
BAR_ROOM = style.WIDTH - style.MARGIN - WORDS_WIDTH - BAR_LEFT
MOST_BARS = 60
LONGEST = 3.0
HEAD = 13.5
"""Points from one line of words above a panel to the next."""
"""Share of the available FTE (1 is the limit) past which a bar is cut, to keep others visible."""
ROW, DENSE_ROW = 21.0, 17.0
FEW_BARS = 30


@dataclass(frozen=True, slots=True)
class _Bar:
    """One bar: its length on the panel's scale and the words beside it."""

    partner: PartnerLoad
    value: float
    words: str
    at_least: bool = False


@dataclass(frozen=True, slots=True)
class _Line:
    """A line across the panel: where it is on its scale and what it is called."""

    value: float
    words: str
    limit: bool


@style.drawing_settings()
def load(analysis: Analysis) -> Picture:
    """Draw how much every partner carries that holds a role, with the limit.

    Where FTE is known a bar is the share of the available FTE that is assigned, and the limit is
    100%. The other partners stand in a second panel with the number of roles they hold, an equal
    share and Tukey's fence, which is drawn only for five partners or more.

    Parameters
    ----------
    analysis
        What is drawn.

    Returns
    -------
    Picture
        A matplotlib figure, 10 inches wide, with at most 60 bars; others are said in words.
    """
    holders = holders_of(analysis)
    by_fte = sorted((p for p in holders if p.load is not None), key=_by_load)
    by_roles = [p for p in holders if p.load is None]
    kept = by_fte[: MOST_BARS - min(len(by_roles), MOST_BARS // 6)]
    counted = by_roles[: MOST_BARS - len(kept)]
    page = Page(style.WIDTH)
    y = page.heading(
        headline("load", analysis),
        f"{clean(analysis.partnership)}: what every partner carries that holds a role",
    )
    if kept:
        y = _fte_panel(page, kept, y)
    if counted:
        y = _roles_panel(page, analysis, counted, bool(kept), y)
    y = _key(page, analysis, [*kept, *counted], y) if holders else y
    remarks = [
        *_left_over(by_fte[len(kept) :], "by FTE"),
        *_left_over(by_roles[len(counted) :], "by roles"),
    ]
    if idle := len(analysis.partners) - len(holders):
        remarks.append(f"{plural(idle, 'partner')} {'holds' if idle == 1 else 'hold'} no role.")
    y = page.small_print(y + 4.0, [*remarks, *small_print(analysis)])
    return page.figure(
        y + style.MARGIN - 6.0,
        title=headline("load", analysis),
        description=describe("load", analysis),
    )


def _by_load(partner: PartnerLoad) -> tuple[float, int, str]:
    return (-(partner.load or 0.0), -partner.assignments, partner.name)


def _left_over(partners: Sequence[PartnerLoad], where: str) -> list[str]:
    if not partners:
        return []
    over = sum(p.verdict is LoadVerdict.OVERLOADED for p in partners)
    return [
        f"{plural(len(partners), 'more partner')} {where} {'is' if len(partners) == 1 else 'are'} "
        f"not drawn: they carry the least, and {over} of them {'is' if over == 1 else 'are'} over "
        "the limit."
    ]


def _fte_panel(page: Page, partners: Sequence[PartnerLoad], y: float) -> float:
    bars = [_Bar(p, _length(p), _fte_words(p), not p.fte_complete) for p in partners]
    longest = max(bar.value for bar in bars)
    top = max(1.25, min(longest * 1.04, LONGEST))
    y = _panel_heading(page, "FTE assigned, as a share of the FTE the partner has", y)
    line = _Line(1.0, "limit: 100%", True)
    step = 0.25 if top <= 1.5 else 0.5
    ticks = [(n * step, f"{round(100 * n * step)}%") for n in range(int(top / step) + 1)]
    return _panel(page, y, bars=bars, lines=[line], ticks=ticks, top=top)


def _length(partner: PartnerLoad) -> float:
    value = partner.load or 0.0
    return value if math.isfinite(value) else LONGEST * 2


def _fte_words(partner: PartnerLoad) -> str:
    value = partner.load or 0.0
    if not math.isfinite(value) or not partner.fte_available:
        return f"{number(partner.fte_assigned or 0.0)} FTE assigned, none available"
    least = "" if partner.fte_complete else "at least "
    assigned = number(partner.fte_assigned or 0.0)
    return f"{least}{percent(value)} ({assigned} of {number(partner.fte_available)} FTE)"


def _roles_panel(
    page: Page, analysis: Analysis, partners: Sequence[PartnerLoad], second: bool, y: float
) -> float:
    total = len(analysis.holdings)
    known = "FTE not known" if second else "no partner’s load in FTE is known"
    y = _panel_heading(page, f"Number of roles held ({known})", y + (8.0 if second else 0.0))
    if analysis.load_limit.fence is None:
        y = page.paragraph(style.MARGIN, y, no_fence(analysis), size=style.SMALL, color=style.SOFT)
        y += 3.0
    bars = [
        _Bar(
            p, float(p.assignments), f"{plural(p.assignments, 'role')} ({percent(p.share)} of all)"
        )
        for p in partners
    ]
    lines = []
    if analysis.load_limit.equal_share is not None:
        equal = analysis.load_limit.equal_share * total
        lines.append(_Line(equal, f"equal share: {number(equal)}", False))
    if analysis.load_limit.fence is not None:
        fence = analysis.load_limit.fence * total
        lines.append(_Line(fence, f"limit: {number(fence)} (Tukey’s fence)", True))
    top = max([bar.value for bar in bars] + [line.value for line in lines]) * 1.06
    step = next(s * 10**n for n in range(9) for s in (1, 2, 5) if top / (s * 10**n) <= 9)
    ticks = [(float(n), str(n)) for n in range(0, int(top) + 1, step)]
    return _panel(page, y, bars=bars, lines=lines, ticks=ticks, top=top)


def _panel_heading(page: Page, words: str, y: float) -> float:
    return page.paragraph(style.MARGIN, y, words, size=style.HEADING, bold=True) + 3.0


def _panel(
    page: Page,
    y: float,
    *,
    bars: Sequence[_Bar],
    lines: Sequence[_Line],
    ticks: Sequence[tuple[float, str]],
    top: float,
) -> float:
    """Draw one panel: names on the left, bars on one scale, words on the right."""
    scale = BAR_ROOM / top
    heads = y
    y += HEAD * len(lines)
    names = [wrap(bar.partner.name, NAME_WIDTH, style.BODY) for bar in bars]
    notes = [_words(bar) for bar in bars]
    row = ROW if len(bars) <= FEW_BARS else DENSE_ROW
    heights = [
        max(row, block_height(name, style.BODY) + 5, block_height(note, style.SMALL) + 5)
        for name, note in zip(names, notes, strict=True)
    ]
    foot = y + sum(heights)
    page.strokes(
        [[(BAR_LEFT + v * scale, y), (BAR_LEFT + v * scale, foot)] for v, _ in ticks],
        color=style.LINE,
        line=0.7,
    )
    for bar, name, note, height in zip(bars, names, notes, heights, strict=True):
        middle = y + height / 2
        start = middle - block_height(name, style.BODY) / 2
        page.block(BAR_LEFT - 8, start, name, align="right", label="name")
        _draw_bar(page, bar, middle, scale, top)
        over = bar.partner.verdict is LoadVerdict.OVERLOADED
        page.block(
            style.WIDTH - style.MARGIN - WORDS_WIDTH + 10,
            middle - block_height(note, style.SMALL) / 2,
            note,
            size=style.SMALL,
            bold=over,
            color=style.ALARM if over else style.INK,
            label="words",
        )
        y += height
    _draw_lines(page, lines, scale, heads, foot)
    page.strokes([[(BAR_LEFT, heads + HEAD * len(lines)), (BAR_LEFT, foot)]], line=1.0)
    for value, words in ticks:
        x = BAR_LEFT + value * scale
        page.text(x, foot + 12, words, size=style.SMALL, align="center", color=style.SOFT)
    return foot + 22.0


def _words(bar: _Bar) -> list[str]:
    over = bar.partner.verdict is LoadVerdict.OVERLOADED
    lines = wrap(bar.words, WORDS_WIDTH - 10, style.SMALL, bold=over)
    return [*lines, "over the limit"] if over else lines


def _draw_bar(page: Page, bar: _Bar, middle: float, scale: float, top: float) -> None:
    thick = 11.0
    verdict = bar.partner.verdict
    cut = bar.value > top
    length = min(bar.value, top) * scale
    over = verdict is LoadVerdict.OVERLOADED
    page.rectangle(
        BAR_LEFT,
        middle - thick / 2,
        length,
        thick,
        fill=style.VERDICT_COLOR[verdict],
        edge=style.PAPER if over else style.INK,
        line=0.0 if over else 0.8,
        hatch="////" if over else None,
        label=f"bar:{verdict.value}",
    )
    if over:
        page.rectangle(
            BAR_LEFT, middle - thick / 2, length, thick, edge=style.INK, line=1.0, label="outline"
        )
    end = BAR_LEFT + length
    if bar.at_least:
        _tip(page, end + 1.5, middle, "at least")
    if cut:
        _slashes(page, end - 4.0, middle, style.PAPER, "cut")


def _draw_lines(page: Page, lines: Sequence[_Line], scale: float, y: float, foot: float) -> None:
    """Draw the lines, then above them what they are called, one name below the other."""
    for n, line in enumerate(lines):
        x = BAR_LEFT + line.value * scale
        page.strokes(
            [[(x, y + HEAD * n + 12), (x, foot)]],
            line=2.0 if line.limit else 1.2,
            dashes=() if line.limit else (3.0, 2.0),
            label="limit" if line.limit else "equal share",
        )
    for n, line in enumerate(lines):
        width = text_width(line.words, style.SMALL, bold=line.limit)
        x = BAR_LEFT + line.value * scale
        left = min(max(x - width / 2, BAR_LEFT), style.WIDTH - style.MARGIN - width)
        top = y + HEAD * n
        page.rectangle(left - 2, top, width + 4, 11.5, fill=style.PAPER)
        page.text(left, top + 9, line.words, size=style.SMALL, bold=line.limit, label="line words")


def _key(page: Page, analysis: Analysis, partners: Sequence[PartnerLoad], y: float) -> float:
    """Explain the fills of the bars, and the open ends if there are any."""
    words = {
        LoadVerdict.OVERLOADED: "hatched: over the limit",
        LoadVerdict.WITHIN: "plain: within the limit",
        LoadVerdict.UNKNOWN: "pale: too little known to say, which is not “fine”",
    }
    x = style.MARGIN
    for verdict, meaning in words.items():
        count = sum(p.verdict is verdict for p in partners)
        text = f"{meaning} ({count})"
        over = verdict is LoadVerdict.OVERLOADED
        page.rectangle(
            x, y + 3, 16, 10, fill=style.VERDICT_COLOR[verdict],
            edge=style.PAPER if over else style.INK, line=0.8, hatch="////" if over else None,
            label="key",
        )  # fmt: skip
        page.text(x + 21, baseline(y + 8, style.SMALL), text, size=style.SMALL)
        x += 21 + text_width(text, style.SMALL) + 16
    y += 18.0
    notes = []
    if any(p.load is not None and not p.fte_complete for p in partners):
        notes.append("open end: at least this much, because some of its assignments give no FTE")
    if any(p.load is not None and _length(p) > LONGEST for p in partners):
        notes.append(f"two slashes: the bar is longer than the scale, which ends at {LONGEST:.0%}")
    for note in notes:
        if note.startswith("open"):
            _tip(page, style.MARGIN + 4, y + 8, "key")
        else:
            _slashes(page, style.MARGIN + 14, y + 8, style.INK, "key")
        page.text(style.MARGIN + 21, baseline(y + 8, style.SMALL), note, size=style.SMALL)
        y += 18.0
    return y


def _tip(page: Page, x: float, middle: float, label: str) -> None:
    """Draw the open end of a bar that is a lower bound."""
    corners = [(x, middle - 5.5), (x + 8.5, middle), (x, middle + 5.5)]
    fill, edge = style.PAPER, style.INK
    page.add(Polygon(corners, closed=True, facecolor=fill, edgecolor=edge, linewidth=1.0), label)


def _slashes(page: Page, x: float, middle: float, color: str, label: str) -> None:
    """Draw the two slashes of a bar that is cut."""
    paths = [[(x - d - 5, middle + 8), (x - d, middle - 8)] for d in (0.0, 5.0)]
    page.strokes(paths, color=color, line=2.4, label=label)

"""The timeline: one row a role, one bar a holder, hand-overs as arrows, unknown ends faded."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

from matplotlib.artist import Artist
from matplotlib.axes import Axes

from backbone_kg.analysis.change.differences import HandOver
from backbone_kg.analysis.change.timeline import RoleTimeline, Tenure, Timeline
from backbone_kg.base.numbers_and_lists import listed, plural, verb
from backbone_kg.base.state_sentences import partial_listing
from backbone_kg.showing.caveats import caveats
from backbone_kg.showing.compare_text import ONE_AFTER_THE_OTHER
from backbone_kg.showing.holder_lists import by_function
from backbone_kg.showing.pictures import style
from backbone_kg.showing.pictures.drawing import (
    BAND_ROOM,
    Row,
    arrow,
    box,
    place_rows,
    rows_under_functions,
    write,
)
from backbone_kg.showing.pictures.picture import Picture
from backbone_kg.showing.pictures.sheet import legend, plain_sheet
from backbone_kg.showing.pictures.text_metrics import block_height, clean, wrap
from backbone_kg.showing.pictures.timeline_lanes import (
    BAR,
    FADE,
    LABEL,
    LANE,
    LEFT,
    RIGHT,
    Lane,
    Scale,
    bar_ends,
    lanes_of,
    most_lanes,
    not_drawn,
    scale_of,
    short_name,
)
from backbone_kg.showing.timeline_text import sections, title, unknown_dates

_FILL = "#cfe3f1"
_OPEN = "#eef5fa"
_HATCH = "#b4c3d0"
_PALE = 0.45
_LOOKS: Final[dict[str, dict[str, Any]]] = {
    "sure": {"facecolor": _FILL, "edgecolor": style.LINK, "linewidth": 0.6},
    "pale": {"facecolor": _FILL, "alpha": _PALE, "edgecolor": "none", "linewidth": 0.6},
    "open": {"facecolor": _OPEN, "edgecolor": _HATCH, "hatch": "////", "linewidth": 0.6},
}
_TODAY: Final[dict[str, Any]] = {"color": style.INK, "linewidth": 1.2, "linestyle": "dashed"}


def timeline(timeline: Timeline) -> Picture:
    """Draw who held which role when, the roles grouped by function.

    Roles that many held show those that passed on, then the latest and those of which most is
    known; the rest is counted.
    """
    scale = scale_of(timeline)
    held = [role for role in timeline.roles if role.tenures]
    lanes = {role.iri: lanes_of(role, scale, most_lanes(len(held))) for role in held}

    def role_row(role: RoleTimeline) -> tuple[list[str], float]:
        lines = wrap(role.label, LABEL, style.BODY, most=4)
        bars = LANE * len(lanes[role.iri]) + (LANE if not_drawn(role, lanes[role.iri]) else 0.0)
        return lines, max(bars, block_height(lines, style.BODY)) + 8.0

    rows = rows_under_functions(by_function(held), BAND_ROOM, role_row)
    foot = 22.0 + sum(height for *_, height in rows)
    picture, axes = plain_sheet(
        title(timeline),
        _description(timeline),
        names=_all_names(timeline),
        above=_above(timeline),
        below=_below(timeline, lanes),
        body=foot + 20.0 if held else 0.0,
        legend=_legend(timeline) if held else (),
    )
    if held:
        _draw(axes, rows, lanes, scale, foot)
    return picture


def _all_names(timeline: Timeline) -> str:
    """Return every name that the picture may show."""
    labels = [text for role in timeline.roles for text in (role.label, role.function)]
    names = [tenure.partner for tenure in timeline.tenures]
    return clean(" ".join((timeline.partnership, timeline.community, *labels, *names)))


# --- drawing ------------------------------------------------------------------------------------


def _draw(
    axes: Axes,
    rows: Sequence[Row[RoleTimeline]],
    lanes: dict[str, list[Lane]],
    scale: Scale,
    foot: float,
) -> None:
    marks = list(scale.marks())
    small: dict[str, Any] = {"size": style.SMALL, "ha": "center", "color": style.SOFT}
    axes.vlines([x for x, _ in marks], 16.0, foot, colors=style.LINE, linewidths=0.6, zorder=0)
    for x, words in marks:
        write(axes, x, 8.0, words, **small, label="scale")
    for what, lines, y, _ in place_rows(axes, rows, 22.0, style.WIDTH - style.MARGIN):
        if not isinstance(what, str):
            write(axes, style.MARGIN + 4, y + 4.0, lines, va="top", label="role")
            _draw_role(axes, what, lanes[what.iri], scale, y + 4.0)
    today = scale.x(scale.today)
    axes.vlines([today], 16.0, foot, colors=style.INK, linewidths=1.2, linestyles="dashed")
    write(axes, min(today, RIGHT), foot + 9.0, scale.today.isoformat(), **small, label="today")


def _draw_role(
    axes: Axes, role: RoleTimeline, lanes: Sequence[Lane], scale: Scale, top: float
) -> None:
    places: dict[tuple[str, str], float] = {}
    for number, lane in enumerate(lanes):
        middle = top + LANE * number + LANE / 2
        for one, at in lane.bars:
            _draw_bar(axes, one, scale, middle)
            write(axes, at, middle, short_name(one), style.SMALL, label="holder", zorder=4)
            places[one.partner, f"since {one.since}"] = middle
            places[one.partner, f"until {one.until}"] = middle
    for passed in role.handed_over:
        giver = places.get((passed.giver, f"until {passed.until}"))
        taker = places.get((passed.taker, f"since {passed.since}"))
        if giver is not None and taker is not None:
            _draw_hand_over(axes, role, passed, scale, (giver, taker))
    if rest := not_drawn(role, lanes):
        looks = {"color": style.SOFT, "label": "rest"}
        y = top + LANE * len(lanes) + LANE / 2
        write(axes, LEFT, y, f"and {rest:,} more", style.SMALL, **looks)


def _draw_bar(axes: Axes, one: Tenure, scale: Scale, middle: float) -> None:
    """Draw a bar: plain where it is held for sure, hatched where an end may lie.

    Where no begin is known it is pale, since the file speaks of its own date alone, and it fades
    toward what is not known.
    """
    begin, end = bar_ends(one, scale)
    sure, until = begin, end
    half = max(0.0, (end - begin) / 2)
    if one.begins_latest is not None:
        sure = min(end, scale.x(one.begins_latest))
    else:
        sure = begin + min(FADE, half)
        _fade(axes, sure, begin, middle, _PALE)
    if one.ends_earliest is not None:
        until = max(begin, scale.x(one.ends_earliest))
    else:
        _fade(axes, end, end + FADE, middle)
    if until < sure:  # both ends may lie anywhere in it
        sure = until = end if one.begins_latest is not None else sure
    if one.begins_latest is not None and sure > begin:
        _part(axes, begin, min(sure, end), middle, "open")
    if until > sure:
        _part(axes, sure, until, middle, "pale" if one.begins_latest is None else "sure")
    if one.ends_earliest is not None and end > max(until, sure):
        _part(axes, max(until, sure), end, middle, "open")


def _part(axes: Axes, left: float, right: float, middle: float, kind: str) -> None:
    looks = _LOOKS[kind] | {"label": f"bar:{kind}", "zorder": 2}
    box(axes, left, middle - BAR / 2, (right - left, BAR), **looks)


def _fade(axes: Axes, full: float, none: float, middle: float, most: float = 1.0) -> None:
    """Draw a bar that fades from `full`, where it is as opaque as `most`, to `none`."""
    steps = 8
    width = (none - full) / steps
    for step in range(steps):
        left = min(full + width * step, full + width * (step + 1))
        opaque = most * (1 - (step + 0.5) / steps)
        looks = {"facecolor": _FILL, "alpha": opaque, "label": "fade", "zorder": 2}
        box(axes, left, middle - BAR / 2, (abs(width), BAR), **looks)


def _draw_hand_over(
    axes: Axes, role: RoleTimeline, passed: HandOver, scale: Scale, rows: tuple[float, float]
) -> None:
    giver = next(t for t in role.tenures if (t.partner, t.until) == (passed.giver, passed.until))
    taker = next(t for t in role.tenures if (t.partner, t.since) == (passed.taker, passed.since))
    assert giver.ends_earliest is not None
    assert giver.ends_latest is not None
    assert taker.begins_earliest is not None
    assert taker.begins_latest is not None
    start = (scale.x(giver.ends_earliest) + scale.x(giver.ends_latest)) / 2
    stop = (scale.x(taker.begins_earliest) + scale.x(taker.begins_latest)) / 2
    if stop < start:  # both may lie anywhere in the time that they share
        start = stop = (start + stop) / 2
    if rows[0] == rows[1] and stop - start < 8.0:
        start, stop = (start + stop) / 2 - 5.0, (start + stop) / 2 + 5.0
    looks = {"color": style.ALARM, "linewidth": 1.4, "label": "hand-over", "zorder": 5}
    arrow(axes, (start, rows[0]), (stop, rows[1]), 0.0, **looks)


# --- what is said -------------------------------------------------------------------------------


def _above(timeline: Timeline) -> list[str]:
    place = f" ({timeline.community})" if timeline.community else ""
    about = f"{timeline.partnership or 'The partnership'}{place}: who held which role when"
    return [about, *caveats(timeline), *unknown_dates(timeline)]


def _below(timeline: Timeline, lanes: dict[str, list[Lane]]) -> list[str]:
    drawn = sum(len(lane.bars) for some in lanes.values() for lane in some)
    rest = len(timeline.tenures) - drawn
    never = [role.label for role in timeline.roles if not role.tenures]
    said = []
    if rest:
        said.append(f"{plural(rest, 'more holding')} {verb(rest, 'is', 'are')} not drawn.")
    if never and timeline.tenures:
        has = verb(len(never), "has", "have")
        said.append(f"{plural(len(never), 'role')} {has} no holder in the file: {listed(never)}.")
    if timeline.handed_over:
        said.append(ONE_AFTER_THE_OTHER)
    if timeline.listing != "complete":
        said.append(partial_listing())
    return said


def _description(timeline: Timeline) -> str:
    first, *functions = sections(timeline)
    items = [item for section in functions for item in section.items]
    more = [f"And {len(items) - 12} more roles."] if len(items) > 12 else []
    said = (*first.caveats, f"{title(timeline)}.", *first.items, *items[:12], *more)
    return " ".join(said)


def _legend(timeline: Timeline) -> list[Artist]:
    tenures = timeline.tenures
    unsharp = any(
        t.begins_earliest != t.begins_latest or t.ends_earliest != t.ends_latest for t in tenures
    )
    fading = {"facecolor": _FILL, "alpha": 0.4, "linewidth": 0}
    arrow = {"marker": ">", "markersize": 6.0, "color": style.ALARM, "linewidth": 1.4}
    date = "the date of the file" if timeline.as_of_basis == "file" else "the date"
    return legend(
        (timeline.without_begin < len(tenures), "holds the role", _LOOKS["sure"]),
        (timeline.without_begin, "holds the role; since when is not known", _LOOKS["pale"]),
        (unsharp, "begins or ends on some day in it", _LOOKS["open"]),
        (timeline.without_end, "fades: end not known", fading),
        (timeline.handed_over, "may have passed on", arrow),
        (True, date, _TODAY),
    )

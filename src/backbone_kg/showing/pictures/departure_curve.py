"""The departure curve: how many roles still have a holder after so many departures."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Any, Final

from matplotlib.artist import Artist
from matplotlib.axes import Axes

from backbone_kg.analysis.analysis_results import Analysis
from backbone_kg.analysis.least_sets.smallest_union import Envelope, worst_envelope
from backbone_kg.analysis.random_departures import lost_at_random
from backbone_kg.analysis.resilience import Resilience
from backbone_kg.base.numbers_and_lists import joined, plural
from backbone_kg.showing.answers import listing_sentence, nothing_known
from backbone_kg.showing.caveats import caveats, of_the_known
from backbone_kg.showing.pictures import style
from backbone_kg.showing.pictures.drawing import round_step, write
from backbone_kg.showing.pictures.picture import Picture
from backbone_kg.showing.pictures.sheet import about_line, legend, not_counted, plain_sheet
from backbone_kg.showing.topics.resilience import Words

LEFT: Final = style.MARGIN + 34.0
RIGHT: Final = style.WIDTH - style.MARGIN - 12.0
TOP, FOOT, BODY = 26.0, 300.0, 340.0
"""Where the drawing begins and ends, and how high it is with its scale, in points."""
POINTS: Final = 300
"""At how many places about the mean is drawn."""
_COUNTS: Final = {1: "one", 2: "two", 3: "three"}

_MEAN: Final[dict[str, Any]] = {"color": style.FAINT, "linewidth": 1.4}
_WORST: Final[dict[str, Any]] = {"color": style.INK, "linewidth": 2.6}
_FOUND: Final[dict[str, Any]] = {**_WORST, "linestyle": (0, (2.2, 1.6)), "linewidth": 1.8}
_HALF: Final[dict[str, Any]] = {
    "marker": "o", "markersize": 9.0, "markerfacecolor": style.PAPER,
    "markeredgecolor": style.ALARM, "markeredgewidth": 2.2, "linestyle": "none",
}  # fmt: skip
_SPAN: Final[dict[str, Any]] = {"color": style.ALARM, "linewidth": 2.2, "marker": "|"}


def resilience(analysis: Analysis) -> Picture:
    """Draw how many held roles still have a holder after so many departures.

    One line is the mean over all orders in which partners can leave, exact by formula. The other is
    the envelope of the worst departures: solid where it is proven, dashed where departures were
    found and worse ones may exist. It is no order: the worst three need not hold the worst two.
    """
    found = None if analysis.basis.nothing_known else analysis.resilience
    envelope = worst_envelope(_holders(analysis)) if found and found.held else None
    drawn = found is not None and envelope is not None
    picture, axes = plain_sheet(
        _title(analysis),
        _description(analysis),
        names=f"{analysis.partnership} {analysis.community}",
        above=[about_line(analysis), *caveats(analysis)],
        below=[*_remarks(analysis, envelope), listing_sentence(analysis), *not_counted(analysis)],
        body=BODY if drawn else 0.0,
        legend=_legend(analysis, envelope),
    )
    if found is not None and envelope is not None:
        held = [role for role in analysis.roles if role.wanted and role.holders]
        _draw(axes, found, envelope, Counter(len(role.holders) for role in held))
        holder = "a known holder" if of_the_known(analysis) else "a holder"
        write(axes, style.MARGIN, 8, f"Roles that still have {holder}", fontweight="bold")
    return picture


def _holders(analysis: Analysis) -> list[int]:
    bit: dict[str, int] = {}
    held = [role for role in analysis.roles if role.wanted and role.holders]
    for role in held:
        for name in role.holders:
            bit.setdefault(name, 1 << len(bit))
    return [sum(bit[name] for name in role.holders) for role in held]


def _words(analysis: Analysis) -> Words | None:
    found = None if analysis.basis.nothing_known else analysis.resilience
    return Words(found, partial=bool(of_the_known(analysis))) if found else None


def _title(analysis: Analysis) -> str:
    words = _words(analysis)
    if words is None:
        return nothing_known(analysis)
    said = words.said(words.headline()) if words.found.held else words.nothing_held()
    return said.removesuffix(".")


def _description(analysis: Analysis) -> str:
    words = _words(analysis)
    if words is None:
        return " ".join(caveats(analysis))
    about = f"{analysis.partnership or 'The partnership'} on {analysis.as_of}:"
    told = map(words.said, words.items()) if words.found.held else ()
    return " ".join((*caveats(analysis), about, f"{_title(analysis)}.", *told, *words.empty()))


def _remarks(analysis: Analysis, envelope: Envelope | None) -> Iterator[str]:
    words = _words(analysis)
    if words is None:
        return
    yield from words.empty()
    if envelope is None:
        return
    found = words.found
    counts = joined([_COUNTS[one.departures] for one in found.worst])
    left = joined([f"{found.held - one.lost:,}" for one in found.worst])
    holder = "a known holder" if words.partial else "a holder"
    yield words.said(
        f"after the worst {counts} departures, {left} of {plural(found.held, 'held role')} have "
        f"{holder} left"
        if found.active > 1
        else f"after the one departure that there can be, {left} of {found.held:,} have {holder}"
    )
    if found.active > 1:
        yield words.said(
            "the worst departures are in no order: those that are worst together need not be worst "
            "one by one"
        )


def _draw(axes: Axes, found: Resilience, envelope: Envelope, degrees: Counter[int]) -> None:
    active, held = found.active, found.held

    def across(departures: float) -> float:
        return LEFT + (RIGHT - LEFT) * departures / active

    def down(roles: float) -> float:
        return FOOT - (FOOT - TOP) * roles / held

    _draw_scales(axes, active, held)
    places = sorted({*range(0, active, max(1, active // POINTS)), active})
    mean = [held - float(lost_at_random(degrees, active, count)) for count in places]
    axes.plot(
        list(map(across, places)), list(map(down, mean)), **_MEAN, label="mean",
        drawstyle="steps-post",
    )  # fmt: skip

    half = found.half
    assert half is not None
    over_half = held // 2 + 1
    # After how many departures, how many roles are left: down a step at each loss.
    corners = [(0, held)]
    for lost, found_so in enumerate(envelope.departures, start=1):
        # A solver may have found fewer.
        departures = min(found_so, half.departures.at_most) if lost <= over_half else found_so
        if departures != corners[-1][0]:
            corners.append((departures, corners[-1][1]))
        corners.append((departures, held - lost))
    # Past the last departures that are proven, one may lose more than was found.
    last = corners.index(next(c for c in corners if held - c[1] >= envelope.proven))
    sure, unsure = corners[: last + 1], corners[last:]
    for looks, some, label in ((_FOUND, unsure, "found"), (_WORST, sure, "worst")):
        if len(some) > 1:
            axes.plot(
                [across(x) for x, _ in some], [down(y) for _, y in some], **looks, label=label,
                solid_joinstyle="miter", solid_capstyle="butt",
            )  # fmt: skip
    fewest, most = half.departures.at_least, half.departures.at_most
    level = down(held - max(over_half, envelope.lost(most)))
    if half.departures.proven:
        axes.plot([across(most)], [level], **_HALF, label="half")
    else:
        axes.plot([across(fewest), across(most)], [level] * 2, **_SPAN, label="half")


def _draw_scales(axes: Axes, active: int, held: int) -> None:
    small = style.SMALL_PRINT
    said = "Partners that have left, of those that hold roles"
    write(axes, (LEFT + RIGHT) / 2, FOOT + 31, said, fontweight="bold", ha="center")
    for value in _ticks(held):
        y = FOOT - (FOOT - TOP) * value / held
        axes.hlines(y, LEFT, RIGHT, colors=style.LINE, linewidths=0.7, zorder=0)
        write(axes, LEFT - 7, y, f"{value:,}", ha="right", **small)
    for value in _ticks(active):
        x = LEFT + (RIGHT - LEFT) * value / active
        axes.vlines(x, FOOT, FOOT + 4, colors=style.INK, linewidths=0.8)
        write(axes, x, FOOT + 13, f"{value:,}", ha="center", **small)
    axes.hlines(FOOT, LEFT, RIGHT, colors=style.INK, linewidths=1.0)
    axes.vlines(LEFT, TOP, FOOT, colors=style.INK, linewidths=1.0)


def _ticks(most: int) -> list[int]:
    step = round_step(most, 8)
    ticks = list(range(0, most + 1, step))
    # The end of the scale is told, too, in place of a tick too near to it.
    return [*(tick for tick in ticks if most - tick >= 0.6 * step), most]


def _legend(analysis: Analysis, envelope: Envelope | None) -> list[Artist]:
    found = analysis.resilience
    if envelope is None or found is None or found.half is None:
        return []
    words, unproven = _words(analysis), envelope.proven < found.held
    assert words is not None
    half = words.half()
    told = f"{half} {'departure' if half.split()[-1] == '1' else 'departures'}"
    looks = _HALF if found.half.departures.proven else _SPAN
    return legend(
        (True, "at worst: as few as so many departures can leave", _WORST),
        (unproven, "at worst, as far as was found: fewer may be left", _FOUND),
        (True, "on average over all orders of leaving", _MEAN),
        (True, f"{told}: more than half of the roles, at worst", looks),
    )

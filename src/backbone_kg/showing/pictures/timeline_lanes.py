"""Where the bars of a timeline stand: the scale of days, and lanes that leave room for names."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Final

from backbone_kg.analysis.change.timeline import RoleTimeline, Tenure, Timeline
from backbone_kg.model.holding_spells import Ending
from backbone_kg.showing.pictures import style
from backbone_kg.showing.pictures.text_metrics import text_width, wrap

LABEL = 196.0
"""Room for a role's name."""
LEFT = style.MARGIN + LABEL + 12.0
FADE = 26.0
"""How far a bar fades whose begin or end is not known."""
RIGHT = style.WIDTH - style.MARGIN - FADE
LANE = 16.0
BAR = 12.0
MOST_BARS = 400
"""Bars in a picture; with more roles each gets fewer lanes."""
MOST_LANES = 5
LONGEST_NAME = 190.0
_STEPS: Final = (1, 3, 6, 12, 24, 60, 120, 240, 600, 1200, 2400, 6000, 12000, 24000)
"""Months between two marks of the scale."""


@dataclass(frozen=True)
class Scale:
    """Where days lie on the sheet.

    Parameters
    ----------
    first, last
        The days at its two ends.
    today
        The date of the timeline.
    """

    first: datetime.date
    last: datetime.date
    today: datetime.date

    def x(self, day: datetime.date) -> float:
        """Return how many points from the left a day lies."""
        days = max(1, (self.last - self.first).days)
        return LEFT + (RIGHT - LEFT) * (day - self.first).days / days

    def marks(self) -> Iterator[tuple[float, str]]:
        """Return where marks stand, and what they say."""
        months = [12 * day.year + day.month - 1 for day in (self.first, self.last)]
        step = next(s for s in _STEPS if (months[1] - months[0]) / s <= 9)
        for month in range(-(-months[0] // step) * step, months[1] + 1, step):
            year, rest = divmod(month, 12)
            if year >= datetime.MINYEAR:
                day = datetime.date(year, rest + 1, 1)
                if self.first <= day <= self.last:
                    yield self.x(day), f"{year}" if step >= 12 else f"{year}-{rest + 1:02}"


@dataclass
class Lane:
    """The bars that stand beside one another, and up to where there is something."""

    bars: list[tuple[Tenure, float]] = field(default_factory=list)
    end: float = 0.0


def scale_of(timeline: Timeline) -> Scale:
    """Return the scale on which all days of a timeline lie."""
    today = datetime.date.fromisoformat(timeline.as_of)
    days = [today]
    for one in timeline.tenures:
        known = one.begins_earliest, one.begins_latest, one.ends_earliest, one.ends_latest
        days += [day for day in (*known, one.counts_from) if day is not None]
    first, last = min(days), max(days)
    if (last - first).days < 365 and first.year > datetime.MINYEAR:
        first = first.replace(year=first.year - 1, day=min(first.day, 28))
    return Scale(first, last, today)


def most_lanes(roles: int) -> int:
    """Return how many lanes a role gets at most, so that many roles fit."""
    return max(1, min(MOST_LANES, MOST_BARS // max(1, roles) // 4))


def bar_ends(one: Tenure, scale: Scale) -> tuple[float, float]:
    """Return where a bar begins and ends, without what fades behind its end."""
    # Of what begins at no known time the first day that the file speaks of says nothing.
    since = one.counts_from if one.since or one.not_before else None
    begin = scale.x(since or scale.first)
    if one.ends_latest is not None:
        return begin, max(begin + 2.0, scale.x(one.ends_latest))
    return begin, max(begin + 2.0, scale.x(scale.today))


def short_name(one: Tenure) -> str:
    """Return the name of a holder as its bar shows it."""
    lines = wrap(one.partner, LONGEST_NAME, style.SMALL, most=1)
    return lines[0] if lines else ""


def lanes_of(role: RoleTimeline, scale: Scale, most: int) -> list[Lane]:
    """Return the bars of a role in as few lanes as their names leave room for."""
    passing = {(one.giver, one.until) for one in role.handed_over}
    passing |= {(one.taker, one.since) for one in role.handed_over}

    def rank(one: Tenure) -> tuple[bool, int, int]:
        passed = (one.partner, one.until) in passing or (one.partner, one.since) in passing
        latest = one.ends_latest or scale.today
        return not passed, -latest.toordinal(), -(bool(one.since) + bool(one.until))

    ranked = sorted(role.tenures, key=rank)
    lanes = _packed(role.tenures, scale) if len(ranked) <= most else []
    # A lane seldom has room for more than a few.
    for count in range(min(len(ranked), 6 * most), 0, -1):
        if lanes and len(lanes) <= most:
            break
        lanes = _packed(ranked[:count], scale)
    return lanes


def _packed(tenures: Sequence[Tenure], scale: Scale) -> list[Lane]:
    lanes: list[Lane] = []
    for one in sorted(tenures, key=lambda one: bar_ends(one, scale)):
        begin, end = bar_ends(one, scale)
        width = text_width(short_name(one), style.SMALL) + 8.0
        at = begin + 4.0
        if at + width > RIGHT + FADE and end - begin < width:
            at = max(LEFT, begin - width)
        from_x, to_x = min(begin, at), max(end, at + width)
        lane = next((lane for lane in lanes if lane.end + 4.0 <= from_x), None)
        if lane is None:
            lane = Lane()
            lanes.append(lane)
        lane.bars.append((one, at))
        lane.end = to_x + (FADE if one.ending is Ending.UNKNOWN else 0.0)
    return lanes


def not_drawn(role: RoleTimeline, lanes: Sequence[Lane]) -> int:
    """Return how many tenures of a role have no bar."""
    return len(role.tenures) - sum(len(lane.bars) for lane in lanes)

"""The change map: how many held each role then and now, and who began and stopped."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

from matplotlib.artist import Artist
from matplotlib.axes import Axes

from backbone_kg.analysis.change.comparison_results import Comparison
from backbone_kg.analysis.change.differences import Ground, HoldingChange, RoleThenNow
from backbone_kg.base.groups import grouped
from backbone_kg.base.numbers_and_lists import plural, sentence, verb
from backbone_kg.base.partial_dates import in_words
from backbone_kg.showing.compare_text import sections, title
from backbone_kg.showing.holder_lists import by_function
from backbone_kg.showing.pictures import style
from backbone_kg.showing.pictures.drawing import (
    BAND_ROOM,
    Row,
    arrow,
    place_rows,
    round_step,
    rows_under_functions,
    write,
)
from backbone_kg.showing.pictures.picture import Picture
from backbone_kg.showing.pictures.sheet import draw_state, legend, plain_sheet, state_legend
from backbone_kg.showing.pictures.text_metrics import block_height, clean, wrap
from backbone_kg.showing.then_now_text import listed_otherwise, unchanged, why

LABEL = 190.0
"""Room for a role's name."""
LEFT = style.MARGIN + LABEL + 24.0
RIGHT = 420.0
WORDS = RIGHT + 22.0
MOST_ROLES = 60
"""Roles that are drawn one by one; the rest is counted."""
MOST_NAMES, FEW_NAMES = 5, 3
"""How many names a role shows of each kind, and how many where there are many changes."""
MANY = 100
_NEEDED: Final[dict[str, Any]] = {
    "marker": "|", "markersize": 11.0, "markeredgewidth": 1.6,
    "markeredgecolor": style.ALARM, "linestyle": "none",
}  # fmt: skip
_SIGN: Final = {
    Ground.DATED: "",
    Ground.LISTED: "",
    Ground.LEARNED: "(known later) ",
    Ground.NOT_KNOWN: "(perhaps) ",
}


def change(comparison: Comparison) -> Picture:
    """Draw each role that stands differently: its holders then and now, and who came and went."""
    told = comparison.reversed() if comparison.backward else comparison
    changed = [role for role in told.roles if role.changed and not role.only_listed_otherwise]
    came, went = (grouped((one.role_iri, one) for one in some) for some in (told.begun, told.ended))
    most = FEW_NAMES if len(told.begun) + len(told.ended) > MANY else MOST_NAMES
    words = {
        role.iri: _words(role, came.get(role.iri, []), went.get(role.iri, []), most)
        for role in changed[:MOST_ROLES]
    }

    def role_row(role: RoleThenNow) -> tuple[list[str], float]:
        lines = wrap(role.label, LABEL, style.BODY, most=4)
        high = max(block_height(lines, style.BODY), block_height(words[role.iri], style.SMALL))
        return lines, max(34.0, high + 8.0)

    rows = rows_under_functions(by_function(changed[:MOST_ROLES]), BAND_ROOM, role_row)
    foot = 24.0 + sum(height for *_, height in rows)
    first, *_ = sections(comparison)
    place = f" ({told.now.community})" if told.now.community else ""
    picture, axes = plain_sheet(
        title(comparison),
        _description(comparison),
        names=_all_names(comparison),
        above=[f"{told.now.partnership or 'The partnership'}{place}", *first.caveats],
        below=_below(told, len(changed)),
        body=foot + 8.0 if rows else 0.0,
        legend=_legend(changed[:MOST_ROLES]) if rows else (),
    )
    if rows:
        _draw(axes, rows, words, foot)
    return picture


def _all_names(comparison: Comparison) -> str:
    """Return every name that the picture may show."""
    sides = (comparison.then, comparison.now)
    holdings = (*comparison.begun, *comparison.ended)
    names = [text for side in sides for text in (side.partnership, side.community)]
    names += [text for role in comparison.roles for text in (role.label, role.function)]
    return clean(" ".join([*names, *(one.partner for one in holdings)]))


def _words(
    role: RoleThenNow, came: Sequence[HoldingChange], went: Sequence[HoldingChange], most: int
) -> list[str]:
    """Return who began and who stopped, a line or two for each; of many, the rest as a count."""
    room = style.WIDTH - style.MARGIN - WORDS
    lines: list[str] = []
    for sign, changes, noun in (("−", went, "stopped"), ("+", came, "began")):
        for one in changes[:most]:
            on = f" ({in_words(one.on)})" if one.on else ""
            text = f"{sign} {_SIGN[one.ground]}{one.partner}{on}"
            lines += wrap(text, room, style.SMALL, most=2)
        if (rest := len(changes) - most) > 0:
            sure = all(one.ground in {Ground.DATED, Ground.LISTED} for one in changes)
            lines.append(f"{sign} {rest:,} more {noun if sure else 'differ'}")
    return lines or wrap(why(role), room, style.SMALL)


def _draw(
    axes: Axes, rows: Sequence[Row[RoleThenNow]], words: dict[str, list[str]], foot: float
) -> None:
    most = max(
        len(side.holders)
        for role, *_ in rows
        if not isinstance(role, str)
        for side in (role.then, role.now)
        if side is not None
    )
    step = round_step(max(most, 1), 6)
    scale = (RIGHT - LEFT) / max(most, step)
    small = style.SMALL_PRINT
    for number in range(0, max(most, step) + 1, step):
        x = LEFT + scale * number
        axes.vlines([x], 18.0, foot, colors=style.LINE, linewidths=0.6, zorder=0)
        write(axes, x, 10.0, f"{number:,}", ha="center", **small, label="scale")
    write(axes, style.MARGIN + 4, 10.0, "Holders, then (above) and now (below)", **small)
    write(axes, WORDS, 10.0, "Who stopped (−) and began (+)", **small)
    for what, lines, y, height in place_rows(axes, rows, 24.0, style.WIDTH - style.MARGIN):
        if not isinstance(what, str):
            middle = y + height / 2
            write(axes, style.MARGIN + 4, middle, lines, label="role")
            write(axes, WORDS, middle, words[what.iri], style.SMALL, label="who")
            _draw_role(axes, what, scale, middle)


def _draw_role(axes: Axes, role: RoleThenNow, scale: float, middle: float) -> None:
    """Draw where a role stood and where it stands, and an arrow from the one to the other."""
    places = []
    for side, y in ((role.then, middle - 9.0), (role.now, middle + 9.0)):
        if side is None:
            continue
        x = LEFT + scale * len(side.holders)
        places.append((x, y))
        if side.holders_needed > 1:
            needed = LEFT + scale * side.holders_needed
            if needed <= RIGHT:
                axes.vlines([needed], y - 6.0, y + 6.0, colors=style.ALARM, linewidths=1.6)
    if len(places) == 2:
        looks: dict[str, Any] = {
            "color": style.FAINT,
            "linewidth": 1.2,
            "label": "change",
            "zorder": 1,
        }
        arrow(axes, places[0], places[1], 5.0, **looks)
    for side, y in ((role.then, middle - 9.0), (role.now, middle + 9.0)):
        if side is not None:
            draw_state(axes, side.state, LEFT + scale * len(side.holders), y)


def _below(told: Comparison, changed: int) -> list[str]:
    said = []
    if changed > MOST_ROLES:
        rest = changed - MOST_ROLES
        said.append(f"{plural(rest, 'more role')} that {verb(rest, 'changed is', 'changed are')} "
                    "not drawn.")  # fmt: skip
    said += [*listed_otherwise(told), *unchanged(told)]
    grounds = {one.ground for one in (*told.begun, *told.ended)}
    if Ground.LEARNED in grounds:
        said.append("Known later: by the later file it was so before, and did not change.")
    if Ground.NOT_KNOWN in grounds:
        said.append("Perhaps: it is in one of the files alone; whether it changed is not known.")
    if not told.same_framework and not told.nothing_known:
        said.append("Roles of frameworks that differ are not drawn: they are not the same roles.")
    renamed = len(told.likely)
    if renamed:
        said.append(
            f"{plural(renamed, 'partner')} {verb(renamed, 'is', 'are')} matched by a likely name."
        )
    return said


def _description(comparison: Comparison) -> str:
    first, *rest = sections(comparison)
    said = [*first.caveats, sentence(title(comparison)), *first.items]
    said += [item for section in rest for item in section.items[:MOST_NAMES]]
    return " ".join(said)


def _legend(roles: Sequence[RoleThenNow]) -> list[Artist]:
    sides = [side for role in roles for side in (role.then, role.now) if side is not None]
    needed = any(side.holders_needed > 1 for side in sides)
    return [*state_legend(sides), *legend((needed, "so many are needed", _NEEDED))]

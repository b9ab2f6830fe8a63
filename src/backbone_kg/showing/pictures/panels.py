"""Small multiples of many partnerships: how full they are, and which roles stand empty."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import groupby
from typing import Any, Final

from matplotlib.axes import Axes

from backbone_kg.base.numbers_and_lists import percent, plural
from backbone_kg.model.states import RoleState
from backbone_kg.portfolios.summaries import GroupCoverage, RoleAcross
from backbone_kg.showing.hidden_names import Discretion
from backbone_kg.showing.pictures import style
from backbone_kg.showing.pictures.drawing import box, write
from backbone_kg.showing.pictures.picture import Picture
from backbone_kg.showing.pictures.sheet import legend, plain_sheet
from backbone_kg.showing.pictures.text_metrics import wrap

_GAP = 24.0
_SPREADS: Final = 12
"""So many groups are drawn at most, those of most partnerships."""
_COLUMNS = 3
_WIDTH = (style.WIDTH - 2 * style.MARGIN - (_COLUMNS - 1) * _GAP) / _COLUMNS
_HEAD = 44.0
_PLOT = 84.0
_FOOT = 34.0
_LINES: Final = (0.05, 0.1, 0.2, 0.3, 0.5, 1)
_SURE: Final[dict[str, Any]] = {"facecolor": "#00507d", "edgecolor": style.INK, "linewidth": 0.6}
_MAY: Final[dict[str, Any]] = {
    "facecolor": "#bcd7ea", "edgecolor": style.INK, "linewidth": 0.6, "hatch": "////",
}  # fmt: skip

_NAMES: Final[dict[str, Any]] = {
    "size": style.SMALL, "va": "bottom", "fontweight": "bold", "linespacing": 1.2, "label": "name",
}  # fmt: skip

_ROLES: Final = 8
"""So many roles of a framework are drawn."""
_FRAMEWORKS: Final = 2
_WIDE = (style.WIDTH - 2 * style.MARGIN - _GAP) / _FRAMEWORKS
_NAME = 168.0
_ROW = 27.0
_RIM: Final = {"linewidth": 0.6}
_STATES: Final[dict[RoleState, dict[str, Any]]] = {
    RoleState.UNFILLED: _RIM
    | {"facecolor": style.PAPER, "edgecolor": style.ALARM, "hatch": "xxxx"},
    RoleState.NO_EVIDENCE: _RIM | {"facecolor": "#dddddd", "edgecolor": style.SOFT},
    RoleState.HELD: _RIM | {"facecolor": "#e69f00", "edgecolor": style.INK},
    RoleState.SHARED: _RIM | {"facecolor": "#00507d", "edgecolor": style.INK},
}


def spread_panels(
    groups: Sequence[GroupCoverage], *, title: str, above: Sequence[str], discretion: Discretion
) -> Picture | None:
    """Draw how many partnerships of each group have which share of their wanted roles covered.

    Parameters
    ----------
    groups
        Each becomes a panel; all have the same scale.
    title, above
        What stands over them.
    discretion
        What is not told.

    Returns
    -------
    Picture or None
        10 inches wide, three panels in a row; None where nothing is known.
    """
    known = [group for group in groups if any(_told(group, discretion))]
    shown = known[:_SPREADS]
    if not shown:
        return None
    rows = -(-len(shown) // _COLUMNS)
    highest = max(max(_told(group, discretion)) / group.known for group in shown)
    hidden = any(discretion.hidden(group.tenths) for group in shown)
    below = [
        "From left to right: under a tenth of the wanted roles have the holders they need, one to "
        "two tenths, and so on. Upwards: of how many of its partnerships this is so, on one scale."
    ]
    if hidden:
        below.append("?: too few partnerships to tell.")
    if len(groups) > len(shown):
        below.append(f"{plural(len(groups) - len(shown), 'group')} not drawn.")
    may_have_more = any(any(group.tenths_at_least) for group in shown)
    some = "some or all " if discretion.fewest > 1 else ""
    picture, axes = plain_sheet(
        title,
        " ".join([title + ".", *(f"{group.group}: {_said(group)}." for group in shown)]),
        names=" ".join([title, *above, *(group.group for group in shown)]),
        above=above,
        below=below,
        body=rows * (_HEAD + _PLOT + _FOOT),
        legend=legend(
            (True, "known", _SURE),
            (may_have_more, f"{some}may have more: partial, or not all was read", _MAY),
        ),
    )
    for place, group in enumerate(shown):
        row, column = divmod(place, _COLUMNS)
        left = style.MARGIN + column * (_WIDTH + _GAP)
        _draw_spread(axes, group, left, row * (_HEAD + _PLOT + _FOOT), highest, discretion)
    return picture


def _told(group: GroupCoverage, discretion: Discretion) -> list[int]:
    """Return how many partnerships are in each tenth, 0 where that is not told."""
    hidden = discretion.hidden(group.tenths)
    return [0 if tenth in hidden else count for tenth, count in enumerate(group.tenths)]


def _said(group: GroupCoverage) -> str:
    middle = "" if group.median is None else f", median {percent(group.median)}"
    return f"{plural(group.known, 'partnership')}{middle}"


def _draw_spread(
    axes: Axes,
    group: GroupCoverage,
    left: float,
    top: float,
    highest: float,
    discretion: Discretion,
) -> None:
    name = wrap(group.group, _WIDTH, style.SMALL, bold=True, most=2)
    foot = top + _HEAD + _PLOT
    soft = style.SMALL_PRINT
    write(axes, left, top + _HEAD - 18, name, **_NAMES)
    write(axes, left, top + _HEAD - 5, _said(group), va="bottom", **soft)
    axes.hlines([foot], left, left + _WIDTH, colors=style.INK, linewidths=1.0)
    line = max((part for part in _LINES if part <= highest), default=highest)
    y = foot - _PLOT * line / highest
    axes.hlines([y], left, left + _WIDTH, colors=style.LINE, linewidths=0.7, zorder=0)
    write(axes, left + _WIDTH, y, percent(line), va="bottom", ha="right", **soft)
    step = _WIDTH / 10
    for tenth in (0, 5, 10):
        x = left + tenth * step
        axes.vlines([x], foot, foot + 4, colors=style.INK, linewidths=0.8)
        where = {0: "left", 5: "center", 10: "right"}[tenth]
        write(axes, x, foot + 6, f"{10 * tenth}%", va="top", ha=where, **soft)
    hidden = discretion.hidden(group.tenths)
    for tenth, (count, at_least) in enumerate(
        zip(group.tenths, group.tenths_at_least, strict=True)
    ):
        x = left + tenth * step
        if tenth in hidden:
            write(axes, x + step / 2, foot - 3, "?", va="bottom", ha="center", **soft)
            continue
        # Which of few may have more is not told: then all of the bar is hatched.
        may = count if discretion.hides(at_least, count) else at_least
        scale = _PLOT / (highest * group.known)
        for part, start, look in ((count - may, 0, _SURE), (may, count - may, _MAY)):
            if part:
                size = (step - 2, part * scale)
                box(axes, x + 1, foot - (start + part) * scale, size, label="bar", **look)


def role_panels(
    roles: Iterable[RoleAcross], *, title: str, above: Sequence[str], discretion: Discretion
) -> Picture | None:
    """Draw how the roles of each framework stand, those most often unfilled first.

    Parameters
    ----------
    roles
        In any order; each framework becomes a panel.
    title, above, discretion
        As for :func:`spread_panels`.

    Returns
    -------
    Picture or None
        10 inches wide, two panels in a row, at most eight roles in each; None without any.
    """
    told = [
        role
        for role in roles
        if role.partnerships >= discretion.fewest and not discretion.hidden(_counts(role))
    ]
    told.sort(key=lambda role: (role.framework, *_worst_first(role)))
    panels = [(name, list(some)) for name, some in groupby(told, lambda role: role.framework)]
    if not panels:
        return None
    panels.sort(key=lambda panel: -max(role.partnerships for role in panel[1]))
    pairs = [panels[at : at + _FRAMEWORKS] for at in range(0, len(panels), _FRAMEWORKS)]
    heights = [_HEAD + _ROW * max(min(len(r), _ROLES) for _, r in pair) + 14 for pair in pairs]
    left_out = sum(max(0, len(some) - _ROLES) for _, some in panels)
    below = ["Each bar is all partnerships that want the role; the number is how many these are."]
    if left_out:
        below.append(f"{plural(left_out, 'more role')} of these frameworks: see the table.")
    picture, axes = plain_sheet(
        title,
        title + ". The table under it has the numbers.",
        names=" ".join([title, *(role.label for role in told), *(name for name, _ in panels)]),
        above=above,
        below=below,
        body=sum(heights),
        legend=legend(
            *(
                (any(_count(role, state) for role in told), f"{state}: {_MEANING[state]}", look)
                for state, look in _STATES.items()
            )
        ),
    )
    top = 0.0
    for pair, height in zip(pairs, heights, strict=True):
        for column, (name, some) in enumerate(pair):
            _draw_roles(axes, name, some[:_ROLES], style.MARGIN + column * (_WIDE + _GAP), top)
        top += height
    return picture


_MEANING: Final = {
    RoleState.UNFILLED: "nobody holds it",
    RoleState.NO_EVIDENCE: "somebody may hold it",
    RoleState.HELD: "by one partner",
    RoleState.SHARED: "by several partners",
}


def _worst_first(role: RoleAcross) -> tuple[Any, ...]:
    return -role.unfilled / role.partnerships, -role.no_evidence / role.partnerships, role.label


def _counts(role: RoleAcross) -> tuple[int, ...]:
    return tuple(_count(role, state) for state in _STATES)


def _count(role: RoleAcross, state: RoleState) -> int:
    count: int = getattr(role, state.name.lower())
    return count


def _draw_roles(
    axes: Axes, name: str, roles: Sequence[RoleAcross], left: float, top: float
) -> None:
    lines = wrap(name, _WIDE, style.SMALL, bold=True, most=2)
    write(axes, left, top + _HEAD - 10, lines, **_NAMES)
    start, room = left + _NAME + 6, _WIDE - _NAME - 36
    for place, role in enumerate(roles):
        middle = top + _HEAD + _ROW * (place + 0.5)
        lines = wrap(role.label, _NAME, style.SMALL, most=2)
        looks: dict[str, Any] = {"ha": "right", "linespacing": 1.15, "label": "name"}
        write(axes, start - 6, middle, lines, style.SMALL, **looks)
        x = start
        for state, look in _STATES.items():
            wide = room * _count(role, state) / role.partnerships
            if wide:
                box(axes, x, middle - 7, (wide, 14), label=f"bar:{state}", **look)
            x += wide
        count = f"{role.partnerships:,}"
        write(axes, start + room + 5, middle, count, style.SMALL, color=style.SOFT)

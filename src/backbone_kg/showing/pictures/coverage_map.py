"""The coverage map: which partner holds which role, and the state of every role."""

from __future__ import annotations

from collections import Counter
from typing import Any, Final

from matplotlib.artist import Artist
from matplotlib.axes import Axes

from backbone_kg.analysis.analysis_results import Analysis, Holding, RoleCoverage, RoleState
from backbone_kg.base.numbers_and_lists import plural
from backbone_kg.showing.answers import known
from backbone_kg.showing.holder_lists import (
    ONE_BY_ONE,
    by_function,
    by_role,
    by_roles,
    covered_words,
    part,
)
from backbone_kg.showing.pictures import style
from backbone_kg.showing.pictures.drawing import box, place_rows, rows_under_functions, write
from backbone_kg.showing.pictures.picture import Picture
from backbone_kg.showing.pictures.sheet import (
    column_heads,
    draw_state,
    idle_remark,
    legend,
    sheet,
    state_legend,
    state_looks,
)
from backbone_kg.showing.pictures.text_metrics import block_height, text_width, wrap

LABEL = 250.0
"""Room for a role's name."""
SIGN = style.MARGIN + LABEL + 14.0
LEFT = SIGN + 112.0
"""Where the columns begin, right of the words for the state."""
NAME = 215.0
"""Points that a partner's name may run upward."""
NARROWEST, WIDEST = 15.0, 40.0
TOGETHER = 38.0
"""Width of the column of the partners that are counted together: room for a large number."""

MARK: Final[dict[str, dict[str, Any]]] = {
    "lead": {"marker": "s", "markersize": 10.5},
    "support": {"marker": "s", "markersize": 5.5},
    "part": {"marker": "o", "markersize": 9.0},
}


def coverage(analysis: Analysis) -> Picture:
    """Draw which partner holds which role, the roles grouped by function.

    The state of a role is told by a sign, a word and, for roles known to have nobody, hatching.
    Partners stand in columns, those with most roles first; those past the fortieth share one.
    Past about 20 the picture is wider.
    """
    shown, rest = by_roles(analysis)
    names = [p.name for p in shown] + ([f"{len(rest):,} more partners"] if rest else [])
    step = (style.WIDTH - style.MARGIN - LEFT) / max(1, len(shown))
    step = min(WIDEST, max(NARROWEST, step))
    heads = [wrap(n, NAME, style.SMALL, most=max(1, int(step / 12.0))) for n in names]
    column = {partner.iri: n for n, partner in enumerate(shown)}
    column.update({partner.iri: len(shown) for partner in rest})
    top = max((text_width(line, style.SMALL) for lines in heads for line in lines), default=0.0)
    groups = by_function(analysis.roles)
    rows = rows_under_functions(groups, LABEL - 12.0, _role_row)
    foot = top + 6.0 + sum(height for *_, height in rows)
    edges = [LEFT + step * n for n in range(len(shown) + 1)] + (
        [LEFT + step * len(shown) + TOGETHER] if rest else []
    )
    right = edges[-1]
    picture, axes = sheet(
        "coverage", analysis, body=foot + 20.0,
        legend=[*state_legend(analysis.roles), *_legend(analysis)],
        remarks=idle_remark(analysis), width=max(style.WIDTH, right + style.MARGIN),
    )  # fmt: skip
    if analysis.basis.nothing_known:
        return picture

    middles = column_heads(axes, heads, edges, (top, foot), "name")
    held = by_role(analysis)
    for what, lines, y, height in place_rows(axes, rows, top + 6.0, right):
        middle = y + height / 2
        if isinstance(what, str):
            write(axes, SIGN - 6, middle, [covered_words(groups[what])], label="covered")
        else:
            write(axes, style.MARGIN + 4, middle, lines, label="role")
            _draw_row(axes, what, y, height, right if names else LEFT)
            _draw_marks(axes, what, held[what.iri], column, middles, middle)
    axes.hlines(foot, style.MARGIN, right, colors=style.FAINT, linewidths=0.8)
    small = style.SMALL_PRINT
    if names:
        write(axes, LEFT - 8, foot + 10, "Roles held", ha="right", **small)
    totals = Counter(column[holding.partner] for holding in analysis.holdings)
    for n, x in enumerate(middles):
        write(axes, x, foot + 10, f"{totals[n]:,}", ha="center", **small, label="total")
    return picture


def _role_row(role: RoleCoverage) -> tuple[list[str], float]:
    lines = wrap(role.label, LABEL, style.BODY, most=4)
    return lines, max(18.0, block_height(lines, style.BODY) + 5.0)


def _draw_row(axes: Axes, role: RoleCoverage, y: float, height: float, right: float) -> None:
    """Draw the state of a role, and fill its row if it has nobody."""
    draw_state(axes, role.state, SIGN, y + height / 2)
    words = str(role.state)
    if role.wanted and role.holders and not role.covered and role.holders_needed > 1:
        words += f", needs {role.holders_needed:,}"
    looks_of_words = state_looks(role.state)
    write(axes, SIGN + 12, y + height / 2, words, style.BODY - 0.5, label="state", **looks_of_words)
    looks: dict[RoleState, dict[str, Any]] = {
        RoleState.UNFILLED: {"facecolor": "#fbeee6", "edgecolor": "#cf8a63", "hatch": "///"},
        RoleState.NO_EVIDENCE: {"facecolor": "#f3f3f3"},
    }
    if role.state in looks:
        size = (right - LEFT, height - 2)
        box(axes, LEFT, y + 1, size, label=f"row:{role.state}", **looks[role.state])


def _draw_marks(
    axes: Axes,
    role: RoleCoverage,
    holdings: list[Holding],
    column: dict[str, int],
    middles: list[float],
    y: float,
) -> None:
    """Draw a mark under every partner that holds the role; those counted together as a number."""
    fill = style.STATE_COLOR[role.state] if role.wanted else style.FAINT
    together = sum(column[holding.partner] == ONE_BY_ONE for holding in holdings)
    for holding in holdings:
        if (n := column[holding.partner]) == ONE_BY_ONE:
            continue
        kind = part(holding)
        axes.plot(
            [middles[n]], [y], **MARK[kind], markerfacecolor=fill, markeredgecolor=style.INK,
            markeredgewidth=0.8, linestyle="none", label=f"mark:{kind}",
        )  # fmt: skip
        if role.sole_holder is not None:
            axes.plot([middles[n]], [y], **style.FRAME, label="sole")
    if together:
        looks = {"ha": "center", "fontweight": "bold", "label": "together"}
        write(axes, middles[-1], y, f"{together:,}", style.SMALL, **looks)


def _legend(analysis: Analysis) -> list[Artist]:
    """Explain the marks that the map has."""
    said = {"lead": "large: leads", "support": "small: supports", "part": "disk: part not stated"}
    kinds = {part(holding) for holding in analysis.holdings}
    mark = {"color": style.FAINT, "linestyle": "none"}
    sole = sum(role.sole_holder is not None for role in analysis.roles)
    framed = f"framed: the only {known(analysis)}holder ({plural(sole, 'role')})"
    return legend(
        *((kind in kinds, words, MARK[kind] | mark) for kind, words in said.items()),
        (sole, framed, style.FRAME),
    )

"""The network of many partners: how many of each kind hold each role, and who is one of few.

Past some hundred lines none can be followed. A number for each role and kind of partner says where
the holders of a role are from, and roles that hang on one or two partners name them.
"""

from __future__ import annotations

from collections import Counter

from matplotlib.artist import Artist
from matplotlib.axes import Axes

from backbone_kg.analysis.analysis_results import Analysis, RoleCoverage, RoleState
from backbone_kg.base.numbers_and_lists import joined, plural, verb
from backbone_kg.showing.answers import known
from backbone_kg.showing.holder_lists import by_function, covered_words
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

LABEL = 270.0
"""Room for a role's name."""
LEFT = style.MARGIN + LABEL + 34.0
NAME = 190.0
"""Points that the name of a kind may run upward."""
NARROWEST, WIDEST = 24.0, 44.0
MOST_KINDS = 20
"""Kinds that have a column each; the others share one."""
FEW = 2
NO_KIND = "kind not known"
OTHER_KINDS = "other kinds"


def network_matrix(analysis: Analysis) -> Picture:
    """Draw for each role how many partners of each kind hold it; past 15 kinds it is wider."""
    kind_of = {partner.iri: partner.type or NO_KIND for partner in analysis.partners}
    counts = Counter((holding.role, kind_of[holding.partner]) for holding in analysis.holdings)
    ties = Counter(kind_of[holding.partner] for holding in analysis.holdings)
    kinds = sorted(ties, key=lambda kind: (-ties[kind], kind))
    rest = set(kinds[MOST_KINDS:]) if len(kinds) > MOST_KINDS + 1 else set()
    columns = [kind for kind in kinds if kind not in rest] + [OTHER_KINDS] * bool(rest)
    place = {kind: columns.index(OTHER_KINDS if kind in rest else kind) for kind in kinds}
    cells: Counter[tuple[str, int]] = Counter()
    for (held, kind), count in counts.items():
        cells[held, place[kind]] += count

    step = (style.WIDTH - style.MARGIN - LEFT) / (len(columns) + 1)
    step = min(WIDEST, max(NARROWEST, step))
    heads = [wrap(name, NAME, style.SMALL, most=max(1, int(step / 12.0))) for name in columns]
    heads.append(["all holders"])
    top = max(text_width(line, style.SMALL) for lines in heads for line in lines)
    groups = by_function(analysis.roles)
    few = {role.iri: _few(role, analysis) for role in analysis.roles}

    def role_row(role: RoleCoverage) -> tuple[list[str], float]:
        lines = _lines(role)
        height = block_height(lines, style.BODY) + block_height(few[role.iri], style.SMALL)
        return lines, max(20.0, height + 6.0)

    rows = rows_under_functions(groups, LABEL - 80.0, role_row)
    foot = top + 6.0 + sum(height for *_, height in rows)
    edges = [LEFT + step * n for n in range(len(columns) + 2)]
    picture, axes = sheet(
        "network", analysis, body=foot + 20.0, width=max(style.WIDTH, edges[-1] + style.MARGIN),
        legend=[*state_legend(analysis.roles), *_legend(analysis)],
        remarks=[*_remarks(analysis, len(rest)), *idle_remark(analysis)],
    )  # fmt: skip
    if analysis.basis.nothing_known:
        return picture
    middles = column_heads(axes, heads, edges, (top, foot), "kind")
    # Many kinds in one column would leave all others light.
    single = [count for (_, column), count in cells.items() if columns[column] != OTHER_KINDS]
    most = max(single, default=1)
    small = style.SMALL_PRINT
    for what, lines, y, height in place_rows(axes, rows, top + 6.0, edges[-1]):
        if isinstance(what, str):
            covered = covered_words(groups[what])
            write(axes, LEFT - 8, y + height / 2, covered, ha="right", **small, label="covered")
        else:
            _draw_role(axes, what, (lines, few[what.iri]), y, height)
            _draw_cells(axes, what, cells, middles, (y, height, step), most)
    axes.hlines(foot, style.MARGIN, edges[-1], colors=style.FAINT, linewidths=0.8)
    write(axes, LEFT - 8, foot + 10, "partners", ha="right", **small)
    holding = {holding.partner for holding in analysis.holdings}
    partners = Counter(place[kind_of[iri]] for iri in holding)
    for n, x in enumerate(middles):
        total = partners[n] if n < len(columns) else len(holding)
        write(axes, x, foot + 10, f"{total:,}", ha="center", **small, label="partners")
    return picture


def _lines(role: RoleCoverage) -> list[str]:
    bold = role.state is RoleState.UNFILLED
    said = role.label if role.holders else f"{role.label} – {role.state}"
    return wrap(said, LABEL, style.BODY, bold=bold, most=4)


def _few(role: RoleCoverage, analysis: Analysis) -> list[str]:
    """Return on whom a role hangs, in lines, if these are few."""
    if not (role.wanted and 1 <= len(role.holders) <= FEW):
        return []
    said = f"only {known(analysis)}{verb(len(role.holders), 'holder', 'holders')}: "
    return wrap(said + joined(role.holders), LABEL, style.SMALL, most=2)


def _draw_role(
    axes: Axes, role: RoleCoverage, texts: tuple[list[str], list[str]], y: float, height: float
) -> None:
    lines, few = texts
    left, below = style.MARGIN + 4, block_height(few, style.SMALL)
    write(axes, left, y + (height - below) / 2, lines, **state_looks(role.state), label="role")
    if few:
        looks = {"color": style.SOFT, "label": "few"}
        write(axes, left, y + height - 3 - below / 2, few, style.SMALL, **looks)
    draw_state(axes, role.state, LEFT - 16, y + height / 2)


def _draw_cells(
    axes: Axes,
    role: RoleCoverage,
    cells: Counter[tuple[str, int]],
    middles: list[float],
    size: tuple[float, float, float],
    most: int,
) -> None:
    """Write how many partners of each kind hold a role, the darker the more."""
    y, height, step = size
    total = 0
    for n, x in enumerate(middles[:-1]):
        if not (count := cells[role.iri, n]):
            continue
        total += count
        part = min(1.0, count / most)
        inside = (step - 2, height - 2)
        box(axes, x - step / 2 + 1, y + 1, inside, facecolor=style.shade(part))
        looks = {"color": style.PAPER if part > style.DARK else style.INK, "label": "count"}
        write(axes, x, y + height / 2, f"{count:,}", style.SMALL, ha="center", **looks)
        if role.sole_holder is not None:
            axes.plot([x], [y + height / 2], **style.FRAME, label="sole")
    if role.wanted or total:
        looks = {"ha": "center", "fontweight": "bold", "label": "holders"}
        write(axes, middles[-1], y + height / 2, f"{total:,}", style.SMALL, **looks)


def _remarks(analysis: Analysis, other_kinds: int) -> list[str]:
    said = [
        f"{too_many(len(analysis.holdings))}: a number is how many partners of that kind hold the "
        "role."
    ]
    if other_kinds:
        said.append(f"“{OTHER_KINDS.capitalize()}” are {other_kinds:,} that hold the least.")
    return said


def too_many(holdings: int) -> str:
    """Say why no lines are drawn, without a full stop."""
    return f"{plural(holdings, 'holding')} {verb(holdings, 'is', 'are')} too many for lines"


def _legend(analysis: Analysis) -> list[Artist]:
    sole = any(role.sole_holder is not None for role in analysis.roles)
    return legend(
        (True, "light: few partners", {"facecolor": style.shade(0.0)}),
        (True, "dark: many partners", {"facecolor": style.shade(1.0)}),
        (sole, f"framed: the only {known(analysis)}holder", style.FRAME),
    )

"""The network: roles and partners as two columns, with what hangs on one partner standing out."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any, Final

from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.patches import PathPatch
from matplotlib.path import Path

from backbone_kg.analysis.analysis_results import Analysis, PartnerLoad, RoleCoverage, RoleState
from backbone_kg.showing.answers import known
from backbone_kg.showing.holder_lists import (
    MOST_LINKS,
    by_function,
    by_role,
    by_roles,
    covered_words,
    near_their_roles,
)
from backbone_kg.showing.pictures import style
from backbone_kg.showing.pictures.drawing import box, write
from backbone_kg.showing.pictures.network_matrix import network_matrix
from backbone_kg.showing.pictures.picture import Picture
from backbone_kg.showing.pictures.sheet import (
    draw_state,
    idle_remark,
    legend,
    sheet,
    state_legend,
    state_looks,
)
from backbone_kg.showing.pictures.text_metrics import block_height, text_width, wrap

ROLE = 285.0
PARTNER = 478.0
"""Where the middles of the two columns are."""
ROLE_WIDTH = ROLE - style.MARGIN - 22.0
PARTNER_WIDTH = style.WIDTH - style.MARGIN - PARTNER - 22.0

_THIN: Final[dict[str, Any]] = {"color": style.LINK, "linewidth": 1.0}
_THICK: Final[dict[str, Any]] = {"color": style.INK, "linewidth": 2.4}


def network(analysis: Analysis) -> Picture:
    """Draw roles and partners with a line for each holding; what hangs on one partner stands out.

    Roles keep the order of the analysis, partners stand near their roles. A role without a holder
    is never left out. Of a large network :func:`network_matrix` tells how many partners of each
    kind hold each role.
    """
    if len(analysis.holdings) > MOST_LINKS:
        return network_matrix(analysis)
    partners = {partner.iri: partner for some in by_roles(analysis) for partner in some}
    holders = by_role(analysis)
    groups = by_function(analysis.roles)
    roles = [role for group in groups.values() for role in group]
    links = [(n, held.partner) for n, role in enumerate(roles) for held in holders[role.iri]]
    order = near_their_roles(links)

    labels = {role.iri: _role_lines(role) for role in roles}
    alone = f"only {known(analysis)}holder"
    names = {iri: _partner_lines(partners[iri], alone) for iri in order}
    heights = {iri: max(24.0, block_height(names[iri], style.BODY) + 6.0) for iri in order}
    own = sum(max(20.0, block_height(lines, style.BODY) + 5.0) for lines in labels.values())
    own += sum(32.0 + 14.0 * (len(_head(*one)) - 1) for one in groups.items())
    body = max(own, sum(heights.values()))
    picture, axes = sheet(
        "network", analysis, body=body, remarks=idle_remark(analysis),
        legend=[*state_legend(analysis.roles), *_legend(analysis, links)],
    )  # fmt: skip
    if analysis.basis.nothing_known:
        return picture
    middles = _draw_roles(axes, groups, labels, spare=(body - own) / max(1, len(roles)))
    y, spare = 0.0, (body - sum(heights.values())) / max(1, len(order))
    at = {}
    for iri in order:
        at[iri] = y + (heights[iri] + spare) / 2
        y += heights[iri] + spare
    for n, iri in links:
        _draw_link(axes, middles[n], at[iri], alone=roles[n].sole_holder is not None)
    for iri in order:
        _draw_partner(axes, partners[iri], names[iri], at[iri])
    return picture


def _head(function: str, roles: Sequence[RoleCoverage]) -> list[str]:
    room = ROLE_WIDTH - text_width(covered_words(roles), style.SMALL)
    return wrap(function, room, style.HEADING, bold=True)


def _role_lines(role: RoleCoverage) -> list[str]:
    """Return a role's name in lines, with its state if nobody holds it."""
    said = role.label if role.holders else f"{role.label} – {role.state}"
    return wrap(said, ROLE_WIDTH, style.BODY, bold=role.state is RoleState.UNFILLED, most=5)


def _partner_lines(partner: PartnerLoad, alone: str) -> list[str]:
    lines = wrap(partner.name, PARTNER_WIDTH, style.BODY, most=2)
    if partner.sole_roles:
        lines.append(f"{alone} of {len(partner.sole_roles):,}")
    return lines


def _draw_roles(
    axes: Axes, groups: dict[str, list[RoleCoverage]], labels: dict[str, list[str]], *, spare: float
) -> list[float]:
    """Write functions and roles below each other; return the middles of the roles."""
    middles, y = [], 0.0
    for function, roles in groups.items():
        head, start = _head(function, roles), y
        bold: dict[str, Any] = {"fontweight": "bold", "linespacing": 1.2, "label": "function"}
        write(axes, style.MARGIN + 5, y + 5, head, style.HEADING, va="top", **bold)
        right: dict[str, Any] = {"ha": "right", "color": style.SOFT, "label": "covered"}
        write(axes, ROLE, y + 7, covered_words(roles), style.SMALL, va="top", **right)
        y += 24.0 + 14.0 * (len(head) - 1)
        for role in roles:
            height = max(20.0, block_height(labels[role.iri], style.BODY) + 5.0) + spare
            middles.append(y + height / 2)
            looks = {"ha": "right", "label": "role", **state_looks(role.state)}
            write(axes, ROLE - 12, middles[-1], labels[role.iri], **looks)
            draw_state(axes, role.state, ROLE, middles[-1])
            y += height
        size = (ROLE + 9.0 - style.MARGIN, y - start)
        box(axes, style.MARGIN, start, size, color="#f4f4f4", zorder=0)
        y += 8.0
    return middles


def _draw_link(axes: Axes, role: float, partner: float, *, alone: bool) -> None:
    start, end = ROLE + 7.0, PARTNER
    bend = (start + end) / 2
    path = Path([(start, role), (bend, role), (bend, partner), (end, partner)], [1, 4, 4, 4])
    looks = _THICK if alone else _THIN
    link = PathPatch(path, fill=False, zorder=1.5 if alone else 1, **looks)
    link.set_label("sole link" if alone else "link")
    axes.add_patch(link)


def _draw_partner(axes: Axes, partner: PartnerLoad, lines: Sequence[str], y: float) -> None:
    alone = bool(partner.sole_roles)
    size = 15.0 + 2.0 * min(4.0, math.sqrt(partner.assignments))
    label = "partner:sole" if alone else "partner"
    axes.plot([PARTNER], [y], **_disk(alone), markersize=size, label=label)
    looks = {"ha": "center", "va": "center_baseline", "fontweight": "bold", "label": "count"}
    color = style.INK if alone else style.PAPER
    write(axes, PARTNER, y, f"{partner.assignments:,}", style.SMALL, color=color, **looks)
    write(axes, PARTNER + 19, y, lines, label="name")


def _disk(alone: bool) -> dict[str, Any]:
    fill = style.STATE_COLOR[RoleState.HELD if alone else RoleState.SHARED]
    return {
        "marker": "o", "markerfacecolor": fill, "markeredgecolor": style.INK,
        "markeredgewidth": 2.2 if alone else 0.8, "linestyle": "none",
    }  # fmt: skip


def _legend(analysis: Analysis, links: Sequence[tuple[int, str]]) -> list[Artist]:
    """Explain the lines and disks that are drawn."""
    sole = sum(role.sole_holder is not None for role in analysis.roles)
    thick = f"thick line: the role has no other {known(analysis)}holder"
    rim = f"thick rim: the only {known(analysis)}holder of a role"
    number = "number in a disk: how many roles the partner holds"
    return legend(
        (sole, thick, _THICK),
        (sole, rim, _disk(True) | {"markersize": 11.0}),
        (links, number, _disk(False) | {"markersize": 11.0}),
        (len(links) > sole, "thin line: others hold the role too", _THIN),
    )

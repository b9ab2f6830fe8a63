"""The two-mode network: roles on the left, partners on the right, a line for every holding."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from matplotlib.patches import Circle

from backbone_kg.analysis.results import Analysis, RoleCoverage, RoleState
from backbone_kg.showing.pictures import marks, style
from backbone_kg.showing.pictures.arrange import apart, fewest_crossings
from backbone_kg.showing.pictures.canvas import Page, Picture, Point, baseline, block_height
from backbone_kg.showing.pictures.captions import describe, headline, small_print
from backbone_kg.showing.pictures.lettering import clean, text_width, wrap, wrap_with
from backbone_kg.showing.pictures.partners import by_function, covered_words, drawn_partners

ROLE_WIDTH = 238.0
ROLE_X = style.MARGIN + ROLE_WIDTH + 18.0
PARTNER_WIDTH = 208.0
PARTNER_X = style.WIDTH - style.MARGIN - PARTNER_WIDTH - 18.0
SMALLEST, LARGEST = 7.5, 14.0
ROW = 18.0
FOLDED = ""
"""Stands for the IRI of the partners that are drawn as one."""


@dataclass(frozen=True, slots=True)
class _Node:
    """A partner, or all those drawn as one: how many roles it holds, how many alone, its name."""

    roles: int
    sole: int
    lines: tuple[str, ...]
    radius: float

    @property
    def height(self) -> float:
        return max(2 * self.radius + 4.0, block_height(self.lines, style.BODY) + 4.0)


@dataclass(frozen=True, slots=True)
class _Row:
    """A role in its place."""

    role: RoleCoverage
    lines: tuple[str, ...]
    middle: float


@dataclass(frozen=True, slots=True)
class _Group:
    """A function in its place."""

    lines: tuple[str, ...]
    count: str
    top: float
    foot: float


@style.drawing_settings()
def network(analysis: Analysis) -> Picture:
    """Draw the roles and the partners that hold them as a network with two kinds of nodes.

    Roles keep their order; partners are put where few lines cross. A role that hangs on one
    partner has a thick dark line and a half-filled node; a role that nobody holds has a hollow
    dashed node when that is known, and a question mark when no evidence was found.

    Parameters
    ----------
    analysis
        What is drawn.

    Returns
    -------
    Picture
        A matplotlib figure, 10 inches wide, as high as its content.
    """
    nodes, links = _partners(analysis)
    page = Page(style.WIDTH)
    top = page.heading(
        headline("network", analysis),
        f"{clean(analysis.partnership)}: roles (left) and the partners that hold them (right)",
    )
    needed = sum(node.height for node in nodes.values())
    groups, rows, foot = _roles(analysis, top, needed)
    bottom = max(foot, top + needed)

    order = fewest_crossings(links)
    wished = [sum(rows[n].middle for n in links[iri]) / len(links[iri]) for iri in order]
    middles = apart(wished, [nodes[iri].height for iri in order], top, bottom)
    places = dict(zip(order, middles, strict=True))

    _draw_groups(page, groups)
    _draw_links(page, rows, nodes, links, places)
    for row in rows:
        _draw_role(page, row)
    for iri, middle in places.items():
        _draw_partner(page, nodes[iri], middle)

    y = marks.draw_key(page, bottom + 10.0, [*marks.state_key(analysis), *_line_key(analysis)])
    remarks = drawn_partners(analysis).remarks()
    y = page.small_print(y + 6.0, [*remarks, *small_print(analysis)])
    return page.figure(
        y + style.MARGIN - 6.0,
        title=headline("network", analysis),
        description=describe("network", analysis),
    )


def _partners(analysis: Analysis) -> tuple[dict[str, _Node], dict[str, list[int]]]:
    """Return the partners by IRI, and the positions of the roles that each of them holds."""
    drawn = drawn_partners(analysis)
    position = {
        role.iri: n for n, role in enumerate(r for _, roles in by_function(analysis) for r in roles)
    }
    links: dict[str, list[int]] = {partner.iri: [] for partner in drawn.shown}
    for holding in analysis.holdings:
        if holding.partner in links:
            links[holding.partner].append(position[holding.role])
    most = max((partner.assignments for partner in drawn.shown), default=1)
    nodes = {}
    for partner in drawn.shown:
        radius = max(SMALLEST, LARGEST * math.sqrt(partner.assignments / max(most, 4)))
        nodes[partner.iri] = _node(
            partner.name, partner.assignments, len(partner.sole_roles), radius
        )
    if drawn.folded:
        links[FOLDED] = [position[iri] for iri in drawn.folded_roles]
        sole = sum(len(partner.sole_roles) for partner in drawn.folded)
        total = drawn.folded_roles.total()
        nodes[FOLDED] = _node(drawn.folded_name, total, sole, LARGEST)
    return nodes, {iri: sorted(positions) for iri, positions in links.items()}


def _node(name: str, roles: int, sole: int, radius: float) -> _Node:
    lines = wrap(name, PARTNER_WIDTH, style.BODY)
    if sole:
        lines = wrap_with(name, f"– only holder of {sole}", PARTNER_WIDTH, style.BODY)
    return _Node(roles, sole, tuple(lines), radius)


def _roles(analysis: Analysis, top: float, needed: float) -> tuple[list[_Group], list[_Row], float]:
    """Place functions and roles, spread over the height that the partners need."""
    found = [
        (function, roles, [tuple(_label(role)) for role in roles])
        for function, roles in by_function(analysis)
    ]
    heads = [
        tuple(wrap(function, _head_room(covered_words(roles)), style.HEADING, bold=True))
        for function, roles, _ in found
    ]
    head_heights = [block_height(lines, style.HEADING) + 6.0 for lines in heads]
    own = sum(head_heights) + 8.0 * len(found)
    own += sum(_row_height(lines) for _, _, labels in found for lines in labels)
    spare = max(0.0, needed - own) / max(1, len(analysis.roles))
    groups, rows, y = [], [], top
    for (_, roles, labels), head, head_height in zip(found, heads, head_heights, strict=True):
        start = y
        y += head_height
        for role, lines in zip(roles, labels, strict=True):
            height = _row_height(lines) + spare
            rows.append(_Row(role, lines, y + height / 2))
            y += height
        groups.append(_Group(head, covered_words(roles), start, y))
        y += 8.0
    return groups, rows, y


def _row_height(lines: Sequence[str]) -> float:
    return max(ROW, block_height(lines, style.BODY) + 5.0)


def _label(role: RoleCoverage) -> list[str]:
    """Return a role's name in lines, with its state where nobody holds it."""
    if role.holders:
        return wrap(role.label, ROLE_WIDTH, style.BODY)
    bold = role.state is RoleState.UNFILLED
    return wrap_with(role.label, f"– {role.state.value}", ROLE_WIDTH, style.BODY, bold=bold)


def _head_room(count: str) -> float:
    """Return the room for a function's heading beside its count."""
    return ROLE_X + 4.0 - text_width(count, style.SMALL) - 10.0 - (style.MARGIN + 5.0)


def _draw_groups(page: Page, groups: Sequence[_Group]) -> None:
    for group in groups:
        page.rectangle(
            style.MARGIN, group.top, ROLE_X + 9.0 - style.MARGIN, group.foot - group.top + 2.0,
            fill="#f4f4f4",
        )  # fmt: skip
        page.block(
            style.MARGIN + 5, group.top + 2, group.lines,
            size=style.HEADING, bold=True, label="function",
        )  # fmt: skip
        page.text(ROLE_X + 4, group.top + 2 + style.HEADING, group.count, size=style.SMALL,
                  align="right", color=style.SOFT, label="covered")  # fmt: skip


def _draw_links(
    page: Page,
    rows: Sequence[_Row],
    nodes: Mapping[str, _Node],
    links: Mapping[str, Sequence[int]],
    places: Mapping[str, float],
) -> None:
    """Draw the lines, those of a role that hangs on one partner last and thick."""
    thin: list[list[Point]] = []
    thick: list[list[Point]] = []
    for iri, positions in links.items():
        for n in positions:
            start = (ROLE_X + 7.0, rows[n].middle)
            end = (PARTNER_X - nodes[iri].radius, places[iri])
            bend = (end[0] - start[0]) * 0.45
            curve = [start, (start[0] + bend, start[1]), (end[0] - bend, end[1]), end]
            (thick if rows[n].role.sole_holder is not None else thin).append(curve)
    for curve in thin:
        page.strokes([curve], color=style.LINK, line=1.0, curved=True, label="link")
    for curve in thick:
        page.strokes([curve], color=style.PAPER, line=4.2, curved=True, label="halo")
        page.strokes([curve], color=style.INK, line=2.4, curved=True, label="sole link")


def _draw_role(page: Page, row: _Row) -> None:
    role = row.role
    top = row.middle - block_height(row.lines, style.BODY) / 2
    unfilled = role.state is RoleState.UNFILLED
    pale = role.state in (RoleState.NO_EVIDENCE, RoleState.NOT_OURS)
    color = style.ALARM if unfilled else style.SOFT if pale else style.INK
    page.block(ROLE_X - 12, top, row.lines, color=color, bold=unfilled, align="right", label="role")
    marks.sign(page, role.state, ROLE_X, row.middle, radius=6.2)


def _draw_partner(page: Page, node: _Node, middle: float) -> None:
    alone = node.sole > 0
    fill = style.STATE_COLOR[RoleState.HELD if alone else RoleState.SHARED]
    disk = Circle((PARTNER_X, middle), node.radius, facecolor=fill, edgecolor=style.INK)
    disk.set_linewidth(2.2 if alone else 0.8)
    page.add(disk, "partner:sole" if alone else "partner")
    count = str(node.roles)
    size = style.SMALL if len(count) < 3 else style.SMALL - 2.0
    page.text(
        PARTNER_X, baseline(middle, size), count, size=size, bold=True, align="center",
        color=style.INK if alone else style.PAPER, label="count",
    )  # fmt: skip
    top = middle - block_height(node.lines, style.BODY) / 2
    page.block(PARTNER_X + 19, top, node.lines, label="name")


def _line_key(analysis: Analysis) -> list[marks.KeyEntry]:
    entries = []
    if any(role.sole_holder is not None for role in analysis.roles):
        entries.append(
            marks.KeyEntry("sole edge", "thick line: the role hangs on this partner alone")
        )
    if any(len(role.holders) > 1 for role in analysis.roles):
        entries.append(marks.KeyEntry("edge", "thin line: others hold the role too"))
    if analysis.holdings:
        entries.append(marks.KeyEntry("size", "disk: a partner, with how many roles it holds"))
        if analysis.sole_holders:
            entries.append(
                marks.KeyEntry("sole disk", "thick rim (orange): the only holder of a role")
            )
    return entries

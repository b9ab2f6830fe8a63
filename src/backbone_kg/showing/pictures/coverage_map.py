"""The coverage map: which partner holds which role, and the state of every role."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from backbone_kg.analysis.results import Analysis, RoleCoverage, RoleState
from backbone_kg.base.words import plural
from backbone_kg.showing.pictures import marks, style
from backbone_kg.showing.pictures.canvas import Page, Picture, Point, baseline, block_height, widest
from backbone_kg.showing.pictures.captions import describe, headline, small_print
from backbone_kg.showing.pictures.lettering import clean, wrap
from backbone_kg.showing.pictures.partners import (
    Drawn,
    by_function,
    covered_words,
    drawn_partners,
    part,
)

NARROWEST_LABEL, WIDEST_LABEL = 222.0, 470.0
"""Room for a role's name: what the columns leave over, within these limits."""
NAME_LENGTH = 180.0
"""Points that a partner's name may run upward before it breaks into another line."""
NARROWEST, WIDEST = 13.0, 21.0
ROW = 18.0
STATE_SIZE = style.BODY - 0.5
STATE_ROOM = 28.0
"""From the end of a role's name to the word for its state, with the sign in between."""
FOLDED = ""
"""Stands for the IRI of the partners that are drawn as one."""


@dataclass(frozen=True, slots=True)
class _Column:
    """One column of the map: where its middle is, how wide it is and what stands above it."""

    middle: float
    width: float
    names: tuple[str, ...]
    iri: str
    total: int
    folded: Counter[str]


@dataclass(frozen=True, slots=True)
class _Grid:
    """The columns of the map, between `left` and `right`, and the room for names and marks."""

    columns: tuple[_Column, ...]
    left: float
    right: float
    label_width: float
    mark_room: float

    @property
    def sign_x(self) -> float:
        """Where the signs of the states stand."""
        return style.MARGIN + self.label_width + 16.0

    def lines(self, role: RoleCoverage) -> list[str]:
        """Return the name of a role, broken to fit."""
        return wrap(role.label, self.label_width, style.BODY)

    def height(self, role: RoleCoverage) -> float:
        """Return the height of a role's row."""
        return max(ROW, block_height(self.lines(role), style.BODY) + 5.0)


@style.drawing_settings()
def coverage(analysis: Analysis) -> Picture:
    """Draw which partner holds which role, the roles grouped by function.

    The state of a role is told by a sign, a word and, for roles known to have nobody, hatching.
    Partners stand in columns, those with most roles first; those without a role are counted below.

    Parameters
    ----------
    analysis
        What is drawn.

    Returns
    -------
    Picture
        A matplotlib figure, 10 inches wide for up to about 20 partners and wider for more.
    """
    drawn = drawn_partners(analysis)
    grid = _grid(analysis, drawn)
    page = Page(max(style.WIDTH, grid.right + style.MARGIN))
    y = page.heading(
        headline("coverage", analysis),
        f"{clean(analysis.partnership)}: roles (rows) and the partners that hold them (columns)",
    )
    if grid.columns:
        y = _names(page, grid, y)
    top = y
    for function, roles in by_function(analysis):
        y = _function(page, grid, function, roles, y=y)
        for role in roles:
            height = grid.height(role)
            _role(page, grid, role, y, height)
            _marks(page, grid, analysis, role, middle=y + height / 2)
            y += height
    page.strokes([[(style.MARGIN, y), (grid.right, y)]], color=style.FAINT, line=0.8)
    if grid.columns:
        _guides(page, grid, top, y)
        y = _totals(page, grid, y)

    y = marks.draw_key(page, y + 10.0, [*marks.state_key(analysis), *_mark_key(analysis)])
    y = page.small_print(y + 6.0, [*drawn.remarks(), *small_print(analysis)])
    return page.figure(
        y + style.MARGIN - 6.0,
        title=headline("coverage", analysis),
        description=describe("coverage", analysis),
    )


def _grid(analysis: Analysis, drawn: Drawn) -> _Grid:
    """Place the columns; one whose name takes several lines is wider, so that none overlap."""
    words = [marks.state_words(role) for role in analysis.roles]
    state = STATE_ROOM + widest([*words, "no evidence"], STATE_SIZE, bold=True) + 10.0
    heads = [(clean(partner.name), partner.iri, partner.assignments) for partner in drawn.shown]
    if drawn.folded:
        heads.append((drawn.folded_name, FOLDED, drawn.folded_roles.total()))
    names = [wrap(name, NAME_LENGTH, style.SMALL) for name, _, _ in heads]
    page = style.WIDTH - 2 * style.MARGIN
    share = (page - NARROWEST_LABEL - state) / max(1, len(heads))
    narrow = min(WIDEST, max(NARROWEST, share))
    widths = [max(narrow, block_height(lines, style.SMALL) + 2.0) for lines in names]
    label_width = min(WIDEST_LABEL, max(NARROWEST_LABEL, page - state - sum(widths)))
    x = left = style.MARGIN + label_width + state
    columns = []
    for (_, iri, total), lines, width in zip(heads, names, widths, strict=True):
        folded = drawn.folded_roles if iri == FOLDED else Counter[str]()
        columns.append(_Column(x + width / 2, width, tuple(lines), iri, total, folded))
        x += width
    # The size of a mark has a meaning, so it is the same in wide columns and narrow ones.
    return _Grid(tuple(columns), left, x, label_width, min(narrow, ROW) - 1.5)


def _names(page: Page, grid: _Grid, y: float) -> float:
    foot = y + max(widest(column.names, style.SMALL) for column in grid.columns)
    for column in grid.columns:
        step = style.SMALL * style.LEADING
        x = baseline(column.middle, style.SMALL) - step * (len(column.names) - 1) / 2
        for line in column.names:
            page.text(x, foot, line, size=style.SMALL, turn=90, label="name")
            x += step
    return foot + 5.0


def _function(
    page: Page, grid: _Grid, function: str, roles: list[RoleCoverage], *, y: float
) -> float:
    """Write a function's heading and how many of its roles are covered; return its end."""
    count = covered_words(roles)
    room = grid.left - style.MARGIN - 10.0 - widest([count], style.BODY) - 12.0
    lines = wrap(function, room, style.HEADING, bold=True)
    height = block_height(lines, style.HEADING) + 8.0
    page.rectangle(style.MARGIN, y, grid.right - style.MARGIN, height, fill=style.BAND)
    page.block(style.MARGIN + 4, y + 3, lines, size=style.HEADING, bold=True, label="function")
    page.text(grid.left - 10, y + 3 + style.HEADING, count, align="right", label="covered")
    return y + height


def _role(page: Page, grid: _Grid, role: RoleCoverage, y: float, height: float) -> None:
    """Write the role's name and its state, and fill its row if nobody holds it."""
    middle = y + height / 2
    _ground(page, grid, role.state, y, height)
    color = style.SOFT if role.state is RoleState.NOT_OURS else style.INK
    lines = grid.lines(role)
    top = middle - block_height(lines, style.BODY) / 2
    page.block(style.MARGIN + 4, top, lines, color=color, label="role")
    marks.sign(page, role.state, grid.sign_x, middle, radius=5.6)
    unfilled = role.state is RoleState.UNFILLED
    page.text(
        grid.sign_x + 12.0,
        baseline(middle, STATE_SIZE),
        marks.state_words(role),
        size=STATE_SIZE,
        bold=unfilled,
        color=style.ALARM if unfilled else color,
        label="state",
    )
    page.strokes([[(style.MARGIN, y), (grid.right, y)]], color=style.LINE, line=0.6)


def _marks(
    page: Page, grid: _Grid, analysis: Analysis, role: RoleCoverage, *, middle: float
) -> None:
    """Draw a mark under every partner that holds the role."""
    held = {h.partner: part(h) for h in analysis.holdings if h.role == role.iri}
    fill = style.STATE_COLOR[role.state] if role.wanted else style.FAINT
    for column in grid.columns:
        room, x = grid.mark_room, column.middle
        if column.iri in held:
            kind = held[column.iri] if _parts_known(analysis) else "lead"
            marks.holding(page, kind, x, middle, room=room, color=fill, label=f"mark:{kind}")
        elif count := column.folded[role.iri]:
            page.text(
                x,
                baseline(middle, style.SMALL),
                str(count),
                size=style.SMALL,
                bold=True,
                align="center",
                label="folded",
            )
        else:
            continue
        if role.sole_holder is not None:
            corner = (x - room / 2, middle - room / 2)
            page.rectangle(*corner, room, room, edge=style.INK, line=1.9, label="sole")


def _ground(page: Page, grid: _Grid, state: RoleState, y: float, height: float) -> None:
    """Fill the row of a role that nobody holds, so that a gap is seen across the whole map."""
    left, width = grid.left, grid.right - grid.left
    if not grid.columns:
        return
    if state is RoleState.UNFILLED:
        page.rectangle(
            left,
            y + 1,
            width,
            height - 2,
            fill="#fbeee6",
            edge="#cf8a63",
            hatch="///",
            label="row:unfilled",
        )
    elif state is RoleState.NO_EVIDENCE:
        page.rectangle(left, y, width, height, fill="#f3f3f3", label="row:no evidence")
    elif state is RoleState.NOT_OURS:
        middle = y + height / 2
        ends = [(left, middle), (grid.right, middle)]
        page.strokes([ends], color=style.FAINT, dashes=(1.0, 4.0), label="row:not ours")


def _guides(page: Page, grid: _Grid, top: float, foot: float) -> None:
    """Draw a line between columns, a darker one after every fifth."""
    edges = [column.middle + column.width / 2 for column in grid.columns[:-1]]
    paths: list[list[Point]] = [[(x, top), (x, foot)] for x in edges]
    page.strokes([path for n, path in enumerate(paths, 1) if n % 5], color=style.LINE, line=0.5)
    page.strokes([path for n, path in enumerate(paths, 1) if not n % 5], color="#a8a8a8", line=0.7)


def _totals(page: Page, grid: _Grid, y: float) -> float:
    line = baseline(y + 9.0, style.SMALL)
    page.text(grid.left - 10, line, "Roles held", size=style.SMALL, align="right", color=style.SOFT)
    for column in grid.columns:
        page.text(
            column.middle,
            line,
            str(column.total),
            size=style.SMALL,
            align="center",
            color=style.SOFT,
            label="total",
        )
    return y + 18.0


def _parts_known(analysis: Analysis) -> bool:
    return any(holding.parts for holding in analysis.holdings)


def _mark_key(analysis: Analysis) -> list[marks.KeyEntry]:
    """Explain the marks that the map has."""
    entries = []
    kinds = {part(holding) for holding in analysis.holdings} if _parts_known(analysis) else set()
    for kind, words in (
        ("lead", "large: leads"),
        ("support", "small: supports"),
        ("part", "disk: part not stated"),
    ):
        if kind in kinds:
            entries.append(marks.KeyEntry(kind, words))
    sole = sum(role.sole_holder is not None for role in analysis.roles)
    if sole:
        hang = "hangs" if sole == 1 else "hang"
        entries.append(
            marks.KeyEntry(
                "sole", f"framed: the only holder ({plural(sole, 'role')} {hang} on one)"
            )
        )
    return entries

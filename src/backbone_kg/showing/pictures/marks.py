"""The signs that tell the five states apart without color, and the key that explains them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from matplotlib.patches import Circle, Wedge

from backbone_kg.analysis.results import Analysis, RoleCoverage, RoleState
from backbone_kg.showing.pictures import style
from backbone_kg.showing.pictures.canvas import Page, baseline, flow
from backbone_kg.showing.pictures.lettering import text_width

MEANING = {
    RoleState.SHARED: "two or more partners",
    RoleState.HELD: "one partner only",
    RoleState.UNFILLED: "known to have nobody",
    RoleState.NO_EVIDENCE: "nobody found, which is not “nobody”",
    RoleState.NOT_OURS: "this partnership does not want it",
}
"""What each state means, in a few words."""


def state_words(role: RoleCoverage) -> str:
    """Return the state of a role in words, and how many holders it needs if it has too few."""
    words = role.state.value
    if role.wanted and role.holders and not role.covered and role.holders_needed > 1:
        words += f", needs {role.holders_needed}"
    return words


def sign(
    page: Page, state: RoleState, x: float, y: float, *, radius: float, label: str = ""
) -> None:
    """Draw the sign of a state around (`x`, `y`); the invisible label begins with ``sign:``."""
    label = label or f"sign:{state.value}"
    color = style.STATE_COLOR[state]
    if state is RoleState.SHARED:
        page.add(Circle((x, y), radius, facecolor=color, edgecolor=style.INK, linewidth=1.0), label)
    elif state is RoleState.HELD:
        page.add(
            Circle((x, y), radius, facecolor=style.PAPER, edgecolor=style.INK, linewidth=1.3), label
        )
        half = Wedge((x, y), radius, 90, 270, facecolor=color, edgecolor=style.INK, linewidth=1.3)
        page.add(half, "half")
    elif state is RoleState.UNFILLED:
        ring = Circle((x, y), radius, facecolor=style.PAPER, edgecolor=style.ALARM, linewidth=1.8)
        ring.set_linestyle((0, (2.2, 1.3)))
        page.add(ring, label)
    elif state is RoleState.NO_EVIDENCE:
        disk = Circle((x, y), radius, facecolor=color, edgecolor=style.FAINT, linewidth=0.8)
        page.add(disk, label)
        size = radius * 1.75
        page.text(x, baseline(y, size), "?", size=size, bold=True, align="center", label="query")
    else:
        page.strokes([[(x - radius, y), (x + radius, y)]], color=style.SOFT, line=1.8, label=label)


@dataclass(frozen=True, slots=True)
class KeyEntry:
    """A word of the key: how its sign is drawn (see :func:`draw_key`) and what it says."""

    kind: RoleState | str
    text: str


def state_key(analysis: Analysis) -> list[KeyEntry]:
    """Return the five states, each with its meaning and how many roles are in it."""
    return [
        KeyEntry(state, f"{state.value}: {MEANING[state]} ({len(analysis.in_state(state))})")
        for state in RoleState
    ]


def draw_key(page: Page, y: float, entries: Sequence[KeyEntry]) -> float:
    """Draw the key from `y` down and return where it ends.

    An entry's kind is a state, or one of ``lead``, ``support``, ``part``, ``sole``, ``size``,
    ``sole disk``, ``sole edge`` and ``edge``.
    """
    widths = [22.0 + text_width(entry.text, style.SMALL + 0.5) for entry in entries]
    places = flow(page, y, widths)
    for entry, (x, top) in zip(entries, places, strict=True):
        middle = top + 8.0
        if isinstance(entry.kind, RoleState):
            sign(page, entry.kind, x + 7, middle, radius=5.2, label=f"key:{entry.kind.value}")
        else:
            key_sign(page, entry.kind, x + 7, middle)
        size = style.SMALL + 0.5
        page.text(x + 20, baseline(middle, size), entry.text, size=size)
    return places[-1][1] + 17.0 if places else y


def key_sign(page: Page, kind: str, x: float, y: float) -> None:
    """Draw the sign of an entry of the key that is not a state."""
    dark = style.STATE_COLOR[RoleState.SHARED]
    if kind in ("lead", "support", "part"):
        holding(page, kind, x, y, room=13.0, color=dark, label=f"key:{kind}")
    elif kind == "sole":
        page.rectangle(x - 7, y - 7, 14, 14, edge=style.INK, line=2.0, label="key:sole")
        orange = style.STATE_COLOR[RoleState.HELD]
        holding(page, "lead", x, y, room=11.0, color=orange, label="key:sole mark")
    elif kind == "size":
        page.add(Circle((x, y), 6.0, facecolor=dark, edgecolor=style.PAPER), "key:size")
    elif kind == "sole disk":
        fill = style.STATE_COLOR[RoleState.HELD]
        disk = Circle((x, y), 6.0, facecolor=fill, edgecolor=style.INK, linewidth=2.2)
        page.add(disk, "key:sole disk")
    elif kind == "sole edge":
        page.strokes([[(x - 8, y), (x + 8, y)]], line=2.6, label="key:sole edge")
    elif kind == "edge":
        page.strokes([[(x - 8, y), (x + 8, y)]], color=style.LINK, line=1.0, label="key:edge")


def holding(
    page: Page, kind: str, x: float, y: float, *, room: float, color: str, label: str
) -> None:
    """Draw that a partner holds a role, in a square of `room` points around (`x`, `y`).

    `kind` is ``lead`` (a full square), ``support`` (a small square) or ``part`` (a disk: which
    part it has is not said).
    """
    if kind == "part":
        disk = Circle((x, y), room * 0.36, facecolor=color, edgecolor=style.INK, linewidth=0.7)
        page.add(disk, label)
        return
    side = room * (0.8 if kind == "lead" else 0.42)
    page.rectangle(
        x - side / 2, y - side / 2, side, side, fill=color, edge=style.INK, line=0.7, label=label
    )

"""What the drawings are made of: texts, boxes, and roles in rows under their functions."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any, Final, TypeAlias, TypeVar, cast

from matplotlib.axes import Axes
from matplotlib.patches import FancyArrowPatch, Rectangle

from backbone_kg.showing.pictures import style
from backbone_kg.showing.pictures.picture import Picture
from backbone_kg.showing.pictures.text_metrics import block_height, wrap

_Role = TypeVar("_Role")
BAND_ROOM: Final = style.WIDTH - 2 * style.MARGIN - 12.0
"""For the name of a function that may take all of its band."""
Row: TypeAlias = tuple[str | _Role, list[str], float]
"""A function or a role, its name in lines, and how high its row is in points."""


def write(
    axes: Axes,
    x: float,
    y: float,
    said: str | Sequence[str],
    size: float = style.BODY,
    **looks: Any,
) -> None:
    """Write a text, or lines of one, so that its middle is `y` points below the top."""
    fonts = cast(Picture, axes.figure).fonts
    looks = {"va": "center", "color": style.INK, "fontfamily": fonts} | looks
    if not isinstance(said, str):
        said, looks = "\n".join(said), {"linespacing": style.LEADING} | looks
    axes.text(x, y, said, fontsize=size, **looks)


def box(axes: Axes, left: float, top: float, size: tuple[float, float], **looks: Any) -> None:
    """Draw a box of a width and a height; it has no rim unless one is asked for."""
    axes.add_patch(Rectangle((left, top), *size, **{"linewidth": 0} | looks))


def arrow(
    axes: Axes, start: tuple[float, float], end: tuple[float, float], gap: float, **looks: Any
) -> None:
    """Draw an arrow that leaves a gap at both its ends."""
    head = {"shrinkA": gap, "shrinkB": gap, "mutation_scale": 9.0, "clip_on": False, **looks}
    axes.add_patch(FancyArrowPatch(start, end, arrowstyle="-|>", **head))


def round_step(most: float, steps: int) -> int:
    """Return 1, 2 or 5 times a power of ten, so that a scale up to `most` has few steps."""
    found: Iterator[int] = (s * 10**n for n in range(9) for s in (1, 2, 5))
    return next(step for step in found if most / step <= steps)


def rows_under_functions(
    groups: Mapping[str, Iterable[_Role]],
    room: float,
    role_row: Callable[[_Role], tuple[list[str], float]],
) -> list[Row[_Role]]:
    """Return a row for each function and, below it, for each of its roles.

    Parameters
    ----------
    groups
        The roles of each function.
    room
        Points for the name of a function.
    role_row
        Returns the name of a role in lines, and how high its row is.
    """
    rows: list[Row[_Role]] = []
    for function, roles in groups.items():
        lines = wrap(function, room, style.HEADING, bold=True)
        rows.append((function, lines, block_height(lines, style.HEADING) + 8.0))
        rows += [(role, *role_row(role)) for role in roles]
    return rows


def place_rows(
    axes: Axes, rows: Iterable[Row[_Role]], top: float, right: float
) -> Iterator[tuple[str | _Role, list[str], float, float]]:
    """Draw rows below each other, the bands of functions with their names and lines over roles.

    Yields
    ------
    tuple
        What the row is, its name in lines, where it begins below the top, and how high it is.
    """
    y = top
    for what, lines, height in rows:
        if isinstance(what, str):
            size = (right - style.MARGIN, height)
            box(axes, style.MARGIN, y, size, color=style.BAND, zorder=0.5)
            bold = {"fontweight": "bold", "label": "function"}
            write(axes, style.MARGIN + 4, y + height / 2, lines, style.HEADING, **bold)
        else:
            axes.hlines(y, style.MARGIN, right, colors=style.LINE, linewidths=0.6)
        yield what, lines, y, height
        y += height

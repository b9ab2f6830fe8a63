"""The sheet of a picture: title above, the drawing, legend and small print below."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import Any

from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.lines import Line2D
from matplotlib.patches import Patch

from backbone_kg.analysis.analysis_results import Analysis, RoleCoverage, RoleState
from backbone_kg.analysis.change.differences import RoleSide
from backbone_kg.base.numbers_and_lists import plural, verb
from backbone_kg.base.state_sentences import STATE_SENTENCES
from backbone_kg.showing.answers import in_short, known, listing_sentence, title
from backbone_kg.showing.caveats import caveats, left_out
from backbone_kg.showing.holder_lists import by_roles
from backbone_kg.showing.pictures import style
from backbone_kg.showing.pictures.drawing import write
from backbone_kg.showing.pictures.picture import UNREADABLE, Picture
from backbone_kg.showing.pictures.text_metrics import block_height, clean, wrap


def sheet(
    kind: str,
    analysis: Analysis,
    *,
    body: float,
    legend: Sequence[Artist],
    remarks: Sequence[str] = (),
    width: float = style.WIDTH,
) -> tuple[Picture, Axes]:
    """Return a picture with everything on it but the drawing, and the axes for that.

    Parameters
    ----------
    kind
        The kind of picture, which says its title and its text alternative.
    analysis
        What it is about.
    body
        How high the drawing is, in points; nothing is drawn where nothing is known.
    legend
        What explains the drawing: artists with labels.
    remarks
        What has to be said of the drawing.
    width
        Of the whole, in points.

    Returns
    -------
    tuple of Picture and Axes
        The axes are as wide as the picture; they are measured in points from the top left.
    """
    if analysis.basis.nothing_known:
        body, legend, remarks = 0.0, (), ()
    return plain_sheet(
        title(kind, analysis),
        in_short(kind, analysis),
        names=all_text(analysis),
        above=[about_line(analysis), *caveats(analysis)],
        below=[*remarks, listing_sentence(analysis), *not_counted(analysis)],
        body=body,
        legend=legend,
        width=width,
    )


def plain_sheet(
    said: str,
    description: str,
    *,
    names: str,
    above: Sequence[str],
    below: Sequence[str],
    body: float,
    legend: Sequence[Artist],
    width: float = style.WIDTH,
) -> tuple[Picture, Axes]:
    """Return a picture with everything on it but the drawing, and the axes for that.

    Parameters
    ----------
    said, description
        Its title and its text alternative.
    names
        Every name that it may show, to find the fonts for them.
    above
        What stands under the title, each in a paragraph: whom it is about, and what weakens it.
    below
        What stands under the drawing and its legend, each in a paragraph.
    body, legend, width
        As in :func:`sheet`.

    Returns
    -------
    tuple of Picture and Axes
        As :func:`sheet` returns them.
    """
    fonts, readable = style.fonts_for(names)
    room = width - 2 * style.MARGIN
    said = clean(said)
    head = wrap(said, room, style.TITLE, bold=True)
    over = [line for text in above for line in wrap(text, room, style.BODY)]
    small = [line for text in below for line in wrap(text, room, style.SMALL)]
    boxes = (
        "Some names are in a script that this computer has no font for: they are boxes here, and "
        "letters in the SVG file and in the HTML report."
    )
    lacking = [] if readable else wrap(boxes, room, style.SMALL)
    columns = 2
    legend_height = 18.0 * -(-len(legend) // columns) + (8.0 if legend else 0.0)
    top = style.MARGIN + block_height(head, style.TITLE) + 4 + block_height(over, style.BODY) + 12
    height = top + body + legend_height + block_height([*small, *lacking], style.SMALL) + 30.0
    picture = Picture(width, height, title=said, description=clean(description), fonts=fonts)
    y = picture.block(style.MARGIN, head, style.TITLE, color=style.INK, fontweight="bold")
    picture.block(y, over, style.BODY)
    y = top + body
    if legend:
        picture.legend(
            handles=list(legend), ncols=columns, loc="upper left", frameon=False,
            prop={"family": fonts, "size": style.SMALL}, labelspacing=0.75,
            borderaxespad=0.0, borderpad=0.0, handlelength=1.8, columnspacing=2.0,
            labelcolor=style.INK, bbox_to_anchor=(style.MARGIN / width, 1 - (y + 10) / height),
        )  # fmt: skip
    y = picture.block(y + legend_height + 4, small, style.SMALL, gap=3.0)
    picture.block(y, lacking, style.SMALL, gid=UNREADABLE)
    axes = picture.add_axes((0.0, 1 - (top + body) / height, 1.0, max(body, 1.0) / height))
    axes.set_axis_off()
    axes.set_xlim(0.0, width)
    axes.set_ylim(max(body, 1.0), 0.0)
    return picture, axes


def idle_remark(analysis: Analysis) -> list[str]:
    """Return how many partners hold no known role and are not drawn."""
    idle = len(analysis.partners) - sum(map(len, by_roles(analysis)))
    if not idle:
        return []
    return [f"{plural(idle, 'partner')} {verb(idle, 'holds', 'hold')} no {known(analysis)}role."]


def legend(*entries: tuple[object, str, dict[str, Any]]) -> list[Artist]:
    """Return what explains a drawing: boxes for looks that have a face, else lines and marks.

    Parameters
    ----------
    entries
        Whether it is in the drawing, what it means, and how it looks.
    """
    return [
        Patch(label=said, **looks) if "facecolor" in looks else Line2D([], [], label=said, **looks)
        for shown, said, looks in entries
        if shown
    ]


def state_legend(roles: Iterable[RoleCoverage | RoleSide]) -> list[Artist]:
    """Return the signs of the states that roles are in, each with what it means."""
    states = {role.state for role in roles}
    return legend(
        *(
            (state in states, f"{state}: {STATE_SENTENCES[state]}", style.STATE_SIGN[state])
            for state in RoleState
        )
    )


def state_looks(state: RoleState) -> dict[str, Any]:
    """Return how words on a role look: those on one that is known to have nobody stand out."""
    return {"fontweight": "bold", "color": style.ALARM} if state is RoleState.UNFILLED else {}


def draw_state(axes: Axes, state: RoleState, x: float, y: float) -> None:
    """Draw the sign of a state; its label, which is not shown, begins with ``sign:``."""
    axes.plot([x], [y], **style.STATE_SIGN[state], clip_on=False, label=f"sign:{state}")


def column_heads(
    axes: Axes,
    heads: Sequence[Sequence[str]],
    edges: Sequence[float],
    span: tuple[float, float],
    label: str,
) -> list[float]:
    """Write over each column what it is, upward, and draw the lines between columns.

    Parameters
    ----------
    axes
        Of the sheet.
    heads
        The lines over each column.
    edges
        Where the columns begin, and where the last one ends.
    span
        Where the heads end and where the columns end, in points from the top.
    label
        Of the heads; it is not shown.

    Returns
    -------
    list of float
        The middle of each column.
    """
    top, foot = span
    middles = [(start + end) / 2 for start, end in pairwise(edges)]
    for x, lines in zip(middles, heads, strict=True):
        looks: dict[str, Any] = {"rotation": 90, "ha": "center", "va": "bottom", "label": label}
        write(axes, x, top, "\n".join(lines), style.SMALL, **looks)
    axes.vlines(edges[1:-1], top + 6.0, foot, colors=style.LINE, linewidths=0.5)
    return middles


def about_line(analysis: Analysis) -> str:
    """Return which partnership it is about, and which day."""
    place = f" ({analysis.community})" if analysis.community else ""
    basis = {"file": " (the file’s own date)", "today": " (today)"}.get(analysis.as_of_basis, "")
    return f"{analysis.partnership}{place} on {analysis.as_of}{basis}"


def not_counted(analysis: Analysis) -> list[str]:
    """Return what the picture leaves out, the first two reasons in full."""
    sentences = left_out(analysis)
    if not sentences:
        return []
    rest = len(sentences) - 2
    more = f" And {rest} more." if rest > 0 else ""
    return [f"Not counted: {' '.join(sentences[:2])}{more}"]


def all_text(analysis: Analysis) -> str:
    """Return every name that a picture may show, to find the fonts for them."""
    names = [partner.name for partner in analysis.partners]
    labels = [text for role in analysis.roles for text in (role.label, role.function)]
    return clean(" ".join((analysis.partnership, analysis.community, *names, *labels)))

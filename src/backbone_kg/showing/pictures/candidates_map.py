"""The candidates map: how each candidate for the backbone is rated, and whether it is beaten."""

from __future__ import annotations

from typing import Any, Final

from matplotlib.artist import Artist
from matplotlib.axes import Axes

from backbone_kg.analysis.choice.candidates_results import (
    Candidates,
    ComparedCandidate,
    Rated,
    RatedCriterion,
)
from backbone_kg.analysis.choice.dominance import Answer
from backbone_kg.base.numbers_and_lists import plural, verb
from backbone_kg.showing.candidates_text import (
    NO_SUM,
    headline,
    in_order,
    rated_words,
    rating_caveats,
)
from backbone_kg.showing.pictures import style
from backbone_kg.showing.pictures.drawing import write
from backbone_kg.showing.pictures.picture import Picture
from backbone_kg.showing.pictures.sheet import legend, plain_sheet
from backbone_kg.showing.pictures.text_metrics import block_height, clean, wrap

NAME: Final = 190.0
"""Room for a candidate's name."""
ANSWER: Final = style.MARGIN + NAME + 16.0
LEFT: Final = ANSWER + 84.0
"""Where the scales begin, right of the words for the answer."""
NARROWEST, WIDEST, GAP = 96.0, 200.0, 26.0
"""Of one scale, and between two."""
MOST_CRITERIA: Final = 8
MOST_TICKS: Final = 11

_ANSWER_SIGN: Final[dict[Answer, dict[str, Any]]] = {
    Answer.UNBEATEN: {"marker": "o", "markerfacecolor": style.INK},
    Answer.OPEN: {
        "marker": "o", "fillstyle": "left", "markerfacecolor": style.FAINT,
        "markerfacecoloralt": style.PAPER,
    },
    Answer.BEATEN: {"marker": "o", "markerfacecolor": style.PAPER},
}  # fmt: skip
_MEANING: Final = {
    Answer.UNBEATEN: "unbeaten: no other can be better, whatever is not known",
    Answer.OPEN: "open: it depends on what is not given or rated alike",
    Answer.BEATEN: "beaten: another is as good in all and better in one",
}
_RATED: Final[dict[str, Any]] = {"color": "#00507d", "linewidth": 5.0, "solid_capstyle": "round"}
_DOT: Final[dict[str, Any]] = {
    "marker": "o", "markersize": 9.0, "markerfacecolor": "#00507d", "markeredgecolor": style.INK,
    "markeredgewidth": 0.8, "linestyle": "none",
}  # fmt: skip
_BLANK: Final[dict[str, Any]] = {"color": style.FAINT, "linewidth": 1.4, "linestyle": (0, (3, 3))}


def candidates_picture(found: Candidates) -> Picture:
    """Draw how each candidate is rated on each criterion, from the lowest to the highest rating.

    Where a rating is not given, the whole scale is dashed, with a question mark. Past the
    thirtieth candidate the rest is counted, those that are not beaten first. Past three criteria
    the picture is wider.
    """
    told, left = in_order(found)
    criteria = found.criteria[:MOST_CRITERIA]
    room = style.WIDTH - style.MARGIN - LEFT - GAP * max(0, len(criteria) - 1)
    step = min(WIDEST, max(NARROWEST, room / max(1, len(criteria))))
    right = LEFT + step * len(criteria) + GAP * max(0, len(criteria) - 1)
    # The last one has the margin beside it.
    wide = [*[step + GAP - 8.0] * (len(criteria) - 1), step]
    heads = [
        wrap(one.name, room, style.HEADING, bold=True)
        for one, room in zip(criteria, wide, strict=False)
    ]
    names = [wrap(one.name, NAME, style.BODY, most=3) for one in told]
    heights = [max(22.0, block_height(lines, style.BODY) + 6.0) for lines in names]
    top = max((block_height(lines, style.HEADING) for lines in heads), default=0.0) + 26.0
    place = f" ({found.community})" if found.community else ""
    picture, axes = plain_sheet(
        headline(found).rstrip("."),
        _description(found, told),
        names=_all_names(found),
        above=[f"{found.partnership}{place}", *rating_caveats(found)],
        below=[*_left_out(found, left), NO_SUM],
        body=top + sum(heights) + 6.0,
        legend=_legend(told),
        width=max(style.WIDTH, right + style.MARGIN + 12.0),
    )
    lefts = [LEFT + n * (step + GAP) for n in range(len(criteria))]
    for x, criterion, lines in zip(lefts, criteria, heads, strict=True):
        _draw_head(axes, criterion, lines, x, step, top)
    y = top
    for candidate, lines, height in zip(told, names, heights, strict=True):
        axes.hlines(y, style.MARGIN, right, colors=style.LINE, linewidths=0.6)
        middle = y + height / 2
        one_line: dict[str, Any] = {"va": "center_baseline"}
        looks = one_line if len(lines) == 1 else {}
        write(axes, style.MARGIN, middle, lines, **looks, label="name")
        axes.plot([ANSWER], [middle], **_sign(candidate.answer), label=f"sign:{candidate.answer}")
        bold = "bold" if candidate.answer is Answer.UNBEATEN else "normal"
        write(axes, ANSWER + 12, middle, [str(candidate.answer)], **one_line, fontweight=bold)
        for x, criterion, rated in zip(lefts, criteria, candidate.ratings, strict=False):
            _draw_rating(axes, criterion, rated, x, step, middle)
        y += height
    axes.hlines(y, style.MARGIN, right, colors=style.FAINT, linewidths=0.8)
    return picture


def _all_names(found: Candidates) -> str:
    """Return every name that the picture may show, to find the fonts for them."""
    names = [one.name for one in found.candidates]
    scales = [text for one in found.criteria for text in (one.name, *one.scale)]
    return clean(" ".join((found.partnership, found.community, *names, *scales)))


def _draw_head(
    axes: Axes, criterion: RatedCriterion, lines: list[str], x: float, step: float, top: float
) -> None:
    bold: dict[str, Any] = {"va": "bottom", "fontweight": "bold", "linespacing": 1.2}
    write(axes, x, top - 24, lines, style.HEADING, **bold, label="criterion")
    small = style.SMALL_PRINT
    if not criterion.scale:
        write(axes, x, top - 10, "scale not understood", **small)
        return
    room = step * 0.47
    first, last = (
        wrap(text, room, style.SMALL, most=1)[0]
        for text in (criterion.scale[0], criterion.scale[-1])
    )
    write(axes, x, top - 10, first, ha="left", **small)
    write(axes, x + step, top - 10, last, ha="right", **small)


def _draw_rating(
    axes: Axes, criterion: RatedCriterion, rated: Rated, x: float, step: float, y: float
) -> None:
    """Draw the scale with its ratings as ticks, and what of it the ratings take."""
    length = max(len(criterion.scale), 2)
    inset = 6.0
    at = [x + inset + (step - 2 * inset) * n / (length - 1) for n in range(length)]
    axes.hlines(y, at[0], at[-1], colors=style.LINE, linewidths=1.0, zorder=1)
    if length <= MOST_TICKS:
        axes.vlines(at, y - 3, y + 3, colors=style.FAINT, linewidths=0.8, zorder=1)
    if rated.not_rated:
        axes.plot([at[0], at[-1]], [y, y], **_BLANK, zorder=2, label="not rated")
        bold = {"ha": "center", "fontweight": "bold", "zorder": 4, "label": "unknown"}
        paper = {"facecolor": style.PAPER, "edgecolor": "none", "pad": 1.5}
        write(axes, (at[0] + at[-1]) / 2, y, "?", style.HEADING, **bold, bbox=paper)
        return
    low, high = at[rated.place_lowest], at[rated.place_highest]
    if low < high:
        axes.plot([low, high], [y, y], **_RATED, zorder=2, label="raters differ")
    axes.plot([low, high], [y, y], **_DOT, zorder=3, label="rated")


def _sign(answer: Answer) -> dict[str, Any]:
    common = {"linestyle": "none", "markersize": 10.0, "markeredgecolor": style.INK}
    return {**common, "markeredgewidth": 1.2, **_ANSWER_SIGN[answer]}


def _legend(told: tuple[ComparedCandidate, ...]) -> list[Artist]:
    answers = {one.answer for one in told}
    ratings = [rated for one in told for rated in one.ratings]
    rated = [one for one in ratings if not one.not_rated]
    agree = any(one.place_lowest == one.place_highest for one in rated)
    differ = any(one.place_lowest < one.place_highest for one in rated)
    return legend(
        *((answer in answers, _MEANING[answer], _sign(answer)) for answer in Answer),
        (agree, "one dot: all raters agree", _DOT),
        (differ, "a bar: from the lowest to the highest rating", _RATED),
        (len(rated) < len(ratings), "dashed, with ?: not given by all, may be anything", _BLANK),
    )


def _left_out(found: Candidates, left: int) -> list[str]:
    said = []
    if left:
        counts = ", ".join(f"{len(found.with_answer(answer)):,} {answer}" for answer in Answer)
        said.append(
            f"{plural(left, 'more candidate')} {verb(left, 'is', 'are')} not drawn; in all there "
            f"are {counts}."
        )
    more = len(found.criteria) - MOST_CRITERIA
    if more > 0:
        said.append(f"{plural(more, 'more criterion', 'more criteria')} not drawn.")
    return said


def _description(found: Candidates, told: tuple[ComparedCandidate, ...]) -> str:
    each = [
        f"{one.name}, {one.answer}: "
        + ", ".join(f"{rated.criterion} {rated_words(rated)}" for rated in one.ratings)
        for one in told
    ]
    return " ".join((*rating_caveats(found), headline(found), "; ".join(each) + "."))

"""Who is better than whom on several ordinal scales, when ratings are intervals.

For candidates a and b with lowest and highest possible ratings lo and hi on each criterion: b beats
a for sure if lo_b >= hi_a on all and lo_b > hi_a on one; b may beat a if hi_b >= lo_a on all and
hi_b > lo_a on one. No weight, no sum: an ordinal scale has neither.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from operator import ge, gt, lt
from typing import NamedTuple


class Interval(NamedTuple):
    """The lowest and the highest place on a scale that a rating may have, from 0."""

    lo: int
    hi: int


class Answer(StrEnum):
    """What follows for a candidate.

    ``beaten`` another is at least as good on all criteria and better on one, whatever is not known;
    ``unbeaten`` none is, whatever is not known; ``open`` it depends on what is not known.
    """

    BEATEN = "beaten"
    UNBEATEN = "unbeaten"
    OPEN = "open"


@dataclass(frozen=True, slots=True)
class Standing:
    """How a candidate stands among the others.

    Parameters
    ----------
    answer
        What follows.
    beaten_by
        Who beats it for sure, those first that are better on most criteria.
    may_be_beaten_by
        Who may beat it, those first for which fewest criteria are undecided.
    """

    answer: Answer
    beaten_by: tuple[str, ...] = ()
    may_be_beaten_by: tuple[str, ...] = ()


def interval(ranks: Iterable[int | None], length: int) -> Interval:
    """Return the interval over raters: from the lowest to the highest rating that may be meant.

    Parameters
    ----------
    ranks
        The place on the scale that each rater gives, from 0; None for one who gives none, which
        may be any.
    length
        How many ratings the scale has; 0 for a scale that is not understood, on which every rating
        may be any.

    Examples
    --------
    >>> interval([1, 2], 4), interval([1, None], 4), interval([], 4)
    (Interval(lo=1, hi=2), Interval(lo=0, hi=3), Interval(lo=0, hi=3))
    """
    found = list(ranks)
    if not found or None in found or length == 0:
        return Interval(0, max(length - 1, 1))
    known = [rank for rank in found if rank is not None]
    return Interval(min(known), max(known))


def standings(intervals: Mapping[str, Sequence[Interval]]) -> dict[str, Standing]:
    """Return how each candidate stands.

    Parameters
    ----------
    intervals
        By candidate, one for each criterion, the criteria in one order. Without criteria nothing
        can be said: with others beside it, everybody is open.
    """
    lows = {name: tuple(i.lo for i in found) for name, found in intervals.items()}
    highs = {name: tuple(i.hi for i in found) for name, found in intervals.items()}
    return {name: _standing(name, lows, highs) for name in intervals}


def _standing(
    name: str, lows: Mapping[str, tuple[int, ...]], highs: Mapping[str, tuple[int, ...]]
) -> Standing:
    low, high = lows[name], highs[name]
    if not low and len(lows) > 1:
        return Standing(Answer.OPEN)
    sure: list[tuple[int, str]] = []
    may: list[tuple[int, str]] = []
    for other, their_high in highs.items():
        if other == name or not (all(map(ge, their_high, low)) and any(map(gt, their_high, low))):
            continue
        their_low = lows[other]
        if all(map(ge, their_low, high)) and any(map(gt, their_low, high)):
            sure.append((-sum(map(gt, their_low, high)), other))
        else:
            may.append((sum(map(lt, their_low, high)), other))
    answer = Answer.BEATEN if sure else Answer.OPEN if may else Answer.UNBEATEN
    return Standing(
        answer,
        tuple(other for _, other in sorted(sure)),
        tuple(other for _, other in sorted(may)),
    )


def undecided(mine: Sequence[Interval], theirs: Sequence[Interval]) -> tuple[int, ...]:
    """Return the criteria that leave open whether somebody who may beat me does.

    Where all are decided but on none the other is surely better, those on which it may be.

    Examples
    --------
    >>> undecided([Interval(1, 3), Interval(0, 0)], [Interval(2, 2), Interval(1, 1)])
    (0,)
    """
    pairs = list(enumerate(zip(mine, theirs, strict=True)))
    found = tuple(n for n, (my, their) in pairs if their.lo < my.hi)
    return found or tuple(n for n, (my, their) in pairs if their.hi > my.lo)

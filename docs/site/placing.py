"""Where the entries of one column stand when they follow those of another."""

from __future__ import annotations

from collections.abc import Sequence


def stacked(heights: Sequence[float], gaps: Sequence[float]) -> list[float]:
    """Return the tops of entries that stand directly below each other.

    Parameters
    ----------
    heights
        Of each entry.
    gaps
        The room above each entry; that above the first one does not count.

    Examples
    --------
    >>> stacked([10, 20, 10], [8, 4, 4])
    [0.0, 14.0, 38.0]
    """
    tops: list[float] = []
    y = 0.0
    for number, (height, gap) in enumerate(zip(heights, gaps, strict=True)):
        y += gap if number else 0.0
        tops.append(y)
        y += height
    return tops


def followed(
    heights: Sequence[float],
    gaps: Sequence[float],
    wishes: Sequence[float | None],
    room: float,
) -> list[float]:
    """Return tops as near to the wished ones as order, gaps and room allow.

    The sum of squared distances from the wishes is the least possible (pool adjacent violators).

    Parameters
    ----------
    heights, gaps
        As for :func:`stacked`.
    wishes
        The top each entry would have by itself; None stays with the next entry that has a wish,
        or, when none follows, with the one before.
    room
        How far down the last entry may reach; what needs more takes it.

    Examples
    --------
    >>> followed([10, 10, 10], [4, 4, 4], [50, None, 20], 100)
    [21.0, 35.0, 49.0]
    >>> followed([10, 10], [4, 4], [0, 80], 60)
    [0.0, 50.0]
    """
    tight = stacked(heights, gaps)
    if not tight:
        return []
    # Measured from the tight column, the order of the entries is that their shifts never fall.
    shifts = _filled([None if w is None else w - top for w, top in zip(wishes, tight, strict=True)])
    pools: list[tuple[float, float, int]] = []
    for shift, wish in zip(shifts, wishes, strict=True):
        value, weight, size = shift, 1e-6 if wish is None else 1.0, 1
        while pools and pools[-1][0] > value:
            other, other_weight, other_size = pools.pop()
            total = weight + other_weight
            value = (value * weight + other * other_weight) / total
            weight, size = total, size + other_size
        pools.append((value, weight, size))
    most = max(0.0, room - tight[-1] - heights[-1])
    settled = [min(max(value, 0.0), most) for value, _, size in pools for _ in range(size)]
    return [round(top + shift, 2) for top, shift in zip(tight, settled, strict=True)]


def _filled(values: Sequence[float | None]) -> list[float]:
    """Replace None by the next value, else by the one before, else by 0."""
    filled: list[float] = []
    following: float | None = None
    for value in reversed(values):
        following = value if value is not None else following
        filled.append(following if following is not None else float("nan"))
    filled.reverse()
    last = next((value for value in reversed(filled) if value == value), 0.0)  # noqa: PLR0124
    return [value if value == value else last for value in filled]  # noqa: PLR0124

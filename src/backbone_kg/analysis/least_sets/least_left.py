"""Which few candidates together leave least uncovered: exact, by branch and bound."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final, NamedTuple

MOST_STEPS: Final = 1_000_000
"""How many combinations are looked at before the search is given up."""


class Found(NamedTuple):
    """The best combinations of one size.

    Parameters
    ----------
    combinations
        Names of their members, each in order.
    proven
        Whether no other leaves less; else the search was given up.
    """

    combinations: tuple[tuple[str, ...], ...]
    proven: bool


def best_covers(
    covers: Mapping[str, int], weights: Mapping[int, int], size: int, most: int = 3
) -> Found:
    """Return the combinations of a size that cover most, if no smaller one covers as much.

    Parameters
    ----------
    covers
        What each candidate covers, as the bits of a number.
    weights
        How much each bit counts.
    size
        How many members, 1 or more.
    most
        How many equals to return.
    """
    best, proven = 0, True
    found: list[tuple[str, ...]] = []
    for members in range(1, size + 1):
        best, found, exact = _best(covers, weights, members, most, best)
        proven = proven and exact
    return Found(tuple(sorted(found)), proven)


def _best(
    covers: Mapping[str, int], weights: Mapping[int, int], size: int, most: int, smaller: int
) -> tuple[int, list[tuple[str, ...]], bool]:
    """Return the most that a combination covers, which ones do if that is more than ``smaller``."""
    groups: dict[int, int] = {}
    for bit, value in weights.items():
        groups[value] = groups.get(value, 0) | 1 << bit

    def weight(mask: int) -> int:
        return sum(value * (mask & group).bit_count() for value, group in groups.items())

    names: dict[int, str] = {}
    for name in sorted(covers):
        names.setdefault(covers[name], name)
    masks = [m for m in names if m and not any(m != other and m & other == m for other in names)]
    masks.sort(key=lambda mask: (-weight(mask), names[mask]))
    best, steps = smaller, 0
    found: list[tuple[int, ...]] = []

    def search(among: list[int], chosen: tuple[int, ...], covered: int, have: int) -> None:
        nonlocal best, found, steps
        left = size - len(chosen)
        if left == 0:
            if have > best:
                best, found = have, []
            if have == best > smaller and len(found) < most:
                found.append(chosen)
            return
        steps += len(among)
        adds = [(-gain, mask) for mask in among if (gain := weight(mask & ~covered))]
        adds.sort(key=lambda add: add[0])
        for place, (minus, mask) in enumerate(adds[: len(adds) - left + 1]):
            # What each adds to what is covered is the most that it can add beside the others.
            bound = have - sum(add for add, _ in adds[place : place + left])
            enough = best == smaller or len(found) >= most
            if bound < best or (bound == best and enough) or steps > MOST_STEPS:
                return
            rest = [other for _, other in adds[place + 1 :]]
            search(rest, (*chosen, mask), covered | mask, have - minus)

    search(masks, (), 0, 0)
    named = [tuple(sorted(names[mask] for mask in one)) for one in found]
    return best, named, steps <= MOST_STEPS

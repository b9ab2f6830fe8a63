"""Where to put the nodes of a drawing in two columns: few crossings, and no overlap."""

from __future__ import annotations

from bisect import bisect_left, insort
from collections.abc import Mapping, Sequence


def crossings(order: Sequence[str], links: Mapping[str, Sequence[int]]) -> int:
    """Count how many pairs of links cross.

    Parameters
    ----------
    order
        The nodes of the free column from top to bottom.
    links
        For every such node the positions in the fixed column that it is linked to.

    Examples
    --------
    >>> crossings(["a", "b"], {"a": [1], "b": [0]})
    1
    """
    above: list[int] = []
    count = 0
    for node in order:
        for position in links[node]:
            count += len(above) - bisect_left(above, position + 1)
        for position in links[node]:
            insort(above, position)
    return count


def fewest_crossings(links: Mapping[str, Sequence[int]]) -> list[str]:
    """Order the nodes of the free column so that few links cross.

    Each node goes to the mean of the positions it is linked to (the barycenter heuristic of
    Sugiyama, Tagawa and Toda, 1981); then neighbors change places as long as that saves crossings.
    The same links give the same order.

    Parameters
    ----------
    links
        For every node the positions in the fixed column that it is linked to, at least one.

    Returns
    -------
    list of str
        The nodes from top to bottom; never with more crossings than the barycenters alone give.
    """
    order = sorted(links, key=lambda node: (sum(links[node]) / len(links[node]), node))
    changed = True
    while changed:
        changed = False
        for n in range(len(order) - 1):
            pair = order[n : n + 2]
            if crossings(pair[::-1], links) < crossings(pair, links):
                order[n : n + 2] = pair[::-1]
                changed = True
    return order


def apart(
    wished: Sequence[float], sizes: Sequence[float], top: float, bottom: float
) -> list[float]:
    """Move things in a column apart until none overlaps, as little as possible.

    Parameters
    ----------
    wished
        The middle each thing would best have, in points, from the first to the last in the column.
    sizes
        Their heights in points.
    top, bottom
        The room; it must hold all of them.

    Returns
    -------
    list of float
        Their middles, in the same order: those with the least sum of squared moves that keep the
        order and do not overlap (isotonic regression by pooling adjacent violators), kept in the
        room.
    """
    offsets = []
    offset = 0.0
    for size in sizes:
        offsets.append(offset + size / 2)
        offset += size
    pools: list[tuple[float, int]] = []
    for wish, start in zip(wished, offsets, strict=True):
        mean, count = wish - start, 1
        while pools and pools[-1][0] > mean:
            other, others = pools.pop()
            mean = (mean * count + other * others) / (count + others)
            count += others
        pools.append((mean, count))
    starts = [min(max(mean, top), bottom - offset) for mean, count in pools for _ in range(count)]
    return [start + offset for start, offset in zip(starts, offsets, strict=True)]

"""The smallest union by trying every choice: exact where either side has few different patterns.

With m different sets there are 2 ** m choices of sets, however many members they have; with m
different kinds of members, of which each kind is in the same sets, 2 ** m choices of kinds, however
many sets there are. What a choice comes to is a sum over its subsets, which is made for all choices
at once in m passes (Yates 1937).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from backbone_kg.analysis.least_sets.set_masks import classes

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

MOST: Final = 25
"""Of so many sets or kinds every choice can be tried: 2 ** 25 numbers take 64 megabytes."""
_AT_ONCE: Final = 2**20
"""How many choices are looked at together where that takes room."""


def can_be_tried(weights: Mapping[int, int]) -> bool:
    """Return whether there are few enough different sets, or kinds of members."""
    return min(len(weights), len(classes(list(weights)))) <= MOST


def smallest_of_all(weights: Mapping[int, int], count: int) -> tuple[tuple[int, ...], bool]:
    """Return the smallest union of ``count`` sets, and whether it is the only one.

    Parameters
    ----------
    weights
        The sets, each as a mask, and how many there are of each; few enough to be tried.
    count
        How many of them are united, from 1 to all.

    Returns
    -------
    tuple of int, bool
        Its members; of several such unions, the first in their order.
    """
    tried = _try_all(weights)
    enough = tried.counts >= count
    size = int(tried.sizes[enough].min())
    choices = (enough & (tried.sizes == size)).nonzero()[0]
    members: list[int] = []
    unique = True
    for member, chosen_by in sorted(tried.chosen_by.items()):
        if len(members) == size:
            break
        with_it = (choices & chosen_by) != 0
        if with_it.any():
            unique = unique and bool(with_it.all())
            choices = choices[with_it]
            members.append(member)
    return tuple(members), unique


def sizes_of_all(weights: Mapping[int, int]) -> tuple[int, ...]:
    """Return the size of the smallest union of 0, 1, 2 … sets, up to all of them.

    Parameters
    ----------
    weights
        As for :func:`smallest_of_all`.
    """
    import numpy as np

    tried = _try_all(weights)
    width = int(tried.sizes.max()) + 1
    seen = np.zeros((sum(weights.values()) + 1) * width, dtype=bool)
    for start in range(0, len(tried.sizes), _AT_ONCE):
        part = slice(start, start + _AT_ONCE)
        seen[tried.counts[part].astype(np.int64) * width + tried.sizes[part]] = True
    # Whatever holds three sets holds two of them.
    least = [width]
    for row in reversed(seen.reshape(-1, width)):
        least.append(min(least[-1], int(row.argmax()) if row.any() else width))
    return tuple(reversed(least[1:]))


class _Tried(NamedTuple):
    """What each choice comes to; bit i of its number says whether it has the i-th set or kind.

    Parameters
    ----------
    sizes
        How many members it has.
    counts
        How many sets lie within them.
    chosen_by
        The bits of which any brings a member with it.
    """

    sizes: NDArray[np.signedinteger[Any]]
    counts: NDArray[np.signedinteger[Any]]
    chosen_by: dict[int, int]


def _try_all(weights: Mapping[int, int]) -> _Tried:
    alike = classes(list(weights))
    if len(weights) <= len(alike):
        # A member is outside if all sets that it is in are among those that are not chosen.
        outside = _sums_over_subsets(
            {owners: len(members) for owners, members in alike.items()}, len(weights)
        )
        counts = _sums(list(weights.values()))
        chosen_by = {member: owners for owners, members in alike.items() for member in members}
        return _Tried(int(outside[-1]) - outside[::-1], counts, chosen_by)
    kinds: dict[int, int] = {}  # of each set, the kinds of its members
    for kind, owners in enumerate(alike):
        for number, mask in enumerate(weights):
            if owners >> number & 1:
                kinds[mask] = kinds.get(mask, 0) | 1 << kind
    inside = _sums_over_subsets(
        {kinds[mask]: weight for mask, weight in weights.items()}, len(alike)
    )
    sizes = _sums([len(members) for members in alike.values()])
    chosen_by = {
        member: 1 << kind for kind, members in enumerate(alike.values()) for member in members
    }
    return _Tried(sizes, inside, chosen_by)


def _sums_over_subsets(values: Mapping[int, int], width: int) -> Any:
    """Return, of each choice of ``width`` things, the sum of the values of all subsets of it."""
    import numpy as np

    sums = np.zeros(1 << width, dtype=_narrowest(values.values()))
    for choice, value in values.items():
        sums[choice] = value
    for thing in range(width):
        halves = sums.reshape(-1, 2, 1 << thing)
        halves[:, 1] += halves[:, 0]
    return sums


def _sums(values: list[int]) -> Any:
    """Return the sum of the values that each choice of them has."""
    import numpy as np

    sums = np.zeros(1, dtype=_narrowest(values))
    for value in values:
        sums = np.concatenate([sums, sums + sums.dtype.type(value)])
    return sums


def _narrowest(values: Iterable[int]) -> Any:
    """Return the kind of number that their sum fits in."""
    import numpy as np

    return np.int16 if sum(values) < 2**15 else np.int32

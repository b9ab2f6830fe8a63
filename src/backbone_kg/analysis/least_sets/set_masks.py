"""Sets of small whole numbers as the bits of one number: fast to join, to compare and to count."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence


def mask_of(members: Iterable[int]) -> int:
    """Return the set of some numbers.

    Examples
    --------
    >>> bin(mask_of([0, 1, 3]))
    '0b1011'
    """
    mask = 0
    for member in members:
        mask |= 1 << member
    return mask


def bits(mask: int) -> Iterator[int]:
    """Return the members of a set, in order.

    Examples
    --------
    >>> list(bits(0b1011))
    [0, 1, 3]
    """
    while mask:
        lowest = mask & -mask
        yield lowest.bit_length() - 1
        mask ^= lowest


def classes(sets: Sequence[int]) -> dict[int, tuple[int, ...]]:
    """Return the members that are in exactly the same sets, by the numbers of these sets.

    Examples
    --------
    >>> classes([0b011, 0b111])  # 0 and 1 are in both, 2 is in the second
    {3: (0, 1), 2: (2,)}
    """
    owners: dict[int, int] = {}
    for number, mask in enumerate(sets):
        for member in bits(mask):
            owners[member] = owners.get(member, 0) | 1 << number
    found: dict[int, tuple[int, ...]] = {}
    for member in sorted(owners):
        found[owners[member]] = (*found.get(owners[member], ()), member)
    return found

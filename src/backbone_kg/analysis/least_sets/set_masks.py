"""Sets of small whole numbers as the bits of one number: fast to join, to compare and to count."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Final

_BITS: Final = 1024
_WORD: Final = (1 << _BITS) - 1


def mask_of(members: Iterable[int]) -> int:
    """Return the set of some numbers.

    Examples
    --------
    >>> bin(mask_of([0, 1, 3]))
    '0b1011'
    """
    numbers = list(members)
    octets = bytearray(max(numbers, default=-1) // 8 + 1)
    for number in numbers:
        octets[number // 8] |= 1 << number % 8
    return int.from_bytes(octets, "little")


def bits(mask: int) -> Iterator[int]:
    """Return the members of a set, in order.

    Examples
    --------
    >>> list(bits(0b1011))
    [0, 1, 3]
    """
    first = 0
    while mask:
        # Word by word: what is done with a number costs as much as it is long.
        word = mask & _WORD
        while word:
            lowest = word & -word
            yield first + lowest.bit_length() - 1
            word ^= lowest
        mask >>= _BITS
        first += _BITS


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
    found: dict[int, list[int]] = {}
    for member in sorted(owners):
        found.setdefault(owners[member], []).append(member)
    return {of: tuple(members) for of, members in found.items()}

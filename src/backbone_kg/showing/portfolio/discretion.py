"""What is left out of a page on many partnerships, so that nobody can be told by it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from backbone_kg.base.words import plural, verb


@dataclass(frozen=True, slots=True)
class Discretion:
    """What is left out of what is said, so that nobody can be told by it.

    Parameters
    ----------
    names
        Whether organizations are named.
    fewest
        Groups, roles and organizations of fewer partnerships are left out, and counted.
    """

    names: bool = True
    fewest: int = 1


OPEN: Final = Discretion()


def left_out(count: int, noun: str, discretion: Discretion) -> Iterator[str]:
    """Say how many things are left out because few partnerships have them in common."""
    if count:
        yield (
            f"{plural(count, noun)} of fewer than {plural(discretion.fewest, 'partnership')} "
            f"{verb(count, 'is', 'are')} left out."
        )

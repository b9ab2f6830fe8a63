"""What is left out of a page on many partnerships, so that nobody can be told by it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final, TypeVar

from backbone_kg.base.numbers_and_lists import plural, share, verb

_Item = TypeVar("_Item")


@dataclass(frozen=True, slots=True)
class Discretion:
    """What is left out of what is said, so that nobody can be told by it.

    Parameters
    ----------
    names
        Whether organizations are named.
    fewest
        Groups, roles and organizations of fewer partnerships are left out, and counted; where
        fewer partnerships are counted, it is not said how many.
    """

    names: bool = True
    fewest: int = 1

    def hides(self, count: int, whole: int | None = None) -> bool:
        """Return whether it is not said how many these partnerships are.

        Parameters
        ----------
        count
            How many.
        whole
            Of how many that are told: the others are not to be told by it, either.
        """
        others = 0 if whole is None else whole - count
        return 0 < count < self.fewest or 0 < others < self.fewest

    def count(self, count: int) -> str:
        """Return a number of partnerships.

        Examples
        --------
        >>> Discretion(fewest=5).count(4), Discretion(fewest=5).count(5), OPEN.count(4)
        ('under 5', '5', '4')
        """
        return f"under {self.fewest:,}" if self.hides(count) else f"{count:,}"

    def verb(self, count: int, one: str, many: str) -> str:
        """Return the form of a word that goes with a number as :meth:`count` has it."""
        return many if self.hides(count) else verb(count, one, many)

    def of(self, count: int, whole: int) -> str:
        """Return how many of some partnerships are so.

        Examples
        --------
        >>> Discretion(fewest=5).of(2, 40), Discretion(fewest=5).of(38, 40), OPEN.of(2, 40)
        ('under 5 of 40', 'over 35 of 40', '2 of 40 (5%)')
        """
        if not self.hides(count, whole):
            return share(count, whole)
        if count < self.fewest:
            return f"under {self.fewest:,} of {whole:,}"
        return f"over {whole - self.fewest:,} of {whole:,}"

    def parts(self, counts: Sequence[int]) -> tuple[str, ...]:
        """Return numbers of partnerships that add up to one that is told.

        Were one of them alone not said, it could be told from the rest: then the next smallest is
        not said, either.

        Examples
        --------
        >>> Discretion(fewest=5).parts([2, 0, 9, 20])
        ('not told', '0', 'not told', '20')
        >>> Discretion(fewest=5).parts([2, 3, 9, 20])
        ('not told', 'not told', '9', '20')
        """
        hidden = self.hidden(counts)
        return tuple(
            "not told" if place in hidden else f"{count:,}" for place, count in enumerate(counts)
        )

    def hidden(self, counts: Sequence[int]) -> frozenset[int]:
        """Return the places of the numbers that are not said, as :meth:`parts` has it."""
        hidden = {place for place, count in enumerate(counts) if self.hides(count)}
        if len(hidden) == 1:
            others = [at for at, count in enumerate(counts) if count and at not in hidden]
            hidden |= set(sorted(others, key=lambda at: counts[at])[:1])
        return frozenset(hidden)

    def kept(self, items: Sequence[_Item], size: Callable[[_Item], int]) -> list[_Item]:
        """Return the groups that are told, of groups that make up a whole.

        Were one of them alone left out, it could be told from the rest: then the next smallest is
        left out, too.

        Parameters
        ----------
        items, size
            The groups, and of how many partnerships each is.
        """
        shown = [item for item in items if size(item) >= self.fewest]
        if shown and len(items) - len(shown) == 1:
            shown.remove(min(shown, key=size))
        return shown


OPEN: Final = Discretion()


def left_out(count: int, noun: str, discretion: Discretion) -> Iterator[str]:
    """Say how many things are left out because few partnerships have them in common."""
    if count:
        yield (
            f"{plural(count, noun)} {verb(count, 'is', 'are')} left out, so that nothing can be "
            f"told of fewer than {plural(discretion.fewest, 'partnership')}."
        )

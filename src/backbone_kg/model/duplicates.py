"""Partners of one file that are likely one organization, written in two ways."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from backbone_kg.base.names import key, shortened
from backbone_kg.base.same_organization import alike_names
from backbone_kg.model.holdings import Partner


class LikelyOne(NamedTuple):
    """Two partners that are likely one.

    Parameters
    ----------
    first, second
        In the order of the file.
    why
        What their names have in common, as the end of a sentence about them.
    """

    first: Partner
    second: Partner
    why: str


def likely_duplicates(partners: Sequence[Partner]) -> Iterable[LikelyOne]:
    """Return the partners whose names are alike or shared, unless the file tells them apart.

    Parameters
    ----------
    partners
        Of one file, in its order.

    Yields
    ------
    LikelyOne
        Each second partner at most once. Partners of one name are a mistake of another kind; those
        that both have an identifier are told apart by it, or share it, which is a mistake too.
    """
    told: set[int] = set()
    names = [partner.name for partner in partners]
    for place, other, why in (*_named_alike(partners), *alike_names(names)):
        first, second = partners[place], partners[other]
        identified = [p.organization.matched_by == "identifier" for p in (first, second)]
        if other in told or key(first.name) == key(second.name) or all(identified):
            continue
        told.add(other)
        yield LikelyOne(first, second, why)


def _named_alike(partners: Sequence[Partner]) -> Iterator[tuple[int, int, str]]:
    """Return the pairs of partners of which one has a name of the other as another name."""
    first_of: dict[str, int] = {key(one.name): place for place, one in enumerate(partners)}
    for place, partner in enumerate(partners):
        for name in partner.also_known_as:
            other = first_of.setdefault(key(name), place)
            if other != place:
                why = f"have “{shortened(name)}” in common, as “Also known as” says"
                yield min(place, other), max(place, other), why

"""Who could be the backbone, on what they are rated, and how: as far as the file says."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from backbone_kg.base.names import clean, key
from backbone_kg.graph.namespaces import CANDIDATE, CRITERION, PARTNER, RATING, term
from backbone_kg.model import properties
from backbone_kg.model.records import Record, Records, Value
from backbone_kg.model.statements import Statement, Statements

DEFAULT_SCALE: Final = "0 to 3"
"""The scale of a criterion that names none."""

MOST_RATINGS: Final = 101
"""The most ratings that a scale of numbers can have."""

SCALE_LENGTH, RATING_RANK = term("bkg:scaleLength"), term("bkg:ratingRank")
"""What is derived of scales and ratings for the checks."""

_INTEGER = term("xsd:integer")
_NUMBERS = r"(?a)(-?\d{1,6})\s*(?:to|-|–|—|…|\.\.\.?)\s*(-?\d{1,6})"


@dataclass(frozen=True, slots=True)
class Candidate:
    """Somebody who could be the backbone.

    Parameters
    ----------
    iri, name
        The candidate.
    kind
        IRI of its kind of organization; "" if that is not known.
    partner
        IRI of the partner of that name; "" if it is none.
    """

    iri: str
    name: str
    kind: str = ""
    partner: str = ""


@dataclass(frozen=True, slots=True)
class Criterion:
    """What candidates are rated on.

    Parameters
    ----------
    iri, name
        The criterion.
    scale
        The ratings that there are, the lowest first; empty if the scale is not understood.
    """

    iri: str
    name: str
    scale: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Rating:
    """How a rater sees a candidate on a criterion.

    Parameters
    ----------
    candidate, criterion
        IRIs.
    rater
        Who; "" where one rater goes without a name.
    rank
        The place on the scale, from 0; None if the rating is not given or not on the scale.
    """

    candidate: str
    criterion: str
    rater: str
    rank: int | None


@dataclass(frozen=True, slots=True)
class Ratings:
    """All that a file says of the choice of a backbone.

    Parameters
    ----------
    candidates, criteria, ratings
        In the order of the file.
    not_read
        How many rows or ratings could not be understood.
    """

    candidates: tuple[Candidate, ...] = ()
    criteria: tuple[Criterion, ...] = ()
    ratings: tuple[Rating, ...] = ()
    not_read: int = 0


def scale_of(text: str) -> tuple[str, ...]:
    """Return the ratings of a scale, the lowest first; none if it is not understood.

    Parameters
    ----------
    text
        Two whole numbers, or ratings with commas or semicolons between them; :data:`DEFAULT_SCALE`
        if it is blank.

    Examples
    --------
    >>> scale_of("1 to 3"), scale_of("no, partly, yes"), scale_of("good")
    (('1', '2', '3'), ('no', 'partly', 'yes'), ())
    """
    text = clean(text) or DEFAULT_SCALE
    if numbers := re.fullmatch(_NUMBERS, text):
        first, last = int(numbers[1]), int(numbers[2])
        found = [str(n) for n in range(first, min(last, first + MOST_RATINGS) + 1)]
        return tuple(found) if 2 <= len(found) <= MOST_RATINGS else ()
    found = [clean(part) for part in re.split("[;,]", text)]
    alone = len(set(map(key, found))) == len(found)
    return tuple(found) if len(found) > 1 and all(found) and alone else ()


def rank_of(rating: str, scale: tuple[str, ...]) -> int | None:
    """Return the place of a rating on a scale, from 0, or None if it is not on it."""
    wanted = key(rating)
    return next((n for n, one in enumerate(scale) if key(one) == wanted), None)


def ratings_of(records: Records) -> Ratings:
    """Return what a file says of candidates, criteria and ratings.

    A candidate with the name of a partner is that partner, and of its kind unless another is given.
    """
    partners = {key(row.text(properties.NAME)): row for row in reversed(records.of(PARTNER))}
    candidates = {row.thing: _candidate(row, partners) for row in records.of(CANDIDATE)}
    criteria = {
        row.thing: Criterion(row.thing, _name(row), scale_of(row.text(properties.SCALE)))
        for row in records.of(CRITERION)
    }
    found, not_read = [], sum(not criterion.scale for criterion in criteria.values())
    not_read += sum(1 for row in records.of(CANDIDATE) for _ in row.misfits())
    for row in records.of(RATING):
        candidate = row.thing_named(properties.CANDIDATE)
        criterion = row.thing_named(properties.CRITERION)
        if candidate not in candidates or criterion not in criteria:
            not_read += 1
            continue
        text, scale = row.text(properties.RATING), criteria[criterion].scale
        rank = rank_of(text, scale) if text else None
        not_read += bool(text and scale and rank is None)
        found.append(Rating(candidate, criterion, clean(row.text(properties.RATER)), rank))
    return Ratings(tuple(candidates.values()), tuple(criteria.values()), tuple(found), not_read)


def _candidate(row: Record, partners: dict[str, Record]) -> Candidate:
    name = _name(row)
    partner = partners.get(key(name))
    kind = row.thing_named(properties.KIND)
    if not kind and partner is not None:
        kind = partner.thing_named(properties.KIND)
    return Candidate(row.thing, name, kind, partner.thing if partner else "")


def _name(row: Record) -> str:
    return clean(row.text(properties.NAME)) or row.thing.rpartition("/")[2]


def ranks(stated: Statements) -> Iterator[Statement]:
    """Return how long each scale is, and which place on it each rating has, as statements.

    Parameters
    ----------
    stated
        What a partnership's file says.
    """
    scales: dict[str, tuple[str, ...]] = {}
    for criterion in stated.things(CRITERION):
        written = stated.value(criterion, properties.SCALE)
        scales[criterion] = scale_of("" if written is None else written.text)
        yield criterion, SCALE_LENGTH, Value(str(len(scales[criterion])), _INTEGER)
    for rating in stated.things(RATING):
        of = stated.value(rating, properties.CRITERION)
        scale = scales.get(of.text, ()) if of is not None else ()
        given = stated.value(rating, properties.RATING)
        if given is not None and scale:
            rank = rank_of(given.text, scale)
            place = 0 if rank is None else rank + 1
            yield rating, RATING_RANK, Value(str(place), _INTEGER)

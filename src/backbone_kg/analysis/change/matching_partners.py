"""Which partner of one file is which of another: by identifier, by a name, or likely by name."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from typing import Final, TypeAlias

from backbone_kg.base.likely_names import Candidates
from backbone_kg.base.names import key
from backbone_kg.model.holdings import Partner

LIKELY: Final = 85.0
"""How alike the spelling of two names is at least, of 100, that are likely one partner's."""
_WORD_LIKENESS: Final = 0.8
_SHORT: Final = 4
"""Words of up to so many letters are the same or not: YMCA is not YWCA, nor 1st 2nd."""
_NOT_TOLD_BY: Final = frozenset(
    ("a", "an", "and", "at", "by", "for", "in", "of", "on", "the", "to", "inc", "llc", "ltd", "co")
)
_WORD: Final = re.compile(r"[^\W_]+(?:'[^\W_]+)*")


_Pairs: TypeAlias = Iterator[tuple[Partner, Partner]]


class MatchedBy(StrEnum):
    """On which ground two partners of two files are taken to be one."""

    IDENTIFIER = "identifier"
    NAME = "name"
    OTHER_NAME = "other name"
    LIKELY = "likely name"


@dataclass(frozen=True, slots=True)
class Match:
    """Two partners of two files that are, or likely are, one.

    Parameters
    ----------
    before, after
        As the two files have them.
    by
        On which ground.
    """

    before: Partner
    after: Partner
    by: MatchedBy


def matches(before: Sequence[Partner], after: Sequence[Partner]) -> tuple[Match, ...]:
    """Return which partners of two files are one, each at most once.

    Parameters
    ----------
    before, after
        The partners of the two files, in their order.

    Notes
    -----
    By identifier first; then by the same name, as :func:`backbone_kg.base.names.key` compares
    names; what has the same name and another identifier is a likely match only. Then by the other
    names that a file gives a partner, where they lead to one partner alone. The rest by likely
    names, the likeliest first. With the files exchanged the same pairs come out.
    """
    found: list[Match] = []
    for by, pairs_of in (
        (MatchedBy.IDENTIFIER, _of_one_identifier_and_name),
        (MatchedBy.IDENTIFIER, _of_one_identifier),
        (MatchedBy.NAME, _of_one_name),
        (MatchedBy.OTHER_NAME, _by_other_names),
        (MatchedBy.LIKELY, _likely),
    ):
        pairs = list(pairs_of(before, after))
        found += [Match(one, other, by) for one, other in pairs]
        taken = {id(partner) for pair in pairs for partner in pair}
        before = [partner for partner in before if id(partner) not in taken]
        after = [partner for partner in after if id(partner) not in taken]
    return tuple(found)


def _of_one_identifier_and_name(before: Sequence[Partner], after: Sequence[Partner]) -> _Pairs:
    return _by_key(before, after, lambda p: _identifier(p) and (_identifier(p), key(p.name)))


def _of_one_identifier(before: Sequence[Partner], after: Sequence[Partner]) -> _Pairs:
    return _by_key(before, after, _identifier)


def _of_one_name(before: Sequence[Partner], after: Sequence[Partner]) -> _Pairs:
    """Return pairs of one name that do not contradict one another by their identifiers."""
    pairs = _by_key(before, after, lambda partner: key(partner.name))
    return ((a, b) for a, b in pairs if not (_identifier(a) and _identifier(b)))


def _identifier(partner: Partner) -> str:
    known = partner.organization.matched_by == "identifier"
    return partner.organization.iri if known else ""


def _by_key(
    before: Sequence[Partner], after: Sequence[Partner], of: Callable[[Partner], object]
) -> _Pairs:
    """Return pairs with the same key, the first with the first; an empty key is none."""
    waiting: dict[object, list[Partner]] = {}
    for partner in after:
        waiting.setdefault(of(partner), []).append(partner)
    for partner in before:
        if (its := of(partner)) and waiting.get(its):
            yield partner, waiting[its].pop(0)


def _by_other_names(before: Sequence[Partner], after: Sequence[Partner]) -> _Pairs:
    """Return the pairs of which one has a name of the other, and no third has it."""
    forms = [
        [frozenset(map(key, (p.name, *p.also_known_as))) for p in some] for some in (before, after)
    ]
    bearers: list[dict[str, set[int]]] = [{}, {}]
    for side, some in zip(bearers, forms, strict=True):
        for place, each in enumerate(some):
            for name in each:
                side.setdefault(name, set()).add(place)
    for n, names in enumerate(forms[0]):
        theirs = {m for name in names for m in bearers[1].get(name, ())}
        if len(theirs) != 1:
            continue
        m = next(iter(theirs))
        ours = {one for name in forms[1][m] for one in bearers[0].get(name, ())}
        one, other = before[n], after[m]
        if ours == {n} and not (_identifier(one) and _identifier(other)):
            yield one, other


def _likely(before: Sequence[Partner], after: Sequence[Partner]) -> _Pairs:
    """Return the pairs of likely names, one to one, the likeliest first."""
    if not before or not after:
        return
    here, there = _by_form(before), _by_form(after)
    # Of equally likely ones, the same whichever of the files is named first.
    ranked = sorted(_alike(here, there), key=lambda one: (-one[0], sorted(one[1:])))
    for _, form, other in ranked:
        yield from zip(here[form], there[other], strict=False)
        most = min(len(here[form]), len(there[other]))
        del here[form][:most], there[other][:most]


def _by_form(partners: Iterable[Partner]) -> dict[str, list[Partner]]:
    """Return partners by the words of their names in alphabetical order, where there are any."""
    found: dict[str, list[Partner]] = {}
    for partner in partners:
        if form := " ".join(sorted(_words(partner.name))):
            found.setdefault(form, []).append(partner)
    return found


def _alike(here: Iterable[str], there: Iterable[str]) -> Iterator[tuple[float, str, str]]:
    """Return how alike two forms are, and both, where they are likely one partner's.

    Each is compared only with those that share one of its words, or nearly, which few have.
    """
    from rapidfuzz import fuzz, process

    with_word, with_word_here = _by_word(there), _by_word(here)
    long_words = Candidates(word for word in with_word if len(word) > _SHORT)

    @cache
    def having(word: str) -> set[str]:
        near = long_words.similar(word, cutoff=_WORD_LIKENESS) if len(word) > _SHORT else ()
        return {form for each in (word, *near) for form in with_word.get(each, ())}

    compared = {form: min(map(having, form.split()), key=len).copy() for form in here}
    # One all of whose words the other has need not have the other's word that few have.
    for form in there:
        fewest = min((with_word_here.get(word, set()) for word in form.split()), key=len)
        for longer in fewest:
            compared[longer].add(form)
    for form, others in compared.items():
        for other, likeness, _ in process.extract(
            form, others, scorer=fuzz.ratio, score_cutoff=LIKELY, limit=None
        ):
            if _words_are_alike(form.split(), other.split()):
                yield likeness, form, other


def _by_word(forms: Iterable[str]) -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    for form in forms:
        for word in form.split():
            found.setdefault(word, set()).add(form)
    return found


def _words(name: str) -> list[str]:
    words = _WORD.findall(key(name))
    return [word for word in words if word not in _NOT_TOLD_BY] or words


def _words_are_alike(one: Sequence[str], other: Sequence[str]) -> bool:
    """Return whether each word that only one name has is nearly one that only the other has."""
    from rapidfuzz import fuzz

    here, there = set(one) - set(other), set(other) - set(one)
    if not here or not there:
        return True

    def near(word: str, words: Iterable[str]) -> bool:
        return len(word) > _SHORT and any(
            len(w) > _SHORT and fuzz.ratio(word, w) >= 100 * _WORD_LIKENESS for w in words
        )

    return all(near(word, there) for word in here) and all(near(word, here) for word in there)

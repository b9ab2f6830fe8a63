"""Names that are likely one organization's, with the reason why."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import combinations
from typing import TypeAlias

from backbone_kg.base.groups import grouped
from backbone_kg.base.names import bare

SHORT_WORD = 5
"""Words of fewer letters are the same or not: YMCA is not YWCA."""
LONG_WORD = 10
"""In words of at least so many letters two letters may differ, else one."""
_LARGEST_GROUP = 200
"""How many names that share all words but one are compared with one another, at most.

That many names of one pattern, such as the schools of a district, are no slips of one pen.
"""
_IN_FULL = {
    short: full
    for full, shorts in (
        ("association", "assn assoc"), ("center", "ctr centre"), ("department", "dept"),
        ("elementary", "elem"), ("foundation", "fdn fndn"), ("hospital", "hosp"),
        ("institute", "inst"), ("international", "intl"), ("mount", "mt"), ("national", "natl"),
        ("organization", "org organisation"), ("saint", "st"), ("services", "svcs"),
        ("university", "univ"),
    )
    for short in shorts.split()
}  # fmt: skip
_KINDS = frozenset(
    [
        *("agency", "association", "center", "church", "clinic", "college", "foundation", "fund"),
        *("group", "hospital", "institute", "library", "network", "organization", "program"),
        *("school", "schools", "society", "trust"),
    ]
)
"""Words that people leave out at the end of a name: St. Mary's for St. Mary's Hospital."""
_PUBLIC_BODIES = frozenset(["borough", "city", "county", "state", "town", "university", "village"])
"""Names that begin so are not longer names of one body: City of Akron, City of Akron Schools."""
_SIDES = re.compile(r"north|south|east|west|upper|lower|inner|outer|pre|post|inter|intra|sub|super")


Alike: TypeAlias = tuple[int, int, str]
"""The places of two names, and what they have in common."""


def alike_names(names: Iterable[str]) -> tuple[Alike, ...]:
    """Return pairs of names that are likely one organization's, and why.

    Parameters
    ----------
    names
        As people wrote them.

    Returns
    -------
    tuple of (int, int, str)
        The places of both names, the first before the second, and what the names have in common,
        as the end of a sentence about them.

    Notes
    -----
    Names whose numbers differ are never alike. Time and memory grow with the number of names.

    Examples
    --------
    >>> list(alike_names(["The Mill Fund, Inc.", "Mill Fund", "Harbor Libary", "Harbor Library"]))
    [(0, 1, 'are the same but for articles, punctuation and legal forms'), \
(2, 3, 'differ in a letter or two')]
    """
    return _alike(tuple(names))


@lru_cache(maxsize=1)  # findings and figures of a file ask for the same
def _alike(names: tuple[str, ...]) -> tuple[Alike, ...]:
    forms = [bare(name) for name in names]
    found: dict[tuple[int, int], str] = {}

    def note(groups: Iterable[list[int]], why: str) -> None:
        for group in groups:
            for first, second in combinations(group[:_LARGEST_GROUP], 2):
                if forms[first]:
                    found.setdefault((first, second), why)

    in_order = (" ".join(sorted(form.split())) for form in forms)
    in_full = [" ".join(_IN_FULL.get(word, word) for word in form.split()) for form in forms]
    note(_alike_in(forms), "are the same but for articles, punctuation and legal forms")
    note(_alike_in(in_order), "have the same words in another order")
    note(_alike_in(form.replace(" ", "") for form in forms), "are the same but for the spaces")
    note(_alike_in(in_full), "are the same but for abbreviations")
    note(_without_kind(in_full), "are the same but for the last word of one")
    for first, second in _one_word_apart(forms):
        found.setdefault((first, second), "differ in a letter or two")
    return tuple((first, second, why) for (first, second), why in sorted(found.items()))


def _alike_in(keys: Iterable[str]) -> list[list[int]]:
    """Return the places of equal keys, where there are several."""
    groups = grouped((its_key, place) for place, its_key in enumerate(keys))
    return [group for group in groups.values() if len(group) > 1]


def _without_kind(forms: Sequence[str]) -> list[list[int]]:
    """Return the pairs of names of which one is the other without the kind of organization."""
    place_of = {form: place for place, form in enumerate(forms)}
    longer: dict[int, list[int]] = {}
    for place, form in enumerate(forms):
        rest, _, last = form.rpartition(" ")
        shorter = place_of.get(rest) if last in _KINDS and " " in rest else None
        if shorter is not None and rest.split()[0] not in _PUBLIC_BODIES:
            longer.setdefault(shorter, []).append(place)
    # A name that two can be short for says of neither that it is meant.
    return [sorted((one, found[0])) for one, found in longer.items() if len(found) == 1]


def _one_word_apart(forms: Sequence[str]) -> Iterator[tuple[int, int]]:
    """Return the pairs of names all of whose words but one are the same, and that one nearly."""
    groups: dict[tuple[str, ...], list[tuple[int, str]]] = {}
    for place, form in enumerate(forms):
        words = form.split()
        for at, word in enumerate(words):
            if len(word) >= SHORT_WORD and word.isalpha():
                rest = (*words[:at], "", *words[at + 1 :])
                groups.setdefault(rest, []).append((place, word))
    for group in groups.values():
        if len(group) <= _LARGEST_GROUP:
            for (first, word), (second, other) in combinations(group, 2):
                if nearly_the_same(word, other):
                    yield min(first, second), max(first, second)


def nearly_the_same(word: str, other: str) -> bool:
    """Return whether two words differ by a slip of the pen: a letter, or two in a long word.

    Examples
    --------
    >>> nearly_the_same("foundation", "fundation"), nearly_the_same("eastside", "westside")
    (True, False)
    """
    from rapidfuzz.distance import OSA

    if word == other or min(len(word), len(other)) < SHORT_WORD:
        return False
    side, other_side = _SIDES.match(word), _SIDES.match(other)
    if side and other_side and side[0] != other_side[0]:
        return False
    most = 2 if min(len(word), len(other)) >= LONG_WORD else 1
    return OSA.distance(word, other, score_cutoff=most) <= most

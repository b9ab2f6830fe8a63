"""Names guessed at: which of many somebody meant who typed another text."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Sequence
from difflib import SequenceMatcher
from functools import cached_property, lru_cache
from typing import NamedTuple

from backbone_kg.base.names import key

_WORD = re.compile(r"[^\W_]+(?:'[^\W_]+)*")
_SMALL_WORD = re.compile("a|an|and|at|by|de|del|for|in|la|of|on|the|to|with")
_SURE = 0.9
"""A spelling this close is likelier meant than a longer name that merely contains the text."""
FEW = 5
"""How many near names a message gives at most."""
_NEITHER = r"[\W_]+"
"""Neither a letter nor a digit."""
_LONGEST = 200
"""How many characters of a name are compared; comparing takes the square of this at worst."""
_MANY = 2000
"""Of more names only those are compared that share letters with the text which few have."""
_RARE = 1000
"""How often such letters stand in the names together, until no more of them are looked up."""
_COMPARED = 100
"""How many names, those that share the most of them, are compared then."""


class _Forms(NamedTuple):
    """What of a name is compared with other names."""

    key: str
    words: frozenset[str]
    acronyms: frozenset[str]


@lru_cache(maxsize=16384)
def _forms(name: str) -> _Forms:
    words = _WORD.findall(key(name))
    large = [word for word in words if not _SMALL_WORD.fullmatch(word)]
    acronyms = {"".join(word[0] for word in some) for some in (words, large) if len(some) > 1}
    return _Forms(key(name), frozenset(large), frozenset(acronyms))


def nearest(text: str, candidates: Iterable[str], *, cutoff: float = 0.72) -> str | None:
    """Return the candidate that a person most likely meant.

    In this order: an acronym of the one or the other; a spelling that is nearly the same; the only
    candidate that starts with the text; the only one that has all words of the text; a similar
    spelling.

    Parameters
    ----------
    text
        What was typed.
    candidates
        The names it can stand for. Those with the same :func:`key` as the text are passed over.
    cutoff
        The least similarity of a spelling that is similar, from 0 (anything) to 1 (the same).

    Returns
    -------
    str or None
        None when no candidate is near. Of equally near ones the first in sorted order.

    Examples
    --------
    >>> names = ["Greater Tacoma Community Foundation", "Tacoma Public Schools"]
    >>> nearest("GTCF", names)
    'Greater Tacoma Community Foundation'
    >>> nearest("Tacoma Pubic School", names)
    'Tacoma Public Schools'
    >>> nearest("City of Tacoma", names) is None
    True
    """
    # The same candidates are asked for many texts, and preparing them takes longest.
    return _prepared(tuple(candidates)).nearest(text, cutoff=cutoff)


def near_names(name: str, candidates: Iterable[str]) -> list[str]:
    """Return the name that was most likely meant, or the few that have in them what was typed.

    Examples
    --------
    >>> near_names("K12", ["K-12 school district", "Think tank"])
    ['K-12 school district']
    >>> near_names("org", ["Youth organization", "Anchor organization", "Club"])
    ['Anchor organization', 'Youth organization']
    """
    names = sorted(set(candidates))
    near = nearest(name, names)
    if near:
        return [near]
    letters = re.sub(_NEITHER, "", key(name))
    if len(letters) < 2:
        return []
    return [one for one in names if letters in re.sub(_NEITHER, "", key(one))][:FEW]


def did_you_mean(text: str, candidates: Iterable[str]) -> str:
    """Return the question that goes behind an error message, with a space before it.

    Parameters
    ----------
    text
        What was typed.
    candidates
        The names it can stand for; see :func:`nearest`.

    Examples
    --------
    >>> did_you_mean("matematica", ["fsg", "mathematica"]), did_you_mean("?", ["fsg"])
    (' Did you mean “mathematica”?', '')
    """
    near = nearest(text, candidates)
    return meant([near] if near else [])


def meant(names: Sequence[str]) -> str:
    """Return the question whether one of some names was meant, with a space before it.

    Examples
    --------
    >>> meant(["a", "b"]), meant([])
    (' Did you mean “a” or “b”?', '')
    """
    return f" Did you mean {' or '.join(f'“{one}”' for one in names)}?" if names else ""


class Candidates:
    """Names that a text can stand for, prepared so that many texts are looked up quickly.

    Parameters
    ----------
    names
        In any order.

    Notes
    -----
    Among more than 2,000 names, a similar spelling is found if it shares some of the text's rarest
    letters in a row; so the time for one text hardly grows with the number of names.
    """

    def __init__(self, names: Iterable[str]) -> None:
        named: dict[str, str] = {}
        for name in sorted(set(names)):
            named.setdefault(_forms(name).key, name)
        named.pop("", None)
        self._names = list(named.values())
        self._keys = list(named)
        self._beginnings = {n: its_key[:_LONGEST] for n, its_key in enumerate(named)}
        self._acronyms: dict[str, list[int]] = {}
        self._without_dots: dict[str, list[int]] = {}
        self._with_word: dict[str, list[int]] = {}
        for place, name in enumerate(self._names):
            forms = _forms(name)
            for acronym in forms.acronyms:
                self._acronyms.setdefault(acronym, []).append(place)
            for word in forms.words:
                self._with_word.setdefault(word, []).append(place)
            self._without_dots.setdefault(forms.key.replace(".", ""), []).append(place)
        self._sorted_keys = sorted((its_key, place) for place, its_key in enumerate(self._keys))

    def nearest(self, text: str, *, cutoff: float = 0.72) -> str | None:
        """Return the name that a person most likely meant, or None; see :func:`nearest`."""
        typed = _forms(text)
        if not typed.key:
            return None
        if (acronym := self._by_acronym(typed)) is not None:
            return acronym
        similarity, similar = self._by_spelling(typed.key, cutoff)
        if similarity >= _SURE:
            return similar
        return self._by_beginning(typed.key) or self._by_words(typed) or similar

    def similar(self, text: str, *, cutoff: float) -> list[str]:
        """Return the names of a similar spelling, the likeliest first, the same name among them.

        Parameters
        ----------
        text
            In the form that :func:`backbone_kg.base.names.key` gives.
        cutoff
            The least similarity, from 0 (anything) to 1 (the same): twice the letters that both
            have in the same order, of all letters of both.
        """
        return [self._names[place] for _, _, place in self._similar(text[:_LONGEST], 100 * cutoff)]

    def _by_acronym(self, typed: _Forms) -> str | None:
        # A single letter is never an acronym, because a name of one word has none.
        places = list(self._acronyms.get(typed.key.replace(".", ""), ()))
        for acronym in typed.acronyms:
            places += self._without_dots.get(acronym, ())
        others = [place for place in places if self._keys[place] != typed.key]
        return self._names[min(others)] if others else None

    def _by_beginning(self, typed: str) -> str | None:
        at = bisect_left(self._sorted_keys, (typed, -1))
        found = [
            place
            for its_key, place in self._sorted_keys[at : at + 3]
            if its_key.startswith(typed) and its_key != typed
        ]
        return self._names[found[0]] if len(found) == 1 and len(typed) > 1 else None

    def _by_words(self, typed: _Forms) -> str | None:
        found: list[int] = []
        with_words = (self._with_word.get(word, []) for word in typed.words)
        for place in min(with_words, key=len, default=[]):
            if self._keys[place] != typed.key and typed.words <= _forms(self._names[place]).words:
                found.append(place)
            if len(found) > 1:
                return None
        return self._names[found[0]] if found else None

    def _by_spelling(self, typed: str, cutoff: float) -> tuple[float, str | None]:
        best, found = 0.0, None
        begin = typed[:_LONGEST]
        matcher = SequenceMatcher(autojunk=False)
        matcher.set_seq2(begin)
        # The longest common subsequence is an upper bound of what the matcher counts.
        nearest_at = len(self._keys)
        for beginning, at_most, place in self._similar(begin, 100 * cutoff - 0.001):
            if at_most / 100 < best - 1e-9:
                break
            if self._keys[place] == typed:
                continue
            matcher.set_seq1(beginning)
            similarity = matcher.ratio()
            if similarity >= cutoff and (similarity, -place) > (best, -nearest_at):
                best, found, nearest_at = similarity, self._names[place], place
        return best, found

    def _similar(self, begin: str, least: float) -> list[tuple[str, float, int]]:
        """Return beginnings like a text, how alike they are of 100, and places; likeliest first."""
        from rapidfuzz import fuzz, process

        return process.extract(
            begin, self._like(begin), scorer=fuzz.ratio, score_cutoff=least, limit=None
        )

    def _like(self, begin: str) -> dict[int, str]:
        """Return the beginnings to compare with a text, by the place of their names."""
        if len(self._keys) <= _MANY:
            return self._beginnings
        shared: Counter[int] = Counter()
        count = 0
        with_letters = (self._with_letters.get(each, []) for each in set(_in_threes(begin)))
        for places in sorted(with_letters, key=lambda places: (len(places), places)):
            if shared and count + len(places) > _RARE:
                break
            shared.update(places)
            count += len(places)
        likeliest = sorted(shared, key=lambda place: (-shared[place], place))[:_COMPARED]
        return {place: self._beginnings[place] for place in likeliest}

    @cached_property
    def _with_letters(self) -> dict[str, list[int]]:
        found: dict[str, list[int]] = {}
        for place, beginning in self._beginnings.items():
            for letters in set(_in_threes(beginning)):
                found.setdefault(letters, []).append(place)
        return found


_prepared = lru_cache(maxsize=16)(Candidates)


def _in_threes(text: str) -> list[str]:
    """Return each three letters in a row, with the begin and the end of the text as letters."""
    within = f"\n{text}\n"
    return [within[at : at + 3] for at in range(len(within) - 2)]

"""Names of organizations, places and people in free texts that a copy keeps on request."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final, NamedTuple

from backbone_kg.base.names import bare
from backbone_kg.base.same_organization import SHORT_WORD, nearly_the_same
from backbone_kg.importing.notes import without_contacts
from backbone_kg.model.identity import is_identifier
from backbone_kg.sharing.name_search import folded

SHORTEST_ACRONYM: Final = 3
"""Letters of the shortest initials that are taken for a name."""

_TOKEN = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
_SMALL: Final = frozenset({"a", "an", "and", "at", "by", "for", "in", "of", "on", "the", "to"})


class _Word(NamedTuple):
    """A word of a text: where it stands, and how it is compared."""

    start: int
    end: int
    text: str
    form: str


class NamesInTexts:
    """Finds names in texts, and puts what stands for them in their place.

    Parameters
    ----------
    named
        Names (also other names and registration numbers), each with its replacement; of equal ones
        the first counts.

    Notes
    -----
    Names are found whatever their case, punctuation, articles and legal forms, with a letter or two
    wrong, and by their initials in capitals. A name of one everyday word is replaced wherever that
    word stands: rather once too often than too little. E-mail addresses and phone numbers are left
    out.
    """

    def __init__(self, named: Iterable[tuple[str, str]]) -> None:
        self._names: dict[tuple[str, ...], str] = {}
        self._nearly: dict[tuple[str, ...], list[tuple[str, str]]] = {}
        self._initials: dict[str, set[str]] = {}
        for name, replacement in named:
            words = _without_and(bare(name).split())
            for form in filter(None, (words, _without_and(folded(name).split()))):
                self._names.setdefault(form, replacement)
            for gap in range(len(words)):
                if len(words[gap]) >= SHORT_WORD and words[gap].isalpha():
                    entry = words[gap], replacement
                    self._nearly.setdefault(_with_gap(words, gap), []).append(entry)
            initials = "".join(word[0] for word in words if word not in _SMALL)
            if len(initials) >= SHORTEST_ACRONYM and initials.isalpha():
                self._initials.setdefault(initials, set()).add(replacement)
        self._longest = max(map(len, self._names), default=0)

    def replaced_in(self, text: str) -> str:
        """Return a text with the replacements in place of the names."""
        text = text if is_identifier(text) else without_contacts(text)
        words = [
            _Word(match.start(), match.end(), match[0], form)
            for match in _TOKEN.finditer(text)
            if (form := bare(match[0]).replace(" ", "")) != "and"
        ]
        parts, done, place = [], 0, 0
        while place < len(words):
            length, replacement = self._at(words, place)
            if length:
                parts += [text[done : words[place].start], replacement]
                done = words[place + length - 1].end
            place += length or 1
        return "".join([*parts, text[done:]])

    def _at(self, words: list[_Word], place: int) -> tuple[int, str]:
        """Return how many words from a place are a name, and what stands for it; 0 if none are."""
        forms = tuple(word.form for word in words[place : place + self._longest])
        for length in range(len(forms), 0, -1):
            if found := self._names.get(forms[:length]) or self._near(forms[:length]):
                return length, found
        initials = self._initials.get(words[place].form, set())
        if words[place].text.isupper() and len(initials) == 1:
            return 1, next(iter(initials))
        return 0, ""

    def _near(self, forms: tuple[str, ...]) -> str:
        for gap, form in enumerate(forms):
            for word, replacement in self._nearly.get(_with_gap(forms, gap), ()):
                if nearly_the_same(form, word):
                    return replacement
        return ""


def _without_and(words: Iterable[str]) -> tuple[str, ...]:
    return tuple(word for word in words if word != "and")


def _with_gap(words: tuple[str, ...], gap: int) -> tuple[str, ...]:
    return (*words[:gap], "", *words[gap + 1 :])

"""Looking for names in the very bytes of a copy, in whatever form they may stand there."""

from __future__ import annotations

import html
import io
import re
import unicodedata
import zipfile
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Set
from typing import Final
from urllib.parse import unquote

from backbone_kg.base.names import clean

SHORTEST_WORD: Final = 4
"""Letters of the shortest word of a name that is looked for by itself."""

SHORTEST_NUMBER: Final = 5
"""Digits of the shortest part of an identifier that is looked for by itself."""

_ESCAPED = re.compile(r"\\u([0-9A-Fa-f]{4})|_x([0-9A-Fa-f]{4})_")
_NUMBERED = re.compile(r"[A-Z][a-z]+(?: [a-z]+)* \d+|[A-Z]+-[A-Z]+-\d+")
_NO_LETTERS = re.compile(r"[\W_]+")


def parts_of(files: Mapping[str, bytes]) -> dict[str, str]:
    """Return the texts of files by name; of an archive those of all its parts, unzipped."""
    found = {}
    for name, content in files.items():
        if zipfile.is_zipfile(io.BytesIO(content)):
            with zipfile.ZipFile(io.BytesIO(content)) as archive:
                for entry in archive.infolist():
                    text = archive.read(entry).decode("utf-8", "replace")
                    found[f"{name}, {entry.filename}"] = (
                        f"{entry.filename} {text} {entry.comment!r}"
                    )
        else:
            found[name] = content.decode("utf-8", "replace")
    return found


def folded(text: str) -> str:
    r"""Return a text as it is searched: words in small letters without accents, spaces between.

    Escapes of XML, of JSON and Turtle, and those of web addresses are resolved.

    Examples
    --------
    >>> folded("Pe%C3%B1a &amp; S\\u00f8n"), folded("PENA-SØN")
    ('pena søn', 'pena søn')
    """
    text = _ESCAPED.sub(lambda match: chr(int(match[1] or match[2], 16)), text)
    text = unquote(html.unescape(text), errors="ignore")
    apart = unicodedata.normalize("NFKD", text).casefold()
    if not apart.isascii():
        apart = "".join(c for c in apart if not unicodedata.combining(c))
    return _NO_LETTERS.sub(" ", apart).strip()


def without(replacements: Set[str], text: str) -> str:
    """Return a text without what stands for names."""
    return _NUMBERED.sub(lambda match: " " if match[0] in replacements else match[0], text)


def forms_of(name: str) -> Iterator[str]:
    """Return what is looked for of a name: the whole, and what of a number is unlike any other."""
    yield name
    for part in re.findall(r"\d[\d\s-]*\d", name):
        digits = re.sub(r"\D", "", part)
        if len(digits) >= SHORTEST_NUMBER:
            yield part
            yield digits


def words_of(names: Iterable[str]) -> dict[str, str]:
    """Return the words of names that are long enough to be looked for, each with its name."""
    found: dict[str, str] = {}
    for name in names:
        for word in folded(name).split():
            if len(word) >= SHORTEST_WORD and not word.isdigit():
                found.setdefault(word, name)
    return found


class Search:
    """Looks for many texts at once.

    Parameters
    ----------
    texts
        What is looked for, word by word; one of signs alone is looked for as it is.
    """

    def __init__(self, texts: Iterable[str]) -> None:
        self._by_words: dict[tuple[str, ...], str] = {}
        self._signs: list[str] = []
        self._lengths: dict[str, set[int]] = {}
        for text in texts:
            words = tuple(folded(text).split())
            if words:
                self._by_words.setdefault(words, text)
                self._lengths.setdefault(words[0], set()).add(len(words))
            elif clean(text):
                self._signs.append(clean(text))

    def counts(self, parts: Mapping[str, str]) -> Counter[tuple[str, str]]:
        """Return how often each text stands in each part, by text and part."""
        found: Counter[tuple[str, str]] = Counter()
        for name, part in parts.items():
            words = folded(part).split()
            for place, word in enumerate(words):
                for length in self._lengths.get(word, ()):
                    text = self._by_words.get(tuple(words[place : place + length]))
                    if text is not None:
                        found[text, name] += 1
            for sign in self._signs:
                if count := part.count(sign):
                    found[sign, name] += count
        return found


def only_in_first(
    texts: Iterable[str], parts: Mapping[str, str], twin: Mapping[str, str]
) -> list[tuple[str, str]]:
    """Return what stands in a copy more often than in its made-up twin, with the part it is in.

    Notes
    -----
    What our own words hold (of a partner called “Data”: headings, roles, help) stands in both as
    often, so it neither gives a false alarm nor hides a name that stands there once more.
    """
    search = Search(dict.fromkeys(texts))
    here, there = search.counts(parts), search.counts(twin)
    return sorted((text, part) for (text, part), n in here.items() if n > there[text, part])

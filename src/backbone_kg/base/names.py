"""Names as people type them: tidied, compared, made part of an IRI, guessed at and repeated."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import lru_cache
from typing import NamedTuple

from backbone_kg.base.errors import UnknownNameError

# Control characters that are not white space, zero-width and direction marks, lone surrogates.
_INVISIBLE = re.compile(
    "[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\u00ad\u034f\u061c\u180e\u200b-\u200f\u202a-\u202e"
    "\u2060-\u2064\u2066-\u206f\ufeff\ud800-\udfff]"
)
_TYPEWRITER = str.maketrans(
    dict.fromkeys("‘’‚‛′ʻʼ`´", "'")
    | dict.fromkeys("“”„‟″«»", '"')
    | dict.fromkeys("‐‑‒–—―−﹘﹣－", "-")
    | {"…": "..."}
    | dict.fromkeys(map(chr, range(0xFE00, 0xFE10)))  # choose between looks of one character
)
# Latin letters that Unicode does not take apart into a plain letter and an accent.
_LATIN = str.maketrans(
    {"ß": "ss", "æ": "ae", "œ": "oe", "ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "ħ": "h"}
    | {"ı": "i", "ĸ": "k", "ŋ": "n", "ŧ": "t"}
)
_ACCENTS_ON_LATIN = re.compile("(?<=[a-z])[\u0300-\u036f]+")
_NO_LETTERS = re.compile("[^a-z0-9]+")
_WORD = re.compile(r"[^\W_]+(?:'[^\W_]+)*")
_SMALL_WORD = re.compile("a|an|and|at|by|de|del|for|in|la|of|on|the|to|with")
LEGAL_FORMS = frozenset(
    ["inc", "incorporated", "ltd", "limited", "llc", "llp", "pllc", "corp", "corporation", "co"]
)
"""Words that end the name of an organization and tell only how it is registered."""
_SURE = 0.9
"""A spelling this close is likelier meant than a longer name that merely contains the text."""
FEW = 5
"""How many near names a message gives at most."""
_NEITHER = re.compile(r"[\W_]+")
"""Neither a letter nor a digit."""
_LONGEST = 200
"""How many characters of a name are compared; comparing takes the square of this at worst."""


def clean(text: str) -> str:
    r"""Return the text as it looks: without invisible characters and stray white space.

    Parameters
    ----------
    text
        Any text.

    Returns
    -------
    str
        The text in Unicode's composed form (NFC), each run of spaces and line breaks of any kind
        as one space, none at the ends; "" when there is nothing to see.

    Examples
    --------
    >>> clean("  United\u00a0Way \n of Tacoma\u200b")
    'United Way of Tacoma'
    """
    if text.isascii() and text.isprintable():
        return " ".join(text.split())
    return " ".join(unicodedata.normalize("NFC", _INVISIBLE.sub("", text)).split())


@lru_cache(maxsize=4096)
def key(text: str) -> str:
    """Return what two names have in common that a person would call the same.

    Case, white space, invisible characters and the shape of quotes and dashes do not count;
    accents do.

    Examples
    --------
    >>> key("Boys’  Club – North") == key("BOYS' CLUB - NORTH")
    True
    >>> key("Pena") == key("Peña")
    False
    """
    if text.isascii() and text.isprintable():
        return " ".join(text.split()).lower().replace("`", "'")
    # Taking accents apart first makes case folding independent of how they were typed.
    folded = unicodedata.normalize("NFD", clean(text)).casefold()
    return clean(folded.translate(_TYPEWRITER))


def bare(name: str) -> str:
    """Return what of an organization's name tells it from others, to compare it by.

    Articles at the begin, legal forms at the end, "&" for "and", punctuation and accents do not
    count.

    Examples
    --------
    >>> bare("The St. Mary's Hospital, Inc.") == bare("St Mary’s Hospital")
    True
    >>> bare("The Trust")
    'trust'
    """
    said = key(name).replace("&", " and ").replace("'", "")
    apart = unicodedata.normalize("NFKD", said).translate(_LATIN)
    words = re.sub(r"[^\w\s]|_", " ", _ACCENTS_ON_LATIN.sub("", apart)).split()
    while len(words) > 1 and words[0] in {"the", "a", "an"}:
        del words[0]
    while len(words) > 1 and words[-1] in LEGAL_FORMS:
        del words[-1]
    return " ".join(words)


def shortened(text: str, most: int = 60) -> str:
    """Return a text with its end left out if it is longer than a message should repeat.

    Parameters
    ----------
    text
        Any text.
    most
        How many characters to keep, at least 1.

    Examples
    --------
    >>> shortened("a long text", 6)
    'a lon…'
    """
    return text if len(text) <= most else text[: most - 1] + "…"


def slug(text: str) -> str:
    """Return a name as the last part of an IRI.

    Letters of the Latin script become ASCII; letters of other scripts are kept, so the result is
    safe in an IRI and needs percent-encoding in a URI. Different names can have the same slug.

    Returns
    -------
    str
        Lower-case letters, digits and single hyphens between them; never empty: a text without
        any letter or digit gives "unnamed".

    Examples
    --------
    >>> slug("Peña & Søn, Inc."), slug("Школа № 5"), slug("?!")
    ('pena-son-inc', 'школа-no-5', 'unnamed')
    """
    if text.isascii() and text.isprintable():
        return _NO_LETTERS.sub("-", text.lower()).strip("-") or "unnamed"
    apart = unicodedata.normalize("NFKD", clean(text)).lower()
    plain = _ACCENTS_ON_LATIN.sub("", apart.translate(_TYPEWRITER).translate(_LATIN))
    letters = unicodedata.normalize("NFC", plain)
    result = ""
    for character in letters:
        if character.isalnum() or (result[-1:] not in ("", "-") and _is_mark(character)):
            result += character
        elif not result.endswith("-"):
            result += "-"
    return result.strip("-") or "unnamed"


def _is_mark(character: str) -> bool:
    # Vowel signs and the like, without which many scripts cannot be read. The marks of the last
    # planes only choose between looks, and IRIs do not admit them.
    return unicodedata.category(character) in ("Mn", "Mc") and character < "\U000e0000"


def quoted(name: str) -> str:
    """Return a name as a message repeats it: in one line, quoted, at most 60 characters of it."""
    return f"“{shortened(clean(name))}”"


def typed(name: object, example: str) -> str:
    """Return a name that was asked for, without the brackets of an address.

    Parameters
    ----------
    name
        What was asked for.
    example
        A name that would do.

    Raises
    ------
    UnknownNameError
        If it is no text or an empty one.
    """
    if not isinstance(name, str):
        raise UnknownNameError(f"A name is a text, such as “{example}”, not {name!r:.60}.")
    found = clean(name)
    if found.startswith("<") and found.endswith(">"):
        found = found[1:-1].strip()
    if not found:
        raise UnknownNameError(f"The name is empty. Give one, such as “{example}”.")
    return found


@dataclass(frozen=True, slots=True)
class _Forms:
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
    typed = _forms(text)
    if not typed.key:
        return None
    # The same candidates are asked for many texts, and preparing them takes longest.
    among = _among(tuple(candidates))
    if (acronym := _by_acronym(typed, among)) is not None:
        return acronym
    similarity, similar = _by_spelling(typed.key, among, cutoff)
    if similarity >= _SURE:
        return similar
    names = [
        name for its_key, name in zip(among.keys, among.names, strict=True) if its_key != typed.key
    ]
    return _by_beginning(typed.key, names) or _by_words(typed, names) or similar


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
    letters = _NEITHER.sub("", key(name))
    if len(letters) < 2:
        return []
    return [one for one in names if letters in _NEITHER.sub("", key(one))][:FEW]


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


class _Among(NamedTuple):
    """Candidates in sorted order, each once by its key, and what they are looked up by."""

    names: list[str]
    keys: list[str]
    beginnings: list[str]
    acronyms: dict[str, list[int]]
    without_dots: dict[str, list[int]]


@lru_cache(maxsize=16)
def _among(candidates: tuple[str, ...]) -> _Among:
    named: dict[str, str] = {}
    for candidate in sorted(set(candidates)):
        named.setdefault(_forms(candidate).key, candidate)
    named.pop("", None)
    beginnings = [its_key[:_LONGEST] for its_key in named]
    found = _Among(list(named.values()), list(named), beginnings, {}, {})
    for place, name in enumerate(found.names):
        forms = _forms(name)
        for acronym in forms.acronyms:
            found.acronyms.setdefault(acronym, []).append(place)
        found.without_dots.setdefault(forms.key.replace(".", ""), []).append(place)
    return found


def _by_acronym(typed: _Forms, among: _Among) -> str | None:
    # A single letter is never an acronym, because a name of one word has none.
    places = list(among.acronyms.get(typed.key.replace(".", ""), ()))
    for acronym in typed.acronyms:
        places += among.without_dots.get(acronym, ())
    others = [place for place in places if among.keys[place] != typed.key]
    return among.names[min(others)] if others else None


def _by_beginning(typed: str, names: list[str]) -> str | None:
    found = [name for name in names if _forms(name).key.startswith(typed)]
    return found[0] if len(found) == 1 and len(typed) > 1 else None


def _by_words(typed: _Forms, names: list[str]) -> str | None:
    found = [name for name in names if typed.words <= _forms(name).words]
    return found[0] if len(found) == 1 and typed.words else None


def _by_spelling(typed: str, among: _Among, cutoff: float) -> tuple[float, str | None]:
    from rapidfuzz import fuzz, process

    best, found = 0.0, None
    begin = typed[:_LONGEST]
    matcher = SequenceMatcher(autojunk=False)
    matcher.set_seq2(begin)
    # The longest common subsequence is an upper bound of what the matcher counts.
    least = 100 * cutoff - 0.001
    near = process.extract(
        begin, among.beginnings, scorer=fuzz.ratio, score_cutoff=least, limit=None
    )
    nearest_at = len(among.keys)
    for beginning, at_most, place in near:  # from the likeliest on
        if at_most / 100 < best - 1e-9:
            break
        if among.keys[place] == typed:
            continue
        matcher.set_seq1(beginning)
        similarity = matcher.ratio()
        if similarity >= cutoff and (similarity, -place) > (best, -nearest_at):
            best, found, nearest_at = similarity, among.names[place], place
    return best, found

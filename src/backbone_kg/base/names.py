"""Names as people type them: tidied, compared, made part of an IRI and repeated."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

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
LEGAL_FORMS = frozenset(
    ["inc", "incorporated", "ltd", "limited", "llc", "llp", "pllc", "corp", "corporation", "co"]
)
"""Words that end the name of an organization and tell only how it is registered."""


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


@lru_cache(maxsize=4096)
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


def unique(names: dict[str, str]) -> dict[str, str]:
    """Return the names with a number behind each that repeats an earlier one."""
    seen: dict[str, int] = {}
    found = {}
    for iri, name in names.items():
        seen[name] = seen.get(name, 0) + 1
        found[iri] = name if seen[name] == 1 else f"{name} ({seen[name]})"
    return found


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

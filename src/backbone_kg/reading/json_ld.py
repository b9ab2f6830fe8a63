"""JSON-LD as text into quads, with a note of all that JSON-LD itself would drop without a word.

JSON-LD passes over a key that its context does not know, takes the last of two equal keys, and
leaves out what has no full address.
"""

from __future__ import annotations

import contextlib
import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import quote

from backbone_kg.base.cells import ReadingNote
from backbone_kg.base.errors import CannotReadError
from backbone_kg.base.likely_names import meant, nearest
from backbone_kg.base.names import shortened
from backbone_kg.graph.namespaces import CURIES, NO_ADDRESS, term
from backbone_kg.model.jsonld_context import context_of
from backbone_kg.model.sheets_and_columns import Layout

CONTEXT_ADDRESS = "https://w3id.org/backbone-kg/context.jsonld"
"""The one context that may be named by its address: a copy of it ships with the program."""

MOST_LEVELS = 100
"""Documents in which more values stand in one another are refused."""

MOST_OF_ID = 300
"""How many characters of an id a message repeats: addresses differ in their last ones."""

_FULL = re.compile(r"[A-Za-z_][A-Za-z0-9_+.-]*:.*", re.DOTALL)
_NOT_IN_ADDRESSES = re.compile(r'[\x00-\x20<>"{}|\\^`]')
_KEYWORDS = frozenset(
    [
        *("@base", "@container", "@direction", "@graph", "@id", "@included", "@index", "@json"),
        *("@language", "@list", "@nest", "@none", "@prefix", "@propagate", "@protected"),
        *("@reverse", "@set", "@type", "@value", "@version", "@vocab"),
    ]
)
_FREE_KEYS = frozenset(["$schema"])


def json_ld_document(
    path: Path, content: bytes, layout: Layout
) -> tuple[dict[str, Any] | list[Any], list[ReadingNote]]:
    """Return a JSON-LD document with our own context written out, and what is to be told of it.

    Raises
    ------
    CannotReadError
        If it is not JSON, is nested too deeply, or takes its context from the network.
    """
    notes: list[ReadingNote] = []

    def once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        found: dict[str, Any] = {}
        for name, value in pairs:
            if name in found and found[name] != value:
                thing = next((str(v) for n, v in pairs if n in {"id", "@id"}), "")
                of = f" of <{shortened(thing, MOST_OF_ID)}>" if thing else ""
                details = {"key": shortened(name), "of": of, "value": _said(found[name])}
                notes.append(ReadingNote("repeated-key", details))
            found[name] = value
        return found

    too_deep = CannotReadError(
        path, "Its brackets are nested too deeply.", "Write it with fewer levels."
    )
    try:
        document = json.loads(content, object_pairs_hook=once)
    except RecursionError:
        raise too_deep from None
    except ValueError as error:
        at = (
            f"line {error.lineno}, column {error.colno}: {error.msg}"
            if isinstance(error, json.JSONDecodeError)
            else str(error)
        )
        raise CannotReadError(
            path, f"It is not JSON: {at}.", "Mend it there and try again."
        ) from error
    if _is_deeper(document, MOST_LEVELS):
        raise too_deep
    stray = next(_stray_values(document), None)
    if stray is not None:
        raise CannotReadError(
            path,
            f"“{_said(stray)}” stands where a thing should, so nothing is said of anything.",
            'Write each thing in braces: {"@id": …, "@type": …}.',
        )
    own = context_of(layout)
    _put_own_context(document, own)
    address = _remote_context(document)
    if address is not None:
        raise CannotReadError(
            path,
            f"It takes its context from {address}, and nothing is fetched from the network.",
            f"Put the context itself into the file; that of a data file is {CONTEXT_ADDRESS}.",
        )
    if not _terms(document) and any(name in own for _, name, _ in _members(document)):
        line = f'"@context": "{CONTEXT_ADDRESS}",'
        notes.append(ReadingNote("context-missing", {"line": line}))
        parts = document if isinstance(document, dict) else {"@graph": document}
        document = {**parts, "@context": own}
    required = {c.path for sheet in layout.sheets for c in sheet.columns if c.required}
    notes += _passed_over(document, own, frozenset(map(CURIES.shorten, required)))
    terms = _terms(document)
    _complete_ids(document, terms)
    wrong = _malformed(document, terms)
    if wrong is not None:
        raise CannotReadError(
            path, f"“{shortened(wrong[0])}” is no {wrong[1]}.", "Mend it there and try again."
        )
    return document, notes


def _stray_values(document: Any) -> Iterator[Any]:
    """Yield what stands at the top or in a graph and is no thing: JSON-LD passes over it."""
    waiting = [document]
    while waiting:
        part = waiting.pop()
        if isinstance(part, list):
            waiting += reversed(part)
        elif not isinstance(part, dict):
            yield from [] if part is None else [part]
        elif "@value" in part or "@list" in part:
            yield part
        else:
            waiting += [part[name] for name in ("@graph", "@included", "@set") if name in part]


def _malformed(document: Any, terms: dict[str, Any]) -> tuple[str, str] | None:
    """Return the first address or language that is none, and which of them it should be."""
    import pyoxigraph as ox

    addresses: dict[str, None] = {}
    languages: dict[str, None] = {}
    for name, entry in terms.items():
        said = entry.get("@id") if isinstance(entry, dict) else entry
        if isinstance(said, str) and name == "@language":
            languages.setdefault(said)
        elif isinstance(said, str) and _is_full(said):
            addresses.setdefault(said)
    for _, name, value in _members(document):
        if name not in terms and _is_full(name):
            addresses.setdefault(name)
        texts = [v for v in (value if isinstance(value, list) else [value]) if isinstance(v, str)]
        if name in {"id", "@id"} or _names_a_thing(terms.get(name)):
            addresses |= dict.fromkeys(filter(None, texts))
        elif name == "@language":
            languages |= dict.fromkeys(texts)
    for text in addresses:
        with contextlib.suppress(ValueError):
            ox.NamedNode(_in_full(text, terms))
            continue
        return text, "address"
    for text in languages:
        with contextlib.suppress(ValueError):
            ox.Literal("", language=text)
            continue
        return text, "language"
    return None


def _in_full(address: str, terms: dict[str, Any]) -> str:
    """Return an address with its prefix written out, or with what stands before a bare one."""
    prefix, colon, rest = address.partition(":")
    if prefix == "_":
        return f"{NO_ADDRESS}{rest}"
    if not colon or not _FULL.fullmatch(address):
        return f"{NO_ADDRESS}{address}"
    space = terms.get(prefix, "")
    space = space.get("@id", "") if isinstance(space, dict) else space
    return f"{space}{rest}" if isinstance(space, str) and space else address


def _is_deeper(document: Any, levels: int) -> bool:
    """Return whether values stand in one another more often than so."""
    inside = [document] if isinstance(document, dict | list) else []
    for _ in range(levels):
        lists = [part.values() if isinstance(part, dict) else part for part in inside]
        inside = [each for one in lists for each in one if isinstance(each, dict | list)]
        if not inside:
            return False
    return True


def _said(value: Any) -> str:
    return shortened(value if isinstance(value, str) else json.dumps(value))


def _put_own_context(document: Any, own: dict[str, Any]) -> None:
    """Put our own context in place of its address."""
    for part in _parts(document):
        said = part.get("@context")
        if said == CONTEXT_ADDRESS:
            part["@context"] = own
        elif isinstance(said, list):
            part["@context"] = [own if one == CONTEXT_ADDRESS else one for one in said]


def _remote_context(document: Any) -> str | None:
    """Return the address of a context that would have to be fetched, or None."""
    for _, name, value in _members(document, but=""):
        if name == "@import":
            return str(value)
        if name == "@context":
            for part in value if isinstance(value, list) else [value]:
                if isinstance(part, str):
                    return part
    return None


def _passed_over(
    document: Any, own: dict[str, Any], required: frozenset[str]
) -> Iterator[ReadingNote]:
    """Return a note for each key that no context knows and each id that is no full address.

    Parameters
    ----------
    document
        With its contexts.
    own
        Our own context, whose keys may be meant.
    required
        The properties without which a thing is not complete, as that context has them.
    """
    terms = _terms(document)
    if "@vocab" in terms:
        return  # which makes a property of every key
    bare: dict[str, None] = {}
    unknown: dict[str, list[str]] = {}
    for thing, name, value in _members(document):
        if name not in _KEYWORDS and terms.get(name) is None and not _is_full(name):
            if name not in _FREE_KEYS:
                unknown.setdefault(name, []).append(thing)
        elif name in {"id", "@id"} or _names_a_thing(terms.get(name)):
            for each in value if isinstance(value, list) else [value]:
                if isinstance(each, str) and each and _is_no_address(each):
                    bare.setdefault(each)
    for name, things in unknown.items():
        # A key means a property; what a context gives as a text are classes and prefixes.
        known = [one for one, to in {**own, **terms}.items() if not _is_name(one, to)]
        near = nearest(name, known)
        suggestion = meant([near] if near else [])
        if name in own:
            near = name
            suggestion = f' In the context of a data file it is "{name}": {json.dumps(own[name])}.'
        entry = own.get(near or "")
        path = entry["@id"] if isinstance(entry, dict) else ""
        details = {
            "key": shortened(name),
            "near": near or "",
            "in_place_of": str(term(path)) if path in required else "",
            "of": f" of <{shortened(things[0], MOST_OF_ID)}>" if things[0] else "",
            "more": f" It stands in {len(things):,} places." if len(things) > 1 else "",
            "suggestion": suggestion,
        }
        yield ReadingNote("unknown-key", details)
    if bare and "@base" not in terms:
        first = next(iter(bare))
        more = f" In all {len(bare):,} ids." if len(bare) > 1 else ""
        read_as = _whole(first) if _FULL.fullmatch(first) else f"{NO_ADDRESS}{_whole(first)}"
        details = {
            "value": shortened(first),
            "read_as": shortened(read_as, MOST_OF_ID),
            "more": more,
        }
        yield ReadingNote("bare-id", details)


def _terms(document: Any) -> dict[str, Any]:
    """Return all that the contexts of a document define, wherever they stand in it."""
    found: dict[str, Any] = {}
    for _, name, value in _members(document, but=""):
        for context in value if isinstance(value, list) else [value]:
            if name == "@context" and isinstance(context, dict):
                found |= context
    return found


def _parts(document: Any, but: str = "@context") -> Iterator[dict[str, Any]]:
    """Yield the objects of a document, but for what stands below a key."""
    waiting = [document]
    while waiting:
        part = waiting.pop()
        if isinstance(part, list):
            waiting += reversed(part)
        elif isinstance(part, dict):
            yield part
            waiting += [value for name, value in part.items() if name != but]


def _members(document: Any, but: str = "@context") -> Iterator[tuple[str, str, Any]]:
    """Yield each key of a document, but for one, with its value and the id of its thing."""
    for part in _parts(document, but):
        thing = str(part.get("@id", part.get("id", "")))
        yield from ((thing, name, value) for name, value in part.items() if name != but)


def _is_name(key: str, meaning: Any) -> bool:
    """Return whether a term of a context stands for a class or a prefix."""
    return key.startswith("@") or (isinstance(meaning, str) and not meaning.startswith("@"))


def _is_no_address(text: str) -> bool:
    return not _FULL.fullmatch(text) or bool(_NOT_IN_ADDRESSES.search(text))


def _whole(text: str) -> str:
    """Return an id with what no address admits, such as a space, written as addresses have it."""
    return _NOT_IN_ADDRESSES.sub(lambda found: quote(found[0]), text)


def _as_reference(text: str) -> str:
    """Return an id as one that can be read: where a colon ends no scheme, it is none of a path."""
    first, _, _ = text.partition("/")
    return text if ":" not in first or _FULL.fullmatch(text) else f"{NO_ADDRESS}{text}"


def _complete_ids(document: Any, terms: dict[str, Any]) -> None:
    """Make addresses of all ids; JSON-LD drops others without a word."""
    for part in _parts(document):
        for name in part:
            if name in {"id", "@id"} or _names_a_thing(terms.get(name)):
                part[name] = _complete(part[name])


def _complete(value: Any) -> Any:
    if isinstance(value, list):
        return [_complete(one) for one in value]
    return _as_reference(_whole(value)) if isinstance(value, str) else value


def _is_full(name: str) -> bool:
    """Return whether a key is an address, and neither a keyword nor a name of this file alone."""
    return not name.startswith(("@", "_:")) and bool(_FULL.fullmatch(name))


def _names_a_thing(entry: Any) -> bool:
    return isinstance(entry, dict) and entry.get("@type") == "@id"

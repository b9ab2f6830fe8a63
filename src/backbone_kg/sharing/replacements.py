"""Which replacement stands for which original: numbered at random, and the same in every file."""

from __future__ import annotations

import secrets
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Final

from backbone_kg.base.names import key
from backbone_kg.model.identity import is_identifier

ORGANIZATIONS: Final = ("Partner", "Candidate")
"""What organizations are called: a candidate in one file can be a partner in another."""

IDENTIFIER: Final = "Identifier"
_WITH_REGISTER: Final = "ID-SHARED-"
"""Begins what stands for an identifier with its register, so that it still is one."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of the key.

    Parameters
    ----------
    replacement
        What stands in shared copies, such as ``Partner 07``.
    kind
        The word that it begins with.
    original
        What it stands for.
    other_names
        What else the organization is called, with semicolons between.
    identifier
        The organization's registration number; "" if it is not known.
    """

    replacement: str
    kind: str
    original: str
    other_names: str = ""
    identifier: str = ""

    @property
    def number(self) -> int:
        """The number of the replacement; 0 if it has none."""
        digits = self.replacement[len(self.replacement.rstrip("0123456789")) :]
        return int(digits or "0")

    @property
    def names(self) -> tuple[str, ...]:
        """The original and what else it is called, as names are compared."""
        return tuple(filter(None, map(key, (self.original, *self.other_names.split(";")))))


@dataclass(frozen=True, slots=True)
class Replacements:
    """What stands for each original of one file.

    Parameters
    ----------
    key
        All lines of the key, those of other files too, in their order.
    by_text
        The replacement by kind and text, as :func:`backbone_kg.base.names.key` compares texts.
    """

    key: tuple[Entry, ...]
    by_text: dict[tuple[str, str], str]


def replacements(known: Sequence[Entry], wanted: Iterable[Entry]) -> Replacements:
    """Return what stands for each original: what the key says, else a number drawn at random.

    Parameters
    ----------
    known
        The lines of the key.
    wanted
        What is to be replaced in one file, each text of a kind once, without replacement.

    Notes
    -----
    An organization is known again by its name, unless the identifiers differ; then by its
    identifier; then by another name. Two names in one file never share a replacement. A replacement
    that is somebody's name is never drawn.
    """
    wanted = list(wanted)
    lines = {entry.replacement: entry for entry in known}
    found: dict[tuple[str, str], str] = {}
    taken: set[str] = set()
    for grounds in (_name, _identifier, _any_name):
        index: dict[tuple[str, ...], list[Entry]] = {}
        for entry in known:
            for ground in grounds(entry):
                index.setdefault(ground, []).append(entry)
        for one in wanted:
            if (one.kind, key(one.original)) in found:
                continue
            same = [
                entry
                for ground in grounds(one)
                for entry in index.get(ground, ())
                if entry.replacement not in taken
                and (grounds is _identifier or not _contradict(entry, one))
            ]
            if same:
                known_by = key(one.identifier)
                best = next((e for e in same if key(e.identifier) == known_by), same[0])
                lines[best.replacement] = _with_what_is_learned(best, one)
                found[one.kind, key(one.original)] = best.replacement
                taken.add(best.replacement)
    fresh = [one for one in wanted if (one.kind, key(one.original)) not in found]
    secrets.SystemRandom().shuffle(fresh)
    names = {key(each.original) for each in (*known, *wanted)}
    last: dict[str, int] = {}
    for entry in known:
        last[entry.kind] = max(last.get(entry.kind, 0), entry.number)
    for one in fresh:
        number = last.get(one.kind, 0) + 1
        while key(_replacement(one, number)) in names:
            number += 1
        last[one.kind] = number
        line = replace(one, replacement=_replacement(one, number))
        lines[line.replacement] = line
        found[one.kind, key(one.original)] = line.replacement
    return Replacements(tuple(lines.values()), found)


def _replacement(one: Entry, number: int) -> str:
    registered = one.kind == IDENTIFIER and is_identifier(one.original)
    return f"{_WITH_REGISTER}{number:02}" if registered else f"{one.kind} {number:02}"


def _group(entry: Entry) -> str:
    return ORGANIZATIONS[0] if entry.kind in ORGANIZATIONS else entry.kind


def _name(entry: Entry) -> list[tuple[str, ...]]:
    form = str(is_identifier(entry.original)) if entry.kind == IDENTIFIER else ""
    return [(_group(entry), key(entry.original), form)]


def _identifier(entry: Entry) -> list[tuple[str, ...]]:
    known = is_identifier(entry.identifier)
    return [(_group(entry), key(entry.identifier))] if known else []


def _any_name(entry: Entry) -> list[tuple[str, ...]]:
    return [(name,) for name in entry.names] if entry.kind in ORGANIZATIONS else []


def _contradict(entry: Entry, one: Entry) -> bool:
    both = key(entry.identifier), key(one.identifier)
    return all(both) and both[0] != both[1]


def _with_what_is_learned(entry: Entry, one: Entry) -> Entry:
    """Return a line of the key with the names and the identifier that a later file gives."""
    if one.kind not in ORGANIZATIONS:
        return entry
    said = [entry.original, *entry.other_names.split(";")]
    more = [one.original, *one.other_names.split(";")]
    others = {key(name): name.strip() for name in reversed([*said, *more]) if key(name)}
    others.pop(key(entry.original), None)
    return replace(
        entry,
        other_names="; ".join(reversed(others.values())),
        identifier=entry.identifier or one.identifier,
    )

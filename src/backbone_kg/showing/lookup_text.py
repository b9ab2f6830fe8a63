"""What a name means, as text for a terminal."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from backbone_kg.base.groups import grouped
from backbone_kg.base.names import quoted
from backbone_kg.base.numbers_and_lists import joined
from backbone_kg.base.wrapped_lines import wrapped
from backbone_kg.knowledge.claims import Claim
from backbone_kg.knowledge.entries import Entry
from backbone_kg.knowledge.history import Change
from backbone_kg.showing.knowledge_text import (
    claims_by_kind,
    counted,
    fields,
    in_full,
    item,
    places,
    said,
    section,
    titled,
)

_MORE = {"framework": "frameworks show", "kind of organization": "types"}
"""Commands that tell more of a thing of a kind."""


def entries_text(name: str, entries: Sequence[Entry], *, width: int = 100) -> str:
    """Return what a name means, with all that is known of each meaning.

    Parameters
    ----------
    name
        As it was typed.
    entries
        What goes by that name.
    width
        Characters in a line, at least 40.
    """
    lines: list[str] = []
    if len(entries) > 1:
        lines += wrapped(f"{quoted(name)} means {len(entries)} things:", width)
        for entry in entries:
            where = joined(tuple(dict.fromkeys(p.document.short for p in entry.concept.passages)))
            read = f", in {where}" if where else ""
            lines += item(f"{_kind(entry)}{read}: {entry.short}", width)
        lines += [""]
    for number, entry in enumerate(entries):
        lines += (["", "─" * min(width, 60), ""] if number else []) + _entry(entry, width)
    return "\n".join(lines) + "\n"


def _kind(entry: Entry) -> str:
    return f"{entry.kind} of “{entry.home}”" if entry.home else entry.kind


def _entry(entry: Entry, width: int) -> list[str]:
    lines = [*wrapped(entry.label, width), *wrapped(_kind(entry), width)]
    if entry.claim is None:
        lines += wrapped(entry.definition, width)
    else:
        lines += wrapped(entry.claim.statement, width)
        lines += wrapped(" ↔ ".join(entry.claim.sides), width)
        lines += wrapped(f"[{said(entry.claim)}]", width)
    aliases = [one for one in entry.concept.aliases if one != entry.label]
    passages = entry.concept.passages if entry.claim is None else ()
    lines += [""]
    lines += fields(
        (
            ("Also called", "; ".join(aliases)),
            ("Where", places(passages) if passages else ""),
            ("Part of", "; ".join(one.label for one in entry.broader)),
            ("About", "; ".join(one.label for one in entry.claim.about) if entry.claim else ""),
            *entry.facts,
            ("Short name", entry.short),
        ),
        width,
    )
    parts = [line for one in entry.narrower for line in item(one.label, width)]
    lines += section("It takes in", parts)
    lines += section("Could be held by", _suggested(entry, width))
    lines += section("History", [line for one in entry.changes for line in _change(one, width)])
    lines += section("Compared with other lists", _links(entry, width))
    lines += section("Holds", [line for c in entry.holds for line in _held(c, width)])
    lines += section(f"Says ({counted(len(entry.says), 'claim')})", _says(entry.says, width))
    lines += section(
        f"What is said of it ({counted(len(entry.claims), 'claim')})",
        claims_by_kind(entry.claims, width),
    )
    if entry.kind in _MORE:
        command = f"backbone-kg {_MORE[entry.kind]} {entry.concept.name}"
        lines += ["", *wrapped(f"More of it: {command}", width)]
    return [*lines, "", str(entry.concept.iri)]


def _suggested(entry: Entry, width: int) -> Iterator[str]:
    for one in entry.suggested:
        said = joined([agent.name for agent in one.attributed_to])
        yield from item(f"{one.named.label} [{said}; {places(one.passages)}]", width)


def _change(change: Change, width: int) -> list[str]:
    before = change.before.label if change.before else ""
    after = change.after.label if change.after else ""
    text = f"{before} → {after}" if before and after and before != after else before or after
    told = f"{text}: {change.kind} in {change.edition}. {change.reason}".rstrip()
    return item(f"{told} [{places(change.passages)}]", width)


def _links(entry: Entry, width: int) -> Iterator[str]:
    for link in entry.links:
        how = link.how.capitalize()
        if link.how == "no counterpart":
            text = f"{how} in “{link.home}”. {link.comment}"
        else:
            home = f" ({link.home})" if link.home else ""
            text = f"{how} “{link.other.label}”{home}. {link.comment}"
        yield from item(text.rstrip(), width)


def _held(claim: Claim, width: int) -> list[str]:
    questions = "; ".join(one.label for one in claim.about)
    held = f"{questions} {in_full(claim)}".lstrip()
    return item(f"{held} [{places(claim.passages)}]", width)


def _says(claims: Sequence[Claim], width: int) -> Iterator[str]:
    """Return claims in short, in a paragraph for each kind: some say a great deal."""
    by_kind = grouped((claim.kind, claim.label.removesuffix(".")) for claim in claims)
    for kind, labels in by_kind.items():
        yield from item(f"{titled(kind, len(labels))}: {'; '.join(labels)}", width)

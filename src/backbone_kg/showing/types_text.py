"""Kinds of organization as text for a terminal."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from backbone_kg.base.groups import grouped
from backbone_kg.base.names import key
from backbone_kg.base.terminal_table import table
from backbone_kg.base.wrapped_lines import wrapped
from backbone_kg.knowledge.claims import Claim
from backbone_kg.knowledge.organization_kinds import OrganizationKind
from backbone_kg.showing.knowledge_text import (
    claim_lines,
    claims_by_kind,
    counted,
    fields,
    item,
    places,
    said_by,
    section,
)


def list_text(
    kinds: Sequence[OrganizationKind], others: Sequence[OrganizationKind] = (), *, width: int = 100
) -> str:
    """Return all kinds of organization, each with what is said of it in short.

    Parameters
    ----------
    kinds
        Those of the merged list.
    others
        Those that a source names and the merged list has no equal of.
    width
        Characters in a line, at least 40.
    """
    lines = wrapped(f"{len(kinds)} kinds of organization, which data files choose from", width)
    rows = [(kind.label, _in_short(kind)) for kind in kinds]
    lines += ["", *table(("Kind", "What is said of it"), rows, width=width).splitlines()]
    rest = [item(f"{kind.label} ({_in_short(kind)})", width) for kind in others]
    if rest:
        lines += ["", *wrapped("Named in a document, and not a kind to choose", width)]
    lines += [line for some in rest for line in some]
    lines += ["", *wrapped("All about one: backbone-kg types TYPE", width)]
    return "\n".join(lines) + "\n"


def _in_short(kind: OrganizationKind) -> str:
    capacities = counted(len(kind.could_hold), "capacity", "capacities")
    named = (body for claim in kind.should_sit_on for body in claim.about[1:])
    bodies = dict.fromkeys(body.label.lower() for body in named)
    told = (
        ("for it: ", ", ".join(claim.label for claim in kind.benefits)),
        ("against it: ", ", ".join(claim.label for claim in kind.challenges)),
        ("could hold ", capacities),
        ("can be the backbone, ", "some say" if kind.candidacies else ""),
        ("should sit on: ", ", ".join(bodies)),
        ("should have on it: ", counted(len(kind.members), "kind")),
    )
    return "; ".join(words + what for words, what in told if what) or "–"


def type_text(kind: OrganizationKind, *, width: int = 100) -> str:
    """Return all that is said of a kind of organization, with who says it and where.

    Parameters
    ----------
    kind
        What to tell.
    width
        Characters in a line, at least 40.
    """
    lines = [kind.label, *wrapped(kind.concept.definition, width)]
    if not kind.is_listed:
        lines += wrapped("No data file can choose it: the list of kinds has no equal.", width)
    lines += [""]
    lines += fields(
        (
            ("Also called", "; ".join(kind.concept.aliases)),
            ("A case of", "; ".join(one.label for one in kind.broader)),
            ("Cases of it", "; ".join(one.label for one in kind.narrower)),
            ("Where", places(kind.concept.passages)),
        ),
        width,
    )
    title = "What each source calls it" if kind.is_listed else "What it is like in the list"
    lines += section(title, _names(kind, width))
    for title, claims in (
        ("Potential benefits", kind.benefits),
        ("Potential challenges", kind.challenges),
        ("It can be the backbone, some say", kind.candidacies),
    ):
        lines += section(title, _claims(kind, claims, width))
    lines += section("Capacities it could hold", _could_hold(kind.could_hold, width))
    lines += section("Bodies it should sit on", _claims(kind, kind.should_sit_on, width))
    lines += section("Who should sit on it", _claims(kind, kind.members, width))
    lines += section("What else is said of it", claims_by_kind(kind.also_said, width))
    lines += section("In outside code lists", _codes(kind, width))
    if not kind.claims:
        lines += ["", "No document that was read says more of it."]
    return "\n".join(lines) + "\n"


def _names(kind: OrganizationKind, width: int) -> Iterator[str]:
    for name in kind.names:
        where = places(name.concept.passages)
        text = f"{name.how.capitalize()} “{name.concept.label}” [{where}] {name.comment}"
        yield from item(text.rstrip(), width)


def _claims(kind: OrganizationKind, claims: Sequence[Claim], width: int) -> Iterator[str]:
    for claim in claims:
        yield from claim_lines(claim, width)
        names = [one.label for one in claim.about if key(one.label) != key(kind.label)]
        if claim in (*kind.benefits, *kind.challenges) and names:
            yield from wrapped(f"(said of: {'; '.join(names)})", width, "    ")


def _could_hold(claims: Sequence[Claim], width: int) -> Iterator[str]:
    """Return the capacities by who says so and where: a row of a table names many."""
    by_place = grouped(((said_by(claim), places(claim.passages)), claim) for claim in claims)
    for (speaker, where), there in by_place.items():
        yield from wrapped(f"According to {speaker}; {where}:", width, "  ", "    ")
        for claim in there:
            roles = "; ".join(one.label for one in claim.about[1:])
            yield from item(roles or claim.label, width, 4)


def _codes(kind: OrganizationKind, width: int) -> Iterator[str]:
    for code in kind.codes:
        name = f" “{code.other.name} {code.other.label}”"
        if code.how == "no counterpart":
            name = ""
        text = f"{code.home}: {code.how}{name}. {code.comment}"
        yield from item(text.rstrip(), width)

"""A partnership's coverage in another framework as text for a terminal: the answers first."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from backbone_kg.analysis.analysis_results import RoleState
from backbone_kg.analysis.as_framework.as_framework_results import (
    FrameworkReading,
    How,
    OwnRole,
    RoleReading,
    Standing,
    Why,
)
from backbone_kg.base.numbers_and_lists import joined, plural, some_of
from backbone_kg.base.state_sentences import partial_listing
from backbone_kg.showing.analysis_text import caveat_lines, opening, paragraph
from backbone_kg.showing.caveats import left_out
from backbone_kg.showing.sections import Section, section_lines

SHOWN = 4
"""How many partners are named before they are counted."""


def as_framework_text(reading: FrameworkReading, *, width: int = 100) -> str:
    """Return a reading as text.

    Parameters
    ----------
    reading
        What to tell.
    width
        Characters in a line, at least 40.
    """
    lines = [
        *opening(reading.analysis),
        "",
        *paragraph(what(reading), width),
        "",
        *caveat_lines(reading.analysis, width),
    ]
    if not reading.analysis.basis.nothing_known:
        lines += [*paragraph(headline(reading), width), ""]
        lines += [line for each in sections(reading) for line in section_lines(each, width)]
    return "\n".join(lines).rstrip() + "\n"


def sections(reading: FrameworkReading) -> tuple[Section, ...]:
    """Return what follows for the roles of the other framework, the answers first."""
    if not reading.compared or reading.analysis.basis.nothing_known:
        return ()
    told = {
        "What is nobody doing?": _nobody(reading),
        "What is held?": _held(reading),
        "What is held in part, or perhaps?": _perhaps(reading),
        "What cannot be read?": _unread(reading),
        "What of the file is not represented in it?": _not_represented(reading),
        "Left out of the figures": left_out(reading.analysis),
    }
    found = [(title, tuple(items)) for title, items in told.items()]
    return tuple(
        Section(f"reading-{place}", title, items=items)
        for place, (title, items) in enumerate(found, start=1)
        if items
    )


def headline(reading: FrameworkReading) -> str:
    """Return the coverage as sentences with its counts and denominator."""
    total, counted = len(reading.roles), reading.counted
    if not reading.compared:
        return "Nobody has compared the two frameworks, so nothing can be read of it."
    if counted:
        have = "has the holders it needs" if counted == 1 else "have the holders they need"
        said = [
            f"{reading.covered} of {plural(counted, 'role')} that can be read as a whole {have}."
        ]
    else:
        said = [f"None of its {plural(total, 'role')} can be read as a whole."]
    apart = {
        "read only from parts of it": len(reading.read_as(How.NARROWER)),
        "read only from a role that it is a part of": len(reading.read_as(How.BROADER)),
        "without counterpart, which is no gap": len(reading.read_as(How.NO_COUNTERPART)),
        "only related to roles of the file": len(reading.read_as(How.RELATED)),
        "like something that is no role of the file": len(reading.read_as(How.NO_ROLE)),
        "compared by nobody": len(reading.read_as(How.NOT_COMPARED)),
        "not ours": sum(role.how.whole for role in reading.standing(Standing.NOT_OURS)),
    }
    told = [f"{count} {words}" for words, count in apart.items() if count]
    if told:
        said.append(f"Not counted, of its {plural(total, 'role')}: {'; '.join(told)}.")
    if reading.analysis.listing == "partial":
        said.append(partial_listing())
    return " ".join(said)


def what(reading: FrameworkReading) -> str:
    """Say in which framework it is read, and how."""
    title, own = reading.title, reading.analysis.framework
    if reading.slug == reading.analysis.framework_slug:
        return f"Read in “{title}”, by which the file goes."
    return f"Read in “{title}”, through the crosswalk. The file goes by “{own}”."


def _nobody(reading: FrameworkReading) -> Iterator[str]:
    for role in reading.gaps:
        if role.standing is Standing.NO_PART:
            yield f"{role.label}: no part held that can be read ({_source(role)})"
        else:
            yield f"{role.label}: unfilled ({_source(role)})"
    for role in reading.standing(Standing.NO_EVIDENCE):
        yield f"{role.label}: no evidence ({_source(role)})"
    for role in reading.standing(Standing.SHARED, Standing.HELD):
        if role.covered is False:
            yield f"{role.label}: fewer holders than needed ({_source(role)})"


def _held(reading: FrameworkReading) -> Iterator[str]:
    for role in reading.standing(Standing.SHARED, Standing.HELD):
        yield f"{role.label}: {role.standing} by {_partners(role.holders)} ({_source(role)})"


def _perhaps(reading: FrameworkReading) -> Iterator[str]:
    for role in reading.standing(Standing.IN_PART):
        parts = [one for one in _deciding(role) if one.state is not RoleState.NOT_OURS]
        held = _names(one for one in parts if one.holders)
        rest = _names(one for one in parts if not one.holders)
        count = f"{role.parts_held} of {role.parts} parts"
        if role.parts == 1:
            count = "the one part"
        yield (
            f"{role.label}: {count} that can be read, by {_partners(role.holders)} ({held}"
            + (f"; not {rest})" if rest else ")")
        )
    for role in reading.standing(Standing.PERHAPS):
        yield f"{role.label}: perhaps, by {_partners(role.holders)} ({_source(role, How.BROADER)})"


def _unread(reading: FrameworkReading) -> Iterator[str]:
    for role in reading.read_as(How.NO_COUNTERPART):
        why = f" {role.comment}" if role.comment else ""
        yield f"{role.label}: no counterpart; this is no gap.{why}"
    for role in reading.read_as(How.RELATED):
        themselves = dict.fromkeys(own.label for own in role.read_from if not own.through)
        others = dict.fromkeys(own.through for own in role.read_from if own.through)
        names = [*map(_quoted, ([label] for label in themselves))]
        names += [f"“{name}” (which is no role of the file)" for name in others]
        yield f"{role.label}: only related to {', '.join(names)}"
    for role in reading.read_as(How.NO_ROLE):
        yield f"{role.label}: like “{role.comment}”, which is no role of the file"
    unknown = reading.read_as(How.NOT_COMPARED)
    if unknown:
        yield f"Compared by nobody: {'; '.join(role.label for role in unknown)}"
    not_ours = reading.standing(Standing.NOT_OURS)
    if not_ours:
        yield f"Not ours, as the file says: {'; '.join(role.label for role in not_ours)}"


def _not_represented(reading: FrameworkReading) -> Iterator[str]:
    for why in Why:
        labels = [role.label for role in reading.not_represented if role.why is why]
        if labels:
            yield f"{why.value.capitalize()} ({len(labels)}): {'; '.join(labels)}"


def _deciding(role: RoleReading) -> tuple[OwnRole, ...]:
    how = role.how if role.how.whole else How.NARROWER
    return tuple(one for one in role.read_from if one.how is how)


def _source(role: RoleReading, how: How | None = None) -> str:
    """Say from which roles of the file a standing follows, and what they are to it."""
    how = how or role.how
    used = [one for one in role.read_from if one.how is how]
    words = {
        How.EXACT: "the same as",
        How.CLOSE: "close to",
        How.NARROWER: "with the part" if len(used) == 1 else "with the parts",
        How.BROADER: "a part of",
    }
    return f"{words[how]} {_names(used)}"


def _names(roles: Iterable[OwnRole]) -> str:
    """Return the names of roles, each once; those that stand for something else say so."""
    by_concept: dict[str, dict[str, None]] = {}
    for role in roles:
        by_concept.setdefault(role.through, {}).setdefault(role.label)
    said = [_quoted(by_concept.pop("", {}))]
    for concept, labels in by_concept.items():
        said.append(f"“{concept}”: {_quoted(labels)}")
    return "; ".join(filter(None, said))


def _quoted(names: Iterable[str]) -> str:
    return ", ".join(f"“{name}”" for name in names)


def _partners(names: tuple[str, ...]) -> str:
    # One more is named, which is no longer than to count it.
    return joined(names if len(names) == SHOWN + 1 else some_of(names, SHOWN, "{:,} more"))

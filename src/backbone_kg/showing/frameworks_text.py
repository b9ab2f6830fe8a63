"""Frameworks and their histories as text for a terminal."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from backbone_kg.base.numbers_and_lists import joined
from backbone_kg.base.partial_dates import in_words
from backbone_kg.base.terminal_table import table
from backbone_kg.base.wrapped_lines import wrapped
from backbone_kg.knowledge.attribution import attribution_of
from backbone_kg.knowledge.claims import Claim
from backbone_kg.knowledge.concepts import (
    Activity,
    Concept,
    Framework,
    SourceDocument,
)
from backbone_kg.knowledge.history import Change, History
from backbone_kg.showing.knowledge_text import (
    claim_lines,
    claims_by_kind,
    counted,
    fields,
    item,
    places,
    section,
    who,
)


def list_text(frameworks: Sequence[Framework], *, width: int = 100) -> str:
    """Return all frameworks: what each holds, whose it is, and where it was read."""
    lines = [counted(len(frameworks), "framework") or "There is no framework.", ""]
    told = ((one.slug, (one.title, one.contents, _origin(one))) for one in frameworks)
    rows = [(slug, "\n".join(filter(None, texts))) for slug, texts in told]
    lines += table(("Short name", "What it is"), rows, width=width).splitlines()
    lines += ["", *wrapped("All about one: backbone-kg frameworks show SLUG", width)]
    return "\n".join(lines) + "\n"


def _origin(framework: Framework) -> str:
    date = in_words(framework.issued)
    read = f"read in {framework.document.short}" if framework.document else ""
    if f"as reported by {read.removeprefix('read in ')}" in _whose(framework):
        read = ""
    if framework.replaces:
        read = "; ".join(filter(None, (read, f"replaces {joined(framework.replaces)}")))
    return "; ".join(filter(None, (_whose(framework), date, read)))


def _whose(framework: Framework) -> str:
    if not framework.attributed_to:
        return ""
    read = [framework.document] if framework.document else []
    told = attribution_of(framework.attributed_to, read)
    return who(framework.attributed_to, told, framework.primary_sources)


def framework_text(
    framework: Framework,
    *,
    claims: Sequence[Claim] = (),
    history: History | None = None,
    width: int = 100,
) -> str:
    """Return a framework with everything in it, what it means, and where that stands.

    Parameters
    ----------
    framework
        What to tell.
    claims
        What is said of the framework as a whole.
    history
        Its editions and what changed between them.
    width
        Characters in a line, at least 40.
    """
    lines = [*wrapped(framework.title, width), *wrapped(framework.definition, width), ""]
    lines += fields(
        (
            ("Short name", framework.slug),
            ("Also called", "; ".join(framework.concept.aliases)),
            ("Whose", _whose(framework)),
            ("Came out", in_words(framework.issued)),
            ("Published in", "; ".join(map(_work, framework.primary_sources))),
            ("Read in", _read_in(framework)),
            ("Where", places(framework.passages, framework.document)),
            ("Note", framework.note),
            ("Holds", framework.contents),
            ("Editions", _editions(framework, history)),
        ),
        width,
    )
    for number, function in enumerate(framework.functions, start=1):
        if number == 1:
            lines += ["", "Functions"]
        lines += ["", *wrapped(function.label, width, f"  {number}. ")]
        lines += _about(function.concept, framework, width, 5)
        if function.capacities:
            lines.append("     Capacities")
        for capacity in function.capacities:
            lines += item(capacity.label, width, 5)
            lines += _about(capacity, framework, width, 7, function.concept)
        if function.activities:
            lines.append("     Activities")
        lines += _activities(function.activities, framework, width, 5, function.concept)
    for name, listed in framework.lists:
        lines += ["", name]
        for number, one in enumerate(listed, start=1):
            lines += wrapped(one.label, width, f"  {number}. ")
            lines += _about(one, framework, width, 5)
    lines += section("Activities", _activities(framework.activities, framework, width, 2))
    if history and history.into(framework):
        lines += ["", f"What changed from {joined(framework.replaces)}"]
        for change in history.into(framework):
            lines += item(_change_in_short(change), width)
        lines += [f"  Why: backbone-kg history {framework.slug}"]
    lines += section("What is said of it", claims_by_kind(claims, width))
    return "\n".join(lines) + "\n"


def _about(
    concept: Concept, framework: Framework, width: int, indent: int, above: Concept | None = None
) -> list[str]:
    where = places(concept.passages, framework.document)
    if above and where == places(above.passages, framework.document):
        where = ""
    text = f"{concept.definition} [{where}]" if where else concept.definition
    return wrapped(text.strip(), width, " " * indent)


def _activities(
    activities: Sequence[Activity],
    framework: Framework,
    width: int,
    indent: int,
    above: Concept | None = None,
) -> Iterator[str]:
    for activity in activities:
        yield from item(activity.label, width, indent)
        yield from _about(activity.concept, framework, width, indent + 2, above)
        yield from _activities(activity.parts, framework, width, indent + 2, activity.concept)


def _work(work: SourceDocument | None) -> str:
    return f"“{work.title}” ({work.short})" if work else ""


def _read_in(framework: Framework) -> str:
    if framework.reported_in is None:
        return _work(framework.document)
    return f"{_work(framework.document)}, which reports it; the original was not read"


def _editions(framework: Framework, history: History | None) -> str:
    if history is None or len(history.editions) < 2:
        return ""
    return ", ".join(
        f"{edition.slug} (this one)" if edition.slug == framework.slug else edition.slug
        for edition in history.editions
    )


# --- history -------------------------------------------------------------------------------------


def history_text(history: History, *, width: int = 100) -> str:
    """Return what became of each part of a framework between its editions, and why."""
    editions = history.editions
    lines = wrapped(f"{history.title}: {counted(len(editions), 'edition')}", width)
    lines += fields(
        (
            (in_words(edition.issued) or "no date", f"{edition.title} ({edition.slug})")
            for edition in editions
        ),
        width,
    )
    if not history.changes:
        lines += ["", "No change is recorded."]
    kinds = dict.fromkeys(change.kind for change in history.changes)
    if kinds:
        counts = ", ".join(f"{history.count(kind)} {kind}" for kind in kinds)
        lines += ["", *wrapped(f"{counts}.", width)]
    for edition in editions:
        changes = history.into(edition)
        if changes:
            earlier = joined(edition.replaces)
            lines += ["", *wrapped(f"What became of {earlier} in {edition.slug}", width)]
            lines += wrapped(f"Told in {_work(edition.document)}", width, "  ")
        for number, change in enumerate(changes, start=1):
            lines += ["", *_change_lines(number, change, edition, width)]
            for claim in history.said_of(change.before, change.after):
                lines += claim_lines(claim, width, 5)
    told = [edition.concept for edition in editions] if history.changes else []
    of_editions = history.said_of(*told)
    lines += section("What is said of the editions", claims_by_kind(of_editions, width))
    return "\n".join(lines) + "\n"


def _change_in_short(change: Change) -> str:
    before = change.before.label if change.before else ""
    after = change.after.label if change.after else ""
    if before and after and before != after:
        return f"{before} → {after}"
    return f"{before or after}: {change.kind}"


def _change_lines(number: int, change: Change, edition: Framework, width: int) -> list[str]:
    lines = wrapped(_change_in_short(change), width, f"  {number}. ")
    before = change.before.definition if change.before else ""
    lines += fields(
        (
            ("Before", before if change.before and change.after else ""),
            ("It meant", before if change.before and not change.after else ""),
            ("Now" if change.before else "It means", change.meaning),
            ("Why", _reason(change)),
            ("Says", _change_said(change)),
            ("Where", places(change.passages, edition.document)),
        ),
        width,
        indent=5,
    )
    return lines


def _reason(change: Change) -> str:
    changed = (
        change.before is None or change.after is None or (change.before.label != change.after.label)
    )
    return change.reason or ("no reason is given" if changed else "")


def _change_said(change: Change) -> str:
    told = attribution_of(change.attributed_to, (passage.document for passage in change.passages))
    return who(change.attributed_to, told) if change.attributed_to else ""

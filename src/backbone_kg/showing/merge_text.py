"""What came of merging files, in words: what is left to decide first."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from backbone_kg.base.names import quoted, shortened
from backbone_kg.base.numbers_and_lists import joined, plural, some_of, verb
from backbone_kg.merging import How, Merged, MergedFile, Taken
from backbone_kg.model.conflicts import Claim, Conflict
from backbone_kg.showing.sections import Section, that_say_something

MOST = 60
"""How many differences of a kind are told in words; JSON has them all."""


def sections(merged: Merged) -> tuple[Section, ...]:
    """Return what is left to decide, what to look at, and what was taken from whom."""
    return that_say_something(
        (
            _conflicts(merged),
            Section("doubts", "To look at", items=some_of(merged.doubts)),
            _taken(merged),
            Section("left-out", "What was left out", items=some_of(merged.left_out)),
        )
    )


def _conflicts(merged: Merged) -> Section:
    files = joined([_named(one) for one in merged.files])
    base = f"The files were made from {_named(merged.base)}. " if merged.base else ""
    count = len(merged.conflicts)
    lead = (
        f"{plural(count, 'difference')} {verb(count, 'is', 'are')} left to decide. In the merged "
        "file such cells are blank (names stay) and such rows are kept; the sheet Conflicts lists "
        "them."
        if count
        else "Nothing is left to decide."
    )
    items = [
        f"{one.where}, {_about(one)}{f', {one.column}' if one.column else ''}: "
        f"{joined([*map(_said, one.claims)])}"
        f"{f'; before: {quoted(one.was)}' if one.was else ''}"
        for one in merged.conflicts[:MOST]
    ]
    title = f"{merged.name or 'Partnership without a name'}, merged of {files}"
    remarks = _rest(count, "the sheet Conflicts and --format json have")
    return Section("conflicts", title, lead=f"{base}{lead}", items=items, remarks=remarks)


def _rest(count: int, where: str) -> tuple[str, ...]:
    rest = count - MOST
    return (f"And {rest:,} more; {where} all.",) if rest > 0 else ()


def _about(one: Conflict | Taken) -> str:
    return shortened(one.about, 120)


def _said(claim: Claim) -> str:
    return replace(claim, value=shortened(claim.value, 120)).in_words


def _named(file: MergedFile) -> str:
    return f"{file.file} (by {file.who})" if file.who else file.file


def _taken(merged: Merged) -> Section:
    items = [f"{' '.join(_words(one))} ({', '.join(one.files)})" for one in merged.taken[:MOST]]
    remarks = _rest(len(merged.taken), "--format json has")
    lead = "" if items else "The files say the same."
    return Section("taken", "What was taken", lead=lead, items=items, remarks=remarks)


def _words(one: Taken) -> Iterator[str]:
    yield f"{one.sheet}, {_about(one)}"
    if one.column:
        yield f"– {one.column}:"
    else:
        yield "–"
    if one.how in {How.ADDED, How.DELETED}:
        yield f"{one.how.value}"
    elif one.how is How.CLEARED:
        yield f"{quoted(one.was)} was cleared"
    elif one.how is How.CHANGED:
        yield f"{quoted(one.value)} in place of {quoted(one.was)}"
    elif one.how is How.FILLED:
        yield f"{quoted(one.value)} in place of a blank"
    else:
        yield f"spelled in several ways; {quoted(one.value)} was taken"

"""How sure the count of covered roles is: what silence may hide, and how few rows change it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from backbone_kg.analysis.analysis_results import Analysis
from backbone_kg.analysis.bounds import Bounds, Statement, Turn
from backbone_kg.base.numbers_and_lists import joined, out_of, plural, verb
from backbone_kg.showing.answers import is_partial
from backbone_kg.showing.sections import Section

_SAID: Final[dict[Statement, str]] = {
    "all": "all of them",
    "most": "more than half",
    "half or fewer": "half or fewer",
    "none": "none of them",
}


def section(analysis: Analysis) -> Section | None:
    """Return how sure the count is; None if no role is wanted."""
    found = analysis.bounds
    if found is None:
        return None
    lead = _lead(found, partial=is_partial(analysis))
    return Section("bounds", "How sure is the count?", lead=lead, items=_items(found))


def _lead(found: Bounds, *, partial: bool) -> str:
    whole = found.coverage
    has = verb(whole.of_if_empty, "has the holders it needs", "have the holders they need")
    if whole.is_sure:
        if whole.if_empty == 1:
            has = "has the holders it needs"
        told = out_of(whole.if_empty, whole.of_if_empty, "role")
        return f"{told} {has}, by all that is listed."
    why = ["the listing is partial"] if partial else []
    if found.rows_not_read:
        why.append(f"{plural(found.rows_not_read, 'assignment')} could not be read")
    if found.silent and not partial:
        silent = verb(found.silent, "is wanted is not known", "are wanted is not known")
        why.append(f"whether {plural(found.silent, 'role')} without a holder {silent}")
    reasons = joined(why)
    return (
        f"{reasons[:1].upper()}{reasons[1:]}: between {whole.if_empty:,} and "
        f"{out_of(whole.if_held, whole.of_if_held, 'role')} {has}."
    )


def _items(found: Bounds) -> Iterator[str]:
    alone, wanted = found.held_by_one, found.coverage.of_if_empty
    if alone.of_if_empty and not alone.is_sure:
        yield (
            f"{out_of(alone.if_empty, alone.of_if_empty, 'held role')} "
            f"{verb(alone.if_empty, 'has', 'have')} a single known holder; it is "
            f"{_of(alone.if_held, alone.of_if_held)} if somebody unnamed holds each of the others "
            "alone, and fewer if somebody unnamed holds these as well"
        )
    if found.if_wrong is not None:
        rows = plural(found.if_wrong.rows, "wrong assignment")
        yield f"It takes {rows} to make it {_then(found.if_wrong, wanted)}"
    if found.if_missing is not None:
        rows = plural(found.if_missing.rows, "assignment")
        then = _then(found.if_missing, wanted)
        if found.statement == "none" and found.if_missing.statement == "half or fewer":
            then = f"{_of(found.if_missing.covered, wanted)}: no longer none"
        yield f"It takes {rows} missing from the list to make it {then}"


def _then(turn: Turn, wanted: int) -> str:
    return f"{_of(turn.covered, wanted)}: {_SAID[turn.statement]}"


def _of(count: int, total: int) -> str:
    return f"{count:,} of {total:,}"

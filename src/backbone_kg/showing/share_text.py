"""What share says of a copy, for the one who gives it away: originals stand in it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from backbone_kg.base.numbers_and_lists import (
    joined,
    listed,
    number,
    out_of,
    plural,
    sentence,
    some_of,
    verb,
)
from backbone_kg.sharing.changed_results import ChangedResults
from backbone_kg.sharing.recognizable import ALL, Recognition
from backbone_kg.sharing.share_results import Shared
from backbone_kg.showing.sections import Section, Table

MOST_ROWS: Final = 40
"""Rows of a table that are shown."""


def share_sections(shared: Shared) -> list[Section]:
    """Return what is to be said of a copy in parts: what is in it, who shows, what changed."""
    return [_copy(shared), _recognizable(shared), _results(shared)]


def _copy(shared: Shared) -> Section:
    found = "No name of the file was found in the bytes of the copy."
    if shared.kept:
        found = "No name that was replaced was found in the bytes of the copy."
    key = f"{shared.key} tells what stands for what: keep it, apart from the copy."
    replaced = listed([f"{one.kind} {one.texts:,}" for one in shared.replaced], most=12)
    items = [f"Replaced, by how many different texts there are: {replaced}."] if replaced else []
    for one in shared.left_out[:MOST_ROWS]:
        whose = "your own column " if not one.heading else ""
        cells = plural(one.cells, "cell")
        items.append(f"Left out: {whose}“{one.own_heading}” on the sheet {one.sheet} ({cells}).")
    if rest := shared.left_out[MOST_ROWS:]:
        cells = plural(sum(one.cells for one in rest), "cell")
        items.append(f"Left out: {plural(len(rest), 'more column')} ({cells}).")
    others = (f"Left out: {said}" for said in shared.not_carried)
    items += some_of(others, MOST_ROWS, "Left out: {:,} more that no column holds.")
    return Section("copy", "The copy", _caveats(shared), f"{found} {key}", items)


def _caveats(shared: Shared) -> Iterator[str]:
    if shared.kept:
        kept = joined([f"“{word}”" for word in shared.kept])
        yield (
            f"{kept} {verb(len(shared.kept), 'was', 'were')} kept. Names that the file knows were "
            "replaced there; others, and what tells of somebody without a name, may be left. Read "
            "the copy before you give it away."
        )
    if shared.web_addresses_kept:
        texts = plural(shared.web_addresses_kept, "text")
        yield (
            f"{texts} that {verb(shared.web_addresses_kept, 'was', 'were')} kept "
            f"{verb(shared.web_addresses_kept, 'has', 'have')} a web address, which mostly tells "
            "whose it is."
        )
    if shared.words_left_count:
        words = listed(shared.words_left, most=len(shared.words_left))
        more = shared.words_left_count - len(shared.words_left)
        rest = f"; and {more:,} more" if more else ""
        yield f"Words of names that are left in what was kept: {words}{rest}."
    if shared.words_in_file_name:
        yield (
            f"The name of the copy's file has words of names in it: "
            f"{listed(shared.words_in_file_name)}. Rename it."
        )
    if shared.not_readable:
        yield (
            f"{plural(shared.not_readable, 'text')} could not be read as what belongs there; "
            "“Not readable” and a number stand in the copy, so it is as incomplete as the file."
        )
    if shared.hidden_rows:
        rows = plural(shared.hidden_rows, "row")
        yield (
            f"{rows} {verb(shared.hidden_rows, 'is', 'are')} hidden in the file; in the copy "
            f"{verb(shared.hidden_rows, 'it is', 'they are')} not."
        )
    if shared.taken_by_default:
        yield f"{shared.taken_by_default} The copy states it."


def _recognizable(shared: Shared) -> Section:
    found = shared.recognition
    not_read = out_of(shared.assignments_not_read, shared.assignments, "assignment")
    unsure = f"{not_read} could not be read, so a partner may have more roles than is said."
    people = found.recognizable
    more = f"{len(people) - MOST_ROWS:,} more partners have something to themselves."
    rows = [(one.partner, one.original, sentence("; ".join(one.sentences))) for one in people]
    told = ("In the copy", "That is", "Recognizable as")
    first = Table("Those that are the easiest to tell come first.", told, (*rows[:MOST_ROWS],))
    traits = tuple(
        (
            one.name,
            "not said" if one.smallest is None else f"{one.smallest:,}",
            f"{one.alone:,}",
            f"{one.not_said:,}",
        )
        for one in found.traits
    )
    heads = ("Told apart by", "Smallest k", "Partners with k = 1", "Not said of")
    caption = "k is how many partners the copy shows alike; who has k = 1 is the only one."
    tables = (first, Table(caption, heads, traits, (1, 2, 3)))
    return Section(
        "recognizable",
        "Who would still be recognizable",
        (unsure if shared.assignments_not_read else "",),
        _lead(found),
        tables=tables,
        remarks=(
            more if len(people) > MOST_ROWS else "",
            _of_the_partnership(shared),
            "This counts what is listed here and no more: who knows other things of the "
            "partnership can tell more.",
        ),
    )


def _lead(found: Recognition) -> str:
    if found.smallest is None:
        return "There are no partners."
    people = found.recognizable
    if not people:
        whole = next(one for one in found.traits if one.name == ALL)
        said = "In none of the traits below a partner is the only one"
        if whole.alone:
            return (
                f"{said}, but {out_of(whole.alone, found.partners, 'partner')} "
                f"{verb(whole.alone, 'is', 'are')} in all of them together, for those who know it "
                "all: the smallest k is 1."
            )
        return f"{said}: the smallest k is {found.smallest:,}."
    first = people[0]
    return (
        f"The smallest k is 1: {out_of(len(people), found.partners, 'partner')} "
        f"{verb(len(people), 'has', 'have')} something to "
        f"{verb(len(people), 'itself', 'themselves')}. Anyone who knows the partnership can tell, "
        f"for example, that {first.partner}, {first.sentences[0]}, is {first.original}."
    )


def _of_the_partnership(shared: Shared) -> str:
    shown = [
        f"the framework {shared.framework}" if shared.framework else "",
        f"that it has {plural(shared.recognition.partners, 'partner')}",
        f"its “As of” {shared.as_of}" if shared.as_of else "",
        f"its currency {shared.currency}" if shared.currency else "",
        *(f"its {word.lower()}" for word in shared.kept if word in {"Community", "Partnership"}),
    ]
    return (
        f"Of the partnership itself the copy shows {joined([*filter(None, shown)])}: among few "
        "partnerships that can be enough to tell which it is."
    )


def _results(shared: Shared) -> Section:
    found = shared.results
    items = [f"Differs: {part}." for part in found.changed_parts]
    items += (
        f"Findings “{one.code}”: {one.before:,} in the file, {one.after:,} in the copy."
        for one in found.changed_findings
    )
    rows = tuple(
        (one.metric, one.about or "the partnership", _value(one.before), _value(one.after))
        for one in found.changed_figures[:MOST_ROWS]
    )
    table = Table("Figures that differ.", ("Figure", "Of", "File", "Copy"), rows, (2, 3))
    more = len(found.changed_figures) - MOST_ROWS
    remarks = (
        f"{more:,} more figures differ." if more > 0 else "",
        "Copies that are made with one key can be compared with one another. What is looked up "
        "elsewhere by a name, an identifier or evidence has to be asked of you, who have the key.",
    )
    lead = _compared(found, shared)
    return Section("results", "Which results change", (), lead, items, (table,), remarks)


def _compared(found: ChangedResults, shared: Shared) -> str:
    asked = f"Asked for {found.as_of}, "
    why = " Dates that were cut to their years count from the first day and to the last of these."
    if not found.figures:
        return f"{asked}neither the file nor the copy gives a figure."
    if found.same:
        return f"{asked}all {plural(found.figures, 'figure')} of the copy are those of the file."
    if not found.changed_figures:
        same = f"all {plural(found.figures, 'figure')} of the copy are those of the file"
        return f"{asked}{same}; what is listed here differs.{why if shared.years_only else ''}"
    differ = out_of(len(found.changed_figures), found.figures, "figure")
    return (
        f"{asked}{differ} {verb(len(found.changed_figures), 'differs', 'differ')}."
        f"{why if shared.years_only else ''}"
    )


def _value(value: float | None) -> str:
    return "not known" if value is None else number(value)
